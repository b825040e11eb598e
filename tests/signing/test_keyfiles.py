"""Key files: listed without a password, opened with it, and every way in which writers differ."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from pfx_for_tests import (
    DATA,
    ENCRYPTED_DATA,
    INITIAL,
    PASSWORD,
    PBKDF2,
    SALT,
    SHA256,
    Protection,
    attributes,
    bag,
    certificate_bag,
    key_bag,
    mac_data,
    national_pkcs8,
    open_part,
    pbes2,
    pbmac1_data,
    pfx,
    pkcs8_of,
    sealed_part,
    usual,
)
from pki_for_tests import (
    CONTENT,
    KINDS,
    NOW,
    Key,
    Pki,
    all_indefinite,
    clock,
    constraints,
    ec_key,
    extension,
    key_usage,
    make_key,
    shared_pki,
)

from muhr.domain.errors import KeyExpired, KeyFileUnreadable, KeyUnusable, WrongPassword
from muhr.domain.signatures import KeyEntry, KeyKind, Verdict
from muhr.sandbox.pki import Pki as SandboxPki
from muhr.sandbox.pki import make_pki
from muhr.signing import der, key_containers, keylist
from muhr.signing.keyfiles import FileKeyRing
from muhr.signing.passwords import Password
from muhr.signing.pbe import derive_pkcs12
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

ALIAS = (
    'cn=namunayev namuna,name=namuna,surname=namunayev,l=toshkent,c=uz,o="namuna, savdo", mchj,uid=500000013,'
    "1.2.860.3.16.1.2=30000000000017,t=direktor,1.2.860.3.16.1.1=300000017,businesscategory=x, y=z,"
    "serialnumber=0077112233,validfrom=2025.01.01 05:00:00,validto=2034.12.31 05:00:00"
)


def ring(kind: str = "national", *, trusted: list[bytes] | None = None, folders: tuple[Path, ...] = ()) -> FileKeyRing:
    trust = TrustStore([shared_pki(kind).root] if trusted is None else trusted)
    return FileKeyRing(CmsVerifier(trust, clock), clock, folders)


def entry_of(data: bytes, folder: Path, name: str = "DS3000000170001.pfx", kind: str = "national") -> KeyEntry:
    path = folder / name
    path.write_bytes(data)
    return ring(kind).entry(path)


def open_and_sign(
    data: bytes, folder: Path, *, kind: str = "national", password: bytes = PASSWORD, name: str = "x.pfx"
) -> str:
    """Open a key file, sign with it, and give the owner's name."""
    secret = bytearray(password)
    with ring(kind).unlock(entry_of(data, folder, name, kind), secret) as signer:
        assert not any(secret)
        message = signer.sign(CONTENT, at=NOW)
    assert message.report.verdict is Verdict.VALID
    assert [found.chain for found in message.report.signers] == [("НАМУНАЕВ Намуна", "Namuna CA", "Namuna Root")]
    with pytest.raises(KeyUnusable):
        signer.sign(CONTENT, at=NOW)
    return message.identity.common_name


# ------------------------------------------------------------------ opening


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_every_kind_opens_signs_and_closes(kind: str, tmp_path: Path) -> None:
    assert open_and_sign(usual(shared_pki(kind)), tmp_path, kind=kind) == "НАМУНАЕВ Намуна"


@pytest.mark.parametrize(
    "style",
    ["sec1", "sec1 short", "sec1 little-endian", "gost", "gost bare", "big-endian", "big-endian bare", "integer"],
)
def test_the_certificate_decides_how_the_private_key_is_read(style: str, tmp_path: Path) -> None:
    pki = shared_pki("national")
    data = pfx([open_part(key_bag(national_pkcs8(pki.key, style))), sealed_part(*map(certificate_bag, pki.chain))])
    assert open_and_sign(data, tmp_path)


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> SandboxPki:
    return make_pki(tmp_path_factory.mktemp("pki"), now=NOW)


