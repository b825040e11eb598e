"""What E-IMZO's status codes mean for a person, in one table: which error, and what to do about it. Pure.

The number decides. Versions 4.x and 5.x send none; then the few reasons are looked at that are known by their text.
A reason may be Russian or Uzbek and is quoted only where nothing better can be said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from muhr.domain.errors import Cancelled, KeyLocked, KeyUnusable, MuhrError, WrongPassword
from muhr.domain.sentences import say
from muhr.signing.names import plain

NO_FUNCTION = 0
API_KEY = frozenset({-1020, -1021, -1022})
"""E-IMZO does not know (any more) for whom it works: the API key must be given again."""
ANYTHING_ELSE = -9999

NOT_RUNNING = say("E-IMZO is not running. Start it (its icon stands beside the clock), then look for keys again.")
PORT_TAKEN = say(
    "Another program answers where E-IMZO should. Close E-IMZO and that program, start E-IMZO first, then try again; "
    "restarting the computer does the same."
)
REFUSED = say(
    "E-IMZO does not let Muhr in. Restart E-IMZO; if that does not help, install its newest version from e-imzo.uz."
)
SLOW = say(
    "E-IMZO does not answer. Its password window may be open behind this one: finish or close it there. Otherwise "
    "unplug drives and readers that are not needed, restart E-IMZO and try again."
)
NO_ANSWER = say(
    "E-IMZO's password window got no answer in time. It may still be open behind this one: close it there, then sign "
    "again."
)
BROKEN_OFF = say("E-IMZO broke the connection off in the middle of the work. See that it still runs, then try again.")
ODD_ANSWER = say(
    "E-IMZO gave an answer that Muhr does not understand. Install its newest version from e-imzo.uz and try again."
)
OUTDATED = say("This version of E-IMZO is too old for what was asked. Install the newest one from e-imzo.uz.")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one status code means."""

    kind: type[MuhrError]
    code: str
    sentence: str


def _unusable(code: str, sentence: str) -> Meaning:
    return Meaning(KeyUnusable, f"e-imzo-{code}", sentence)


_AGAIN = say("Look for keys again and choose the key anew.")
_UNLOADED = _unusable(
    "key-forgotten", say("E-IMZO does not know the opened key any more; it was restarted. {again}", again=_AGAIN)
)
_WRONG_KIND = _unusable("wrong-kind", "E-IMZO cannot use this key for signing. Choose another key.")
_GONE = _unusable(
    "key-gone", say("E-IMZO does not find the key file any more. Put its drive in again. {again}", again=_AGAIN)
)
_NO_ALIAS = _unusable("key-gone", say("The key file holds another key than the list shows. {again}", again=_AGAIN))
_MISMATCH = _unusable("key-mismatch", "The private key and the certificate do not belong together. Get a new key.")
_REFUSED = _unusable("refused", REFUSED)
_NOT_FOR_SIGNING = say("Muhr never asks E-IMZO for this; if it comes again, restart E-IMZO.")
_EXISTS = _unusable(
    "file-exists", say("E-IMZO found a file that exists already. {not_for_signing}", not_for_signing=_NOT_FOR_SIGNING)
)
_NEW_KEY = _unusable(
    "new-key", say("E-IMZO refused to make a new key. {not_for_signing}", not_for_signing=_NOT_FOR_SIGNING)
)
_POLICY = _unusable("policy", "The key's certificate does not name a use that E-IMZO knows. Ask who issued the key.")
_BUSY = _unusable(
    "busy", "E-IMZO is still busy with something else. Its window may be behind this one: finish it there first."
)
_SAID_NO = Meaning(Cancelled, "cancelled", say("It was cancelled in E-IMZO's own window."))

