"""The person's trust anchors: nothing is trusted without its fingerprint, and what is taken out stays out."""

from __future__ import annotations

from pathlib import Path

import pytest
from authority_for_tests import NOW, authorities, director, signed

from muhr.domain.errors import InputError
from muhr.domain.signatures import Verdict
from muhr.domain.verifying import AnchorSource, spelled, unspelled
from muhr.signing.certificates import load
from muhr.signing.trust import TAKEN_OUT, TrustStore
from muhr.signing.trust_folder import TrustFolder
from muhr.signing.verify import CmsVerifier

MITC = "f3ad6988489b4a4f778a69145ec680ff812022b2dfe74067abf2b49f89029fb9"


def root() -> bytes:
    return authorities().roots[0]


def fingerprint() -> str:
    return load(root()).fingerprint


def code(error: pytest.ExceptionInfo[InputError]) -> str:
    return error.value.code


def test_the_bundled_ones_are_listed_with_their_origin(tmp_path: Path):
    anchors = TrustFolder(tmp_path / "none").anchors()
    assert [one.source for one in anchors] == [AnchorSource.BUNDLED] * 2
    (national,) = (one for one in anchors if one.fingerprint == MITC)
    assert (national.country, national.trusted, national.identity.common_name) == ("UZ", True, "mitc.uz")
    assert "PROVENANCE.md" in national.provenance
    assert not (tmp_path / "none").exists()


def test_added_removed_and_at_once_in_force(tmp_path: Path):
    verifier = CmsVerifier(TrustStore.standard(folders=[tmp_path]), lambda: NOW)
    folder = TrustFolder(tmp_path, changed=verifier.renew)
    message = signed(director())
    assert verifier.verify(message).verdict is Verdict.CANNOT_JUDGE
    (seen,) = folder.look(root())
    assert (seen.fingerprint, seen.trusted) == (fingerprint(), False)
    assert verifier.verify(message).verdict is Verdict.CANNOT_JUDGE, "looking must not trust"
    added = folder.add(root(), spelled(fingerprint()))
    assert (added.source, added.trusted, added.place) == (
        AnchorSource.OWN, True, str(tmp_path / "uz" / f"{fingerprint()}.der"),
    )  # fmt: skip
    assert added.provenance.startswith("Added by you on ")
    assert verifier.verify(message).verdict is Verdict.VALID
    assert TrustFolder(tmp_path).store().key == verifier.trust.key
    folder.remove(fingerprint())
    assert verifier.verify(message).verdict is Verdict.CANNOT_JUDGE
    assert [one.source for one in folder.anchors()] == [AnchorSource.BUNDLED] * 2


@pytest.mark.parametrize("wrong", ["", "00", "f" * 64, MITC])
def test_another_fingerprint_trusts_nothing(tmp_path: Path, wrong: str):
    with pytest.raises(InputError) as caught:
        TrustFolder(tmp_path).add(root(), wrong)
    assert code(caught) == "trust-fingerprint"
    assert list(tmp_path.iterdir()) == []


def test_only_authorities_can_be_trusted(tmp_path: Path):
    who = director().certificate
    with pytest.raises(InputError) as caught:
        TrustFolder(tmp_path).add(who, load(who).fingerprint)
    assert code(caught) == "trust-not-authority"


def test_what_is_no_certificate(tmp_path: Path):
    for data in (b"", b"salom", b"\x30\x00", b"-----BEGIN CERTIFICATE-----\n", b"x" * (1 << 21)):
        with pytest.raises(InputError):
            TrustFolder(tmp_path).look(data)


def test_a_bundled_one_can_be_taken_out_and_put_back(tmp_path: Path):
    folder = TrustFolder(tmp_path)
    folder.remove(MITC)
    (out,) = (one for one in folder.anchors() if one.fingerprint == MITC)
    assert not out.trusted
    assert MITC not in {one.fingerprint for one in folder.store().anchors}
    with pytest.raises(InputError) as caught:
        folder.remove(MITC)
    assert code(caught) == "trust-unknown"
    data = Path(out.place).read_bytes()
    assert folder.add(data, MITC).trusted
    assert MITC in {one.fingerprint for one in folder.store().anchors}


def test_a_spoiled_list_of_those_taken_out_trusts_less(tmp_path: Path):
    (tmp_path / TAKEN_OUT).write_bytes(b"\xff")
    store = TrustFolder(tmp_path).store()
    assert store.anchors == ()
    assert any("not trusted" in problem for problem in TrustFolder(tmp_path).problems())


def test_those_given_for_one_run_are_listed_and_not_removed(tmp_path: Path):
    given = tmp_path / "given.der"
    given.write_bytes(root())
    folder = TrustFolder(tmp_path / "trust", [given])
    assert folder.anchors()[-1].source is AnchorSource.GIVEN
    with pytest.raises(InputError) as caught:
        folder.remove(fingerprint())
    assert code(caught) == "trust-given"


def test_country_folders_and_files_a_person_put_there(tmp_path: Path):
    (tmp_path / "pl").mkdir()
    (tmp_path / "pl" / "root.cer").write_bytes(authorities().roots[1])
    (tmp_path / "root.der").write_bytes(root())
    (tmp_path / "notes.txt").write_text("not a certificate")
    (tmp_path / "broken.der").write_bytes(b"\x30\x01")
    folder = TrustFolder(tmp_path)
    assert len(folder.store().anchors) == 4
    assert len(folder.problems()) == 1


def test_a_file_with_several_certificates_is_left_to_the_person(tmp_path: Path):
    from muhr.sandbox.pki.keyfiles import pem

    (tmp_path / "both.pem").write_bytes(b"".join(map(pem, authorities().roots)))
    with pytest.raises(InputError) as caught:
        TrustFolder(tmp_path).remove(fingerprint())
    assert code(caught) == "trust-several"


def test_a_folder_that_cannot_be_written(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError) as caught:
        TrustFolder(tmp_path / "file").add(root(), fingerprint())
    assert code(caught) == "trust-unwritable"


def test_fingerprints_in_any_spelling():
    assert unspelled(spelled(MITC)) == MITC
    assert unspelled(":".join(MITC[at : at + 2].upper() for at in range(0, 64, 2))) == MITC
    assert unspelled(f"SHA256:{MITC}\n") == MITC
