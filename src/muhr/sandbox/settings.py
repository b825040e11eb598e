"""The switches of the sandbox: which of the undocumented answers it gives, and how strict it is."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

DOCUMENT_TOKEN_SECONDS = 1209599
"""14 days less a second, as the API document prints it."""


class Settings(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Every switch with its plain state. Changed by `POST /__sim/settings`."""

    beyond_document: bool = True
    """Whether the calls outside the API document (list, content, details, look-up, reject) exist."""
    quirks: Literal["clean", "faithful"] = "clean"
    """`faithful`: JSON bodies with the slips that the API document prints are read as well."""
    hash_shape: Literal["list", "data", "map", "array"] = "list"
    verify_shape: Literal["bool", "object"] = "bool"
    exists_shape: Literal["bool", "object"] = "bool"
    errors_shape: Literal["list", "string"] = "list"
    content_shape: Literal["register", "flat"] = "register"
    refresh_tokens: bool = False
    """Whether the token answer carries a `refresh_token` (newer servers do)."""
    token_lifetime: int = DOCUMENT_TOKEN_SECONDS
    sign_twice: Literal["refuse", "accept"] = "refuse"
    """`accept`: a server that takes a second signature of the same side; the ledger then counts two."""
    archive_padding: int = 0
    """How many bytes of attachment every archive gets, to make downloads long."""
    robot_auto: bool = False
    """The other side signs at once whatever was sent to it."""
    accounts: dict[str, Literal["ok", "balance-low", "offer-not-signed", "credit-low"]] = msgspec.field(
        default_factory=dict
    )
    """Tax id -> the state of its account, for the answers 1, 5 and 7 of SignDocument."""

    def changed(self, changes: dict[str, Any]) -> Settings:
        """Give a copy with some switches changed; raises `msgspec.ValidationError` for an unknown one."""
        return msgspec.convert({**msgspec.to_builtins(self), **changes}, Settings)
