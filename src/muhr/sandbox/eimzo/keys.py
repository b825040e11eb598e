"""The keys that the sandbox's E-IMZO has: key files of the sandbox's PKI, and cards with keys of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from muhr.sandbox.eimzo.indefinite import as_ber
from muhr.sandbox.pki import Issued, KeyRecord, Pki, alias
from muhr.sandbox.world.companies import Company
from muhr.signing import key_containers, private_keys
from muhr.signing.algorithms import choose
from muhr.signing.certificates import load
from muhr.signing.cms_build import CmsBuilder
from muhr.signing.passwords import Password


@dataclass
class SimKey:
    """One key: where it is, and what signs with it."""

    store: str
    """`pfx`, `ytks`, or the literal id of a card or token."""
    disk: str
    path: str
    name: str
    alias: str
    chain: tuple[bytes, ...] = field(repr=False)
    _open: Callable[[], Callable[[bytes], bytes]] = field(repr=False)
    not_before: datetime | None = None
    not_after: datetime | None = None

    @cached_property
    def serial(self) -> str:
        """As `signer_serial_number` gives it: lower-case hex without leading zeros."""
        return f"{load(self.chain[0]).serial:x}"

    @cached_property
    def _sign(self) -> Callable[[bytes], bytes]:
        return self._open()

    def sign(self, content: bytes, at: datetime) -> bytes:
        """Give a whole message as E-IMZO writes it (facts §2.2)."""
        choice = choose(load(self.chain[0]).public_key)
        return as_ber(CmsBuilder(self.chain, choice).build(content, at, self._sign))

    def as_listed(self) -> dict[str, object]:
        """One element of `list_certificates`."""
        listed: dict[str, object] = {"disk": self.disk, "path": self.path, "name": self.name, "alias": self.alias}
        if self.store == "ytks":
            listed["serialNumber"] = self.serial
            listed["subjectName"] = self.alias
            listed["publicKeyAlgName"] = "OZDST-1092-2009-2"
            if self.not_before is not None and self.not_after is not None:
                listed["validFrom"] = int(self.not_before.timestamp() * 1000)
                listed["validTo"] = int(self.not_after.timestamp() * 1000)
        return listed


def of_record(record: KeyRecord) -> SimKey:
    """A key file of the PKI, as E-IMZO lists it."""
    file = Path(record.path)

    def opened() -> Callable[[bytes], bytes]:
        secret = Password(bytearray(record.password.encode()))
        certificate = load(record.certificate)
        for key in key_containers.read(file.read_bytes()).open(secret).keys:
            if (signer := private_keys.key_for(key.pkcs8, certificate)) is not None:
                return signer.sign
        raise LookupError(f"no private key in {file}")

    return SimKey(
        store="pfx",
        disk=f"{file.parent.parent}/",
        path=file.parent.name,
        name=file.stem,
        alias=key_containers.read(file.read_bytes()).alias,
        chain=record.chain,
        _open=opened,
        not_before=record.not_before,
        not_after=record.not_after,
    )


def of_issued(issued: Issued, *, store: str, name: str, disk: str = "/media/namuna/") -> SimKey:
    """A fresh key of the PKI, for example on a card."""
    profile = issued.profile
    return SimKey(
        store=store,
        disk=disk,
        path="",
        name=name,
        alias=alias(profile.subject, issued.serial, profile.not_before, profile.not_after),
        chain=issued.chain,
        _open=lambda: issued.key.sign,
        not_before=profile.not_before,
        not_after=profile.not_after,
    )


def keys_of(pki: Pki) -> list[SimKey]:
    """The key files in the PKI's DSKEYS folder."""
    return [of_record(record) for record in pki.keys if Path(record.path).parent == pki.keys_folder]


def card_of(pki: Pki, company: Company, now: datetime) -> SimKey:
    """An ID card of a company's director, with a fresh key; it is in a reader when the script says so."""
    return of_issued(pki.authorities.director(company, now), store="idcard", name="idcard")
