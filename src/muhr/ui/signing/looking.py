"""Reads the review of a selection and fetches what is inside its documents meanwhile. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from muhr.domain.documents import DocumentRef
from muhr.ui.session import Session

if TYPE_CHECKING:
    from muhr.services.desk import Review


class Looking(QObject):
    """Going on waits for the contents; looking does not. Lives in the GUI thread."""

    reviewed = Signal(object)
    """A `Review`; again when more has become known."""
    failed = Signal(object)
    """The exception for which there is no review."""
    fetched = Signal()
    """`fetching` may be different now."""

    def __init__(self, owner: QObject, session: Session) -> None:
        super().__init__(owner)
        self._session = session
        self._refs: tuple[DocumentRef, ...] = ()
        self._fetching = 1
        """Until `start` has found out how many there are, it counts as one."""

    @property
    def fetching(self) -> bool:
        """Whether contents are still under way."""
        return self._fetching > 0

    def start(self, refs: Sequence[DocumentRef]) -> None:
        """Look through these documents, and fetch the contents that are not known yet."""
        self.read(refs)
        self._fetching = 1

        def then(futures: list[Future[int]]) -> None:
            self._fetching = len(futures)
            for future in futures:
                self._session.follow(self, future, self._on_fetched, lambda _: self._on_fetched(0))
            self.fetched.emit()

        self._session.ask(self, lambda desk: desk.fetch_contents(self._refs), then, lambda _: self._on_fetched(0))

    def read(self, refs: Sequence[DocumentRef]) -> None:
        """Look through these documents as they stand now."""
        self._refs = tuple(refs)

        def then(review: Review) -> None:
            self.reviewed.emit(review)

        self._session.ask(self, lambda desk: desk.review(self._refs, None), then, self.failed.emit)

    def _on_fetched(self, count: int) -> None:
        self._fetching -= 1
        if count:
            self.read(self._refs)
        self.fetched.emit()
