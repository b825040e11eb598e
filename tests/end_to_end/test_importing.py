"""Importing a register file: from the file to a signed document, lost answers, twice the same file, refusals."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from sandbox_desk import Office, until

from muhr.domain.documents import Action, Direction, Stage
from muhr.domain.effects import EffectState
from muhr.domain.errors import InputError
from muhr.services.desk import Decision

IMPORT = "ImportDocumentRegister"
RECEIVER = "200000101"


def entry(sender: str, number: str, *, receiver: str = RECEIVER, key: str = "") -> dict[str, Any]:
    """One invoice as the API document's example has it, adding up."""
    line = {
        "item_number": "1",
        "description": "Namuna xizmati",
        "measurement_unit": "dona",
        "volume": "2",
        "unit_price": "500000",
        "subtotal": "1000000",
        "vat": {"vat_rate": "12%", "vat_value": "120000"},
        "subtotal_with_taxes": "1120000",
        "catalog": {"code": "00000000000000000", "name": "Namuna"},
    }
    made = {
        "head": {
            "file_name": f"invoice_{sender}_{receiver}_2026-02-28_{number}.xml",
            "sender": {"sender_info": {"INN": sender, "company_name": "“Namuna” MChJ"}},
            "receiver": {"receiver_info": {"INN": receiver, "company_name": "“Sinov Savdo” MChJ"}},
        },
        "document": {
            "document_number": number,
            "document_date": "2026-02-28",
            "currency_code": "860",
            "items": [line],
            "column_summary_values": {
                "column_subtotal": "1000000,00",
                "column_vat_value": 120000.00,
                "column_subtotal_with_taxes": "1120000,00",
            },
        },
    }
    return {"id": key, **made} if key else made


def sender_of(office: Office) -> str:
    return office.accounts[0].company.tax_id


def written(tmp_path: Path, *entries: Any, name: str = "register.json") -> Path:
    path = tmp_path / name
    path.write_text(json.dumps({"invoices": list(entries)}), encoding="utf-8")
    return path


def imported(office: Office, path: Path):
    account = office.accounts[0].id
    found = office.desk.import_documents(account, office.desk.read_register(account, path))
    office.run_outbox()
    return found


def ledger(office: Office) -> list[tuple[str, int]]:
    effects = office.control("ledger", method="GET")["effects"]
    return [(one["target"], one["count"]) for one in effects if one["action"] == "import"]


@pytest.mark.parametrize("listing", [True, False])
def test_from_a_file_to_a_signature(open_office, tmp_path: Path, listing: bool) -> None:
    office = open_office(accounts=1, listing=listing)
    path = written(tmp_path, entry(sender_of(office), "IM-1"))
    items = office.desk.read_register(office.accounts[0].id, path)
    assert [(item.kind, item.number, item.problems) for item in items] == [("Invoice", "IM-1", ())]
    found = imported(office, path)
    assert found.left_out == ()
    (effect,) = office.effects()
    assert effect.state is EffectState.DONE, effect.note
    assert b'"catalog"' in effect.payload, "what the models do not know goes along"
    (document,) = [one for one in office.desk.inbox() if one.ref.remote_id == effect.remote_id]
    assert (document.number, document.direction) == ("IM-1", Direction.OUTGOING)
    assert document.total is not None
    assert (str(document.total.amount.to_integral_value()), document.total.currency) == ("1120000", "UZS")
    assert document.counterparty.tax_id == RECEIVER
    assert document.client_id == effect.target_id
    assert Action.SIGN in document.actions
    office.sign([document.ref]).wait(60)
    assert office.states() == {EffectState.DONE: 2}
    assert office.signatures() == {document.ref.remote_id: 1}
    assert [count for _, count in ledger(office)] == [1]


def test_a_lost_answer_is_looked_up_by_our_own_key(office: Office, tmp_path: Path) -> None:
    office.control("faults", {"faults": [{"method": IMPORT, "kind": "drop_after", "nth": 1}]})
    imported(office, written(tmp_path, entry(sender_of(office), "IM-2")))
    until(lambda: office.states() == {EffectState.DONE: 1})
    (effect,) = office.effects()
    assert effect.attempts == 1, "asked, not sent again"
    assert [count for _, count in ledger(office)] == [1]
    until(lambda: effect.remote_id in {one.ref.remote_id for one in office.desk.inbox()})


def test_an_import_that_never_arrived_is_sent_again_with_the_same_bytes(office: Office, tmp_path: Path) -> None:
    office.control("faults", {"faults": [{"method": IMPORT, "kind": "drop_before", "nth": 1}]})
    imported(office, written(tmp_path, entry(sender_of(office), "IM-3")))
    until(lambda: office.states() == {EffectState.DONE: 1})
    (effect,) = office.effects()
    assert effect.attempts == 2
    assert [count for _, count in ledger(office)] == [1]


