"""Pictures of every page and sheet, taken from the real window on the demo world. A tool; nothing imports it.

    python -m muhr.ui.screenshots FOLDER [--scale 1.5] [--five]

It drives the window as a person would: waits for what should appear, never for a time.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from muhr.ui.camera import SIZE, Camera, Missing, wait_until


def take(folder: Path, *, five: bool = False) -> None:
    """Start the demo, open the window, take every picture; with `five` only those with all services.

    Raises `Missing`.
    """
    from PySide6.QtCore import QSize  # noqa: PLC0415

    from muhr.bootstrap import start_demo  # noqa: PLC0415
    from muhr.domain.accounts import ProviderName  # noqa: PLC0415
    from muhr.ui.app import application, open_window  # noqa: PLC0415
    from muhr.ui.scenes import SCENES, welcome  # noqa: PLC0415
    from muhr.ui.scenes_five import FIVE  # noqa: PLC0415
    from muhr.ui.session import Standing  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    if not five:
        welcome(folder)
    for providers, scenes in (((ProviderName.FAKTURA_UZ,), SCENES), (tuple(ProviderName), FIVE))[five:]:
        with start_demo(providers=providers, e_imzo=True) as world:
            window = open_window(app, world.desk, workspace=world.folder, demo=world)
            window.resize(QSize(*SIZE))
            camera = Camera(window, folder)
            for scene in scenes:
                scene(camera, world)
            window.close()
            wait_until(lambda w=window: w.session.standing is Standing.CLOSED, "the window closes")  # type: ignore[misc]
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
