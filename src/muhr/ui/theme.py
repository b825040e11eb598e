"""Colours, type and the style sheet, light and dark. The only place where a colour is written down.

Every pair of text and ground that is used has a contrast of at least 4.5 : 1 (WCAG 2.1, 1.4.3); `CONTRASTS` lists the
pairs and a test measures them.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from muhr.resources import resource_dir

GRID = 8
"""All distances are multiples (or halves) of this many device-independent pixels."""
ROW_HEIGHT = 32
SMALLEST_TYPE = 10.0
"""Points. Some systems say 9; nobody has complained of text that can be read."""


class Tone(enum.Enum):
    """What a piece of text or an icon says by its colour; the words beside it always say it too."""

    INK = "ink"
    MUTED = "muted"
    ACCENT = "accent"
    OK = "ok"
    NOTE = "note"
    WARN = "warn"
    STOP = "stop"
    ON_ACCENT = "on_accent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """One scheme. Each value is `#rrggbb`."""

    dark: bool
    window: str
    surface: str
    sunken: str
    nav: str
    line: str
    edge: str
    """The outline of a control; at least 3 : 1 against what it stands on (WCAG 1.4.11)."""
    ink: str
    muted: str
    faint: str
    """Disabled text only."""
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    hover: str
    chosen: str
    ok: str
    ok_soft: str
    note: str
    note_soft: str
    warn: str
    warn_soft: str
    stop: str
    stop_soft: str

    def of(self, tone: Tone) -> str:
        """The colour of text and icons in a tone."""
        return str(getattr(self, tone.value))

    def ground(self, tone: Tone) -> str:
        """The soft ground on which text of a tone stands."""
        return str(getattr(self, f"{tone.value}_soft", self.sunken))


LIGHT = Colours(
    dark=False,
    window="#f5f6f8",
    surface="#ffffff",
    sunken="#eef0f3",
    nav="#e9ecf0",
    line="#dde1e7",
    edge="#858f9c",
    ink="#18202a",
    muted="#545f6d",
    faint="#8f98a4",
    accent="#0b5c6b",
    accent_hover="#084854",
    on_accent="#ffffff",
    accent_soft="#e0f0f2",
    hover="#f1f5f7",
    chosen="#dcecef",
    ok="#1b6b3c",
    ok_soft="#e3f4e9",
    note="#2c5a8c",
    note_soft="#e6eff9",
    warn="#855000",
    warn_soft="#fdf1d8",
    stop="#a4262c",
    stop_soft="#fce8e8",
)

DARK = Colours(
    dark=True,
    window="#14181d",
    surface="#1b2027",
    sunken="#232932",
    nav="#101419",
    line="#2d343e",
    edge="#6b7684",
    ink="#e7ebf0",
    muted="#a3aebb",
    faint="#68727e",
    accent="#63c0cd",
    accent_hover="#84d1db",
    on_accent="#06232a",
    accent_soft="#123a42",
    hover="#222932",
    chosen="#1d3b43",
    ok="#7bd09a",
    ok_soft="#15311f",
    note="#8fbaf0",
    note_soft="#172b44",
    warn="#edbc5f",
    warn_soft="#3a2b0c",
    stop="#f59b9b",
    stop_soft="#451d1f",
)

CONTRASTS = (
    *(
        (text, ground)
        for text in ("ink", "muted")
        for ground in ("window", "surface", "sunken", "nav", "hover", "chosen")
    ),
    *((text, ground) for text in ("accent", "ok", "note", "warn", "stop") for ground in ("surface", "window")),
    *((text, f"{text}_soft") for text in ("accent", "ok", "note", "warn", "stop")),
    *(("ink", f"{ground}_soft") for ground in ("accent", "ok", "note", "warn", "stop")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("warn", "nav"),
    ("stop", "nav"),
)
"""Every (text, ground) pair in use, as field names of `Colours`."""


class Appearance(enum.Enum):
    """What the person chose in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_SCHEMES = {
    Appearance.SYSTEM: Qt.ColorScheme.Unknown,
    Appearance.LIGHT: Qt.ColorScheme.Light,
    Appearance.DARK: Qt.ColorScheme.Dark,
}


