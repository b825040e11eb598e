"""What a file is that is not a signed message: one clear sentence for the person. Judges nothing, trusts no name."""

from __future__ import annotations

import re

from muhr.domain.errors import MessageMalformed
from muhr.domain.sentences import say
from muhr.signing import ber, certificates, tlv
from muhr.signing.cms_read import ID_SIGNED_DATA
from muhr.signing.limits import IndefiniteLength, Limits
from muhr.signing.tlv import INTEGER, SEQUENCE, Reader

_BEGINNINGS = (
    (b"%PDF-", say("It is a PDF document. A signature inside of a PDF is not something Muhr judges.")),
    (b"\x89PNG", say("It is a picture.")),
    (b"\xff\xd8\xff", say("It is a picture.")),
    (b"GIF8", say("It is a picture.")),
    (b"BM", say("It is a picture.")),
    (b"II*\x00", say("It is a picture.")),
    (b"MM\x00*", say("It is a picture.")),
    (b"\xd0\xcf\x11\xe0", say("It is a document of an older office program.")),
    (b"7z\xbc\xaf", say("It is a 7-Zip archive; only ZIP archives are read.")),
    (b"Rar!", say("It is a RAR archive; only ZIP archives are read.")),
    (b"\x1f\x8b", say("It is a gzip archive; only ZIP archives are read.")),
    (b"MZ", say("It is a program.")),
    (b"\x7fELF", say("It is a program.")),
    (b"\xfe\xed\xbe\xef", say("It is a key file, not a signature. Do not give it to anybody.")),
    (b"\xfe\xed\xfe\xed", say("It is a key file, not a signature. Do not give it to anybody.")),
)
_PEM = re.compile(rb"-----BEGIN ([A-Z0-9 #]{1,40})-----")
_PEM_KINDS = (
    (b"PRIVATE KEY", say("It is a private key, not a signature. Do not give it to anybody.")),
    (b"CERTIFICATE REQUEST", say("It is a request for a certificate, not a signature.")),
    (b"CERTIFICATE", say("It is a certificate, not a signature.")),
    (b"X509 CRL", say("It is a revocation list, not a signature.")),
    (b"PGP", say("It is an OpenPGP text; Muhr judges signatures in the CMS format (PKCS #7).")),
)
_OTHER_CMS = {
    "1.2.840.113549.1.7.1": say("It is a data message without a signature."),
    "1.2.840.113549.1.7.3": say("It is an encrypted message, not a signed one."),
    "1.2.840.113549.1.7.5": say("It is a message with a checksum only, not a signed one."),
}
_LOOKED_AT = 4096


def explain(data: bytes, error: MessageMalformed, limits: Limits) -> MessageMalformed:
    """Give the error with what the file is, where that can be told; else `error` itself."""
    sentence = kind_of(data, limits)
    if not sentence:
        return error
    return MessageMalformed(say("The file is not a signature. {sentence}", sentence=sentence), code="file-not-signed")


def kind_of(data: bytes, limits: Limits) -> str:
    """Say what a file is in one sentence; empty when nothing can be told."""
    if not data:
        return say("It is empty.")
    for beginning, sentence in _BEGINNINGS:
        if data.startswith(beginning):
            return sentence
    labels = _PEM.findall(data[:_LOOKED_AT])
    for label, sentence in _PEM_KINDS:
        if any(label in found for found in labels):
            return sentence
    if data[:1] == b"\x30":
        return _binary(data, limits)
    return _text(data)


def _binary(data: bytes, limits: Limits) -> str:
    """Tell DER files apart by the shape of their first elements."""
    try:
        certificates.load(data)
    except MessageMalformed:
        pass
    else:
        return say("It is a certificate, not a signature.")
    try:
        outer = tlv.read_one(data, SEQUENCE)
    except IndefiniteLength:
        try:
            outer = tlv.read_one(ber.definite(data, limits), SEQUENCE)
        except MessageMalformed:
            return ""
    except MessageMalformed:
        return ""
    try:
        return _shape(outer)
    except MessageMalformed:
        return ""


def _shape(outer: Reader) -> str:
    if outer.tag == INTEGER:
        version = outer.integer()
        if version == 3 and outer.tag == SEQUENCE:
            return say("It is a key file (PKCS #12), not a signature. Do not give it to anybody.")
        if version in (0, 1) and outer.tag in (SEQUENCE, 0x04):
            return say("It is a private key, not a signature. Do not give it to anybody.")
        return ""
    if outer.tag == tlv.OID:
        oid = outer.oid()
        return "" if oid == ID_SIGNED_DATA else _OTHER_CMS.get(oid, "")
    inner = outer.enter(SEQUENCE)
    if inner.tag == INTEGER:
        inner.integer()
        if inner.tag == SEQUENCE:
            inner.enter(SEQUENCE)
            if inner.tag == SEQUENCE:
                inner.enter(SEQUENCE)
                if inner.tag in (tlv.UTC_TIME, tlv.GENERALIZED_TIME):
                    return say("It is a revocation list, not a signature.")
    return ""


def _text(data: bytes) -> str:
    head = data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip()
    lower = head[:200].lower()
    if lower.startswith((b"<!doctype html", b"<html")):
        return say("It is a web page.")
    if lower.startswith(b"<"):
        return say("It is an XML document without a signature Muhr can judge.")
    if lower[:1] in (b"{", b"["):
        return say("It is a JSON text without a signature Muhr can judge.")
    try:
        text = data[:_LOOKED_AT].decode("utf-8", "strict" if len(data) <= _LOOKED_AT else "ignore")
    except UnicodeDecodeError:
        return ""
    if not text.strip():
        return say("It holds nothing but white space.")
    readable = all(sign.isprintable() or sign in "\r\n\t\f" for sign in text)
    # A single long word may be base64 of something damaged: then the reader's own reason says more.
    return say("It is a plain text.") if readable and len(text.split()) > 1 and " " in text.strip() else ""
