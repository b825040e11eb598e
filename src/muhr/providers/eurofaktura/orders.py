"""Builds the `<method>` elements of what a person does to an invoice. Pure: the bytes become an effect's payload.

Source: "SalesInvoiceUpdate", "…Delete", "…Cancel", "…SendByEmail", "…PaymentRecordAdd" of the API document.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from muhr.domain.documents import Action, Document
from muhr.domain.errors import BugError, InputError
from muhr.domain.money import parse_decimal
from muhr.domain.sentences import say
from muhr.providers.eurofaktura.calls import Calls, Which
from muhr.providers.eurofaktura.details import PAYMENT_METHODS
from muhr.providers.eurofaktura.requests import element
from muhr.providers.plaintext import LONG, line, plain


def payload(action: Action, document: Document, comment: str, details: Mapping[str, str]) -> bytes:
    """Build the `<method>` of an action. Raises `InputError` (`action-detail`) for a detail that cannot be used."""
    which = Which(number=document.number, issued=document.issued)
    if action is Action.ISSUE:
        issued = element("date", document.issued.isoformat()) if document.issued is not None else ""
        return Calls.update(f"{element('number', document.number)}{issued}{element('status', 'issuedInvoice')}")
    if action is Action.DELETE:
        return Calls.delete(which)
    if action is Action.CANCEL:
        return Calls.cancel(which, status=_choice(details, "status", ("", "issuedInvoice", "draft")))
    if action is Action.SEND:
        optional = {name: _emails(details, name, required=False) for name in ("sender", "cc", "bcc")}
        said = {"subject": line(details.get("subject", "")), "message": plain(comment, LONG)}
        return Calls.send_by_email(which, _emails(details, "recipient", required=True), **optional, **said)
    if action is Action.PAY:
        return Calls.payment_record_add(
            which,
            _date(details, "paymentDate"),
            _amount(details, "paymentAmount"),
            _choice(details, "paymentMethodForInvoice", PAYMENT_METHODS),
            remark=line(comment),
            currency=line(details.get("paymentCurrency", ""), 12).upper(),
        )
    raise BugError(f"this service has no call for {action.value}")


def _unusable(name: str, text: str) -> InputError:
    return InputError(say("{field}: {why}.", field=name, why=text), code="action-detail")


def _emails(details: Mapping[str, str], name: str, *, required: bool) -> str:
    given = [one for one in (part.strip() for part in details.get(name, "").split(",")) if one]
    if required and not given:
        raise _unusable(name, say("an e-mail address is wanted"))
    for one in given:
        at, _, host = one.rpartition("@")
        if not at or "." not in host or any(sign.isspace() for sign in one):
            raise _unusable(name, say("{given} is no e-mail address", given=line(one, 80)))
    return line(",".join(given), 1000)


def _date(details: Mapping[str, str], name: str) -> date:
    try:
        return date.fromisoformat(details.get(name, ""))
    except ValueError:
        raise _unusable(name, say("a date is wanted (2026-02-28)")) from None


def _amount(details: Mapping[str, str], name: str) -> str:
    found = parse_decimal(details.get(name, ""))
    if found is None or found <= Decimal(0):
        raise _unusable(name, say("an amount above nothing is wanted"))
    return f"{found:f}"


def _choice(details: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    given = details.get(name, "")
    if given not in choices:
        raise _unusable(name, say("one of the offered values is wanted"))
    return given
