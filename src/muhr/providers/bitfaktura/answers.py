"""Says what the answer to a writing call proves. Pure; asks nobody.

What HTTP's status alone proves stands in `providers.outcomes`; here is what the bodies under 2xx add. Creating is
proved by HTTP 201 with a whole number as `id` and by nothing less: a token that may only read is answered with 200 and
nothing is made. Sending an e-mail is refused under HTTP 200. Other calls are done with 2xx and a body that is no
refusal; a body that is neither JSON nor the word "ok" proves nothing.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from muhr.domain.documents import Action
from muhr.providers.bitfaktura.complaints import complaint
from muhr.providers.bitfaktura.values import id_of, members
from muhr.providers.json_values import Misread, decode
from muhr.providers.outcomes import Answer


class Verdict(enum.Enum):
    """What is known after an answer."""

    DONE = enum.auto()
    REFUSED = enum.auto()
    NOT_PROVED = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict and what goes with it."""

    verdict: Verdict
    code: str = ""
    said: str = ""
    """The service's own words."""
    remote_id: str = ""
    about_key: bool = False


CREATING = frozenset({Action.IMPORT, Action.PAY})


def judge(action: Action, answer: Answer) -> Judgement:
    """Judge an answer with a status of 2xx."""
    refusal = complaint(answer.body)
    if refusal is not None:
        return Judgement(
            verdict=Verdict.REFUSED, code="provider-refused", said=refusal.text, about_key=refusal.about_key
        )
    if action in CREATING:
        made = created(answer)
        if not made:
            return Judgement(verdict=Verdict.NOT_PROVED, code="provider-not-created")
        return Judgement(verdict=Verdict.DONE, remote_id=made if action is Action.IMPORT else "", code="201")
    if not _says_something(answer.body):
        return Judgement(verdict=Verdict.NOT_PROVED, code="provider-answer-unreadable")
    return Judgement(verdict=Verdict.DONE, code=str(answer.status))


def created(answer: Answer) -> str:
    """The id of what was made; "" when the answer does not prove that anything was."""
    if answer.status != 201:
        return ""
    try:
        told = members(answer.body)
    except Misread:
        return ""
    value = told.get("id")
    if value is None and len(told) == 1:
        inner = next(iter(told.values()))
        value = inner.get("id") if isinstance(inner, dict) else None
    # Bare: a text in its place is no record of the service's.
    return id_of(value) if isinstance(value, int) else ""


def _says_something(body: bytes) -> bool:
    if body.strip().lower() == b"ok":
        return True
    try:
        decode(body)
    except Misread:
        return False
    return True
