"""Which keys fit which documents, and the folders in which to look for keys. No widgets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from muhr.domain.parties import Party, normal_tax_id
from muhr.domain.signatures import KeyEntry
from muhr.ui import key_words
from muhr.ui.spelling import day
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.domain.ports import Workspace
    from muhr.services.desk import Desk

FOLDERS_SETTING = "key-folders"
LAST_KEY_SETTING = "last-key"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChoice:
    """A key in the chooser of the signing sheet."""

    key: KeyEntry
    fits: bool
    """It may sign for at least one of the companies (or nobody can say before it is open)."""
    reason: str
    """Why it cannot be chosen, for people; empty when it can."""

    @property
    def selectable(self) -> bool:
        """Whether it can be chosen."""
        return not self.reason


def key_fits(key: KeyEntry, company: Party) -> bool:
    """Whether one of the key's tax numbers is the company's. A key that tells nothing before it is open may fit."""
    if key.identity is None or not key.identity.tax_ids:
        return key.usable
    wanted = normal_tax_id(company.tax_id)
    return any(normal_tax_id(number) == wanted for number in key.identity.tax_ids)


def choices(keys: Iterable[KeyEntry], companies: Sequence[Party], last_used: str = "") -> list[KeyChoice]:
    """Order keys for a choice: usable ones that fit, the last used first; then the others with their reasons."""
    made = []
    for key in keys:
        fits = any(key_fits(key, company) for company in companies)
        reason = key_words.reason(key.reason) if not key.usable else "" if fits else tr("Belongs to another company")
        made.append(KeyChoice(key=key, fits=fits, reason=reason))
    return sorted(made, key=lambda one: (not one.selectable, one.key.id != last_used, not one.fits, owner(one.key)))


def texts(offered: Sequence[KeyChoice]) -> list[str]:
    """One line for each choice; twins are told apart by serial number, validity and place."""
    short = [" · ".join(part for part in (owner(one.key), company_of(one.key), tax_id_of(one.key)) if part)
             for one in offered]  # fmt: skip
    lines = []
    for one, text in zip(offered, short, strict=True):
        more = ""
        if short.count(text) > 1:
            serial = one.key.identity.serial if one.key.identity is not None else ""
            parts = (f"№ {serial}" if serial else "", validity(one.key), where(one.key))
            more = " · " + " · ".join(part for part in parts if part)
        lines.append(f"{text}{more}" + (f"   ({one.reason})" if one.reason else ""))
    return lines


def where(key: KeyEntry) -> str:
    """Where a key lives: its kind, unless the place begins with that word already, and the place."""
    kind = key_words.kind(key.kind)
    return key.place if key.place.startswith(kind) else " · ".join(part for part in (kind, key.place) if part)


def owner(key: KeyEntry) -> str:
    """Whose key it is, or the name of the file while nothing more is known."""
    return key.identity.common_name if key.identity is not None and key.identity.common_name else key.name


def company_of(key: KeyEntry) -> str:
    """The company named in the certificate."""
    return key.identity.organization if key.identity is not None else ""


def tax_id_of(key: KeyEntry) -> str:
    """The tax number under which the key signs."""
    if key.identity is None:
        return ""
    return key.identity.tax_id or key.identity.personal_tax_id or key.identity.personal_id


def validity(key: KeyEntry) -> str:
    """From when until when."""
    one = key.identity
    if one is None or one.not_after is None:
        return ""
    end = day(one.not_after.astimezone().date())
    if one.not_before is None:
        return tr("until {date}", date=end)
    return f"{day(one.not_before.astimezone().date())} – {end}"


def key_folders(workspace: Workspace) -> list[Path]:
    """The folders the person added; unreadable settings count as none."""
    try:
        stored = json.loads(workspace.setting(FOLDERS_SETTING, "[]"))
    except ValueError:
        return []
    return [Path(one) for one in stored if isinstance(one, str)] if isinstance(stored, list) else []


def add_key_folder(workspace: Workspace, folder: Path) -> None:
    """Look for keys there as well."""
    folders = [one for one in key_folders(workspace) if one != folder]
    _store(workspace, [*folders, folder])


def remove_key_folder(workspace: Workspace, folder: Path) -> None:
    """Look there no longer."""
    _store(workspace, [one for one in key_folders(workspace) if one != folder])


def _store(workspace: Workspace, folders: Sequence[Path]) -> None:
    workspace.set_setting(FOLDERS_SETTING, json.dumps([str(one) for one in folders]))


def last_key(workspace: Workspace, companies: Sequence[Party]) -> str:
    """The id of the key last used for the first of these companies."""
    return workspace.setting(f"{LAST_KEY_SETTING}/{companies[0].tax_id}") if companies else ""


def remember_key(workspace: Workspace, companies: Sequence[Party], key: KeyEntry) -> None:
    """This key was used for these companies."""
    for company in companies:
        if key_fits(key, company):
            workspace.set_setting(f"{LAST_KEY_SETTING}/{company.tax_id}", key.id)


def all_keys(desk: Desk) -> list[KeyEntry]:
    """Every key that can be found (blocks: reads folders)."""
    return desk.keyring.keys(key_folders(desk.workspace))
