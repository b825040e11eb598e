"""What came of imports: makes the documents known that a provider has taken. Queues and sends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from muhr.domain.documents import Action, Direction, Document
from muhr.domain.effects import OPEN, Effect, EffectState
from muhr.domain.ports import Provider, Workspace


def imports_of(workspace: Workspace, account_id: str) -> dict[str, Effect]:
    """The newest import under each key (in lower case)."""
    rows = workspace.effects(account_id)
    return {effect.target_id.lower(): effect for effect in rows if effect.action is Action.IMPORT}


def made_known(provider: Provider, effects: Sequence[Effect]) -> list[Document]:
    """Give the documents that came of done imports, as the provider describes them. Raises `ProviderError`.

    What it does not tell (in document-only mode next to nothing) is taken from the very bytes it was sent. Documents
    the provider does not know yet are missing.
    """
    by_id = {effect.remote_id.lower(): effect for effect in effects if effect.remote_id}
    described = provider.describe(list(by_id)) if by_id else []
    return [_filled(document, by_id.get(document.ref.remote_id), provider) for document in described]


def _filled(document: Document, effect: Effect | None, provider: Provider) -> Document:
    if effect is None:
        return document
    (item,) = provider.read_register(effect.payload)
    known = document.counterparty.tax_id or document.counterparty.name
    return replace(
        document,
        direction=Direction.OUTGOING,
        kind=document.kind or item.kind,
        number=document.number or item.number,
        issued=document.issued or item.issued,
        total=document.total if document.total is not None else item.total,
        counterparty=document.counterparty if known or item.counterparty is None else item.counterparty,
        client_id=effect.target_id,
    )


def not_known_yet(workspace: Workspace, account_id: str) -> list[Effect]:
    """Done imports whose document is not known here: the program ended before it could ask.

    Costs nothing once all imports of the account are settled and known.
    """
    if not workspace.setting(mark_of(account_id)):
        return []
    imports = list(imports_of(workspace, account_id).values())
    done = [one for one in imports if one.state is EffectState.DONE]
    done = [one for one in done if one.remote_id]  # without an id a person has said so: nothing to ask for
    found = workspace.documents_by_id(account_id, [one.remote_id for one in done])
    known = {document.ref.remote_id for document in found}
    missing = [one for one in done if one.remote_id.lower() not in known]
    if not missing and not any(one.state in OPEN for one in imports):
        workspace.set_setting(mark_of(account_id), "")
    return missing


def mark_of(account_id: str) -> str:
    """The setting that stands while imports of the account may have to be made known."""
    return f"imports-under-way:{account_id}"
