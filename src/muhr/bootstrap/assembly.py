"""Puts the real parts together: a desk on a workspace, a verifier, a key ring. Holds no logic of its own.

Rooms are imported when they are needed: the first window and `muhr --help` wait for none of them.
"""
# ruff: noqa: PLC0415 - importing late is this module's purpose

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from muhr.bootstrap.late import LateFetch, LateKeyRing, LateTrust, LateVerifier
from muhr.bootstrap.tokens import added_modules, token_keys
from muhr.domain.accounts import PROVIDERS, Account, Credentials, ProviderName
from muhr.domain.errors import Unauthorised
from muhr.domain.sentences import say

if TYPE_CHECKING:
    from muhr.domain.ports import Clock, KeyRing, Provider, SecretStore, TrustKeeper, Verifier, Workspace
    from muhr.domain.signatures import RevocationMode, StampSettings
    from muhr.services.desk import Desk
    from muhr.signing.keyring import DeviceKeys
    from muhr.signing.revocation import RevocationJudge
    from muhr.signing.verify import CmsVerifier

APPLICATION = "Muhr"
E_IMZO = ("ws://127.0.0.1:64646", "wss://127.0.0.1:64443")
"""Where E-IMZO answers on every machine: the plain port first, for it needs no certificate."""
REVOCATION_FOLDER = "revocation"
"""Inside a workspace: what authorities said about revocation, kept for a while."""
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
    modules: Sequence[Path] = (),
    e_imzo: Sequence[str] | None = None,
) -> Desk:
    """Open the workspace in `folder` and start a desk on it.

    Args:
        folder: made when it is not there.
        trust: certificate files to trust besides the bundled ones and those in the workspace's trust folder.
        key_folders: where keys are, besides the usual places.
        session_secrets: keep accounts' secrets in memory only.
        grace: how far apart a provider must say "not there" twice before a row is sent again; the usual when None.
        modules: PKCS #11 modules besides the well-known ones and those of the workspace's settings.
        e_imzo: where E-IMZO answers (`ws://127.0.0.1:64646`); the usual ports when None, nowhere when empty.

    Raises:
        WorkspaceError: the folder is in use, damaged, too new, or cannot be written.
        InputError: a certificate file cannot be used.
    """
    from muhr.workspace.secrets import SessionSecrets, open_secret_store

    anchors = _anchors(folder / TRUST_FOLDER, trust)
    secrets: SecretStore = SessionSecrets() if session_secrets else open_secret_store(folder)

    def keyring(verifier: CmsVerifier) -> KeyRing:
        return _usual_keyring(verifier, key_folders, lambda: [*modules, *added_modules(desk.workspace)], e_imzo)

    desk = assemble_desk(folder, anchors, secrets, keyring, grace, trust=trust)
    return desk


def assemble_desk(
    folder: Path,
    anchors: Callable[[], CmsVerifier],
    secrets: SecretStore,
    keyring: Callable[[CmsVerifier], KeyRing],
    grace: timedelta | None,
    *,
    trust: Sequence[Path] = (),
) -> Desk:
    """Open the workspace and start a desk with these parts; `trust` are the files that `anchors` has read besides.

    Raises `WorkspaceError`.
    """
    from muhr.domain import verifying
    from muhr.services.desk import Desk
    from muhr.workspace.store import open_workspace

    workspace = open_workspace(folder, clock=utc_now)

    def prepared() -> CmsVerifier:
        made = anchors()
        made.revocation = _revocation(
            folder, lambda: verifying.revocation_mode(workspace.setting(verifying.REVOCATION))
        )
        return made

    verifier = LateVerifier(prepared)
    with ExitStack() as undone:
        undone.callback(workspace.close)
        desk = Desk(
            workspace=workspace,
            secrets=secrets,
            keyring=LateKeyRing(lambda: _stamping(keyring(verifier.real), verifier, workspace)),
            verifier=verifier,
            trust=LateTrust(folder / TRUST_FOLDER, trust, verifier),
            providers=connect,
            clock=utc_now,
            **({} if grace is None else {"grace": grace}),
        )
        desk.start()
        undone.pop_all()
    return desk


def open_verifier(
    trust: Sequence[Path] = (), *, folder: Path | None = None, revocation: RevocationMode | None = None
) -> Verifier:
    """A judge of signed messages that trusts the bundled certificates, the person's own, and `trust`.

    Args:
        trust: certificate files to trust besides.
        folder: the workspace whose trust folder and cache are used; the usual one when None. Nothing in it is locked.
        revocation: how far `verify_file` goes; None looks only at what was asked before.

    Raises `InputError` when a file of `trust` cannot be used.
    """
    from muhr.domain.signatures import RevocationMode

    workspace = folder or default_workspace()
    verifier = _anchors(workspace / TRUST_FOLDER, trust)()
    verifier.revocation = _revocation(workspace, lambda: revocation or RevocationMode.CACHED)
    return verifier


