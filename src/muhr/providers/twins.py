"""The very same entry twice in one register file. Reads no file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from muhr.domain.imports import ImportItem, ImportProblem


def without_twins(items: Iterable[ImportItem], told: Callable[[str], str]) -> Iterator[ImportItem]:
    """Of the entries under one key only the first can be sent; the others get a problem that blocks them.

    Args:
        items: in the order of the file.
        told: the sentence for the place of the first one.
    """
    places: dict[str, str] = {}
    for item in items:
        first = places.setdefault(item.client_id.lower(), item.place)
        if first == item.place:
            yield item
        else:
            yield item.with_problems(ImportProblem(code="twice", text=told(first), blocks=True))
