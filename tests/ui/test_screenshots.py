"""The tool that photographs every page drives the whole program once; what it cannot find it says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage


def test_every_page_and_sheet_is_photographed_at_150_percent(tmp_path: Path):
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [sys.executable, "-m", "muhr.ui.screenshots", str(tmp_path), "--scale", "1.5"],
        env={**environment, "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    pictures = sorted(tmp_path.glob("*.png"))
    assert len(pictures) == 82
    for path in pictures:
        picture = QImage(str(path))
        assert picture.width() >= 1024 * 1.5
        colours = {picture.pixel(x, y) for x in range(0, picture.width(), 37) for y in range(0, picture.height(), 37)}
        assert len(colours) > 5, f"{path.name} is empty"
