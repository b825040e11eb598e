"""Writes a CMS message the way E-IMZO does: BER with indefinite lengths and a content in pieces (facts §2.2)."""

from __future__ import annotations

from muhr.signing import der

_END = b"\x00\x00"
_PIECE = 1000


def _open(tag: int, *parts: bytes) -> bytes:
    return bytes((tag, 0x80)) + b"".join(parts) + _END


def as_ber(message: bytes) -> bytes:
    """Rewrite a DER ContentInfo; what is signed (attributes, certificates) keeps its bytes."""
    content_type, wrapped = der.children(der.read(message, der.SEQUENCE))
    (signed_data,) = der.children(wrapped)
    version, digests, encapsulated, certificates, signers = der.children(signed_data)
    kind, explicit = der.children(encapsulated)
    (content,) = der.children(explicit)
    value = content.value
    pieces = [der.octet_string(value[at : at + _PIECE]) for at in range(0, len(value), _PIECE)]
    chunked = _open(0x24, *pieces)
    signed = _open(
        0x30,
        version.der,
        digests.der,
        _open(0x30, kind.der, _open(0xA0, chunked)),
        _open(0xA0, certificates.value),
        signers.der,
    )
    return _open(0x30, content_type.der, _open(0xA0, signed))