def test_the_sandboxes_files_written_by_other_code_open(sandbox: SandboxPki) -> None:
    keys = FileKeyRing(CmsVerifier(TrustStore.of_files(sandbox.trust), clock), clock, ())
    opened = set()
    for record in sandbox.keys:
        entry = keys.entry(Path(record.path))
        with pytest.raises(WrongPassword):
            keys.unlock(entry, bytearray(record.password.encode() + b"x"))
        secret = bytearray(record.password.encode())
        if record.state in ("expired", "not-yet-valid"):
            with pytest.raises(KeyExpired) as caught:
                keys.unlock(entry, secret)
            assert caught.value.code == f"key-{record.state}"
        else:
            with keys.unlock(entry, secret) as signer:
                message = signer.sign(CONTENT, at=NOW)
            assert (message.identity.tax_id, message.identity.serial) == (record.tax_id, record.serial)
            opened.add((record.kind, record.format, record.encoding))
        assert not any(secret)
    assert {
        ("ozdst-2009", "java-17", "sec1"),
        ("ozdst-2009", "java-8", "gost"),
        ("ozdst-2009", "java-8", "sec1"),
    } <= opened
    assert {("rsa-2048", "p12", ""), ("p-256", "p12", ""), ("rsa-2048", "pem", "")} <= opened


def test_the_chain_is_put_in_order_and_completed_from_the_anchors(tmp_path: Path) -> None:
    pki = shared_pki("national")
    more = attributes()
    for certificates in (
        [pki.root, pki.ca, pki.signer],
        [pki.ca, pki.signer],
        [pki.signer, pki.ca, pki.ca, pki.root],
        # a certificate of somebody else, and one of the CA's name with another key
        [pki.signer, shared_pki("p256").ca, pki.ca, shared_pki("rsa").signer],
    ):
        bags = [certificate_bag(one, more if one == pki.signer else b"") for one in certificates]
        assert open_and_sign(pfx([open_part(key_bag(pkcs8_of(pki.key), more)), sealed_part(*bags)]), tmp_path)


def test_a_key_without_its_ca_is_refused_before_anything_is_signed(tmp_path: Path) -> None:
    pki = shared_pki("national")
    data = pfx([open_part(key_bag(pkcs8_of(pki.key))), sealed_part(certificate_bag(pki.signer))])
    with pytest.raises(KeyUnusable, match="Namuna CA") as caught:
        ring().unlock(entry_of(data, tmp_path), bytearray(PASSWORD))
    assert caught.value.code == "key-untrusted"


def test_the_local_key_id_may_be_wrong_or_missing(tmp_path: Path) -> None:
    pki = shared_pki("national")
    lying = [
        certificate_bag(pki.ca, attributes(local_id=b"1")),
        certificate_bag(pki.signer, attributes(local_id=b"2")),
        certificate_bag(pki.root),
    ]
    data = pfx([open_part(key_bag(pkcs8_of(pki.key), attributes(local_id=b"1"))), sealed_part(*lying)])
    assert open_and_sign(data, tmp_path)


def test_the_second_key_is_found_when_the_first_has_no_certificate(tmp_path: Path) -> None:
    pki = shared_pki("national")
    keys = [key_bag(pkcs8_of(make_key("national"))), key_bag(pkcs8_of(pki.key))]
    assert open_and_sign(pfx([open_part(*keys), sealed_part(*map(certificate_bag, pki.chain))]), tmp_path)


def test_bags_in_bags_and_everything_sealed(tmp_path: Path) -> None:
    pki = shared_pki("national")
    nested = bag("6", der.sequence(key_bag(pkcs8_of(pki.key))))
    assert open_and_sign(pfx([sealed_part(nested, *map(certificate_bag, pki.chain))]), tmp_path)
    plain = bag("1", pkcs8_of(pki.key))
    assert open_and_sign(pfx([sealed_part(plain, *map(certificate_bag, pki.chain))]), tmp_path)


