"""What the return values of PKCS #11 mean to a person: one table, each with an error of the tree and what to do.

"Wrong PIN" is said for CKR_PIN_INCORRECT only: whatever else goes wrong says nothing about the PIN, and a person who
believes it does may lock the token.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pkcs11
from pkcs11 import exceptions

from muhr.domain.errors import Cancelled, KeyAccessError, KeyLocked, KeyUnusable, MuhrError, WrongPassword
from muhr.domain.signatures import Tries
from muhr.signing.tokens.codes import Ckr, name_of
from muhr.signing.tokens.cryptoki import CryptokiFault

Fault = CryptokiFault | pkcs11.PKCS11Error
"""How a call fails: by our own calls, or by python-pkcs11's."""
FAULTS = (CryptokiFault, pkcs11.PKCS11Error)

OWN_PROGRAM = "with the program that came with the token (Muhr does not change PINs)"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one return value means."""

    kind: type[KeyAccessError] | type[Cancelled]
    code: str
    sentence: str
    named: bool = False
    """Whether the standard's name is told as well: for those who will have to help."""


_WRONG = Meaning(WrongPassword, "key-wrong-password", "The token says that the PIN is wrong.")
_LOCKED = Meaning(
    KeyLocked, "key-locked", "The token is locked after too many wrong PINs. Whoever issued it can unlock it."
)
_UNFIT = Meaning(
    KeyUnusable, "key-pin-unfit", "A PIN of this token has other characters or another length. Look at its papers."
)
_EXPIRED = Meaning(KeyUnusable, "key-pin-expired", f"The PIN must be changed before it can be used: {OWN_PROGRAM}.")
_NO_PIN = Meaning(KeyUnusable, "key-pin-not-set", f"The token has no PIN yet. Set one {OWN_PROGRAM}.")
_REMOVED = Meaning(
    KeyUnusable, "key-removed", "The token was taken out. Put it in and sign what is left; the PIN is asked for again."
)
_UNKNOWN_TOKEN = Meaning(
    KeyUnusable, "key-token-unknown", "This program cannot read the token. Install the program that came with it."
)
_SESSION = Meaning(
    KeyUnusable,
    "key-session-lost",
    "The token has closed the connection. Sign what is left; the PIN is asked for again.",
)
_SAID_NO = Meaning(Cancelled, "cancelled", "The PIN was not entered at the reader.")
_IN_USE = Meaning(
    KeyUnusable,
    "key-in-use",
    "Another program is using the token. Close it, or take the token out and put it in again.",
)
_MECHANISM = Meaning(
    KeyUnusable,
    "key-mechanism-missing",
    "The token cannot make the signature that its certificate calls for. Choose another key.",
    named=True,
)
_FAILED = Meaning(
    KeyUnusable,
    "key-device-failed",
    "The token reported a fault of its own, which says nothing about the PIN. Take it out, put it in, and try again.",
    named=True,
)
_MEMORY = Meaning(
    KeyUnusable,
    "key-device-failed",
    "The token or this computer is short of memory. Close programs and try again.",
    True,
)
_STARTED = Meaning(
    KeyUnusable,
    "key-module-failed",
    "The token's program does not start. Restart Muhr; if that does not help, install that program anew.",
    named=True,
)
_ODD = Meaning(
    KeyUnusable,
    "key-module-odd",
    "The token's program answered with something that does not belong here. A newer version of it may help.",
    named=True,
)

