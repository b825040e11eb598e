"""All sixteen methods: what is sent looks as printed, what comes is read, what is refused is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from eurofaktura_kit import MD5, NUMBER, PAY, SEND, TOKEN, World, answer, effect, invoice, item, refusal
from provider_kit import LittleServer, http

from muhr.domain.documents import Action
from muhr.domain.downloads import DownloadKind
from muhr.domain.errors import (
    AnswerUnreadable,
    BugError,
    InputError,
    OutcomeUnknown,
    ProviderError,
    Refused,
    Throttled,
    Unauthorised,
    Unreachable,
)
from muhr.providers.eurofaktura import Eurofaktura
from muhr.providers.eurofaktura.calls import Calls, File, Which
from muhr.providers.eurofaktura.requests import Parameter, day
from muhr.providers.eurofaktura.sentences import Trouble

LineTo = Callable[..., Eurofaktura]
ON = date(2026, 1, 13)
WHICH = Which(number="12/2026", issued=ON)
FULL = Which(number="7", issued=ON, cost_position="120", business_unit="0001", vat_book="123")
ID = '<parameter name="number" value="12/2026" /><parameter name="date" type="Date" value="2026-01-13" />'

both = pytest.mark.parametrize("quirks", ["clean", "faithful"])


# ------------------------------------------------------------------ what is sent


def body(inner: str, name: str) -> bytes:
    return f'<method name="SalesInvoice{name}">{inner}</method>'.encode()


SENT: list[tuple[bytes, bytes]] = [
    (
        Calls.create("<date>2026-01-13</date>"),
        body('<parameter name="SalesInvoice"><date>2026-01-13</date></parameter>', "Create"),
    ),
    (
        Calls.import_("<number>1</number>"),
        body(
            '<parameter name="importType" value="createOnly" />'
            '<parameter name="SalesInvoice"><number>1</number></parameter>',
            "Import",
        ),
    ),
    (
        Calls.import_pohoda(b"<dataPack/>"),
        body(
            '<parameter name="importType" value="createOnly" /><parameter name="dataFormat" value="POHODA" />'
            '<parameter name="base64data">PGRhdGFQYWNrLz4=</parameter>',
            "Import",
        ),
    ),
    (
        Calls.update("<number>12</number>"),
        body('<parameter name="SalesInvoice"><number>12</number></parameter>', "Update"),
    ),
    (Calls.delete(WHICH), body(ID, "Delete")),
    (Calls.cancel(WHICH, status="draft"), body(f'{ID}<parameter name="status" value="draft" />', "Cancel")),
    (Calls.cancel(WHICH), body(ID, "Cancel")),
    (
        Calls.send_by_email(
            WHICH,
            "a@b.example,c@d.example",
            sender="s@t.example",
            cc="",
            subject='Faktura "1" <&>',
            message="Dobrý den",
        ),
        body(
            f'{ID}<parameter name="recipient" value="a@b.example,c@d.example" />'
            '<parameter name="sender" value="s@t.example" />'
            '<parameter name="subject" value=\'Faktura "1" &lt;&amp;&gt;\' />'
            '<parameter name="message" value="Dobrý den" />',
            "SendByEmail",
        ),
    ),
    (
        Calls.payment_record_add(WHICH, date(2026, 1, 20), "50", "Cash", remark="Záloha", currency="EUR"),
        body(
            f'{ID}<parameter name="paymentDate" type="Date" value="2026-01-20" />'
            '<parameter name="paymentAmount" value="50" />'
            '<parameter name="paymentMethodForInvoice" value="Cash" /><parameter name="paymentRemark" value="Záloha" />'
            '<parameter name="paymentCurrency" value="EUR" />',
            "PaymentRecordAdd",
        ),
    ),
    (
        Calls.installments_create(WHICH, [(ON, "218"), (date(2026, 2, 13), "300")]),
        body(
            f'{ID}<parameter name="SalesInvoiceInstallments"><SalesInvoiceInstallments>'
            "<Installment><installmentDate>2026-01-13</installmentDate>"
            "<installmentAmount>218</installmentAmount></Installment>"
            "<Installment><installmentDate>2026-02-13</installmentDate>"
            "<installmentAmount>300</installmentAmount></Installment>"
            "</SalesInvoiceInstallments></parameter>",
            "InstallmentsCreate",
        ),
    ),
    (
        Calls.attachment_add(WHICH, File(name="a&b.jpg", data=b"\xff\xd8")),
        body(
            f'{ID}<parameter name="attachment">'
            '<contents encoding="BASE64">/9g=</contents><fileName>a&amp;b.jpg</fileName></parameter>',
            "AttachmentAdd",
        ),
    ),
]


@pytest.mark.parametrize(("built", "printed"), SENT)
def test_what_is_sent_looks_as_printed(built: bytes, printed: bytes) -> None:
    assert built.decode() == printed.decode()


def test_every_request_is_one_post_with_the_login_inside(line_to: LineTo, little: LittleServer) -> None:
    little.on("/API", answer("<SalesInvoice><number>7</number></SalesInvoice>"))
    line_to().calls.get(FULL)
    (asked,) = little.asked
    assert (asked.method, asked.path) == ("POST", "/API")
    assert asked.headers["content-type"] == "application/octet-stream"
    assert asked.body.decode() == (
        '<?xml version="1.0" encoding="utf-8"?>\n<request>\n'
        f'<login username="ukazka" md5pass="{MD5}" token="{TOKEN}" />\n<method name="SalesInvoiceGet">'
        '<parameter name="number" value="7" /><parameter name="date" type="Date" value="2026-01-13" />'
        '<parameter name="costPosition" value="120" /><parameter name="businessUnit" value="0001" />'
        '<parameter name="vatBook" value="123" /></method>\n</request>'
    )


def test_a_hash_may_be_given_instead_of_the_password(line_to: LineTo, little: LittleServer) -> None:
    little.on("/API", answer("<SalesInvoices/>"))
    line_to(md5pass="given").test()
    assert b'md5pass="Tajne-Heslo-7"' in little.asked[0].body


def test_flags_and_the_end_of_a_link_are_sent_as_printed(line_to: LineTo, little: LittleServer) -> None:
    pdf = answer("<number>1</number><date>2026-01-13</date><pdfFile>JVBERi0xLjQ\n =</pdfFile>")
    link = answer("<number>1</number><publicURL>https://e.example/x</publicURL>")
    little.on("/API", pdf, link, pdf, link)
    calls = line_to().calls
    assert calls.get_pdf(WHICH, mark_sent=True) == b"%PDF-1.4"
    assert calls.get_public_url(WHICH, until=date(2026, 12, 31), mark_sent=True) == "https://e.example/x"
    flag = b'<parameter name="markDocumentAsSent" />'
    assert flag in little.asked[0].body
    assert flag + b'<parameter name="linkExpirationDate" value="2026-12-31" />' in little.asked[1].body
    calls.get_pdf(WHICH)
    calls.get_public_url(WHICH)
    assert not any(flag in one.body for one in little.asked[2:]), "nothing is marked unless it is asked for"


# ------------------------------------------------------------------ all of them at the sandbox


@both
def test_every_method_at_the_sandbox(world: World, quirks: str) -> None:
    world.settings(quirks=quirks)
    calls = world.line.calls
    assert calls.get(Which(number="no-such")) is None
    created, _ = calls.tell(Calls.create(_inner(invoice(number="", status="draft"))))
    number = created.value("number")
    which = Which(number=number, issued=date(2026, 2, 28))
    node = calls.get(which)
    assert node is not None
    assert node.value("buyerName") == "Příklad Služby s.r.o."
    calls.tell(Calls.import_(_inner(invoice(items=item(kontrolHlasSectionType="2")))))
    imported = Which(number=NUMBER)
    calls.tell(Calls.update(f"<number>{NUMBER}</number><remarks>Změna</remarks>"))
    changed = calls.get(imported)
    assert changed is not None
    assert changed.value("remarks") == "Změna"
    assert calls.get_pdf(imported).startswith(b"%PDF-")
    assert NUMBER in calls.get_public_url(imported, mark_sent=True)
    filters = [Parameter("status", "DocumentSentAlready"), day("dateFrom", date(2026, 2, 28))]
    assert NUMBER in {one.value("number") for one in calls.list_invoices(filters)}, "the link has marked it as sent"
    calls.tell(Calls.send_by_email(imported, "ucetni@priklad.example"))
    calls.tell(Calls.payment_record_add(imported, date(2026, 3, 1), "12.50", "Cash"))
    made, _ = calls.tell(Calls.installments_create(imported, [(ON, "100"), (ON, "142")]))
    assert made.value("message") == "Succesfuly added 2 installments to sales invoice."
    assert calls.attachment_get(imported) == []
    first, second = File(name="příloha.jpg", data=b"\xff\xd8\x00"), File(name="b.pdf", data=b"%PDF-")
    calls.tell(Calls.attachment_add(imported, first))
    calls.tell(Calls.attachment_add(imported, second, default=True))
    assert calls.attachment_get(imported) == [second]
    assert calls.attachment_list(imported) == [second, first]
    again = calls.get(imported)
    assert again is not None
    assert [len(list(again.find(name))) for name in ("PaymentRecord", "Installment")] == [1, 2]
    calls.tell(Calls.cancel(imported, status="draft"))
    with pytest.raises(Refused, match="Can not cancel") as caught:
        calls.tell(Calls.cancel(imported))
    assert caught.value.facts["trouble"] is Trouble.CANNOT_CANCEL
    calls.tell(Calls.delete(which))
    assert calls.get(which) is None


def _inner(element: str) -> str:
    return re.sub(r"^<SalesInvoice>|</SalesInvoice>$", "", element)


REFUSED: list[tuple[bytes, Trouble]] = [
    (Calls.create("<city>Brno</city>"), Trouble.UNSAID),
    (Calls.import_(_inner(invoice(number=""))), Trouble.MISSING),
    (Calls.import_pohoda(b"<dataPack>"), Trouble.UNREADABLE),
    (Calls.update("<remarks>x</remarks>"), Trouble.MISSING),
    (Calls.update("<number>no-such</number>"), Trouble.NOT_FOUND),
    (Calls.delete(Which(number="no-such")), Trouble.NOT_FOUND),
    (Calls.cancel(Which(number="no-such")), Trouble.NOT_FOUND),
    (Calls.cancel(Which(number="")), Trouble.MISSING),
    (Calls.send_by_email(Which(number="no-such"), "a@b.example"), Trouble.NOT_FOUND),
    (Calls.payment_record_add(Which(number="1"), ON, "1", "Test"), Trouble.UNSUPPORTED),
    (Calls.installments_create(Which(number="1"), [(ON, "1")]), Trouble.MISSING),
    (Calls.attachment_add(Which(number="no-such"), File(name="a", data=b"")), Trouble.NOT_FOUND),
]


@both
@pytest.mark.parametrize("request_body", [body for body, _ in REFUSED], ids=[str(n) for n in range(len(REFUSED))])
def test_every_refusal_is_told_apart(world: World, quirks: str, request_body: bytes) -> None:
    trouble = dict(REFUSED)[request_body]
    first = next(one["number"] for one in world.service.list_documents())
    world.settings(quirks=quirks)
    known = request_body.replace(b'value="1" />', f'value="{first}" />'.encode(), 1)
    with pytest.raises(Refused) as caught:
        world.line.calls.tell(known)
    assert caught.value.facts["trouble"] is trouble
    assert caught.value.facts["raw"].startswith(b"<?xml")


# ------------------------------------------------------------------ what an exchange proves

CUT = answer("<number>1</number>")[:-20]
EXCHANGES: list[tuple[bytes, type[ProviderError], type[ProviderError]]] = [
    # the answer, what a reading call makes of it, what a writing one does
    (refusal("document could not be found"), Refused, Refused),
    (refusal("Access denied. User account does not have sufficient privileges"), Refused, Refused),
    (refusal("Access denied. Wrong token"), Unauthorised, Unauthorised),
    (answer("", "maybe"), AnswerUnreadable, OutcomeUnknown),
    (http("<html>Přihlášení</html>"), Unreachable, OutcomeUnknown),
    (http("<other status='ok'/>"), AnswerUnreadable, OutcomeUnknown),
    (http(""), AnswerUnreadable, OutcomeUnknown),
    (http("<response status='ok'><number>1</number>"), AnswerUnreadable, OutcomeUnknown),
    (refusal("Another web request is currently being processed"), Throttled, OutcomeUnknown),
    (http("Another web request is currently being processed", 500), Throttled, OutcomeUnknown),
    (answer("", "ok", 500), ProviderError, OutcomeUnknown),
    (http("", 502), ProviderError, OutcomeUnknown),
    (http("", 401), Unauthorised, Unauthorised),
    (http("", 429), Throttled, Throttled),
    (http("", 302, Location="/x"), ProviderError, OutcomeUnknown),
]


@pytest.mark.parametrize(("reply", "reading", "writing"), EXCHANGES, ids=[str(n) for n in range(len(EXCHANGES))])
def test_what_an_answer_proves(
    line_to: LineTo, little: LittleServer, reply: bytes, reading: type[ProviderError], writing: type[ProviderError]
) -> None:
    little.on("/API", reply)
    calls = line_to().calls
    with pytest.raises(reading) as read:
        calls.ask(Calls.delete(WHICH))
    assert not isinstance(read.value, OutcomeUnknown), "a question has no outcome"
    with pytest.raises(writing):
        calls.tell(Calls.delete(WHICH))
    assert len(little.asked) == 2, "nothing is sent twice by itself"


def test_busy_proves_that_nothing_began_where_it_can_be_asked(line_to: LineTo, little: LittleServer) -> None:
    little.on("/API", http("Another web request is currently being processed", 500))
    line = line_to()
    with pytest.raises(Throttled) as caught:
        line.send(effect(Action.DELETE, "1@2026-01-13", Calls.delete(WHICH)))
    assert caught.value.until is not None
    with pytest.raises(OutcomeUnknown):
        line.send(effect(Action.SEND, "1@2026-01-13", Calls.send_by_email(WHICH, "a@b.example")))


@pytest.mark.parametrize("status", [400, 404, 409, 500, 503])
def test_an_error_may_come_under_another_status(line_to: LineTo, little: LittleServer, status: int) -> None:
    missing = answer('<error description="document could not be found"></error>', "error", status)
    little.on("/API", missing)
    calls = line_to().calls
    assert calls.get(WHICH) is None
    with pytest.raises(Refused if status < 500 else OutcomeUnknown):
        calls.tell(Calls.delete(WHICH))
    little.on("/API", answer("<SalesInvoice><number>1</number></SalesInvoice>", "ok", status))
    with pytest.raises(ProviderError) as caught:
        calls.get(WHICH)
    assert "trouble" not in caught.value.facts, "a success under such a status is none"


def test_a_closed_line_and_no_server(line_to: LineTo, little: LittleServer) -> None:
    line = line_to()
    little.stop()
    with pytest.raises(Unreachable):
        line.test()
    line.close()
    with pytest.raises(Unreachable):
        line.test()


# ------------------------------------------------------------------ through the port


def test_a_test_of_the_login(world: World) -> None:
    report = world.line.test()
    assert report.ok
    assert world.account.login in report.note


@pytest.mark.parametrize(
    ("action", "details"),
    [
        (Action.SEND, {}),
        (Action.SEND, {"recipient": "nobody"}),
        (Action.SEND, SEND | {"cc": "a b@c.example"}),
        (Action.PAY, PAY | {"paymentAmount": "0"}),
        (Action.PAY, PAY | {"paymentAmount": "x"}),
        (Action.PAY, PAY | {"paymentDate": "13.1.2026"}),
        (Action.PAY, PAY | {"paymentMethodForInvoice": "Barter"}),
        (Action.CANCEL, {"status": "void"}),
    ],
)
def test_what_cannot_be_sent_is_refused_at_its_field(world: World, action: Action, details: dict[str, str]) -> None:
    document = world.with_action(action)
    with pytest.raises(InputError) as caught:
        world.line.payload(action, document, details=details)
    assert caught.value.code == "action-detail"


def test_an_action_that_does_not_exist_is_our_mistake(world: World) -> None:
    with pytest.raises(BugError):
        world.line.payload(Action.SIGN, world.with_action(Action.SEND))


def test_words_of_a_person_cannot_leave_their_place(world: World) -> None:
    document = world.with_action(Action.SEND)
    evil = '" /></method><method name="SalesInvoiceDelete"><parameter name="number" value="1'
    sent = world.line.payload(Action.SEND, document, comment=evil, details=SEND | {"subject": evil})
    world.line.send(effect(Action.SEND, document.ref.remote_id, sent))
    assert world.ledger("delete") == {}
    assert world.ledger("send") == {document.number + f"@{document.issued}": 1}


def test_downloads_and_a_link(world: World, tmp_path: Path) -> None:
    document = world.with_action(Action.SEND)
    seen: list[tuple[int, int | None]] = []
    kinds = world.line.download_kinds(document)
    assert kinds == (DownloadKind.PDF, DownloadKind.XML)
    for kind, start in zip(kinds, (b"%PDF-", b"<?xml"), strict=True):
        target = tmp_path / f"x.{kind.value}"
        got = world.line.download(kind, document.ref.remote_id, target, lambda done, of: seen.append((done, of)))
        assert got.read_bytes().startswith(start)
    assert len(seen) == 2
    assert world.line.public_link(document.ref.remote_id).startswith("https://")
    assert world.ledger("mark-sent") == {}
    with pytest.raises(Refused):
        world.line.download(DownloadKind.XML, "no-such@2026-01-01", tmp_path / "y", lambda done, of: None)
    with pytest.raises(InputError):
        world.line.download(DownloadKind.ARCHIVE, document.ref.remote_id, tmp_path / "z", lambda done, of: None)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["x.pdf", "x.xml"]


@pytest.mark.parametrize(
    "link", ["http://e.example/x", "javascript:1", "https://e.example/ x", "https://é.example", ""]
)
def test_only_a_secure_address_is_a_link(line_to: LineTo, little: LittleServer, link: str) -> None:
    little.on("/API", answer(f"<publicURL>{link}</publicURL>"))
    with pytest.raises(AnswerUnreadable):
        line_to().public_link("1@2026-01-13")


@pytest.mark.parametrize(
    "inner", ["<pdfFile>JVBERi0</pdfFile>", "<pdfFile>bm8gcGRm</pdfFile>", "", "<pdfFile>…</pdfFile>"]
)
def test_only_a_pdf_is_one(line_to: LineTo, little: LittleServer, inner: str, tmp_path: Path) -> None:
    little.on("/API", answer(inner))
    with pytest.raises(AnswerUnreadable):
        line_to().download(DownloadKind.PDF, "1@2026-01-13", tmp_path / "x", lambda done, of: None)
    assert list(tmp_path.iterdir()) == []
