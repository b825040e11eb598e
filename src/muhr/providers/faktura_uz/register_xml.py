"""Reads the XML form of a register (`<document_container>`) into the values its JSON form would have. Judges no entry.

Source: the XML examples of "ImportDocumentRegister" of the API document. There the JSON form's lists are elements
that hold rows (`<items>` with `<item>`, `<document_item>` or `<item_row>`), and the group of an item is an attribute.
An entry travels in JSON: the provider prints both forms as equals. So nothing may be lost on the way: what the JSON
form could not say (text beside elements, a name that stands twice, attributes on a text) refuses the whole file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from muhr.domain.errors import InputError
from muhr.domain.sentences import say
from muhr.providers.faktura_uz.register import RegisterKind
from muhr.providers.faktura_uz.values import DEEPEST, key
from muhr.providers.plaintext import line as one_line

MOST_ELEMENTS = 1_000_000
MOST_ATTRIBUTES = 8

_ROOT = "document_container"
_ROWS = frozenset({"item", "document_item", "dynamic_item", "item_row", "attachment", "visit", "job"})
"""Elements that are the rows of a list, whatever the list is called."""
_LISTS = frozenset(
    {"items", "group_items", "header_values", "item_columns", "attachments", "visits", "jobs", "sponsor"}
)
"""Lists by their own names: they may be empty, and `sponsor` holds elements of the same name."""
_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"
_CONTAINER_DEPTH, _LIST_DEPTH, _ENTRY_DEPTH = 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document of the register."""

    kind: RegisterKind
    place: str
    """For people: the list, the number in it, the line of the file."""
    value: Any
    """Objects, lists and texts, as the JSON form would give them."""


