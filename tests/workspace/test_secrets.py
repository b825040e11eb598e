"""Secrets: in the system's keyring, or in memory and said so; never on the disk, never in a text."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringLocked, PasswordDeleteError
from workspace_records import NOW, account, account_id, batch, content, document, effect, evidence, line

from muhr.domain.accounts import Credentials
from muhr.domain.errors import WorkspaceError
from muhr.domain.ports import SecretStore
from muhr.workspace.secrets import (
    CHOSEN,
    NO_KEYRING,
    SERVICE,
    KeyringSecrets,
    SessionSecrets,
    SystemSecrets,
    _digest,
    choose,
    open_secret_store,
)

A = account_id()
SECRET = Credentials(password="parol-Ж7", client_id="mijoz-kaliti", client_secret="mijoz-siri")
LONG = Credentials(password="П" * 700, client_id="i" * 900, client_secret='"\\\n' * 300)


class Cabinet(KeyringBackend):
    """A keyring in memory with the limit that Windows has: 2,560 bytes of UTF-16 in one entry."""

    priority = 9

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        assert len(password.encode("utf-16-le")) <= 2560
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if (service, username) not in self.kept:
            raise PasswordDeleteError("no such entry")
        del self.kept[service, username]


class ShutCabinet(Cabinet):
    """The person did not unlock it; its errors quote what they should not."""

    def _refuse(self, *arguments):
        raise KeyringLocked(f"no: {arguments}")

    get_password = set_password = delete_password = _refuse


class BrokenCabinet(Cabinet):
    """Raises what no documentation mentions."""

    def _break(self, *arguments):
        raise ZeroDivisionError(f"bus error: {arguments}")

    get_password = set_password = delete_password = _break


def desktop(kind: type[KeyringBackend]) -> KeyringBackend:
    """The same under the name of a keyring that is trusted."""
    return type(kind.__name__, (kind,), {"__module__": "keyring.backends.SecretService"})()


@pytest.fixture(params=["session", "keyring"])
def store(request) -> SecretStore:
    return SessionSecrets() if request.param == "session" else KeyringSecrets(Cabinet())


# ------------------------------------------------------------------ both kinds


@pytest.mark.parametrize("credentials", [SECRET, LONG, Credentials(password="")], ids=["short", "long", "empty"])
def test_what_was_put_is_got_until_it_is_deleted(store, credentials):
    assert store.get(A) is None
    store.put(A, credentials)
    store.put(account_id(1), SECRET)
    assert store.get(A) == credentials
    store.delete(A)
    assert store.get(A) is None
    assert store.get(account_id(1)) == SECRET
    store.delete(A)


@pytest.mark.parametrize("order", [(SECRET, LONG), (LONG, SECRET)])
def test_replacing_leaves_nothing_of_the_old_one(order):
    cabinet = Cabinet()
    store = KeyringSecrets(cabinet)
    for credentials in order:
        store.put(A, credentials)
        assert store.get(A) == credentials
    assert (len(cabinet.kept) == 1) == (order[-1] is SECRET)
    assert {service for service, _ in cabinet.kept} == {SERVICE}
    store.delete(A)
    assert cabinet.kept == {}


def test_no_text_of_a_store_shows_a_secret(store):
    store.put(A, SECRET)
    for shown in (repr(store), str(store), repr(SECRET), repr(store.get(A))):
        assert not any(secret in shown for secret in (SECRET.password, SECRET.client_id, SECRET.client_secret))


def test_who_keeps_and_who_does_not():
    assert SessionSecrets().persistent is False
    assert SessionSecrets().reason == CHOSEN
    assert KeyringSecrets(Cabinet()).persistent is True
    assert KeyringSecrets(Cabinet()).reason == ""


# ------------------------------------------------------------------ damage and refusals


def signed(text: str) -> str:
    return f"muhr1:1:{_digest(text)}:{text}"


def test_a_half_written_or_foreign_entry_is_no_secret():
    cabinet = Cabinet()
    store = KeyringSecrets(cabinet)
    store.put(A, LONG)
    del cabinet.kept[SERVICE, f"{A}/2"]
    assert store.get(A) is None
    damaged = signed('{"password":"a"}')
    for foreign in (
        "",
        "something else",
        "muhr1:x:y:{}",
        "muhr1:1",
        damaged[:-1],
        damaged.replace("a", "b"),
        signed('{"password":5}'),
    ):
        cabinet.kept[SERVICE, A] = foreign
        assert store.get(A) is None
    store.put(A, SECRET)
    assert store.get(A) == SECRET
    cabinet.kept[SERVICE, A] = "something else"
    store.delete(A)
    assert (SERVICE, A) not in cabinet.kept


def test_an_entry_that_vanishes_while_it_is_deleted_is_deleted():
    cabinet = Cabinet()
    store = KeyringSecrets(cabinet)
    store.put(A, LONG)
    del cabinet.kept[SERVICE, f"{A}/1"]
    store.delete(A)
    assert cabinet.kept == {}


@pytest.mark.parametrize("kind", [ShutCabinet, BrokenCabinet])
def test_a_keyring_that_fails_later_is_one_error_that_quotes_nothing(kind):
    store = KeyringSecrets(kind())
    for attempt in (lambda: store.get(A), lambda: store.put(A, SECRET), lambda: store.delete(A)):
        with pytest.raises(WorkspaceError) as caught:
            attempt()
        assert caught.value.code == "keyring"
        chain = [caught.value, caught.value.__cause__, caught.value.__context__]
        assert not any(SECRET.password in f"{error} {getattr(error, 'facts', '')}" for error in chain if error)
        assert A not in str(caught.value)


# ------------------------------------------------------------------ choosing


def test_a_trusted_keyring_that_answers_is_chosen():
    assert isinstance(choose(desktop(Cabinet)), KeyringSecrets)


@pytest.mark.parametrize("kind", [ShutCabinet, BrokenCabinet])
def test_a_trusted_keyring_that_does_not_answer_is_not(kind):
    chosen = choose(desktop(kind))
    assert isinstance(chosen, SessionSecrets)
    assert "does not answer" in chosen.reason
    assert kind.__name__ in chosen.reason


def test_no_keyring_is_said_to_be_none():
    for backend in (keyring.backends.fail.Keyring(), keyring.backends.null.Keyring()):
        chosen = choose(backend)
        assert isinstance(chosen, SessionSecrets)
        assert chosen.reason == NO_KEYRING


def test_a_readable_file_is_refused_by_name():
    plain = type("PlaintextKeyring", (Cabinet,), {"__module__": "keyrings.alt.file"})()
    chosen = choose(plain)
    assert isinstance(chosen, SessionSecrets)
    assert "file.PlaintextKeyring" in chosen.reason


def test_of_a_chain_the_trusted_one_is_taken():
    plain = type("PlaintextKeyring", (Cabinet,), {"__module__": "keyrings.alt.file"})()
    trusted = desktop(Cabinet)

    def chained(*backends):
        return type("Chain", (ChainerBackend,), {"backends": list(backends)})()

    chosen = choose(chained(plain, trusted))
    chosen.put(A, SECRET)
    assert trusted.kept
    assert not plain.kept
    assert isinstance(choose(chained(plain)), SessionSecrets)
    assert isinstance(choose(chained()), SessionSecrets)


# ------------------------------------------------------------------ the real thing

HEADLESS = """
import sys
from pathlib import Path
from muhr.domain.accounts import Credentials
from muhr.workspace.secrets import open_secret_store
store = open_secret_store(Path(sys.argv[1]))
assert "keyring" not in sys.modules, "the first window need not wait for it"
store.put("a", Credentials(password="parol"))
assert store.get("a") == Credentials(password="parol")
store.delete("a")
assert store.get("a") is None
assert "parol" not in repr(store)
print(store.persistent, store.reason)
"""


def test_without_a_desktop_the_person_is_told(tmp_path: Path):
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DBUS_", "PYTHON_KEYRING"))
    }
    environment |= {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    command = [sys.executable, "-c", HEADLESS, str(tmp_path)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    if sys.platform == "linux":
        assert ran.stdout.strip() == f"False {NO_KEYRING}"
    assert list(tmp_path.rglob("*password*")) == []


def test_the_store_of_the_system_passes_everything_on(tmp_path: Path):
    chosen = keyring.get_keyring()
    keyring.set_keyring(desktop(Cabinet))
    try:
        store = open_secret_store(tmp_path)
        assert store.persistent is True
        assert store.reason == ""
        store.put(A, SECRET)
        assert open_secret_store(tmp_path / "moved").get(A) == SECRET
        store.delete(A)
        assert store.get(A) is None
        assert SECRET.password not in repr(store)
    finally:
        keyring.set_keyring(chosen)


def test_the_decision_is_made_once_whatever_thread_comes_first(tmp_path: Path):
    store = open_secret_store(tmp_path)
    assert isinstance(store, SystemSecrets)
    seen: list[object] = []
    threads = [threading.Thread(target=lambda: seen.append(store._decided())) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(one) for one in seen}) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="no gnome-keyring here (apt-get install gnome-keyring dbus)",
)
def test_a_real_keyring_keeps_a_secret_for_the_next_program(tmp_path: Path):
    script = (
        "printf pw | gnome-keyring-daemon --unlock --components=secrets --daemonize > /dev/null; "
        f"{sys.executable} -c '{{}}'; {sys.executable} -c '{{}}'"
    )
    begin = ('from muhr.workspace.secrets import *; from muhr.domain.accounts import *; from pathlib import Path; '
             's = open_secret_store(Path(".")); assert s.persistent, s.reason; ')  # fmt: skip
    put = begin + 's.put("a", Credentials(password="x" * 2000))'
    get = begin + 'assert s.get("a") == Credentials(password="x" * 2000); s.delete("a"); assert s.get("a") is None'
    environment = os.environ | {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    ran = subprocess.run(
        ["dbus-run-session", "--", "bash", "-ec", script.format(put, get)], env=environment, capture_output=True,
        text=True, check=False, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr


# ------------------------------------------------------------------ the workspace's files


def test_no_secret_is_in_the_files_of_a_workspace_that_was_used(folder: Path, workspace):
    secrets = SessionSecrets()
    passwords = {SECRET.password, SECRET.client_id, SECRET.client_secret}
    for number in range(2):
        workspace.save_account(account(number))
        secrets.put(account_id(number), SECRET)
    workspace.save_documents([document(number, content=content()) for number in range(50)])
    workspace.enqueue([effect(number) for number in range(50)], [evidence(number) for number in range(50)], batch())
    workspace.settle([], [line(0)])
    workspace.claim(A, 50, NOW)
    during = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    workspace.close()
    after = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert len(after) >= 2
    for data in during + after:
        assert not any(secret.encode(form) in data for secret in passwords for form in ("utf-8", "utf-16-le"))
