"""Messages for which several programs are asked: every algorithm, every form, whole and changed. Judges nothing.

A message is made of an algorithm, a shape (attached or detached, with or without signed attributes, DER or BER) and one
change. Where signatures are random the bytes differ from run to run; what was done to the message never does.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric import ec
from pki_for_tests import (
    CA_EXTENSIONS,
    CA_NAME,
    CONTENT,
    CONTENT_TYPE,
    MESSAGE_DIGEST,
    ROOT_NAME,
    SIGNER_EXTENSIONS,
    SIGNER_NAME,
    SIGNING_TIME,
    Draft,
    Key,
    Pki,
    SignerDraft,
    attribute,
    certificate,
    constraints,
    draft,
    ec_key,
    extension,
    key_usage,
    name,
    national_key,
    purposes,
    rsa_key,
    shared_pki,
    time,
    to_ber,
)

from muhr.signing import der, ozdst1106
from muhr.signing.algorithms import DigestAlgorithm, SigningChoice
from muhr.signing.rsa_ecdsa import PssParameters
from muhr.signing.schemes import SHA256, SHA384, SHA512

# ------------------------------------------------------------------ algorithms


@dataclass(frozen=True)
class ChosenKey(Key):
    """A key that signs with what the test wants, not with what `choose` would take."""

    chosen: SigningChoice

    @property
    def choice(self) -> SigningChoice:
        return self.chosen


def _plain(digest: DigestAlgorithm, oid: str, *parameters: bytes) -> SigningChoice:
    return SigningChoice(
        digest=digest, signature_identifier_der=der.sequence(der.oid(oid), *parameters), signature_name=oid
    )


def _pss(digest: DigestAlgorithm, salt: int) -> SigningChoice:
    parameters = PssParameters(digest=digest, mask=digest, salt=salt)
    return SigningChoice(
        digest=digest, signature_identifier_der=parameters.identifier_der, signature_name="PSS", pss=parameters
    )


_RSA = "1.2.840.113549.1.1."
_ECDSA = "1.2.840.10045.4.3."
_CHOICES: dict[str, tuple[str, Callable[[], Key], SigningChoice]] = {
    "RSA SHA-256": ("rsa", lambda: rsa_key(2), _plain(SHA256, _RSA + "11", der.NULL_DER)),
    "RSA SHA-384": ("rsa", lambda: rsa_key(2), _plain(SHA384, _RSA + "12", der.NULL_DER)),
    "RSA SHA-512": ("rsa", lambda: rsa_key(2), _plain(SHA512, _RSA + "13", der.NULL_DER)),
    "RSA as key": ("rsa", lambda: rsa_key(2), _plain(SHA256, _RSA + "1", der.NULL_DER)),
    "PSS SHA-256": ("rsa", lambda: rsa_key(2), _pss(SHA256, 32)),
    "PSS SHA-384": ("rsa", lambda: rsa_key(2), _pss(SHA384, 48)),
    "PSS SHA-512": ("rsa", lambda: rsa_key(2), _pss(SHA512, 64)),
    "P-256 SHA-256": ("p256", ec_key, _plain(SHA256, _ECDSA + "2")),
    "P-384 SHA-384": ("p256", lambda: ec_key(ec.SECP384R1()), _plain(SHA384, _ECDSA + "3")),
    "P-521 SHA-512": ("p256", lambda: ec_key(ec.SECP521R1()), _plain(SHA512, _ECDSA + "4")),
}
ALGORITHMS = tuple(_CHOICES)
GOST = "GOST R 34.10-2001"
"""The national algorithm under the identifiers others know."""
UZBEK = "O'z DSt 1092"
IDENTIFIER = bytes(range(20))
_WITH_IDENTIFIER = (*SIGNER_EXTENSIONS, extension("2.5.29.14", der.octet_string(IDENTIFIER)))


def _pki(kind: str, keys: tuple[Key, Key, Key]) -> Pki:
    root_key, ca_key, key = keys
    common = {"extensions": CA_EXTENSIONS, "issuer": ROOT_NAME, "issuer_key": root_key}
    root = certificate(subject=ROOT_NAME, spki=root_key.spki, serial=1, **common)  # type: ignore[arg-type]
    ca = certificate(subject=CA_NAME, spki=ca_key.spki, serial=2, **common)  # type: ignore[arg-type]
    pki = Pki(kind, root_key, ca_key, key, root, ca, b"")
    pki.signer = pki.issue(extensions=_WITH_IDENTIFIER)
    return pki


@functools.cache
def pki_for(algorithm: str) -> Pki:
    """The signer with his authorities; the same for every message of an algorithm."""
    if algorithm in (GOST, UZBEK):
        return _gost_pki(russian=algorithm == GOST)
    base, make, choice = _CHOICES[algorithm]
    shared = shared_pki(base)
    key = make()
    pki = replace(shared, key=ChosenKey(key.private, key.spki, choice))
    pki.signer = pki.issue(extensions=_WITH_IDENTIFIER)
    return pki


@functools.cache
def _national_keys() -> tuple[Key, Key, Key]:
    return national_key(), national_key(), national_key()


def _gost_pki(*, russian: bool) -> Pki:
    """The same three keys under the Uzbek or the Russian identifiers (RFC 4490, RFC 4491)."""
    keys = _national_keys()
    if not russian:
        return _pki("national", keys)
    parameters = der.sequence(der.oid("1.2.643.2.2.35.1"), der.oid("1.2.643.2.2.30.1"))
    digest_oid = "1.2.643.2.2.9"
    digest = DigestAlgorithm(
        name="GOST R 34.11-94",
        oid=digest_oid,
        size=32,
        compute=ozdst1106.digest,
        identifier_der=der.sequence(der.oid(digest_oid), der.NULL_DER),
    )

    def renamed(key: Key, choice: SigningChoice) -> Key:
        point = der.children(der.read(key.spki))[1].der
        return ChosenKey(key.private, der.sequence(der.sequence(der.oid("1.2.643.2.2.19"), parameters), point), choice)

    in_certificates = _plain(digest, "1.2.643.2.2.3")
    in_messages = _plain(digest, "1.2.643.2.2.19", der.NULL_DER)
    root_key, ca_key, key = keys
    return _pki(
        "gost", (renamed(root_key, in_certificates), renamed(ca_key, in_certificates), renamed(key, in_messages))
    )


# ------------------------------------------------------------------ shapes


@dataclass(frozen=True)
class Shape:
    """How a message is written."""

    attached: bool
    attributes: bool
    ber: bool

    def __str__(self) -> str:
        parts = ("attached" if self.attached else "detached", "attributes" if self.attributes else "bare")
        return ", ".join((*parts, "BER" if self.ber else "DER"))


SHAPES = tuple(Shape(a, b, c) for a in (True, False) for b in (True, False) for c in (False, True))


@dataclass(frozen=True)
class Message:
    """One message with what was done to it."""

    algorithm: str
    shape: Shape
    change: str
    data: bytes
    content: bytes | None
    """Given beside a detached message."""

    @property
    def label(self) -> str:
        return f"{self.algorithm}; {self.shape}; {self.change}"


# ------------------------------------------------------------------ changes

Change = Callable[[Pki, Draft], None]
CHANGES: dict[str, Change] = {}
ONLY_ATTRIBUTES: set[str] = set()
"""Changes that make no sense in a message without signed attributes."""
WHOLE = "nothing"


def _change(label: str, *, attributes: bool = False) -> Callable[[Change], Change]:
    def register(change: Change) -> Change:
        CHANGES[label] = change
        if attributes:
            ONLY_ATTRIBUTES.add(label)
        return change

    return register


def _issued(pki: Pki, made: Draft, **changes: object) -> None:
    """Another certificate for the signer."""
    signer = pki.issue(**{"extensions": _WITH_IDENTIFIER, **changes})
    made.certificates = [signer, pki.ca, pki.root]
    made.signer.certificate = signer


def _authority(pki: Pki, made: Draft, **changes: object) -> None:
    """Another certificate for the CA."""
    wanted: dict[str, object] = {
        "subject": CA_NAME,
        "spki": pki.ca_key.spki,
        "issuer": ROOT_NAME,
        "issuer_key": pki.root_key,
        "serial": 2,
        "extensions": CA_EXTENSIONS,
    }
    made.certificates = [pki.signer, certificate(**{**wanted, **changes}), pki.root]  # type: ignore[arg-type]


def _wrong(pki: Pki, data: bytes = b"something else") -> bytes:
    return pki.key.sign(data)


@_change(WHOLE)
def _(pki: Pki, made: Draft) -> None:
    pass


@_change("the root is not shown")
def _(pki: Pki, made: Draft) -> None:
    made.certificates = [pki.signer, pki.ca]


@_change("certificates in another order")
def _(pki: Pki, made: Draft) -> None:
    made.certificates = [pki.root, pki.signer, pki.ca]


@_change("signer named by key identifier")
def _(pki: Pki, made: Draft) -> None:
    made.version = made.signer.version = der.integer(3)
    made.signer.sid = der.tlv(0x80, IDENTIFIER)


@_change("one more signed attribute", attributes=True)
def _(pki: Pki, made: Draft) -> None:
    made.signer.more = [attribute("1.2.3.4", der.integer(7))]


@_change("an unsigned attribute")
def _(pki: Pki, made: Draft) -> None:
    made.signer.unsigned = der.tagged(1, attribute("1.2.3.4", der.integer(7)))


@_change("no signing time", attributes=True)
def _(pki: Pki, made: Draft) -> None:
    made.signer.signing_time = b""


@_change("no content at all")
def _(pki: Pki, made: Draft) -> None:
    made.content = b""


@_change("two signers")
def _(pki: Pki, made: Draft) -> None:
    made.signers.append(replace(made.signer))


@_change("content: a bit flipped")
def _(pki: Pki, made: Draft) -> None:
    _other_content(made, bytes((CONTENT[0] ^ 1,)) + CONTENT[1:])


@_change("content: a byte less")
def _(pki: Pki, made: Draft) -> None:
    _other_content(made, CONTENT[:-1])


@_change("content: another")
def _(pki: Pki, made: Draft) -> None:
    _other_content(made, b"another document")


def _other_content(made: Draft, content: bytes) -> None:
    """Shown with the signature over the right content (detached: see `build`)."""
    made.explicit_content = der.octet_string(content)


@_change("attributes: one added after signing", attributes=True)
def _(pki: Pki, made: Draft) -> None:
    more = attribute("1.2.3.4", der.integer(7))
    made.signer.tamper = lambda encoded: der.set_of([*_children(encoded), more])


@_change("attributes: one taken away after signing", attributes=True)
def _(pki: Pki, made: Draft) -> None:
    made.signer.tamper = lambda encoded: der.set_of([c for c in _children(encoded) if b"\x09\x05" not in c])


@_change("attributes: signing time changed after signing", attributes=True)
def _(pki: Pki, made: Draft) -> None:
    made.signer.tamper = lambda encoded: encoded.replace(b"260302093015Z", b"260302093016Z")


def _children(encoded: bytes) -> list[bytes]:
    return [child.der for child in der.children(der.read(encoded))]


@_change("attributes: digest of another content", attributes=True)
def _(pki: Pki, made: Draft) -> None:
    digest = pki.key.choice.digest.compute(b"another")
    made.signer.message_digest = attribute(MESSAGE_DIGEST, der.octet_string(digest))


@_change("attributes: no digest", attributes=True)
def _(pki: Pki, made: Draft) -> None:
    made.signer.message_digest = b""


@_change("attributes: no content type", attributes=True)
def _(pki: Pki, made: Draft) -> None:
    made.signer.content_type = b""


@_change("attributes: another content type", attributes=True)
def _(pki: Pki, made: Draft) -> None:
    made.signer.content_type = attribute(CONTENT_TYPE, der.oid("1.2.840.113549.1.7.5"))


@_change("attributes: digest twice", attributes=True)
def _(pki: Pki, made: Draft) -> None:
    digest = pki.key.choice.digest.compute(made.content or b"")
    made.signer.more = [attribute(MESSAGE_DIGEST, der.octet_string(digest))]


@_change("attributes: signing time before the certificate", attributes=True)
def _(pki: Pki, made: Draft) -> None:
    made.signer.signing_time = attribute(SIGNING_TIME, time(datetime(2020, 1, 1, tzinfo=UTC)))


@_change("signature: of something else")
def _(pki: Pki, made: Draft) -> None:
    made.signer.signature = _wrong(pki)


@_change("signature: a bit flipped")
def _(pki: Pki, made: Draft) -> None:
    made.signer.key = _Flipping(pki.key.private, pki.key.spki, pki.key.choice)


@dataclass(frozen=True)
class _Flipping(ChosenKey):
    def sign(self, data: bytes) -> bytes:
        signature = super().sign(data)
        return signature[:20] + bytes((signature[20] ^ 1,)) + signature[21:]


@_change("signature: zeros")
def _(pki: Pki, made: Draft) -> None:
    made.signer.signature = bytes(len(_wrong(pki)))


@_change("signature: empty")
def _(pki: Pki, made: Draft) -> None:
    made.signer.signature = b""


@_change("signature: by the CA's key")
def _(pki: Pki, made: Draft) -> None:
    made.signer.key = replace(pki.key, private=pki.ca_key.private) if pki.kind != "p256" else pki.ca_key


@_change("certificate: its signature changed")
def _(pki: Pki, made: Draft) -> None:
    _issued(pki, made, signature=pki.ca_key.sign(b"something else"))


@_change("certificate: expired")
def _(pki: Pki, made: Draft) -> None:
    _issued(pki, made, ends=datetime(2025, 6, 1, tzinfo=UTC))


@_change("certificate: not valid yet")
def _(pki: Pki, made: Draft) -> None:
    _issued(pki, made, begins=datetime(2033, 6, 1, tzinfo=UTC))


@_change("certificate: not in the message")
def _(pki: Pki, made: Draft) -> None:
    made.certificates = [pki.ca, pki.root]


@_change("certificate: of another key")
def _(pki: Pki, made: Draft) -> None:
    _issued(pki, made, spki=pki.ca_key.spki)


@_change("certificate: key usage without signatures")
def _(pki: Pki, made: Draft) -> None:
    _issued(pki, made, extensions=(key_usage(2), constraints(False), _WITH_IDENTIFIER[2]))


@_change("certificate: for time stamps")
def _(pki: Pki, made: Draft) -> None:
    _issued(pki, made, extensions=(*_WITH_IDENTIFIER, purposes("1.3.6.1.5.5.7.3.8")))


@_change("certificate: unknown critical extension")
def _(pki: Pki, made: Draft) -> None:
    _issued(pki, made, extensions=(*_WITH_IDENTIFIER, extension("1.2.3.4", b"\x05\x00", critical=True)))


@_change("certificate: self-signed under the CA's name")
def _(pki: Pki, made: Draft) -> None:
    _issued(pki, made, issuer_key=pki.key)


@_change("digest: another one named")
def _(pki: Pki, made: Draft) -> None:
    other = SHA512 if pki.key.choice.digest is not SHA512 else SHA256
    made.signer.digest = other.identifier_der
    made.digests = [other.identifier_der]


@_change("digest: SHA-1 named")
def _(pki: Pki, made: Draft) -> None:
    made.signer.digest = der.sequence(der.oid("1.3.14.3.2.26"), der.NULL_DER)
    made.digests = [made.signer.digest]


@_change("digest: none announced")
def _(pki: Pki, made: Draft) -> None:
    made.digests = []


@_change("digest: another one announced")
def _(pki: Pki, made: Draft) -> None:
    made.digests = [SHA512.identifier_der if pki.key.choice.digest is not SHA512 else SHA256.identifier_der]


@_change("algorithm: of another family")
def _(pki: Pki, made: Draft) -> None:
    oid = "1.2.840.10045.4.3.2" if pki.kind != "p256" else "1.2.840.113549.1.1.11"
    made.signer.algorithm = der.sequence(der.oid(oid))


@_change("algorithm: unknown")
def _(pki: Pki, made: Draft) -> None:
    made.signer.algorithm = der.sequence(der.oid("1.2.3.4.5"))


@_change("chain: the CA is not shown")
def _(pki: Pki, made: Draft) -> None:
    made.certificates = [pki.signer, pki.root]


@_change("chain: the CA is none")
def _(pki: Pki, made: Draft) -> None:
    _authority(pki, made, extensions=(key_usage(5, 6), constraints(False)))


@_change("chain: the CA may not sign certificates")
def _(pki: Pki, made: Draft) -> None:
    _authority(pki, made, extensions=(key_usage(0, 1), constraints(True)))


@_change("chain: the CA expired")
def _(pki: Pki, made: Draft) -> None:
    _authority(pki, made, ends=datetime(2025, 6, 1, tzinfo=UTC))


@_change("chain: the CA was signed by somebody else")
def _(pki: Pki, made: Draft) -> None:
    _authority(pki, made, issuer_key=pki.ca_key)


@_change("chain: a root of the same name")
def _(pki: Pki, made: Draft) -> None:
    """The CA's own key calls itself the root, and issues everything."""
    common = {"spki": pki.ca_key.spki, "issuer": ROOT_NAME, "issuer_key": pki.ca_key, "extensions": CA_EXTENSIONS}
    root = certificate(subject=ROOT_NAME, serial=1, **common)  # type: ignore[arg-type]
    ca = certificate(subject=CA_NAME, serial=2, **common)  # type: ignore[arg-type]
    made.certificates = [pki.signer, ca, root]


