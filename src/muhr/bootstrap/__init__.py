"""The one place that knows every room and joins them: a desk, a verifier, a key ring, the demo world.

Importing it is cheap: each room is imported when it is needed.
"""

from muhr.bootstrap.assembly import (
    connectable,
    default_workspace,
    open_desk,
    open_keyring,
    open_trust,
    open_verifier,
    utc_now,
)
from muhr.bootstrap.demo import DemoWorld, start_demo
from muhr.bootstrap.tokens import added_modules, examine_token_module, store_modules, token_shelf

__all__ = [
    "DemoWorld",
    "added_modules",
    "connectable",
    "default_workspace",
    "examine_token_module",
    "open_desk",
    "open_keyring",
    "open_trust",
    "open_verifier",
    "start_demo",
    "store_modules",
    "token_shelf",
    "utc_now",
]
