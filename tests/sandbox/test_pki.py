"""The test keys, checked with somebody else's code: OpenSSL and `cryptography`."""

import dataclasses
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import pkcs12 as asn1_pkcs12
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12

from muhr.domain.signatures import Verdict
from muhr.sandbox.pki import Algorithm, Encoding, Flavour, director_profile, java_pfx, make_pki
from muhr.sandbox.pki.certificates import COMPANY_TAX_ID, PERSONAL_ID, TITLE, UID
from muhr.sandbox.pki.rc2_encrypt import rc2_cbc
from muhr.sandbox.world import OURS
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the openssl command")


def openssl(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["openssl", *map(str, arguments)], capture_output=True, encoding="latin-1", check=False)


@pytest.mark.parametrize(
    ("key", "bits", "iv", "plain", "cipher"),
    [  # RFC 2268 §5
        ("0000000000000000", 63, "0000000000000000", "0000000000000000", "ebb773f993278eff"),
        ("ffffffffffffffff", 64, "0000000000000000", "ffffffffffffffff", "278b27e42e2f0d49"),
        ("3000000000000000", 64, "0000000000000000", "1000000000000001", "30649edf9be7d2c2"),
        ("88", 64, "0000000000000000", "0000000000000000", "61a8a244adacccf0"),
        ("88bca90e90875a", 64, "0000000000000000", "0000000000000000", "6ccf4308974c267f"),
    ],
)
def test_rc2_known_answers(key, bits, iv, plain, cipher) -> None:
    out = rc2_cbc(bytes.fromhex(key), bytes.fromhex(iv), bytes.fromhex(plain), effective_bits=bits)
    assert out[:8].hex() == cipher


@needs_openssl
@pytest.mark.parametrize("name", ["rsa-p12", "p256-p12", "p256-java-8"])
def test_openssl_opens_ordinary_key_files(sandbox_pki, name) -> None:
    record = sandbox_pki.key(name)
    opened = openssl("pkcs12", "-legacy", "-in", record.path, "-passin", f"pass:{record.password}", "-nodes")
    assert opened.returncode == 0, opened.stderr
    assert opened.stdout.count("BEGIN CERTIFICATE") == 3
    assert "BEGIN PRIVATE KEY" in opened.stdout
    refused = openssl("pkcs12", "-legacy", "-in", record.path, "-passin", "pass:wrong", "-nodes")
    assert refused.returncode != 0


@needs_openssl
@pytest.mark.parametrize("name", ["first-director", "second-director", "family-2024", "java-8-sec1", "java-17-gost"])
def test_openssl_opens_the_layers_of_national_key_files(sandbox_pki, name) -> None:
    record = sandbox_pki.key(name)
    arguments = ("pkcs12", "-legacy", "-info", "-in", record.path, "-passin", f"pass:{record.password}", "-nokeys")
    opened = openssl(*arguments)
    assert opened.returncode == 0, opened.stderr
    assert opened.stdout.count("BEGIN CERTIFICATE") == 3
    expected = {
        "java-8": ("MAC: sha1", "pbeWithSHA1And3-KeyTripleDES-CBC", "pbeWithSHA1And40BitRC2-CBC"),
        "java-17": ("MAC: sha256", "PBES2, PBKDF2, AES-256-CBC, Iteration 10000, PRF hmacWithSHA256"),
    }[record.format]
    assert all(text in opened.stderr for text in expected), opened.stderr


@needs_openssl
def test_openssl_reads_the_encrypted_pem(sandbox_pki) -> None:
    record = sandbox_pki.key("rsa-pem")
    assert openssl("pkey", "-in", record.path, "-passin", f"pass:{record.password}", "-noout").returncode == 0
    assert openssl("pkey", "-in", record.path, "-passin", "pass:wrong", "-noout").returncode != 0