MEANINGS: dict[int, Meaning] = {
    NO_FUNCTION: _unusable("outdated", OUTDATED),
    -1002: _unusable(
        "bad-path", say("E-IMZO does not accept the folder of this key. Move it to DSKEYS. {again}", again=_AGAIN)
    ),
    -1003: _unusable(
        "bad-name", say("The name of the key file has characters that E-IMZO does not accept. {again}", again=_AGAIN)
    ),
    -1004: _EXISTS,
    -1005: _unusable(
        "language", say("E-IMZO does not know the language. {not_for_signing}", not_for_signing=_NOT_FOR_SIGNING)
    ),
    -1010: _UNLOADED,
    -1011: _UNLOADED,
    -1013: _UNLOADED,
    -1014: _UNLOADED,
    -1015: _WRONG_KIND,
    -1016: _WRONG_KIND,
    -1018: _WRONG_KIND,
    -1019: Meaning(
        WrongPassword,
        "key-wrong-password",
        say(
            "The PIN has a length that the card or token does not accept. "
            "It was not tried; sign again with the right one."
        ),
    ),
    -1020: _REFUSED,
    -1021: _REFUSED,
    -1022: _REFUSED,
    -1023: _POLICY,
    -1028: _NEW_KEY,
    -1029: _NEW_KEY,
    -2002: _GONE,
    -2006: _NO_ALIAS,
    -2009: _EXISTS,
    -2010: _GONE,
    -2011: _unusable(
        "key-gone", say("The drive with this key is not there any more. Put it in again. {again}", again=_AGAIN)
    ),
    -2012: _EXISTS,
    -2020: _MISMATCH,
    -2021: _MISMATCH,
    -2023: _POLICY,
    -2024: _NO_ALIAS,
    -2025: _NEW_KEY,
    -2026: _NEW_KEY,
    -3000: _BUSY,
    -3001: _BUSY,
    -5000: Meaning(
        Cancelled,
        "cancelled",
        say(
            "E-IMZO did not get the password: it was cancelled, "
            "wrong three times, or E-IMZO had forgotten it meanwhile."
        ),
    ),
    -5001: _SAID_NO,
    -5002: _SAID_NO,
    -5003: _unusable("no-token", "E-IMZO waits for the USB token. Plug it in, then sign again."),
    -5004: _unusable(
        "new-password", say("The new passwords are not the same. {not_for_signing}", not_for_signing=_NOT_FOR_SIGNING)
    ),
    -9000: _unusable("no-folder", "E-IMZO could not make a folder. Look whether the drive is full or write-protected."),
    ANYTHING_ELSE: _unusable("failed", "E-IMZO could not do it. Restart E-IMZO and try again."),
}
"""Every code of the protocol (facts §1.7)."""

_WRONG = Meaning(
    WrongPassword,
    "key-wrong-password",
    say("E-IMZO says that the password is wrong or the key file is damaged. Nothing is tried again by itself."),
)
_LOCKED = Meaning(
    KeyLocked,
    "key-locked",
    say(
        "The PIN of the card or token is locked after too many wrong tries. "
        "Have it personalised anew where it was issued."
    ),
)
_WRONG_PIN = Meaning(WrongPassword, "key-wrong-password", say("E-IMZO says that the PIN is wrong."))

_BY_TEXT: tuple[tuple[str, Meaning], ...] = (
    ("badpaddingexception", _WRONG),
    ("пароль ключа неверный", _WRONG),
    ("pin-код заблокирован", _LOCKED),
    ("pin-код неправильный", _WRONG_PIN),
    ("ввод пароля отменен", MEANINGS[-5000]),
    ("операция отменена", _SAID_NO),
    ("отменено пользователем", _SAID_NO),
    ("api-key", _REFUSED),
    ("не удалось идентифицировать домен", _REFUSED),
    ("функция не найдена", MEANINGS[NO_FUNCTION]),
    ("функция отключена", MEANINGS[NO_FUNCTION]),
    ("диск не найден", MEANINGS[-2011]),
)
"""Reasons that are known by their text, in lower case; for replies without a telling number."""

_LEFT = re.compile(r"осталось\s+(\d{1,2})\b")


def error(status: object, reason: object) -> MuhrError:
    """Make an error of a reply that says `success: false`.

    Args:
        status: the number, or whatever stands there; None in the dialects of 4.x and 5.x.
        reason: the text, foreign and not limited.
    """
    number = _number(status)
    text = plain(reason) if isinstance(reason, str) else ""
    meaning = MEANINGS.get(number) if number is not None else None
    if meaning is None or number == ANYTHING_ELSE:
        meaning = _by_text(text) or meaning or MEANINGS[ANYTHING_ELSE]
    sentence = meaning.sentence
    if meaning is MEANINGS[ANYTHING_ELSE] and text:
        sentence = say("{sentence} It says: {text}", sentence=sentence, text=text)
    if meaning is _WRONG_PIN and (left := _LEFT.search(text.lower())):
        sentence = say("{sentence} Tries left: {left}.", sentence=sentence, left=left[1])
    facts: dict[str, Any] = {} if number is None else {"status": number}
    return meaning.kind(sentence, code=meaning.code, **facts)


def is_refusal(problem: MuhrError) -> bool:
    """Whether E-IMZO wants the API key (again)."""
    return problem.code == _REFUSED.code


_SILENCES = {"not-running": NOT_RUNNING, "slow": SLOW, "no-answer": NO_ANSWER, "broken-off": BROKEN_OFF}


def silence(code: str) -> KeyUnusable:
    """The error for no reply at all: `not-running`, `slow`, `no-answer` or `broken-off`."""
    return KeyUnusable(_SILENCES[code], code=f"e-imzo-{code}")


def _number(status: object) -> int | None:
    if isinstance(status, bool):
        return None
    if isinstance(status, int):
        return status
    return int(status) if isinstance(status, str) and re.fullmatch(r"-?\d{1,5}", status) else None


def _by_text(reason: str) -> Meaning | None:
    lower = reason.lower()
    return next((meaning for text, meaning in _BY_TEXT if text in lower), None)
