"""How fast signing is, side by side with others in one run on one core. Proves nothing about being right.

Beside our rows stand `openssl cms -sign` (one process a message, as a script would call it), the same with the gost
engine where it is installed, and pyHanko where MUHR_PYHANKO_PYTHON names an interpreter that has it (it is no
dependency of this project; its figure is taken in that interpreter, keys and certificates being the same).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12, serialize_key_and_certificates
from rows import Row

from muhr.domain.prompts import DeviceRequest, PasswordRequest
from muhr.domain.signatures import Verdict
from muhr.sandbox.authority import AuthorityService
from muhr.sandbox.eimzo import EImzoServer, Script, keys_of
from muhr.sandbox.pki import Algorithm, Pki, make_pki
from muhr.sandbox.pki.statements import stamp_token
from muhr.sandbox.world.companies import OURS
from muhr.signing import der, ozdst1106
from muhr.signing.algorithms import choose
from muhr.signing.certificates import load
from muhr.signing.cms_build import CmsBuilder, signature_of, with_unsigned_attribute
from muhr.signing.eimzo.keyring import EImzoKeyRing
from muhr.signing.eimzo.line import Address
from muhr.signing.keyfiles import FileKeyRing
from muhr.signing.ozdst1092 import PrivateKey
from muhr.signing.signer import CryptographyKey, OzdstKey
from muhr.signing.timestamps import SIGNATURE_TIME_STAMP
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

CONTENT = b"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
NOW = datetime.now(UTC)
OPENSSL_CALLS = 60
LISTED = 50


def rate(once: Callable[[], object], seconds: float = 0.3, rounds: int = 5) -> float:
    """Calls a second: the best of a few rounds, for other work on the machine only ever takes away."""
    once()
    started = time.perf_counter()
    once()
    each = max(1, int(seconds / max(time.perf_counter() - started, 1e-7)))
    best = 0.0
    for _ in range(rounds):
        started = time.perf_counter()
        for _ in range(each):
            once()
        best = max(best, each / (time.perf_counter() - started))
    return best


def promised(name: str, value: float, least: float, unit: str = "/s", note: str = "") -> Row:
    """A row with a promise."""
    return Row(name, value, unit, f"≥ {least:g}", value >= least, note)


def beside(name: str, value: float, note: str = "", unit: str = "/s") -> Row:
    """A row for comparison."""
    return Row(name, value, unit, "", None, note)


# ------------------------------------------------------------------ the national algorithms


def national_rows(pki: Pki) -> Iterator[Row]:
    """Hash, signature, message, and a document's whole way."""
    yield promised("O'z DSt 1106: hash of 64 bytes", rate(lambda: ozdst1106.digest(CONTENT)), 5000)
    key = PrivateKey.generate()
    digest = ozdst1106.digest(CONTENT)
    signature = key.sign(digest)
    yield promised("O'z DSt 1092: sign a hash", rate(lambda: key.sign(digest)), 3500)
    verify = key.public_key.verify
    yield promised("O'z DSt 1092: verify, a key seen before", rate(lambda: verify(digest, signature)), 2000)
    strangers = [(other.public_key, other.sign(digest)) for other in (PrivateKey.generate() for _ in range(300))]
    stranger = iter(strangers)

    def verify_stranger() -> None:
        public, its_signature = next(stranger)
        public.verify(digest, its_signature)

    yield promised("O'z DSt 1092: verify, a new key", rate(verify_stranger, 0.05, 3), 500)
    record = pki.key("first-director")
    choice = choose(load(record.certificate).public_key)
    builder = CmsBuilder(record.chain, choice)
    sign = OzdstKey(key, choice.digest).sign
    yield promised("CMS with O'z DSt", rate(lambda: builder.build(CONTENT, NOW, sign)), 1200)
    verifier = CmsVerifier(TrustStore.of_files(pki.trust), lambda: NOW)
    keys = FileKeyRing(verifier, lambda: NOW, [])
    signer = keys.unlock(keys.entry(Path(record.path)), bytearray(record.password.encode()))
    try:
        whole = rate(lambda: signer.sign(CONTENT, at=NOW))
    finally:
        signer.close()
    yield promised("CMS with O'z DSt, built and verified", whole, 500, note="what each document costs before sending")


