"""What Faktura.uz's status and type numbers mean in our words, and what may be done at each. Asks nobody.

Source: the tables of `GetDocumentStatuses` and `GetDocumentTypes` in the API document. The readings (which side
acts, which status proves a signature) follow from the names alone; ASSUMPTIONS.md lists them. A number that is not
in these tables is shown as it came and never acted upon.
"""

from __future__ import annotations

import enum

from muhr.domain.documents import Action, Direction, Stage
from muhr.domain.effects import FateKind


class Status(enum.IntEnum):
    """The fourteen documented statuses, by their documented codes."""

    NONE = 20
    AWAIT_CONTRACTOR = 21
    AWAIT_ACTION = 22
    REJECTED = 23
    ARCHIVED = 24
    AWAIT_AGREEMENT = 25
    AWAIT_SIGN = 26
    DELETED = 27
    ARCHIVE_CANCEL_REQUESTED = 31
    AWAIT_CANCEL_ARCHIVE_REQUEST = 32
    REJECT_ARCHIVE_CANCEL_REQUEST = 33
    ARCHIVE_CANCELED = 34
    AGREEMENT_AGREED = 41
    AGREEMENT_REJECT = 42


STATUS_TEXTS: dict[int, str] = {
    20: "Недоступен",
    21: "Ожидается ответ контрагента",
    22: "Требуется подпись",
    23: "Отклонен контрагентом",
    24: "Опубликован",
    25: "На согласовании",
    26: "На подписании",
    27: "Удален",
    31: "Запрошен на аннулирование",
    32: "На рассмотрении аннулирования",
    33: "Аннулирование отменено",
    34: "Аннулирован",
    41: "Соглашение согласен",
    42: "Соглашение не согласен",
}

TYPE_TEXTS: dict[int, str] = {
    1: "Договор",
    2: "Счёт-фактура",
    3: "Оферта",
    4: "Отчёт по транзакциям",
    5: "Акт и счёт фактура",
    6: "Счет на оплату",
    8: "Материальный отчет",
    14: "Акт на штрафные санкции",
    20: "Доверенность",
    22: "Платежное поручение",
}
"""Used until the provider's own dictionary has been read, and without the listing calls."""

_STAGES: dict[int, Stage] = {
    Status.NONE: Stage.HIDDEN,
    Status.AWAIT_CONTRACTOR: Stage.WAITING_FOR_OTHERS,
    Status.AWAIT_ACTION: Stage.WAITING_FOR_ME,
    Status.REJECTED: Stage.REFUSED,
    Status.ARCHIVED: Stage.FINISHED,
    Status.AWAIT_AGREEMENT: Stage.WAITING_FOR_OTHERS,
    Status.AWAIT_SIGN: Stage.WAITING_FOR_ME,
    Status.DELETED: Stage.REFUSED,
    Status.ARCHIVE_CANCEL_REQUESTED: Stage.WAITING_FOR_OTHERS,
    # It waits for me, but the API has no call for it: the answer is given on the provider's web page.
    Status.AWAIT_CANCEL_ARCHIVE_REQUEST: Stage.WAITING_FOR_ME,
    Status.REJECT_ARCHIVE_CANCEL_REQUEST: Stage.FINISHED,
    Status.ARCHIVE_CANCELED: Stage.REFUSED,
    Status.AGREEMENT_AGREED: Stage.WAITING_FOR_OTHERS,
    Status.AGREEMENT_REJECT: Stage.WAITING_FOR_OTHERS,
}

MAY_SIGN = frozenset({Status.AWAIT_ACTION, Status.AWAIT_SIGN})
_MAY_DELETE = frozenset({Status.AWAIT_CONTRACTOR, Status.AWAIT_ACTION, Status.AWAIT_SIGN, Status.AWAIT_AGREEMENT})

