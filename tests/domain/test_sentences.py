"""Sentences of the core: English everywhere, and still known by template and facts."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import date
from decimal import Decimal

from muhr.domain.errors import Refused
from muhr.domain.money import Money
from muhr.domain.sentences import Sentence, ended, kept, listed, say


def test_it_is_the_english_text_wherever_text_goes():
    said = say("{amount} until {end}, says {name}.", amount=Money("UZS", Decimal(5)), end=date(2026, 11, 20), name="A")
    assert said == "5.00\N{NO-BREAK SPACE}UZS until 2026-11-20, says A."
    assert json.dumps(said) == json.dumps(str(said))
    for again in (copy.deepcopy(said), pickle.loads(pickle.dumps(said))):
        assert isinstance(again, Sentence)
        assert (again, again.template, again.facts) == (said, said.template, said.facts)


def test_facts_are_never_read_as_a_template():
    assert say("{name}: {what}", name="{what} {0} %n", what="{name}") == "{what} {0} %n: {name}"
    assert kept("as it {came}") == "as it {came}"


def test_an_error_says_its_sentence():
    error = Refused(say("{host} refused: {said}", host="h", said="no"))
    assert str(error) == "h refused: no"
    assert error.sentence.facts == {"host": "h", "said": "no"}
    assert Refused("No.").sentence == "No."


def test_stops_and_sequences():
    assert ended("One.") == "One."
    assert ended("One") == "One."
    assert listed("One.", "Two.") == "One. Two."
    assert (listed("", "Two."), listed("One.", "")) == ("Two.", "One.")
