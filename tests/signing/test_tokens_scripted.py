"""Tokens that behave as a script says: every flag, every return value, removal, readers with keys, crashes, hangs."""

from __future__ import annotations

import inspect
import re
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from asked import Asked
from cryptography.hazmat.primitives.asymmetric import rsa
from scripted import Scripted, build, restart, scripted
from softhsm import PIN, shelf_of

from muhr.domain.errors import (
    BugError,
    Cancelled,
    KeyAccessError,
    KeyLocked,
    KeyUnusable,
    MuhrError,
    WrongPassword,
)
from muhr.domain.signatures import KeyEntry, Tries, Unlock
from muhr.signing.devices import DEVICES
from muhr.signing.tokens import faults, modules, opened, ring
from muhr.signing.tokens.codes import Ckr
from muhr.signing.tokens.ring import TokenKeyRing
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

CONTENT = b"5C7A8587E036C04F9C140E97416DB0637439735058F5CDF40B1A82626DDA7332"
FINAL, LOW, LOCKED, PAD = "0x20000", "0x10000", "0x40000", "0x100"


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Desk:
    """A token with one key, and the ring that sees it."""

    script: Scripted
    ring: TokenKeyRing
    serial: str

    def entry(self) -> KeyEntry:
        (found,) = self.ring.keys()
        return found

    def fails(self, pin: str) -> MuhrError:
        """Open and sign once, which must not work."""
        return failing(self, self.entry(), pin)


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("module"))


@pytest.fixture(scope="module")
def signing_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture
def script(module: Path, tmp_path: Path) -> Iterator[Scripted]:
    with scripted(module, tmp_path) as made:
        yield made


@pytest.fixture
def plugged(script: Scripted, western_pki: Any, signing_key: Any, tmp_path: Path) -> Callable[..., Desk]:
    def made(**more: Any) -> Desk:
        serial = script.hsm.plug("Namuna")
        chain = western_pki.chain_for(signing_key)
        script.hsm.put("Namuna", signing_key, chain, **more)
        DEVICES.call(lambda: restart(script.module))
        script.forget()
        (tmp_path / "root.der").write_bytes(chain[2])
        verifier = CmsVerifier(TrustStore.of_files([tmp_path / "root.der"]), now)
        return Desk(script, TokenKeyRing(shelf_of(script.module), verifier, now), serial)

    return made


@pytest.fixture
def desk(plugged: Callable[..., Desk]) -> Desk:
    return plugged()


# ------------------------------------------------------------------ one login, one thread


def test_a_batch_is_one_login_in_the_one_device_thread(desk: Desk) -> None:
    entry = desk.entry()
    with desk.ring.open(entry, Asked(PIN), purpose="", signatures=5) as signer:
        workers = [threading.Thread(target=lambda: signer.sign(CONTENT, at=now())) for _ in range(5)]
        for worker in workers:
            worker.start()
            worker.join()
    desk.ring.fingerprint()
    assert desk.script.logins() == [(1, len(PIN))]
    assert len(desk.script.calls("C_Sign")) == 5
    assert len(desk.script.calls("C_Logout")) == 1
    assert desk.script.threads() == {str(DEVICES.call(threading.get_native_id))}


def test_what_touches_a_module_asserts_that_it_is_in_the_device_thread(desk: Desk) -> None:
    module = DEVICES.call(lambda: modules.load(desk.script.module))
    (token,) = DEVICES.call(module.tokens)
    for touch in (
        lambda: modules.load(desk.script.module),
        lambda: modules.Module(desk.script.module),
        module.tokens,
        module.start_anew,
        module.end,
        lambda: module.now(token),
        lambda: module.open_session(token),
        lambda: opened.Session(module, token),
        lambda: module.calls.token_info(token.slot.slot_id),
        lambda: module.calls.login(1, bytearray(b"1")),
        lambda: module.calls.logout(1),
        lambda: module.calls.sign_init(1, 1, 1),
        lambda: module.calls.sign(1, b""),
    ):
        with pytest.raises(BugError):
            touch()


def test_sessions_are_closed_whatever_happens(desk: Desk) -> None:
    assert isinstance(desk.fails("0815"), WrongPassword)
    desk.script.say("fail C_Sign 0x5")
    assert desk.fails(PIN).code == "key-device-failed"
    desk.script.say()
    desk.ring.open(desk.entry(), Asked(PIN), purpose="", signatures=1).close()
    opened_, closed = (desk.script.calls(name) for name in ("C_OpenSession", "C_CloseSession"))
    assert len(opened_) == len(closed) > 0


