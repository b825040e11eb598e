"""The card of the settings with the modules for tokens that a person has added. Loads none of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from muhr.bootstrap import added_modules, store_modules
from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.frames import Frame, column, empty_out, row
from muhr.ui.parts.labels import Elided, Label, muted
from muhr.ui.session import Session
from muhr.ui.theme import GRID
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.desk import Desk


class ModulesCard(Frame):
    """What is added or taken out is stored at once; the keys page tells how a module fares."""

    def __init__(self, session: Session) -> None:
        super().__init__("card")
        self._session = session
        self.modules: list[Path] = []
        self._list = column(space=0)
        inside = column(self, margin=2 * GRID, space=12)
        head = row()
        head.addWidget(Label(tr("Tokens and cards"), scale=1.15, strong=True), 1)
        head.addWidget(button(tr("Add a module…"), self._on_add, icon="plus"))
        inside.addLayout(head)
        inside.addLayout(self._list)

    def arrive(self) -> None:
        """Read what is stored."""
        self._session.ask(self, lambda desk: added_modules(desk.workspace), self._show)

    def add(self, module: Path) -> None:
        """Look at this module as well, from now on."""
        self._store([*(one for one in self.modules if one != module), module])

    def remove(self, module: Path) -> None:
        """Look at it no longer."""
        self._store([one for one in self.modules if one != module])

    def _store(self, modules: list[Path]) -> None:
        def work(desk: Desk) -> list[Path]:
            store_modules(desk.workspace, modules)
            return added_modules(desk.workspace)

        self._session.ask(self, work, self._show)

    def _show(self, modules: list[Path]) -> None:
        self.modules = modules
        empty_out(self._list)
        for module in modules:
            self._list.addWidget(self._row(module))
        if not modules:
            told = tr("Muhr knows the usual modules. Add yours when your token is not in the list of keys.")
            self._list.addWidget(muted(told))

    def _row(self, module: Path) -> QWidget:
        holder = QWidget()
        inside = row(holder)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.addWidget(Elided(str(module)), 1)
        remove = button(tr("Remove"), partial(self.remove, module), look=ButtonLook.QUIET)
        remove.setAccessibleName(tr("Remove {module}", module=module.name))
        inside.addWidget(remove)
        return holder

    def _on_add(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Module for tokens (PKCS #11)"))
        if chosen:
            self.add(Path(chosen))
