"""Archives: whole, in parts, interrupted and gone on with; never a half file under the final name."""

from __future__ import annotations

import errno
import gzip
import io
import random
import re
import socket
import zipfile
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from provider_kit import QUICK, Asked, http

from muhr.domain.downloads import DownloadKind
from muhr.domain.errors import (
    AnswerUnreadable,
    Cancelled,
    InputError,
    Refused,
    StorageFailed,
    StorageFull,
    Unauthorised,
    Unreachable,
)
from muhr.providers.faktura_uz import archive

ID = "5249260f0a"
PATH = f"/Api/DownloadArchive/{ID}"


def zipped(size: int = 200_000, seed: int = 1) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as made:
        made.writestr("document.json", "{}")
        made.writestr("scan.bin", random.Random(seed).randbytes(size))
    return target.getvalue()


class Store:
    """A server that gives one archive, in ranges or not, and breaks off where it is told to."""

    def __init__(self, little, data: bytes, *, ranges: bool = True, etag: str = '"v1"', length: bool = True) -> None:
        self.data, self.ranges, self.etag, self.length = data, ranges, etag, length
        self.breaks: list[int] = []
        """For each answer in turn: after how many bytes of its body the connection breaks."""
        self.spans: list[str] = []
        self.conditions: list[str] = []
        little.on(PATH, self.answer)

    def answer(self, connection: socket.socket, asked: Asked) -> None:
        span, condition = asked.headers.get("range", ""), asked.headers.get("if-range", "")
        self.spans.append(span)
        self.conditions.append(condition)
        start = int(re.fullmatch(r"bytes=(\d+)-", span)[1]) if span else 0
        partial = bool(span) and self.ranges and (not condition or condition == self.etag)
        if partial and start >= len(self.data):
            connection.sendall(http(b"", 416, Content_Range=f"bytes */{len(self.data)}"))
            return
        body = self.data[start:] if partial else self.data
        head = "HTTP/1.1 206 Partial\r\n" if partial else "HTTP/1.1 200 OK\r\n"
        head += "Content-Type: application/zip\r\n"
        head += f"Content-Range: bytes {start}-{len(self.data) - 1}/{len(self.data)}\r\n" if partial else ""
        head += f"ETag: {self.etag}\r\n" if self.etag else ""
        head += f"Content-Length: {len(body)}\r\n" if self.length else "Connection: close\r\n"
        cut = self.breaks.pop(0) if self.breaks else None
        connection.sendall(head.encode() + b"\r\n" + body[:cut])
        if cut is not None or not self.length:
            connection.shutdown(socket.SHUT_RDWR)


class Progress:
    def __init__(self) -> None:
        self.steps: list[tuple[int, int | None]] = []

    def __call__(self, done: int, total: int | None) -> None:
        self.steps.append((done, total))


@pytest.fixture
def target(tmp_path):
    return tmp_path / "Namuna.zip"


def leftovers(target) -> set[str]:
    return {path.name for path in target.parent.iterdir()} - {target.name}


def fetch(open_provider, little, target, progress=None, **changes):
    return open_provider(little.url, **changes).download(DownloadKind.ARCHIVE, ID, target, progress or Progress())


def test_a_whole_archive(little, open_provider, target):
    data = zipped()
    store, progress = Store(little, data), Progress()
    target.write_bytes(b"an older one")
    assert fetch(open_provider, little, target, progress) == target
    assert target.read_bytes() == data
    assert leftovers(target) == set()
    assert progress.steps[0] == (0, len(data))
    assert progress.steps[-1] == (len(data), len(data))
    assert progress.steps == sorted(progress.steps)
    assert store.spans == [""]
    asked = little.requests(PATH)[0].headers
    assert (asked["authorization"], asked["accept-encoding"]) == ("Bearer namuna-token-1", "identity")


def test_a_break_is_gone_on_from(little, open_provider, target):
    data = zipped()
    store = Store(little, data)
    store.breaks = [70_000, 1, 50_000]
    fetch(open_provider, little, target)
    assert target.read_bytes() == data
    assert store.spans[0] == ""
    assert all(span.startswith("bytes=") for span in store.spans[1:])
    assert set(store.conditions[1:]) == {'"v1"'}


def test_a_stopped_download_is_gone_on_with_the_next_day(little, open_provider, target):
    data = zipped()
    store = Store(little, data)

    def stop(done: int, total: int | None) -> None:
        if done > 50_000:
            raise Cancelled("enough for today")

    with pytest.raises(Cancelled):
        fetch(open_provider, little, target, stop)
    assert not target.exists()
    kept = target.with_name("Namuna.zip.part").stat().st_size
    assert kept > 50_000
    progress = Progress()
    fetch(open_provider, little, target, progress)
    assert target.read_bytes() == data
    assert store.spans == ["", f"bytes={kept}-"]
    assert progress.steps[0] == (kept, len(data))
    assert leftovers(target) == set()


