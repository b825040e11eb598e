"""The way every text of the interface reaches the screen: translated, with its values filled in. Knows no widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

CONTEXT = "muhr"
"""One context for the whole window: the same English sentence is the same sentence everywhere."""


def tr(text: str, n: int = -1, /, **values: object) -> str:
    """Give `text` in the person's language.

    Args:
        text: the English text, a literal (the catalogue is collected from the source). `%n` stands for the count,
            `{name}` for a value.
        n: the count that decides between singular and plural; -1 when there is none.
        values: what stands in the braces. Values are inserted as they are and never read as a template again.
    """
    translated = QCoreApplication.translate(CONTEXT, text, None, n)
    return translated.format(**values) if values else translated
