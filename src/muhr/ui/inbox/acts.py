"""Words for what can be done to documents: names with counts, consequences, which come first. Draws nothing."""

from __future__ import annotations

from collections.abc import Sequence

from muhr.domain.documents import Action, Document, is_irreversible
from muhr.ui import provider_words
from muhr.ui.tr import tr

FORWARD = (Action.SIGN, Action.CONFIRM, Action.ACTIVATE, Action.ISSUE, Action.SEND, Action.PAY)
"""What brings a document on its way; the first one that the selection allows is the chief button."""
BACKWARD = (Action.REJECT, Action.REFUSE, Action.CANCEL, Action.DELETE)
"""What says no; the first one that the selection allows has a button of its own."""
OTHERS = (Action.STATUS, Action.SAVE, Action.DECLARE)
DANGEROUS = frozenset({Action.REJECT, Action.REFUSE, Action.CANCEL, Action.DELETE})
COMMENTED = frozenset({Action.REJECT, Action.REFUSE})
"""What the other side may be told the reason of."""


def button_text(action: Action) -> str:
    """The name on a button that opens a sheet."""
    return {
        Action.SIGN: tr("Sign…"),
        Action.REJECT: tr("Reject…"),
        Action.CONFIRM: tr("Confirm…"),
        Action.REFUSE: tr("Refuse…"),
        Action.ACTIVATE: tr("Activate…"),
        Action.ISSUE: tr("Issue…"),
        Action.SEND: tr("Send by e-mail…"),
        Action.PAY: tr("Note a payment…"),
        Action.STATUS: tr("Set the status…"),
        Action.SAVE: tr("Change…"),
        Action.DECLARE: tr("Attach to a declaration…"),
        Action.CANCEL: tr("Cancel the document…"),
        Action.DELETE: tr("Delete…"),
    }.get(action, action.value)


def headline(action: Action, count: int) -> str:
    """What will be done, with how many."""
    return {
        Action.REJECT: tr("Reject %n document(s)", count),
        Action.CONFIRM: tr("Confirm %n document(s)", count),
        Action.REFUSE: tr("Refuse %n document(s)", count),
        Action.ACTIVATE: tr("Activate %n document(s)", count),
        Action.ISSUE: tr("Issue %n document(s)", count),
        Action.SEND: tr("Send %n document(s) by e-mail", count),
        Action.PAY: tr("Note a payment for %n document(s)", count),
        Action.STATUS: tr("Set the status of %n document(s)", count),
        Action.SAVE: tr("Change %n document(s)", count),
        Action.DECLARE: tr("Attach %n document(s) to a declaration", count),
        Action.CANCEL: tr("Cancel %n document(s)", count),
        Action.DELETE: tr("Delete %n document(s)", count),
    }.get(action, tr("%n document(s)", count))


def fine_print(action: Action, *, unasked: bool = False, seconds: int = 0) -> str:
    """What else must be known before agreeing.

    Args:
        action: what is done.
        unasked: whether a service cannot be asked afterwards if it happened.
        seconds: how long it can be taken back here.
    """
    parts = []
    if is_irreversible(action):
        parts.append(tr("It cannot be taken back once the service has it."))
    if unasked:
        parts.append(
            tr("Should the answer get lost, the service cannot be asked whether it happened; then you decide.")
        )
    if seconds > 0:
        parts.append(tr("For %n second(s) you can still undo it here.", seconds))
    return " ".join(parts)


def consequence(action: Action, documents: Sequence[Document] = ()) -> str:
    """What follows; requests to cancel are confirmed and refused as well, and that means something else."""
    asked = sum(provider_words.asks_to_cancel(one) for one in documents)
    told = "" if asked and asked == len(documents) else _plainly(action)
    if asked and action is Action.CONFIRM:
        agree = tr("For %n document(s) the other side asks to cancel; you agree, and they are no longer valid.", asked)
        return f"{told} {agree}".strip()
    if asked and action is Action.REFUSE:
        stays = tr("For %n document(s) the other side asks to cancel; you refuse, and they stay valid.", asked)
        return f"{told} {stays}".strip()
    return _plainly(action)


def _plainly(action: Action) -> str:
    return {
        Action.REJECT: tr("The document does not take effect, and the other side sees that you rejected it."),
        Action.CONFIRM: tr("You confirm to the tax service that you received this."),
        Action.REFUSE: tr("The other side sees that you refused it."),
        Action.ACTIVATE: tr("The document gets its number and goes to the other side."),
        Action.ISSUE: tr("The draft becomes an invoice with a number of its own."),
        Action.SEND: tr("The service sends an e-mail to the other side. An e-mail cannot be called back."),
        Action.PAY: tr("The payment is written down at the service."),
        Action.STATUS: tr("The status can be changed again later."),
        Action.SAVE: tr("The document is changed at the service. What you leave empty stays as it is."),
        Action.DECLARE: tr("The documents become part of your declaration."),
        Action.CANCEL: tr("The document is no longer valid, or the other side is asked to agree to that."),
        Action.DELETE: tr("The document is gone at the service."),
    }.get(action, "")


def under_way(action: Action, count: int, seconds: int) -> str:
    """What is about to leave, and in how many seconds."""
    done = {
        Action.REJECT: tr("%n document(s) will be rejected", count),
        Action.CONFIRM: tr("%n document(s) will be confirmed", count),
        Action.REFUSE: tr("%n document(s) will be refused", count),
        Action.ACTIVATE: tr("%n document(s) will be activated", count),
        Action.ISSUE: tr("%n document(s) will be issued", count),
        Action.SEND: tr("%n document(s) will be sent by e-mail", count),
        Action.PAY: tr("A payment will be noted for %n document(s)", count),
        Action.CANCEL: tr("%n document(s) will be cancelled", count),
        Action.DELETE: tr("%n document(s) will be deleted", count),
    }.get(action, tr("%n document(s) will be changed", count))
    return tr("{what} in {seconds} s", what=done, seconds=seconds)
