"""The house keeps its walls: the import contract of pyproject.toml holds."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
CONTRACT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
SIBLINGS = {"muhr.providers", "muhr.signing", "muhr.services", "muhr.workspace"}


def test_the_import_contract_holds():
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint, "--no-logo", "--no-cache"], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_contract_still_says_what_the_design_says():
    layers = next(contract for contract in CONTRACT["contracts"] if contract["type"] == "layers")["layers"]
    assert layers[:4] == ["muhr.__main__", "muhr.ui | muhr.cli", "muhr.bootstrap", "muhr.sandbox"]
    assert set(layers[4].split(" | ")) == SIBLINGS
    assert layers[5] == "muhr.domain"


def test_every_room_stands_in_the_contract():
    rooms = {f"muhr.{path.stem}" for path in (CHECKOUT / "src" / "muhr").iterdir() if not path.name.startswith("__")}
    listed = {room for layer in CONTRACT["contracts"][0]["layers"] for room in layer.split(" | ")}
    assert rooms - {"muhr.py", "muhr.resources"} <= listed
