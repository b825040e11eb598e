"""Finding documents: whole lists although they change, ids alone, contents, hash codes."""

from __future__ import annotations

import urllib.parse
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from provider_kit import COMPANY, Asked, cut, http, world_of

from muhr.domain.documents import Action, Direction, Stage
from muhr.domain.errors import AnswerUnreadable, Refused, Retry, Unauthorised, Unreachable
from muhr.domain.money import Money
from muhr.providers.faktura_uz import listing

LIST, STATUS, CONTENT = "/Api/Document/GetDocuments", "/Api/GetDocumentStatus", "/Api/Document/GetDocumentsContent"
TYPES, STATUSES = "/Api/Document/GetDocumentTypes", "/Api/Document/GetDocumentStatuses"


def uid(number: int) -> str:
    return f"{number:032x}"


def row(number: int, status: int = 22, **more) -> dict:
    return {
        "uniqueId": uid(number),
        "type": 2,
        "title": f"Счёт-фактура № {number} от 05.03.2026",
        "createdDateTime": 1573437593051,
        "updatedDateTime": 1573437593051,
        "totalPrice": 10.5,
        "status": status,
        "contractor": {"inn": "300000101", "name": "Namuna"},
    } | more


class Shelf:
    """A provider's list that can change between two pages."""

    def __init__(self, little, rows: list[dict], *, own: list[dict] | None = None, count: bool = True) -> None:
        self.rows, self.own, self.count = rows, own or [], count
        self.before_page = lambda number: None
        self.pages = 0
        little.on(LIST, self.page)
        little.on(STATUS, self.status)
        little.on(CONTENT, http({"Documents": []}))
        little.on(TYPES, http([{"id": 2, "code": "Invoice", "description": "Счёт-фактура"}]))
        little.on(STATUSES, http([{"id": 22, "code": "AwaitAction", "description": "Требуется подпись"}]))

    def page(self, connection, asked: Asked) -> None:
        query = dict(urllib.parse.parse_qsl(asked.path.partition("?")[2]))
        inbox = query["isInbox"] == "true"
        if inbox:
            self.pages += 1
            self.before_page(self.pages)
        listed = self.rows if inbox else self.own
        skip, limit = int(query["skip"]), int(query["limit"])
        answer: dict = {"documents": listed[skip : skip + limit]}
        if self.count:
            answer["totalCount"] = len(listed)
        connection.sendall(http(answer))

    def status(self, connection, asked: Asked) -> None:
        known = {one["uniqueId"]: one["status"] for one in [*self.rows, *self.own]}
        found = [{"UniqueId": id_, "Status": known[id_]} for id_ in asked.json["DocumentUniqueIds"] if id_ in known]
        connection.sendall(http({"Success": True, "Errors": None, "Data": {"DocumentStatuses": found}}))


def ids(found) -> set[str]:
    return {document.ref.remote_id for document in found.documents}


# ------------------------------------------------------------------ whole lists


@pytest.mark.parametrize("count", [True, False])
@pytest.mark.parametrize("length", [0, 1, 499, 500, 501, 1200])
def test_every_page_is_read(little, open_provider, length, count):
    Shelf(little, [row(number) for number in range(length)], count=count)
    found = open_provider(little.url).waiting()
    assert (len(found.documents), found.truncated) == (length, False)


def test_a_document_that_leaves_while_the_list_is_read_hides_no_other(little, open_provider):
    shelf = Shelf(little, [row(number) for number in range(1200)])

    def one_leaves(page: int) -> None:
        if page == 2:
            del shelf.rows[0]  # number 500 slips from the second page to the first, which was read already

    shelf.before_page = one_leaves
    found = open_provider(little.url).waiting()
    assert ids(found) == {uid(number) for number in range(1, 1200)}, "500 is there, 0 has left"
    assert found.truncated is False


def test_a_document_that_arrives_while_the_list_is_read_is_not_counted_twice(little, open_provider):
    shelf = Shelf(little, [row(number) for number in range(600)])

    def one_arrives(page: int) -> None:
        if page == 2:
            shelf.rows.insert(0, row(9999))

    shelf.before_page = one_arrives
    found = open_provider(little.url).waiting()
    assert ids(found) == {uid(number) for number in [*range(600), 9999]}
    assert len(found.documents) == 601


def test_a_list_that_never_stands_still_is_marked(little, open_provider):
    shelf = Shelf(little, [row(number) for number in range(1200)])
    shelf.before_page = lambda page: shelf.rows.pop(0)
    found = open_provider(little.url).waiting()
    assert found.truncated is True
    assert {uid(number) for number in range(20, 1200)} <= ids(found)


