"""Whatever the network does: at most one effect, and every effect ends proven or with a person. The ledger decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from eurofaktura_kit import NUMBER, PAY, SEND, World, answer, effect, invoice, item, pohoda, pohoda_item, refusal
from provider_kit import LittleServer, http

from muhr.domain.documents import Action
from muhr.domain.effects import Effect, Fate, FateKind, Receipt
from muhr.domain.errors import OutcomeUnknown, ProviderError, Refused
from muhr.providers.eurofaktura import Eurofaktura
from muhr.providers.eurofaktura.calls import Calls, Which
from muhr.providers.eurofaktura.fates import prague_to_utc
from muhr.providers.eurofaktura.ids import same_number

LineTo = Callable[..., Eurofaktura]
WORKS: dict[str, tuple[str, str, Callable[[World], Effect]]] = {
    # what is done -> the method, its name in the ledger, an effect
    "issue": ("SalesInvoiceUpdate", "issue", lambda world: world.act(Action.ISSUE)),
    "delete": ("SalesInvoiceDelete", "delete", lambda world: world.act(Action.DELETE)),
    "cancel": ("SalesInvoiceCancel", "cancel", lambda world: world.act(Action.CANCEL)),
    "import": ("SalesInvoiceImport", "import", lambda world: world.importing()),
    "POHODA": ("SalesInvoiceImport", "import", lambda world: world.importing(pohoda())),
    "pay": ("SalesInvoicePaymentRecordAdd", "pay", lambda world: world.act(Action.PAY, PAY)),
    "send": ("SalesInvoiceSendByEmail", "send", lambda world: world.act(Action.SEND, SEND)),
}
SHOWS = {"issue", "delete", "cancel", "import"}
"""What the service shows reliably whether it happened."""
DONE_SHOWS = SHOWS | {"POHODA", "pay"}
"""What it shows when it has happened."""

settings = pytest.mark.parametrize(
    "switches",
    [{"quirks": "clean"}, {"quirks": "faithful"}, {"quirks": "faithful", "create_only": "skip"}],
    ids=["clean", "faithful", "skip"],
)
works = pytest.mark.parametrize("what", WORKS)


@settings
@works
@pytest.mark.parametrize("kind", ["drop_after", "http_500_after", "half_body", "garbage_json_after", "empty_after"])
def test_a_lost_answer_is_asked_for(world: World, switches: dict[str, str], what: str, kind: str) -> None:
    method, ledger, make = WORKS[what]
    world.settings(**switches)
    given = make(world)
    world.faults({"method": method, "kind": kind})
    with pytest.raises(OutcomeUnknown):
        world.line.send(given)
    fate = world.line.fates([given])[given.id]
    assert fate.kind is (FateKind.DONE if what in DONE_SHOWS else FateKind.CANNOT_TELL), fate.note
    assert list(world.ledger(ledger).values()) == [1]
    assert world.requests(method) == 1


@settings
@works
@pytest.mark.parametrize("kind", ["drop_before", "http_500_before"])
def test_what_never_arrived_is_sent_again_where_that_is_safe(
    world: World, switches: dict[str, str], what: str, kind: str
) -> None:
    method, ledger, make = WORKS[what]
    world.settings(**switches)
    given = make(world)
    world.faults({"method": method, "kind": kind})
    with pytest.raises(OutcomeUnknown):
        world.line.send(given)
    assert sum(world.ledger(ledger).values()) == 0
    fate = world.line.fates([given])[given.id]
    assert fate.kind is (FateKind.NOT_DONE if what in SHOWS else FateKind.CANNOT_TELL), fate.note
    world.line.send(replace(given, attempts=2))
    assert list(world.ledger(ledger).values()) == [1]


@settings
@pytest.mark.parametrize("what", sorted(SHOWS | {"POHODA"}))
def test_a_second_request_does_no_harm(world: World, switches: dict[str, str], what: str) -> None:
    """The network delivers twice, or somebody else has been quicker: "no" may mean "already"."""
    method, ledger, make = WORKS[what]
    world.settings(**switches)
    given = make(world)
    world.faults({"method": method, "kind": "duplicate_delivery"})
    world.line.send(given)
    receipt: Receipt = world.line.send(replace(given, attempts=2))
    assert list(world.ledger(ledger).values()) == [1]
    if what == "import":
        assert receipt.remote_id == "^k^t-2026/7@2026-02-28"


@settings
def test_a_number_that_is_somebody_elses_is_never_ours(world: World, switches: dict[str, str]) -> None:
    world.settings(**switches)
    world.line.send(world.importing(invoice(buyerName="Jiná firma", buyerTaxNumber="CZ00000035")))
    given = world.importing()
    with pytest.raises(OutcomeUnknown) as caught:
        world.line.send(given)
    assert caught.value.code == "number-taken"
    assert "CZ00000035 Jiná firma" in str(caught.value)
    (row,) = [one for one in world.service.list_documents() if one["number"] == NUMBER]
    assert row["header"]["buyerName"] == "Jiná firma", "createOnly never writes over anything"
    assert world.line.fates([given])[given.id].kind is FateKind.CANNOT_TELL


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        (invoice(date="2026-02-27"), "the date is 2026-02-27"),
        (invoice(items=item(netPrice="100.10")), "the total is 242.24"),
        (invoice(buyerTaxNumber="", buyerName="Jiná firma"), "the buyer is Jiná firma"),
    ],
)
def test_what_makes_an_invoice_another_one(world: World, theirs: str, told: str) -> None:
    given = world.importing(invoice(buyerTaxNumber="") if "Jiná" in theirs else invoice())
    world.line.calls.tell(Calls.import_(theirs.removeprefix("<SalesInvoice>").removesuffix("</SalesInvoice>")))
    fate = world.line.fates([given])[given.id]
    assert (fate.kind, fate.code) == (FateKind.CANNOT_TELL, "number-taken")
    assert told in fate.note


def test_a_cent_of_rounding_is_the_same_invoice(world: World) -> None:
    given = world.importing()
    theirs = invoice(items=item(netPrice="100.005"))
    world.line.calls.tell(Calls.import_(theirs.removeprefix("<SalesInvoice>").removesuffix("</SalesInvoice>")))
    assert world.line.fates([given])[given.id].kind is FateKind.DONE


def test_an_import_that_was_accepted_is_still_looked_at(line_to: LineTo, little: LittleServer) -> None:
    """An "ok" may mean that the import was left out."""
    line = line_to()
    (entry,) = line.read_register(invoice().encode())
    given = effect(Action.IMPORT, entry.client_id, line.import_payload(entry))
    ok = answer(f"<number>{NUMBER}</number><date>2026-02-28</date>")
    for asked in (refusal("document could not be found"), http("", 503), answer("<other/>")):
        little.on("/API", ok, asked)
        with pytest.raises(OutcomeUnknown, match="accepted the import"):
            line.send(given)


@settings
def test_a_document_of_pohoda_keeps_no_promise(world: World, switches: dict[str, str]) -> None:
    world.settings(pohoda_number="own", **switches)
    given = world.importing(pohoda())
    receipt = world.line.send(given)
    assert receipt.code == "other-number"
    assert receipt.remote_id.endswith("@2026-02-28")
    assert world.line.describe([receipt.remote_id])
    lost = world.importing(pohoda(pohoda_item("P-2026/2")))
    world.faults({"method": "SalesInvoiceImport", "kind": "drop_after"})
    with pytest.raises(OutcomeUnknown):
        world.line.send(lost)
    fate = world.line.fates([lost])[lost.id]
    assert fate.kind is FateKind.CANNOT_TELL, "it may be there under another number: a second one must not be made"


def test_a_first_no_is_a_no_and_a_later_one_is_looked_into(world: World) -> None:
    document = world.with_action(Action.CANCEL)
    which = Which(number=document.number, issued=document.issued)
    gone = effect(Action.CANCEL, "no-such@2026-01-01", Calls.cancel(Which(number="no-such")))
    with pytest.raises(Refused):
        world.line.send(gone)
    with pytest.raises(OutcomeUnknown):
        world.line.send(replace(gone, attempts=2))
    paid = effect(
        Action.PAY,
        document.ref.remote_id,
        Calls.payment_record_add(which, datetime.now(UTC).date(), "1", "Barter"),
        attempts=2,
    )
    with pytest.raises(Refused):
        world.line.send(paid)


def test_a_refusal_that_cannot_be_looked_into_is_unknown(line_to: LineTo, little: LittleServer) -> None:
    little.on("/API", refusal("Can not cancel sales invoice 1"), http("", 503))
    with pytest.raises(OutcomeUnknown, match="could not be asked"):
        line_to().send(effect(Action.CANCEL, "1@2026-01-01", Calls.cancel(Which(number="1"))))


def test_a_draft_that_gets_another_number_is_told(line_to: LineTo, little: LittleServer) -> None:
    issuing = effect(Action.ISSUE, "^d-7@2026-01-01", Calls.update("<number>D-7</number>"))
    little.on("/API", answer("<number>2026-00012</number><date>2026-01-01</date>"), answer("<number>d-7</number>"))
    line = line_to()
    assert "2026-00012" in line.send(issuing).note
    assert line.send(issuing).note == "Eurofaktura has confirmed it."
    little.on("/API", refusal("document could not be found"))
    assert line.fates([issuing])[issuing.id].kind is FateKind.CANNOT_TELL


# ------------------------------------------------------------------ payments


def payment(
    line: Eurofaktura, little: LittleServer, entered: str, sent: datetime | None, amount: str = "12.50"
) -> Fate:
    record = (
        f"<paymentAmount>{amount}</paymentAmount><paymentDate>2026-02-28</paymentDate><paymentEntryTS>{entered}"
        "</paymentEntryTS><paymentMethodForInvoice>banktransfer</paymentMethodForInvoice>"
    )
    little.on(
        "/API",
        answer(
            f"<SalesInvoice><number>1</number><PaymentRecords><PaymentRecord>{record}</PaymentRecord></PaymentRecords>"
            "</SalesInvoice>"
        ),
    )
    body = Calls.payment_record_add(Which(number="1"), datetime(2026, 2, 28, tzinfo=UTC).date(), "12.5", "BankTransfer")
    given = effect(Action.PAY, "1@2026-01-01", body, sent=sent)
    return line.fates([given])[given.id]


SENT = datetime(2026, 7, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("entered", "sent", "kind"),
    [
        ("2026-07-01 14:00:05", SENT, FateKind.DONE),  # summer in Prague
        ("2026-07-01 13:59:58", SENT, FateKind.DONE),  # whole seconds, and a clock that is a little behind
        ("2026-07-01 13:59:50", SENT, FateKind.CANNOT_TELL),
        ("2026-07-01T12:00:05+00:00", SENT, FateKind.DONE),
        ("2026-07-01T11:00:05+00:00", SENT, FateKind.CANNOT_TELL),
        ("yesterday", SENT, FateKind.CANNOT_TELL),
        ("", SENT, FateKind.CANNOT_TELL),
        ("2026-07-01 14:00:05", None, FateKind.CANNOT_TELL),
    ],
)
def test_only_a_payment_noted_since_is_ours(
    line_to: LineTo, little: LittleServer, entered: str, sent: datetime | None, kind: FateKind
) -> None:
    fate = payment(line_to(), little, entered, sent)
    assert fate.kind is kind
    assert (kind is FateKind.DONE) or "payments" in fate.note


def test_another_payment_is_not_ours(line_to: LineTo, little: LittleServer) -> None:
    fate = payment(line_to(), little, "2026-07-01 14:00:05", SENT, amount="12.51")
    assert fate.kind is FateKind.CANNOT_TELL
    assert "no such payment" in fate.note


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2026-03-29 01:59:59", "2026-03-29 00:59:59"),
        ("2026-03-29 03:00:00", "2026-03-29 01:00:00"),
        ("2026-10-25 01:59:59", "2026-10-24 23:59:59"),
        ("2026-10-25 02:30:00", "2026-10-25 00:30:00"),  # comes twice: the first one
        ("2026-10-25 03:00:00", "2026-10-25 02:00:00"),
        ("2026-12-31 23:59:59", "2026-12-31 22:59:59"),
    ],
)
def test_the_time_in_prague(local: str, utc: str) -> None:
    assert prague_to_utc(datetime.fromisoformat(local)) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


# ------------------------------------------------------------------ many at once, numbers


def test_what_was_learned_stays_when_a_later_question_fails(line_to: LineTo, little: LittleServer) -> None:
    line = line_to()
    first, second = (effect(Action.DELETE, f"{n}@2026-01-01", Calls.delete(Which(number=str(n)))) for n in (1, 2))
    little.on("/API", refusal("document could not be found"), http("", 503))
    found = line.fates([first, second])
    assert [found[one.id].kind for one in (first, second)] == [FateKind.DONE, FateKind.RUNNING]
    little.on("/API", http("", 503))
    with pytest.raises(ProviderError):
        line.fates([first, second])
    assert line.fates([]) == {}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("12", "12/2026", True), ("2026-00012", "12", True), ("KT-7", "kt-7", True), ("12", "2026-00112", False),
        ("12", "13", False), ("KT-7", "KT-8", False), ("7", "KT", False), ("", "KT-7", False), ("00012", "12", True),
    ],
)  # fmt: skip
def test_short_and_whole_numbers(one: str, other: str, *, same: bool) -> None:
    assert same_number(one, other) is same
