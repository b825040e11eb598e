"""What waits, what is past, where invoices stand: found through lists without pages that may be cut."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from eurofaktura_kit import NUMBER, World, answer, effect, invoice
from provider_kit import LittleServer

from muhr.domain.documents import Action, Direction, Stage
from muhr.domain.errors import AnswerUnreadable, InputError
from muhr.providers.eurofaktura import Eurofaktura, ids

LineTo = Callable[..., Eurofaktura]
WAITS = {"draft", "documentnotsentbyemail", "notpaidoverduereceivable"}

both = pytest.mark.parametrize("quirks", ["clean", "faithful"])


def waits(world: World) -> set[str]:
    """By the sandbox's own account."""
    rows = world.service.list_documents()
    return {one["uid"] for one in rows if WAITS & set(one["passes"]) and not one["cancelled"]}


def listed(world: World) -> set[str]:
    return {one.ref.remote_id for one in world.line.waiting().documents}


@both
@pytest.mark.parametrize("bounds", ["inclusive", "exclusive"])
@pytest.mark.parametrize("limit", [500, 4])
def test_what_waits_is_found(world: World, quirks: str, bounds: str, limit: int) -> None:
    world.settings(quirks=quirks, bounds=bounds, list_limit=limit)
    line = world.another(list_limit=str(limit))
    found = line.waiting()
    assert {one.ref.remote_id for one in found.documents} == waits(world)
    assert not found.truncated


def test_what_waits_says_why(world: World) -> None:
    documents = world.line.waiting().documents
    by_status = {one.status: one for one in documents}
    assert set(by_status) == {"Draft", "DocumentNotSentByEMail", "NotPaidOverdueReceivable"}
    assert by_status["Draft"].actions == {Action.ISSUE, Action.DELETE}
    unsent = by_status["DocumentNotSentByEMail"]
    assert unsent.actions == {Action.SEND, Action.CANCEL, Action.PAY}
    assert (unsent.direction, unsent.stage) == (Direction.OUTGOING, Stage.WAITING_FOR_ME)
    assert unsent.total is not None
    assert unsent.total.currency == "CZK"
    assert unsent.content is not None
    assert unsent.content.raw.startswith("<SalesInvoice>")
    assert unsent.content.seller == world.account.company


def test_a_day_that_is_full_is_told(world: World) -> None:
    world.service.add_documents({"count": 6})
    world.settings(list_limit=2)
    line = world.another(list_limit="2")
    assert line.waiting().truncated


def test_whether_drafts_are_issued_from_here_is_for_the_account(world: World) -> None:
    line = world.another(issue="no")
    assert Action.ISSUE not in line.capabilities.actions
    drafts = [one for one in line.waiting().documents if one.status == "Draft"]
    assert drafts
    assert {action for one in drafts for action in one.actions} == {Action.DELETE}


def test_sent_may_mean_marked(world: World) -> None:
    document = world.with_action(Action.SEND)
    world.line.calls.get_public_url(world.line._which(document.ref.remote_id), mark_sent=True)
    assert document.ref.remote_id in listed(world)
    other = world.another(unsent="DocumentNotYetSent").waiting().documents
    marked = [one for one in other if one.ref.remote_id == document.ref.remote_id]
    assert [one.status for one in marked] in ([], ["NotPaidOverdueReceivable"])


@both
def test_what_is_past(world: World, quirks: str) -> None:
    world.settings(quirks=quirks)
    rows = world.service.list_documents()
    past = {one["uid"] for one in rows if one["cancelled"] or "paid" in one["passes"]}
    found = world.line.past(None)
    assert {one.ref.remote_id for one in found.documents} == past - waits(world)
    assert {one.stage for one in found.documents} == {Stage.FINISHED, Stage.REFUSED}
    since = datetime.now(UTC) - timedelta(days=70)
    late = {one["uid"] for one in rows if one["uid"] in past and one["date"] >= since.date().isoformat()}
    assert {one.ref.remote_id for one in world.line.past(since).documents} == late - waits(world)


@both
@pytest.mark.parametrize("count", [2, 20])
def test_where_invoices_stand(world: World, quirks: str, count: int) -> None:
    world.settings(quirks=quirks)
    rows = world.service.list_documents()[-count:]
    wanted = [one["uid"] for one in rows]
    found = world.line.statuses([*wanted, "no-such@2026-01-01"])
    assert set(found) == set(wanted)
    assert all(one.complete for one in found.values())
    for row in rows:
        status = found[row["uid"]]
        assert (status.status == "Draft") == (row["status"] == "draft")
        assert (status.status == "CancelledDocument") == row["cancelled"]
    assert {one.ref.remote_id for one in world.line.describe(wanted)} == set(wanted)
    assert world.line.statuses([]) == {}
    assert world.line.describe([]) == []


