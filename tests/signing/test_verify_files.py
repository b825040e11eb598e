"""Files of every kind: archives with documents and signatures, and clear words about what is no signature."""

from __future__ import annotations

import base64
import io
import time
import zipfile
from datetime import UTC, datetime

import pytest
from pki_for_tests import CONTENT, KINDS, SignerDraft, clock, draft, shared_pki, to_ber

from muhr.domain.errors import MessageMalformed
from muhr.domain.signatures import DocumentReport, Report, Verdict
from muhr.domain.verdict_words import sentence
from muhr.signing import der
from muhr.signing.schemes import OZDST_1106
from muhr.signing.trust import TrustStore
from muhr.signing.verify import REVOCATION_NOTE, CmsVerifier

ALL = CmsVerifier(TrustStore(shared_pki(kind).root for kind in KINDS), clock)
XML = b"<?xml version='1.0'?><Faktura><Raqam>17</Raqam></Faktura>"


def zipped(files: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return kept.getvalue()


def detached(content: bytes = XML, kind: str = "national") -> bytes:
    return draft(shared_pki(kind), content=content, attached=False).der()


def document(report: Report, name: str) -> DocumentReport:
    return next(one for one in report.documents if one.name == name)


# ------------------------------------------------------------------ one message, in every form


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_in_every_form(kind: str):
    made = draft(shared_pki(kind)).der()
    text = base64.encodebytes(made)
    forms = {
        "der": made,
        "ber": to_ber(made),
        "pem": b"-----BEGIN PKCS7-----\n" + text + b"-----END PKCS7-----\n",
        "cms": b"-----BEGIN CMS-----\r\n" + text.replace(b"\n", b"\r\n") + b"-----END CMS-----\r\n",
        "base64": text,
        "one line": base64.b64encode(to_ber(made)),
    }
    for form, data in forms.items():
        report = ALL.verify_file(data, expected=CONTENT)
        assert (report.verdict, report.documents) == (Verdict.VALID, ()), form


def test_the_sentence_names_the_person_the_company_and_its_number():
    text = sentence(ALL.verify_file(draft(shared_pki("national")).der()))
    assert text == "Signed by НАМУНАЕВ Намуна for Namuna Savdo MChJ (300000017) on 2026-03-02 09:30 UTC; valid."


# ------------------------------------------------------------------ archives


@pytest.mark.parametrize(
    "name", ["a.xml.p7s", "a.xml.sig", "a.xml.PKCS7", "a.p7s", "a.xml.p7s.b64", "imzo.p7s", "imzo"]
)
def test_a_detached_signature_finds_its_document(name: str):
    data = base64.b64encode(detached()) if name.endswith("b64") else detached()
    report = ALL.verify_file(zipped({"a.xml": XML, name: data, "b.pdf": b"%PDF-1.7 ..."}))
    assert report.verdict is Verdict.VALID
    signed = document(report, "a.xml")
    assert (signed.verdict, signed.size, [one.name for one in signed.signatures]) == (Verdict.VALID, len(XML), [name])
    assert document(report, "b.pdf").verdict is None
    assert report.reasons == ("Note: not signed by anything in the archive: b.pdf.", REVOCATION_NOTE)
    assert sentence(report) == "An archive with 1 signed document: valid."


def test_two_signers_in_two_files():
    """As services give it: the seller's signature and the buyer's."""
    report = ALL.verify_file(
        zipped({"papka/a.xml": XML, "papka/a.xml.p7s": detached(), "papka/a.xml.sig": detached(kind="rsa")})
    )
    (signed,) = report.documents
    assert [one.report.signers[0].signature_algorithm for one in signed.signatures] == [
        "O'z DSt 1092:2009 II", "RSA with SHA-256",
    ]  # fmt: skip
    assert report.verdict is Verdict.VALID


def test_an_attached_signature_is_a_document_of_its_own():
    made = draft(shared_pki("national"), content=XML).der()
    report = ALL.verify_file(zipped({"a.p7m": made}))
    (signed,) = report.documents
    assert (signed.name, signed.verdict, signed.size) == ("a.p7m", Verdict.VALID, len(XML))
    # Beside the same document it is that document's signature …
    assert ALL.verify_file(zipped({"a.xml": XML, "a.xml.p7m": made})).documents[0].name == "a.xml"
    # … also under another name …
    assert ALL.verify_file(zipped({"a.xml": XML, "sotuvchi.p7m": made})).documents[0].name == "a.xml"
    # … and beside another one it must not seem to sign it.
    report = ALL.verify_file(zipped({"a.xml": XML + b" ", "a.xml.p7m": made}))
    assert document(report, "a.xml").verdict is None
    assert "does not sign it" in document(report, "a.xml").note


def test_a_changed_document_is_invalid():
    report = ALL.verify_file(
        zipped({"a.xml": XML + b" ", "a.xml.p7s": detached(), "b.xml": XML, "b.xml.p7s": detached()})
    )
    assert report.verdict is Verdict.INVALID
    assert [one.verdict for one in report.documents] == [Verdict.INVALID, Verdict.VALID]
    assert sentence(report) == "An archive with 2 signed documents: not everything is valid."


def test_a_forged_signature_is_told_at_the_document_it_fits():
    made = draft(shared_pki("national"), content=XML, attached=False)
    made.signer.signature = bytes(64)
    report = ALL.verify_file(zipped({"b.xml": b"<b/>", "a.xml": XML, "imzo": made.der()}))
    assert (report.verdict, document(report, "a.xml").verdict) == (Verdict.INVALID, Verdict.INVALID)


def test_a_signature_without_its_document():
    report = ALL.verify_file(zipped({"a.xml.p7s": detached()}))
    (lost,) = report.documents
    assert (report.verdict, lost.verdict, lost.size) == (Verdict.CANNOT_JUDGE, Verdict.CANNOT_JUDGE, None)


def test_a_broken_signature_file_is_not_passed_over():
    files = {"a.xml": XML, "a.xml.p7s": b"\x30\x03\x02\x01\x01", "b.xml": XML, "b.xml.p7s": detached()}
    report = ALL.verify_file(zipped(files))
    assert report.verdict is Verdict.CANNOT_JUDGE
    assert "is named like a signature but is none" in document(report, "a.xml").note


def test_a_stranger_in_an_archive_is_not_valid():
    only_rsa = CmsVerifier(TrustStore([shared_pki("rsa").root]), clock)
    data = zipped({"a.xml": XML, "a.xml.p7s": detached(kind="p256")})
    assert only_rsa.verify_file(data).verdict is not Verdict.VALID
    nobody = CmsVerifier(TrustStore(), clock)
    assert nobody.verify_file(data).verdict is Verdict.CANNOT_JUDGE


def test_what_systems_leave_in_archives_is_not_listed():
    files = {"a.xml": XML, "a.xml.p7s": detached(), "__MACOSX/._a.xml": b"?", ".DS_Store": b"?"}
    assert [one.name for one in ALL.verify_file(zipped(files)).documents] == ["a.xml"]


def test_the_moment_and_the_expected_content_hold_inside_of_archives():
    data = zipped({"a.xml": XML, "a.xml.p7s": detached()})
    assert ALL.verify_file(data, at=datetime(2040, 1, 1, tzinfo=UTC)).verdict is Verdict.INVALID
    assert ALL.verify_file(data, expected=b"other").verdict is Verdict.INVALID


def test_many_nameless_signatures_cost_each_document_one_digest():
    """A megabyte costs the national digest a second: sixty signatures over it must not cost a minute."""
    large = b"x" * 300_000
    files = {"a.bin": large, **{f"imzo-{number}": detached(large) for number in range(40)}}
    began = time.process_time()
    report = ALL.verify_file(zipped(files))
    spent = time.process_time() - began
    began = time.process_time()
    OZDST_1106.compute(large)
    once = time.process_time() - began
    (signed,) = report.documents
    assert (report.verdict, len(signed.signatures)) == (Verdict.VALID, 40)
    assert spent < 12 * once, "the digest was computed again and again"


def test_too_many_signatures():
    data = zipped({f"{number}.p7s": detached() for number in range(65)})
    with pytest.raises(MessageMalformed, match="more than 64"):
        ALL.verify_file(data)


# ------------------------------------------------------------------ what is no signature


def _no_signatures() -> dict[str, tuple[bytes, str]]:
    pki = shared_pki("p256")
    when = der.tlv(0x17, b"260101000000Z")
    revoked = der.sequence(der.integer(1), pki.key.choice.signature_identifier_der, der.sequence(), when)
    encrypted = der.sequence(der.oid("1.2.840.113549.1.7.3"), der.tagged(0, der.sequence()))
    return {
        "empty": (b"", "empty"),
        "pdf": (b"%PDF-1.7\n", "PDF"),
        "picture": (b"\x89PNG\r\n\x1a\n", "picture"),
        "text": (b"Salom, bu oddiy matn.\n", "plain text"),
        "cyrillic": ("Это простой текст.".encode(), "plain text"),
        "xml": (XML, "XML"),
        "json": (b'{"a": 1}', "JSON"),
        "html": (b"<!DOCTYPE html><html>", "web page"),
        "spaces": (b" \n ", "white space"),
        "certificate": (pki.signer, "certificate"),
        "certificate pem": (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "certificate"),
        "request": (b"-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n", "request"),
        "key pem": (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "private key"),
        "key": (pki.key.pkcs8(), "private key"),
        "pfx": (der.sequence(der.integer(3), der.sequence(der.oid("1.2.840.113549.1.7.1"))), "PKCS #12"),
        "crl": (
            der.sequence(revoked, pki.key.choice.signature_identifier_der, der.bit_string(b"1")),
            "revocation list",
        ),
        "encrypted": (encrypted, "encrypted"),
        "zip": (zipped({"a.xml": XML}), "no file in it is a signature"),
        "empty zip": (zipped({}), "empty archive"),
        "office": (zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), "office program"),
        "rar": (b"Rar!\x1a\x07", "RAR"),
    }


