"""Keeps the list of translatable texts: `python -m muhr.ui.catalogue` brings `resources/i18n` up to date. No Qt.

Every call `tr("literal", …)` in this package is an entry. `lupdate` would file them under the class they stand in;
here one English sentence is one entry, whoever says it. A test fails when the stored list is out of date.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

CONTEXT = "muhr"
"""The same as in `muhr.ui.tr`, which this module does not import for the sake of Qt."""


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


def render(texts: list[Entry]) -> str:
    """Write the list as a Qt translation source for English: plurals filled in, the rest as it is."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        '<TS version="2.1" language="en" sourcelanguage="en">',
        "<context>",
        f"    <name>{CONTEXT}</name>",
    ]
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
    return "\n".join([*lines, "</context>", "</TS>", ""])


def main() -> int:
    """Write `muhr_en.ts`, and `muhr_en.qm` from it."""
    from muhr.resources import resource_dir  # noqa: PLC0415

    source = resource_dir() / "i18n" / "muhr_en.ts"
    source.write_text(render(entries(Path(__file__).parent)), encoding="utf-8")
    lrelease = Path(sys.executable).with_name("pyside6-lrelease")
    return subprocess.call([str(lrelease), "-silent", str(source), "-qm", str(source.with_suffix(".qm"))])  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
