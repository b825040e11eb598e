"""OpenSSL, GnuTLS and Bouncy Castle judge a sample of generated messages; all of them in `dev.py bench --sweep`."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import oracles
import pytest
from oracle_messages import ALGORITHMS, CHANGES, GOST, SHAPES, WHOLE, build, recipes
from oracle_table import LAXER, Comparison, _judged, compare, messages

pytestmark = [pytest.mark.crypto_oracle, pytest.mark.sweep]

EVERY = 10


@pytest.fixture(scope="module")
def comparison(foreign_judges: None, tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """One run over the sample, and over one whole message of every algorithm."""
    whole = [build(algorithm, SHAPES[0], WHOLE) for algorithm in (*ALGORITHMS, GOST)]
    return compare([*whole, *messages(EVERY)], tmp_path_factory.mktemp("oracles"))


def test_nothing_is_valid_for_us_that_another_refuses(comparison: Comparison) -> None:
    assert comparison.stop_ship == []


def test_what_another_calls_valid_and_we_do_not_is_explained(comparison: Comparison) -> None:
    assert comparison.unexplained == []


def test_everybody_says_yes_and_no(comparison: Comparison) -> None:
    """Without this, everything above could pass because a program says always the same."""
    assert comparison.messages >= 150
    for program in ("OpenSSL", "GnuTLS", "Bouncy Castle"):
        assert comparison.verdicts[program, "valid", True] >= 15
        assert sum(comparison.verdicts[program, ours, False] for ours in ("invalid", "cannot judge", "malformed")) >= 60
    assert set(comparison.valid) == {*ALGORITHMS, GOST}


def test_the_whole_set_has_every_algorithm_shape_and_change() -> None:
    found = list(recipes())
    assert len(found) >= 1000
    assert {algorithm for algorithm, _, _ in found} == set(ALGORITHMS)
    assert {shape for _, shape, _ in found} == set(SHAPES)
    assert {change for _, _, change in found} == set(CHANGES)
    assert {change for _, change in LAXER} <= set(CHANGES)


def test_a_false_valid_would_be_seen() -> None:
    """The judgement itself: a program that refuses a whole message, and one that accepts a changed one."""
    whole, changed = build("RSA SHA-256", SHAPES[0], WHOLE), build("RSA SHA-256", SHAPES[0], "content: another")
    yes, no = oracles.Said(True, "yes"), oracles.Said(False, "no")
    found = _judged([whole, changed], [("OpenSSL", whole, no), ("OpenSSL", changed, yes)])
    assert (len(found.stop_ship), len(found.unexplained)) == (1, 1)
    # An explained refusal needs two others who say valid.
    pss = dataclasses.replace(build("PSS SHA-512", SHAPES[0], WHOLE))
    alone = _judged([pss], [("GnuTLS", pss, no), ("OpenSSL", pss, yes)])
    assert len(alone.stop_ship) == 1
    vouched = _judged([pss], [("GnuTLS", pss, no), ("OpenSSL", pss, yes), ("Bouncy Castle", pss, yes)])
    assert vouched.stop_ship == []


def test_the_java_program_is_where_it_is_looked_for() -> None:
    assert Path(oracles.__file__).with_name("BouncyVerify.java").is_file()
