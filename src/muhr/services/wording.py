"""Says in plain English what a row is and what happens next. Pure; faces may translate by code."""

from __future__ import annotations

from datetime import datetime

from muhr.domain.documents import Document
from muhr.domain.effects import Effect, EffectState
from muhr.domain.money import spell
from muhr.domain.sentences import kept, say
from muhr.domain.signatures import Identity
from muhr.services.line import Hold
from muhr.services.reconcile import NOT_DONE_ONCE, RUNNING, waits_for_person

_ENDED = {
    EffectState.SENDING: say("It is being sent now."),
    EffectState.DONE: say("Nothing more to do: it is done."),
    EffectState.CANCELLED: say("Nothing more to do: it was taken back."),
    EffectState.ABANDONED: say("Nothing more to do: it was given up. Look at the document at the provider."),
}


def title_of(document: Document) -> str:
    """One line for people: number, counterparty, amount."""
    amount = spell(document.total) if document.total is not None else ""
    parts = (document.number or document.title or document.ref.remote_id, document.counterparty.name, amount)
    return " · ".join(part for part in parts if part)


def signer_line(identity: Identity) -> str:
    """One line for people: whose signature it is."""
    parts = (identity.common_name, identity.organization, identity.tax_id, identity.serial)
    return ", ".join(part for part in parts if part)


def purpose_of(documents: list[Document]) -> str:
    """What the password is asked for."""
    names = ", ".join(dict.fromkeys(document.company.name for document in documents))
    if len(documents) == 1:
        return say("Sign 1 document for {companies}", companies=names)
    return say("Sign {count} documents for {companies}", count=len(documents), companies=names)


def next_step(effect: Effect, now: datetime, hold: Hold | None = None) -> str:
    """*What happens next* with a row, as one English sentence."""
    if effect.state in _ENDED:
        return _ENDED[effect.state]
    if effect.state is EffectState.REFUSED:
        return say(
            "The provider refused it: {why} Put that right, then start again from the document.", why=kept(effect.note)
        )
    if hold is not None and not waits_for_person(effect):
        return _held(effect, hold, now)
    if effect.state is EffectState.QUEUED:
        return say("It will be sent {when}.", when=_when(effect.not_before, now))
    if waits_for_person(effect):
        return say("Look at the document at the provider, then decide here: this provider cannot be asked.")
    if effect.code == NOT_DONE_ONCE:
        later = _when(effect.not_before, now)
        return say(
            "The provider is asked once more {when}; if it still has nothing, the same bytes are sent again.",
            when=later,
        )
    if effect.code == RUNNING:
        return say("The provider is still working on it and is asked again {when}.", when=_when(effect.not_before, now))
    return say("The provider is asked what became of it; nothing is sent before the answer is there.")


def _held(effect: Effect, hold: Hold, now: datetime) -> str:
    if hold.broken:
        return say("Nothing leaves before this is settled and Muhr is started again: {why}", why=hold.error.sentence)
    queued = effect.state is EffectState.QUEUED
    what = say("It is sent") if queued else say("The provider is asked what became of it")
    if hold.until is None:
        return say("{what} once this is settled: {why}", what=what, why=hold.error.sentence)
    when = _when(hold.until, now)
    return say("{what} as soon as the provider can be reached; the next try is {when}.", what=what, when=when)


def _when(moment: datetime | None, now: datetime) -> str:
    seconds = 0 if moment is None else (moment - now).total_seconds()
    if seconds <= 1:
        return say("in a moment")
    if seconds < 90:
        return say("in {count} seconds", count=round(seconds))
    return say("in {count} minutes", count=round(seconds / 60))
