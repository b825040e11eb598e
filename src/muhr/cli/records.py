"""Records of the domain as plain JSON values: the shapes other programs read. Nothing secret is in any of them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from muhr.domain.accounts import Account
from muhr.domain.documents import Document
from muhr.domain.effects import Effect
from muhr.domain.findings import Finding
from muhr.domain.money import Money
from muhr.domain.parties import Party
from muhr.domain.signatures import DocumentReport, Identity, KeyEntry, Report, SignerReport


def moment(value: date | datetime | None) -> str | None:
    """ISO 8601, or null."""
    return None if value is None else value.isoformat()


def money(value: Money | None) -> dict[str, str] | None:
    """Amounts are texts: a JSON number would lose decimals."""
    return None if value is None else {"amount": _decimal(value.amount), "currency": value.currency}


def _decimal(value: Decimal) -> str:
    return format(value, "f")


def party(value: Party) -> dict[str, str]:
    """One side of a document."""
    return {"country": value.country.value, "tax_id": value.tax_id, "name": value.name}


def account(value: Account, *, secrets_kept: bool, device_remembered: bool = False) -> dict[str, Any]:
    """An account without its secrets."""
    return {
        "id": value.id,
        "provider": value.provider.value,
        "company": party(value.company),
        "login": value.login,
        "base_url": value.base_url,
        "token_url": value.token_url,
        "listing": value.listing,
        "options": dict(value.options),
        "demo": value.demo,
        "secrets_kept": secrets_kept,
        "device_remembered": device_remembered,
    }


def document(value: Document) -> dict[str, Any]:
    """A document as the inbox shows it."""
    return {
        "id": value.ref.remote_id,
        "account": value.ref.account_id,
        "provider": value.provider.value,
        "direction": value.direction.value,
        "kind": value.kind,
        "number": value.number,
        "issued": moment(value.issued),
        "due": moment(value.due),
        "company": party(value.company),
        "counterparty": party(value.counterparty),
        "total": money(value.total),
        "status": value.status,
        "status_text": value.status_text,
        "stage": value.stage.value,
        "actions": sorted(action.value for action in value.actions),
        "title": value.title,
    }


def finding(value: Finding) -> dict[str, Any]:
    """One thing review noticed."""
    return {
        "id": value.ref.remote_id,
        "account": value.ref.account_id,
        "code": value.code.value,
        "severity": value.severity.name.lower(),
        "text": value.text,
        "facts": dict(value.facts),
    }


def identity(value: Identity | None) -> dict[str, Any] | None:
    """Whose certificate."""
    if value is None:
        return None
    return {
        "common_name": value.common_name,
        "organization": value.organization,
        "tax_id": value.tax_id,
        "personal_id": value.personal_id,
        "personal_tax_id": value.personal_tax_id,
        "title": value.title,
        "country": value.country,
        "serial": value.serial,
        "issuer": value.issuer,
        "not_before": moment(value.not_before),
        "not_after": moment(value.not_after),
        "algorithm": value.algorithm,
    }


def key(value: KeyEntry) -> dict[str, Any]:
    """One key of the list."""
    return {
        "id": value.id,
        "kind": value.kind.value,
        "place": value.place,
        "name": value.name,
        "usable": value.usable,
        "reason": value.reason,
        "detail": value.detail,
        "identity": identity(value.identity),
        "identity_verified": value.identity_verified,
        "access": {
            "unlock": value.access.unlock.value,
            "tries": value.access.tries.value,
            "minimum": value.access.minimum,
            "maximum": value.access.maximum,
            "every_signature": value.access.every_signature,
            "device_serial": value.access.device_serial,
        },
    }


def effect(value: Effect, *, next_step: str) -> dict[str, Any]:
    """One row of the outbox, with what happens next."""
    return {
        "id": value.id,
        "account": value.account_id,
        "provider": value.provider.value,
        "action": value.action.value,
        "target": value.target_id,
        "title": value.title,
        "state": value.state.value,
        "attempts": value.attempts,
        "asked": value.asked,
        "created": moment(value.created),
        "sent": moment(value.sent),
        "settled": moment(value.settled),
        "not_before": moment(value.not_before),
        "payload_sha256": value.payload_sha256,
        "code": value.code,
        "note": value.note,
        "next": next_step,
    }


def report(value: Report) -> dict[str, Any]:
    """The verdict on a signed message: the shape promised to other programs, to the letter."""
    return {
        "verdict": value.verdict.value,
        "reasons": list(value.reasons),
        "content": {"attached": value.attached, "text": _text(value.content)},
        "signers": [_signer(signer) for signer in value.signers],
        **({"documents": [_signed_document(one) for one in value.documents]} if value.documents else {}),
    }


def _signed_document(value: DocumentReport) -> dict[str, Any]:
    """One document of an archive; its verdict is null when nothing in the archive signs it."""
    return {
        "name": value.name,
        "verdict": value.verdict.value if value.verdict else None,
        "size": value.size,
        "note": value.note,
        "signatures": [{"name": one.name, **report(one.report)} for one in value.signatures],
    }


def unreadable(reason: str) -> dict[str, Any]:
    """The same shape for bytes that are no signed message at all."""
    return {"verdict": "unreadable", "reasons": [reason], "content": {"attached": False, "text": None}, "signers": []}


def _text(content: bytes | None) -> str | None:
    """Content as text; null when there is none or when it is not UTF-8."""
    try:
        return None if content is None else content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _signer(value: SignerReport) -> dict[str, Any]:
    who = value.identity
    return {
        "verdict": value.verdict.value,
        "reasons": list(value.reasons),
        "subject": {
            "common_name": who.common_name if who else "",
            "organization": who.organization if who else "",
            "tax_id": who.tax_id if who else "",
            "personal_id": who.personal_id if who else "",
            "title": who.title if who else "",
        },
        "serial": value.serial,
        "signing_time": moment(value.signing_time),
        "digest_algorithm": value.digest_algorithm,
        "signature_algorithm": value.signature_algorithm,
        "chain": list(value.chain),
        "timestamps": [
            {
                "verdict": stamp.verdict.value,
                "reasons": list(stamp.reasons),
                "time": moment(stamp.time),
                "authority": stamp.authority,
                "policy": stamp.policy,
                "serial": stamp.serial,
            }
            for stamp in value.timestamps
        ],
        "revocation": [
            {
                "status": one.status.value,
                "subject": one.subject,
                "serial": one.serial,
                "text": one.text,
                "source": one.source,
                "made": moment(one.made),
                "revoked_at": moment(one.revoked_at),
            }
            for one in value.revocation
        ],
        "counter_signatures": [_signer(counter) for counter in value.counter_signatures],
        "notes": list(value.notes),
    }
