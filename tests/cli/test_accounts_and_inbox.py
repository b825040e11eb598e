"""Accounts, refresh and inbox: on a machine with and without a keyring, one process after another."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from terminal import Muhr, World, add

from muhr.workspace.store import open_workspace


def test_the_way_of_an_account(muhr: Muhr, calm_world: World):
    assert muhr("accounts", "list", "--json").json == []
    account = calm_world.accounts[0]
    first = add(muhr, calm_world, account)
    listed = muhr("accounts", "list", "--json").json
    assert [(each["id"], each["login"], each["secrets_kept"]) for each in listed] == [(first, account["login"], False)]
    assert listed[0]["company"] == account["company"]
    assert account["company"]["name"] in muhr("accounts", "list").out

    tested = muhr("accounts", "test", "--secrets-stdin", "--json", stdin=calm_world.stdin(account))
    assert tested.status == 0, tested.err
    assert [(each["id"], each["ok"]) for each in tested.json] == [(first, True)]

    removed = muhr("accounts", "remove", first[:8], "--json")
    assert (removed.status, removed.json) == (0, {"removed": first})
    assert muhr("accounts", "list", "--json").json == []


def test_a_wrong_password_is_found_by_the_test(muhr: Muhr, calm_world: World):
    account = calm_world.accounts[0]
    add(muhr, calm_world, account)
    wrong = {"accounts": {account["login"]: {**calm_world.secrets(account), "password": "wrong"}}}
    done = muhr("accounts", "test", "--secrets-stdin", "--json", stdin=wrong)
    assert done.status == 5
    assert done.json[0]["ok"] is False
    refreshed = muhr("refresh", "--secrets-stdin", "--json", stdin=wrong)
    assert refreshed.status == 5
    assert refreshed.json["accounts"][0]["error"]["advice"]


def test_the_same_account_twice_is_refused(muhr: Muhr, calm_world: World):
    add(muhr, calm_world, calm_world.accounts[0])
    account = calm_world.accounts[0]
    done = muhr(
        "accounts", "add", "--tax-id", account["company"]["tax_id"], "--name", "Again", "--login", account["login"],
        "--base-url", calm_world.line["base_urls"]["faktura_uz"], "--secrets-stdin", stdin=calm_world.secrets(account),
    )  # fmt: skip
    assert done.status == 3
    assert len(muhr("accounts", "list", "--json").json) == 1


def test_bad_input_for_accounts(muhr: Muhr, calm_world: World):
    good = ["--tax-id", "200000001", "--name", "Namuna", "--login", "x", "--secrets-stdin"]
    for arguments, stdin in (
        ([*good, "--base-url", "ftp://127.0.0.1"], {"password": "p"}),
        ([*good, "--base-url", "http://example.uz"], {"password": "p"}),
        (good, "not json p4ssw0rd"),
        (good, {"password": 7}),
        (good, {"client_id": "only"}),
        (good[2:], {"password": "p"}),
        (good[:-1], ""),
    ):
        done = muhr("accounts", "add", *arguments, stdin=stdin)
        assert done.status == 3, (arguments, done)
        assert "p4ssw0rd" not in done.err
    assert muhr("accounts", "list", "--json").json == []
    for unknown in ("accounts", "remove", "abcdef"), ("accounts", "test", "abcdef"), ("inbox", "--account", "abcdef"):
        done = muhr(*unknown)
        assert done.status == 3
        assert "account" in done.err


def test_a_switch_of_the_service_belongs_to_the_account(muhr: Muhr, calm_world: World):
    told = next(one for one in calm_world.accounts if one["provider"] == "chmura_dokumentow")
    login, company = told["login"], told["company"]
    common = [
        "accounts", "add", "--provider", told["provider"], "--tax-id", company["tax_id"], "--name", company["name"],
        "--base-url", calm_world.line["base_urls"]["chmura_dokumentow"], "--secrets-stdin", "--json",
    ]  # fmt: skip
    password = {"password": told["password"]}
    for switch in ("auth", "=basic", "auth=", "a b=c"):
        done = muhr(*common, "--login", login, "--set", switch, stdin=password)
        assert done.status == 3
        assert "--set wants NAME=VALUE" in done.err
    made = muhr(*common, "--login", login, "--set", "auth=basic", "--set", "format=jsv", stdin=password)
    assert made.status == 0, made.err
    tested = muhr("accounts", "test", "--secrets-stdin", "--json", stdin={"accounts": {login: password}})
    assert tested.json[0]["ok"] is True, "without the switch the password would be shown as a token"
    with closing(open_workspace(muhr.workspace, clock=lambda: datetime.now(UTC))) as workspace:
        assert workspace.accounts()[0].options == {"auth": "basic", "format": "jsv"}


def test_refresh_and_inbox(muhr: Muhr, calm_world: World):
    none = muhr("refresh")
    assert none.status == 3
    assert "muhr accounts add" in none.err
    for account in calm_world.accounts[:2]:
        add(muhr, calm_world, account)
    without = muhr("refresh", "--json")
    assert without.status == 3
    assert [each["error"]["code"] for each in without.json["accounts"]] == ["secrets-missing"] * 2
    assert all("--secrets-stdin" in each["error"]["advice"] for each in without.json["accounts"])

    done = muhr("refresh", "--secrets-stdin", "--json", stdin=calm_world.stdin(*calm_world.accounts[:2]))
    assert done.status == 0, done.err
    counts = [each["waiting"] for each in done.json["accounts"]]
    assert sum(counts) >= 40
    assert all(counts)

    inbox = muhr("inbox", "--json")
    assert inbox.status == 0
    assert len(inbox.json) == sum(counts)
    document = inbox.json[0]
    assert {"id", "account", "number", "company", "counterparty", "total", "status", "actions", "issued"} <= set(
        document
    )
    assert document["total"] is None or isinstance(document["total"]["amount"], str)
    one = muhr("inbox", "--account", done.json["accounts"][0]["account"], "--json")
    assert len(one.json) == counts[0]
    table = muhr("inbox")
    assert table.status == 0
    assert document["counterparty"]["name"][:12] in table.out


def test_only_the_accounts_whose_secrets_are_given_are_asked(muhr: Muhr, calm_world: World):
    for account in calm_world.accounts[:2]:
        add(muhr, calm_world, account)
    done = muhr("refresh", "--secrets-stdin", "--json", stdin=calm_world.stdin(calm_world.accounts[1]))
    assert done.status == 0, done.err
    assert [each["company"] for each in done.json["accounts"]] == [calm_world.accounts[1]["company"]]
    stranger = muhr("refresh", "--secrets-stdin", stdin={"accounts": {"nobody": {"password": "p"}}})
    assert stranger.status == 3
    assert "nobody" in stranger.err


def test_a_provider_that_is_gone_is_said_calmly(muhr: Muhr, world: World):
    add(muhr, world, world.accounts[0])
    world.process.terminate()
    world.process.wait(timeout=20)
    done = muhr("refresh", "--secrets-stdin", "--json", stdin=world.stdin(world.accounts[0]))
    assert done.status == 5
    assert done.json["accounts"][0]["error"]["code"].startswith("provider")
    assert "Traceback" not in done.err


def test_two_programs_on_one_workspace(muhr: Muhr):
    held = open_workspace(muhr.workspace, clock=lambda: datetime.now(UTC))
    try:
        second = muhr("inbox", "--json")
    finally:
        held.close()
    assert second.status == 6
    assert second.json["error"]["code"] == "workspace-locked"
    assert "--workspace" in second.err
    assert muhr("accounts", "list").status == 0


def test_a_new_workspace_folder_is_made_where_it_is_wanted(tmp_path: Path):
    muhr = Muhr(tmp_path / "deep" / "er")
    assert muhr("inbox", "--workspace", str(tmp_path / "other"), "--json").status == 3  # no account yet
    assert (tmp_path / "other").is_dir()
    assert not (tmp_path / "deep").exists()
