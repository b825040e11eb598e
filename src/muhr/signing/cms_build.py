"""Building a CMS SignedData (RFC 5652) with one signer and attached content. Reading and judging are elsewhere.

The shape is the one E-IMZO writes, only in DER where E-IMZO writes indefinite lengths: version 1; the content as
id-data, attached; certificates signer → CA → root in this order; SignerInfo version 1 by issuer and serial number;
exactly three signed attributes (contentType, signingTime, messageDigest); no unsigned ones but, where it is wished, a
time stamp.

The DER is put together directly: what is the same for every message of one key is encoded once, so that a message
costs little more than its signature. A tree of ASN.1 objects would take a hundred times longer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from muhr.domain.errors import ContentUnsafe, KeyUnusable
from muhr.signing import der
from muhr.signing.algorithms import SigningChoice

_ID_DATA = der.oid("1.2.840.113549.1.7.1")
_ID_SIGNED_DATA = der.oid("1.2.840.113549.1.7.2")
_CONTENT_TYPE = der.oid("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST = der.oid("1.2.840.113549.1.9.4")
_SIGNING_TIME = der.oid("1.2.840.113549.1.9.5")
_VERSION_1 = der.integer(1)
_CONTENT_TYPE_ATTRIBUTE = der.sequence(_CONTENT_TYPE, der.tlv(der.SET, _ID_DATA))

_UTC_TIME = 0x17
_GENERALIZED_TIME = 0x18


def refuse_attributes(content: bytes) -> None:
    """Refuse content that reads as a DER SET OF Attribute, of any number of attributes.

    A signature over signed attributes is a signature over the DER of such a set. Were a set signed as *content*,
    somebody could present the signature as one over attributes of his choice (draft-ietf-lamps-cms-euf-cma-signeddata).
    An Attribute is a SEQUENCE of exactly an OID and a SET. The order inside the sets is not looked at: a set out of
    order is refused as well.

    Raises:
        ContentUnsafe: it does.
    """
    if not content.startswith(b"\x31"):
        return
    try:
        for attribute in der.children(der.read(content, der.SET)):
            if attribute.tag != der.SEQUENCE:
                return
            kind, values = der.children(attribute)
            # Neither the OID nor the values are read: no strangeness in them makes the set less ambiguous.
            if (kind.tag, values.tag) != (der.OBJECT_IDENTIFIER, der.SET):
                return
    except ValueError:  # no DER, or not two parts
        return
    raise ContentUnsafe("The content has the form of signature attributes and is not signed.")


def encode_time(at: datetime) -> bytes:
    """Encode a signing time: UTCTime until 2049, GeneralizedTime from 2050 (RFC 5652 §11.3). Whole seconds, UTC."""
    if at.tzinfo is None:
        raise ValueError("a signing time without time zone")
    at = at.astimezone(UTC)
    if 1950 <= at.year < 2050:
        return der.tlv(_UTC_TIME, at.strftime("%y%m%d%H%M%SZ").encode())
    return der.tlv(_GENERALIZED_TIME, f"{at.year:04}{at:%m%d%H%M%S}Z".encode())


def issuer_and_serial(certificate_der: bytes) -> tuple[bytes, bytes]:
    """Give issuer (Name) and serial number (INTEGER) of a certificate, both as they stand there.

    Raises:
        KeyUnusable: the bytes are no certificate.
    """
    try:
        certificate = der.children(der.read(certificate_der, der.SEQUENCE))
        fields = der.children(certificate[0])
        if fields and fields[0].tag == 0xA0:  # the version, left out when it is 1
            del fields[0]
        serial, _algorithm, issuer = fields[:3]
        der.read_integer(serial)
        if issuer.tag != der.SEQUENCE:
            raise der.DerError("an issuer that is no name")
    except (ValueError, IndexError) as problem:
        raise KeyUnusable("The key's certificate cannot be read.") from problem
    return issuer.der, serial.der


class CmsBuilder:
    """Builds messages of one key; what does not change from message to message is encoded here once."""

    def __init__(self, chain: Sequence[bytes], choice: SigningChoice) -> None:
        """Take the certificates (DER), the signer's first, then CA, then root, and the chosen algorithms.

        Raises:
            KeyUnusable: there is no certificate, or it cannot be read.
        """
        if not chain:
            raise KeyUnusable("The key has no certificate.")
        issuer, serial = issuer_and_serial(chain[0])
        self._compute = choice.digest.compute
        self._before_content = _VERSION_1 + der.set_of([choice.digest.identifier_der])
        self._after_content = der.tagged(0, *chain)
        self._before_attributes = _VERSION_1 + der.sequence(issuer, serial) + choice.digest.identifier_der
        self._after_attributes = choice.signature_identifier_der

    def build(self, content: bytes, at: datetime, sign: Callable[[bytes], bytes]) -> bytes:
        """Sign `content` and give the whole message.

        Args:
            content: what is signed and attached, unchanged.
            at: the signing time, aware; cut to whole seconds.
            sign: signs the bytes it is given (hashing included) and gives the signature as CMS carries it.

        Returns:
            A DER ContentInfo.

        Raises:
            ContentUnsafe: the content is itself a DER SET OF Attribute.
            KeyAccessError: whatever `sign` raises.
        """
        refuse_attributes(content)
        attributes = der.set_of(
            [
                _CONTENT_TYPE_ATTRIBUTE,
                der.sequence(_SIGNING_TIME, der.tlv(der.SET, encode_time(at))),
                der.sequence(_MESSAGE_DIGEST, der.tlv(der.SET, der.octet_string(self._compute(content)))),
            ]
        )
        signature = sign(attributes)
        signer_info = der.sequence(
            self._before_attributes,
            b"\xa0" + attributes[1:],  # the same bytes under the tag [0] IMPLICIT (RFC 5652 §5.4)
            self._after_attributes,
            der.octet_string(signature),
        )
        signed_data = der.sequence(
            self._before_content,
            der.sequence(_ID_DATA, der.tagged(0, der.octet_string(content))),
            self._after_content,
            der.tlv(der.SET, signer_info),
        )
        return der.sequence(_ID_SIGNED_DATA, der.tagged(0, signed_data))


# ------------------------------------------------------------------ what is added afterwards


def signature_of(message: bytes) -> bytes:
    """Give the signature value of a DER message of ours: what a time stamp stamps (RFC 3161 appendix A).

    Raises:
        DerError: it is no DER message with one signer.
    """
    return _signature(_take_apart(message)[2]).value


def with_unsigned_attribute(message: bytes, oid: str, value: bytes) -> bytes:
    """Give a DER message of ours with one more unsigned attribute at its only signer (RFC 5652 §5.3).

    Raises:
        DerError: it is no DER message with one signer.
    """
    content_type, before, signer = _take_apart(message)
    attributes = [one.der for one in der.children(signer.pop())] if signer[-1].tag == 0xA1 else []
    attribute = der.sequence(der.oid(oid), der.tlv(der.SET, value))
    fields = [field.der for field in signer]
    unsigned = b"\xa1" + der.set_of([*attributes, attribute])[1:]
    signed_data = der.sequence(*before, der.tlv(der.SET, der.sequence(*fields, unsigned)))
    return der.sequence(content_type, der.tagged(0, signed_data))


def _take_apart(message: bytes) -> tuple[bytes, list[bytes], list[der.Element]]:
    """Give the content type, the fields before the signers, and the fields of the one signer."""
    content_type, explicit = der.children(der.read(message, der.SEQUENCE))
    *before, signers = der.children(der.children(explicit)[0])
    found = der.children(signers)
    if len(found) != 1:
        raise der.DerError("not exactly one signer")
    return content_type.der, [field.der for field in before], der.children(found[0])


def _signature(signer: list[der.Element]) -> der.Element:
    return next(field for field in reversed(signer) if field.tag == der.OCTET_STRING)
