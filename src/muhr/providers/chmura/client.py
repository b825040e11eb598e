"""Chmura Dokumentów as one of the program's providers. Stores nothing.

Account options (`Account.options`) that this provider reads, besides those of `providers.options`: `auth` (see
`calls`), `format` ("jsv"; JSON otherwise), `mark` ("no": the private note of an invoice does not carry our key).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from muhr.domain.accounts import ProviderName, addresses
from muhr.domain.documents import Action, Direction, Document, DocumentRef, Stage
from muhr.domain.effects import Effect, Fate, FateKind, Receipt
from muhr.domain.errors import BugError, OutcomeUnknown, Refused
from muhr.domain.imports import ImportItem
from muhr.domain.parties import Party
from muhr.domain.ports import Capabilities, ConnectionReport
from muhr.domain.sentences import say
from muhr.providers.account_line import AccountLine
from muhr.providers.unoffered import Unoffered

if TYPE_CHECKING:
    from muhr.providers.chmura.calls import Calls


def _where_to_look(key: str) -> str:
    return say(
        "Chmura Dokumentów has no call that tells whether an invoice arrived. Look at its web page for the number, or"
        " for “Muhr {key}” in the private note, before it is sent again: it takes the same invoice twice.",
        key=key,
    )


class Chmura(AccountLine["Calls"], Unoffered):
    """One account's line to Chmura Dokumentów (implements `domain.ports.Provider`).

    Cheap to make, see `AccountLine`.
    """

    @property
    def capabilities(self) -> Capabilities:
        """Invoices can be imported; nothing can be listed, read or looked up. One at a time (no check for twins)."""
        imports = frozenset({Action.IMPORT})
        return Capabilities(listing=False, content=False, actions=imports, unasked=imports, lanes=1)

    @property
    def calls(self) -> Calls:
        """Every single call, for what the port does not cover."""
        return self._open()

    def _made(self) -> Calls:
        # See `AccountLine._made`.
        from muhr.providers.chmura.calls import Calls, auth_mode  # noqa: PLC0415
        from muhr.providers.plaintext import Redactor  # noqa: PLC0415
        from muhr.providers.transport import Transport  # noqa: PLC0415

        base, _ = addresses(ProviderName.CHMURA, self._account.base_url)
        return Calls(
            Transport([base], self._options, Redactor(), self._clock),
            base,
            self._account.login,
            self._credentials.password,
            auth_mode(self._account.options.get("auth", "")),
        )

    # ---------------------------------------------------------------- reading

    def test(self) -> ConnectionReport:
        """Log in, and read one row of the list of files: a harmless call outside the API document.

        A service that does not offer that call says nothing about the login: the note tells so.
        """
        calls = self.calls
        calls.log_in()
        before = self._clock()
        try:
            answer = calls.file_documents()
        except Refused:
            note = say("Chmura Dokumentów answers. Whether it accepts this login shows with the first invoice.")
            return ConnectionReport(ok=True, note=note)
        skew = None if answer.date is None else (before - answer.date).total_seconds()
        return ConnectionReport(
            ok=True,
            note=say("Logged in to Chmura Dokumentów as {login}.", login=self._account.login),
            clock_skew_seconds=skew,
        )

    def describe(self, remote_ids: Sequence[str]) -> list[Document]:
        """The invoices that this line has imported itself, bare; of any other id the service can say nothing."""
        return [self._bare(one) for one in dict.fromkeys(map(str.lower, remote_ids)) if one in self.calls.taken]

    def _bare(self, remote_id: str) -> Document:
        company = self._account.company
        return Document(
            ref=DocumentRef(self._account.id, remote_id),
            provider=ProviderName.CHMURA,
            direction=Direction.OUTGOING,
            kind="Invoice",
            kind_code="invoice",
            number="",
            issued=None,
            company=company,
            counterparty=Party(country=company.country, tax_id="", name=""),
            total=None,
            status="imported",
            status_text="Imported",
            stage=Stage.FINISHED,
            seen=self._clock(),
        )

    # ---------------------------------------------------------------- building

    def read_register(self, data: bytes) -> list[ImportItem]:
        """The invoices of a file in JSON or JSV; see `register_file.read`."""
        from muhr.providers.chmura import register_file  # noqa: PLC0415 - that only an import needs

        return register_file.read(data, self._account)

    def import_payload(self, item: ImportItem) -> bytes:
        """Body of `POST /invoice/import` for one entry of a file."""
        from muhr.providers.chmura import register_file  # noqa: PLC0415 - that only an import needs

        return register_file.payload(item, self._account.options)

    # ---------------------------------------------------------------- writing

    def send(self, effect: Effect) -> Receipt:
        """Send the effect's exact bytes once. Only `isSuccess` with an id proves that the invoice is there."""
        from muhr.providers.chmura import answers  # noqa: PLC0415 - comes with `calls`
        from muhr.providers.chmura.calls import refusal  # noqa: PLC0415

        if effect.action is not Action.IMPORT:
            raise BugError(f"this service has no call for {effect.action.value}")
        calls = self.calls
        answer = calls.invoice_import(effect.payload)
        raw = calls.kept(answer.body)
        try:
            response = answers.read(answer.body)
        except answers.Misread as error:
            raise OutcomeUnknown(say("The answer could not be read: {error}.", error=str(error)), raw=raw) from None
        if response.success is False:
            raise refusal(response, calls.transport.redactor.clean, raw=raw)
        if response.success is None or response.id < 1:
            raise OutcomeUnknown("The answer does not say whether the invoice was taken.", raw=raw)
        remote_id = str(response.id)
        self.calls.taken.add(remote_id)
        note = say("Chmura Dokumentów has taken it under the number {number} of its own.", number=remote_id)
        return Receipt(answer=raw, remote_id=remote_id, code=response.code, note=note)

    def fates(self, effects: Sequence[Effect]) -> dict[str, Fate]:
        """Nobody can be asked: a person decides, and is told where to look."""
        return {effect.id: Fate(kind=FateKind.CANNOT_TELL, note=_where_to_look(effect.target_id)) for effect in effects}

    def close(self) -> None:
        """Close the connections; later calls are `Unreachable`."""
        opened = self._opened()
        if opened is not None:
            opened.transport.close()
