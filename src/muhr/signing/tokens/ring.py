"""The key ring of tokens and cards: listing without login, opening with one PIN. Implements `keyring.DeviceKeys`.

The person is asked in the caller's thread; only calls into modules are made in the device thread, so that a sheet
that waits for a PIN holds up no device.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace

from pkcs11 import TokenFlag

from muhr.domain.errors import KeyAccessError, KeyLocked, KeyUnusable
from muhr.domain.ports import Clock
from muhr.domain.prompts import Prompts
from muhr.domain.sentences import say
from muhr.domain.signatures import KeyEntry, KeyKind, KeySource
from muhr.signing import suitability
from muhr.signing.algorithms import choose
from muhr.signing.certificates import Certificate, identity_of
from muhr.signing.devices import DEVICES
from muhr.signing.signer import CmsSigner
from muhr.signing.tokens import contents, entries, faults, mechanisms, modules
from muhr.signing.tokens.asking import Asking, wipe
from muhr.signing.tokens.contents import Held
from muhr.signing.tokens.modules import Module, Token
from muhr.signing.tokens.opened import Session, TokenKey, answered, other_token
from muhr.signing.tokens.shelf import Judged, Shelf
from muhr.signing.tokens.verdicts import State
from muhr.signing.verify import CmsVerifier

LIST_SECONDS = 10.0
LOGIN_SECONDS = 120.0
POLL_SECONDS = 0.3

_ABSENT = KeySource(
    kind=KeyKind.TOKEN, name="Tokens", state="absent", detail="No program for tokens is installed on this computer."
)


@dataclass(frozen=True, slots=True)
class _Found:
    """The chosen key as it is now."""

    module: Module
    token: Token
    entry: KeyEntry
    certificate: Certificate
    authorities: Sequence[Certificate]
    plan: mechanisms.Plan


class TokenKeyRing:
    """The keys of all tokens of this computer. Thread-safe; see `keyring.DeviceKeys`."""

    def __init__(self, shelf: Shelf, verifier: CmsVerifier, clock: Clock) -> None:
        """Take the modules, the verifier that every signer will use, and the clock. Looks at nothing yet."""
        self._shelf = shelf
        self._verifier = verifier
        self._clock = clock
        self._door = threading.Lock()
        self._listed: list[KeyEntry] = []
        self._sources: list[KeySource] = []
        self._judged: list[Judged] | None = None
        self._fingerprint: object = ()
        self._looking: Future[object] | None = None

    @property
    def kind(self) -> KeyKind:
        """Tokens."""
        return KeyKind.TOKEN

    # ---------------------------------------------------------------- listing

    def keys(self) -> list[KeyEntry]:
        """List the keys of all tokens without any PIN. A device that does not answer in time costs ten seconds."""
        judged = self._look()
        try:
            listed, sources = DEVICES.call(lambda: self._list(judged), timeout=LIST_SECONDS)
        except KeyUnusable as busy:
            slow = KeySource(kind=KeyKind.TOKEN, name="Tokens", state="slow", detail=str(busy))
            with self._door:
                self._sources = [slow, *(one.source for one in judged if one.verdict.state is not State.OK)]
                return list(self._listed)
        with self._door:
            self._listed, self._sources = listed, sources
        return list(listed)

    def sources(self) -> list[KeySource]:
        """The modules that were looked at the last time, and what hinders them."""
        with self._door:
            return list(self._sources)

    def try_again(self) -> None:
        """Forget what is known of the modules; the next listing tries each in a helper again."""
        self._shelf.forget()

    def _look(self) -> list[Judged]:
        judged = self._shelf.look()
        with self._door:
            self._judged = judged
        return judged

    def _list(self, judged: Sequence[Judged]) -> tuple[list[KeyEntry], list[KeySource]]:
        found: dict[str, KeyEntry] = {}
        sources: list[KeySource] = []
        for one in judged:
            if one.verdict.state is not State.OK:
                sources.append(one.source)
                continue
            try:
                with self._shelf.inside(one):
                    listed = self._entries_of(one)
            except (modules.NotAModule, modules.NotStarted) as error:
                sources.append(replace(one.source, state="refused", detail=str(error)))
                continue
            except faults.FAULTS as fault:
                sources.append(replace(one.source, state="refused", detail=str(faults.error_of(fault))))
                continue
            sources.append(one.source if listed is not None else _no_token(one.source))
            for entry in listed or ():
                found.setdefault(entry.id, entry)
        if any(one.state == "ok" for one in sources):  # with one token in, nobody misses a second
            sources = [replace(one, state="ok", detail="") if one.state == "no-token" else one for one in sources]
        return list(found.values()), sources or [_ABSENT]

    def _entries_of(self, judged: Judged) -> list[KeyEntry] | None:
        """The keys of one module; None when no token is there."""
        module = modules.load(judged.candidate.path)
        tokens = module.tokens()
        now = self._clock()
        found: list[KeyEntry] = []
        for token in tokens:
            with suppress(*faults.FAULTS):  # taken out this moment: the next look will not see it
                found += entries.entries(contents.read(module, token), now)
        return found if tokens else None

    # ---------------------------------------------------------------- coming and going

    def fingerprint(self) -> object:
        """Which tokens are there, of the modules that were listed; the last answer while a device is busy."""
        with self._door:
            judged = self._judged
        if judged is None:
            return ()
        with suppress(KeyUnusable):  # the program is closing
            # One look at a time, however long it takes: what a slow reader says late is heard at the next call.
            looking = self._looking or DEVICES.start(lambda: self._poll(judged))
            self._looking = looking
            with suppress(NotYet):
                self._fingerprint = looking.result(POLL_SECONDS)
            if looking.done():
                self._looking = None
        return self._fingerprint

    def _poll(self, judged: Sequence[Judged]) -> object:
        seen: list[object] = []
        for one in judged:
            if one.verdict.state is not State.OK:
                continue
            try:
                module = modules.load(one.candidate.path)
                seen += [(token.info.serial, token.info.label, token.slot.slot_id) for token in module.tokens()]
            except (modules.NotAModule, modules.NotStarted):
                seen.append("refused")
            except faults.FAULTS as fault:
                seen.append(faults.code_of(fault))
        return tuple(seen)

    # ---------------------------------------------------------------- opening

    def open(self, entry: KeyEntry, prompts: Prompts, *, purpose: str, signatures: int) -> CmsSigner:
        """Look at the token as it is now, ask once, log in once; see `domain.ports.KeyRing.open`.

        Raises:
            WrongPassword: the device said so; nothing is tried a second time.
            KeyLocked: it is locked.
            KeyExpired, KeyUnusable: the key cannot be used; the codes are those of `KeyEntry.reason` and of `faults`,
                `key-removed` and `key-other-token` among them.
            Cancelled: the person said no.
        """
        judged = self._look()
        # (1) The flags are read again before anybody is asked.
        found = answered(lambda: self._find(judged, entry), LIST_SECONDS)
        chain = [
            one.der for one in suitability.ordered_chain(found.certificate, found.authorities, self._verifier.trust)
        ]
        suitability.check_chain(self._verifier, found.certificate, chain, self._clock())
        # (2) One question, (3) one login.
        asking = Asking(found.entry, prompts, purpose, signatures)
        try:
            key = self._login(found, asking)
        except KeyAccessError as error:
            # Its traceback would keep the frames in which the PIN lies for as long as somebody keeps the error.
            error.__context__ = None
            raise error.with_traceback(None) from None
        identity = identity_of(found.certificate.der)
        return CmsSigner(key, chain, choose(found.certificate.public_key), identity, self._verifier)

    def _find(self, judged: Sequence[Judged], wanted: KeyEntry) -> _Found:
        """The chosen key on the token that is there now; raises `KeyAccessError` when it cannot be used."""
        instead: Token | None = None
        for one in judged:
            if one.verdict.state is not State.OK:
                continue
            with suppress(modules.NotAModule, modules.NotStarted, *faults.FAULTS):
                module = modules.load(one.candidate.path)
                for token in module.tokens():
                    if not _is_of(wanted, token):
                        instead = token if entries.place(token) == wanted.place else instead
                    elif (found := self._key_on(module, token, wanted)) is not None:
                        return found
        if instead is not None:
            raise other_token(wanted.access.device_serial, instead)
        raise _not_there(wanted)

    def _key_on(self, module: Module, token: Token, wanted: KeyEntry) -> _Found | None:
        """The key on the right token; None when it is there no more."""
        try:
            seen = contents.read(module, token)
        except faults.FAULTS as fault:
            raise faults.error_of(fault) from None
        for entry, stored, _ in entries.offered(seen, self._clock()):
            certificate = stored.read()
            if entry.id != wanted.id or certificate is None:
                continue
            if entry.reason == "locked":
                raise KeyLocked(entry.detail)
            if not entry.usable:
                raise suitability.refuse(entry.reason, entry.detail)
            if token.slot.slot_id in module.in_use:
                raise _in_use()
            plan = mechanisms.plan(certificate.public_key, seen.mechanisms)
            assert plan is not None  # the entry is usable
            return _Found(module, token, entry, certificate, seen.authorities, plan)
        return None

    def _login(self, found: _Found, asking: Asking) -> TokenKey:
        wanted = found.token.has(TokenFlag.LOGIN_REQUIRED)
        with asking.question() if wanted else nullcontext() as pin:
            own = None if pin is None else bytearray(pin)
            session, held = answered(
                lambda: _connect(found, own, wanted), LOGIN_SECONDS, late=_let_go, never=lambda: wipe(own)
            )
            # Kept for the first signature, and only when the key asks for each.
            first = bytearray(pin) if pin is not None and held.asks_each_time else None
        asking.each_time(held.asks_each_time)
        return TokenKey(session, held, found.plan, asking, first)


def _connect(found: _Found, pin: bytearray | None, login: bool) -> tuple[Session, Held]:
    """Open a session on the token, log in once, and find the private key. Overwrites `pin`."""
    try:
        token = _same_token(found)
        if token.slot.slot_id in found.module.in_use:
            raise _in_use()
        try:
            session = Session(found.module, token)
        except faults.FAULTS as fault:
            raise faults.error_of(fault) from None
        try:
            if login:
                session.login(pin)
            return session, _private_key(session, found)
        except BaseException:
            session.close()
            raise
    finally:
        wipe(pin)


def _same_token(found: _Found) -> Token:
    """The token of the key as it is now: while the person typed it may have been put elsewhere, or swapped."""
    try:
        there = found.module.tokens()
    except faults.FAULTS as fault:
        raise faults.error_of(fault) from None
    for token in there:
        if _is_of(found.entry, token):
            return token
    for token in there:
        if entries.place(token) == found.entry.place:
            raise other_token(found.token.info.serial, token)
    raise _not_there(found.entry)


def _private_key(session: Session, found: _Found) -> Held:
    """The private key of the certificate, which may only now be visible."""
    seen = session.contents()
    for stored in seen.certificates:
        if stored.der == found.certificate.der:
            held = seen.key_of(stored, found.certificate)
            if held is not None and held.signs:
                return held
            if held is not None:
                raise KeyUnusable("The private key on the token is not meant for signing.", code="key-not-for-signing")
    raise KeyUnusable("The token holds no private key for this certificate.", code="key-no-private-key")


def _let_go(late: tuple[Session, Held]) -> None:
    late[0].close()


def _is_of(entry: KeyEntry, token: Token) -> bool:
    """Whether it is the token of an entry: by its serial number, by its label when it has none."""
    serial = entry.access.device_serial
    return token.info.serial == serial and (bool(serial) or entries.place(token) == entry.place)


def _not_there(entry: KeyEntry) -> KeyUnusable:
    return KeyUnusable(
        say("The token “{place}” with this key is not there. Put it in and try again.", place=entry.place),
        code="key-removed",
    )


def _in_use() -> KeyUnusable:
    return KeyUnusable("This token is signing already. Wait until that is finished.", code="key-in-use")


def _no_token(source: KeySource) -> KeySource:
    return replace(source, state="no-token", detail="No token is put in.")
