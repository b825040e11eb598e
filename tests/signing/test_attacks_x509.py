"""Certificates and chains that must never make a message valid."""

from __future__ import annotations

import time as clock_time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from pki_for_tests import (
    CA_EXTENSIONS,
    CA_NAME,
    KINDS,
    NOW,
    ROOT_NAME,
    SIGNER_NAME,
    Key,
    Pki,
    SignerDraft,
    certificate,
    clock,
    constraints,
    draft,
    ec_key,
    extension,
    generalized,
    key_usage,
    make_key,
    make_pki,
    name,
    national_key,
    national_spki,
    purposes,
    rsa_key,
    shared_pki,
    time,
)

from muhr.domain.errors import MessageMalformed
from muhr.domain.signatures import Report, Verdict
from muhr.signing import der
from muhr.signing.ozdst1092 import CRYPTOPRO_A, CRYPTOPRO_B, CRYPTOPRO_C
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

INVALID, UNCLEAR, NOT_VALID = "invalid", "cannot judge", "not valid"


@dataclass
class Attack:
    """A signer's key with the certificates shown, and what is trusted (None: the root of the kind)."""

    key: Key
    certificates: Sequence[bytes]
    trusted: Sequence[bytes] | None = None


Build = Callable[[Pki], Attack]
CASES: dict[str, tuple[str, str, Build]] = {}


def case(expected: str, label: str, *kinds: str) -> Callable[[Build], Build]:
    def register(build: Build) -> Build:
        for kind in kinds or KINDS:
            assert f"{kind}: {label}" not in CASES
            CASES[f"{kind}: {label}"] = (kind, expected, build)
        return build

    return register


def judge(attack: Attack, pki: Pki, at: datetime | None = None) -> Report:
    trusted = [pki.root] if attack.trusted is None else attack.trusted
    message = draft(
        pki, certificates=list(attack.certificates), signers=[SignerDraft(attack.key, attack.certificates[0])]
    )
    return CmsVerifier(TrustStore(trusted), clock).verify(message.der(), at=at)


def signer_with(pki: Pki, **changes: object) -> Attack:
    return Attack(pki.key, [pki.issue(**changes), pki.ca, pki.root])


def ca_with(pki: Pki, **changes: object) -> Attack:
    wanted: dict[str, object] = {
        "subject": CA_NAME,
        "spki": pki.ca_key.spki,
        "issuer": ROOT_NAME,
        "issuer_key": pki.root_key,
        "serial": 2,
        "extensions": CA_EXTENSIONS,
    }
    return Attack(pki.key, [pki.signer, certificate(**{**wanted, **changes}), pki.root])  # type: ignore[arg-type]


# ------------------------------------------------------------------ who vouches


@case(UNCLEAR, "nothing is trusted")
def _(pki: Pki) -> Attack:
    return Attack(pki.key, pki.chain, trusted=[])


@case(UNCLEAR, "the CA is not shown")
def _(pki: Pki) -> Attack:
    return Attack(pki.key, [pki.signer, pki.root])


@case(UNCLEAR, "another root is trusted")
def _(pki: Pki) -> Attack:
    other = make_key(pki.kind, 20)
    root = certificate(
        subject=name(cn="Other Root"),
        spki=other.spki,
        issuer=name(cn="Other Root"),
        issuer_key=other,
        extensions=CA_EXTENSIONS,
    )
    return Attack(pki.key, pki.chain, trusted=[root])


@case(NOT_VALID, "a cloned root: same name, other key (TestRoot)")
def _(pki: Pki) -> Attack:
    fake = make_pki(pki.kind, 1) if pki.kind != "rsa" else _rsa_clone()
    return Attack(fake.key, fake.chain, trusted=[pki.root])


@case(NOT_VALID, "a cloned root, not shown")
def _(pki: Pki) -> Attack:
    fake = make_pki(pki.kind, 1) if pki.kind != "rsa" else _rsa_clone()
    return Attack(fake.key, fake.chain[:2], trusted=[pki.root])


