"""Eurofaktura.cz as one of the program's providers: joins calls, documents and fates. Stores nothing.

Account options (`Account.options`) that this provider reads, besides those of `providers.options`: `md5pass` ("given":
the password is its MD5 already), `unsent` (the list's status for "not sent yet": DocumentNotSentByEMail, or
DocumentNotYetSent), `list_limit` (rows at which a list counts as cut; 500), `currency` (of an invoice that names none;
CZK), `issue` ("no": drafts are not issued from here).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from muhr.domain.accounts import ProviderName, addresses
from muhr.domain.documents import Action, Content, Document, RemoteStatus
from muhr.domain.downloads import DownloadKind, Progress
from muhr.domain.effects import Effect, Fate, FateKind, Receipt
from muhr.domain.errors import AnswerUnreadable, InputError, OutcomeUnknown, ProviderError, Refused
from muhr.domain.imports import ImportItem
from muhr.domain.ports import Capabilities, ConnectionReport, Listing
from muhr.domain.sentences import listed, say
from muhr.providers.account_line import AccountLine
from muhr.providers.eurofaktura.details import DETAILS
from muhr.providers.unoffered import Unoffered

if TYPE_CHECKING:
    from muhr.providers.eurofaktura.calls import Calls, Which
    from muhr.providers.eurofaktura.listing import Finder
    from muhr.providers.eurofaktura.xml_read import Node

_SETTLED = frozenset({Action.IMPORT, Action.ISSUE, Action.DELETE, Action.CANCEL})
"""Actions of which the service shows afterwards whether they are done: a second request for one does no harm."""


class Eurofaktura(AccountLine["tuple[Calls, Finder]"], Unoffered):
    """One account's line to Eurofaktura (implements `domain.ports.Provider`, `Downloads`, `PublicLinks`, `Gated`).

    Cheap to make, see `AccountLine`.
    """

    _gate: AbstractContextManager[object] | None = None

    def use_gate(self, gate: AbstractContextManager[object]) -> None:
        """One request at a time for all lines of the account."""
        self._gate = gate

    @property
    def capabilities(self) -> Capabilities:
        """Own invoices only; one request at a time."""
        kept_out = {Action.ISSUE} if self._account.options.get("issue", "") == "no" else set()
        return Capabilities(
            listing=True,
            content=True,
            actions=(_SETTLED | {Action.SEND, Action.PAY}) - kept_out,
            unasked=frozenset({Action.SEND}),
            details=DETAILS,
            comments=frozenset({Action.SEND, Action.PAY}),
            may_truncate=True,
            lanes=1,
            one_at_a_time=True,
        )

    @property
    def calls(self) -> Calls:
        """Every single call, for what the port does not cover."""
        return self._open()[0]

    @property
    def _finder(self) -> Finder:
        return self._open()[1]

    def _made(self) -> tuple[Calls, Finder]:
        # See `AccountLine._made`.
        from muhr.providers.eurofaktura.calls import Calls  # noqa: PLC0415
        from muhr.providers.eurofaktura.listing import Finder  # noqa: PLC0415
        from muhr.providers.eurofaktura.requests import login_of  # noqa: PLC0415
        from muhr.providers.plaintext import Redactor  # noqa: PLC0415
        from muhr.providers.transport import Transport  # noqa: PLC0415

        url, _ = addresses(ProviderName.EUROFAKTURA, self._account.base_url)
        secrets = self._credentials
        login = login_of(self._account.login, secrets.password, secrets.client_secret, self._account.options)
        redactor = Redactor((secrets.password, secrets.client_secret, login.md5pass))
        transport = Transport([url], self._options, redactor, self._clock)
        transport.gate = self._gate or threading.Lock()
        calls = Calls(transport, url, login)
        return calls, Finder(calls, self._account, self._clock)

    # ---------------------------------------------------------------- reading

    def test(self) -> ConnectionReport:
        """List today's drafts."""
        from muhr.providers.eurofaktura.requests import Parameter, day  # noqa: PLC0415 - comes with `calls`

        today = self._clock().date()
        self.calls.list_invoices([Parameter("status", "Draft"), day("dateFrom", today), day("dateTo", today)])
        return ConnectionReport(ok=True, note=say("Logged in to Eurofaktura as {login}.", login=self._account.login))

    def waiting(self) -> Listing:
        """Drafts, invoices not sent by e-mail, overdue invoices."""
        return self._finder.waiting()

    def past(self, since: datetime | None) -> Listing:
        """Paid and cancelled invoices dated from `since` on; a year back when None."""
        return self._finder.past(since)

    def statuses(self, remote_ids: Sequence[str]) -> dict[str, RemoteStatus]:
        """Where each invoice stands, by lower-case id; unknown ones are missing."""
        return self._finder.statuses(remote_ids) if remote_ids else {}

    def describe(self, remote_ids: Sequence[str]) -> list[Document]:
        """Invoices by id, or by a number alone."""
        return self._finder.documents(remote_ids) if remote_ids else []

    def contents(self, remote_ids: Sequence[str]) -> dict[str, Content]:
        """What is inside, one request for each."""
        from muhr.providers.eurofaktura import invoices  # noqa: PLC0415 - comes with `calls`

        found: dict[str, Content] = {}
        for remote_id in remote_ids:
            node = self.calls.get(self._which(remote_id))
            content = invoices.read(node).content if node is not None else None
            if content is not None:
                found[remote_id.lower()] = replace(content, seller=self._account.company)
        return found

    def download_kinds(self, document: Document) -> tuple[DownloadKind, ...]:
        """Of every invoice: its PDF, and its data as XML."""
        return (DownloadKind.PDF, DownloadKind.XML) if document.number else ()

    def download(self, kind: DownloadKind, remote_id: str, target: Path, progress: Progress) -> Path:
        """Fetch PDF or XML. The invoice is not marked as sent by it."""
        from muhr.providers.eurofaktura import files  # noqa: PLC0415 - needed seldom

        return files.download(self.calls, kind, self._which(remote_id), target, progress)

    def public_link(self, remote_id: str) -> str:
        """The address under which anybody can see the invoice. It is not marked as sent by it."""
        link = self.calls.get_public_url(self._which(remote_id))
        if not link.startswith("https://") or not link.isascii() or any(sign.isspace() for sign in link):
            raise AnswerUnreadable("The address in the answer is not one of a secure web page.")
        return link

    @staticmethod
    def _which(remote_id: str) -> Which:
        from muhr.providers.eurofaktura import ids  # noqa: PLC0415 - comes with `calls`
        from muhr.providers.eurofaktura.calls import Which  # noqa: PLC0415

        number, issued = ids.read(remote_id)
        if not number:
            raise InputError("This is not the number of an invoice.", code="input-document-id")
        return Which(number=number, issued=issued)

    # ---------------------------------------------------------------- building

    def payload(
        self, action: Action, document: Document, *, key: str = "", comment: str = "", details: Mapping[str, str] = {}
    ) -> bytes:
        """The `<method>` of an action; the log-in is put around it when it is sent. No request carries a key."""
        from muhr.providers.eurofaktura import orders  # noqa: PLC0415 - with the XML parser, needed late

        del key
        return orders.payload(action, document, comment, details)

    def read_register(self, data: bytes) -> list[ImportItem]:
        """The invoices of a file: `SalesInvoice` elements, or a data pack of POHODA."""
        from muhr.providers.eurofaktura import register_file  # noqa: PLC0415 - that only an import needs

        return register_file.read(data, self._account)

    def import_payload(self, item: ImportItem) -> bytes:
        """The `<method>` that imports one entry under its own number, if that is free."""
        from muhr.providers.eurofaktura import register_file  # noqa: PLC0415 - that only an import needs

        return register_file.payload(item)

    # ---------------------------------------------------------------- writing

    def send(self, effect: Effect) -> Receipt:
        """Send the effect's exact bytes once, within a log-in.

        A "no" to what the service can be asked about may mean "already done": it is asked before that is believed. So
        is a "yes" to an import, which may mean that the number was taken and the import left out.
        """
        try:
            root, raw = self.calls.tell(effect.payload, repeatable=effect.action in _SETTLED)
        except Refused as refusal:
            if effect.action is Action.SEND:
                raise
            return self._ask_before_refusing(effect, refusal)
        if effect.action is Action.IMPORT:
            return self._compared(effect, root.value("number"), root.value("date"), raw)
        return Receipt(answer=raw, remote_id=effect.target_id, note=self._confirmed(effect, root))

    def _confirmed(self, effect: Effect, root: Node) -> str:
        from muhr.providers.eurofaktura import ids  # noqa: PLC0415 - comes with `calls`
        from muhr.providers.plaintext import line  # noqa: PLC0415 - comes with `calls`

        clean = self.calls.transport.redactor.clean
        number, _ = ids.read(effect.target_id)
        told = clean(line(root.value("number"), 120))
        if told and not ids.same_number(told, number):
            return say("Eurofaktura has confirmed it; the invoice now has the number {number}.", number=told)
        return clean(line(root.value("message"), 500)) or say("Eurofaktura has confirmed it.")

    def _compared(self, effect: Effect, number: str, issued: str, raw: bytes) -> Receipt:
        from muhr.providers.eurofaktura import ids, invoices, register_file  # noqa: PLC0415 - that only an import needs
        from muhr.providers.plaintext import line  # noqa: PLC0415 - comes with `calls`

        _, asked, _ = register_file.number_and_date(effect.payload, self._account)
        number = line(number, 120)
        if number and not ids.same_number(number, asked):
            # Not what an import answers that was left out: the invoice that is there would have our number.
            note = say("Eurofaktura has taken the invoice under the number {number}.", number=number)
            remote_id = ids.make(number, invoices.day(issued))
            return Receipt(answer=raw, remote_id=remote_id, code="other-number", note=note)
        accepted = say("Eurofaktura has accepted the import.")
        fate = self._asked(effect, raw, accepted)
        if fate.kind is FateKind.DONE:
            return Receipt(answer=raw, remote_id=fate.remote_id, note=fate.note)
        raise OutcomeUnknown(listed(accepted, fate.note), code=fate.code or None, raw=raw)

    def _ask_before_refusing(self, effect: Effect, refusal: Refused) -> Receipt:
        raw = refusal.facts.get("raw", b"")
        fate = self._asked(effect, raw, refusal.sentence)
        if fate.kind is FateKind.DONE:
            return Receipt(answer=raw, remote_id=fate.remote_id or effect.target_id, code="already", note=fate.note)
        # To a first attempt a "no" is a "no". To a repeat it says nothing about the attempt before it.
        repeated = effect.attempts > 1 and effect.action in _SETTLED
        if fate.kind is FateKind.CANNOT_TELL and (repeated or fate.code):
            raise OutcomeUnknown(listed(refusal.sentence, fate.note), code=fate.code or refusal.code, raw=raw)
        raise refusal

    def _asked(self, effect: Effect, raw: bytes, said: str) -> Fate:
        try:
            return self.fates([effect])[effect.id]
        except ProviderError as error:
            text = say("{said} Whether it is there could not be asked: {error}", said=said, error=error.sentence)
            raise OutcomeUnknown(text, raw=raw) from error

    def fates(self, effects: Sequence[Effect]) -> dict[str, Fate]:
        """What became of effects whose outcome is unknown, by effect id."""
        from muhr.providers.eurofaktura import fates  # noqa: PLC0415 - comes with `calls`

        return fates.fates(effects, self.calls, self._account) if effects else {}

    def close(self) -> None:
        """Close the connections; later calls are `Unreachable`."""
        opened = self._opened()
        if opened is not None:
            opened[0].transport.close()
