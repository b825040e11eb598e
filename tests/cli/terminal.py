"""A real `muhr sandbox` process, and `muhr` itself as a process: what the terminal's tests are made with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NO_KEYRING = "keyring.backends.fail.Keyring"
"""A machine without a keyring: the usual state of a server, and never this machine's own keyring."""


@dataclass(frozen=True)
class Ended:
    """How one call of `muhr` ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Muhr:
    """Calls `muhr` with a workspace of its own."""

    workspace: Path
    keyring: str = NO_KEYRING
    more: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    """Everything any call wrote, for the search for secrets."""

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
        chosen = {"PYTHON_KEYRING_BACKEND": self.keyring} if self.keyring else {}
        return {**kept, **chosen, "PYTHONWARNINGS": "error", **self.more}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "muhr", "--workspace", str(self.workspace), *arguments]

    def __call__(self, *arguments: str | Path, stdin: Any = None, timeout: float = 120) -> Ended:
        text = json.dumps(stdin) if isinstance(stdin, dict) else stdin or ""
        done = subprocess.run(
            self.command(*map(str, arguments)),
            input=text,
            capture_output=True,
            text=True,
            env=self.environment,
            check=False,
            timeout=timeout,
        )
        self.said += [done.stdout, done.stderr]
        return Ended(done.returncode, done.stdout, done.stderr)


@dataclass
class World:
    """A running `muhr sandbox`, known by the one line it printed."""

    process: subprocess.Popen[str]
    line: dict[str, Any]

    @property
    def accounts(self) -> list[dict[str, Any]]:
        return self.line["accounts"]

    def control(self, path: str, body: Any = None, method: str = "") -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"{self.line['control']}/{path}",
            data=data,
            method=method or ("GET" if data is None else "POST"),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    def signatures(self) -> dict[tuple[str, str], int]:
        """(document, company) → how many signatures the provider's own ledger counts."""
        effects = self.control("ledger")["effects"]
        return {(each["target"].lower(), each["viewer"]): each["count"] for each in effects if each["action"] == "sign"}

    def secrets(self, account: dict[str, Any]) -> dict[str, str]:
        return {name: account[name] for name in ("password", "client_id", "client_secret") if name in account}

    def stdin(self, *accounts: dict[str, Any], key_password: str | None = None) -> dict[str, Any]:
        """What `--secrets-stdin` wants."""
        record: dict[str, Any] = {"accounts": {each["login"]: self.secrets(each) for each in accounts}}
        return record if key_password is None else {**record, "key_password": key_password}


def start_world(data: Path, *arguments: str) -> World:
    command = [sys.executable, "-m", "muhr", "sandbox", "--data", str(data), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, f"the sandbox ended with status {process.wait(timeout=20)}"
    return World(process, json.loads(line))


def stop_world(world: World) -> int:
    world.process.terminate()
    status = world.process.wait(timeout=20)
    for stream in (world.process.stdout, world.process.stdin):
        if stream is not None:
            stream.close()
    return status


def add(muhr: Muhr, world: World, account: dict[str, Any], *more: str) -> str:
    """Add one of the world's accounts, of whichever service, with `more` arguments; gives its id."""
    company, provider = account["company"], account["provider"]
    switches = [text for name, value in account.get("options", {}).items() for text in ("--set", f"{name}={value}")]
    done = muhr(
        "accounts", "add", "--provider", provider, "--tax-id", company["tax_id"], "--name", company["name"],
        "--login", account["login"], "--base-url", world.line["base_urls"][provider], *switches,
        "--secrets-stdin", "--json", *more, stdin=world.secrets(account),
    )  # fmt: skip
    assert done.status == 0, done.err
    return done.json["id"]
