"""`muhr import` against a real provider process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from terminal import Muhr, World


def entry(number: str, receiver: str = "200000101") -> dict[str, Any]:
    return {
        "head": {
            "file_name": f"invoice_200000011_{receiver}_2026-02-28_{number}.xml",
            "sender": {"sender_info": {"INN": "200000011", "company_name": "“Namuna” MChJ"}},
            "receiver": {"receiver_info": {"INN": receiver, "company_name": "“Sinov” \x1b[31mMChJ"}},
        },
        "document": {
            "document_number": number,
            "document_date": "2026-02-28",
            "column_summary_values": {"column_subtotal_with_taxes": "1500,50"},
        },
    }


def written(folder: Path, *entries: dict[str, Any]) -> Path:
    path = folder / "register.json"
    path.write_text(json.dumps({"invoices": list(entries)}), encoding="utf-8")
    return path


def test_check_then_import_then_again(ready: Muhr, world: World, tmp_path: Path):
    path = written(tmp_path, entry("CLI-1"), entry("CLI-2", receiver="12"))
    checked = ready("import", path, "--check", "--json")
    assert checked.status == 0, checked.err
    assert [one["number"] for one in checked.json["documents"]] == ["CLI-1", "CLI-2"]
    assert [[problem["code"] for problem in one["problems"]] for one in checked.json["documents"]] == [
        [],
        ["receiver-tax-number"],
    ]
    assert ready("outbox", "--json").json == [], "checking sends nothing"

    secrets = world.stdin(world.accounts[0])
    done = ready("import", path, "--secrets-stdin", "--json", stdin=secrets)
    assert done.status == 1, done.err
    first, second = done.json["documents"]
    assert (first["outcome"], second["outcome"]) == ("done", "refused")
    assert "1002" in second["note"]
    inbox = {one["id"]: one for one in ready("inbox", "--json").json}
    assert (inbox[first["document"]]["number"], "sign" in inbox[first["document"]]["actions"]) == ("CLI-1", True)

    again = ready("import", written(tmp_path, entry("CLI-1")), "--secrets-stdin", "--json", stdin=secrets)
    assert again.status == 1
    assert [(one["outcome"], "imported before" in one["note"]) for one in again.json["documents"]] == [
        ("left-out", True)
    ]
    table = ready("import", path, "--check")
    assert table.status == 1
    assert "imported before" in table.out
    assert "\x1b[31m" not in table.out


def as_xml(name: str, value: Any) -> str:
    inner = "".join(as_xml(*one) for one in value.items()) if isinstance(value, dict) else escape(value)
    return f"<{name}>{inner}</{name}>"


def test_an_xml_file_by_any_name(ready: Muhr, world: World, tmp_path: Path):
    told = entry("CLI-XML")
    told["head"]["receiver"]["receiver_info"]["company_name"] = "“Sinov” & Ko"
    path = tmp_path / "register.json"
    inside = as_xml("invoice", told)
    path.write_text(f"<document_container><invoices>{inside}</invoices></document_container>", encoding="utf-8")
    done = ready("import", path, "--secrets-stdin", "--json", stdin=world.stdin(world.accounts[0]))
    assert done.status == 0, done.err
    assert [(one["place"], one["outcome"]) for one in done.json["documents"]] == [
        ("invoices, entry 1 (line 1)", "done")
    ]
    assert "CLI-XML" in {one["number"] for one in ready("inbox", "--json").json}
    path.write_text(f"<document_container><invoices>\n{inside}{inside[:-3]}", encoding="utf-8")
    broken = ready("import", path)
    assert broken.status == 3
    assert "line 2" in broken.err
    assert "XML" in ready("import", "--help").out


def test_a_file_that_cannot_be_used(ready: Muhr, world: World, tmp_path: Path):
    path = tmp_path / "broken.json"
    path.write_text('{"invoices":[\n', encoding="utf-8")
    ended = ready("import", path, "--json")
    assert (ended.status, ended.json["error"]["code"]) == (3, "register-syntax")
    assert ready("import", tmp_path / "nowhere.json").status == 3
    unknown = ready("import", written(tmp_path, entry("CLI-3")), "--json")
    assert (unknown.status, unknown.json["error"]["code"]) == (3, "secrets-missing")
