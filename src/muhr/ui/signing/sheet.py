"""The signing sheet: review, password, progress, in one place. Wires the steps to the desk; decides nothing itself.

The password is typed here and travels once: from the field into a bytearray, from there to the worker that asks for
it. A wrong one is never tried again by itself.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from muhr.domain.documents import Document, DocumentRef
from muhr.domain.events import Event, SigningFinished, SigningProgress, Step
from muhr.domain.parties import Party
from muhr.ui import words
from muhr.ui.inbox.companies import company_key
from muhr.ui.keys.choosing import add_key_folder, choices, company_of, last_key, owner, remember_key
from muhr.ui.keys.gathering import KeyGathering
from muhr.ui.parts.buttons import ButtonLook, button, rename
from muhr.ui.parts.sheet import Sheet
from muhr.ui.prompts import Question, WindowPrompts, wipe
from muhr.ui.session import Session
from muhr.ui.signing.checking import Checking, CheckStep, left_out
from muhr.ui.signing.looking import Looking
from muhr.ui.signing.password import PasswordStep
from muhr.ui.signing.progress import Progress, ProgressStep
from muhr.ui.signing.review import ReviewStep, StepLine
from muhr.ui.spelling import amounts
from muhr.ui.theme import Tone
from muhr.ui.tr import tr

if TYPE_CHECKING:
    from muhr.services.desk import Desk, Review, SigningRun

_WRONG = "key-wrong-password"


class At(enum.IntEnum):
    """Which step is shown. `CHECK` belongs to the review: it is shown only when something will not work."""

    REVIEW = 0
    PASSWORD = 1
    PROGRESS = 2
    CHECK = 3


class SigningSheet(Sheet):
    """From the selection to the last outcome."""

    def __init__(self, parent: QWidget, session: Session, refs: Sequence[DocumentRef]) -> None:
        super().__init__(parent, tr("Sign %n document(s)", len(refs)), width=960, height=660)
        self.session = session
        self.refs = tuple(refs)
        self.run: SigningRun | None = None
        self.prompts = WindowPrompts(self)
        self.review, self.password, self.progress = ReviewStep(), PasswordStep(), ProgressStep(session)
        self.check = CheckStep()
        self.gathering, self.checking = KeyGathering(self, session), Checking(self, session)
        self.looking = Looking(self, session)
        self._hindered: frozenset[DocumentRef] = frozenset()
        self._base: Review | None = None
        self._judged: Review | None = None
        self._running = False
        self._unlocked = False
        self._held: bytearray | None = None
        self._question: Question | None = None
        self._early: list[Event] = []
        self._steps, self.stack = StepLine(), QStackedWidget()
        for step in (self.review, self.password, self.progress, self.check):
            self.stack.addWidget(step)
        self.body.addWidget(self._steps)
        self.body.addWidget(self.stack, 1)
        self._make_buttons()
        self.prompts.asked.connect(self._on_asked)
        self.prompts.device_asked.connect(self.progress.device.show_notice)
        self.prompts.device_answered.connect(self.progress.device.forget)
        self.review.key_chosen.connect(lambda _: self._judge())
        self.review.folder_asked.connect(self._on_folder)
        self.gathering.changed.connect(self._on_keys)
        self.checking.done.connect(self._tell_buttons)
        self.looking.reviewed.connect(self._on_review)
        self.looking.failed.connect(self._on_review_trouble)
        self.looking.fetched.connect(self._tell_buttons)
        self.password.entered.connect(self._on_sign)
        self.password.changed.connect(self._tell_buttons)
        self._go(At.REVIEW)
        QTimer.singleShot(0, self, self._begin)  # first the sheet is drawn, then threads compete for the processor

    def _begin(self) -> None:
        self.gathering.wake()
        self.looking.start(self.refs)

    def _make_buttons(self) -> None:
        self.back = button(tr("Back"), self._on_back, icon="back")
        self.retry = button(tr("Try the failed again…"), self._on_retry)
        self.stop = button(tr("Stop after the current one"), self._on_stop)
        self.hide_button = button(tr("Go on in the background"), self.accept, look=ButtonLook.QUIET)
        self.cancel = button(tr("Cancel"), self.reject)
        self.go_on = button(tr("Continue"), self._on_continue, look=ButtonLook.PRIMARY)
        self.sign = button(tr("Sign"), self._on_sign, look=ButtonLook.PRIMARY, icon="pen")
        self.done_button = button(tr("Close"), self.accept, look=ButtonLook.PRIMARY)
        self.foot.addWidget(self.back)
        self.foot.addWidget(self.hide_button)
        self.foot.addStretch(1)
        for one in (self.retry, self.stop, self.cancel, self.go_on, self.sign, self.done_button):
            self.foot.addWidget(one)

    # ---------------------------------------------------------------- where we are

    @property
    def at(self) -> At:
        """The step that is shown."""
        return At(self.stack.currentIndex())

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._running

    def _go(self, at: At) -> None:
        self.stack.setCurrentIndex(at)
        self._steps.show_step(At.REVIEW if at is At.CHECK else at)
        self._tell_buttons()
        if at is At.REVIEW:
            self.review.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_buttons(self) -> None:
        at, running = self.at, self._running
        going = len(self._going)
        shown = {
            self.back: at in (At.PASSWORD, At.CHECK) and not running,
            self.hide_button: at is At.PROGRESS and running and self._unlocked,
            self.retry: at is At.PROGRESS and not running and bool(self._failed()),
            self.stop: at is At.PROGRESS and running,
            self.cancel: at is not At.PROGRESS,
            self.go_on: at is At.REVIEW or (at is At.CHECK and going > 0),
            self.sign: at is At.PASSWORD,
            self.done_button: at is At.PROGRESS and not running,
        }
        for one, visible in shown.items():
            one.setVisible(visible)
        waiting = tr("Reading the contents…") if self.looking.fetching else ""
        waiting = waiting or (tr("Asking the service…") if self.checking.pending else "")
        go_on = tr("Go on with the rest") if at is At.CHECK and self._hindered else tr("Continue")
        self.go_on.setEnabled(going > 0 and self.review.chooser.key is not None and not waiting)
        rename(self.go_on, waiting or go_on)
        rename(self.sign, tr("Sign %n document(s)", going))
        self.sign.setEnabled(self.password.ready)
        default = {At.PASSWORD: self.sign, At.PROGRESS: self.done_button}.get(at, self.go_on)
        default.setDefault(True)
        if at is At.PROGRESS and not running:
            self.done_button.setFocus()

    @property
    def _going(self) -> list[Document]:
        """What will be signed."""
        review = self._judged
        left = self._hindered | review.stopped if review is not None else self._hindered
        return [one for one in review.documents if one.ref not in left] if review is not None else []

    def _companies(self) -> list[Party]:
        documents = self._base.documents if self._base is not None else ()
        return list({company_key(one.company): one.company for one in documents}.values())

    # ---------------------------------------------------------------- review

    def _on_review(self, review: Review) -> None:
        first, self._base = self._base is None, review
        if first:
            self.checking.start([one.ref.account_id for one in review.documents])
            self._on_keys()
        self._judge()

    def _on_review_trouble(self, error: BaseException) -> None:
        self.review.trouble.tell(Tone.STOP, tr("The documents could not be looked through."), words.error(error))
        self.review.trouble.show()

    def _judge(self) -> None:
        """Add to the review what depends on the key."""
        base, self._hindered = self._base, frozenset()
        if base is None:
            return
        from muhr.services.review import review_of, signer_findings  # noqa: PLC0415 - the desk has loaded it

        identity = key.identity if (key := self.review.chooser.key) is not None else None
        findings = list(base.findings)
        if identity is not None:
            now = datetime.now(UTC)
            findings += [one for document in base.documents for one in signer_findings(document, identity, now)]
        self._judged = review_of(base.documents, findings)
        self.review.show_review(self._judged)
        names = ", ".join(dict.fromkeys(one.company.name for one in self._going or base.documents))
        self.name(tr("Sign %n document(s)", len(self._going)), tr("For {companies}", companies=names))
        self._tell_buttons()

    def _on_keys(self) -> None:
        """Offer what was found so far; a key that is chosen stays chosen."""
        companies = self._companies()
        if not companies and not self.gathering.complete:
            return

        def then(last: str) -> None:
            self.review.chooser.show_choices(choices(self.gathering.keys, self._companies() or companies, last))

        self.session.ask(self, lambda desk: last_key(desk.workspace, companies), then)

    def _on_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder with key files"))
        if chosen:
            self.session.ask(
                self, lambda desk: add_key_folder(desk.workspace, Path(chosen)), lambda _: self.gathering.look()
            )

    def _on_continue(self) -> None:
        if not self.go_on.isEnabled() or (key := self.review.chooser.key) is None:
            return
        self.password.say("")
        found = self.checking.hindrances(self._going, key) if self.at is At.REVIEW else []
        if not found:
            self._ask_password()
            return
        going = self._going
        self._hindered = left_out(going, found)
        self.check.show_hindrances(found, len(going) - len(self._hindered), len(self._hindered))
        self._go(At.CHECK)

    def _on_back(self) -> None:
        self.password.field.forget()
        self._hindered = frozenset()
        self.checking.again()
        self.checking.start([one.ref.account_id for one in self._going])
        self._go(At.REVIEW)

    # ---------------------------------------------------------------- password

    def _ask_password(self) -> None:
        key = self.review.chooser.key
        going, review = self._going, self._judged
        if key is None or review is None:
            return
        names = ", ".join(dict.fromkeys(one.company.name for one in going))
        what = tr("Sign %n document(s) for {companies}", len(going), companies=names)
        sums = amounts(review.totals)
        whose = " · ".join(part for part in (owner(key), company_of(key)) if part)
        known = self.session.demo_password(key.id)
        self.password.ask(f"{what}: {sums}" if sums else what, whose, key.access, known)
        self._go(At.PASSWORD)
        first = self.password.field if self.password.typed_here else self.sign
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_sign(self) -> None:
        if self.at is not At.PASSWORD or not self.password.ready:
            return
        self._drop_held()
        if not self.password.typed_here:
            self._start([one.ref for one in self._going])
            return
        password = self.password.field.take()
        if self._question is not None:  # a worker is waiting for this very answer
            question, self._question = self._question, None
            question.answer(password)
            self._go(At.PROGRESS)
            return
        self._held = password
        self._start([one.ref for one in self._going])

    def _on_asked(self, question: Question) -> None:
        if self._held is not None:
            held, self._held = self._held, None
            question.answer(held)
            return
        self._question = question
        self._ask_password()

    def _drop_held(self) -> None:
        if self._held is not None:
            wipe(self._held)
            self._held = None

    # ---------------------------------------------------------------- the run

    def _start(self, refs: list[DocumentRef]) -> None:
        key = self.review.chooser.key
        if key is None or not refs:
            self._drop_held()
            return
        self.run, self._early, self._running, self._unlocked = None, [], True, False
        self.progress.begin(self._going)
        self._go(At.PROGRESS)
        self.stop.setEnabled(True)
        companies, shown = self._companies(), self._judged

        def work(desk: Desk) -> SigningRun:
            remember_key(desk.workspace, companies, key)
            return desk.sign(refs, key, self.prompts, shown=shown)

        self.session.ask(self, work, self._on_run, self._on_no_run)

    def _on_run(self, run: SigningRun) -> None:
        self.run = run
        self.progress.advance((one.ref, Progress(step=one.step, note=one.note)) for one in run.outcomes)
        early, self._early = self._early, []
        self.hear(tuple(early))

    def _on_no_run(self, error: BaseException) -> None:
        self._drop_held()
        self._running = False
        self._back_to_review(words.error(error))

    def hear(self, events: tuple[Event, ...]) -> None:
        """Something happened; only what belongs to the run counts."""
        mine = [one for one in events if isinstance(one, SigningProgress | SigningFinished)]
        if self.run is None:
            if self._running:
                self._early += mine
            return
        batch = self.run.batch_id
        steps = [one for one in mine if isinstance(one, SigningProgress) and one.batch_id == batch]
        if steps:
            self._unlocked = True
            self.progress.advance((one.ref, Progress(step=one.step, note=one.note)) for one in steps)
            self._tell_buttons()
        for one in mine:
            if isinstance(one, SigningFinished) and one.batch_id == batch and self._running:
                self._on_finished(one)

    def _on_finished(self, event: SigningFinished) -> None:
        self._running = False
        self._drop_held()
        signed = any(count for step, count in event.counts.items() if step not in (Step.FAILED, Step.SKIPPED))
        if event.error_code == _WRONG and not signed:
            self.password.say(words.error_of(_WRONG, event.error), tr("Look at the keyboard language and Caps Lock."))
            self._ask_password()
        elif event.error_code and not signed:
            self._back_to_review(words.error_of(event.error_code, event.error))
        else:
            self.progress.end()
            self._tell_buttons()

    def _back_to_review(self, text: str) -> None:
        self.review.trouble.tell(Tone.WARN, text)
        self.review.trouble.show()
        self._go(At.REVIEW)

    def _on_stop(self) -> None:
        if self.run is not None:
            self.stop.setEnabled(False)
            self.progress.say(tr("Stopping after the current document…"))
            self.run.stop()

    def _failed(self) -> Sequence[DocumentRef]:
        return self.run.failed if self.run is not None and not self._running else ()

    def _on_retry(self) -> None:
        """Only what failed or was left, from the review on: something may have changed meanwhile."""
        self.refs = tuple(self._failed())
        self.run, self._base, self._judged = None, None, None
        self._hindered = frozenset()
        self.checking.again()
        self.review.trouble.hide()
        self._go(At.REVIEW)
        self.looking.read(self.refs)

    # ---------------------------------------------------------------- leaving

    def may_close(self) -> bool:
        """While a run is under way Esc does nothing: leaving is a button of its own."""
        return not self._running

    def leave(self) -> None:
        """The window is closing: sign nothing further."""
        if self.run is not None:
            self.run.stop()
        self.prompts.close()
        self._drop_held()
        self.done(0)

    def done(self, result: int) -> None:
        """Qt: the sheet closes. A run goes on; whoever still asks gets a no."""
        if not self._running:
            self.prompts.close()
        self._drop_held()
        self.password.field.forget()
        self.gathering.sleep()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Qt: the frame's own close button is like Esc."""
        if self.may_close():
            super().closeEvent(event)
        else:
            event.ignore()
