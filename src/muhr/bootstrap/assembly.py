"""Puts the real parts together: a desk on a workspace, a verifier, a key ring. Holds no logic of its own.

Rooms are imported when they are needed: the first window and `muhr --help` wait for none of them.
"""
# ruff: noqa: PLC0415 - importing late is this module's purpose

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from muhr.bootstrap.late import LateKeyRing, LateVerifier
from muhr.domain.accounts import Account, Credentials, ProviderName
from muhr.domain.errors import BugError
from muhr.domain.ports import KeyRing, Provider, SecretStore, Verifier

if TYPE_CHECKING:
    from muhr.services.desk import Desk
    from muhr.signing.keyring import DeviceKeys
    from muhr.signing.verify import CmsVerifier

APPLICATION = "Muhr"
E_IMZO = ("ws://127.0.0.1:64646", "wss://127.0.0.1:64443")
"""Where E-IMZO answers on every machine: the plain port first, for it needs no certificate."""
TRUST_FOLDER = "trust"
"""Inside a workspace: certificates a person has chosen to trust besides the bundled ones."""


def utc_now() -> datetime:
    """The clock of the whole program: aware UTC."""
    return datetime.now(UTC)


def default_workspace() -> Path:
    """Where the workspace is when nobody says otherwise. The folder need not exist."""
    import platformdirs

    return platformdirs.user_data_path(APPLICATION, appauthor=False) / "workspace"


def open_desk(
    folder: Path,
    *,
    trust: Sequence[Path] = (),
    key_folders: Sequence[Path] = (),
    session_secrets: bool = False,
    grace: timedelta | None = None,
    e_imzo: Sequence[str] | None = None,
) -> Desk:
    """Open the workspace in `folder` and start a desk on it.

    Args:
        folder: made when it is not there.
        trust: certificate files to trust besides the bundled ones and those in the workspace's trust folder.
        key_folders: where keys are, besides the usual places.
        session_secrets: keep accounts' secrets in memory only.
        grace: how far apart a provider must say "not there" twice before a row is sent again; the usual when None.
        e_imzo: where E-IMZO answers (`ws://127.0.0.1:64646`); the usual ports when None, nowhere when empty.

    Raises:
        WorkspaceError: the folder is in use, damaged, too new, or cannot be written.
        InputError: a certificate file cannot be used.
    """
    from muhr.workspace.secrets import SessionSecrets, open_secret_store

    anchors = _anchors(folder / TRUST_FOLDER, trust)
    secrets: SecretStore = SessionSecrets() if session_secrets else open_secret_store(folder)

    def keyring(verifier: CmsVerifier) -> KeyRing:
        return _usual_keyring(verifier, key_folders, e_imzo)

    return assemble_desk(folder, anchors, secrets, keyring, grace)


def assemble_desk(
    folder: Path,
    anchors: Callable[[], CmsVerifier],
    secrets: SecretStore,
    keyring: Callable[[CmsVerifier], KeyRing],
    grace: timedelta | None,
) -> Desk:
    """Open the workspace and start a desk with these parts. Raises `WorkspaceError`."""
    from muhr.services.desk import Desk
    from muhr.workspace.store import open_workspace

    verifier = LateVerifier(anchors)
    workspace = open_workspace(folder, clock=utc_now)
    try:
        desk = Desk(
            workspace=workspace,
            secrets=secrets,
            keyring=LateKeyRing(lambda: keyring(verifier.real)),
            verifier=verifier,
            providers=connect,
            clock=utc_now,
            **({} if grace is None else {"grace": grace}),
        )
        desk.start()
    except BaseException:
        workspace.close()
        raise
    return desk


def open_verifier(trust: Sequence[Path] = ()) -> Verifier:
    """A judge of signed messages that trusts the bundled certificates, the person's own, and `trust`.

    Raises `InputError` when a file of `trust` cannot be used.
    """
    return _anchors(default_workspace() / TRUST_FOLDER, trust)()


def open_keyring(
    *, trust: Sequence[Path] = (), folders: Sequence[Path] = (), e_imzo: Sequence[str] | None = None
) -> KeyRing:
    """The keys in the usual places and in `folders`, and those of E-IMZO; see `open_desk` for the arguments.

    Raises `InputError` when a file of `trust` cannot be used.
    """
    return _usual_keyring(_anchors(default_workspace() / TRUST_FOLDER, trust)(), folders, e_imzo)


def connect(account: Account, credentials: Credentials) -> Provider:
    """The line of one account. Opens nothing yet."""
    if account.provider is ProviderName.FAKTURA_UZ:
        from muhr.providers.faktura_uz import FakturaUz

        return FakturaUz(account, credentials, clock=utc_now)
    raise BugError(f"no provider is made for {account.provider.value}")  # pragma: no cover - one provider so far


def _anchors(folder: Path, files: Sequence[Path]) -> Callable[[], CmsVerifier]:
    """Something that gives the verifier; files a person has named are read at once, so that a bad one is told."""

    def verifier() -> CmsVerifier:
        from muhr.signing.trust import TrustStore
        from muhr.signing.verify import CmsVerifier

        return CmsVerifier(TrustStore.standard(folders=[folder], files=files), utc_now)

    if not files:
        return verifier
    ready = verifier()
    return lambda: ready


def e_imzo_keys(verifier: CmsVerifier, urls: Sequence[str] | None = None) -> list[DeviceKeys]:
    """The keys of the E-IMZO at `urls` (as for `open_desk`), for a key ring; none where there are no addresses."""
    from muhr.signing.eimzo.keyring import EImzoKeyRing
    from muhr.signing.eimzo.line import Address

    addresses = [Address.of(url) for url in (E_IMZO if urls is None else urls)]
    return [EImzoKeyRing(verifier, utc_now, addresses=addresses)] if addresses else []


def _usual_keyring(verifier: CmsVerifier, folders: Sequence[Path], e_imzo: Sequence[str] | None) -> KeyRing:
    from muhr.signing.keyfiles import FileKeyRing
    from muhr.signing.keylist import usual_places
    from muhr.signing.keyring import KeyRings

    files = FileKeyRing(verifier, utc_now, (*usual_places(), *folders) if folders else None)
    return KeyRings(files, e_imzo_keys(verifier, e_imzo))
