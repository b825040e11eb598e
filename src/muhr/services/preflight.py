"""What will not work, found out before anybody types a password. Pure; the lines were tried by the desk.

A document that cannot go is left out and the rest goes on; what concerns the key as a whole is told once.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from muhr.domain.documents import Document, DocumentRef
from muhr.domain.errors import MuhrError, Unauthorised
from muhr.domain.findings import Severity
from muhr.domain.ports import ConnectionReport
from muhr.domain.sentences import say
from muhr.domain.signatures import Identity, KeyEntry, KeyKind, Tries
from muhr.services.outcomes import Answer, Failure

CLOCK_TOLERANCE = 120.0
"""Seconds. The signing time is written by this computer; services refuse one that lies in the future (facts: E-IMZO's
own server answers -5, "check the clock")."""

_DIRECTORS = (
    "direktor",
    "директор",
    "director",
    "rahbar",
    "раҳбар",
    "руководитель",
    "boshliq",
    "бошлиқ",
    "раис",
    "rais",
)
"""Parts of the titles that people who may sign for a company bear in their certificates."""


class HindranceCode(enum.Enum):
    """Each thing that can stand in the way."""

    KEY_LOCKED = "key-locked"
    KEY_LAST_TRY = "key-last-try"
    KEY_FEW_TRIES = "key-few-tries"
    KEY_ASKS_EACH_TIME = "key-asks-each-time"
    OWNER_SHOWS_LATER = "owner-shows-later"
    NOT_A_DIRECTOR = "not-a-director"
    SERVICE_AWAY = "service-away"
    LOGIN_REFUSED = "login-refused"
    CLOCK_WRONG = "clock-wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """One thing that will not work, or not as expected."""

    code: HindranceCode
    severity: Severity
    """`STOP` leaves out `refs`; of the key itself it leaves out everything."""
    text: str
    """The same as an English sentence, for the terminal."""
    refs: frozenset[DocumentRef] = frozenset()
    facts: Mapping[str, str] = field(default_factory=dict)
    """Plain values for the sentence that a face makes from the code."""


def preflight(
    documents: Sequence[Document],
    key: KeyEntry,
    lines: Mapping[str, Answer[ConnectionReport]],
) -> list[Hindrance]:
    """Say what will not work with this key and these lines, worst first.

    Args:
        documents: that review lets through.
        key: the chosen key as it was listed a moment ago.
        lines: how the line of each account answered, by account id; accounts that were not tried are left out.
    """
    found = [*_of_the_key(key, len(documents)), *_of_the_owner(documents, key.identity)]
    for account_id, answer in lines.items():
        mine = [document for document in documents if document.ref.account_id == account_id]
        if mine:
            found += _of_a_line(mine, answer)
    return sorted(found, key=lambda one: -one.severity)


def left_out(documents: Sequence[Document], found: Sequence[Hindrance]) -> frozenset[DocumentRef]:
    """The documents that will not be signed for what was found."""
    stops = [one for one in found if one.severity is Severity.STOP]
    if any(not one.refs for one in stops):
        return frozenset(document.ref for document in documents)
    return frozenset(ref for one in stops for ref in one.refs)


def _of_the_key(key: KeyEntry, count: int) -> list[Hindrance]:
    found: list[Hindrance] = []
    if key.access.tries is Tries.LOCKED:
        text = say("The token is locked after too many wrong PINs. Whoever issued it can unlock it.")
        found.append(Hindrance(code=HindranceCode.KEY_LOCKED, severity=Severity.STOP, text=text))
    elif key.access.tries is Tries.FINAL:
        text = say("This is the last try: another wrong PIN locks the token.")
        found.append(Hindrance(code=HindranceCode.KEY_LAST_TRY, severity=Severity.WARN, text=text))
    elif key.access.tries is Tries.LOW:
        text = say("A wrong PIN was entered last time; few tries are left.")
        found.append(Hindrance(code=HindranceCode.KEY_FEW_TRIES, severity=Severity.NOTE, text=text))
    if key.access.every_signature and count > 1:
        text = say("This token will ask {count} times, once for each document.", count=count)
        code, facts = HindranceCode.KEY_ASKS_EACH_TIME, {"count": str(count)}
        found.append(Hindrance(code=code, severity=Severity.NOTE, text=text, facts=facts))
    if key.identity is None and key.kind is KeyKind.E_IMZO:
        text = say("Whose key this is shows only with the first signature. Muhr looks then, before anything is sent.")
        found.append(Hindrance(code=HindranceCode.OWNER_SHOWS_LATER, severity=Severity.NOTE, text=text))
    return found


def _of_the_owner(documents: Sequence[Document], who: Identity | None) -> list[Hindrance]:
    """Doubt about the role: a company's certificate whose owner bears another title than those who may sign."""
    if who is None or not who.title.strip() or not documents:
        return []
    if any(word in who.title.casefold() for word in _DIRECTORS):
        return []
    text = say(
        "The certificate calls {common_name} “{title}”, not a director. The service may refuse the signature.",
        common_name=who.common_name,
        title=who.title,
    )
    facts = {"name": who.common_name, "title": who.title}
    return [Hindrance(code=HindranceCode.NOT_A_DIRECTOR, severity=Severity.WARN, text=text, facts=facts)]


def _of_a_line(documents: Sequence[Document], answer: Answer[ConnectionReport]) -> list[Hindrance]:
    refs, company = frozenset(document.ref for document in documents), documents[0].company.name
    if isinstance(answer, Failure):
        return [_line_fault(answer.error, refs, company)]
    skew = answer.value.clock_skew_seconds
    if skew is None or abs(skew) <= CLOCK_TOLERANCE:
        return []
    minutes = max(round(abs(skew) / 60), 1)
    way = "fast" if skew > 0 else "slow"
    text = say(
        "This computer's clock is {minutes} minutes {way}. Put it right: the signing time is written by it.",
        minutes=minutes,
        way=way,
    )
    facts = {"minutes": str(minutes), "way": way}
    return [Hindrance(code=HindranceCode.CLOCK_WRONG, severity=Severity.WARN, text=text, facts=facts)]


def _line_fault(error: MuhrError, refs: frozenset[DocumentRef], company: str) -> Hindrance:
    facts = {"company": company, "said": str(error), "count": str(len(refs))}
    if isinstance(error, Unauthorised):
        text = say("The service does not accept the login of {company}: {error}", company=company, error=error.sentence)
        code = HindranceCode.LOGIN_REFUSED
    else:
        text = say("The service cannot be reached for {company}: {error}", company=company, error=error.sentence)
        code = HindranceCode.SERVICE_AWAY
    return Hindrance(code=code, severity=Severity.STOP, text=text, refs=refs, facts=facts)
