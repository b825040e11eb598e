"""The sandbox's public key infrastructure: roots, authorities, and the key files of the two companies' directors.

Everything here is made on the spot and certifies nothing outside the sandbox. The roots must be trusted explicitly.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from muhr.sandbox.pki.authorities import (
    Authorities,
    director_profile,
    load_authorities,
    make_authorities,
    save_authorities,
)
from muhr.sandbox.pki.certificates import Issued, Profile, alias, issue
from muhr.sandbox.pki.keyfiles import Costs, Flavour, common_p12, encrypted_pem, java_pfx
from muhr.sandbox.pki.keys import Algorithm, Encoding, PkiKey, new_key
from muhr.sandbox.world.companies import COUNTERPARTIES, OURS, Company

__all__ = [
    "Algorithm",
    "Authorities",
    "Costs",
    "Encoding",
    "Flavour",
    "Issued",
    "KeyRecord",
    "Pki",
    "PkiKey",
    "Profile",
    "alias",
    "common_p12",
    "director_profile",
    "encrypted_pem",
    "issue",
    "java_pfx",
    "make_pki",
    "new_key",
]

PASSWORD = "Namuna-2026"
"""Opens every key file of the sandbox."""
KEYS_FOLDER, MORE_FOLDER, _RECORD, _AUTHORITIES = "DSKEYS", "more-keys", "pki.json", "authorities.json"


class KeyRecord(msgspec.Struct, kw_only=True, frozen=True):
    """One key file and everything a test may want to know of it."""

    name: str
    path: str
    password: str
    kind: str
    """The algorithm: ozdst-2009, ozmst-2024, rsa-2048, p-256."""
    format: str
    """java-8, java-17, p12 or pem."""
    encoding: str
    """sec1 or gost; empty for ordinary keys."""
    owner: str
    company: str
    tax_id: str
    state: str
    """valid, expired, not-yet-valid, or wrong-company (valid, but of neither of our companies)."""
    serial: str
    """Upper-case hex."""
    not_before: datetime
    not_after: datetime
    certificate: bytes
    chain: tuple[bytes, ...]
    """The certificate, its CA, the root; DER."""

    def as_dict(self) -> dict[str, str]:
        """Give what the sandbox's JSON line shows."""
        names = ("name", "path", "password", "kind", "format", "encoding", "owner", "company", "tax_id", "state")
        return {name: getattr(self, name) for name in names}


class Pki:
    """The finished infrastructure in its folder."""

    def __init__(self, folder: Path, authorities: Authorities, keys: tuple[KeyRecord, ...]) -> None:
        self.folder = folder
        self.authorities = authorities
        self.keys = keys

    def key(self, name: str) -> KeyRecord:
        """Give one key by its name, for example `first-director` (raises `KeyError`)."""
        for record in self.keys:
            if record.name == name:
                return record
        raise KeyError(name)

    @property
    def keys_folder(self) -> Path:
        """The folder a person would look into."""
        return self.folder / KEYS_FOLDER

    @property
    def trust(self) -> tuple[Path, ...]:
        """Files with the roots, DER."""
        return (self.folder / "root.der", self.folder / "root-rsa.der")


class _Plan(msgspec.Struct, frozen=True):
    """One key file to be made."""

    name: str
    company: Company
    file: str
    algorithm: Algorithm = Algorithm.OZDST_2009
    format: str = Flavour.JAVA_17.value
    encoding: Encoding = Encoding.SEC1
    state: str = "valid"


