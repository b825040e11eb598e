"""Takes out of an answer what the program has no field for, so that the person can see it beside the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from muhr.domain.documents import Extras
from muhr.providers.plaintext import line

MOST = 80
LONGEST = 300
_NAME = 60


def extras_of(told: Mapping[str, object] | Iterable[tuple[str, object]], carried: Collection[str] = ()) -> Extras:
    """Give the plain values of an object, by the provider's own names and in its order.

    Args:
        told: an answer's object; structures and empty values in it are passed over.
        carried: names of what is told elsewhere already, or is nobody's business (links that open the document).
    """
    pairs = told.items() if isinstance(told, Mapping) else told
    found: list[tuple[str, str]] = []
    for name, value in pairs:
        text = f"{value:f}" if isinstance(value, Decimal) else str(value) if isinstance(value, float) else ""
        text = text or line(value, LONGEST)
        if text and name not in carried and (named := line(name, _NAME)):
            found.append((named, text))
        if len(found) == MOST:
            break
    return tuple(found)
