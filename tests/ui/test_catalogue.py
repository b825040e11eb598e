"""Every text of the window can be translated, and the stored list is the one of the source."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from muhr.resources import resource_dir
from muhr.ui.catalogue import core_entries, english, entries, patterns, render
from muhr.ui.tr import tr

PACKAGE = Path(__file__).parents[2] / "src" / "muhr" / "ui"


def test_the_stored_list_is_up_to_date():
    stored = (resource_dir() / "i18n" / "muhr_en.ts").read_text(encoding="utf-8")
    core = core_entries(PACKAGE.parent)
    assert stored == render(entries(PACKAGE), core), "run: python -m muhr.ui.catalogue"
    known = (resource_dir() / "i18n" / "core.txt").read_text(encoding="utf-8")
    assert known == patterns(core), "run: python -m muhr.ui.catalogue"


def test_the_compiled_list_is_that_of_the_source(tmp_path: Path):
    source = resource_dir() / "i18n" / "muhr_en.ts"
    made = tmp_path / "made.qm"
    lrelease = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([lrelease, "-silent", source, "-qm", made], check=True, timeout=60)
    assert made.read_bytes() == source.with_suffix(".qm").read_bytes()


def test_one_and_many():
    assert tr("%n document(s) selected", 1) == "1 document selected"
    assert tr("%n document(s) selected", 5) == "5 documents selected"
    assert tr("%n document(s) wait for you", 1) == "1 document waits for you"
    assert tr("%n counterparty(ies)", 2) == "2 counterparties"


def test_values_are_filled_in_and_never_read_as_a_template():
    assert tr("Signed by {who}", who="{0} {name} %n") == "Signed by {0} {name} %n"


@pytest.mark.parametrize("entry", [one for one in entries(PACKAGE) if one.plural], ids=lambda one: one.source)
def test_no_plural_shows_its_brackets(entry):
    for form in english(entry.source):
        assert "(" not in form
        assert "%n" in form


def test_no_text_shouts():
    for entry in entries(PACKAGE):
        assert "!" not in entry.source


def test_a_text_that_is_no_literal_is_refused(tmp_path: Path):
    (tmp_path / "page.py").write_text("tr(name)\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"page\.py:1"):
        entries(tmp_path)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ('raise Refused(f"{host} refused")', "needs a literal or say"),
        ("say(text)", "needs a literal or say"),
        ('say(f"the {name}")', "needs a literal or say"),
        ('say("the {name:>4}", name=name)', "more than names"),
    ],
)
def test_a_sentence_of_the_core_that_nobody_could_translate_is_refused(tmp_path: Path, source: str, complaint: str):
    for room in ("domain", "services"):
        (tmp_path / room).mkdir()
    errors = (PACKAGE.parent / "domain" / "errors.py").read_text(encoding="utf-8")
    (tmp_path / "domain" / "errors.py").write_text(errors, encoding="utf-8")
    (tmp_path / "services" / "some.py").write_text(f"{source}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        core_entries(tmp_path)
