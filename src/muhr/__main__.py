"""`muhr` and `python -m muhr`: the one place that knows both faces. Not responsible for what either of them does."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """Run the command line, which opens the window when it is asked for nothing else."""
    from muhr.cli.main import main as command_line

    return command_line(window=_open_window)


def _open_window(workspace: Path | None, demo: bool) -> int:
    """Open the window on the workspace (None: the usual one) or on the demo world; blocks until it is closed."""
    from muhr import bootstrap
    from muhr.domain.errors import WorkspaceError
    from muhr.ui import app

    if demo:
        world = bootstrap.start_demo(workspace)
        try:
            return app.run(world.desk, workspace=world.folder, demo=world)
        finally:
            world.close()
    folder = workspace or bootstrap.default_workspace()
    try:
        desk = bootstrap.open_desk(folder)
    except WorkspaceError as error:  # shown in a window: whoever started Muhr from a menu has no terminal
        print(error, file=sys.stderr)
        return app.run(None, workspace=folder, demo=None, trouble=error)
    try:
        return app.run(desk, workspace=folder, demo=None)
    finally:
        desk.close()


if __name__ == "__main__":
    sys.exit(main())
