"""Which samples of the fault matrix are taken: every writing action × every cut × deaths of the desk. Pure and seeded.

The actions are those of the contract suite's cases, so a provider that joins the suite joins the matrix. A round pairs
every action with one cut; the pairing moves on by one from round to round, so that as many rounds as there are cuts
are the whole product. Deaths and bytes are drawn by chance, from the seed and the sample's number alone.
"""

from __future__ import annotations

import enum
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from fault_life import GRACE, STEPS
from fault_wire import Break

sys.path.append(str(Path(__file__).resolve().parents[1] / "contract"))

from cases import CASES

from bench import Case, Work

__all__ = ["CASES", "CUTS", "Case", "Cut", "Mode", "Sample", "Work", "samples", "works"]


class Mode(enum.Enum):
    """What kind of service is at the other end."""

    PLAIN = "plain"
    ODD = "odd answers"  # what its document prints or allows besides
    IGNORING = "keys ignored"  # the keys that keep a repeat from being a second time are passed over

    @property
    def switches(self) -> dict[str, Any]:
        """The switches of the sandbox's services that make it so; each service has some of them."""
        return _SWITCHES[self]


_SWITCHES: dict[Mode, dict[str, Any]] = {
    Mode.PLAIN: {},
    Mode.ODD: {
        "quirks": "faithful", "stale_token": "http_401", "unknown_invoice": "error", "oid_match": "contains",
        "exists_shape": "object", "verify_shape": "object", "errors_shape": "string", "bounds": "exclusive",
    },
    Mode.IGNORING: {
        "transactions": "ignored", "oid_unique": "ignored", "create_only": "skip", "sign_twice": "accept",
    },
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Cut:
    """One kind of fault of the exchange."""

    name: str
    wire: Break | None = None
    fault: dict[str, Any] = field(default_factory=dict)
    """A line of the sandbox's fault script."""
    nobody: bool = False
    """Nothing listens at the first sending."""
    doubles: bool = False
    """The network delivers the request twice: the service may do it twice, whatever the desk does."""
    renewed: bool = False
    """Only where log-ins end."""
    grace: timedelta = GRACE
    """How far apart the service must say "not there" twice."""


def _http() -> list[Cut]:
    cuts = []
    for status in (408, 425, 500, 502, 503, 504):
        for side in ("before", "after"):
            more = {"retry_after": ""} if status == 503 and side == "after" else {"retry_after": "20"}
            cuts.append(Cut(name=f"http {status} {side}", fault={"kind": f"http_{status}_{side}", **more}))
    for after in ("", "0", "45", "Wed, 01 Jan 2020 00:00:00 GMT"):
        # Only before the work: 429 says by its meaning that nothing was done (RFC 6585 §4).
        name = f"http 429, Retry-After {after.split(',')[0] or 'missing'}"
        cuts.append(Cut(name=name, fault={"kind": "http_429_before", "retry_after": after}))
    kinds = {
        "redirect": "redirect_other_host", "http 302": "http_302", "captive portal": "captive_portal",
        "unreadable 200": "garbage_json", "empty 200": "empty",
    }  # fmt: skip
    for name, kind in kinds.items():
        cuts += [Cut(name=f"{name} {side}", fault={"kind": f"{kind}_{side}"}) for side in ("before", "after")]
    return cuts


_SLOW = {"kind": "slow_running", "seconds": 0.03}
CUTS: tuple[Cut, ...] = (
    Cut(name="none"),
    Cut(name="refused connection", nobody=True),
    *(Cut(name=f"wire: {one.value}", wire=one) for one in Break if one is not Break.GONE),
    # The work is shorter than the grace period, as it must be: a real one lasts ten seconds.
    Cut(
        name="still at work",
        wire=Break.GONE,
        fault={"kind": "slow_running", "seconds": 0.03},
        grace=timedelta(milliseconds=700),
    ),
    *_http(),
    Cut(name="half an answer", fault={"kind": "half_body"}),
    Cut(name="dropped by the service before", fault={"kind": "drop_before", "reset": True}),
    Cut(name="dropped by the service after", fault={"kind": "drop_after", "reset": True}),
    Cut(name="delivered twice", fault={"kind": "duplicate_delivery"}, doubles=True),
    Cut(name="login ends in the middle", fault={"kind": "expire_token"}, renewed=True),
)


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One row of one outbox, and all that happens to it."""

    number: int
    turn: int
    """The round."""
    case: Case
    work: Work
    cut: Cut
    mode: Mode
    share: float
    reset: bool
    times: int
    """How many requests in a row go wrong (faults of the service)."""
    questions: int
    """How many requests after the cut are broken off as well (cuts of the wire)."""
    killed_there: bool
    """The desk dies where the wire breaks."""
    strikes: tuple[tuple[str, int], ...]
    """Where its first, second, … life ends; the one after them all is left alone."""
    decided: bool
    """A person, who knows the truth, decides about a row that waits for one."""
    seed: int

    @property
    def provider(self) -> str:
        """Its name in the sandbox."""
        return self.case.provider.value

    def __str__(self) -> str:
        ends = [f"{step} ({nth})" for step, nth in self.strikes] or ["no death"]
        there = ", killed there" if self.killed_there else ""
        mode = "" if self.mode is Mode.PLAIN else f", {self.mode.value}"
        return f"#{self.number} {self.provider} {self.work.name}, {self.cut.name}{there}{mode}, {'; '.join(ends)}"


def works() -> list[tuple[Case, Work]]:
    """Every writing action of every provider."""
    return [(case, work) for case in CASES for work in case.works]


def samples(count: int, seed: int = 1) -> list[Sample]:
    """The first `count` samples of a seed."""
    pairs = works()
    return [_sample(number, seed, pairs) for number in range(count)]


def _sample(number: int, seed: int, pairs: Sequence[tuple[Case, Work]]) -> Sample:
    place, turn = number % len(pairs), number // len(pairs)
    case, work = pairs[place]
    chance = random.Random(f"{seed}/{number}")
    # 7 shares no factor with the number of cuts, so neighbours meet different cuts and every pair comes once.
    possible = [cut for cut in CUTS if case.expires or not cut.renewed]
    cut = possible[(turn + 7 * place + seed) % len(possible)]
    strikes: list[tuple[str, int]] = []
    while chance.random() < (0.7, 0.3, 0.15, 0.0)[len(strikes)]:
        strikes.append((chance.choice(_steps_of_life(len(strikes))), chance.choice((1, 1, 1, 2))))
    return Sample(
        number=number,
        turn=turn,
        case=case,
        work=work,
        cut=cut,
        # Moved on after each whole product, so that in time every pair meets every mode.
        mode=list(Mode)[(turn + turn // len(possible)) % len(Mode)],
        share=chance.choice((0.0, chance.random(), 0.9999)),
        reset=chance.random() < 0.4,
        times=chance.choice((1, 1, 1, 2, 3)),
        questions=chance.choice((0, 0, 0, 1, 2)),
        killed_there=chance.random() < 0.4,
        strikes=tuple(strikes),
        decided=chance.random() < 0.5,
        seed=seed,
    )


def _steps_of_life(number: int) -> list[str]:
    """What can be struck: only a first life orders, only a later one has something to recover."""
    passed = "recover" if number == 0 else "enqueue"
    return [step for step in STEPS if passed not in step]