def test_a_server_that_gives_the_first_page_for_ever_ends(little, open_provider):
    Shelf(little, [])
    little.on(LIST, http({"documents": [row(1)], "totalCount": 50}))
    found = open_provider(little.url).waiting()
    assert (ids(found), found.truncated) == ({uid(1)}, True)


def test_what_does_not_wait_is_left_out_and_what_is_unknown_is_shown(little, open_provider):
    own = [row(5, 22), row(6, 99), row(7, 21)]
    Shelf(little, [row(1), row(2, 24), row(3, 777), row(4, 32)], own=own)
    documents = {document.ref.remote_id: document for document in open_provider(little.url).waiting().documents}
    assert set(documents) == {uid(number) for number in (1, 3, 4, 5, 6)}
    assert documents[uid(3)].stage is Stage.UNKNOWN
    assert documents[uid(3)].status == documents[uid(3)].status_text == "777"
    assert documents[uid(3)].actions == documents[uid(4)].actions == frozenset()
    assert documents[uid(5)].direction is Direction.OUTGOING


# ------------------------------------------------------------------ rows into documents


def test_a_row_becomes_a_document(little, open_provider):
    Shelf(little, [row(1, type=28, totalPrice="1 000,50", currency="840", contractorMember={"inn": "3", "name": "x"})])
    document = open_provider(little.url).waiting().documents[0]
    assert (document.number, document.issued) == ("1", date(2026, 3, 5))
    assert (document.kind, document.kind_code) == ("28", "28"), "a type outside the dictionary is shown as its number"
    assert document.total == Money("USD", Decimal("1000.50"))
    assert (document.counterparty.tax_id, document.company) == ("300000101", COMPANY)
    assert document.created == datetime(2019, 11, 11, 1, 59, 53, 51000, UTC)
    assert document.status_text == "Требуется подпись"


@pytest.mark.parametrize(
    ("told", "kind", "code"),
    [
        ({"type": 2}, "Счёт-фактура", "2"),
        ({"type": 28, "typeName": "x"}, "x", "28"),
        ({"type": None, "typeName": "Namuna"}, "Namuna", ""),
        ({"type": None}, "", ""),
        ({"type": 99}, "99", "99"),
    ],
)
def test_kinds_are_named_by_dictionary_row_or_number(little, open_provider, told, kind, code):
    Shelf(little, [row(1, **told)])
    document = open_provider(little.url).waiting().documents[0]
    assert (document.kind, document.kind_code) == (kind, code)


@pytest.mark.parametrize(
    ("prefix", "code"), [("invoice", "2"), ("prepayment-invoice", "6"), ("act-transfer", "act-transfer")]
)
def test_a_kind_is_told_by_the_contents_file_name(little, open_provider, prefix, code):
    Shelf(little, [row(1, type=None)])
    text = msgspec.json.encode({"head": {"file_name": f"{prefix}_1_2_2026-01-01_1.xml"}, "document": {}}).decode()
    little.on(CONTENT, http({"Documents": [{"UniqueId": uid(1), "Content": text}]}))
    assert open_provider(little.url).waiting().documents[0].kind_code == code


@pytest.mark.parametrize(
    ("title", "number", "issued"),
    [
        ("Счёт-фактура № 17 от 05.03.2026", "17", date(2026, 3, 5)),
        ("Hisob-faktura №A-5/1 от 05.03.2026 Namuna", "A-5/1", date(2026, 3, 5)),
        ("Акт № 12 б/н от 31.12.2025", "12 б/н", date(2025, 12, 31)),
        ("Договор №77", "77", None),
        ("Договор", "", None),
        ("№ 5 от 99.99.2026", "5", None),
        ("", "", None),
    ],
)
def test_number_and_date_are_found_in_the_title(little, open_provider, title, number, issued):
    Shelf(little, [row(1, title=title)])
    document = open_provider(little.url).waiting().documents[0]
    assert (document.number, document.issued, document.title) == (number, issued, title)


def test_our_own_side_is_never_the_counterparty(little, open_provider):
    us = {"inn": COMPANY.tax_id, "name": "us"}
    Shelf(
        little,
        [row(1, contractor=us, contractorMember={"inn": "300000102", "name": "them"}), row(2, contractor=us)],
    )
    first, second = open_provider(little.url).waiting().documents
    assert first.counterparty.name == "them"
    assert (second.counterparty.name, second.counterparty.tax_id) == ("", "")


