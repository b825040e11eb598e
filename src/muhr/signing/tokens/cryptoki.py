"""The calls into a PKCS #11 module that python-pkcs11 cannot make as they must be made. Decides nothing.

* The library takes a PIN as `str`, which nobody can overwrite. Here it goes from the caller's own buffer to the module.
* Its login opens a session that is lost (and stays open) when the PIN is wrong.
* It does not tell a token's PIN lengths, and cannot ask a reader's own keys for a PIN before one signature.
* It asks for the length of each signature first, and shows some return values as a text only.
* Its search leaves an exception behind in a destructor when the token is taken out, and asks each object ten questions
  that a slow card takes seconds to answer.

Structures as in the standard's C header: natural alignment, but packed on Windows (PKCS #11 v2.40 base, §2.1).
"""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass
from pathlib import Path

from muhr.signing.devices import DEVICES
from muhr.signing.tokens.codes import Ckr, name_of

USER, CONTEXT_SPECIFIC = 1, 2
"""CK_USER_TYPE: the token's owner for the session; the same once more for one signature."""

_ALIGNMENT = 1 if sys.platform == "win32" else 0
_ULONG = ctypes.c_ulong
_LONGEST_SIGNATURE = 2048  # RSA-16384, the largest key that is accepted
_MOST_OBJECTS, _AT_ONCE = 128, 16
_LARGEST_VALUE = 1 << 16
_CLASS = 0
_FUNCTIONS = 68
_GET_TOKEN_INFO, _LOGIN, _LOGOUT, _GET_ATTRIBUTE_VALUE = 6, 18, 19, 24
_FIND_OBJECTS_INIT, _FIND_OBJECTS, _FIND_OBJECTS_FINAL, _SIGN_INIT, _SIGN = 26, 27, 28, 42, 43
"""Places in CK_FUNCTION_LIST, the same since v2.01."""


class CryptokiFault(Exception):
    """A call gave another return value than CKR_OK. Never leaves this package: see `faults`."""

    def __init__(self, call: str, code: int) -> None:
        super().__init__(f"{call}: {name_of(code)}")
        self.code = code


class _FunctionList(ctypes.Structure):
    _pack_ = _ALIGNMENT
    _fields_ = (("version", ctypes.c_ubyte * 2), ("functions", ctypes.c_void_p * _FUNCTIONS))


class _TokenInfo(ctypes.Structure):
    _pack_ = _ALIGNMENT
    _fields_ = (
        ("label", ctypes.c_ubyte * 32),
        ("manufacturer", ctypes.c_ubyte * 32),
        ("model", ctypes.c_ubyte * 16),
        ("serial", ctypes.c_ubyte * 16),
        ("flags", _ULONG),
        ("sessions", _ULONG * 4),
        ("longest_pin", _ULONG),
        ("shortest_pin", _ULONG),
        ("memory", _ULONG * 4),
        ("versions", ctypes.c_ubyte * 4),
        ("time", ctypes.c_ubyte * 16),
    )


class _Attribute(ctypes.Structure):
    _pack_ = _ALIGNMENT
    _fields_ = (("type", _ULONG), ("value", ctypes.c_void_p), ("length", _ULONG))


class _Mechanism(ctypes.Structure):
    _pack_ = _ALIGNMENT
    _fields_ = (("mechanism", _ULONG), ("parameter", ctypes.c_void_p), ("length", _ULONG))


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenInfo:
    """CK_TOKEN_INFO, as far as it matters here. The texts are foreign."""

    label: str
    serial: str
    model: str
    flags: int
    shortest_pin: int
    longest_pin: int


