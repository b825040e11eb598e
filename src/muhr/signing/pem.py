"""The blocks of a PEM text (RFC 7468): their labels and what stands between the lines. Decodes nothing.

No regular expression: one that looks for the fitting end of every beginning is quadratic in a text of beginnings.
"""

from __future__ import annotations

from muhr.domain.errors import MessageMalformed

BEGIN = b"-----BEGIN "
_MOST_BLOCKS = 200
_LONGEST_LABEL = 40
_DASHES = b"-----"


def blocks(text: bytes) -> list[tuple[bytes, bytes]]:
    """Give label and body of each block in order; text outside of the blocks is passed over.

    Raises:
        MessageMalformed: a block has no end, or there are too many.
    """
    found: list[tuple[bytes, bytes]] = []
    position = 0
    while (begin := text.find(BEGIN, position)) >= 0:
        label_start = begin + len(BEGIN)
        label_end = text.find(_DASHES, label_start, label_start + _LONGEST_LABEL + len(_DASHES))
        label = text[label_start : max(label_end, label_start)]
        end_line = b"-----END " + label + _DASHES
        start = label_end + len(_DASHES)
        stop = text.find(end_line, start) if label else -1
        if stop < 0 or len(found) == _MOST_BLOCKS:
            raise MessageMalformed("The text has a block without an end, or too many blocks.")
        found.append((label, text[start:stop]))
        position = stop + len(end_line)
    return found