@pytest.mark.parametrize("etag", ['"v1"', "", 'W/"weak"'])
def test_a_server_that_knows_no_ranges_starts_again(little, open_provider, target, etag):
    data = zipped()
    store = Store(little, data, ranges=False, etag=etag)
    store.breaks = [70_000]
    progress = Progress()
    fetch(open_provider, little, target, progress)
    assert target.read_bytes() == data
    assert len(store.spans) == 2


def test_an_archive_that_changed_meanwhile_is_fetched_anew(little, open_provider, target):
    old, new = zipped(seed=1), zipped(seed=2)
    store = Store(little, old)
    store.breaks = [70_000]
    original = store.answer

    def answer(connection, asked):
        original(connection, asked)
        store.data, store.etag = new, '"v2"'

    little.on(PATH, answer)
    fetch(open_provider, little, target)
    assert target.read_bytes() == new


def test_a_changed_archive_without_version_is_found_by_its_check_sums(little, open_provider, target):
    old, new = zipped(seed=1), zipped(seed=2)
    assert len(old) == len(new)
    store = Store(little, old, etag="")
    with pytest.raises(Cancelled):
        fetch(open_provider, little, target, lambda done, total: done and _stop())
    store.data = new
    fetch(open_provider, little, target)
    assert target.read_bytes() == new
    assert len(store.spans) == 3, "half of each did not make a sound ZIP, so it was fetched once more as a whole"


def _stop() -> None:
    raise Cancelled("enough")


@pytest.mark.parametrize(
    "note",
    [b"", b"{", b'{"remote_id":"other","total":5,"version":"x"}', b'{"remote_id":"5249260f0a"}', b"\xff"],
)
def test_a_partial_file_of_something_else_is_not_used(little, open_provider, target, note):
    data = zipped()
    store = Store(little, data)
    target.with_name("Namuna.zip.part").write_bytes(b"x" * 1000)
    target.with_name("Namuna.zip.part.json").write_bytes(note)
    fetch(open_provider, little, target)
    assert (target.read_bytes(), store.spans) == (data, [""])


def test_a_partial_file_that_is_complete_needs_no_call(little, open_provider, target):
    data = zipped()
    store = Store(little, data)
    target.with_name("Namuna.zip.part").write_bytes(data)
    note = {"remote_id": ID, "total": len(data), "version": '"v1"'}
    target.with_name("Namuna.zip.part.json").write_bytes(msgspec.json.encode(note))
    fetch(open_provider, little, target)
    assert (target.read_bytes(), store.spans) == (data, [])


def test_a_range_that_the_server_cannot_satisfy(little, open_provider, target):
    data = zipped(1000)
    store = Store(little, data)
    target.with_name("Namuna.zip.part").write_bytes(b"x" * 5000)
    note = {"remote_id": ID, "total": None, "version": '"v1"'}
    target.with_name("Namuna.zip.part.json").write_bytes(msgspec.json.encode(note))
    fetch(open_provider, little, target)
    assert target.read_bytes() == data
    assert store.spans == ["bytes=5000-", ""]


def test_an_archive_of_unknown_length(little, open_provider, target):
    data = zipped()
    Store(little, data, length=False)
    progress = Progress()
    fetch(open_provider, little, target, progress)
    assert target.read_bytes() == data
    assert progress.steps[-1] == (len(data), None)


def test_a_server_that_gives_nothing_new_ends(little, open_provider, target):
    store = Store(little, zipped())
    store.breaks = [1000] + [0] * 100
    with pytest.raises(Unreachable):
        fetch(open_provider, little, target)
    assert len(store.spans) == 2
    assert target.with_name("Namuna.zip.part").stat().st_size == 1000, "it can be gone on with later"


@pytest.mark.parametrize(
    "body",
    [
        b"no zip",
        zipped()[:-100],
        b"PK\x05\x06" + b"\0" * 18,  # a ZIP without members
        zipped().replace(b"document.json", b"document.jsom", 1),
        zipped()[:5000] + b"\0" + zipped()[5001:],
    ],
    ids=["words", "half", "empty", "two names", "check sum"],
)
def test_what_is_no_sound_zip_never_gets_the_final_name(little, open_provider, target, body):
    little.on(PATH, http(body, Content_Type="application/zip"))
    with pytest.raises(AnswerUnreadable):
        fetch(open_provider, little, target)
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (http({"Message": "not published"}, 404), Refused),
        (http({"Success": False}), AnswerUnreadable),
        (http("<html>sign in</html>", Content_Type="text/html"), Unreachable),
        (http({}, 500), Unreachable),
        (http({}, 302, Location="/elsewhere.zip"), Unreachable),
        (http(b"", 200), AnswerUnreadable),
    ],
)
def test_answers_that_are_no_archive(little, open_provider, target, reply, kind):
    little.on(PATH, reply)
    little.on("/elsewhere.zip", http(zipped()))
    with pytest.raises(kind):
        fetch(open_provider, little, target)
    assert list(target.parent.iterdir()) == []


