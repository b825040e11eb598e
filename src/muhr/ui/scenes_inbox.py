"""Scenes of the inbox with several services: the filter, the details of each, files, actions that ask for more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QScrollArea

from muhr.domain.accounts import ProviderName
from muhr.domain.documents import Action
from muhr.ui.camera import Camera, wait_until
from muhr.ui.inbox.narrowing import Due, Narrowing

if TYPE_CHECKING:
    from muhr.bootstrap import DemoWorld


def filters(camera: Camera, _world: DemoWorld) -> None:
    """Everything, the filter's panel, narrowed, and narrowed to nothing."""
    page = camera.window.inbox
    wait_until(lambda: page.at_rest and page.rows.rowCount() > 0, "every service has answered")
    camera.page("70-five-inbox")
    page.filtering.choose(Narrowing(providers=frozenset({ProviderName.RS_GE, ProviderName.BITFAKTURA})))
    page.filtering.open()
    camera.popup("71-filter-panel", page.filtering.panel)
    page.filtering.panel.close()
    dues = frozenset({Due.WEEK, Due.LATER, Due.NONE})
    page.filtering.choose(Narrowing(providers=page.filtering.chosen.providers, dues=dues))
    for place in range(0, min(7, page.rows.rowCount()), 3):
        page.rows.toggle(place)
    camera.page("72-filter-on")
    page.filtering.choose(Narrowing(providers=frozenset({ProviderName.RS_GE}), actions=frozenset({Action.PAY})))
    camera.page("73-filter-hides-everything")
    page.show_everything()
    page.rows.untick_all()


def details(camera: Camera, _world: DemoWorld) -> None:
    """A document of each service in the pane."""
    page = camera.window.inbox
    for provider, name in (
        (ProviderName.RS_GE, "74-details-rs-ge"),
        (ProviderName.BITFAKTURA, "75-details-bitfaktura"),
    ):
        page.filtering.choose(Narrowing(providers=frozenset({provider})))
        page.table.go_to(0)
        ref = page.table.current.ref
        wait_until(lambda ref=ref: _shown(page) == ref, "its details")  # type: ignore[misc]
        camera.page(name)
        _scroll(page, 0.5)
        camera.page(f"{name}-files")
        _scroll(page, 1.0)
        camera.page(f"{name}-end")
    page.filtering.clear()


def _shown(page: Any) -> object:
    known = page.details.known
    return known.document.ref if known is not None and known.document.content is not None else None


def _scroll(page: Any, part: float) -> None:
    bar = page.details.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(round(bar.maximum() * part))


SCENES = (filters, details)