@_change("chain: a director as CA")
def _(pki: Pki, made: Draft) -> None:
    """The signer's certificate vouches for another of the same key."""
    issuer = pki.ca_key if pki.kind == "p256" else pki.key
    middle = pki.issue(subject=SIGNER_NAME, spki=issuer.spki, serial=8)
    below = pki.issue(
        subject=name(cn="Second"), issuer=SIGNER_NAME, issuer_key=issuer, serial=9, extensions=_WITH_IDENTIFIER
    )
    made.certificates = [below, middle, pki.ca, pki.root]
    made.signer.certificate = below


@_change("chain: longer than the CA allows")
def _(pki: Pki, made: Draft) -> None:
    _authority(pki, made, extensions=(key_usage(5, 6), constraints(True, 0)))
    sub = certificate(
        subject=name(cn="Sub CA"),
        spki=pki.ca_key.spki,
        issuer=CA_NAME,
        issuer_key=pki.ca_key,
        serial=3,
        extensions=CA_EXTENSIONS,
    )
    signer = pki.issue(issuer=name(cn="Sub CA"), extensions=_WITH_IDENTIFIER)
    assert made.certificates is not None
    made.certificates = [signer, sub, *made.certificates[1:]]
    made.signer.certificate = signer


@_change("signers: none")
def _(pki: Pki, made: Draft) -> None:
    made.digests = [pki.key.choice.digest.identifier_der]
    made.signers.clear()


