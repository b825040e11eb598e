"""One loaded module: its tokens as they are now, and sessions on them. For the device thread only."""

from __future__ import annotations

import atexit
import ctypes
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pkcs11
from pkcs11 import SlotFlag, TokenFlag

from muhr.domain.errors import KeyUnusable
from muhr.domain.signatures import Tries
from muhr.signing.devices import DEVICES
from muhr.signing.tokens import faults
from muhr.signing.tokens.cryptoki import Cryptoki, CryptokiFault, TokenInfo

_MOST_SLOTS = 64
_END_SECONDS = 2.0


class NotAModule(Exception):
    """The file is no PKCS #11 module for this computer."""


class NotStarted(Exception):
    """It is a module, and it says that it cannot work now; the text is for people."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is at this moment."""

    slot: pkcs11.Slot
    info: TokenInfo

    @property
    def reader(self) -> str:
        """The slot's name; a foreign text."""
        return self.slot.slot_description

    def has(self, flag: TokenFlag) -> bool:
        """Whether a flag of CK_TOKEN_INFO is set."""
        return bool(self.info.flags & flag)

    @property
    def tries(self) -> Tries:
        """What its flags say of the tries that are left (CKF_USER_PIN_…)."""
        if self.has(TokenFlag.USER_PIN_LOCKED):
            return Tries.LOCKED
        if self.has(TokenFlag.USER_PIN_FINAL_TRY):
            return Tries.FINAL
        return Tries.LOW if self.has(TokenFlag.USER_PIN_COUNT_LOW) else Tries.GOOD


class Module:
    """A module in this process."""

    def __init__(self, path: Path) -> None:
        """Load and initialise it.

        Raises:
            NotAModule: it is none.
            NotStarted: it does not start now.
        """
        DEVICES.assert_here()
        self.path = path
        self.in_use: list[int] = []
        """The slots in which a key is open; while there is one, the module is not initialised anew."""
        try:
            self._library = pkcs11.lib(str(path))
            self.calls = Cryptoki(path)
        except faults.FAULTS as error:
            if str(error).startswith(("OS exception", "Unknown exception")):  # python-pkcs11's dlopen and dlsym
                raise NotAModule(f"This file is no PKCS #11 module for this computer: {path.name}.") from error
            raise NotStarted(str(faults.error_of(error))) from error
        except (OSError, AttributeError, ValueError) as error:
            raise NotAModule(f"This file is no PKCS #11 module for this computer: {path.name}.") from error

    @property
    def description(self) -> str:
        """What it says of itself; a foreign text."""
        return f"{self._library.manufacturer_id} {self._library.library_description}".strip()

    def tokens(self) -> list[Token]:
        """The tokens that are there now, also those put in since the last call.

        A module without any real reader (SoftHSM) sees new tokens only when it is initialised anew: that is done,
        unless a key is open. Modules with readers follow them by themselves.

        Raises:
            CryptokiFault, PKCS11Error: the module does not tell.
        """
        DEVICES.assert_here()
        try:
            self._library.initialize()
            slots = self._library.get_slots()
        except pkcs11.PKCS11Error:
            if self.in_use:
                raise
            self.start_anew()
            slots = self._library.get_slots()
        else:
            real = SlotFlag.REMOVABLE_DEVICE | SlotFlag.HW_SLOT
            if slots and not self.in_use and not any(slot.flags & real for slot in slots):
                self.start_anew()
                slots = self._library.get_slots()
        return list(self._inserted(slots[:_MOST_SLOTS]))

    def _inserted(self, slots: list[pkcs11.Slot]) -> Iterator[Token]:
        seen: set[int] = set()
        for slot in slots:
            if slot.slot_id in seen or not slot.flags & SlotFlag.TOKEN_PRESENT:
                continue
            seen.add(slot.slot_id)
            try:
                token = Token(slot, self.calls.token_info(slot.slot_id))
            except CryptokiFault:  # taken out meanwhile, or not to be read by this module
                continue
            if token.has(TokenFlag.TOKEN_INITIALIZED) or token.has(TokenFlag.USER_PIN_INITIALIZED):
                yield token

    def now(self, token: Token) -> Token | None:
        """The token in the same slot with its flags as they are now; None when it is gone."""
        DEVICES.assert_here()
        try:
            return Token(token.slot, self.calls.token_info(token.slot.slot_id))
        except CryptokiFault:
            return None

    def open_session(self, token: Token) -> Any:
        """A session of python-pkcs11 without login. Read-only: nothing is ever changed on a token."""
        DEVICES.assert_here()
        return token.slot.get_token().open()

    @contextmanager
    def session(self, token: Token) -> Iterator[int]:
        """A session without login for a moment: its CK_SESSION_HANDLE."""
        opened = self.open_session(token)
        try:
            yield int(opened.handle)
        finally:
            with suppress(pkcs11.PKCS11Error):
                opened.close()

    def end(self) -> None:
        """C_Finalize: whatever is open is closed. The file stays loaded: unloading is where such modules crash."""
        DEVICES.assert_here()
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(self._library))
        with suppress(pkcs11.PKCS11Error):
            self._library.finalize()

    def start_anew(self) -> None:
        """Close whatever is open in the module; the caller knows that nobody uses it."""
        DEVICES.assert_here()
        with suppress(pkcs11.PKCS11Error):  # it may have ended by itself
            self._library.finalize()
        self._library.initialize()


_LOADED: dict[Path, Module] = {}
"""A module is initialised once in a process, whoever uses it; python-pkcs11 keeps the same list for itself."""


def load(path: Path) -> Module:
    """The module of this process; raises as `Module` does."""
    DEVICES.assert_here()
    if path not in _LOADED:
        made = Module(path)
        if not _LOADED:
            atexit.register(_finalize_all)
        _LOADED[path] = made
    return _LOADED[path]


def _finalize_all() -> None:
    """At the end of the program: modules are ended where they were used. One that hangs is not waited for."""

    def end() -> None:
        for module in _LOADED.values():
            module.end()

    with suppress(KeyUnusable):
        DEVICES.call(end, timeout=_END_SECONDS)