def listing_rows(pki: Pki, folder: Path) -> Iterator[Row]:
    """A folder with fifty key files, listed without a password: the time a person waits for their keys."""
    files = [Path(record.path) for record in pki.keys]
    for at in range(LISTED):
        source = files[at % len(files)]
        shutil.copy(source, folder / f"{at:02}-{source.name}")
    keys = FileKeyRing(CmsVerifier(TrustStore.of_files(pki.trust), lambda: NOW), lambda: NOW, [folder])
    took = []
    for _ in range(5):
        started = time.perf_counter()
        count = len(keys.keys())
        took.append(time.perf_counter() - started)
    if count != LISTED:
        raise RuntimeError(f"{count} of {LISTED} keys were listed")
    listed = median(took)
    yield Row(
        f"list {LISTED} key files", listed, "s", "≤ 0.3", listed <= 0.3, "every form the sandbox makes, no password"
    )


# ------------------------------------------------------------------ RSA and ECDSA


@dataclass(frozen=True)
class Common:
    """An RSA or EC key of the sandbox, opened, and as files for other programs."""

    name: str
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    chain: tuple[bytes, ...]
    key_file: Path
    certificate_file: Path
    p12: Path

    @classmethod
    def open(cls, pki: Pki, record_name: str, name: str, folder: Path) -> Common:
        """Open one of the sandbox's `.p12` files. The copies for other programs are gone with the folder."""
        record = pki.key(record_name)
        opened = load_pkcs12(Path(record.path).read_bytes(), record.password.encode())
        assert isinstance(opened.key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)
        assert opened.cert is not None
        files = [folder / f"{record_name}{suffix}" for suffix in (".key", ".pem", ".p12")]
        certificate = opened.cert.certificate
        files[0].write_bytes(opened.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        files[1].write_bytes(certificate.public_bytes(Encoding.PEM))
        files[2].write_bytes(
            serialize_key_and_certificates(b"bench", opened.key, certificate, None, BestAvailableEncryption(b"bench"))
        )
        return cls(name, opened.key, record.chain, *files)

    def builder(self) -> Callable[[], bytes]:
        """Give what builds one message."""
        choice = choose(load(self.chain[0]).public_key)
        builder, sign = CmsBuilder(self.chain, choice), CryptographyKey(self.key, choice).sign
        return lambda: builder.build(CONTENT, NOW, sign)


def common_rows(p256: Common, rsa_2048: Common) -> Iterator[Row]:
    """Messages with P-256 and RSA-2048; the latter against the bare signature, measured in turns."""
    yield promised("CMS with P-256", rate(p256.builder()), 15_000)
    build, key = rsa_2048.builder(), rsa_2048.key
    assert isinstance(key, rsa.RSAPrivateKey)

    def bare() -> bytes:
        return key.sign(CONTENT, padding.PKCS1v15(), hashes.SHA256())

    pairs = [(rate(bare, 0.2, 1), rate(build, 0.2, 1)) for _ in range(9)]
    yield beside("RSA-2048: the bare signature", max(pair[0] for pair in pairs))
    yield beside("CMS with RSA-2048", max(pair[1] for pair in pairs))
    ratio = median(message / signature for signature, message in pairs)
    yield promised("CMS with RSA-2048 ÷ the bare signature", ratio, 0.9, "×", "median of 9 pairs, in turns")


# ------------------------------------------------------------------ E-IMZO

E_IMZO_BATCH = 200
E_IMZO_LATENCY = 0.05
"""Seconds that the simulator takes for each reply. The field's own is slower: a list takes 330 ms."""


class NoWindow:
    """`Prompts` for a simulator whose password is remembered."""

    def ask_password(self, request: PasswordRequest) -> bytearray:
        """Not for E-IMZO."""
        raise NotImplementedError

    def device_asks(self, request: DeviceRequest, cancel: Callable[[], None] | None) -> NoWindow:
        """Show nothing."""
        del request, cancel
        return self

    def close(self) -> None:
        """Nothing is shown."""


def e_imzo_rows(pki: Pki) -> Iterator[Row]:
    """A batch through E-IMZO against the sum of its own replies; and what is ours of it, a signature."""
    verifier = CmsVerifier(TrustStore.of_files(pki.trust), lambda: NOW)
    script = Script(latency=E_IMZO_LATENCY)
    with EImzoServer(keys_of(pki), lambda: NOW, script=script, tls_port=None) as server:
        ring = EImzoKeyRing(verifier, lambda: NOW, addresses=[Address.of(url) for url in server.urls.values()])
        entry = next(key for key in ring.keys() if key.usable)  # noqa: SIM118 - a key ring is no mapping
        server.program.work_seconds = 0.0
        started = time.perf_counter()
        signer = ring.open(entry, NoWindow(), purpose="bench", signatures=E_IMZO_BATCH)
        for _ in range(E_IMZO_BATCH):
            signer.sign(CONTENT, at=NOW)
        signer.close()
        took, replies = time.perf_counter() - started, server.program.work_seconds
    note = f"{E_IMZO_BATCH} signatures in {took:.1f} s, {E_IMZO_LATENCY * 1000:.0f} ms each at the simulator"
    yield Row("E-IMZO: a batch ÷ the sum of its replies", took / replies, "×", "≤ 1.2", took / replies <= 1.2, note)
    ours = (took - replies) / E_IMZO_BATCH * 1000
    yield beside("E-IMZO: our part of a signature", ours, "connection, verification, both ends on this machine", "ms")


# ------------------------------------------------------------------ verifying


def verifying_rows(pki: Pki, p256: Common) -> Iterator[Row]:
    """Whole messages, one signer, a chain of three that is known already; and what the additions cost."""
    verifier = CmsVerifier(TrustStore.of_files(pki.trust), lambda: NOW)
    service = AuthorityService(pki.authorities, lambda: NOW)
    director = pki.authorities.director(OURS[0], NOW)
    choice = choose(load(director.certificate).public_key)
    national = CmsBuilder(director.chain, choice).build(CONTENT, NOW, director.key.sign)

    def verify(message: bytes) -> float:
        assert verifier.verify(message).verdict is Verdict.VALID
        return rate(lambda: verifier.verify(message))

    yield promised("verify CMS with O'z DSt, chain cached", verify(national), 300)
    yield promised("verify CMS with P-256, chain cached", verify(p256.builder()()), 2000)
    stamper = service.stamper(Algorithm.OZDST_2009)
    digest = choice.digest
    imprint = der.sequence(digest.identifier_der, der.octet_string(digest.compute(signature_of(national))))
    stamped = with_unsigned_attribute(national, SIGNATURE_TIME_STAMP, stamp_token(stamper, imprint, NOW))
    yield beside("verify CMS with O'z DSt and its time stamp", verify(stamped), "two signatures, three digests more")


# ------------------------------------------------------------------ others


def openssl_rows(keys: list[Common], folder: Path) -> Iterator[Row]:
    """`openssl cms -sign`, one process a message."""
    program = shutil.which("openssl")
    if program is None:
        yield beside("openssl cms -sign", float("nan"), "the program openssl is not here")
        return
    document = folder / "document"
    document.write_bytes(CONTENT)

    def sign(key: Path, certificate: Path, *more: str, environment: dict[str, str] | None = None) -> None:
        command = [program, "cms", "-sign", "-binary", "-nodetach", "-nosmimecap", "-outform", "DER", *more]
        command += ["-in", str(document), "-signer", str(certificate), "-inkey", str(key), "-out", str(folder / "out")]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, **(environment or {})})

    for common in keys:
        speed = calls_a_second(partial(sign, common.key_file, common.certificate_file))
        yield beside(f"openssl cms -sign, {common.name}", speed, f"{OPENSSL_CALLS} calls, a process each")
    config = folder / "gost.cnf"
    config.write_text(
        "openssl_conf = all\n[all]\nengines = engines\n[engines]\ngost = gost\n[gost]\nengine_id = gost\n"
        "default_algorithms = ALL\n[req]\ndistinguished_name = name\n[name]\n",
        encoding="ascii",
    )
    environment = {"OPENSSL_CONF": str(config)}
    key, certificate = folder / "gost.key", folder / "gost.pem"
    commands = (
        [program, "genpkey", "-algorithm", "gost2001", "-pkeyopt", "paramset:A", "-out", str(key)],
        [
            program,
            "req",
            "-x509",
            "-new",
            "-key",
            str(key),
            "-md_gost94",
            "-subj",
            "/CN=bench",
            "-out",
            str(certificate),
        ],
    )
    for command in commands:
        done = subprocess.run(command, check=False, capture_output=True, env={**os.environ, **environment})
        if done.returncode:
            yield beside("openssl cms -sign, gost engine", float("nan"), "OpenSSL's gost engine is not here")
            return
    speed = calls_a_second(lambda: sign(key, certificate, "-md", "md_gost94", environment=environment))
    yield beside("openssl cms -sign, gost engine", speed, f"{OPENSSL_CALLS} calls, a process each")


