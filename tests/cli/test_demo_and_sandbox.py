"""`muhr demo` in the terminal and `muhr sandbox`: the whole job in one command, and the world by itself."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from terminal import Muhr, start_world, stop_world


def test_the_demo_does_the_whole_job_and_leaves_nothing_behind(muhr: Muhr, tmp_path: Path):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    environment = {**muhr.environment, "TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "muhr", "demo", "--terminal", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert record["ok"] is True
    assert record["signed"] >= 40
    companies = {each["company"]["tax_id"] for each in record["documents"] if each["outcome"] == "confirmed"}
    assert len(companies) == 2
    for each in record["documents"]:
        if each["outcome"] == "confirmed":
            assert (each["ledger"], each["gone_from_inbox"]) == (1, True)
        else:
            assert each["ledger"] == 0
            assert each["why"]
    assert "Look at" in done.stderr
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_demo_that_is_asked_to_end_tidies_up(muhr: Muhr, tmp_path: Path):
    environment = {**muhr.environment, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "muhr", "demo", "--terminal"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        while "documents wait" not in process.stderr.readline():
            pass
        process.terminate()
        told = process.stderr.read()
        assert process.wait(timeout=60) in {0, 1, 130}
    assert "Traceback" not in told
    assert list(tmp_path.iterdir()) == []


def test_without_a_screen_the_demo_runs_in_the_terminal_and_no_process_line_tells_a_password(
    muhr: Muhr, tmp_path: Path
):
    out, err = tmp_path / "out", tmp_path / "err"
    seen: set[str] = set()
    with out.open("w") as stdout, err.open("w") as stderr:
        process = subprocess.Popen(muhr.command("demo"), env=muhr.environment, stdout=stdout, stderr=stderr)
        while process.poll() is None:
            seen |= set(process_lines(str(muhr.workspace)))
            time.sleep(0.02)
    assert process.returncode == 0, err.read_text()
    assert "exactly one signature" in err.read_text()
    assert out.read_text().count("signed and confirmed") >= 40
    assert "left out" in out.read_text()
    if sys.platform.startswith("linux"):
        assert any(" sandbox " in line for line in seen)
    assert not any("Namuna-" in line for line in seen)


def process_lines(naming: str) -> list[str]:
    """The command lines of all processes of this machine in which a text stands; empty where there is no /proc."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().decode(errors="replace").replace("\0", " ")
        except OSError:
            continue
        if naming in line:
            found.append(line)
    return found


def test_the_sandbox_line(tmp_path: Path):
    world = start_world(tmp_path / "data", "--documents", "5")
    try:
        line = world.line
        assert set(line) == {
            *("base_urls", "token_urls", "ledger", "control"),
            *("e_imzo", "trust", "data", "accounts", "keys"),
        }
        assert line["e_imzo"]["ws"].startswith("ws://127.0.0.1:")
        for url in (*line["base_urls"].values(), *line["token_urls"].values(), line["ledger"], line["control"]):
            assert url.startswith("http://127.0.0.1:")
        assert len(line["accounts"]) >= 2
        for account in line["accounts"]:
            assert {"provider", "company", "login", "password"} <= set(account)
            assert account["provider"] in line["base_urls"]
        for account in (one for one in line["accounts"] if one["provider"] == "faktura_uz"):
            assert {"client_id", "client_secret"} <= set(account)
            assert Path(account["key"]).is_file()
            assert account["key_password"]
        assert all(Path(path).is_file() for path in line["trust"])
        assert {"expired", "wrong-company", "valid"} <= {key["state"] for key in line["keys"]}
        with urllib.request.urlopen(line["ledger"], timeout=20) as answer:
            assert json.load(answer)["effects"] == []
    finally:
        assert stop_world(world) == 0


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_stops_the_sandbox(tmp_path: Path):
    world = start_world(tmp_path / "data")
    world.process.send_signal(signal.SIGINT)
    assert world.process.wait(timeout=20) in {0, 130}
    stop_world(world)


def test_the_sandbox_ends_with_its_parent(tmp_path: Path):
    world = start_world(tmp_path / "data", "--parent-pipe")
    assert world.process.stdin is not None
    world.process.stdin.close()
    assert world.process.wait(timeout=20) == 0
    stop_world(world)


def test_a_demo_that_is_killed_takes_its_world_along(muhr: Muhr, tmp_path: Path):
    if not sys.platform.startswith("linux"):
        pytest.skip("reads /proc")
    folder = tmp_path / "kept"
    command = [sys.executable, "-m", "muhr", "demo", "--terminal", "--workspace", str(folder)]
    process = subprocess.Popen(
        command, env=muhr.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )

    def children() -> list[str]:
        return [line for line in process_lines(str(folder)) if " sandbox " in line]

    deadline = time.monotonic() + 60
    while not children() and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.02)
    process.kill()
    process.wait(timeout=20)
    while children() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert children() == []


def test_a_port_in_use_is_said_calmly(tmp_path: Path, muhr: Muhr):
    world = start_world(tmp_path / "data")
    try:
        port = world.line["control"].split(":")[2].split("/")[0]
        done = muhr("sandbox", "--port", port, "--data", tmp_path / "other")
        assert done.status not in {0, 70}, done.err
        assert "Traceback" not in done.err
        assert done.err.strip()
    finally:
        stop_world(world)
