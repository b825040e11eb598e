"""Foreign text made safe to look at: nothing invisible, nothing that turns the line around, nothing read as markup.

Everything that did not come from this program (providers, certificates, file names) passes here on its way to the
screen. The widgets of `ui.parts` and the tables call it themselves, so that no page can forget it.
"""

from __future__ import annotations

import html
import re

LONGEST_LABEL = 4_000
"""Characters of one label; more is cut with an ellipsis (the raw view shows it all)."""
LONGEST_RAW = 200_000
"""Characters of the raw view."""

# C0/C1 controls, soft hyphen, bidirectional marks and overrides, zero-width characters, line separators, the byte order
# mark, variation and tag characters, and lone surrogates, which Qt cannot even carry.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_INVISIBLE_BUT_LINES = re.compile(_INVISIBLE.pattern.replace("\x00-\x1f", "\x00-\x08\x0b-\x1f"))
# More marks than any script stacks on one letter: the rest only serves to paint over the neighbouring lines.
_STACKED = re.compile("([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})"
                      "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")  # fmt: skip


def _named(match: re.Match[str]) -> str:
    character = match.group()
    if character in "\n\r\t":
        return " "
    return f"[U+{ord(character):04X}]"


def visible(text: str, limit: int = LONGEST_LABEL) -> str:
    """Give `text` as one line in which every hidden character is written out, for example `[U+202E]`."""
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    if _INVISIBLE.search(text) is None:
        return text if text.isascii() else _STACKED.sub(r"\1", text)
    return _STACKED.sub(r"\1", _INVISIBLE.sub(_named, text.replace("\r\n", "\n")))


def visible_lines(text: str, limit: int = LONGEST_RAW) -> str:
    """The same for a text of several lines: line breaks and tabs stay."""
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    text = text.replace("\r\n", "\n")
    return _STACKED.sub(r"\1", _INVISIBLE_BUT_LINES.sub(_named, text))


_UNBROKEN = re.compile(r"[^\s\u200b]{25,}")


def breakable(text: str) -> str:
    """Let a wrapped label break words that are too long for it (ids, chains of digits), every twelve characters.

    The zero-width space that does it is Muhr's own: what came from outside has been through `visible_lines` before.
    """
    return _UNBROKEN.sub(lambda match: "\u200b".join(re.findall(r".{1,12}", match.group(), re.DOTALL)), text)


def tooltip(text: str) -> str:
    """Give `text` for a tool tip. Qt guesses whether a tip is rich text; escaped inside `<qt>` the guess cannot err."""
    if not text:
        return ""
    escaped = html.escape(visible_lines(text, LONGEST_LABEL)).replace("\n", "<br>")
    return f"<qt>{escaped}</qt>"
