"""What the simulated services have in common: the base they are made on, faults and ledgers apart from one another."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import httpx
import msgspec
import pytest

from muhr.sandbox.clock import SandboxClock
from muhr.sandbox.faults import FaultScript
from muhr.sandbox.pki import Pki
from muhr.sandbox.service import Quirks, ServiceBase, Surroundings, merged
from muhr.sandbox.services import NAMES, makers
from muhr.sandbox.storage import Storage


class Switches(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The switches of a service of this test."""

    quirks: Quirks = "clean"


class Shop(ServiceBase[Switches]):
    """A service with nothing but the base."""

    name = "shop"
    prefix = "/shop"


def shop(pki: Pki, storage: Storage | None) -> Shop:
    around = Surroundings(clock=SandboxClock(), storage=storage, pki=pki, seed=1, documents=None)
    made = Shop(around, Switches())
    made.restore()
    return made


def test_ledger_switches_and_clock_are_kept(sandbox_pki: Pki, tmp_path: Path) -> None:
    storage = Storage(tmp_path / "sandbox.sqlite3")
    first = shop(sandbox_pki, storage.part("shop"))
    with first.change():
        first.record("confirm", "7", "206322102", happened=True, key="k")
        first.record("confirm", "7", "206322102", happened=False)
    first.clock.advance(3600)
    first.change_settings({"quirks": "faithful"})
    with pytest.raises(msgspec.ValidationError):
        first.change_settings({"no_such": 1})
    again = shop(sandbox_pki, storage.part("shop"))
    assert again.settings.quirks == "faithful"
    assert timedelta(minutes=59) < again.clock.offset < timedelta(minutes=61)
    (effect,) = merged([again.ledger])["effects"]
    assert (effect["provider"], effect["count"], effect["requests"], effect["key"]) == ("shop", 1, 2, "k")
    stranger = shop(sandbox_pki, storage.part("other"))
    assert merged([stranger.ledger, again.ledger])["totals"] == {"confirm": 1}
    assert stranger.settings.quirks == "clean"
    storage.close()


def test_a_fault_can_mean_one_service_only() -> None:
    script = FaultScript()
    script.set([{"provider": "shop", "method": "*", "kind": "drop_before", "nth": 2}])
    assert script.due("Sign", "faktura_uz") == []
    assert script.due("Sign", "shop") == []
    assert script.due("Sign", "faktura_uz") == []
    assert [line.kind for line in script.due("Confirm", "shop")] == ["drop_before"]
    assert script.as_dict()["requests"]["shop/Sign"] == 1
    assert script.as_dict()["requests"]["Sign"] == 3
    script.latency_ms |= {"shop/*": 20.0, "*": 5.0}
    assert (script.latency("Sign", "shop"), script.latency("Sign", "faktura_uz")) == (0.02, 0.005)


def test_orders_name_the_service_they_are_for(sandbox) -> None:
    with httpx.Client(base_url=sandbox.info.as_dict()["control"]) as control:
        assert control.post("/settings", json={"provider": "faktura_uz", "quirks": "faithful"}).status_code == 200
        assert control.get("/settings", params={"provider": "faktura_uz"}).json()["quirks"] == "faithful"
        assert control.get("/settings").json()["quirks"] == "faithful", "the first one is meant"
        for path in ("/settings", "/documents", "/state"):
            assert control.get(path, params={"provider": "nobody"}).status_code == 400
        assert control.post("/robot", json={"provider": "nobody", "action": "sign"}).status_code == 400
        assert control.post("/tokens", json={"provider": "nobody"}).status_code == 400


def test_services_can_be_chosen() -> None:
    assert list(makers(["faktura_uz"])) == ["faktura_uz"]
    assert next(iter(makers())) == "faktura_uz"
    assert set(makers()) <= set(NAMES)