class Cryptoki:
    """The function list of a module that python-pkcs11 has loaded and initialised. For the device thread only."""

    def __init__(self, path: Path) -> None:
        """Find the functions; raises `OSError` or `AttributeError` when this is no such module."""
        DEVICES.assert_here()
        self._library = ctypes.CDLL(str(path))
        get = self._library.C_GetFunctionList
        get.restype, get.argtypes = _ULONG, (ctypes.POINTER(ctypes.POINTER(_FunctionList)),)
        found = ctypes.POINTER(_FunctionList)()
        _check("C_GetFunctionList", get(ctypes.byref(found)))
        table = found.contents.functions
        pointer = ctypes.c_void_p
        self._token_info = _prototype(_ULONG, pointer)(table[_GET_TOKEN_INFO])
        self._login = _prototype(_ULONG, _ULONG, pointer, _ULONG)(table[_LOGIN])
        self._logout = _prototype(_ULONG)(table[_LOGOUT])
        self._attribute = _prototype(_ULONG, _ULONG, pointer, _ULONG)(table[_GET_ATTRIBUTE_VALUE])
        self._find_init = _prototype(_ULONG, pointer, _ULONG)(table[_FIND_OBJECTS_INIT])
        self._find = _prototype(_ULONG, pointer, _ULONG, pointer)(table[_FIND_OBJECTS])
        self._find_final = _prototype(_ULONG)(table[_FIND_OBJECTS_FINAL])
        self._sign_init = _prototype(_ULONG, pointer, _ULONG)(table[_SIGN_INIT])
        self._sign = _prototype(_ULONG, ctypes.c_char_p, _ULONG, pointer, pointer)(table[_SIGN])
        self._buffer = ctypes.create_string_buffer(_LONGEST_SIGNATURE)

    def token_info(self, slot: int) -> TokenInfo:
        """C_GetTokenInfo: the flags as they are now."""
        DEVICES.assert_here()
        info = _TokenInfo()
        _check("C_GetTokenInfo", self._token_info(slot, ctypes.byref(info)))
        return TokenInfo(
            label=_text(info.label),
            serial=_text(info.serial),
            model=_text(info.model),
            flags=int(info.flags),
            shortest_pin=int(info.shortest_pin),
            longest_pin=int(info.longest_pin),
        )

    def login(self, session: int, pin: bytearray | None, *, user: int = USER) -> None:
        """C_Login with the caller's own buffer; with None the reader asks (CKF_PROTECTED_AUTHENTICATION_PATH)."""
        DEVICES.assert_here()
        if pin is None:
            _check("C_Login", self._login(session, user, None, 0))
            return
        place = (ctypes.c_char * len(pin)).from_buffer(pin) if pin else ctypes.create_string_buffer(1)
        try:
            code = self._login(session, user, ctypes.addressof(place), len(pin))
        finally:
            del place  # the buffer cannot be let go while a pointer to it exists
        _check("C_Login", code)

    def logout(self, session: int) -> None:
        """C_Logout."""
        DEVICES.assert_here()
        _check("C_Logout", self._logout(session))

    def find(self, session: int, kind: int) -> list[int]:
        """C_FindObjects: the handles of the objects of one class (CKO_…), as far as this session sees them."""
        DEVICES.assert_here()
        wanted = _ULONG(kind)
        place = ctypes.cast(ctypes.byref(wanted), ctypes.c_void_p)
        template = _Attribute(_CLASS, place, ctypes.sizeof(wanted))
        _check("C_FindObjectsInit", self._find_init(session, ctypes.byref(template), 1))
        found: list[int] = []
        handles, number = (_ULONG * _AT_ONCE)(), _ULONG()
        try:
            while len(found) < _MOST_OBJECTS:
                _check("C_FindObjects", self._find(session, handles, _AT_ONCE, ctypes.byref(number)))
                if not number.value:
                    break
                found += handles[: number.value]
        finally:
            self._find_final(session)
        return found

    def attribute(self, session: int, thing: int, kind: int) -> bytes | None:
        """C_GetAttributeValue: one attribute (CKA_…); None when the object has none, or does not show it."""
        DEVICES.assert_here()
        asked = _Attribute(kind, None, 0)
        code = self._attribute(session, thing, ctypes.byref(asked), 1)
        if code in (Ckr.ATTRIBUTE_TYPE_INVALID, Ckr.ATTRIBUTE_SENSITIVE) or asked.length > _LARGEST_VALUE:
            return None
        _check("C_GetAttributeValue", code)
        value = ctypes.create_string_buffer(asked.length or 1)
        asked.value = ctypes.cast(value, ctypes.c_void_p)
        _check("C_GetAttributeValue", self._attribute(session, thing, ctypes.byref(asked), 1))
        return value.raw[: min(asked.length, len(value))]

    def sign_init(self, session: int, key: int, mechanism: int, parameter: tuple[int, ...] = ()) -> None:
        """C_SignInit; the only parameter in use is CK_RSA_PKCS_PSS_PARAMS, three CK_ULONG."""
        DEVICES.assert_here()
        numbers = (_ULONG * len(parameter))(*parameter)
        place = ctypes.cast(numbers, ctypes.c_void_p) if parameter else None
        asked = _Mechanism(mechanism, place, ctypes.sizeof(numbers) if parameter else 0)
        _check("C_SignInit", self._sign_init(session, ctypes.byref(asked), key))

    def sign(self, session: int, data: bytes) -> bytes:
        """C_Sign."""
        DEVICES.assert_here()
        length = _ULONG(_LONGEST_SIGNATURE)
        _check("C_Sign", self._sign(session, data, len(data), self._buffer, ctypes.byref(length)))
        return self._buffer.raw[: length.value]


def _prototype(*arguments: type) -> type:
    return ctypes.CFUNCTYPE(_ULONG, *arguments)


def _check(call: str, code: int) -> None:
    if code != Ckr.OK:
        raise CryptokiFault(call, code)


def _text(padded: ctypes.Array[ctypes.c_ubyte]) -> str:
    """Text of a fixed width: UTF-8, padded with blanks by the standard, with zeros by some."""
    return bytes(padded).split(b"\0")[0].decode("utf-8", "replace").strip()
