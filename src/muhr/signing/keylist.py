"""Where key files lie: the `DSKEYS` folders of this machine and its volumes, and the files in them. Opens no file."""

from __future__ import annotations

import os
import string
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

SUFFIXES = frozenset((".pfx", ".p12", ".pem", ".key"))
_FOLDER = "DSKEYS"
_MOST_FILES = 500
"""In one folder; somebody who points at his downloads must still get an answer."""


def usual_places() -> list[Path]:
    """Give the folders in which E-IMZO keeps key files on this machine, those that exist.

    Root and `DSKEYS` of every volume, and `~/DSKEYS` (which E-IMZO itself does not look into).
    """
    places = [Path.home() / _FOLDER]
    for volume in _volumes():
        # The root of a volume is where people drop a key file; the system's own root is not such a place.
        places += [volume / _FOLDER] if volume in (Path("/"), Path("C:\\")) else [volume, volume / _FOLDER]
    return [place for place in places if _is_folder(place)]


def _volumes() -> Iterator[Path]:
    if sys.platform == "win32":
        yield from (Path(f"{letter}:\\") for letter in string.ascii_uppercase[2:])
    elif sys.platform == "darwin":
        yield from _children(Path("/Volumes"))
    else:
        yield Path("/")
        for mounts in (Path("/media"), Path("/run/media")):
            for child in _children(mounts):
                yield child
                yield from _children(child)
        yield from _children(Path("/mnt"))


def _children(folder: Path) -> list[Path]:
    try:
        return sorted(child for child in folder.iterdir() if _is_folder(child))
    except OSError:
        return []


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a drive without a disk, a network place that does not answer
        return False


def is_file(path: Path) -> bool:
    """Whether `path` is a file that can be looked at; `Path.is_file` raises where that cannot be found out."""
    try:
        return path.is_file()
    except OSError:  # a link to nowhere possible, a folder that shows names only, a disk that cannot be read
        return False


def key_files(folders: Iterable[Path]) -> list[Path]:
    """Give the key files of `folders`, by folder and name, each file once however it is reached; not recursive."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in _files(folder):
            found.setdefault(os.path.realpath(path), path)
    return list(found.values())


def _files(folder: Path) -> Sequence[Path]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if Path(entry.name).suffix.lower() in SUFFIXES)
    except OSError:
        return ()
    return [path for name in names[:_MOST_FILES] if is_file(path := (folder / name).absolute())]