def test_hostile_texts_become_plain(little, open_provider):
    Shelf(
        little,
        [row(1, title="<a href='x'>№ 1</a>\u202e\x1b", contractor={"inn": "3\n4", "name": "\x00<b>" + "x" * 900})],
    )
    document = open_provider(little.url).waiting().documents[0]
    assert document.title == "<a href='x'>№ 1</a>"
    assert (document.counterparty.tax_id, len(document.counterparty.name)) == ("3 4", 200)


def test_contents_are_fetched_once_and_again_when_a_document_changed(little, open_provider):
    shelf = Shelf(little, [row(1), row(2)])
    provider = open_provider(little.url)
    for _ in range(3):
        provider.waiting()
    assert [one.json["DocumentUniqueIds"] for one in little.requests(CONTENT)] == [[uid(1), uid(2)]]
    shelf.rows[1]["updatedDateTime"] += 1
    provider.waiting()
    assert little.requests(CONTENT)[-1].json["DocumentUniqueIds"] == [uid(2)]


def test_a_provider_without_contents_still_lists(little, open_provider):
    Shelf(little, [row(1)])
    little.on(CONTENT, http({"Message": "No HTTP resource was found"}, 404))
    provider = open_provider(little.url)
    assert len(provider.waiting().documents) == 1
    provider.waiting()
    assert len(little.requests(CONTENT)) == 1, "a call that is not there is not asked for again"
    assert provider.waiting().documents[0].total == Money("UZS", Decimal("10.5"))


@pytest.mark.parametrize("reply", [http({}, 500), http({"Message": "x"}, 403), http("[1]"), cut])
def test_a_list_is_worth_having_without_contents(little, open_provider, reply):
    Shelf(little, [row(1), row(2, currency="840")])
    text = msgspec.json.encode({"document": {"document_number": "A-1", "currency_code": "978"}}).decode()
    little.on(CONTENT, reply, http({"Documents": [{"UniqueId": uid(1), "Content": text}]}))
    provider = open_provider(little.url)
    first, second = provider.waiting().documents
    assert first.content is None
    assert first.total == Money("?", Decimal("10.5")), "dollars must not be shown as so'm meanwhile"
    assert second.total.currency == "USD"
    first, _ = provider.waiting().documents
    assert (first.number, first.total.currency) == ("A-1", "EUR"), "the next list brings what was missing"
    little.on(CONTENT, reply)
    described = open_provider(little.url).describe([uid(1)])[0]
    assert (described.status, described.content) == ("22", None)


def test_a_refused_login_is_said_even_while_contents_are_fetched(little, open_provider):
    Shelf(little, [row(1)])
    little.on(CONTENT, http({"Message": "denied"}, 401))
    with pytest.raises(Unauthorised):
        open_provider(little.url).waiting()


def test_the_past_is_asked_for_from_a_day_on(little, open_provider):
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    young = int((moment + timedelta(days=1)).timestamp() * 1000)
    Shelf(little, [row(1, 24, updatedDateTime=young), row(2, 23)], own=[row(3, 34, updatedDateTime=young)])
    provider = open_provider(little.url)
    assert ids(provider.past(None)) == {uid(1), uid(2), uid(3)}
    assert "invoiceDateFrom" not in little.requests(LIST)[0].path
    assert ids(provider.past(moment)) == {uid(1), uid(3)}, "2 has not changed since"
    query = dict(urllib.parse.parse_qsl(little.requests(LIST)[-1].path.partition("?")[2]))
    assert int(query["invoiceDateFrom"]) == int((moment - timedelta(days=92)).timestamp() * 1000)
    assert query["statuses"] == "24,23,34"


# ------------------------------------------------------------------ statuses


def test_an_unknown_id_spoils_no_other(little, open_provider):
    known = {uid(number) for number in range(0, 250, 7)}

    def all_or_nothing(connection, asked: Asked) -> None:
        asked_for = asked.json["DocumentUniqueIds"]
        if set(asked_for) <= known:
            found = [{"UniqueId": id_.upper(), "Status": 22} for id_ in asked_for]
            connection.sendall(http({"Success": True, "Errors": None, "Data": {"DocumentStatuses": found}}))
        else:
            errors = [{"Code": 1007, "Message": "IncorrectDocumentUid"}]
            connection.sendall(http({"Success": False, "Errors": errors, "Data": None}))

    little.on(STATUS, all_or_nothing)
    assert set(open_provider(little.url).statuses([uid(number) for number in range(250)])) == known


