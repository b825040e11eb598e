"""`muhr sign` and `muhr outbox` against a real provider process: its own ledger is the judge."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from terminal import Ended, Muhr, World, add, stop_world

PASSWORD_AT_TERMINAL = b"Password of "


def trust(world: World) -> list[str]:
    return [text for path in world.line["trust"] for text in ("--trust", path)]


def sign(muhr: Muhr, world: World, *what: str, password: str | None = None, account: int = 0) -> Ended:
    mine = world.accounts[account]
    secrets = world.stdin(mine, key_password=mine["key_password"] if password is None else password)
    return muhr("sign", "--key", mine["key"], *what, *trust(world), "--secrets-stdin", "--json", stdin=secrets)


def test_some_then_all_each_exactly_once(ready: Muhr, world: World):
    inbox = ready("inbox", "--json").json
    signable = [document for document in inbox if "sign" in document["actions"]]
    first, second = (document["id"] for document in signable[:2])

    two = sign(ready, world, first, second[:10], first)
    assert two.status == 0, two.err
    assert [(each["id"], each["step"]) for each in two.json["documents"]] == [
        (first, "confirmed"),
        (second, "confirmed"),
    ]
    assert two.json["counts"] == {"confirmed": 2}
    assert world.signatures() == {(first, "200000011"): 1, (second, "200000011"): 1}

    again = sign(ready, world, first)
    assert again.status == 3
    assert again.json["error"]["code"] == "id-unknown"

    rest = sign(ready, world, "--all")
    assert rest.status in {0, 1}, rest.err
    signed = {each["id"] for each in rest.json["documents"] if each["step"] == "confirmed"}
    assert {document["id"] for document in signable} == signed | {first, second}
    assert set(world.signatures().values()) == {1}
    assert len(world.signatures()) == len(signable)
    assert {each["severity"] for each in rest.json["findings"]} >= {"warn"}

    assert sign(ready, world, "--all").json["documents"] == []
    left = ready("inbox", "--json").json
    assert all("sign" not in document["actions"] for document in left)
    rows = ready("outbox", "--json").json
    assert {row["state"] for row in rows} == {"done"}
    assert len(rows) == len(signable)
    assert ready("outbox", "run").status == 0  # nothing is open, so no password is needed
    assert ready("outbox", "list", "--open", "--json").json == []
    assert "done" in ready("outbox").out


def test_a_wrong_password_signs_nothing(ready: Muhr, world: World):
    done = sign(ready, world, "--all", password="not it 7c1")
    assert done.status == 4
    assert done.json["error"]["code"] == "key-wrong-password"
    assert "not it 7c1" not in done.out + done.err
    assert world.signatures() == {}
    assert ready("outbox", "--json").json == []
    assert sign(ready, world, ready("inbox", "--json").json[0]["id"]).status == 0


def test_a_key_that_may_not_sign(ready: Muhr, world: World):
    mine = world.accounts[0]
    secrets = world.stdin(mine, key_password=mine["key_password"])
    expired = next(key["path"] for key in world.line["keys"] if key["state"] == "expired")
    document = ready("inbox", "--json").json[0]["id"]
    for arguments, statuses in (
        (["--key", expired, document], {4}),
        (["--key", expired, "--all"], {4}),
        (["--key", mine["key"], document], {4}),  # its root is not trusted here
        (["--key", world.line["trust"][0], document], {4}),  # no key at all
        (["--key", world.accounts[1]["key"], document, *trust(world)], {4}),  # another company's
        (["--key", mine["key"]], {3}),
        (["--key", world.line["keys"][0]["path"], "--account", "nobody", document], {3}),
        (["--key", mine["key"], document, "--all"], {3}),
        (["--key", mine["key"], "ffffffff", *trust(world)], {3}),
        (["--key", mine["key"], document, "--password-stdin"], {3}),
    ):
        done = ready("sign", *arguments, "--secrets-stdin", "--json", stdin=secrets)
        assert done.status in statuses, (arguments, done)
        assert done.json
    assert world.signatures() == {}


def test_a_key_that_is_not_valid_now_ends_before_anything_else(ready: Muhr, world: World):
    expired = next(key["path"] for key in world.line["keys"] if key["state"] == "expired")
    world.control("faults", {"faults": []})  # counts from here
    for what in (["--all"], [ready("inbox", "--json").json[0]["id"]]):
        # No secrets and no password are at hand, and none is asked for.
        done = ready("sign", "--key", expired, *what, "--json")
        assert (done.status, done.json["error"]["code"]) == (4, "key-expired")
        assert "certification centre" in done.json["error"]["advice"]
    assert world.control("faults")["requests"] == {}


def test_all_with_another_companys_key_is_no_success(ready: Muhr, world: World):
    inbox = ready("inbox", "--json").json
    other = world.accounts[1]
    arguments = ["sign", "--key", other["key"], "--all", *trust(world), "--secrets-stdin"]
    stdin = world.stdin(world.accounts[0], key_password=other["key_password"])
    done = ready(*arguments, "--json", stdin=stdin)
    assert (done.status, done.json["error"]["code"]) == (4, "key-other-company")
    assert done.json["documents"] == []
    assert {each["id"] for each in done.json["left_out"]} == {each["id"] for each in inbox}
    company = world.accounts[0]["company"]
    assert f"{company['name']} ({company['tax_id']})" in done.err
    assert world.signatures() == {}


def test_all_with_nothing_waiting_is_well(muhr: Muhr, world: World):
    add(muhr, world, world.accounts[0])
    done = sign(muhr, world, "--all")
    assert (done.status, done.json["left_out"]) == (0, [])
    assert "error" not in done.json


def test_a_provider_that_is_away_is_told_as_such(ready: Muhr, world: World):
    stop_world(world)
    for what in (["--all"], [ready("inbox", "--json").json[0]["id"]]):
        done = sign(ready, world, *what)
        assert (done.status, done.json["error"]["code"]) == (5, "provider-unreachable"), done.err
        assert done.json["counts"] == {"failed": len(done.json["documents"])}
        assert "Check the network" in done.err
    assert ready("outbox", "--json").json == []


def test_a_document_known_by_its_id_only_has_no_empty_brackets(muhr: Muhr, world: World):
    mine = world.accounts[0]
    account = add(muhr, world, mine, "--no-listing")
    secrets = world.stdin(mine)
    known = world.control("documents")["documents"]
    ids = [each["uid"] for each in known if each["contractor"] == mine["company"]["tax_id"] and each["phase"] == "sent"]
    done = muhr("refresh", "--account", account, "--id", ids[0], "--secrets-stdin", stdin=secrets)
    assert done.status == 0, done.err
    signed = sign(muhr, world, ids[0])
    assert f"Look at {ids[0]}:" in signed.err
    assert "()" not in signed.err


def test_all_leaves_other_companies_documents_alone(muhr: Muhr, world: World):
    for account in world.accounts[:2]:
        add(muhr, world, account)
    both = world.stdin(*world.accounts[:2], key_password=world.accounts[1]["key_password"])
    assert muhr("refresh", "--secrets-stdin", stdin=both).status == 0
    done = muhr(
        "sign", "--key", world.accounts[1]["key"], "--all", *trust(world), "--secrets-stdin", "--json", stdin=both
    )
    assert done.status in {0, 1}, done.err
    assert {viewer for _, viewer in world.signatures()} == {world.accounts[1]["company"]["tax_id"]}
    assert {each["company"]["tax_id"] for each in done.json["left_out"] if "company" in each["why"]} == {
        world.accounts[0]["company"]["tax_id"]
    }
    assert "another company's key" in done.err


def lose_answers(world: World) -> None:
    """Every signature arrives, no answer comes back, and nobody can be asked."""
    faults: list[dict[str, Any]] = [{"method": "SignDocument", "every": 1, "kind": "drop_after"}]
    faults += [
        {"method": method, "every": 1, "kind": "http_500_before"}
        for method in ("GetDocumentStatus", "GetDocumentStatuses", "GetDetails", "GetDocuments")
    ]
    world.control("faults", {"faults": faults})


def test_an_unknown_outcome_is_asked_about_never_sent_again(ready: Muhr, world: World):
    document = ready("inbox", "--json").json[0]["id"]
    lose_answers(world)
    done = sign(ready, world, document)
    assert done.status == 2, done.err
    assert done.json["counts"] == {"unknown": 1}
    assert "muhr outbox run" in done.err
    (row,) = ready("outbox", "list", "--open", "--json").json
    assert row["state"] == "unknown"
    assert row["next"]

    without = ready("outbox", "run", "--json")
    assert (without.status, without.json["error"]["code"]) == (3, "secrets-missing")
    still = ready("outbox", "run", "--secrets-stdin", "--json", stdin=world.stdin(world.accounts[0]))
    assert still.status == 2
    world.control("faults", method="DELETE")
    solved = ready("outbox", "run", "--secrets-stdin", "--json", stdin=world.stdin(world.accounts[0]))
    assert solved.status == 0, solved.err
    assert solved.json["open"] == []
    assert world.signatures() == {(document, "200000011"): 1}
    assert [each["state"] for each in ready("outbox", "--json").json] == ["done"]


def test_a_person_decides(ready: Muhr, world: World):
    documents = [document["id"] for document in ready("inbox", "--json").json[:3]]
    lose_answers(world)
    rows = [each["effect"] for each in sign(ready, world, *documents).json["documents"]]
    assert ready("outbox", "resolve", "abcd", "--as", "done").status == 3
    for row, decision, state in zip(rows, ("done", "abandon", "resend"), ("done", "abandoned", "queued"), strict=True):
        done = ready("outbox", "resolve", row[:12], "--as", decision, "--json")
        assert done.status == 0, done.err
        assert (done.json["id"], done.json["state"]) == (row, state)
        if state == "queued":
            taken_back = ready("outbox", "cancel", row, "--json")
            assert (taken_back.status, taken_back.json["state"]) == (0, "cancelled")
    again = ready("outbox", "resolve", rows[0], "--as", "abandon", "--json")
    assert again.status == 3
    assert world.signatures() == {(document, "200000011"): 1 for document in documents}


def test_the_contract_with_a_keyring(tmp_path: Path, world: World, keyring: dict[str, str]):
    muhr = Muhr(tmp_path / "workspace", keyring="", more=keyring)
    mine = world.accounts[0]
    add(muhr, world, mine)
    assert muhr("accounts", "list", "--json").json[0]["secrets_kept"] is True
    assert muhr("refresh", "--json").status == 0
    done = muhr(
        "sign", "--key", mine["key"], "--password-stdin", "--all", "--json", *trust(world),
        stdin=mine["key_password"] + "\n",
    )  # fmt: skip
    assert done.status in {0, 1}, done.err
    assert done.json["counts"]["confirmed"] >= 20
    assert set(world.signatures().values()) == {1}
    assert muhr("outbox", "run", "--json").status == 0
    assert muhr("accounts", "remove", mine["login"]).status == 0
    assert muhr("accounts", "list", "--json").json == []


def test_nothing_secret_is_written_anywhere(ready: Muhr, world: World):
    mine = world.accounts[0]
    assert sign(ready, world, "--all").status in {0, 1}
    sign(ready, world, "--all", password="not it 7c1")
    ready("accounts", "test", "--secrets-stdin", stdin=world.stdin(mine))
    secrets = {mine["password"], mine["client_secret"], mine["key_password"], "not it 7c1"}
    places = {"what was printed": "\n".join(ready.said).encode()}
    places |= {str(path): path.read_bytes() for path in ready.workspace.rglob("*") if path.is_file()}
    assert len(places) > 1
    for place, content in places.items():
        for secret in secrets:
            assert secret.encode() not in content, place
        assert b"bearer" not in content.lower(), place


posix = pytest.mark.skipif(os.name == "nt", reason="pseudo terminals")


def at_terminal(command: list[str], environment: dict[str, str], typed: bytes) -> tuple[int, str, str]:
    """Run a command with stdin and stderr on a terminal; type once the password is asked for."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        command, stdin=slave, stderr=slave, stdout=subprocess.PIPE, env=environment, start_new_session=True
    ) as process:
        os.close(slave)
        shown = b""
        waiting = True
        while True:
            try:
                piece = os.read(master, 4096)
            except OSError:
                break
            if not piece:
                break
            shown += piece
            if waiting and PASSWORD_AT_TERMINAL in shown and shown.rstrip().endswith(b":"):
                waiting = False
                os.write(master, typed)
        assert process.stdout is not None
        out = process.stdout.read().decode()
        status = process.wait(timeout=60)
    os.close(master)
    return status, out, shown.decode(errors="replace")


