"""JSV: what is written can be read again, and what others write is read with patience."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from provider_kit import unhurried

from muhr.providers.chmura import jsv


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": "x", "b": None, "c": ""}, '{a:x,c:""}'),
        ({"a": True, "b": False}, "{a:True,b:False}"),
        ([Decimal("1E+3"), 7], "[1000,7]"),
        ('He said "x", then {y}', '"He said ""x"", then {y}"'),
        (" blank ", '" blank "'),
        ("12:30", '"12:30"'),
    ],
)
def test_what_is_written(value: object, text: str) -> None:
    assert jsv.encode(value) == text


def test_the_printed_form_with_line_ends_is_read() -> None:
    text = "{\nid: 0,\ncode: FAIL,\nerrors:\n[\n{\nmeta:\n{\nString: String\n}\n}\n],\nresult: {},\nisSuccess: False\n}"
    assert jsv.decode(text) == {
        "id": "0", "code": "FAIL", "errors": [{"meta": {"String": "String"}}], "result": {}, "isSuccess": "False",
    }  # fmt: skip


def test_a_bare_moment_keeps_its_colons() -> None:
    assert jsv.decode("{at:2026-02-28T10:30:00Z,n:00012}") == {"at": "2026-02-28T10:30:00Z", "n": "00012"}


@pytest.mark.parametrize("text", ["{a:1", "[1", "{a}", "{a:1,A:2}", "{:1}", "{a:1} x,", "[" * 100, '{a:"x', "{a:1]"])
def test_what_is_no_jsv_is_said(text: str) -> None:
    with pytest.raises(jsv.NotJsv):
        jsv.decode(text)


texts = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)
names = st.text("abcXYZ", min_size=1, max_size=4)
values = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)


@unhurried
@given(values)
def test_what_is_written_can_be_read(value: object) -> None:
    def lowered_twins(one: object) -> bool:
        if isinstance(one, dict):
            return len({name.lower() for name in one}) < len(one) or any(map(lowered_twins, one.values()))
        return isinstance(one, list) and any(map(lowered_twins, one))

    if not lowered_twins(value):
        assert jsv.decode(jsv.encode(value)) == value


@unhurried
@given(st.text('{}[]:,"a \n', max_size=30))
def test_no_text_does_harm(text: str) -> None:
    with contextlib.suppress(jsv.NotJsv):
        jsv.decode(text)