def test_an_id_told_twice_differently_is_not_told_at_all(little, open_provider):
    answers = [
        {"UniqueId": uid(1), "Status": 22},
        {"UniqueId": uid(1), "Status": 24},
        {"UniqueId": uid(2), "Status": 22},
        {"UniqueId": uid(2).upper(), "Status": "22"},
        {"UniqueId": uid(3), "Status": 24},
    ]
    little.on(STATUS, http({"Success": True, "Data": {"DocumentStatuses": answers}}))
    found = open_provider(little.url).statuses([uid(1), uid(2).upper(), uid(1)])
    assert {id_: status.status for id_, status in found.items()} == {uid(2): "22"}


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"Success": False, "Errors": "500: InternalServerErrorCode", "Data": None}, Unreachable),
        ({"Success": False, "Errors": [{"Code": 600, "Message": "few"}], "Data": None}, Refused),
        ({"Success": True}, AnswerUnreadable),
        ([1], AnswerUnreadable),
    ],
)
def test_errors_inside_the_envelope(little, open_provider, answer, kind):
    little.on(STATUS, http(answer))
    with pytest.raises(kind):
        open_provider(little.url).statuses([uid(1)])


def test_ids_are_asked_for_in_portions(little, open_provider):
    Shelf(little, [row(number) for number in range(250)])
    provider = open_provider(little.url)
    assert len(provider.statuses([uid(number) for number in range(250)] * 2)) == 250
    assert [len(one.json["DocumentUniqueIds"]) for one in little.requests(STATUS)] == [100, 100, 50]
    assert provider.statuses([]) == {}
    assert provider.statuses(["", "  ", "я", "x" * 500]) == {}


# ------------------------------------------------------------------ hash codes


def test_hash_codes_that_cannot_be_read_stop_everything(little, open_provider):
    little.on("/Api/Sign/GetDocumentsHashCodes", http({"surprise": 1}))
    with pytest.raises(AnswerUnreadable) as caught:
        open_provider(little.url).hash_codes([uid(1)])
    assert caught.value.raw == b'{"surprise":1}'


# ------------------------------------------------------------------ at the sandbox


@pytest.mark.parametrize("shape", ["register", "flat"])
def test_what_waits_at_the_sandbox(world, shape):
    world.settings(content_shape=shape)
    found = world.provider.waiting()
    told = {one["uid"]: one for one in world.sandbox.control.documents()["documents"]}
    inn = world.company.tax_id
    due = {id_ for id_, one in told.items() if one["status"].get(inn) in {22, 26, 32}}
    assert ids(found) == due
    assert found.truncated is False
    for document in found.documents:
        one = told[document.ref.remote_id]
        assert document.number == one["number"]
        assert document.status == str(one["status"][inn])
        assert (document.direction is Direction.OUTGOING) is (one["owner"] == inn)
        assert document.counterparty.tax_id == (one["contractor"] if one["owner"] == inn else one["owner"])
        assert document.total is None or document.total.amount == Decimal(one["total"])
        assert document.issued is not None
        assert Action.SIGN in document.actions or document.status == "32"
    assert {document.total.currency for document in found.documents if document.total} >= {"UZS", "USD"}
    shown = [document for document in found.documents if document.content is not None]
    assert len(shown) < len(found.documents), "some are hash-only"
    assert all(document.content.lines for document in shown)
    if shape == "register":
        assert any(document.due for document in found.documents)
        assert any(document.counterparty.bank_account for document in found.documents)
    texts = world.provider.contents([document.ref.remote_id for document in found.documents])
    assert {id_.lower() for id_ in texts} == {document.ref.remote_id for document in shown}


def test_the_past_at_the_sandbox(world):
    past = world.provider.past(None)
    assert {document.stage for document in past.documents} == {Stage.FINISHED, Stage.REFUSED}
    assert {document.direction for document in past.documents} == set(Direction)
    assert all(document.content for document in past.documents)


@pytest.mark.parametrize("shape", ["list", "data", "map", "array"])
def test_hash_codes_in_the_sandboxs_shapes(world, shape):
    wanted = world.ids()[:3]
    expected = {id_: world.sandbox.state.documents[id_].hash_code for id_ in wanted}
    world.settings(hash_shape=shape)
    assert world.provider.hash_codes([*wanted, "0" * 32]) == expected


@pytest.mark.parametrize("errors", ["list", "string"])
def test_statuses_at_the_sandbox(world, errors):
    world.settings(errors_shape=errors)
    wanted = world.ids()[:3]
    found = world.provider.statuses([wanted[0].upper(), *wanted[1:], "0" * 32])
    assert set(found) == set(wanted)
    assert {status.status_text for status in found.values()} == {"Требуется подпись"}
    assert world.provider.statuses(["0" * 32]) == {}


