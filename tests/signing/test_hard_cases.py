"""What the costliest inputs cost: each less than a second of CPU and 200 MiB, alone in a process (hard_cases.py)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks and reads /proc")

LONGEST, LARGEST = 1.0, 200.0
GOOD = {
    "message: a good message",
    "message: 48 MiB of content",
    "message: 48 MiB of content in pieces of 1,000",
    "message: an OID of 120 arcs, 30,000 times",
    "message: 64 certificates of 60 kB, 16 signers",
    "message: a tree of policies (CVE-2023-0464)",
    "message: as many name constraints and names as are read, three times",
    "message: 900 extensions",
    "message: 16 national signers of their own",
}
"""Costly but good; everything else must be refused."""


@pytest.fixture(scope="module")
def costs() -> dict[str, tuple[str, float, float]]:
    here = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, str(here / "hard_cases.py")],
        capture_output=True,
        check=False,
        timeout=300,
        env={**os.environ, "PYTHONPATH": str(here)},
    )
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, tuple[str, float, float]] = json.loads(done.stdout)
    return found


def test_every_hard_case_is_cheap(costs: dict[str, tuple[str, float, float]]) -> None:
    assert len(costs) >= 40
    assert {label: cost for label, cost in costs.items() if cost[1] >= LONGEST or cost[2] >= LARGEST} == {}


def test_every_hard_case_has_its_verdict(costs: dict[str, tuple[str, float, float]]) -> None:
    assert {label for label, cost in costs.items() if cost[0] == "valid"} == GOOD
    assert not [label for label, cost in costs.items() if cost[0] in ("died", "opened")]