def colours() -> Colours:
    """The scheme in force, as the application's palette tells."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def colour(tone: Tone) -> QColor:
    """The colour of a tone in the scheme in force."""
    return QColor(colours().of(tone))


def apply(app: QApplication, appearance: Appearance = Appearance.SYSTEM) -> None:
    """Dress the application: Fusion, our palette, our style sheet. May be called again when the person changes it."""
    hints = app.styleHints()
    if hints.colorScheme() != _SCHEMES[appearance]:
        hints.setColorScheme(_SCHEMES[appearance])
    if appearance is Appearance.SYSTEM:
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
    else:
        dark = appearance is Appearance.DARK
    scheme = DARK if dark else LIGHT
    if app.style().name() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    font = app.font()
    if font.pointSizeF() < SMALLEST_TYPE:
        font.setPointSizeF(SMALLEST_TYPE)
        app.setFont(font)
    app.setPalette(_palette(scheme))
    app.setStyleSheet(style_sheet(scheme))


def type_of(scale: float = 1.0, *, strong: bool = False, figures: bool = False, fixed: bool = False) -> QFont:
    """The application's font at another size; `figures` makes digits equally wide, `fixed` every letter."""
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * scale)
    if strong:
        font.setWeight(QFont.Weight.DemiBold)
    if figures:
        font.setFeature(QFont.Tag("tnum"), 1)
    if fixed:
        font.setFamilies(["monospace"])
        font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def _palette(scheme: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, value in (
        (role.Window, scheme.window),
        (role.WindowText, scheme.ink),
        (role.Base, scheme.surface),
        (role.AlternateBase, scheme.sunken),
        (role.Text, scheme.ink),
        (role.Button, scheme.surface),
        (role.ButtonText, scheme.ink),
        (role.ToolTipBase, scheme.sunken),
        (role.ToolTipText, scheme.ink),
        (role.PlaceholderText, scheme.muted),
        (role.Highlight, scheme.accent),
        (role.HighlightedText, scheme.on_accent),
        (role.Link, scheme.accent),
        (role.Light, scheme.surface),
        (role.Midlight, scheme.sunken),
        (role.Mid, scheme.line),
        (role.Dark, scheme.edge),
        (role.Accent, scheme.accent),
    ):
        palette.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(scheme.faint))
    return palette


def style_sheet(scheme: Colours) -> str:
    """The style sheet of a scheme. Selectors are by class or by the property `look`, never by object name."""
    icons, side = resource_dir() / "icons", "dark" if scheme.dark else "light"
    text = _SHEET.replace("@arrow_down@", (icons / f"combo-{side}.svg").as_posix())
    text = text.replace("@check_mark@", (icons / f"check-{side}.svg").as_posix())
    for name in sorted(Colours.__dataclass_fields__, key=len, reverse=True):
        text = text.replace(f"@{name}", str(getattr(scheme, name)))
    return text


