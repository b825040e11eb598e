"""Files that can be fetched of a document."""

from __future__ import annotations

import enum
from collections.abc import Callable


class DownloadKind(enum.Enum):
    """What kind of file it is."""

    PDF = "pdf"
    ARCHIVE = "archive"  # everything in one ZIP
    XML = "xml"


ENDINGS = {DownloadKind.PDF: ".pdf", DownloadKind.ARCHIVE: ".zip", DownloadKind.XML: ".xml"}
"""How the names of the files end."""

Progress = Callable[[int, int | None], None]
"""Called with the bytes so far, and with how many there will be in all or None."""
