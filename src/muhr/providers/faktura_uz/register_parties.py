"""The models of ImportDocumentRegister that say who: companies, addresses, banks, signers, and the head. No bytes here.

Names are the API document's own, in its order. A member that is None or empty is left out.
"""

from __future__ import annotations

import msgspec


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """The base of every model."""


class Address(Node, frozen=True, kw_only=True):
    """`address`."""

    postal_code: str = ""
    region: str = ""
    provincial_district: str = ""
    city: str = ""
    locality: str = ""
    city_district: str = ""
    street: str = ""
    building: str = ""
    wing: str = ""
    apartment: str = ""


class BankDetails(Node, frozen=True, kw_only=True):
    """`bank_details`: account of 20 digits, MFO code of 5, OKONH as activity code."""

    account_number: str = ""
    special_account_number: str = ""
    bank_name: str = ""
    bank_code: str = ""
    activity_code: str = ""


class Company(Node, frozen=True, kw_only=True):
    """`company`: an operator; `sponsor` has the same members."""

    inn: str = msgspec.field(name="INN")
    company_name: str
    address: Address | None = None
    phone: str = ""
    email: str = ""
    fax: str = ""
    website: str = ""
    bank_details: BankDetails | None = None


class Sponsor(Company, frozen=True, kw_only=True):
    """`sponsor`."""


class CompanyInfo(Node, frozen=True, kw_only=True):
    """`sender_info` and `receiver_info`."""

    inn: str = msgspec.field(name="INN")
    company_name: str
    company_code: str = ""
    company_vat_code: str = ""
    address: Address | None = None
    phone: str = ""
    email: str = ""
    fax: str = ""
    website: str = ""
    bank_details: BankDetails | None = None
    oked: str = ""
    """Five characters."""


class Employee(Node, frozen=True, kw_only=True):
    """`employee`."""

    position: str = ""
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""


class ApproverAndSigners(Node, frozen=True, kw_only=True):
    """`approver_and_signers`."""

    approver: Employee | None = None
    signer: Employee | None = None
    signer_director: Employee | None = None
    signer_accountant: Employee | None = None
    signer_warehouse: Employee | None = None


class Sender(Node, frozen=True, kw_only=True):
    """`sender`."""

    sender_info: CompanyInfo
    approver_and_signers: ApproverAndSigners | None = None


class Receiver(Node, frozen=True, kw_only=True):
    """`receiver`."""

    receiver_info: CompanyInfo
    approver_and_signers: ApproverAndSigners | None = None


class Head(Node, frozen=True, kw_only=True):
    """`head`."""

    file_name: str
    program_version: str = "1.0.0"
    format_version: str = "1.0.0"
    sender: Sender
    receiver: Receiver
    sender_operator: Company | None = None
    receiver_operator: Company | None = None
