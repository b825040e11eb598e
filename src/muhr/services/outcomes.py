"""Turns exceptions into outcomes: the one place in services with a broad `except`. It decides nothing about them."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Generic, TypeVar

from muhr.domain.errors import BugError, MuhrError

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Success(Generic[T_co]):
    """The work was done; this is what it gave."""

    value: T_co


@dataclass(frozen=True, slots=True)
class Failure:
    """The work raised. Whatever was not one of our own errors has become a `BugError` with the origin as its cause."""

    error: MuhrError

    @property
    def bug(self) -> bool:
        """Whether this program is to blame."""
        return isinstance(self.error, BugError)


Answer = Success[T] | Failure


def attempt(work: Callable[[], T]) -> Success[T] | Failure:
    """Do the work and give its value or its error; never raises an `Exception`.

    The text of a foreign exception is not repeated in ours: it may quote a password or a token. The world's faults lose
    their traceback: they are kept for hours (why a line is held), and its frames would keep all that the work had read.
    """
    try:
        return Success(work())
    except BugError as error:
        return Failure(error)
    except MuhrError as error:
        return Failure(error.with_traceback(None))
    except Exception as error:  # noqa: BLE001 - a worker must outlive every mistake of ours, and report it
        bug = BugError(f"An unexpected {type(error).__name__} in {_origin(error)}.", kind=type(error).__name__)
        bug.__cause__ = error
        return Failure(bug)


def _origin(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1]
    return f"{PurePath(last.filename).name}:{last.lineno}"
