"""How long a listing of 10,000 documents of RS.ge takes from the question until it is stored.

The answer is made beforehand and given by a process of its own, so that only the client is measured: HTTP, parsing,
our words for every row, and the workspace's one transaction.
"""

from __future__ import annotations

import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
from rows import Row

from muhr.bootstrap.assembly import utc_now
from muhr.domain.accounts import Account, Credentials, ProviderName
from muhr.domain.parties import Country, Party
from muhr.providers.rs_ge import RsGe
from muhr.sandbox.rs_ge.listing import FIELDS
from muhr.workspace.store import open_workspace

DOCUMENTS = 10_000
ROUNDS = 5
SECONDS = 1.5


def _envelope(data: object) -> bytes:
    return msgspec.json.encode({"DATA": data, "STATUS": {"ID": 0, "TEXT": "ოპერაცია წარმატებით დასრულდა"}})


def _listing(count: int) -> bytes:
    names = ["SELLER" if name == "BUYER" else name for name in FIELDS]
    plain = dict.fromkeys(names) | {
        "SELLER": "ნიმუში ლოგისტიკა(400000101)", "INV_CATEGORY_NAME": "მიწოდება/მომსახურება",
        "INV_TYPE_NAME": "ტრანსპორტირებით", "AMOUNT_FULL": 122.25, "AMOUNT_EXCISE": 0.0, "AMOUNT_VAT": 18.65,
        "TRANS_START_ADDRESS": "თბილისი, სინჯის ქუჩა 45", "TRANS_END_ADDRESS": "რუსთავი", "TRANS_COMPANY": "()",
        "TRANS_DRIVER": "ს.ს(12345678910)", "INV_COMMENT": "ნიმუში", "CREATE_DATE": "25-07-2025 13:40:07",
        "OPERATION_DATE": "23-07-2025 00:00:00", "ACTIVATE_DATE": "25-07-2025 13:40:07",
        "CHANGE_DATE": "25-07-2025 13:40:07", "ACTION": 3.0, "SELLER_ACTION": 1.0, "BUYER_ACTION": 0.0,
        "SEQNUM_SELLER": 0.0, "SEQNUM_BUYER": 0.0, "PREV_CORRECTION_ID": 0.0, "NEXT_CORRECTION_ID": 0.0,
    }  # fmt: skip
    rows = [list((plain | {"ID": float(28_000 + at), "INV_NUMBER": str(74_000 + at)}).values()) for at in range(count)]
    return _envelope({"Data": {"Fields": names, "Rows": rows}, "Summary": {"_Count": float(count)}})


def _serve(pipe: Connection, count: int) -> None:
    token = {"ACCESS_TOKEN": "00000000-namuna-28022026100000", "EXPIRES_IN": 2400}
    answers = {
        "/Users/Authenticate": _envelope(token),
        "/Invoice/GetActions": _envelope([]),
        "/Invoice/ListInvoices": _listing(count),
    }
    nothing = _envelope({"Data": {"Fields": [], "Rows": []}, "Summary": {"_Count": 0}})

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = msgspec.json.decode(self.rfile.read(int(self.headers["Content-Length"])))
            body = nothing if asked.get("TYPE") == 10 else answers[self.path]
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        pipe.send(server.server_port)
        server.serve_forever()


@contextmanager
def _service(count: int) -> Iterator[str]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, count), daemon=True)
    process.start()
    try:
        assert ours.poll(60), "the little service did not start"
        yield f"http://127.0.0.1:{ours.recv()}"
    finally:
        process.kill()
        process.join()


def listing(count: int) -> tuple[float, float]:
    """Seconds until the list is there as documents, and until it is stored: medians."""
    company = Party(country=Country.GE, tax_id="206322102", name="სატესტო ვაჭრობა")
    account = Account(id="e" * 32, provider=ProviderName.RS_GE, company=company, login="Tbilisi", base_url="")
    read, stored = [], []
    with tempfile.TemporaryDirectory(prefix="muhr-bench-") as name, _service(count) as url:
        provider = RsGe(replace(account, base_url=url), Credentials(password="Namuna-Parol"))
        provider.calls.session.bearer()  # the first connection and the log-in are not measured
        for turn in range(ROUNDS):
            workspace = open_workspace(Path(name) / str(turn), clock=utc_now)
            workspace.save_account(account)
            began = time.perf_counter()
            found = provider.waiting()
            read.append(time.perf_counter() - began)
            workspace.save_documents(found.documents)
            stored.append(time.perf_counter() - began)
            assert (len(found.documents), found.truncated) == (count, False)
            workspace.close()
        provider.close()
    return statistics.median(read), statistics.median(stored)


def rows() -> list[Row]:
    """The rows of the bench table."""
    read, stored = listing(DOCUMENTS)
    note = f"RS.ge, 50 columns each; {read:.2f} s until parsed; median of {ROUNDS}"
    name = f"a listing of {DOCUMENTS:,} rows, parsed and stored"
    return [Row(name, stored, "s", f"≤ {SECONDS}", stored <= SECONDS, note)]
