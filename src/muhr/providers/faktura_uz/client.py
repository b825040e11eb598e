"""Faktura.uz as one of the program's providers: joins calls, documents, judgements and fates. Stores nothing.

Account options (`Account.options`) that this provider reads, besides those of `providers.options`:
`to_unit_id` (department a signed document goes to), `reject_comment` ("yes": a rejection carries its reason),
`company_inn` ("yes": every call names the company), `currency` (what an amount without one is in; UZS).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from muhr.domain.accounts import PROVIDERS, Account, ProviderName
from muhr.domain.documents import Action, Content, Document, RemoteStatus, Stage
from muhr.domain.downloads import DownloadKind, Progress
from muhr.domain.effects import Effect, Fate, FateKind, Receipt
from muhr.domain.errors import BugError, InputError, OutcomeUnknown, ProviderError, Refused, Retry
from muhr.domain.imports import ImportItem
from muhr.domain.ports import Capabilities, ConnectionReport, Listing
from muhr.domain.sentences import listed, say
from muhr.domain.signatures import SignedMessage
from muhr.providers.account_line import AccountLine
from muhr.providers.faktura_uz import payloads

if TYPE_CHECKING:
    from muhr.providers.faktura_uz.calls import Calls
    from muhr.providers.faktura_uz.listing import Finder
    from muhr.providers.faktura_uz.register import RegisterItem, RegisterKind

BASE_URL = PROVIDERS[ProviderName.FAKTURA_UZ].base_url
TOKEN_URL = PROVIDERS[ProviderName.FAKTURA_UZ].token_url

LANES = 4
PATIENT_ATTEMPTS = 4
"""From this attempt on a "not allowed now" over an unchanged status is taken for the provider's last word."""


def token_url(account: Account) -> str:
    """Where an account's token comes from: its own address, the provider's, or `/token` beside the API."""
    if account.token_url:
        return account.token_url
    base = (account.base_url or BASE_URL).rstrip("/")
    return TOKEN_URL if base.lower() == BASE_URL else f"{base}/token"