@pytest.mark.parametrize("trouble", ["", "fail C_Login 0x5", "fail C_Sign 0xb3", "fail C_FindObjects 0x30"])
def test_no_error_keeps_the_pin(desk: Desk, trouble: str) -> None:
    entry = desk.entry()
    wrong = "08154711"

    class Then(Asked):
        def ask_password(self, request: Any) -> bytearray:
            desk.script.say(*([trouble] if trouble else []))
            return super().ask_password(request)

    asked = Then(wrong if "C_Login" in trouble or not trouble else PIN)
    with pytest.raises(KeyAccessError) as told, desk.ring.open(entry, asked, purpose="", signatures=1) as signer:
        signer.sign(CONTENT, at=now())
    secret = (wrong if asked.given[0] == bytearray(8) else PIN).encode()
    assert not any(any(given) for given in asked.given)
    kept: list[BaseException | None] = [told.value]
    while kept:
        error = kept.pop()
        if error is None:
            continue
        kept += [error.__context__, error.__cause__]
        for frame, _ in traceback.walk_tb(error.__traceback__):
            held = [one for name, one in frame.f_locals.items() if frame.f_code.co_filename != __file__]
            assert not any(secret in bytes(one) for one in held if isinstance(one, bytes | bytearray))
            assert not any(secret.decode() in one for one in held if isinstance(one, str))


# ------------------------------------------------------------------ the tries


@pytest.mark.parametrize(
    ("flags", "tries"), [("0x0", Tries.GOOD), (LOW, Tries.LOW), (FINAL, Tries.FINAL), ("0x30000", Tries.FINAL)]
)
def test_the_tries_are_shown_before_anybody_types(desk: Desk, flags: str, tries: Tries) -> None:
    stale = desk.entry()
    desk.script.say(f"flags {flags}", "pins 6 8")
    assert desk.entry().access.tries is tries
    asked = Asked(PIN)
    with pytest.raises(KeyUnusable) as told:  # the lengths are read again as well: 4 characters are none of its PINs
        desk.ring.open(stale, asked, purpose="", signatures=1)
    (request,) = asked.requests
    assert (request.key.access.tries, request.key.access.minimum, request.key.access.maximum) == (tries, 6, 8)
    assert told.value.code == "key-pin-length"
    assert "6 to 8" in str(told.value)
    assert desk.script.logins() == []


def test_a_locked_token_is_listed_and_asks_nobody(desk: Desk) -> None:
    usable = desk.entry()
    desk.script.say(f"flags {LOCKED}")
    entry = desk.entry()
    assert (entry.usable, entry.reason, entry.access.tries) == (False, "locked", Tries.LOCKED)
    asked = Asked(PIN)
    with pytest.raises(KeyLocked):
        desk.ring.open(usable, asked, purpose="", signatures=1)
    assert asked.requests == []
    assert desk.script.logins() == []


@pytest.mark.parametrize(
    ("flags", "kind", "words"),
    [
        (LOW, WrongPassword, "Few tries are left"),
        (FINAL, WrongPassword, "One try is left"),
        (LOCKED, KeyLocked, "is locked"),
    ],
)
def test_after_a_wrong_pin_the_flags_are_read_again(
    desk: Desk, flags: str, kind: type[KeyAccessError], words: str
) -> None:
    entry = desk.entry()

    class Late(Asked):
        def ask_password(self, request: Any) -> bytearray:
            desk.script.say(f"flags {flags}")  # this try is the one that changes them
            return super().ask_password(request)

    asked = Late("0815")
    with pytest.raises(kind, match=words):
        desk.ring.open(entry, asked, purpose="", signatures=1)
    assert desk.script.logins() == [(1, 4)]
    assert len(asked.requests) == 1


# ------------------------------------------------------------------ every return value


@pytest.mark.parametrize("call", ["C_Login", "C_SignInit", "C_Sign"])
def test_every_return_value_is_a_typed_error_with_something_to_do(desk: Desk, call: str) -> None:
    entry = desk.entry()
    for code in sorted({*map(int, Ckr), 0x80000123, 0x7777} - {0}):
        desk.script.say(f"fail {call} {code:#x}")
        desk.script.forget()
        error = failing(desk, entry)
        assert isinstance(error, KeyAccessError | Cancelled), hex(code)
        assert error.code != "key-unusable", hex(code)
        # "Wrong PIN" only when the device said so.
        assert isinstance(error, WrongPassword) == (code == Ckr.PIN_INCORRECT), hex(code)
        assert isinstance(error, KeyLocked) == (code == Ckr.PIN_LOCKED), hex(code)
        assert re.fullmatch(r"[A-Z].{20,}[.)]", str(error)), hex(code)
        assert PIN not in str(error)
        # Never a second try. A login left over from a broken session is the one case in which no PIN was looked at.
        again = call == "C_Login" and code == Ckr.USER_ALREADY_LOGGED_IN
        assert len(desk.script.calls("C_Login")) == (2 if again else 1), hex(code)
        assert len(desk.script.calls("C_OpenSession")) == len(desk.script.calls("C_CloseSession")), hex(code)