@needs_openssl
def test_openssl_accepts_the_common_chain(sandbox_pki, tmp_path) -> None:
    leaf, middle, root = sandbox_pki.key("rsa-p12").chain
    for name, der in (("leaf", leaf), ("middle", middle), ("root", root)):
        text = openssl("x509", "-inform", "der", "-in", write(tmp_path / f"{name}.der", der)).stdout
        (tmp_path / f"{name}.pem").write_text(text)
    checked = openssl(
        "verify", "-x509_strict", "-CAfile", tmp_path / "root.pem", "-untrusted", tmp_path / "middle.pem",
        tmp_path / "leaf.pem",
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout + checked.stderr


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_the_p12_opens_with_cryptography(sandbox_pki) -> None:
    record = sandbox_pki.key("p256-p12")
    key, certificate, above = pkcs12.load_key_and_certificates(Path(record.path).read_bytes(), record.password.encode())
    assert certificate is not None
    assert key.public_key() == certificate.public_key()
    assert len(above) == 2


def test_every_certificate_is_canonical_and_says_who(sandbox_pki) -> None:
    for record in sandbox_pki.keys:
        certificate = asn1_x509.Certificate.load(record.certificate, strict=True)
        if record.kind in {"rsa-2048", "p-256"}:  # asn1crypto cannot write a key algorithm it does not know
            assert certificate.dump(force=True) == record.certificate
        subject = {pair["type"].dotted: pair["value"].native for name in certificate.subject.chosen for pair in name}
        assert subject[COMPANY_TAX_ID] == record.tax_id
        assert len(subject[PERSONAL_ID]) == 14
        assert len(subject[UID]) == 9
        assert subject[TITLE] == "direktor"
        assert certificate.key_usage_value.native == {
            "digital_signature", "non_repudiation", "key_encipherment", "data_encipherment", "key_agreement",
        }  # fmt: skip
        assert certificate.extended_key_usage_value.native == ["client_auth", "email_protection"]
        assert f"{certificate.serial_number:X}" == record.serial
        assert len(record.serial) == 8
        loaded = x509.load_der_x509_certificate(record.certificate)
        assert loaded.not_valid_before_utc == record.not_before
        assert loaded.not_valid_after_utc == record.not_after


def test_states_are_what_they_say(sandbox_pki) -> None:
    now = datetime.now(UTC)
    for record in sandbox_pki.keys:
        valid_now = record.not_before <= now <= record.not_after
        assert valid_now is (record.state in {"valid", "wrong-company"})
    assert sandbox_pki.key("wrong-company").tax_id not in {company.tax_id for company in OURS}
    assert sandbox_pki.key("first-director").tax_id == OURS[0].tax_id
    assert sandbox_pki.key("second-director").tax_id == OURS[1].tax_id


def test_the_alias_can_be_read_without_the_password(sandbox_pki) -> None:
    record = sandbox_pki.key("first-director")
    pfx = asn1_pkcs12.Pfx.load(Path(record.path).read_bytes())
    plain = [info for info in pfx.authenticated_safe if info["content_type"].native == "data"]
    [bag] = asn1_pkcs12.SafeContents.load(plain[0]["content"].native)
    names = [
        attribute["values"][0].native
        for attribute in bag["bag_attributes"]
        if attribute["type"].native == "friendly_name"
    ]
    [alias] = names
    assert alias == alias.lower()
    for part in (f"1.2.860.3.16.1.1={record.tax_id}", "t=direktor", f"serialnumber={record.serial.lower()}"):
        assert f",{part}" in alias
    tashkent = record.not_before + timedelta(hours=5)
    assert f"validfrom={tashkent:%Y.%m.%d %H:%M:%S}" in alias


def test_the_private_key_layouts(sandbox_pki) -> None:
    """The inner layouts hold the same number, in opposite byte orders (facts §3.1)."""
    issued = sandbox_pki.authorities.director(OURS[0], datetime.now(UTC))
    big, little, raw = (issued.key.pkcs8(encoding) for encoding in Encoding)
    number = issued.key.number.to_bytes(32, "big")
    assert number in big
    assert number[::-1] not in big
    assert b"\x04\x22\x04\x20" + number[::-1] in little
    assert b"\x04\x20" + number[::-1] in raw
    assert len(raw) == len(little) - 2
    assert number not in little


def test_an_existing_folder_is_read_and_can_go_on_issuing(sandbox_pki, tmp_path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(sandbox_pki.folder, folder)
    again = make_pki(folder)
    assert [key.certificate for key in again.keys] == [key.certificate for key in sandbox_pki.keys]
    assert all(Path(key.path).is_relative_to(folder) for key in again.keys)
    verifier = CmsVerifier(TrustStore.of_files(sandbox_pki.trust), lambda: datetime.now(UTC))
    from muhr.signing.algorithms import choose
    from muhr.signing.cms_build import CmsBuilder

    for algorithm in Algorithm:
        issued = again.authorities.director(OURS[0], datetime.now(UTC), algorithm=algorithm)
        cms = CmsBuilder(issued.chain, choose(issued.key.spki)).build(b"namuna", datetime.now(UTC), issued.key.sign)
        assert verifier.verify(cms).verdict is Verdict.VALID


def test_odd_certificates_can_be_issued(sandbox_pki) -> None:
    profile = dataclasses.replace(
        director_profile(OURS[0], datetime.now(UTC)),
        key_usage=None,
        extended_key_usage=(),
        authority=True,
        path_length=0,
        policies=(),
        serial=5,
        not_after=datetime(2060, 1, 1, tzinfo=UTC),
    )
    certificate = x509.load_der_x509_certificate(sandbox_pki.authorities.issue(profile).certificate)
    assert certificate.serial_number == 5
    assert certificate.not_valid_after_utc.year == 2060
    assert certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is True
    with pytest.raises(x509.ExtensionNotFound):
        certificate.extensions.get_extension_for_class(x509.KeyUsage)


def test_long_passwords_and_names_fit(sandbox_pki) -> None:
    issued = sandbox_pki.authorities.director(OURS[0], datetime.now(UTC), algorithm=Algorithm.P256)
    password = "Ўзбекча пароль " * 9
    for flavour in Flavour:
        file = java_pfx(issued, password=password, friendly_name="x" * 400, flavour=flavour)
        key, _, _ = pkcs12.load_key_and_certificates(file, password.encode())
        assert key is not None