def looks_like_xml(body: bytes) -> bool:
    """Whether a file is XML, by its first character."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body[:40].decode("utf-16", "replace").lstrip()[:1] == "<"
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def unusable(code: str, text: str) -> InputError:
    """The error for a file that cannot be used as a whole."""
    return InputError(text, code=f"register-{code}")


def read_entries(body: bytes, lists: Mapping[str, RegisterKind], most: int) -> list[Entry]:
    """Read the entries of an XML register, at most `most`; `lists` says which kind each list holds.

    Raises:
        InputError: it cannot be read (codes `register-…`); the text says the line and column.
    """
    from defusedxml.ElementTree import XMLParser  # noqa: PLC0415 - 25 ms that only an XML import is worth

    reader = _Reader(lists, most)
    parser = XMLParser(target=reader, forbid_dtd=True)
    expat = parser.parser
    reader.locate = lambda: (expat.CurrentLineNumber, expat.CurrentColumnNumber + 1)
    try:
        parser.feed(body)
        parser.close()
    except SyntaxError as error:  # ElementTree's ParseError
        number, column = getattr(error, "position", (0, 0))
        said = one_line(str(error).partition(":")[0], 80)
        raise unusable(
            "syntax",
            say(
                "The file is not readable XML (line {number}, column {column}): {said}.",
                number=number,
                column=column + 1,
                said=said,
            ),
        ) from None
    except (ValueError, LookupError):  # defusedxml's refusals; a text encoding nobody knows
        where = f"line {expat.CurrentLineNumber}"
        text = f"The file declares a document type or a text encoding that is not accepted ({where})."
        raise unusable("syntax", text) from None
    return reader.entries


@dataclass(slots=True)
class _Open:
    """An element that has begun and not ended."""

    name: str
    line: int
    attributes: dict[str, str]
    nothing: bool
    """Whether it says of itself that it has no value."""
    texts: list[str] = field(default_factory=list)
    inside: list[tuple[str, Any]] = field(default_factory=list)


class _Reader:
    """Hears the parser's events and builds the values; holds one entry at a time."""

    def __init__(self, lists: Mapping[str, RegisterKind], most: int) -> None:
        self.entries: list[Entry] = []
        self.locate: Callable[[], tuple[int, int]] = lambda: (0, 0)
        self._lists, self._most = lists, most
        self._open: list[_Open] = []
        self._elements = 0
        self._seen: set[str] = set()
        self._position = 0

    # ---------------------------------------------------------------- the parser's events

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2]
        depth = len(self._open) + 1
        self._elements += 1
        if depth > DEEPEST:
            raise self._refused("depth", "The file is nested too deeply")
        if self._elements > MOST_ELEMENTS:
            raise self._refused("count", f"The file holds more than {MOST_ELEMENTS:,} elements. Split it")
        self._ask_place(depth, name)
        known = {own: value for own, value in attributes.items() if not own.startswith("{")}
        nothing = attributes.get(f"{_INSTANCE}nil", "").strip() in {"true", "1"}
        others = [own for own in attributes if own.startswith("{") and not own.startswith(_INSTANCE)]
        if others or len(known) > MOST_ATTRIBUTES or (known and depth <= _LIST_DEPTH):
            raise self._refused("form", f"“{one_line(name, 60)}” has attributes that Faktura.uz does not print")
        self._open.append(_Open(name, self.locate()[0], known, nothing))

    def data(self, text: str) -> None:
        """A piece of text."""
        if self._open:
            self._open[-1].texts.append(text)

    def end(self, _tag: str) -> None:
        """An element ends: its value goes to the element around it; an entry goes to the list of entries."""
        value = self._value(self._open[-1])
        ended = self._open.pop()
        depth = len(self._open) + 1
        if depth > _ENTRY_DEPTH:
            self._open[-1].inside.append((ended.name, value))
        elif depth == _ENTRY_DEPTH:
            name = self._open[-1].name
            place = f"{name}, entry {self._position} (line {ended.line})"
            self.entries.append(Entry(kind=self._lists[name], place=place, value=value))

    def close(self) -> None:
        """The document has ended."""
        if not self._seen:
            raise unusable("form", "The file holds no lists of documents (invoices, acts_and_invoices, …).")

    # ---------------------------------------------------------------- judging

    def _refused(self, code: str, text: str) -> InputError:
        number, column = self.locate()
        return unusable(code, say("{text} (line {number}, column {column}).", text=text, number=number, column=column))

    def _ask_place(self, depth: int, name: str) -> None:
        """Whether an element may stand where it stands, for the outer three levels."""
        said = one_line(name, 60)
        if depth == _CONTAINER_DEPTH and name != _ROOT:
            raise self._refused("form", f"The file begins with “{said}”, not with “{_ROOT}”")
        if depth == _LIST_DEPTH:
            if name not in self._lists:
                raise self._refused("list", f"“{said}” is no list of documents that Faktura.uz knows")
            if name in self._seen:
                raise self._refused("twice", f"The list “{said}” stands twice in the file")
            self._seen.add(name)
            self._position = 0
        if depth == _ENTRY_DEPTH:
            element = self._lists[self._open[-1].name].value.element
            if name != element:
                raise self._refused("list", f"“{said}” stands where “{element}” is expected")
            if len(self.entries) >= self._most:
                raise self._refused("count", f"The file holds more than {self._most} documents. Split it")
            self._position += 1

    def _value(self, ended: _Open) -> Any:
        """What an element says: a text, an object or a list."""
        text = "".join(ended.texts).strip()
        outer = len(self._open) <= _LIST_DEPTH
        if text and (ended.inside or outer):
            raise self._refused("form", f"“{one_line(ended.name, 60)}” holds text beside its elements")
        if outer:
            return None
        if ended.nothing and not (text or ended.inside):
            return None
        names = {name for name, _ in ended.inside}
        rows = names <= _ROWS or (ended.name in _LISTS and names == {ended.name})
        if (ended.inside and rows) or (not ended.inside and not text and ended.name in _LISTS):
            return self._list(ended, names)
        if not ended.inside:
            if ended.attributes:
                raise self._refused("form", f"“{one_line(ended.name, 60)}” has attributes beside its text")
            return text
        return self._object(ended)

    def _list(self, ended: _Open, names: set[str]) -> list[Any]:
        if len(names) > 1 or ended.attributes:
            raise self._refused("form", f"“{one_line(ended.name, 60)}” mixes rows of different kinds")
        return [value for _, value in ended.inside]

    def _object(self, ended: _Open) -> dict[str, Any]:
        found: dict[str, Any] = {}
        names: set[str] = set()
        for name, value in (*ended.attributes.items(), *ended.inside):
            if key(name) in names:
                said = one_line(name, 60)
                raise self._refused(
                    "twice", f"“{said}” stands twice in “{one_line(ended.name, 60)}”: it is not clear which one counts"
                )
            names.add(key(name))
            found[name] = value
        return found