def failing(desk: Desk, entry: KeyEntry, pin: str = PIN) -> MuhrError:
    """Open and sign once, which must not work."""
    with pytest.raises(MuhrError) as told, desk.ring.open(entry, Asked(pin), purpose="", signatures=1) as signer:
        signer.sign(CONTENT, at=now())
    return told.value


@pytest.mark.parametrize(
    "call",
    [
        *("C_GetSlotList", "C_GetSlotInfo", "C_GetTokenInfo", "C_GetMechanismList", "C_OpenSession", "C_CloseSession"),
        *("C_FindObjectsInit", "C_FindObjects", "C_FindObjectsFinal", "C_GetAttributeValue", "C_Logout"),
    ],
)
def test_every_return_value_of_every_other_call_is_survived(desk: Desk, call: str) -> None:
    entry = desk.entry()
    for code in sorted({*map(int, Ckr), 0x80000123} - {0}):
        desk.script.say(f"fail {call} {code:#x}")
        assert len(desk.ring.keys()) <= 1, hex(code)
        desk.ring.fingerprint()
        with (
            suppress(KeyUnusable, Cancelled),  # never WrongPassword: no PIN was looked at in these calls
            desk.ring.open(entry, Asked(PIN), purpose="", signatures=1) as signer,
        ):
            signer.sign(CONTENT, at=now())
        desk.script.say()
        DEVICES.call(lambda: restart(desk.script.module))
    desk.ring.open(desk.entry(), Asked(PIN), purpose="", signatures=1).close()


@pytest.mark.parametrize("call", ["C_GetTokenInfo", "C_OpenSession", "C_FindObjectsInit", "C_GetMechanismList"])
@pytest.mark.parametrize("code", [Ckr.DEVICE_REMOVED, Ckr.GENERAL_ERROR, Ckr.TOKEN_NOT_PRESENT])
def test_a_token_that_cannot_be_read_is_not_listed_and_does_no_harm(desk: Desk, call: str, code: Ckr) -> None:
    entry = desk.entry()
    desk.script.say(f"fail {call} {int(code):#x}")
    assert desk.ring.keys() == []
    asked = Asked(PIN)
    with pytest.raises(KeyUnusable) as told:
        desk.ring.open(entry, asked, purpose="", signatures=1)
    unreadable = code is Ckr.GENERAL_ERROR and call != "C_GetTokenInfo"  # without it there is no token to speak of
    assert told.value.code == ("key-device-failed" if unreadable else "key-removed")
    assert asked.requests == []
    desk.script.say()
    assert desk.entry() == entry


def test_the_table_is_complete() -> None:
    assert set(faults.MEANINGS) == set(Ckr) - {Ckr.OK}
    kinds = [kind for _, kind in inspect.getmembers(pkcs11.exceptions, inspect.isclass)]
    named = [kind for kind in kinds if issubclass(kind, pkcs11.PKCS11Error) and kind is not pkcs11.PKCS11Error]
    assert len(named) > 70
    vague = {kind.__name__ for kind in named if faults.code_of(kind()) == Ckr.GENERAL_ERROR}
    assert vague == {"GeneralError", "MultipleObjectsReturned", "MultipleTokensReturned"}
    # The library's own header knows no value that the table does not.
    (header,) = (Path(folder) / "_pkcs11.pxd" for folder in pkcs11.__path__)
    known = set(re.findall(r"\bCKR_([A-Z_0-9]+)", header.read_text(encoding="utf-8"))) - {"VENDOR_DEFINED"}
    assert len(known) > 80
    assert known <= set(Ckr.__members__)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Unmapped error code 0x80000042", 0x80000042),
        ("Initialisation error (not initialized). Should never see this.", Ckr.CRYPTOKI_NOT_INITIALIZED),
        ("User type invalid. Should never see this.", Ckr.USER_TYPE_INVALID),
        ("something nobody has heard of", Ckr.GENERAL_ERROR),
    ],
)
def test_what_the_library_tells_as_text_only(text: str, code: int) -> None:
    assert faults.code_of(pkcs11.PKCS11Error(text)) == code


