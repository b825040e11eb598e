"""The fault matrix: every writing action of every provider × every cut × deaths of the desk, by the thousand.

    python3 packaging/dev.py bench --faults [--samples N]     the whole of it, in a process for each core
    python fault_matrix.py --only 17,4711 [--seed S]          these samples again, with what became of them

What is right: the provider's ledger counts each row's effect once at most; a confirmed row has its effect, a refused
one has none; every row ends confirmed, refused, or unknown with an explanation and a next step.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from queue import Queue

from fault_plan import Sample, samples
from fault_range import Verdict, carry_out_all
from rows import Row

from muhr.sandbox.pki import make_pki

SAMPLES = 10_000
SHM = Path("/dev/shm")
Line = dict[str, object]


def line_of(sample: Sample, verdict: Verdict) -> Line:
    """What is told of a sample."""
    return {
        "number": sample.number, "provider": sample.provider, "action": sample.work.name, "cut": sample.cut.name,
        "end": verdict.end, "deaths": verdict.deaths, "struck": verdict.struck, "wrong": verdict.wrong,
    }  # fmt: skip


def memory() -> str | None:
    """Where short-lived workspaces are quick."""
    return str(SHM) if SHM.is_dir() else None


def share(count: int, seed: int, part: int, parts: int, only: Sequence[int] = ()) -> None:
    """Carry out one process's part, one line of JSON for each sample as it ends."""
    # Neighbours by the number of works stay together, so that a world serves a whole round of a provider.
    chosen = [one for one in samples(count, seed) if _part(one, parts) == part and (not only or one.number in only)]
    with tempfile.TemporaryDirectory(prefix="muhr-faults-", dir=memory()) as folder:
        pki = Path(folder) / "pki"
        make_pki(pki)
        carry_out_all(chosen, Path(folder), pki, lambda *told: print(json.dumps(line_of(*told)), flush=True))


def _part(sample: Sample, parts: int) -> int:
    return sample.turn % parts


def carried_out(count: int, seed: int, parts: int) -> Iterable[Line]:
    """Every sample's line, from as many processes."""
    command = [sys.executable, __file__, "--samples", str(count), "--seed", str(seed)]
    running = [
        subprocess.Popen([*command, "--part", f"{part}/{parts}"], stdout=subprocess.PIPE, text=True)
        for part in range(parts)
    ]
    told: Queue[str | None] = Queue()

    def listen(process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            for text in lines:
                told.put(text)
        told.put(None)

    for process in running:
        threading.Thread(target=listen, args=(process,), daemon=True).start()
    left = parts
    while left:
        text = told.get()
        if text is None:
            left -= 1
        else:
            yield json.loads(text)
    broken = [process.wait() for process in running]
    if any(broken):
        yield {"provider": "?", "cut": "the processes", "end": "broken", "deaths": 0, "struck": False,
               "wrong": [f"processes ended with {broken}; what they said is above"]}  # fmt: skip


def table(lines: Iterable[Line], seconds: float) -> list[Row]:
    """A row for each provider and kind of cut, and one for all."""
    groups: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        groups[str(line["provider"]), str(line["cut"])].append(line)
    found = [_row(f"{provider}: {cut}", group) for (provider, cut), group in sorted(groups.items())]
    every = [line for group in groups.values() for line in group]
    note = f"; {seconds:.0f} s, {len(every) / max(seconds, 1):.1f} samples/s"
    return [*found, _row("all: doubled, lost, unexplained", every, note)]


def _row(name: str, group: Sequence[Line], more: str = "") -> Row:
    wrong = [text for line in group for text in line["wrong"]]
    ends = Counter(str(line["end"]) for line in group)
    note = f"{len(group)} samples, {sum(line['struck'] for line in group)} struck, "
    note += f"{sum(line['deaths'] for line in group)} deaths: "
    note += ", ".join(f"{count} {end}" for end, count in sorted(ends.items()))
    return Row(name, len(wrong), "rows", "0", not wrong, "; ".join([note + more, *wrong[:3]]))


def sweep(count: int | None, seed: int = 1) -> list[Row]:
    """The rows of the bench table. None: ten thousand samples."""
    if sys.platform == "win32":
        return [Row("fault matrix", float("nan"), "", "0 lost, 0 doubled", None, "lives are forked: not on Windows")]
    began = time.monotonic()
    lines = []
    wanted = count or SAMPLES
    for line in carried_out(wanted, seed, os.cpu_count() or 1):
        lines.append(line)
        for text in line["wrong"]:
            print(text, file=sys.stderr, flush=True)
        if len(lines) % 200 == 0:
            pace = len(lines) / (time.monotonic() - began)
            print(f"{len(lines)} of {wanted}, {pace:.1f}/s", file=sys.stderr, flush=True)
    return table(lines, time.monotonic() - began)


def main() -> None:
    """One process's part, or chosen samples."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=int, default=SAMPLES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", default="0/1")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    only = [int(one) for one in options.only.split(",") if one]
    part, _, parts = options.part.partition("/")
    share(max([options.samples, *(one + 1 for one in only)]), options.seed, int(part), int(parts), only)


if __name__ == "__main__":
    main()