def test_documents_by_id_alone(world):
    wanted = [document for document in world.provider.waiting().documents if document.status == "22"]
    given = [document.ref.remote_id.upper() for document in wanted] + ["0" * 32, "../../x", ""]
    fresh = {document.ref.remote_id: document for document in world.another().describe(given)}
    assert set(fresh) == {document.ref.remote_id for document in wanted}
    for document in wanted:
        described = fresh[document.ref.remote_id]
        for name in ("direction", "number", "issued", "due", "kind_code", "status", "actions", "total"):
            assert getattr(described, name) == getattr(document, name), name
        assert described.counterparty.tax_id == document.counterparty.tax_id


# ------------------------------------------------------------------ the documented calls only


def test_without_the_calls_beyond_the_document(world):
    wanted = world.ids()[:2]
    world.settings(beyond_document=False)
    bare = world.another(listing=False)
    told = bare.capabilities
    assert (told.listing, told.content, Action.REJECT in told.actions) == (False, False, False)
    for call in (bare.waiting, lambda: bare.past(None), lambda: bare.contents(wanted)):
        with pytest.raises(Refused) as caught:
            call()
        assert (caught.value.code, caught.value.retry) == ("provider-no-listing", Retry.NEVER)
    documents = bare.describe([*wanted, "0" * 32])
    assert [document.ref.remote_id for document in documents] == wanted
    assert {document.stage for document in documents} == {Stage.WAITING_FOR_ME}
    assert {document.actions for document in documents} == {frozenset({Action.SIGN})}
    assert {(document.number, document.total, document.content) for document in documents} == {("", None, None)}
    assert len(bare.hash_codes(wanted)) == 2


def test_a_provider_that_does_not_list_although_the_account_says_so(world):
    world.settings(beyond_document=False)
    fresh = world.another()
    with pytest.raises(Refused) as caught:
        fresh.waiting()
    assert caught.value.code == "provider-no-such-call"


def test_the_second_company_sees_its_own(sandbox, sandbox_pki, open_provider, world):
    second = world_of(sandbox, sandbox_pki, open_provider, 1)
    mine, theirs = ids(world.provider.waiting()), ids(second.provider.waiting())
    assert mine
    assert theirs
    assert not mine & theirs
    assert second.provider.statuses(sorted(mine)[:3]) == {}


def test_documents_by_id_when_only_the_details_know_them(little, open_provider):
    Shelf(little, [row(1), row(2), row(3)])
    detailed = row(1, isSent=True, ownerInn=COMPANY.tax_id, contractorInn="300000105", contractorName="them")
    del detailed["contractor"]
    little.on(f"/Api/Document/GetDetails/{uid(1)}", http(detailed))
    little.on(f"/Api/Document/GetDetails/{uid(2)}", http({"Message": "?"}, 400))
    little.on(f"/Api/Document/GetDetails/{uid(3)}", http(row(9)))
    first, second, third = open_provider(little.url).describe([uid(1), uid(2), uid(3)])
    assert (first.direction, first.number, first.counterparty.name) == (Direction.OUTGOING, "1", "them")
    assert (second.number, second.status) == ("", "22"), "the status alone"
    assert (third.number, third.ref.remote_id) == ("", uid(3)), "details of another document are not believed"


def test_contents_that_are_refused_are_said(little, open_provider):
    Shelf(little, [])
    little.on(CONTENT, http({"Message": "The company is not yours."}, 403))
    with pytest.raises(Refused):
        open_provider(little.url).contents([uid(1)])


def test_without_dictionaries_the_printed_names_are_used(little, open_provider):
    Shelf(little, [row(1, status="?"), row(2, type=5)])
    little.on(TYPES, http({}, 500))
    little.on(STATUSES, http("surprise"))
    first, second = open_provider(little.url).waiting().documents
    assert (first.status, first.status_text, first.stage) == ("?", "?", Stage.UNKNOWN)
    assert (first.kind, second.kind) == ("Счёт-фактура", "Акт и счёт фактура")


def test_what_is_remembered_has_an_end():
    memory = {str(number): number for number in range(listing.REMEMBERED)}
    listing._remember(memory, "x", 1)
    assert memory == {"x": 1}


def test_a_content_between_strangers_does_not_say_whose_document_it_is(little, open_provider):
    Shelf(little, [row(1)])
    sides = {"sender": {"sender_info": {"INN": "300000101"}}, "receiver": {"receiver_info": {"INN": "300000102"}}}
    text = msgspec.json.encode({"head": sides, "document": {"document_number": "7"}}).decode()
    little.on(CONTENT, http({"Documents": [{"UniqueId": uid(1), "Content": text}]}))
    document = open_provider(little.url).describe([uid(1)])[0]
    assert (document.direction, document.number) == (Direction.INCOMING, "7")
