"""Colours can be told apart, and every rule of the style sheet means something."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from muhr.resources import resource_dir
from muhr.ui import icons, theme
from muhr.ui.theme import CONTRASTS, DARK, LIGHT, Appearance, Colours, Tone


def luminance(colour: str) -> float:
    """WCAG 2.1, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.1, contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", CONTRASTS, ids="-on-".join)
def test_text_can_be_read(scheme: Colours, pair: tuple[str, str]):
    text, ground = (getattr(scheme, name) for name in pair)
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["surface", "window"])
def test_the_edge_of_a_control_can_be_seen(scheme: Colours, ground: str):
    assert contrast(scheme.edge, getattr(scheme, ground)) >= 3


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_of_the_style_sheet_is_known(scheme: Colours):
    assert "@" not in theme.style_sheet(scheme)
    for path in re.findall(r'url\("([^"]+)"\)', theme.style_sheet(scheme)):
        assert (resource_dir() / "icons" / path.rpartition("/")[2]).is_file()


def test_the_dark_side_is_dark_and_comes_back(qapp: QApplication):
    theme.apply(qapp, Appearance.DARK)
    assert theme.colours() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).lightness() < 60
    theme.apply(qapp, Appearance.LIGHT)
    assert theme.colours() is LIGHT


@pytest.mark.parametrize("path", sorted((resource_dir() / "icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_drawing_is_drawn(path, qapp: QApplication):
    drawn = icons.pixmap(path.stem, Tone.INK, 24).toImage()
    assert any(drawn.pixelColor(x, y).alpha() for x in range(drawn.width()) for y in range(drawn.height()))


def test_a_missing_drawing_is_a_mistake_that_is_seen(qapp: QApplication):
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-drawing")
