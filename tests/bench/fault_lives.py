"""The fork server as whoever orders lives sees it: one life at a time, watched or struck when that is wanted."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from fault_life import Job, Report, read_pickle, send_pickle
from sandbox_desk import until

HERE = Path(__file__).resolve().parent


class Lives:
    """The fork server."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, str(HERE / "fault_life.py")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=HERE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (HERE, HERE.parent / "contract")))},
        )  # fmt: skip
        self._news()
        self._pid = 0
        self._born = threading.Event()

    def __enter__(self) -> Lives:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._server.wait(60)
        self._server.stdout.close()

    def live(self, job: Job, strace: Sequence[str] = ()) -> Report | None:
        """One life, under strace with these options when there are any; None when it was killed."""
        assert self._server.stdin is not None
        job.report.unlink(missing_ok=True)
        self._born.clear()
        send_pickle(self._server.stdin, job)
        self._pid = self._news()[1]
        self._born.set()
        watcher = _watch(self._pid, strace) if strace else None
        status = self._news()[1]
        if watcher is not None:
            watcher.communicate(timeout=60)
        self._pid = 0
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGKILL, f"a life ended by signal {os.WTERMSIG(status)}"
            return None
        assert status == 0, "a life ended by an error of its own, shown above"
        report = pickle.loads(job.report.read_bytes())
        assert isinstance(report, Report)
        return report

    def kill(self) -> None:
        """Strike the life under way, from any thread; returns when nothing of it moves any more."""
        self._born.wait(30)
        pid = self._pid
        if pid:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _news(self) -> tuple[str, int]:
        assert self._server.stdout is not None
        news = read_pickle(self._server.stdout)
        assert news is not None, "the fork server has ended"
        return news


def _watch(pid: int, options: Sequence[str]) -> subprocess.Popen[bytes]:
    """Let strace watch a life that waits for it."""
    until(lambda: Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T", pause=0.001)
    watcher = subprocess.Popen(
        ["strace", "-f", *options, "-p", str(pid)], stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    assert watcher.stderr is not None
    attached = watcher.stderr.readline()
    assert b"attached" in attached, attached
    os.kill(pid, signal.SIGCONT)
    return watcher
