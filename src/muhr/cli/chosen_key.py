"""Which key a person means by `--key`: a file, or one of the list. Opens none."""

from __future__ import annotations

from pathlib import Path

from muhr.domain.errors import InputError, KeyExpired, KeyUnusable
from muhr.domain.ports import KeyRing
from muhr.domain.signatures import KeyEntry, KeyKind

_DEVICES = tuple(kind for kind in KeyKind if kind is not KeyKind.FILE)


def chosen_key(ring: KeyRing, wanted: str) -> KeyEntry:
    """The key that `wanted` names: a key file's path; or the id of a key in the list, the beginning of one, or the
    label or serial number of a token. Of several the one that can be used.

    Raises:
        InputError: no key, or more than one (codes `key-unknown`, `key-ambiguous`).
        KeyAccessError: it is no key file, its certificate is not valid now, or it cannot sign.
    """
    key = _found(ring, wanted)
    if key.usable:
        return key
    kind = KeyExpired if key.reason in {"expired", "not-yet-valid"} else KeyUnusable
    raise kind(key.detail or "This key cannot be used", code=f"key-{key.reason}")


def _found(ring: KeyRing, wanted: str) -> KeyEntry:
    if Path(wanted).is_file():
        return ring.entry(Path(wanted))
    listed = ring.keys(kinds=_DEVICES)
    exact = [key for key in listed if key.id == wanted]
    meant = exact or [key for key in listed if _is_meant(key, wanted)]
    usable = [key for key in meant if key.usable]
    if len(usable) == 1 or len(meant) == 1:
        return (usable or meant)[0]
    if not meant:
        raise InputError(
            f"There is no key file and no key of this name: {wanted}. `muhr keys` lists those that are there.",
            code="key-unknown",
        )
    raise InputError(
        f"{len(meant)} keys could be meant by {wanted}. Give the id that `muhr keys` shows.", code="key-ambiguous"
    )


def _is_meant(key: KeyEntry, wanted: str) -> bool:
    return wanted != "" and (
        key.id.startswith(wanted) or wanted in (key.place, key.name) or key.access.device_serial == wanted
    )
