"""The story of one effect: where it stands, what happens next, what can be decided, and everything that happened."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from muhr.domain.effects import Effect, EffectState
from muhr.ui import words
from muhr.ui.archive import may_have_archive
from muhr.ui.inbox.details import journal_list
from muhr.ui.outbox.reading import Story, waits_for_person
from muhr.ui.parts.buttons import ButtonLook, button
from muhr.ui.parts.frames import Empty, Facts, Frame, Notice, column, row, rule, scrolling
from muhr.ui.parts.labels import Elided, Label, heading, muted
from muhr.ui.retold import retold
from muhr.ui.spelling import moment
from muhr.ui.theme import GRID, Tone
from muhr.ui.tr import tr


class StoryPane(Frame):
    """Shows one effect, or says how to choose one."""

    decided = Signal(object, str)
    """The person decided about an unknown `Effect`: done, resend or abandon."""
    taken_back = Signal(object)
    """The person takes a queued `Effect` back."""
    raw_asked = Signal(str, str)
    """Show a text as it came (title, text)."""
    archive_asked = Signal(object)
    """Save the archive of the document of this `Effect`."""

    def __init__(self) -> None:
        super().__init__("pane")
        self.setAccessibleName(tr("Story"))
        self.story: Story | None = None
        self._area = scrolling(QWidget(), tr("Story of the chosen row"))
        inside = column(self, space=0)
        inside.addWidget(self._area)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self.story = None
        self._area.setWidget(Empty("outbox", tr("No row chosen"), tr("Choose one to see what happened to it.")))

    def show_story(self, story: Story) -> None:
        """Show this one."""
        if self.story == story:
            return
        same = self.story is not None and self.story.entry.effect.id == story.entry.effect.id
        scrolled = self._area.verticalScrollBar().value() if same else 0
        self.story = story
        content = QWidget()
        inside = column(content, margin=2 * GRID, space=2 * GRID)
        effect = story.entry.effect
        head = column(space=4)
        head.addWidget(Elided(f"{words.action(effect.action)} · {words.provider(effect.provider)}", tone=Tone.MUTED))
        head.addWidget(Label(words.effect_title(effect), scale=1.15, strong=True, selectable=True))
        inside.addLayout(head)
        tone = words.STATE_TONE[effect.state]
        tone = tone if tone not in (Tone.MUTED, Tone.ACCENT) else Tone.NOTE
        inside.addWidget(Notice(tone, words.state(effect.state), retold(story.entry.next_step)))
        self._decisions(inside, effect)
        self._facts(inside, story)
        if story.journal:
            inside.addWidget(rule())
            inside.addWidget(heading(tr("What happened")))
            inside.addWidget(journal_list(story.journal))
        inside.addStretch(1)
        self._area.setWidget(content)
        self._area.verticalScrollBar().setValue(scrolled)

    def _decisions(self, inside: QVBoxLayout, effect: Effect) -> None:
        if effect.state is EffectState.QUEUED:
            line = row()
            line.addWidget(button(tr("Take back…"), lambda: self.taken_back.emit(effect)))
            line.addStretch(1)
            inside.addLayout(line)
        elif may_have_archive(effect):
            line = row()
            line.addWidget(button(tr("Save archive…"), lambda: self.archive_asked.emit(effect), icon="save"))
            line.addStretch(1)
            inside.addLayout(line)
        elif effect.state is EffectState.UNKNOWN:
            if waits_for_person(effect):
                inside.addWidget(Label(tr("Look at the document at the service first. Then say what you saw:")))
            else:
                inside.addWidget(muted(tr("You need not decide: Muhr asks the service. If you know it for certain:")))
            line = row()
            done = button(tr("It was done"), lambda: self.decided.emit(effect, "done"))
            again = button(tr("Send again"), lambda: self.decided.emit(effect, "resend"))
            give_up = button(tr("Give up"), lambda: self.decided.emit(effect, "abandon"), look=ButtonLook.DANGER)
            for one in (done, again, give_up):
                line.addWidget(one)
            line.addStretch(1)
            inside.addLayout(line)

    def _facts(self, inside: QVBoxLayout, story: Story) -> None:
        effect, evidence = story.entry.effect, story.evidence
        inside.addWidget(rule())
        inside.addWidget(
            Facts((
                (tr("Company"), story.entry.company),
                (tr("Created"), moment(effect.created)),
                (tr("Sent"), moment(effect.sent)),
                (tr("Settled"), moment(effect.settled)),
                (tr("Tries"), str(effect.attempts) if effect.attempts else ""),
                (tr("Asked"), tr("%n time(s)", effect.asked) if effect.asked else ""),
                (tr("Not before"), moment(effect.not_before)),
                (tr("Remark"), retold(effect.note)),
                (tr("Code"), effect.code),
                (tr("Signed by"), evidence.signer if evidence is not None else ""),
                (tr("Document id"), effect.target_id),
                (tr("Bytes (SHA-256)"), effect.payload_sha256 if effect.payload else ""),
            ))
        )  # fmt: skip
        line = row()
        line.setContentsMargins(-GRID, 0, 0, 0)
        for name, raw in ((tr("Answer as it came"), effect.answer), (tr("What is sent"), effect.payload)):
            if raw:
                text = raw.decode("utf-8", "replace")
                line.addWidget(button(name, partial(self.raw_asked.emit, name, text), look=ButtonLook.QUIET))
        line.addStretch(1)
        inside.addLayout(line)
