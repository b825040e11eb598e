"""Asks RS.ge what became of effects whose answer was lost. Changes nothing there.

A new document: GetTransactionResult (0 it is there, -7 it is being made, -6 nobody has heard of it). How long results
are kept is not said, so -6 counts only while the list of own documents shows none like it. Everything else
carries no number of ours: the document is read and its pair is compared with the one the person decided at. Whether
it was attached to a declaration is told by that declaration's number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta

from muhr.domain.accounts import Account
from muhr.domain.documents import Action
from muhr.domain.effects import Effect, Fate, FateKind
from muhr.domain.errors import AnswerUnreadable, ProviderError, Refused
from muhr.domain.sentences import say
from muhr.providers.json_values import Misread
from muhr.providers.rs_ge import answers, documents, envelope
from muhr.providers.rs_ge.calls import Calls
from muhr.providers.rs_ge.finder import Finder
from muhr.providers.rs_ge.payloads import TO_ONE, period_in, start_of, transaction_id
from muhr.providers.rs_ge.states import CANCEL_ASKED, fate_of
from muhr.providers.rs_ge.values import moment, remote_id

CLOCKS = timedelta(minutes=5)
"""How far the service's clock may be from ours when a moment it tells is compared with one of ours."""
PATIENCE = 6
"""After so many questions an answer that never comes is left to a person."""

_NOTES: dict[FateKind, Callable[[str], str]] = {
    FateKind.DONE: lambda text: say("RS.ge shows that it happened: {text}.", text=text),
    FateKind.REFUSED: lambda text: say("RS.ge shows that it did not happen and no longer can: {text}.", text=text),
    FateKind.NOT_DONE: lambda text: say("RS.ge shows the document as it was: {text}.", text=text),
    FateKind.CANNOT_TELL: lambda text: say(
        "The status does not tell whether it happened: {text}. Look at RS.ge's web page.", text=text
    ),
}
_GONE = say("RS.ge does not show this document any more.")
_LATER = say("RS.ge could not be asked about it just now.")
_NAMELESS = say("RS.ge's answer names no document.")
_UNHEARD = say("RS.ge has heard of no request under this program's own number.")


def fates(effects: Sequence[Effect], calls: Calls, finder: Finder, account: Account) -> dict[str, Fate]:
    """Give the fate of every effect, by effect id.

    When a call fails in the middle, the effects already answered keep their fate and the others are `RUNNING` (asked
    again later). Raises the `ProviderError` only when nothing was learned at all.
    """
    found: dict[str, Fate] = {}
    try:
        for effect_id, fate in _each(effects, calls, finder, account):
            found[effect_id] = fate  # noqa: PERF403 - what was learned before a break must stay
    except ProviderError:
        if not found:
            raise
    later = Fate(kind=FateKind.RUNNING, note=_LATER)
    return {effect.id: found.get(effect.id, later) for effect in effects}


def _each(effects: Sequence[Effect], calls: Calls, finder: Finder, account: Account) -> Iterable[tuple[str, Fate]]:
    by_pair = [effect for effect in effects if effect.action in TO_ONE]
    if by_pair:
        found = finder.invoices([effect.target_id for effect in by_pair])
        known = {remote_id(values.get("ID")): values for values in found}
        for effect in by_pair:
            values = known.get(effect.target_id)
            if effect.action is Action.DECLARE and values is not None:
                yield effect.id, by_declaration(effect, values, calls, account)
            else:
                yield effect.id, by_document(effect, values, account)
    for effect in effects:
        if effect.action is Action.IMPORT:
            yield effect.id, by_transaction(effect, calls, finder)
        elif effect.action not in TO_ONE:
            yield effect.id, Fate(kind=FateKind.CANNOT_TELL)


# ------------------------------------------------------------------ by the document


