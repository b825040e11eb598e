"""The desk the window works at: opening it without holding up the first paint, reaching it, closing it. No widgets."""

from __future__ import annotations

import enum
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from muhr.domain.accounts import Account, ProviderName
from muhr.ui.bridge import EventBridge
from muhr.ui.work import Jobs

if TYPE_CHECKING:
    from muhr.bootstrap import DemoWorld
    from muhr.services.desk import Desk

T = TypeVar("T")


class Standing(enum.Enum):
    """How far the desk is."""

    OPENING = "opening"
    OPEN = "open"
    FAILED = "failed"
    CLOSING = "closing"
    CLOSED = "closed"


class Session(QObject):
    """One desk and everything through which pages reach it. Lives in the GUI thread."""

    opened = Signal()
    """There is a desk now (again, when the demo took the place of an empty workspace)."""
    failed = Signal(object)
    """The exception for which the desk did not open."""
    happened = Signal(object)
    """`tuple[Event, ...]` from the desk."""
    trouble = Signal(object)
    """An exception from background work that no page took care of."""
    closed = Signal()
    preference_changed = Signal(str)
    """A setting of the workspace (its name) that somebody else on the screen follows was changed."""

    def __init__(self, workspace: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.jobs = Jobs(self)
        self.standing = Standing.OPENING
        self._bridge = EventBridge(self)
        self._desk: Desk | None = None
        self._demo: DemoWorld | None = None
        self._opening = False
        self._unsubscribe: Callable[[], None] | None = None
        self._bridge.happened.connect(self.happened)
        self.jobs.trouble.connect(self.trouble)

    @property
    def desk(self) -> Desk:
        """The desk; asking before `opened` is a mistake of ours."""
        assert self._desk is not None, "no desk yet"
        return self._desk

    @property
    def ready(self) -> bool:
        """Whether there is a desk to work at."""
        return self._desk is not None and self.standing is Standing.OPEN

    @property
    def demo(self) -> bool:
        """Whether everything here is play."""
        return self._demo is not None

    def demo_password(self, path: str) -> str:
        """The password of a made-up key of the demo, for the person to type; empty for every other key."""
        return self._demo.key_password(Path(path)) if self._demo is not None else ""

    def demo_code(self, account: Account) -> str:
        """The one-time code of a made-up account of the demo, for the person to type; empty for every other one."""
        return self._demo.one_time_code(account.provider, account.login) if self._demo is not None else ""

    # ---------------------------------------------------------------- life

    def adopt(self, desk: Desk, demo: DemoWorld | None = None) -> None:
        """Work at a desk that is already started."""
        self.leave()
        self._desk, self._demo, self._opening = desk, demo, False
        if self.standing is Standing.CLOSING:  # the person closed the window before the desk was there
            self._close_desk()
            return
        self._unsubscribe = desk.subscribe(self._bridge.publish)
        self.standing = Standing.OPEN
        self.opened.emit()

    def fail(self, error: BaseException) -> None:
        """There will be no desk: somebody tried before the window was there."""
        self._on_failed(error)

    def open(self) -> None:
        """Open the desk of the workspace in a thread; ends in `opened` or `failed`."""
        if self._opening or self.standing is not Standing.OPENING:
            return  # the person was quicker and closed the window
        folder = self.workspace
        self._opening = True

        def work() -> Desk:
            from muhr.bootstrap import open_desk  # noqa: PLC0415 - the database layer loads while the window is drawn

            return open_desk(folder)

        self.jobs.run(self, work, self.adopt, self._on_failed)

    def open_demo(self, trouble: Callable[[BaseException], None]) -> None:
        """Start the small world and change over to it; the empty workspace is closed."""
        old = self._desk

        def work() -> DemoWorld:
            from muhr.bootstrap import start_demo  # noqa: PLC0415 - only who tries the demo pays for it

            world = start_demo(providers=tuple(ProviderName), e_imzo=True)
            if old is not None:
                old.close()
            return world

        self._opening = True

        def on_trouble(error: BaseException) -> None:
            self._opening = False
            if self.standing is Standing.CLOSING:
                self._close_desk()
            else:
                trouble(error)

        self.jobs.run(self, work, lambda world: self.adopt(world.desk, world), on_trouble)

    def close(self) -> None:
        """Finish the current effects and close the desk in a thread; ends in `closed`."""
        if self.standing in (Standing.CLOSING, Standing.CLOSED):
            return
        self.standing = Standing.CLOSING
        if not self._opening:
            self._close_desk()

    def _close_desk(self) -> None:
        desk, demo = self._desk, self._demo
        self.leave()

        def work() -> None:
            if demo is not None:
                demo.close()
            elif desk is not None:
                desk.close()

        self.jobs.run(self, work, lambda _: self._on_closed(), lambda _: self._on_closed())

    def leave(self) -> None:
        """Hear nothing more of the desk; it stays open for whoever owns it."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    def _on_failed(self, error: BaseException) -> None:
        self._opening = False
        if self.standing is Standing.CLOSING:
            self._on_closed()
            return
        self.standing = Standing.FAILED
        self.failed.emit(error)

    def _on_closed(self) -> None:
        self.standing = Standing.CLOSED
        self._bridge.close()
        self.closed.emit()

    # ---------------------------------------------------------------- asking

    def ask(
        self,
        owner: QObject,
        work: Callable[[Desk], T],
        then: Callable[[T], None] | None = None,
        trouble: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Ask the desk something in a thread (see `Jobs.run`); nothing happens while there is no desk."""
        if self.ready:
            desk = self.desk
            self.jobs.run(owner, lambda: work(desk), then, trouble)

    def follow(
        self,
        owner: QObject,
        future: Future[T],
        then: Callable[[T], None] | None = None,
        trouble: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Hear in the GUI thread how work of the desk's own workers ends."""
        self.jobs.follow(owner, future, then, trouble)
