"""Starting, stopping, restarting: in this process and as a child that can be killed."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from muhr.domain.errors import InputError
from muhr.sandbox.serve import start

COMMAND = """
import pathlib, sys
from muhr.sandbox.serve import run_forever
run_forever(0, pathlib.Path(sys.argv[1]), parent_pipe=len(sys.argv) > 2)
"""


@contextmanager
def log_in(line: dict[str, Any]) -> Iterator[httpx.Client]:
    """The first account's line to a sandbox in another process."""
    account = line["accounts"][0]
    form = {name: account[name] for name in ("password", "client_id", "client_secret")}
    with httpx.Client(base_url=line["base_urls"]["faktura_uz"]) as http:
        answer = http.post("/token", data=form | {"grant_type": "password", "username": account["login"]})
        http.headers["Authorization"] = "Bearer " + answer.json()["access_token"]
        yield http


@contextmanager
def child(data: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """A sandbox in its own process, and the line it printed."""
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", COMMAND, str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )
    try:
        assert process.stdout is not None
        yield process, json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.communicate(timeout=10)


@pytest.fixture
def data(tmp_path, sandbox_pki) -> Path:
    """A data folder that has its keys already."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "pki").symlink_to(sandbox_pki.folder, target_is_directory=True)
    return folder


def test_the_line_says_everything_a_client_needs(sandbox) -> None:
    line = json.loads(json.dumps(sandbox.info.as_dict()))
    base = f"http://127.0.0.1:{sandbox.info.port}"
    assert line["base_urls"]["faktura_uz"] == base
    assert line["token_urls"]["faktura_uz"] == f"{base}/token"
    assert (line["ledger"], line["control"]) == (f"{base}/__sim/ledger", f"{base}/__sim")
    assert all(Path(path).is_file() for path in line["trust"])
    ours = [account for account in line["accounts"] if account["provider"] == "faktura_uz"]
    assert len(ours) == 2
    for account in ours:
        assert account["company"]["country"] == "UZ"
        assert Path(account["key"]).parent.name == "DSKEYS"
        assert account["key_password"]
    for key in line["keys"]:
        assert {"path", "password", "kind", "owner", "tax_id", "state"} <= set(key)
        assert Path(key["path"]).is_file()
    assert {key["state"] for key in line["keys"]} == {"valid", "expired", "not-yet-valid", "wrong-company"}


def test_a_sandbox_without_data_leaves_nothing_behind(sandbox_pki) -> None:
    with start(pki_folder=sandbox_pki.folder) as running:
        folder, port = Path(running.info.data), running.info.port
        assert folder.is_dir()
    assert not folder.exists()
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/__sim/ledger")


def test_more_documents_from_the_start_and_later(sandbox_pki) -> None:
    with start(pki_folder=sandbox_pki.folder, documents=120) as running, httpx.Client() as http:
        control = running.info.as_dict()["control"]
        company = running.info.accounts[1]["company"]["tax_id"]
        before = http.get(f"{control}/state").json()["statuses"]
        assert before[running.info.accounts[0]["company"]["tax_id"]]["22"] >= 120
        for _ in range(2):
            made = http.post(f"{control}/documents", json={"count": 40, "company": company}).json()["documents"]
            assert len(set(made)) == 40
        after = http.get(f"{control}/state").json()["statuses"]
        assert after[company]["22"] == before[company]["22"] + 80
        assert http.post(f"{control}/documents", json={"count": 1, "company": "299999999"}).status_code == 400
        assert http.post(f"{control}/settings", json={"no_such": 1}).status_code == 400
        assert http.post(f"{control}/robot", content=b"{").status_code == 400


def test_the_clock_can_be_set(api) -> None:
    answer = api.post("/__sim/clock", {"now": "2031-05-06T07:08:09Z"})
    assert answer["now"].startswith("2031-05-06T07:08:")
    assert "06 May 2031 07:08:" in api.http.get("/Api/Document/GetDocumentTypes").headers["date"]


def test_all_tokens_can_be_expired(api) -> None:
    api.post("/__sim/tokens", {"expire": True})
    assert api.http.get("/Api/Document/GetDocuments").status_code == 401


@pytest.mark.skipif(sys.platform == "win32", reason="signals between processes")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_prints_one_line_and_ends_quietly(data, number) -> None:
    with child(data) as (process, line):
        assert httpx.get(line["ledger"]).json()["effects"] == []
        process.send_signal(number)
        out, errors = process.communicate(timeout=10)
        assert (process.returncode, out, errors) == (0, "", "")


RECEIVED = "/Api/Document/GetDocuments?isInbox=true&statuses=22"


def test_a_killed_sandbox_goes_on_where_it_was(data) -> None:
    def everything(line) -> list[Any]:
        return [httpx.get(f"{line['control']}/{what}").json() for what in ("documents", "ledger", "settings")]

    with child(data) as (process, line), log_in(line) as http:
        uid = http.get(RECEIVED).json()["documents"][0]["uniqueId"]
        http.post("/Api/Document/RejectDocument", json={"DocumentUniqueId": uid})
        http.post("/__sim/settings", json={"hash_shape": "map"})
        http.post("/__sim/clock", json={"advance_seconds": 86400})
        before = everything(line)
        process.kill()
        process.wait(timeout=10)
    with child(data) as (_, line), httpx.Client(base_url=line["base_urls"]["faktura_uz"]) as again:
        assert everything(line) == before
        assert [effect["target"] for effect in before[1]["effects"]] == [uid]
        answer = again.post("/Api/Sign/GetDocumentsHashCodes", headers=http.headers, json={"Documents": [uid]})
        assert list(answer.json()) == [uid], "the token still holds"
        tomorrow = datetime.now(UTC) + timedelta(hours=23)
        assert parsedate_to_datetime(answer.headers["date"]) > tomorrow
        assert line["keys"][0]["path"].startswith(str(data))


def test_a_sandbox_killed_in_the_middle_has_done_and_counted_the_same(data) -> None:
    with child(data) as (process, line), log_in(line) as http, ThreadPoolExecutor(4) as pool:
        uids = [row["uniqueId"] for row in http.get(RECEIVED).json()["documents"]]

        def reject(place: int) -> None:
            if place == len(uids) // 2:
                process.kill()
            with contextlib.suppress(httpx.TransportError):
                http.post("/Api/Document/RejectDocument", json={"DocumentUniqueId": uids[place]})

        list(pool.map(reject, range(len(uids))))
        process.wait(timeout=10)
    with child(data) as (_, line):
        documents = httpx.get(f"{line['control']}/documents").json()["documents"]
        ledger = httpx.get(line["ledger"]).json()["effects"]
    rejected = {one["uid"] for one in documents if one["uid"] in uids and one["phase"] == "rejected"}
    assert {effect["target"]: effect["count"] for effect in ledger} == dict.fromkeys(rejected, 1)
    assert 0 < len(rejected) < len(uids)


def test_a_sandbox_ends_with_the_pipe_of_its_parent(data) -> None:
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", COMMAND, str(data), "pipe"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = json.loads(process.stdout.readline())
    assert httpx.get(line["ledger"]).status_code == 200
    out, errors = process.communicate(timeout=10)  # closes the pipe
    assert (process.returncode, out, errors) == (0, "", "")


def test_a_port_that_is_taken_is_said_plainly(sandbox, sandbox_pki) -> None:
    with pytest.raises(InputError, match=f"Port {sandbox.info.port} is used"):
        start(pki_folder=sandbox_pki.folder, port=sandbox.info.port)
