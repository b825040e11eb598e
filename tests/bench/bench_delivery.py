"""How long 1,000 documents take from selection to confirmed, through a sandbox in another process."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rows import Row
from sandbox_desk import Office

from muhr.bootstrap.child import SandboxProcess
from muhr.domain.events import Step
from muhr.providers.faktura_uz.client import LANES

DOCUMENTS = 1_000
LATENCY_MS = 100


@contextmanager
def _office(documents: int) -> Iterator[Office]:
    with tempfile.TemporaryDirectory(prefix="muhr-bench-") as name:
        folder = Path(name)
        (folder / "world").mkdir()
        sandbox = SandboxProcess(folder / "world", folder / "world.log", documents=documents)
        try:
            with Office(sandbox.info(), folder / "workspace", accounts=1) as office:
                office.refresh()
                yield office
        finally:
            sandbox.close()


def delivery(documents: int, latency_ms: int) -> tuple[float, float]:
    """Seconds for the review, and seconds from pressing Sign until everything is confirmed."""
    with _office(documents + documents // 5) as office:
        found = [document.ref for document in office.signable()]
        key = office.key()
        began = time.perf_counter()
        review = office.desk.review(found, key)
        reviewed = (time.perf_counter() - began) * documents / len(found)
        refs = [ref for ref in found if ref not in review.stopped][:documents]
        assert len(refs) == documents
        office.control("latency", {"ms": latency_ms})
        began = time.perf_counter()
        outcomes = office.sign(refs).wait(300)
        seconds = time.perf_counter() - began
        office.control("latency", {"ms": 0})
        assert Counter(outcome.step for outcome in outcomes) == {Step.CONFIRMED: documents}
        assert office.signatures() == dict.fromkeys((ref.remote_id for ref in refs), 1)
    return reviewed, seconds


def rows() -> list[Row]:
    """The rows of the bench table."""
    reviewed, plain = delivery(DOCUMENTS, 0)
    _, slow = delivery(DOCUMENTS, LATENCY_MS)
    bound = DOCUMENTS / LANES * LATENCY_MS / 1000
    whole = reviewed + plain
    note = f"review {reviewed:.1f} s, sign and deliver {plain:.1f} s; each counted once at the ledger"
    return [
        Row(f"{DOCUMENTS:,} documents, selection to confirmed", whole, "s", "≤ 10", whole <= 10, note),
        Row(
            f"{DOCUMENTS:,} documents, {LATENCY_MS} ms latency, {LANES} lanes",
            slow / bound,
            "× the bound",
            "≤ 1.15",
            slow / bound <= 1.15,
            f"{slow:.1f} s; the bound is {bound:.0f} s",
        ),
    ]


if __name__ == "__main__":
    for row in rows():
        print(row)
