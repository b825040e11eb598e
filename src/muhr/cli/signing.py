"""One press of Sign at the terminal: review, unlock, sign, deliver, wait. Shared by `muhr sign` and the demo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from muhr.cli import failures, records
from muhr.cli.output import plain, progress, say
from muhr.cli.waiting import settle
from muhr.domain.documents import Action, Document, DocumentRef
from muhr.domain.errors import KeyExpired, KeyUnusable, MuhrError, ProviderError
from muhr.domain.events import Event, SigningProgress, Step
from muhr.domain.findings import Finding, FindingCode, Severity
from muhr.domain.money import spell
from muhr.domain.parties import normal_tax_id
from muhr.domain.prompts import Prompts
from muhr.domain.signatures import KeyEntry

if TYPE_CHECKING:
    from muhr.services.desk import Desk, Outcome, Review, SigningRun

_KEY_FAULTS = {
    FindingCode.WRONG_SIGNER.value: (KeyUnusable, "key-other-company"),
    FindingCode.CERTIFICATE_EXPIRED.value: (KeyExpired, "key-expired"),
    FindingCode.CERTIFICATE_NOT_YET_VALID.value: (KeyExpired, "key-not-yet-valid"),
}
"""Stops of a review that are the key's fault, not the document's."""
_OWN_FAULTS = frozenset(code.value for code in FindingCode) - frozenset(_KEY_FAULTS)
_SAID_NO = frozenset({"provider-refused", "provider-forbidden", "provider-no-such-call"})
"""A provider with these codes was there, and said no to a document."""

LAST_STEPS = frozenset({Step.CONFIRMED, Step.FAILED, Step.UNKNOWN, Step.SKIPPED})
_TICK = 0.5
_FEW = 3
OTHER_COMPANY = "it waits for another company's key"

SAID = {
    Step.HASHED: "not signed yet",
    Step.SIGNED: "signed, not sent yet",
    Step.QUEUED: "waits in the outbox",
    Step.DELIVERED: "delivered",
    Step.CONFIRMED: "signed and confirmed",
    Step.FAILED: "not signed",
    Step.UNKNOWN: "outcome unknown",
    Step.SKIPPED: "left out",
}
"""Each step in words for the table."""


@dataclass(frozen=True)
class Signed:
    """How one press of Sign ended."""

    batch: str
    review: Review
    outcomes: tuple[Outcome, ...]

    def status(self) -> int:
        """The exit code: 0 all delivered, 2 one is unknown, 4 or 5 see `trouble`, 1 otherwise."""
        steps = {outcome.step for outcome in self.outcomes}
        if Step.UNKNOWN in steps:
            return failures.UNKNOWN
        if steps <= {Step.CONFIRMED, Step.DELIVERED}:
            return failures.DONE
        trouble = self.trouble()
        return failures.NOT_ALL if trouble is None else failures.exit_code(trouble)

    def trouble(self) -> MuhrError | None:
        """Why nothing at all was signed, when it is the key or the provider; None when something was, or otherwise.

        Documents that review has stopped for what is in them say nothing about either, and are passed over.
        """
        if any(outcome.step is not Step.FAILED or outcome.effect_id for outcome in self.outcomes):
            return None
        found = [_cause(outcome) for outcome in self.outcomes if outcome.code not in _OWN_FAULTS]
        kinds = {type(error) for error in found}
        return found[0] if len(kinds) == 1 else None

    def findings_of(self, ref: DocumentRef) -> list[Finding]:
        """What review noticed about one document, worst first."""
        return [finding for finding in self.review.findings if finding.ref == ref]


def _cause(outcome: Outcome) -> MuhrError | None:
    """The key's or the provider's error behind a document that was not signed; None for anything else."""
    if outcome.code in _KEY_FAULTS:
        kind, code = _KEY_FAULTS[outcome.code]
        return kind(outcome.note, code=code)
    away = outcome.code.startswith("provider-") and outcome.code not in _SAID_NO
    return ProviderError(outcome.note, code=outcome.code) if away or outcome.code == "no-credentials" else None


def signable(documents: Sequence[Document], key: KeyEntry) -> tuple[list[Document], list[tuple[Document, str]]]:
    """Part what waits into what this key can sign and, each with its reason, what it cannot.

    A key whose owner is known only after the password is taken to fit; review looks again then.
    """
    fitting: list[Document] = []
    others: list[tuple[Document, str]] = []
    owned = {normal_tax_id(number) for number in key.identity.tax_ids} if key.identity else None
    for document in documents:
        if Action.SIGN not in document.actions:
            others.append((document, f"it waits for something else than a signature ({document.status_text})"))
        elif owned is not None and normal_tax_id(document.company.tax_id) not in owned:
            others.append((document, OTHER_COMPANY))
        else:
            fitting.append(document)
    return fitting, others


def review(desk: Desk, documents: Sequence[Document], key: KeyEntry) -> Review:
    """Fetch what is inside and say what a careful person would notice."""
    refs = [document.ref for document in documents]
    for outcome in settle("Reading the documents", desk.fetch_contents(refs)):
        if isinstance(outcome, MuhrError):
            say(f"Some documents could not be read: {plain(str(outcome))}")
        elif isinstance(outcome, BaseException):
            raise outcome
    return desk.review(refs, key)


def show(found: Review) -> None:
    """Tell the person what will be signed, for how much, and what was noticed."""
    amounts = ", ".join(spell(amount) for amount in found.totals) or "no amounts"
    say(f"{len(found.documents) - len(found.stopped)} documents to sign: {amounts}")
    names = {document.ref: _name(document) for document in found.documents}
    for finding in found.findings:
        if finding.severity >= Severity.WARN:
            word = "Left out" if finding.severity is Severity.STOP else "Look at"
            say(f"  {word} {names[finding.ref]}: {plain(finding.text)}")


def show_hindrances(desk: Desk, found: Review, key: KeyEntry) -> None:
    """Tell what will not work before a password is asked for; what cannot go ends with the same reason by itself."""
    from muhr.services.preflight import preflight

    going = [document for document in found.documents if document.ref not in found.stopped]
    lines = desk.check_lines([document.ref.account_id for document in going])
    answers = {account_id: future.result() for account_id, future in lines.items()}
    for one in preflight(going, key, answers):
        say(f"  {'Will not work' if one.severity is Severity.STOP else 'Look at'}: {plain(one.text)}")


def show_left_out(left_out: Sequence[tuple[Document, str]]) -> None:
    """Tell what this key cannot sign: by name when they are few, else how many for each reason."""
    for reason in dict.fromkeys(why for _, why in left_out):
        names = [_name(document) for document, why in left_out if why == reason]
        if len(names) <= _FEW:
            for name in names:
                say(f"  Left out {name}: {reason}")
        else:
            say(f"  {len(names)} left out, each because {reason}")


def _name(document: Document) -> str:
    """Number and other side; of a document known only by its id, the id."""
    other = document.counterparty.name or document.counterparty.tax_id
    return plain((document.number or document.ref.remote_id) + (f" ({other})" if other else ""))


def sign(desk: Desk, found: Review, key: KeyEntry, prompts: Prompts) -> Signed:
    """Sign and deliver everything reviewed; waits until each document has its last step.

    Ctrl-C stops after the current document; a second one leaves at once (what is queued stays queued).

    Raises:
        KeyAccessError, Cancelled: nothing was signed.
    """
    ended: set[DocumentRef] = set()

    def hear(event: Event) -> None:
        if isinstance(event, SigningProgress) and event.step in LAST_STEPS:
            ended.add(event.ref)

    forget = desk.subscribe(hear)
    try:
        run = desk.sign([document.ref for document in found.documents], key, prompts, shown=found)
        with progress("Signing", len(run.refs)) as bar:
            outcomes = _wait(run, lambda: bar.reach(len(ended)))
    finally:
        forget()
    return Signed(run.batch_id, found, outcomes)


def _wait(run: SigningRun, tick: Callable[[], None]) -> tuple[Outcome, ...]:
    """Wait for the run's end, the first Ctrl-C meaning "stop after the current document"."""
    stopping = False
    while True:
        try:
            outcomes = run.wait(timeout=_TICK)
        except TimeoutError:
            tick()
        except KeyboardInterrupt:
            if stopping:
                raise
            stopping = True
            run.stop()
            say("Stopping after the current document. What is signed is still delivered; Ctrl-C again leaves at once.")
        else:
            tick()
            return outcomes


