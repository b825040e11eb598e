"""A desktop's keyring for tests: gnome-keyring on a message bus of its own, in a home of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def desktop_keyring(home: Path) -> Iterator[dict[str, str]]:
    """Start bus and keyring; gives the environment in which programs find them. Skips where they are not installed."""
    if not all(map(shutil.which, ("dbus-daemon", "gnome-keyring-daemon"))):
        if os.environ.get("MUHR_NO_ORACLES") == "1" or not sys.platform.startswith("linux"):
            pytest.skip("no gnome-keyring here")
        pytest.fail("gnome-keyring and dbus-daemon are missing: run `python3 packaging/dev.py test`")
    home.chmod(0o700)
    session = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_RUNTIME_DIR": str(home)}
    environment = {**os.environ, **session}
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True, env=environment
    )
    try:
        assert bus.stdout is not None
        session["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        daemon = subprocess.Popen(
            ["gnome-keyring-daemon", "--unlock", "--foreground", "--components=secrets"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**environment, **session},
        )
        try:
            assert daemon.stdin is not None
            daemon.stdin.write(b"sinov")
            daemon.stdin.close()
            _wait_for_secrets(session["DBUS_SESSION_BUS_ADDRESS"])
            yield session
        finally:
            daemon.terminate()
            daemon.wait(timeout=20)
    finally:
        bus.terminate()
        bus.wait(timeout=20)
        if bus.stdout is not None:
            bus.stdout.close()


def _wait_for_secrets(address: str) -> None:
    """Ask the bus until somebody offers secrets."""
    from jeepney import message_bus
    from jeepney.io.blocking import open_dbus_connection

    deadline = time.monotonic() + 20
    with open_dbus_connection(address) as connection:
        while time.monotonic() < deadline:
            answer = connection.send_and_get_reply(message_bus.NameHasOwner("org.freedesktop.secrets"))
            if answer.body == (1,) or answer.body == (True,):
                return
    pytest.fail("the keyring did not come up")
