"""What a careful person would notice before signing. Pure: judges what it is given, reads and asks nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from muhr.domain.documents import Action, Direction, Document, DocumentRef, Stage
from muhr.domain.effects import Effect
from muhr.domain.findings import Finding, FindingCode, Severity
from muhr.domain.money import Money, spell, totals
from muhr.domain.parties import TaxIdJudgement, judge_tax_id, normal_tax_id
from muhr.domain.records import CounterpartyHistory
from muhr.domain.sentences import Fact, ended, say
from muhr.domain.signatures import Identity
from muhr.services.arithmetic import find_mismatch

UNUSUAL_TIMES = Decimal(5)
"""An amount above five times the counterparty's median is worth a second look. Less would cry wolf over ordinary
seasons; the median, unlike the mean, is not moved by the one large document that went before."""
# With fewer than three known documents there is no median worth the name: the workspace then gives None.


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the workspace knows about one document's surroundings."""

    history: CounterpartyHistory
    twins: tuple[Document, ...] = ()
    open_effect: Effect | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What the director sees before signing."""

    documents: tuple[Document, ...]
    """In the order of the selection, contents included."""
    findings: tuple[Finding, ...]
    """Worst first."""
    stopped: frozenset[DocumentRef]
    """Documents with a `STOP` finding: left out when the rest is signed."""
    totals: tuple[Money, ...]
    """Of the documents that will be signed, per currency."""
    totals_by_counterparty: tuple[tuple[str, Money], ...]


def review_of(documents: Sequence[Document], findings: Iterable[Finding]) -> Review:
    """Put documents and their findings together: worst first, totals of what will be signed."""
    ordered = sorted(findings, key=lambda finding: -finding.severity)
    stopped = frozenset(finding.ref for finding in ordered if finding.severity is Severity.STOP)
    going = [document for document in documents if document.ref not in stopped]
    by_counterparty: dict[str, list[Document]] = {}
    for document in going:
        other = document.counterparty
        by_counterparty.setdefault(normal_tax_id(other.tax_id) or other.name, []).append(document)
    return Review(
        documents=tuple(documents),
        findings=tuple(ordered),
        stopped=stopped,
        totals=_sums(going),
        totals_by_counterparty=tuple(
            (group[0].counterparty.name, money) for group in by_counterparty.values() for money in _sums(group)
        ),
    )


def at_a_glance(review: Review) -> tuple[Finding, ...]:
    """What a person who looks around shall notice, worst first.

    That a document cannot be signed is nothing odd while something else can be done with it: most services have no
    signing at all.
    """
    doable = {document.ref for document in review.documents if document.actions}
    return tuple(one for one in review.findings if one.code is not FindingCode.NOT_SIGNABLE or one.ref not in doable)


def findings_of(document: Document, known: Known, identity: Identity | None, now: datetime) -> list[Finding]:
    """Everything to notice about one document, in no particular order.

    Args:
        document: with its content, as far as it is known.
        known: what the workspace knows around it.
        identity: whose signature it would be; None leaves the key's part out (it is judged once the key is open).
        now: aware UTC.
    """
    found = [*_standing(document, known), *_counterparty(document, known), *_contents(document, known)]
    if identity is not None:
        found += signer_findings(document, identity, now)
    return found


def signer_findings(document: Document, identity: Identity, now: datetime) -> list[Finding]:
    """The part that depends on the key: whose it is, and whether its certificate holds now and until the due date."""
    found: list[Finding] = []
    company = normal_tax_id(document.company.tax_id)
    numbers = {normal_tax_id(number) for number in identity.tax_ids}
    if company not in numbers:
        whose = ", ".join(sorted(numbers)) or say("no tax number")
        found.append(
            _finding(
                FindingCode.WRONG_SIGNER,
                Severity.STOP,
                document,
                say(
                    "The key belongs to {signer} ({whose}), not to {company} ({number}).",
                    signer=identity.common_name,
                    whose=whose,
                    company=document.company.name,
                    number=company,
                ),
                signer=identity.common_name,
                signer_tax_ids=", ".join(sorted(numbers)),
                company=document.company.name,
                company_tax_id=company,
            )
        )
    return found + _validity(document, identity, now)


def _validity(document: Document, identity: Identity, now: datetime) -> list[Finding]:
    if identity.not_before is not None and now < identity.not_before:
        start = identity.not_before.date().isoformat()
        text = say("The certificate of this key is valid only from {start}.", start=identity.not_before.date())
        return [_finding(FindingCode.CERTIFICATE_NOT_YET_VALID, Severity.STOP, document, text, valid_from=start)]
    if identity.not_after is None:
        return []
    end = identity.not_after.date().isoformat()
    if now > identity.not_after:
        text = say("The certificate of this key expired on {end}.", end=identity.not_after.date())
        return [_finding(FindingCode.CERTIFICATE_EXPIRED, Severity.STOP, document, text, expired=end)]
    if document.due is not None and identity.not_after.date() < document.due:
        due = document.due.isoformat()
        text = say(
            "The certificate of this key expires on {end}, before the document is due on {due}.",
            end=identity.not_after.date(),
            due=document.due,
        )
        code = FindingCode.CERTIFICATE_EXPIRES_BEFORE_DUE
        return [_finding(code, Severity.WARN, document, text, expires=end, due=due)]
    return []


def not_signable(document: Document) -> list[Finding]:
    """A stop when the provider does not offer to have the document signed now."""
    if Action.SIGN in document.actions:
        return []
    text = say("The document cannot be signed now: {status}.", status=document.status_text or document.status)
    return [_finding(FindingCode.NOT_SIGNABLE, Severity.STOP, document, text, status=document.status_text)]


def changed_since(shown: Document, now: Document) -> bool:
    """Whether a document says something else than what was shown of it.

    What was not known when it was shown (a number, a due date, the rows of a content that came later) may have become
    known: the person was told that it was missing. An amount is never passed over.
    """
    if shown.total != now.total or normal_tax_id(shown.company.tax_id) != normal_tax_id(now.company.tax_id):
        return True
    pairs = (
        (shown.number, now.number),
        (shown.issued, now.issued),
        (shown.due, now.due),
        (normal_tax_id(shown.counterparty.tax_id), normal_tax_id(now.counterparty.tax_id)),
        (_compact(counterparty_bank_account(shown)), _compact(counterparty_bank_account(now))),
        (shown.content, now.content),
    )
    return any(before and before != after for before, after in pairs)


def changed_since_shown(document: Document) -> Finding:
    """The document is not signed, because it is another one than the person has seen."""
    text = say("The document has changed since it was shown. Look at it again before it is signed.")
    return _finding(FindingCode.NOT_SIGNABLE, Severity.STOP, document, text, status=document.status_text)


def _standing(document: Document, known: Known) -> list[Finding]:
    found = not_signable(document)
    if known.open_effect is not None:
        found.append(open_effect_finding(document, known.open_effect))
    return found


def open_effect_finding(document: Document, effect: Effect) -> Finding:
    """The document has an effect whose outcome is not settled: nothing else may be done to it before."""
    text = say("A change to this document is already in the outbox.")
    facts = {"action": effect.action.value, "state": effect.state.value}
    return _finding(FindingCode.ALREADY_IN_OUTBOX, Severity.STOP, document, text, **facts)


def _counterparty(document: Document, known: Known) -> list[Finding]:
    found: list[Finding] = []
    other, history = document.counterparty, known.history
    number = normal_tax_id(other.tax_id)
    if (number or other.name) and judge_tax_id(other.country, number) is TaxIdJudgement.DOUBTFUL:
        text = say(
            "The tax number of {name} does not look right: {number}.",
            name=other.name,
            number=number or say("it is missing"),
        )
        found.append(_finding(FindingCode.TAX_ID_DOUBTFUL, Severity.WARN, document, text, tax_id=number))
    if history.documents == 0:
        text = say("This is the first document known here with {name}.", name=other.name)
        found.append(_finding(FindingCode.COUNTERPARTY_UNKNOWN, Severity.NOTE, document, text, name=other.name))
    incoming = document.direction is Direction.INCOMING
    before, after = _compact(history.last_bank_account), _compact(counterparty_bank_account(document))
    if incoming and before and after and before != after:  # on what we write ourselves nobody asks us for money
        text = say(
            "{name} asks for payment to another bank account: {after} instead of {before}.",
            name=other.name,
            after=after,
            before=before,
        )
        code = FindingCode.BANK_ACCOUNT_CHANGED
        found.append(_finding(code, Severity.WARN, document, text, before=before, after=after))
    if document.total is not None and history.usual_amount:
        usual = Decimal(str(history.usual_amount))
        if document.total.amount > UNUSUAL_TIMES * usual:
            normally = Money(document.total.currency, round(usual, 2))
            facts: dict[str, Fact] = {"amount": document.total, "name": other.name, "normally": normally}
            if incoming:
                text = say("{amount} is far above what {name} usually asks for (about {normally}).", **facts)
            else:
                text = say("{amount} is far above what you usually write for {name} (about {normally}).", **facts)
            code = FindingCode.AMOUNT_UNUSUAL
            found.append(
                _finding(code, Severity.WARN, document, text, amount=spell(document.total), usual=spell(normally))
            )
    return found


def _contents(document: Document, known: Known) -> list[Finding]:
    found: list[Finding] = []
    if document.content is None:
        text = say("Only the hash code of this document is known here: you would sign what Muhr could not show you.")
        found.append(_finding(FindingCode.CONTENT_NOT_SEEN, Severity.WARN, document, text))
    elif not document.content.lines:
        text = say("The rows of this document could not be read: look at the provider's own text before signing.")
        found.append(_finding(FindingCode.CONTENT_NOT_SEEN, Severity.NOTE, document, text))
    mismatch = find_mismatch(document)
    if mismatch is not None:
        found.append(_finding(FindingCode.TOTAL_MISMATCH, Severity.WARN, document, mismatch.text, **mismatch.facts))
    found += _seen_before(document, known.twins)
    return found


def _seen_before(document: Document, twins: Sequence[Document]) -> list[Finding]:
    """Number and amount seen before: a warning, or only a note when each of the others came to nothing."""
    if not twins or not document.number:
        return []
    living = [twin for twin in twins if twin.stage is not Stage.REFUSED]
    dates = [twin.issued for twin in living or twins if twin.issued is not None]
    when = min(dates) if dates else ""
    name = document.counterparty.name
    if document.direction is Direction.INCOMING:
        known = say("The same number and amount from {name} are already known", name=name)
    else:
        known = say("The same number and amount to {name} are already known", name=name)
    if when:
        known = say("{known}, dated {when}", known=known, when=when)
    text = ended(known) if living else say("{known}; that document was refused.", known=known)
    severity = Severity.WARN if living else Severity.NOTE
    facts = {"number": document.number, "date": str(when), "others": str(len(twins))}
    return [_finding(FindingCode.SEEN_BEFORE, severity, document, text, **facts)]


def counterparty_bank_account(document: Document) -> str:
    """The bank account the counterparty writes on this document; empty when it is not known."""
    other = normal_tax_id(document.counterparty.tax_id)
    if document.content is not None:
        for party in (document.content.seller, document.content.buyer):
            if party is not None and normal_tax_id(party.tax_id) == other and party.bank_account:
                return party.bank_account
    return document.counterparty.bank_account


def duplicated_hashes(hash_codes: Mapping[DocumentRef, str]) -> dict[DocumentRef, str]:
    """The documents whose hash code another document of the same run has too.

    A hash code says which bytes are signed. When the provider gives one code for two ids, then either its answer is
    mixed up, or one document stands in the list twice; both times the person would sign something once and have it
    counted twice. So none of them is signed, and the person is told.
    """
    holders: dict[str, list[DocumentRef]] = {}
    for ref, code in hash_codes.items():
        holders.setdefault(code.strip().lower(), []).append(ref)
    return {ref: code for code, refs in holders.items() if len(refs) > 1 for ref in refs}


def _sums(documents: Iterable[Document]) -> tuple[Money, ...]:
    return totals(document.total for document in documents if document.total is not None)


def _compact(account: str) -> str:
    return "".join(account.split())


def _finding(code: FindingCode, severity: Severity, document: Document, text: str, **facts: str) -> Finding:
    return Finding(code=code, severity=severity, ref=document.ref, facts=facts, text=text)