def test_files_in_ber_open(tmp_path: Path) -> None:
    """Bouncy Castle's "BER" key store: indefinite lengths, content in pieces, at every layer."""
    pki = shared_pki("national")
    safe = der.sequence(open_part(key_bag(pkcs8_of(pki.key))), open_part(*map(certificate_bag, pki.chain)))
    pieces = b"\x24\x80" + b"".join(der.octet_string(safe[i : i + 100]) for i in range(0, len(safe), 100)) + b"\0\0"
    outer = der.sequence(der.oid(DATA), der.tagged(0, b"PLACE"))
    data = der.sequence(der.integer(3), outer, mac_data(safe))
    body = der.children(der.read(data))
    ber = (
        b"\x30\x80"
        + body[0].der
        + b"\x30\x80"
        + der.oid(DATA)
        + b"\xa0\x80"
        + pieces
        + b"\0\0\0\0"
        + body[2].der
        + b"\0\0"
    )
    assert open_and_sign(ber, tmp_path)
    indefinite_safe = all_indefinite(safe)
    inner = der.sequence(
        der.integer(3),
        der.sequence(der.oid(DATA), der.tagged(0, der.octet_string(indefinite_safe))),
        mac_data(indefinite_safe),
    )
    assert open_and_sign(inner, tmp_path)


@pytest.mark.parametrize(
    "password",
    [
        b"",
        b"a",
        "Намуна-2026".encode(),
        "oʻzbek😀".encode(),
        b"x" * 1000,
        "\N{LATIN SMALL LETTER E WITH ACUTE}".encode(),
    ],
    ids=["empty", "one letter", "Cyrillic", "beyond the BMP", "1,000 bytes", "accent"],
)
def test_passwords_of_every_kind(password: bytes, tmp_path: Path) -> None:
    pki = shared_pki("national")
    protection = Protection(password=password)
    parts = [
        open_part(key_bag(pkcs8_of(pki.key), protection=protection)),
        sealed_part(*map(certificate_bag, pki.chain), protection=protection),
    ]
    data = pfx(parts, mac=mac_data(der.sequence(*parts), password))
    assert open_and_sign(data, tmp_path, password=password)


def test_an_empty_password_without_end_mark(tmp_path: Path) -> None:
    """Some writers take no bytes at all for an empty password, others the two zero bytes."""
    pki = shared_pki("national")
    protection = Protection(password=b"")
    parts = [
        open_part(key_bag(pkcs8_of(pki.key), protection=protection)),
        sealed_part(*map(certificate_bag, pki.chain), protection=protection),
    ]
    key = derive_pkcs12(bytearray(), SALT, 1, 32, purpose=3, hash_name="sha256")
    digest = hmac.digest(key, der.sequence(*parts), "sha256")
    info = der.sequence(der.sequence(der.oid(SHA256), der.NULL_DER), der.octet_string(digest))
    mac = der.sequence(info, der.octet_string(SALT), der.integer(1))
    assert open_and_sign(pfx(parts, mac=mac), tmp_path, password=b"")


def test_the_integrity_check_of_rfc_9579(tmp_path: Path) -> None:
    pki = shared_pki("national")
    parts = [open_part(key_bag(pkcs8_of(pki.key))), sealed_part(*map(certificate_bag, pki.chain))]
    data = pfx(parts, mac=pbmac1_data(der.sequence(*parts)))
    assert open_and_sign(data, tmp_path)
    with pytest.raises(WrongPassword):
        ring().unlock(entry_of(data, tmp_path), bytearray(b"wrong"))


def test_a_sealed_part_in_pieces_and_a_kdf_that_names_no_function(tmp_path: Path) -> None:
    """BER for the encrypted content, and PBKDF2 with its default, HMAC-SHA1 (RFC 8018 appendix A.2)."""
    pki = shared_pki("national")
    derivation = der.sequence(der.oid(PBKDF2), der.sequence(der.octet_string(SALT), der.integer(1)))

    class Default(Protection):
        def encrypt(self, plain: bytes) -> bytes:
            padder = PKCS7(128).padder()
            key = hashlib.pbkdf2_hmac("sha1", PASSWORD, SALT, 1, 32)
            encryptor = Cipher(AES(key), modes.CBC(INITIAL)).encryptor()
            return encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()

    sealed = sealed_part(*map(certificate_bag, pki.chain), protection=Default(identifier=pbes2(derivation)))
    body = der.children(der.children(der.children(der.read(sealed))[1])[0])
    content_type, algorithm, content = der.children(body[1])
    pieces = [content.value[i : i + 100] for i in range(0, len(content.value), 100)]
    in_pieces = der.tagged(0, der.octet_string(b""), *map(der.octet_string, pieces))
    info = der.sequence(content_type.der, algorithm.der, in_pieces)
    part = der.sequence(der.oid(ENCRYPTED_DATA), der.tagged(0, der.sequence(der.integer(0), info)))
    assert open_and_sign(pfx([open_part(key_bag(pkcs8_of(pki.key))), part]), tmp_path)


