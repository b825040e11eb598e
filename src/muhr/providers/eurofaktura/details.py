"""What the actions on an invoice have to be told, as the API document names it."""

from __future__ import annotations

from collections.abc import Mapping

from muhr.domain.documents import Action
from muhr.domain.ports import Detail, DetailKind

PAYMENT_METHODS = (
    "BankTransfer", "BankPaymentOrder", "Cash", "CreditCard", "Coupon", "DirectDebit", "CreditNote", "Cancellation",
    "PayPal", "Unknown", "Other", "Compensation", "Cheque", "EurocardMastercard", "CashOnDelivery", "CryptoCurrency",
)  # fmt: skip

DETAILS: Mapping[Action, tuple[Detail, ...]] = {
    Action.SEND: (
        Detail(name="recipient", title="E-mail of the recipients, with commas between them"),
        Detail(name="subject", title="Subject", required=False),
        Detail(name="sender", title="E-mail of the sender", required=False),
        Detail(name="cc", title="Copy to", required=False),
        Detail(name="bcc", title="Blind copy to", required=False),
    ),
    Action.PAY: (
        Detail(name="paymentDate", title="Date of the payment", kind=DetailKind.DATE),
        Detail(name="paymentAmount", title="Amount", kind=DetailKind.AMOUNT),
        Detail(name="paymentMethodForInvoice", title="Way of payment", kind=DetailKind.CHOICE, choices=PAYMENT_METHODS),
        Detail(name="paymentCurrency", title="Currency, if not the invoice's", required=False),
    ),
    Action.CANCEL: (
        Detail(
            name="status",
            title="The cancellation document",
            kind=DetailKind.CHOICE,
            choices=("issuedInvoice", "draft"),
            required=False,
        ),
    ),
}
