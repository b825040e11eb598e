"""Foreign text: nothing hidden, nothing turned around, nothing read as markup."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetrics, Qt
from PySide6.QtWidgets import QApplication

from muhr.ui.plain import LONGEST_LABEL, breakable, tooltip, visible, visible_lines

HOSTILE = st.text(alphabet=st.one_of(
    st.characters(codec=None), st.sampled_from("\u202e\u2066\u200b\u200f\ufeff\u0000\n\t<>&\"'\ud800\u0301\u0489")
))  # fmt: skip


def test_ordinary_text_of_the_field_stays_as_it_is():
    for text in ("Namuna Savdo MChJ", "«Тажриба Қурилиш» МЧЖ", "შპს მაგალითი", "O‘rnak Do‘koni", "1\u00a0200.00 UZS",
                 "Йўл-йўлакай ё Ё"):  # fmt: skip
        assert visible(text) == text


def test_an_override_is_written_out():
    assert visible("exe.\u202egpj.rcs") == "exe.[U+202E]gpj.rcs"
    assert visible("a\u200bb") == "a[U+200B]b"
    assert visible("a\x07b") == "a[U+0007]b"


def test_line_breaks_become_spaces_in_one_line_and_stay_in_several():
    assert visible("a\r\nb\tc") == "a b c"
    assert visible_lines("a\r\nb\tc") == "a\nb\tc"


def test_long_text_is_cut():
    assert len(visible("x" * 100_000)) == LONGEST_LABEL


def test_letters_piled_up_with_marks_are_thinned():
    assert visible("a" + "\u0301" * 500) == "a" + "\u0301" * 3


@given(HOSTILE)
def test_what_is_shown_holds_nothing_hidden(text: str):
    shown = visible(text)
    for character in shown:
        assert unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(character) not in {
            "RLO",
            "LRO",
            "RLE",
            "LRE",
            "PDF",
            "RLI",
            "LRI",
            "FSI",
            "PDI",
        }
    shown.encode("utf-8")


@given(HOSTILE)
def test_a_tool_tip_holds_no_markup_of_the_text(text: str):
    tip = tooltip(text)
    inner = tip.removeprefix("<qt>").removesuffix("</qt>").replace("<br>", "")
    assert "<" not in inner
    assert ">" not in inner


def test_qt_takes_an_escaped_tip_for_rich_text_and_so_shows_the_signs_themselves():
    assert Qt.mightBeRichText(tooltip("<b>x</b><img src='http://127.0.0.1/x'>"))
    assert "&lt;img" in tooltip("<img src='http://127.0.0.1/x'>")


@given(st.text(alphabet="0123456789abcdef", max_size=200))
def test_breaking_adds_only_our_own_breaks(text: str):
    broken = breakable(text)
    assert broken.replace("\u200b", "") == text
    assert max((len(part) for part in broken.split("\u200b")), default=0) <= 24


@pytest.mark.parametrize("text", ["Тажриба Қурилиш", "შპს მაგალითი", "O‘rnak", "Ғиждувон"])
def test_the_font_has_the_letters(qapp: QApplication, text: str):
    metrics = QFontMetrics(qapp.font())
    assert all(metrics.inFontUcs4(ord(letter)) for letter in text)