def by_document(effect: Effect, values: Mapping[str, object] | None, account: Account) -> Fate:
    """What the document, as it is now, says of an effect; `values` is its INVOICE, None when it is not shown."""
    if values is None:
        kind = FateKind.DONE if effect.action is Action.DELETE else FateKind.CANNOT_TELL
        return Fate(kind=kind, note=_GONE)
    status = documents.status_of(values, account)
    start, now = start_of(effect.payload), answers.pair(values)
    kind = fate_of(effect.action, start, now)
    if kind is FateKind.NOT_DONE:
        kind = _looked_at_again(effect, values)
    text = status.status_text if status is not None else "?"
    code = status.status if status is not None else ""
    return Fate(kind=kind, code=code, note=_NOTES[kind](text), status=status)


def _looked_at_again(effect: Effect, values: Mapping[str, object]) -> FateKind:
    """The pair is unchanged; yet it may have gone and come back, by way of a request to cancel since we began.

    A cancellation that we asked for and the buyer refused leaves the document confirmed, as before. A request to
    cancel that we refused may have been followed by another, which nobody here has seen. Then a person decides.
    """
    asked, start = moment(values.get("REQUEST_CANCEL_DATE")), start_of(effect.payload)
    if asked is None:
        return FateKind.NOT_DONE
    again = effect.action is Action.CANCEL and asked >= effect.created - CLOCKS
    another = start == CANCEL_ASKED and asked > effect.created + CLOCKS
    return FateKind.CANNOT_TELL if again or another else FateKind.NOT_DONE


def by_declaration(effect: Effect, values: Mapping[str, object], calls: Calls, account: Account) -> Fate:
    """What the document says of its attachment to a declaration: GetSeqNum tells which one was meant."""
    attached = documents.declared(values, documents.direction_of(values, account))
    if not attached:
        return by_document(effect, values, account)
    status = documents.status_of(values, account)
    try:
        meant = calls.sequence_number(period_in(effect.payload))
    except (Refused, AnswerUnreadable):
        meant = ""
    if attached == meant:
        note = say("RS.ge shows the document with the declaration {number}.", number=attached)
        return Fate(kind=FateKind.DONE, note=note, status=status)
    note = say(
        "RS.ge shows the document with the declaration {number}, and it is not certain that this is the one that was "
        "meant. Look at RS.ge's web page.",
        number=attached,
    )
    return Fate(kind=FateKind.CANNOT_TELL, note=note, status=status)


# ------------------------------------------------------------------ by our own number


def by_transaction(effect: Effect, calls: Calls, finder: Finder) -> Fate:
    """What GetTransactionResult says of a new document; where it knows nothing, what the list of documents shows."""
    told, raw = calls.transaction_result(transaction_id(effect.target_id))
    code = str(told.id)
    if told.kind is envelope.Kind.FINE:
        try:
            made = answers.changed(told.data)
        except Misread:
            return Fate(kind=FateKind.CANNOT_TELL, code=code, note=_NAMELESS, answer=raw)
        note = say("RS.ge has the document.")
        return Fate(kind=FateKind.DONE, code=code, note=note, remote_id=made.remote_id, answer=raw)
    if told.id == envelope.NO_TRANSACTION:
        like = finder.like(effect.payload, effect.created)
        if not like:
            return Fate(kind=FateKind.NOT_DONE, code=code, note=_UNHEARD, answer=raw)
        note = say(
            "RS.ge has heard of no request under this program's own number, and yet it shows a document like this one "
            "({document}). Look at its web page whether it is the one.",
            document=like,
        )
        return Fate(kind=FateKind.CANNOT_TELL, code=code, note=note, answer=raw)
    if told.kind in {envelope.Kind.RUNNING, envelope.Kind.SYSTEM} and effect.asked < PATIENCE:
        return Fate(kind=FateKind.RUNNING, code=code, note=say("RS.ge says: {said}", said=told.said), answer=raw)
    note = say("RS.ge says: {said}. Look at its web page whether the document is there.", said=told.said)
    return Fate(kind=FateKind.CANNOT_TELL, code=code, note=note, answer=raw)
