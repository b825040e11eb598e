"""The command line's front door: which commands there are, and how a call ends.

Exit codes
    0    done; for verify: valid
    1    not everything was done, or a provider said no; for verify: invalid
    2    an outcome is still unknown: see `muhr outbox`; for verify: cannot judge
    3    bad usage, or a file, an id or other input that cannot be used
    4    the key: wrong password, expired, not usable
    5    the provider: not reachable, does not accept the account, wants less
    6    the workspace: used by another Muhr, too new, damaged, disk full
    70   a mistake of ours; the path of a report without secrets is printed
    130  stopped by the person

Commands are loaded when they are used, so that `muhr --help` answers at once. Which error means what is in
`failures.py`.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from muhr.cli.call import Call, OpenWindow, common, screen_is_there, trusting

_COMMANDS = {
    "demo": ("muhr.cli.demo", "Try Muhr on a small built-in world."),
    "sandbox": ("muhr.cli.sandbox", "Run the built-in world by itself, for trying things out."),
    "accounts": ("muhr.cli.accounts", "Add, list, test or remove accounts."),
    "refresh": ("muhr.cli.inbox", "Ask the providers what waits."),
    "inbox": ("muhr.cli.inbox", "List the documents that wait for you."),
    "keys": ("muhr.cli.keys", "List the keys that can be found."),
    "sign": ("muhr.cli.sign", "Sign waiting documents and deliver the signatures."),
    "act": ("muhr.cli.act", "Confirm, refuse, issue, pay …: what a document's service has."),
    "download": ("muhr.cli.download", "Download a document as PDF, XML or archive."),
    "link": ("muhr.cli.download", "Print the public link of a document."),
    "archive": ("muhr.cli.archive", "Download the archive of a finished document."),
    "outbox": ("muhr.cli.outbox", "See what is under way, and decide what only a person can."),
    "import": ("muhr.cli.imports:imports", "Import the documents of a register file."),
    "verify": ("muhr.cli.verify", "Judge a signed message or an archive of them."),
    "settings": ("muhr.cli.settings", "See or change how signatures are checked and stamped."),
    "trust": ("muhr.cli.trust", "See, add or remove trusted authorities."),
}
"""Each command's module (its attribute bears the command's name, unless one is named) and its line in the help."""

_EPILOG = """\b
Exit codes:
  0    done; for verify: valid
  1    not everything was done; for verify: invalid
  2    an outcome is still unknown; for verify: cannot judge
  3    bad usage or unusable input
  4    the key: wrong password, expired, not usable
  5    the provider: not reachable, account not accepted
  6    the workspace: in use, too new, damaged, full
  70   a mistake of ours (a report is written)
  130  stopped by you"""


class _Commands(click.Group):
    """A group that imports a command's module only when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of the work."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), attribute or cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in the help, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from muhr import __version__

        if context.ensure_object(Call).as_json:
            click.echo(json.dumps({"name": "Muhr", "version": __version__}))
        else:
            click.echo(f"Muhr {__version__}")
        context.exit()


@click.group(
    cls=_Commands, invoke_without_command=True, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
@common
@trusting
@click.pass_context
def muhr(context: click.Context) -> int:
    """Sign and submit e-documents. Without a command, Muhr opens its window."""
    if context.invoked_subcommand is not None:
        return 0
    call = context.ensure_object(Call)
    if call.window is None or not (screen_is_there() or os.environ.get("QT_QPA_PLATFORM")):
        raise click.UsageError("There is no screen for the window here. What the terminal can do: muhr --help")
    return call.window(call.workspace, call.trust, False)


def main(argv: Sequence[str] | None = None, *, window: OpenWindow | None = None) -> int:
    """Run one call; give its exit status. The one place where the terminal turns exceptions into outcomes."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    call = Call(window=window, as_json="--json" in arguments)
    try:
        status = muhr.main(args=arguments, prog_name="muhr", standalone_mode=False, obj=call)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - nothing may end in a traceback before a person
        from muhr.cli.failures import report

        return report(error, call)
    return status if isinstance(status, int) else 0
