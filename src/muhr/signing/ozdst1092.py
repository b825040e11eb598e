"""The signature O'z DSt 1092:2009 algorithm II, which is GOST R 34.10-2001 (RFC 5832). No hashing, no ASN.1 here.

How bytes are read, found out on real certificates and messages (no other order verifies):

* the hash is a little-endian number; e is that number mod q, and 1 when it is 0;
* a signature is s ‖ r, each 32 bytes big-endian (certificates, CMS and API keys alike);
* a public key is X ‖ Y, each 32 bytes little-endian.

**Side channels.** Python integers do not take the same time for every value, and their memory cannot be overwritten.
Scalars are blinded with fresh multiples of q, so that equal keys and nonces do not give equal operands, but this is
no constant-time code: who can measure this process finely may learn something of the key. Where that matters a
token signs instead.

**Nonce.** k is derived in the manner of RFC 6979 §3.6: HMAC-SHA-512 with the private key over the digest *and* 32 fresh
bytes of the operating system. With a good random source k is unpredictable and differs even for the same digest, which
leaves nothing to fault attacks on purely deterministic nonces; with a broken one (a cloned machine, an early boot) it
is still secret, and repeats only together with its digest, when r and s repeat as a whole and nothing is given away.
512 bits reduced to 256 leave a bias of 2⁻²⁵⁶.
"""

from __future__ import annotations

import hmac
import os
from collections import OrderedDict
from functools import cache
from threading import Lock
from typing import NoReturn, Self

from muhr.domain.errors import KeyUnusable, SignatureInvalid
from muhr.signing.points import (
    CRYPTOPRO_A,
    CRYPTOPRO_B,
    CRYPTOPRO_C,
    Affine,
    Comb,
    Curve,
    add,
    affine,
    find_curve,
    ladder,
    multiply,
    total,
)

__all__ = ["CRYPTOPRO_A", "CRYPTOPRO_B", "CRYPTOPRO_C", "Curve", "PrivateKey", "PublicKey", "find_curve"]

SIGNATURE_SIZE = 64
_HALF = 32
_BLIND_BITS = 64


@cache
def _base_comb(curve: Curve) -> Comb:
    """The comb of the base point, made at first use, wide enough for a blinded scalar."""
    return Comb(curve, curve.base, bits=256 + _BLIND_BITS, window=8)


