"""Reading a CMS SignedData (RFC 5652 §5) from DER, BER, PEM or base64 into a frozen structure. Judges nothing.

Own reader: it knows exactly the fixed structure, so limits hold before anything is built, every refusal is
`MessageMalformed`, and reading one of our own messages costs a twentieth of a general ASN.1 tree.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from muhr.domain.errors import MessageMalformed
from muhr.signing import ber, pem, tlv
from muhr.signing.limits import DEFAULT_LIMITS, IndefiniteLength, Limits, scan
from muhr.signing.tlv import NULL, OCTET_STRING, OID, SEQUENCE, SET, Reader, context

ID_DATA = "1.2.840.113549.1.7.1"
ID_SIGNED_DATA = "1.2.840.113549.1.7.2"

_LABELS = (b"PKCS7", b"CMS", b"PKCS #7 SIGNED DATA")
_TEXT_BEGIN = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:-----BEGIN |[A-Za-z0-9+/]{4})")
_CHUNKED_OCTET_STRING = 0x24


@dataclass(frozen=True, slots=True)
class AlgorithmId:
    """An AlgorithmIdentifier: which algorithm, and its parameters as they stand."""

    oid: str
    parameters: bytes
    """DER of the parameters; empty when there are none."""

    @property
    def plain(self) -> bool:
        """Whether there are no parameters, or NULL."""
        return self.parameters in (b"", b"\x05\x00")


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute as it stands; a type that occurs twice is two of these."""

    oid: str
    values: tuple[bytes, ...]
    """Each value as a whole DER element."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerInfo:
    """One signer of the message (RFC 5652 §5.3)."""

    version: int
    issuer: bytes
    """DER Name; empty when the signer is named by key identifier."""
    serial: int | None
    key_identifier: bytes | None
    digest: AlgorithmId
    signed_attributes: tuple[Attribute, ...] | None
    """None when the field is absent."""
    signed_bytes: bytes
    """What the signature covers when there are signed attributes: the field's bytes tagged SET OF (§5.4)."""
    in_der_order: bool
    """Whether the signed attributes stand in DER order."""
    signature_algorithm: AlgorithmId
    signature: bytes
    unsigned_attributes: tuple[Attribute, ...]

    def attributes(self, oid: str) -> tuple[Attribute, ...]:
        """Give the signed attributes of one type, duplicates visible."""
        return tuple(attribute for attribute in self.signed_attributes or () if attribute.oid == oid)

    def unsigned_values(self, oid: str) -> tuple[bytes, ...]:
        """Give every value of the unsigned attributes of one type."""
        return tuple(value for one in self.unsigned_attributes if one.oid == oid for value in one.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedData:
    """A SignedData as it stands."""

    version: int
    digests: tuple[AlgorithmId, ...]
    content_type: str
    content: bytes | None
    """None when the message is detached."""
    certificates: tuple[bytes, ...]
    """DER of each X.509 certificate, in the order of the message."""
    other_certificates: int
    """How many certificates of other kinds were passed over."""
    crls: tuple[bytes, ...]
    signers: tuple[SignerInfo, ...]


def read(message: bytes, limits: Limits = DEFAULT_LIMITS) -> SignedData:
    """Read a message.

    Args:
        message: DER, BER (indefinite lengths, chunked content), PEM, or bare base64 text.
        limits: what it may cost.

    Raises:
        MessageMalformed: these bytes are not exactly one SignedData within the limits.
    """
    data = to_binary(message, limits)
    try:
        return _content_info(data, limits)
    except IndefiniteLength:
        return _content_info(ber.definite(data, limits), limits)


def to_binary(message: bytes, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Give the DER or BER bytes of a message that may be PEM or base64 text.

    Raises:
        MessageMalformed: empty, too large, or text that is neither.
    """
    # A SEQUENCE begins with "0"; no base64 of one does ("M"), so the first byte tells binary from text.
    binary = message[:1] == b"\x30"
    # Base64 needs a third more than what it carries, and line ends.
    if len(message) > (limits.message if binary else limits.message + limits.message // 2):
        raise MessageMalformed("The message is larger than Muhr reads.")
    if binary:
        return message
    if not _TEXT_BEGIN.match(message):
        raise MessageMalformed("These bytes are not a signed message.")
    body = message.removeprefix(b"\xef\xbb\xbf")
    if pem.BEGIN in body[:4096]:
        found = [block for label, block in pem.blocks(body) if label in _LABELS]
        if len(found) != 1:
            raise MessageMalformed("The text does not hold exactly one signed message.")
        body = found[0]
    try:
        data = base64.b64decode(body.translate(None, b" \t\r\n"), validate=True)
    except binascii.Error as error:
        raise MessageMalformed("The text is not valid base64.") from error
    if len(data) > limits.message:
        raise MessageMalformed("The message is larger than Muhr reads.")
    return data


def _content_info(data: bytes, limits: Limits) -> SignedData:
    info = tlv.read_one(data, SEQUENCE)
    if info.oid() != ID_SIGNED_DATA:
        raise MessageMalformed("The message is not a signed one.")
    explicit = info.enter(context(0))
    info.close()
    body = explicit.enter(SEQUENCE)
    explicit.close()
    version = body.integer()
    if not 1 <= version <= 5:
        raise MessageMalformed("The message has a version that does not exist.")
    digests = _digests(body.enter(SET), limits)
    content_type, content = _encapsulated(body.enter(SEQUENCE))
    if len(data) - len(content or b"") > limits.envelope:
        raise MessageMalformed("The message has more beside its content than Muhr reads.")
    certificates: tuple[bytes, ...] = ()
    others = 0
    if body.tag == context(0):
        certificates, others = _certificates(body.enter(context(0)), limits)
    crls = _opaque(body.enter(context(1)), limits) if body.tag == context(1) else ()
    signers = _signers(body.enter(SET), limits)
    body.close()
    return SignedData(
        version=version,
        digests=digests,
        content_type=content_type,
        content=content,
        certificates=certificates,
        other_certificates=others,
        crls=crls,
        signers=signers,
    )


def _digests(reader: Reader, limits: Limits) -> tuple[AlgorithmId, ...]:
    found: list[AlgorithmId] = []
    while reader.tag:
        found.append(algorithm(reader, limits))
        if len(found) > limits.signers:
            raise MessageMalformed("The message names more digest algorithms than Muhr reads.")
    return tuple(found)


def algorithm(reader: Reader, limits: Limits = DEFAULT_LIMITS) -> AlgorithmId:
    """Take an AlgorithmIdentifier (RFC 5280 §4.1.1.2).

    Raises:
        MessageMalformed: it is none.
    """
    inner = reader.enter(SEQUENCE)
    oid = inner.oid()
    parameters = b""
    if inner.tag:
        parameters = inner.whole()
        if parameters[0] == NULL and len(parameters) != 2:
            raise MessageMalformed("An algorithm has broken parameters.")
        scan(parameters, limits)
    inner.close()
    return AlgorithmId(oid, parameters)


def _encapsulated(reader: Reader) -> tuple[str, bytes | None]:
    content_type = reader.oid()
    content: bytes | None = None
    if reader.tag:
        explicit = reader.enter(context(0))
        if explicit.tag == _CHUNKED_OCTET_STRING:
            raise IndefiniteLength("The content is in pieces.")
        content = explicit.content(OCTET_STRING)
        explicit.close()
    reader.close()
    return content_type, content


def _certificates(reader: Reader, limits: Limits) -> tuple[tuple[bytes, ...], int]:
    found: list[bytes] = []
    others = 0
    while reader.tag:
        if reader.tag == SEQUENCE:
            certificate = reader.whole()
            if len(certificate) > limits.certificate:
                raise MessageMalformed("A certificate is larger than Muhr reads.")
            found.append(certificate)  # scanned when it is read, once for each certificate ever seen
        elif reader.tag in (context(0), context(1), context(2), context(3)):
            scan(reader.whole(), limits)
            others += 1
        else:
            raise MessageMalformed("There is something else where a certificate belongs.")
        if len(found) + others > limits.certificates:
            raise MessageMalformed("The message has more certificates than Muhr reads.")
    return tuple(found), others


def _opaque(reader: Reader, limits: Limits) -> tuple[bytes, ...]:
    found: list[bytes] = []
    while reader.tag:
        value = reader.whole()
        scan(value, limits)
        found.append(value)
        if len(found) > limits.certificates:
            raise MessageMalformed("The message has more revocation lists than Muhr reads.")
    return tuple(found)


def _signers(reader: Reader, limits: Limits) -> tuple[SignerInfo, ...]:
    found: list[SignerInfo] = []
    while reader.tag:
        found.append(_signer(reader.enter(SEQUENCE), limits))
        if len(found) > limits.signers:
            raise MessageMalformed("The message has more signers than Muhr reads.")
    return tuple(found)


def read_signer(value: bytes, limits: Limits = DEFAULT_LIMITS) -> SignerInfo:
    """Read one SignerInfo alone (DER), as a countersignature is one.

    Raises:
        MessageMalformed: it is none.
    """
    return _signer(tlv.read_one(value, SEQUENCE), limits)


def _signer(reader: Reader, limits: Limits) -> SignerInfo:
    version = reader.integer()
    issuer, serial, key_identifier = _signer_identifier(reader, limits)
    if version != (1 if key_identifier is None else 3):
        raise MessageMalformed("A signer is named in another way than its version says.")
    digest = algorithm(reader, limits)
    attributes: tuple[Attribute, ...] | None = None
    signed_bytes = b""
    in_order = True
    if reader.tag == context(0):
        field = reader.whole(context(0))
        attributes, in_order = read_attributes(tlv.read_one(field, context(0)), limits)
        signed_bytes = bytes((SET,)) + field[1:]
    signature_algorithm = algorithm(reader, limits)
    signature = reader.content(OCTET_STRING)
    unsigned: tuple[Attribute, ...] = ()
    if reader.tag:
        unsigned, _ = read_attributes(reader.enter(context(1)), limits)
    reader.close()
    return SignerInfo(
        version=version,
        issuer=issuer,
        serial=serial,
        key_identifier=key_identifier,
        digest=digest,
        signed_attributes=attributes,
        signed_bytes=signed_bytes,
        in_der_order=in_order,
        signature_algorithm=signature_algorithm,
        signature=signature,
        unsigned_attributes=unsigned,
    )


def _signer_identifier(reader: Reader, limits: Limits) -> tuple[bytes, int | None, bytes | None]:
    if reader.tag == 0x80:  # [0] IMPLICIT SubjectKeyIdentifier
        return b"", None, reader.content(0x80)
    named = reader.enter(SEQUENCE)
    issuer = named.whole(SEQUENCE)
    scan(issuer, limits)
    serial = named.integer()
    named.close()
    return issuer, serial, None


def read_attributes(reader: Reader, limits: Limits = DEFAULT_LIMITS) -> tuple[tuple[Attribute, ...], bool]:
    """Take all attributes of a SET OF Attribute; give them with whether they stand in DER order.

    Raises:
        MessageMalformed: they are none, or too many; no attribute at all is refused too (SIZE (1..MAX)).
    """
    found: list[Attribute] = []
    in_order = True
    previous = b""
    while reader.tag:
        whole = reader.whole(SEQUENCE)
        # X.690 §11.6: a shorter encoding is compared as if padded with zeros, which for TLVs is the plain comparison.
        in_order = in_order and previous <= whole
        previous = whole
        found.append(_attribute(tlv.read_one(whole, SEQUENCE), limits))
        if len(found) > limits.attributes:
            raise MessageMalformed("A signer has more attributes than Muhr reads.")
    if not found:
        raise MessageMalformed("A set of attributes is empty.")
    return tuple(found), in_order


def _attribute(reader: Reader, limits: Limits) -> Attribute:
    oid = tlv.dotted(reader.content(OID))
    values: list[bytes] = []
    inner = reader.enter(SET)
    reader.close()
    while inner.tag:
        value = inner.whole()
        scan(value, limits)
        values.append(value)
        if len(values) > limits.attribute_values:
            raise MessageMalformed("An attribute has more values than Muhr reads.")
    return Attribute(oid, tuple(values))
