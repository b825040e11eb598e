"""What the sandbox's E-IMZO is like: its version, the person at its window, and what goes wrong. Plain switches."""

from __future__ import annotations

import enum
import threading
from dataclasses import dataclass, field


class Dialect(enum.Enum):
    """How replies look."""

    V4 = (4, 73, 0)
    V5 = (5, 0, 0)
    V6 = (6, 4, 7)

    @property
    def has_status(self) -> bool:
        """Only 6.x numbers its replies (facts §1.2)."""
        return self is Dialect.V6


class Person(enum.Enum):
    """What the person does at the password window."""

    RIGHT = "right"
    CANCEL = "cancel"
    WRONG = "wrong"  # three times, whereupon the window closes
    AWAY = "away"  # the window stays open until `Script.close_windows`


KINDS = frozenset(
    {
        "slow",  # the reply takes `seconds`
        "half",  # half of the reply's frame, then the end of the connection
        "cut",  # the connection ends without a reply
        "giant",  # a reply of `size` bytes
        "deep",  # a reply of `size` brackets
        "garbage",  # a text that is no JSON
        "other",  # JSON, but of no E-IMZO
        "reply",  # the reply `text`
        "empty",  # a success without its payload
        "code",  # the right reply, then the close code `number`
        "open",  # the right reply, and the client is left to close
        "twice",  # two messages for one request
        "failure",  # success: false with the status `number` and `text`
        "other_signer",  # signed with another of the keys
        "other_content",  # other bytes are signed than were sent
        "broken_signature",  # the last bit of the message is another one
        "no_base64",  # the message is no base64
        "forget_keys",  # every opened key is forgotten before the call: E-IMZO was restarted
        "forget_site",  # the API keys are forgotten before the call
    }
)


@dataclass(slots=True)
class Fault:
    """One thing that goes wrong."""

    function: str
    """`pkcs7.create_pkcs7`, `version`, …"""
    kind: str
    nth: int = 1
    """The how-manieth call of the function since the fault was set; 0 for every one."""
    seconds: float = 0.0
    size: int = 0
    number: int = 0
    text: str = ""
    seen: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown fault kind {self.kind!r}")

    def due(self, function: str) -> bool:
        """Count a call; whether the fault hits it."""
        if function != self.function:
            return False
        self.seen += 1
        return self.nth in {0, self.seen}


@dataclass
class Script:
    """Every switch, in its plain state. May be changed at any time."""

    dialect: Dialect = Dialect.V6
    version: tuple[int, int, int] | None = None
    """When it shall be another one than the dialect's."""
    person: Person = Person.RIGHT
    window_seconds: float = 0.0
    """How long the person takes."""
    asks_when_loading: bool = False
    """6.3.5 was seen to ask the password at `load_key`; 6.4 asks with the first signature (facts §1.5)."""
    forgets_after: int | None = None
    """So many signatures after a password was given it is forgotten; None: not at all."""
    asks_again: bool = False
    """What happens then: a new window, or the failure −5000."""
    latency: float = 0.0
    """Seconds that every reply takes."""
    needs_api_key: bool = True
    faults: list[Fault] = field(default_factory=list)
    readers: list[str] = field(default_factory=list)
    baikey_tokens: list[str] = field(default_factory=list)
    uzguard_tokens: list[str] = field(default_factory=list)
    usb_tokens: list[dict[str, str]] = field(default_factory=list)
    _returned: threading.Event = field(default_factory=threading.Event)

    @property
    def numbers(self) -> tuple[int, int, int]:
        """The version in force."""
        return self.version or self.dialect.value

    def close_windows(self, person: Person = Person.CANCEL) -> None:
        """The person is back, and does this from now on."""
        self.person = person
        self._returned.set()
        self._returned = threading.Event()

    def wait_for_person(self) -> Person:
        """What the person does now; blocks while away."""
        while self.person is Person.AWAY:
            self._returned.wait(1.0)
        return self.person

    def due(self, function: str) -> list[Fault]:
        """Count one call and give what goes wrong with it."""
        return [fault for fault in list(self.faults) if fault.due(function)]
