"""Names of archives, and what is in their way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from muhr.domain.accounts import ProviderName
from muhr.domain.documents import Direction, Document, DocumentRef, Stage
from muhr.domain.downloads import ENDINGS, DownloadKind
from muhr.domain.parties import Country, Party
from muhr.services.archives import file_name, foreign_part, kept_file


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


@pytest.mark.parametrize("name", ["«Намуна» МЧЖ", "../../../etc", "a/b\\c:d", "\u202e..\x00", "Ы" * 500, ""])
@pytest.mark.parametrize("kind", list(DownloadKind))
def test_a_kept_file_has_its_place_below_the_folder(name: str, kind: DownloadKind, tmp_path: Path):
    one = replace(document("F-1/2", name), company=Party(country=Country.UZ, tax_id="", name=name))
    place = kept_file(tmp_path, one, kind)
    assert place.parent.parent == tmp_path == place.resolve().parent.parent
    assert place.suffix == ENDINGS[kind]
    assert len(place.name.encode()) <= 200
    assert not set(place.name) & set('/\\:*?"<>|\x00\u202e')
    assert place == kept_file(tmp_path, replace(one, status="26"), kind), "it stays its place"


def test_two_documents_of_one_name_have_two_places(tmp_path: Path):
    one = document("1", "Namuna")
    other = replace(one, ref=DocumentRef("a" * 32, "5249260f0b"))
    elsewhere = replace(one, ref=DocumentRef("b" * 32, one.ref.remote_id))
    places = {kept_file(tmp_path, each, DownloadKind.PDF) for each in (one, other, elsewhere)}
    assert len(places) == 3


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
