"""The block cipher RC2 in CBC mode, decryption only (RFC 2268): E-IMZO on Java 8 wraps certificates in RC2-40.

Written here because OpenSSL keeps RC2 in its legacy provider, which is not everywhere, and because `cryptography`
knows no effective key length of 40 bits. Nothing is ever encrypted with it.
"""

from __future__ import annotations

from struct import Struct

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
_BLOCK = Struct("<4H")
_KEY = Struct("<64H")
_BLOCK_SIZE = 8
_ROTATIONS = (1, 2, 3, 5)


def _expand(key: bytes, effective_bits: int) -> tuple[int, ...]:
    """RFC 2268 §2."""
    buffer = bytearray(128)
    size = len(key)
    buffer[:size] = key
    for i in range(size, 128):
        buffer[i] = _PITABLE[(buffer[i - 1] + buffer[i - size]) & 0xFF]
    effective = (effective_bits + 7) // 8
    mask = 0xFF >> (8 * effective - effective_bits)
    buffer[128 - effective] = _PITABLE[buffer[128 - effective] & mask]
    for i in range(127 - effective, -1, -1):
        buffer[i] = _PITABLE[buffer[i + 1] ^ buffer[i + effective]]
    return _KEY.unpack(buffer)


def _decrypt_block(words: list[int], key: tuple[int, ...]) -> None:
    """RFC 2268 §4: 5 mixing rounds, a mash, 6 mixing rounds, a mash, 5 mixing rounds, all backwards."""
    for round_number in range(15, -1, -1):
        for i in (3, 2, 1, 0):
            turn = _ROTATIONS[i]
            word = words[i]
            word = (word >> turn | word << (16 - turn)) & 0xFFFF
            before = words[i - 1]
            words[i] = (word - key[4 * round_number + i] - (before & words[i - 2]) - (~before & words[i - 3])) & 0xFFFF
        if round_number in (5, 11):
            for i in (3, 2, 1, 0):
                words[i] = (words[i] - key[words[i - 1] & 63]) & 0xFFFF


def decrypt_cbc(key: bytes, effective_bits: int, initial: bytes, data: bytes) -> bytes:
    """Decrypt whole blocks (the padding stays).

    Args:
        key: 5 to 128 bytes.
        effective_bits: the effective key length, 1 to 1024.
        initial: 8 bytes.
        data: a multiple of 8 bytes.

    Raises:
        ValueError: a length is wrong.
    """
    if not 0 < len(key) <= 128 or not 0 < effective_bits <= 1024 or len(initial) != _BLOCK_SIZE or len(data) % 8:
        raise ValueError("RC2: a key, an initial value or data of the wrong length")
    schedule = _expand(key, effective_bits)
    plain = bytearray()
    previous = int.from_bytes(initial, "big")
    for position in range(0, len(data), _BLOCK_SIZE):
        block = data[position : position + _BLOCK_SIZE]
        words = list(_BLOCK.unpack(block))
        _decrypt_block(words, schedule)
        plain += (int.from_bytes(_BLOCK.pack(*words), "big") ^ previous).to_bytes(_BLOCK_SIZE, "big")
        previous = int.from_bytes(block, "big")
    return bytes(plain)
