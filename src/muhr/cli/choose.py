"""Which account, document or effect a person means: by id, by the beginning of an id, or by login. Reads only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from muhr.cli.output import plain
from muhr.domain.accounts import Account
from muhr.domain.documents import Document
from muhr.domain.effects import Effect
from muhr.domain.errors import InputError

_SHORTEST = 4
"""Fewer letters of an id than this never name anything."""

T = TypeVar("T")


def accounts(known: Sequence[Account], names: Sequence[str]) -> list[Account]:
    """The accounts that were named; all of them when none was.

    Raises:
        InputError: there is no account at all, or a name fits none or several.
    """
    if not known:
        raise InputError("There is no account yet. Add one with `muhr accounts add`", code="account-none")
    if not names:
        return list(known)
    return [_one("account", known, name, lambda each: (each.id, each.login)) for name in names]


def documents(known: Sequence[Document], ids: Sequence[str]) -> list[Document]:
    """The waiting documents that were named, in the order of the names, each once.

    Raises:
        InputError: an id fits none, or documents of several accounts.
    """
    chosen = [_one("waiting document", known, name, lambda each: (each.ref.remote_id,)) for name in ids]
    return list({document.ref: document for document in chosen}.values())


def document(known: Sequence[Document], name: str) -> Document:
    """The one document that was named, wherever it stands; raises `InputError`."""
    return _one("document", known, name, lambda each: (each.ref.remote_id,))


def anywhere(known: Sequence[Document], ids: Sequence[str]) -> list[Document]:
    """The documents that were named, waiting or not, in the order of the names, each once; raises `InputError`."""
    return list({found.ref: found for found in (document(known, name) for name in ids)}.values())


def effect(known: Sequence[Effect], name: str) -> Effect:
    """The row of the outbox that was named; raises `InputError`."""
    return _one("row of the outbox", known, name, lambda each: (each.id,))


def _one(what: str, known: Iterable[T], name: str, names_of: Callable[[T], tuple[str, ...]]) -> T:
    wanted = name.strip().lower()
    exact: list[T] = []
    beginning: list[T] = []
    for each in known:
        names = [candidate.lower() for candidate in names_of(each)]
        if wanted in names:
            exact.append(each)
        elif len(wanted) >= _SHORTEST and names[0].startswith(wanted):
            beginning.append(each)
    found = exact or beginning
    if not found:
        raise InputError(f"There is no {what} with the id {plain(name)}", code="id-unknown")
    if len(found) > 1:
        more = " Say which account with --account" if what.endswith("document") else " Give more of the id"
        raise InputError(f"The id {plain(name)} fits {len(found)} of them.{more}", code="id-ambiguous")
    return found[0]