def test_a_stale_token_is_renewed(little, open_provider, target):
    data = zipped()
    store = Store(little, data)
    little.on(PATH, http({}, 401), store.answer)
    little.on("/token", http({"access_token": "one"}), http({"access_token": "two"}))
    fetch(open_provider, little, target)
    assert target.read_bytes() == data
    little.on(PATH, http({}, 401))
    with pytest.raises(Unauthorised):
        fetch(open_provider, little, target)


def test_a_flood_is_stopped(little, open_provider, target):
    Store(little, zipped(500_000), length=False)
    with pytest.raises(AnswerUnreadable) as caught:
        fetch(open_provider, little, target, options=replace(QUICK, archive_limit=100_000))
    assert caught.value.code == "provider-answer-too-large"
    Store(little, zipped(500_000))
    with pytest.raises(AnswerUnreadable):
        fetch(open_provider, little, target, options=replace(QUICK, archive_limit=100_000))


def test_a_file_that_cannot_be_written_is_the_disks_fault(little, open_provider, target):
    Store(little, zipped())
    with pytest.raises(StorageFailed):
        fetch(open_provider, little, target.parent / "missing" / "x.zip")
    if Path("/dev/full").exists():
        target.with_name("Namuna.zip.part").symlink_to("/dev/full")
        with pytest.raises(StorageFull) as caught:
            fetch(open_provider, little, target)
        assert caught.value.__cause__.errno == errno.ENOSPC


def test_a_huge_unpacked_size_is_not_unpacked(tmp_path):
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a", b"\0" * 1000)
    data = bytearray(bomb.read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = (archive.CHECKED + 1).to_bytes(4, "little")
    bomb.write_bytes(data)
    archive._check(bomb)  # opened and counted, not unpacked: the member's own check would fail


def test_an_archive_of_the_sandbox(world, target):
    id_ = world.ids()[0]
    with pytest.raises(Refused):
        world.provider.download(DownloadKind.ARCHIVE, id_, target, Progress())
    world.provider.send(world.signing(id_))
    world.settings(archive_padding=400_000)
    world.faults({"method": "DownloadArchive", "kind": "half_body", "nth": 1})
    world.provider.download(DownloadKind.ARCHIVE, id_.upper(), target, Progress())
    with zipfile.ZipFile(target) as made:
        assert f"signatures/{world.company.tax_id}.p7s" in made.namelist()
    assert world.sandbox.faults.as_dict()["requests"]["DownloadArchive"] == 2


def test_a_server_that_gives_another_part_than_asked_for(little, open_provider, target):
    data = zipped()

    def answer(connection, asked):
        if "range" not in asked.headers:
            connection.sendall(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: 9000\r\n\r\n" + data[:500]
            )
            connection.shutdown(socket.SHUT_RDWR)
        else:
            connection.sendall(http(data[:100], 206, Content_Type="application/zip", Content_Range="bytes 0-99/9000"))

    little.on(PATH, answer)
    with pytest.raises(Unreachable) as caught:
        fetch(open_provider, little, target)
    assert caught.value.code == "provider-archive"


def test_a_line_that_breaks_after_every_few_bytes_is_given_up_for_now(little, open_provider, target):
    store = Store(little, zipped())
    store.breaks = [10] * 1000
    with pytest.raises(Unreachable) as caught:
        fetch(open_provider, little, target)
    assert caught.value.code == "provider-archive"
    assert target.with_name("Namuna.zip.part").stat().st_size == 10 * archive.ATTEMPTS


def test_a_packed_archive_is_not_taken_for_one(little, open_provider, target):
    little.on(PATH, http(gzip.compress(zipped()), Content_Type="application/zip", Content_Encoding="gzip"))
    with pytest.raises(AnswerUnreadable):
        fetch(open_provider, little, target)


@pytest.mark.parametrize("wrong", ["", ".", "..", "x" * 200])
def test_an_id_that_would_be_another_address_is_not_asked_for(little, open_provider, target, wrong):
    with pytest.raises(InputError):
        open_provider(little.url).download(DownloadKind.ARCHIVE, wrong, target, Progress())
    assert little.asked == []


def test_an_id_with_odd_characters_stays_one_part_of_the_address(little, open_provider, target):
    with pytest.raises(Refused):
        open_provider(little.url).download(DownloadKind.ARCHIVE, "../a?b=c#d", target, Progress())
    assert little.asked[-1].path == "/Api/DownloadArchive/..%2Fa%3Fb%3Dc%23d"
