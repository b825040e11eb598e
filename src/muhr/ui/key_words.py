"""Words for keys: what is asked for, where it is typed, what the tries mean. Draws nothing."""

from __future__ import annotations

from muhr.domain.signatures import KeyAccess, Tries, Unlock
from muhr.ui.theme import Tone
from muhr.ui.tr import tr


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
