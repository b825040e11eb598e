"""`muhr archive` against a real provider process: whole files, broken lines, files that are in the way."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from terminal import Ended, Muhr, World, add

PADDING = 400_000
posix = pytest.mark.skipif(os.name == "nt", reason="signals and pseudo terminals")


class Archived:
    """A world in which one document is finished, and a workspace that knows it."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.muhr = Muhr(folder / "workspace")
        mine = self.world.accounts[0]
        add(self.muhr, self.world, mine)
        self.stdin = self.world.stdin(mine, key_password=mine["key_password"])
        assert self.muhr("refresh", "--secrets-stdin", stdin=self.stdin).status == 0
        waiting = self.muhr("inbox", "--json").json
        incoming = [each["id"] for each in waiting if "sign" in each["actions"] and each["direction"] == "incoming"]
        self.id, self.waiting = incoming[:2]
        trust = [text for path in world.line["trust"] for text in ("--trust", path)]
        done = self.muhr("sign", "--key", mine["key"], self.id, *trust, "--secrets-stdin", stdin=self.stdin)
        assert done.status == 0, done.err
        self.world.control("settings", {"archive_padding": PADDING})

    def faults(self, *faults: dict[str, Any]) -> None:
        self.world.control("faults", {"faults": [{"method": "DownloadArchive", **each} for each in faults]})

    def fetch(self, *arguments: str | Path) -> Ended:
        return self.muhr("archive", self.id, *arguments, "--secrets-stdin", "--json", stdin=self.stdin)


@pytest.fixture(scope="module")
def archived(calm_world: World, tmp_path_factory: pytest.TempPathFactory) -> Archived:
    """Shared by the tests of this module: a download changes nothing at the provider."""
    return Archived(calm_world, tmp_path_factory.mktemp("archived"))


def whole(file: Path) -> bool:
    with zipfile.ZipFile(file) as opened:
        names = opened.namelist()
        return opened.testzip() is None and sum(name.endswith(".p7s") for name in names) == 2


def test_into_a_folder_into_a_file_and_never_over_another(archived: Archived, tmp_path: Path):
    done = archived.fetch("--to", tmp_path)
    assert done.status == 0, done.err
    file = tmp_path / f"faktura_uz-{archived.id}.zip"
    assert done.json == {
        "id": archived.id,
        "account": done.json["account"],
        "file": str(file),
        "bytes": file.stat().st_size,
        "resumed_at": 0,
    }
    assert whole(file)
    assert list(tmp_path.iterdir()) == [file]

    other = tmp_path / "other.zip"
    other.write_text("mine")
    for arguments in (["--to", other], ["--to", tmp_path]):
        again = archived.fetch(*arguments)
        assert (again.status, again.json["error"]["code"]) == (3, "file-exists")
    assert other.read_text() == "mine"
    named = archived.muhr("archive", archived.id[:8], "--to", other, "--force", "--secrets-stdin", stdin=archived.stdin)
    assert named.status == 0, named.err
    assert named.out.strip() == str(other)
    assert whole(other)

    part = tmp_path / "new.zip.part"
    part.write_text("somebody else's")
    assert archived.fetch("--to", tmp_path / "new.zip").json["error"]["code"] == "file-exists"
    assert part.read_text() == "somebody else's"


def test_a_broken_download_is_gone_on_from(archived: Archived, tmp_path: Path):
    file = tmp_path / "a.zip"
    archived.faults({"kind": "half_body", "nth": 1}, {"kind": "drop_before", "nth": 2, "times": 50})
    cut = archived.fetch("--to", file)
    assert (cut.status, cut.json["error"]["code"]) == (5, "provider-unreachable"), cut
    assert not file.exists()
    have = (tmp_path / "a.zip.part").stat().st_size
    assert have > PADDING // 4

    archived.faults()
    done = archived.fetch("--to", file)
    assert done.status == 0, done.err
    assert done.json["resumed_at"] == have
    assert whole(file)
    assert list(tmp_path.iterdir()) == [file]
    assert archived.world.control("faults")["requests"]["DownloadArchive"] == 1


def test_what_cannot_be_had(archived: Archived, tmp_path: Path):
    missing = archived.fetch("--to", tmp_path / "missing" / "a.zip")
    assert (missing.status, missing.json["error"]["code"]) == (3, "file-no-folder")
    command = ["--to", tmp_path, "--secrets-stdin", "--json"]
    waiting = archived.muhr("archive", archived.waiting, *command, stdin=archived.stdin)
    assert (waiting.status, waiting.json["error"]["code"]) == (1, "archive-refused")
    assert "signed" in waiting.json["error"]["advice"]
    unknown = archived.muhr("archive", "ffffffff", *command, stdin=archived.stdin)
    assert (unknown.status, unknown.json["error"]["code"]) == (3, "id-unknown")
    without = archived.muhr("archive", archived.id, "--to", tmp_path, "--json")
    assert (without.status, without.json["error"]["code"]) == (3, "secrets-missing")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written(archived: Archived, tmp_path: Path):
    (tmp_path / "a.zip.part").mkdir()
    done = archived.fetch("--to", tmp_path / "a.zip", "--force")
    assert (done.status, done.json["error"]["code"]) == (3, "file")
    assert "could not be written" in done.err


@posix
def test_ctrl_c_keeps_what_has_come_and_a_terminal_sees_a_bar(archived: Archived, tmp_path: Path):
    file = tmp_path / "a.zip"
    archived.faults({"kind": "drip", "nth": 1, "seconds": 0.01})
    command = archived.muhr.command("archive", archived.id, "--to", str(file), "--secrets-stdin", "--json")
    master, slave = pty.openpty()
    environment = {**archived.muhr.environment, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=slave, env=environment
    ) as process:
        os.close(slave)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(archived.stdin).encode())
        process.stdin.close()
        shown, part, asked = b"", tmp_path / "a.zip.part", False
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                piece = os.read(master, 4096)
            except OSError:  # the other end is closed
                break
            shown += piece
            if not asked and part.exists() and b"bytes" in shown:
                asked = True
                process.send_signal(signal.SIGINT)
        out = process.stdout.read()
        assert process.wait(timeout=60) == 130, shown
    os.close(master)
    assert asked
    assert json.loads(out)["error"]["code"] == "cancelled"
    assert b"Downloading" in shown
    assert b"goes on from there" in shown
    assert part.exists()
    archived.faults()
    assert archived.fetch("--to", file).status == 0
    assert whole(file)
