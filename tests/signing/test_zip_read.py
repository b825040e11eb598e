"""Archives that mean to deceive, each made by hand, and the ordinary ones of several tools."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

import pytest

from muhr.domain.errors import MessageMalformed
from muhr.signing.zip_read import ZIP_LIMITS, ZipLimits, is_zip, read_zip


@dataclass
class Entry:
    """One entry; every number can be made to lie."""

    name: bytes
    data: bytes = b"salom"
    method: int = 8
    flags: int = 0
    local_name: bytes | None = None
    size: int | None = None
    crc: int | None = None
    mode: int = 0o100644
    offset: int | None = None
    packed: bytes | None = None
    local_size: int | None = None
    after: bytes = b""

    def parts(self) -> tuple[bytes, int, int]:
        engine = zlib.compressobj(9, zlib.DEFLATED, -15)
        plain = self.data if self.method == 0 else engine.compress(self.data) + engine.flush()
        packed = plain if self.packed is None else self.packed
        crc = zlib.crc32(self.data) if self.crc is None else self.crc
        return packed, crc, len(self.data) if self.size is None else self.size


@dataclass
class Archive:
    """A whole archive of such entries."""

    entries: list[Entry] = field(default_factory=list)
    before: bytes = b""
    between: bytes = b""
    comment: bytes = b""
    count: int | None = None
    directory_offset: int | None = None
    after: bytes = b""

    def bytes(self) -> bytes:
        body, directory = bytearray(self.before), bytearray()
        for one in self.entries:
            packed, crc, size = one.parts()
            offset = len(body) if one.offset is None else one.offset
            local = one.name if one.local_name is None else one.local_name
            told = (
                (0, 0, 0) if one.flags & 8 else (crc, len(packed), size if one.local_size is None else one.local_size)
            )
            body += struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, one.flags, one.method, 0, 0, *told, len(local), 0)
            body += local + packed
            if one.flags & 8:
                body += struct.pack("<4sIII", b"PK\7\10", crc, len(packed), size)
            body += one.after
            directory += struct.pack("<4sBBHHHHHIIIHHHHHII", b"PK\1\2", 20, 3, 20, one.flags, one.method, 0, 0, crc,
                                     len(packed), size, len(one.name), 0, 0, 0, 0, one.mode << 16, offset)  # fmt: skip
            directory += one.name
        body += self.between
        begin = len(body) if self.directory_offset is None else self.directory_offset
        count = len(self.entries) if self.count is None else self.count
        end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(directory), begin, len(self.comment))
        return bytes(body + directory + end + self.comment + self.after)


def archive(*names: str) -> bytes:
    return Archive([Entry(name.encode()) for name in names]).bytes()


def refused(data: bytes, limits: ZipLimits = ZIP_LIMITS) -> str:
    with pytest.raises(MessageMalformed) as caught:
        read_zip(data, limits)
    assert caught.value.code == "archive-refused"
    return str(caught.value)


# ------------------------------------------------------------------ ordinary


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_pythons_own(method: int):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as made:
        made.mkdir("papka")
        made.writestr("papka/shartnoma.xml", b"<a/>" * 1000)
        made.writestr("bo'sh.txt", b"")
        made.comment = b"a comment"
    assert is_zip(kept.getvalue())
    found = read_zip(kept.getvalue())
    assert [(one.name, len(one.data)) for one in found] == [("papka/shartnoma.xml", 4000), ("bo'sh.txt", 0)]


class _Pipe(io.RawIOBase):
    """Something that cannot be wound back: then sizes follow their data."""

    def __init__(self) -> None:
        self.kept = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.kept += data
        return len(data)


def test_one_written_as_a_stream():
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as made:  # type: ignore[arg-type]
        made.writestr("a.xml", b"<a/>" * 100)
        made.writestr("b.xml", b"<b/>")
    assert [one.data for one in read_zip(bytes(pipe.kept))] == [b"<a/>" * 100, b"<b/>"]


def test_names_of_windows_and_of_old_archivers():
    made = Archive(
        [Entry(b"papka\\a.xml"), Entry("Счёт.xml".encode("cp866")), Entry("Счёт 2.xml".encode(), flags=0x800)]
    )
    assert [one.name for one in read_zip(made.bytes())] == ["papka/a.xml", "Счёт.xml", "Счёт 2.xml"]


def test_an_empty_archive_is_one():
    assert read_zip(Archive().bytes()) == ()


# ------------------------------------------------------------------ names


@pytest.mark.parametrize(
    "name",
    ["../a", "a/../b", "..\\a", "/a", "\\a", "C:\\a", "c:a", "\\\\server\\share\\a", "a.txt:b", "a//b", "./a", "a/./b",
     "CON", "con.xml", "papka/nul.txt", "a.", "a ", "papka./a", "a\x00b", "a\nb", "a\x1bb"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere(name: str):
    assert "name" in refused(archive("fine.xml", name))


@pytest.mark.parametrize(
    "names", [("a", "a"), ("a", "A"), ("\u00e9", "e\u0301"), ("a", "a/b"), ("a/b", "a"), ("\ufb01", "fi")]
)
def test_name_twins(names: tuple[str, str]):
    assert "occurs twice" in (text := refused(archive(*names))) or "inside of a file" in text


@pytest.mark.parametrize("mode", [0o120777, 0o020644, 0o010644, 0o140644])
def test_links_and_devices(mode: int):
    assert "link or a device" in refused(Archive([Entry(b"a", mode=mode)]).bytes())


# ------------------------------------------------------------------ two readings


def test_overlapping_entries():
    """CVE-2024-0450: many lines of the directory with the same bytes."""
    made = Archive([Entry(b"a", data=b"x" * 1000), Entry(b"b", offset=0)])
    assert "overlap" in refused(made.bytes())


def test_an_entry_inside_of_another():
    hidden = Archive([Entry(b"b", method=0)]).bytes()
    made = Archive([Entry(b"a", data=hidden, method=0), Entry(b"b", method=0, offset=30 + 1)])
    assert "overlap" in refused(made.bytes())


def test_an_entry_that_the_directory_does_not_list():
    hidden = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"h"
    assert "between" in refused(Archive([Entry(b"a", after=hidden), Entry(b"b")]).bytes())
    assert "between" in refused(Archive([Entry(b"a")], between=hidden).bytes())
    assert "overlap" in refused(Archive([Entry(b"a")], before=hidden).bytes())


def test_two_directories():
    """CVE-2025-8291 and its kin: which of the two is believed?"""
    first, second = archive("a"), archive("b", "c")
    assert "directory is not where" in refused(first + second)
    assert "bytes after its end" in refused(Archive([Entry(b"a")], after=b"\0").bytes())
    assert "second end record" in refused(Archive([Entry(b"a")], comment=Archive().bytes() + b"x").bytes())
    assert "end record" in refused(Archive([Entry(b"a")], directory_offset=0).bytes())


def test_numbers_that_do_not_fit():
    assert "lines" in refused(Archive([Entry(b"a")], count=0).bytes())
    assert "damaged" in refused(Archive([Entry(b"a")], count=2).bytes())
    assert "ZIP64" in refused(Archive([Entry(b"a")], count=0xFFFF).bytes())
    assert "other things" in refused(Archive([Entry(b"a", local_name=b"b")]).bytes())
    assert "other things" in refused(Archive([Entry(b"a", local_size=4)]).bytes())
    assert "damaged" in refused(Archive([Entry(b"a", crc=1)]).bytes())
    assert "another size" in refused(Archive([Entry(b"a", size=4, local_size=4)]).bytes())
    assert "another size" in refused(Archive([Entry(b"a", size=6, local_size=6)]).bytes())
    assert "damaged" in refused(Archive([Entry(b"a", packed=b"\xff\xff")]).bytes())


@pytest.mark.parametrize("flags", [0x1, 0x41, 0x2001])
def test_encrypted(flags: int):
    assert "encrypted" in refused(Archive([Entry(b"a", flags=flags)]).bytes())


def test_other_methods():
    assert "packed in a way" in refused(Archive([Entry(b"a", method=12, packed=b"BZh")]).bytes())


# ------------------------------------------------------------------ bombs and limits


def test_bombs():
    zeros = bytes(4 << 20)
    assert "unpacks to more" in refused(Archive([Entry(b"a", data=zeros)]).bytes())
    # One that says to be small is stopped at what it says.
    assert "another size" in refused(Archive([Entry(b"a", data=zeros, size=1000)]).bytes())


def test_limits():
    assert "entries" in refused(archive(*(f"f{n}" for n in range(1001))))
    assert "very long" in refused(archive("a" * 1025))
    assert "nested" in refused(archive("/".join("a" * 17)))
    small = ZipLimits(archive=1000, total=9)
    assert "larger" in refused(archive(*(f"f{n}" for n in range(20))), small)
    assert "unpacks to more" in refused(archive("a", "b"), small)


def test_every_cut_and_every_changed_byte_is_refused_or_harmless():
    whole = Archive([Entry(b"a.xml", data=b"<a/>" * 20), Entry(b"b.xml", flags=8)]).bytes()
    expected = [("a.xml", b"<a/>" * 20), ("b.xml", b"salom")]
    for cut in range(len(whole)):
        refused(whole[:cut])
    for at in range(len(whole)):
        changed = whole[:at] + bytes([whole[at] ^ 0x01]) + whole[at + 1 :]
        try:
            found = [(one.name, one.data) for one in read_zip(changed)]
        except MessageMalformed:
            continue
        # What was not noticed is in fields without meaning: versions, dates, attributes.
        assert found == expected, at
