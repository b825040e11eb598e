"""Attacks found at a second look at the verifier and the key files: each was once slow, loud or let through."""

from __future__ import annotations

import json
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from pfx_for_tests import PASSWORD, certificate_bag, key_bag, open_part, pbes2, pfx, pkcs8_of, pkcs12_pbe, scrypt
from pki_for_tests import (
    CONTENT_TYPE,
    ID_DATA,
    SIGNER_EXTENSIONS,
    Pki,
    SignerDraft,
    attribute,
    clock,
    draft,
    name,
    purposes,
    shared_pki,
)

from muhr.cli.main import main
from muhr.cli.output import answer
from muhr.domain.errors import InputError, KeyFileUnreadable, MessageMalformed
from muhr.domain.signatures import KeyEntry, KeyKind, Report, Verdict
from muhr.signing import cms_build, der
from muhr.signing.certificates import load
from muhr.signing.keyfiles import FileKeyRing
from muhr.signing.limits import Limits
from muhr.signing.trust import TrustStore, read_certificates
from muhr.signing.verify import REVOCATION_NOTE, CmsVerifier

PKI = shared_pki("p256")
VERIFIER = CmsVerifier(TrustStore([PKI.root]), clock)
RING = FileKeyRing(VERIFIER, clock, ())


@contextmanager
def within_a_second() -> Iterator[None]:
    started = time.thread_time()
    yield
    assert time.thread_time() - started < 1


def verdict(report: Report) -> Verdict:
    return report.verdict


def open_key(data: bytes, folder: Path, file_name: str = "attack.pfx", password: bytes = PASSWORD) -> None:
    path = folder / file_name
    path.write_bytes(data)
    entry = KeyEntry(id=str(path), kind=KeyKind.FILE, place="", name="", identity=None, usable=True)
    RING.unlock(entry, bytearray(password))


# ------------------------------------------------------------------ CPU


MANY_BEGINNINGS: dict[str, bytes] = {
    "of messages": b"-----BEGIN CMS-----\n" * 50_000,
    "of certificates": b"-----BEGIN CERTIFICATE-----\n" * 37_000,
    "of everything": b"".join(b"-----BEGIN A%d-----\n" % i for i in range(45_000)),
    "without an end": b"-----BEGIN " * 90_000,
}


@pytest.mark.parametrize("label", MANY_BEGINNINGS)
def test_a_text_of_beginnings_costs_nothing(label: str, tmp_path: Path) -> None:
    text = MANY_BEGINNINGS[label]
    with within_a_second():
        with pytest.raises(MessageMalformed):
            VERIFIER.verify(text)
        path = tmp_path / "beginnings.pem"
        path.write_bytes(text)
        assert [entry.reason for entry in RING.keys([tmp_path])] == ["unreadable"]
        with pytest.raises(InputError):
            read_certificates(path)


@pytest.mark.parametrize("field", ["attributes", "certificates", "crls"])
def test_a_message_of_a_million_elements_is_refused_before_they_are_counted(field: str) -> None:
    heavy = der.sequence(b"\x05\x00" * 240_000)
    made = draft(PKI)
    if field == "attributes":
        made.signer.unsigned = der.tagged(1, *(attribute(f"1.2.{i}", heavy) for i in range(10)))
    elif field == "certificates":
        made.certificate_field = der.tagged(0, *PKI.chain, *(b"\xa1" + heavy[1:],) * 10)
    else:
        made.crls = der.tagged(1, *(heavy,) * 10)
    message = made.der()
    with within_a_second(), pytest.raises(MessageMalformed):
        VERIFIER.verify(message)


def test_the_content_does_not_count_as_envelope() -> None:
    verifier = CmsVerifier(TrustStore([PKI.root]), clock, Limits(envelope=8 * 1024))
    assert verdict(verifier.verify(draft(PKI, content=bytes(100_000)).der())) is Verdict.VALID


def test_unreadable_certificates_are_read_once_for_all_signers() -> None:
    unreadable = [der.sequence(der.sequence(der.integer(i)), b"\x05\x00" * 15_000) for i in range(61)]
    made = draft(PKI, certificates=[*PKI.chain, *unreadable])
    made.signers = made.signers * 16
    message = made.der()
    with within_a_second():
        assert verdict(VERIFIER.verify(message)) is Verdict.CANNOT_JUDGE


