"""Asks Faktura.uz what became of effects whose answer was lost, in as few calls as it allows. Changes nothing there.

Signing, rejecting, deleting: the status of the document, in batches (GetDocumentStatus). Where the number alone
cannot tell and the calls beyond the document are allowed, GetDetails says which side has signed. Importing: the
look-up by our own key, the only call that knows; without it a person decides. Sending a contract file: nothing can
be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from muhr.domain.documents import Action, RemoteStatus
from muhr.domain.effects import Effect, Fate, FateKind
from muhr.domain.errors import AnswerUnreadable, InputError, ProviderError, Refused
from muhr.domain.sentences import say
from muhr.providers.faktura_uz.beyond import ListingRow
from muhr.providers.faktura_uz.calls import Calls
from muhr.providers.faktura_uz.statuses import Status, fate_of
from muhr.providers.faktura_uz.values import number

AskStatuses = Callable[[Sequence[str]], dict[str, RemoteStatus]]

_BY_STATUS = frozenset({Action.SIGN, Action.REJECT, Action.DELETE})

_SIGNED_OR_NOT = frozenset(
    {Status.AWAIT_ACTION, Status.AWAIT_SIGN, Status.REJECTED, Status.DELETED, Status.ARCHIVE_CANCELED}
)

_NOTES: dict[FateKind, Callable[[str], str]] = {
    FateKind.DONE: lambda text: say("Faktura.uz shows that it happened: {text}.", text=text),
    FateKind.REFUSED: lambda text: say("Faktura.uz shows that it did not happen and no longer can: {text}.", text=text),
    FateKind.NOT_DONE: lambda text: say("Faktura.uz still waits for it: {text}.", text=text),
    FateKind.CANNOT_TELL: lambda text: say(
        "The status does not tell whether it happened: {text}. Look at Faktura.uz's web page.", text=text
    ),
}
_NOT_KNOWN = say("Faktura.uz does not know this document.")
_NO_LOOKUP = say("Faktura.uz cannot be asked for it here. Look at its web page whether the document is there.")
_LATER = say("Faktura.uz could not be asked about it just now.")


def fates(effects: Sequence[Effect], calls: Calls, ask: AskStatuses, *, listing: bool) -> dict[str, Fate]:
    """Give the fate of every effect, by effect id.

    When a call fails in the middle, the effects already answered keep their fate and the others are `RUNNING` (asked
    again later). Raises the `ProviderError` only when nothing was learned at all.
    """
    found: dict[str, Fate] = {}
    try:
        for effect_id, fate in _each(effects, calls, ask, listing=listing):
            found[effect_id] = fate  # noqa: PERF403 - what was learned before a break must stay
    except ProviderError:
        if not found:
            raise
    later = Fate(kind=FateKind.RUNNING, note=_LATER)
    return {effect.id: found.get(effect.id, later) for effect in effects}


def _each(effects: Sequence[Effect], calls: Calls, ask: AskStatuses, *, listing: bool) -> Iterable[tuple[str, Fate]]:
    by_status = [effect for effect in effects if effect.action in _BY_STATUS]
    known = ask([effect.target_id for effect in by_status]) if by_status else {}
    unclear: list[tuple[Effect, Fate]] = []
    for effect in by_status:
        fate = by_known_status(effect, known)
        if listing and _needs_details(effect, known):
            unclear.append((effect, fate))
        else:
            yield effect.id, fate
    for effect, fate in unclear:
        yield effect.id, by_details(effect, _details(effect, calls), fate)
    for effect in effects:
        if effect.action is Action.IMPORT:
            yield effect.id, _import_fate(effect, calls) if listing else _cannot_tell(_NO_LOOKUP)
        elif effect.action not in _BY_STATUS:
            yield effect.id, _cannot_tell(_NO_LOOKUP)


def _cannot_tell(note: str) -> Fate:
    return Fate(kind=FateKind.CANNOT_TELL, note=note)


# ------------------------------------------------------------------ by status


def by_known_status(effect: Effect, known: Mapping[str, RemoteStatus]) -> Fate:
    """Give the fate that the status alone shows."""
    status = known.get(effect.target_id.lower())
    if status is None:
        return _cannot_tell(_NOT_KNOWN)
    kind = fate_of(effect.action, number(status.status))
    note = _NOTES[kind](status.status_text or status.status)
    return Fate(kind=kind, code=f"status-{status.status}", note=note, status=status)


def _needs_details(effect: Effect, known: Mapping[str, RemoteStatus]) -> bool:
    """Whether who signed is worth one more call.

    At 22 and 26 the same bytes would be sent again: the status may lag behind, and at 26 ("being signed") another
    person of the company may have to sign, too. A rejected, deleted or annulled document may or may not carry our
    signature; internal approval and numbers we do not know say nothing about it.
    """
    status = known.get(effect.target_id.lower())
    if effect.action is not Action.SIGN or status is None:
        return False
    id_ = number(status.status)
    return id_ in _SIGNED_OR_NOT or fate_of(effect.action, id_) is FateKind.CANNOT_TELL


def _details(effect: Effect, calls: Calls) -> ListingRow | None:
    try:
        return calls.details(effect.target_id)
    except (Refused, AnswerUnreadable, InputError):
        return None  # the call is not offered, or says nothing: the status alone has to do


def by_details(effect: Effect, details: ListingRow | None, otherwise: Fate) -> Fate:
    """Give the fate that the signatures show, or the one the status has shown already."""
    signed = signed_by_us(details)
    if effect.action is not Action.SIGN or signed is None:
        return otherwise
    if signed:
        return Fate(
            kind=FateKind.DONE,
            code=otherwise.code,
            note=say("Faktura.uz shows your company's signature on the document."),
            status=otherwise.status,
        )
    return otherwise


def signed_by_us(details: ListingRow | None) -> bool | None:
    """Whether our side has signed; None when the details do not say who is who.

    `isSent` says that the document is one we made; then the owner's signature is ours, else the contractor's.
    """
    if details is None or details.is_sent is None:
        return None
    return details.owner_signed if details.is_sent else details.contractor_signed


# ------------------------------------------------------------------ by our own key


def _import_fate(effect: Effect, calls: Calls) -> Fate:
    try:
        found = calls.by_client_id(effect.target_id)
    except AnswerUnreadable as error:
        return Fate(kind=FateKind.CANNOT_TELL, note=_NO_LOOKUP, answer=error.raw)
    except Refused:
        return _cannot_tell(_NO_LOOKUP)
    if found is None:
        return Fate(kind=FateKind.NOT_DONE, note=say("Faktura.uz has no document under this program's own number."))
    if found.client_id and found.client_id != effect.target_id.lower():
        return _cannot_tell(say("Faktura.uz shows another document than the one that was asked for."))
    note = say("Faktura.uz has taken the document.")
    return Fate(kind=FateKind.DONE, remote_id=found.remote_id, note=note)
