"""What codes and states are called: findings, steps of a signing run, states of the outbox, keys, errors."""

from __future__ import annotations

from muhr.domain.accounts import PROVIDER_TITLES, ProviderName
from muhr.domain.documents import Action, Document, Stage
from muhr.domain.effects import Effect, EffectState
from muhr.domain.errors import BugError, MuhrError
from muhr.domain.events import Step
from muhr.domain.findings import Finding, FindingCode, Severity
from muhr.ui import provider_words
from muhr.ui.retold import retold
from muhr.ui.theme import Tone
from muhr.ui.tr import tr

SEVERITY_TONE = {Severity.NOTE: Tone.NOTE, Severity.WARN: Tone.WARN, Severity.STOP: Tone.STOP}
SEVERITY_ICON = {Severity.NOTE: "note", Severity.WARN: "warn", Severity.STOP: "stop"}

STATE_TONE = {
    EffectState.QUEUED: Tone.NOTE,
    EffectState.SENDING: Tone.ACCENT,
    EffectState.DONE: Tone.OK,
    EffectState.REFUSED: Tone.STOP,
    EffectState.UNKNOWN: Tone.WARN,
    EffectState.ABANDONED: Tone.MUTED,
    EffectState.CANCELLED: Tone.MUTED,
}
STATE_ICON = {
    EffectState.QUEUED: "clock",
    EffectState.SENDING: "play",
    EffectState.DONE: "ok",
    EffectState.REFUSED: "cross",
    EffectState.UNKNOWN: "question",
    EffectState.ABANDONED: "dash",
    EffectState.CANCELLED: "dash",
}
STEP_TONE = {
    Step.HASHED: Tone.MUTED,
    Step.SIGNED: Tone.ACCENT,
    Step.QUEUED: Tone.ACCENT,
    Step.DELIVERED: Tone.ACCENT,
    Step.CONFIRMED: Tone.OK,
    Step.FAILED: Tone.STOP,
    Step.UNKNOWN: Tone.WARN,
    Step.SKIPPED: Tone.MUTED,
}
STEP_ICON = {
    Step.HASHED: "clock",
    Step.SIGNED: "pen",
    Step.QUEUED: "outbox",
    Step.DELIVERED: "outbox",
    Step.CONFIRMED: "ok",
    Step.FAILED: "cross",
    Step.UNKNOWN: "question",
    Step.SKIPPED: "dash",
}


def provider(name: ProviderName) -> str:
    """The service's own name."""
    return PROVIDER_TITLES[name]


def finding(one: FindingCode) -> str:
    """What was noticed, in a few words."""
    return {
        FindingCode.WRONG_SIGNER: tr("The key belongs to another company"),
        FindingCode.CERTIFICATE_NOT_YET_VALID: tr("The certificate is not valid yet"),
        FindingCode.CERTIFICATE_EXPIRED: tr("The certificate has expired"),
        FindingCode.CERTIFICATE_EXPIRES_BEFORE_DUE: tr("The certificate expires before the due date"),
        FindingCode.TOTAL_MISMATCH: tr("The total does not match the lines"),
        FindingCode.SEEN_BEFORE: tr("The same number and amount were seen before"),
        FindingCode.BANK_ACCOUNT_CHANGED: tr("The bank account has changed"),
        FindingCode.AMOUNT_UNUSUAL: tr("The amount is unusually high"),
        FindingCode.COUNTERPARTY_UNKNOWN: tr("First document from this counterparty"),
        FindingCode.CONTENT_NOT_SEEN: tr("The content was not seen"),
        FindingCode.TAX_ID_DOUBTFUL: tr("A tax number looks wrong"),
        FindingCode.ALREADY_IN_OUTBOX: tr("Already on its way"),
        FindingCode.NOT_SIGNABLE: tr("Cannot be signed now"),
    }[one]


def finding_detail(one: Finding) -> str:
    """The rest of the sentence, as review wrote it."""
    return retold(one.text)


def severity(one: Severity) -> str:
    """How much it matters, for those who do not see the colour."""
    return {
        Severity.NOTE: tr("Note"),
        Severity.WARN: tr("Look closely"),
        Severity.STOP: tr("Cannot be signed"),
    }[one]


def step(one: Step) -> str:
    """Where a document of a signing run stands."""
    return {
        Step.HASHED: tr("Ready to sign"),
        Step.SIGNED: tr("Signed"),
        Step.QUEUED: tr("Signed, waiting to be sent"),
        Step.DELIVERED: tr("Sent, waiting for the answer"),
        Step.CONFIRMED: tr("Signed and accepted"),
        Step.FAILED: tr("Not signed"),
        Step.UNKNOWN: tr("Sent, answer not known yet"),
        Step.SKIPPED: tr("Left for later"),
    }[one]


