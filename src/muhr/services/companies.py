"""Which company an account may be for: none that has one already, and no other while rows are open. Changes nothing."""

from __future__ import annotations

from muhr.domain.accounts import Account, ProviderName
from muhr.domain.errors import InputError
from muhr.domain.parties import normal_tax_id
from muhr.domain.ports import Workspace
from muhr.domain.sentences import say


def ask_company(workspace: Workspace, account: Account) -> None:
    """Raise `InputError` (`account-twice`, `account-busy`) when it may not be kept so; see `Desk.save_account`."""
    for other in workspace.accounts():
        same = _company_at(other) == _company_at(account)
        if other.id != account.id and same and other.base_url == account.base_url:
            text = say(
                "{name} has an account at this provider already. Change that one instead.", name=other.company.name
            )
            raise InputError(text, code="account-twice", account=other.id)
        if other.id == account.id and not same and workspace.effects(account.id, open_only=True):
            text = say("The company of this account cannot be changed while its outbox has work. Let it finish first.")
            raise InputError(text, code="account-busy", account=account.id)


def _company_at(account: Account) -> tuple[ProviderName, str]:
    return account.provider, normal_tax_id(account.company.tax_id)
