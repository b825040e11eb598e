"""Our verdicts beside those of OpenSSL, on messages and key files made by either side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pki_for_tests import (
    CONTENT,
    CONTENT_TYPE,
    SIGNER_EXTENSIONS,
    Draft,
    Pki,
    SignerDraft,
    attribute,
    draft,
    extension,
    shared_pki,
    to_ber,
)

from muhr.domain.errors import MessageMalformed, WrongPassword
from muhr.domain.signatures import Verdict
from muhr.signing import der
from muhr.signing.algorithms import choose
from muhr.signing.cms_build import CmsBuilder
from muhr.signing.keyfiles import FileKeyRing
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

pytestmark = pytest.mark.crypto_oracle
Run = Callable[..., bytes]

KINDS = ("rsa", "p256")


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys and certificates of both kinds as files."""
    place = tmp_path_factory.mktemp("openssl")
    for kind in KINDS:
        pki = shared_pki(kind)
        key = pki.key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())  # type: ignore[union-attr]
        (place / f"{kind}.key").write_bytes(key)
        for name in ("signer", "ca", "root"):
            (place / f"{kind}-{name}.der").write_bytes(getattr(pki, name))
    return place


def pem_of(openssl: Run, place: Path, kind: str, *names: str) -> Path:
    target = place / f"{kind}-{'-'.join(names)}.pem"
    if not target.exists():
        parts = [openssl("x509", "-inform", "DER", "-in", place / f"{kind}-{name}.der") for name in names]
        target.write_bytes(b"".join(parts))
    return target


def ours(message: bytes, pki: Pki, **more: bytes) -> Verdict | None:
    try:
        return CmsVerifier(TrustStore([pki.root]), now).verify(message, **more).verdict  # type: ignore[arg-type]
    except MessageMalformed:
        return None


def theirs(openssl: Run, message: bytes, place: Path, kind: str) -> bool:
    path = place / "message.der"
    path.write_bytes(message)
    try:
        openssl(
            "cms",
            "-verify",
            "-binary",
            "-inform",
            "DER",
            "-in",
            path,
            "-purpose",
            "any",
            "-CAfile",
            pem_of(openssl, place, kind, "root"),
            "-out",
            place / "out",
        )
    except RuntimeError:
        return False
    return (place / "out").read_bytes() == CONTENT


# ------------------------------------------------------------------ messages


@pytest.mark.parametrize("kind", KINDS)
def test_what_we_build_openssl_verifies(kind: str, folder: Path, openssl: Run) -> None:
    pki = shared_pki(kind)
    message = CmsBuilder(pki.chain, choose(pki.key.spki)).build(CONTENT, now(), pki.key.sign)
    assert theirs(openssl, message, folder, kind)
    assert theirs(openssl, to_ber(message), folder, kind)
    assert ours(message, pki) is ours(to_ber(message), pki) is Verdict.VALID


_SIGNING = {
    "attached": (["-nodetach"], {}),
    "detached": ([], {"detached": CONTENT}),
    "without attributes": (["-nodetach", "-noattr"], {}),
    "by key identifier": (["-nodetach", "-keyid"], {}),
    "without S/MIME capabilities": (["-nodetach", "-nosmimecap"], {}),
    "CAdES": (["-nodetach", "-cades"], {}),
    "SHA-512": (["-nodetach", "-md", "sha512"], {}),
    "streamed": (["-nodetach", "-stream", "-indef"], {}),
}


@pytest.mark.parametrize("form", ["DER", "PEM"])
@pytest.mark.parametrize("label", _SIGNING)
@pytest.mark.parametrize("kind", KINDS)
def test_what_openssl_signs_we_verify(kind: str, label: str, form: str, folder: Path, openssl: Run) -> None:
    pki = shared_pki(kind)
    options, more = _SIGNING[label]
    signer = folder / f"{kind}-signer.der"
    issued = pki.signer
    if label == "by key identifier":
        issued = pki.issue(extensions=[*SIGNER_EXTENSIONS, extension("2.5.29.14", der.octet_string(b"identifier"))])
        signer = folder / f"{kind}-ski.der"
        signer.write_bytes(issued)
    message = openssl(
        "cms",
        "-sign",
        "-binary",
        "-outform",
        form,
        "-signer",
        signer,
        "-inkey",
        folder / f"{kind}.key",
        "-keyform",
        "DER",
        "-certfile",
        pem_of(openssl, folder, kind, "ca"),
        *options,
        data=CONTENT,
    )
    assert ours(message, pki, **more) is Verdict.VALID
    assert ours(message, pki, **{**more, "expected": b"other"}) is Verdict.INVALID