# ------------------------------------------------------------------ PEM


def pem(data: bytes, label: str) -> bytes:
    return b"-----BEGIN %b-----\n%b-----END %b-----\n" % (label.encode(), base64.encodebytes(data), label.encode())


def pem_file(pki: Pki, key: bytes | None = None) -> bytes:
    sealed = pki.key.pkcs8(BestAvailableEncryption(PASSWORD)) if key is None else key
    return pem(sealed, "ENCRYPTED PRIVATE KEY") + b"".join(pem(one, "CERTIFICATE") for one in pki.chain)


@pytest.mark.parametrize("kind", ["p256", "rsa"])
def test_pem_with_an_encrypted_key_and_the_chain(kind: str, tmp_path: Path) -> None:
    data = pem_file(shared_pki(kind))
    assert open_and_sign(data, tmp_path, kind=kind, name="key.pem")
    with pytest.raises(WrongPassword):
        ring(kind).unlock(entry_of(data, tmp_path, "key.pem", kind), bytearray(b"wrong"))
    shown = entry_of(data, tmp_path, "key.pem", kind)
    assert (shown.usable, shown.identity_verified) == (True, True)
    assert shown.identity is not None
    assert shown.identity.tax_id == "300000017"


def test_pem_with_a_national_key(tmp_path: Path) -> None:
    pki = shared_pki("national")
    protection = Protection()
    sealed = der.sequence(protection.algorithm, der.octet_string(protection.encrypt(pkcs8_of(pki.key))))
    assert open_and_sign(pem_file(pki, sealed), tmp_path, name="national.pem")


@pytest.mark.parametrize("label", ["PRIVATE KEY", "EC PRIVATE KEY"])
def test_pem_with_an_unprotected_key(label: str, tmp_path: Path) -> None:
    pki = shared_pki("p256")
    shape = PrivateFormat.PKCS8 if label == "PRIVATE KEY" else PrivateFormat.TraditionalOpenSSL
    key = pki.key.private.private_bytes(Encoding.DER, shape, NoEncryption())  # type: ignore[union-attr]
    data = pem(b"anything", "EC PARAMETERS") + pem(key, label) + b"".join(pem(one, "CERTIFICATE") for one in pki.chain)
    assert open_and_sign(data, tmp_path, kind="p256", name="bare.pem")


def test_a_bare_key_takes_its_certificate_from_the_file_beside_it(tmp_path: Path) -> None:
    pki = shared_pki("p256")
    sealed = pki.key.pkcs8(BestAvailableEncryption(PASSWORD))
    path = tmp_path / "seal.key"
    path.write_bytes(sealed)
    keys = ring("p256", trusted=[pki.ca, pki.root])
    assert keys.entry(path).identity is None
    with pytest.raises(KeyUnusable, match="no certificate"):
        keys.unlock(keys.entry(path), bytearray(PASSWORD))
    (tmp_path / "seal.crt").write_bytes(b"broken")
    assert keys.entry(path).identity is None
    (tmp_path / "seal.der").write_bytes(pki.signer)
    shown = keys.entry(path)
    assert shown.identity is not None
    assert (shown.usable, shown.identity_verified) == (True, False)
    with keys.unlock(shown, bytearray(PASSWORD)) as signer:
        assert signer.sign(CONTENT, at=NOW).report.verdict is Verdict.VALID


