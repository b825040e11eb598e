"""Reads the requests of the simulated Eurofaktura and writes its answers, with the printed slips where wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from defusedxml import ElementTree as SafeET
from defusedxml.common import DefusedXmlException

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


class BadRequest(Exception):
    """The body is no request."""


class Problem(Exception):
    """An answer with status "error"; the text is its description."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request."""

    method: str
    login: dict[str, str]
    values: dict[str, str]
    """Parameter -> value; a flag has an empty one."""
    nodes: dict[str, ET.Element]
    """Parameter -> its element."""

    def wants(self, name: str) -> str:
        """A parameter that must be there. Raises `Problem`."""
        value = self.values.get(name, "").strip()
        if not value:
            raise Problem(f'Parameter named "{name}" is required')
        return value


def read(body: bytes) -> Request:
    """Read a request. Raises `BadRequest`."""
    try:
        root: ET.Element = SafeET.fromstring(body, forbid_dtd=True)
    except (ET.ParseError, DefusedXmlException, ValueError) as error:
        raise BadRequest("Error parsing XML file due to invalid syntax") from error
    login, method = root.find("login"), root.find("method")
    if root.tag != "request" or login is None or method is None:
        raise BadRequest("Error parsing XML file due to invalid syntax")
    nodes = {one.get("name", ""): one for one in method.iter("parameter")}
    values = {name: one.get("value") or (one.text or "").strip() for name, one in nodes.items()}
    return Request(method.get("name", ""), dict(login.attrib), values, nodes)


def element(name: str, value: object) -> str:
    """Write a leaf, a list of elements (dicts with one name), or an object."""
    if isinstance(value, list):
        return f"<{name}>" + "".join(element(inner, one) for row in value for inner, one in row.items()) + f"</{name}>"
    if isinstance(value, dict):
        return f"<{name}>" + "".join(element(inner, one) for inner, one in value.items()) + f"</{name}>"
    return f"<{name}>{escape(str(value))}</{name}>"


def fine(members: dict[str, Any], *, slips: bool, bare: bool = False) -> bytes:
    """An answer with status "ok"; `bare`: of a method whose printed answer lacks the first bracket."""
    inner = "\n".join(element(name, value) for name, value in members.items())
    if slips and bare:
        inner = re.sub(r"(</number>)", r"\1   <!-- created document ID or number", inner)
        return f'{DECLARATION}response status="ok" >\n{inner}\n</response>'.encode()
    if slips:
        inner = inner.replace("<totalAmount>", "<totalAmount>90.00</totalAmount><totalAmount>")
        inner = inner.replace("<Address>", "<Address>      <!-- delivery\n").replace(
            "</kontrolHlasSectionType>", "</transNoCoefCalcSN>"
        )
    return f'{DECLARATION}<response status="ok" >\n{inner}\n</response>'.encode()


def failed(description: str, *, slips: bool) -> bytes:
    """An answer with status "error"; with slips the description is not escaped and the element closes wrongly."""
    if slips:
        told = f'<error description="{description}"><error/>     <!-- document could not be found, no privileges'
    else:
        told = f'<error description="{escape(description, {chr(34): "&quot;"})}"></error>'
    return f'{DECLARATION}<response status="error" >\n    {told}\n</response>'.encode()
