"""BitFaktura as one of the program's providers: joins calls, documents, judgements and fates. Stores nothing.

Account options (`Account.options`) that this provider reads, besides those of `providers.options`: `token_in`
("header": the token travels as a bearer token), `cancel` ("no": the call that cancels is not used), `settle_seconds`
(how long "not there" is not believed; 120) and `app_url` (the platform's own host, for making users and accounts).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from muhr.domain.documents import Action, Content, Document, RemoteStatus
from muhr.domain.downloads import DownloadKind, Progress
from muhr.domain.effects import Effect, Fate, FateKind, Receipt
from muhr.domain.errors import AnswerUnreadable, BugError, OutcomeUnknown, ProviderError, Refused, Retry
from muhr.domain.imports import ImportItem
from muhr.domain.ports import Capabilities, ConnectionReport, Listing
from muhr.domain.sentences import say
from muhr.providers.account_line import AccountLine
from muhr.providers.bitfaktura import payloads
from muhr.providers.options import TransportOptions
from muhr.providers.unoffered import Unoffered

if TYPE_CHECKING:
    from muhr.providers.bitfaktura.calls import Calls
    from muhr.providers.bitfaktura.fates import Patience
    from muhr.providers.bitfaktura.finder import Finder
    from muhr.providers.outcomes import Answer

SETTLE = timedelta(minutes=2)
PATIENT_ATTEMPTS = 3
"""From this attempt on an answer that makes nothing, while nothing is there, is taken for a refusal."""

_CALM = TransportOptions(apart_ms=300)
"""Others who call this service keep their requests so far apart; nothing official is known."""
_ACTIONS = frozenset({Action.IMPORT, Action.SEND, Action.STATUS, Action.PAY, Action.CANCEL, Action.DELETE, Action.SAVE})


class BitFaktura(AccountLine["tuple[Calls, Finder]"], Unoffered):
    """One account's line to BitFaktura (implements `domain.ports.Provider`, `Downloads`, `PublicLinks`, `Gated`).

    Cheap to make, see `AccountLine`.
    """

    usual = _CALM
    _gate: AbstractContextManager[object] = nullcontext()

    @property
    def capabilities(self) -> Capabilities:
        """One request at a time: the service documents no limit, and others report two at once as too many."""
        return Capabilities(
            listing=True,
            content=True,
            actions=_ACTIONS if self._cancels else _ACTIONS - {Action.CANCEL},
            unasked=frozenset({Action.SEND, Action.PAY}),
            details=payloads.DETAILS,
            comments=frozenset({Action.CANCEL, Action.PAY}),
            may_truncate=True,
            lanes=1,
            one_at_a_time=True,
            status_chunk=100,
        )

    @property
    def calls(self) -> Calls:
        """Every single call, for what the port does not cover."""
        return self._open()[0]

    @property
    def _cancels(self) -> bool:
        return self._account.options.get("cancel") != "no"

    def use_gate(self, gate: AbstractContextManager[object]) -> None:
        """See `domain.ports.Gated`."""
        self._gate = gate

    def _made(self) -> tuple[Calls, Finder]:
        from muhr.providers.bitfaktura.opening import opened  # noqa: PLC0415 - see `AccountLine._made`

        made = opened(self._account, self._credentials, self._options, self._clock, cancel=self._cancels)
        made[0].transport.gate = self._gate
        return made

    @property
    def _finder(self) -> Finder:
        return self._open()[1]

    # ---------------------------------------------------------------- reading

    def test(self) -> ConnectionReport:
        """Read one row of the list: every request carries the token, there is no log-in."""
        before = self._clock()
        answer = self.calls.probe()
        skew = None if answer.date is None else (before - answer.date).total_seconds()
        return ConnectionReport(ok=True, note="BitFaktura takes the API token.", clock_skew_seconds=skew)

    def waiting(self) -> Listing:
        """Everything that is open: not sent, not paid when due, expenses not paid."""
        return self._finder.waiting()

    def past(self, since: datetime | None) -> Listing:
        """What needs nothing any more, changed after `since`."""
        return self._finder.past(since)

    def statuses(self, remote_ids: Sequence[str]) -> dict[str, RemoteStatus]:
        """The status of each id the service knows; with everything that can be done."""
        return self._finder.statuses(remote_ids) if remote_ids else {}

    def describe(self, remote_ids: Sequence[str]) -> list[Document]:
        """Documents by id alone."""
        return self._finder.describe(remote_ids) if remote_ids else []

    def contents(self, remote_ids: Sequence[str]) -> dict[str, Content]:
        """What is inside."""
        return self._finder.contents(remote_ids) if remote_ids else {}

    def download_kinds(self, document: Document) -> tuple[DownloadKind, ...]:
        """PDF and XML, of every document."""
        del document
        return (DownloadKind.PDF, DownloadKind.XML)

    def download(self, kind: DownloadKind, remote_id: str, target: Path, progress: Progress) -> Path:
        """Fetch a file of a document."""
        from muhr.providers.bitfaktura import files  # noqa: PLC0415 - needed seldom

        return files.fetch(self.calls, kind, remote_id, target, progress)

    def public_link(self, remote_id: str) -> str:
        """The address under which anybody can see a document."""
        from muhr.providers.bitfaktura.wire import invoice_of  # noqa: PLC0415 - needed seldom

        raw = self.calls.invoice(remote_id)
        if raw is None:
            raise Refused("BitFaktura does not have this document.", code="provider-no-document", retry=Retry.NEVER)
        link = invoice_of(raw).view_url
        if not link.startswith("https://") or self._credentials.password in link:
            raise AnswerUnreadable("BitFaktura gives no public address of this document.", raw=self.calls.kept(raw))
        return link

    # ---------------------------------------------------------------- building

    def payload(
        self, action: Action, document: Document, *, key: str = "", comment: str = "", details: Mapping[str, str] = {}
    ) -> bytes:
        """The bytes of an action, without the token. A comment is the reason of cancelling, or stands at a payment."""
        if action not in self.capabilities.actions - {Action.IMPORT}:
            raise BugError(f"{action.value} needs more than a document")
        return payloads.build(action, document, key, comment, details)

    def read_register(self, data: bytes) -> list[ImportItem]:
        """The entries of a file of invoices in JSON; see `register_file.read_register`."""
        from muhr.providers.bitfaktura import register_file  # noqa: PLC0415 - needed seldom

        return register_file.read_register(data, self._account)

    def import_payload(self, item: ImportItem) -> bytes:
        """Body that makes one invoice, as it stands in the file, under our key."""
        from muhr.providers.bitfaktura import register_file  # noqa: PLC0415 - needed seldom

        return register_file.payload(item)

    # ---------------------------------------------------------------- writing

    def send(self, effect: Effect) -> Receipt:
        """Send the effect's exact bytes once; a receipt only when the answer (or the look-up) proves the change."""
        from muhr.providers.bitfaktura.answers import Verdict, judge  # noqa: PLC0415 - comes with `calls`

        try:
            answer = self._sent(effect)
        except Refused as refusal:
            return self._after_refusal(effect, refusal)
        judgement = judge(effect.action, answer)
        kept = self.calls.kept(answer.body)
        if judgement.verdict is Verdict.DONE:
            return Receipt(answer=kept, remote_id=judgement.remote_id, code=judgement.code)
        if judgement.verdict is Verdict.REFUSED:
            text = self.calls.refusal(judgement.said)
            told: dict[str, Any] = {"raw": kept, "about_key": judgement.about_key, "status": answer.status}
            return self._after_refusal(effect, Refused(text, code=judgement.code, **told))
        return self._not_proved(effect, judgement.code, kept)

    def _sent(self, effect: Effect) -> Answer:
        calls, target, payload = self.calls, effect.target_id, effect.payload
        posts = {
            Action.IMPORT: lambda: calls.create_invoice(payload),
            Action.SAVE: lambda: calls.update_invoice(target, payload),
            Action.STATUS: lambda: calls.change_status(target, payload),
            Action.CANCEL: lambda: calls.cancel_invoice(payload),
            Action.DELETE: lambda: calls.delete_invoice(target),
            Action.SEND: lambda: calls.send_by_email(target),
            Action.PAY: lambda: calls.payments.create(payload),
        }
        return posts[effect.action]()

    def _after_refusal(self, effect: Effect, refusal: Refused) -> Receipt:
        """A "no" may mean "already done", by an earlier attempt whose answer was lost, or by a doubled request.

        Of an import that is so for every refusal about `oid` (never judged by its sentence), and for any refusal of a
        repeat. Of e-mails and payments nobody can be asked: the "no" is the last word about this request.
        """
        fate = self._asked(effect)
        if fate is not None and fate.kind is FateKind.DONE:
            answer = refusal.facts.get("raw", b"")
            return Receipt(answer=answer, remote_id=fate.remote_id, code="already", note=fate.note)
        taken = effect.action is Action.IMPORT and refusal.facts.get("about_key", False)
        repeat = effect.attempts > 1 and effect.action is Action.IMPORT
        sure = fate is not None and fate.kind in {FateKind.NOT_DONE, FateKind.REFUSED}
        if (taken and effect.attempts < PATIENT_ATTEMPTS) or (repeat and not sure and not taken):
            note = say("{refusal} Whether it is there already must be asked.", refusal=str(refusal))
            raise OutcomeUnknown(note, code=refusal.code, raw=refusal.facts.get("raw", b""))
        raise refusal

    def _not_proved(self, effect: Effect, code: str, kept: bytes) -> Receipt:
        """The service said yes in a form that proves nothing, as it does to a token that may only read."""
        fate = self._asked(effect)
        if fate is not None and fate.kind is FateKind.DONE:
            return Receipt(answer=kept, remote_id=fate.remote_id, code="already", note=fate.note)
        if fate is not None and fate.kind is not FateKind.CANNOT_TELL and effect.attempts >= PATIENT_ATTEMPTS:
            text = "BitFaktura answers without doing it. The API token may be one that can only read."
            raise Refused(text, code=code, raw=kept)
        raise OutcomeUnknown("The answer does not prove that it was done; it must be asked.", code=code, raw=kept)

    def _asked(self, effect: Effect) -> Fate | None:
        from muhr.providers.bitfaktura.fates import ASKED, fate  # noqa: PLC0415 - comes with `calls`

        if effect.action not in ASKED:
            return None
        try:
            return fate(effect, self.calls, self._patience())
        except ProviderError:
            return None

    def _patience(self) -> Patience:
        from muhr.providers.bitfaktura.fates import Patience  # noqa: PLC0415 - comes with `calls`

        told = self._account.options.get("settle_seconds", "")
        settle = timedelta(seconds=min(int(told), 3600)) if told.isascii() and told.isdigit() else SETTLE
        return Patience(now=self._clock(), settle=settle)

    def fates(self, effects: Sequence[Effect]) -> dict[str, Fate]:
        """What became of effects whose outcome is unknown, by effect id."""
        from muhr.providers.bitfaktura.fates import fates  # noqa: PLC0415 - comes with `calls`

        return fates(effects, self.calls, self._patience()) if effects else {}

    def close(self) -> None:
        """Close the connections; later calls are `Unreachable`."""
        opened = self._opened()
        if opened is not None:
            opened[0].transport.close()