MEANINGS: dict[Ckr, Meaning] = {
    Ckr.PIN_INCORRECT: _WRONG,
    Ckr.PIN_LOCKED: _LOCKED,
    **dict.fromkeys((Ckr.PIN_INVALID, Ckr.PIN_LEN_RANGE), _UNFIT),
    **dict.fromkeys((Ckr.PIN_EXPIRED, Ckr.PIN_TOO_WEAK, Ckr.NEW_PIN_MODE), _EXPIRED),
    Ckr.USER_PIN_NOT_INITIALIZED: _NO_PIN,
    **dict.fromkeys((Ckr.DEVICE_REMOVED, Ckr.TOKEN_NOT_PRESENT, Ckr.SLOT_ID_INVALID), _REMOVED),
    Ckr.TOKEN_NOT_RECOGNIZED: _UNKNOWN_TOKEN,
    **dict.fromkeys(
        (
            Ckr.SESSION_HANDLE_INVALID,
            Ckr.SESSION_CLOSED,
            Ckr.USER_NOT_LOGGED_IN,
            Ckr.KEY_HANDLE_INVALID,
            Ckr.OBJECT_HANDLE_INVALID,
            Ckr.OPERATION_NOT_INITIALIZED,
            Ckr.CRYPTOKI_NOT_INITIALIZED,
            Ckr.KEY_CHANGED,
        ),
        _SESSION,
    ),
    **dict.fromkeys((Ckr.CANCEL, Ckr.FUNCTION_CANCELED, Ckr.FUNCTION_REJECTED), _SAID_NO),
    **dict.fromkeys(
        (
            Ckr.USER_ALREADY_LOGGED_IN,
            Ckr.USER_ANOTHER_ALREADY_LOGGED_IN,
            Ckr.USER_TOO_MANY_TYPES,
            Ckr.SESSION_COUNT,
            Ckr.SESSION_EXISTS,
            Ckr.SESSION_READ_ONLY_EXISTS,
            Ckr.SESSION_READ_WRITE_SO_EXISTS,
            Ckr.OPERATION_ACTIVE,
            Ckr.TOKEN_RESOURCE_EXCEEDED,
        ),
        _IN_USE,
    ),
    **dict.fromkeys(
        (
            Ckr.MECHANISM_INVALID,
            Ckr.MECHANISM_PARAM_INVALID,
            Ckr.FUNCTION_NOT_SUPPORTED,
            Ckr.KEY_TYPE_INCONSISTENT,
            Ckr.KEY_SIZE_RANGE,
            Ckr.KEY_FUNCTION_NOT_PERMITTED,
            Ckr.DATA_INVALID,
            Ckr.DATA_LEN_RANGE,
            Ckr.CURVE_NOT_SUPPORTED,
            Ckr.DOMAIN_PARAMS_INVALID,
            Ckr.ACTION_PROHIBITED,
            Ckr.KEY_EXHAUSTED,
        ),
        _MECHANISM,
    ),
    **dict.fromkeys((Ckr.GENERAL_ERROR, Ckr.FUNCTION_FAILED, Ckr.DEVICE_ERROR, Ckr.OPERATION_CANCEL_FAILED), _FAILED),
    **dict.fromkeys((Ckr.DEVICE_MEMORY, Ckr.HOST_MEMORY), _MEMORY),
    **dict.fromkeys(
        (
            Ckr.CRYPTOKI_ALREADY_INITIALIZED,
            Ckr.NEED_TO_CREATE_THREADS,
            Ckr.CANT_LOCK,
            Ckr.LIBRARY_LOAD_FAILED,
            Ckr.FIPS_SELF_TEST_FAILED,
            Ckr.MUTEX_BAD,
            Ckr.MUTEX_NOT_LOCKED,
        ),
        _STARTED,
    ),
    **dict.fromkeys(
        (
            Ckr.ARGUMENTS_BAD,
            Ckr.NO_EVENT,
            Ckr.ATTRIBUTE_READ_ONLY,
            Ckr.ATTRIBUTE_SENSITIVE,
            Ckr.ATTRIBUTE_TYPE_INVALID,
            Ckr.ATTRIBUTE_VALUE_INVALID,
            Ckr.ENCRYPTED_DATA_INVALID,
            Ckr.ENCRYPTED_DATA_LEN_RANGE,
            Ckr.AEAD_DECRYPT_FAILED,
            Ckr.FUNCTION_NOT_PARALLEL,
            Ckr.KEY_NOT_NEEDED,
            Ckr.KEY_NEEDED,
            Ckr.KEY_INDIGESTIBLE,
            Ckr.KEY_NOT_WRAPPABLE,
            Ckr.KEY_UNEXTRACTABLE,
            Ckr.SESSION_PARALLEL_NOT_SUPPORTED,
            Ckr.SESSION_READ_ONLY,
            Ckr.SIGNATURE_INVALID,
            Ckr.SIGNATURE_LEN_RANGE,
            Ckr.TEMPLATE_INCOMPLETE,
            Ckr.TEMPLATE_INCONSISTENT,
            Ckr.TOKEN_WRITE_PROTECTED,
            Ckr.UNWRAPPING_KEY_HANDLE_INVALID,
            Ckr.UNWRAPPING_KEY_SIZE_RANGE,
            Ckr.UNWRAPPING_KEY_TYPE_INCONSISTENT,
            Ckr.USER_TYPE_INVALID,
            Ckr.WRAPPED_KEY_INVALID,
            Ckr.WRAPPED_KEY_LEN_RANGE,
            Ckr.WRAPPING_KEY_HANDLE_INVALID,
            Ckr.WRAPPING_KEY_SIZE_RANGE,
            Ckr.WRAPPING_KEY_TYPE_INCONSISTENT,
            Ckr.RANDOM_SEED_NOT_SUPPORTED,
            Ckr.RANDOM_NO_RNG,
            Ckr.BUFFER_TOO_SMALL,
            Ckr.SAVED_STATE_INVALID,
            Ckr.INFORMATION_SENSITIVE,
            Ckr.STATE_UNSAVEABLE,
            Ckr.NEXT_OTP,
            Ckr.EXCEEDED_MAX_ITERATIONS,
            Ckr.PUBLIC_KEY_INVALID,
        ),
        _ODD,
    ),
}
"""Every return value but CKR_OK. A vendor's own (CKR_VENDOR_DEFINED and above) is a fault of the token."""

