"""`muhr verify` and `muhr keys`: verdicts, exit codes and JSON shapes, on real keys of the sandbox."""

from __future__ import annotations

import base64
import os
import shutil
import socket
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from terminal import Muhr, World

from muhr.sandbox.pki import Pki
from muhr.signing.keyfiles import FileKeyRing
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

HASH = "5C7A8587E036C04F9C140E97416DB0637439735058F5CDF40B1A82626DDA7332"
SIGNER = {"verdict", "reasons", "subject", "serial", "signing_time", "digest_algorithm", "signature_algorithm", "chain"}
SIGNER |= {"timestamps", "revocation", "counter_signatures", "notes"}
SUBJECT = {"common_name", "organization", "tax_id", "personal_id", "title"}


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def signed(sandbox_pki: Pki) -> bytes:
    """A message of the first director over HASH."""
    verifier = CmsVerifier(TrustStore.standard(files=sandbox_pki.trust), now)
    ring = FileKeyRing(verifier, now, ())
    key = sandbox_pki.key("first-director")
    signer = ring.unlock(ring.entry(Path(key.path)), bytearray(key.password.encode()))
    try:
        return signer.sign(HASH.encode(), at=now()).der
    finally:
        signer.close()


@pytest.fixture
def message(tmp_path: Path, signed: bytes) -> Path:
    file = tmp_path / "message.p7s"
    file.write_bytes(signed)
    return file


@pytest.fixture
def trust(sandbox_pki: Pki) -> list[str]:
    return [text for path in sandbox_pki.trust for text in ("--trust", str(path))]


def test_valid(muhr: Muhr, message: Path, trust: list[str], sandbox_pki: Pki):
    done = muhr("verify", message, *trust, "--content", HASH, "--json")
    assert done.status == 0, done.err
    record = done.json
    assert set(record) == {"verdict", "reasons", "content", "signers"}
    assert record["verdict"] == "valid"
    assert all(reason.startswith("Note:") for reason in record["reasons"])
    assert record["content"] == {"attached": True, "text": HASH}
    (signer,) = record["signers"]
    assert set(signer) == SIGNER
    assert set(signer["subject"]) == SUBJECT
    assert signer["verdict"] == "valid"
    assert signer["serial"] == sandbox_pki.key("first-director").serial
    assert len(signer["chain"]) == 3
    assert datetime.fromisoformat(signer["signing_time"]).tzinfo is not None
    told = muhr("verify", message, *trust)
    assert told.status == 0
    assert told.out.startswith("VALID\n")
    assert signer["subject"]["common_name"] in told.out


def test_base64_from_stdin(muhr: Muhr, signed: bytes, trust: list[str]):
    done = muhr("verify", "-", *trust, "--json", stdin=base64.b64encode(signed).decode())
    assert (done.status, done.json["verdict"]) == (0, "valid")


def test_other_content_is_invalid(muhr: Muhr, message: Path, trust: list[str]):
    done = muhr("verify", message, *trust, "--content", HASH.lower(), "--json")
    assert (done.status, done.json["verdict"]) == (1, "invalid")
    assert done.json["reasons"]


def test_other_detached_bytes_are_invalid(muhr: Muhr, message: Path, trust: list[str], tmp_path: Path):
    (tmp_path / "content").write_text("something else")
    done = muhr("verify", message, *trust, "--detached", tmp_path / "content", "--json")
    assert (done.status, done.json["verdict"]) == (1, "invalid")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
@pytest.mark.parametrize("given", ["--content", "--detached"])
def test_a_detached_message_made_by_openssl(muhr: Muhr, trust: list[str], sandbox_pki: Pki, tmp_path: Path, given: str):
    key = sandbox_pki.key("rsa-p12")
    (tmp_path / "content").write_text(HASH)
    (tmp_path / "chain.pem").write_text("".join(map(pem, key.chain[1:])))
    (tmp_path / "signer.pem").write_text(pem(key.chain[0]))
    openssl = ["openssl", "pkcs12", "-in", key.path, "-passin", "env:KEY", "-nocerts", "-noenc", "-legacy"]
    environment = {**os.environ, "KEY": key.password}
    subprocess.run([*openssl, "-out", tmp_path / "key.pem"], check=True, env=environment, capture_output=True)
    made = ["openssl", "cms", "-sign", "-binary", "-md", "sha256", "-in", tmp_path / "content", "-outform", "PEM"]
    made += ["-signer", tmp_path / "signer.pem", "-inkey", tmp_path / "key.pem", "-certfile", tmp_path / "chain.pem"]
    subprocess.run([*made, "-out", tmp_path / "message.pem"], check=True, capture_output=True)

    def verify(value: str) -> tuple[int, str, bool]:
        done = muhr("verify", tmp_path / "message.pem", *trust, given, value, "--json")
        return done.status, done.json["verdict"], done.json["content"]["attached"]

    (tmp_path / "other").write_text(HASH.lower())
    right, wrong = (
        (HASH, HASH.lower()) if given == "--content" else (str(tmp_path / "content"), str(tmp_path / "other"))
    )
    assert verify(right) == (0, "valid", False)
    assert verify(wrong) == (1, "invalid", False)
    alone = muhr("verify", tmp_path / "message.pem", *trust, "--json")
    assert (alone.status, alone.json["content"]) == (2, {"attached": False, "text": None})


