"""Starts and stops the sandbox: inside this process for tests, or as the command `muhr sandbox`."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount

from muhr.sandbox.authority import AuthorityService
from muhr.sandbox.clock import SandboxClock
from muhr.sandbox.control import Control
from muhr.sandbox.eimzo import EImzoServer, Script, card_of, keys_of
from muhr.sandbox.eimzo import control as e_imzo_control
from muhr.sandbox.faktura_uz.service import FakturaService
from muhr.sandbox.faktura_uz.state import FakturaState
from muhr.sandbox.faults import FaultScript
from muhr.sandbox.gate import Gate
from muhr.sandbox.http_server import HttpServer
from muhr.sandbox.pki import make_pki
from muhr.sandbox.service import Service, Surroundings
from muhr.sandbox.services import makers
from muhr.sandbox.storage import Storage
from muhr.sandbox.world.companies import OURS

SEED = 20260301
WINDOW_SECONDS = 1.0
"""In the demo and in training a person shall see that E-IMZO's own window is waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxInfo:
    """Everything a client needs to know about a running sandbox. The passwords open test keys only."""

    port: int
    data: str
    trust: tuple[str, ...] = ()
    accounts: tuple[Mapping[str, Any], ...] = ()
    e_imzo: Mapping[str, str] = field(default_factory=dict)
    """Where its E-IMZO answers: `ws` and `wss`."""
    keys: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    base_paths: Mapping[str, str] = field(default_factory=dict)
    """Service -> the path of its base address."""
    token_paths: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Give the one JSON line of `muhr sandbox`."""
        base = f"http://127.0.0.1:{self.port}"
        return {
            "base_urls": {name: base + path for name, path in self.base_paths.items()},
            "token_urls": {name: base + path for name, path in self.token_paths.items()},
            "ledger": f"{base}/__sim/ledger",
            "control": f"{base}/__sim",
            "e_imzo": dict(self.e_imzo),
            "trust": list(self.trust),
            "data": self.data,
            "accounts": [dict(account) for account in self.accounts],
            "keys": [dict(key) for key in self.keys],
        }


class RunningSandbox:
    """A sandbox that answers. Also a context manager that stops it."""

    def __init__(
        self,
        *,
        data: Path | None,
        port: int,
        documents: int | None,
        seed: int,
        pki_folder: Path | None,
        services: Collection[str] | None = None,
        window_seconds: float = 0.0,
    ) -> None:
        self._server = HttpServer(port)  # first: when the port is taken, nothing has been made yet
        self._own_folder = data is None
        self.data = Path(tempfile.mkdtemp(prefix="muhr-sandbox-")) if data is None else data.absolute()
        self.data.mkdir(parents=True, exist_ok=True)
        self._storage = None if data is None else Storage(self.data / "sandbox.sqlite3")
        self.clock = SandboxClock()
        self.pki = make_pki(pki_folder or self.data / "pki", now=self.clock())
        self.faults = FaultScript()
        around = self._surroundings(seed, documents)
        made = [
            make(replace(around, storage=self._storage.part(folder) if self._storage is not None else None))
            for folder, make in makers(services).items()
        ]
        self.services: dict[str, Service] = {service.name: service for service in made}
        self.control = Control(made, self.faults, self.clock)
        self.authority = AuthorityService(self.pki.authorities, self.clock)
        keys = [*keys_of(self.pki), card_of(self.pki, OURS[0], self.clock())]
        self.e_imzo = EImzoServer(keys, self.clock, script=Script(window_seconds=window_seconds))
        routes: list[BaseRoute] = [*e_imzo_control.routes(self.e_imzo), *self.control.routes()]
        routes += self.authority.routes()
        # The root last: what is mounted under a prefix is not to be taken for a call of the service at the root.
        for service in sorted(made, key=lambda one: len(one.prefix), reverse=True):
            routes += [Mount(service.prefix, routes=service.routes())] if service.prefix else service.routes()
        self._gate = Gate(Starlette(routes=routes), faults=self.faults, clock=self.clock, services=made)
        self.info = SandboxInfo(
            port=self._server.port,
            data=str(self.data),
            trust=tuple(map(str, self.pki.trust)),
            accounts=tuple(account for service in made for account in service.accounts()),
            e_imzo=self.e_imzo.urls,
            keys=tuple(record.as_dict() for record in self.pki.keys),
            base_paths={one.name: one.prefix + one.api_path for one in made},
            token_paths={one.name: one.prefix + one.token_path for one in made if one.token_path},
        )

    def _surroundings(self, seed: int, documents: int | None) -> Surroundings:
        return Surroundings(clock=self.clock, storage=self._storage, pki=self.pki, seed=seed, documents=documents)

    @property
    def state(self) -> FakturaState:
        """The memory of the simulated Faktura.uz."""
        service = self.services["faktura_uz"]
        assert isinstance(service, FakturaService)
        return service.state

    def start(self) -> None:
        """Answer from now on."""
        self._server.start(self._gate)
        self.e_imzo.start()

    def stop(self) -> None:
        """End the server, close the file, remove the folder if it was made here."""
        self._server.stop()
        self.e_imzo.stop()
        if self._storage is not None:
            self._storage.close()
        if self._own_folder:
            shutil.rmtree(self.data, ignore_errors=True)

    def __enter__(self) -> RunningSandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start(
    data: Path | None = None,
    port: int = 0,
    *,
    documents: int | None = None,
    seed: int = SEED,
    pki_folder: Path | None = None,
    services: Collection[str] | None = None,
    window_seconds: float = 0.0,
) -> RunningSandbox:
    """Start a sandbox inside this process.

    Args:
        data: folder that keeps the state, so that a later sandbox goes on with it; None keeps it in memory.
        port: TCP port on 127.0.0.1; 0 takes a free one.
        documents: how many waiting documents the first company gets beyond the story's own.
        seed: another seed, another year of papers.
        pki_folder: where the test keys are, or will be made; inside `data` when left out.
        services: the folders of the services that are wanted (see `services.NAMES`); None for all that are here.
        window_seconds: how long the made-up person takes at E-IMZO's password window.
    """
    sandbox = RunningSandbox(
        data=data,
        port=port,
        documents=documents,
        seed=seed,
        pki_folder=pki_folder,
        services=services,
        window_seconds=window_seconds,
    )
    sandbox.start()
    return sandbox


def run_forever(
    port: int = 0, data: Path | None = None, *, documents: int | None = None, parent_pipe: bool = False
) -> None:
    """Print one JSON line, then run until SIGTERM or SIGINT.

    Args:
        port: as for `start`.
        data: as for `start`.
        documents: as for `start`.
        parent_pipe: also end when standard input ends, which is when the process that started this one does.

    Raises:
        InputError: the port is used by another program.
    """
    ended = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        ended.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    with start(data, port, documents=documents, window_seconds=WINDOW_SECONDS) as sandbox:
        sys.stdout.write(json.dumps(sandbox.info.as_dict(), ensure_ascii=False) + "\n")
        sys.stdout.flush()
        if parent_pipe:
            threading.Thread(target=_read_to_the_end, args=(ended,), name="parent-pipe", daemon=True).start()
        while not ended.wait(timeout=1.0):  # with a timeout, so that Ctrl+C is heard on Windows too
            pass


def _read_to_the_end(ended: threading.Event) -> None:
    # Not through sys.stdin: its lock, held by a thread that never wakes, would disturb the end of the interpreter.
    while os.read(0, 1024):
        pass
    ended.set()
