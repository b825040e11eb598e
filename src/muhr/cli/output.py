"""How answers leave: JSON and tables on stdout, words to the person on stderr. Foreign text is made harmless here."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""C1 controls, marks and overrides of direction, line separators, lone surrogates."""

_WIDE = 300
"""Columns of a table that is not shown on a terminal: nothing is cut away for a file or a pipe."""


def plain(text: str) -> str:
    """One line of text that cannot move the cursor, colour the screen or turn the direction of writing.

    Control characters (terminal escapes), bidirectional overrides and line separators come from outside only to
    deceive; each is shown as one replacement sign, white space as a blank.
    """
    return "".join(_harmless(sign) for sign in text)


def _harmless(sign: str) -> str:
    if sign in "\t\n\r\v\f\u2028\u2029":
        return " "
    if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"} and sign != "\N{SOFT HYPHEN}":
        return "\N{REPLACEMENT CHARACTER}"
    return sign


def say(text: str = "") -> None:
    """A word to the person, on stderr."""
    _write(sys.stderr, text)


def tell(text: str = "") -> None:
    """A line of a command's answer, on stdout."""
    _write(sys.stdout, text)


def _write(stream: Any, text: str) -> None:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    stream.flush()


def answer(record: Any) -> None:
    """A machine-readable answer: one JSON text on stdout, readable in every encoding.

    What JSON leaves as it is, but a terminal obeys or an encoding cannot carry (the bytes of a file name that is no
    UTF-8), is escaped: to who reads the JSON it is the same text.
    """
    unicode = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"
    text = json.dumps(record, ensure_ascii=not unicode, indent=2)
    sys.stdout.write(_OBEYED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + "\n")
    sys.stdout.flush()


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[str] = ()) -> None:
    """Print a table on stdout; the columns named in `right` are aligned to the right."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else _WIDE, highlight=False, markup=False, emoji=False)
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        drawn.add_column(column, justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(plain(cell)) for cell in row))
    console.print(drawn)


@contextmanager
def transfer(title: str) -> Iterator[Callable[[int, int | None], None]]:
    """A bar in bytes on stderr: gives what takes the bytes so far and the total (None: not known), in any thread."""
    if not _is_watched():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(title, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def _is_watched() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


class Bar(Protocol):
    """Something that shows how far a long work is."""

    def reach(self, done: int) -> None:
        """So many are done now."""


class _Silent:
    def reach(self, done: int) -> None:
        """Say nothing: nobody watches."""


@contextmanager
def progress(title: str, total: int) -> Iterator[Bar]:
    """A progress bar on stderr while the work inside runs; nothing at all when stderr is no terminal."""
    if not _is_watched():
        yield _Silent()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(title, total=total)

        class _Shown:
            def reach(self, done: int) -> None:
                shown.update(task, completed=done)

        yield _Shown()
