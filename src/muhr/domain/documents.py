"""Documents as a provider knows them, and what a person can do to them now."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from muhr.domain.accounts import ProviderName
from muhr.domain.money import Money
from muhr.domain.parties import Party


class Action(enum.Enum):
    """What a person can do to a document."""

    SIGN = "sign"
    REJECT = "reject"
    DELETE = "delete"
    IMPORT = "import"  # a document prepared here is made at the provider
    SEND = "send"  # to the other side: as a file, or by e-mail
    CONFIRM = "confirm"  # a received document, or a request to cancel one
    REFUSE = "refuse"  # the same, the other way
    ACTIVATE = "activate"  # a saved document goes to the buyer
    CANCEL = "cancel"
    ISSUE = "issue"  # a draft becomes an issued invoice
    PAY = "pay"  # a payment is noted
    STATUS = "status"  # the status is set by hand
    SAVE = "save"  # the content of a document that is there already is changed
    DECLARE = "declare"  # a document is attached to a declaration


NEEDS_KEY = frozenset({Action.SIGN})
"""Actions that need a signature of the person."""

REVERSIBLE = frozenset({Action.STATUS, Action.SAVE})
"""Actions that another action takes back. All others are irreversible: they get an undo window before they leave."""

REPEATABLE = frozenset(
    {Action.CONFIRM, Action.REFUSE, Action.CANCEL, Action.SEND, Action.PAY, Action.STATUS, Action.SAVE}
)
"""Actions that may rightly be done to one document more than once, one after the other: a second payment, a second
e-mail, confirming a document and later its cancellation. Every other action is done to a document once for all."""


def is_irreversible(action: Action) -> bool:
    """Whether nothing here can take the action back once it has left."""
    return action not in REVERSIBLE


class Stage(enum.Enum):
    """Where a document stands, in our words; the provider's own status is kept beside it."""

    WAITING_FOR_ME = "waiting-for-me"
    WAITING_FOR_OTHERS = "waiting-for-others"  # the other side, or somebody inside the company
    FINISHED = "finished"  # signed by both sides, archived
    REFUSED = "refused"  # rejected, deleted or annulled
    HIDDEN = "hidden"
    UNKNOWN = "unknown"  # a status this version has not heard of: shown, never acted upon


class Direction(enum.Enum):
    """Who made the document."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """Which document: an account and the provider's own id (an opaque text, compared without regard to case)."""

    account_id: str
    remote_id: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "remote_id", self.remote_id.lower())


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of goods or services, as printed."""

    description: str
    quantity: Decimal | None = None
    unit: str = ""
    unit_price: Decimal | None = None
    subtotal: Decimal | None = None
    vat_rate: str = ""
    """As the provider prints it: "20%", "12", "Без НДС"."""
    vat: Decimal | None = None
    excise: Decimal | None = None
    total: Decimal | None = None


Extras = tuple[tuple[str, str], ...]
"""Names as the provider spells them, each with its value as plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is inside a document. Fetched apart from the list; absent for hash-only documents."""

    lines: tuple[Line, ...] = ()
    subtotal: Decimal | None = None
    vat: Decimal | None = None
    excise: Decimal | None = None
    total: Decimal | None = None
    total_in_words: str = ""
    seller: Party | None = None
    buyer: Party | None = None
    contract_number: str = ""
    contract_date: date | None = None
    extras: Extras = ()
    """What else the provider tells of the document as a whole, in its order. Faces translate the names they know."""
    raw: str = ""
    """The provider's own text, one click away for the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One e-document at a provider, seen from one account."""

    ref: DocumentRef
    provider: ProviderName
    direction: Direction
    kind: str
    """The provider's type as text, for example "Счёт-фактура" or "28" when it is not in the dictionary."""
    kind_code: str
    number: str
    issued: date | None
    due: date | None = None
    company: Party
    """Our side: on whose behalf we act."""
    counterparty: Party
    total: Money | None
    status: str
    """The provider's status code, as text."""
    status_text: str
    stage: Stage
    actions: frozenset[Action] = frozenset()
    created: datetime | None = None
    updated: datetime | None = None
    title: str = ""
    roaming_id: str = ""
    content: Content | None = None
    client_id: str = ""
    """Our own key given at import, if this document came from here."""
    seen: datetime | None = field(default=None, compare=False)
    """When this program last heard of it from the provider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteStatus:
    """What a provider says of one document's state."""

    remote_id: str
    status: str
    status_text: str
    stage: Stage
    actions: frozenset[Action]
    signed_by_us: bool | None = None
    """True or False only when the provider tells it apart from the status; None when it does not."""
    complete: bool = False
    """Whether `actions` are all that can be done: then none that a list has told of is kept beside them."""
