"""The error tree as drawn is the error tree as it is, and the terminal knows what to say about each of its leaves."""

from __future__ import annotations

import inspect
import re

import pytest

from muhr.cli import failures
from muhr.domain import errors

CLASSES = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.MuhrError) and kind.__module__ == errors.__name__
]
LEAVES = [kind for kind in CLASSES if not kind.__subclasses__()]


def drawn() -> dict[str, set[str]]:
    """Branch → what the drawing in the module's head names on its line."""
    found: dict[str, set[str]] = {}
    for line in errors.__doc__.splitlines():
        names = re.findall(r"\b[A-Z][A-Za-z]+\b", line)
        if "─" in line and names:
            found[names[0]] = set(names[1:])
    return found


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_class_is_drawn_in_its_branch(kind: type[errors.MuhrError]):
    tree = drawn()
    if kind is errors.MuhrError:
        assert errors.__doc__.count("MuhrError(code, retry)") == 1
        return
    parent = kind.__mro__[1]
    if kind.__name__ in tree:
        assert parent in {errors.MuhrError, errors.KnownError}
    else:
        branch = next(one for one in kind.__mro__[1:] if one.__name__ in tree)  # a leaf may be narrower than another
        assert kind.__name__ in tree[branch.__name__]


def test_nothing_is_drawn_that_does_not_exist():
    known = {kind.__name__ for kind in CLASSES}
    branches = drawn()
    assert set(branches) <= known
    for names in branches.values():
        assert {each for each in names if hasattr(errors, each)} == names & known


def test_codes_are_unique():
    codes = [kind.code for kind in CLASSES]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.__name__)
def test_the_terminal_has_an_exit_code_for_every_leaf(kind: type[errors.MuhrError]):
    code = failures.exit_code(kind("a sentence"))
    assert (code == failures.BUG) == (kind is errors.BugError)


def test_advice_is_only_given_for_codes_that_exist():
    own = {"secrets-missing"}  # an InputError of the terminal's own
    assert set(failures._ADVICE) - own <= {kind.code for kind in CLASSES}