def calls_a_second(once: Callable[[], object]) -> float:
    """For what is slow: a fixed number of calls."""
    once()
    started = time.perf_counter()
    for _ in range(OPENSSL_CALLS):
        once()
    return OPENSSL_CALLS / (time.perf_counter() - started)


_PYHANKO = """
import asyncio, json, sys, time
from importlib.metadata import version
from pyhanko.sign.signers import SimpleSigner
content, files = json.load(sys.stdin)
async def main():
    found = {}
    for name, path in files.items():
        signer = SimpleSigner.load_pkcs12(path, passphrase=b"bench")
        async def once():
            return await signer.async_sign_general_data(content.encode(), "sha256", detached=False)
        await once()
        count, started = 0, time.perf_counter()
        while time.perf_counter() - started < 2:
            await once()
            count += 1
        found[name] = count / (time.perf_counter() - started)
    return found
print(json.dumps({"version": version("pyHanko"), "rates": asyncio.run(main())}))
"""


def pyhanko_rows(keys: list[Common]) -> Iterator[Row]:
    """pyHanko's signer, in the interpreter that has it."""
    interpreter = os.environ.get("MUHR_PYHANKO_PYTHON", "")
    if not interpreter:
        yield beside("pyHanko", float("nan"), "not measured: MUHR_PYHANKO_PYTHON names no interpreter that has it")
        return
    done = subprocess.run(
        [interpreter, "-c", _PYHANKO],
        input=json.dumps([CONTENT.decode(), {common.name: str(common.p12) for common in keys}]),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        yield beside("pyHanko", float("nan"), f"not measured: {reason[0]}")
        return
    answer = json.loads(done.stdout)
    for name, speed in answer["rates"].items():
        yield beside(f"pyHanko, {name}", speed, f"version {answer['version']}, attached, in its own interpreter")


def rows() -> list[Row]:
    """Measure everything; some 30 seconds."""
    with tempfile.TemporaryDirectory(prefix="muhr-bench-signing-") as temporary:
        folder = Path(temporary)
        pki, listed = make_pki(folder / "pki"), folder / "listed"
        listed.mkdir()
        p256 = Common.open(pki, "p256-p12", "P-256", folder)
        rsa_2048 = Common.open(pki, "rsa-p12", "RSA-2048", folder)
        common = [p256, rsa_2048]
        return [
            *national_rows(pki),
            *listing_rows(pki, listed),
            *common_rows(p256, rsa_2048),
            *e_imzo_rows(pki),
            *verifying_rows(pki, p256),
            *openssl_rows(common, folder),
            *pyhanko_rows(common),
        ]
