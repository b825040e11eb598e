"""The calls of CAPIWS, each as a function. Lists and signs; knows no key ring and asks no person.

Every call is made in the device thread. The API key is given once, and again when E-IMZO says that it lacks it.
"""

from __future__ import annotations

import base64
from typing import TypeVar

from muhr.domain.errors import KeyUnusable, MuhrError
from muhr.signing.eimzo import statuses, wire
from muhr.signing.eimzo.line import ORDINARY_SECONDS, REPLY_BYTES, Hold, Line

T = TypeVar("T")

# The vendor's own demonstration publishes these for programs that run on this machine (e-imzo-doc, README §1.1).
_LOCALHOST = (
    "96D0C1491615C82B9A54D9989779DF825B690748224C2B04F500F370D51827CE"
    "2644D8D4A82C18184D73AB8530BB8ED537269603F61DB0D03D2104ABF789970B"
)
_LOOPBACK = (
    "A7BCFA5D490B351BE0754130DF03A068F855DB4333D43921125B9CF2670EF6A4"
    "0370C646B90401955E1F7BC9CDBF59CE0B2C5467D820BE189C845D0B79CFC96F"
)
API_KEYS = ("localhost", _LOCALHOST, "127.0.0.1", _LOOPBACK)

PROMPT_SECONDS = 300.0
"""How long a person may take at E-IMZO's own window."""
LIST_SECONDS = 30.0
"""Lists of 12 s are known in the field, from seven keys on a slow drive."""

LIST_ALL, ID_CARD, TOKENS = (3, 36), (4, 12), (4, 86)
"""From which version on E-IMZO can list every key at once, use ID cards, use USB tokens."""

PFX, YTKS = "pfx", "ytks"
STORES = (PFX, YTKS)
"""The plugins of key files."""


