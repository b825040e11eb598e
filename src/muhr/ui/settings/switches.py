"""The switches of an account in its sheet: what it does where a service's document leaves a choice. Keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from muhr.domain.accounts import ProviderName
from muhr.domain.switches import SWITCHES, Switch
from muhr.ui.parts.fields import Labelled
from muhr.ui.parts.frames import column, empty_out
from muhr.ui.theme import GRID
from muhr.ui.tr import tr

_MOST = 999_999_999


def title(name: str) -> str:
    """What a switch is called."""
    return {
        "pace_ms": tr("Pause between requests (milliseconds)"),
        "company_inn": tr("Name the company in every address"),
        "reject_comment": tr("Send the reason of a rejection"),
        "to_unit_id": tr("Department of the receiver (number)"),
        "token_in": tr("Where the API token travels"),
        "cancel": tr("Cancel invoices from here"),
        "settle_seconds": tr("“Not there” is believed after (seconds)"),
        "auth": tr("How the service knows you"),
        "format": tr("Format of what is sent"),
        "mark": tr("Mark in the private note"),
        "md5pass": tr("What was typed as the password"),
        "issue": tr("Issue drafts from here"),
        "list_limit": tr("Longest list of the service (rows)"),
    }.get(name, name)


def position(name: str, value: str) -> str:
    """What a switch stands on; "" for the usual."""
    return {
        ("company_inn", ""): tr("No"),
        ("company_inn", "yes"): tr("Yes"),
        ("reject_comment", ""): tr("No"),
        ("reject_comment", "yes"): tr("Yes"),
        ("token_in", ""): tr("In the request, as the document says"),
        ("token_in", "header"): tr("In the header, as a bearer token"),
        ("cancel", ""): tr("Yes"),
        ("cancel", "no"): tr("No"),
        ("auth", ""): tr("API key or token (bearer)"),
        ("auth", "basic"): tr("Login and password (Basic)"),
        ("auth", "session"): tr("Login and password (session)"),
        ("auth", "none"): tr("Not at all"),
        ("format", ""): tr("JSON"),
        ("format", "jsv"): tr("JSV"),
        ("mark", ""): tr("Yes, so that it can be found again"),
        ("mark", "no"): tr("No"),
        ("md5pass", ""): tr("The password"),
        ("md5pass", "given"): tr("Its MD5"),
        ("issue", ""): tr("Yes"),
        ("issue", "no"): tr("No"),
    }.get((name, value), value)


class SwitchFields(QWidget):
    """One field for each switch of a service."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, QComboBox | QLineEdit] = {}
        self._inside = column(self)

    def show_for(self, provider: ProviderName, options: Mapping[str, str]) -> None:
        """Show this service's switches as an account has them."""
        empty_out(self._inside)
        self.fields = {one.name: self._field(one, options.get(one.name, "")) for one in SWITCHES[provider]}
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(2 * GRID)
        for at, (name, field) in enumerate(self.fields.items()):
            grid.addWidget(Labelled(title(name), field), at // 2, at % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._inside.addWidget(holder)

    def options(self, before: Mapping[str, str]) -> dict[str, str]:
        """The account's options with what stands here; what is as usual is left out."""
        made = {name: value for name, value in before.items() if name not in self.fields}
        for name, field in self.fields.items():
            told = str(field.currentData()) if isinstance(field, QComboBox) else field.text().strip()
            if told:
                made[name] = told
        return made

    def _field(self, switch: Switch, value: str) -> QComboBox | QLineEdit:
        if switch.values:
            box = QComboBox()
            for one in ("", *switch.values):
                box.addItem(position(switch.name, one), one)
            box.setCurrentIndex(max(box.findData(value), 0))
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
            return box
        line = QLineEdit(value)
        line.setPlaceholderText(switch.usual)
        line.setValidator(QIntValidator(0, _MOST, line))
        line.textChanged.connect(lambda _: self.changed.emit())
        return line
