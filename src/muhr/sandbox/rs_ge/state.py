"""The simulated RS.ge's memory: users, tokens, remembered devices, transactions, documents, and how these may change.

Every change is atomic under one lock, written through to the storage (when there is one) and counted in the ledger.
"""

from __future__ import annotations

import asyncio
import random
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec

from muhr.sandbox.rs_ge.invoices import DATES, STATE_NAMES, Invoice, printed
from muhr.sandbox.rs_ge.switches import NOT_FOUND, RUNNING, WRONG_STATE, Failure, Switches
from muhr.sandbox.service import ServiceBase, Surroundings

PROVIDER = "rs_ge"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """One user, acting for one company."""

    name: str
    passwords: tuple[str, ...]
    tin: str
    company: str
    two_step: bool
    phone: str


class Token(msgspec.Struct, kw_only=True):
    """One issued token."""

    tin: str
    expires: datetime


class PinWait(msgspec.Struct, kw_only=True):
    """A login that waits for its code."""

    tin: str
    tries: int = 0


class Kept(msgspec.Struct, kw_only=True):
    """The answer of a finished transaction."""

    answer: dict[str, Any]


class State(ServiceBase[Switches]):
    """Everything the service knows, and the changes that may happen to it."""

    name = PROVIDER
    prefix = "/rs_ge"

    def __init__(self, surroundings: Surroundings, users: Iterable[User], names: dict[str, str]) -> None:
        super().__init__(surroundings, Switches())
        self.users = {user.tin: user for user in users}
        self.names = names
        self.invoices: dict[int, Invoice] = {}
        self.tokens: dict[str, Token] = {}
        self.pins: dict[str, PinWait] = {}
        self.devices: set[tuple[str, str]] = set()
        self.transactions: dict[tuple[str, str], Kept] = {}
        self.running: dict[str, asyncio.Task[Any] | None] = {}
        """TransactionId -> the request that is being worked on for a while (see `begin`)."""
        self.bar_codes: dict[tuple[str, str], dict[str, Any]] = {}
        """Tax number and code -> the goods, remembered from saved documents."""
        self.action_ids = _action_ids(surroundings.seed)

    def restore(self) -> None:
        """Take everything back from the storage."""
        super().restore()
        for _, invoice in self.kept("invoice", Invoice):
            self._index(invoice)
        for value, token in self.kept("token", Token):
            self.tokens[value] = token
        for at, transaction in self.kept("transaction", Kept):
            tin, _, id_ = at.partition("|")
            self.transactions[tin, id_] = transaction
        for at, _ in self.kept("device", dict):
            tin, _, device = at.partition("|")
            self.devices.add((tin, device))

    # ---------------------------------------------------------------- logging in

    def issue_token(self, tin: str) -> str:
        """Make a new bearer token."""
        with self.change():
            now = self.clock()
            value = f"{uuid.uuid4()}-{(now + timedelta(hours=4)):%d%m%Y%H%M%S}"
            self._put_token(value, Token(tin=tin, expires=now + timedelta(seconds=self.settings.token_lifetime)))
            return value

    def _put_token(self, value: str, token: Token) -> None:
        self.tokens[value] = token
        self.keep("token", value, token)

    def user_of(self, token: str) -> User | None:
        """Whose token it is; None when it is nobody's, or too old."""
        found = self.tokens.get(token)
        return self.users[found.tin] if found is not None and found.expires > self.clock() else None

    def expire_tokens(self, token: str | None) -> None:
        """See `Service`."""
        with self.change():
            for value, one in list(self.tokens.items()):
                if token is None or value == token:
                    past = self.clock() - timedelta(seconds=1)
                    self._put_token(value, msgspec.structs.replace(one, expires=past))

    def await_pin(self, tin: str) -> str:
        """Begin a login in two steps; gives its token."""
        with self.lock:
            value = f"{secrets.token_urlsafe(15)}-{self.clock():%d%m%Y%H%M%S}"
            self.pins[value] = PinWait(tin=tin)
            return value

    def remember(self, tin: str, device: str) -> None:
        """A device that is not asked for a code any more."""
        with self.change():
            self.devices.add((tin, device))
            self.keep("device", f"{tin}|{device}", {})

    # ---------------------------------------------------------------- documents

    def _index(self, invoice: Invoice) -> None:
        self.invoices[invoice.id] = invoice
        for row in invoice.rows("INVOICE_GOODS"):
            if row.get("BARCODE"):
                self.bar_codes[invoice.seller, str(row["BARCODE"])] = row

    def put(self, invoice: Invoice) -> None:
        """Keep a document as it stands now; call inside `change()`."""
        self._index(invoice)
        self.keep("invoice", str(invoice.id), invoice)

    def next_id(self) -> int:
        """The id of the next document."""
        return max(self.invoices, default=900) + 1

    def next_number(self) -> int:
        """The number of the next document that is activated."""
        return max((invoice.number for invoice in self.invoices.values()), default=960) + 1

    def seen_by(self, tin: str, id_: int) -> Invoice:
        """A document of which the viewer is a side; a buyer sees it from its activation on. Raises `Failure`."""
        found = self.invoices.get(id_)
        if found is None or not self.visible(found, tin):
            raise Failure(NOT_FOUND)
        return found

    def visible(self, invoice: Invoice, tin: str) -> bool:
        """Whether a side may read a document."""
        return tin == invoice.seller or (tin == invoice.buyer and invoice.seller_action > 0)

    def move(self, invoice: Invoice, pair: tuple[int, int], date: str) -> None:
        """Bring a document to its next pair; call inside `change()`."""
        now = self.clock()
        invoice.seller_action, invoice.buyer_action = pair
        invoice.changed = now
        if date:
            invoice.dates[date] = now
        if date == "ACTIVATE_DATE":
            invoice.number = invoice.number or self.next_number()
            self._correct(invoice)
        self.put(invoice)

    def _correct(self, invoice: Invoice) -> None:
        """The document that an activated one replaces is "corrected" from now on."""
        old = self.invoices.get(invoice.previous)
        if old is not None and old.seller == invoice.seller and old.seller_action == 1:
            old.next_correction = invoice.id
            self.move(old, (3, old.buyer_action), "CORRECT_DATE")

    def step(self, action: str, id_: int, viewer: str, *, robot: bool = False) -> Invoice:
        """Do to a document what a side may do to it now; the ledger counts it, and what was refused.

        `robot`: whichever side it takes does it, and the ledger does not count it. Raises `Failure`.
        """
        with self.change():
            invoice = self.invoices.get(id_)
            allowed = _STEPS[action].get(invoice.pair) if invoice is not None else None
            side = "" if invoice is None else invoice.buyer if action in _OF_BUYER else invoice.seller
            if not robot:
                self.record(action, str(id_), viewer, happened=allowed is not None and side == viewer)
            if invoice is None or (side != viewer and not robot):
                raise Failure(NOT_FOUND)
            if allowed is None:
                raise Failure(WRONG_STATE, f"sandbox: {action} is not possible now ({invoice.pair})")
            self.move(invoice, *allowed)
            if action == "activate" and self.settings.robot_auto:
                self.move(invoice, (1, 1), "CONFIRM_DATE")
            return invoice

    # ---------------------------------------------------------------- transactions

    def begin(self, method: str, body: bytes) -> None:
        """See `Service`: the transaction of this request is in progress from now on."""
        if method in {"SaveInvoice", "ActivateInvoice"} and (id_ := transaction_in(body)):
            self.running[id_] = asyncio.current_task()

    def ended(self) -> None:
        """The request of this task is answered, whatever came of it."""
        task = asyncio.current_task()
        for id_ in [id_ for id_, one in self.running.items() if one is not None and one is task]:
            del self.running[id_]

    def finished(self, tin: str, id_: str) -> dict[str, Any] | None:
        """The answer of a finished transaction; None for one that must be executed. Raises `Failure` (-7)."""
        if not id_ or self.settings.transactions == "ignored":
            return None
        if id_ in self.running and self.running[id_] is not asyncio.current_task():
            raise Failure(RUNNING)
        self.running.pop(id_, None)
        kept = self.transactions.get((tin, id_))
        return None if kept is None else kept.answer

    def finish(self, tin: str, id_: str, answer: dict[str, Any]) -> None:
        """Remember a transaction's answer; call inside `change()`."""
        if id_:
            self.transactions[tin, id_] = Kept(answer=answer)
            self.keep("transaction", f"{tin}|{id_}", self.transactions[tin, id_])

    # ---------------------------------------------------------------- for people and tests

    def list_documents(self) -> list[dict[str, Any]]:
        """See `Service`."""
        with self.lock:
            return [
                {
                    "id": invoice.id,
                    "number": invoice.number,
                    "seller": invoice.seller,
                    "buyer": invoice.buyer,
                    "pair": list(invoice.pair),
                    "state": STATE_NAMES.get(invoice.pair, ""),
                    "dates": {name: printed(invoice.dates.get(name)) for name in DATES},
                }
                for invoice in self.invoices.values()
            ]

    def summary(self) -> dict[str, Any]:
        """See `Service`; with the code that a telephone would get."""
        with self.lock:
            pairs = [str(invoice.pair) for invoice in self.invoices.values()]
            return {
                "states": {pair: pairs.count(pair) for pair in sorted(set(pairs))},
                "pin": self.settings.pin,
                "devices": len(self.devices),
                "transactions": len(self.transactions),
            }


