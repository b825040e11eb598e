"""Reads XML from outside: without DTD and entities, limited in size, depth and number of elements, patient with slips.

Half of the printed samples of the API document do not parse (facts: quirk 1), so `read` mends the slips that are
printed there, and only those, when a text is not well formed; `read_strictly` mends nothing. What is mended must still
be a whole document afterwards: an answer that was cut off never reads as one that is complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from defusedxml.ElementTree import DefusedXMLParser

from muhr.domain.sentences import say

LARGEST = 16 * 1024 * 1024
DEEPEST = 20
MOST_NODES = 1_000_000


class Misread(Exception):
    """No readable XML, or more of it than is read. The text never quotes what came."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(slots=True)
class Node:
    """An element; names without their namespace."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def child(self, name: str) -> Node | None:
        """The first child of this name (compared without case)."""
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[Node]:
        """The children of this name (compared without case)."""
        wanted = name.lower()
        return (child for child in self.children if child.name == name or child.name.lower() == wanted)

    def value(self, name: str) -> str:
        """The text of the first child of this name, without the blanks around it; "" when there is none."""
        found = self.child(name)
        return found.text.strip() if found is not None else ""

    def find(self, name: str) -> Iterator[Node]:
        """Every element of this name (compared without case) at any depth, this one included."""
        if self.name.lower() == name.lower():
            yield self
        for child in self.children:
            yield from child.find(name)


class _Builder:
    """Makes nodes of what the parser reports, within the limits."""

    def __init__(self) -> None:
        self._open: list[Node] = [Node("")]
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) > DEEPEST or self._count > MOST_NODES:
            raise Misread(say("the XML is nested too deeply, or has too many elements"))
        named = {name.rpartition("}")[2]: value for name, value in attributes.items()} if attributes else {}
        node = Node(tag.rpartition("}")[2] if "}" in tag else tag, named, "", [])
        self._open[-1].children.append(node)
        self._open.append(node)

    def end(self, tag: str) -> None:
        del tag
        self._open.pop()

    def data(self, text: str) -> None:
        self._open[-1].text += text

    def close(self) -> Node:
        (root,) = self._open[0].children
        return root


def read_strictly(raw: bytes) -> Node:
    """Read well-formed XML. Raises `Misread`."""
    if len(raw) > LARGEST:
        raise Misread(say("the XML is too large"))
    parser = DefusedXMLParser(target=_Builder(), forbid_dtd=True)
    try:
        parser.feed(raw)
        root: Node = parser.close()
    except (SyntaxError, ValueError, LookupError, TypeError) as error:
        # ParseError is a SyntaxError, defusedxml's errors are ValueErrors, an unknown encoding is a LookupError.
        raise Misread(say("readable XML was expected")) from error
    return root


def read(raw: bytes) -> Node:
    """Read an answer of the service; one that is not well formed is mended first. Raises `Misread`."""
    try:
        return read_strictly(raw)
    except Misread:
        if len(raw) > LARGEST or b"<!doctype" in raw[:LARGEST].lower() or b"<!entity" in raw.lower():
            raise
    return read_strictly(mended(raw.decode("utf-8", "replace")).encode("utf-8"))


# ------------------------------------------------------------------ the printed slips

_CLOSED_COMMENT = re.compile(r"<!--(?:(?!<!--|-->|\n).)*-->")
_OPEN_COMMENT = re.compile(r"<!?--[^\n]*")
_DESCRIPTION = re.compile(r'(<error\s{1,9}description\s{0,9}=\s{0,9}")([^\n]{0,500}?)("\s{0,9}/?>)')
_ERROR_CLOSED_BY_ITSELF = re.compile(r"(<error\b[^<>]*[^<>/]>)\s*<error\s*/>")
_PARAMETER_CLOSED_BY_ITSELF = re.compile(r"<parameter\s*/>")
_BARE_ROOT = re.compile(r'(\A|\?>)(\s*)response(\s+status\s*=\s*"[^"]*"\s*>)')
_CROSSED_LEAF = re.compile(r"<(\w{1,60})>([^<>]*)</(\w{1,60})>")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)")


def mended(text: str) -> str:
    """Undo the slips that the API document prints: each line below names one of them."""
    text = text.removeprefix("\ufeff").strip()
    text = _CLOSED_COMMENT.sub("", text)
    text = _OPEN_COMMENT.sub("", text)  # "<!-- (Optional)" without an end, "<-- Reference"
    text = _BARE_AMPERSAND.sub("&amp;", text)
    text = _DESCRIPTION.sub(_escaped, text)  # description="Property <number> is required.", and quotes inside quotes
    text = _BARE_ROOT.sub(r"\1\2<response\3", text)  # "response status="ok" >"
    text = _ERROR_CLOSED_BY_ITSELF.sub(r"\1</error>", text)  # <error description=""><error/>
    text = _PARAMETER_CLOSED_BY_ITSELF.sub("</parameter>", text)
    return _CROSSED_LEAF.sub(_uncrossed, text)  # <kontrolHlasSectionType>1</transNoCoefCalcSN>


def _escaped(found: re.Match[str]) -> str:
    return found[1] + found[2].replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;") + found[3]


def _uncrossed(found: re.Match[str]) -> str:
    return f"<{found[1]}>{found[2]}</{found[1]}>"
