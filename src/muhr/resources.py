"""Where Muhr's own files are (trust anchors, icons, translations): in the wheel, the frozen program or the checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def resource_dir() -> Path:
    """Give the folder of resources.

    A wheel and a frozen program carry it inside the package; an editable install finds it at the top of the checkout.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    inside = Path(str(files("muhr"))) / "resources"
    beside = Path(__file__).resolve().parents[2] / "resources"
    for folder in (inside, beside):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("Muhr's resources are missing: the installation is incomplete")