class _KeyCombs:
    """Combs of public keys that are used again and again: made at a key's second use, the oldest forgotten."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = Lock()
        self._combs: OrderedDict[tuple[str, int, int], Comb | None] = OrderedDict()

    def get(self, curve: Curve, point: Affine) -> Comb | None:
        """Give the comb of the key, None at its first use."""
        name = (curve.name, *point)
        with self._lock:
            if name not in self._combs:
                self._keep(name, None)
                return None
            self._combs.move_to_end(name)
            comb = self._combs[name]
        if comb is None:  # made outside the lock: two threads may do it twice, none waits for the other
            comb = Comb(curve, point, bits=256, window=5)
            with self._lock:
                self._keep(name, comb)
        return comb

    def _keep(self, name: tuple[str, int, int], comb: Comb | None) -> None:
        self._combs[name] = comb
        if len(self._combs) > self._limit:
            self._combs.popitem(last=False)


_KEY_COMBS = _KeyCombs(limit=64)


def _digest_number(digest: bytes, q: int) -> int:
    """Give e (RFC 5832 §6.1 step 2) for a 32-byte hash."""
    return int.from_bytes(digest, "little") % q or 1


class PublicKey:
    """A point that was checked to lie on its curve."""

    __slots__ = ("curve", "x", "y")

    def __init__(self, x: int, y: int, curve: Curve) -> None:
        """Take the point (x, y); raises `SignatureInvalid` when it is not on the curve."""
        if not curve.contains(x, y):
            raise SignatureInvalid("The public key is not a point of its curve.", code="signature-bad-key")
        self.x = x
        self.y = y
        self.curve = curve

    @classmethod
    def from_encoded(cls, encoded: bytes) -> Self:
        """Read X ‖ Y (64 bytes, little-endian each) and find the curve the point lies on.

        Raises:
            SignatureInvalid: wrong length, or the point is on none of the curves.
        """
        if len(encoded) != 2 * _HALF:
            raise SignatureInvalid("The public key does not have 64 bytes.", code="signature-bad-key")
        x = int.from_bytes(encoded[:_HALF], "little")
        y = int.from_bytes(encoded[_HALF:], "little")
        curve = find_curve(x, y)
        if curve is None:
            raise SignatureInvalid("The public key is on none of the known curves.", code="signature-bad-key")
        return cls(x, y, curve)

    @property
    def encoded(self) -> bytes:
        """X ‖ Y, each 32 bytes little-endian."""
        return self.x.to_bytes(_HALF, "little") + self.y.to_bytes(_HALF, "little")

    def verify(self, digest: bytes, signature: bytes) -> None:
        """Check a signature (s ‖ r, 64 bytes) of a 32-byte hash; the steps of RFC 5832 §6.2.

        Raises:
            SignatureInvalid: the signature does not hold.
        """
        curve, q = self.curve, self.curve.q
        # (1) 0 < r < q and 0 < s < q.
        if len(signature) != SIGNATURE_SIZE or len(digest) != _HALF:
            raise SignatureInvalid("The signature or the hash has a wrong length.")
        s = int.from_bytes(signature[:_HALF], "big")
        r = int.from_bytes(signature[_HALF:], "big")
        if not (0 < r < q and 0 < s < q):
            raise SignatureInvalid("The signature's numbers are out of range.")
        # (2)-(5) C = z₁·G + z₂·Q with z₁ = s/e, z₂ = -r/e.
        inverse = pow(_digest_number(digest, q), -1, q)
        z1, z2 = s * inverse % q, -r * inverse % q
        comb = _KEY_COMBS.get(curve, (self.x, self.y))
        start = None if comb else ladder(curve, z2, (self.x, self.y))
        parts = _base_comb(curve).parts(z1) + (comb.parts(z2) if comb else [])
        x, _, z = total(curve, start, parts)
        if z == 0:
            self._verify_plainly(z1, z2, r)
            return
        # (6)-(7) x(C) mod q = r, asked of the Jacobian X/Z² without inverting Z.
        zz = z * z % curve.p
        if not any((x - candidate * zz) % curve.p == 0 for candidate in range(r, curve.p, q)):
            raise SignatureInvalid("The signature does not fit the signed data and the key.")

    def _verify_plainly(self, z1: int, z2: int, r: int) -> None:
        """Steps (5)-(7) without shortcuts, for the exceptional cases."""
        curve = self.curve
        point = add(curve, multiply(curve, z1, curve.base), multiply(curve, z2, (self.x, self.y)))
        if point is None or point[0] % curve.q != r:
            raise SignatureInvalid("The signature does not fit the signed data and the key.")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PublicKey) and (self.x, self.y, self.curve) == (other.x, other.y, other.curve)

    def __hash__(self) -> int:
        return hash((self.x, self.y, self.curve.name))


class PrivateKey:
    """A private key d, 0 < d < q. Never shown, never pickled; `destroy` overwrites the kept copy."""

    __slots__ = ("_public", "_secret", "curve")

    def __init__(self, d: int, curve: Curve = CRYPTOPRO_A) -> None:
        """Take the key; raises `KeyUnusable` when d is out of range."""
        if not 0 < d < curve.q:
            raise KeyUnusable("The private key is out of range.")
        self.curve = curve
        self._secret = bytearray(d.to_bytes(_HALF, "big"))
        self._public: PublicKey | None = None

    @classmethod
    def generate(cls, curve: Curve = CRYPTOPRO_A) -> Self:
        """Make a new key from the operating system's randomness."""
        return cls(1 + int.from_bytes(os.urandom(64), "big") % (curve.q - 1), curve)

    @property
    def public_key(self) -> PublicKey:
        """The public key d·G."""
        if self._public is None:
            self._public = PublicKey(*self._multiply_base(self._scalar()), self.curve)
        return self._public

    def sign(self, digest: bytes) -> bytes:
        """Sign a 32-byte hash and give s ‖ r, 64 bytes; the steps of RFC 5832 §6.1.

        Raises:
            KeyUnusable: the key was destroyed.
        """
        if len(digest) != _HALF:
            raise ValueError("a hash of 32 bytes is signed")
        e = _digest_number(digest, self.curve.q)
        # A nonce that makes r or s zero (one of 2²⁵⁵) is replaced.
        return self._attempt(e, self._nonce(digest)) or self.sign(digest)

    def _attempt(self, e: int, k: int) -> bytes:
        """Steps (4)-(6) with one nonce; empty when r or s is zero."""
        q = self.curve.q
        r = self._multiply_base(k)[0] % q
        # d is blinded with a multiple of q, as k is: the sum mod q stays the same.
        d = self._scalar() + q * int.from_bytes(os.urandom(8), "big")
        s = (r * d + k * e) % q
        return s.to_bytes(_HALF, "big") + r.to_bytes(_HALF, "big") if r and s else b""

    def destroy(self) -> None:
        """Overwrite the kept copy of d; the key cannot sign any more. Safe to call twice."""
        self._secret[:] = bytes(len(self._secret))

    def _scalar(self) -> int:
        d = int.from_bytes(self._secret, "big")
        if d == 0:
            raise KeyUnusable("The key was closed.")
        return d

    def _nonce(self, digest: bytes) -> int:
        """Derive k, 0 < k < q, as the module's text says."""
        stream = hmac.digest(self._secret, b"O'z DSt 1092 nonce" + os.urandom(32) + digest, "sha512")
        return 1 + int.from_bytes(stream, "big") % (self.curve.q - 1)

    def _multiply_base(self, scalar: int) -> Affine:
        """Give scalar·G for 0 < scalar < q, blinded with a random multiple of q; one modular inversion."""
        curve = self.curve
        blinded = scalar + curve.q * int.from_bytes(os.urandom(_BLIND_BITS // 8), "big")
        point = total(curve, None, _base_comb(curve).parts(blinded))
        if point[2] == 0:
            plain = multiply(curve, scalar, curve.base)
            assert plain is not None  # 0 < scalar < q
            return plain
        return affine(curve, point)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} on {self.curve.name}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a private key is not copied or pickled")
