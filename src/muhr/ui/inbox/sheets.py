"""The small sheets of the inbox: adding documents by id, the provider's own text, all lines as a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QPlainTextEdit, QWidget

from muhr.domain.accounts import Account
from muhr.domain.documents import Document, Line
from muhr.ui import theme, words
from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.fields import Labelled
from muhr.ui.parts.frames import framed
from muhr.ui.parts.labels import Label
from muhr.ui.parts.sheet import Sheet
from muhr.ui.plain import visible, visible_lines
from muhr.ui.rows.columns import Column, Look
from muhr.ui.rows.model import RowsModel
from muhr.ui.rows.view import RowsView
from muhr.ui.spelling import amount, number
from muhr.ui.theme import ROW_HEIGHT
from muhr.ui.tr import tr


class AddIdsSheet(Sheet):
    """Documents known only by their id (a service that cannot be asked for a list)."""

    agreed = Signal(str, list)
    """The account's id, and the documents' ids."""

    def __init__(self, parent: QWidget, accounts: Sequence[Account]) -> None:
        super().__init__(
            parent, tr("Add documents by id"), tr("For services that cannot be asked what waits."), width=560
        )
        self.account = QComboBox()
        for one in accounts:
            self.account.addItem(f"{visible(one.company.name)} · {words.provider(one.provider)}", one.id)
        self.ids_field = QPlainTextEdit()
        self.ids_field.setTabChangesFocus(True)
        self.ids_field.setMinimumHeight(120)
        self.ids_field.textChanged.connect(self._on_changed)
        self._field = Labelled(
            tr("Document ids"), self.ids_field, tr("One in a line, or separated by spaces or commas.")
        )
        self.body.addWidget(Labelled(tr("Account"), self.account))
        self.body.addWidget(self._field, 1)
        self.add = button(tr("Add"), self._on_agree, look=ButtonLook.PRIMARY)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject))
        self.foot.addWidget(self.add)
        self._on_changed()

    def ids(self) -> list[str]:
        """What was typed, each id once."""
        return list(dict.fromkeys(part.lower() for part in re.split(r"[\s,;]+", self.ids_field.toPlainText()) if part))

    def _on_changed(self) -> None:
        ids = self.ids()
        self.add.setEnabled(bool(ids) and self.account.count() > 0)
        self._field.advise(tr("%n document(s)", len(ids)) if ids else "")

    def _on_agree(self) -> None:
        self.agreed.emit(str(self.account.currentData()), self.ids())
        self.accept()


class RawSheet(Sheet):
    """The provider's own text, as it came. Plain text, whatever is in it."""

    def __init__(self, parent: QWidget, name: str, text: str) -> None:
        super().__init__(parent, tr("Original text"), name, width=760, height=600)
        shown = QPlainTextEdit(visible_lines(text))
        shown.setReadOnly(True)
        shown.setFont(theme.type_of(fixed=True))
        shown.setAccessibleName(tr("Original text"))
        self.body.addWidget(shown, 1)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.accept))


class LinesSheet(Sheet):
    """All goods and services of a document as a table."""

    def __init__(self, parent: QWidget, document: Document) -> None:
        lines = document.content.lines if document.content is not None else ()
        height = min(640, 240 + ROW_HEIGHT * len(lines))
        super().__init__(parent, tr("Lines"), words.document_title(document), width=960, height=height)

        def figures(title: str, value: str) -> Column:
            return Column(title=title, text=lambda pair: number(getattr(pair[1], value)), width=12, look=Look.FIGURES,
                          sort=lambda pair: getattr(pair[1], value) or 0)  # fmt: skip

        rows: RowsModel[tuple[int, Line]] = RowsModel(
            (
                Column(title="№", text=lambda pair: str(pair[0]), sort=lambda pair: pair[0], width=4),
                Column(title=tr("Description"), text=lambda pair: str(pair[1].description), stretch=1, width=20),
                figures(tr("Quantity"), "quantity"),
                Column(title=tr("Unit"), text=lambda pair: str(pair[1].unit), width=7),
                figures(tr("Price"), "unit_price"),
                Column(title=tr("VAT"), text=lambda pair: str(pair[1].vat_rate), width=8),
                figures(tr("VAT amount"), "vat"),
                figures(tr("Total"), "total"),
            ),
            identity=lambda pair: pair[0],
            haystack=lambda pair: (pair[1].description, ""),
            parent=self,
        )
        rows.set_rows(list(enumerate(lines, 1)))
        table = RowsView(tr("Lines"))
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.show_rows(rows)
        self.body.addWidget(framed(table), 1)
        if document.total is not None:
            self.body.addWidget(Label(tr("Total {amount}", amount=amount(document.total)), strong=True, figures=True))
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.accept))
