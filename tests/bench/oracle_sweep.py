"""Generated messages by the thousand: judged by OpenSSL, GnuTLS and Bouncy Castle beside us, and good ones in BER.

`sweep(None)` asks about all of them, `sweep(n)` about n or so of each. See oracle_table.py and ber_documents.py in
tests/signing.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from rows import Row

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "signing"))

import ber_documents
import oracle_table
import oracles

from muhr.domain.signatures import Verdict
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

GOOD_DOCUMENTS = 1500


def sweep(samples: int | None = None) -> list[Row]:
    """Everything this module knows."""
    return [*verdicts(samples), good_documents(samples)]


def good_documents(samples: int | None = None) -> Row:
    """How many good documents in BER are called anything else than valid."""
    started = time.perf_counter()
    writer = ber_documents.Writer()
    verifier = CmsVerifier(TrustStore(writer.authorities.roots), lambda: ber_documents.NOW)
    wrong, count = 0, samples or GOOD_DOCUMENTS
    for document in writer.documents(count):
        report = verifier.verify(document.data, detached=None if document.attached else document.content)
        if report.verdict is not Verdict.VALID:
            wrong += 1
            print(f"{document.form}: {[signer.reasons for signer in report.signers]}", file=sys.stderr)
    note = f"of {count}; {time.perf_counter() - started:.0f} s"
    return Row("good documents in BER that are not valid", wrong, "documents", "≤ 1 %", wrong * 100 <= count, note)


def verdicts(samples: int | None = None) -> list[Row]:
    """Compare; one row for each direction of disagreement, one for each program."""
    if absent := oracles.missing():
        return [Row("signed messages, four verdicts", float("nan"), "", "0 unexplained", None, f"missing: {absent}")]
    started = time.perf_counter()
    made = oracle_table.messages(max(1, 1600 // samples) if samples else 1)
    with tempfile.TemporaryDirectory(prefix="muhr-oracles-") as folder:
        found = oracle_table.compare(made, Path(folder))
    explained = [f"{count} explained: {why}" for why, count in sorted(found.used.items())]
    for told in (*found.stop_ship, *found.unexplained, *explained, *found.lines()):
        print(told, file=sys.stderr)
    seconds = time.perf_counter() - started
    rows = [
        Row("signed messages, four verdicts", found.messages, "messages", "≥ 1000" if samples is None else "",
            found.messages >= 1000 if samples is None else None, f"{seconds:.0f} s"),
        Row("ours valid, another's not, unexplained", len(found.stop_ship), "messages", "0", not found.stop_ship),
        Row("another's valid, ours not, unexplained", len(found.unexplained), "messages", "0", not found.unexplained),
    ]  # fmt: skip
    for program in (oracle_table.OPENSSL, oracle_table.GNUTLS, oracle_table.BOUNCY):
        counts = {key: count for key, count in found.verdicts.items() if key[0] == program}
        agree = sum(count for (_, ours, theirs), count in counts.items() if (ours == "valid") == theirs)
        valid = counts.get((program, "valid", True), 0)
        note = f"of {sum(counts.values())}; {valid} valid for both"
        rows.append(Row(f"the same verdict as {program}", agree, "messages", "", None, note))
    return rows


if __name__ == "__main__":
    for row in sweep(int(sys.argv[1]) if len(sys.argv) > 1 else None):
        print(row)
