"""Pictures of every page and sheet, taken from the real window on the demo world. A tool; nothing imports it.

    python -m muhr.ui.screenshots FOLDER [--scale 1.5] [--five]

It drives the window as a person would: waits for what should appear, never for a time.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from muhr.domain.accounts import ProviderName
from muhr.ui.camera import SIZE, Camera, Missing, wait_until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from muhr.bootstrap import DemoWorld

    Scene = Callable[[Camera, DemoWorld], None]


def take(folder: Path, *, five: bool = False) -> None:
    """Start the demo, open the window, take every picture; with `five` only those with all services.

    Raises `Missing`.
    """
    from muhr.bootstrap import start_demo  # noqa: PLC0415
    from muhr.ui import scenes, scenes_five  # noqa: PLC0415
    from muhr.ui.app import application  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    if not five:
        scenes.welcome(folder)
        with start_demo(e_imzo=True) as world:
            _play(app, world, folder, scenes.SCENES)
    with start_demo(providers=tuple(ProviderName)) as world:
        _play(app, world, folder, scenes_five.SCENES)


def _play(app: QApplication, world: DemoWorld, folder: Path, scenes: Sequence[Scene]) -> None:
    """Open the window on a world, play the scenes, close it."""
    from PySide6.QtCore import QSize  # noqa: PLC0415

    from muhr.ui.app import open_window  # noqa: PLC0415
    from muhr.ui.session import Standing  # noqa: PLC0415

    window = open_window(app, world.desk, workspace=world.folder, demo=world)
    window.resize(QSize(*SIZE))
    camera = Camera(window, folder)
    for scene in scenes:
        scene(camera, world)
    window.close()
    wait_until(lambda: window.session.standing is Standing.CLOSED, "the window closes")
    window.session.jobs.close()


def main() -> int:
    """Read the arguments and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", default="1.0")
    parser.add_argument("--five", action="store_true", help="only the pictures with all services")
    wanted = parser.parse_args()
    os.environ["QT_SCALE_FACTOR"] = wanted.scale  # must stand before Qt looks
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        take(wanted.folder, five=wanted.five)
    except Missing as missing:
        print(f"this did not appear: {missing}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
