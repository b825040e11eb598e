"""What will not work is found out before a password is typed: the key, its owner's role, the lines, the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from muhr.domain.documents import DocumentRef
from muhr.domain.errors import AnswerUnreadable, Unauthorised, Unreachable
from muhr.domain.findings import Severity
from muhr.domain.ports import ConnectionReport
from muhr.domain.signatures import KeyAccess, KeyEntry, KeyKind, Tries, Unlock
from muhr.services.outcomes import Failure, Success
from muhr.services.preflight import CLOCK_TOLERANCE, HindranceCode, left_out, preflight

GOOD = Success(ConnectionReport(ok=True, note="", clock_skew_seconds=0.4))
A, B = "a" * 32, "b" * 32


@pytest.fixture
def papers(make_document):
    """Two documents of one account and one of another."""
    return [make_document(ref=DocumentRef(A, "01")), make_document(ref=DocumentRef(A, "02")),
            make_document(ref=DocumentRef(B, "03"))]  # fmt: skip


@pytest.fixture
def key(director):
    def made(access: KeyAccess | None = None, kind: KeyKind = KeyKind.TOKEN, identity=director, title="Direktor"):
        who = replace(identity, title=title) if identity is not None else None
        return KeyEntry(id="k", kind=kind, place="", name="k", identity=who, usable=True,
                        access=access or KeyAccess(unlock=Unlock.PIN, tries=Tries.GOOD))  # fmt: skip

    return made


def codes(found) -> list[HindranceCode]:
    return [one.code for one in found]


def test_nothing_is_said_when_everything_will_work(papers, key) -> None:
    assert preflight(papers, key(), {A: GOOD, B: GOOD}) == []


@pytest.mark.parametrize(
    ("tries", "code", "severity"),
    [
        (Tries.LOW, HindranceCode.KEY_FEW_TRIES, Severity.NOTE),
        (Tries.FINAL, HindranceCode.KEY_LAST_TRY, Severity.WARN),
        (Tries.LOCKED, HindranceCode.KEY_LOCKED, Severity.STOP),
    ],
)
def test_the_tries_are_told_before_anybody_types(papers, key, tries, code, severity) -> None:
    (found,) = preflight(papers, key(KeyAccess(unlock=Unlock.PIN, tries=tries)), {})
    assert (found.code, found.severity) == (code, severity)
    everything = frozenset(one.ref for one in papers)
    assert left_out(papers, [found]) == (everything if severity is Severity.STOP else frozenset())


def test_a_key_that_asks_for_each_document_says_how_often(papers, key) -> None:
    each = KeyAccess(unlock=Unlock.PIN, tries=Tries.GOOD, every_signature=True)
    (found,) = preflight(papers, key(each), {})
    assert found.facts["count"] == "3"
    assert "3 times" in found.text
    assert preflight(papers[:1], key(each), {}) == []


def test_a_card_behind_e_imzo_says_that_its_owner_shows_later(papers, key) -> None:
    card = key(KeyAccess(unlock=Unlock.E_IMZO), KeyKind.E_IMZO, identity=None)
    assert codes(preflight(papers, card, {})) == [HindranceCode.OWNER_SHOWS_LATER]
    unnamed_file = key(KeyAccess(), KeyKind.FILE, identity=None)
    assert preflight(papers, unnamed_file, {}) == []


@pytest.mark.parametrize("title", ["DIREKTOR", "Bosh direktor", "Генеральный директор", "Раҳбар", "Director", ""])
def test_a_directors_title_raises_no_doubt(papers, key, title) -> None:
    assert preflight(papers, key(title=title), {}) == []


@pytest.mark.parametrize("title", ["Bosh buxgalter", "Бухгалтер", "Kassir"])
def test_another_title_is_a_doubt_and_no_stop(papers, key, title) -> None:
    (found,) = preflight(papers, key(title=title), {})
    assert (found.code, found.severity) == (HindranceCode.NOT_A_DIRECTOR, Severity.WARN)
    assert found.facts["title"] == title
    assert left_out(papers, [found]) == frozenset()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Unreachable("No answer."), HindranceCode.SERVICE_AWAY),
        (AnswerUnreadable("A page of a hotel."), HindranceCode.SERVICE_AWAY),
        (Unauthorised("Wrong password."), HindranceCode.LOGIN_REFUSED),
    ],
)
def test_a_line_that_fails_leaves_out_its_own_documents_only(papers, key, error, code) -> None:
    found = preflight(papers, key(), {A: Failure(error), B: GOOD})
    assert codes(found) == [code]
    assert str(error) in found[0].text
    assert left_out(papers, found) == {papers[0].ref, papers[1].ref}


def test_a_line_of_an_account_without_documents_is_nobodys_business(papers, key) -> None:
    assert preflight(papers[:2], key(), {A: GOOD, B: Failure(Unreachable("No answer."))}) == []


@pytest.mark.parametrize(("skew", "way"), [(300.0, "fast"), (-300.0, "slow")])
def test_a_clock_that_is_off_is_told_with_its_way(papers, key, skew, way) -> None:
    off = Success(ConnectionReport(ok=True, note="", clock_skew_seconds=skew))
    (found,) = preflight(papers, key(), {A: off})
    assert (found.code, found.facts) == (HindranceCode.CLOCK_WRONG, {"minutes": "5", "way": way})
    within = Success(ConnectionReport(ok=True, note="", clock_skew_seconds=CLOCK_TOLERANCE))
    assert preflight(papers, key(), {A: within}) == []


def test_the_worst_comes_first(papers, key) -> None:
    low = key(KeyAccess(unlock=Unlock.PIN, tries=Tries.LOW), title="Kassir")
    found = preflight(papers, low, {A: Failure(Unreachable("No answer."))})
    assert [one.severity for one in found] == [Severity.STOP, Severity.WARN, Severity.NOTE]


def test_the_tolerance_is_what_services_are_known_to_bear() -> None:
    assert timedelta(seconds=CLOCK_TOLERANCE) <= timedelta(minutes=5)
