"""The demo world: a process of its own that ends with us, nothing of ours in it, and quick to import."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from eimzo_kit import Onlooker
from sandbox_desk import until

from muhr.bootstrap import default_workspace, open_desk, open_keyring, open_verifier, start_demo
from muhr.bootstrap.child import SandboxProcess, clean_environment
from muhr.domain.documents import Action
from muhr.domain.errors import InputError, KnownError, MessageMalformed, WorkspaceLocked
from muhr.domain.events import Step
from muhr.domain.signatures import KeyKind

HEAVY = (
    "sqlalchemy",
    "httpx",
    "cryptography",
    "asn1crypto",
    "starlette",
    "uvicorn",
    "websockets",
    "PySide6",
    "keyring",
    "msgspec",
)


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_a_demo_has_two_companies_and_forty_documents_to_sign() -> None:
    with start_demo() as world:
        accounts = world.desk.workspace.accounts()
        assert len(accounts) == 2
        assert all(account.demo for account in accounts)
        assert not world.desk.secrets.persistent
        for future in world.desk.refresh():
            future.result(60)
        signable = [one for one in world.desk.inbox() if Action.SIGN in one.actions]
        assert len(signable) >= 40
        places = {key.place for key in world.desk.keyring.keys([])}
        assert places
        assert all(place.startswith(str(world.folder.parent)) for place in places), "no keys but the demo's own"
        assert world.ledger()["effects"] == []
        base, pid = world.folder.parent, world._sandbox.pid
        assert is_running(pid)
    assert not is_running(pid)
    assert not base.exists(), "nothing is left behind"
    world.close()


def test_the_demos_own_e_imzo_stands_beside_the_files_and_signs() -> None:
    with start_demo(e_imzo=True) as world:
        for future in world.desk.refresh():
            future.result(60)
        keys = world.desk.keyring.keys(kinds=[KeyKind.E_IMZO])
        assert keys
        assert all(str(world.folder.parent) in key.place for key in keys), "no keys but the demo's own"
        account = world.desk.workspace.accounts()[0]
        key = next(one for one in keys if one.usable and one.identity and one.identity.tax_id == account.company.tax_id)
        waiting = [one.ref for one in world.desk.inbox(account.id) if Action.SIGN in one.actions]
        going = [ref for ref in waiting if ref not in world.desk.review(waiting, key).stopped][:3]
        outcomes = world.desk.sign(going, key, Onlooker()).wait(60)
        assert [outcome.step for outcome in outcomes] == [Step.CONFIRMED] * 3


def test_a_demo_in_a_folder_lives_on(tmp_path: Path) -> None:
    with start_demo(tmp_path / "demo") as world:
        for future in world.desk.refresh():
            future.result(60)
        ids = {account.id for account in world.desk.workspace.accounts()}
        known = len(world.desk.workspace.documents())
        assert known
    with start_demo(tmp_path / "demo", documents=3) as again:
        assert {account.id for account in again.desk.workspace.accounts()} == ids
        assert len(again.desk.workspace.documents()) == known


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at /proc")
def test_the_world_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    program = textwrap.dedent(
        """
        import sys, time
        from pathlib import Path
        from muhr.bootstrap import start_demo
        world = start_demo(Path(sys.argv[1]))
        print(world._sandbox.pid, flush=True)
        sys.stdin.read()
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "demo")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert is_running(pid)
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait(20)
    until(lambda: not is_running(pid), 20)


def test_a_world_that_cannot_start_says_so(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    process = SandboxProcess(tmp_path / "data", tmp_path / "log", documents=-1)
    with pytest.raises(KnownError) as caught:
        process.info()
    assert caught.value.code == "demo-not-started"
    assert not is_running(process.pid)


def test_a_child_gets_nothing_of_our_environment_but_what_it_needs() -> None:
    ours = {
        "PATH": "/bin",
        "LC_ALL": "C",
        "SystemRoot": "C:\\Windows",
        "PYTHONPATH": "/evil",
        "LD_LIBRARY_PATH": "/frozen",
        "LD_PRELOAD": "/evil.so",
        "https_proxy": "http://elsewhere",
        "MUHR_TOKEN": "secret",
    }
    assert clean_environment(ours) == {
        "PATH": "/bin",
        "LC_ALL": "C",
        "SystemRoot": "C:\\Windows",
        "PYTHONUTF8": "1",
        "PYTHONIOENCODING": "utf-8",
    }


@pytest.mark.parametrize("module", ["muhr.bootstrap", "muhr.services.line"])
def test_importing_is_cheap(module: str) -> None:
    program = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.strip() == "[]"


def test_a_workspace_is_opened_by_one_program_at_a_time(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "w", session_secrets=True)
    with pytest.raises(WorkspaceLocked):
        open_desk(tmp_path / "w", session_secrets=True)
    desk.close()
    open_desk(tmp_path / "w", session_secrets=True, key_folders=[tmp_path]).close()


def test_a_bad_trust_file_is_told_at_once(tmp_path: Path) -> None:
    bad = tmp_path / "bad.der"
    bad.write_bytes(b"no certificate")
    for attempt in (
        lambda: open_verifier([bad]),
        lambda: open_keyring(trust=[bad]),
        lambda: open_desk(tmp_path / "w", trust=[bad]),
    ):
        with pytest.raises(InputError):
            attempt()
    assert not (tmp_path / "w").exists()


def test_a_verifier_and_a_key_ring_need_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(MessageMalformed):
        open_verifier().verify(b"nothing")
    assert [key for key in open_keyring(folders=[tmp_path]).keys() if key.place == str(tmp_path)] == []  # noqa: SIM118
    assert default_workspace().name == "workspace"
