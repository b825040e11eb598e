"""Where desks are killed, disks fail and lines are cut on purpose, and where it is counted what that has done.

Makes one point at a time happen and judges it; which points there are is decided in `crash_sweep`.

The oracle is the sandbox's ledger, on a server that would take a second signature: a document counted twice was
doubled; a row that is done and not counted, or counted and not done, was lost; every row must end, and say how.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox_desk import GRACE, Office, replaced, signatures, until

from muhr.bootstrap import utc_now
from muhr.bootstrap.assembly import connect
from muhr.bootstrap.demo import account_of
from muhr.domain.documents import Action, Document
from muhr.domain.effects import OPEN, Effect, EffectState, digest_of
from muhr.domain.errors import OutcomeUnknown
from muhr.domain.records import Evidence
from muhr.sandbox.cutproxy import Cut, CutProxy
from muhr.sandbox.serve import RunningSandbox, start
from muhr.services.wording import title_of
from muhr.workspace.store import open_workspace

HERE = Path(__file__).resolve().parent
STOCK = 400
"""Documents a template of a workspace is made with."""
AT_A_SHOT = 5
"""Documents of one killed run: enough for several groups of rows, few enough for many kills."""
WRITING_CALLS = ("write", "pwrite64", "fsync", "fdatasync", "unlink", "sendto", "recvfrom")
"""Where a killed process can leave half of something behind; `recvfrom`, because an answer may be there, unread."""
WORKS = ("sign", "deliver", "recover")


@dataclass(frozen=True, kw_only=True)
class Point:
    """One place to strike: before the `nth` system call of one name, counted in each thread, while doing `work`."""

    work: str
    call: str
    nth: int
    strike: str = "signal=KILL"

    def __str__(self) -> str:
        return f"{self.work}: {self.strike} at {self.call} {self.nth}"


@dataclass
class Tally:
    """What all the strikes have done."""

    struck: int = 0
    missed: int = 0
    """The work ended before the point was reached (threads share the calls differently each time)."""
    done: int = 0
    documents: int = 0
    wrong: list[str] = field(default_factory=list)
    """Lost, doubled, unexplained: each with where it happened."""


class CrashRange:
    """A sandbox, a template of a workspace, and a fork server for the processes that are to be killed."""

    def __init__(self, folder: Path, pki_folder: Path | None = None) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self.sandbox: RunningSandbox = self._stack.enter_context(start(pki_folder=pki_folder))
        self.info = self.sandbox.info.as_dict()
        self._template = folder / "template"
        self._stock: list[tuple[Document, Effect, Evidence]] = []
        self._runs = 0
        self._restock()
        self.office("settings").control("settings", {"sign_twice": "accept"})
        self._server = self._stack.enter_context(_fork_server())

    def __enter__(self) -> CrashRange:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    # ---------------------------------------------------------------- stock

    def office(self, name: str) -> Office:
        """A desk on a folder of this range that is closed at once: for its calls to the sandbox."""
        with Office(self.info, self._folder / name, accounts=1) as office:
            return office

    def _restock(self) -> None:
        """Make documents, and signatures for them that no row holds yet."""
        shutil.rmtree(self._template, ignore_errors=True)
        with Office(self.info, self._template, accounts=1) as office:
            office.control("documents", {"count": STOCK, "seed": self._runs + 77})
            office.refresh()
            found = [document.ref for document in office.signable()]
            review = office.desk.review(found, office.key())
            good = [document for document in review.documents if document.ref not in review.stopped]
            self._stock = self._signed(office, good)

    def _signed(self, office: Office, documents: Sequence[Document]) -> list[tuple[Document, Effect, Evidence]]:
        account = office.accounts[0]
        provider = office.desk._connections.of(account)
        signer = office.desk.keyring.open(office.key(), office.typed(), purpose="")
        codes = {}
        for start_at in range(0, len(documents), 100):
            codes |= provider.hash_codes([one.ref.remote_id for one in documents[start_at : start_at + 100]])
        stock = []
        for number, document in enumerate(documents):
            content = codes[document.ref.remote_id].encode()
            message = signer.sign(content, at=utc_now())
            payload = provider.sign_payload(document, message)
            effect = Effect(
                id=f"{self._runs:016x}{number:016x}",
                account_id=account.id,
                provider=document.provider,
                action=Action.SIGN,
                target_id=document.ref.remote_id,
                title=title_of(document),
                key=f"{self._runs:016x}{number:016x}",
                payload=payload,
                payload_sha256=digest_of(payload),
                created=utc_now(),
            )
            evidence = Evidence(
                effect_id=effect.id, displayed="{}", content=content, message=message.der, signer="", at=utc_now()
            )
            stock.append((document, effect, evidence))
        signer.close()
        return stock

    def take(self, count: int) -> list[tuple[Document, Effect, Evidence]]:
        """Documents that nobody has touched yet."""
        if len(self._stock) < count:
            self._restock()
        taken, self._stock = self._stock[:count], self._stock[count:]
        return taken

    def prepared(self, work: str) -> tuple[Path, list[tuple[Document, Effect, Evidence]]]:
        """A workspace of its own for one work.

        "deliver": the rows are queued. "recover": they are `sending`, and every other one has reached the provider.
        """
        taken = self.take(AT_A_SHOT)
        self._runs += 1
        folder = self._folder / f"run-{self._runs}"
        shutil.copytree(self._template, folder)
        if work != "sign":
            workspace = open_workspace(folder, clock=utc_now)
            workspace.enqueue([effect for _, effect, _ in taken], [evidence for _, _, evidence in taken])
            if work == "recover":
                claimed = workspace.claim(taken[0][1].account_id, 100, utc_now())
                for effect in claimed[::2]:
                    self.deliver(effect)
            workspace.close()
        return folder, taken

    def deliver(self, effect: Effect) -> None:
        """Send a row's bytes, past every outbox."""
        with Office(self.info, self._folder / "sender", accounts=1) as office:
            office.desk._connections.of(office.accounts[0]).send(effect)

    # ---------------------------------------------------------------- strikes

    def count_calls(self, work: str) -> Counter[str]:
        """How often the busiest thread makes each call while doing a work: the highest `nth` worth trying."""
        folder, taken = self.prepared(work)
        trace = self._folder / "trace"
        self._child(work, folder, taken, ["-e", f"trace={','.join(WRITING_CALLS)}", "-o", str(trace)])
        self.judge(folder, taken, work, Tally())
        per_thread = Counter(re.findall(r"^(\d+) +(\w+)\(", trace.read_text(errors="replace"), re.MULTILINE))
        highest: Counter[str] = Counter()
        for (_, call), count in per_thread.items():
            highest[call] = max(highest[call], count)
        return highest

    def strike(self, point: Point, tally: Tally) -> None:
        """Do the work in a child, strike at the point, start again, and judge."""
        folder, taken = self.prepared(point.work)
        onwards = "" if "KILL" in point.strike else "+"  # a disk that is full stays full
        inject = f"inject={point.call}:{point.strike}:when={point.nth}{onwards}"
        status = self._child(point.work, folder, taken, ["-e", f"trace={point.call}", "-e", inject, "-o", "/dev/null"])
        struck = os.WIFSIGNALED(status) if "KILL" in point.strike else True
        tally.struck += struck
        tally.missed += not struck
        self.judge(folder, taken, str(point), tally)
        shutil.rmtree(folder)

    def watch(self, point: Point) -> dict[str, Any]:
        """Strike, and tell how the child and its rows stand before anything is started again."""
        folder, taken = self.prepared(point.work)
        inject = f"inject={point.call}:{point.strike}:when={point.nth}+"
        report = self._folder / "report.json"
        options = ["-e", f"trace={point.call}", "-e", inject, "-o", "/dev/null"]
        self._child(point.work, folder, taken, options, report)
        found: dict[str, Any] = json.loads(report.read_text())
        workspace = open_workspace(folder, clock=utc_now)
        found |= Counter(effect.state.value for effect in workspace.effects())
        workspace.close()
        counts = signatures(self.info)
        found["signatures"] = sum(counts[document.ref.remote_id] for document, _, _ in taken)
        found["documents"] = len(taken)
        return {"queued": 0, "sending": 0, "done": 0, **found}

    def _child(
        self,
        work: str,
        folder: Path,
        taken: Sequence[tuple[Document, Effect, Evidence]],
        options: list[str],
        report: Path | None = None,
    ) -> int:
        job = {
            "info": self.info,
            "folder": str(folder),
            "work": "sign" if work == "sign" else "deliver",
            "account": taken[0][1].account_id,
            "documents": [document.ref.remote_id for document, _, _ in taken],
            "grace": GRACE.total_seconds(),
            **({"report": str(report)} if report is not None else {}),
        }
        pid = self._ask(job)["pid"]
        until(lambda: _state(pid) == "T", 20, 0.001)
        strace = subprocess.Popen(
            ["strace", "-f", *options, "-p", str(pid)], stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
        )
        assert strace.stderr is not None
        attached = strace.stderr.readline()
        assert b"attached" in attached, attached
        os.kill(pid, signal.SIGCONT)
        assert self._server.stdout is not None
        status = json.loads(self._server.stdout.readline())["status"]
        strace.communicate(timeout=20)
        assert isinstance(status, int)
        return status

    def _ask(self, job: dict[str, Any]) -> dict[str, Any]:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(job).encode() + b"\n")
        self._server.stdin.flush()
        answer: dict[str, Any] = json.loads(self._server.stdout.readline())
        return answer

    # ---------------------------------------------------------------- the judgement

    def judge(self, folder: Path, taken: Sequence[tuple[Document, Effect, Evidence]], where: str, tally: Tally) -> None:
        """Start again on the folder until everything is settled, then compare rows, ledger and record."""
        with Office(self.info, folder, accounts=1) as office:
            wrong = judged(office, [document.ref.remote_id for document, _, _ in taken])
            tally.done += office.states()[EffectState.DONE]
        tally.documents += len(taken)
        tally.wrong += [f"{where}: {what}" for what in wrong]

    # ---------------------------------------------------------------- cut lines

    def cut(self, cuts: Sequence[Cut], tally: Tally) -> None:
        """Sign documents through a line that is cut at every other request, once for each of `cuts`."""
        documents = [document for document, _, _ in self.take(2 * len(cuts))]
        self._runs += 1
        folder = self._folder / f"run-{self._runs}"
        shutil.copytree(self._template, folder)
        with CutProxy(self.sandbox.info.port) as proxy:
            url = f"http://127.0.0.1:{proxy.port}"
            for number, cut in enumerate(cuts):
                cut.matching, cut.nth = "SignDocument", 2 * number + 1
            proxy.plan(*cuts)
            with Office(self.info, folder, accounts=1, base_url=url) as office:
                office.sign([document.ref for document in documents]).wait(120)
                wrong = judged(office, [document.ref.remote_id for document in documents])
                tally.done += office.states()[EffectState.DONE]
        struck = sum(cut.happened.is_set() for cut in cuts)
        tally.struck += struck
        tally.missed += len(cuts) - struck
        tally.documents += len(documents)
        tally.wrong += [f"{cuts[0].at.value} from byte {cuts[0].after}: {what}" for what in wrong]
        shutil.rmtree(folder)

    def exchange_sizes(self) -> tuple[int, int]:
        """How long the request and the answer of one delivered signature are, in bytes."""
        ((_, effect, _),) = self.take(1)
        account, credentials = account_of(self.info["accounts"][0], self.info)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            provider = connect(replaced(account, base_url=url), credentials)
            caught: list[bytes] = []
            catcher = threading.Thread(target=lambda: caught.append(_catch(listener)))
            catcher.start()
            with contextlib.suppress(OutcomeUnknown):
                provider.send(effect)
            catcher.join(20)
            provider.close()
        with socket.create_connection(("127.0.0.1", self.sandbox.info.port), 20) as line:
            line.sendall(caught[0])
            answer = _read_message(line)
        return len(caught[0]), len(answer)