# ------------------------------------------------------------------ what must not open


def test_a_wrong_password_is_said_and_overwritten(tmp_path: Path) -> None:
    entry = entry_of(usual(shared_pki("national")), tmp_path)
    for wrong in (
        b"",
        b"namuna-2026",
        PASSWORD + b" ",
        PASSWORD + b"\0",
        PASSWORD[:-1],
        b"\xff\xfe",
        b"\xc3",
        b"x" * 1001,
    ):
        secret = bytearray(wrong)
        with pytest.raises(WrongPassword):
            ring().unlock(entry, secret)
        assert not any(secret)
        assert len(secret) == len(wrong)


@pytest.mark.parametrize("trouble", ["no file", "a token", "damaged", "a folder"])
def test_the_password_is_overwritten_whatever_happens(trouble: str, tmp_path: Path) -> None:
    entry = entry_of(usual(shared_pki("national")), tmp_path)
    if trouble == "a token":
        entry = replace(entry, kind=KeyKind.TOKEN)
    elif trouble == "damaged":
        Path(entry.id).write_bytes(b"\x30\x03\x02\x01\x03")
    else:
        Path(entry.id).unlink()
        if trouble == "a folder":
            Path(entry.id).mkdir()
    secret = bytearray(PASSWORD)
    with pytest.raises(KeyUnusable if trouble == "a token" else KeyFileUnreadable):
        ring().unlock(entry, secret)
    assert not any(secret)


def test_a_private_key_of_another_certificate(tmp_path: Path) -> None:
    pki = shared_pki("national")
    for stranger in (make_key("national"), ec_key()):
        data = pfx([open_part(key_bag(pkcs8_of(stranger))), sealed_part(*map(certificate_bag, pki.chain))])
        with pytest.raises(KeyUnusable, match="do not belong together"):
            ring().unlock(entry_of(data, tmp_path), bytearray(PASSWORD))


_SCALARS = {
    "zero": bytes(32),
    "the order of the curve": shared_pki("national").key.private.curve.q.to_bytes(32, "big"),  # type: ignore[union-attr]
    "all ones": b"\xff" * 32,
    "empty": b"",
    "1,000 bytes": bytes(1000),
}


@pytest.mark.parametrize("label", _SCALARS)
@pytest.mark.parametrize("style", ["sec1", "gost", "gost bare", "integer"])
def test_a_private_key_out_of_range(style: str, label: str, tmp_path: Path) -> None:
    pki = shared_pki("national")
    broken = national_pkcs8(pki.key, style, _SCALARS[label])
    data = pfx([open_part(key_bag(broken)), sealed_part(*map(certificate_bag, pki.chain))])
    with pytest.raises((KeyUnusable, KeyFileUnreadable)):
        ring().unlock(entry_of(data, tmp_path), bytearray(PASSWORD))


def _file_for(pki: Pki, certificate: bytes, key: Key | None = None) -> bytes:
    bags = map(certificate_bag, (certificate, pki.ca, pki.root))
    return pfx([open_part(key_bag(pkcs8_of(key or pki.key)), *bags)])


@pytest.mark.parametrize("kind", KINDS)
def test_keys_that_may_not_sign_now(kind: str, tmp_path: Path) -> None:
    pki = shared_pki(kind)
    for certificate, code in (
        (pki.issue(ends=NOW - timedelta(days=1)), "expired"),
        (pki.issue(begins=NOW + timedelta(days=1)), "not-yet-valid"),
        (pki.issue(extensions=[key_usage(2, 3), constraints(False)]), "not-for-signing"),
        (pki.issue(extensions=[extension("2.5.29.37", der.sequence(der.oid("1.3.6.1.5.5.7.3.8")))]), "not-for-signing"),
    ):
        entry = entry_of(_file_for(pki, certificate), tmp_path, kind=kind)
        assert (entry.usable, entry.reason, bool(entry.detail)) == (False, code, True)
        assert entry.identity is not None
        assert entry.identity_verified
        with pytest.raises((KeyExpired, KeyUnusable)) as caught:
            ring(kind).unlock(entry, bytearray(PASSWORD))
        assert caught.value.code == f"key-{code}"


