"""The calls of the simulated RS.ge that change documents."""

from __future__ import annotations

import re
from typing import Any

from muhr.sandbox.rs_ge.calls import Call, Handler, envelope
from muhr.sandbox.rs_ge.invoices import Invoice, whole
from muhr.sandbox.rs_ge.state import State
from muhr.sandbox.rs_ge.switches import (
    NO_TRANSACTION,
    NOT_FOUND,
    RUNNING,
    TEST_CODES_ONLY,
    WRONG_DATA,
    WRONG_STATE,
    Failure,
)

_TEST_CODES = frozenset({"206322102", "12345678910"})
_TIN = re.compile(r"[0-9]{9}|[0-9]{11}")
_SET_HERE = frozenset({"ID", "INV_NUMBER", "SELLER_ACTION", "BUYER_ACTION", "TIN_SELLER", "TIN_BUYER"})


def _answer(invoice: Invoice) -> dict[str, Any]:
    return {
        "INVOICE_ID": invoice.id,
        "INVOICE_NUMBER": invoice.number,
        "SELLER_ACTION": invoice.seller_action,
        "BUYER_ACTION": invoice.buyer_action,
    }


# ------------------------------------------------------------------ saving


def save(call: Call) -> dict[str, Any]:
    """POST /Invoice/SaveInvoice."""
    return _saved(call, activate=False)


def activate(call: Call) -> dict[str, Any]:
    """POST /Invoice/ActivateInvoice: a saved document by its id, or a new one at once."""
    id_ = whole(call.invoice().get("ID")) or 0
    if id_:
        # The transaction's number has no effect here (API document).
        return envelope(_answer(call.state.step("activate", id_, call.viewer)))
    return _saved(call, activate=True)


def _saved(call: Call, *, activate: bool) -> dict[str, Any]:
    state, members = call.state, call.invoice()
    number = str(call.body.get("TransactionId") or "")
    with state.change():
        if (known := state.finished(call.viewer, number)) is not None:
            state.record("import", number, call.viewer, happened=False, key=number)
            return known
        id_ = whole(members.get("ID")) or 0
        try:
            _check(call, members, new=not id_, activate=activate)
            invoice = _edited(call, id_, members) if id_ else _made(call, members)
        except Failure:
            state.record("save" if id_ else "import", number or str(id_), call.viewer, happened=False, key=number)
            raise
        if activate:
            state.move(invoice, (1, 0), "ACTIVATE_DATE")
        answer = envelope(_answer(invoice))
        state.finish(call.viewer, number, answer)
        action, target = ("save", str(id_)) if id_ else ("import", number or str(invoice.id))
        state.record(action, target, call.viewer, happened=True, key=number, result=str(invoice.id))
        return answer


def _check(call: Call, members: dict[str, Any], *, new: bool, activate: bool) -> None:
    correcting = bool(whole(members.get("PREV_CORRECTION_ID")))
    wanted = ["TIN_SELLER"]
    if new and not correcting:
        wanted += ["INV_CATEGORY", "INV_TYPE", "OPERATION_DATE"]
    if new and (whole(members.get("SELLER_ACTION")) or 0) != int(activate):
        raise Failure(WRONG_DATA, f"sandbox: SELLER_ACTION must be {int(activate)} here")
    missing = [name for name in wanted if members.get(name) in (None, "")]
    if missing:
        raise Failure(WRONG_DATA, f"sandbox: {missing[0]} is missing")
    if str(members["TIN_SELLER"]) != call.viewer:
        raise Failure(WRONG_DATA, "sandbox: TIN_SELLER is another company")
    buyer = str(members.get("TIN_BUYER") or "")
    if buyer and not _TIN.fullmatch(buyer):
        raise Failure(WRONG_DATA, "sandbox: TIN_BUYER has 9 or 11 digits")
    if call.state.settings.test_codes_only and buyer not in _TEST_CODES:
        raise Failure(TEST_CODES_ONLY)


def _given(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if name not in _SET_HERE}


