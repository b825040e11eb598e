"""The sheet of trusted authorities: each with its fingerprint and origin; adding and taking out ask first."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from muhr.domain.errors import InputError
from muhr.domain.verifying import AnchorSource, TrustAnchor, spelled, unspelled
from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.fields import Labelled
from muhr.ui.parts.frames import Facts, Frame, Notice, column, empty_out, row, scrolling
from muhr.ui.parts.labels import Elided, Label
from muhr.ui.parts.sheet import Question, Sheet
from muhr.ui.session import Session
from muhr.ui.spelling import day
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.desk import Desk

LARGEST = 1 << 20
_LEAST_TYPED = 8
"""Signs of a fingerprint that a person types to show that it was compared."""


def name_of(anchor: TrustAnchor) -> str:
    """What an authority is called."""
    return anchor.identity.common_name or anchor.identity.organization or anchor.identity.serial


def facts_of(anchor: TrustAnchor) -> list[tuple[str, str]]:
    """Everything a person compares."""
    who = anchor.identity
    until = who.not_after.date() if who.not_after is not None else None
    return [
        (tr("Organisation"), who.organization if who.organization != name_of(anchor) else ""),
        (tr("Country"), anchor.country),
        (tr("Issued by"), who.issuer if who.issuer != who.common_name else tr("itself")),
        (tr("Valid until"), day(until)),
        (tr("Keys"), who.algorithm),
        ("SHA-256", _in_two_lines(spelled(anchor.fingerprint))),
        (tr("Origin"), anchor.provenance),
    ]


def _in_two_lines(text: str) -> str:
    half = len(text) // 2
    return f"{text[:half].strip()}\n{text[half:].strip()}"


class TrustSheet(Sheet):
    """Which authorities count."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(
            parent, tr("Trusted authorities"),
            tr("A signature is valid only under one of these. Nothing is trusted that you did not see here."),
            width=760, height=640,
        )  # fmt: skip
        self._session = session
        self.anchors: list[TrustAnchor] = []
        self._trouble = Notice(Tone.WARN)
        self._trouble.hide()
        self._list: QVBoxLayout = column(space=12)
        inside = QWidget()
        held = column(inside, space=12)
        held.addLayout(self._list)
        held.addStretch(1)
        self.body.addWidget(self._trouble)
        self.body.addWidget(scrolling(inside, tr("Trusted authorities")), 1)
        self.add_button = button(tr("Add from a file…"), self._on_add, icon="plus")
        self.foot.addWidget(self.add_button)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.accept, look=ButtonLook.PRIMARY))
        self._read()

    def _read(self) -> None:
        self._session.ask(self, lambda desk: (desk.trust.anchors(), desk.trust.problems()), self._on_read)

    def _on_read(self, read: tuple[list[TrustAnchor], list[str]]) -> None:
        self.anchors, problems = read
        empty_out(self._list)
        for anchor in self.anchors:
            self._list.addWidget(self._card(anchor))
        if problems:
            self._warn(tr("Not everything in the folder could be read"), "\n".join(problems))

    def _card(self, anchor: TrustAnchor) -> QWidget:
        card = Frame("card")
        inside = column(card, margin=2 * GRID, space=12)
        head = row()
        head.addWidget(Elided(name_of(anchor), strong=True), 1)
        if not anchor.trusted:
            head.addWidget(Label(tr("taken out"), tone=Tone.WARN, strong=True, wrap=False))
            act = button(tr("Trust again…"), partial(self._on_again, anchor))
            act.setAccessibleName(tr("Trust {name} again", name=name_of(anchor)))
            head.addWidget(act)
        elif anchor.source is not AnchorSource.GIVEN:
            act = button(tr("Take out…"), partial(self._on_remove, anchor), look=ButtonLook.DANGER)
            act.setAccessibleName(tr("Take out {name}", name=name_of(anchor)))
            head.addWidget(act)
        inside.addLayout(head)
        inside.addWidget(Facts(facts_of(anchor)))
        return card

    # ---------------------------------------------------------------- changing

    def _warn(self, text: str, detail: str = "") -> None:
        self._trouble.tell(Tone.WARN, text, detail)
        self._trouble.show()

    def _on_trouble(self, error: BaseException) -> None:
        if not isinstance(error, InputError | OSError):
            self._session.trouble.emit(error)
            return
        self._warn(tr("Nothing was changed"), str(error))

    def _on_changed(self) -> None:
        self._trouble.hide()
        self._read()

    def _on_add(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Certificate of an authority"))
        if name:
            self.look(Path(name))

    def look(self, path: Path) -> None:
        """Read a file and ask for each authority in it; nothing is trusted yet."""
        self._session.ask(self, lambda desk: _looked(desk, path), self._on_looked, self._on_trouble)

    def _on_looked(self, looked: tuple[bytes, list[TrustAnchor]]) -> None:
        data, found = looked
        for anchor in found:
            self._ask(data, anchor)

    def _on_again(self, anchor: TrustAnchor) -> None:
        self.look(Path(anchor.place))

    def _ask(self, data: bytes, anchor: TrustAnchor) -> None:
        sheet = ConfirmSheet(self, anchor)
        sheet.accepted.connect(
            lambda: self._session.ask(
                self, lambda desk: desk.trust.add(data, anchor.fingerprint), lambda _: self._on_changed(),
                self._on_trouble,
            )
        )  # fmt: skip
        sheet.open()

    def _on_remove(self, anchor: TrustAnchor) -> None:
        question = Question(
            self, tr("Take out this authority?"),
            tr("Signatures under {name} will not count as valid any more.", name=name_of(anchor)),
            detail=spelled(anchor.fingerprint), agree=tr("Take out"), danger=True,
        )  # fmt: skip
        question.accepted.connect(
            lambda: self._session.ask(
                self, lambda desk: desk.trust.remove(anchor.fingerprint), lambda _: self._on_changed(),
                self._on_trouble,
            )
        )  # fmt: skip
        question.open()


class ConfirmSheet(Sheet):
    """Whether an authority is to be trusted: the person types the beginning of the fingerprint that was compared."""

    def __init__(self, parent: QWidget, anchor: TrustAnchor) -> None:
        super().__init__(
            parent, tr("Trust this authority?"),
            tr("Compare the fingerprint with the one the authority publishes. Every signature under it will count."),
            width=640, height=560,
        )  # fmt: skip
        self._fingerprint = anchor.fingerprint
        card = Frame("card")
        inside = column(card, margin=2 * GRID, space=12)
        inside.addWidget(Label(name_of(anchor), strong=True))
        inside.addWidget(Facts(facts_of(anchor)))
        self.body.addWidget(card)
        self.field = QLineEdit()
        self.field.setMaxLength(200)
        self.field.textChanged.connect(self._on_typed)
        hint = tr("From the authority's own page or paper, not from the line above.")
        self.body.addWidget(Labelled(tr("The first eight signs of the published SHA-256"), self.field, hint))
        self.body.addStretch(1)
        self.cancel = button(tr("Cancel"), self.reject)
        self.agree = button(tr("Trust"), self.accept, look=ButtonLook.PRIMARY)
        self.agree.setEnabled(False)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.agree)

    def _on_typed(self) -> None:
        typed = unspelled(self.field.text())
        self.agree.setEnabled(len(typed) >= _LEAST_TYPED and self._fingerprint.startswith(typed))


def _looked(desk: Desk, path: Path) -> tuple[bytes, list[TrustAnchor]]:
    if path.stat().st_size > LARGEST:
        raise InputError(tr("The file is too large for a certificate."), code="file-too-large")
    data = path.read_bytes()
    return data, desk.trust.look(data)
