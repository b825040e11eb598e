"""What certificates say: identities, purposes, names fit to be shown, and the anchors that come with Muhr."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pki_for_tests import (
    CA_EXTENSIONS,
    KINDS,
    OIDS,
    Pki,
    constraints,
    extension,
    generalized,
    key_usage,
    name,
    purposes,
    rsa_key,
    shared_pki,
)

from muhr.domain.errors import CannotJudge, InputError, MessageMalformed, SignatureInvalid
from muhr.resources import resource_dir
from muhr.signing import der, names
from muhr.signing.certificates import identity_of, load
from muhr.signing.extensions import KeyUsage
from muhr.signing.trust import TrustStore, certificates_in, read_certificates

ROOT = resource_dir() / "trust" / "root_mitc_uz_1092-2.der"
CA = resource_dir() / "trust" / "ca_31955b4adb0aa0ca.der"

ALGORITHMS = {"national": "O'z DSt 1092:2009 II", "p256": "ECDSA P-256", "rsa": "RSA-2048"}


@pytest.mark.parametrize("kind", KINDS)
def test_whose_certificate_it_is(kind: str) -> None:
    identity = identity_of(shared_pki(kind).signer)
    assert (identity.common_name, identity.organization, identity.title) == (
        "НАМУНАЕВ Намуна",
        "Namuna Savdo MChJ",
        "direktor",
    )
    assert (identity.tax_id, identity.personal_tax_id) == ("300000017", "500000013")
    assert identity.personal_id == "30000000000017"
    assert identity.tax_ids == {"300000017", "500000013", "30000000000017"}
    assert (identity.serial, identity.issuer, identity.algorithm) == ("77112233", "Namuna CA", ALGORITHMS[kind])
    assert identity.not_before == datetime(2025, 1, 1, tzinfo=UTC)
    assert identity.not_after == datetime(2034, 12, 31, tzinfo=UTC)
    assert len(identity.fingerprint) == 64
    assert identity_of(bytes(bytearray(shared_pki(kind).signer))) is identity


def subject(pki: Pki, *pairs: tuple[str, str], **more: str) -> bytes:
    return pki.issue(subject=name(*pairs, **more))


def test_a_person_without_company_signs_with_his_own_number() -> None:
    identity = identity_of(subject(shared_pki("p256"), cn="Namuna Shaxs", uid="500000099", pinfl="30000000000099"))
    assert (identity.tax_id, identity.personal_tax_id, identity.organization) == ("500000099", "500000099", "")


def test_of_two_company_numbers_none_is_taken() -> None:
    pki = shared_pki("p256")
    two = subject(pki, ("cn", "Namuna"), ("tin", "300000017"), ("tin", "300000018"))
    assert identity_of(two).tax_id == ""
    same = subject(pki, ("cn", "Namuna"), ("tin", "300000017"), ("tin", "300000017"))
    assert identity_of(same).tax_id == "300000017"


@pytest.mark.parametrize(
    ("serial", "shown"), [(0x0A, "A"), (0x7711, "7711"), (0xF000000000000001, "F000000000000001"), (0, "0")]
)
def test_the_serial_is_shown_as_the_services_print_it(serial: int, shown: str) -> None:
    assert identity_of(shared_pki("p256").issue(serial=serial)).serial == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Ташкент Oʻzbekiston ўқғҳ", "Ташкент Oʻzbekiston ўқғҳ"),
        ("<b>bold</b> &amp;", "<b>bold</b> &amp;"),
        ("a\u202eexe.fdp", "a\ufffdexe.fdp"),
        ("two\nlines\t", "two\ufffdlines\ufffd"),
        ("zero\u200bwidth\ufeff", "zero\ufffdwidth\ufffd"),
        ("nul\0", "nul\ufffd"),
        ("x" * 1000, "x" * 299 + "…"),
        ("", ""),
    ],
)
def test_names_are_plain_text_in_one_line(text: str, shown: str) -> None:
    assert identity_of(subject(shared_pki("p256"), cn=text)).common_name == shown


@pytest.mark.parametrize(
    ("tag", "value", "shown"),
    [
        (0x0C, "ў".encode(), "ў"),
        (0x13, b"Printable", "Printable"),
        (0x14, b"caf\xe9", "café"),
        (0x16, b"ia5", "ia5"),
        (0x1A, b"visible", "visible"),
        (0x12, b"123", "123"),
        (0x1E, "ўз".encode("utf-16-be"), "ўз"),
        (0x1C, "ўз".encode("utf-32-be"), "ўз"),
    ],
)
def test_every_kind_of_text_is_read(tag: int, value: bytes, shown: str) -> None:
    pair = der.sequence(der.oid(OIDS["cn"]), der.tlv(tag, value))
    certificate = shared_pki("p256").issue(subject=der.sequence(der.tlv(0x31, pair)))
    assert identity_of(certificate).common_name == shown


@pytest.mark.parametrize(
    ("tag", "value"), [(0x13, b"\xe9"), (0x0C, b"\xff"), (0x1E, b"a"), (0x1C, b"abc"), (0x02, b"\1"), (0x24, b"")]
)
def test_a_text_that_is_not_what_it_says(tag: int, value: bytes) -> None:
    pair = der.sequence(der.oid(OIDS["cn"]), der.tlv(tag, value))
    with pytest.raises(MessageMalformed):
        load(shared_pki("p256").issue(subject=der.sequence(der.tlv(0x31, pair))))


def test_names_are_shown_whole_where_there_is_no_common_name() -> None:
    parsed = names.read_name(_contents(name(("2.5.4.11", "Unit"), ("1.2.3", "x"), c="UZ")))
    assert names.short_text(parsed) == names.full_text(parsed) == "OU=Unit, 1.2.3=x, C=UZ"
    assert names.short_text(names.read_name(_contents(name(o="Namuna")))) == "Namuna"


def _contents(encoded: bytes) -> names.Reader:
    return names.Reader(der.read(encoded).value)


def test_a_key_nobody_knows_is_named_unknown() -> None:
    pki = shared_pki("p256")
    for spki in (der.sequence(der.sequence(der.oid("1.2.3")), der.bit_string(b"x")), rsa_key(60, 1024).spki):
        assert identity_of(pki.issue(spki=spki)).algorithm == "unknown"


# ------------------------------------------------------------------ purposes

_MAY_SIGN = [
    None,
    (),
    (key_usage(0),),
    (key_usage(1),),
    (key_usage(0, 1, 2, 3, 4), purposes("1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4"), constraints(False)),
    (purposes("2.5.29.37.0"),),
    (purposes("1.3.6.1.5.5.7.3.36"),),
    (purposes("1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.4"),),
    (purposes("1.2.860.3.2.2.1.2.5"),),
]
_MAY_NOT = [
    (CA_EXTENSIONS, "authority"),
    ((key_usage(0, 5), constraints(True)), "authority"),
    ((key_usage(2),), "usage"),
    ((key_usage(),), "usage"),
    ((purposes("1.3.6.1.5.5.7.3.8"),), "purpose"),
    ((purposes(),), "purpose"),
    ((purposes("1.3.6.1.5.5.7.3.3", "1.3.6.1.5.5.7.3.1"),), "purpose"),
]


@pytest.mark.parametrize("number", range(len(_MAY_SIGN)))
def test_certificates_that_may_sign(number: int) -> None:
    found = _MAY_SIGN[number]
    certificate = shared_pki("p256").issue(extensions=found, **({"version": b""} if found is None else {}))
    assert load(certificate).why_not_for_signing() == ""


@pytest.mark.parametrize("number", range(len(_MAY_NOT)))
def test_certificates_that_may_not(number: int) -> None:
    extensions, word = _MAY_NOT[number]
    assert word in load(shared_pki("p256").issue(extensions=extensions)).why_not_for_signing()


def test_key_usage_is_read_bit_by_bit() -> None:
    pki = shared_pki("p256")
    assert load(pki.issue(extensions=[key_usage(0, 6)])).key_usage == KeyUsage.DIGITAL_SIGNATURE | KeyUsage.CRL_SIGN
    nine = extension("2.5.29.15", b"\x03\x03\x07\x00\x80")
    assert load(pki.issue(extensions=[nine])).key_usage == KeyUsage.DECIPHER_ONLY
    assert load(pki.issue(extensions=[])).key_usage is None


def test_the_key_identifier_and_both_ends_of_validity() -> None:
    begins, ends = datetime(2026, 1, 1, tzinfo=UTC), datetime(2050, 6, 1, tzinfo=UTC)
    identifier = extension("2.5.29.14", der.octet_string(b"identifier"))
    certificate = load(shared_pki("p256").issue(begins=begins, ends=generalized(ends), extensions=[identifier]))
    assert certificate.key_identifier == b"identifier"
    assert certificate.valid_at(begins)
    assert certificate.valid_at(ends)
    assert not certificate.valid_at(datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC))
    assert not certificate.valid_at(datetime(2050, 6, 1, 0, 0, 1, tzinfo=UTC))


@pytest.mark.parametrize("kind", KINDS)
def test_who_issued_it(kind: str) -> None:
    pki = shared_pki(kind)
    load(pki.signer).check_issued_by(load(pki.ca))
    with pytest.raises(SignatureInvalid):
        load(pki.signer).check_issued_by(load(pki.root))
    unknown = pki.issue(algorithm=der.sequence(der.oid("1.2.3")))
    with pytest.raises(CannotJudge):
        load(unknown).check_issued_by(load(pki.ca))


# ------------------------------------------------------------------ garbage


@pytest.mark.parametrize("data", [b"", b"\x30\x00", b"garbage", bytes(100), b"\x30\x80\0\0", b"\x30" * 1000])
def test_bytes_that_are_no_certificate(data: bytes) -> None:
    for read in (load, identity_of):
        with pytest.raises(MessageMalformed):
            read(data)


def test_a_certificate_may_carry_unique_identifiers_and_may_not_be_a_book() -> None:
    pki = shared_pki("p256")
    identifiers = der.tlv(0x81, b"\0a") + der.tlv(0x82, b"\0b")
    assert load(pki.issue(spki=pki.key.spki + identifiers)).public_key == pki.key.spki
    with pytest.raises(MessageMalformed, match="larger"):
        load(pki.issue(extensions=[extension("1.2.3", bytes(70_000))]))


def test_a_counter_of_policies_is_read() -> None:
    load(shared_pki("p256").issue(extensions=[extension("2.5.29.54", der.integer(0))]))


def test_every_prefix_of_a_certificate_is_refused() -> None:
    certificate = shared_pki("national").signer
    for end in range(len(certificate)):
        with pytest.raises(MessageMalformed):
            load(certificate[:end])


def test_every_flipped_bit_is_another_certificate_or_none() -> None:
    """A change is either refused or shows in the fingerprint; reading never raises anything untyped."""
    certificate = shared_pki("p256").signer
    original = load(certificate)
    for position in range(len(certificate)):
        changed = bytearray(certificate)
        changed[position] ^= 1 << position % 8
        try:
            found = load(bytes(changed))
        except MessageMalformed:
            continue
        assert found.fingerprint != original.fingerprint
        assert (found.signed_part, found.signature) != (original.signed_part, original.signature)


# ------------------------------------------------------------------ trust


def test_the_bundled_anchors_are_the_ones_the_note_describes() -> None:
    note = (ROOT.parent / "PROVENANCE.md").read_text(encoding="utf-8")
    trust = TrustStore.standard()
    assert len(trust.anchors) == len([path for path in ROOT.parent.iterdir() if path.suffix == ".der"]) == 2
    assert trust.skipped == ()
    for anchor in trust.anchors:
        assert anchor.fingerprint in note
        assert f"{anchor.serial:X}" in note
        assert f"{anchor.not_before:%Y-%m-%d} … {anchor.not_after:%Y-%m-%d}" in note
        assert names.first(anchor.subject_name, names.COMMON_NAME) in note


def test_the_production_authority_is_signed_by_its_root_and_the_root_by_itself() -> None:
    root, ca = load(ROOT.read_bytes()), load(CA.read_bytes())
    root.check_issued_by(root)
    ca.check_issued_by(root)
    assert (root.is_authority, ca.is_authority) == (True, True)
    with pytest.raises(SignatureInvalid):
        root.check_issued_by(ca)
    identity = identity_of(ca.der)
    assert (identity.serial, identity.country, identity.issuer) == ("31955B4ADB0AA0CA", "UZ", "mitc.uz")


def _pem(certificate: bytes) -> bytes:
    return b"-----BEGIN CERTIFICATE-----\n%b-----END CERTIFICATE-----\n" % base64.encodebytes(certificate)


def test_anchors_come_as_der_pem_or_base64(tmp_path: Path) -> None:
    pki = shared_pki("p256")
    (tmp_path / "one.der").write_bytes(pki.root)
    (tmp_path / "two.pem").write_bytes(b"a text before\n" + _pem(pki.ca) + _pem(pki.root))
    (tmp_path / "three.txt").write_bytes(base64.encodebytes(pki.signer))
    assert read_certificates(tmp_path / "two.pem") == (pki.ca, pki.root)
    trust = TrustStore.of_files([tmp_path / "one.der", tmp_path / "two.pem", tmp_path / "three.txt"])
    assert {anchor.der for anchor in trust.anchors} == {pki.root, pki.ca, pki.signer}
    assert load(pki.ca) in trust
    assert load(shared_pki("rsa").ca) not in trust
    assert [issuer.der for issuer in trust.issuers_of(load(pki.signer))] == [pki.ca]
    assert trust.key != TrustStore([pki.root]).key
    assert TrustStore([pki.root, pki.ca]).key == TrustStore([pki.ca, pki.root, pki.ca]).key


def test_a_folder_of_the_users_own_and_files_that_cannot_be_read(tmp_path: Path) -> None:
    pki = shared_pki("p256")
    (tmp_path / "good.crt").write_bytes(_pem(pki.root))
    (tmp_path / "broken.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")
    (tmp_path / "notes.txt").write_text("not looked at")
    trust = TrustStore.standard(folders=[tmp_path, tmp_path / "missing"])
    assert load(pki.root) in trust
    assert len(trust.anchors) == 3
    assert len(trust.skipped) == 1
    assert "broken.pem" in trust.skipped[0]
    for bad in ("broken.pem", "missing.der", "notes.txt"):
        with pytest.raises(InputError) as caught:
            TrustStore.standard(files=[tmp_path / bad])
        assert (caught.value.code, bad in str(caught.value)) == ("trust-unreadable", True)


@pytest.mark.parametrize(
    "data",
    [b"", b"-----BEGIN CERTIFICATE-----", b"***", bytes(2 << 20), _pem(b"x") * 300, b"-----BEGIN X-----"],
    ids=["empty", "open", "stars", "large", "many", "other"],
)
def test_files_without_certificates(data: bytes) -> None:
    with pytest.raises(MessageMalformed):
        list(map(load, certificates_in(data)))
