"""What the signing tests share: two small PKIs, and the foreign implementations ("oracles") to compare with."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import oracles
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from muhr.signing import der
from muhr.signing.algorithms import choose
from muhr.signing.ozdst1092 import PrivateKey, PublicKey
from muhr.signing.signer import OzdstKey

NO_ORACLES = os.environ.get("MUHR_NO_ORACLES") == "1"
"""Set by a person on a machine without the foreign programs. Never set in CI: there a missing oracle is a failure."""


# ------------------------------------------------------------------ a national PKI


def name(common_name: str, **more: str) -> bytes:
    """A Name with one UTF8String after another; keywords are o, t, tax_id."""
    oids = {"o": "2.5.4.10", "t": "2.5.4.12", "tax_id": "1.2.860.3.16.1.1"}
    pairs = [("2.5.4.3", common_name), *((oids[key], value) for key, value in more.items())]
    return der.sequence(
        *(der.tlv(der.SET, der.sequence(der.oid(oid), der.tlv(0x0C, value.encode()))) for oid, value in pairs)
    )


def national_spki(key: PublicKey, arc: str = "1", parameter_set: int = 1) -> bytes:
    """A SubjectPublicKeyInfo of the family of 2009 (arc 1) or 2024 (arc 2)."""
    oid = f"1.2.860.3.15.{arc}.1.2.1"
    return der.sequence(
        der.sequence(der.oid(oid), der.sequence(der.oid(f"{oid}.{parameter_set}"))),
        der.bit_string(der.octet_string(key.encoded)),
    )


def _time(at: datetime) -> bytes:
    return der.tlv(0x17, at.strftime("%y%m%d%H%M%SZ").encode())


def national_certificate(
    *, subject: bytes, spki: bytes, issuer: bytes, issuer_key: PrivateKey, issuer_spki: bytes, serial: int, ca: bool
) -> bytes:
    """A certificate valid in 2025…2034."""
    choice = choose(issuer_spki)
    usage = b"\x03\x02\x01\x06" if ca else b"\x03\x02\x06\xc0"
    extensions = [
        der.sequence(der.oid("2.5.29.15"), b"\x01\x01\xff", der.octet_string(usage)),
        der.sequence(
            der.oid("2.5.29.19"), b"\x01\x01\xff", der.octet_string(b"\x30\x03\x01\x01\xff" if ca else b"\x30\x00")
        ),
    ]
    body = der.sequence(
        der.tagged(0, der.integer(2)),
        der.integer(serial),
        choice.signature_identifier_der,
        issuer,
        der.sequence(_time(datetime(2025, 1, 1, tzinfo=UTC)), _time(datetime(2034, 12, 31, tzinfo=UTC))),
        subject,
        spki,
        der.tagged(3, der.sequence(*extensions)),
    )
    signature = OzdstKey(issuer_key, choice.digest).sign(body)
    return der.sequence(body, choice.signature_identifier_der, der.bit_string(signature))


@dataclass(frozen=True)
class NationalChain:
    """A signer's key and certificates: signer, CA, root."""

    key: PrivateKey
    spki: bytes
    certificates: tuple[bytes, bytes, bytes]


def make_national_chain(arc: str = "1") -> NationalChain:
    """A fresh root, CA and signer of one family."""
    keys = [PrivateKey.generate() for _ in range(3)]
    root_spki, ca_spki, spki = (national_spki(key.public_key, arc) for key in keys)
    root_name, ca_name = name("Namuna Root"), name("Namuna CA", o="Namuna Ishonch Markazi")
    subject = name("НАМУНАЕВА Намуна", o="Namuna Savdo MChJ", t="direktor", tax_id="200000011")
    root_key, ca_key, key = keys
    root = national_certificate(
        subject=root_name,
        spki=root_spki,
        issuer=root_name,
        issuer_key=root_key,
        issuer_spki=root_spki,
        serial=1,
        ca=True,
    )
    ca = national_certificate(
        subject=ca_name, spki=ca_spki, issuer=root_name, issuer_key=root_key, issuer_spki=root_spki, serial=2, ca=True
    )
    signer = national_certificate(
        subject=subject, spki=spki, issuer=ca_name, issuer_key=ca_key, issuer_spki=ca_spki, serial=0x77112233, ca=False
    )
    return NationalChain(key, spki, (signer, ca, root))


