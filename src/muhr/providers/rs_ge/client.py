"""RS.ge as one of the program's providers: joins calls, documents, judgements and fates. Stores nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from muhr.domain.accounts import PROVIDERS, ProviderName
from muhr.domain.documents import Action, Content, Document, RemoteStatus
from muhr.domain.effects import Effect, Fate, FateKind, Receipt
from muhr.domain.errors import AnswerUnreadable, BugError, OutcomeUnknown, ProviderError, Refused, Unreachable
from muhr.domain.imports import ImportItem
from muhr.domain.ports import Capabilities, ConnectionReport, Listing, PinChallenge
from muhr.domain.sentences import listed, say
from muhr.providers.account_line import AccountLine
from muhr.providers.rs_ge import payloads
from muhr.providers.unoffered import Unoffered

if TYPE_CHECKING:
    from muhr.providers.rs_ge.calls import Calls
    from muhr.providers.rs_ge.finder import Finder

BASE_URL = PROVIDERS[ProviderName.RS_GE].base_url

LANES = 2
"""The document names no limit; other programs keep to a few calls in a second."""
CHUNK = 50


class RsGe(AccountLine["tuple[Calls, Finder]"], Unoffered):
    """One account's line to RS.ge (implements `domain.ports.Provider` and `PinLogin`).

    Cheap to make, see `AccountLine`.
    """

    @property
    def capabilities(self) -> Capabilities:
        """Everything can be asked about afterwards."""
        return Capabilities(
            listing=True,
            content=True,
            actions=payloads.TO_ONE | {Action.IMPORT},
            details=payloads.DETAILS,
            may_truncate=True,
            lanes=LANES,
            status_chunk=CHUNK,
        )

    @property
    def calls(self) -> Calls:
        """Every single call, for what the port does not cover."""
        return self._open()[0]

    def _made(self) -> tuple[Calls, Finder]:
        from muhr.providers.rs_ge.opening import opened  # noqa: PLC0415 - see `AccountLine._made`

        base_url = (self._account.base_url or BASE_URL).rstrip("/")
        return opened(self._account, self._credentials, base_url, self._options, self._clock)

    @property
    def _finder(self) -> Finder:
        return self._open()[1]

    # ---------------------------------------------------------------- logging in

    def begin_login(self) -> PinChallenge | None:
        """Log in; gives where the code was sent when the service asks for one (see `domain.ports.PinLogin`)."""
        session = self.calls.session
        session.try_again()
        return session.begin()

    def finish_login(self, pin: bytearray, *, remember: bool) -> str:
        """End the login with the code; gives the new device code, or ""."""
        return self.calls.session.finish(pin, remember=remember)

    def sign_out(self) -> None:
        """Make the token in use void. Raises `ProviderError`."""
        self.calls.sign_out()

    def test(self) -> ConnectionReport:
        """Log in and read the units of measure. Raises `PinNeeded` where a code is asked for."""
        calls = self.calls
        calls.session.try_again()
        calls.session.bearer()
        before = self._clock()
        theirs = calls.probe()
        skew = None if theirs is None else (before - theirs).total_seconds()
        note = say("Logged in to RS.ge as {login}.", login=self._account.login)
        return ConnectionReport(ok=True, note=note, clock_skew_seconds=skew)

    # ---------------------------------------------------------------- reading

    def waiting(self) -> Listing:
        """Received documents to confirm or refuse, requests to cancel among them; own ones saved or refused."""
        return self._finder.waiting()

    def past(self, since: datetime | None) -> Listing:
        """Documents that wait for nobody here, changed after `since`; of the last two years when it is None."""
        return self._finder.past(since)

    def statuses(self, remote_ids: Sequence[str]) -> dict[str, RemoteStatus]:
        """The status of each id the service shows."""
        return self._finder.statuses(remote_ids) if remote_ids else {}

    def describe(self, remote_ids: Sequence[str]) -> list[Document]:
        """Documents by id alone."""
        return self._finder.describe(remote_ids) if remote_ids else []

    def contents(self, remote_ids: Sequence[str]) -> dict[str, Content]:
        """What is inside, by id."""
        return self._finder.contents(remote_ids) if remote_ids else {}

    # ---------------------------------------------------------------- building

    def payload(
        self, action: Action, document: Document, *, key: str = "", comment: str = "", details: Mapping[str, str] = {}
    ) -> bytes:
        """The document's id, and a declaration's month. No request here carries a key or has a place for a comment."""
        del key, comment
        if action not in payloads.TO_ONE:
            raise BugError(f"{action.value} needs more than a document, or is nothing RS.ge does")
        return payloads.build(action, document, details)

    def read_register(self, data: bytes) -> list[ImportItem]:
        """The INVOICE objects of a JSON file; see `register_file.read`."""
        from muhr.providers.rs_ge import register_file  # noqa: PLC0415 - needed seldom

        return register_file.read(data, self._account)

    def import_payload(self, item: ImportItem) -> bytes:
        """Body of SaveInvoice (or ActivateInvoice) for one entry, with its client id as TransactionId."""
        from muhr.providers.rs_ge import register_file  # noqa: PLC0415 - needed seldom

        return register_file.payload(item)

    # ---------------------------------------------------------------- writing

    def send(self, effect: Effect) -> Receipt:
        """Send the effect's exact bytes once, if the document still stands where the person decided."""
        if effect.action is Action.IMPORT:
            return self._send_new(effect)
        if effect.action not in payloads.TO_ONE:
            raise BugError(f"{effect.action.value} is nothing RS.ge does")
        self._look_first(effect)
        try:
            return self._send_declaration(effect) if effect.action is Action.DECLARE else self._send_change(effect)
        except Refused as refusal:
            return self._ask_before_refusing(effect, refusal)

    def _send_declaration(self, effect: Effect) -> Receipt:
        answer = self.calls.create_declaration(effect.payload)
        return Receipt(answer=answer, remote_id=effect.target_id, code="0")

    def _send_change(self, effect: Effect) -> Receipt:
        calls = self.calls
        posts = {
            Action.CONFIRM: calls.confirm_invoice,
            Action.REFUSE: calls.refuse_invoice,
            Action.ACTIVATE: calls.activate_invoice,
            Action.CANCEL: calls.cancel_invoice,
            Action.DELETE: calls.delete_invoice,
        }
        changed = posts[effect.action](effect.payload)
        if changed.remote_id != effect.target_id:
            text = say("RS.ge's answer names another document.")
            raise OutcomeUnknown(text, code="provider-answer-unreadable", raw=changed.answer)
        return Receipt(answer=changed.answer, remote_id=changed.remote_id, code="0", note=_numbered(changed.number))

    def _send_new(self, effect: Effect) -> Receipt:
        from muhr.providers.rs_ge import register_file  # noqa: PLC0415 - needed seldom

        activates = register_file.call_of(effect.payload) == register_file.ACTIVATE
        post = self.calls.activate_invoice if activates else self.calls.save_invoice
        try:
            changed = post(effect.payload)
        except Refused as refusal:
            if effect.attempts < 2:
                raise
            return self._ask_before_refusing(effect, refusal)
        note = listed(_numbered(changed.number), self._compared(effect, changed.remote_id))
        return Receipt(answer=changed.answer, remote_id=changed.remote_id, code="0", note=note)

    def _compared(self, effect: Effect, remote_id: str) -> str:
        """In what RS.ge's amounts differ from those that were sent; "" also when it cannot be asked.

        Whether it counts anew is printed in two ways (ASSUMPTIONS.md), so a person is told.
        """
        from muhr.providers.rs_ge import register_checks  # noqa: PLC0415 - needed seldom

        try:
            shown = next(iter(self._finder.invoices([remote_id])), None)
        except ProviderError:
            return ""
        return "" if shown is None else register_checks.difference(effect.payload, shown)

    def _look_first(self, effect: Effect) -> None:
        """Read the document before it is changed: the call itself does not say what it is meant for.

        Raises `Refused` when the document has moved on since the person decided (then nothing is sent), and
        `OutcomeUnknown` when an earlier attempt may have moved it.
        """
        try:
            fate = self._fate(effect)
        except AnswerUnreadable as error:
            raise Unreachable(say("{error} Nothing was sent.", error=error.sentence), code=error.code) from None
        if fate.kind is FateKind.NOT_DONE:
            return
        if effect.attempts > 1 and fate.kind is not FateKind.REFUSED:
            raise OutcomeUnknown(fate.note, code="provider-in-doubt")
        text = say("The document has changed since this was decided; nothing was sent. {note}", note=fate.note)
        raise Refused(text, code="provider-changed-meanwhile")

    def _ask_before_refusing(self, effect: Effect, refusal: Refused) -> Receipt:
        """A "no" may mean "already done", by an earlier attempt or by the same request delivered twice."""
        raw = refusal.facts.get("raw", b"")
        try:
            fate = self._fate(effect)
        except ProviderError as error:
            text = say(
                "{problem} It could not be asked whether it had been done before: {error}",
                problem=refusal.sentence,
                error=error.sentence,
            )
            raise OutcomeUnknown(text, code=refusal.code, raw=raw) from None
        if fate.kind is FateKind.DONE:
            return Receipt(answer=raw, remote_id=fate.remote_id or effect.remote_id, code="already", note=fate.note)
        if fate.kind in {FateKind.REFUSED, FateKind.NOT_DONE}:
            raise Refused(listed(refusal.sentence, fate.note), code=refusal.code, raw=raw)
        raise OutcomeUnknown(listed(refusal.sentence, fate.note), code=refusal.code, raw=raw)

    def _fate(self, effect: Effect) -> Fate:
        return self.fates([effect])[effect.id]

    def fates(self, effects: Sequence[Effect]) -> dict[str, Fate]:
        """What became of effects whose outcome is unknown, by effect id."""
        from muhr.providers.rs_ge.fates import fates  # noqa: PLC0415 - comes with `calls`

        return fates(effects, self.calls, self._finder, self._account) if effects else {}

    def close(self) -> None:
        """Close the connections; later calls are `Unreachable`."""
        opened = self._opened()
        if opened is not None:
            opened[0].transport.close()


def _numbered(number: str) -> str:
    return say("RS.ge has given it the number {number}.", number=number) if number else ""
