"""One press of Sign: review, one unlock, hash codes, signatures, rows in the outbox. Sends nothing itself.

Delivery starts while signing goes on: signed documents enter the outbox in small groups, and the account's runner
takes them from there. The run then only listens until every document is at rest.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from muhr.domain.documents import Action, Document, DocumentRef
from muhr.domain.effects import Effect
from muhr.domain.errors import Cancelled, InputError, MuhrError
from muhr.domain.events import SigningFinished, SigningProgress, Step, WorkerTrouble
from muhr.domain.findings import Finding, Severity
from muhr.domain.money import spell, totals
from muhr.domain.ports import Clock, KeyRing, Provider, Publish, Signer
from muhr.domain.prompts import Prompts
from muhr.domain.records import Batch, Evidence
from muhr.domain.signatures import Identity, KeyEntry
from muhr.services.account_signing import AccountSigning
from muhr.services.line import Hold
from muhr.services.outbox import OutboxRunner
from muhr.services.outcomes import Failure, attempt
from muhr.services.question import Asking
from muhr.services.review import Review, signer_findings
from muhr.services.standing import Standing, hold_note
from muhr.services.wording import purpose_of, signer_line

_WAITING_STEPS = frozenset({Step.QUEUED, Step.UNKNOWN, Step.DELIVERED})
"""Steps that a held line leaves as they are for now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one document of a run ended (so far)."""

    ref: DocumentRef
    step: Step
    effect_id: str = ""
    code: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPorts:
    """The surroundings of a run."""

    review: Callable[[Sequence[DocumentRef], Identity | None, datetime], Review]
    """What was displayed of the documents; see `Reviews.for_signing` and `Reviews.as_shown`."""
    keyring: KeyRing
    publish: Publish
    clock: Clock
    provider: Callable[[str], Provider]
    """The line of an account id; raises `Unauthorised`."""
    runner: Callable[[str], OutboxRunner]
    """The runner of an account id; raises `InputError` for an unknown account."""
    ended: Callable[[str], None]
    """Called with the batch id when the run is over."""


class SigningRun:
    """One press of Sign: many documents, one unlock. Lives in the background; watched through events or `wait`."""

    batch_id: str
    refs: tuple[DocumentRef, ...]

    def __init__(
        self,
        batch_id: str,
        refs: Iterable[DocumentRef],
        *,
        key: KeyEntry,
        prompts: Prompts,
        comment: str,
        ports: RunPorts,
    ) -> None:
        self.batch_id = batch_id
        self.refs = tuple(dict.fromkeys(refs))
        self._key = key
        self._asking = Asking(prompts)
        self._comment = comment
        self._ports = ports
        self._stopped = threading.Event()
        self._all_signed = threading.Event()
        self._changed = threading.Condition()
        self._runners = _runners_of(self.refs, ports)
        self._holds_at_rest: dict[str, Hold] = {}
        self._outcomes: dict[DocumentRef, Outcome] = {}
        self._moving: set[DocumentRef] = set()
        self._batch: Callable[[], Batch] | None = None
        self._signed_any = False
        self._error: MuhrError | None = None
        self._over = False
        self._thread = threading.Thread(target=self._run, name=f"muhr-sign-{batch_id[:8]}", daemon=True)

    # ---------------------------------------------------------------- for the person

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the current document: nothing further is signed; what is signed is still delivered."""
        self._stopped.set()
        self._asking.abandon()

    def wait(self, timeout: float | None = None) -> tuple[Outcome, ...]:
        """Block until every document has a last step; the outcomes in the order of `refs`.

        Raises the `KeyAccessError` or `Cancelled` that ended the run before anything was signed, and `TimeoutError`.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: self._over, timeout):
                raise TimeoutError(f"the signing run has not ended after {timeout} seconds")
            if self._error is not None and not self._signed_any:
                raise self._error
        return self.outcomes

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """How far each document is, now; one that has not taken a step yet is not among them."""
        with self._changed:
            return tuple(self._outcomes[ref] for ref in self.refs if ref in self._outcomes)

    @property
    def failed(self) -> tuple[DocumentRef, ...]:
        """The documents that may be tried again by the person's decision (step FAILED or SKIPPED; never UNKNOWN)."""
        return tuple(outcome.ref for outcome in self.outcomes if outcome.step in {Step.FAILED, Step.SKIPPED})

    @property
    def over(self) -> bool:
        """Whether every document has its last step."""
        return self._over

    def join_signing(self, timeout: float | None = None) -> None:
        """Wait until nothing more is signed."""
        self._all_signed.wait(timeout)

    def join(self, timeout: float | None = None) -> None:
        """Wait until the run is over and its thread has ended."""
        self._thread.join(timeout)

    # ---------------------------------------------------------------- news from the runners

    def on_standings(self, standings: Sequence[Standing]) -> None:
        """Hear how far effects of this run are. Called by runners after the fact is durable."""
        for standing in standings:
            effect = standing.effect
            ref = DocumentRef(effect.account_id, effect.target_id)
            outcome = Outcome(ref=ref, step=standing.step, effect_id=effect.id, code=effect.code, note=standing.note)
            self._advance(outcome, resting=standing.resting)

    def on_hold(self) -> None:
        """An account's line was held or opened, or came to rest while it is held."""
        with self._changed:
            self._changed.notify_all()

    # ---------------------------------------------------------------- the run, in its own thread

    def _run(self) -> None:
        answer = attempt(self._sign_all)
        if isinstance(answer, Failure):
            self._error = answer.error
            if answer.bug:
                text = answer.error.sentence
                self._ports.publish(WorkerTrouble(account_id="", error_code=answer.error.code, error=text, bug=True))
        self._all_signed.set()
        self._close_unsigned()
        with self._changed:
            self._changed.wait_for(self._at_rest)
            self._finish()
        self._ports.ended(self.batch_id)

    def _sign_all(self) -> None:
        now = self._ports.clock()
        review = self._ports.review(self.refs, self._key.identity, now)
        self._refuse_unknown(review)
        self._refuse(review.findings)
        going = [document for document in review.documents if document.ref not in review.stopped]
        if not going or self.stopped:
            return
        signer = self._unlock(going)
        try:
            # Only now is it certain whose key this is: a list may have had no more than an alias to go by. A card
            # behind E-IMZO tells it with its first signature; `AccountSigning` looks then.
            who = signer.identity
            opened = [finding for document in going for finding in signer_findings(document, who, now)] if who else []
            self._refuse(opened)
            going = [document for document in going if document.ref not in self._outcomes]
            self._sign(going, _by_ref([*review.findings, *opened]), signer)
        finally:
            signer.close()

    def _unlock(self, documents: list[Document]) -> Signer:
        purpose = purpose_of(documents)
        return self._ports.keyring.open(self._key, self._asking, purpose=purpose, signatures=len(documents))

    def _sign(self, documents: list[Document], findings: dict[DocumentRef, list[Finding]], signer: Signer) -> None:
        self._batch = partial(self._batch_of, documents, signer)
        unchecked = signer.identity is None
        for account_id in dict.fromkeys(document.ref.account_id for document in documents):
            group = [document for document in documents if document.ref.account_id == account_id]
            answer = attempt(partial(self._ports.provider, account_id))
            if isinstance(answer, Failure):
                self.fail([document.ref for document in group], answer.error)
                continue
            AccountSigning(
                host=self,
                provider=answer.value,
                add=partial(self._add, self._runners[account_id]),
                signer=signer,
                clock=self._ports.clock,
                batch_id=self.batch_id,
                comment=self._comment,
                unchecked=unchecked,
            ).run(group, findings)

    def _batch_of(self, documents: list[Document], signer: Signer) -> Batch:
        amounts = totals(document.total for document in documents if document.total is not None)
        return Batch(
            id=self.batch_id,
            created=self._ports.clock(),
            action=Action.SIGN.value,
            signer=signer_line(signer.identity) if signer.identity is not None else "",
            documents=len(documents),
            totals=", ".join(spell(money) for money in amounts),
        )

    def _add(self, runner: OutboxRunner, effects: Sequence[Effect], evidence: Sequence[Evidence]) -> None:
        runner.add(effects, evidence, self._batch() if self._batch is not None else None)
        self._batch = None  # the first group has brought it into the workspace

    # ---------------------------------------------------------------- the host of `AccountSigning`

    @property
    def stopped(self) -> bool:
        """Whether the person (or the closing program) has asked to stop."""
        return self._stopped.is_set()

    def step(self, ref: DocumentRef, step: Step) -> None:
        """A document was hashed or signed."""
        self._signed_any = self._signed_any or step is Step.SIGNED
        self._advance(Outcome(ref=ref, step=step), resting=False)

    def fail(self, refs: Iterable[DocumentRef], error: MuhrError) -> None:
        """These documents will not be signed in this run."""
        for ref in refs:
            self._advance(Outcome(ref=ref, step=Step.FAILED, code=error.code, note=error.sentence), resting=True)

    def _refuse(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            if finding.severity is Severity.STOP and finding.ref not in self._outcomes:
                outcome = Outcome(ref=finding.ref, step=Step.FAILED, code=finding.code.value, note=finding.text)
                self._advance(outcome, resting=True)

    def _refuse_unknown(self, review: Review) -> None:
        known = {document.ref for document in review.documents}
        missing = [ref for ref in self.refs if ref not in known]
        self.fail(missing, InputError("The document is not known here any more.", code="document-unknown"))

    def _close_unsigned(self) -> None:
        """Give a last step to what has not reached the outbox."""
        begun = {Step.HASHED, Step.SIGNED}
        left = [ref for ref in self.refs if ref not in self._outcomes or self._outcomes[ref].step in begun]
        error = self._error or Cancelled("Stopped before it was signed.", code="stopped")
        if not isinstance(error, Cancelled):
            self.fail(left, error)
            return
        for ref in left:
            self._advance(Outcome(ref=ref, step=Step.SKIPPED, code=error.code, note=error.sentence), resting=True)

    # ---------------------------------------------------------------- steps and rest

    def _advance(self, outcome: Outcome, *, resting: bool) -> None:
        with self._changed:
            if self._over:
                return
            self._outcomes[outcome.ref] = outcome
            if resting:
                self._moving.discard(outcome.ref)
            else:
                self._moving.add(outcome.ref)
            # Told under the guard, so that nobody ever hears of an earlier step after a later one.
            self._tell(outcome)
            if not self._moving or self._holds():
                self._changed.notify_all()

    def _tell(self, outcome: Outcome) -> None:
        self._ports.publish(
            SigningProgress(
                batch_id=self.batch_id,
                ref=outcome.ref,
                step=outcome.step,
                effect_id=outcome.effect_id,
                code=outcome.code,
                note=outcome.note,
            )
        )

    def _holds(self) -> dict[str, Hold]:
        """The accounts whose line is held and has come to rest."""
        runners = self._runners.values()
        return {runner.account_id: hold for runner in runners if (hold := runner.resting_hold) is not None}

    def _at_rest(self) -> bool:
        if not self._moving:
            return True
        # Kept for `_finish`: a line may be opened again at any moment, also between the two.
        self._holds_at_rest = holds = self._holds()
        return bool(holds) and all(
            ref.account_id in holds and self._outcomes[ref].step in _WAITING_STEPS for ref in self._moving
        )

    def _finish(self) -> None:
        for ref in self._moving:
            hold, outcome = self._holds_at_rest[ref.account_id], self._outcomes[ref]
            # Whether a row had left when its outcome could no longer be kept is known at the next start only.
            step = Step.UNKNOWN if hold.broken and outcome.step is Step.QUEUED else outcome.step
            outcome = replace(outcome, step=step, code=hold.error.code, note=hold_note(hold, step))
            self._outcomes[ref] = outcome
            self._tell(outcome)
        error = self._error
        self._ports.publish(
            SigningFinished(
                batch_id=self.batch_id,
                counts=dict(Counter(outcome.step for outcome in self._outcomes.values())),
                error_code=error.code if error is not None else "",
                error=error.sentence if error is not None else "",
            )
        )
        self._over = True
        self._changed.notify_all()


def _runners_of(refs: Iterable[DocumentRef], ports: RunPorts) -> dict[str, OutboxRunner]:
    """The runners of the documents' accounts, kept for the whole run: an account may be removed meanwhile.

    An account that is not there has none; its documents are not known either, and fail as such.
    """
    found = {account_id: attempt(partial(ports.runner, account_id)) for account_id in {ref.account_id for ref in refs}}
    return {account_id: answer.value for account_id, answer in found.items() if not isinstance(answer, Failure)}


def _by_ref(findings: Iterable[Finding]) -> dict[DocumentRef, list[Finding]]:
    gathered: dict[DocumentRef, list[Finding]] = {}
    for finding in findings:
        known = gathered.setdefault(finding.ref, [])
        if finding not in known:
            known.append(finding)
    return gathered
