"""Signers: a key that signs bytes becomes one that gives whole, verified messages. Finding keys is not here.

Nothing leaves a signer that did not pass our own verification with the content and the certificate that were meant:
a fault of the key, of the machine or of this program shows here and not at the provider.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NoReturn, Protocol

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from muhr.domain.errors import KeyExpired, KeyUnusable, SignatureInvalid
from muhr.domain.ports import RawKey, Verifier
from muhr.domain.sentences import say
from muhr.domain.signatures import Identity, SignedMessage, Verdict
from muhr.signing.algorithms import DigestAlgorithm, SigningChoice
from muhr.signing.cms_build import CmsBuilder
from muhr.signing.ozdst1092 import PrivateKey
from muhr.signing.rsa_ecdsa import cryptography_hash


class ClosableKey(RawKey, Protocol):
    """A raw key whose secret can be given up."""

    def close(self) -> None:
        """Overwrite or drop what is secret; safe to call twice. Signing raises `KeyUnusable` afterwards."""
        ...


class OzdstKey:
    """A private key of the national algorithm."""

    def __init__(self, key: PrivateKey, digest: DigestAlgorithm) -> None:
        """Take the key, and the digest of its family (`choose(...).digest`)."""
        self._key = key
        self._compute = digest.compute

    def sign(self, data: bytes) -> bytes:
        """Sign `data` and give s ‖ r; raises `KeyUnusable` once closed."""
        return self._key.sign(self._compute(data))

    def close(self) -> None:
        """Overwrite the private key."""
        self._key.destroy()


class CryptographyKey:
    """An RSA or ECDSA private key of the `cryptography` library."""

    def __init__(self, key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, choice: SigningChoice) -> None:
        """Take the key and what `choose` gave for its certificate.

        Raises:
            KeyUnusable: the key is no RSA or EC key.
            SignatureInvalid: the digest does not belong to such keys.
        """
        self._hash = cryptography_hash(choice.digest)
        self._key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | None = key
        self._padding = choice.pss.padding if choice.pss else padding.PKCS1v15()
        if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
            raise KeyUnusable("The key is neither an RSA nor an EC key.")
        self._ecdsa = ec.ECDSA(self._hash)

    def sign(self, data: bytes) -> bytes:
        """Sign `data`; raises `KeyUnusable` once closed."""
        key = self._key
        if key is None:
            raise KeyUnusable("The key was closed.")
        if isinstance(key, rsa.RSAPrivateKey):
            return key.sign(data, self._padding, self._hash)
        return key.sign(data, self._ecdsa)

    def close(self) -> None:
        """Drop the key; OpenSSL overwrites its memory when the last reference goes."""
        self._key = None

    def __reduce__(self) -> NoReturn:
        raise TypeError("a private key is not copied or pickled")


class CmsSigner:
    """The outer seam `Signer` over a raw key, for the length of one batch."""

    def __init__(
        self, key: ClosableKey, chain: Sequence[bytes], choice: SigningChoice, identity: Identity, verifier: Verifier
    ) -> None:
        """Take an open key and everything that goes with it.

        Args:
            key: signs bytes; closed with this signer.
            chain: certificates (DER): the signer's, then CA, then root.
            choice: what `choose` gave for the signer's certificate.
            identity: of the signer's certificate, its fingerprint set.
            verifier: judges what was built.

        Raises:
            KeyUnusable: there is no readable certificate.
        """
        self._key = key
        self._builder = CmsBuilder(chain, choice)
        self._identity = identity
        self._verifier = verifier

    @property
    def identity(self) -> Identity:
        """Whose signature it will be."""
        return self._identity

    def sign(self, content: bytes, *, at: datetime) -> SignedMessage:
        """Build a CMS over `content` (attached), verify it, and give it; see `Signer.sign` for what is raised."""
        # (1) A certificate that is not valid at that moment signs nothing.
        own = self._identity
        if own.not_before is not None and at < own.not_before:
            raise KeyExpired("The certificate of this key is not valid yet.", code="key-not-yet-valid")
        if own.not_after is not None and at > own.not_after:
            raise KeyExpired("The certificate of this key has expired.")
        # (2) Build.
        at = at.replace(microsecond=0)
        message = self._builder.build(content, at, self._key.sign)
        # (3) Verify as a stranger's message would be: content, signature, chain.
        report = self._verifier.verify(message, expected=content, at=at)
        if report.verdict is not Verdict.VALID:
            reasons = [*report.reasons, *(reason for signer in report.signers for reason in signer.reasons)]
            raise SignatureInvalid(
                " ".join([say("The new signature did not pass verification and is not used."), *reasons]),
                verdict=report.verdict.value,
            )
        # (4) Exactly one signer, and it is this key's certificate.
        signers = [signer.identity.fingerprint if signer.identity else "" for signer in report.signers]
        if signers != [own.fingerprint] or not own.fingerprint:
            raise SignatureInvalid("The new signature bears another signer than the chosen key and is not used.")
        return SignedMessage(der=message, content=content, identity=own, signing_time=at, report=report)

    def close(self) -> None:
        """Close the key. Safe to call twice."""
        self._key.close()

    def __enter__(self) -> CmsSigner:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