class Ready(SignerDraft):
    """A SignerInfo that is encoded already."""

    def der(self, content: bytes | None, content_type: str) -> bytes:
        return self.signature or b""


def test_content_without_attributes_is_hashed_once_for_all_signers() -> None:
    national, content = shared_pki("national"), bytes(100_000)
    made = draft(national, content=content)
    made.signer.without_attributes = True
    ready = made.signer.der(content, ID_DATA)
    made.signers = [Ready(national.key, national.signer, signature=ready)] * 16
    message = made.der()
    verifier = CmsVerifier(TrustStore([national.root]), clock)
    with within_a_second():
        assert verdict(verifier.verify(message)) is Verdict.VALID
    changed = message.replace(content, content[:-1] + b"1")
    assert changed != message
    assert verdict(verifier.verify(changed)) is Verdict.INVALID


FAT: dict[str, Callable[[Pki], bytes]] = {
    "a name of a thousand parts": lambda pki: pki.issue(subject=name(*[("o", "x")] * 1000)),
    "a thousand purposes": lambda pki: pki.issue(
        extensions=[*SIGNER_EXTENSIONS, purposes(*(f"2.5.9.{i}" for i in range(1000)))]
    ),
}


@pytest.mark.parametrize("label", FAT)
def test_a_certificate_that_fills_the_memory_is_refused(label: str) -> None:
    certificate = FAT[label](PKI)
    with pytest.raises(MessageMalformed):
        load(certificate)
    with pytest.raises(MessageMalformed):  # also the second time, when the answer is remembered
        load(certificate)


COSTLY: dict[str, bytes] = {
    "scrypt in many blocks": der.sequence(pbes2(scrypt(8192, 64, 16)), der.octet_string(bytes(64))),
    "a megabyte of RC2": der.sequence(pkcs12_pbe("1.2.840.113549.1.12.1.6", 1), der.octet_string(bytes(1_000_000))),
    "3DES that hashes three times": der.sequence(
        pkcs12_pbe("1.2.840.113549.1.12.1.3", 1_999_999), der.octet_string(bytes(64))
    ),
}


@pytest.mark.parametrize("label", COSTLY)
@pytest.mark.parametrize("password", [PASSWORD, b""], ids=["password", "empty password"])
def test_a_key_file_that_costs_is_refused(label: str, password: bytes, tmp_path: Path) -> None:
    with within_a_second(), pytest.raises(KeyFileUnreadable):
        open_key(COSTLY[label], tmp_path, password=password)


def test_not_every_key_is_tried_with_every_certificate(tmp_path: Path) -> None:
    bags = [key_bag(pkcs8_of(PKI.key))] * 40 + [certificate_bag(PKI.ca)] * 150
    with within_a_second(), pytest.raises(KeyFileUnreadable):
        open_key(pfx([open_part(*bags)]), tmp_path)


# ------------------------------------------------------------------ untyped exceptions


@pytest.mark.parametrize(
    "at",
    [
        datetime.max.replace(tzinfo=UTC),
        datetime.min.replace(tzinfo=UTC),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=5))),
        datetime.max.replace(tzinfo=timezone(-timedelta(hours=5))),
    ],
)
def test_the_ends_of_the_calendar_are_moments_too(at: datetime) -> None:
    assert verdict(VERIFIER.verify(draft(PKI).der(), at=at)) is Verdict.INVALID


def test_a_link_that_leads_nowhere_possible_disturbs_no_list(tmp_path: Path) -> None:
    (tmp_path / "key.pem").symlink_to("a" * 300)
    (tmp_path / "loop.pfx").symlink_to("loop.pfx")
    (tmp_path / "root.der").write_bytes(PKI.root)
    (tmp_path / "anchor.crt").symlink_to("a" * 300)
    (tmp_path / "bare.key").write_bytes(b"junk")
    (tmp_path / "bare.crt").symlink_to("a" * 300)
    assert [entry.name for entry in RING.keys([tmp_path])] == ["bare.key"]
    assert load(PKI.root) in TrustStore.standard(folders=[tmp_path])


# ------------------------------------------------------------------ verdicts


