"""Does a job of the desk in a fresh process each time, ready to be killed. Knows nothing of who kills it, or when.

A small fork server: everything is imported once, each job runs in a forked child that stops itself (SIGSTOP) until
whoever wants to watch it has attached. One JSON line in, two lines out: `{"pid": …}` and, at its end, `{"status": …}`.

Jobs: "sign" (sign the given documents and wait for the outcome), "deliver" (send and ask whatever is in the outbox).
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import signal
import sys
import traceback
from datetime import timedelta
from pathlib import Path
from typing import Any

from sandbox_desk import DEADLINE, Typed

from muhr.bootstrap.assembly import assemble_desk
from muhr.bootstrap.demo import account_of, desk_keyring, desk_verifier
from muhr.domain.documents import DocumentRef
from muhr.domain.events import WorkerTrouble
from muhr.services.desk import Desk
from muhr.workspace.secrets import SessionSecrets

_PR_SET_PTRACER = 0x59616D61
_ANYBODY = ctypes.c_ulong(-1)


def do(job: dict[str, Any]) -> None:
    """Open the workspace and do the job."""
    info = job["info"]
    secrets = SessionSecrets()
    for entry in info["accounts"]:
        account, credentials = account_of(entry, info)
        secrets.put(account.id, credentials)
    desk = assemble_desk(
        Path(job["folder"]),
        lambda: desk_verifier(info),
        secrets,
        lambda verifier: desk_keyring(verifier, info),
        timedelta(seconds=job["grace"]),
    )
    trouble: list[str] = []
    desk.subscribe(lambda event: trouble.append(event.error_code) if isinstance(event, WorkerTrouble) else None)
    steps = work(desk, job)
    desk.close(DEADLINE)
    if "report" in job:
        Path(job["report"]).write_text(json.dumps({"steps": steps, "trouble": trouble}), encoding="utf-8")


def work(desk: Desk, job: dict[str, Any]) -> list[str]:
    """The job itself; gives the step each document reached."""
    if job["work"] == "deliver":
        for future in desk.run_outbox():
            future.result(DEADLINE)
        return []
    entry = job["info"]["accounts"][0]
    refs = [DocumentRef(job["account"], remote_id) for remote_id in job["documents"]]
    run = desk.sign(refs, desk.keyring.entry(Path(entry["key"])), Typed(entry["key_password"]))
    return [outcome.step.value for outcome in run.wait(DEADLINE)]


def warm_up() -> None:
    """Import what the jobs would import one by one."""
    import muhr.providers.faktura_uz.opening
    import muhr.services.desk
    import muhr.signing.keyfiles
    import muhr.workspace.store  # noqa: F401


def serve() -> None:
    """Fork a child for each line."""
    warm_up()
    gc.freeze()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        pid = os.fork()
        if pid == 0:
            run_child(job)
        print(json.dumps({"pid": pid}), flush=True)
        _, status = os.waitpid(pid, 0)
        print(json.dumps({"status": status}), flush=True)


def run_child(job: dict[str, Any]) -> None:
    """Stop until somebody is there, do the job, end without ceremony."""
    ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _ANYBODY, 0, 0, 0)
    if job.get("wait", True):
        os.kill(os.getpid(), signal.SIGSTOP)
    status = 0
    try:
        do(job)
    except BaseException:  # noqa: BLE001 - a test child: whatever it is, it is shown and ends the child
        traceback.print_exc()
        status = 1
    os._exit(status)


if __name__ == "__main__":
    serve()
