"""Reading a ZIP archive from memory, strictly (PKWARE APPNOTE 6.3). Nothing is ever written to a disk.

Own reader, because a verdict must not depend on which of two directories a parser happens to believe: there is one
directory, it ends where the end record begins, and the entries fill the space before it without gap or overlap
(CVE-2024-0450, CVE-2025-8291). Each local header says the same as its line of the directory. Names that lead out of
the archive, name twins, links and encrypted entries are refused, and every size is bounded before it is allocated.
"""

from __future__ import annotations

import stat
import struct
import unicodedata
import zlib
from dataclasses import dataclass

from muhr.domain.errors import MessageMalformed
from muhr.domain.sentences import kept, say

_LOCAL, _CENTRAL, _END, _DESCRIPTOR = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x07\x08"
_END_SIZE, _CENTRAL_SIZE, _LOCAL_SIZE = 22, 46, 30
_LONGEST_COMMENT = 0xFFFF
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _WITH_DESCRIPTOR, _UTF8 = 0x1, 0x8, 0x800
_STRONG_OR_MASKED = 0x40 | 0x2000
_UNIX = 3
_RESERVED = frozenset(
    ("CON", "PRN", "AUX", "NUL", *(f"COM{number}" for number in range(1, 10)), *(f"LPT{n}" for n in range(1, 10)))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipLimits:
    """What an archive may cost. Sizes in bytes."""

    archive: int = 64 * 1024 * 1024
    entries: int = 1000
    entry: int = 48 * 1024 * 1024
    """Of one unpacked entry."""
    total: int = 64 * 1024 * 1024
    """Of all entries unpacked."""
    ratio: int = 200
    """Unpacked to packed, for entries above `small`. XML seldom exceeds 30."""
    small: int = 1024 * 1024
    name: int = 1024
    depth: int = 16


ZIP_LIMITS = ZipLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipEntry:
    """One file of the archive, unpacked."""

    name: str
    """With "/" between the folders. Foreign text."""
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One line of the central directory."""

    raw_name: bytes
    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    folder: bool


def is_zip(data: bytes) -> bool:
    """Whether these bytes call themselves a ZIP archive (also an empty one)."""
    return data[:4] in (_LOCAL, _END)


def read_zip(data: bytes, limits: ZipLimits = ZIP_LIMITS) -> tuple[ZipEntry, ...]:
    """Unpack every file of an archive, in its order.

    Raises:
        MessageMalformed: it is not a plain, whole archive within the limits; the text says what is wrong.
    """
    if len(data) > limits.archive:
        raise _refused("it is larger than Muhr reads")
    try:
        lines, directory = _directory(data, limits)
        spans = _spans(data, lines, directory)
    except struct.error as error:
        raise _refused("it is cut off") from error
    found: list[ZipEntry] = []
    left = limits.total
    for line, (start, stop) in zip(lines, spans, strict=True):
        if line.folder:
            continue
        unpacked = _unpack(line, data[start:stop], min(left, limits.entry))
        left -= len(unpacked)
        found.append(ZipEntry(name=line.name, data=unpacked))
    return tuple(found)


def _refused(why: str) -> MessageMalformed:
    return MessageMalformed(say("The archive is not read: {why}.", why=kept(why)), code="archive-refused")


def _directory(data: bytes, limits: ZipLimits) -> tuple[list[_Line], int]:
    """Find the one directory; give its lines and where it begins."""
    end = data.rfind(_END, max(0, len(data) - _END_SIZE - _LONGEST_COMMENT))
    if end < 0:
        raise _refused("it has no end record, so it is cut off or no ZIP archive")
    disk, first, here, count, size, offset, comment = struct.unpack_from("<HHHHIIH", data, end + 4)
    if end + _END_SIZE + comment != len(data):
        raise _refused("there are bytes after its end, or a second end record in its comment")
    if count == 0xFFFF or offset == 0xFFFFFFFF or size == 0xFFFFFFFF:
        raise _refused("it is of the kind for more than 4 GB (ZIP64)")
    if (disk, first) != (0, 0) or here != count:
        raise _refused("it is one part of several")
    if offset + size != end:
        raise _refused("its directory is not where its end record says")
    if count > limits.entries:
        raise _refused(say("it has more than {entries} entries", entries=limits.entries))
    lines: list[_Line] = []
    position = offset
    for _ in range(count):
        line, position = _line(data, position, end, limits)
        lines.append(line)
    if position != end:
        raise _refused("its directory has more or fewer lines than its end record says")
    _check_names(lines)
    if sum(line.size for line in lines) > limits.total:
        raise _refused("it unpacks to more than Muhr reads")
    return lines, offset


def _line(data: bytes, position: int, end: int, limits: ZipLimits) -> tuple[_Line, int]:
    if data[position : position + 4] != _CENTRAL:
        raise _refused("its directory is damaged")
    made_by, _needs, flags, method = struct.unpack_from("<HHHH", data, position + 4)
    crc, packed, size, name_size, extra, comment, _disk, _inner, attributes, offset = struct.unpack_from(
        "<IIIHHHHHII", data, position + 16
    )
    start = position + _CENTRAL_SIZE
    after = start + name_size + extra + comment
    if after > end:
        raise _refused("its directory is damaged")
    raw = data[start : start + name_size]
    name, folder = _name(raw, flags, limits)
    if flags & (_ENCRYPTED | _STRONG_OR_MASKED):
        raise _refused(say("the entry {name} is encrypted", name=name))
    mode = attributes >> 16
    if made_by >> 8 == _UNIX and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise _refused(say("the entry {name} is a link or a device, not a file", name=name))
    if 0xFFFFFFFF in (packed, size, offset):
        raise _refused("it is of the kind for more than 4 GB (ZIP64)")
    if size > limits.entry or (size > limits.small and size > packed * limits.ratio):
        raise _refused(say("the entry {name} unpacks to more than Muhr reads", name=name))
    if folder and size:
        raise _refused(say("the entry {name} is a folder with contents of its own", name=name))
    line = _Line(
        raw_name=raw, name=name, flags=flags, method=method, crc=crc, packed=packed, size=size, offset=offset,
        folder=folder,
    )  # fmt: skip
    return line, after


def _name(raw: bytes, flags: int, limits: ZipLimits) -> tuple[str, bool]:
    """Give the name and whether it is a folder's; names that mean anything but a file inside are refused."""
    if not 0 < len(raw) <= limits.name:
        raise _refused("an entry has no name or a very long one")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if flags & _UTF8:
            raise _refused("a name in it is not the UTF-8 it says to be") from error
        text = raw.decode("cp866")  # what archivers of the region write without saying so; every byte has a meaning
    text = text.replace("\\", "/")
    folder = text.endswith("/")
    parts = text.removesuffix("/").split("/")
    if len(parts) > limits.depth:
        raise _refused("a name in it is nested too deep")
    if any(ord(sign) < 0x20 or ord(sign) == 0x7F for sign in text):
        raise _refused("a name in it has control characters")
    for part in parts:
        # Absolute and UNC names have an empty first part; drives and alternate streams have a colon.
        if part in ("", ".", "..") or ":" in part:
            raise _refused(say("the name {text} leads out of the archive", text=text))
        if part != part.rstrip(" .") or part.split(".")[0].strip().upper() in _RESERVED:
            raise _refused(say("the name {text} means something else on Windows", text=text))
    return text.removesuffix("/"), folder


def _check_names(lines: list[_Line]) -> None:
    """No two entries may be one file to any system (other case, other composition), and no file may hold files."""
    keys = [unicodedata.normalize("NFKC", line.name).casefold() for line in lines]
    files = {key for key, line in zip(keys, lines, strict=True) if not line.folder}
    seen: set[str] = set()
    for key, line in zip(keys, lines, strict=True):
        if key in seen:
            raise _refused(say("the name {name} occurs twice", name=line.name))
        seen.add(key)
        parts = key.split("/")
        if any("/".join(parts[:depth]) in files for depth in range(1, len(parts))):
            raise _refused(say("the name {name} is inside of a file", name=line.name))


def _spans(data: bytes, lines: list[_Line], directory: int) -> list[tuple[int, int]]:
    """Give where the packed bytes of each line stand; together with their headers they fill everything before."""
    spans: dict[int, tuple[int, int]] = {}
    position = 0
    for line in sorted(lines, key=lambda one: one.offset):
        if line.offset != position:
            raise _refused("its entries overlap, or there is something between them that its directory does not list")
        start = _check_local(data, line, directory)
        stop = start + line.packed
        position = stop + (_descriptor(data, stop, line) if line.flags & _WITH_DESCRIPTOR else 0)
        if position > directory:
            raise _refused("an entry is longer than the archive")
        spans[line.offset] = (start, stop)
    if position != directory:
        raise _refused("there is something between its entries and its directory")
    return [spans[line.offset] for line in lines]


def _check_local(data: bytes, line: _Line, directory: int) -> int:
    """Compare an entry's own header with the directory; give where its bytes begin."""
    if data[line.offset : line.offset + 4] != _LOCAL:
        raise _refused(say("the entry {name} does not begin where the directory says", name=line.name))
    flags, method = struct.unpack_from("<HH", data, line.offset + 6)
    crc, packed, size, name_size, extra = struct.unpack_from("<IIIHH", data, line.offset + 14)
    start = line.offset + _LOCAL_SIZE
    same = data[start : start + name_size] == line.raw_name and (flags, method) == (line.flags, line.method)
    announced = (crc, packed, size)
    if flags & _WITH_DESCRIPTOR:
        fits = all(a in (0, 0xFFFFFFFF, b) for a, b in zip(announced, (line.crc, line.packed, line.size), strict=True))
    else:
        fits = announced == (line.crc, line.packed, line.size)
    if not same or not fits:
        raise _refused(say("the entry {name} says other things of itself than the directory", name=line.name))
    begin: int = start + name_size + extra
    if begin + line.packed > directory:
        raise _refused("an entry is longer than the archive")
    return begin


def _descriptor(data: bytes, position: int, line: _Line) -> int:
    """Give the length of the data descriptor that must stand here (APPNOTE §4.3.9): with or without signature."""
    for form, signed in (("<III", True), ("<IQQ", True), ("<III", False), ("<IQQ", False)):
        start = position + (4 if signed else 0)
        if signed and data[position : position + 4] != _DESCRIPTOR:
            continue
        size = struct.calcsize(form)
        if start + size <= len(data) and struct.unpack_from(form, data, start) == (line.crc, line.packed, line.size):
            return int(start - position + size)
    raise _refused(say("the entry {name} says other things of itself than the directory", name=line.name))


def _unpack(line: _Line, packed: bytes, most: int) -> bytes:
    if line.method == _STORED:
        unpacked = packed
    elif line.method == _DEFLATED:
        engine = zlib.decompressobj(-15)
        try:
            unpacked = engine.decompress(packed, min(most, line.size) + 1)
        except zlib.error as error:
            raise _refused(say("the entry {name} is damaged", name=line.name)) from error
        if not engine.eof or engine.unused_data or engine.unconsumed_tail:
            raise _refused(say("the entry {name} unpacks to another size than it says", name=line.name))
    else:
        raise _refused(say("the entry {name} is packed in a way Muhr does not read", name=line.name))
    if len(unpacked) != line.size or len(unpacked) > most:
        raise _refused(say("the entry {name} unpacks to another size than it says", name=line.name))
    if zlib.crc32(unpacked) != line.crc:
        raise _refused(say("the entry {name} is damaged", name=line.name))
    return unpacked
