"""An E-IMZO for the sandbox: it speaks CAPIWS over WebSockets and signs with the sandbox's own national keys.

It has no window: who types which password is a script (`script`). It knows nothing of the client under test.
"""

from muhr.sandbox.eimzo.keys import SimKey, card_of, keys_of, of_issued
from muhr.sandbox.eimzo.program import Program
from muhr.sandbox.eimzo.script import Dialect, Fault, Person, Script
from muhr.sandbox.eimzo.server import EImzoServer

__all__ = [
    "Dialect",
    "EImzoServer",
    "Fault",
    "Person",
    "Program",
    "Script",
    "SimKey",
    "card_of",
    "keys_of",
    "of_issued",
]
