"""The demo: the sandbox in a child process, and a desk with two accounts on a workspace of its own. All fictional.

A demo never touches a person's own workspace, keyring or keys.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import uuid
from collections.abc import Collection, Mapping
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from muhr.bootstrap.assembly import TRUST_FOLDER, assemble_desk, connectable, e_imzo_keys, utc_now
from muhr.bootstrap.child import SandboxProcess
from muhr.domain.accounts import Account, Credentials, ProviderName
from muhr.domain.parties import Country, Party

if TYPE_CHECKING:
    from muhr.domain.ports import KeyRing
    from muhr.services.desk import Desk
    from muhr.signing.verify import CmsVerifier

GRACE = timedelta(seconds=1)
"""The provider is on this machine: what it has not got after a second was never sent."""

CLOSE_SECONDS = 20.0


class DemoWorld:
    """A running demo. Also a context manager that closes it."""

    def __init__(
        self,
        folder: Path,
        *,
        documents: int | None,
        vanishing: bool,
        providers: Collection[ProviderName],
        e_imzo: bool,
    ) -> None:
        self._base = folder
        self._vanishing = vanishing
        self._closed = False
        data = folder / "world"
        data.mkdir(parents=True, exist_ok=True)
        self._sandbox = SandboxProcess(data, folder / "world.log", documents=documents)
        with ExitStack() as undone:
            undone.callback(self._clear_away)
            self.info: Mapping[str, Any] = self._sandbox.info()
            self.folder = folder / "workspace"
            self.desk = _open_desk(self.folder, self.info, providers, e_imzo=e_imzo)
            undone.pop_all()

    def ledger(self) -> dict[str, Any]:
        """The provider's own count of what was done. Blocks for a moment."""
        import urllib.request  # noqa: PLC0415 - 10 ms that only who asks the ledger pays for

        # No proxy: the world is on this machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(self.info["ledger"], timeout=30) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def key_password(self, path: Path) -> str:
        """The password of one of the world's made-up keys; empty for any other file."""
        for key in self.info["keys"]:
            if Path(key["path"]) == path:
                return str(key["password"])
        return ""

    def one_time_code(self, provider: ProviderName, login: str) -> str:
        """The code that one of the world's services would send to a telephone; empty where none is asked for."""
        for entry in self.info["accounts"]:
            if (entry["provider"], entry["login"]) == (provider.value, login):
                return str(entry.get("pin", ""))
        return ""

    def close(self) -> None:
        """Close the desk, end the world, remove the folder if it was made for this demo. Safe to call twice."""
        if self._closed:
            return
        self._closed = True
        try:
            self.desk.close(CLOSE_SECONDS)
        finally:
            self._clear_away()

    def _clear_away(self) -> None:
        self._sandbox.close()
        if self._vanishing:
            shutil.rmtree(self._base, ignore_errors=True)

    def __enter__(self) -> DemoWorld:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def start_demo(
    folder: Path | None = None,
    *,
    documents: int | None = None,
    providers: Collection[ProviderName] = (ProviderName.FAKTURA_UZ,),
    e_imzo: bool = False,
) -> DemoWorld:
    """Start the small built-in world in a process of its own and open a desk on it; close it when done.

    Args:
        folder: where the world and its workspace live on (in folders of their own); None makes a folder that vanishes
            with the demo.
        documents: how many more documents wait for the first company.
        providers: at which of the services the desk has its accounts; those not part of this program are left out.
        e_imzo: whether the keys of the world's own E-IMZO stand in the list besides its key files.

    Raises:
        KnownError: the world did not start (code `demo-not-started`).
        WorkspaceError: see `open_desk`.
    """
    base = Path(tempfile.mkdtemp(prefix="muhr-demo-")) if folder is None else folder.expanduser().absolute()
    return DemoWorld(base, documents=documents, vanishing=folder is None, providers=providers, e_imzo=e_imzo)


def _open_desk(folder: Path, info: Mapping[str, Any], providers: Collection[ProviderName], *, e_imzo: bool) -> Desk:
    from muhr.workspace.secrets import SessionSecrets  # noqa: PLC0415 - with the database, after the child was started

    secrets = SessionSecrets()
    desk = assemble_desk(
        folder,
        lambda: desk_verifier(info, folder / TRUST_FOLDER),
        secrets,
        lambda verifier: desk_keyring(verifier, info, e_imzo=e_imzo),
        GRACE,
        trust=[Path(path) for path in info["trust"]],
    )
    with ExitStack() as undone:
        undone.callback(desk.close)
        here = {name.value for name in connectable() if name in providers}
        for entry in (one for one in info["accounts"] if one["provider"] in here):
            desk.save_account(*account_of(entry, info))
        undone.pop_all()
    return desk


def account_of(entry: Mapping[str, Any], info: Mapping[str, Any]) -> tuple[Account, Credentials]:
    """One of the world's accounts, as the desk knows accounts. The same login keeps its id from start to start."""
    company = entry["company"]
    account = Account(
        id=uuid.uuid5(uuid.NAMESPACE_URL, f"demo:{entry['provider']}:{entry['login']}").hex,
        provider=ProviderName(entry["provider"]),
        company=Party(country=Country(company["country"]), tax_id=company["tax_id"], name=company["name"]),
        login=entry["login"],
        base_url=info["base_urls"][entry["provider"]],
        token_url=info["token_urls"].get(entry["provider"], ""),
        demo=True,
        options={"proxy": "none", **entry.get("options", {})},
    )
    credentials = Credentials(
        password=entry["password"],
        client_id=entry.get("client_id", ""),
        client_secret=entry.get("client_secret", ""),
        device_code=entry.get("device_code", ""),
    )
    return account, credentials


def desk_verifier(info: Mapping[str, Any], own: Path | None = None) -> CmsVerifier:
    """A judge that trusts the world's own authority, the bundled ones, and those in the folder `own`."""
    from muhr.signing.trust import TrustStore  # noqa: PLC0415 - late, see `late`
    from muhr.signing.verify import CmsVerifier  # noqa: PLC0415

    return CmsVerifier(
        TrustStore.standard(folders=[own] if own else [], files=[Path(path) for path in info["trust"]]), utc_now
    )


def desk_keyring(verifier: CmsVerifier, info: Mapping[str, Any], *, e_imzo: bool = False) -> KeyRing:
    """The world's keys, and no others; with `e_imzo` also those that the world's own E-IMZO has."""
    from muhr.signing.keyfiles import FileKeyRing  # noqa: PLC0415 - late, see `late`
    from muhr.signing.keyring import KeyRings  # noqa: PLC0415

    folders = list(dict.fromkeys(Path(key["path"]).parent for key in info["keys"]))
    devices = e_imzo_keys(verifier, list(info["e_imzo"].values())) if e_imzo else []
    return KeyRings(FileKeyRing(verifier, utc_now, folders), devices)
