"""Scenes of the inbox with several services: the filter, the details of each, files, actions that ask for more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QScrollArea

from muhr.domain.accounts import ProviderName
from muhr.domain.documents import Action
from muhr.domain.downloads import DownloadKind
from muhr.domain.events import RefreshFinished
from muhr.ui.camera import SIZE, Camera, newest_sheet, wait_until
from muhr.ui.inbox.files import FilesSection
from muhr.ui.inbox.narrowing import Due, Narrowing
from muhr.ui.theme import Appearance

if TYPE_CHECKING:
    from muhr.bootstrap import DemoWorld

_RS_GE, _BITFAKTURA = ProviderName.RS_GE, ProviderName.BITFAKTURA


def filters(camera: Camera, _world: DemoWorld) -> None:
    """Everything, the filter's panel, narrowed, and narrowed to nothing."""
    page = camera.window.inbox
    wait_until(lambda: page.at_rest and page.rows.rowCount() > 0, "every service has answered")
    camera.page("70-five-inbox")
    page.filtering.choose(Narrowing(providers=frozenset({_RS_GE, _BITFAKTURA})))
    page.filtering.open()
    camera.page("71-filter-panel")
    page.filtering.panel.close()
    dues = frozenset({Due.WEEK, Due.LATER, Due.NONE})
    page.filtering.choose(Narrowing(providers=page.filtering.chosen.providers, dues=dues))
    for place in range(0, min(7, page.rows.rowCount()), 3):
        page.rows.toggle(place)
    camera.page("72-filter-on")
    page.filtering.choose(Narrowing(providers=frozenset({_RS_GE}), actions=frozenset({Action.PAY})))
    camera.page("73-filter-hides-everything")
    page.show_everything()
    page.rows.untick_all()


def details(camera: Camera, _world: DemoWorld) -> None:
    """A document of RS.ge and one of BitFaktura in the pane, with the files of the second."""
    page: Any = camera.window.inbox
    for provider, name in ((_RS_GE, "74-details-rs-ge"), (_BITFAKTURA, "75-details-bitfaktura")):
        page.filtering.choose(Narrowing(providers=frozenset({provider})))
        page.table.go_to(0)
        ref = page.table.current.ref
        wait_until(lambda ref=ref: _shown(page) == ref, "its details")  # type: ignore[misc]
        camera.page(name)
        _scroll_down(page)
        camera.page(f"{name}-end")
    page.details.findChild(FilesSection).buttons[DownloadKind.PDF].click()
    sheet: Any = newest_sheet()
    wait_until(lambda: not sheet.running, "the file is saved")
    camera.sheet("76-pdf-saved", sheet)
    sheet.reject()
    wait_until(lambda: DownloadKind.PDF in page.details.known.files.here, "the pane knows it")
    _scroll_down(page)
    camera.page("77-pdf-is-here")
    page.details.findChild(FilesSection).link_asked.emit()
    link: Any = newest_sheet()
    wait_until(link.copy.isEnabled, "the link")
    camera.sheet("78-public-link", link)
    link.reject()
    page.filtering.clear()


def actions(camera: Camera, _world: DemoWorld) -> None:
    """What is asked before a confirmation, a refusal, a payment, a change of status and a cancellation."""
    page = camera.window.inbox
    for name, provider, action, count in (
        ("79-confirm", _RS_GE, Action.CONFIRM, 12),
        ("80-refuse", _RS_GE, Action.REFUSE, 2),
        ("81-payment", _BITFAKTURA, Action.PAY, 1),
        ("82-status", _BITFAKTURA, Action.STATUS, 3),
        ("83-cancel", _BITFAKTURA, Action.CANCEL, 1),
        ("84-delete-everywhere", None, Action.DELETE, 40),
        ("86-e-mail", ProviderName.EUROFAKTURA, Action.SEND, 1),
    ):
        offered = [one for one in page.rows.rows if action in one.actions and provider in (one.provider, None)]
        page.acting.ask(action, offered[:count] if provider is not None else offered[::9])
        sheet = newest_sheet()
        camera.sheet(name, sheet)
        sheet.reject()


def cut(camera: Camera, _world: DemoWorld) -> None:
    """A service that says less than there is; and the filter in the smallest window, in the dark."""
    page = camera.window.inbox
    account = next(one for one in camera.window.session.desk.workspace.accounts() if one.provider is _RS_GE)
    page.hear((RefreshFinished(account_id=account.id, documents=17, truncated=True),))
    camera.page("85-list-cut")
    page.hear((RefreshFinished(account_id=account.id, documents=17),))
    window = camera.window
    page.filtering.choose(Narrowing(providers=frozenset({_RS_GE, _BITFAKTURA}), dues=frozenset({Due.OVERDUE})))
    page.companies.switch.setChecked(True)
    page.table.go_to(page.rows.first_place)
    window.resize(window.minimumSize())
    window.wardrobe.wear(Appearance.DARK)
    page.filtering.open()
    camera.page("87-filter-smallest-dark")
    page.filtering.panel.close()
    window.wardrobe.wear(Appearance.LIGHT)
    page.companies.switch.setChecked(False)
    page.filtering.clear()
    window.resize(QSize(*SIZE))


def _shown(page: Any) -> object:
    known = page.details.known
    return known.document.ref if known is not None and known.document.content is not None else None


def _scroll_down(page: Any) -> None:
    bar = page.details.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum())


SCENES = (filters, details, actions, cut)
