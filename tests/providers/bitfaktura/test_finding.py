"""What is open, what is past, what is inside — whatever of the undocumented the service passes over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from bitfaktura_kit import COMPANY, World
from provider_kit import http

from muhr.domain.documents import Action, Direction, Stage
from muhr.domain.downloads import DownloadKind
from muhr.domain.errors import AnswerUnreadable, InputError, Refused, Unauthorised, Unreachable
from muhr.domain.money import Money
from muhr.domain.ports import Downloads, Gated, PublicLinks
from muhr.providers.bitfaktura import BitFaktura


def plain(documents) -> list:
    return sorted((replace(one, seen=None) for one in documents), key=lambda one: one.ref.remote_id)


def test_what_is_open_and_what_is_past(world: World):
    waiting = world.line.waiting()
    assert not waiting.truncated
    own = [one for one in waiting.documents if one.direction is Direction.OUTGOING]
    expenses = [one for one in waiting.documents if one.direction is Direction.INCOMING]
    assert {one.status for one in own} == {"issued", "sent", "partial"}
    today = date.today()  # noqa: DTZ011 - two days are no matter here
    assert all(one.status == "issued" or one.due < today + timedelta(days=2) for one in own)
    assert {one.status for one in expenses} == {"issued"}
    assert all(one.actions == {Action.STATUS, Action.SAVE, Action.DELETE} for one in expenses)
    assert all(one.company == world.account.company != one.counterparty for one in waiting.documents)
    assert all(one.counterparty.name and one.counterparty.tax_id.startswith("9999") for one in waiting.documents)
    past = world.line.past(None).documents
    assert {(one.stage, one.status) for one in past} == {
        (Stage.FINISHED, "paid"), (Stage.REFUSED, "rejected"), (Stage.REFUSED, "cancelled"),
    }  # fmt: skip
    assert not {one.ref for one in past} & {one.ref for one in waiting.documents}


@pytest.mark.parametrize("quirks", ["clean", "faithful"])
@pytest.mark.parametrize("beyond", [True, False])
def test_a_service_that_prints_otherwise_or_obeys_less_tells_the_same(world: World, quirks: str, beyond: bool):
    before, past = plain(world.line.waiting().documents), plain(world.line.past(None).documents)
    ids = [one.ref.remote_id for one in before]
    inside = world.line.contents(ids)
    world.settings(quirks=quirks, beyond_document=beyond)
    assert plain(world.line.waiting().documents) == before
    assert plain(world.line.past(None).documents) == past
    assert plain(world.line.describe(ids)) == before
    assert set(world.line.statuses([*ids, "9", "no-id"])) == set(ids)
    again = world.line.contents(ids)
    # What has no field of its own stands as it was printed.
    assert {id_: replace(one, raw="", extras=()) for id_, one in again.items()} == {
        id_: replace(one, raw="", extras=()) for id_, one in inside.items()
    }
    assert {name for one in again.values() for name, _ in one.extras} >= {"paid", "sell_date"}
    assert not {name for one in again.values() for name, _ in one.extras} & {"token", "view_url", "api_token"}
    for one in before:
        content = again[one.ref.remote_id]
        assert one.total == Money("UAH", content.total)
        assert content.subtotal + content.vat == content.total
        assert sum(line.total for line in content.lines) == content.total
        assert '"positions"' in content.raw


def test_statuses_are_asked_for_in_few_calls(world: World):
    ids = [one.ref.remote_id for one in world.line.waiting().documents]
    world.faults()
    assert set(world.line.statuses(ids)) == set(ids)
    assert world.requests("list_invoices") == 2
    assert world.requests("get_invoice") == 0


def test_many_pages_are_read_and_a_cut_list_says_so(world: World, monkeypatch: pytest.MonkeyPatch):
    from muhr.providers.bitfaktura import finder

    world.service.add_documents({"count": 230})
    assert len(world.line.waiting().documents) > 230
    monkeypatch.setattr(finder, "MOST_PAGES", 2)
    cut = world.line.waiting()
    assert cut.truncated
    assert len(cut.documents) < 230


def test_a_service_that_passes_over_the_page_ends(line_to, little):
    rows = [{"id": number, "status": "issued", "income": True} for number in range(1, 101)]
    little.on("/invoices.json", http(rows))
    listing = line_to().waiting()
    assert len(listing.documents) == 100
    assert len(little.asked) == 4


def test_the_past_is_read_back_to_a_moment(world: World):
    for number in range(3):
        world.service.add_documents({"count": 50, "seed": number})
    since = world.sandbox.clock() - timedelta(hours=1)
    (paid,) = [world.line.waiting().documents[0]]
    world.service.obey({"action": "paid", "documents": [paid.ref.remote_id]})
    world.faults()
    (changed,) = world.line.past(since).documents
    assert changed.ref == paid.ref
    assert world.requests("list_invoices") == 2, "the first page of each side ends before the moment"
    world.settings(beyond_document=False)
    assert [one.ref for one in world.line.past(since).documents] == [paid.ref], "a list in another order is read on"


def test_an_unknown_status_and_kind_are_shown_and_not_acted_upon(line_to, little):
    little.on("/invoices.json", http([{"id": "7", "status": "в роботі", "kind": "нове", "income": "1"}]), http([]))
    (one,) = line_to().waiting().documents
    assert (one.stage, one.status, one.kind, one.actions) == (Stage.UNKNOWN, "в роботі", "нове", frozenset())


def test_who_made_it_is_told_by_the_tax_numbers_when_nothing_else_does(line_to, little):
    ours = {
        "buyer_tax_no": f"UA {COMPANY.tax_id}",
        "buyer_name": "Ми",
        "seller_tax_no": "99990031",
        "seller_name": "Вони",
    }
    little.on("/invoices/7.json", http({"invoice": {"id": 7, "status": "issued", **ours}}))
    (one,) = line_to().describe(["7"])
    assert (one.direction, one.counterparty.name) == (Direction.INCOMING, "Вони")


@pytest.mark.parametrize(
    "body", [b"{}", b"[1]", b'[{"id": 0}]', b'[{"id": true}]', b"[[]]", b"nonsense", b"", b"[" * 9999]
)
def test_a_list_that_cannot_be_read_is_no_empty_list(line_to, little, body: bytes):
    little.on("/invoices.json", http(body))
    with pytest.raises(AnswerUnreadable):
        line_to().waiting()


def test_a_refusal_under_200_is_a_refusal(line_to, little):
    little.on("/invoices.json", http({"code": "error", "message": "Немає доступу"}))
    with pytest.raises(Refused, match="Немає доступу"):
        line_to().waiting()


def test_another_document_than_the_one_asked_for_is_none(line_to, little):
    little.on("/invoices/7.json", http({"id": 8, "status": "issued"}))
    assert line_to().describe(["7"]) == []


def test_the_connection_is_tested(world: World, line_to):
    report = world.line.test()
    assert report.ok
    assert abs(report.clock_skew_seconds) < 5
    with pytest.raises(Unauthorised):
        world.another(credentials=replace(world.credentials, password="wrong")).test()
    nowhere = BitFaktura(replace(world.account, base_url=""), world.credentials)
    with pytest.raises(Unreachable, match="not set"):
        nowhere.test()
    nowhere.close()
    with pytest.raises(Refused):
        line_to().test()  # a server that is no such service: 404


def test_an_own_base_address_may_have_a_path(world: World):
    assert world.account.base_url.endswith("/bitfaktura")
    assert world.another().test().ok


# ------------------------------------------------------------------ files and links


def test_files_of_a_document(world: World, tmp_path):
    assert isinstance(world.line, Downloads)
    assert isinstance(world.line, PublicLinks)
    assert isinstance(world.line, Gated)
    document = world.line.waiting().documents[0]
    assert set(world.line.download_kinds(document)) == {DownloadKind.PDF, DownloadKind.XML}
    seen: list[int] = []
    for kind, start in ((DownloadKind.PDF, b"%PDF-"), (DownloadKind.XML, b"<?xml")):
        target = tmp_path / f"a.{kind.value}"
        assert world.line.download(kind, document.ref.remote_id, target, lambda now, _: seen.append(now)) == target
        assert target.read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []
    assert len(seen) == 2
    with pytest.raises(InputError):
        world.line.download(DownloadKind.ARCHIVE, document.ref.remote_id, tmp_path / "a.zip", lambda *_: None)
    with pytest.raises(Refused):
        world.line.download(DownloadKind.PDF, "9", tmp_path / "b.pdf", lambda *_: None)
    link = world.line.public_link(document.ref.remote_id)
    assert link.startswith("https://")
    with pytest.raises(Refused):
        world.line.public_link("9")


def test_what_is_no_pdf_is_not_kept_as_one(line_to, little, tmp_path):
    little.on("/invoices/7.pdf", http({"id": 7}))
    with pytest.raises(AnswerUnreadable):
        line_to().download(DownloadKind.PDF, "7", tmp_path / "a.pdf", lambda *_: None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "link", ["", "http://x.invalid/1", "javascript:alert(1)", "https://x.invalid/namuna/token+7&x"]
)
def test_a_link_that_is_none_is_not_given(line_to, little, link: str):
    little.on("/invoices/7.json", http({"id": 7, "view_url": link}))
    with pytest.raises(AnswerUnreadable):
        line_to().public_link("7")


def test_an_id_cannot_become_another_address(line_to, little):
    line = line_to()
    for id_ in ("", "0", "..", "7/../8", "7.json?x=", "٧", "-1", "1" * 19):
        assert line.describe([id_]) == []
        with pytest.raises(InputError):
            line.public_link(id_)
    assert little.asked == []


def test_sums_are_exact(line_to, little):
    little.on("/invoices/7.json", http(b'{"id": 7, "status": "issued", "price_gross": 0.1, "paid": "1 234,50"}'))
    (one,) = line_to().describe(["7"])
    assert one.total == Money("UAH", Decimal("0.1"))
