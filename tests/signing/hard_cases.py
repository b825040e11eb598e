"""A program of its own, run by test_hard_cases.py: what the costliest inputs cost, each in a process of its own.

Prints one JSON object: label → [verdict or refusal, CPU seconds, MiB above what the process had before].
Linux only: forks, and reads /proc.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pfx_for_tests import (
    PASSWORD,
    Protection,
    certificate_bag,
    key_bag,
    mac_data,
    open_part,
    pbes2,
    pbkdf2,
    pfx,
    pkcs8_of,
    scrypt,
    usual,
)
from pki_for_tests import (
    CA_EXTENSIONS,
    CA_NAME,
    CONTENT,
    ROOT_NAME,
    SIGNER_EXTENSIONS,
    Pki,
    SignerDraft,
    attribute,
    certificate,
    clock,
    draft,
    extension,
    name,
    rsa_key,
    shared_pki,
    to_ber,
)

from muhr.domain.errors import KeyAccessError, MessageMalformed
from muhr.domain.signatures import KeyEntry, KeyKind
from muhr.signing import der
from muhr.signing.keyfiles import FileKeyRing
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

PKI = shared_pki("p256")
NATIONAL = shared_pki("national")
MESSAGES: dict[str, Callable[[], bytes]] = {}
KEY_FILES: dict[str, Callable[[], bytes]] = {}
TRUSTED = [PKI.root, NATIONAL.root]

Make = Callable[[], bytes]


def message(label: str) -> Callable[[Make], Make]:
    """Register a message."""

    def register(make: Make) -> Make:
        MESSAGES[label] = make
        return make

    return register


def _nested(depth: int, inner: bytes = b"") -> bytes:
    """Written from the inside out, in one go."""
    headers = []
    size = len(inner)
    for _ in range(depth):
        headers.append(b"\x30" + der.length(size))
        size += len(headers[-1])
    return b"".join(reversed(headers)) + inner


def _oids(prefix: str, count: int) -> list[bytes]:
    return [der.oid(f"{prefix}.{number}") for number in range(count)]


# ------------------------------------------------------------------ form

message("nested 10,000 deep")(lambda: _nested(10_000))
message("nested 1,000,000 deep")(lambda: _nested(1_000_000))
message("indefinite lengths 4,000,000 deep")(lambda: b"\x30\x80" * 4_000_000)
message("strings in strings 4,000,000 deep")(lambda: b"\x30\x80" + b"\x24\x80" * 4_000_000)
message("48 MiB of content")(lambda: draft(PKI, content=bytes(47 << 20)).der())
message("48 MiB of content in pieces of 1,000")(lambda: to_ber(draft(PKI, content=bytes(47 << 20)).der(), 1000))
message("content in 1,000,000 pieces of a byte")(lambda: to_ber(draft(PKI, content=bytes(1_000_000)).der(), 1))
message("2,000,000 empty pieces")(lambda: b"\x30\x80\x24\x80" + b"\x04\x00" * 2_000_000 + b"\0\0\0\0")
message("70 MB of base64")(lambda: b"MIIB" * 17_500_000)
message("100,000 beginnings of PEM")(lambda: b"-----BEGIN PKCS7-----\n" * 100_000)
message("8 MB of spaces")(lambda: b" " * 8_000_000)


def _with_value(value: bytes) -> bytes:
    made = draft(PKI)
    made.signer.unsigned = der.tagged(1, attribute("1.2.3.4", value))
    return made.der()


message("an OID of 3 MB")(lambda: _with_value(der.tlv(6, b"\x81" * 3_000_000 + b"\1")))
message("an OID of 120 arcs, 30,000 times")(lambda: _with_value(der.sequence(*[der.tlv(6, b"\1" * 120)] * 30_000)))
message("an OID cut off inside an arc")(lambda: _with_value(der.tlv(6, b"\x2a\x86\x48\x86")))
message("a relative OID of 3 MB")(lambda: _with_value(der.tlv(13, b"\xff" * 3_000_000 + b"\1")))
message("a number of 3 MB")(lambda: _with_value(der.tlv(2, b"\1" * 3_000_000)))
message("1,000,000 empty elements")(lambda: _with_value(der.sequence(*[der.NULL_DER] * 1_000_000)))
message("attributes nested 5,000 deep")(lambda: _with_value(_nested(5_000)))


# ------------------------------------------------------------------ certificates


def _chain(pki: Pki, *above: bytes, **changes: object) -> bytes:
    """A message whose signer stands under the CAs `above`."""
    signer = pki.issue(**changes)
    return draft(pki, certificates=[signer, *above, pki.root], signers=[SignerDraft(pki.key, signer)]).der()


def _ca(pki: Pki, *more: bytes, subject: bytes = CA_NAME, issuer: bytes = ROOT_NAME, serial: int = 2) -> bytes:
    issuer_key = pki.root_key if issuer == ROOT_NAME else pki.ca_key
    return certificate(
        subject=subject,
        spki=pki.ca_key.spki,
        issuer=issuer,
        issuer_key=issuer_key,
        serial=serial,
        extensions=(*CA_EXTENSIONS, *more),
    )


@message("64 certificates of 60 kB, 16 signers")
def _() -> bytes:
    many = [
        PKI.issue(serial=n, extensions=(*SIGNER_EXTENSIONS, extension("1.2.3", der.octet_string(bytes(60_000)))))
        for n in range(1, 64)
    ]
    return draft(PKI, certificates=[*many, PKI.ca], signers=[SignerDraft(PKI.key, one) for one in many[:16]]).der()


@message("60 certificates that vouch for one another")
def _() -> bytes:
    loop = name(cn="Loop")
    many = [_ca(PKI, subject=loop, issuer=loop, serial=n) for n in range(2, 62)]
    return _chain(PKI, *many, issuer=loop)


@message("8 certificates under the root's name, 16 signers")
def _() -> bytes:
    common = {"subject": ROOT_NAME, "issuer": ROOT_NAME, "issuer_key": PKI.key, "spki": PKI.key.spki}
    many = [certificate(serial=100 + n, extensions=CA_EXTENSIONS, **common) for n in range(8)]  # type: ignore[arg-type]
    signers = [PKI.issue(issuer=ROOT_NAME, issuer_key=PKI.key, serial=1000 + n) for n in range(16)]
    return draft(PKI, certificates=[*signers, *many], signers=[SignerDraft(PKI.key, one) for one in signers]).der()


def _policies(count: int) -> bytes:
    return extension("2.5.29.32", der.sequence(*(der.sequence(one) for one in _oids("1.2.3", count))))


def _mappings(count: int) -> bytes:
    """Every policy becomes every other."""
    oids = _oids("1.2.3", count)
    return extension(
        "2.5.29.33", der.sequence(*(der.sequence(one, two) for one in oids for two in oids)), critical=True
    )


@message("a tree of policies (CVE-2023-0464)")
def _() -> bytes:
    """Four CAs with 30 policies, each mapped to each: 30^4 nodes where the tree is really built."""
    names = [CA_NAME, *(name(cn=f"CA {n}") for n in range(3))]
    issuers = [ROOT_NAME, *names]
    cas = [
        _ca(PKI, _policies(30), _mappings(30), subject=subject, issuer=issuer, serial=2 + n)
        for n, (subject, issuer) in enumerate(zip(names, issuers, strict=False))
    ]
    return _chain(PKI, *cas, issuer=names[-1], extensions=(*SIGNER_EXTENSIONS, _policies(30)))


@message("4,000 policies, CA and signer")
def _() -> bytes:
    return _chain(PKI, _ca(PKI, _policies(4000)), extensions=(*SIGNER_EXTENSIONS, _policies(4000)))


def _subtrees(count: int) -> bytes:
    names = (der.sequence(der.tlv(0x82, b"n%d.example.uz" % n)) for n in range(count))
    return extension("2.5.29.30", der.sequence(der.tagged(0, *names)), critical=True)


def _alternative(count: int) -> bytes:
    names = (der.tlv(0x82, b"a.n%d.example.uz" % n) for n in range(count))
    return extension("2.5.29.17", der.sequence(*names))


@message("2,500 name constraints and 2,500 names")
def _() -> bytes:
    return _chain(PKI, _ca(PKI, _subtrees(2500)), extensions=(*SIGNER_EXTENSIONS, _alternative(2500)))


@message("as many name constraints and names as are read, three times")
def _() -> bytes:
    names = [CA_NAME, name(cn="CA 1"), name(cn="CA 2")]
    cas = [
        _ca(PKI, _subtrees(128), subject=subject, issuer=issuer, serial=2 + n)
        for n, (subject, issuer) in enumerate(zip(names, [ROOT_NAME, *names], strict=False))
    ]
    return _chain(PKI, *cas, issuer=names[-1], extensions=(*SIGNER_EXTENSIONS, _alternative(128)))


@message("a name of 3,000 parts")
def _() -> bytes:
    return _chain(PKI, PKI.ca, subject=name(*((f"1.2.3.{n}", "x") for n in range(3000))))


@message("a CA with a name of 1,000 parts, 3 of them")
def _() -> bytes:
    long = name(*((f"1.2.3.{n}", "x") for n in range(1000)))
    return _chain(PKI, *(_ca(PKI, subject=long, serial=n) for n in (2, 3, 4)), issuer=long)


@message("900 extensions")
def _() -> bytes:
    return _chain(PKI, PKI.ca, extensions=[extension(f"1.2.3.{n}", b"\x05\x00") for n in range(900)])


@message("a name nested 5,000 deep")
def _() -> bytes:
    return _chain(PKI, PKI.ca, subject=_nested(5_000))


@message("a serial number of 4,000 bits")
def _() -> bytes:
    return _chain(PKI, PKI.ca, serial=1 << 4000)


@message("16 signers with RSA keys of 16,384 bits and large exponents")
def _() -> bytes:
    modulus = (1 << 16_383) + 0x1234567
    key = der.sequence(
        der.sequence(der.oid("1.2.840.113549.1.1.1"), der.NULL_DER),
        der.bit_string(der.sequence(der.integer(modulus), der.integer((1 << 63) + 1))),
    )
    signers = [PKI.issue(spki=key, serial=n + 10) for n in range(16)]
    algorithm = der.sequence(der.oid("1.2.840.113549.1.1.11"), der.NULL_DER)
    drafts = [SignerDraft(PKI.key, one, algorithm=algorithm, signature=b"\1" * 2048) for one in signers]
    return draft(PKI, certificates=[*signers, PKI.ca], signers=drafts).der()


@message("an RSA key of 3,072 bits with an exponent as long")
def _() -> bytes:
    """OpenSSL bounds the exponent only above 3,072 bits."""
    modulus = rsa_key(70, 3072).private.public_key().public_numbers().n  # type: ignore[union-attr]
    key = der.sequence(
        der.sequence(der.oid("1.2.840.113549.1.1.1"), der.NULL_DER),
        der.bit_string(der.sequence(der.integer(modulus), der.integer(modulus - 2))),
    )
    algorithm = der.sequence(der.oid("1.2.840.113549.1.1.11"), der.NULL_DER)
    signers = [PKI.issue(spki=key, serial=n + 10) for n in range(16)]
    drafts = [SignerDraft(PKI.key, one, algorithm=algorithm, signature=b"\1" * 384) for one in signers]
    return draft(PKI, certificates=[*signers, PKI.ca], signers=drafts).der()


@message("16 national signers of their own")
def _() -> bytes:
    signers = [NATIONAL.issue(serial=n + 10) for n in range(16)]
    drafts = [SignerDraft(NATIONAL.key, one) for one in signers]
    return draft(NATIONAL, certificates=[*signers, NATIONAL.ca], signers=drafts).der()


@message("a good message")
def _() -> bytes:
    return draft(PKI, content=CONTENT).der()


@message("expired long ago, an unknown critical extension, a path too long")
def _() -> bytes:
    ca = _ca(PKI, extension("1.2.3", b"\5\0", critical=True))
    return _chain(PKI, ca, begins=datetime(1990, 1, 1, tzinfo=UTC), ends=datetime(1991, 1, 1, tzinfo=UTC))


# ------------------------------------------------------------------ key files


def _key(identifier: bytes) -> Make:
    return lambda: usual(NATIONAL, protection=Protection(identifier=identifier))


KEY_FILES["2^31 - 1 iterations of the key"] = _key(pbes2(pbkdf2(2**31 - 1)))
KEY_FILES["scrypt with N = 2^28"] = _key(pbes2(scrypt(2**28, 8, 1)))
KEY_FILES["scrypt with p = 2^30"] = _key(pbes2(scrypt(2**14, 8, 2**30)))
KEY_FILES["nested 10,000 deep"] = lambda: _nested(10_000)
KEY_FILES["1 MiB of NULL"] = lambda: der.sequence(*[der.NULL_DER] * 500_000)
KEY_FILES["190 certificates"] = lambda: pfx(
    [open_part(key_bag(pkcs8_of(NATIONAL.key)), *(certificate_bag(NATIONAL.signer) for _ in range(190)))]
)


def _mac() -> bytes:
    parts = [open_part(key_bag(pkcs8_of(NATIONAL.key)))]
    return pfx(parts, mac=mac_data(der.sequence(*parts), named_iterations=2**31 - 1))


KEY_FILES["2^31 - 1 iterations of the integrity check"] = _mac

# ------------------------------------------------------------------ measuring


def _verify(data: bytes) -> str:
    try:
        return CmsVerifier(TrustStore(TRUSTED), clock).verify(data).verdict.value
    except MessageMalformed:
        return "malformed"


def _open(data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hard.pfx"
        path.write_bytes(data)
        ring = FileKeyRing(CmsVerifier(TrustStore(TRUSTED), clock), clock, ())
        ring.keys([Path(folder)])
        entry = KeyEntry(id=str(path), kind=KeyKind.FILE, place="", name="", identity=None, usable=True)
        try:
            with ring.unlock(entry, bytearray(PASSWORD)):
                return "opened"
        except KeyAccessError as error:
            return error.code


def _apart(judge: Callable[[bytes], str], data: bytes) -> tuple[str, float, float]:
    """Fork, judge there, and give what it cost there."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        before = pages * resource.getpagesize()
        started = time.process_time()
        said = judge(data)
        spent = time.process_time() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        os.write(writing, json.dumps([said, spent, (peak - before) / 2**20]).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    os.waitpid(child, 0)
    return tuple(json.loads(text)) if text else ("died", 99.0, 9999.0)  # type: ignore[return-value]


def main() -> None:
    """Warm up what every process needs anyway, then measure."""
    assert _verify(draft(PKI).der()) == _verify(draft(NATIONAL).der()) == "valid"
    found = {f"message: {label}": _apart(_verify, make()) for label, make in MESSAGES.items()}
    found |= {f"key file: {label}": _apart(_open, make()) for label, make in KEY_FILES.items()}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