def _rsa_clone() -> Pki:
    """Another root under the same name; one RSA key for all three is enough and quicker to make."""
    key = rsa_key(40)
    root = certificate(
        subject=ROOT_NAME, spki=key.spki, issuer=ROOT_NAME, issuer_key=key, serial=1, extensions=CA_EXTENSIONS
    )
    ca = certificate(
        subject=CA_NAME, spki=key.spki, issuer=ROOT_NAME, issuer_key=key, serial=2, extensions=CA_EXTENSIONS
    )
    pki = Pki("rsa", key, key, key, root, ca, b"")
    pki.signer = pki.issue()
    return pki


@case(INVALID, "a certificate with the trust anchor's name and the signer's key (CVE-2026-34580)")
def _(pki: Pki) -> Attack:
    own = pki.issue(subject=ROOT_NAME, issuer=ROOT_NAME, issuer_key=pki.key)
    return Attack(pki.key, [own, pki.root])


@case(INVALID, "a changed copy of a trusted certificate, same name and key")
def _(pki: Pki) -> Attack:
    """The anchor is a person's own certificate; the copy says another serial and was signed by nobody."""
    copy = pki.issue(serial=5, issuer=name(cn="Nobody"), signature=bytes(64))
    return Attack(pki.key, [copy, pki.ca], trusted=[pki.signer])


@case(INVALID, "self-signed under the CA's name")
def _(pki: Pki) -> Attack:
    return signer_with(pki, issuer_key=pki.key)


@case(UNCLEAR, "self-signed")
def _(pki: Pki) -> Attack:
    return Attack(pki.key, [pki.issue(issuer=SIGNER_NAME, issuer_key=pki.key)])


@case(INVALID, "signed by the root's key under the CA's name")
def _(pki: Pki) -> Attack:
    return signer_with(pki, issuer_key=pki.root_key)


@case(UNCLEAR, "a trusted certificate of a person vouches for another")
def _(pki: Pki) -> Attack:
    other = make_key(pki.kind, 21)
    below = pki.issue(spki=other.spki, issuer=SIGNER_NAME, issuer_key=pki.key, serial=9, subject=name(cn="Second"))
    return Attack(other, [below, pki.signer], trusted=[pki.signer])


# ------------------------------------------------------------------ authorities that are none


@case(INVALID, "a director as CA (CVE-2026-33896)")
def _(pki: Pki) -> Attack:
    other = make_key(pki.kind, 21)
    below = pki.issue(spki=other.spki, issuer=SIGNER_NAME, issuer_key=pki.key, serial=9, subject=name(cn="Second"))
    return Attack(other, [below, *pki.chain])


_NOT_AUTHORITIES = {
    "without basicConstraints": (key_usage(5, 6),),
    "with cA FALSE": (key_usage(5, 6), constraints(False)),
    "without extensions": None,
    "without keyCertSign": (key_usage(0, 1, 6), constraints(True)),
    "with an empty key usage": (key_usage(), constraints(True)),
    "with an unknown critical extension": (*CA_EXTENSIONS, extension("1.2.3.4", b"\x05\x00", critical=True)),
    "with basicConstraints twice": (*CA_EXTENSIONS, constraints(True)),
    "with key usage twice, the second allowing": (key_usage(0), constraints(True), key_usage(5, 6)),
    "with basicConstraints that are no SEQUENCE": (key_usage(5), extension("2.5.29.19", b"\x01\x01\xff")),
    "with cA as 00": (key_usage(5), extension("2.5.29.19", der.sequence(b"\x01\x01\x00"))),
    "with cA of two bytes": (key_usage(5), extension("2.5.29.19", der.sequence(b"\x01\x02\xff\xff"))),
    "with a negative path length": (
        key_usage(5),
        extension("2.5.29.19", der.sequence(b"\x01\x01\xff", der.integer(-1))),
    ),
    "with name constraints for another country": (
        *CA_EXTENSIONS,
        extension(
            "2.5.29.30",
            der.sequence(der.tagged(0, der.sequence(der.tagged(4, name(c="GE"))))),
            critical=True,
        ),
    ),
    "with broken name constraints": (*CA_EXTENSIONS, extension("2.5.29.30", b"\x30\x03\x02\x01\x05", critical=True)),
    "with empty name constraints": (*CA_EXTENSIONS, extension("2.5.29.30", b"\x30\x00", critical=True)),
    "with empty policy constraints": (*CA_EXTENSIONS, extension("2.5.29.36", b"\x30\x00", critical=True)),
    "with negative policy constraints": (
        *CA_EXTENSIONS,
        extension("2.5.29.36", der.sequence(b"\x80\x01\xff"), critical=True),
    ),
    "with explicit policies demanded, and none there": (
        *CA_EXTENSIONS,
        extension("2.5.29.36", der.sequence(b"\x80\x01\x00"), critical=True),
    ),
    "with a broken inhibitAnyPolicy": (*CA_EXTENSIONS, extension("2.5.29.54", b"\x02\x01\xff", critical=True)),
}


