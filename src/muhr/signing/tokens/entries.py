"""From what lies on a token to the list a person sees. Pure.

A private key is usually not visible before the PIN: a certificate alone is offered when its token wants a login.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pkcs11 import TokenFlag

from muhr.domain.errors import CannotJudge, SignatureInvalid
from muhr.domain.signatures import KeyAccess, KeyEntry, KeyKind, Tries, Unlock
from muhr.signing import suitability
from muhr.signing.certificates import Certificate, identity_of
from muhr.signing.tokens import mechanisms
from muhr.signing.tokens.contents import Contents, Held, Stored, belongs
from muhr.signing.tokens.modules import Token

PREFIX = "token:"
"""How the id of every key on a token begins."""


def entries(contents: Contents, now: datetime) -> list[KeyEntry]:
    """Every key of a token, the unusable ones with the reason; certificates of authorities are no keys."""
    return [entry for entry, _, _ in offered(contents, now)] + list(_without_certificate(contents))


def offered(contents: Contents, now: datetime) -> Iterator[tuple[KeyEntry, Stored, Held | None]]:
    """Every certificate that could sign, with its entry and its private key when that can be seen."""
    for stored in contents.certificates:
        certificate = stored.read()
        if certificate is None:
            yield _unreadable(contents.token, stored), stored, None
            continue
        held = contents.key_of(stored, certificate)
        if not certificate.is_authority or held is not None:
            yield _entry(contents, stored, certificate, held, now), stored, held


def access_of(token: Token, held: Held | None) -> KeyAccess:
    """How a key of a token is opened, by the flags it has now."""
    pad = token.has(TokenFlag.PROTECTED_AUTHENTICATION_PATH)
    longest = token.info.longest_pin
    told = 0 < longest < 1 << 16  # some say CK_UNAVAILABLE_INFORMATION
    return KeyAccess(
        unlock=Unlock.PIN_PAD if pad else Unlock.PIN,
        tries=token.tries,
        minimum=token.info.shortest_pin if told and token.info.shortest_pin <= longest else None,
        maximum=longest if told else None,
        every_signature=held is not None and held.asks_each_time,
        device_serial=token.info.serial,
    )


def _entry(contents: Contents, stored: Stored, certificate: Certificate, held: Held | None, now: datetime) -> KeyEntry:
    token = contents.token
    reason, detail = _why_unusable(contents, certificate, held, now)
    who = identity_of(certificate.der)
    return KeyEntry(
        id=entry_id(token, stored.key_id, certificate.fingerprint),
        kind=KeyKind.TOKEN,
        place=place(token),
        name=stored.label or who.common_name or place(token),
        identity=who,
        usable=not reason,
        reason=reason,
        detail=detail,
        access=access_of(token, held),
    )


def entry_id(token: Token, key_id: bytes, fingerprint: str) -> str:
    """Stable wherever the token is put in: its serial number (its label when it has none), CKA_ID, the certificate."""
    return f"{PREFIX}{token.info.serial or token.info.label}:{key_id.hex()}:{fingerprint}"


def place(token: Token) -> str:
    """The token in a person's words: its label, or what it is."""
    return token.info.label or token.info.model or token.reader


def _why_unusable(contents: Contents, certificate: Certificate, held: Held | None, now: datetime) -> tuple[str, str]:
    reason, detail = suitability.why_unusable(certificate, now)
    if reason:
        return reason, detail
    if held is None and not contents.token.has(TokenFlag.LOGIN_REQUIRED):
        return "no-private-key", "The token holds no private key for this certificate."
    if held is not None and not held.signs:
        return "not-for-signing", "The private key on the token is not meant for signing."
    if not _can_sign(contents, certificate):
        return "mechanism-missing", "The token cannot make the signature that this certificate calls for."
    if contents.token.tries is Tries.LOCKED:
        return "locked", "The token is locked after too many wrong PINs. Whoever issued it can unlock it."
    return "", ""


def _can_sign(contents: Contents, certificate: Certificate) -> bool:
    try:
        return mechanisms.plan(certificate.public_key, contents.mechanisms) is not None
    except (CannotJudge, SignatureInvalid):  # pragma: no cover - `suitability` has asked the same before
        return False


def _unreadable(token: Token, stored: Stored) -> KeyEntry:
    return KeyEntry(
        id=entry_id(token, stored.key_id, ""),
        kind=KeyKind.TOKEN,
        place=place(token),
        name=stored.label or place(token),
        identity=None,
        usable=False,
        reason="unreadable",
        detail="The certificate on the token cannot be read.",
        access=access_of(token, None),
    )


def _without_certificate(contents: Contents) -> Iterator[KeyEntry]:
    """Private keys that can be seen and have no certificate."""
    readable = [(each, one) for each in contents.certificates if (one := each.read()) is not None]
    for held in contents.keys:
        if any(belongs(held, stored.key_id, certificate) for stored, certificate in readable):
            continue
        token = contents.token
        yield KeyEntry(
            id=entry_id(token, held.key_id, ""),
            kind=KeyKind.TOKEN,
            place=place(token),
            name=held.label or place(token),
            identity=None,
            usable=False,
            reason="no-certificate",
            detail="There is a private key on the token, but no certificate for it.",
            access=access_of(token, held),
        )
