"""Accounts, folders and appearance."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton

from muhr.bootstrap import DemoWorld, added_modules
from muhr.domain.accounts import ProviderName
from muhr.domain.switches import SWITCHES
from muhr.ui.appearance import SETTING
from muhr.ui.keys.choosing import add_key_folder, key_folders
from muhr.ui.keys.page import KeysPage
from muhr.ui.parts.sheet import Question
from muhr.ui.places import Place
from muhr.ui.settings.account import AccountSheet
from muhr.ui.settings.network import NetworkFields
from muhr.ui.settings.page import SettingsPage
from muhr.ui.theme import DARK, LIGHT, Appearance, colours
from muhr.ui.window import MainWindow

Until = Callable[[Callable[[], object]], None]


def settings_of(window: MainWindow) -> SettingsPage:
    window.go(Place.SETTINGS)
    page = window.pages[Place.SETTINGS]
    assert isinstance(page, SettingsPage)
    return page


def test_the_switches_of_each_service_are_set_and_kept(still_world: DemoWorld, windows, until: Until):
    window = windows.open(still_world.desk, still_world.folder, still_world)
    windows.wait_for_inbox(window)
    sheet = AccountSheet(window, window.session, None)
    sheet.open()
    for provider in ProviderName:
        sheet.provider.setCurrentIndex(sheet.provider.findData(provider))
        assert list(sheet.switches.fields) == [one.name for one in SWITCHES[provider]]
        assert sheet.typed_account().options == {}
        for switch in SWITCHES[provider]:
            field = sheet.switches.fields[switch.name]
            if isinstance(field, QComboBox):
                texts = [field.itemText(at) for at in range(field.count())]
                assert len(set(texts)) == len(switch.values) + 1
                assert not set(texts) & set(switch.values), "each position is said in words"
                field.setCurrentIndex(1)
            else:
                field.setText("x7")
                assert not field.hasAcceptableInput()
                field.setText("7")
        options = sheet.typed_account().options
        assert options == {one.name: one.values[0] if one.values else "7" for one in SWITCHES[provider]}
    sheet.network_button.click()
    until(sheet.switches.isVisible)
    sheet.reject()
    windows.leave(window)


def named(widget, name: str) -> list[QPushButton]:
    return [one for one in widget.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()]


def test_a_doubtful_tax_number_warns_and_does_not_block(still_world: DemoWorld, windows):
    window = windows.open(still_world.desk, still_world.folder, still_world)
    windows.wait_for_inbox(window)
    sheet = AccountSheet(window, window.session, None)
    sheet.open()
    sheet.tax_id.setText("12345")
    assert "does not look like a tax number" in sheet.tax_id.accessibleDescription()
    for field in (sheet.company, sheet.login):
        field.setText("x")
    sheet.password.setText("y")
    assert sheet.save_button.isEnabled()
    sheet.tax_id.setText("200000011")
    assert sheet.tax_id.accessibleDescription() == ""
    sheet.reject()
    windows.leave(window)


def test_the_connection_is_tried_before_anything_is_kept(world: DemoWorld, windows, until: Until, control):
    window = windows.on(world)
    account = world.desk.workspace.accounts()[0]
    sheet = AccountSheet(window, window.session, account)
    sheet.open()
    sheet.test_button.click()
    until(sheet.outcome.isVisible)
    assert sheet.outcome.accessibleName().startswith("The service accepts this login")
    assert "clock" not in sheet.outcome.accessibleName()
    sheet.password.setText("wrong")
    sheet.test_button.click()
    until(lambda: sheet.outcome.accessibleName().startswith("The service does not accept"))
    sheet.base_url.setText("http://127.0.0.1:9")
    sheet.token_url.setText("http://127.0.0.1:9/token")
    sheet.test_button.click()
    until(lambda: sheet.outcome.accessibleName().startswith("The service cannot be reached"))
    assert world.desk.workspace.accounts()[0] == account
    sheet.reject()


def test_a_clock_that_is_off_is_told(world: DemoWorld, windows, until: Until):
    from muhr.domain.ports import ConnectionReport

    window = windows.on(world)
    sheet = AccountSheet(window, window.session, world.desk.workspace.accounts()[0])
    sheet.open()
    sheet.show_report(ConnectionReport(ok=True, note="Logged in.", clock_skew_seconds=-305.0))
    assert "differs from the service's by 305 seconds" in sheet.outcome.accessibleName()
    assert "Set the clock" in sheet.outcome.accessibleName()
    sheet.show_report(ConnectionReport(ok=True, note="Logged in.", clock_skew_seconds=0.2))
    assert "clock" not in sheet.outcome.accessibleName()
    sheet.reject()


def test_changing_an_account_keeps_the_secrets_that_were_not_typed(world: DemoWorld, windows, until: Until):
    window = windows.on(world)
    page = settings_of(window)
    account = world.desk.workspace.accounts()[0]
    kept = world.desk.secrets.get(account.id)
    until(lambda: named(page, f"Change {account.company.name}"))
    named(page, f"Change {account.company.name}")[0].click()
    sheet = window.findChild(AccountSheet)
    assert sheet.password.text() == ""
    sheet.company.setText("Yangi nom MChJ")
    sheet.client_id.setText("other-client")
    sheet.save_button.click()
    until(lambda: world.desk.workspace.accounts()[0].company.name == "Yangi nom MChJ"
          or any(one.company.name == "Yangi nom MChJ" for one in world.desk.workspace.accounts()))  # fmt: skip
    until(lambda: world.desk.secrets.get(account.id).client_id == "other-client")
    now = world.desk.secrets.get(account.id)
    assert (now.password, now.client_secret) == (kept.password, kept.client_secret)
    changed = next(one for one in world.desk.workspace.accounts() if one.id == account.id)
    assert (changed.demo, changed.options) == (account.demo, account.options)
    until(lambda: named(page, "Change Yangi nom MChJ"))


def test_an_account_is_removed_after_a_question(world: DemoWorld, windows, until: Until):
    window = windows.on(world)
    page = settings_of(window)
    account = world.desk.workspace.accounts()[0]
    until(lambda: named(page, f"Remove {account.company.name}"))
    named(page, f"Remove {account.company.name}")[0].click()
    question = window.findChild(Question)
    assert account.company.name in question.text
    question.agree.click()
    until(lambda: account.id not in {one.id for one in world.desk.workspace.accounts()})
    until(lambda: not named(page, f"Remove {account.company.name}"))
    until(lambda: {one.ref.account_id for one in window.inbox.rows.rows} == {world.desk.workspace.accounts()[0].id})


def test_folders_with_keys_are_remembered_and_forgotten(world: DemoWorld, windows, until: Until, tmp_path: Path):
    window = windows.on(world)
    page = settings_of(window)
    add_key_folder(world.desk.workspace, tmp_path)
    page.arrive()
    until(lambda: named(page, "Remove"))
    named(page, "Remove")[0].click()
    until(lambda: key_folders(world.desk.workspace) == [])
    world.desk.workspace.set_setting("key-folders", "{broken")
    assert key_folders(world.desk.workspace) == []


def test_a_key_in_an_added_folder_is_found(world: DemoWorld, windows, until: Until, tmp_path: Path):
    window = windows.on(world)
    source = Path(world.info["keys"][0]["path"])
    copy = tmp_path / "mening kalitim.pfx"
    copy.write_bytes(source.read_bytes())
    window.go(Place.KEYS)
    page = window.pages[Place.KEYS]
    assert isinstance(page, KeysPage)
    until(lambda: page.rows.rowCount() == len(world.info["keys"]))
    page.add_folder(tmp_path)
    until(lambda: any(row.key.id == str(copy) for row in page.rows.rows))


def test_the_appearance_changes_at_once_and_is_remembered(world: DemoWorld, windows, until: Until):
    window = windows.on(world)
    page = settings_of(window)
    icon = window.navigation.entry(Place.KEYS).icon().pixmap(20, 20).toImage()
    try:
        page.appearance.setCurrentIndex(page.appearance.findData(Appearance.DARK))
        page.appearance.activated.emit(page.appearance.currentIndex())
        assert colours() is DARK
        assert window.navigation.entry(Place.KEYS).icon().pixmap(20, 20).toImage() != icon
        until(lambda: world.desk.workspace.setting(SETTING) == "dark")
    finally:
        window.wardrobe.wear(Appearance.LIGHT)
    assert colours() is LIGHT


class TestNetwork:
    """How an account's line goes out."""

    @pytest.fixture
    def fields(self, qtbot) -> NetworkFields:
        made = NetworkFields()
        qtbot.addWidget(made)
        made.show()
        return made

    @pytest.mark.parametrize(
        "options",
        [{}, {"proxy": "none"}, {"proxy": "http://proxy.example:3128", "ca_file": "/etc/ca.pem"}, {"currency": "UZS"}],
    )
    def test_what_an_account_has_is_shown_and_kept(self, fields: NetworkFields, options: dict[str, str]):
        fields.fill(options)
        assert fields.options(options) == options
        assert fields.usable

    @pytest.mark.parametrize(
        ("typed", "usable"),
        [
            ("http://proxy.example:3128", True),
            ("socks5://127.0.0.1:9050", True),
            ("", False),
            ("proxy.example:3128", False),
            ("http://somebody:secret@proxy.example:3128", False),
            ("http://[broken", False),
        ],
    )
    def test_an_address_with_a_password_is_not_kept(self, fields: NetworkFields, typed: str, usable: bool):
        fields.proxy.setCurrentIndex(fields.proxy.findData("manual"))
        fields.address.setText(typed)
        assert fields.usable is usable

    def test_the_usual_proxy_leaves_no_option(self, fields: NetworkFields):
        fields.fill({"proxy": "none"})
        fields.proxy.setCurrentIndex(fields.proxy.findData("system"))
        assert fields.options({"proxy": "none"}) == {}


def test_a_module_for_tokens_is_added_and_taken_out(still_world: DemoWorld, windows, until: Until, tmp_path: Path):
    window = windows.open(still_world.desk, still_world.folder, still_world)
    windows.wait_for_inbox(window)
    window.go(Place.SETTINGS)
    card = window.pages[Place.SETTINGS].modules
    module = tmp_path / "libnamuna-pkcs11.so"
    card.add(module)
    until(lambda: card.modules == [module])
    assert added_modules(still_world.desk.workspace) == [module]
    card.remove(module)
    until(lambda: card.modules == [])
    assert added_modules(still_world.desk.workspace) == []
    windows.leave(window)