_OTHER_NAMES = {
    exceptions.AnotherUserAlreadyLoggedIn: Ckr.USER_ANOTHER_ALREADY_LOGGED_IN,
    exceptions.FunctionCancelled: Ckr.FUNCTION_CANCELED,
    exceptions.SlotIDInvalid: Ckr.SLOT_ID_INVALID,
    exceptions.TokenNotRecognised: Ckr.TOKEN_NOT_RECOGNIZED,
    exceptions.SessionReadWriteSOExists: Ckr.SESSION_READ_WRITE_SO_EXISTS,
    exceptions.RandomNoRNG: Ckr.RANDOM_NO_RNG,
    # Raised by the library itself, never by a module.
    exceptions.NoSuchToken: Ckr.TOKEN_NOT_PRESENT,
    exceptions.NoSuchKey: Ckr.KEY_HANDLE_INVALID,
    exceptions.MultipleTokensReturned: Ckr.GENERAL_ERROR,
    exceptions.MultipleObjectsReturned: Ckr.GENERAL_ERROR,
}
_SHOULD_NEVER_SEE = {
    "Buffer was too small": Ckr.BUFFER_TOO_SMALL,
    "(already initialized)": Ckr.CRYPTOKI_ALREADY_INITIALIZED,
    "(not initialized)": Ckr.CRYPTOKI_NOT_INITIALIZED,
    "Parallel not supported": Ckr.SESSION_PARALLEL_NOT_SUPPORTED,
    "User type invalid": Ckr.USER_TYPE_INVALID,
}
"""python-pkcs11 gives these as texts of the base class only."""


def code_of(fault: Fault) -> int:
    """The return value behind a failure."""
    if isinstance(fault, CryptokiFault):
        return fault.code
    if type(fault) in _OTHER_NAMES:
        return _OTHER_NAMES[type(fault)]
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(fault).__name__).upper()
    if name in Ckr.__members__:
        return Ckr[name]
    text = str(fault)
    if unmapped := re.fullmatch(r"Unmapped error code (0x[0-9a-f]+)", text):
        return int(unmapped[1], 16)
    return next((code for part, code in _SHOULD_NEVER_SEE.items() if part in text), Ckr.GENERAL_ERROR)


def meaning_of(code: int) -> Meaning:
    """What a return value means; a vendor's own is a fault of the token."""
    return {int(known): meaning for known, meaning in MEANINGS.items()}.get(code, _FAILED)


def error_of(fault: Fault, *, tries: Tries | None = None) -> MuhrError:
    """The error of the tree that says what a failure means and what to do.

    Args:
        fault: of any call.
        tries: what the token's flags say now; None where no PIN was shown to the token, which then cannot be wrong.
    """
    code = code_of(fault)
    meaning = meaning_of(code)
    if tries is None:
        tries = Tries.UNKNOWN
        meaning = _ODD if meaning in (_WRONG, _LOCKED) else meaning
    if meaning is _WRONG and tries is Tries.LOCKED:
        text = "The PIN was wrong, and that was the last try: the token is locked. Whoever issued it can unlock it."
        return KeyLocked(text, ckr=name_of(code), tries=tries.value)
    text = meaning.sentence
    if meaning is _WRONG:
        text += f" {_after_wrong_pin(tries)}"
    if meaning.named:
        text += f" ({name_of(code)})"
    return meaning.kind(text, code=meaning.code, ckr=name_of(code), tries=tries.value)


def _after_wrong_pin(tries: Tries) -> str:
    if tries is Tries.FINAL:
        return f"One try is left; another wrong PIN locks it. A forgotten PIN can be replaced {OWN_PROGRAM}."
    if tries is Tries.LOW:
        return "Few tries are left: look the PIN up before you try again."
    return "Muhr does not try again by itself."
