"""`muhr accounts login` and `forget-device`: the one-time code of a service that sends one to a telephone.

The code is typed hidden or comes through stdin, is never an argument, and is tried once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from muhr.cli import choose, failures
from muhr.cli.call import Call, common, pass_call
from muhr.cli.credentials import ask_code, read_password_line, read_secrets, read_secrets_line, secrets_option
from muhr.cli.inbox import require_secrets
from muhr.cli.output import answer, plain, say
from muhr.cli.waiting import outcome, settle
from muhr.domain.accounts import PROVIDER_TITLES, Account
from muhr.domain.errors import Cancelled, InputError, MuhrError

if TYPE_CHECKING:
    from muhr.services.desk import Desk

_NOT_REMEMBERED = (
    "This computer cannot be remembered: {why}. The login holds for this one call: what waited for it is done now, "
    "and the next call needs a new code."
)


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--remember", is_flag=True, help="Do not ask again on this computer (needs a keyring).")
@click.option(
    "--code-stdin", is_flag=True, help="Read the code from a line of stdin; after --secrets-stdin's line, if both."
)
@secrets_option
@common
@pass_call
def login(call: Call, /, *, id_: str, remember: bool, code_stdin: bool, secrets_stdin: bool) -> int:
    """Log in with the one-time code that RS.ge sends to your telephone.

    The code is asked for, hidden, after the service has sent it. A wrong one is never tried a second time: the same
    command asks the service for a new code. After the login the service is asked what waits, and what waited for the
    login is sent.

    With --code-stdin and --secrets-stdin together, the JSON stands on the first line of stdin, the code on the second.

    Exit codes: 0 logged in, 5 the code or the password is not accepted, or the service cannot be reached.
    """
    given = None if not secrets_stdin else read_secrets_line() if code_stdin else read_secrets()
    with call.desk(session_secrets=given is not None) as desk:
        account = choose.accounts(desk.workspace.accounts(), [id_])[0]
        if given is not None:
            given.put_into(desk.secrets, desk.workspace.accounts())
        require_secrets(desk, [account])
        asked = _log_in(desk, account, remember=remember, code_stdin=code_stdin, given=secrets_stdin)
        trouble = _go_on(desk, account)
        remembered = desk.secrets.persistent and desk.logins.remembers(account.id)
        waiting = len(desk.inbox(account.id))
    if call.as_json:
        told = {"id": account.id, "code_asked": asked, "device_remembered": remembered, "waiting": waiting}
        answer(told if trouble is None else {**told, "error": failures.record(trouble)})
    elif trouble is None:
        say(f"{plain(account.company.name)} is logged in at {PROVIDER_TITLES[account.provider]}.")
        say(f"{waiting} documents wait.")
    if remembered and asked:
        say("This computer is remembered.")
    return failures.DONE if trouble is None else failures.tell_person(trouble)


def _go_on(desk: Desk, account: Account) -> MuhrError | None:
    """Ask what waits and send what waited for the login; gives the trouble there was."""
    outcomes = [*settle("Asking", desk.refresh([account.id])), *settle("Sending", desk.run_outbox([account.id]))]
    for found in outcomes:
        if isinstance(found, BaseException) and not isinstance(found, MuhrError):
            raise found
    return next((found for found in outcomes if isinstance(found, MuhrError)), None)


def _log_in(desk: Desk, account: Account, *, remember: bool, code_stdin: bool, given: bool) -> bool:
    """Log in once; gives whether a code was asked for. Raises `ProviderError`, `Cancelled` and `InputError`."""
    challenge = outcome(desk.logins.begin(account.id))
    if challenge is None:
        say("No code is asked for: the service knows this computer, or wants none.")
        return False
    if remember and not desk.secrets.persistent:
        # The service would remember a computer that forgets itself.
        say(_NOT_REMEMBERED.format(why="with --secrets-stdin nothing is kept" if given else "there is no keyring here"))
        remember = False
    say(f"A code was sent to {plain(challenge.masked_phone)}.")
    code = read_password_line() if code_stdin else ask_code()
    if not code:
        raise Cancelled("Not logged in")
    outcome(desk.logins.finish(account.id, code, remember=remember))
    if remember and not desk.logins.remembers(account.id):
        say("The service did not say that it remembers this computer. The next call needs a new code.")
    return True


@click.command("forget-device")
@click.argument("id_", metavar="ID")
@common
@pass_call
def forget_device(call: Call, /, *, id_: str) -> int:
    """Forget that the service remembers this computer: the next login asks for a one-time code again."""
    with call.desk() as desk:
        account = choose.accounts(desk.workspace.accounts(), [id_])[0]
        if not desk.logins.remembers(account.id):
            name = plain(account.company.name)
            raise InputError(f"This computer is not remembered for {name}. Nothing was changed", code="device-none")
        desk.logins.forget(account.id)
    if call.as_json:
        answer({"id": account.id, "device_remembered": False})
    else:
        say(f"The next login of {plain(account.company.name)} asks for a one-time code again.")
    return 0
