"""Modules that crash or hang do it in a helper process; what became of them is remembered until they change."""

from __future__ import annotations

import ctypes.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scripted import Scripted, build, restart, scripted
from softhsm import library

from muhr.bootstrap.child import this_program
from muhr.bootstrap.tokens import helper_environment
from muhr.signing.devices import DEVICES
from muhr.signing.tokens import known
from muhr.signing.tokens.known import Candidate, candidates
from muhr.signing.tokens.probing import Prober
from muhr.signing.tokens.ring import TokenKeyRing
from muhr.signing.tokens.shelf import Shelf
from muhr.signing.tokens.verdicts import State, Verdict, Verdicts
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier


def prober(seconds: float = 60.0) -> Prober:
    return Prober(this_program(), helper_environment(os.environ), seconds)


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("module"))


@pytest.fixture
def script(module: Path, tmp_path: Path) -> Iterator[Scripted]:
    with scripted(module, tmp_path) as made:
        yield made


# ------------------------------------------------------------------ the helper


@pytest.mark.parametrize("call", ["C_Initialize", "C_GetSlotList", "C_GetTokenInfo"])
def test_a_module_that_crashes_is_found_out_in_the_helper(script: Scripted, call: str) -> None:
    script.hsm.plug("Namuna")
    assert prober()([script.module])[script.module].state is State.OK
    script.say(f"crash {call}")
    verdict = prober()([script.module])[script.module]
    assert verdict.state is State.CRASHED
    assert "crashes" in verdict.detail


def test_a_module_that_hangs_costs_no_more_than_its_time(script: Scripted) -> None:
    script.say("hang C_GetSlotList")
    script.forget()
    started = time.monotonic()
    verdict = prober(2.0)([script.module])[script.module]
    assert verdict.state is State.HUNG
    assert time.monotonic() - started < 30
    numbers = (
        {line.split()[0] for line in script.log.read_text(encoding="ascii").splitlines()}
        if script.log.exists()
        else set()
    )
    assert not any(Path(f"/proc/{number}").exists() for number in numbers), "the helper was left behind"


def test_what_is_no_module_and_what_does_not_start(script: Scripted, tmp_path: Path) -> None:
    other = Path(str(ctypes.util.find_library("z") and next(Path("/").glob("lib/*/libz.so.1")))).resolve()
    text = tmp_path / "letter.so"
    text.write_text("no library at all", encoding="ascii")
    found = prober()([other, text])
    assert {verdict.state for verdict in found.values()} == {State.NOT_A_MODULE}
    script.say("fail C_Initialize 0x30")
    verdict = prober()([script.module])[script.module]
    assert verdict.state is State.OK, "it did no harm: the hindrance may be gone the next time"
    assert "CKR_DEVICE_ERROR" in verdict.detail


def test_a_module_that_prints_does_not_disturb_the_answer(tmp_path: Path) -> None:
    source = tmp_path / "loud.c"
    source.write_text(
        '#include <stdio.h>\nunsigned long C_GetFunctionList(void **list) { puts("{}"); fflush(stdout); return 6; }\n',
        encoding="ascii",
    )
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", tmp_path / "loud.so", source], check=True)
    verdict = prober()([tmp_path / "loud.so"])[tmp_path / "loud.so"]
    assert verdict.state is State.OK
    assert "CKR_FUNCTION_FAILED" in verdict.detail


def test_the_helpers_environment_of_a_frozen_program_is_cleaned() -> None:
    ours = {
        "LD_LIBRARY_PATH": "/opt/muhr/_internal",
        "LD_LIBRARY_PATH_ORIG": "/usr/local/lib",
        "DYLD_LIBRARY_PATH": "/opt/muhr/_internal",
        "PYTHONPATH": "/somewhere",
        "LD_PRELOAD": "/tmp/evil.so",
        "OPENSC_CONF": "/etc/opensc.conf",
    }
    frozen = helper_environment(ours, frozen=True)
    assert (frozen["LD_LIBRARY_PATH"], frozen["OPENSC_CONF"]) == ("/usr/local/lib", "/etc/opensc.conf")
    assert not {"DYLD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG", "PYTHONPATH", "LD_PRELOAD"} & set(frozen)
    assert helper_environment(ours, frozen=False)["LD_LIBRARY_PATH"] == "/opt/muhr/_internal"


# ------------------------------------------------------------------ remembering