_SHEET = """
QMainWindow, QDialog { background: @window; }
QToolTip { background: @sunken; color: @ink; border: 1px solid @line; padding: 4px 8px; }
QStackedWidget, QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }

QPushButton { background: @surface; color: @ink; border: 1px solid @edge; border-radius: 6px;
    padding: 6px 15px; min-height: 18px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @sunken; }
QPushButton:focus { border: 2px solid @accent; padding: 5px 14px; }
QPushButton:disabled { color: @faint; border-color: @line; background: transparent; }
QPushButton[look="primary"] { background: @accent; color: @on_accent; border-color: @accent; font-weight: 600; }
QPushButton[look="primary"]:hover { background: @accent_hover; border-color: @accent_hover; }
QPushButton[look="primary"]:focus { border: 2px solid @ink; }
QPushButton[look="primary"]:disabled { background: @sunken; color: @faint; border-color: @sunken; }
QPushButton[look="danger"] { color: @stop; border-color: @stop; }
QPushButton[look="danger"]:hover { background: @stop_soft; }
QPushButton[look="quiet"] { background: transparent; border-color: transparent; color: @accent; padding: 6px 9px; }
QPushButton[look="quiet"]:hover { background: @hover; }
QPushButton[look="quiet"]:focus { border: 2px solid @accent; padding: 5px 8px; }
QPushButton[look="quiet"]:disabled { color: @faint; }
QPushButton[look="chip"] { border-color: @line; border-radius: 15px; padding: 5px 13px; background: @surface; }
QPushButton[look="chip"]:hover { background: @hover; }
QPushButton[look="chip"]:checked { background: @accent_soft; border-color: @accent; color: @accent; }
QPushButton[look="chip"]:focus { border: 2px solid @accent; padding: 4px 12px; }
QPushButton[look="choice"] { text-align: left; border-color: @line; border-radius: 10px; padding: 0;
    min-height: 96px; }
QPushButton[look="choice"]:hover { background: @hover; border-color: @accent; }
QPushButton[look="choice"]:focus { border: 2px solid @accent; }
QPushButton[look="nav"] { background: transparent; border: 1px solid transparent; border-radius: 6px;
    padding: 8px 11px; text-align: left; }
QPushButton[look="nav"]:hover { background: @hover; }
QPushButton[look="nav"]:checked { background: @surface; font-weight: 600; color: @accent; }
QPushButton[look="nav"]:focus { border: 2px solid @accent; padding: 7px 10px; }
QPushButton::menu-indicator { width: 0; }

QLineEdit, QPlainTextEdit, QComboBox { background: @surface; color: @ink; border: 1px solid @edge; border-radius: 6px;
    padding: 5px 7px; min-height: 20px; placeholder-text-color: @muted;
    selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid @accent; padding: 4px 6px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: @faint; background: @sunken;
    border-color: @line; }
QPlainTextEdit[readOnly="true"] { background: @sunken; border: 1px solid @line; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("@arrow_down@"); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: @surface; color: @ink; border: 1px solid @edge; outline: 0;
    selection-background-color: @chosen; selection-color: @ink; padding: 4px; }
QCheckBox, QRadioButton { spacing: 8px; padding: 3px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @edge; border-radius: 4px; background: @surface; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url("@check_mark@"); }
QCheckBox::indicator:disabled { border-color: @line; background: @sunken; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid @accent; }

QProgressBar { background: @sunken; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: @accent; border-radius: 4px; }

QMenu { background: @surface; color: @ink; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @chosen; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @edge; border-radius: 3px; margin: 3px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: @line; }
QTableView { background: @surface; border: none; gridline-color: @line; outline: 0; }
QHeaderView { background: @surface; border: none; }
QTableCornerButton::section { background: @surface; border: none; }

QFrame[look="nav"] { background: @nav; border: none; border-right: 1px solid @line; }
QFrame[look="card"] { background: @surface; border: 1px solid @line; border-radius: 10px; }
QFrame[look="pane"] { background: @surface; border: none; }
QFrame[look="bar"] { background: @surface; border: none; border-top: 1px solid @line; }
QFrame[look="popup"] { background: @surface; border: 1px solid @edge; }
QFrame[look="status"] { background: @nav; border: none; border-top: 1px solid @line; }
QFrame[look="rule"] { background: @line; border: none; min-height: 1px; max-height: 1px; }
QFrame[look="demo"] { background: @warn_soft; border: none; border-bottom: 1px solid @line; }
QFrame[look="drop"] { background: @surface; border: 2px dashed @edge; border-radius: 10px; }
QFrame[look="drop"][over="true"] { background: @accent_soft; border-color: @accent; }
QFrame[look="ok"] { background: @ok_soft; border: none; border-radius: 8px; }
QFrame[look="note"] { background: @note_soft; border: none; border-radius: 8px; }
QFrame[look="warn"] { background: @warn_soft; border: none; border-radius: 8px; }
QFrame[look="stop"] { background: @stop_soft; border: none; border-radius: 8px; }
QLabel { background: transparent; }
QLabel[tone="muted"] { color: @muted; }
QLabel[tone="accent"] { color: @accent; }
QLabel[tone="ok"] { color: @ok; }
QLabel[tone="note"] { color: @note; }
QLabel[tone="warn"] { color: @warn; }
QLabel[tone="stop"] { color: @stop; }
"""