def open_trust(folder: Path, trust: Sequence[Path] = ()) -> TrustKeeper:
    """The trust anchors of the workspace in `folder`, with the files of `trust`. Locks nothing, reads at each call."""
    from muhr.signing.trust_folder import TrustFolder

    return TrustFolder(folder / TRUST_FOLDER, trust)


def open_keyring(
    *,
    trust: Sequence[Path] = (),
    folders: Sequence[Path] = (),
    modules: Sequence[Path] = (),
    e_imzo: Sequence[str] | None = None,
) -> KeyRing:
    """The keys in the usual places and in `folders`, of tokens and of E-IMZO; see `open_desk` for the arguments.

    Raises `InputError` when a file of `trust` cannot be used.
    """
    return _usual_keyring(_anchors(default_workspace() / TRUST_FOLDER, trust)(), folders, lambda: modules, e_imzo)


_LINES: Mapping[ProviderName, tuple[str, str]] = {
    ProviderName.FAKTURA_UZ: ("muhr.providers.faktura_uz", "FakturaUz"),
    ProviderName.RS_GE: ("muhr.providers.rs_ge", "RsGe"),
    ProviderName.BITFAKTURA: ("muhr.providers.bitfaktura", "BitFaktura"),
    ProviderName.CHMURA: ("muhr.providers.chmura", "Chmura"),
    ProviderName.EUROFAKTURA: ("muhr.providers.eurofaktura", "Eurofaktura"),
}
"""Where each line is made: a module and a class in it, imported when the first account needs it."""


def connectable() -> tuple[ProviderName, ...]:
    """The services an account can be made for: those whose line is part of this program."""
    return tuple(name for name, (module, _) in _LINES.items() if importlib.util.find_spec(module) is not None)


def connect(account: Account, credentials: Credentials, clock: Clock = utc_now) -> Provider:
    """The line of one account, by its own clock. Opens nothing yet."""
    module, name = _LINES[account.provider]
    if account.provider not in connectable():
        # A workspace that a program with more services has written, and an older one opens.
        title = PROVIDERS[account.provider].title
        raise Unauthorised(say("This program does not speak to {title}.", title=title), code="provider-not-here")
    make: Callable[..., Provider] = getattr(importlib.import_module(module), name)
    return make(account, credentials, clock=clock)


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


def _revocation(folder: Path, mode: Callable[[], RevocationMode]) -> RevocationJudge:
    from muhr.signing.revocation import RevocationJudge

    return RevocationJudge(utc_now, mode, fetch=LateFetch(), cache=folder / REVOCATION_FOLDER)


def _stamping(keyring: KeyRing, verifier: Verifier, workspace: Workspace) -> KeyRing:
    from muhr.domain import verifying
    from muhr.signing.stamping import StampingKeyRing

    def settings() -> StampSettings:
        mode, servers = (workspace.setting(name) for name in (verifying.STAMP_MODE, verifying.STAMP_SERVERS))
        return verifying.stamp_settings(mode, servers)

    # Whoever set up an authority in the office's own network meant it: those addresses are allowed, and no others.
    return StampingKeyRing(keyring, verifier, LateFetch, utc_now, settings)


def e_imzo_keys(verifier: CmsVerifier, urls: Sequence[str] | None = None) -> list[DeviceKeys]:
    """The keys of the E-IMZO at `urls` (as for `open_desk`), for a key ring; none where there are no addresses."""
    from muhr.signing.eimzo.keyring import EImzoKeyRing
    from muhr.signing.eimzo.line import Address

    addresses = [Address.of(url) for url in (E_IMZO if urls is None else urls)]
    return [EImzoKeyRing(verifier, utc_now, addresses=addresses)] if addresses else []


def _usual_keyring(
    verifier: CmsVerifier,
    folders: Sequence[Path],
    modules: Callable[[], Sequence[Path]],
    e_imzo: Sequence[str] | None,
) -> KeyRing:
    from muhr.signing.keyfiles import FileKeyRing
    from muhr.signing.keylist import usual_places
    from muhr.signing.keyring import KeyRings

    files = FileKeyRing(verifier, utc_now, (*usual_places(), *folders) if folders else None)
    return KeyRings(files, [token_keys(verifier, utc_now, modules), *e_imzo_keys(verifier, e_imzo)])