def test_a_file_without_private_key(tmp_path: Path) -> None:
    pki = shared_pki("national")
    entry = entry_of(pfx([open_part(*map(certificate_bag, pki.chain))]), tmp_path)
    assert (entry.usable, entry.reason) == (False, "no-private-key")
    with pytest.raises(KeyUnusable, match="no private key"):
        ring().unlock(entry, bytearray(PASSWORD))


# ------------------------------------------------------------------ listing


def test_a_locked_file_shows_what_its_alias_says_unproven(tmp_path: Path) -> None:
    entry = entry_of(usual(shared_pki("national"), name=ALIAS), tmp_path)
    identity = entry.identity
    assert identity is not None
    assert (entry.usable, entry.identity_verified, entry.kind) == (True, False, KeyKind.FILE)
    assert (entry.name, entry.place, entry.id) == (
        "DS3000000170001.pfx",
        str(tmp_path),
        str(tmp_path / "DS3000000170001.pfx"),
    )
    assert (identity.common_name, identity.organization, identity.title) == (
        "NAMUNAYEV NAMUNA",
        '"NAMUNA, SAVDO", MCHJ',
        "DIREKTOR",
    )
    assert (identity.tax_id, identity.personal_tax_id, identity.personal_id) == (
        "300000017",
        "500000013",
        "30000000000017",
    )
    assert (identity.serial, identity.not_after) == ("77112233", datetime(2034, 12, 31, tzinfo=UTC))


@pytest.mark.parametrize(
    ("alias", "reason"),
    [
        (ALIAS.replace("2034.12.31", "2026.03.01"), "expired"),
        (ALIAS.replace("2025.01.01", "2027.01.01"), "not-yet-valid"),
        (ALIAS.replace("2034.12.31", "2034.13.31"), ""),
        (ALIAS.replace("2034.12.31", "0001.01.01"), "expired"),
        (ALIAS.replace("validto=2034.12.31 05", "validto=0001.01.01 03"), ""),
    ],
)
def test_an_alias_may_say_that_the_key_is_of_no_use(alias: str, reason: str, tmp_path: Path) -> None:
    entry = entry_of(usual(shared_pki("national"), name=alias), tmp_path)
    assert (entry.reason, entry.usable) == (reason, not reason)


@pytest.mark.parametrize("alias", ["", "my key", "cn=", "o=company,t=direktor", ",,,,", "=" * 5000, "cn" * 3000])
def test_an_alias_that_names_nobody(alias: str, tmp_path: Path) -> None:
    entry = entry_of(usual(shared_pki("national"), name=alias), tmp_path)
    assert (entry.identity, entry.usable) == (None, True)


def test_a_visible_certificate_that_cannot_be_used(tmp_path: Path) -> None:
    pki = shared_pki("p256")
    unknown = pki.issue(spki=der.sequence(der.sequence(der.oid("1.2.3")), der.bit_string(b"x")))
    data = pfx([open_part(key_bag(pkcs8_of(pki.key)), certificate_bag(b"garbage"), certificate_bag(unknown))])
    entry = entry_of(data, tmp_path)
    assert (entry.usable, entry.reason) == (False, "not-for-signing")
    assert entry.identity is not None
    assert entry.identity.algorithm == "unknown"
    beside = [certificate_bag(one) for one in (unknown, *pki.chain)]
    assert open_and_sign(pfx([open_part(key_bag(pkcs8_of(pki.key)), *beside)]), tmp_path, kind="p256")
    without_garbage = pfx([open_part(key_bag(pkcs8_of(pki.key)), certificate_bag(unknown))])
    with pytest.raises(KeyUnusable, match="cannot sign with this key"):
        ring("p256").unlock(entry_of(without_garbage, tmp_path), bytearray(PASSWORD))


