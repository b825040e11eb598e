"""What E-IMZO has: key files by their aliases, cards and tokens by their mere presence. Opens nothing.

Whose a card or token is, E-IMZO tells only with a signature; whose a key file is, an unprotected text says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from muhr.domain.errors import KeyUnusable, MuhrError
from muhr.domain.sentences import say
from muhr.domain.signatures import Identity, KeyAccess, KeyEntry, KeyKind, KeySource, Unlock
from muhr.signing import alias
from muhr.signing.eimzo import client, wire
from muhr.signing.eimzo.client import CapiwsClient
from muhr.signing.names import plain

_ACCESS = KeyAccess(unlock=Unlock.E_IMZO)
NAME = "E-IMZO"
LATE_OWNER = say("Whose key it is shows only with the first signature; Muhr looks before anything is sent.")
_HARDWARE = {"idcard": "ID card", "baikey": "BAIK token", "ckc": "USB token"}
_STATES = {
    "e-imzo-not-running": "not-running",
    "e-imzo-outdated": "outdated",
    "e-imzo-port-taken": "port-taken",
    "e-imzo-slow": "slow",
    "e-imzo-no-answer": "slow",
    "e-imzo-broken-off": "crashed",
    "device-busy": "slow",
}
"""Error code → `KeySource.state`; whatever else E-IMZO says is a refusal."""


@dataclass(frozen=True, slots=True)
class Found:
    """One key of the list, and what opens it."""

    entry: KeyEntry
    store: str = ""
    """The plugin of a key file; empty for a card or token."""
    key: wire.Listed | None = None
    hardware: str = ""
    """The literal id of a card or token."""


@dataclass(slots=True)
class Listing:
    """One look at E-IMZO."""

    found: list[Found] = field(default_factory=list)
    source: KeySource = field(default_factory=lambda: _source("ok"))


def look(capiws: CapiwsClient, now: datetime) -> Listing:
    """List everything, in the device thread; stops at the first call that gets no answer. Raises nothing."""
    listing = Listing()
    try:
        version = capiws.version()
        numbers = ".".join(map(str, version))
        lacks = _lacks(version, numbers)
        listing.source = _source("outdated" if lacks else "ok", lacks, name=f"{NAME} {numbers}")
        for found in _all(capiws, version[:2], now):
            listing.found.append(found)
    except MuhrError as error:
        listing.source = hindered(error, listing.source.name)
    return listing


def hindered(error: MuhrError, name: str = NAME) -> KeySource:
    """What stands in the way, as the list of keys shows it."""
    state = _STATES.get(error.code, "refused")
    return _source(state, str(error), name=name)


def _source(state: str, detail: str = "", name: str = NAME) -> KeySource:
    return KeySource(kind=KeyKind.E_IMZO, name=name, state=state, detail=detail)


def _lacks(version: tuple[int, int, int], numbers: str) -> str:
    """What an old version cannot do, and what to do about it; empty for a new one."""
    lacking = [
        what
        for since, what in (
            (client.LIST_ALL, say("list every key at once (3.36)")),
            (client.ID_CARD, say("use ID cards (4.12)")),
            (client.TOKENS, say("use USB tokens (4.86)")),
        )
        if version[:2] < since
    ]
    if not lacking:
        return ""
    return say(
        "E-IMZO {numbers} is old: it cannot {lacking}. Install the newest version from e-imzo.uz.",
        numbers=numbers,
        lacking=", ".join(lacking),
    )


def _all(capiws: CapiwsClient, version: tuple[int, ...], now: datetime) -> Iterator[Found]:
    seen: set[str] = set()
    for store in client.STORES:
        for key in _files(capiws, store, version):
            found = _file(store, key, now)
            if found.entry.id not in seen:  # the same file may be listed under two folders (facts §1.5)
                seen.add(found.entry.id)
                yield found
    yield from _hardware(capiws, version)


def _files(capiws: CapiwsClient, store: str, version: tuple[int, ...]) -> list[wire.Listed]:
    try:
        if version >= client.LIST_ALL:
            return capiws.all_keys(store)
        return [key for disk in capiws.disks(store) for key in capiws.keys_on(store, disk)]
    except KeyUnusable as error:
        if error.code == "e-imzo-outdated" and store == client.YTKS:  # not every version has that plugin
            return []
        raise


def _file(store: str, key: wire.Listed, now: datetime) -> Found:
    who = _owner(key)
    reason, detail = alias.why_outside(who, now) if who is not None else ("", "")
    folder = plain(f"{key.disk}{key.path}")
    entry = KeyEntry(
        id=f"e-imzo:{store}:{_digest(key)}",
        kind=KeyKind.E_IMZO,
        place=f"{NAME}, {folder}" if folder else NAME,
        name=plain(key.name),
        identity=who,
        usable=not reason,
        reason=reason,
        detail=detail,
        identity_verified=False,
        access=_ACCESS,
    )
    return Found(entry, store=store, key=key)


def _digest(key: wire.Listed) -> str:
    """The same for the same key wherever its drive is put in."""
    told = f"{key.name}\0{key.alias}\0{key.serialNumber}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _owner(key: wire.Listed) -> Identity | None:
    """Whose key it says it is; the fields of a ytks entry are more exact than its alias."""
    who = alias.identity_from(key.alias) or alias.identity_from(key.subjectName)
    if who is None:
        return None
    return replace(
        who,
        serial=alias.serial_of(key.serialNumber) or who.serial,
        not_before=_moment(key.validFrom) or who.not_before,
        not_after=_moment(key.validTo) or who.not_after,
    )


def _moment(milliseconds: int | None) -> datetime | None:
    try:
        return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _hardware(capiws: CapiwsClient, version: tuple[int, ...]) -> Iterator[Found]:
    """One entry for each kind that is there: all cards share one id, and so do all tokens (facts §1.5)."""
    if version >= client.ID_CARD and (readers := _present(capiws.card_readers)):
        yield _device("idcard", readers)
    if version < client.TOKENS:
        return
    baik = _present(capiws.baikey_tokens)
    if baik:
        yield _device("baikey", baik)
    # The list of USB tokens of any make names those of the other kinds as well.
    others = [name for name in _present(capiws.usb_tokens) if name.split(" ")[0].lower() not in {"idcard", "baikey"}]
    if others or (others := _present(capiws.uzguard_tokens)):
        yield _device("ckc", others)


def _present(ask: Callable[[], list[str]]) -> list[str]:
    """Names of devices; none where E-IMZO lacks the function or cannot reach the reader."""
    try:
        return ask()
    except KeyUnusable as error:
        if error.code in {"e-imzo-outdated", "e-imzo-failed", "e-imzo-odd-answer"}:
            return []
        raise


def _device(hardware: str, names: list[str]) -> Found:
    where = plain(", ".join(name for name in names if name)) or _HARDWARE[hardware]
    entry = KeyEntry(
        id=f"e-imzo:{hardware}",
        kind=KeyKind.E_IMZO,
        place=NAME,
        name=where,
        identity=None,
        usable=True,
        detail=say("{what} through E-IMZO. {late_owner}", what=_HARDWARE[hardware], late_owner=LATE_OWNER),
        identity_verified=False,
        access=_ACCESS,
    )
    return Found(entry, hardware=hardware)