def state(one: EffectState) -> str:
    """Where a row of the outbox stands."""
    return {
        EffectState.QUEUED: tr("Waiting to be sent"),
        EffectState.SENDING: tr("Being sent"),
        EffectState.DONE: tr("Done"),
        EffectState.REFUSED: tr("Refused"),
        EffectState.UNKNOWN: tr("Outcome not known"),
        EffectState.ABANDONED: tr("Given up"),
        EffectState.CANCELLED: tr("Taken back"),
    }[one]


def action(one: Action) -> str:
    """What is done to a document."""
    return {
        Action.SIGN: tr("Sign"),
        Action.REJECT: tr("Reject"),
        Action.DELETE: tr("Delete"),
        Action.IMPORT: tr("Import"),
        Action.SEND: tr("Send by e-mail"),
        Action.CONFIRM: tr("Confirm"),
        Action.REFUSE: tr("Refuse"),
        Action.ACTIVATE: tr("Activate"),
        Action.CANCEL: tr("Cancel the document"),
        Action.ISSUE: tr("Issue"),
        Action.PAY: tr("Note a payment"),
        Action.STATUS: tr("Set the status"),
        Action.SAVE: tr("Change"),
        Action.DECLARE: tr("Attach to a declaration"),
    }[one]


def action_named(text: str) -> str:
    """The same from the stored name of an action; an unknown one is shown as it is."""
    return next((action(one) for one in Action if one.value == text), text)


def stage(one: Stage) -> str:
    """Where a document stands, in our words."""
    return {
        Stage.WAITING_FOR_ME: tr("Waits for you"),
        Stage.WAITING_FOR_OTHERS: tr("Waits for others"),
        Stage.FINISHED: tr("Finished"),
        Stage.REFUSED: tr("Refused"),
        Stage.HIDDEN: tr("Not shown by the service"),
        Stage.UNKNOWN: tr("Not known to this version"),
    }[one]


def error(one: BaseException) -> str:
    """What went wrong and what to do about it, in one or two sentences."""
    if isinstance(one, BugError) or not isinstance(one, MuhrError):
        return tr("Something went wrong inside Muhr. What is on its way is recorded and goes on.")
    # A narrower code has no sentence of its own: its family's says what to do.
    return _advice(one.code) or _advice(type(one).code) or retold(one.sentence) or tr("Something did not work.")


def error_of(code: str, said: str) -> str:
    """The same from a code and an English sentence, as events carry them."""
    return _advice(code) or retold(said) or tr("Something did not work.")


def _advice(code: str) -> str:
    return {
        "cancelled": tr("You cancelled. Nothing was signed."),
        "prompt-timeout": tr("Nobody typed the password in time. Nothing was signed."),
        "key-wrong-password": tr("This password does not open the key. Nothing was signed."),
        "key-locked": tr("The key is locked after too many wrong passwords."),
        "key-expired": tr("The certificate of this key is not valid now."),
        "key-unusable": tr("This key cannot sign here."),
        "key-unreadable": tr("The key file cannot be read."),
        "provider-unreachable": tr("The service cannot be reached. Muhr tries again by itself."),
        "provider-unauthorised": tr("The service does not accept the login of this account. Check it in Settings."),
        "provider-pin": tr("A service wants a one-time code before it tells what waits."),
        "provider-pin-wrong": tr("This code is not right, or it is too old."),
        "provider-throttled": tr("The service asks for a pause. Muhr goes on by itself."),
        "provider-answer-unreadable": tr("The service answered with something Muhr does not understand."),
        "provider-outcome-unknown": tr("It is not known whether the service took it. Muhr asks before it sends again."),
        "workspace-locked": tr("Muhr is already open on this computer with the same data."),
        "workspace-too-new": tr("These data were written by a newer Muhr. Please install the newer version."),
        "workspace-corrupt": tr("The file with Muhr's data is damaged."),
        "workspace-disk-full": tr("The disk is full. What was not saved counts as not done."),
        "workspace-io": tr("The disk reported an error. What was not saved counts as not done."),
    }.get(code, "")


def journal_kind(kind: str) -> str:
    """What a journal line is about; empty for kinds that say enough by their text."""
    name = kind.removeprefix("effect-")
    return next((state(one) for one in EffectState if one.value == name), "")


def effect_title(one: Effect) -> str:
    """What a row of the outbox is about."""
    return one.title or one.target_id


def document_short(one: Document) -> str:
    """What a document is called in a table: the number first, for it is what people look for."""
    kind = provider_words.kind(one)
    return f"{one.number}, {kind}" if one.number and kind else document_title(one)


def document_title(one: Document) -> str:
    """What a document is called in a sentence."""
    return f"{provider_words.kind(one)} {one.number}".strip() or one.title or one.ref.remote_id