def test_an_alias_is_plain_text(tmp_path: Path) -> None:
    alias = "cn=<b>namuna</b>\u202egnp.exe,o=<img src=//x>,1.2.860.3.16.1.1=123,validto=x"
    identity = entry_of(usual(shared_pki("national"), name=alias), tmp_path).identity
    assert identity is not None
    assert identity.common_name == "<B>NAMUNA</B>\ufffdGNP.EXE"
    assert identity.tax_id == ""


def test_visible_certificates_are_better_than_the_alias(tmp_path: Path) -> None:
    pki = shared_pki("national")
    more = attributes("cn=somebody else,1.2.860.3.16.1.1=999999999")
    data = pfx([open_part(key_bag(pkcs8_of(pki.key), more), *map(certificate_bag, (pki.ca, pki.signer, pki.root)))])
    entry = entry_of(data, tmp_path)
    assert entry.identity is not None
    assert (entry.identity.tax_id, entry.identity_verified) == ("300000017", True)


_ODD: dict[str, Callable[[Path], None]] = {
    "empty.pfx": lambda path: path.write_bytes(b"") and None,
    "text.pem": lambda path: path.write_text("hello") and None,
    "zeros.p12": lambda path: path.write_bytes(bytes(1000)) and None,
    "huge.pfx": lambda path: path.write_bytes(b"\x30" + bytes(2 * 1024 * 1024)) and None,
    "cut.pfx": lambda path: path.write_bytes(usual(shared_pki("national"))[:-9]) and None,
    "pem without end.pem": lambda path: path.write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA") and None,
}


def test_a_folder_is_listed_whole_with_the_reasons(tmp_path: Path) -> None:
    for name, write in _ODD.items():
        write(tmp_path / name)
    (tmp_path / "good.PFX").write_bytes(usual(shared_pki("national"), name=ALIAS))
    (tmp_path / "readme.txt").write_text("not a key")
    (tmp_path / "folder.pfx").mkdir()
    os.mkfifo(tmp_path / "pipe.pfx")
    (tmp_path / "again.pfx").symlink_to(tmp_path / "good.PFX")
    (tmp_path / "loop.pfx").symlink_to(tmp_path / "loop.pfx")
    listed = ring(folders=(tmp_path,)).keys([tmp_path, tmp_path / "nowhere"])
    assert {entry.name: entry.reason for entry in listed} == {**dict.fromkeys(_ODD, "unreadable"), "again.pfx": ""}
    assert all(entry.detail for entry in listed if entry.reason)


def test_fifty_files_are_listed_in_a_blink(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"DS{number:013}.pfx").write_bytes(usual(shared_pki(KINDS[number % 3]), name=ALIAS))
    keys = ring()
    started = time.thread_time()
    listed = keys.keys([tmp_path])
    assert time.thread_time() - started < 0.3
    assert (len(listed), [entry.name for entry in listed]) == (50, sorted(entry.name for entry in listed))


def test_the_usual_places_exist_and_are_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert tmp_path / "DSKEYS" not in keylist.usual_places()
    (tmp_path / "DSKEYS").mkdir()
    places = keylist.usual_places()
    assert tmp_path / "DSKEYS" in places
    assert all(place.is_dir() for place in places)
    assert FileKeyRing(CmsVerifier(TrustStore(), clock), clock).keys() is not None


# ------------------------------------------------------------------ secrets


def test_nothing_secret_is_shown(tmp_path: Path) -> None:
    pki = shared_pki("p256")
    opened = key_containers.read(usual(pki)).open(Password(bytearray(PASSWORD)))
    secret = pki.key.pkcs8()
    for text in (
        repr(opened),
        repr(key_containers.read(pem(secret, "PRIVATE KEY"))),
        repr(Password(bytearray(PASSWORD))),
    ):
        assert secret.hex()[40:80] not in text
        assert repr(secret)[60:90] not in text
        assert PASSWORD.decode() not in text
    with pytest.raises(WrongPassword) as caught:
        ring("p256").unlock(entry_of(usual(pki), tmp_path, kind="p256"), bytearray(b"Secret-But-Wrong"))
    assert "Secret" not in f"{caught.value} {caught.value.facts} {caught.value!r}"
