"""The exchange of a signature, cut at many places: what `send` says never claims more than the ledger holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from provider_kit import World

from muhr.domain.effects import FateKind
from muhr.domain.errors import OutcomeUnknown, Unreachable
from muhr.sandbox.cutproxy import Cut, CutAt, CutProxy

SIGN = "SignDocument"
REQUEST = [0, 1, 10, 50, 100, 150, 200, 250, 300, 400, 600, 1000, 2000, 3000, 4000]
ANSWER = [0, 1, 8, 9, 15, 16, 17, 40, 60, 80, 100, 110, 120, 125, 130]


@pytest.fixture
def proxy(world: World) -> Iterator[CutProxy]:
    with CutProxy(world.sandbox.info.port) as running:
        yield running


def cuts() -> list[Cut]:
    return [
        *(Cut(at=CutAt.REQUEST, after=after, matching=SIGN, reset=after % 20 == 0) for after in REQUEST),
        Cut(at=CutAt.BEFORE_ANSWER, matching=SIGN),
        *(Cut(at=CutAt.ANSWER, after=after, matching=SIGN, reset=after % 20 == 0) for after in ANSWER),
    ]


def test_a_cut_exchange_never_ends_in_a_false_claim(world, proxy):
    plans = cuts()
    added = world.more_documents(len(plans))
    provider = world.another(base_url=f"http://127.0.0.1:{proxy.port}")
    provider.statuses(added)
    outcomes: dict[str, int] = {}
    for plan, id_ in zip(plans, added, strict=True):
        given = world.signing(id_)
        proxy.plan(plan)
        try:
            provider.send(given)
            said = "done"
        except OutcomeUnknown:
            said = "unknown"
        except Unreachable:
            said = "nothing left"
        proxy.forget()
        done = world.ledger().get(id_, 0)
        assert said == "unknown" or done == (said == "done"), (plan, said, done)
        kind = provider.fates([given])[given.id].kind
        assert kind is (FateKind.DONE if done else FateKind.NOT_DONE), plan
        if not done:
            provider.send(given)
        outcomes[said] = outcomes.get(said, 0) + 1
    assert world.ledger() == dict.fromkeys(added, 1)
    assert outcomes["unknown"] > 20, "the cuts did happen"


def test_a_port_on_which_nobody_listens_any_more(world, proxy):
    id_ = world.ids()[0]
    given = world.signing(id_)
    proxy.refuse()
    fresh = world.another(base_url=f"http://127.0.0.1:{proxy.port}")
    with pytest.raises(Unreachable):
        fresh.send(given)
    proxy.accept()
    assert fresh.send(given).code == "0"
    assert world.ledger() == {id_: 1}
