"""The bar of companies above the inbox: how many documents wait for each, and looking at one company only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QMenu, QPushButton, QSizePolicy, QWidget

from muhr.domain.documents import Document
from muhr.domain.parties import Party
from muhr.ui.parts.buttons import ButtonLook, button, rename
from muhr.ui.parts.frames import row
from muhr.ui.plain import tooltip, visible
from muhr.ui.theme import GRID
from muhr.ui.tr import tr

LONGEST = 28
"""Characters of a company's name on its button; the whole name is in the tool tip."""


@dataclass(frozen=True, slots=True)
class CompanyCount:
    """A company and how many documents wait for it."""

    company: Party
    count: int


CompanyKey = tuple[str, str]
"""Country, and tax number or name."""


def company_key(company: Party) -> CompanyKey:
    """What makes two spellings one company: country and tax number; the name where there is none."""
    return company.country.value, company.tax_id or company.name


def count_companies(documents: Sequence[Document]) -> list[CompanyCount]:
    """How many documents wait for each company, by name."""
    counts = Counter(company_key(one.company) for one in documents)
    names = {company_key(one.company): one.company for one in documents}
    return sorted((CompanyCount(names[key], count) for key, count in counts.items()), key=lambda one: one.company.name)


class CompanyBar(QWidget):
    """One button for each company and one for all; those that do not fit are in a menu."""

    picked = Signal(object)
    """The key of a company, or None for all."""
    grouped = Signal(bool)
    """The person wants the table grouped by company, or no longer."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Companies"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._line = row(self)
        self._line.setContentsMargins(3 * GRID, 0, 3 * GRID, 2 * GRID)
        self._group = QButtonGroup(self)
        self.chips: list[tuple[CompanyKey | None, QPushButton]] = []
        self._companies: list[CompanyCount] = []
        self._picked: CompanyKey | None = None
        self._more = button("", self._on_more, look=ButtonLook.CHIP, icon="down")
        self._more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._line.addWidget(self._more)
        self._line.addStretch(1)
        self.switch = QCheckBox(tr("Group by company"))
        self.switch.toggled.connect(self.grouped)
        self._line.addWidget(self.switch)

    @property
    def picked_key(self) -> CompanyKey | None:
        """The company looked at; None for all."""
        return self._picked

    @property
    def companies(self) -> Sequence[CompanyCount]:
        """The companies shown."""
        return tuple(self._companies)

    def show_companies(self, companies: Sequence[CompanyCount]) -> None:
        """Show these; the choice stays when the company is still among them."""
        if list(companies) == self._companies:
            return
        self._companies = list(companies)
        keys = {company_key(one.company) for one in companies}
        if self._picked is not None and self._picked not in keys:
            self.pick(None)
        for _, chip in self.chips:
            self._group.removeButton(chip)
            chip.deleteLater()
        total = sum(one.count for one in companies)
        self.chips = [(None, self._chip(None, tr("All companies"), total))]
        self.chips += [(company_key(one.company), self._chip(company_key(one.company), one.company.name, one.count))
                        for one in companies]  # fmt: skip
        for at, (_, chip) in enumerate(self.chips):
            self._line.insertWidget(at, chip)
        self.setVisible(len(companies) > 1)
        self._fit()

    def _chip(self, key: CompanyKey | None, name: str, count: int) -> QPushButton:
        chip = button("", lambda: self.pick(key), look=ButtonLook.CHIP)
        safe = visible(name)
        short = safe if len(safe) <= LONGEST else safe[: LONGEST - 1] + "…"
        rename(chip, f"{short}  {count}")
        chip.setAccessibleName(tr("{company}: %n document(s)", count, company=safe))
        chip.setToolTip(tooltip(name) if short != safe else "")
        chip.setCheckable(True)
        chip.setChecked(key == self._picked)
        self._group.addButton(chip)
        return chip

    def pick(self, key: CompanyKey | None) -> None:
        """Look at one company; None looks at all."""
        changed, self._picked = key != self._picked, key
        for one, chip in self.chips:
            chip.setChecked(one == key)
        self._fit()
        if changed:
            self.picked.emit(key)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: other chips fit now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 6 * GRID - self.switch.sizeHint().width() - 2 * GRID
        widths = [chip.sizeHint().width() + GRID for _, chip in self.chips]
        if sum(widths) > room:
            room -= 160  # the button with the rest
        used = hidden = 0
        for (_, chip), width in zip(self.chips, widths, strict=True):
            used += width
            fits = used <= room
            chip.setVisible(fits)
            hidden += not fits
        self._more.setVisible(hidden > 0)
        name = next((one.company.name for one in self._companies if company_key(one.company) == self._picked), "")
        inside = any(key == self._picked and chip.isHidden() for key, chip in self.chips)
        text = visible(name)[:LONGEST] if inside else tr("%n more", hidden)
        rename(self._more, text)

    def _on_more(self) -> None:
        menu = QMenu(self)
        for (key, chip), one in zip(self.chips[1:], self._companies, strict=True):
            if chip.isHidden():
                name = f"{visible(one.company.name)}  {one.count}".replace("&", "&&")
                menu.addAction(name, lambda key=key: self.pick(key))  # type: ignore[misc]
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
        menu.aboutToHide.connect(menu.deleteLater)
