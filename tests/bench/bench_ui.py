"""How soon the window is there, and how it bears 100,000 documents. Every start is a process of its own.

The program is started as a person starts it (`python -m muhr --workspace …`, real workspace, real desk); the bare
window beside it is the least a PySide6 program can do. Both paint on the offscreen platform, in turns, in one run.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from rows import Row

from muhr.domain.accounts import Account, ProviderName
from muhr.domain.documents import Action, Direction, Document, DocumentRef, Stage
from muhr.domain.money import Money
from muhr.domain.parties import Country, Party
from muhr.workspace.store import open_workspace

STARTS = 7
COMPANIES = 5
"""Of the large inbox, so that it can be grouped."""
HERE = Path(__file__).resolve().parent
KINDS = (("Счёт-фактура", "2"), ("Акт выполненных работ", "4"), ("Договор", "1"), ("Доверенность", "20"))


def documents(count: int, account: Account) -> Iterator[Document]:
    """Documents as a trading company has them: many of few counterparties, each number once."""
    chance = random.Random(20261120)
    parties = [
        Party(country=Country.UZ, tax_id=str(200_000_000 + at), name=f"«Намуна Корхона {at}» МЧЖ")
        for at in range(2_000)
    ]
    now = datetime(2026, 11, 20, tzinfo=UTC)
    for at in range(count):
        kind, code = chance.choice(KINDS)
        issued = date(2026, 11, 20) - timedelta(days=chance.randrange(400))
        # Each document was made at a moment of its own: what could be shared by all would flatter the memory.
        created = datetime(issued.year, issued.month, issued.day, tzinfo=UTC) + timedelta(
            milliseconds=chance.randrange(86_400_000)
        )
        yield Document(
            ref=DocumentRef(account.id, uuid.UUID(int=chance.getrandbits(128)).hex),
            provider=ProviderName.FAKTURA_UZ,
            direction=Direction.INCOMING,
            kind=kind,
            kind_code=code,
            number=f"F-{at}",
            issued=issued,
            due=issued + timedelta(days=30) if at % 3 else None,
            company=account.company,
            counterparty=parties[min(int(chance.expovariate(0.005)), 1_999)],
            total=Money("UZS" if at % 10 else "USD", Decimal(chance.randrange(10_000, 10**11)) / 100),
            status="22",
            status_text="Требуется подпись",
            stage=Stage.WAITING_FOR_ME,
            actions=frozenset({Action.SIGN, Action.REJECT}),
            created=created,
            updated=created,
            seen=now,
        )


def fill(folder: Path, count: int, companies: int = 1) -> None:
    """Make a workspace with some accounts, whose service is not there, and so many waiting documents in all."""
    workspace = open_workspace(folder, clock=lambda: datetime.now(UTC))
    accounts = []
    for at in range(companies):
        company = Party(country=Country.UZ, tax_id=str(200_000_011 + at), name=f"Namuna Savdo {at or ''} MChJ")
        accounts.append(Account(id=uuid.UUID(int=at + 1).hex, provider=ProviderName.FAKTURA_UZ, company=company,
                                login="bench", base_url="http://127.0.0.1:9",
                                token_url="http://127.0.0.1:9/token"))  # fmt: skip
        workspace.save_account(accounts[-1])
    chunk: list[Document] = []
    for at, one in enumerate(documents(count, accounts[0])):
        mine = accounts[at % companies]
        chunk.append(replace(one, ref=DocumentRef(mine.id, one.ref.remote_id), company=mine.company))
        if len(chunk) == 10_000:
            workspace.save_documents(chunk)
            chunk.clear()
    workspace.save_documents(chunk)
    workspace.close()


def start(compiled: Path, program: str, *arguments: str) -> dict[str, Any]:
    """Start one of the programs of `ui_child` and give what it printed.

    `compiled` is where byte code is kept, as after an installation, whatever this environment says about writing it.
    """
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(compiled)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, str(HERE / "ui_child.py"), program, str(time.time()), *arguments],
        env=environment, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(f"{program}: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def rows() -> list[Row]:
    """All rows of this bench."""
    with tempfile.TemporaryDirectory(prefix="muhr-bench-") as name:
        small, large, compiled = Path(name) / "small", Path(name) / "large", Path(name) / "compiled"
        fill(small, 10_000)
        start(compiled, "bare")
        start(compiled, "muhr", str(small), "10000")  # the first start compiles
        bare_starts, muhr_starts = [], []
        for _ in range(STARTS):  # in turns: whatever else the machine does hits both alike
            bare_starts.append(start(compiled, "bare"))
            muhr_starts.append(start(compiled, "muhr", str(small), "10000"))
        fill(large, 100_000, COMPANIES)
        many = start(compiled, "many", str(large), "100000")
    return [*_start_rows(bare_starts, muhr_starts), *_many_rows(many, bare_starts)]


def _start_rows(bare: list[dict[str, Any]], muhr: list[dict[str, Any]]) -> list[Row]:
    least = statistics.median(one["paint_ms"] for one in bare)
    paint = statistics.median(one["paint_ms"] for one in muhr)
    filled = statistics.median(one["rows_ms"] for one in muhr)
    beside = f"median of {STARTS} starts in turns; bare window {least:.0f} ms"
    return [
        Row("start → first paint, bare PySide6 window", least, "ms", "", None, f"median of {STARTS} starts"),
        Row("start → first paint, 10,000 documents", paint / least, "×", "≤ 3 × bare", paint <= 3 * least,
            f"{paint:.0f} ms; {beside}"),
        Row("start → the 10,000 documents painted", filled / least, "×", "", None, f"{filled:.0f} ms; {beside}"),
    ]  # fmt: skip


def _many_rows(many: dict[str, Any], bare: list[dict[str, Any]]) -> list[Row]:
    above = many["rss_mb"] - statistics.median(one["rss_mb"] for one in bare)
    scroll, keys, sorts = many["scroll_ms"], many["filter_ms"], many["sort_ms"]
    frame = statistics.quantiles(scroll, n=20)[-1]
    (query, key), (column, sort) = (max(one.items(), key=lambda pair: pair[1]) for one in (keys, sorts))
    key_note = f"to the painted table, slowest of {len(keys)} queries ({query!r}); median {_median(keys):.0f} ms"
    sort_note = f"to the painted table, slowest of {len(sorts)} ({column}); median {_median(sorts):.0f} ms"
    memory_note = f"window, desk, database and documents after loading; peak {many['peak_mb']:.0f} MB in all"
    turn = many["turn_ms"]
    prefix = "100,000 documents: "
    return [
        Row(f"{prefix}scroll, a frame", frame, "ms", "≤ 16", frame <= 16, f"95th percentile of {len(scroll)} frames"),
        Row(f"{prefix}filter keystroke", key, "ms", "≤ 100", key <= 100, key_note),
        _filter_row(prefix, many["narrow_ms"]),
        Row(f"{prefix}sort", sort, "ms", "≤ 150", sort <= 150, sort_note),
        Row(f"{prefix}memory above the bare window", above, "MB", "≤ 150", above <= 150, memory_note),
        Row(f"{prefix}select all shown", many["select_ms"], "ms", "", None, "to the painted table"),
        Row(f"{prefix}longest turn of the event loop while loading", turn, "ms", "≤ 50", turn <= 50,
            "processor time of the GUI thread"),
        *_grouped_rows(many["grouped"]),
    ]  # fmt: skip


def _grouped_rows(grouped: dict[str, Any]) -> list[Row]:
    scroll, keys, sorts = grouped["scroll_ms"], grouped["filter_ms"], grouped["sort_ms"]
    frame, fold = statistics.quantiles(scroll, n=20)[-1], max(grouped["fold_ms"])
    (query, key), (column, sort) = (max(one.items(), key=lambda pair: pair[1]) for one in (keys, sorts))
    prefix = f"100,000 documents grouped by {COMPANIES} companies: "
    return [
        Row(f"{prefix}scroll, a frame", frame, "ms", "≤ 16", frame <= 16, f"95th percentile of {len(scroll)} frames"),
        Row(f"{prefix}filter keystroke", key, "ms", "≤ 100", key <= 100,
            f"slowest of {len(keys)} queries ({query!r}); median {_median(keys):.0f} ms"),
        _filter_row(prefix, grouped["narrow_ms"]),
        Row(f"{prefix}sort", sort, "ms", "≤ 150", sort <= 150,
            f"slowest of {len(sorts)} ({column}); median {_median(sorts):.0f} ms"),
        Row(f"{prefix}fold", fold, "ms", "≤ 100", fold <= 100, "to the painted table"),
        Row(f"{prefix}switched on", grouped["on_ms"], "ms", "", None, "to the painted table"),
    ]  # fmt: skip


def _filter_row(prefix: str, narrow: dict[str, float]) -> Row:
    name, slowest = max(narrow.items(), key=lambda pair: pair[1])
    note = f"by service, action and due date; slowest of {len(narrow)} ({name}); median {_median(narrow):.0f} ms"
    return Row(f"{prefix}filter chosen or cleared", slowest, "ms", "≤ 100", slowest <= 100, note)


def _median(values: dict[str, float]) -> float:
    return statistics.median(values.values())


if __name__ == "__main__":
    for row in rows():
        print(f"{row.name:70} {row.value:8.1f} {row.unit:3} {row.target:12} {row.met} {row.note}")
