"""Nothing but `signing.tokens` reaches PKCS #11, and it only when keys on tokens are asked for."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import muhr

ROOT = Path(muhr.__file__).parent


def importers(of: str) -> set[str]:
    """Which modules import this library, from their syntax trees."""
    found: set[str] = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.partition(".")[0] == of for name in names):
                found.add(path.relative_to(ROOT).as_posix())
    return found


def test_only_the_tokens_package_knows_the_library() -> None:
    found = importers("pkcs11")
    assert found
    assert all(path.startswith("signing/tokens/") for path in found)


def test_what_makes_calls_of_its_own_stands_in_one_module() -> None:
    assert {path for path in importers("ctypes") if path.startswith("signing/tokens/")} == {
        "signing/tokens/cryptoki.py",
        "signing/tokens/modules.py",
    }
    assert {path for path in importers("ctypes") if path.startswith(("services/", "bootstrap/", "cli/"))} == set()


def test_opening_a_desk_and_listing_key_files_loads_nothing_of_it(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from muhr import bootstrap; from muhr.domain.signatures import KeyKind\n"
        f"desk = bootstrap.open_desk(Path({str(tmp_path / 'w')!r}), session_secrets=True)\n"
        "desk.close()\n"
        "print([name for name in sys.modules if name.startswith(('pkcs11', 'muhr.signing.tokens.'))])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "[]"
