"""All sixteen methods of the Sales Invoice API over HTTP. Builds requests, reads answers, judges what they prove.

Source: the API document, one section for each method. Reading calls raise `AnswerUnreadable` for what they cannot
read, writing ones `OutcomeUnknown`. One error of the service is told as another HTTP status: "another web request is
currently being processed" (seen as HTTP 500) proves that the request was not begun.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from muhr.domain.errors import AnswerUnreadable, OutcomeUnknown, ProviderError, Refused, Throttled, Unauthorised
from muhr.domain.sentences import say
from muhr.providers.eurofaktura.requests import Login, Parameter, day, element, method
from muhr.providers.eurofaktura.sentences import Trouble, trouble_of
from muhr.providers.eurofaktura.xml_read import Misread, Node, read
from muhr.providers.outcomes import RAW_KEPT, Answer, Purpose
from muhr.providers.plaintext import line
from muhr.providers.transport import Call, Transport

PAUSE = timedelta(seconds=5)
"""How long an account is left alone that has another request at work (seen: 5, 10, 15 s)."""

_HEADERS = (("Accept", "text/xml, application/xml"), ("Content-Type", "application/octet-stream"))


_PLAIN = frozenset({401, 408, 429})
"""HTTP statuses that say enough by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which invoice: its number, as exactly as it is known."""

    number: str
    issued: date | None = None
    cost_position: str = ""
    business_unit: str = ""
    vat_book: str = ""

    def parameters(self) -> list[Parameter]:
        """The parameters that name it."""
        found = [Parameter("number", self.number)]
        if self.issued is not None:
            found.append(day("date", self.issued))
        more = {"costPosition": self.cost_position, "businessUnit": self.business_unit, "vatBook": self.vat_book}
        return found + [Parameter(name, value) for name, value in more.items() if value]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An attachment."""

    name: str
    data: bytes