_OF_BUYER = frozenset({"confirm", "refuse"})
_STEPS: dict[str, dict[tuple[int, int], tuple[tuple[int, int], str]]] = {
    "activate": {(0, 0): ((1, 0), "ACTIVATE_DATE")},
    "confirm": {(1, 0): ((1, 1), "CONFIRM_DATE"), (2, 0): ((2, 1), "AGREE_CANCEL_DATE")},
    "refuse": {(1, 0): ((1, 2), "REFUSE_DATE"), (2, 0): ((1, 1), "")},
    "cancel": {(1, 1): ((2, 0), "REQUEST_CANCEL_DATE")},
    "delete": {(0, 0): ((-1, 0), "DELETE_DATE"), (1, 0): ((-1, 0), "DELETE_DATE"), (1, 2): ((-1, 2), "DELETE_DATE")},
}
"""Action -> pair -> the next pair and the date that is set. The last two of "confirm" and "refuse" are inferred."""


def _action_ids(seed: int) -> dict[tuple[int, int], str]:
    """GetActions: 1 to 3 as printed, the others in an order of the sandbox's own, so that nobody relies on one."""
    others = [pair for pair in STATE_NAMES if pair not in {(-2, 0), (-1, 0), (0, 0), (1, 0)}]
    ids = list(range(4, 4 + len(others)))
    shuffler = random.Random(seed)  # noqa: S311 - a story, not a secret
    while ids == sorted(ids):
        shuffler.shuffle(ids)
    return {(-1, 0): "1", (0, 0): "2", (1, 0): "3"} | {pair: str(id_) for pair, id_ in zip(others, ids, strict=True)}


def transaction_in(body: bytes) -> str:
    """The TransactionId of a request, or ""."""
    try:
        value = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return ""
    found = value.get("TransactionId") if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""
