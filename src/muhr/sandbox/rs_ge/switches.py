"""The switches of the simulated RS.ge, and the numbers and words of its errors."""

from __future__ import annotations

from typing import Literal

import msgspec

SUCCESS_TEXT = "ოპერაცია წარმატებით დასრულდა"
TEXTS = {
    -1: "სისტემური შეცდომა. გთხოვთ სცადოთ მოგვიანებით.",
    -2: "არასწორი ქმედება",
    -3: "გთხოვთ გამოიყენოთ სატესტო კოდი : 206322102 ან 12345678910",
    -7: "ასეთი ტრანზაქცია არსებობს. სტატუსი: მიმდინარე",
}
"""As the API document prints them."""

SYSTEM, WRONG_ACTION, TEST_CODES_ONLY, NO_TRANSACTION, RUNNING, TOKEN = -1, -2, -3, -6, -7, -104

# The full table of numbers is not public. These are the sandbox's own, at the ends of their ranges; what the service
# really answers may differ.
WRONG_LOGIN, WRONG_PIN = -198, -199
FORBIDDEN, WRONG_DATA, NOT_FOUND, WRONG_STATE = -290, -291, -292, -293


class Failure(Exception):
    """A STATUS other than 0."""

    def __init__(self, id_: int, text: str = "") -> None:
        super().__init__(id_)
        self.id = id_
        self.text = text or TEXTS.get(id_, f"sandbox error {-id_}")


class Switches(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Every switch with its plain state. Changed by `POST /__sim/settings`."""

    quirks: Literal["clean", "faithful"] = "clean"
    """`faithful`: ids as texts or decimals, `""` for dates that are not there, `"EXCISE_CODE "`, as printed."""
    token_lifetime: int = 2400
    pin: str = "0412"
    """The code that a telephone would get."""
    stale_token: Literal["envelope", "http_401"] = "envelope"
    unknown_invoice: Literal["empty", "error"] = "empty"
    """What GetInvoice says of an id it does not show: the empty pattern, or an error."""
    test_codes_only: bool = False
    """Whether a buyer other than the two test codes is refused with -3."""
    transactions: Literal["honoured", "ignored"] = "honoured"
    """`ignored`: a service that does not look at TransactionId; the ledger then counts what it made twice."""
    system_error: Literal["", "before", "after"] = ""
    """Changes are answered with -1, before or after they are done. A transaction that was not done keeps its -1."""
    short_row: bool = False
    """Whether the first row of every list lacks a value, as in the printed examples."""
    most_rows: int = 0
    """More rows are never given, whatever is asked for; 0 for no limit."""
    robot_auto: bool = False
    """The other side confirms at once whatever was sent to it."""
    forbidden: dict[str, list[str]] = msgspec.field(default_factory=dict)
    """Tax number -> permissions that its user lacks: read, edit, activate, delete, cancel, confirm."""
