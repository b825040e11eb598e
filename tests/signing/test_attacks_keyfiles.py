"""Key files that were made to cost, to confuse or to slip through: refused with a typed error, quickly, before CPU."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pfx_for_tests import (
    AES256,
    PASSWORD,
    SALT,
    SHA256,
    Protection,
    attributes,
    bag,
    certificate_bag,
    key_bag,
    mac_data,
    open_part,
    pbes2,
    pbkdf2,
    pbmac1_data,
    pfx,
    pkcs8_of,
    pkcs12_pbe,
    scrypt,
    sealed_part,
    usual,
)
from pki_for_tests import NOW, clock, shared_pki

from muhr.domain.errors import KeyAccessError, KeyFileUnreadable, KeyUnusable, WrongPassword
from muhr.domain.signatures import KeyEntry, KeyKind
from muhr.signing import der
from muhr.signing.keyfiles import FileKeyRing
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

PKI = shared_pki("national")
P12_PBE = "1.2.840.113549.1.12.1."
RING = FileKeyRing(CmsVerifier(TrustStore([PKI.root]), clock), clock, ())

Make = Callable[[], bytes]


def entry(path: Path) -> KeyEntry:
    return KeyEntry(id=str(path), kind=KeyKind.FILE, place="", name="", identity=None, usable=True)


def refuse(data: bytes, folder: Path, *errors: type[KeyAccessError]) -> None:
    """Opening must fail with one of `errors`, within a second, and listing must not do worse."""
    path = folder / "attack.pfx"
    path.write_bytes(data)
    started = time.thread_time()
    with pytest.raises(errors or KeyFileUnreadable):
        RING.unlock(entry(path), bytearray(PASSWORD))
    assert len(RING.keys([folder])) == 1
    assert time.thread_time() - started < 1


def with_key_protection(identifier: bytes) -> bytes:
    return usual(PKI, protection=Protection(identifier=identifier))


def with_sealed_protection(identifier: bytes) -> bytes:
    part = sealed_part(*map(certificate_bag, PKI.chain), protection=Protection(identifier=identifier))
    return pfx([open_part(key_bag(pkcs8_of(PKI.key))), part])


def with_mac(mac: Callable[[bytes], bytes]) -> bytes:
    parts = [open_part(key_bag(pkcs8_of(PKI.key))), sealed_part(*map(certificate_bag, PKI.chain))]
    return pfx(parts, mac=mac(der.sequence(*parts)))


# ------------------------------------------------------------------ work

COUNTS = {"2^31-1": 2**31 - 1, "2^63": 2**63, "2^2000": 2**2000, "2,000,001": 2_000_001, "zero": 0, "-1": -1}


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("place", ["key", "certificates", "mac", "pbmac1", "3des", "2key-3des", "rc2-128", "rc2-40"])
def test_an_iteration_count_that_nobody_needs(place: str, count: str, tmp_path: Path) -> None:
    number = COUNTS[count]
    data = {
        "key": lambda: with_key_protection(pbes2(pbkdf2(number))),
        "certificates": lambda: with_sealed_protection(pbes2(pbkdf2(number))),
        "mac": lambda: with_mac(lambda safe: mac_data(safe, named_iterations=number)),
        "pbmac1": lambda: with_mac(lambda safe: pbmac1_data(safe, iterations=number)),
        "3des": lambda: with_key_protection(pkcs12_pbe(P12_PBE + "3", number)),
        "2key-3des": lambda: with_key_protection(pkcs12_pbe(P12_PBE + "4", number)),
        "rc2-128": lambda: with_sealed_protection(pkcs12_pbe(P12_PBE + "5", number)),
        "rc2-40": lambda: with_sealed_protection(pkcs12_pbe(P12_PBE + "6", number)),
    }[place]()
    refuse(data, tmp_path)


@pytest.mark.parametrize(
    ("n", "r", "p"),
    [
        (2**28, 8, 1),
        (2**20, 8, 1),
        (2**16, 64, 1),
        (2**14, 8, 17),
        (2**14, 65, 1),
        (2**31, 1, 1),
        (2**62, 1, 1),
        (1000, 8, 1),
        (0, 8, 1),
        (1, 8, 1),
        (-2, 8, 1),
        (2**14, 0, 1),
        (2**14, 8, 0),
        (2**14, 2**30, 2**30),
    ],
)
@pytest.mark.parametrize("place", ["key", "certificates"])
def test_scrypt_that_wants_a_machine_of_its_own(place: str, n: int, r: int, p: int, tmp_path: Path) -> None:
    identifier = pbes2(scrypt(n, r, p))
    refuse(with_key_protection(identifier) if place == "key" else with_sealed_protection(identifier), tmp_path)


def test_scrypt_within_measure_is_only_a_wrong_password(tmp_path: Path) -> None:
    """The limit must not refuse what writers really use; here the padding tells that the key does not fit."""
    refuse(with_key_protection(pbes2(scrypt(2**14))), tmp_path, KeyFileUnreadable)


def test_many_parts_that_cost_a_little_each(tmp_path: Path) -> None:
    dear = Protection(iterations=1_500_000)
    key = pkcs8_of(PKI.key)
    refuse(pfx([open_part(*(key_bag(key, protection=dear) for _ in range(3)))]), tmp_path)
    refuse(pfx([sealed_part(certificate_bag(PKI.signer), protection=dear) for _ in range(3)]), tmp_path)
    refuse(pfx([sealed_part(*(key_bag(key, protection=dear) for _ in range(3)))]), tmp_path)


# ------------------------------------------------------------------ structure


def _nested(depth: int) -> bytes:
    inner = key_bag(pkcs8_of(PKI.key))
    for _ in range(depth):
        inner = bag("6", der.sequence(inner))
    return inner


def _deep(depth: int) -> bytes:
    value = b""
    for _ in range(depth):
        value = der.sequence(value)
    return value


def _mac_with(digest: bytes, algorithm: str = SHA256, salt: bytes = SALT, count: bytes = b"\x02\x01\x01") -> bytes:
    info = der.sequence(der.sequence(der.oid(algorithm), der.NULL_DER), der.octet_string(digest))
    return der.sequence(info, der.octet_string(salt), count)


_STRUCTURES: dict[str, Make] = {
    "no integrity check (CVE-2025-12816)": lambda: usual(PKI, mac=b""),
    "an empty integrity check": lambda: usual(PKI, mac=_mac_with(b"")),
    "an integrity check of one byte": lambda: usual(PKI, mac=_mac_with(b"\0")),
    "an integrity check with MD5": lambda: usual(PKI, mac=_mac_with(bytes(16), "1.2.840.113549.2.5")),
    "an integrity check with SHA-256 plus 2^32": lambda: usual(
        PKI, mac=_mac_with(bytes(32), f"2.16.840.1.101.3.4.2.{2**32 + 1}")
    ),
    "an integrity check without salt": lambda: usual(PKI, mac=_mac_with(bytes(32), salt=b"")),
    "an integrity check with a salt of 2 kB": lambda: usual(PKI, mac=_mac_with(bytes(32), salt=bytes(2048))),
    "an integrity check that is no SEQUENCE": lambda: usual(PKI, mac=der.octet_string(bytes(32))),
    "two integrity checks": lambda: usual(PKI, after=_mac_with(bytes(32))),
    "PBMAC1 with an unknown function": lambda: with_mac(lambda safe: pbmac1_data(safe, prf="1.2.3.4")),
    "version 2": lambda: usual(PKI, version=2),
    "version 4": lambda: usual(PKI, version=4),
    "version 2^40": lambda: usual(PKI, version=2**40),
    "protected by a public key": lambda: usual(PKI, content_type="1.2.840.113549.1.7.2"),
    "an enveloped part": lambda: pfx(
        [der.sequence(der.oid("1.2.840.113549.1.7.3"), der.tagged(0, der.sequence(der.integer(0))))]
    ),
    "bytes after the end": lambda: usual(PKI) + b"\0",
    "two files": lambda: usual(PKI) * 2,
    "cut in the middle": lambda: usual(PKI)[: len(usual(PKI)) // 2],
    "one byte short": lambda: usual(PKI)[:-1],
    "bags in bags in bags": lambda: pfx([open_part(_nested(10), *map(certificate_bag, PKI.chain))]),
    "bags five deep": lambda: pfx([open_part(_nested(5), *map(certificate_bag, PKI.chain))]),
    "300 parts": lambda: pfx([sealed_part(certificate_bag(PKI.signer))] * 300),
    "PBMAC1 of the wrong length": lambda: with_mac(lambda safe: pbmac1_data(safe, prf="1.2.840.113549.2.11")),
    "a certificate of another kind": lambda: pfx(
        [
            open_part(
                key_bag(pkcs8_of(PKI.key)), bag("3", der.sequence(der.oid("1.2.840.113549.1.9.22.2"), der.tagged(0)))
            )
        ]
    ),
    "bags nested 1,000 deep": lambda: pfx([open_part(_nested(1000))]),
    "a structure nested 10,000 deep": lambda: _deep(10_000),
    "indefinite lengths 10,000 deep": lambda: b"\x30\x80" * 10_000,
    "indefinite strings 10,000 deep": lambda: b"\x30\x80\x24\x80" + b"\x24\x80" * 10_000,
    "1,000 certificates": lambda: pfx([open_part(*(certificate_bag(PKI.signer) for _ in range(1000)))]),
    "30,000 empty elements": lambda: der.sequence(*[der.NULL_DER] * 30_000),
    "2 MiB": lambda: der.sequence(der.octet_string(bytes(2 << 20))),
    "an OID of 100 kB": lambda: pfx([der.sequence(der.tlv(6, b"\x81" * 100_000 + b"\1"), der.tagged(0, b""))]),
    "a number of 100 kB": lambda: der.sequence(der.tlv(2, b"\1" * 100_000)),
    "a CMS message": lambda: der.sequence(der.oid("1.2.840.113549.1.7.2"), der.tagged(0, der.sequence())),
    "a certificate": lambda: PKI.signer,
    "empty": lambda: b"",
    "a SEQUENCE of nothing": lambda: b"\x30\x00",
    "a file of zeros": lambda: bytes(5000),
    "a JPEG": lambda: b"\xff\xd8\xff\xe0" + bytes(5000),
}


@pytest.mark.parametrize("label", _STRUCTURES)
def test_a_structure_that_is_no_key_file(label: str, tmp_path: Path) -> None:
    refuse(_STRUCTURES[label](), tmp_path, KeyFileUnreadable, KeyUnusable)


_ALGORITHMS: dict[str, Make] = {
    "RC4": lambda: pkcs12_pbe(P12_PBE + "1", 1),
    "a PKCS#12 cipher that does not exist": lambda: pkcs12_pbe(P12_PBE + "9", 1),
    "a PKCS#12 cipher plus 2^32": lambda: pkcs12_pbe(P12_PBE + str(2**32 + 3), 1),
    "MD5 and DES": lambda: pkcs12_pbe("1.2.840.113549.1.5.3", 1),
    "an unknown algorithm": lambda: der.sequence(der.oid("1.2.3.4")),
    "PBES2 without parameters": lambda: der.sequence(der.oid("1.2.840.113549.1.5.13")),
    "PBES2 with NULL": lambda: der.sequence(der.oid("1.2.840.113549.1.5.13"), der.NULL_DER),
    "PBES2 with one part": lambda: der.sequence(der.oid("1.2.840.113549.1.5.13"), der.sequence(pbkdf2(1))),
    "PBES2 with three parts": lambda: der.sequence(
        der.oid("1.2.840.113549.1.5.13"), der.sequence(pbkdf2(1), pbkdf2(1), pbkdf2(1))
    ),
    "an unknown key derivation": lambda: pbes2(pbkdf2(1, oid="1.2.3.4")),
    "an unknown pseudo-random function": lambda: pbes2(pbkdf2(1, prf="1.2.840.113549.2.6")),
    "a key of the wrong length": lambda: pbes2(pbkdf2(1, size=16)),
    "a key of 2^31 bytes": lambda: pbes2(pbkdf2(1, size=2**31)),
    "no salt": lambda: pbes2(pbkdf2(1, salt=b"")),
    "a salt of 2 kB": lambda: pbes2(pbkdf2(1, salt=bytes(2048))),
    "an unknown cipher": lambda: pbes2(pbkdf2(1), cipher="1.2.3.4"),
    "AES-256-GCM": lambda: pbes2(pbkdf2(1), cipher="2.16.840.1.101.3.4.1.46"),
    "AES-256-CBC plus 2^32": lambda: pbes2(pbkdf2(1), cipher=f"2.16.840.1.101.3.4.1.{2**32 + 42}"),
    "an initial value of 15 bytes": lambda: pbes2(pbkdf2(1), initial=bytes(15)),
    "an initial value of 0 bytes": lambda: pbes2(pbkdf2(1), initial=b""),
    "an initial value of 17 bytes": lambda: pbes2(pbkdf2(1), initial=bytes(17)),
    "the wrong cipher of the right shape": lambda: pbes2(pbkdf2(1), cipher="2.16.840.1.101.3.4.1.2"),
    "the wrong initial value": lambda: pbes2(pbkdf2(1), initial=bytes(16)),
}


@pytest.mark.parametrize("label", _ALGORITHMS)
@pytest.mark.parametrize("place", ["key", "certificates"])
def test_a_protection_that_is_none(place: str, label: str, tmp_path: Path) -> None:
    identifier = _ALGORITHMS[label]()
    refuse(with_key_protection(identifier) if place == "key" else with_sealed_protection(identifier), tmp_path)


def _damaged(change: Callable[[bytes], bytes]) -> bytes:
    """The integrity check is made after the damage, so that only the layer inside can notice."""

    class Damaging(Protection):
        def encrypt(self, plain: bytes) -> bytes:
            return change(super().encrypt(plain))

    return usual(PKI, protection=Damaging())


_DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "nothing left": lambda data: b"",
    "a block less": lambda data: data[:-16],
    "half a block less": lambda data: data[:-8],
    "a block more": lambda data: data + bytes(16),
    "the first block changed": lambda data: bytes(16) + data[16:],
    "the last block changed": lambda data: data[:-1] + bytes((data[-1] ^ 1,)),
    "blocks exchanged": lambda data: data[16:32] + data[:16] + data[32:],
}


@pytest.mark.parametrize("label", _DAMAGES)
def test_a_key_damaged_under_a_good_integrity_check(label: str, tmp_path: Path) -> None:
    refuse(_damaged(_DAMAGES[label]), tmp_path, KeyFileUnreadable, KeyUnusable)


_PRIVATE_KEYS: dict[str, bytes] = {
    "empty": b"",
    "zeros": bytes(64),
    "a SEQUENCE of nothing": b"\x30\x00",
    "no algorithm": der.sequence(der.integer(0), der.octet_string(bytes(32))),
    "no private key": der.sequence(der.integer(0), der.sequence(der.oid("1.2.860.3.15.1.1.2.1"))),
    "a national OID with an RSA key": der.sequence(
        der.integer(0),
        der.sequence(der.oid("1.2.860.3.15.1.1.2.1")),
        der.octet_string(der.children(der.read(pkcs8_of(shared_pki("rsa").key)))[2].value),
    ),
    "an RSA OID with a national key": der.sequence(
        der.integer(0),
        der.sequence(der.oid("1.2.840.113549.1.1.1"), der.NULL_DER),
        der.children(der.read(pkcs8_of(PKI.key)))[2].der,
    ),
    "an RSA OID with garbage": der.sequence(
        der.integer(0), der.sequence(der.oid("1.2.840.113549.1.1.1"), der.NULL_DER), der.octet_string(b"garbage")
    ),
    "an Ed25519 key": der.sequence(
        der.integer(0), der.sequence(der.oid("1.3.101.112")), der.octet_string(der.octet_string(bytes(range(32))))
    ),
    "nested 5,000 deep": der.sequence(der.integer(0), der.sequence(der.oid("1.2.3")), der.octet_string(_deep(5000))),
}


@pytest.mark.parametrize("label", _PRIVATE_KEYS)
def test_a_private_key_that_is_none(label: str, tmp_path: Path) -> None:
    data = pfx([open_part(key_bag(_PRIVATE_KEYS[label])), sealed_part(*map(certificate_bag, PKI.chain))])
    refuse(data, tmp_path, KeyFileUnreadable, KeyUnusable)


@pytest.mark.parametrize("label", _PRIVATE_KEYS)
def test_a_private_key_that_is_none_beside_an_rsa_certificate(label: str, tmp_path: Path) -> None:
    chain = shared_pki("rsa").chain
    data = pfx([open_part(key_bag(_PRIVATE_KEYS[label])), sealed_part(*map(certificate_bag, chain))])
    refuse(data, tmp_path, KeyFileUnreadable, KeyUnusable)


_CERTIFICATES: dict[str, list[bytes]] = {
    "none": [],
    "garbage": [b"garbage"],
    "cut": [PKI.signer[:-1], PKI.ca, PKI.root],
    "the CA alone": [PKI.ca, PKI.root],
    "of another person": [shared_pki("p256").signer, PKI.ca, PKI.root],
    "changed after it was issued": [PKI.signer.replace(b"300000017", b"300000099"), PKI.ca, PKI.root],
}


@pytest.mark.parametrize("label", _CERTIFICATES)
def test_certificates_that_do_not_fit(label: str, tmp_path: Path) -> None:
    bags = map(certificate_bag, _CERTIFICATES[label])
    data = pfx([open_part(key_bag(pkcs8_of(PKI.key))), sealed_part(*bags)])
    refuse(data, tmp_path, KeyFileUnreadable, KeyUnusable)


# ------------------------------------------------------------------ PEM


def _pem(data: bytes, label: str = "ENCRYPTED PRIVATE KEY") -> bytes:
    return b"-----BEGIN %b-----\n%b-----END %b-----\n" % (label.encode(), base64.encodebytes(data), label.encode())


def _pem_key(identifier: bytes) -> bytes:
    return _pem(der.sequence(identifier, der.octet_string(bytes(64))))


_PEMS: dict[str, Make] = {
    "2^31-1 iterations": lambda: _pem_key(pbes2(pbkdf2(2**31 - 1))),
    "many keys that cost a little each": lambda: _pem_key(pbes2(pbkdf2(1_500_000))) * 2,
    "scrypt N=2^28": lambda: _pem_key(pbes2(scrypt(2**28))),
    "an unknown cipher": lambda: _pem_key(pbes2(pbkdf2(1), cipher="1.2.3")),
    "an old encryption": lambda: (
        b"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----"
    ),
    "broken base64": lambda: b"-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----",
    "300 blocks": lambda: _pem(PKI.signer, "CERTIFICATE") * 300,
    "a key that is garbage": lambda: _pem(b"garbage", "EC PRIVATE KEY"),
    "no blocks": lambda: b"-----BEGIN nothing",
    "2 MiB": lambda: b"-----BEGIN CERTIFICATE-----" + b"A" * (2 << 20),
    "nested 10,000 deep": lambda: _pem(_deep(10_000)),
}


@pytest.mark.parametrize("label", _PEMS)
def test_a_pem_file_that_is_none(label: str, tmp_path: Path) -> None:
    refuse(_PEMS[label](), tmp_path)


def test_a_pem_key_that_is_garbage_is_a_wrong_password(tmp_path: Path) -> None:
    refuse(_pem_key(pbes2(pbkdf2(1), cipher=AES256)), tmp_path, WrongPassword)


# ------------------------------------------------------------------ every byte


def test_no_flipped_bit_of_a_file_ever_gives_another_signer(tmp_path: Path) -> None:
    """Each byte once, a bit in turn: a typed error, or, outside of what is protected, exactly the same signer."""
    good = usual(PKI, name="cn=namuna,1.2.860.3.16.1.1=300000017")
    path = tmp_path / "flipped.pfx"
    unchanged = 0
    for position in range(len(good)):
        changed = bytearray(good)
        changed[position] ^= 1 << position % 8
        path.write_bytes(changed)
        secret = bytearray(PASSWORD)
        try:
            with RING.unlock(entry(path), secret) as signer:
                assert signer.identity.tax_id == "300000017"
                assert signer.sign(b"x" * 64, at=NOW).identity.serial == "77112233"
                unchanged += 1
        except KeyAccessError:
            pass
        assert not any(secret)
        assert len(RING.keys([tmp_path])) == 1
    # Nothing but the header of the integrity check lies outside of it.
    assert unchanged <= 3


def test_the_workshop_itself_makes_good_files(tmp_path: Path) -> None:
    """Without this, everything above could be refused because the workshop makes nothing good."""
    path = tmp_path / "good.pfx"
    for data in (
        usual(PKI),
        with_key_protection(pbes2(pbkdf2(1, size=32))),
        with_sealed_protection(pbes2(pbkdf2(1))),
        with_mac(lambda safe: mac_data(safe, iterations=3)),
        with_mac(pbmac1_data),
        pfx([open_part(_nested(2), *map(certificate_bag, PKI.chain))]),
        pfx([open_part(key_bag(pkcs8_of(PKI.key), attributes("name"))), open_part(*map(certificate_bag, PKI.chain))]),
    ):
        path.write_bytes(data)
        with RING.unlock(entry(path), bytearray(PASSWORD)) as signer:
            assert signer.sign(b"x" * 64, at=NOW).identity.serial == "77112233"