class CapiwsClient:
    """E-IMZO, as far as a program on this machine can use it."""

    def __init__(self, line: Line, *, prompt_seconds: float = PROMPT_SECONDS) -> None:
        self._line = line
        self._prompt_seconds = prompt_seconds
        self._introduced = False

    @property
    def unsettled(self) -> bool:
        """Whether the last request was left before its answer: the next one might overlap with it."""
        return self._line.unsettled

    # ---------------------------------------------------------------- the main plugin

    def version(self) -> tuple[int, int, int]:
        """Ask for the version. Raises `NotEImzo` when the answer is none."""
        self._line.forget()
        text = self._line.ask(wire.request("version"))
        try:
            reply = wire.read(text, wire.Version)
            return int(reply.major), int(reply.minor), int(reply.patch or 0)
        except (ValueError, wire.OddAnswer) as error:
            raise wire.NotEImzo(statuses.PORT_TAKEN) from error

    def introduce(self) -> None:
        """Give the API keys that the vendor has published for programs on this machine."""
        wire.read(self._line.ask(wire.request("apikey", *API_KEYS)), wire.Reply)
        self._introduced = True

    # ---------------------------------------------------------------- keys in files

    def disks(self, store: str) -> list[str]:
        """The drives that E-IMZO looks at."""
        return self._call(wire.request("list_disks", plugin=store), wire.Disks).disks

    def keys_on(self, store: str, disk: str) -> list[wire.Listed]:
        """The keys of one drive."""
        request = wire.request("list_certificates", disk, plugin=store)
        return wire.read_keys(self._text(request, seconds=LIST_SECONDS))

    def all_keys(self, store: str) -> list[wire.Listed]:
        """The keys of every drive (from 3.36 on)."""
        return wire.read_keys(self._text(wire.request("list_all_certificates", plugin=store), seconds=LIST_SECONDS))

    def load_key(self, store: str, key: wire.Listed, hold: Hold | None = None) -> str:
        """Open a key file and give its id for this session; some versions ask the password already here."""
        arguments = [key.disk, key.path, key.name, key.alias, *([key.serialNumber] if store == YTKS else [])]
        request = wire.request("load_key", *arguments, plugin=store)
        return self._prompting(request, wire.Loaded, hold).keyId

    def unload_key(self, store: str, key_id: str) -> None:
        """Forget an opened key, and its password with it."""
        self._call(wire.request("unload_key", key_id, plugin=store), wire.Reply)

    def verify_password(self, store: str, key_id: str, hold: Hold | None = None) -> None:
        """Have E-IMZO ask the password, always, and say whether it is right."""
        request = wire.request("verify_password", key_id, plugin=store)
        self._prompting(request, wire.Reply, hold)

    def certificate_chain(self, key_id: str, hold: Hold | None = None) -> list[bytes]:
        """Certificates (DER) of an opened key: its own, the CA's, the root's. E-IMZO asks the password for it."""
        request = wire.request("get_certificate_chain", key_id, plugin="x509")
        chain = self._prompting(request, wire.Chain, hold)
        return [wire.from_base64(text) for text in chain.certificates]

    # ---------------------------------------------------------------- cards and tokens

    def card_readers(self) -> list[str]:
        """Names of the readers for ID cards (from 4.12 on); whether a card is in one is not told."""
        return _names(self._call(wire.request("list_readers", plugin="idcard"), wire.Readers).readers)

    def baikey_tokens(self) -> list[str]:
        """The BAIK tokens that are plugged in (from 4.86 on)."""
        return _names(self._call(wire.request("list_tokens", plugin="baikey"), wire.Tokens).tokens)

    def uzguard_tokens(self) -> list[str]:
        """The UZGUARD tokens that are plugged in."""
        return _names(self._call(wire.request("list_tokens", plugin="uzgrd"), wire.Tokens).tokens)

    def usb_tokens(self) -> list[str]:
        """The USB tokens of any make that are plugged in (from 4.86 on)."""
        return _names(self._call(wire.request("list_ckc", plugin="ckc"), wire.Devices).devices)

    # ---------------------------------------------------------------- signing

    def create_pkcs7(self, key_id: str, content: bytes, hold: Hold | None = None) -> bytes:
        """Have `content` signed and attached; E-IMZO may ask the password or PIN.

        Args:
            key_id: from `load_key`, or `idcard`, `baikey`, `ckc`.
            content: exactly these bytes are signed.
            hold: lets another thread hang up.

        Returns:
            The CMS message as E-IMZO writes it, mostly BER. Not verified.
        """
        request = wire.request("create_pkcs7", base64.b64encode(content).decode(), key_id, "no", plugin="pkcs7")
        reply = self._prompting(request, wire.Signed, hold, limit=REPLY_BYTES + 4 * len(content))
        return wire.from_base64(reply.pkcs7_64)

    # ---------------------------------------------------------------- all calls

    def _call(self, request: str, shape: type[T]) -> T:
        return wire.read(self._text(request), shape)

    def _prompting(self, request: str, shape: type[T], hold: Hold | None, *, limit: int = REPLY_BYTES) -> T:
        """A call during which E-IMZO may open its own window and wait for the person."""
        try:
            text = self._text(request, seconds=self._prompt_seconds, hold=hold, limit=limit)
        except KeyUnusable as error:
            if error.code == "e-imzo-slow" and self.unsettled:
                raise statuses.silence("no-answer") from error
            raise
        return wire.read(text, shape)

    def _text(
        self, request: str, *, seconds: float = ORDINARY_SECONDS, hold: Hold | None = None, limit: int = REPLY_BYTES
    ) -> str | bytes:
        """Ask; when E-IMZO wants the API key, which means that it did nothing, give it and ask once more."""
        if not self._introduced:
            self.introduce()
            return self._line.ask(request, seconds=seconds, hold=hold, limit=limit)
        text = self._line.ask(request, seconds=seconds, hold=hold, limit=limit)
        if not _wants_introduction(text):
            return text
        self.introduce()
        return self._line.ask(request, seconds=seconds, hold=hold, limit=limit)


def _wants_introduction(text: str | bytes) -> bool:
    try:
        wire.read(text, wire.Reply)
    except KeyUnusable as problem:
        return statuses.is_refusal(problem)
    except MuhrError:
        return False
    return False


def _names(devices: list[object]) -> list[str]:
    """What can be shown of a list of devices: texts as they are, of records their type and number."""
    found: list[str] = []
    for device in devices[: wire.MOST_LISTED]:
        if isinstance(device, dict):
            parts = [value for value in device.values() if isinstance(value, str | int)]
            found.append(" ".join(str(part)[:100] for part in parts[:4]))
        else:
            found.append(str(device)[:200] if isinstance(device, str | int) else "")
    return found
