"""Judges the answers of writing calls: does this body prove that the change happened, or that it did not? Pure.

Four verdicts. `DONE` and `REFUSED` are proofs. `ASK` is a "no" that may mean "already done": the status decides.
`UNKNOWN` is every answer that proves nothing. SignDocument's numbers are not in the API document (ASSUMPTIONS.md).
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass

from muhr.domain.documents import Action
from muhr.domain.sentences import say
from muhr.providers.faktura_uz import wire
from muhr.providers.faktura_uz.values import xml_value
from muhr.providers.json_values import Misread, decode


class Verdict(enum.Enum):
    """What an answer proves."""

    DONE = "done"
    REFUSED = "refused"
    ASK = "ask"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict on one answer, with the words for the person."""

    verdict: Verdict
    code: str = ""
    note: str = ""
    remote_id: str = ""


_UNREADABLE = Judgement(
    verdict=Verdict.UNKNOWN, code="provider-answer-unreadable", note=say("The answer could not be read.")
)

_SIGN_REFUSALS = {
    1: ("provider-balance", say("The balance of this account at Faktura.uz is too low. Top it up, then try again.")),
    3: (
        "provider-signature",
        say("Faktura.uz does not accept the signature: another key, or the document has changed."),
    ),
    5: ("provider-offer", say("The offer of Faktura.uz is not signed yet. Sign it on its web page, then try again.")),
    7: (
        "provider-credit",
        say("The credit limit of this account at Faktura.uz is used up. Settle it, then try again."),
    ),
}
NOT_ALLOWED_NOW = 6
NOT_ALLOWED = ("provider-not-allowed", say("Faktura.uz does not allow this now: the document's state has changed."))


def judge_sign(raw: bytes, _target: str) -> Judgement:
    """SignDocument: 0 done; 1, 3, 5, 7 refused; 6 ask; 4 and everything else unknown."""
    code = wire.sign_code(decode(raw))
    if code == 0:
        return Judgement(verdict=Verdict.DONE, code="0")
    if code in _SIGN_REFUSALS:
        name, note = _SIGN_REFUSALS[code]
        return Judgement(verdict=Verdict.REFUSED, code=name, note=note)
    if code == NOT_ALLOWED_NOW:
        return Judgement(verdict=Verdict.ASK, code=NOT_ALLOWED[0], note=NOT_ALLOWED[1])
    if code is None:
        return _UNREADABLE
    return Judgement(
        verdict=Verdict.UNKNOWN,
        code="provider-internal",
        note=say("Faktura.uz reports an error of its own ({code}).", code=code),
    )


def judge_reject(raw: bytes, _target: str) -> Judgement:
    """RejectDocument: 0 done; 2 refused (not a side of the document); 6 ask; 3, 4 and everything else unknown."""
    said = wire.plain_answer(decode(raw))
    if said.success:
        return Judgement(verdict=Verdict.DONE, code="0")
    if said.code == 2:
        note = say("Your company is not a side of this document.")
        return Judgement(verdict=Verdict.REFUSED, code="provider-not-member", note=note)
    if said.code == NOT_ALLOWED_NOW:
        return Judgement(verdict=Verdict.ASK, code=NOT_ALLOWED[0], note=said.text or NOT_ALLOWED[1])
    return _in_doubt(said)


def judge_delete(raw: bytes, target: str) -> Judgement:
    """DeleteDocuments (undocumented): a clear yes is done, a clear no asks the status, the rest is unknown."""
    said = wire.plain_answer(decode(raw))
    if said.success and (not said.ids or target.lower() in said.ids):
        return Judgement(verdict=Verdict.DONE)
    if said.success is False:
        note = said.text or say("Faktura.uz did not delete the document.")
        return Judgement(verdict=Verdict.ASK, code="provider-refused", note=note)
    return _in_doubt(said)


def judge_send(raw: bytes, _target: str) -> Judgement:
    """SendDocument (undocumented): done with an id or a clear yes, refused with a clear no that says why."""
    said = wire.plain_answer(_json_or_xml(raw))
    if said.success or (said.success is None and said.ids and not said.text and said.code is None):
        return Judgement(verdict=Verdict.DONE, remote_id=said.ids[0] if said.ids else "")
    if said.success is False and (said.text or said.code is not None):
        note = said.text or say("Faktura.uz refused the document ({code}).", code=said.code)
        return Judgement(verdict=Verdict.REFUSED, code="provider-refused", note=note)
    return _in_doubt(said)


def judge_import(raw: bytes, target: str) -> Judgement:
    """ImportDocumentRegister with one item: its own entry in the answer decides, found by our key, never by position.

    An error entry without a key can only be ours when it is the answer's only entry: one item was sent.
    """
    items = wire.import_items(_json_or_xml(raw))
    mine = [item for item in items if item.client_id == target.lower()]
    if not mine and len(items) == 1 and not items[0].good and not items[0].client_id:
        mine = items
    if len(mine) != 1:
        return Judgement(
            verdict=Verdict.UNKNOWN,
            code="provider-answer-unreadable",
            note=say("The answer does not name this document."),
        )
    item = mine[0]
    if item.good and item.code in {None, 0} and item.remote_id:
        return Judgement(verdict=Verdict.DONE, remote_id=item.remote_id)
    if not item.good and item.code != 0:
        why = item.text or say("no reason given")
        note = (
            say("Faktura.uz did not take the document: {why}", why=why)
            if item.code is None
            else say("Faktura.uz did not take the document ({code}): {why}", code=item.code, why=why)
        )
        return Judgement(verdict=Verdict.REFUSED, code=f"provider-import-{item.code or 'refused'}", note=note)
    return _UNREADABLE


def _in_doubt(said: wire.Plain) -> Judgement:
    if not said.text and said.code is None:
        return _UNREADABLE
    note = (
        say("Faktura.uz says: {text}", text=said.text)
        if said.text
        else say("Faktura.uz answered with number {code}.", code=said.code)
    )
    return Judgement(verdict=Verdict.UNKNOWN, code="provider-in-doubt", note=note)


def _json_or_xml(raw: bytes) -> object:
    return xml_value(raw) if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" else decode(raw)


_JUDGES: dict[Action, Callable[[bytes, str], Judgement]] = {
    Action.SIGN: judge_sign,
    Action.REJECT: judge_reject,
    Action.DELETE: judge_delete,
    Action.IMPORT: judge_import,
    Action.SEND: judge_send,
}


def judge(action: Action, raw: bytes, target: str) -> Judgement:
    """Judge the body of a 2xx answer to a writing call. Never raises.

    Args:
        action: what was asked for.
        raw: the answer's bytes.
        target: the document's id, or for an import our own key.
    """
    try:
        return _JUDGES[action](raw, target)
    except Misread:
        return _UNREADABLE
