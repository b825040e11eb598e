"""`muhr` and `python -m muhr`: the one place that knows both faces. Not responsible for what either of them does."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path


def main() -> int:
    """Run the command line, which opens the window when it is asked for nothing else."""
    gc.set_threshold(10_000)  # what is imported stays: looking through it at every 700th object costs 10 ms of a start
    from muhr.cli.main import main as command_line

    return command_line(window=_open_window)


def _open_window(workspace: Path | None, trust: Sequence[Path], demo: bool) -> int:
    """Open the window on the workspace (None: the usual one) or on the demo world; blocks until it is closed.

    Without further roots to trust, the window itself opens the workspace: it is on the screen before the database is,
    and shows what may be wrong with it.
    """
    from muhr import bootstrap
    from muhr.domain.accounts import ProviderName
    from muhr.ui import app

    if demo:
        world = bootstrap.start_demo(workspace, providers=tuple(ProviderName), e_imzo=True)
        try:
            return app.run(world.desk, workspace=world.folder, demo=world)
        finally:
            world.close()
    folder = workspace or bootstrap.default_workspace()
    if not trust:
        return app.run(None, workspace=folder, demo=None)
    desk = bootstrap.open_desk(folder, trust=trust)
    try:
        return app.run(desk, workspace=folder, demo=None)
    finally:
        desk.close()


if __name__ == "__main__":
    sys.exit(main())
