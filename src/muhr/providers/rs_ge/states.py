"""What the pairs (SELLER_ACTION, BUYER_ACTION) mean: words, stages, what a person may do, and the fate of an effect.

Source: the API document's glossary and the answers printed with ActivateInvoice … ConfirmInvoice. The pairs of a
confirmed cancellation and of a corrected document are not printed (ASSUMPTIONS.md). A pair that is not in these tables
is shown as it came and never acted upon. The ids of GetActions are looked up at run time and stand nowhere here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from muhr.domain.documents import Action, Direction, Stage
from muhr.domain.effects import FateKind

Pair = tuple[int, int]
"""SELLER_ACTION and BUYER_ACTION."""

SAVED: Pair = (0, 0)
ACTIVE: Pair = (1, 0)
CONFIRMED: Pair = (1, 1)
REFUSED: Pair = (1, 2)
CANCEL_ASKED: Pair = (2, 0)
CANCELLED: Pair = (2, 1)

TEMPLATE, DELETED, CORRECTED = -2, -1, 3
"""Values of SELLER_ACTION that say everything, whatever BUYER_ACTION is."""

KNOWN = (SAVED, ACTIVE, CONFIRMED, REFUSED, CANCEL_ASKED, CANCELLED)

_OF_SELLER = {
    SAVED: "Saved",
    ACTIVE: "Sent to the buyer",
    CONFIRMED: "Confirmed by the buyer",
    REFUSED: "Refused by the buyer",
    CANCEL_ASKED: "Cancellation requested, the buyer has to answer",
    CANCELLED: "Cancelled by both sides",
}
_OF_BUYER = {
    ACTIVE: "Received, waits for your answer",
    CONFIRMED: "Confirmed",
    REFUSED: "Refused",
    CANCEL_ASKED: "The seller asks to cancel it",
    CANCELLED: "Cancelled by both sides",
}
_BY_SELLER_ACTION = {TEMPLATE: "Template", DELETED: "Deleted", CORRECTED: "Replaced by a corrected document"}


def code_of(pair: Pair | None) -> str:
    """The pair as a document's status code: "1/0"; "?" when it could not be read."""
    return "?" if pair is None else f"{pair[0]}/{pair[1]}"


def pair_in(code: str) -> Pair | None:
    """Read a status code back."""
    seller, mark, buyer = code.partition("/")
    try:
        return (int(seller), int(buyer)) if mark else None
    except ValueError:
        return None


def text_of(pair: Pair | None, direction: Direction, told: str = "") -> str:
    """What a pair means to one side, in English; the provider's own words for a pair that is not in the tables."""
    if pair is None:
        return told or "?"
    if pair[0] in _BY_SELLER_ACTION:
        return _BY_SELLER_ACTION[pair[0]]
    words = _OF_BUYER if direction is Direction.INCOMING else _OF_SELLER
    return words.get(pair) or told or code_of(pair)


_STAGES_OF_SELLER: Mapping[Pair, Stage] = {
    SAVED: Stage.WAITING_FOR_ME,
    ACTIVE: Stage.WAITING_FOR_OTHERS,
    CONFIRMED: Stage.FINISHED,
    REFUSED: Stage.WAITING_FOR_ME,  # to be deleted, or corrected at RS.ge's web page
    CANCEL_ASKED: Stage.WAITING_FOR_OTHERS,
    CANCELLED: Stage.REFUSED,
}
_STAGES_OF_BUYER: Mapping[Pair, Stage] = {
    ACTIVE: Stage.WAITING_FOR_ME,
    CONFIRMED: Stage.FINISHED,
    REFUSED: Stage.REFUSED,
    CANCEL_ASKED: Stage.WAITING_FOR_ME,
    CANCELLED: Stage.REFUSED,
}
_STAGES_BY_SELLER_ACTION = {TEMPLATE: Stage.HIDDEN, DELETED: Stage.REFUSED, CORRECTED: Stage.REFUSED}


