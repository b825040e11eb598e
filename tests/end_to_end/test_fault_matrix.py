"""A sample of the fault matrix: every writing action of every provider, cut and killed, ends once or openly unknown."""

from __future__ import annotations

import pkgutil
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from fault_disks import points, strike
from fault_life import STEPS
from fault_matrix import SHM, carried_out, table
from fault_plan import CASES, CUTS, Mode, samples, works
from fault_range import Range, World, judged

import muhr.providers
from muhr.domain.accounts import ProviderName
from muhr.domain.documents import Action
from muhr.domain.effects import EffectState, moved
from muhr.sandbox.pki import Pki

pytestmark = [
    pytest.mark.sweep,
    pytest.mark.skipif(sys.platform == "win32", reason="the lives of a desk are forked"),
]
WITHOUT_KEYS = {ProviderName.CHMURA}
"""Services to which no key can be given: each request is worked on, and a person decides about doubts."""
NOT_ORDERED = {ProviderName.FAKTURA_UZ: {Action.SEND}}
"""Actions that nothing in the desk can order: a contract as a file is sent by its own call, for no document."""
COUNT = 300
"""Whole rounds of all actions are taken, at least so many samples."""
PROCESSES = 2


@pytest.fixture
def place(tmp_path: Path):
    """A quick disk, where there is one: what a real one does is the subject of the power-loss tests."""
    if not SHM.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="muhr-faults-", dir=SHM) as folder:
        yield Path(folder)


def enough() -> int:
    return -(-COUNT // len(works())) * len(works())


def test_every_provider_and_every_action_it_offers_is_in_the_matrix():
    """A provider that is part of the program, or an action it learns, cannot be forgotten here."""
    folders = {module.name for module in pkgutil.iter_modules(muhr.providers.__path__) if module.ispkg}
    assert {type(case).__module__.removeprefix("case_") for case in CASES} == folders
    for case in CASES:
        assert case.works, case.provider


def test_the_matrix_is_the_whole_product_and_its_sample_meets_everything():
    product = {(one.provider, one.work.name, one.cut.name) for one in samples(len(works()) * len(CUTS))}
    possible = {
        (case.provider.value, work.name, cut.name)
        for case, work in works()
        for cut in CUTS
        if case.expires or not cut.renewed
    }
    assert product == possible
    taken = samples(enough())
    assert len(taken) >= 300
    assert taken == samples(enough()), "drawn from the seed alone"
    assert {(one.provider, one.work.name) for one in taken} == {
        (case.provider.value, work.name) for case, work in works()
    }
    assert {one.cut.name for one in taken} == {cut.name for cut in CUTS}
    assert {step for one in taken for step, _ in one.strikes} == set(STEPS)
    assert min(Counter((one.case.provider, one.mode) for one in taken).values()) >= 3


def test_whatever_is_cut_and_whoever_dies_it_happens_once_or_is_openly_unknown():
    taken = samples(enough())
    lines = list(carried_out(len(taken), seed=1, parts=PROCESSES))
    wrong = [text for line in lines for text in line["wrong"]]
    ends = Counter(line["end"] for line in lines)
    deaths, struck = (sum(line[what] for line in lines) for what in ("deaths", "struck"))
    assert wrong == []
    assert len(lines) == len(taken)
    assert deaths >= len(taken) // 3, "desks do die"
    assert struck >= len(taken) // 2, "faults do strike"
    assert ends["done"] >= len(taken) // 2, "most of it is done in the end"
    assert ends["unknown"] > 0
    assert set(ends) <= {"done", "refused", "unknown", "never ordered"}


@pytest.mark.skipif(shutil.which("strace") is None, reason="disks that fail by system call need Linux and strace")
def test_a_disk_that_fails_loses_and_doubles_nothing_and_is_named(place: Path, sandbox_pki: Pki):
    taken = list(points(2 * len(works())))
    assert {(sample.provider, sample.work.name) for sample, *_ in taken} == {
        (case.provider.value, work.name) for case, work in works()
    }
    reached, wrong = strike(taken[: len(works())], place, sandbox_pki.folder)
    assert wrong == []
    assert reached >= len(works()) // 4, "the points are there to be reached"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.provider.value)
def test_the_actions_of_the_matrix_are_those_the_provider_can_be_asked_for(case, place: Path, sandbox_pki: Pki):
    world = World(case, place / "world", sandbox_pki.folder)
    try:
        can = world.clerk.desk.capabilities(world.clerk.account.id)
        ordered, never = {work.action for work in case.works}, NOT_ORDERED.get(case.provider, set())
        assert ordered == can.actions - never
        assert not any(one.actions & never for one in world.clerk.desk.workspace.documents())
    finally:
        world.close()


def test_the_judge_can_find_fault(place: Path, sandbox_pki: Pki):
    """An effect that somebody sends past the outbox, and one that is only said to have happened, are both seen."""
    sample = next(one for one in samples(2000) if one.work.asked and one.cut.name == "none" and not one.strikes)
    with Range(place, sandbox_pki.folder) as range_:
        seen = {}
        judge = range_.judge
        range_.judge = lambda *of: seen.update(of=of) or judge(*of)
        assert range_.carry_out(sample).wrong == []
    _, effect, report, count = seen["of"]
    assert (count, report.row.state) == (1, EffectState.DONE)
    assert any("doubled" in one for one in judged(sample, effect, report, 2))
    assert any("lost" in one for one in judged(sample, effect, report, 0))
    sending = moved(effect, EffectState.SENDING)
    report.row = sending
    assert any("not at rest" in one for one in judged(sample, effect, report, 1))
    report.row = moved(sending, EffectState.UNKNOWN)
    assert any("without an explanation" in one for one in judged(sample, effect, report, 1))
    report.row = moved(sending, EffectState.REFUSED, note="no")
    assert any("said not to have" in one for one in judged(sample, effect, report, 1))


def test_the_table_has_a_line_for_each_provider_and_cut_and_shows_what_is_wrong():
    line = {"provider": "rs_ge", "cut": "none", "end": "done", "deaths": 1, "struck": True, "wrong": []}
    one, whole = table([line], 1)
    assert (one.name, one.value, one.met) == ("rs_ge: none", 0, True)
    assert whole.met
    *_, bad, whole = table([line, line | {"cut": "redirect", "wrong": ["doubled"]}], 1)
    assert (bad.value, bad.met, whole.met) == (1, False, False)
    assert "doubled" in bad.note


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.provider.value)
def test_a_service_that_knows_keys_can_pass_over_them(case, place: Path, sandbox_pki: Pki):
    """The switches that the matrix looks for are there, and they are switched."""
    world = World(case, place / "world", sandbox_pki.folder, mode=Mode.IGNORING)
    try:
        settings = world.service.settings
        switched = {name for name, value in Mode.IGNORING.switches.items() if getattr(settings, name, None) == value}
        assert switched or case.provider in WITHOUT_KEYS
    finally:
        world.close()
