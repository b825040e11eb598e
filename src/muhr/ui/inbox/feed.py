"""Keeps the details pane at the document the person has chosen: reads it, and fetches what is inside once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from muhr.domain.documents import Document, DocumentRef
from muhr.ui.inbox.details import DetailsPane, Known, read_known
from muhr.ui.inbox.marks import Marks
from muhr.ui.page import Reading
from muhr.ui.rows.view import RowsView
from muhr.ui.session import Session

if TYPE_CHECKING:
    from muhr.services.desk import Desk
    from muhr.ui.inbox.files import FilesSection


class DetailsFeed(QObject):
    """Follows the current row of a table."""

    file_came = Signal()

    def __init__(self, parent: QObject, session: Session, table: RowsView, pane: DetailsPane, marks: Marks) -> None:
        super().__init__(parent)
        self._session, self._table, self._pane, self._marks = session, table, pane, marks
        self._reading: Reading[Known | None] = Reading(self, session, self._read, self._on_read)
        self._fetched: set[DocumentRef] = set()
        table.chosen.connect(lambda _: self.soon())
        pane.files_shown.connect(self._on_files)
        self.file_came.connect(self.soon)

    @property
    def soon(self) -> Callable[[], None]:
        """Read again."""
        return self._reading.soon

    def _on_files(self, section: FilesSection, known: Known) -> None:
        from muhr.ui.inbox.files import Filing  # noqa: PLC0415 - whoever made the section has loaded it

        if known.files is not None:
            Filing(self._table, self._session).serve(section, known.document, known.files, self.file_came.emit)

    def forget_fetched(self) -> None:
        """Contents that could not be fetched may be there now."""
        self._fetched.clear()

    @property
    def _ref(self) -> DocumentRef | None:
        current = self._table.current
        return current.ref if isinstance(current, Document) else None

    def _read(self, desk: Desk) -> Known | None:
        ref = self._ref
        return read_known(desk, ref, self._session.workspace) if ref is not None else None

    def _on_read(self, known: Known | None) -> None:
        ref = self._ref
        if known is None or ref is None:
            self._pane.show_nothing()
        elif known.document.ref == ref:
            self._pane.show_known(known)
            self._marks.learn(ref, known.findings)
            if known.document.content is None and ref not in self._fetched:
                self._fetch(ref)
        else:  # the person has moved on while it was read
            self.soon()

    def _fetch(self, ref: DocumentRef) -> None:
        """Fetch what is inside, once; the list alone tells little."""
        self._fetched.add(ref)

        def then(futures: list[Future[int]]) -> None:
            for future in futures:
                self._session.follow(self, future, lambda _: self.soon(), lambda _: None)

        self._session.ask(self, lambda desk: desk.fetch_contents([ref]), then, lambda _: None)