def pem(certificate: bytes) -> str:
    body = base64.encodebytes(certificate).decode()
    return f"-----BEGIN CERTIFICATE-----\n{body}-----END CERTIFICATE-----\n"


@pytest.mark.parametrize("place", [-1, -20, 200])
def test_a_changed_byte_is_never_valid(muhr: Muhr, signed: bytes, trust: list[str], tmp_path: Path, place: int):
    changed = bytearray(signed)
    changed[place] ^= 1
    (tmp_path / "changed").write_bytes(changed)
    done = muhr("verify", tmp_path / "changed", *trust, "--json")
    assert done.status in {1, 2, 3}
    assert done.json["verdict"] != "valid"


def test_without_its_root_it_cannot_be_judged(muhr: Muhr, message: Path):
    done = muhr("verify", message, "--json")
    assert (done.status, done.json["verdict"]) == (2, "cannot judge")
    assert done.json["signers"][0]["reasons"]


def test_at_another_time(muhr: Muhr, message: Path, trust: list[str]):
    done = muhr("verify", message, *trust, "--at", "2019-01-31T12:00:00Z", "--json")
    assert done.status in {1, 2}
    assert done.json["verdict"] != "valid"
    assert muhr("verify", message, *trust, "--at", now().isoformat()).status == 0


@pytest.mark.parametrize("content", [b"", b"no message at all", b"\x30\x80" * 5000, b"0" * 100])
def test_what_is_no_message_is_unreadable(muhr: Muhr, tmp_path: Path, content: bytes):
    (tmp_path / "broken").write_bytes(content)
    done = muhr("verify", tmp_path / "broken", "--json")
    assert done.status == 3
    assert set(done.json) == {"verdict", "reasons", "content", "signers"}
    assert done.json["signers"] == []
    assert muhr("verify", tmp_path / "broken").status == 3


def test_bad_time_and_bad_root_are_bad_usage(muhr: Muhr, message: Path, tmp_path: Path):
    assert muhr("verify", message, "--at", "yesterday").status == 3
    (tmp_path / "root.der").write_text("no certificate")
    done = muhr("verify", message, "--trust", tmp_path / "root.der")
    assert done.status == 3
    assert "root.der" in done.err


def test_keys_are_listed_without_a_password(muhr: Muhr, sandbox_pki: Pki):
    folder = Path(sandbox_pki.key("first-director").path).parent
    done = muhr("keys", "--dir", folder, "--json")
    assert done.status == 0, done.err
    listed = {Path(entry["id"]).name: entry for entry in done.json}
    files = {path.name for path in folder.iterdir() if path.suffix.lower() in {".pfx", ".p12", ".pem", ".key"}}
    assert set(listed) == files
    first = listed[Path(sandbox_pki.key("first-director").path).name]
    assert first["usable"] is True
    expired = listed.get(Path(sandbox_pki.key("expired").path).name)
    if expired is not None:
        assert (expired["usable"], expired["reason"]) == (False, "expired")
    told = muhr("keys", "--dir", folder)
    assert told.status == 0
    assert first["id"] in told.out.replace("\n", "")


def test_a_folder_without_keys(muhr: Muhr, tmp_path: Path):
    done = muhr("keys", "--dir", tmp_path)
    assert done.status == 0
    assert str(tmp_path) in done.err
    assert muhr("keys", "--dir", tmp_path, "--json").json == []


def test_keys_of_e_imzo_stand_in_the_same_list(muhr: Muhr, calm_world: World):
    urls = [text for url in calm_world.line["e_imzo"].values() for text in ("--e-imzo", url)]
    done = muhr("keys", *urls, "--json")
    assert done.status == 0, done.err
    found = {entry["name"]: entry for entry in done.json if entry["kind"] == "e-imzo"}
    assert set(found) == {
        Path(key["path"]).stem for key in calm_world.line["keys"] if Path(key["path"]).parent.name == "DSKEYS"
    }
    assert {entry["identity_verified"] for entry in found.values()} == {False}
    assert done.err == ""
    told = muhr("keys", *urls)
    assert next(iter(found.values()))["id"] in told.out.replace("\n", "")


def test_e_imzo_that_does_not_run_is_a_remark(muhr: Muhr):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"ws://127.0.0.1:{taken.getsockname()[1]}"
    done = muhr("keys", "--e-imzo", url, "--json")
    assert done.status == 0
    assert "E-IMZO is not running" in done.err
    assert [entry for entry in done.json if entry["kind"] == "e-imzo"] == []


def test_one_folder_alone_leaves_e_imzo_alone(muhr: Muhr, tmp_path: Path):
    done = muhr("keys", "--dir", tmp_path, "--e-imzo", "ws://127.0.0.1:1", "--json")
    assert (done.status, done.json) == (0, [])
    assert "E-IMZO" not in done.err


def test_e_imzo_is_on_this_machine_only(muhr: Muhr):
    done = muhr("keys", "--e-imzo", "ws://192.0.2.1:64646")
    assert done.status == 3
    assert "this machine" in done.err
