"""Words for keys: what is asked for, where it is typed, what the tries mean. Draws nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from muhr.domain.signatures import KeyAccess, KeyKind, Tries, Unlock
from muhr.ui.retold import retold
from muhr.ui.theme import Tone
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.preflight import Hindrance


def secret_name(unlock: Unlock) -> str:
    """What the field asks for."""
    return tr("PIN of the token") if unlock is Unlock.PIN else tr("Password of the key")


def secret_hint(access: KeyAccess) -> str:
    """How often it is asked for, and what a PIN of this token looks like."""
    often = tr("Asked again for each document: this key demands it.") if access.every_signature else tr(
        "Asked once for all documents."
    )  # fmt: skip
    if access.unlock is not Unlock.PIN or access.maximum is None:
        return often
    least = access.minimum or 1
    length = (
        tr("It has {least} to {most} characters.", least=least, most=access.maximum)
        if least != access.maximum
        else tr("It has {least} characters.", least=least)
    )
    return f"{often} {length}"


def typed_elsewhere(access: KeyAccess) -> str:
    """Where the secret will be typed, when that is not here."""
    if access.unlock is Unlock.E_IMZO:
        return tr(
            "E-IMZO asks for the password in a window of its own. If you do not see it, it lies behind this window."
        )
    if access.unlock is Unlock.PIN_PAD:
        each = tr(" It will be asked for each document.") if access.every_signature else ""
        return tr("The PIN is typed on the keys of the reader, not here. Press Sign, then look at the reader.") + each
    return ""


def tries(one: Tries) -> tuple[Tone, str, str]:
    """What the device says of the tries that are left; no text when there is nothing to say."""
    if one is Tries.LOW:
        return Tone.WARN, tr("A wrong PIN was entered last time."), tr("Few tries are left. Take your time.")
    if one is Tries.FINAL:
        return (
            Tone.STOP,
            tr("This is the last try."),
            tr("Another wrong PIN locks the token; only whoever issued it can unlock it then."),
        )
    if one is Tries.LOCKED:
        return (
            Tone.STOP,
            tr("The token is locked."),
            tr("Too many wrong PINs were entered. Ask whoever issued the token, or use its own program, to unlock it."),
        )
    return Tone.NOTE, "", ""


def reason(code: str) -> str:
    """Why a key cannot be used."""
    return {
        "": tr("Ready"),
        "expired": tr("Expired"),
        "not-yet-valid": tr("Not valid yet"),
        "no-private-key": tr("No private key inside"),
        "no-certificate": tr("No certificate inside"),
        "unreadable": tr("Cannot be read"),
        "not-for-signing": tr("Not meant for signing"),
        "locked": tr("Locked"),
        "mechanism-missing": tr("The device cannot sign with it"),
    }.get(code, tr("Cannot be used"))


def kind(one: KeyKind) -> str:
    """Where keys of this kind live."""
    return {KeyKind.FILE: tr("File"), KeyKind.TOKEN: tr("Token"), KeyKind.E_IMZO: "E-IMZO"}[one]


def hindrance(one: Hindrance) -> tuple[str, str]:
    """What will not work, and what to do about it."""
    facts, count = one.facts, len(one.refs)
    known = {
        "key-locked": lambda: tries(Tries.LOCKED)[1:],
        "key-last-try": lambda: tries(Tries.FINAL)[1:],
        "key-few-tries": lambda: tries(Tries.LOW)[1:],
        "key-asks-each-time": lambda: (
            tr("This token will ask %n time(s)", int(facts["count"])),
            tr("It demands the PIN for each document. Stay at the computer until it is done."),
        ),
        "owner-shows-later": lambda: (
            tr("Whose key this is shows only with the first signature"),
            tr("Muhr looks then, before anything is sent. A signature of another company is thrown away."),
        ),
        "not-a-director": lambda: (
            tr("The certificate says “{title}”", title=facts["title"]),
            tr("It belongs to {name}. The service may accept only a director's signature.", name=facts["name"]),
        ),
        "service-away": lambda: (
            tr("Left out: %n document(s) of {company}, the service does not answer", count, company=facts["company"]),
            retold(facts["said"]),
        ),
        "login-refused": lambda: (
            tr("%n document(s) of {company} left out: the login is refused", count, company=facts["company"]),
            tr("{said} Look at Settings, Accounts.", said=retold(facts["said"])),
        ),
        "clock-wrong": lambda: (
            tr("The clock of this computer is %n minute(s) fast", int(facts["minutes"]))
            if facts["way"] == "fast"
            else tr("The clock of this computer is %n minute(s) slow", int(facts["minutes"])),
            tr("Put it right before you sign: the time of the signature is written by it."),
        ),
    }
    say = known.get(one.code.value)
    return say() if say is not None else (retold(one.text), "")


def source_state(code: str) -> str:
    """What hinders a whole kind of keys."""
    return {
        "not-running": tr("It is not running. Start it to see the keys it holds."),
        "outdated": tr("This version is too old. Install the current one."),
        "port-taken": tr("Another program has taken its place on this computer."),
        "refused": tr("It refuses to answer this program."),
        "slow": tr("It has not answered yet. Look again in a moment."),
        "crashed": tr("It crashed when it was tried, and is left alone now."),
        "hung": tr("It did not come back when it was tried, and is left alone now."),
        "not-a-module": tr("This file is no module for tokens."),
        "no-token": tr("No token is plugged in."),
    }.get(code, tr("It cannot be used."))
