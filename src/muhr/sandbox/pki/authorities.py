"""The authorities of the test world and what they issue: a national root with two CAs, and a root for RSA and P-256."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from muhr.sandbox.pki.certificates import (
    BUSINESS_CATEGORY,
    COMMON_NAME,
    COMPANY_TAX_ID,
    COUNTRY,
    LOCALITY,
    NAME,
    ORGANIZATION,
    PERSONAL_ID,
    STATE,
    SURNAME,
    TITLE,
    UID,
    Issued,
    Profile,
    Subject,
    authority_profile,
    issue,
)
from muhr.sandbox.pki.keys import Algorithm, Encoding, load_key, new_key
from muhr.sandbox.world.companies import Company

ROOT, CA_2009, CA_2024, COMMON_ROOT, COMMON_CA = "root", "ca-2009", "ca-2024", "common-root", "common-ca"
_ABOVE = {ROOT: None, CA_2009: ROOT, CA_2024: ROOT, COMMON_ROOT: None, COMMON_CA: COMMON_ROOT}
_ALGORITHMS = {
    ROOT: Algorithm.OZDST_2009,
    CA_2009: Algorithm.OZDST_2009,
    CA_2024: Algorithm.OZMST_2024,
    COMMON_ROOT: Algorithm.RSA,
    COMMON_CA: Algorithm.RSA,
}
_NAMES = {
    ROOT: "Muhr sandbox root (O‘ZDST 1092)",
    CA_2009: "Muhr sandbox CA “Sinov markazi”",
    CA_2024: "Muhr sandbox CA “Sinov markazi 2024”",
    COMMON_ROOT: "Muhr sandbox root (RSA)",
    COMMON_CA: "Muhr sandbox CA (RSA)",
}
_ISSUER_OF = {
    Algorithm.OZDST_2009: CA_2009,
    Algorithm.OZMST_2024: CA_2024,
    Algorithm.RSA: COMMON_CA,
    Algorithm.P256: COMMON_CA,
}
TWO_YEARS = timedelta(days=730)
"""Certificates of the field last 24 months."""


def director_subject(company: Company) -> Subject:
    """Give the subject of a director's certificate, with the attributes of production ones and in their order."""
    person = company.director
    return (
        (COMMON_NAME, person.full_name),
        (NAME, person.first_name),
        (SURNAME, person.last_name),
        (ORGANIZATION, company.name),
        (TITLE, "direktor"),
        (LOCALITY, company.region),
        (STATE, company.region),
        (BUSINESS_CATEGORY, "MChJ"),
        (COUNTRY, "UZ"),
        (UID, person.tax_id),
        (COMPANY_TAX_ID, company.tax_id),
        (PERSONAL_ID, person.personal_id),
    )


def director_profile(company: Company, now: datetime, *, age: timedelta = timedelta(days=30)) -> Profile:
    """Give the profile of a director's certificate issued `age` ago, for two years."""
    begin = (now - age).replace(microsecond=0)
    return Profile(subject=director_subject(company), not_before=begin, not_after=begin + TWO_YEARS)


class _Kept(msgspec.Struct, kw_only=True):
    """One authority in its file."""

    algorithm: Algorithm
    pkcs8: bytes
    profile: Profile
    certificate: bytes


@dataclass(frozen=True, slots=True)
class Authorities:
    """Every authority by its name. Issues whatever it is asked for."""

    issued: Mapping[str, Issued]

    def director(self, company: Company, now: datetime, *, algorithm: Algorithm = Algorithm.OZDST_2009) -> Issued:
        """Make a key for a company's director and certify it in the ordinary way."""
        return self.issue(director_profile(company, now), algorithm=algorithm)

    def issue(
        self,
        profile: Profile,
        *,
        algorithm: Algorithm = Algorithm.OZDST_2009,
        issuer: Issued | None = None,
    ) -> Issued:
        """Make a key and certify it as `profile` says, by the CA of its algorithm or by `issuer` (which may be odd)."""
        above = issuer or self.issued[_ISSUER_OF[algorithm]]
        return issue(profile, new_key(algorithm), above)

    @property
    def roots(self) -> tuple[bytes, ...]:
        """The trust anchors, DER."""
        return tuple(self.issued[name].certificate for name in (ROOT, COMMON_ROOT))


def make_authorities(now: datetime) -> Authorities:
    """Make all authorities with fresh keys."""
    made: dict[str, Issued] = {}
    for name, above in _ABOVE.items():
        organization = "Muhr sandbox, a test of software"
        profile = authority_profile(_NAMES[name], organization, now, years=12, serial_bytes=16 if above is None else 8)
        made[name] = issue(profile, new_key(_ALGORITHMS[name]), made[above] if above is not None else None)
    return Authorities(made)


def save_authorities(authorities: Authorities, file: Path) -> None:
    """Keep the authorities with their private keys; they certify nothing outside this sandbox."""
    kept = {
        name: _Kept(
            algorithm=one.key.algorithm,
            pkcs8=one.key.pkcs8(Encoding.SEC1),
            profile=one.profile,
            certificate=one.certificate,
        )
        for name, one in authorities.issued.items()
    }
    file.write_bytes(msgspec.json.encode(kept))
    file.chmod(0o600)


def load_authorities(file: Path) -> Authorities:
    """Read them back."""
    found: dict[str, Issued] = {}
    for name, one in msgspec.json.decode(file.read_bytes(), type=dict[str, _Kept]).items():
        above = _ABOVE[name]
        chain = (one.certificate, *(found[above].chain if above is not None else ()))
        key = load_key(one.algorithm, one.pkcs8)
        found[name] = Issued(key=key, certificate=one.certificate, chain=chain, profile=one.profile)
    return Authorities(found)
