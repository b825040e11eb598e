"""Keeps the list of translatable texts: `python -m muhr.ui.catalogue` brings `resources/i18n` up to date. No Qt.

Every call `tr("literal", …)` in this package is an entry of the window; every sentence of the core (`say("literal")`,
the message of an error, the reason of a problem) is an entry of its own context, which `ui.retold` translates.
`lupdate` would file them under the class they stand in; here one English sentence is one entry, whoever says it. A test
fails when the stored list is out of date.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

CONTEXT, CORE = "muhr", "muhr.core"
"""The same as in `muhr.ui.tr` and `muhr.ui.retold`, which this module does not import for the sake of Qt."""

ROOMS = ("bootstrap", "domain", "providers", "services", "signing", "workspace")
"""Where the core's sentences come from."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text, and whether it counts something."""

    source: str
    plural: bool


def entries(package: Path) -> list[Entry]:
    """Collect the texts of all modules, in the order of the alphabet.

    Raises:
        ValueError: `tr` is called with something other than a literal, which nobody could translate.
    """
    found: dict[str, Entry] = {}
    for path in sorted(package.rglob("*.py")):
        if path.name in ("tr.py", "catalogue.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
                first = node.args[0]
                if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
                    raise ValueError(f"{path.name}:{node.lineno}: tr() needs a literal")
                found[first.value] = Entry(first.value, "%n" in first.value)
    return [found[text] for text in sorted(found)]


def core_entries(package: Path) -> list[Entry]:
    """Collect the sentences of the core, in the order of the alphabet. `package` is that of `muhr`.

    Raises:
        ValueError: a sentence is put together (an f-string) where nobody could translate it, or has something else in
            braces than names.
    """
    places = {
        "say": 0,
        "invalid": 1,
        "unclear": 1,
        "_unusable": 1,
        "unusable": 1,
        "_refused": 0,
        **dict.fromkeys(_errors(package), 0),
    }
    found: set[str] = set()
    for path in sorted(path for room in ROOMS for path in (package / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            if not (isinstance(node, ast.Call) and name in places and len(node.args) > places[name]):
                continue
            text = node.args[places[name]]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                found.add(text.value)
            elif isinstance(text, ast.JoinedStr) or (name == "say" and path.name != "sentences.py"):
                raise ValueError(f"{path.name}:{node.lineno}: {name}() needs a literal or say()")
    for text_ in found:
        if re.search(r"[{}]", re.sub(r"\{[a-z_]+\}", "", text_)):
            raise ValueError(f"{text_!r} has more than names in its braces")
    return [Entry(text, plural=False) for text in sorted(found)]


def _errors(package: Path) -> list[str]:
    """The names of the errors whose messages people read: all of the tree but our own mistakes."""
    tree = ast.parse((package / "domain" / "errors.py").read_text(encoding="utf-8"))
    return [
        node.name for node in tree.body if isinstance(node, ast.ClassDef) and node.name not in ("Retry", "BugError")
    ]


def english(source: str) -> tuple[str, str]:
    """One and many of a counting text: "(s)" and "(ies)" are spelled out."""
    one = re.sub(r"y\(ies\)", "y", source)
    one = re.sub(r"\((?:s|es)\)", "", one)
    many = re.sub(r"y\(ies\)", "ies", source)
    many = re.sub(r"\((s|es)\)", r"\1", many)
    for plural, singular in _AGREEMENT:
        one = one.replace(plural, singular)
    return one, many


_AGREEMENT = (("document wait ", "document waits "), ("%n on their way", "%n on its way"))
"""Where the verb or a pronoun follows the number as well."""


def render(texts: list[Entry], core: list[Entry]) -> str:
    """Write both lists as a Qt translation source for English: plurals filled in, the rest as it is."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        '<TS version="2.1" language="en" sourcelanguage="en">',
        *_context(CONTEXT, texts),
        *_context(CORE, core),
    ]
    return "\n".join([*lines, "</TS>", ""])


def patterns(core: list[Entry]) -> str:
    """The templates with facts, one a line: by them stored sentences are recognised."""
    return "".join(f"{one.source}\n" for one in core if "{" in one.source)


def _context(name: str, texts: list[Entry]) -> list[str]:
    lines = ["<context>", f"    <name>{name}</name>"]
    for one in texts:
        source = escape(one.source)
        if one.plural:
            single, many = (escape(form) for form in english(one.source))
            lines += [
                '    <message numerus="yes">',
                f"        <source>{source}</source>",
                "        <translation>",
                f"            <numerusform>{single}</numerusform>",
                f"            <numerusform>{many}</numerusform>",
                "        </translation>",
                "    </message>",
            ]
        else:
            lines += ["    <message>", f"        <source>{source}</source>",
                      f"        <translation>{source}</translation>", "    </message>"]  # fmt: skip
    return [*lines, "</context>"]


def main() -> int:
    """Write `muhr_en.ts`, `muhr_en.qm` from it, and `core.txt`."""
    from muhr.resources import resource_dir  # noqa: PLC0415

    source = resource_dir() / "i18n" / "muhr_en.ts"
    package = Path(__file__).parent
    core = core_entries(package.parent)
    source.write_text(render(entries(package), core), encoding="utf-8")
    source.with_name("core.txt").write_text(patterns(core), encoding="utf-8")
    lrelease = Path(sys.executable).with_name("pyside6-lrelease")
    return subprocess.call([str(lrelease), "-silent", str(source), "-qm", str(source.with_suffix(".qm"))])  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
