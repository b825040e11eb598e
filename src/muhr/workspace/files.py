"""Private files and folders: made for their owner alone, and durable by name. What is in them is not known here."""

from __future__ import annotations

import os
from pathlib import Path

from muhr.workspace.faults import file_fault


def make_private_folder(folder: Path) -> None:
    """Make the folder, for its owner alone. One that is there and holds other things keeps the rights it has.

    Raises `StorageFull`, `StorageFailed`.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if not folder.exists():
            folder.mkdir(mode=0o700)
            sync_folder(folder.parent)
        elif os.name == "posix" and not any(folder.iterdir()):
            folder.chmod(0o700)
    except OSError as error:
        raise file_fault(error, folder) from error


def make_private_file(path: Path) -> None:
    """Make the file if it is not there, readable by its owner alone; SQLite gives its journal the same rights.

    Raises `StorageFull`, `StorageFailed`.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise file_fault(error, path.parent) from error


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Raises `OSError`."""
    if os.name == "posix":  # Windows has no such call: a rename there is in the file system's own journal
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
