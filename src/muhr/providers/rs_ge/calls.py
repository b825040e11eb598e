"""One method for each call of RS.ge: address, body, token, and the reader of its answer. Decides nothing.

The twenty-six calls in the order of the API document; logging in (two of them) is in `session`. Reading calls give
typed values and raise `AnswerUnreadable` for what cannot be read. Those that take an effect's exact bytes send them
once and give what the answer proves; they raise `OutcomeUnknown` for an answer that proves nothing.

The bodies of the calls over several documents are lost in the API document at hand; they are written as the original
one prints them (ASSUMPTIONS.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from muhr.domain.errors import AnswerUnreadable, OutcomeUnknown, ProviderError, Refused
from muhr.domain.sentences import say
from muhr.providers.json_values import Misread
from muhr.providers.outcomes import RAW_KEPT, Answer, Purpose
from muhr.providers.rs_ge import answers, envelope
from muhr.providers.rs_ge.session import JSON, Session
from muhr.providers.rs_ge.tables import BarCodeFilter, ExciseFilter, InvoiceFilter, Table
from muhr.providers.rs_ge.values import printed
from muhr.providers.transport import Call, Transport

T = TypeVar("T")

READ, WRITE = Purpose.READ, Purpose.WRITE


class Calls:
    """Every call of one account. Callable from every lane."""

    def __init__(self, transport: Transport, session: Session, base_url: str) -> None:
        self.transport = transport
        self.session = session
        self._base = base_url.rstrip("/")

    # ---------------------------------------------------------------- users, organisations, common

    def sign_out(self) -> None:
        """POST /Users/SignOut: the token in use becomes void; without one nothing is asked."""
        token = self.session.current
        if token:
            call = self._call("/Users/SignOut", {}, READ)
            answer = self.transport.exchange(_bearing(call, token))
            self.session.signed_out()
            if _login_trouble(answer) is not envelope.Kind.TOKEN:  # a void token is what was wanted
                self._raise_for(self._told(call, answer), answer, READ)

    def vat_payer_status(self, tin: str, at: datetime) -> bool:
        """POST /Org/GetVatPayerStatus: whether a taxpayer paid VAT at a moment (aware)."""
        return self._ask("/Org/GetVatPayerStatus", {"Tin": tin, "VatDate": printed(at)}, answers.vat_payer)

    def organisation(self, tin: str) -> answers.Organisation:
        """POST /Org/GetOrgInfoByTin."""
        return self._ask("/Org/GetOrgInfoByTin", {"Tin": tin}, answers.organisation)

    def units(self) -> dict[int, str]:
        """POST /Common/GetUnits."""
        return self._ask("/Common/GetUnits", {}, answers.units)

    def probe(self) -> datetime | None:
        """POST /Common/GetUnits, for the moment of the server's clock that stands above the answer."""
        answer, _ = self._answered("/Common/GetUnits", {}, answers.units)
        return answer.date

    def transaction_result(self, transaction_id: str) -> tuple[envelope.Envelope, bytes]:
        """POST /Common/GetTransactionResult: the envelope as it came, whatever it says, and its bytes.

        Raises only what belongs to the line and the login.
        """
        call = self._call("/Common/GetTransactionResult", {"TransactionId": transaction_id}, READ)
        answer = self._exchange(call)
        told = self._told(call, answer)
        if told.kind in {envelope.Kind.TOKEN, envelope.Kind.LOGIN}:
            self._raise_for(told, answer, READ)
        return told, self.kept(answer.body)

    # ---------------------------------------------------------------- reading documents

    def actions(self) -> tuple[answers.ActionTerm, ...]:
        """POST /Invoice/GetActions: the dictionary from pairs to the ids that the list filters by."""
        return self._ask("/Invoice/GetActions", {}, answers.actions)

    def invoice(self, remote_id: int, *, number: int = 0, parent: int = 0) -> Mapping[str, object]:
        """POST /Invoice/GetInvoice: the members of INVOICE. With all numbers 0 an empty one, as a pattern."""
        body = {"InvoiceID": remote_id, "InvoiceNumber": number, "parentInvoiceID": parent}
        return self._ask("/Invoice/GetInvoice", body, answers.invoice)

    def list_invoices(self, wanted: InvoiceFilter) -> Table:
        """POST /Invoice/ListInvoices."""
        return self._ask("/Invoice/ListInvoices", wanted.body(), answers.invoice_table)

    def list_goods(self, remote_ids: Sequence[int]) -> list[Mapping[str, object]]:
        """POST /Invoice/ListGoods: the members of INVOICE of several documents."""
        return self._ask("/Invoice/ListGoods", _several(remote_ids), answers.invoices)

    def list_excise(self, wanted: ExciseFilter) -> answers.Told[answers.Excise]:
        """POST /Invoice/ListExcise."""
        return self._ask("/Invoice/ListExcise", wanted.body(), answers.excise)

    def list_bar_codes(self, wanted: BarCodeFilter) -> answers.Told[answers.BarCode]:
        """POST /Invoice/ListBarCodes."""
        return self._ask("/Invoice/ListBarCodes", wanted.body(), answers.bar_codes)

    def bar_code(self, code: str) -> answers.BarCode | None:
        """POST /Invoice/GetBarCode; None for a code that is not stored."""
        return self._ask("/Invoice/GetBarCode", {"barCode": code}, answers.bar_code)

    def sequence_number(self, period: str) -> str:
        """POST /Invoice/GetSeqNum: the declaration of a month, given as `YYYYMM`."""
        return self._ask("/Invoice/GetSeqNum", {"OperationPeriod": period}, answers.sequence_number)

    # ---------------------------------------------------------------- changing one document

    def save_invoice(self, body: bytes) -> answers.Changed:
        """POST /Invoice/SaveInvoice: `{"INVOICE": …, "TransactionId"}`."""
        return self._changed("/Invoice/SaveInvoice", body)

    def activate_invoice(self, body: bytes) -> answers.Changed:
        """POST /Invoice/ActivateInvoice: a saved document by its id, or a whole new one that is saved as well."""
        return self._changed("/Invoice/ActivateInvoice", body)

    def delete_invoice(self, body: bytes) -> answers.Changed:
        """POST /Invoice/DeleteInvoice."""
        return self._changed("/Invoice/DeleteInvoice", body)

    def cancel_invoice(self, body: bytes) -> answers.Changed:
        """POST /Invoice/CancelInvoice: asks the buyer to agree."""
        return self._changed("/Invoice/CancelInvoice", body)

    def refuse_invoice(self, body: bytes) -> answers.Changed:
        """POST /Invoice/RefuseInvoice: a received document, or the seller's wish to cancel it."""
        return self._changed("/Invoice/RefuseInvoice", body)

    def confirm_invoice(self, body: bytes) -> answers.Changed:
        """POST /Invoice/ConfirmInvoice: a received document, or the seller's wish to cancel it."""
        return self._changed("/Invoice/ConfirmInvoice", body)

    # ---------------------------------------------------------------- changing several; nothing is told of each

    def activate_invoices(self, remote_ids: Sequence[int]) -> None:
        """POST /Invoice/ActivateInvoices. The answer is empty: what became of each is read afterwards."""
        self._change("/Invoice/ActivateInvoices", msgspec.json.encode(_several(remote_ids)), answers.nothing)

    def refuse_invoices(self, remote_ids: Sequence[int]) -> None:
        """POST /Invoice/RefuseInvoices; see `activate_invoices`."""
        self._change("/Invoice/RefuseInvoices", msgspec.json.encode(_several(remote_ids)), answers.nothing)

    def confirm_invoices(self, remote_ids: Sequence[int]) -> None:
        """POST /Invoice/ConfirmInvoices; see `activate_invoices`."""
        self._change("/Invoice/ConfirmInvoices", msgspec.json.encode(_several(remote_ids)), answers.nothing)

    def create_declaration(self, body: bytes) -> bytes:
        """POST /Invoice/CreateDecl: `{"Invoices": [{"ID"}], "OperationPeriod"}`; gives what is kept of the answer."""
        answer, _ = self._change("/Invoice/CreateDecl", body, answers.nothing)
        return self.kept(answer.body)

    def clear_bar_codes(self) -> None:
        """POST /Invoice/ClearBarCodes: deletes every stored bar code of the company. No face offers this."""
        self._change("/Invoice/ClearBarCodes", b"{}", answers.nothing)

    # ---------------------------------------------------------------- inside

    def _call(self, path: str, body: Mapping[str, Any] | bytes, purpose: Purpose) -> Call:
        raw = body if isinstance(body, bytes) else msgspec.json.encode(body)
        return Call(method="POST", url=self._base + path, purpose=purpose, headers=JSON, body=raw)

    def _exchange(self, call: Call) -> Answer:
        """Send with the token; after -104 or 401, which prove that nothing was done, once more with a new one.

        The same after any other error about logging in (-1xx), unless the new login would need a person: then the
        service's own words say more than the wish for a code.
        """
        bearer = self.session.bearer()
        answer = self.transport.exchange(_bearing(call, bearer))
        kind = _login_trouble(answer)
        if kind is envelope.Kind.TOKEN or (kind is envelope.Kind.LOGIN and self.session.alone):
            answer = self.transport.exchange(_bearing(call, self.session.renewed(bearer)))
        return answer

    def _ask(self, path: str, body: Mapping[str, Any], reader: Callable[[object], T]) -> T:
        return self._answered(path, body, reader)[1]

    def _answered(self, path: str, body: Mapping[str, Any], reader: Callable[[object], T]) -> tuple[Answer, T]:
        call = self._call(path, body, READ)
        answer = self._exchange(call)
        told = self._told(call, answer)
        self._raise_for(told, answer, READ)
        try:
            return answer, reader(told.data)
        except Misread as error:
            raise self._unreadable(error, answer) from None

    def _changed(self, path: str, body: bytes) -> answers.Changed:
        answer, changed = self._change(path, body, answers.changed)
        return replace(changed, answer=self.kept(answer.body))

    def _change(self, path: str, body: bytes, reader: Callable[[object], T]) -> tuple[Answer, T]:
        call = self._call(path, body, WRITE)
        answer = self._exchange(call)
        try:
            told = self._told(call, answer)
            self._raise_for(told, answer, WRITE)
            return answer, reader(told.data)
        except (Misread, AnswerUnreadable):
            text = say("The answer of RS.ge could not be read; whether it was done must be asked.")
            code = "provider-answer-unreadable"
        raise OutcomeUnknown(text, code=code, raw=self.kept(answer.body), status=answer.status)

    def _told(self, call: Call, answer: Answer) -> envelope.Envelope:
        """Judge the HTTP status and read the envelope. Raises `ProviderError`; `AnswerUnreadable` for both purposes."""
        problem = self.transport.judge(call, answer)
        if problem is not None:
            raise self._with_raw(problem, answer)
        try:
            told = envelope.read(answer.body)
        except Misread as error:
            raise self._unreadable(error, answer) from None
        return replace(told, text=self.transport.redactor.clean(told.text))

    def _raise_for(self, told: envelope.Envelope, answer: Answer, purpose: Purpose) -> None:
        problem = envelope.problem(told, purpose, self.kept(answer.body))
        if problem is not None:
            raise problem

    def _unreadable(self, error: Misread, answer: Answer) -> AnswerUnreadable:
        text = say("The answer of RS.ge could not be read: {error}.", error=str(error))
        return AnswerUnreadable(text, raw=self.kept(answer.body), status=answer.status)

    def _with_raw(self, problem: ProviderError, answer: Answer) -> ProviderError:
        if isinstance(problem, Refused):
            problem.facts["raw"] = self.kept(answer.body)
        return problem

    def kept(self, body: bytes) -> bytes:
        """Give as much of an answer as is kept for the person, without secrets."""
        return self.transport.redactor.clean_bytes(body[:RAW_KEPT])


def _bearing(call: Call, token: str) -> Call:
    """The call with its token; the API document prints the scheme in lower case."""
    headers = (*call.headers, ("Authorization", f"bearer {token}"))
    return Call(method=call.method, url=call.url, purpose=call.purpose, headers=headers, body=call.body)


def _login_trouble(answer: Answer) -> envelope.Kind | None:
    """Whether an answer says that the token is void (-104, or HTTP 401), or that something else is wrong with the
    login. A large one is a list, and no error.
    """
    if answer.status == 401:
        return envelope.Kind.TOKEN
    if len(answer.body) > 8192 or b"-1" not in answer.body:
        return None
    try:
        kind = envelope.read(answer.body).kind
    except Misread:
        return None
    return kind if kind in {envelope.Kind.TOKEN, envelope.Kind.LOGIN} else None


def _several(remote_ids: Sequence[int]) -> dict[str, Any]:
    return {"Invoices": [{"ID": remote_id} for remote_id in remote_ids]}
