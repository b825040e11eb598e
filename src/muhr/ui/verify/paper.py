"""The report as text, on a printer, and as a PDF file. Foreign text stays plain text: nothing is ever read as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QFont, QPageSize, QPdfWriter, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from muhr.ui.plain import LONGEST_LABEL, visible, visible_lines
from muhr.ui.verify.wording import Line

_INDENT = 18.0
_SIZE = 10.0


def as_text(lines: Sequence[Line]) -> str:
    """The report for the clipboard."""
    return "\n".join("  " * line.depth + visible_lines(line.text, LONGEST_LABEL) for line in lines) + "\n"


def as_document(lines: Sequence[Line]) -> QTextDocument:
    """The report for paper: inserted as text, block by block."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    cursor = QTextCursor(document)
    for at, line in enumerate(lines):
        block, letters = QTextBlockFormat(), QTextCharFormat()
        block.setLeftMargin(_INDENT * line.depth)
        block.setTopMargin(10.0 if line.strong and at else 2.0)
        letters.setFontPointSize(_SIZE * (1.4 if not at else 1.0))
        letters.setFontWeight(QFont.Weight.DemiBold if line.strong else QFont.Weight.Normal)
        if at:
            cursor.insertBlock(block, letters)
        else:
            cursor.setBlockFormat(block)
        cursor.insertText(visible_lines(line.text, LONGEST_LABEL), letters)
    return document


def as_pdf(lines: Sequence[Line], title: str) -> bytes:
    """The report as a PDF of A4 pages."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setTitle(visible(title))
    writer.setCreator("Muhr")
    as_document(lines).print_(writer)
    del writer  # which ends the file
    return bytes(buffer.data().data())
