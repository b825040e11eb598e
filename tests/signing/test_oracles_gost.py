"""Proof against foreign code: OpenSSL's gost engine hashes, signs and verifies what we hash, sign and verify."""

from __future__ import annotations

import base64
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from muhr.domain.errors import SignatureInvalid
from muhr.signing import der, ozdst1106
from muhr.signing.algorithms import DigestAlgorithm, SigningChoice
from muhr.signing.cms_build import CmsBuilder
from muhr.signing.ozdst1092 import CRYPTOPRO_A, CRYPTOPRO_B, CRYPTOPRO_C, PrivateKey, PublicKey
from muhr.signing.signer import OzdstKey

pytestmark = pytest.mark.crypto_oracle

SEED = 1092
CURVES = {1: CRYPTOPRO_A, 2: CRYPTOPRO_B, 3: CRYPTOPRO_C}
EACH_WAY = {1: 1000, 2: 60, 3: 60}
"""How many signatures each way on each curve; 1 is the curve of all known certificates."""
KEY_OID, DIGEST_OID = "1.2.643.2.2.19", "1.2.643.2.2.9"

Ask = Callable[[list[dict]], list[dict]]


@pytest.fixture(scope="session")
def engine(gost_oracle) -> Ask:
    """Ask the engine many things in one process (gost_engine.py)."""

    def ask(requests: list[dict]) -> list[dict]:
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("gost_engine.py"))],
            input="".join(json.dumps(request) + "\n" for request in requests),
            capture_output=True,
            text=True,
            env={**os.environ, **gost_oracle.environment},
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return ask


def messages(count: int, longest: int, seed: int = SEED) -> list[bytes]:
    """Random messages of every length from 1 on, then of random lengths; never empty (the engine errs there)."""
    source = random.Random(seed)
    lengths = [*range(1, min(count, 130)), *(source.randint(1, longest) for _ in range(count))][:count]
    return [source.randbytes(length) for length in lengths]


def pem(kind: str, encoded: bytes) -> str:
    return f"-----BEGIN {kind}-----\n{base64.encodebytes(encoded).decode()}-----END {kind}-----\n"


def algorithm(curve: int) -> bytes:
    parameters = der.sequence(der.oid(f"1.2.643.2.2.35.{curve}"), der.oid("1.2.643.2.2.30.1"))
    return der.sequence(der.oid(KEY_OID), parameters)


def public_info(key: PublicKey, curve: int = 1) -> bytes:
    return der.sequence(algorithm(curve), der.bit_string(der.octet_string(key.encoded)))


def public_pem(key: PublicKey, curve: int) -> str:
    return pem("PUBLIC KEY", public_info(key, curve))


def private_pem(d: int, curve: int = 1) -> str:
    """PKCS #8 as the engine reads it: the number little-endian in an OCTET STRING."""
    inner = der.octet_string(d.to_bytes(32, "little"))
    return pem("PRIVATE KEY", der.sequence(der.integer(0), algorithm(curve), der.octet_string(inner)))


def number_of(key: PrivateKey) -> int:
    return int.from_bytes(key._secret, "big")


# ------------------------------------------------------------------ hash


def test_1500_random_messages_have_the_same_hash(engine):
    found = messages(1500, 2000)
    (answer,) = engine([{"hash": [message.hex() for message in found]}])
    assert answer["digests"] == [ozdst1106.digest(message).hex() for message in found]


def test_the_program_itself_gives_the_same_hash(gost_oracle, tmp_path):
    """The same through `openssl dgst` and files, so that our ctypes program is not the only witness."""
    found = messages(200, 4000, SEED + 1)
    paths = [tmp_path / f"{number:04}" for number in range(len(found))]
    for path, message in zip(paths, found, strict=True):
        path.write_bytes(message)
    output = gost_oracle("dgst", "-md_gost94", "-r", *(path.name for path in paths), cwd=tmp_path).decode()
    digests = [line.split()[0] for line in output.splitlines() if "*" in line]
    assert digests == [ozdst1106.digest(message).hex() for message in found]


def test_the_empty_message_is_where_the_engine_errs(gost_oracle):
    """Published is 981e5f3c…, engine 3.0.1 says 3f25bc1f…; a later one may be mended, a third answer is news."""
    theirs = gost_oracle("dgst", "-md_gost94", "-binary", data=b"").hex()
    assert theirs[:8] in ("3f25bc1f", "981e5f3c")
    assert ozdst1106.digest(b"").hex()[:8] == "981e5f3c"


# ------------------------------------------------------------------ signatures


@pytest.mark.parametrize("number", CURVES)
def test_our_signatures_hold_for_the_engine(number, engine):
    found = messages(EACH_WAY[number], 200, SEED + 2)
    keys = [PrivateKey.generate(CURVES[number]) for _ in range(20)]
    requests = []
    for place, key in enumerate(keys):
        mine = found[place :: len(keys)]
        pairs = [[message.hex(), key.sign(ozdst1106.digest(message)).hex()] for message in mine]
        spoiled = [[(message + b".").hex(), signature] for (_, signature), message in zip(pairs, mine, strict=True)]
        requests.append({"key": public_pem(key.public_key, number), "verify": pairs + spoiled})
    answers = engine(requests)
    held = sum(sum(answer["verdicts"]) for answer in answers)
    for answer in answers:
        half = len(answer["verdicts"]) // 2
        assert answer["verdicts"] == [1] * half + [0] * half  # the engine can say no, too
    assert held == EACH_WAY[number]