def _catch(listener: socket.socket) -> bytes:
    connection, _ = listener.accept()
    with connection:
        return _read_message(connection)


def _read_message(line: socket.socket) -> bytes:
    """Read one HTTP message, head and body."""
    data = b""
    while True:
        head, found, body = data.partition(b"\r\n\r\n")
        if found:
            length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
            assert length is not None
            if len(body) >= int(length[1]):
                return data
        piece = line.recv(65536)
        assert piece, "the line ended in the middle of a message"
        data += piece


def judged(office: Office, documents: Sequence[str]) -> list[str]:
    """Let a desk come to rest; everything that is wrong with what it and the ledger then say."""
    until(lambda: office.run_outbox() == 0 and not _moving(office), 60)
    counts = office.signatures()
    rows = {effect.target_id: effect for effect in office.effects()}
    wrong = []
    for remote_id in documents:
        count, row = counts[remote_id], rows.get(remote_id)
        if count > 1:
            wrong.append(f"{remote_id} doubled: counted {count} times")
        if (count == 1) != (row is not None and row.state is EffectState.DONE):
            wrong.append(f"{remote_id} lost: counted {count}, row {row.state.value if row else 'missing'}")
        if row is not None and row.state is not EffectState.DONE:
            wrong.append(f"{remote_id} not finished: {row.state.value}, {row.code}, {row.note}")
        if row is not None and not office.desk.workspace.journal(effect_id=row.id):
            wrong.append(f"{remote_id} unexplained: no line in the journal")
        if row is not None and office.desk.workspace.evidence(row.id) is None:
            wrong.append(f"{remote_id} without evidence")
    return wrong


def _moving(office: Office) -> bool:
    return any(effect.state in OPEN for effect in office.effects())


@contextmanager
def _fork_server() -> Iterator[subprocess.Popen[bytes]]:
    server = subprocess.Popen(
        [sys.executable, str(HERE / "crash_child.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert server.stdout is not None
        assert json.loads(server.stdout.readline()) == {"ready": True}
        yield server
    finally:
        assert server.stdin is not None
        server.stdin.close()
        server.wait(20)
        if server.stdout is not None:
            server.stdout.close()


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


@contextmanager
def crash_range(pki_folder: Path | None = None) -> Iterator[CrashRange]:
    """A range in a folder that vanishes with it."""
    with tempfile.TemporaryDirectory(prefix="muhr-crash-") as folder, CrashRange(Path(folder), pki_folder) as made:
        yield made