class FakturaUz(AccountLine["tuple[Calls, Finder]"]):
    """One account's line to Faktura.uz (implements `domain.ports.Provider`).

    Cheap to make, see `AccountLine`.
    """

    @property
    def capabilities(self) -> Capabilities:
        """Without the calls beyond the document nothing can be listed, read or rejected."""
        beyond = self._account.listing
        actions = frozenset({Action.SIGN, Action.DELETE, Action.IMPORT, Action.SEND})
        return Capabilities(
            listing=beyond,
            content=beyond,
            actions=actions | {Action.REJECT} if beyond else actions,
            comments=frozenset({Action.SIGN, Action.REJECT} if self._tells_reason else {Action.SIGN}),
            unasked=frozenset({Action.SEND} if beyond else {Action.SEND, Action.IMPORT}),
            may_truncate=True,
            lanes=LANES,
        )

    @property
    def _tells_reason(self) -> bool:
        return self._account.listing and self._account.options.get("reject_comment") == "yes"

    @property
    def calls(self) -> Calls:
        """Every single call, for what the port does not cover."""
        return self._open()[0]

    def _made(self) -> tuple[Calls, Finder]:
        from muhr.providers.faktura_uz.opening import opened  # noqa: PLC0415 - see `AccountLine._made`

        urls = self._account.base_url or BASE_URL, token_url(self._account)
        return opened(self._account, self._credentials, urls, self._options, self._clock)

    @property
    def _finder(self) -> Finder:
        return self._open()[1]

    # ---------------------------------------------------------------- reading

    def test(self) -> ConnectionReport:
        """Log in and read the dictionary of statuses."""
        calls = self.calls
        calls.tokens.try_again()
        calls.tokens.bearer()
        before = self._clock()
        theirs = calls.probe()
        skew = None if theirs is None else (before - theirs).total_seconds()
        return ConnectionReport(
            ok=True, note=say("Logged in to Faktura.uz as {login}.", login=self._account.login), clock_skew_seconds=skew
        )

    def waiting(self) -> Listing:
        """All documents that wait for this company; `Refused` (`provider-no-listing`) when listing is switched off."""
        self._needs_listing("list what waits")
        return self._finder.waiting()

    def past(self, since: datetime | None) -> Listing:
        """Documents that need nothing any more (finished, rejected, annulled), changed after `since`; newest 2,000."""
        self._needs_listing("list past documents")
        return self._finder.past(since)

    def statuses(self, remote_ids: Sequence[str]) -> dict[str, RemoteStatus]:
        """The status of each id the provider knows, by lower-case id."""
        return self._finder.statuses(remote_ids) if remote_ids else {}

    def describe(self, remote_ids: Sequence[str]) -> list[Document]:
        """Documents by id alone; with listing switched off their status is all that is known."""
        return self._finder.describe(remote_ids) if remote_ids else []

    def contents(self, remote_ids: Sequence[str]) -> dict[str, Content]:
        """What is inside, by lower-case id; hash-only documents are missing."""
        self._needs_listing("read contents")
        return self._finder.contents(remote_ids)

    def hash_codes(self, remote_ids: Sequence[str]) -> dict[str, str]:
        """The hash strings exactly as they came, by lower-case id; an id without a trustworthy hash is missing."""
        return self._finder.hash_codes(remote_ids)

    def download_kinds(self, document: Document) -> tuple[DownloadKind, ...]:
        """The archive, of documents that both sides have signed."""
        return (DownloadKind.ARCHIVE,) if document.stage is Stage.FINISHED else ()

    def download(self, kind: DownloadKind, remote_id: str, target: Path, progress: Progress) -> Path:
        """Fetch the ZIP of a finished document; a partial file is gone on with."""
        from muhr.providers.faktura_uz import archive  # noqa: PLC0415 - with zipfile, needed seldom

        if kind is not DownloadKind.ARCHIVE:
            raise InputError("Faktura.uz gives documents as archives only.", code="download-kind")
        return archive.download_archive(self.calls, remote_id, target, progress)

    def _needs_listing(self, what: str) -> None:
        if not self._account.listing:
            raise Refused(
                say("This account is set to the documented calls only, which cannot {what}.", what=what),
                code="provider-no-listing",
                retry=Retry.NEVER,
            )

    # ---------------------------------------------------------------- building

    def sign_payload(self, document: Document, message: SignedMessage, *, comment: str = "") -> bytes:
        """Body of SignDocument."""
        return payloads.sign_payload(document.ref.remote_id, message, comment, self._account.options)

    def payload(
        self, action: Action, document: Document, *, key: str = "", comment: str = "", details: Mapping[str, str] = {}
    ) -> bytes:
        """Body of RejectDocument, or of DeleteDocuments for this one document. No request here carries a key."""
        del key, details
        remote_id = document.ref.remote_id
        if action is Action.REJECT:
            return payloads.reject_payload(remote_id, self._account.company.tax_id, comment, self._account.options)
        if action is Action.DELETE:
            return payloads.delete_payload(remote_id)
        raise BugError(f"{action.value} needs more than a document")

    def read_register(self, data: bytes) -> list[ImportItem]:
        """The entries of a register file in JSON; see `register_file.read`."""
        from muhr.providers.faktura_uz import register_file  # noqa: PLC0415 - forty models that only an import needs

        return register_file.read(data, self._account)

    def import_payload(self, item: ImportItem) -> bytes:
        """Body of ImportDocumentRegister for one entry of a register file, as it stands there, under its client id."""
        from muhr.providers.faktura_uz import register_file  # noqa: PLC0415 - forty models that only an import needs

        return register_file.payload(item)

    def model_payload(self, kind: RegisterKind, item: RegisterItem, *, as_xml: bool = False) -> bytes:
        """Body of ImportDocumentRegister for one item built from the models.

        It must carry our key (`item.id`, 32 hex digits).

        One item in each request: a partial success of several could not be told from the status of one row.
        """
        from muhr.providers.faktura_uz import register  # noqa: PLC0415 - forty models that only an import needs

        return register.import_payload(kind, item, as_xml=as_xml)

    def send_payload(self, contract: payloads.ContractFile, *, as_xml: bool = False) -> bytes:
        """Body of SendDocument."""
        return payloads.send_payload(contract, as_xml=as_xml)

    # ---------------------------------------------------------------- writing

    def send(self, effect: Effect) -> Receipt:
        """Send the effect's exact bytes once; a receipt only when the answer (or the status) proves the change."""
        from muhr.providers.faktura_uz.answers import Verdict, judge  # noqa: PLC0415 - comes with `calls`

        if effect.action is Action.REJECT:
            self._needs_listing("reject a document")
        calls = self.calls
        posts = {
            Action.SIGN: calls.sign_document,
            Action.REJECT: calls.reject_document,
            Action.DELETE: calls.delete_documents,
            Action.IMPORT: calls.import_document_register,
            Action.SEND: calls.send_document,
        }
        try:
            raw = posts[effect.action](effect.payload)
        except Refused as refusal:
            if effect.attempts < 2:
                raise
            return self._ask_before_refusing(effect, refusal.facts.get("raw", b""), refusal.code, refusal.sentence)
        judgement = judge(effect.action, raw, effect.target_id)
        kept = calls.kept(raw)
        if judgement.verdict is Verdict.DONE:
            return Receipt(answer=kept, remote_id=judgement.remote_id, code=judgement.code, note=judgement.note)
        if judgement.verdict is Verdict.REFUSED and effect.attempts < 2:
            raise Refused(judgement.note, code=judgement.code, raw=kept)
        if judgement.verdict in {Verdict.REFUSED, Verdict.ASK}:
            ask = judgement.verdict is Verdict.ASK
            return self._ask_before_refusing(effect, kept, judgement.code, judgement.note, patient=ask)
        raise OutcomeUnknown(judgement.note, code=judgement.code, raw=kept)

    def _ask_before_refusing(
        self, effect: Effect, raw: bytes, code: str, note: str, *, patient: bool = False
    ) -> Receipt:
        """A "no" may mean "already done", by an earlier attempt of ours whose answer was lost: the status knows.

        A "no" to a repeat says nothing about the attempt before it, so every one is asked about. `patient`: the "no"
        itself may come from an attempt that is still at work there.
        """
        try:
            fate = self.fates([effect])[effect.id]
        except ProviderError as error:
            text: str = say("{note} Its status could not be asked: {error}", note=note, error=error.sentence)
        else:
            if fate.kind is FateKind.DONE:
                return Receipt(answer=raw, remote_id=fate.remote_id, code="already", note=fate.note)
            # After a repeat an earlier attempt of ours may still be at work there: then it is too early for a refusal.
            early = patient and fate.kind is FateKind.NOT_DONE and 1 < effect.attempts < PATIENT_ATTEMPTS
            if fate.kind in {FateKind.REFUSED, FateKind.NOT_DONE} and not early:
                raise Refused(listed(note, fate.note), code=code, raw=raw)
            text = listed(note, fate.note)
        raise OutcomeUnknown(text, code=code, raw=raw)

    def fates(self, effects: Sequence[Effect]) -> dict[str, Fate]:
        """What became of effects whose outcome is unknown, by effect id."""
        from muhr.providers.faktura_uz.fates import fates  # noqa: PLC0415 - comes with `calls`

        if not effects:
            return {}
        return fates(effects, self.calls, self.statuses, listing=self._account.listing)

    def close(self) -> None:
        """Close the connections; later calls are `Unreachable`."""
        opened = self._opened()
        if opened is not None:
            opened[0].transport.close()
