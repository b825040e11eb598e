"""Builds the `<method>` elements of requests, and puts a log-in around them. Pure.

An effect's payload is the `<method>` element alone: the credentials, which every request of this service carries, are
put around it at the moment of sending and are kept nowhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from muhr.providers.eurofaktura.xml_read import Node

DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: a value, a flag (neither value nor content), or elements."""

    name: str
    value: str | None = None
    type: str = ""
    content: str = ""
    """Elements or text, written already."""

    def written(self) -> str:
        """As XML."""
        typed = f" type={quoteattr(self.type)}" if self.type else ""
        valued = "" if self.value is None else f" value={quoteattr(self.value)}"
        head = f"<parameter name={quoteattr(self.name)}{typed}{valued}"
        return f"{head}>{self.content}</parameter>" if self.content else f"{head} />"


def day(name: str, value: date) -> Parameter:
    """A date parameter."""
    return Parameter(name, value.isoformat(), "Date")


def method(name: str, parameters: Iterable[Parameter]) -> bytes:
    """The `<method>` element."""
    inner = "".join(parameter.written() for parameter in parameters)
    return f"<method name={quoteattr(name)}>{inner}</method>".encode()


def element(name: str, text: str) -> str:
    """One leaf."""
    return f"<{name}>{escape(text)}</{name}>"


def written(node: Node) -> str:
    """Write a node again, as it was read: names, texts, attributes, order; without blanks between elements."""
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in node.attributes.items())
    inner = "".join(written(child) for child in node.children) if node.children else escape(node.text)
    return f"<{node.name}{attributes}>{inner}</{node.name}>"


@dataclass(frozen=True, slots=True)
class Login:
    """What stands in the `<login>` element. `repr` shows nothing of it."""

    username: str
    md5pass: str
    token: str

    def __repr__(self) -> str:
        return "Login()"

    def around(self, body: bytes) -> bytes:
        """The whole request."""
        line = (
            f"<login username={quoteattr(self.username)} md5pass={quoteattr(self.md5pass)}"
            f" token={quoteattr(self.token)} />"
        )
        return DECLARATION + b"<request>\n" + line.encode() + b"\n" + body + b"\n</request>"


def login_of(username: str, password: str, token: str, options: Mapping[str, str]) -> Login:
    """The log-in of an account. `md5pass` is the MD5 of the password in hex, as the name says.

    With the account option `md5pass` = "given", the password that was typed in is that already.
    """
    given = options.get("md5pass", "") == "given"
    hashed = password if given else hashlib.md5(password.encode(), usedforsecurity=False).hexdigest()
    return Login(username, hashed, token)