@pytest.mark.parametrize("kind", _no_signatures())
def test_what_is_no_signature_is_named(kind: str):
    data, word = _no_signatures()[kind]
    with pytest.raises(MessageMalformed) as caught:
        ALL.verify_file(data)
    assert (word in str(caught.value), caught.value.code) == (True, "file-not-signed")


def test_a_damaged_message_keeps_the_readers_reason():
    made = draft(shared_pki("national")).der()
    for data in (made[:-1], base64.b64encode(made)[:-5], b"\x30\x80\x00"):
        with pytest.raises(MessageMalformed) as caught:
            ALL.verify_file(data)
        assert caught.value.code == "signature-malformed"


def test_two_signers_in_one_message_have_a_verdict_each():
    good, other = shared_pki("national"), shared_pki("p256")
    issued = other.issue(serial=99)
    made = draft(good, certificates=[*good.chain, issued, *other.chain[1:]])
    made.signers.append(SignerDraft(other.key, issued, signature=der.sequence(der.integer(1), der.integer(1))))
    report = ALL.verify_file(made.der())
    assert [one.verdict for one in report.signers] == [Verdict.VALID, Verdict.INVALID]
    assert report.verdict is Verdict.INVALID
    assert sentence(report).endswith("not valid; all in all not valid.")
