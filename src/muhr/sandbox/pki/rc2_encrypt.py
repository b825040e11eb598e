"""RC2 in CBC mode, encryption only (RFC 2268), to write key files as Java 8 does. Protects test keys, nothing else."""

from __future__ import annotations

import struct

_PITABLE = bytes.fromhex(
    "d978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2"
    "179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82"
    "54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626"
    "6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7"
    "08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec"
    "c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731"
    "2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9"
    "0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad"
)
_WORD = 0xFFFF
_MIXES = (5, 6, 5)
"""Rounds of mixing, with one round of mashing between the groups (RFC 2268 §3)."""
_TURNS = (1, 2, 3, 5)


def _schedule(key: bytes, effective_bits: int) -> list[int]:
    table = bytearray(key)
    while len(table) < 128:
        table.append(_PITABLE[(table[-1] + table[-len(key)]) & 0xFF])
    kept = (effective_bits + 7) // 8
    table[-kept] = _PITABLE[table[-kept] & (0xFF >> (8 * kept - effective_bits))]
    for at in reversed(range(128 - kept)):
        table[at] = _PITABLE[table[at + 1] ^ table[at + kept]]
    return list(struct.unpack("<64H", table))


def _block(words: list[int], schedule: list[int]) -> list[int]:
    place = 0
    for group, rounds in enumerate(_MIXES):
        if group:
            for i in range(4):
                words[i] = (words[i] + schedule[words[i - 1] & 63]) & _WORD
        for _ in range(rounds):
            for i in range(4):
                chosen = (words[i - 1] & words[i - 2]) + (~words[i - 1] & words[i - 3] & _WORD)
                mixed = (words[i] + schedule[place] + chosen) & _WORD
                words[i] = (mixed << _TURNS[i] | mixed >> (16 - _TURNS[i])) & _WORD
                place += 1
    return words


def rc2_cbc(key: bytes, iv: bytes, plain: bytes, *, effective_bits: int) -> bytes:
    """Encrypt, with PKCS #7 padding; `iv` has 8 bytes."""
    schedule = _schedule(key, effective_bits)
    padding = 8 - len(plain) % 8
    padded = plain + bytes([padding]) * padding
    chain = list(struct.unpack("<4H", iv))
    out = bytearray()
    for at in range(0, len(padded), 8):
        words = [a ^ b for a, b in zip(struct.unpack("<4H", padded[at : at + 8]), chain, strict=True)]
        chain = _block(words, schedule)
        out += struct.pack("<4H", *chain)
    return bytes(out)
