"""A key on a token that is open for one batch: one login, then signatures. Asks nobody itself."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

import pkcs11

from muhr.domain.errors import KeyUnusable, MuhrError
from muhr.domain.sentences import say
from muhr.signing.devices import DEVICES
from muhr.signing.tokens import faults
from muhr.signing.tokens.asking import Asking, wipe
from muhr.signing.tokens.codes import Ckr
from muhr.signing.tokens.contents import Contents, Held, read_in
from muhr.signing.tokens.cryptoki import CONTEXT_SPECIFIC, USER, CryptokiFault
from muhr.signing.tokens.mechanisms import Plan
from muhr.signing.tokens.modules import Module, Token

SIGN_SECONDS = 120.0
"""The slowest cards need two seconds; a person at a reader's own keys needs a minute."""
_CLOSE_SECONDS = 5.0

T = TypeVar("T")


class Session:
    """A session on one token, in the device thread: made by `connect`, logged in once, closed in every case."""

    def __init__(self, module: Module, token: Token) -> None:
        """Open it; raises PKCS11Error."""
        DEVICES.assert_here()
        self.module = module
        self.token = token
        self._session: Any = module.open_session(token)
        self._logged_in = False
        module.in_use.append(token.slot.slot_id)

    @property
    def handle(self) -> int:
        """CK_SESSION_HANDLE; raises `KeyUnusable` once closed."""
        if self._session is None:
            raise KeyUnusable("The key was closed.")
        return int(self._session.handle)

    def login(self, pin: bytearray | None) -> None:
        """Log in, once; with None the reader asks. Raises what the token says of it."""
        calls = self.module.calls
        try:
            try:
                calls.login(self.handle, pin, user=USER)
            except faults.FAULTS as fault:
                if faults.code_of(fault) != Ckr.USER_ALREADY_LOGGED_IN:
                    raise
                # Left over from a session that broke; the PIN was not looked at, so this is no second try.
                calls.logout(self.handle)
                calls.login(self.handle, pin, user=USER)
            self._logged_in = True
        except faults.FAULTS as fault:
            raise self.error(fault) from None

    def contents(self) -> Contents:
        """What this session can see; raises `KeyAccessError`."""
        try:
            return read_in(self.module.calls, self.handle, self.token)
        except faults.FAULTS as fault:
            raise self.error(fault, pin_shown=False) from None

    def sign(self, key: Held, plan: Plan, data: bytes, *, again: tuple[bytearray | None] | None = None) -> bytes:
        """One signature; `again` holds the PIN (None: the reader asks) that it needs (CKU_CONTEXT_SPECIFIC)."""
        calls = self.module.calls
        try:
            calls.sign_init(self.handle, key.handle, plan.mechanism, plan.parameter)
            if again is not None:
                calls.login(self.handle, again[0], user=CONTEXT_SPECIFIC)
            return calls.sign(self.handle, data)
        except faults.FAULTS as fault:
            raise self.error(fault) from None

    def error(self, fault: faults.Fault, *, pin_shown: bool = True) -> MuhrError:
        """What a failure means, after a look at what is in the slot now."""
        now = self.module.now(self.token)
        if now is None:
            return faults.error_of(CryptokiFault("gone", Ckr.DEVICE_REMOVED))
        if now.info.serial != self.token.info.serial:
            return other_token(self.token.info.serial, now)
        return faults.error_of(fault, tries=now.tries if pin_shown else None)

    def close(self) -> None:
        """Log out and close; a token that is gone is closed already. Safe to call twice."""
        DEVICES.assert_here()
        session, self._session = self._session, None
        if session is None:
            return
        self.module.in_use.remove(self.token.slot.slot_id)
        if self._logged_in:
            with suppress(*faults.FAULTS):
                self.module.calls.logout(int(session.handle))
        with suppress(pkcs11.PKCS11Error):
            session.close()


def other_token(serial: str, found: Token) -> KeyUnusable:
    """The error for another token where one was expected."""
    return KeyUnusable(
        say(
            "This is another token: the key lies on number {serial}, and {other} was put in. "
            "Put the right one in and sign what is left.",
            serial=serial,
            other=found.info.serial,
        ),
        code="key-other-token",
    )


class TokenKey:
    """The raw key of an open session. Used by one thread at a time; the device thread does the work."""

    def __init__(self, session: Session, key: Held, plan: Plan, asking: Asking, first: bytearray | None) -> None:
        """Take an open, logged-in session.

        Args:
            session: closed with this key.
            key: the private key in it.
            plan: how it signs.
            asking: asked before each signature when the key demands it (CKA_ALWAYS_AUTHENTICATE).
            first: the PIN that opened the token, for the first signature of such a key: by the standard it is the
                same PIN, and the person has just typed it. Overwritten after use.
        """
        self._session: Session | None = session
        self._key = key
        self._plan = plan
        self._asking = asking
        self._first = first

    def sign(self, data: bytes) -> bytes:
        """Sign `data`; raises `KeyUnusable` once closed, and what `faults` says of a token that does not sign."""
        session = self._session
        if session is None:
            raise KeyUnusable("The key was closed.")
        fed = self._plan.prepare(data)
        if not self._key.asks_each_time:
            return self._plan.finish(answered(lambda: session.sign(self._key, self._plan, fed), SIGN_SECONDS))
        first, self._first = self._first, None
        if first is not None:
            return self._sign_with(session, fed, first)
        # Asked before the signature begins: a half-made one is not left open while somebody looks for a PIN.
        with self._asking.question() as pin:
            return self._sign_with(session, fed, None if pin is None else bytearray(pin))

    def _sign_with(self, session: Session, fed: bytes, pin: bytearray | None) -> bytes:
        """Sign with a PIN that is this signature's own, overwritten by whoever has it last."""

        def work() -> bytes:
            try:
                return session.sign(self._key, self._plan, fed, again=(pin,))
            finally:
                wipe(pin)

        return self._plan.finish(answered(work, SIGN_SECONDS, never=lambda: wipe(pin)))

    def close(self) -> None:
        """Log out and close the session. Safe to call twice."""
        session, self._session = self._session, None
        wipe(self._first)
        self._first = None
        if session is not None:
            with suppress(NotYet, KeyUnusable):  # a token that hangs is not waited for; a closing program needs none
                DEVICES.start(session.close).result(_CLOSE_SECONDS)


def answered(
    work: Callable[[], T],
    seconds: float,
    *,
    late: Callable[[T], None] | None = None,
    never: Callable[[], None] | None = None,
) -> T:
    """Have it done in the device thread and give its answer.

    Args:
        work: calls into a module.
        seconds: to wait.
        late: gets the answer, in the device thread, when it comes after that.
        never: called when the work will not be done at all.

    Raises:
        KeyUnusable: (code `device-silent`) there was no answer in time.
    """
    try:
        future = DEVICES.start(work)
    except KeyUnusable:
        if never is not None:
            never()
        raise
    try:
        return future.result(seconds)
    except NotYet:
        if future.done():  # the work's own TimeoutError
            raise
    if future.cancel():
        if never is not None:
            never()
    elif late is not None:
        future.add_done_callback(partial(_too_late, late))
    text = "The token does not answer. Take it out, put it in, and sign what is left."
    raise KeyUnusable(text, code="device-silent") from None


def _too_late(late: Callable[[T], None], future: Future[T]) -> None:
    if not future.cancelled() and future.exception() is None:
        late(future.result())
