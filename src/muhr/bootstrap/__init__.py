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

__all__ = [
    "DemoWorld",
    "connectable",
    "default_workspace",
    "open_desk",
    "open_keyring",
    "open_trust",
    "open_verifier",
    "start_demo",
    "utc_now",
]