@pytest.mark.parametrize("number", CURVES)
def test_signatures_of_the_engine_hold_for_us(number, engine):
    found = messages(EACH_WAY[number], 200, SEED + 3)
    keys = [PrivateKey.generate(CURVES[number]) for _ in range(20)]
    requests = [
        {"key": private_pem(number_of(key), number), "sign": [message.hex() for message in found[place :: len(keys)]]}
        for place, key in enumerate(keys)
    ]
    held = 0
    for place, (key, answer) in enumerate(zip(keys, engine(requests), strict=True)):
        for message, signature in zip(found[place :: len(keys)], answer["signatures"], strict=True):
            key.public_key.verify(ozdst1106.digest(message), bytes.fromhex(signature))
            with pytest.raises(SignatureInvalid):
                key.public_key.verify(ozdst1106.digest(message + b"."), bytes.fromhex(signature))
            held += 1
    assert held == EACH_WAY[number]


@pytest.mark.parametrize("number", CURVES)
def test_a_key_made_by_the_engine_lies_on_the_curve_we_find(number, gost_oracle):
    key = gost_oracle("genpkey", "-algorithm", "gost2001", "-pkeyopt", f"paramset:{'ABC'[number - 1]}")
    info = gost_oracle("pkey", "-pubout", "-outform", "DER", data=key)
    assert PublicKey.from_encoded(info[-64:]).curve is CURVES[number]


# ------------------------------------------------------------------ whole messages


def russian_choice() -> SigningChoice:
    """The same mathematics under the OIDs the engine knows."""
    digest = DigestAlgorithm(
        name="GOST R 34.11-94",
        oid=DIGEST_OID,
        size=32,
        compute=ozdst1106.digest,
        identifier_der=der.sequence(der.oid(DIGEST_OID), der.NULL_DER),
    )
    identifier = der.sequence(der.oid(KEY_OID), der.NULL_DER)
    return SigningChoice(digest=digest, signature_identifier_der=identifier, signature_name="GOST R 34.10-2001")


@pytest.fixture
def russian_signer(gost_oracle, tmp_path):
    """A key of ours, a certificate the engine made for it, and a builder with the engine's OIDs."""
    key = PrivateKey.generate()
    key_file, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    key_file.write_text(private_pem(number_of(key)), encoding="ascii")
    gost_oracle(
        *("req", "-x509", "-new", "-key", key_file, "-md_gost94", "-subj", "/CN=Namuna", "-days", "3650"),
        *("-out", certificate),
    )
    encoded = gost_oracle("x509", "-in", certificate, "-outform", "DER")
    choice = russian_choice()
    builder = CmsBuilder([encoded], choice)
    signing = OzdstKey(key, choice.digest)
    return lambda content: builder.build(content, datetime.now(UTC), signing.sign), certificate


def test_the_engine_verifies_our_whole_message(gost_oracle, russian_signer, tmp_path):
    build, certificate = russian_signer
    for content in (b"0123456789abcdef" * 4, b"1", bytes(range(256)) * 40):
        message = tmp_path / "message.der"
        message.write_bytes(build(content))
        verify = ("cms", "-verify", "-binary", "-inform", "DER", "-in", message, "-CAfile", certificate)
        assert gost_oracle(*verify) == content
        spoiled = bytearray(message.read_bytes())
        spoiled[-1] ^= 1
        message.write_bytes(spoiled)
        with pytest.raises(RuntimeError, match=r"(?i)verif"):
            gost_oracle(*verify)


def test_the_engines_message_and_ours_have_the_same_signed_part(gost_oracle, russian_signer, tmp_path):
    """The same elements in the same places, the same attributes in the same order."""
    build, certificate = russian_signer
    ours = der.read(build(b"content"))
    kinds = [element.tag for element in der.children(der.children(der.children(ours)[1])[0])]
    document = tmp_path / "document"
    document.write_bytes(b"content")
    theirs = der.read(
        gost_oracle(
            *("cms", "-sign", "-binary", "-nodetach", "-nosmimecap", "-md", "md_gost94", "-outform", "DER"),
            *("-in", document, "-signer", certificate, "-inkey", tmp_path / "key.pem"),
        )
    )
    assert [element.tag for element in der.children(der.children(der.children(theirs)[1])[0])] == kinds

    def signer_info(message: der.Element) -> list[der.Element]:
        signed_data = der.children(der.children(der.children(message)[1])[0])
        return der.children(der.children(signed_data[-1])[0])

    mine, other = signer_info(ours), signer_info(theirs)
    assert [part.tag for part in mine] == [part.tag for part in other]
    assert mine[1].der == other[1].der  # issuer and serial number
    kinds_of = [[der.read_oid(der.children(a)[0]) for a in der.children(parts[3])] for parts in (mine, other)]
    assert kinds_of[0] == kinds_of[1]
