"""The one list of the simulated services. Each is imported when a sandbox starts, if it is part of this program."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Collection

from muhr.sandbox.service import MakeService

NAMES = ("faktura_uz", "rs_ge", "bitfaktura", "chmura", "eurofaktura")
"""The folders of the services; each has a module `service` with a function `make`."""


def makers(only: Collection[str] | None = None) -> dict[str, MakeService]:
    """How to make each service, by its folder; Faktura.uz first.

    Args:
        only: the folders of the services that are wanted; None for all that are here.
    """
    chosen = [name for name in NAMES if only is None or name in only]
    here = [name for name in chosen if importlib.util.find_spec(f"muhr.sandbox.{name}") is not None]
    return {name: importlib.import_module(f"muhr.sandbox.{name}.service").make for name in here}
