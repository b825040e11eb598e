"""Runs the bench modules and prints one table. Not responsible for measuring: each `bench_*.py` here does that.

    python3 packaging/dev.py bench                       all: signing, tokens, workspace, delivery, rs_ge, desk, ui
    python3 packaging/dev.py bench signing ui            only these
    python3 packaging/dev.py bench --sweep [--samples N] killed, cut off and refused at every point (or at N of them)
    python3 packaging/dev.py bench --faults [--samples N] the fault matrix (10,000 samples, or N), the power gone
    python3 packaging/dev.py bench --json                the rows for a program

Each bench runs in a process of its own: what one leaves in memory must not weigh on the next one's figures.
Exit status: 0 when every promise that could be measured is kept, 1 otherwise.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rows import Row

HERE = Path(__file__).resolve().parent
BENCHES = ("signing", "tokens", "workspace", "delivery", "rs_ge", "desk", "ui")
SWEEPS = ("workspace_crash", "crash_sweep", "oracle_sweep")
FAULTS = ("fault_matrix", "fault_disks", "powerloss")


def machine() -> str:
    """One line about where the figures were taken."""
    memory = ""
    with contextlib.suppress(ValueError, OSError, AttributeError):
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB"
    model = platform.processor() or platform.machine()
    with contextlib.suppress(OSError, StopIteration):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    system = platform.freedesktop_os_release()["PRETTY_NAME"] if Path("/etc/os-release").exists() else platform.system()
    now = time.strftime("%Y-%m-%d %H:%M")
    return f"{now} · {model}, {os.cpu_count()} cores{memory} · {system} · Python {platform.python_version()}"


def measure(module: str, samples: int | None) -> list[Row]:
    """Run one module here."""
    sys.path.append(str(HERE.parent / "signing"))  # the makers of tokens, shared with the tests
    loaded = importlib.import_module(module)
    found = loaded.sweep(samples) if module in (*SWEEPS, *FAULTS) else loaded.rows()
    return list(found)


def measure_apart(module: str, samples: int | None) -> list[Row]:
    """Run one module in a process of its own; what breaks becomes a row that says so."""
    with tempfile.TemporaryDirectory(prefix="muhr-bench-") as folder:
        target = Path(folder) / "rows.json"
        command = [sys.executable, __file__, "--one", module, "--into", str(target)]
        command += ["--samples", str(samples)] if samples is not None else []
        status = subprocess.run(command, check=False).returncode
        if status == 0:
            return [Row(**row) for row in json.loads(target.read_text(encoding="utf-8"))]
        return [Row(module, float("nan"), "", "runs", False, f"ended with status {status}; see above")]


def figure(row: Row) -> str:
    """A value with as many digits as mean something."""
    if row.value != row.value:
        return "–"
    size = abs(row.value)
    digits = 0 if size >= 100 or row.value == int(row.value) else 1 if size >= 10 else 2
    return f"{row.value:,.{digits}f} {row.unit}".strip()


def table(found: Sequence[tuple[str, list[Row]]]) -> str:
    """Every row, aligned, under the name of its bench."""
    cells = [
        (bench, row.name, figure(row), row.target, {True: "yes", False: "NO", None: ""}[row.met], row.note)
        for bench, rows in found
        for row in rows
    ]
    head = ("bench", "what", "figure", "target", "met", "note")
    widths = [max(len(line[column]) for line in [head, *cells]) for column in range(5)]
    lines = []
    for line in [head, *cells]:
        texts = [text.rjust(width) if column == 2 else text.ljust(width) for column, (text, width) in
                 enumerate(zip(line, widths, strict=False))]  # fmt: skip
        lines.append("  ".join([*texts, line[5]]).rstrip())
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def main() -> int:
    """Read the options, run, print."""
    parser = argparse.ArgumentParser(
        prog="dev.py bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("benches", nargs="*", metavar="BENCH", help=f"of {', '.join(BENCHES)}")
    parser.add_argument("--sweep", action="store_true", help="the sweeps instead of the benches")
    parser.add_argument("--faults", action="store_true", help="the fault matrix, disks and power loss instead")
    parser.add_argument("--samples", type=int, help="how many points of each sweep (all of them)")
    parser.add_argument("--json", action="store_true", help="rows as JSON")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        options.into.write_text(json.dumps([asdict(row) for row in measure(options.one, options.samples)]))
        return 0
    unknown = set(options.benches) - set(BENCHES)
    if unknown:
        parser.error(f"there is no bench {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}")
    modules = [f"bench_{name}" for name in options.benches or BENCHES]
    if options.sweep or options.faults:
        modules = [*(SWEEPS if options.sweep else ()), *(FAULTS if options.faults else ())]
    found = []
    for module in modules:
        print(f"{module} …", file=sys.stderr, flush=True)
        found.append((module.removeprefix("bench_"), measure_apart(module, options.samples)))
    if options.json:
        print(json.dumps({"machine": machine(), "rows": {name: [asdict(row) for row in rows] for name, rows in found}}))
    else:
        print(f"\n{machine()}\n\n{table(found)}")
    return 0 if all(row.met is not False for _, rows in found for row in rows) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception:  # noqa: BLE001 - the parent makes a row of it
        traceback.print_exc()
        sys.exit(70)