@pytest.mark.parametrize(
    "last",
    [
        der.sequence(der.oid("1.2.3"), der.tlv(der.SET, b"\x1f\x81\x01\x00")),
        der.sequence(der.tlv(der.OBJECT_IDENTIFIER, b"\x2a" + b"\x01" * 100), der.tlv(der.SET, der.NULL_DER)),
        der.sequence(der.tlv(der.OBJECT_IDENTIFIER, b"\x2a\x80\x01"), der.tlv(der.SET, der.NULL_DER)),
    ],
    ids=["a value under a long tag", "a long OID", "an OID not in its shortest form"],
)
def test_signed_attributes_as_content_stay_refused_however_strange_one_of_them_is(last: bytes) -> None:
    content = der.tlv(der.SET, attribute(CONTENT_TYPE, der.oid(ID_DATA)), last)
    made = draft(PKI, content=content)
    made.signer.without_attributes = True
    assert verdict(VERIFIER.verify(made.der())) is Verdict.INVALID
    with pytest.raises(Exception, match="form of signature attributes"):
        cms_build.refuse_attributes(content)


@pytest.mark.parametrize("parameters", [der.sequence(), der.octet_string(b"x"), der.integer(1)])
def test_ecdsa_named_by_the_keys_oid_has_no_parameters_but_the_curve(parameters: bytes) -> None:
    made = draft(PKI)
    made.signer.algorithm = der.sequence(der.oid("1.2.840.10045.2.1"), parameters)
    assert verdict(VERIFIER.verify(made.der())) is Verdict.INVALID
    made.signer.algorithm = der.sequence(der.oid("1.2.840.10045.2.1"), der.oid("1.2.840.10045.3.1.7"))
    assert verdict(VERIFIER.verify(made.der())) is Verdict.VALID


def test_a_signer_who_is_trusted_himself_is_not_checked_for_revocation_either() -> None:
    report = CmsVerifier(TrustStore([PKI.signer]), clock).verify(draft(PKI).der())
    assert verdict(report) is Verdict.VALID
    assert REVOCATION_NOTE in report.reasons


# ------------------------------------------------------------------ passwords


@pytest.mark.parametrize("size", [0, 15, 17])
def test_damage_that_shows_without_the_password_is_no_wrong_password(size: int, tmp_path: Path) -> None:
    sealed = der.sequence(pbes2(scrypt(2, 1, 1)), der.octet_string(bytes(size)))
    with pytest.raises(KeyFileUnreadable):
        open_key(sealed, tmp_path, "damaged.key")


def test_an_error_keeps_nothing_of_an_opened_key(tmp_path: Path) -> None:
    damaged = pkcs8_of(PKI.key)[:-3]
    with pytest.raises(KeyFileUnreadable) as caught:
        open_key(pfx([open_part(key_bag(damaged), certificate_bag(PKI.signer))]), tmp_path)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    frames = [frame.f_code for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
    assert [code.co_name for code in frames if "/muhr/signing/" in Path(code.co_filename).as_posix()] == ["unlock"]


# ------------------------------------------------------------------ the terminal


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00"])
def test_a_moment_outside_of_the_calendar_is_bad_usage(at: str, tmp_path: Path) -> None:
    path = tmp_path / "message.p7"
    path.write_bytes(draft(PKI).der())
    assert main(["verify", str(path), "--at", at]) == 3


def test_content_of_the_command_line_that_is_no_text_is_compared_as_bytes(tmp_path: Path) -> None:
    root, path = tmp_path / "root.der", tmp_path / "message.p7"
    root.write_bytes(PKI.root)
    path.write_bytes(draft(PKI, content=b"\xff\xfe").der())
    call = ["verify", str(path), "--trust", str(root), "--at", "2026-03-02T09:40:00Z", "--content"]
    assert main([*call, "\udcff\udcfe"]) == 0
    assert main([*call, "\udcff\udcfd"]) == 1


def test_what_a_terminal_obeys_is_escaped_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    record = {"name": "\udcff.pfx", "text": "\x1b[2J\x9b31m \u202etxt.exe\u202c \u2028 Намуна’s"}
    answer(record)
    text = capsys.readouterr().out
    assert json.loads(text) == record
    assert all(sign == "\n" or sign.isprintable() for sign in text)
    assert "Намуна’s" in text
