"""Words and checks for what can be done to documents without a key. Asks nobody and does nothing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence

from muhr.cli.output import plain, say
from muhr.domain.documents import NEEDS_KEY, Action, Document, is_irreversible
from muhr.domain.errors import InputError
from muhr.domain.money import spell, totals
from muhr.domain.ports import Detail, DetailKind

ACTIONS = tuple(action for action in Action if action not in NEEDS_KEY and action is not Action.IMPORT)
"""What `muhr act` can do; signing and importing have commands of their own."""

NAMES = {
    Action.REJECT: "Reject",
    Action.DELETE: "Delete",
    Action.SEND: "Send by e-mail",
    Action.CONFIRM: "Confirm",
    Action.REFUSE: "Refuse",
    Action.ACTIVATE: "Activate",
    Action.CANCEL: "Cancel the document",
    Action.ISSUE: "Issue",
    Action.PAY: "Note a payment",
    Action.STATUS: "Set the status",
    Action.SAVE: "Change",
    Action.DECLARE: "Attach to a declaration",
}
"""As the window calls them."""

_CONSEQUENCES = {
    Action.REJECT: "The other side is told that you rejected it.",
    Action.CONFIRM: "You confirm to the tax service that you received this.",
    Action.REFUSE: "The other side sees that you refused it.",
    Action.ACTIVATE: "The document gets its number and goes to the other side.",
    Action.ISSUE: "The draft becomes an invoice with a number of its own.",
    Action.SEND: "The service sends an e-mail to the other side. An e-mail cannot be called back.",
    Action.PAY: "The payment is written down at the service.",
    Action.STATUS: "The status can be changed again later.",
    Action.SAVE: "The content can be changed again later.",
    Action.DECLARE: "The documents become part of your declaration.",
    Action.CANCEL: "The document is no longer valid, or the other side is asked to agree to that.",
    Action.DELETE: "The document is gone at the service.",
}
_FINAL = "It cannot be taken back once the service has it."
_AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?")


def consequence(action: Action) -> str:
    """What follows from it, in one or two sentences."""
    told = _CONSEQUENCES[action]
    return f"{told} {_FINAL}" if is_irreversible(action) else told


def require_offered(action: Action, documents: Sequence[Document]) -> None:
    """Make sure that each document offers the action now.

    Raises:
        InputError: one does not (`action-not-allowed`); the message tells what it offers instead.
    """
    for document in documents:
        if action not in document.actions:
            offered = ", ".join(one.value for one in Action if one in document.actions) or "nothing"
            status = document.status_text or document.status
            raise InputError(
                f"{plain(name_of(document))}: this cannot be done now ({plain(status)}). You can: {offered}",
                code="action-not-allowed",
            )


def read_details(asked: Iterable[Detail], given: Sequence[str]) -> dict[str, str]:
    """What was given with `--set`, checked against what the action asks for.

    Raises:
        InputError: one is no NAME=VALUE, is not asked for, cannot be used or is missing (`action-detail`).
    """
    known = {detail.name: detail for detail in asked}
    found: dict[str, str] = {}
    for text in given:
        name, sign, value = (part.strip() for part in text.partition("="))
        if not sign or not value:
            raise InputError("--set wants NAME=VALUE", code="action-detail")
        if name not in known:
            raise InputError(f"There is nothing called {plain(name)} to set. {_possible(known)}", code="action-detail")
        _check(known[name], value)
        found[name] = value
    missing = [detail for name, detail in known.items() if detail.required and name not in found]
    if missing:
        wanted = ", ".join(_wanted(detail) for detail in missing)
        raise InputError(f"This has to be told as well: {wanted}", code="action-detail")
    return found


def _check(detail: Detail, value: str) -> None:
    """Raise `InputError` for a value of the wrong kind."""
    fits = True
    if detail.kind is DetailKind.CHOICE:
        fits = value in detail.choices
    elif detail.kind is DetailKind.AMOUNT:
        fits = _AMOUNT.fullmatch(value) is not None
    elif detail.kind is DetailKind.DATE:
        fits = _is_day(value)
    if not fits:
        raise InputError(f"{plain(value)} cannot be used here. It has to be {_wanted(detail)}", code="action-detail")


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _possible(known: Mapping[str, Detail]) -> str:
    if not known:
        return "This action asks for nothing"
    return "Possible: " + ", ".join(_wanted(detail) for detail in known.values())


def _wanted(detail: Detail) -> str:
    """How a detail is given, for people: `--set amount=1250.50 (Amount paid)`."""
    shape = {
        DetailKind.TEXT: "TEXT",
        DetailKind.CHOICE: "|".join(detail.choices),
        DetailKind.AMOUNT: "1250.50",
        DetailKind.DATE: "2026-03-05",
    }[detail.kind]
    return f"--set {detail.name}={plain(shape)} ({plain(detail.title)})"


def show(action: Action, documents: Sequence[Document], details: Mapping[str, str], comment: str) -> None:
    """Tell the person what is about to be done to which documents, and what follows."""
    amounts = ", ".join(spell(amount) for amount in totals(one.total for one in documents if one.total)) or "no amounts"
    say(f"{NAMES[action]}: {len(documents)} document{'' if len(documents) == 1 else 's'}, {amounts}")
    for document in documents:
        say(f"  {plain(name_of(document))}, for {plain(document.company.name)}")
    for name, value in details.items():
        say(f"  {plain(name)}: {plain(value)}")
    if comment:
        say(f"  The reason: {plain(comment)}")
    say(consequence(action))


def name_of(document: Document) -> str:
    """One line for people: number, counterparty, amount."""
    from muhr.services.wording import title_of

    return title_of(document)