@pytest.mark.parametrize("label", _NOT_AUTHORITIES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_ca_that_may_not_be_one(kind: str, label: str) -> None:
    pki = shared_pki(kind)
    assert judge(ca_with(pki, extensions=_NOT_AUTHORITIES[label]), pki).verdict is not Verdict.VALID


@case(INVALID, "a path longer than the CA's path length")
def _(pki: Pki) -> Attack:
    ca = ca_with(pki, extensions=(key_usage(5, 6), constraints(True, 0))).certificates[1]
    below = _sub_ca(pki)
    signer = pki.issue(issuer=name(cn="Sub CA"), issuer_key=pki.ca_key)
    return Attack(pki.key, [signer, below, ca, pki.root])


@case(INVALID, "a path longer than the root's path length")
def _(pki: Pki) -> Attack:
    root = certificate(
        subject=ROOT_NAME,
        spki=pki.root_key.spki,
        issuer=ROOT_NAME,
        issuer_key=pki.root_key,
        serial=1,
        extensions=(key_usage(5, 6), constraints(True, 0)),
    )
    below = _sub_ca(pki)
    signer = pki.issue(issuer=name(cn="Sub CA"), issuer_key=pki.ca_key)
    return Attack(pki.key, [signer, below, pki.ca, root], trusted=[root])


def _sub_ca(pki: Pki) -> bytes:
    return certificate(
        subject=name(cn="Sub CA"),
        spki=pki.ca_key.spki,
        issuer=CA_NAME,
        issuer_key=pki.ca_key,
        serial=3,
        extensions=CA_EXTENSIONS,
    )


@case(UNCLEAR, "certificates that vouch for one another in a ring")
def _(pki: Pki) -> Attack:
    one, two = name(cn="Ring one"), name(cn="Ring two")
    common = {"issuer_key": pki.ca_key, "spki": pki.ca_key.spki, "extensions": CA_EXTENSIONS}
    ring = [
        certificate(subject=one, issuer=two, serial=11, **common),  # type: ignore[arg-type]
        certificate(subject=two, issuer=one, serial=12, **common),  # type: ignore[arg-type]
    ]
    return Attack(pki.key, [pki.issue(issuer=one), *ring])


@case(UNCLEAR, "sixty issuers of the same name that vouch for one another (n! paths)", "national", "p256")
def _(pki: Pki) -> Attack:
    loop = name(cn="Loop")
    many = [
        certificate(
            subject=loop,
            issuer=loop,
            issuer_key=pki.ca_key,
            spki=pki.ca_key.spki,
            serial=100 + number,
            extensions=CA_EXTENSIONS,
        )
        for number in range(60)
    ]
    return Attack(pki.key, [pki.issue(issuer=loop), *many])


@pytest.mark.parametrize("kind", KINDS)
def test_certificates_under_the_roots_name_do_not_cost_more_than_a_second(kind: str) -> None:
    """Each of them may stand before each other and before the root: every order is a path, and every signer has all."""
    pki = shared_pki(kind)
    common = {"subject": ROOT_NAME, "issuer": ROOT_NAME, "issuer_key": pki.key, "spki": pki.key.spki}
    many = [certificate(serial=100 + n, extensions=CA_EXTENSIONS, **common) for n in range(4)]  # type: ignore[arg-type]
    signers = [pki.issue(issuer=ROOT_NAME, issuer_key=pki.key, serial=1000 + n) for n in range(16)]
    made = draft(pki, certificates=[*signers, *many], signers=[SignerDraft(pki.key, one) for one in signers])
    message = made.der()
    started = clock_time.thread_time()
    report = CmsVerifier(TrustStore([pki.root]), clock).verify(message)
    assert clock_time.thread_time() - started < 1
    assert report.verdict is not Verdict.VALID
    assert len(report.signers) == 16


# ------------------------------------------------------------------ times

_LONG_AGO, _SOON = datetime(2020, 1, 1, tzinfo=UTC), NOW + timedelta(days=1)


@case(INVALID, "the signer expired yesterday")
def _(pki: Pki) -> Attack:
    return signer_with(pki, ends=NOW - timedelta(days=1))


@case(INVALID, "the signer expired a second ago")
def _(pki: Pki) -> Attack:
    return signer_with(pki, ends=NOW - timedelta(seconds=1))


@case(INVALID, "the signer is valid from tomorrow")
def _(pki: Pki) -> Attack:
    return signer_with(pki, begins=_SOON)


@case(INVALID, "the CA expired")
def _(pki: Pki) -> Attack:
    return ca_with(pki, begins=_LONG_AGO, ends=NOW - timedelta(days=1))


@case(INVALID, "the CA is not valid yet")
def _(pki: Pki) -> Attack:
    return ca_with(pki, begins=_SOON)


@case(INVALID, "the root expired")
def _(pki: Pki) -> Attack:
    root = certificate(
        subject=ROOT_NAME,
        spki=pki.root_key.spki,
        issuer=ROOT_NAME,
        issuer_key=pki.root_key,
        serial=1,
        begins=_LONG_AGO,
        ends=NOW - timedelta(days=1),
        extensions=CA_EXTENSIONS,
    )
    return Attack(pki.key, [pki.signer, pki.ca, root], trusted=[root])


@case(INVALID, "valid from after until")
def _(pki: Pki) -> Attack:
    return signer_with(pki, begins=NOW + timedelta(days=2), ends=NOW - timedelta(days=2))


_BROKEN_TIMES = {
    "month 13": der.tlv(0x17, b"251301000000Z"),
    "no seconds": der.tlv(0x17, b"2501010000Z"),
    "an offset": der.tlv(0x17, b"250101000000+0500"),
    "fractions": der.tlv(0x18, b"20250101000000.1Z"),
    "an INTEGER": der.integer(1),
    "a text": der.tlv(0x0C, b"250101000000Z"),
}


@pytest.mark.parametrize("end", ["begins", "ends"])
@pytest.mark.parametrize("label", _BROKEN_TIMES)
def test_a_validity_that_cannot_be_read(label: str, end: str) -> None:
    pki = shared_pki("national")
    report = judge(signer_with(pki, **{end: _BROKEN_TIMES[label]}), pki)
    assert report.verdict is Verdict.INVALID


@pytest.mark.parametrize("days", [-500, 3700])
@pytest.mark.parametrize("kind", KINDS)
def test_judged_for_a_moment_outside_of_its_life(kind: str, days: int) -> None:
    pki = shared_pki(kind)
    report = judge(Attack(pki.key, pki.chain), pki, at=NOW + timedelta(days=days))
    assert report.verdict is Verdict.INVALID


# ------------------------------------------------------------------ the certificate itself


@case(INVALID, "its signature changed")
def _(pki: Pki) -> Attack:
    return signer_with(pki, signature=pki.ca_key.sign(b"something else"))


@case(INVALID, "its signature all zeros")
def _(pki: Pki) -> Attack:
    return signer_with(pki, signature=bytes(64))


@case(INVALID, "no signature")
def _(pki: Pki) -> Attack:
    return signer_with(pki, signature=b"")


@case(INVALID, "the two algorithm fields differ")
def _(pki: Pki) -> Attack:
    return signer_with(pki, outer_algorithm=der.sequence(der.oid("1.2.840.10045.4.3.4")))


@case(UNCLEAR, "signed with an unknown algorithm")
def _(pki: Pki) -> Attack:
    return signer_with(pki, algorithm=der.sequence(der.oid("1.2.3.4.5")))


@case(NOT_VALID, "signed with SHA-1", "rsa")
def _(pki: Pki) -> Attack:
    return signer_with(pki, algorithm=der.sequence(der.oid("1.2.840.113549.1.1.5"), der.NULL_DER))


@case(NOT_VALID, "signed with MD5", "rsa")
def _(pki: Pki) -> Attack:
    return signer_with(pki, algorithm=der.sequence(der.oid("1.2.840.113549.1.1.4"), der.NULL_DER))


@case(INVALID, "an unknown critical extension")
def _(pki: Pki) -> Attack:
    unknown = extension("1.2.3.4.5.6", b"\x05\x00", critical=True)
    return signer_with(pki, extensions=[key_usage(0, 1), constraints(False), unknown])


@case(INVALID, "an extension twice")
def _(pki: Pki) -> Attack:
    return signer_with(pki, extensions=[key_usage(0, 1), constraints(False), key_usage(0, 1)])


@case(INVALID, "a key usage that is no BIT STRING")
def _(pki: Pki) -> Attack:
    return signer_with(pki, extensions=[extension("2.5.29.15", der.octet_string(b"\x03\x02\x06\xc0"))])


@case(INVALID, "a key usage with nine unused bits")
def _(pki: Pki) -> Attack:
    return signer_with(pki, extensions=[extension("2.5.29.15", b"\x03\x02\x09\xc0")])


@case(INVALID, "two purposes extensions, one for signing")
def _(pki: Pki) -> Attack:
    return signer_with(pki, extensions=[purposes("1.3.6.1.5.5.7.3.8"), purposes("1.3.6.1.5.5.7.3.4")])


@case(INVALID, "extensions in a version 1 certificate")
def _(pki: Pki) -> Attack:
    return signer_with(pki, version=b"")


@case(INVALID, "version 4")
def _(pki: Pki) -> Attack:
    return signer_with(pki, version=der.tagged(0, der.integer(3)))


@case(INVALID, "a negative serial")
def _(pki: Pki) -> Attack:
    return signer_with(pki, serial=-5)


@case(INVALID, "a serial of 4,000 bits")
def _(pki: Pki) -> Attack:
    return signer_with(pki, serial=1 << 4000)


@pytest.mark.parametrize("kind", KINDS)
def test_a_serial_not_in_its_shortest_form(kind: str) -> None:
    pki = shared_pki(kind)
    with pytest.raises(MessageMalformed):  # the SignerInfo repeats it
        judge(signer_with(pki, serial=b"\x02\x05\x00\x77\x11\x22\x33"), pki)


@case(INVALID, "a subject that is no name")
def _(pki: Pki) -> Attack:
    return signer_with(pki, subject=der.sequence(der.octet_string(b"x")))


@case(INVALID, "a subject that is not UTF-8 although it says so")
def _(pki: Pki) -> Attack:
    pair = der.sequence(der.oid("2.5.4.3"), der.tlv(0x0C, b"\xff\xfe"))
    return signer_with(pki, subject=der.sequence(der.tlv(0x31, pair)))


@case(INVALID, "something after the signature")
def _(pki: Pki) -> Attack:
    inside = der.read(pki.signer).value
    return Attack(pki.key, [der.sequence(inside, der.integer(1)), pki.ca, pki.root])


@case(INVALID, "an OID of 100 kB in an extension")
def _(pki: Pki) -> Attack:
    return signer_with(pki, extensions=[key_usage(0, 1), purposes("1.2.3." + ".".join(["1"] * 20000))])


@case(INVALID, "a name nested 10,000 deep")
def _(pki: Pki) -> Attack:
    deep = b""
    for _ in range(5000):
        deep = der.sequence(deep)
    return signer_with(pki, subject=deep)


# ------------------------------------------------------------------ keys

_EXPLICIT_P256 = der.sequence(
    der.integer(1),
    der.sequence(
        der.oid("1.2.840.10045.1.1"),
        der.integer(0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF),
    ),
    der.sequence(der.octet_string(bytes(32)), der.octet_string(bytes(32))),
    der.octet_string(b"\x04" + bytes(64)),
    der.integer(0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551),
)


def _explicit_ec(key: Key) -> bytes:
    point = der.children(der.read(key.spki))[1].der
    return der.sequence(der.sequence(der.oid("1.2.840.10045.2.1"), _EXPLICIT_P256), point)


def _with_point(spki: bytes, point: bytes) -> bytes:
    return der.sequence(der.children(der.read(spki))[0].der, der.bit_string(point))


_KEYS: dict[str, Callable[[Pki], bytes]] = {
    "explicit curve parameters (CVE-2020-0601)": lambda pki: _explicit_ec(shared_pki("p256").key),
    "an RSA key of 1,024 bits": lambda pki: rsa_key(60, 1024).spki,
    "a point not on the national curve": lambda pki: _with_point(
        shared_pki("national").key.spki, der.octet_string(bytes(range(64)))
    ),
    "the national point at infinity": lambda pki: _with_point(
        shared_pki("national").key.spki, der.octet_string(bytes(64))
    ),
    "a national point of 63 bytes": lambda pki: _with_point(
        shared_pki("national").key.spki, der.octet_string(bytes(63))
    ),
    "a national point without OCTET STRING": lambda pki: _with_point(
        shared_pki("national").key.spki, _national_point(pki)
    ),
    "a national point big-endian": lambda pki: _with_point(
        shared_pki("national").key.spki, der.octet_string(_national_point(pki)[::-1])
    ),
    "a key of curve B under parameter set 1": lambda pki: national_key(CRYPTOPRO_B, parameter_set=1).spki,
    "a key of curve C under parameter set 1": lambda pki: national_key(CRYPTOPRO_C, parameter_set=1).spki,
    "national parameters of another family": lambda pki: der.sequence(
        der.sequence(der.oid("1.2.860.3.15.1.1.2.1"), der.sequence(der.oid("1.2.643.2.2.35.1"))),
        der.bit_string(der.octet_string(_national_point(pki))),
    ),
    "alg I of O'z DSt 1092": lambda pki: der.sequence(
        der.sequence(der.oid("1.2.860.3.15.1.1.1"), der.NULL_DER), der.bit_string(bytes(128))
    ),
    "a P-256 point not on the curve": lambda pki: _with_point(shared_pki("p256").key.spki, b"\x04" + bytes(range(64))),
    "a P-256 point at infinity": lambda pki: _with_point(shared_pki("p256").key.spki, b"\0"),
    "an Ed25519 key": lambda pki: der.sequence(der.sequence(der.oid("1.3.101.112")), der.bit_string(bytes(32))),
    "a DSA key": lambda pki: der.sequence(der.sequence(der.oid("1.2.840.10040.4.1")), der.bit_string(der.integer(5))),
    "secp256k1": lambda pki: ec_key(ec.SECP256K1()).spki,
    "an unknown algorithm": lambda pki: der.sequence(der.sequence(der.oid("1.2.3")), der.bit_string(b"x")),
    "an empty key": lambda pki: der.sequence(),
    "another key of the same kind": lambda pki: make_key(pki.kind, 22).spki,
}


def _national_point(pki: Pki) -> bytes:
    del pki
    return shared_pki("national").key.private.public_key.encoded  # type: ignore[union-attr,return-value]


@pytest.mark.parametrize("label", _KEYS)
@pytest.mark.parametrize("kind", ["national", "p256"])
def test_a_public_key_that_is_not_the_signers(kind: str, label: str) -> None:
    pki = shared_pki(kind)
    assert judge(signer_with(pki, spki=_KEYS[label](pki)), pki).verdict is not Verdict.VALID


@pytest.mark.parametrize("label", _KEYS)
def test_a_ca_whose_key_is_not_one(label: str) -> None:
    pki = shared_pki("national")
    assert judge(ca_with(pki, spki=_KEYS[label](pki)), pki).verdict is not Verdict.VALID


@pytest.mark.parametrize("kind", KINDS)
def test_the_flaw_of_roca_is_seen(kind: str) -> None:
    """CVE-2017-15361: a modulus that is a power of 65537 modulo every small prime."""
    pki = shared_pki(kind)
    primes = [p for p in range(3, 168) if all(p % d for d in range(2, p))]
    product = 1
    for prime in primes:
        product *= prime
    # 65537^k mod product has the mark; multiples of the product lift it to 2,048 bits.
    modulus = pow(65537, 12345, product)
    modulus += product * ((1 << 2047) // product + 1)
    modulus += product if modulus % 2 == 0 else 0
    key = der.sequence(
        der.sequence(der.oid("1.2.840.113549.1.1.1"), der.NULL_DER),
        der.bit_string(der.sequence(der.integer(modulus), der.integer(65537))),
    )
    report = judge(signer_with(pki, spki=key), pki)
    assert report.verdict is not Verdict.VALID
    assert "ROCA" in " ".join(report.signers[0].reasons)


# ------------------------------------------------------------------ all of them


@pytest.mark.parametrize("label", CASES)
def test_must_not_be_valid(label: str) -> None:
    kind, expected, build = CASES[label]
    pki = shared_pki(kind)
    report = judge(build(pki), pki)
    assert report.verdict is not Verdict.VALID
    assert expected in (NOT_VALID, report.verdict.value)
    assert report.signers[0].reasons


@pytest.mark.parametrize("kind", KINDS)
def test_unchanged_these_chains_are_valid(kind: str) -> None:
    pki = shared_pki(kind)
    for attack in (
        Attack(pki.key, pki.chain),
        Attack(pki.key, [pki.signer, pki.root, pki.ca]),
        Attack(pki.key, [pki.signer, pki.ca]),
        Attack(pki.key, [pki.signer], trusted=[pki.ca]),
        Attack(pki.key, [pki.signer], trusted=[pki.signer]),
        signer_with(pki, ends=generalized(datetime(2050, 1, 1, tzinfo=UTC))),
        signer_with(pki, begins=time(NOW), ends=time(NOW)),
        signer_with(pki, extensions=[key_usage(1), purposes("1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4")]),
        signer_with(pki, extensions=None, version=b""),
        ca_with(pki, extensions=(key_usage(5, 6), constraints(True, 0))),
        # No DER, but what the national authorities write.
        ca_with(pki, extensions=(key_usage(5, 6), extension("2.5.29.19", der.sequence(b"\x01\x01\x01")))),
    ):
        report = judge(attack, pki)
        assert (report.verdict, report.signers[0].reasons) == (Verdict.VALID, ())


def _of_length_80(make: Callable[[bytes], bytes], *, part: bool) -> bytes:
    """A certificate padded until the last byte of its length, or of its signed part's, is 80."""
    for attempt in range(4000):  # an ECDSA signature is of another length each time
        made = make(extension("1.2.3.4", der.octet_string(bytes(attempt % 600))))
        outer = der.read(made)
        element = der.children(outer)[0] if part else outer
        if element.data[element.start : element.content][-1] == 0x80:
            return made
    raise AssertionError("no length ends so")


# No DER, but certificates are like this, and the bytes are signed as they stand.
_WRITTEN_OTHERWISE: dict[str, dict[str, object]] = {
    "DER": {},
    "unused bits of unique identifiers (PKITS 4.3.6)": {
        "unique_identifiers": der.tlv(0x81, b"\x05\x20") + der.tlv(0x82, b"\x03\x60")
    },
    "critical FALSE spelled out": {"more": der.sequence(der.oid("1.2.3.5"), b"\x01\x01\x00", der.octet_string(b"x"))},
    "critical TRUE as 01": {"usage": b"\x01\x01\x01"},
    "names out of order": {
        "subject": der.sequence(
            der.tlv(
                0x31,
                der.sequence(der.oid("2.5.4.10"), der.tlv(0x0C, b"zz")),
                der.sequence(der.oid("2.5.4.3"), der.tlv(0x0C, b"a")),
            )
        )
    },
}


@pytest.mark.parametrize("part", [True, False], ids=["signed part", "certificate"])
@pytest.mark.parametrize("label", _WRITTEN_OTHERWISE)
def test_lengths_that_look_like_ber_change_nothing(label: str, part: bool) -> None:
    """asn1crypto writes anew what has a length that ends with 80, one certificate in 256."""
    pki = shared_pki("p256")
    changes = dict(_WRITTEN_OTHERWISE[label])
    usage, more = changes.pop("usage", b"\x01\x01\xff"), changes.pop("more", b"")
    assert isinstance(usage, bytes)
    assert isinstance(more, bytes)

    def authority(name_of: bytes, key: Key, serial: int) -> Callable[[bytes], bytes]:
        bits = der.sequence(der.oid("2.5.29.15"), usage, der.octet_string(b"\x03\x02\x01\x06"))
        wanted: dict[str, object] = (
            {"subject": name_of, **changes} if "subject" not in changes else {"subject": name_of}
        )
        rest = {"spki": key.spki, "issuer": ROOT_NAME, "issuer_key": pki.root_key, "serial": serial}
        return lambda pad: certificate(**{**wanted, **rest, "extensions": (bits, constraints(True), more, pad)})  # type: ignore[arg-type]

    root = _of_length_80(authority(ROOT_NAME, pki.root_key, 1), part=part)
    ca = _of_length_80(authority(CA_NAME, pki.ca_key, 2), part=part)
    bits = der.sequence(der.oid("2.5.29.15"), usage, der.octet_string(b"\x03\x02\x06\xc0"))
    signer = _of_length_80(lambda pad: pki.issue(**{**changes, "extensions": (bits, more, pad)}), part=part)
    for attack in (
        Attack(pki.key, [signer, ca, root], trusted=[root]),
        Attack(pki.key, [signer, pki.ca, pki.root]),
        Attack(pki.key, [signer], trusted=[signer]),
        Attack(pki.key, [signer, root], trusted=[ca]),
    ):
        report = judge(attack, pki)
        assert (report.verdict, report.signers[0].reasons) == (Verdict.VALID, ())
    forged = signer.replace(bytes((0x06, 0x03, 0x2A, 0x03, 0x04)), bytes((0x06, 0x03, 0x2A, 0x03, 0x05)))
    assert forged != signer
    assert judge(Attack(pki.key, [forged, ca, root], trusted=[root]), pki).verdict is Verdict.INVALID


def test_the_family_of_2024_and_other_curves_are_judged_by_their_points() -> None:
    pki = shared_pki("national")
    for key in (
        national_key(CRYPTOPRO_A, "1.2.860.3.15.2.1.2.1"),
        national_key(CRYPTOPRO_A, parameter_set=3),
        national_key(CRYPTOPRO_B, parameter_set=2),
        national_key(CRYPTOPRO_C, parameter_set=3),
        Key(pki.key.private, national_spki(pki.key.private.public_key, parameter_set=None)),  # type: ignore[union-attr,arg-type]
    ):
        signer = pki.issue(spki=key.spki)
        assert judge(Attack(key, [signer, pki.ca, pki.root]), pki).verdict is Verdict.VALID