def _made(call: Call, members: dict[str, Any]) -> Invoice:
    state = call.state
    now = state.clock()
    old = state.invoices.get(whole(members.get("PREV_CORRECTION_ID")) or 0)
    inherited = {name: old.given[name] for name in ("INV_CATEGORY", "INV_TYPE") if name in old.given} if old else {}
    invoice = Invoice(
        id=state.next_id(),
        seller=call.viewer,
        buyer=str(members.get("TIN_BUYER") or ""),
        given=inherited | _given(members),
        dates={"CREATE_DATE": now},
        changed=now,
    )
    state.put(invoice)
    return invoice


def _edited(call: Call, id_: int, members: dict[str, Any]) -> Invoice:
    state = call.state
    invoice = state.invoices.get(id_)
    if invoice is None or invoice.seller != call.viewer:
        raise Failure(NOT_FOUND)
    if invoice.pair != (0, 0):
        raise Failure(WRONG_STATE)
    invoice.given |= _given(members)
    invoice.buyer = str(members.get("TIN_BUYER") or invoice.buyer)
    invoice.changed = state.clock()
    state.put(invoice)
    return invoice


def transaction_result(call: Call) -> dict[str, Any]:
    """POST /Common/GetTransactionResult."""
    number, state = str(call.body.get("TransactionId") or ""), call.state
    with state.lock:
        if number in state.running:
            raise Failure(RUNNING)
        kept = state.transactions.get((call.viewer, number))
    if kept is None or state.settings.transactions == "ignored":
        raise Failure(NO_TRANSACTION)
    if not call.faithful:
        return kept.answer
    # The example shows the id alone, as text.
    return kept.answer | {"DATA": {"INVOICE_ID": str(kept.answer["DATA"]["INVOICE_ID"])}}


# ------------------------------------------------------------------ one and many


def one(action: str) -> Handler:
    """Make the handler of DeleteInvoice, CancelInvoice, RefuseInvoice, ConfirmInvoice."""

    def handler(call: Call) -> dict[str, Any]:
        id_ = whole(call.invoice().get("ID")) or 0
        return _answer(call.state.step(action, id_, call.viewer))

    return handler


def many(action: str) -> Handler:
    """Make the handler of ActivateInvoices, RefuseInvoices, ConfirmInvoices: nothing is told of each."""

    def handler(call: Call) -> dict[str, Any]:
        failures = [failure for id_ in call.ids() if (failure := _tried(call.state, action, id_, call.viewer))]
        if failures:
            raise failures[0]
        return {}

    return handler


def _tried(state: State, action: str, id_: int, viewer: str) -> Failure | None:
    try:
        state.step(action, id_, viewer)
    except Failure as failure:
        return failure
    return None


def declare(call: Call) -> dict[str, Any]:
    """POST /Invoice/CreateDecl: confirmed documents are attached to a month's declaration, all or none."""
    period = str(call.body.get("OperationPeriod") or "")
    if not re.fullmatch(r"20[0-9]{2}(0[1-9]|1[0-2])", period):
        raise Failure(WRONG_DATA, "sandbox: OperationPeriod is YYYYMM")
    state = call.state
    with state.change():
        found = [state.seen_by(call.viewer, id_) for id_ in call.ids()]
        possible = all(one.pair == (1, 1) and not one.declared_by(call.viewer) for one in found)
        for invoice in found:
            state.record("declare", str(invoice.id), call.viewer, happened=possible)
        if not possible:
            raise Failure(WRONG_STATE)
        for invoice in found:
            if invoice.seller == call.viewer:
                invoice.declared_by_seller = sequence_of(call.viewer, period)
            else:
                invoice.declared_by_buyer = sequence_of(call.viewer, period)
            invoice.changed = state.clock()
            state.put(invoice)
    return {}


def sequence_of(tin: str, period: str) -> str:
    """The number of a company's declaration of a month."""
    return str(26_000_000 + (int(tin) + int(period)) % 999_983)


def clear_bar_codes(call: Call) -> dict[str, Any]:
    """POST /Invoice/ClearBarCodes."""
    state = call.state
    with state.lock:
        for at in [at for at in state.bar_codes if at[0] == call.viewer]:
            del state.bar_codes[at]
    state.record("clear-bar-codes", call.viewer, call.viewer, happened=True)
    return {}
