"""One call of the program: the options every command takes, and the parts opened for it. Not for any one command."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from muhr.domain.errors import StorageFailed, StorageFull, WorkspaceError

if TYPE_CHECKING:
    from muhr.services.desk import Desk

OpenWindow = Callable[[Path | None, Sequence[Path], bool], int]
"""Opens the window: on which workspace (None: the usual one), trusting which roots besides, on the demo world or not.
Gives the exit status."""


@dataclass
class Call:
    """What the options of one call said. Filled in while the command line is read, wherever an option stands."""

    window: OpenWindow | None = None
    workspace: Path | None = None
    as_json: bool = False
    trust: tuple[Path, ...] = ()

    @property
    def folder(self) -> Path:
        """The workspace this call works in."""
        from muhr.bootstrap import default_workspace

        return self.workspace or default_workspace()

    @contextmanager
    def desk(self, *, session_secrets: bool = False, modules: Sequence[Path] = ()) -> Iterator[Desk]:
        """Open the desk on the workspace, with further modules for tokens; closed at the end in every case.

        Raises:
            WorkspaceError: another Muhr works on it, or it cannot be used.
        """
        from muhr.bootstrap import open_desk
        from muhr.cli.waiting import calm_end

        with calm_end():
            try:
                desk = open_desk(self.folder, trust=self.trust, session_secrets=session_secrets, modules=modules)
            except (StorageFull, StorageFailed) as error:
                raise _not_opened(error, self.folder) from error
            try:
                yield desk
            finally:
                desk.close()


def _not_opened(error: WorkspaceError, folder: Path) -> WorkspaceError:
    """The disk's error as it is at the very beginning of a call: nothing was under way that could be lost."""
    if isinstance(error, StorageFull):
        return StorageFull(f"The disk of the folder {folder} is full. Nothing was begun.")
    cause = str(error.facts.get("cause", ""))
    number = getattr(errno, cause, None)
    why = os.strerror(number).lower() if isinstance(number, int) else cause
    return StorageFailed(
        f"The folder {folder} cannot be used as a workspace ({why}). Nothing was begun.", code="workspace-unusable"
    )


def screen_is_there() -> bool:
    """Whether a window could be shown to anybody: Qt's platforms without a screen are for tests only."""
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in {"offscreen", "minimal"}:
        return False
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    """Put an option's value into the call; an option that was not given changes nothing."""
    call = context.ensure_object(Call)
    if isinstance(value, tuple):
        call.trust += value
    elif value not in (None, False):
        setattr(call, str(parameter.name), value)


FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])

_EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


def common(command: FunctionT) -> FunctionT:
    """Give a command `--workspace` and `--json`, which may stand before or after its name."""
    command = click.option(
        "--json", "as_json", is_flag=True, expose_value=False, callback=_keep, help="Machine-readable answer on stdout."
    )(command)
    return click.option(
        "--workspace",
        metavar="DIR",
        type=click.Path(file_okay=False, path_type=Path),
        expose_value=False,
        callback=_keep,
        help="Folder in which Muhr keeps its data.",
    )(command)


def trusting(command: FunctionT) -> FunctionT:
    """Give a command `--trust`, for those that judge signatures."""
    return click.option(
        "--trust",
        metavar="CERT",
        multiple=True,
        type=_EXISTING,
        expose_value=False,
        callback=_keep,
        help="Certificate of a further root to trust; may be repeated.",
    )(command)


modules_option = click.option(
    "--module",
    "modules",
    metavar="PATH",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A further program for tokens (PKCS #11 module), for this call; may be repeated.",
)

pass_call = click.make_pass_decorator(Call)