@_change("signers: the second forged")
def _(pki: Pki, made: Draft) -> None:
    made.signers.append(SignerDraft(pki.key, pki.signer, signature=_wrong(pki)))


# ------------------------------------------------------------------ messages


def build(algorithm: str, shape: Shape, change: str) -> Message:
    """Make one message."""
    pki = pki_for(algorithm)
    made = draft(pki, attached=shape.attached)
    made.signer.without_attributes = not shape.attributes
    CHANGES[change](pki, made)
    for signer in made.signers:
        signer.without_attributes = not shape.attributes
    shown = made.content or b""
    if made.explicit_content is not None:
        shown = der.read(made.explicit_content).value
    data = made.der()
    return Message(algorithm, shape, change, to_ber(data) if shape.ber else data, None if shape.attached else shown)


def recipes(algorithms: tuple[str, ...] = ALGORITHMS, shapes_each: int = 3) -> Iterator[tuple[str, Shape, str]]:
    """Every change of every algorithm, in `shapes_each` shapes that take turns; unchanged ones in every shape."""
    turn = 0
    for algorithm in algorithms:
        for change in CHANGES:
            fitting = [shape for shape in SHAPES if shape.attributes or change not in ONLY_ATTRIBUTES]
            many = len(fitting) if change == WHOLE else shapes_each
            for step in range(many):
                # An odd step meets every property of a shape.
                yield algorithm, fitting[(turn + 3 * step if change != WHOLE else step) % len(fitting)], change
            turn += 1
