"""`muhr trust` and the newer half of `muhr verify`: archives, files that are no signatures, the settings' words."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sandbox_desk import Typed
from terminal import Muhr

from muhr.bootstrap import open_desk
from muhr.domain.signatures import StampMode
from muhr.domain.verifying import STAMP_MODE, STAMP_SERVERS
from muhr.sandbox.authority import AuthorityService, serving
from muhr.sandbox.pki import Pki
from muhr.sandbox.world.companies import OURS
from muhr.signing.algorithms import choose
from muhr.signing.certificates import load
from muhr.signing.cms_build import CmsBuilder


@pytest.fixture
def message(tmp_path: Path, sandbox_pki: Pki) -> Path:
    issued = sandbox_pki.authorities.director(OURS[0], datetime.now(UTC))
    builder = CmsBuilder(issued.chain, choose(issued.key.spki))
    file = tmp_path / "message.p7s"
    file.write_bytes(builder.build(b"salom", datetime.now(UTC), issued.key.sign))
    return file


def test_an_authority_is_added_seen_used_and_removed(muhr: Muhr, sandbox_pki: Pki, message: Path):
    root = sandbox_pki.trust[0]
    fingerprint = load(root.read_bytes()).fingerprint
    assert muhr("verify", message, "--json").json["verdict"] == "cannot judge"
    refused = muhr("trust", "add", root, "--fingerprint", "00", "--json")
    assert (refused.status, refused.json["error"]["code"]) == (3, "trust-fingerprint")
    added = muhr("trust", "add", root, "--fingerprint", fingerprint.upper(), "--json")
    assert (added.status, added.json["trusted"], added.json["source"]) == (0, True, "own")
    listed = muhr("trust", "list", "--json").json
    assert [one["source"] for one in listed] == ["bundled", "bundled", "own"]
    assert listed[-1]["fingerprint"] == fingerprint
    assert all(one["provenance"] for one in listed)
    assert muhr("verify", message, "--json").json["verdict"] == "valid"
    assert muhr("trust", "remove", fingerprint).status == 0
    assert muhr("verify", message, "--json").json["verdict"] == "cannot judge"
    assert muhr("trust", "remove", fingerprint).status == 3


def test_without_a_fingerprint_the_person_is_asked(muhr: Muhr, sandbox_pki: Pki):
    asked = muhr("trust", "add", sandbox_pki.trust[0], stdin="n\n")
    assert asked.status == 1
    assert "SHA-256" in asked.err
    assert "Nothing was changed" in asked.err
    assert len(muhr("trust", "list", "--json").json) == 2
    assert muhr("trust", "add", sandbox_pki.trust[0], stdin="y\n").status == 0
    told = muhr("trust", "list")
    assert "Muhr sandbox root" in told.out


def test_an_archive(muhr: Muhr, sandbox_pki: Pki, message: Path, tmp_path: Path):
    archive = tmp_path / "hujjat.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("hujjat.txt", b"salom")
        made.writestr("hujjat.txt.p7s", message.read_bytes())
        made.writestr("hujjat.pdf", b"%PDF-1.7")
    trust = ("--trust", sandbox_pki.trust[0])
    done = muhr("verify", archive, *trust, "--json")
    assert (done.status, done.json["verdict"], done.json["signers"]) == (0, "valid", [])
    assert [(one["name"], one["verdict"]) for one in done.json["documents"]] == [
        ("hujjat.txt", "valid"), ("hujjat.pdf", None),
    ]  # fmt: skip
    (signature,) = done.json["documents"][0]["signatures"]
    assert (signature["name"], signature["signers"][0]["verdict"]) == ("hujjat.txt.p7s", "valid")
    told = muhr("verify", archive, *trust)
    assert "An archive with 1 signed document: valid." in told.out
    assert "Document: hujjat.pdf (8 bytes) · not signed" in told.out


@pytest.mark.parametrize(("content", "word"), [(b"%PDF-1.7", "PDF"), (b"", "empty"), (b"Salom dunyo", "plain text")])
def test_a_file_that_is_no_signature(muhr: Muhr, tmp_path: Path, content: bytes, word: str):
    file = tmp_path / "file"
    file.write_bytes(content)
    told = muhr("verify", file)
    assert told.status == 3
    assert told.err.startswith("The file is not a signature. It ")
    assert word in told.err
    assert muhr("verify", file, "--json").json["verdict"] == "unreadable"


def test_a_hostile_archive(muhr: Muhr, tmp_path: Path):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        made.writestr("../../evil.p7s", b"x")
    file = tmp_path / "evil.zip"
    file.write_bytes(kept.getvalue())
    told = muhr("verify", file)
    assert (told.status, "leads out of the archive" in told.err) == (3, True)
    assert [path.name for path in tmp_path.iterdir() if path.name != "workspace"] == ["evil.zip"]


def test_the_sentence_comes_second_and_revocation_is_spoken_of(muhr: Muhr, sandbox_pki: Pki, message: Path):
    told = muhr("verify", message, "--trust", sandbox_pki.trust[0], "--revocation", "off")
    lines = told.out.splitlines()
    assert lines[0] == "VALID"
    assert lines[1].startswith("Signed by ")
    assert lines[1].endswith("; valid.")
    assert "revocation was not checked" in told.out
    assert muhr("verify", message, "--revocation", "sometimes").status == 3


def test_the_settings_of_checking_and_stamping(muhr: Muhr):
    usual = {"revocation": "online", "timestamp": "off", "timestamp-servers": []}
    assert muhr("settings", "--json").json == usual
    assert muhr("settings", "revocation", "cached", "--json").json == {"revocation": "cached"}
    servers = ["http://tsa.example/a", "https://tsa.example/b"]
    assert muhr("settings", "timestamp-servers", *servers, "--json").json == {"timestamp-servers": servers}
    assert muhr("settings", "timestamp", "if-possible").out == "timestamp: if-possible\n"
    for wrong in (("timestamp", "always"), ("timestamp", "off", "off"), ("timestamp-servers", "ftp://x"), ("colour",)):
        assert muhr("settings", *wrong).status == 3
    found = muhr("settings", "--json").json
    assert found == {"revocation": "cached", "timestamp": "if-possible", "timestamp-servers": servers}


def test_a_desk_with_stamps_set_up_stamps(tmp_path: Path, sandbox_pki: Pki):
    """The settings of a workspace reach the signer, whichever key it is."""
    now = datetime.now(UTC)
    service = AuthorityService(sandbox_pki.authorities, lambda: now)
    key = sandbox_pki.key("first-director")
    with serving(service) as base:
        desk = open_desk(tmp_path / "desk", trust=sandbox_pki.trust, session_secrets=True)
        try:
            desk.workspace.set_setting(STAMP_MODE, StampMode.REQUIRED.value)
            desk.workspace.set_setting(STAMP_SERVERS, f"{base}/tsa/none\n{base}/tsa/ozdst-2009\n")
            signer = desk.keyring.open(desk.keyring.entry(Path(key.path)), Typed(key.password), purpose="a test")
            signed = signer.sign(b"salom", at=now)
            signer.close()
            (stamp,) = signed.report.signers[0].timestamps
            assert stamp.time == now.replace(microsecond=0)
            assert desk.verifier.verify_file(signed.der).signers[0].proven_time == stamp.time
            assert json.dumps(service.asked) == '["/tsa/none", "/tsa/ozdst-2009"]'
        finally:
            desk.close()