@pytest.mark.parametrize(
    ("decision", "state"), [(Decision.DONE, EffectState.DONE), (Decision.ABANDON, EffectState.ABANDONED)]
)
def test_where_nobody_can_be_asked_a_person_decides(open_office, tmp_path: Path, decision, state) -> None:
    office = open_office(accounts=1, listing=False)
    office.control("faults", {"faults": [{"method": IMPORT, "kind": "drop_after", "nth": 1}]})
    path = written(tmp_path, entry(sender_of(office), "IM-4"))
    imported(office, path)
    (effect,) = office.effects()
    assert effect.state is EffectState.UNKNOWN
    assert "decide here" in office.desk.next_step(effect, effect.created)
    again = imported(office, path)
    assert again.effects == ()
    assert "in the outbox already" in again.left_out[0][1]
    assert office.desk.resolve(effect.id, decision).state is state
    (item,) = office.desk.read_register(office.accounts[0].id, path)
    assert item.sendable is (state is EffectState.ABANDONED), "only after giving up, and then with a warning"
    assert {problem.code for problem in item.problems} <= {"effect-open", "given-up"}
    assert item.problems
    assert [count for _, count in ledger(office)] == [1]


def test_the_same_file_twice_makes_no_second_document(office: Office, tmp_path: Path) -> None:
    mine = sender_of(office)
    with_key = entry(mine, "IM-5", key="0123456789abcdef0123456789abcdef")
    path = written(tmp_path, with_key, entry(mine, "IM-6"))
    assert len(imported(office, path).effects) == 2
    second = imported(office, path)
    assert second.effects == ()
    assert ["imported before" in why for _, why in second.left_out] == [True, True]
    # Written anew by another program: other order of the members, other white space, and one more document.
    other = dict(reversed(entry(mine, "IM-6").items()))
    third = tmp_path / "third.json"
    third.write_text(json.dumps({"invoices": [other, entry(mine, "IM-7")]}, indent=3), encoding="utf-8")
    assert [effect.title[:4] for effect in imported(office, third).effects] == ["IM-7"]
    assert [count for _, count in ledger(office)] == [1, 1, 1]


def test_what_the_provider_refuses_is_told_for_each_document(office: Office, tmp_path: Path) -> None:
    mine = sender_of(office)
    path = written(tmp_path, entry(mine, "IM-8", receiver="12"), entry(mine, "IM-9"), {"head": []})
    items = office.desk.read_register(office.accounts[0].id, path)
    assert [[problem.code for problem in item.problems] for item in items] == [["receiver-tax-number"], [], ["form"]]
    found = imported(office, path)
    assert [item.place for item, _ in found.left_out] == ["invoices, entry 3"]
    by_title = {effect.title[:4]: effect for effect in office.effects()}
    assert by_title["IM-9"].state is EffectState.DONE
    refused = by_title["IM-8"]
    assert (refused.state, refused.code) == (EffectState.REFUSED, "provider-import-1002")
    assert "1002" in refused.note
    mended = written(tmp_path, entry(mine, "IM-8"), name="mended.json")
    assert len(imported(office, mended).effects) == 1
    assert office.states() == {EffectState.DONE: 2, EffectState.REFUSED: 1}


def test_a_document_the_program_could_not_ask_for_is_known_after_the_next_refresh(open_office, tmp_path: Path) -> None:
    office = open_office(accounts=1, listing=False)
    office.control("faults", {"faults": [{"method": "GetDocumentStatus", "kind": "http_500_before", "every": 1}]})
    imported(office, written(tmp_path, entry(sender_of(office), "IM-10")))
    (effect,) = office.effects()
    assert (effect.state, office.desk.inbox()) == (EffectState.DONE, [])
    office.control("faults", method="DELETE")
    office.refresh()
    (document,) = office.desk.inbox()
    assert (document.ref.remote_id, document.number) == (effect.remote_id, "IM-10")
    assert document.stage is Stage.WAITING_FOR_ME


def test_a_total_that_does_not_add_up_is_told_and_does_not_block(office: Office, tmp_path: Path) -> None:
    wrong = copy.deepcopy(entry(sender_of(office), "IM-11"))
    wrong["document"]["column_summary_values"]["column_subtotal_with_taxes"] = "9120000"
    (item,) = office.desk.read_register(office.accounts[0].id, written(tmp_path, wrong))
    assert [(problem.code, problem.blocks) for problem in item.problems] == [("arithmetic", False)]


def test_a_file_that_cannot_be_read_says_so(office: Office, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.json"):
        with pytest.raises(InputError) as caught:
            office.desk.read_register(office.accounts[0].id, path)
        assert caught.value.code == "register-file"