@pytest.fixture(scope="session")
def national_chain() -> NationalChain:
    """A signer of the family of 2009."""
    return make_national_chain()


@pytest.fixture(scope="session")
def national_chain_2024() -> NationalChain:
    """A signer of the family of 2024."""
    return make_national_chain("2")


@pytest.fixture(scope="session")
def write_spki() -> Callable[..., bytes]:
    """Give `national_spki`, for keys a test makes itself."""
    return national_spki


# ------------------------------------------------------------------ an RSA and ECDSA PKI


def _western_certificate(subject: str, key: Any, issuer: str, issuer_key: Any, *, ca: bool) -> x509.Certificate:
    def named(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])

    usage = x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=not ca,
        key_cert_sign=ca,
        crl_sign=ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(named(subject))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2025, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2034, 12, 31, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(issuer_key, hashes.SHA256())
    )


class WesternPki:
    """A root and a CA with P-256 keys, made by `cryptography`; certificates for RSA and EC keys."""

    def __init__(self) -> None:
        root_key, self._ca_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        self.root = _western_certificate("Namuna Root", root_key, "Namuna Root", root_key, ca=True)
        self.ca = _western_certificate("Namuna CA", self._ca_key, "Namuna Root", root_key, ca=True)

    def chain_for(self, key: Any) -> list[bytes]:
        """Certificates (DER) of a signer with this key, of the CA and of the root."""
        signer = _western_certificate("Namuna Director", key, "Namuna CA", self._ca_key, ca=False)
        return [one.public_bytes(Encoding.DER) for one in (signer, self.ca, self.root)]


@pytest.fixture(scope="session")
def western_pki() -> WesternPki:
    """A PKI for RSA and ECDSA signers."""
    return WesternPki()


# ------------------------------------------------------------------ foreign implementations


class OpenSsl:
    """The openssl program, perhaps with a configuration of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self._program = shutil.which("openssl")
        if self._program is None:
            _missing("The program openssl")

    def __call__(self, *arguments: str | Path, data: bytes = b"", cwd: Path | None = None) -> bytes:
        """Run it; gives its output, raises RuntimeError when it fails."""
        done = subprocess.run(
            [str(self._program), *map(str, arguments)],
            input=data,
            capture_output=True,
            env={**os.environ, **self.environment},
            cwd=cwd,
            check=False,
            timeout=120,
        )
        if done.returncode:
            raise RuntimeError(f"openssl {arguments[0]}: {done.stderr.decode(errors='replace')}")
        return done.stdout


def _missing(what: str) -> None:
    if NO_ORACLES:
        pytest.skip(f"{what} is not here, and MUHR_NO_ORACLES=1 allows to go without")
    pytest.fail(
        f"{what} is not here: the proof against a foreign implementation cannot be made. "
        "`python3 packaging/dev.py test` installs it where that is allowed "
        "(openssl libengine-gost-openssl gnutls-bin libbcpkix-java default-jdk-headless); "
        "or set MUHR_NO_ORACLES=1 to go without."
    )


@pytest.fixture(scope="session")
def openssl() -> OpenSsl:
    """The openssl program as it is."""
    return OpenSsl({})


@pytest.fixture(scope="session")
def foreign_judges() -> None:
    """The programs of `oracles` are here."""
    if absent := oracles.missing():
        _missing(absent)


@pytest.fixture(scope="session")
def gost_oracle(tmp_path_factory: pytest.TempPathFactory) -> OpenSsl:
    """The openssl program with the gost engine loaded."""
    config = tmp_path_factory.mktemp("gost") / "gost.cnf"
    config.write_text(
        "openssl_conf = all\n[all]\nengines = engines\n[engines]\ngost = gost\n"
        "[gost]\nengine_id = gost\ndefault_algorithms = ALL\n"
        "CRYPT_PARAMS = id-Gost28147-89-CryptoPro-A-ParamSet\n"
        "[req]\ndistinguished_name = name\n[name]\n",
        encoding="ascii",
    )
    program = OpenSsl({"OPENSSL_CONF": str(config)})
    try:
        answer = program("dgst", "-md_gost94", "-binary", data=b"abc")
    except RuntimeError:
        answer = b""
    if answer.hex()[:8] != "b285056d":
        _missing("OpenSSL's gost engine")
    return program
