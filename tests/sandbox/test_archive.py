"""DownloadArchive: what is inside, both signatures, and ranges."""

import base64
import hashlib
import io
import zipfile
from datetime import UTC, datetime

import pytest

from muhr.domain.signatures import Verdict
from muhr.sandbox.world import OURS
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier


@pytest.fixture
def archived(api) -> str:
    rows = api.get("/Api/Document/GetDocuments", statuses="24", isInbox="true")["documents"]
    return rows[0]["uniqueId"]


def files_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def check(files: dict[str, bytes], sandbox) -> set[str]:
    """Verify every signature over the hash of the document; give who signed."""
    code = files["hash.txt"]
    document = files.get("document.json", files.get("document.bin"))
    assert hashlib.sha256(document).hexdigest().encode() == code
    verifier = CmsVerifier(TrustStore.of_files(sandbox.pki.trust), lambda: datetime.now(UTC))
    signers = set()
    for name, content in files.items():
        if name.startswith("signatures/"):
            report = verifier.verify(base64.b64decode(content), expected=code)
            assert report.verdict is Verdict.VALID, report
            assert name == f"signatures/{report.signers[0].identity.tax_id}.p7s"
            signers.add(report.signers[0].identity.tax_id)
    return signers


def test_an_old_document_has_both_signatures(api, sandbox, archived) -> None:
    answer = api.http.get(f"/Api/DownloadArchive/{archived}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert len(check(files_of(answer.content), sandbox)) == 2


def test_what_we_signed_is_in_the_archive_as_we_sent_it(api, sandbox, director) -> None:
    uid = api.waiting()[0]
    assert api.http.get(f"/Api/DownloadArchive/{uid}").status_code == 404, "not published yet"
    cms = api.signed(api.hash_of(uid).encode(), director)
    assert api.deliver(uid, cms, director.serial) == 0
    files = files_of(api.http.get(f"/Api/DownloadArchive/{uid}").content)
    assert base64.b64decode(files[f"signatures/{OURS[0].tax_id}.p7s"]) == cms
    assert len(check(files, sandbox)) == 2


def test_a_hash_only_document_keeps_its_hash(api, sandbox, director) -> None:
    [uid, *_] = [
        one["uid"]
        for one in api.get("/__sim/documents")["documents"]
        if one["oddity"] == "content-not-seen" and OURS[0].tax_id in one["status"]
    ]
    assert api.sign(uid, director) == 0
    files = files_of(api.http.get(f"/Api/DownloadArchive/{uid}").content)
    assert "document.bin" in files
    assert len(check(files, sandbox)) == 2


def test_a_stranger_gets_nothing(api, api_of, archived) -> None:
    assert api_of(1).http.get(f"/Api/DownloadArchive/{archived}").status_code == 404
    del api.http.headers["Authorization"]
    assert api.http.get(f"/Api/DownloadArchive/{archived}").status_code == 401


def test_pieces_make_the_whole(api, archived) -> None:
    api.post("/__sim/settings", {"archive_padding": 20_000})
    path = f"/Api/DownloadArchive/{archived}"
    whole = api.http.get(path)
    size = len(whole.content)
    assert size > 20_000
    pieces = []
    for wanted, expected in (("bytes=0-99", (0, 99)), ("bytes=100-199", (100, 199)), ("bytes=200-", (200, size - 1))):
        answer = api.http.get(path, headers={"Range": wanted})
        assert answer.status_code == 206
        assert answer.headers["content-range"] == f"bytes {expected[0]}-{expected[1]}/{size}"
        assert answer.headers["etag"] == whole.headers["etag"]
        pieces.append(answer.content)
    assert b"".join(pieces) == whole.content
    tail = api.http.get(path, headers={"Range": "bytes=-5"})
    assert tail.content == whole.content[-5:]


@pytest.mark.parametrize("wanted", ["bytes=999999999-", "bytes=50-40"])
def test_an_impossible_range_is_416(api, archived, wanted) -> None:
    answer = api.http.get(f"/Api/DownloadArchive/{archived}", headers={"Range": wanted})
    assert answer.status_code == 416
    assert answer.headers["content-range"].startswith("bytes */")


@pytest.mark.parametrize("wanted", ["bytes=-", "lines=1-2", "bytes=0-1,4-5"])
def test_a_range_that_is_not_understood_gives_the_whole(api, archived, wanted) -> None:
    assert api.http.get(f"/Api/DownloadArchive/{archived}", headers={"Range": wanted}).status_code == 200