class Calls:
    """One account's calls."""

    def __init__(self, transport: Transport, url: str, login: Login) -> None:
        self.transport = transport
        self._url = url
        self._login = login

    def __repr__(self) -> str:
        return f"Calls({self.transport!r})"

    # ---------------------------------------------------------------- reading

    def get(self, which: Which) -> Node | None:
        """SalesInvoiceGet: the `SalesInvoice` element; None when there is no such invoice."""
        try:
            root = self.ask(method("SalesInvoiceGet", which.parameters()))
        except Refused as refusal:
            if refusal.facts.get("trouble") is Trouble.NOT_FOUND:
                return None
            raise
        found = next(root.find("SalesInvoice"), None)
        if found is None:
            raise AnswerUnreadable("The answer holds no invoice.")
        return found

    def get_pdf(self, which: Which, *, mark_sent: bool = False) -> bytes:
        """SalesInvoiceGetPDF. `mark_sent` changes the invoice: it then counts as sent."""
        flags = [Parameter("markDocumentAsSent")] if mark_sent else []
        root = self.ask(method("SalesInvoiceGetPDF", [*which.parameters(), *flags]))
        return _base64(root.value("pdfFile"))

    def get_public_url(self, which: Which, *, until: date | None = None, mark_sent: bool = False) -> str:
        """SalesInvoiceGetPublicURL, as the service gives it. `mark_sent` as for `get_pdf`."""
        flags = [Parameter("markDocumentAsSent")] if mark_sent else []
        if until is not None:
            flags.append(Parameter("linkExpirationDate", until.isoformat()))
        return self.ask(method("SalesInvoiceGetPublicURL", [*which.parameters(), *flags])).value("publicURL")

    def list_invoices(self, filters: Iterable[Parameter]) -> list[Node]:
        """SalesInvoiceList: the `SalesInvoice` elements."""
        root = self.ask(method("SalesInvoiceList", filters))
        inside = root.child("SalesInvoices") or root
        return list(inside.all("SalesInvoice"))

    def attachment_get(self, which: Which) -> list[File]:
        """SalesInvoiceAttachmentGet: the default attachment, or nothing."""
        return self._attachments("SalesInvoiceAttachmentGet", which)

    def attachment_list(self, which: Which) -> list[File]:
        """SalesInvoiceAttachmentList: every attachment."""
        return self._attachments("SalesInvoiceAttachmentList", which)

    def _attachments(self, name: str, which: Which) -> list[File]:
        try:
            root = self.ask(method(name, which.parameters()))
        except Refused as refusal:
            if "attach" in str(refusal).lower() and refusal.facts.get("trouble") is Trouble.NOT_FOUND:
                return []
            raise
        return [
            File(name=line(one.value("fileName"), 120), data=_base64(one.value("contents")))
            for one in root.find("Attachment")
        ]

    # ---------------------------------------------------------------- writing: the bodies

    @staticmethod
    def create(invoice: str) -> bytes:
        """Body of SalesInvoiceCreate: the service gives the number, so that a repeat makes a second invoice."""
        return method("SalesInvoiceCreate", [Parameter("SalesInvoice", content=invoice)])

    @staticmethod
    def import_(invoice: str) -> bytes:
        """Body of SalesInvoiceImport for an invoice with our own number, which must not exist yet."""
        only = Parameter("importType", "createOnly")
        return method("SalesInvoiceImport", [only, Parameter("SalesInvoice", content=invoice)])

    @staticmethod
    def import_pohoda(data: bytes) -> bytes:
        """Body of SalesInvoiceImport for a document of the accounting program POHODA, which must not exist yet."""
        return method(
            "SalesInvoiceImport",
            [
                Parameter("importType", "createOnly"),
                Parameter("dataFormat", "POHODA"),
                Parameter("base64data", content=base64.b64encode(data).decode("ascii")),
            ],
        )

    @staticmethod
    def update(invoice: str) -> bytes:
        """Body of SalesInvoiceUpdate; `number` must be among the elements."""
        return method("SalesInvoiceUpdate", [Parameter("SalesInvoice", content=invoice)])

    @staticmethod
    def delete(which: Which) -> bytes:
        """Body of SalesInvoiceDelete."""
        return method("SalesInvoiceDelete", which.parameters())

    @staticmethod
    def cancel(which: Which, *, status: str = "") -> bytes:
        """Body of SalesInvoiceCancel; `status` of the cancellation document: draft or issuedInvoice (its default)."""
        more = [Parameter("status", status)] if status else []
        return method("SalesInvoiceCancel", [*which.parameters(), *more])

    @staticmethod
    def send_by_email(which: Which, recipient: str, **more: str) -> bytes:
        """Body of SalesInvoiceSendByEmail; `more`: sender, cc, bcc, subject, message."""
        given = [Parameter(name, value) for name, value in more.items() if value]
        return method("SalesInvoiceSendByEmail", [*which.parameters(), Parameter("recipient", recipient), *given])

    @staticmethod
    def payment_record_add(
        which: Which, paid: date, amount: str, kind: str, *, remark: str = "", currency: str = ""
    ) -> bytes:
        """Body of SalesInvoicePaymentRecordAdd. Its example misspells `paymentAmount`; its table is followed."""
        optional = {"paymentRemark": remark, "paymentCurrency": currency}
        given = [
            day("paymentDate", paid),
            Parameter("paymentAmount", amount),
            Parameter("paymentMethodForInvoice", kind),
            *(Parameter(name, value) for name, value in optional.items() if value),
        ]
        return method("SalesInvoicePaymentRecordAdd", [*which.parameters(), *given])

    @staticmethod
    def installments_create(which: Which, parts: Sequence[tuple[date, str]]) -> bytes:
        """Body of SalesInvoiceInstallmentsCreate: at least two dates with amounts."""
        rows = "".join(
            f"<Installment>{element('installmentDate', on.isoformat())}{element('installmentAmount', part)}"
            "</Installment>"
            for on, part in parts
        )
        # Parameter and element bear the same name, one inside the other, as printed.
        nested = f"<SalesInvoiceInstallments>{rows}</SalesInvoiceInstallments>"
        return method(
            "SalesInvoiceInstallmentsCreate",
            [*which.parameters(), Parameter("SalesInvoiceInstallments", content=nested)],
        )

    @staticmethod
    def attachment_add(which: Which, file: File, *, default: bool = False) -> bytes:
        """Body of SalesInvoiceAttachmentAdd, or of SalesInvoiceAttachmentSetDefault."""
        data = base64.b64encode(file.data).decode("ascii")
        inner = f'<contents encoding="BASE64">{data}</contents>{element("fileName", file.name)}'
        name = "SalesInvoiceAttachmentSetDefault" if default else "SalesInvoiceAttachmentAdd"
        return method(name, [*which.parameters(), Parameter("attachment", content=inner)])

    # ---------------------------------------------------------------- one request

    def ask(self, body: bytes) -> Node:
        """Send a reading method; gives `<response>`. Raises every `ProviderError` but `OutcomeUnknown`."""
        return self._exchange(body, Purpose.READ, patient=True)[0]

    def tell(self, body: bytes, *, repeatable: bool = False) -> tuple[Node, bytes]:
        """Send a writing method once; gives `<response>` and the answer as it is kept.

        Args:
            body: the `<method>` element.
            repeatable: a second one does no harm, so that "another request is being processed" is believed.

        Raises:
            Refused: the service said no; `facts["trouble"]` says why, `facts["raw"]` is the answer.
            OutcomeUnknown: whether it was done must be asked.
        """
        return self._exchange(body, Purpose.WRITE, patient=repeatable)

    def kept(self, body: bytes) -> bytes:
        """Give as much of an answer as is kept for the person, without secrets."""
        return self.transport.redactor.clean_bytes(body[:RAW_KEPT])

    def _exchange(self, body: bytes, purpose: Purpose, *, patient: bool) -> tuple[Node, bytes]:
        call = Call(method="POST", url=self._url, purpose=purpose, headers=_HEADERS, body=self._login.around(body))
        answer = self.transport.exchange(call)
        if (
            answer.status >= 500
            and patient
            and trouble_of(answer.body[:4096].decode("utf-8", "replace")) is Trouble.BUSY
        ):
            raise self._busy()
        explained = self._explained(answer, purpose)
        if explained is not None:
            return self._judged(explained, purpose, answer, patient=patient), self.kept(answer.body)
        problem = self.transport.judge(call, answer)
        if problem is not None:
            raise problem
        try:
            root = read(answer.body)
        except Misread as error:
            raise self._unclear(purpose, answer, error.sentence) from None
        return self._judged(root, purpose, answer, patient=patient), self.kept(answer.body)

    @staticmethod
    def _explained(answer: Answer, purpose: Purpose) -> Node | None:
        """A printed error under another HTTP status than 200. A writing call is believed it only below 500."""
        ends = 500 if purpose is Purpose.WRITE else 600
        if not 400 <= answer.status < ends or answer.status in _PLAIN:
            return None
        try:
            root = read(answer.body)
        except Misread:
            return None
        return (
            root if root.name.lower() == "response" and root.attributes.get("status", "").lower() == "error" else None
        )

    def _judged(self, root: Node, purpose: Purpose, answer: Answer, *, patient: bool) -> Node:
        status = root.attributes.get("status", "").lower()
        if root.name.lower() != "response" or status not in {"ok", "error"}:
            raise self._unclear(purpose, answer, say("no <response> with a status was found"))
        if status == "ok":
            return root
        told = root.child("error")
        sentence = told.attributes.get("description", "") or told.text if told is not None else ""
        said = self.transport.redactor.clean(line(sentence, 500))
        trouble = trouble_of(said)
        if trouble is Trouble.BUSY and patient:
            raise self._busy()
        if trouble is Trouble.BUSY:
            raise self._unclear(purpose, answer, say("another request was being processed"))
        if trouble is Trouble.LOGIN:
            raise Unauthorised(say("Eurofaktura does not accept this login: {said}", said=said))
        code = "provider-forbidden" if trouble is Trouble.PRIVILEGES else "provider-refused"
        raw = self.kept(answer.body)
        if not said:
            raise Refused("Eurofaktura refused and did not say why.", code=code, raw=raw, trouble=trouble)
        raise Refused(say("Eurofaktura refused: {said}", said=said), code=code, raw=raw, trouble=trouble)

    def _busy(self) -> Throttled:
        now: datetime = self.transport.clock()
        return Throttled("Eurofaktura is still working on another request of this account.", until=now + PAUSE)

    def _unclear(self, purpose: Purpose, answer: Answer, why: str) -> ProviderError:
        raw = self.kept(answer.body)
        if purpose is Purpose.WRITE:
            text = say("The answer could not be read ({why}); whether it was done must be asked.", why=why)
            return OutcomeUnknown(text, raw=raw)
        return AnswerUnreadable(say("The answer could not be read: {error}.", error=why), raw=raw)


def _base64(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise AnswerUnreadable("The file in the answer is not readable base64.") from None
