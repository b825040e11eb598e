"""`muhr act` at five services in a process of their own: their ledgers are the judge."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from terminal import Ended, Muhr, World, add, start_world, stop_world

from muhr.cli.acting import read_details
from muhr.cli.inbox import Due
from muhr.domain.errors import InputError
from muhr.domain.ports import Detail, DetailKind

SERVICES = ("faktura_uz", "rs_ge", "bitfaktura", "chmura_dokumentow", "eurofaktura")


@dataclass
class Five:
    """A workspace with an account of each service, its inbox fetched."""

    muhr: Muhr
    world: World
    mine: dict[str, dict[str, Any]] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def stdin(self) -> dict[str, Any]:
        return self.world.stdin(*self.mine.values())

    def __call__(self, *arguments: str) -> Ended:
        return self.muhr(*arguments, "--secrets-stdin", "--json", stdin=self.stdin)

    def waiting(self, provider: str, action: str) -> list[dict[str, Any]]:
        return self.muhr("inbox", "--provider", provider, "--action", action, "--json").json

    def ledger(self) -> dict[tuple[str, str], int]:
        effects = self.world.control("ledger")["effects"]
        return {(each["action"], each["target"].lower()): each["count"] for each in effects}


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Five]:
    """Shared by the tests of this module; each acts on documents that no other one touches."""
    world = start_world(tmp_path_factory.mktemp("five"))
    found = Five(Muhr(tmp_path_factory.mktemp("workspace")), world)
    for provider in SERVICES:
        found.mine[provider] = next(one for one in world.accounts if one["provider"] == provider)
        found.ids[provider] = add(found.muhr, world, found.mine[provider])
    refreshed = found("refresh")
    assert refreshed.status == 0, refreshed.err
    yield found
    stop_world(world)


def test_each_service_does_what_it_has_exactly_once(five: Five):
    for provider, action, more in (
        ("faktura_uz", "reject", ["--comment", "Namuna"]),
        ("rs_ge", "confirm", []),
        ("bitfaktura", "pay", ["--set", "amount=1.50", "--set", "paid_date=2026-03-05"]),
        ("eurofaktura", "issue", []),
    ):
        document = five.waiting(provider, action)[0]
        done = five("act", action, document["id"], "--yes", *more)
        assert done.status == 0, (provider, done.err, done.out)
        (row,) = done.json["documents"]
        assert (row["state"], row["provider"], row["id"]) == ("done", provider, document["id"])
        assert done.json["counts"] == {"done": 1}
        assert five.ledger()[action, document["id"]] == 1
        assert document["counterparty"]["name"] in done.err
    assert "It cannot be taken back once the service has it." in done.err


def test_without_a_person_or_a_yes_nothing_is_done(five: Five):
    document = five.waiting("rs_ge", "refuse")[0]
    before = five.ledger()
    done = five("act", "refuse", document["id"])
    assert (done.status, done.json["error"]["code"]) == (3, "usage")
    assert "--yes" in done.err
    assert five.ledger() == before
    assert all(row["target"] != document["id"] for row in five.muhr("outbox", "--json").json)


def test_what_is_wrong_is_said_before_anybody_is_asked(five: Five):
    paid = five.waiting("bitfaktura", "pay")[-1]["id"]
    other = five.waiting("rs_ge", "confirm")[-1]["id"]
    before = five.ledger()
    for arguments, code, told in (
        (["pay", paid], "action-detail", "--set amount=1250.50 (Amount paid)"),
        (["issue", other], "action-not-allowed", "confirm"),
        (["pay", "ffffffff"], "id-unknown", "ffffffff"),
    ):
        done = five("act", *arguments, "--yes")
        assert (done.status, done.json["error"]["code"]) == (3, code), (arguments, done)
        assert told in done.err, (arguments, done.err)
    assert five.ledger() == before


ASKED = (
    Detail(name="amount", title="Amount paid", kind=DetailKind.AMOUNT),
    Detail(name="day", title="Day of payment", kind=DetailKind.DATE, required=False),
    Detail(name="way", title="Way of payment", kind=DetailKind.CHOICE, choices=("cash", "card"), required=False),
)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([], "--set amount=1250.50 (Amount paid)"),
        (["amount=1,5"], "1,5 cannot be used"),
        (["amount=1", "day=5.3.2026"], "--set day=2026-03-05"),
        (["amount=1", "day=20260305"], "--set day=2026-03-05"),
        (["amount=1", "way=gold"], "--set way=cash|card"),
        (["amount=1", "sum=1"], "nothing called sum"),
        (["amount"], "NAME=VALUE"),
        (["amount="], "NAME=VALUE"),
    ],
)
def test_details_that_cannot_be_used_tell_what_is_possible(given: list[str], told: str):
    with pytest.raises(InputError, match=re.escape(told)) as caught:
        read_details(ASKED, given)
    assert caught.value.code == "action-detail"


def test_details_reach_the_service_as_they_were_given():
    given = ["amount=1250.50", "day = 2026-03-05", "way=card"]
    assert read_details(ASKED, given) == {"amount": "1250.50", "day": "2026-03-05", "way": "card"}
    with pytest.raises(InputError, match="asks for nothing"):
        read_details((), ["amount=1"])


def test_an_answer_that_is_lost_is_asked_for_and_nothing_is_done_twice(five: Five):
    first, second = (one["id"] for one in five.waiting("rs_ge", "activate")[:2])
    five.world.control("faults", {"faults": [{"kind": "drop_after", "method": "ActivateInvoice", "nth": 1}]})
    try:
        done = five("act", "activate", first, second, "--yes")
    finally:
        five.world.control("faults", {"faults": []})
    assert done.status == 0, (done.out, done.err)
    assert [row["state"] for row in done.json["documents"]] == ["done", "done"]
    assert [five.ledger()["activate", one] for one in (first, second)] == [1, 1]


def test_a_provider_that_is_away_gets_nothing(five: Five):
    document = five.waiting("bitfaktura", "pay")[-1]["id"]
    five.world.control("faults", {"faults": [{"kind": "drop_before", "nth": 1, "times": 1000}]})
    try:
        done = five("act", "pay", document, "--set", "amount=1", "--yes")
    finally:
        five.world.control("faults", {"faults": []})
    assert (done.status, done.json["error"]["code"]) == (5, "provider-unreachable"), done
    assert all(row["target"] != document for row in five.muhr("outbox", "--json").json)


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_tells_what_was_done_and_what_was_taken_back(five: Five):
    documents = [one["id"] for one in five.waiting("faktura_uz", "reject")[1:8]]
    assert len(documents) == 7
    five.world.control("latency", {"ms": 400})
    command = five.muhr.command("act", "reject", *documents, "--yes", "--secrets-stdin", "--json")
    try:
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=five.muhr.environment
        ) as process:
            assert process.stdin is not None
            process.stdin.write(json.dumps(five.stdin).encode())
            process.stdin.close()
            process.stdin = None
            deadline = time.monotonic() + 60
            while not any(five.ledger().get(("reject", one)) for one in documents):
                assert time.monotonic() < deadline
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
    finally:
        five.world.control("latency", {"ms": 0})
    assert b"Taking back what still waits" in err
    rows = {row["id"]: row["state"] for row in json.loads(out)["documents"]}
    assert "done" in rows.values()
    assert set(rows.values()) <= {"done", "cancelled"}
    assert process.returncode == (130 if "cancelled" in rows.values() else 0), (out, err)
    assert {one: five.ledger().get(("reject", one), 0) for one in documents} == {
        one: int(state == "done") for one, state in rows.items()
    }


def test_what_is_due_when():
    today = date(2026, 3, 5)
    days = {name: today + timedelta(days=count) for name, count in (("before", -1), ("today", 0), ("6", 6), ("7", 7))}
    fitting = {due: [name for name, day in days.items() if due.fits(day, today)] for due in Due}
    assert fitting == {Due.OVERDUE: ["before"], Due.TODAY: ["today"], Due.WEEK: ["today", "6"]}
    assert not any(due.fits(None, today) for due in Due)


def test_the_inbox_is_filtered(five: Five):
    every = five.muhr("inbox", "--json").json
    assert {one["provider"] for one in every} >= {"faktura_uz", "rs_ge", "bitfaktura", "eurofaktura"}
    overdue = five.muhr("inbox", "--due", "overdue", "--provider", "bitfaktura", "--provider", "rs_ge", "--json").json
    today = datetime.now().astimezone().date().isoformat()
    assert {one["id"] for one in overdue} == {
        one["id"] for one in every if one["provider"] in ("bitfaktura", "rs_ge") and one["due"] and one["due"] < today
    }
    none = five.muhr("inbox", "--provider", "chmura_dokumentow")
    assert (none.status, none.out) == (0, "")
    assert f"None of the {len(every)} documents" in none.err


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")
def test_a_person_is_asked_once(tmp_path: Path, five: Five, keyring: dict[str, str]):
    muhr = Muhr(tmp_path / "workspace", keyring="", more=keyring)
    add(muhr, five.world, five.mine["rs_ge"])
    assert muhr("refresh").status == 0
    document = muhr("inbox", "--action", "refuse", "--json").json[0]
    for said, count in (("n", 0), ("y", 1)):
        out, shown = at_terminal(muhr, ["act", "refuse", document["id"]], said)
        assert shown.count("Do this? [y/N]") == 1
        assert "The other side sees that you refused it." in shown
        assert document["counterparty"]["name"] in shown
        assert five.ledger().get(("refuse", document["id"]), 0) == count
        assert ("done" in out) == (said == "y")


def at_terminal(muhr: Muhr, arguments: list[str], said: str) -> tuple[str, str]:
    """Run a command with a person at its terminal who answers the question; gives stdout and what was shown."""
    master, slave = pty.openpty()
    environment = {**muhr.environment, "TERM": "dumb"}
    with subprocess.Popen(
        muhr.command(*arguments), stdin=slave, stdout=subprocess.PIPE, stderr=slave, env=environment, text=True
    ) as process:
        os.close(slave)
        shown, answered, deadline = b"", False, time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                shown += os.read(master, 4096)
            except OSError:  # the other end is closed
                break
            if not answered and b"[y/N]" in shown:
                answered = True
                os.write(master, f"{said}\n".encode())
        assert process.stdout is not None
        out = process.stdout.read()
        assert process.wait(timeout=60) == (0 if said == "y" else 130), shown
    os.close(master)
    return out, shown.decode()
