"""Tax numbers are judged to warn, never to block."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muhr.domain.parties import Country, TaxIdJudgement, judge_tax_id, normal_tax_id


@pytest.mark.parametrize(
    ("country", "text", "judgement"),
    [
        (Country.UZ, "200000017", TaxIdJudgement.PLAUSIBLE),
        (Country.UZ, "200 000 017", TaxIdJudgement.PLAUSIBLE),
        (Country.UZ, "100000017", TaxIdJudgement.DOUBTFUL),
        (Country.UZ, "20000001", TaxIdJudgement.DOUBTFUL),
        (Country.UZ, "30101900000001", TaxIdJudgement.PLAUSIBLE),
        (Country.UZ, "٢٠٠٠٠٠٠١٧", TaxIdJudgement.DOUBTFUL),
        (Country.GE, "200000001", TaxIdJudgement.PLAUSIBLE),
        (Country.GE, "2000000011", TaxIdJudgement.DOUBTFUL),
        # Public test values of python-stdnum and of facts §8, none of them a person's.
        (Country.PL, "6272616681", TaxIdJudgement.CORRECT),
        (Country.PL, "PL 627-26-16-681", TaxIdJudgement.CORRECT),
        (Country.PL, "5252445700", TaxIdJudgement.DOUBTFUL),
        (Country.CZ, "CZ75882442", TaxIdJudgement.CORRECT),
        (Country.CZ, "75882443", TaxIdJudgement.DOUBTFUL),
        (Country.UA, "32855961", TaxIdJudgement.CORRECT),
        (Country.UA, "32855968", TaxIdJudgement.DOUBTFUL),
        (Country.UA, "123456789012", TaxIdJudgement.PLAUSIBLE),
    ],
)
def test_judgement(country: Country, text: str, judgement: TaxIdJudgement) -> None:
    assert judge_tax_id(country, text) is judgement


@given(st.sampled_from(Country), st.text(max_size=40))
def test_any_text_gets_a_judgement(country: Country, text: str) -> None:
    assert isinstance(judge_tax_id(country, text), TaxIdJudgement)


def test_two_spellings_of_one_number_compare_equal() -> None:
    assert normal_tax_id("UZ 200-000-017") == normal_tax_id("200000017")