# ------------------------------------------------------------------ readers with keys of their own


def test_a_pin_typed_at_the_reader(desk: Desk) -> None:
    desk.script.say(f"flags {PAD}", "pad 0x0", f"pin {PIN}")
    entry = desk.entry()
    assert entry.access.unlock is Unlock.PIN_PAD
    asked = Asked(None)
    with desk.ring.open(entry, asked, purpose="Sign 2 documents", signatures=2) as signer:
        (notice,) = asked.notices
        assert (notice.request.seconds, notice.request.purpose, notice.closed) == (30, "Sign 2 documents", 1)
        signer.sign(CONTENT, at=now())
        signer.sign(CONTENT, at=now())
    assert asked.requests == []
    assert desk.script.logins() == [(1, 0)]


@pytest.mark.parametrize(
    ("code", "kind"), [("0x50", Cancelled), ("0x200", Cancelled), ("0xa0", WrongPassword), ("0x6", KeyUnusable)]
)
def test_a_reader_that_gives_no_pin(desk: Desk, code: str, kind: type[MuhrError]) -> None:
    desk.script.say(f"flags {PAD}", f"pad {code}")
    asked = Asked(None)
    with pytest.raises(kind):
        desk.ring.open(desk.entry(), asked, purpose="", signatures=1)
    assert [notice.closed for notice in asked.notices] == [1]
    assert desk.script.logins() == [(1, 0)]


def test_a_reader_asks_for_each_signature(plugged: Callable[..., Desk]) -> None:
    desk = plugged(visible=True)
    desk.script.say(f"flags {PAD}", "pad 0x0", f"pin {PIN}", "always")
    asked = Asked(None)
    with desk.ring.open(desk.entry(), asked, purpose="", signatures=2) as signer:
        signer.sign(CONTENT, at=now())
        signer.sign(CONTENT, at=now())
    assert [(one.request.ordinal, one.request.total, one.closed) for one in asked.notices] == [
        (1, 3, 1),
        (2, 3, 1),
        (3, 3, 1),
    ]
    assert desk.script.logins() == [(1, 0), (2, 0), (2, 0)]


# ------------------------------------------------------------------ a PIN for each signature


def test_a_key_seen_before_the_login_says_up_front_that_it_asks_each_time(plugged: Callable[..., Desk]) -> None:
    desk = plugged(visible=True)
    desk.script.say("always", f"pin {PIN}")
    entry = desk.entry()
    assert entry.access.every_signature
    asked = Asked(PIN, PIN, "0815")
    with desk.ring.open(entry, asked, purpose="", signatures=3) as signer:
        signer.sign(CONTENT, at=now())
        signer.sign(CONTENT, at=now())
        with pytest.raises(WrongPassword):
            signer.sign(CONTENT, at=now())
    assert [(one.ordinal, one.total) for one in asked.requests] == [(1, 3), (2, 3), (3, 3)]
    assert desk.script.logins() == [(1, 4), (2, 4), (2, 4), (2, 4)]
    assert not any(any(given) for given in asked.given)


def test_who_says_no_in_the_middle_ends_it(plugged: Callable[..., Desk]) -> None:
    desk = plugged(visible=True)
    desk.script.say("always", f"pin {PIN}")
    with desk.ring.open(desk.entry(), Asked(PIN, None), purpose="", signatures=3) as signer:
        signer.sign(CONTENT, at=now())
        with pytest.raises(Cancelled):
            signer.sign(CONTENT, at=now())
    assert len(desk.script.calls("C_SignInit")) == 1


# ------------------------------------------------------------------ coming, going, swapped


def test_a_token_taken_out_in_the_middle(desk: Desk) -> None:
    entry = desk.entry()
    with desk.ring.open(entry, Asked(PIN), purpose="", signatures=2) as signer:
        signer.sign(CONTENT, at=now())
        desk.script.say("absent")
        with pytest.raises(KeyUnusable) as told:
            signer.sign(CONTENT, at=now())
    assert told.value.code == "key-removed"
    assert desk.ring.keys() == []
    assert [source.state for source in desk.ring.sources()] == ["no-token"]
    desk.script.say()
    DEVICES.call(lambda: restart(desk.script.module))  # SoftHSM forgets its sessions, as a real reader does
    with desk.ring.open(entry, Asked(PIN), purpose="", signatures=1) as signer:
        signer.sign(CONTENT, at=now())


