"""The keys page: every key that can be found, whose it is, how long it is valid, and which company it fits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QSplitter, QStackedWidget, QWidget

from muhr.domain.accounts import Account
from muhr.domain.signatures import KeyEntry
from muhr.ui import key_words
from muhr.ui.keys.choosing import add_key_folder, company_of, key_fits, owner, tax_id_of
from muhr.ui.keys.gathering import KeyGathering
from muhr.ui.keys.sources import SourceLines
from muhr.ui.page import Page, Reading
from muhr.ui.parts.buttons import button
from muhr.ui.parts.fields import SearchField
from muhr.ui.parts.frames import Empty, Facts, Frame, Notice, column, rule, scrolling
from muhr.ui.parts.labels import Elided, Label
from muhr.ui.retold import retold
from muhr.ui.rows.columns import Column, Look
from muhr.ui.rows.model import RowsModel
from muhr.ui.rows.store import RowStore, Sorting
from muhr.ui.rows.view import RowsView
from muhr.ui.session import Session
from muhr.ui.spelling import day, moment
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """A key and the companies it may sign for."""

    key: KeyEntry
    fits: tuple[str, ...]


def _state(one: KeyRow) -> str:
    return key_words.reason(one.key.reason)


def _tone(one: KeyRow) -> Tone:
    if one.key.usable:
        return Tone.OK
    return Tone.STOP if one.key.reason in ("expired", "unreadable") else Tone.MUTED


def _ends(one: KeyRow) -> float:
    identity = one.key.identity
    return identity.not_after.timestamp() if identity is not None and identity.not_after is not None else 0.0


def _until(one: KeyRow) -> str:
    identity = one.key.identity
    end = identity.not_after if identity is not None else None
    return day(end.astimezone().date()) if end is not None else ""


def _columns() -> tuple[Column, ...]:
    return (
        Column(title=tr("State"), text=_state, tone=_tone, look=Look.BADGE, width=16,
               icon=lambda one: "ok" if one.key.usable else "cross",
               sort=lambda one: (not one.key.usable, _state(one))),
        Column(title=tr("Owner"), text=lambda one: owner(one.key), width=22, stretch=3, look=Look.STRONG),
        Column(title=tr("Company"), text=lambda one: company_of(one.key), width=16, stretch=3),
        Column(title=tr("Tax number"), text=lambda one: tax_id_of(one.key), width=10),
        Column(title=tr("Valid until"), text=_until, width=10, sort=_ends, drop=1),
        Column(title=tr("For your"), text=lambda one: ", ".join(one.fits), width=12, stretch=2, drop=2,
               tone=lambda _: Tone.MUTED),
        Column(title=tr("Kind"), text=lambda one: key_words.kind(one.key.kind), width=8, drop=2,
               tone=lambda _: Tone.MUTED),
        Column(title=tr("Place"), text=lambda one: str(one.key.place), width=12, stretch=2, drop=3,
               tone=lambda _: Tone.MUTED),
    )  # fmt: skip


class KeysPage(Page):
    """All keys."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Keys"), tr("What you can sign with. Nothing here needs a password."))
        self.rows: RowsModel[KeyRow] = RowsModel(
            _columns(),
            identity=lambda one: one.key.id,
            haystack=lambda one: (
                f"{owner(one.key)} {company_of(one.key)} {tax_id_of(one.key)} {one.key.name}",
                f"{_state(one)} {one.key.place}",
            ),
            sorting=(Sorting(0),),
            parent=self,
        )
        self.gathering = KeyGathering(self, session)
        self.gathering.changed.connect(self._on_gathered)
        self._reading = Reading(self, session, self._read, self._on_read)
        search = SearchField(tr("Search the keys"))
        search.setMaximumWidth(280)
        search.textChanged.connect(self.rows.search)
        self.head.addWidget(search)
        self.head.addWidget(button(tr("Look again"), self.gathering.look_anew, icon="refresh", shortcut="F5"))
        self.head.addWidget(button(tr("Add a folder…"), self._on_folder, icon="folder"))
        self.table = RowsView(tr("Keys"))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.placeholder = tr("Nothing here matches the search.")
        self.table.show_rows(self.rows)
        self.table.chosen.connect(self._on_chosen)
        search.left_down.connect(self.table.setFocus)
        self._area = scrolling(QWidget(), tr("Details of the key"))
        pane = Frame("pane")
        pane.setMinimumWidth(300)
        held = column(pane)
        held.addWidget(self._area)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(pane)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([760, 352])
        self.empty = Empty("key", tr("Looking for keys…"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(splitter)
        self.body.addWidget(self.stack, 1)
        self.sources = SourceLines()
        self.body.addWidget(self.sources)
        QShortcut(QKeySequence.StandardKey.Find, self, search.setFocus)

    def arrive(self) -> None:
        """Look for keys, now and whenever a disk or device comes or goes."""
        self.gathering.wake()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Qt: nobody looks at the page any more."""
        super().hideEvent(event)
        self.gathering.sleep()

    def _on_gathered(self) -> None:
        self.sources.show_sources(self.gathering.sources)
        self._reading.now()

    def _read(self, desk: Desk) -> RowStore[KeyRow]:
        accounts: list[Account] = desk.workspace.accounts()
        companies = {account.company.tax_id: account.company for account in accounts}.values()

        def row(key: KeyEntry) -> KeyRow:
            fitting = [one.name for one in companies if key.identity is not None and key_fits(key, one)]
            return KeyRow(key=key, fits=tuple(fitting))

        return self.rows.prepare([row(key) for key in self.gathering.keys])

    def _on_read(self, store: RowStore[KeyRow]) -> None:
        self.rows.take(store)
        self.stack.setCurrentIndex(1 if len(store) else 0)
        if not len(store):
            looking = not self.gathering.complete
            self.empty.tell(
                "key",
                tr("Looking for keys…") if looking else tr("No keys found"),
                "" if looking else tr("Plug in the disk or token with your key, or add the folder it is in."),
            )
        elif self.table.current_place < 0:
            self.table.go_to(0)
            if self.isVisible():
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, row: object) -> None:
        self._area.setWidget(_about(row) if isinstance(row, KeyRow) else Empty("key", tr("No key chosen")))

    def _on_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder with key files"))
        if chosen:
            self.add_folder(Path(chosen))

    def add_folder(self, folder: Path) -> None:
        """Look there as well, from now on."""
        self.session.ask(self, lambda desk: add_key_folder(desk.workspace, folder), lambda _: self.gathering.look())


def _about(row: KeyRow) -> QWidget:
    key, identity = row.key, row.key.identity
    content = QWidget()
    inside = column(content, margin=2 * GRID, space=2 * GRID)
    head = column(space=4)
    head.addWidget(Elided(key.name, tone=Tone.MUTED))
    head.addWidget(Label(owner(key), scale=1.2, strong=True, selectable=True))
    inside.addLayout(head)
    if key.usable:
        fits = tr("It can sign for {companies}.", companies=", ".join(row.fits)) if row.fits else ""
        inside.addWidget(Notice(Tone.OK, tr("Ready"), fits or tr("It fits none of your accounts.")))
    else:
        inside.addWidget(Notice(Tone.STOP, key_words.reason(key.reason), retold(key.detail)))
    if not key.identity_verified and identity is not None:
        inside.addWidget(
            Notice(
                Tone.NOTE, tr("Not certain yet"), tr("The owner is told by a label; it is checked when it is opened.")
            )
        )
    inside.addWidget(rule())
    tone, text, detail = key_words.tries(key.access.tries)
    if text:
        inside.addWidget(Notice(tone, text, detail))
    facts = [(tr("Kept in"), key.place), (key_words.kind(key.kind), key.name)]
    facts += [(tr("Number of the device"), key.access.device_serial)]
    if identity is not None:
        facts += [
            (tr("Company"), identity.organization),
            (tr("Title"), identity.title),
            (tr("Tax number"), identity.tax_id),
            (tr("Own tax number"), identity.personal_tax_id),
            (tr("Personal number"), identity.personal_id),
            (tr("Valid from"), moment(identity.not_before)),
            (tr("Valid until"), moment(identity.not_after)),
            (tr("Issued by"), identity.issuer),
            (tr("Serial number"), identity.serial),
            (tr("Algorithm"), identity.algorithm),
            (tr("Fingerprint"), identity.fingerprint),
        ]
    inside.addWidget(Facts(facts))
    inside.addStretch(1)
    return content
