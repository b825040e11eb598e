"""Asks a few things of a service at the same time. Decides nothing: which, how many and what then is the caller's."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")


def side_by_side(work: Callable[[A], B], items: Sequence[A]) -> list[B]:
    """Do the work with every item at the same time; gives the results in the order of the items.

    For a handful of items: each but the first gets a thread of its own. The threads are daemons, since a service that
    does not answer must not keep the program from ending. Raises what the work has raised for the earliest item; the
    others then come to their end unheard.
    """
    others: list[Future[B]] = []
    for item in items[1:]:
        others.append(Future())
        threading.Thread(target=_do, args=(others[-1], work, item), name="muhr-aside", daemon=True).start()
    first = [work(item) for item in items[:1]]
    return [*first, *(future.result() for future in others)]


def _do(future: Future[B], work: Callable[[A], B], item: A) -> None:
    try:
        future.set_result(work(item))
    except BaseException as error:  # noqa: BLE001 - it is raised where the result is asked for
        future.set_exception(error)
