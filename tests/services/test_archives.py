"""Names of archives, and what is in their way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from muhr.domain.accounts import ProviderName
from muhr.domain.documents import Direction, Document, DocumentRef, Stage
from muhr.domain.parties import Country, Party
from muhr.services.archives import file_name, foreign_part


def document(number: str, name: str, *, kind: str = "Счёт-фактура") -> Document:
    return Document(
        ref=DocumentRef("a" * 32, "../5249260F0A"),
        provider=ProviderName.FAKTURA_UZ,
        direction=Direction.INCOMING,
        kind=kind,
        kind_code="2",
        number=number,
        issued=date(2026, 2, 28) if number else None,
        company=Party(country=Country.UZ, tax_id="200000011", name="“Namuna” MChJ"),
        counterparty=Party(country=Country.UZ, tax_id="200000101", name=name),
        total=None,
        status="24",
        status_text="",
        stage=Stage.FINISHED,
    )


@pytest.mark.parametrize(
    ("number", "name", "expected"),
    [
        ("F-1/2", "«Намуна» МЧЖ", "Счёт-фактура F-1 2 Намуна МЧЖ 2026-02-28.zip"),
        ("../../x", 'a:b*c?"<>|\\d', "Счёт-фактура x a b c d 2026-02-28.zip"),
        ("\u202e1\x00\n2", "\ud800", "Счёт-фактура 1 2 2026-02-28.zip"),
    ],
)
def test_a_name_is_for_people_and_leads_nowhere(number: str, name: str, expected: str):
    assert file_name(document(number, name)) == expected


def test_a_name_is_never_empty_and_never_too_long():
    assert file_name(document("", "", kind="")) == "faktura_uz-___5249260f0a.zip"
    long = file_name(document("1", "Ы" * 500))
    assert len(long.encode()) <= 164
    assert long.endswith(".zip")


def test_only_the_beginning_of_this_very_archive_is_taken_over(tmp_path: Path):
    target = tmp_path / "a.zip"
    part, note = tmp_path / "a.zip.part", tmp_path / "a.zip.part.json"
    assert foreign_part(target, "x") is None
    part.write_text("something")
    assert foreign_part(target, "x") == part
    note.write_text('{"remote_id":"y"}')
    assert foreign_part(target, "x") == part
    note.write_text("[1")
    assert foreign_part(target, "x") == part
    note.write_text('{"remote_id":"x"}')
    assert foreign_part(target, "x") is None
