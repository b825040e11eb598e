"""The fictional world: enough documents, the planted oddities, texts in three scripts, the same for the same seed."""

import random
import re
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from statistics import median

import pytest

from muhr.domain.parties import Country, TaxIdJudgement, judge_tax_id
from muhr.sandbox.faktura_uz.documents import MY_TURN, StoredDocument, status_for
from muhr.sandbox.faktura_uz.register_content import stored
from muhr.sandbox.world import OURS, Paper, PaperKind, Standing, filler, story
from muhr.sandbox.world.companies import EVERYBODY

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FIRST, SECOND = (company.tax_id for company in OURS)


@pytest.fixture(scope="module")
def papers() -> list[Paper]:
    return story(1, NOW)


@pytest.fixture(scope="module")
def documents(papers) -> list[StoredDocument]:
    ids = random.Random(1)
    return [stored(paper, ids) for paper in papers]


def waiting(documents, company) -> list[StoredDocument]:
    return [one for one in documents if company in one.sides() and status_for(one, company) in MY_TURN]


def test_at_least_44_documents_wait(documents) -> None:
    first, second = waiting(documents, FIRST), waiting(documents, SECOND)
    assert len(first) + len(second) >= 44
    assert min(len(first), len(second)) >= 15
    for company, mine in ((FIRST, first), (SECOND, second)):
        directions = Counter(one.owner.inn == company for one in mine)
        assert min(directions.values()) >= 5, "in both directions"
    assert {one.type_id for one in [*first, *second]} >= {1, 2, 5, 6, 8, 20}


def test_nothing_belongs_to_both_of_ours(documents) -> None:
    assert not [one for one in documents if set(one.sides()) == {FIRST, SECOND}]


def test_the_same_seed_and_day_give_the_same_world(papers, documents) -> None:
    again = [stored(paper, random.Random(place)) for place, paper in enumerate(story(1, NOW))]
    assert story(1, NOW) == papers
    assert [one.title for one in again] == [one.title for one in documents]
    assert story(2, NOW) != papers
    assert len({one.uid for one in documents}) == len(documents)
    assert len({one.hash_code for one in documents}) == len(documents)


def test_texts_come_in_three_scripts() -> None:
    names = " ".join(company.name for company in EVERYBODY)
    assert re.search("[а-я]", names, re.IGNORECASE)
    assert re.search("[ўқғҳ]", names, re.IGNORECASE)
    assert "ʻ" in names
    assert "Demo Cloud LLC" in names


def test_prices_are_in_soum_with_vat_and_some_in_dollars(papers) -> None:
    currencies = Counter(paper.currency for paper in papers if paper.standing is not Standing.ARCHIVED)
    assert currencies["860"] > currencies["840"] >= 1
    for paper in papers:
        for line in paper.lines:
            assert line.vat == (line.subtotal * Decimal("0.12")).quantize(Decimal("0.01"))


def odd(papers, oddity) -> list[Paper]:
    found = [paper for paper in papers if paper.oddity == oddity]
    assert found, oddity
    for paper in found:
        assert paper.standing is Standing.SENT
    return found


def usual(papers, paper) -> list[Paper]:
    return [
        one
        for one in papers
        if (one.owner, one.contractor, one.standing) == (paper.owner, paper.contractor, Standing.ARCHIVED)
    ]


def test_totals_that_do_not_match_their_lines(papers, documents) -> None:
    assert {abs(paper.total - paper.subtotal - paper.vat) for paper in odd(papers, "total-mismatch")} == {
        Decimal("100000.00"),
        Decimal("0.50"),
    }
    for paper in papers:
        if paper.oddity != "total-mismatch":
            assert paper.total == sum((line.total for line in paper.lines), Decimal(0))


def test_the_same_number_and_amount_again(papers) -> None:
    for paper in odd(papers, "seen-before"):
        twins = [
            one
            for one in papers
            if one is not paper and (one.owner, one.number, one.total) == (paper.owner, paper.number, paper.total)
        ]
        assert twins
        assert all(one.contractor == paper.contractor for one in twins)
    others = Counter((one.owner.tax_id, one.number) for one in papers if one.oddity != "seen-before")
    assert set(others.values()) == {1}


def test_a_changed_bank_account(papers) -> None:
    [paper] = odd(papers, "bank-account-changed")
    assert paper.owner_account not in {"", paper.owner.bank_account}
    assert usual(papers, paper)
    assert all(not one.owner_account for one in usual(papers, paper))


def test_an_unusual_amount_after_enough_usual_ones(papers) -> None:
    [paper] = odd(papers, "amount-unusual")
    history = [one.total for one in usual(papers, paper)]
    assert len(history) >= 4
    assert paper.total > 8 * median(history)
    for one in papers:
        if one.standing is Standing.SENT and one.oddity != "amount-unusual" and one.contractor in OURS and one.lines:
            before = [old.total for old in usual(papers, one)]
            assert not before or one.total < 6 * median(before), one.number


def test_a_stranger_and_a_doubtful_number(papers) -> None:
    for paper in (*odd(papers, "counterparty-unknown"), *odd(papers, "tax-id-doubtful")):
        assert usual(papers, paper) == []
    [doubtful] = odd(papers, "tax-id-doubtful")
    assert judge_tax_id(Country.UZ, doubtful.owner.tax_id) is TaxIdJudgement.DOUBTFUL
    for company in EVERYBODY:
        if company is not doubtful.owner:
            assert judge_tax_id(Country.UZ, company.tax_id) is TaxIdJudgement.PLAUSIBLE
    for paper in papers:
        if paper.standing is Standing.SENT and not paper.oddity and paper.contractor in OURS:
            assert usual(papers, paper), "everybody else is known"


def test_hash_only_documents(papers, documents) -> None:
    hidden = [one for one in documents if one.content is None]
    assert {one.oddity for one in hidden} == {"content-not-seen"}
    assert len(hidden) == 2


def test_a_document_that_is_due_after_every_key_has_expired(papers, sandbox_pki) -> None:
    [paper] = odd(papers, "certificate-expires-before-due")
    assert paper.due is not None
    assert paper.due > sandbox_pki.key("first-director").not_after.date()


def test_a_title_that_must_be_shown_as_plain_text(documents) -> None:
    [document] = [one for one in documents if one.oddity == "plain-text"]
    assert "<b>" in document.title
    assert "<img" in document.title
    assert "\u202e" in document.title


def test_documents_of_every_status_exist(documents) -> None:
    statuses = {status_for(one, inn) for one in documents for inn in (FIRST, SECOND) if inn in one.sides()}
    assert statuses >= {21, 22, 23, 24, 25, 26, 32}


def test_more_documents_for_a_bench() -> None:
    more = filler(7, NOW, 300, OURS[1])
    assert len(more) == 300
    assert {(paper.contractor, paper.standing) for paper in more} == {(OURS[1], Standing.SENT)}
    assert len({paper.number for paper in more}) == 300
    assert PaperKind.INVOICE in {paper.kind for paper in more}
