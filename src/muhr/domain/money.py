"""Money: exact decimals with a currency, and how the field writes them. No rounding happens silently."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

# ISO 4217 numeric codes that the five services and their neighbours use. Faktura.uz writes the numeric form ("860").
_NUMERIC = {
    "051": "AMD", "156": "CNY", "203": "CZK", "392": "JPY", "398": "KZT", "417": "KGS", "643": "RUB", "756": "CHF",
    "826": "GBP", "840": "USD", "860": "UZS", "944": "AZN", "949": "TRY", "972": "TJS", "934": "TMT", "978": "EUR",
    "980": "UAH", "981": "GEL", "985": "PLN",
}  # fmt: skip

_DECIMAL = re.compile(r"[+-]?\d{1,30}(?:[.,]\d{1,15})?")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An exact amount in one currency (ISO 4217 letters, or the provider's own code where it is none)."""

    currency: str
    amount: Decimal


def parse_decimal(text: str | int | float | Decimal | None) -> Decimal | None:
    """Read a number as providers print it: comma or dot before the decimals, spaces between groups of digits.

    Returns None for an empty text and for words (Faktura.uz prints "Без" where a rate should stand, api quirk 6);
    never guesses: `1.234,5`, more than 30 digits, or an exponent give None as well.
    """
    if text is None or isinstance(text, bool):
        return None
    if isinstance(text, Decimal):
        return text if text.is_finite() else None
    if isinstance(text, int):
        return Decimal(text)
    # repr() of a float is its shortest exact form, which is what the JSON text held.
    plain = repr(text) if isinstance(text, float) else text
    compact = plain.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace("\N{NARROW NO-BREAK SPACE}", "")
    if _DECIMAL.fullmatch(compact) is None:
        return None
    try:
        return Decimal(compact.replace(",", "."))
    except InvalidOperation:
        return None


def currency_letters(code: str) -> str:
    """Give the ISO 4217 letters for a numeric or letter code; an unknown code is returned as it came."""
    text = code.strip().upper()
    return _NUMERIC.get(text.zfill(3) if text.isdigit() else text, text)


def totals(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """Add up per currency; one `Money` for each currency, ordered by currency."""
    sums: dict[str, Decimal] = {}
    for money in amounts:
        sums[money.currency] = sums.get(money.currency, Decimal(0)) + money.amount
    return tuple(Money(currency=currency, amount=amount) for currency, amount in sorted(sums.items()))


def spell(money: Money) -> str:
    """Write an amount for people: groups of three with a no-break space, at least two decimals, then the currency."""
    exponent = money.amount.as_tuple().exponent
    decimals = max(2, -exponent) if isinstance(exponent, int) else 2
    text = f"{money.amount:,.{decimals}f}".replace(",", "\N{NO-BREAK SPACE}")
    return f"{text}\N{NO-BREAK SPACE}{money.currency}"