@pytest.mark.parametrize("options", [["rsa_padding_mode:pss"], ["rsa_padding_mode:pss", "rsa_pss_saltlen:20"]])
def test_pss_by_openssl(options: list[str], folder: Path, openssl: Run) -> None:
    flags = [part for option in options for part in ("-keyopt", option)]
    message = openssl(
        "cms", "-sign", "-binary", "-nodetach", "-outform", "DER", "-signer", folder / "rsa-signer.der",
        "-inkey", folder / "rsa.key", "-keyform", "DER", "-certfile", pem_of(openssl, folder, "rsa", "ca"), *flags,
        data=CONTENT,
    )  # fmt: skip
    assert ours(message, shared_pki("rsa")) is Verdict.VALID


def _tampered(pki: Pki) -> dict[str, Draft | bytes]:
    """Messages both must refuse."""
    good = draft(pki)
    other = draft(pki, content=b"other").der()
    signature = SignerDraft(pki.key, pki.signer, signature=pki.key.sign(b"else"))
    no_type = SignerDraft(pki.key, pki.signer, content_type=b"")
    no_digest = SignerDraft(pki.key, pki.signer, message_digest=b"")
    strange = pki.issue(issuer_key=pki.key)
    expired = pki.issue(ends=datetime(2025, 6, 1, tzinfo=UTC))
    return {
        "content": good.der().replace(CONTENT, CONTENT[::-1]),
        "signature": draft(pki, signers=[signature]),
        "no content type": draft(pki, signers=[no_type]),
        "no digest": draft(pki, signers=[no_digest]),
        "forged certificate": draft(pki, certificates=[strange, pki.ca], signers=[SignerDraft(pki.key, strange)]),
        "expired certificate": draft(pki, certificates=[expired, pki.ca], signers=[SignerDraft(pki.key, expired)]),
        "no certificate": draft(pki, certificates=[pki.ca]),
        "no CA": draft(pki, certificates=[pki.signer]),
        "cut": good.der()[:-3],
        "another message's signer": other.replace(b"other", b"mixed"),
        "two signers, one bad": draft(pki, signers=[SignerDraft(pki.key, pki.signer), signature]),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_both_refuse_what_was_tampered_with(kind: str, folder: Path, openssl: Run) -> None:
    pki = shared_pki(kind)
    for label, made in _tampered(pki).items():
        message = made if isinstance(made, bytes) else made.der()
        assert not theirs(openssl, message, folder, kind), label
        assert ours(message, pki) is not Verdict.VALID, label


@pytest.mark.parametrize("kind", KINDS)
def test_we_refuse_what_openssl_overlooks(kind: str, folder: Path, openssl: Run) -> None:
    """OpenSSL 3.0 does not compare the signed content type with the content's."""
    pki = shared_pki(kind)
    made = draft(pki)
    made.signer.content_type = attribute(CONTENT_TYPE, der.oid("1.2.3"))
    assert theirs(openssl, made.der(), folder, kind)
    assert ours(made.der(), pki) is Verdict.INVALID


@pytest.mark.parametrize("kind", KINDS)
def test_where_openssl_refuses_a_flipped_bit_so_do_we(kind: str, folder: Path, openssl: Run) -> None:
    """Ours "valid" while OpenSSL says no would be a reason not to ship. Every 29th byte; OpenSSL is a process each."""
    pki = shared_pki(kind)
    message = draft(pki).der()
    refused = 0
    for position in range(0, len(message), 29):
        changed = bytearray(message)
        changed[position] ^= 1 << position % 8
        if not theirs(openssl, bytes(changed), folder, kind):
            refused += 1
            assert ours(bytes(changed), pki) is not Verdict.VALID, position
    assert refused > 20


# ------------------------------------------------------------------ key files

_PFX = {
    "as OpenSSL writes it today": [],
    "-legacy": ["-legacy"],
    "RC2-40 and 3DES": ["-legacy", "-certpbe", "PBE-SHA1-RC2-40", "-keypbe", "PBE-SHA1-3DES"],
    "RC2-128": ["-legacy", "-certpbe", "PBE-SHA1-RC2-128", "-keypbe", "PBE-SHA1-RC2-128"],
    "3DES with two keys": ["-certpbe", "PBE-SHA1-2DES", "-keypbe", "PBE-SHA1-2DES"],
    "AES-128": ["-certpbe", "AES-128-CBC", "-keypbe", "AES-128-CBC"],
    "AES-192": ["-certpbe", "AES-192-CBC", "-keypbe", "AES-192-CBC"],
    "certificates in the open": ["-certpbe", "NONE"],
    "SHA-1": ["-macalg", "sha1"],
    "SHA-384": ["-macalg", "sha384"],
    "SHA-512": ["-macalg", "sha512"],
    "100,000 iterations": ["-iter", "100000"],
    "one iteration": ["-noiter", "-nomaciter"],
}


def _export(openssl: Run, place: Path, kind: str, target: Path, password: str, options: list[str]) -> None:
    key = openssl("pkey", "-inform", "DER", "-in", place / f"{kind}.key")
    both = place / f"{kind}-both.pem"
    both.write_bytes(key + pem_of(openssl, place, kind, "signer").read_bytes())
    openssl(
        "pkcs12", "-export", "-in", both, "-certfile", pem_of(openssl, place, kind, "ca", "root"), "-out", target,
        "-passout", f"pass:{password}", "-name", "Namuna", *options,
    )  # fmt: skip


@pytest.mark.parametrize("label", _PFX)
@pytest.mark.parametrize("kind", KINDS)
def test_key_files_that_openssl_makes(kind: str, label: str, folder: Path, openssl: Run, tmp_path: Path) -> None:
    target = tmp_path / "made.p12"
    _export(openssl, folder, kind, target, "Namuna-2026", _PFX[label])
    ring = FileKeyRing(CmsVerifier(TrustStore([shared_pki(kind).root]), now), now, ())
    entry = ring.entry(target)
    assert entry.usable
    assert (entry.identity is not None) == (label == "certificates in the open")
    with pytest.raises(WrongPassword):
        ring.unlock(entry, bytearray(b"namuna-2026"))
    with ring.unlock(entry, bytearray(b"Namuna-2026")) as signer:
        message = signer.sign(CONTENT, at=now())
    assert theirs(openssl, message.der, folder, kind)


@pytest.mark.parametrize("password", ["", "пароль-Ў", "a"])
def test_passwords_as_openssl_reads_them(password: str, folder: Path, openssl: Run, tmp_path: Path) -> None:
    for options in ([], ["-legacy"]):
        target = tmp_path / "made.p12"
        _export(openssl, folder, "p256", target, password, options)
        ring = FileKeyRing(CmsVerifier(TrustStore([shared_pki("p256").root]), now), now, ())
        with ring.unlock(ring.entry(target), bytearray(password.encode())) as signer:
            assert signer.sign(CONTENT, at=now()).report.verdict is Verdict.VALID


@pytest.mark.parametrize(
    "options", [[], ["-v2", "des3"], ["-scrypt"], ["-v1", "PBE-SHA1-3DES"], ["-v2prf", "hmacWithSHA512"]]
)
def test_pem_keys_that_openssl_makes(options: list[str], folder: Path, openssl: Run, tmp_path: Path) -> None:
    key = openssl(
        "pkcs8", "-topk8", "-inform", "DER", "-in", folder / "rsa.key", "-passout", "pass:Namuna-2026", *options
    )
    target = tmp_path / "made.pem"
    target.write_bytes(key + pem_of(openssl, folder, "rsa", "signer", "ca").read_bytes())
    ring = FileKeyRing(CmsVerifier(TrustStore([shared_pki("rsa").root]), now), now, ())
    with pytest.raises(WrongPassword):
        ring.unlock(ring.entry(target), bytearray(b"wrong"))
    with ring.unlock(ring.entry(target), bytearray(b"Namuna-2026")) as signer:
        assert signer.sign(CONTENT, at=now()).report.verdict is Verdict.VALID
