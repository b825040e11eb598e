"""The documents of the simulated RS.ge: made-up companies of Georgia, and what passes between them.

"ნიმუში" means sample, "სატესტო" for tests. The first two tax numbers are the test codes that the API document prints.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from muhr.sandbox.rs_ge.invoices import Invoice, printed
from muhr.sandbox.rs_ge.state import User

FIRST, SECOND = "206322102", "12345678910"

NAMES = {
    FIRST: "სატესტო ვაჭრობა",
    SECOND: "სატესტო მყიდველი",
    "400000101": "ნიმუში ლოგისტიკა",
    "400000102": "ნიმუში საკანცელარიო",
    "400000103": "სატესტო პურის ქარხანა",
    "400000104": "ნიმუში ელექტრო",
    "400000105": "სატესტო მშენებელი",
}
_OTHERS = tuple(tin for tin in NAMES if tin not in {FIRST, SECOND})

# The printed password is a part of the second printed tax number, so that nobody could look for it in a log; the
# longer one opens the same door.
USERS = (
    User(name="Tbilisi", passwords=("123456", "Namuna-206322102"), tin=FIRST, company=NAMES[FIRST], two_step=False,
         phone="*** *** *16"),
    User(name="Satesto2", passwords=("123456", "Namuna-satesto2-28"), tin=SECOND, company=NAMES[SECOND], two_step=True,
         phone="*** *** *28"),
)  # fmt: skip

_WARES = (
    ("0001", "მაცივარი (ნიმუში)", 1, 900), ("0002", "ტელევიზორი (ნიმუში)", 1, 500),
    ("0003", "მიკროტალღური (ნიმუში)", 1, 450), ("0004", "ყავა, კგ (ნიმუში)", 2, 38),
    ("0005", "საოფისე ქაღალდი (ნიმუში)", 1, 12),
)  # fmt: skip


class Writer:
    """Writes documents with rising ids and numbers."""

    def __init__(self, seed: object, now: datetime, first_id: int, first_number: int) -> None:
        self._random = random.Random(str(seed))  # noqa: S311 - a story, not a secret
        self._now = now
        self._id = first_id
        self._number = first_number

    def write(self, seller: str, buyer: str, pair: tuple[int, int], days: int) -> Invoice:
        """One document made so many days ago, at a pair."""
        made = self._now - timedelta(days=days, minutes=self._random.randrange(600))
        dates = {"CREATE_DATE": made}
        later = {
            "ACTIVATE_DATE": pair[0] > 0,
            "CONFIRM_DATE": pair in {(1, 1), (2, 0), (2, 1)},
            "REFUSE_DATE": pair == (1, 2),
            "REQUEST_CANCEL_DATE": pair[0] == 2,
            "AGREE_CANCEL_DATE": pair == (2, 1),
        }
        for place, (name, happened) in enumerate(later.items(), 1):
            if happened:
                dates[name] = made + timedelta(hours=place)
        number = self._number if pair[0] > 0 else 0
        self._number += bool(number)
        self._id += 1
        changed = min(max(dates.values()), self._now)
        return Invoice(
            id=self._id - 1, seller=seller, buyer=buyer, seller_action=pair[0], buyer_action=pair[1], number=number,
            given=self._members(made), dates=dates, changed=changed,
        )  # fmt: skip

    def _members(self, made: datetime) -> dict[str, Any]:
        goods = []
        for code, name, unit, price in self._random.sample(_WARES, self._random.randint(1, 3)):
            quantity = self._random.randint(1, 5)
            goods.append(
                {
                    "GOODS_NAME": name, "BARCODE": code, "UNIT_ID": unit, "QUANTITY": quantity, "UNIT_PRICE": price,
                    "AMOUNT": quantity * price, "VAT_TYPE": 0,
                }
            )  # fmt: skip
        type_ = self._random.choice((2, 3, 11))
        return {
            "INV_CATEGORY": 1,
            "INV_TYPE": type_,
            "OPERATION_DATE": printed(made),
            "TRANS_START_ADDRESS": "თბილისი" if type_ == 2 else "",
            "TRANS_END_ADDRESS": "რუსთავი" if type_ == 2 else "",
            "FOREIGN_BUYER": "false",
            "INV_COMMENT": "ნიმუში",
            "INVOICE_GOODS": goods,
        }


_RECEIVED = [(1, 0)] * 6 + [(2, 0)] * 2 + [(1, 1)] * 4 + [(1, 2)]
_ISSUED = [(0, 0)] * 5 + [(1, 0)] * 2 + [(1, 1)] * 4 + [(1, 2)] * 2 + [(2, 0), (2, 1)]


def story(seed: int, now: datetime) -> Iterator[Invoice]:
    """What lies there from the beginning, for both companies."""
    writer = Writer(seed, now, 901, 961)
    for ours, other in ((FIRST, SECOND), (SECOND, FIRST)):
        partners = (other, *_OTHERS)
        for place, pair in enumerate(_RECEIVED):
            yield writer.write(partners[place % len(partners)], ours, pair, 1 + place * 3)
        for place, pair in enumerate(_ISSUED):
            yield writer.write(ours, partners[(place + 1) % len(partners)], pair, 1 + place * 3)


def filler(writer: Writer, count: int, company: str) -> Iterator[Invoice]:
    """More documents that wait for a company's answer."""
    for place in range(count):
        yield writer.write(_OTHERS[place % len(_OTHERS)], company, (1, 0), 1 + place % 60)