def record(signed: Signed) -> dict[str, Any]:
    """The answer of `muhr sign --json`."""
    by_ref = {document.ref: document for document in signed.review.documents}
    counts: dict[str, int] = {}
    for outcome in signed.outcomes:
        counts[outcome.step.value] = counts.get(outcome.step.value, 0) + 1
    return {
        "batch": signed.batch,
        "counts": counts,
        "documents": [
            {
                "id": outcome.ref.remote_id,
                "account": outcome.ref.account_id,
                "number": by_ref[outcome.ref].number,
                "counterparty": records.party(by_ref[outcome.ref].counterparty),
                "total": records.money(by_ref[outcome.ref].total),
                "step": outcome.step.value,
                "effect": outcome.effect_id,
                "code": outcome.code,
                "note": outcome.note,
            }
            for outcome in signed.outcomes
        ],
        "findings": [records.finding(finding) for finding in signed.review.findings],
    }


def row(signed: Signed, outcome: Outcome) -> tuple[str, ...]:
    """One document of the table: number, counterparty, total, what became of it, why."""
    document = next(each for each in signed.review.documents if each.ref == outcome.ref)
    return (
        document.number or document.ref.remote_id,
        document.counterparty.name,
        spell(document.total) if document.total else "",
        SAID[outcome.step],
        outcome.note,
    )