def stage_of(pair: Pair | None, direction: Direction) -> Stage:
    """Our word for a pair, seen from one side."""
    if pair is None:
        return Stage.UNKNOWN
    if pair[0] in _STAGES_BY_SELLER_ACTION:
        return _STAGES_BY_SELLER_ACTION[pair[0]]
    stages = _STAGES_OF_BUYER if direction is Direction.INCOMING else _STAGES_OF_SELLER
    return stages.get(pair, Stage.UNKNOWN)


_ACTIONS: Mapping[tuple[Direction, Pair], frozenset[Action]] = {
    (Direction.INCOMING, ACTIVE): frozenset({Action.CONFIRM, Action.REFUSE}),
    (Direction.INCOMING, CANCEL_ASKED): frozenset({Action.CONFIRM, Action.REFUSE}),
    (Direction.OUTGOING, SAVED): frozenset({Action.ACTIVATE, Action.DELETE}),
    (Direction.OUTGOING, ACTIVE): frozenset({Action.DELETE}),
    (Direction.OUTGOING, REFUSED): frozenset({Action.DELETE}),
    (Direction.OUTGOING, CONFIRMED): frozenset({Action.CANCEL, Action.DECLARE}),
    (Direction.INCOMING, CONFIRMED): frozenset({Action.DECLARE}),
}


def actions_of(pair: Pair | None, direction: Direction) -> frozenset[Action]:
    """What a person can do now: "DeleteInvoice" (saved, unconfirmed active, refused), "CancelInvoice" (confirmed).

    DECLARE as long as the document is not attached to a declaration, which the pair does not tell.
    """
    return frozenset() if pair is None else _ACTIONS.get((direction, pair), frozenset())


# ------------------------------------------------------------------ what a pair says of an effect


@dataclass(frozen=True, slots=True)
class Step:
    """What an action makes of the pair it starts from."""

    done: frozenset[Pair]
    """Pairs that can only be there, or come later, because it happened."""
    done_sellers: frozenset[int] = frozenset()
    """The same for values of SELLER_ACTION alone."""


_LATER_THAN_ACTIVE = frozenset({ACTIVE, CONFIRMED, REFUSED, CANCEL_ASKED, CANCELLED})
_STEPS: Mapping[tuple[Action, Pair], Step] = {
    # A cancellation can be asked for only after the buyer's confirmation.
    (Action.CONFIRM, ACTIVE): Step(frozenset({CONFIRMED, CANCEL_ASKED, CANCELLED})),
    (Action.CONFIRM, CANCEL_ASKED): Step(frozenset({CANCELLED})),
    (Action.REFUSE, ACTIVE): Step(frozenset({REFUSED})),
    (Action.REFUSE, CANCEL_ASKED): Step(frozenset({CONFIRMED})),
    (Action.ACTIVATE, SAVED): Step(_LATER_THAN_ACTIVE, frozenset({CORRECTED})),
    (Action.DELETE, SAVED): Step(frozenset(), frozenset({DELETED})),
    (Action.DELETE, ACTIVE): Step(frozenset(), frozenset({DELETED})),
    (Action.DELETE, REFUSED): Step(frozenset(), frozenset({DELETED})),
    (Action.CANCEL, CONFIRMED): Step(frozenset({CANCEL_ASKED, CANCELLED})),
    # The pair stays: whether it happened is told by the number of the declaration (`fates.by_declaration`).
    (Action.DECLARE, CONFIRMED): Step(frozenset()),
}
STARTS = (SAVED, ACTIVE, CONFIRMED, REFUSED, CANCEL_ASKED)
"""The pairs an action can start from, in an order that must stay: payloads name them by their place in it."""


def fate_of(action: Action, start: Pair | None, now: Pair | None) -> FateKind:
    """What the present pair says of an effect that was ordered at `start`.

    Only an unchanged pair allows a repeat: the same call at another pair may mean something a person never saw
    (confirming a document, and later confirming its cancellation, is one and the same call).
    """
    if now is None or start is None or (action, start) not in _STEPS:
        return FateKind.CANNOT_TELL
    step = _STEPS[action, start]
    if now == start:
        return FateKind.NOT_DONE
    if now in step.done or now[0] in step.done_sellers:
        return FateKind.DONE
    if now in KNOWN or now[0] == DELETED:
        return FateKind.REFUSED
    return FateKind.CANNOT_TELL
