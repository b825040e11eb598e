"""The line at the bottom: troubles first, and the way to a one-time code."""

from __future__ import annotations

import pytest

from muhr.domain.errors import PinNeeded, Unreachable
from muhr.domain.events import RefreshFinished
from muhr.ui.statusline import StatusLine

A, B = "a" * 32, "b" * 32


@pytest.fixture
def line(qtbot) -> StatusLine:
    made = StatusLine()
    qtbot.addWidget(made)
    made.show()
    return made


def failed(account_id: str, error) -> RefreshFinished:
    return RefreshFinished(account_id=account_id, documents=0, error_code=error.code, error="It did not work.")


def test_an_account_that_wants_a_code_offers_to_type_it(line: StatusLine):
    asked: list[str] = []
    line.code_asked.connect(asked.append)
    line.hear((failed(A, PinNeeded), failed(B, Unreachable)))
    assert line.code.isVisible()
    line.code.click()
    assert asked == [A]
    line.hear((RefreshFinished(account_id=A, documents=3),))
    assert not line.code.isVisible()


def test_other_troubles_ask_for_no_code(line: StatusLine):
    line.hear((failed(B, Unreachable),))
    assert not line.code.isVisible()