INBOX = (Status.AWAIT_ACTION, Status.AWAIT_SIGN, Status.AWAIT_CANCEL_ARCHIVE_REQUEST)
"""What waits among the documents we received."""
OUTBOX = (Status.AWAIT_ACTION, Status.AWAIT_SIGN)
"""What waits among the documents we made: our own signature is still missing."""
PAST = (Status.ARCHIVED, Status.REJECTED, Status.ARCHIVE_CANCELED)
"""What needs nothing any more."""


def stage_of(status: int | None) -> Stage:
    """Our word for a status; one that is not in the table, or could not be read, is `UNKNOWN`."""
    return Stage.UNKNOWN if status is None else _STAGES.get(status, Stage.UNKNOWN)


def actions_of(status: int | None, direction: Direction | None, *, reject: bool) -> frozenset[Action]:
    """What a person can do at a status.

    Args:
        status: the provider's number.
        direction: who made the document; None when it is not known, and then neither rejecting (for received
            documents only) nor deleting (for own ones only) is offered.
        reject: whether the call that rejects may be used (it is outside the API document).
    """
    found: set[Action] = set()
    if status in MAY_SIGN:
        found.add(Action.SIGN)
        if reject and direction is Direction.INCOMING:
            found.add(Action.REJECT)
    if status in _MAY_DELETE and direction is Direction.OUTGOING:
        found.add(Action.DELETE)
    return frozenset(found)


# ------------------------------------------------------------------ what a status says of an unknown effect

_BOTH_SIGNED = (Status.ARCHIVED, Status.ARCHIVE_CANCEL_REQUESTED, Status.AWAIT_CANCEL_ARCHIVE_REQUEST,
                Status.REJECT_ARCHIVE_CANCEL_REQUEST)  # fmt: skip

_SIGN_FATES: dict[int, FateKind] = {
    Status.AWAIT_ACTION: FateKind.NOT_DONE,
    Status.AWAIT_SIGN: FateKind.NOT_DONE,
    Status.AWAIT_CONTRACTOR: FateKind.DONE,
    # Only a document that both sides have signed can be asked to be annulled.
    **dict.fromkeys(_BOTH_SIGNED, FateKind.DONE),
    Status.REJECTED: FateKind.REFUSED,
    Status.DELETED: FateKind.REFUSED,
    Status.ARCHIVE_CANCELED: FateKind.REFUSED,
}
_REJECT_FATES: dict[int, FateKind] = {
    Status.AWAIT_ACTION: FateKind.NOT_DONE,
    Status.AWAIT_SIGN: FateKind.NOT_DONE,
    Status.REJECTED: FateKind.DONE,
    **dict.fromkeys(_BOTH_SIGNED, FateKind.REFUSED),
    Status.AWAIT_CONTRACTOR: FateKind.REFUSED,
    Status.DELETED: FateKind.REFUSED,
    Status.ARCHIVE_CANCELED: FateKind.REFUSED,
}
_DELETE_FATES: dict[int, FateKind] = {
    Status.DELETED: FateKind.DONE,
    **dict.fromkeys(_MAY_DELETE, FateKind.NOT_DONE),
    Status.REJECTED: FateKind.NOT_DONE,
    Status.AGREEMENT_AGREED: FateKind.NOT_DONE,
    Status.AGREEMENT_REJECT: FateKind.NOT_DONE,
    **dict.fromkeys(_BOTH_SIGNED, FateKind.REFUSED),
    Status.ARCHIVE_CANCELED: FateKind.REFUSED,
}
_FATES = {Action.SIGN: _SIGN_FATES, Action.REJECT: _REJECT_FATES, Action.DELETE: _DELETE_FATES}


def fate_of(action: Action, status: int | None) -> FateKind:
    """What the present status says of an effect whose answer was lost.

    A status from which it cannot be told (internal approval, hidden, not in the tables) is `CANNOT_TELL`.
    """
    table = _FATES.get(action, {})
    return FateKind.CANNOT_TELL if status is None else table.get(status, FateKind.CANNOT_TELL)