class Counting:
    """Tries nothing, and counts what it was asked to try."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self.asked: list[Path] = []

    def __call__(self, paths: Sequence[Path]) -> dict[Path, Verdict]:
        self.asked += paths
        return dict.fromkeys(paths, self.verdict)


def test_each_version_of_a_module_is_tried_once(tmp_path: Path) -> None:
    file, memory = tmp_path / "module.so", tmp_path / "cache" / "verdicts.json"
    file.write_bytes(b"one")
    probe = Counting(Verdict(State.CRASHED, "It crashes."))

    def look() -> State:
        # A new shelf each time, as in a new process.
        shelf = Shelf(lambda: [file], probe, Verdicts(memory))
        (judged,) = shelf.look()
        return judged.verdict.state

    assert look() is look() is State.CRASHED
    assert len(probe.asked) == 1
    file.write_bytes(b"another version")
    assert look() is State.CRASHED
    assert len(probe.asked) == 2
    probe.verdict = Verdict(State.OK)
    assert look() is State.CRASHED, "it is remembered"
    Shelf(list, probe, Verdicts(memory)).forget()
    assert look() is State.OK, "it got a new chance"


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"a": 1}', b'{"/m": {"mark": [], "state": "??"}}', b"\xff" * 99]
)
def test_a_memory_that_cannot_be_read_is_empty(tmp_path: Path, content: bytes) -> None:
    memory = tmp_path / "verdicts.json"
    memory.write_bytes(content)
    verdicts = Verdicts(memory)
    assert verdicts.of(Path("/m")) is None
    module = tmp_path / "module.so"
    module.write_bytes(b"")
    verdicts.keep(module, Verdict(State.HUNG, "It hangs."))
    assert Verdicts(memory).of(module) == Verdict(State.HUNG, "It hangs.")


def test_a_module_that_takes_the_program_down_twice_is_not_let_in_again(script: Scripted, tmp_path: Path) -> None:
    script.hsm.plug("Namuna")
    memory = tmp_path / "verdicts.json"
    code = (
        "import sys; from pathlib import Path; from datetime import UTC, datetime\n"
        "from muhr.signing.tokens.shelf import Shelf; from muhr.signing.tokens.verdicts import *\n"
        "from muhr.signing.tokens.ring import TokenKeyRing; from muhr.signing.verify import CmsVerifier\n"
        "from muhr.signing.trust import TrustStore; from muhr.signing.tokens.known import Candidate\n"
        "clock = lambda: datetime.now(UTC)\n"
        "shelf = Shelf(list, lambda paths: {path: Verdict(State.OK) for path in paths}, Verdicts(Path(sys.argv[1])),\n"
        "              lambda _: [Candidate('module', Path(sys.argv[2]))])\n"
        "ring = TokenKeyRing(shelf, CmsVerifier(TrustStore.standard(), clock), clock)\n"
        "ring.keys(); print([source.state for source in ring.sources()])\n"
    )

    def listing() -> tuple[int, str]:
        command = [sys.executable, "-c", code, memory, script.module]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        return done.returncode, done.stdout.strip()

    assert listing() == (0, "['ok']")
    script.say("crash C_FindObjectsInit")  # the helper saw no token, or another one
    assert [listing()[0] < 0 for _ in range(2)] == [True, True]
    assert listing() == (0, "['crashed']")
    script.say()
    assert listing() == (0, "['crashed']"), "until somebody says so"
    Verdicts(memory).forget()
    assert listing() == (0, "['ok']")


def test_a_memory_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    verdicts = Verdicts(tmp_path / "file" / "verdicts.json")
    module = tmp_path / "module.so"
    module.write_bytes(b"")
    verdicts.keep(module, Verdict(State.OK))
    assert verdicts.of(module) == Verdict(State.OK)


def test_bad_modules_are_left_out_and_said(script: Scripted, tmp_path: Path) -> None:
    script.hsm.plug("Namuna")
    script.say("crash C_Initialize")
    missing = tmp_path / "missing.so"
    shelf = Shelf(lambda: [script.module, library(), missing], prober(), Verdicts(None), added_only)
    verifier = CmsVerifier(TrustStore.standard(), lambda: datetime.now(UTC))
    ring = TokenKeyRing(shelf, verifier, lambda: datetime.now(UTC))
    assert ring.keys() == []
    sources = {source.name: source for source in ring.sources()}
    assert sources["scripted.so"].state == "crashed"
    assert sources["SoftHSM"].state == "ok"
    assert sources["missing.so"].state == "not-a-module"
    assert str(missing) in sources["missing.so"].detail
    script.say()
    ring.try_again()
    DEVICES.call(lambda: restart(script.module))  # another test may have loaded it before this token was there
    ring.keys()
    assert {source.name: source.state for source in ring.sources()}["scripted.so"] == "ok"


def added_only(added: Sequence[Path]) -> Sequence[Candidate]:
    return candidates(added, {known.REPLACED_BY: ""})


# ------------------------------------------------------------------ looking for them


def test_the_well_known_ones_are_looked_for_in_their_places() -> None:
    found = {one.name: one.path for one in candidates((), {})}
    assert found["SoftHSM"] == library()
    assert all(path.is_file() for path in found.values())
    names = [entry.name for entry in known.TABLE]
    assert {"Rutoken", "SafeNet eToken", "IDPrime", "JaCarta", "Avest AvestKey", "Avtor SecureToken", "YubiKey"} <= {
        *names
    }
    assert names.index("OpenSC") > max(names.index(name) for name in ("Rutoken", "IDPrime", "YubiKey"))


def test_one_module_under_two_names_is_one(tmp_path: Path) -> None:
    link = tmp_path / "link.so"
    link.symlink_to(library())
    assert candidates((link, library()), {}) == candidates((), {})
    replaced = {known.REPLACED_BY: os.pathsep.join([str(link), str(library())])}
    assert candidates((), replaced) == [Candidate("SoftHSM", library())]
    assert candidates((), {known.REPLACED_BY: ""}) == []


# ------------------------------------------------------------------ the command itself


def test_the_command_that_is_the_helper(script: Scripted) -> None:
    serial = script.hsm.plug("Namuna")
    command = [sys.executable, "-m", "muhr", "keys", "--probe", str(script.module), "--json"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    record: dict[str, Any] = json.loads(done.stdout)
    assert (record["state"], record["module"]) == ("ok", str(script.module))
    assert [token["serial"] for token in record["tokens"]] == [serial]
    missing = subprocess.run([*command[:-2], "/no/such.so"], capture_output=True, check=False, timeout=60)
    assert missing.returncode == 3


def test_a_verdict_is_shown_as_a_source() -> None:
    shelf = Shelf(lambda: [library()], Counting(Verdict(State.HUNG, "It hangs.")), Verdicts(None), added_only)
    (judged,) = shelf.look()
    assert (judged.source.state, judged.source.detail) == ("hung", "It hangs.")
    assert replace(judged, verdict=Verdict(State.OK)).source.state == "ok"
