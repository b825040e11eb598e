"""Points of the CryptoPro elliptic curves: parameters and arithmetic. No signatures, no encodings here.

Two ways to the same result stand side by side. `multiply` and `add` are the textbook definition; `Comb`, `ladder` and
`total` are quick. The quick ones do not watch for the exceptional cases of their formulas (equal or opposite points):
whoever uses them sees afterwards that one was met (Z = 0) and takes the plain way instead.

Nothing here takes the same time for every input: Python integers cannot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

Point = tuple[int, int] | None
"""Affine coordinates in 0…p-1, or None for the point at infinity."""


@dataclass(frozen=True, slots=True)
class Curve:
    """y² = x³ + ax + b over the integers modulo the prime p, with the base point (x, y) of prime order q.

    The order of each curve's group is q itself: every point on the curve except infinity has order q.
    """

    name: str
    p: int
    a: int
    b: int
    q: int
    x: int
    y: int

    def contains(self, x: int, y: int) -> bool:
        """Whether (x, y), both in 0…p-1, satisfies the equation of the curve."""
        p = self.p
        return 0 <= x < p and 0 <= y < p and (y * y - (x * x + self.a) * x - self.b) % p == 0

    @property
    def base(self) -> tuple[int, int]:
        """The base point."""
        return self.x, self.y


# RFC 4357 §11.4. The sets for key exchange are these again: XchA is A, XchB is C.
CRYPTOPRO_A = Curve(
    name="CryptoPro-A",
    p=0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFD97,
    a=0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFD94,
    b=0xA6,
    q=0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF6C611070995AD10045841B09B761B893,
    x=1,
    y=0x8D91E471E0989CDA27DF505A453F2B7635294F2DDF23E3B122ACC99C9E9F1E14,
)
CRYPTOPRO_B = Curve(
    name="CryptoPro-B",
    p=0x8000000000000000000000000000000000000000000000000000000000000C99,
    a=0x8000000000000000000000000000000000000000000000000000000000000C96,
    b=0x3E1AF419A269A5F866A7D3C25C3DF80AE979259373FF2B182F49D4CE7E1BBC8B,
    q=0x800000000000000000000000000000015F700CFFF1A624E5E497161BCC8A198F,
    x=1,
    y=0x3FA8124359F96680B83D1C3EB2C070E5C545C9858D03ECFB744BF8D717717EFC,
)
CRYPTOPRO_C = Curve(
    name="CryptoPro-C",
    p=0x9B9F605F5A858107AB1EC85E6B41C8AACF846E86789051D37998F7B9022D759B,
    a=0x9B9F605F5A858107AB1EC85E6B41C8AACF846E86789051D37998F7B9022D7598,
    b=0x805A,
    q=0x9B9F605F5A858107AB1EC85E6B41C8AA582CA3511EDDFB74F02F3A6598980BB9,
    x=0,
    y=0x41ECE55743711A8C3CBF3783CD08C0EE4D4DC440D4641A8F366E550DFDB3BB67,
)
CURVES = (CRYPTOPRO_A, CRYPTOPRO_B, CRYPTOPRO_C)


def find_curve(x: int, y: int) -> Curve | None:
    """Give the curve the point lies on, None when it is on none of the three."""
    return next((curve for curve in CURVES if curve.contains(x, y)), None)


# ------------------------------------------------------------------ the plain way


def add(curve: Curve, left: Point, right: Point) -> Point:
    """Add two points by the definition, every special case included. One modular inversion."""
    if left is None:
        return right
    if right is None:
        return left
    (x1, y1), (x2, y2), p = left, right, curve.p
    if x1 != x2:
        slope = (y2 - y1) * pow(x2 - x1, -1, p) % p
    elif (y1 + y2) % p:
        slope = (3 * x1 * x1 + curve.a) * pow(2 * y1, -1, p) % p
    else:
        return None
    x3 = (slope * slope - x1 - x2) % p
    return x3, (slope * (x1 - x3) - y1) % p


def multiply(curve: Curve, scalar: int, point: Point) -> Point:
    """Give scalar times the point by doubling and adding; for any non-negative scalar. About 6 ms."""
    result: Point = None
    while scalar:
        if scalar & 1:
            result = add(curve, result, point)
        point = add(curve, point, point)
        scalar >>= 1
    return result


# ------------------------------------------------------------------ the quick way

Affine = tuple[int, int]
Jacobian = tuple[int, int, int]
"""(X, Y, Z) stands for x = X/Z², y = Y/Z³. Z = 0: infinity, or an exceptional case was met on the way."""


def total(curve: Curve, start: Jacobian | None, points: Iterable[Affine]) -> Jacobian:
    """Add affine points to a Jacobian one (None: to nothing). 11 multiplications a point, no inversion."""
    p = curve.p
    rest = iter(points)
    if start is None:
        first = next(rest, None)
        if first is None:
            return 1, 1, 0
        start = (*first, 1)
    x, y, z = start
    for px, py in rest:
        zz = z * z % p
        h = px * zz % p - x
        r = py * z % p * zz % p - y
        hh = h * h % p
        hhh = h * hh % p
        v = x * hh % p
        x = (r * r - hhh - v - v) % p
        y = (r * (v - x) - y * hhh) % p
        z = z * h % p
    return x, y, z


def double(curve: Curve, point: Jacobian, times: int) -> Jacobian:
    """Double a point `times` times; uses a = -3, which holds for all three curves."""
    p = curve.p
    x, y, z = point
    for _ in range(times):
        zz = z * z % p
        yy = y * y % p
        s = 4 * x * yy % p
        m = 3 * (x - zz) * (x + zz) % p
        z = 2 * y * z % p
        x = (m * m - s - s) % p
        y = (m * (s - x) - 8 * yy * yy) % p
    return x, y, z


def affine(curve: Curve, point: Jacobian) -> Affine:
    """Give the affine coordinates; one modular inversion. Raises `ValueError` when Z = 0."""
    x, y, z = point
    inverse = pow(z, -1, curve.p)
    square = inverse * inverse % curve.p
    return x * square % curve.p, y * square * inverse % curve.p


def _inverses(values: Sequence[int], p: int) -> list[int]:
    """Invert many numbers, none of them 0, with one modular inversion."""
    products = list(accumulate(values, lambda left, right: left * right % p))
    inverse = pow(products[-1], -1, p)
    result = [0] * len(values)
    for i in range(len(values) - 1, 0, -1):
        result[i] = inverse * products[i - 1] % p
        inverse = inverse * values[i] % p
    result[0] = inverse
    return result


def _multiples(curve: Curve, bases: Sequence[Affine], window: int) -> list[list[Affine]]:
    """Give for each base its multiples 0…2^window, the 0 being a placeholder nobody may add.

    Each pass doubles the number of multiples: j + n for j = 1…n, the last of them a doubling.
    """
    p = curve.p
    rows: list[list[Affine]] = [[(0, 0), base] for base in bases]
    for n in (1 << step for step in range(window)):
        pairs = [(row[j], row[n]) for row in rows for j in range(1, n + 1)]
        inverses = iter(_inverses([2 * y1 if x1 == x2 else x2 - x1 for (x1, y1), (x2, _) in pairs], p))
        for row in rows:
            x2, y2 = row[n]
            for x1, y1 in row[1 : n + 1]:
                slope = (3 * x1 * x1 + curve.a if x1 == x2 else y2 - y1) * next(inverses) % p
                x3 = (slope * slope - x1 - x2) % p
                row.append((x3, (slope * (x1 - x3) - y1) % p))
    return rows


class Comb:
    """Multiples of one point prepared so that a multiple of it is a sum of prepared points, without doubling.

    Row i holds 1…2^window times 2^(i·window)·P. For 320 bits and windows of 8: 10,000 points, 2 MB, made in some
    30 ms; for 256 bits and windows of 5: 1,600 points, 0.3 MB, 5 ms.
    """

    def __init__(self, curve: Curve, point: Affine, *, bits: int, window: int) -> None:
        self._window = window
        self._mask = (1 << window) - 1
        self.bits = bits
        powers: list[Jacobian] = [(*point, 1)]
        for _ in range(window, bits, window):
            powers.append(double(curve, powers[-1], window))
        inverses = _inverses([z for _, _, z in powers], curve.p)
        bases = [
            (x * i * i % curve.p, y * i * i % curve.p * i % curve.p)
            for (x, y, _), i in zip(powers, inverses, strict=True)
        ]
        self._rows = _multiples(curve, bases, window)

    def parts(self, scalar: int) -> list[Affine]:
        """Give the points whose sum is scalar·P, for 0 ≤ scalar < 2^bits."""
        found = []
        mask, window = self._mask, self._window
        for row in self._rows:
            digit = scalar & mask
            if digit:
                found.append(row[digit])
            scalar >>= window
        return found


def ladder(curve: Curve, scalar: int, point: Affine) -> Jacobian:
    """Give scalar·point for a point nothing is prepared for: windows of 4 bits, the highest first."""
    row = _multiples(curve, [point], 4)[0]
    result: Jacobian | None = None
    for digit in f"{scalar:x}":
        if result is not None:
            result = double(curve, result, 4)
        if digit != "0":
            result = total(curve, result, (row[int(digit, 16)],))
    return (1, 1, 0) if result is None else result
