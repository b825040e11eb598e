"""`muhr accounts`: one company's way into one provider. Passwords are typed hidden or come through stdin."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Sequence
from pathlib import Path

import click

from muhr.bootstrap import connectable
from muhr.cli import choose, records
from muhr.cli.account_form import help_text, network, switched, web_addresses
from muhr.cli.account_login import forget_device, login
from muhr.cli.call import Call, common, pass_call
from muhr.cli.credentials import ask_credentials, read_credentials, read_secrets, secrets_option
from muhr.cli.output import answer, plain, say, table
from muhr.cli.waiting import settle
from muhr.domain.accounts import PROVIDER_TITLES, PROVIDERS, Account, Ask, ProviderName
from muhr.domain.errors import InputError, MuhrError
from muhr.domain.parties import Party, TaxIdJudgement, judge_tax_id

_TROUBLE = 5
_NOT_KEPT = (
    "There is no keyring here, so the password is not kept: give it to each later call with --secrets-stdin "
    "(see `muhr refresh --help`), or install a keyring."
)


@click.group()
@common
def accounts() -> None:
    """Add, list, test, log in or remove accounts."""


accounts.add_command(login)
accounts.add_command(forget_device)


@accounts.command(epilog=help_text(connectable()))
@click.option(
    "--provider",
    type=click.Choice([name.value for name in connectable()]),
    default="faktura_uz",
    show_default=True,
    help="Which service.",
)
@click.option("--tax-id", metavar="NUMBER", help="Tax number of the company.")
@click.option("--name", metavar="TEXT", help="Name of the company.")
@click.option("--login", metavar="TEXT", help="Login at the provider.")
@click.option("--base-url", metavar="URL", help="Where the provider's API is (its public address).")
@click.option("--token-url", metavar="URL", help="Where it gives tokens (its public address).")
@click.option("--listing/--no-listing", default=True, help="Whether calls outside the provider's document may be used.")
@click.option("--set", "switches", metavar="NAME=VALUE", multiple=True, help="A switch of the service (see below).")
@click.option("--proxy", metavar="system|none|URL", help="How this account goes out (system).")
@click.option(
    "--ca-file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A further certificate authority (PEM) to trust for this account.",
)
@click.option("--secrets-stdin", is_flag=True, help='Read {"password", "client_id", "client_secret"} from stdin.')
@common
@pass_call
def add(
    call: Call,
    /,
    *,
    provider: str,
    tax_id: str | None,
    name: str | None,
    login: str | None,
    base_url: str | None,
    token_url: str | None,
    listing: bool,
    switches: tuple[str, ...],
    proxy: str | None,
    ca_file: Path | None,
    secrets_stdin: bool,
) -> int:
    """Add an account. Its password is asked for, hidden, or read from stdin; it is never an argument.

    With --secrets-stdin an API token is "password", and a token of the service "client_secret".

    Where a service's document is silent, an account has switches, for example --set auth=basic for Chmura Dokumentów.
    Each service's ASSUMPTIONS.md tells what they mean.
    """
    service = ProviderName(provider)
    base, token = web_addresses(service, base_url, token_url)
    options = {**switched(service, switches), **network(proxy, ca_file)}
    tax_id = _said("--tax-id", "Tax number of the company", tax_id, ask=not secrets_stdin)
    name = _said("--name", "Name of the company", name, ask=not secrets_stdin)
    if Ask.LOGIN in PROVIDERS[service].asks:
        login = _said("--login", "Login at the provider", login, ask=not secrets_stdin)
    credentials = read_credentials() if secrets_stdin else ask_credentials(PROVIDERS[service].asks)
    account = Account(
        id=uuid.uuid4().hex,
        provider=service,
        company=Party(country=PROVIDERS[service].country, tax_id=tax_id, name=name),
        login=login or "",
        base_url=base,
        token_url=token,
        listing=listing,
        options=options,
    )
    with call.desk() as desk:
        _refuse_twin(account, desk.workspace.accounts())
        desk.save_account(account, credentials)
        kept = desk.secrets.persistent
    _tell_added(call, account, kept=kept)
    return 0


def _tell_added(call: Call, account: Account, *, kept: bool) -> None:
    company = account.company
    if judge_tax_id(company.country, company.tax_id) is TaxIdJudgement.DOUBTFUL:
        say(f"Please check the tax number: {plain(company.tax_id)} does not look like one.")
    if not kept:
        say(_NOT_KEPT)
    if call.as_json:
        answer(records.account(account, secrets_kept=kept))
    else:
        say(f"Added {plain(company.name)} at {PROVIDER_TITLES[account.provider]} as {account.id}")


def _said(option: str, question: str, value: str | None, *, ask: bool) -> str:
    """What an option said, or what the person types; raises `click.UsageError` when there is nobody to ask."""
    if value is None and ask and sys.stdin.isatty():
        value = str(click.prompt(question, err=True))
    if value is None or not value.strip():
        raise click.UsageError(f"Missing option {option}")
    return value.strip()


def _refuse_twin(account: Account, others: Sequence[Account]) -> None:
    for other in others:
        if (other.provider, other.login, other.company.tax_id) == (
            account.provider,
            account.login,
            account.company.tax_id,
        ):
            raise InputError(f"This account is there already, as {other.id}", code="account-twice")


@accounts.command("list")
@common
@pass_call
def list_(call: Call) -> int:
    """List the accounts."""
    with call.desk() as desk:
        found = [
            (account, desk.secrets.get(account.id) is not None, desk.logins.remembers(account.id))
            for account in desk.workspace.accounts()
        ]
    if call.as_json:
        answer([records.account(account, secrets_kept=kept, device_remembered=known) for account, kept, known in found])
    elif not found:
        say("There is no account yet. Add one with `muhr accounts add`.")
    else:
        rows = [
            (
                account.id,
                PROVIDER_TITLES[account.provider],
                account.company.name,
                account.company.tax_id,
                account.login,
                "kept" if kept else "not kept",
                "remembered" if known else "",
            )
            for account, kept, known in found
        ]
        table(["Id", "Provider", "Company", "Tax id", "Login", "Password", "This computer"], rows)
    return 0


@accounts.command("test")
@click.argument("ids", nargs=-1, metavar="[ID]…")
@secrets_option
@common
@pass_call
def test(call: Call, /, *, ids: Sequence[str], secrets_stdin: bool) -> int:
    """Log in with each account and make one harmless call."""
    given = read_secrets() if secrets_stdin else None
    with call.desk(session_secrets=given is not None) as desk:
        known = desk.workspace.accounts()
        chosen = choose.accounts(known, ids)
        if given is not None:
            given.put_into(desk.secrets, known)
        outcomes = settle("Testing", [desk.test_account(account, None) for account in chosen])
    found = []
    for account, outcome in zip(chosen, outcomes, strict=True):
        if isinstance(outcome, BaseException):
            if not isinstance(outcome, MuhrError):
                raise outcome
            entry = {"id": account.id, "ok": False, "code": outcome.code, "note": str(outcome), "clock_skew": None}
        else:
            skew = outcome.clock_skew_seconds
            entry = {"id": account.id, "ok": outcome.ok, "code": "", "note": outcome.note, "clock_skew": skew}
        found.append((account, entry))
    if call.as_json:
        answer([entry for _, entry in found])
    else:
        rows = [
            (acc.company.name, "works" if entry["ok"] else "does not work", str(entry["note"])) for acc, entry in found
        ]
        table(["Account", "Connection", "What was found"], rows)
    return 0 if all(entry["ok"] for _, entry in found) else _TROUBLE


@accounts.command()
@click.argument("id_", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@common
@pass_call
def remove(call: Call, /, *, id_: str, yes: bool) -> int:
    """Forget an account, its password and its documents. Refused while something is under way."""
    with call.desk() as desk:
        account = choose.accounts(desk.workspace.accounts(), [id_])[0]
        if not yes and sys.stdin.isatty():
            click.confirm(f"Forget {plain(account.company.name)} and its documents here?", abort=True, err=True)
        desk.remove_account(account.id)
    if call.as_json:
        answer({"removed": account.id})
    else:
        say(f"{plain(account.company.name)} is forgotten.")
    return 0