def test_after_each_action_the_status_is_the_next_one(world: World) -> None:
    draft = next(one for one in world.line.waiting().documents if one.status == "Draft")
    at = draft.ref.remote_id
    world.line.send(effect(Action.ISSUE, at, world.line.payload(Action.ISSUE, draft)))
    assert world.line.statuses([at])[at].status == "DocumentNotSentByEMail"
    (issued,) = world.line.describe([at])
    details = {"recipient": "ucetni@priklad.example"}
    world.line.send(effect(Action.SEND, at, world.line.payload(Action.SEND, issued, details=details)))
    assert world.line.statuses([at])[at].status == "NotPaid"
    world.service.obey({"action": "pay", "number": draft.number})
    paid = world.line.statuses([at])[at]
    assert (paid.status, paid.stage) == ("Paid", Stage.FINISHED)
    assert Action.PAY not in paid.actions
    world.line.send(effect(Action.CANCEL, at, world.line.payload(Action.CANCEL, issued)))
    cancelled = world.line.statuses([at])[at]
    assert (cancelled.status, cancelled.actions) == ("CancelledDocument", frozenset())
    made = next(one for one in world.service.list_documents() if one["cancels"] == draft.number)
    (opposite,) = world.line.describe([made["uid"]])
    assert (opposite.kind_code, opposite.actions) == ("cancellation", {Action.SEND})


def test_a_status_nobody_knows_is_shown_and_left_alone(line_to: LineTo, little: LittleServer) -> None:
    told = "<SalesInvoice><number>1</number><date>2026-01-01</date><status>Zamrznuto</status></SalesInvoice>"
    little.on("/API", answer(told), answer("<SalesInvoices/>"))
    (document,) = line_to().describe(["1@2026-01-01"])
    assert (document.status_text, document.stage, document.actions) == ("Zamrznuto", Stage.UNKNOWN, frozenset())


def test_a_row_without_a_number_is_no_document_and_told(line_to: LineTo, little: LittleServer) -> None:
    little.on("/API", answer("<SalesInvoices><SalesInvoice><date>2026-01-01</date></SalesInvoice></SalesInvoices>"))
    found = line_to().waiting()
    assert (found.documents, found.truncated) == ((), True)


def test_a_list_without_its_frame_is_read(line_to: LineTo, little: LittleServer) -> None:
    little.on("/API", answer("<SalesInvoice><number>1</number><status>Draft</status></SalesInvoice>"))
    assert [one.number for one in line_to().waiting().documents] == ["1"]


def test_an_answer_without_the_invoice_is_no_absence(line_to: LineTo, little: LittleServer) -> None:
    little.on("/API", answer("<number>1</number>"))
    with pytest.raises(AnswerUnreadable):
        line_to().describe(["1@2026-01-01"])


def test_what_is_inside_is_read_one_by_one(world: World) -> None:
    world.line.send(world.importing(invoice(buyerName="&lt;b&gt;Příklad&lt;/b&gt;")))
    at = ids.make(NUMBER, date(2026, 2, 28))
    found = world.line.contents([at, "no-such@2026-01-01"])
    assert list(found) == [at]
    assert found[at].buyer is not None
    assert found[at].buyer.name == "<b>Příklad</b>", "a text, never a mark"
    with pytest.raises(InputError):
        world.line.contents([" "])


@pytest.mark.parametrize(
    ("number", "issued", "made"),
    [
        ("2026-00002", date(2026, 2, 19), "2026-00002@2026-02-19"),
        ("FV/a-B^c", date(2026, 2, 19), "^f^v/a-^b^^c@2026-02-19"),
        ("a@b", None, "a@b"),
        ("12", None, "12"),
        ("Ž1", date(2026, 1, 1), "Ž1@2026-01-01"),
    ],
)
def test_an_id_is_number_and_date_whatever_the_case(number: str, issued: date | None, made: str) -> None:
    assert ids.make(number, issued) == made
    assert ids.read(made.upper().lower() if made.isascii() else made) == (number, issued)


def test_requests_come_one_after_the_other(world: World) -> None:
    """The service turns a second one away while one is at work."""
    world.faults({"method": "SalesInvoiceList", "kind": "slow_running", "seconds": 0.3})
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: len(world.line.waiting().documents), range(4)))
    assert len(set(found)) == 1
    assert world.line.capabilities.one_at_a_time