def test_the_watch_sees_it_come_and_go_without_a_restart_of_the_module(desk: Desk) -> None:
    desk.entry()
    there = desk.ring.fingerprint()
    desk.script.forget()
    desk.script.say("absent")
    assert desk.ring.fingerprint() != there
    desk.script.say()
    assert desk.ring.fingerprint() == there
    assert desk.script.calls("C_Initialize") == []


def test_another_token_of_the_same_name_is_noticed_by_its_number(desk: Desk) -> None:
    entry = desk.entry()
    desk.script.say("serial OTHER0001")
    asked = Asked(PIN)
    with pytest.raises(KeyUnusable) as told:
        desk.ring.open(entry, asked, purpose="", signatures=1)
    assert told.value.code == "key-other-token"
    assert "OTHER0001" in str(told.value)
    assert asked.requests == []
    assert desk.entry().id != entry.id
    desk.script.say()
    with desk.ring.open(entry, Asked(PIN), purpose="", signatures=2) as signer:
        signer.sign(CONTENT, at=now())
        desk.script.say("serial OTHER0001", "fail C_Sign 0xb3")
        with pytest.raises(KeyUnusable) as told:
            signer.sign(CONTENT, at=now())
    assert told.value.code == "key-other-token"


def test_a_token_swapped_while_the_person_types_gets_no_pin(desk: Desk) -> None:
    entry = desk.entry()

    class Swapped(Asked):
        def ask_password(self, request: Any) -> bytearray:
            desk.script.say("serial OTHER0001")
            return super().ask_password(request)

    with pytest.raises(KeyUnusable) as told:
        desk.ring.open(entry, Swapped(PIN), purpose="", signatures=1)
    assert told.value.code == "key-other-token"
    assert desk.script.logins() == []


# ------------------------------------------------------------------ mechanisms


@pytest.mark.parametrize("mechanisms", ["0x40", "0x1", "0x40 0x1"])
def test_either_mechanism_of_an_rsa_token_will_do(desk: Desk, mechanisms: str) -> None:
    desk.script.say(f"mechanisms {mechanisms}")
    with desk.ring.open(desk.entry(), Asked(PIN), purpose="", signatures=1) as signer:
        signer.sign(CONTENT, at=now())


def test_a_token_without_the_mechanism_says_so_before_any_pin(desk: Desk) -> None:
    desk.script.say("mechanisms 0x1041")
    entry = desk.entry()
    assert (entry.usable, entry.reason) == (False, "mechanism-missing")


# ------------------------------------------------------------------ a device that does not answer


def test_a_device_that_hangs_holds_up_neither_list_nor_watch(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = desk.entry()
    there = desk.ring.fingerprint()
    monkeypatch.setattr(ring, "LIST_SECONDS", 0.2)
    monkeypatch.setattr(ring, "POLL_SECONDS", 0.2)
    desk.script.say("hang C_GetSlotList")
    try:
        assert desk.ring.keys() == [entry], "what was seen last is shown meanwhile"
        assert [source.state for source in desk.ring.sources()] == ["slow"]
        assert desk.ring.fingerprint() == there
        with pytest.raises(KeyUnusable) as told:
            desk.ring.open(entry, Asked(PIN), purpose="", signatures=1)
        assert told.value.code == "device-silent"
    finally:
        desk.script.say()
    monkeypatch.undo()
    assert desk.ring.keys() == [entry]
    assert [source.state for source in desk.ring.sources()] == ["ok"]


def test_a_slow_reader_is_heard_at_the_next_look(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.entry()
    there = desk.ring.fingerprint()
    monkeypatch.setattr(ring, "POLL_SECONDS", 0.05)
    desk.script.say("hang C_GetSlotList")
    assert desk.ring.fingerprint() == desk.ring.fingerprint() == there
    desk.script.say("absent")
    monkeypatch.setattr(ring, "POLL_SECONDS", 30.0)
    assert desk.ring.fingerprint() == ()


def test_a_login_that_ends_too_late_is_undone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = desk.entry()
    monkeypatch.setattr(ring, "LOGIN_SECONDS", 0.2)
    desk.script.say("hang C_Login")
    asked = Asked(PIN)
    try:
        with pytest.raises(KeyUnusable) as told:
            desk.ring.open(entry, asked, purpose="", signatures=1)
    finally:
        desk.script.say()
    assert told.value.code == "device-silent"
    assert not any(asked.given[0])
    monkeypatch.undo()
    module = DEVICES.call(lambda: modules.load(desk.script.module))
    assert module.in_use == []
    assert len(desk.script.calls("C_Logout")) == 1