@posix
def test_a_person_types_the_password_and_it_is_not_shown(tmp_path: Path, world: World, keyring: dict[str, str]):
    muhr = Muhr(tmp_path / "workspace", keyring="", more=keyring)
    mine = world.accounts[0]
    add(muhr, world, mine)
    muhr("refresh")
    document = muhr("inbox", "--json").json[0]["id"]
    command = muhr.command("sign", "--key", mine["key"], document, *trust(world))
    environment = {**muhr.environment, "TERM": "xterm"}

    status, out, shown = at_terminal(command, environment, b"\n")
    assert status == 130
    assert "Nothing was signed" in shown
    assert world.signatures() == {}

    status, out, shown = at_terminal(command, environment, mine["key_password"].encode() + b"\n")
    assert status == 0, shown
    assert "1 documents to sign" in shown
    assert mine["key_password"] not in shown + out
    assert "signed and confirmed" in out
    assert world.signatures() == {(document, "200000011"): 1}


@posix
def test_ctrl_c_stops_after_the_current_document(ready: Muhr, world: World):
    mine = world.accounts[0]
    world.control("latency", {"ms": 150})
    command = ready.command("sign", "--key", mine["key"], "--all", *trust(world), "--secrets-stdin", "--json")
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ready.environment
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(json.dumps(world.stdin(mine, key_password=mine["key_password"])))
        process.stdin.close()
        deadline = time.monotonic() + 60
        while not world.signatures() and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.stdout.read(), process.stderr.read()
        status = process.wait(timeout=60)
    record = json.loads(out)
    assert status in {0, 1}, err
    assert "Traceback" not in err
    confirmed = {each["id"] for each in record["documents"] if each["step"] == "confirmed"}
    assert {document for document, _ in world.signatures()} == confirmed
    assert set(world.signatures().values()) == {1}


def test_python_dash_m_and_the_script_are_the_same():
    script = Path(sys.executable).parent / ("muhr.exe" if os.name == "nt" else "muhr")
    told = [
        subprocess.run(command, capture_output=True, text=True, check=True).stdout
        for command in ([script, "--help"], [sys.executable, "-m", "muhr", "--help"])
    ]
    assert told[0] == told[1]
