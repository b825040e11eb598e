"""Puts the key ring of tokens together: which modules, how they are tried, where that is remembered.

Loads no module: that begins when keys are first listed.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from muhr.bootstrap.child import this_program

if TYPE_CHECKING:
    from muhr.domain.ports import Clock, Workspace
    from muhr.signing.tokens.ring import TokenKeyRing
    from muhr.signing.tokens.shelf import Shelf
    from muhr.signing.verify import CmsVerifier

MODULES_SETTING = "token_modules"
"""Of a workspace: paths of PKCS #11 modules a person has added, a JSON list."""
_CACHE = "token-modules.json"
_NOT_PASSED_ON = frozenset({"PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "LD_PRELOAD", "DYLD_INSERT_LIBRARIES"})
_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH")


def token_keys(verifier: CmsVerifier, clock: Clock, added: Callable[[], Sequence[Path]]) -> TokenKeyRing:
    """The keys of this computer's tokens, with the modules of `added` besides the well-known ones."""
    from muhr.signing.tokens.ring import TokenKeyRing  # noqa: PLC0415 - late, see `assembly`

    return TokenKeyRing(token_shelf(added), verifier, clock)


def token_shelf(added: Callable[[], Sequence[Path]]) -> Shelf:
    """The modules of this computer, each tried in a helper process before it is loaded here."""
    import platformdirs  # noqa: PLC0415

    from muhr.signing.tokens.probing import Prober  # noqa: PLC0415
    from muhr.signing.tokens.shelf import Shelf  # noqa: PLC0415
    from muhr.signing.tokens.verdicts import Verdicts  # noqa: PLC0415

    memory = Verdicts(platformdirs.user_cache_path("Muhr", appauthor=False) / _CACHE)
    return Shelf(added, Prober(this_program(), helper_environment(os.environ)), memory)


def examine_token_module(path: Path) -> dict[str, Any]:
    """Load a module in this process, for the helper: it may crash or hang. Gives the JSON the helper prints."""
    from muhr.signing.tokens.probing import examine  # noqa: PLC0415

    return examine(path)


def added_modules(workspace: Workspace) -> list[Path]:
    """The modules a person has added in a workspace; unreadable settings count as none."""
    try:
        stored = json.loads(workspace.setting(MODULES_SETTING, "[]"))
    except ValueError:
        return []
    return [Path(one) for one in stored if isinstance(one, str)] if isinstance(stored, list) else []


def store_modules(workspace: Workspace, modules: Sequence[Path]) -> None:
    """From now on these modules are looked at as well; each once, in this order."""
    workspace.set_setting(MODULES_SETTING, json.dumps([str(one) for one in dict.fromkeys(modules)]))


def helper_environment(environment: Mapping[str, str], *, frozen: bool | None = None) -> dict[str, str]:
    """Our environment for a helper, which needs it: modules have variables of their own.

    A frozen program sets the path of its own libraries; what stood there before is put back, and the helper, which is
    the same program, is told to set up its own.
    """
    kept = {name: value for name, value in environment.items() if name.upper() not in _NOT_PASSED_ON}
    if getattr(sys, "frozen", False) if frozen is None else frozen:
        for name in _LIBRARY_PATHS:
            before = kept.pop(f"{name}_ORIG", None)
            kept.pop(name, None)
            if before is not None:
                kept[name] = before
        kept["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    return {**kept, "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}
