"""What review notices: each finding with its severity, its facts and its sentence, and what it must not cry about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from muhr.domain.documents import Action, Content, Direction, Document, DocumentRef, Line, Stage
from muhr.domain.effects import EffectState
from muhr.domain.findings import Finding, FindingCode, Severity
from muhr.domain.money import Money
from muhr.domain.parties import Country, Party
from muhr.domain.records import CounterpartyHistory
from muhr.services.review import (
    Known,
    at_a_glance,
    counterparty_bank_account,
    duplicated_hashes,
    findings_of,
    review_of,
)

KNOWN = Known(
    history=CounterpartyHistory(documents=5, usual_amount=100_000.0, last_bank_account="20208000100020003001")
)


@pytest.fixture
def look(make_document, director, now):
    """Review one document; gives the findings by code."""

    def findings(known: Known = KNOWN, identity=director, at=now, **changes: object) -> dict[FindingCode, Finding]:
        found = findings_of(make_document(**changes), known, identity, at)
        by_code = {finding.code: finding for finding in found}
        assert len(by_code) == len(found), "one finding of each kind for one document"
        assert all(finding.text.endswith(".") and "!" not in finding.text for finding in found)
        return by_code

    return findings


def history(**changes: object) -> Known:
    return Known(history=replace(KNOWN.history, **changes))


def test_an_ordinary_document_has_no_findings(look) -> None:
    assert look() == {}


# ------------------------------------------------------------------ the key


def test_a_signer_of_another_company_stops(look, director) -> None:
    stranger = replace(director, common_name="BOSHQA BEGZOD", tax_id="300000099", personal_tax_id="500000044")
    finding = look(identity=stranger)[FindingCode.WRONG_SIGNER]
    assert finding.severity is Severity.STOP
    assert finding.facts["company_tax_id"] == "200000011"
    assert finding.facts["signer_tax_ids"] == "300000099, 500000044"


def test_the_company_of_an_entrepreneur_is_the_persons_own_number(look, director) -> None:
    assert look(identity=replace(director, tax_id="", personal_tax_id="200000011")) == {}


def test_spelling_of_a_tax_number_does_not_stop(look, director) -> None:
    assert look(identity=replace(director, tax_id="UZ 200 000 011")) == {}


def test_a_key_without_any_tax_number_stops(look, director) -> None:
    finding = look(identity=replace(director, tax_id="", personal_tax_id=""))[FindingCode.WRONG_SIGNER]
    assert "no tax number" in finding.text


def test_without_an_identity_nothing_is_said_of_the_key(look) -> None:
    assert look(identity=None) == {}


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (datetime(2025, 2, 28, 23, 59, 59, tzinfo=UTC), FindingCode.CERTIFICATE_NOT_YET_VALID),
        (datetime(2025, 3, 1, tzinfo=UTC), None),
        (datetime(2027, 3, 1, tzinfo=UTC), None),
        (datetime(2027, 3, 1, 0, 0, 1, tzinfo=UTC), FindingCode.CERTIFICATE_EXPIRED),
    ],
)
def test_validity_is_judged_to_the_second(look, at: datetime, code: FindingCode | None) -> None:
    found = look(at=at, due=None)
    assert list(found) == ([code] if code else [])
    assert all(finding.severity is Severity.STOP for finding in found.values())


def test_a_certificate_that_expires_before_the_due_date_is_a_warning(look) -> None:
    finding = look(due=date(2027, 3, 2))[FindingCode.CERTIFICATE_EXPIRES_BEFORE_DUE]
    assert finding.severity is Severity.WARN
    assert finding.facts == {"expires": "2027-03-01", "due": "2027-03-02"}
    assert look(due=date(2027, 3, 1)) == {}


# ------------------------------------------------------------------ where the document stands


@pytest.mark.parametrize(("actions", "odd"), [({Action.CONFIRM}, False), (set(), True), ({Action.SIGN}, False)])
def test_looking_around_nothing_is_odd_that_can_be_done_something_with(make_document, actions, odd: bool) -> None:
    document = make_document(actions=frozenset(actions))
    told = at_a_glance(review_of([document], findings_of(document, KNOWN, None, datetime(2026, 11, 1, tzinfo=UTC))))
    assert [one.code for one in told] == ([FindingCode.NOT_SIGNABLE] if odd else [])


def test_what_cannot_be_signed_now_stops(look) -> None:
    finding = look(actions=frozenset({Action.REJECT}), status_text="Ожидается ответ контрагента")
    assert finding[FindingCode.NOT_SIGNABLE].severity is Severity.STOP
    assert "Ожидается ответ контрагента" in finding[FindingCode.NOT_SIGNABLE].text


def test_an_open_effect_stops(look, make_effect) -> None:
    finding = look(Known(history=KNOWN.history, open_effect=make_effect(EffectState.UNKNOWN)))
    assert finding[FindingCode.ALREADY_IN_OUTBOX].severity is Severity.STOP
    assert finding[FindingCode.ALREADY_IN_OUTBOX].facts == {"action": "sign", "state": "unknown"}


# ------------------------------------------------------------------ the other side


@pytest.mark.parametrize("number", ["12345", "", "900000001", "30000002A"])
def test_a_doubtful_tax_number_is_a_warning(look, make_document, number: str) -> None:
    other = replace(make_document().counterparty, tax_id=number)
    found = look(counterparty=other)
    assert found[FindingCode.TAX_ID_DOUBTFUL].severity is Severity.WARN


def test_polish_numbers_are_judged_by_their_check_digit(look) -> None:
    wrong = Party(country=Country.PL, tax_id="5252445700", name="Przykładowa Spółka")
    right = replace(wrong, tax_id="PL 525-244-57-67")
    assert FindingCode.TAX_ID_DOUBTFUL in look(counterparty=wrong)
    assert FindingCode.TAX_ID_DOUBTFUL not in look(counterparty=right)


def test_an_unknown_counterparty_is_a_note(look) -> None:
    found = look(history(documents=0, usual_amount=None, last_bank_account=""))
    assert {code: finding.severity for code, finding in found.items()} == {
        FindingCode.COUNTERPARTY_UNKNOWN: Severity.NOTE
    }


def test_another_bank_account_is_a_warning_with_both(look) -> None:
    finding = look(history(last_bank_account="20208000900000000009"))[FindingCode.BANK_ACCOUNT_CHANGED]
    assert finding.severity is Severity.WARN
    assert finding.facts == {"before": "20208000900000000009", "after": "20208000100020003001"}


def test_what_we_write_ourselves_asks_us_for_no_money(look) -> None:
    changed = history(last_bank_account="20208000900000000009", usual_amount=10.0)
    found = look(changed, direction=Direction.OUTGOING)
    assert list(found) == [FindingCode.AMOUNT_UNUSUAL]
    assert "what you usually write for" in found[FindingCode.AMOUNT_UNUSUAL].text
    assert "usually asks for" in look(changed)[FindingCode.AMOUNT_UNUSUAL].text


def test_spaces_in_a_bank_account_are_no_change(look) -> None:
    assert look(history(last_bank_account="2020 8000 1000 2000 3001")) == {}


def test_the_bank_account_is_taken_from_the_counterpartys_side_of_the_document(make_document) -> None:
    document = make_document()
    seller = replace(document.content.seller, bank_account="1")
    buyer = replace(document.content.buyer, bank_account="2")
    swapped = replace(document, content=replace(document.content, seller=buyer, buyer=seller))
    assert counterparty_bank_account(swapped) == "1"
    assert counterparty_bank_account(replace(document, content=None)) == document.counterparty.bank_account


def test_an_amount_more_than_five_times_the_usual_is_a_warning(look) -> None:
    usual = history(usual_amount=22_400.0)
    assert look(usual) == {}, "exactly five times is not above"
    finding = look(history(usual_amount=22_399.99))[FindingCode.AMOUNT_UNUSUAL]
    assert finding.severity is Severity.WARN
    assert "112\N{NO-BREAK SPACE}000.00" in finding.facts["amount"]


@pytest.mark.parametrize("usual", [None, 0.0])
def test_without_a_usual_amount_nothing_is_unusual(look, usual: float | None) -> None:
    assert look(history(usual_amount=usual)) == {}


# ------------------------------------------------------------------ contents


def test_a_hash_only_document_is_a_warning(look) -> None:
    finding = look(content=None)[FindingCode.CONTENT_NOT_SEEN]
    assert finding.severity is Severity.WARN


def test_a_content_without_rows_is_a_note(look) -> None:
    finding = look(content=Content(raw="<akt/>", total=Decimal(112000)))[FindingCode.CONTENT_NOT_SEEN]
    assert finding.severity is Severity.NOTE


def test_a_total_that_the_rows_do_not_give_is_a_warning(look, make_document) -> None:
    wrong = replace(make_document().content, total=Decimal("112000.05"))
    finding = look(content=wrong, total=Money("UZS", Decimal("112000.05")))[FindingCode.TOTAL_MISMATCH]
    assert finding.severity is Severity.WARN
    assert "0.05" in finding.facts["difference"]


def test_number_and_amount_seen_before_is_a_warning_with_the_earlier_date(look, make_document) -> None:
    first = make_document(ref=DocumentRef("a" * 32, "01"), issued=date(2026, 1, 7))
    second = make_document(ref=DocumentRef("a" * 32, "02"), issued=date(2026, 2, 7))
    finding = look(Known(history=KNOWN.history, twins=(second, first)))[FindingCode.SEEN_BEFORE]
    assert finding.severity is Severity.WARN
    assert finding.facts == {"number": "17", "date": "2026-01-07", "others": "2"}


def test_a_twin_that_was_refused_is_only_a_note(look, make_document) -> None:
    refused = make_document(ref=DocumentRef("a" * 32, "01"), stage=Stage.REFUSED, issued=None)
    finding = look(Known(history=KNOWN.history, twins=(refused,)))[FindingCode.SEEN_BEFORE]
    assert finding.severity is Severity.NOTE


# ------------------------------------------------------------------ the whole


def test_a_review_puts_the_worst_first_and_counts_only_what_will_be_signed(make_document, director, now) -> None:
    stopped = make_document(ref=DocumentRef("a" * 32, "01"), actions=frozenset())
    warned = make_document(ref=DocumentRef("a" * 32, "02"), content=None)
    euro = make_document(ref=DocumentRef("a" * 32, "03"), total=Money("EUR", Decimal("7.50")), content=None)
    fine = make_document(ref=DocumentRef("a" * 32, "04"))
    documents: list[Document] = [fine, warned, stopped, euro]
    findings = [found for document in documents for found in findings_of(document, KNOWN, director, now)]
    review = review_of(documents, findings)
    severities = [finding.severity for finding in review.findings]
    assert severities == sorted(severities, reverse=True)
    assert review.stopped == {stopped.ref}
    assert review.documents == tuple(documents)
    assert review.totals == (Money("EUR", Decimal("7.50")), Money("UZS", Decimal(224000)))
    name = fine.counterparty.name
    assert review.totals_by_counterparty == ((name, review.totals[0]), (name, review.totals[1]))


def test_one_hash_code_for_two_documents_is_told_for_both() -> None:
    one, two, three = (DocumentRef("a", name) for name in ("1", "2", "3"))
    assert duplicated_hashes({one: "AB", two: "cd", three: "ab "}) == {one: "ab", three: "ab"}
    assert duplicated_hashes({}) == {}


def test_rows_rounded_one_by_one_are_no_mismatch(look) -> None:
    third = Line(description="", subtotal=Decimal("33.33"), vat_rate="12%", vat=Decimal("4.00"), total=Decimal("37.33"))
    content = Content(lines=(third,) * 3, subtotal=Decimal("100.00"), vat=Decimal("12.00"), total=Decimal("112.00"))
    assert FindingCode.TOTAL_MISMATCH not in look(content=content, total=Money("UZS", Decimal("112.00")))


def test_the_moment_is_the_callers(look, now) -> None:
    assert look(at=now + timedelta(days=1)) == {}
