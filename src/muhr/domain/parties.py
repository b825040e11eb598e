"""Companies, people and their tax numbers. A tax number is checked to warn, never to block (facts §8)."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable
from dataclasses import dataclass


class Country(enum.Enum):
    """ISO 3166 codes of the countries whose services Muhr speaks to."""

    UZ = "UZ"
    GE = "GE"
    UA = "UA"
    PL = "PL"
    CZ = "CZ"


class TaxIdJudgement(enum.Enum):
    """What can be said of a tax number without asking anyone."""

    CORRECT = "correct"  # the check digit holds
    PLAUSIBLE = "plausible"  # the form is right; the country publishes no check digit
    DOUBTFUL = "doubtful"  # the form or the check digit is wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of a document, as the provider names it."""

    country: Country
    tax_id: str
    """Digits as given; may be empty when the provider does not tell."""
    name: str
    bank_account: str = ""
    bank_code: str = ""


def _digits_of(*lengths: int) -> Callable[[str], TaxIdJudgement]:
    def judge(text: str) -> TaxIdJudgement:
        right = re.fullmatch(r"[0-9]+", text) is not None and len(text) in lengths
        return TaxIdJudgement.PLAUSIBLE if right else TaxIdJudgement.DOUBTFUL

    return judge


def _validated(text: str, *validators: Callable[[str], str]) -> TaxIdJudgement:
    from stdnum.exceptions import ValidationError  # noqa: PLC0415 - python-stdnum brings 20 ms of imports with it

    for validate in validators:
        try:
            validate(text)
        except ValidationError:
            continue
        return TaxIdJudgement.CORRECT
    return TaxIdJudgement.DOUBTFUL


def _judge_uz(text: str) -> TaxIdJudgement:
    # STIR: 9 digits, first 2..7; PINFL: 14 digits. The check digits are not published (python-stdnum request 354).
    return TaxIdJudgement.PLAUSIBLE if re.fullmatch(r"[2-7][0-9]{8}|[1-6][0-9]{13}", text) else TaxIdJudgement.DOUBTFUL


def _judge_ua(text: str) -> TaxIdJudgement:
    from stdnum.ua import edrpou, rntrc  # noqa: PLC0415 - as above

    if re.fullmatch(r"[0-9]{12}", text):  # VAT number of a legal entity: no public check digit
        return TaxIdJudgement.PLAUSIBLE
    return _validated(text, edrpou.validate, rntrc.validate)


def _judge_pl(text: str) -> TaxIdJudgement:
    from stdnum.pl import nip  # noqa: PLC0415 - as above

    return _validated(text, nip.validate)


def _judge_cz(text: str) -> TaxIdJudgement:
    from stdnum.cz import dic  # noqa: PLC0415 - as above

    return _validated(text, dic.validate)


_JUDGES: dict[Country, Callable[[str], TaxIdJudgement]] = {
    Country.UZ: _judge_uz,
    Country.GE: _digits_of(9, 11),
    Country.UA: _judge_ua,
    Country.PL: _judge_pl,
    Country.CZ: _judge_cz,
}


def normal_tax_id(text: str) -> str:
    """Take spaces, dashes and a country prefix off, so that two spellings of one number compare equal."""
    compact = re.sub(r"[\s\-.]", "", text).upper()
    return compact[2:] if compact[:2] in Country.__members__ else compact


def judge_tax_id(country: Country, text: str) -> TaxIdJudgement:
    """Judge a tax number by the country's published rule, or by its form where none is published."""
    return _JUDGES[country](normal_tax_id(text))