_FIRST, _SECOND = OURS
_PLANS = (
    _Plan("first-director", _FIRST, "DSKEYS/DS2000000110001.pfx"),
    _Plan(
        "second-director", _SECOND, "DSKEYS/DS3000000210001.pfx", format=Flavour.JAVA_8.value, encoding=Encoding.GOST
    ),
    _Plan("expired", _FIRST, "DSKEYS/DS2000000110002.pfx", state="expired"),
    _Plan("wrong-company", COUNTERPARTIES[0], "DSKEYS/DS2000001010001.pfx", state="wrong-company"),
    _Plan("not-yet-valid", _FIRST, "more-keys/DS2000000110003.pfx", state="not-yet-valid"),
    _Plan("family-2024", _FIRST, "more-keys/DS2000000110004.pfx", algorithm=Algorithm.OZMST_2024),
    _Plan("java-8-sec1", _FIRST, "more-keys/DS2000000110005.pfx", format=Flavour.JAVA_8.value),
    _Plan("java-17-gost", _FIRST, "more-keys/DS2000000110006.pfx", encoding=Encoding.GOST),
    _Plan("rsa-p12", _FIRST, "more-keys/namuna-rsa.p12", algorithm=Algorithm.RSA, format="p12"),
    _Plan("p256-p12", _FIRST, "more-keys/namuna-p256.p12", algorithm=Algorithm.P256, format="p12"),
    _Plan("rsa-pem", _FIRST, "more-keys/namuna-rsa.pem", algorithm=Algorithm.RSA, format="pem"),
    _Plan("p256-java-8", _FIRST, "more-keys/namuna-p256.pfx", algorithm=Algorithm.P256, format=Flavour.JAVA_8.value),
)


def _profile(plan: _Plan, now: datetime) -> Profile:
    if plan.state == "expired":
        return director_profile(plan.company, now, age=timedelta(days=800))
    if plan.state == "not-yet-valid":
        return director_profile(plan.company, now, age=timedelta(days=-30))
    return director_profile(plan.company, now)


def _file(plan: _Plan, issued: Issued) -> bytes:
    profile = issued.profile
    name = alias(profile.subject, issued.serial, profile.not_before, profile.not_after)
    if plan.format == "pem":
        return encrypted_pem(issued, password=PASSWORD)
    if plan.format == "p12":
        return common_p12(issued, password=PASSWORD, friendly_name=plan.company.director.full_name)
    return java_pfx(issued, password=PASSWORD, friendly_name=name, flavour=Flavour(plan.format), encoding=plan.encoding)


def _record(plan: _Plan, issued: Issued, path: Path) -> KeyRecord:
    national = plan.algorithm in {Algorithm.OZDST_2009, Algorithm.OZMST_2024}
    return KeyRecord(
        name=plan.name,
        path=str(path),
        password=PASSWORD,
        kind=plan.algorithm.value,
        format=plan.format,
        encoding=plan.encoding.value if national else "",
        owner=plan.company.director.full_name,
        company=plan.company.name,
        tax_id=plan.company.tax_id,
        state=plan.state,
        serial=f"{issued.serial:X}",
        not_before=issued.profile.not_before,
        not_after=issued.profile.not_after,
        certificate=issued.certificate,
        chain=issued.chain,
    )


def make_pki(folder: Path, *, now: datetime | None = None) -> Pki:
    """Make the whole infrastructure in `folder`, or read the one that is there already.

    Args:
        folder: gets `root.der`, `root-rsa.der`, `DSKEYS/`, `more-keys/` and the records.
        now: the moment around which validities are laid (aware); the computer's now when left out.
    """
    folder = folder.absolute()
    if (folder / _RECORD).exists():
        records = msgspec.json.decode((folder / _RECORD).read_bytes(), type=tuple[KeyRecord, ...])
        # The folder may have been moved since.
        moved = tuple(
            msgspec.structs.replace(one, path=str(folder / plan.file))
            for one, plan in zip(records, _PLANS, strict=True)
        )
        return Pki(folder, load_authorities(folder / _AUTHORITIES), moved)
    moment = (now or datetime.now(UTC)).replace(microsecond=0)
    for name in (KEYS_FOLDER, MORE_FOLDER):
        (folder / name).mkdir(parents=True, exist_ok=True)
    authorities = make_authorities(moment)
    records = tuple(_write(plan, authorities, folder, moment) for plan in _PLANS)
    pki = Pki(folder, authorities, records)
    for path, root in zip(pki.trust, authorities.roots, strict=True):
        path.write_bytes(root)
    save_authorities(authorities, folder / _AUTHORITIES)
    # Last and at once: its presence says that everything else is there.
    (folder / "unfinished").write_bytes(msgspec.json.encode(records))
    (folder / "unfinished").replace(folder / _RECORD)
    return pki


def _write(plan: _Plan, authorities: Authorities, folder: Path, now: datetime) -> KeyRecord:
    issued = authorities.issue(_profile(plan, now), algorithm=plan.algorithm)
    path = folder / plan.file
    path.write_bytes(_file(plan, issued))
    return _record(plan, issued, path)
