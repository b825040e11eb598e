"""The sandbox's E-IMZO itself: its functions, its opened keys, its password window. Knows no sockets.

Texts of failures are the field's own (facts §1.7), numbers only in the dialect of 6.x.
"""

from __future__ import annotations

import base64
import binascii
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from muhr.domain.errors import SignatureInvalid
from muhr.sandbox.eimzo.keys import SimKey
from muhr.sandbox.eimzo.script import Fault, Person, Script
from muhr.signing import ozdst1106
from muhr.signing.ozdst1092 import PublicKey
from muhr.signing.points import CRYPTOPRO_A

Answer = dict[str, Any]

# The vendor's public key, under which the published API keys verify (facts §1.3).
_VENDOR = PublicKey(
    0x29C7371ABEB628C21DEA54D24E6F17AD5DE119BC495DCD402B27E642EFA78CBD,
    0xBE1401D23A79D1270D13332A0B4B1AEFA533D2F75133C3CBC0061D8E47869749,
    CRYPTOPRO_A,
)
_HARDWARE = ("idcard", "baikey", "ckc")
_OUTDATED = "Функция не найдена или версия E-IMZO устарела. Обновите E-IMZO."
_CANCELLED = "Ввод пароля отменен"


class Failure(Exception):
    """A reply with success: false."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Program:
    """One running E-IMZO. Answers one request at a time; two at once and it never answers again."""

    def __init__(self, keys: Sequence[SimKey], script: Script, clock: Callable[[], datetime]) -> None:
        self.keys = list(keys)
        self.script = script
        self.calls: Counter[str] = Counter()
        self.windows: list[str] = []
        """The function for which each password window was opened."""
        self.work_seconds = 0.0
        """How long all replies have taken, from the last byte of a request to the first of its reply."""
        self.overlaps = 0
        self.signed = 0
        self._clock = clock
        self._door = threading.Lock()
        self._working = 0
        self._ended = threading.Event()
        self._sites: set[str] = set()
        self._opened: dict[str, SimKey] = {}
        self._passwords: dict[str, int] = {}
        """Key id → signatures since its password was given."""

    # ---------------------------------------------------------------- requests

    @contextmanager
    def working(self) -> Iterator[bool]:
        """One request under way; gives False when it overlaps with another, which is the end of both."""
        with self._door:
            self._working += 1
            if self._working > 1:
                self.overlaps += 1
            alone = self.overlaps == 0
        try:
            yield alone
        finally:
            with self._door:
                self._working -= 1

    @property
    def stuck(self) -> bool:
        """Whether requests have overlapped: nothing is answered any more."""
        return self.overlaps > 0

    def end(self) -> None:
        """Let go of everybody who waits."""
        self._ended.set()
        self.script.close_windows()

    def pause(self, seconds: float) -> None:
        """Take time, unless the program ends."""
        if seconds > 0:
            self._ended.wait(seconds)

    @property
    def ended(self) -> bool:
        """Whether it was told to end: it replies no more."""
        return self._ended.is_set()

    def wait_for_the_end(self) -> None:
        """What a deadlocked program does."""
        self._ended.wait()

    def answer(self, request: Any, origin: str | None, faults: Sequence[Fault]) -> Answer:
        """Do what a request asks and give the reply."""
        started = monotonic()
        try:
            reply: Answer = {"success": True, "status": 1, **self._do(request, origin, faults)}
        except Failure as failure:
            reply = {"success": False, "status": failure.status, "reason": failure.reason}
        if not self.script.dialect.has_status:
            del reply["status"]
        self.pause(self.script.latency)
        self.work_seconds += monotonic() - started
        return reply

    def _do(self, request: Any, origin: str | None, faults: Sequence[Fault]) -> Answer:
        name = function_of(request)
        self.calls[name] += 1
        arguments = request.get("arguments", [])
        work = self._function(name)
        if work is None or not all(isinstance(one, str) for one in arguments):
            raise Failure(0, _OUTDATED)
        for fault in faults:
            if fault.kind == "failure":
                raise Failure(fault.number, fault.text)
            if fault.kind == "forget_keys":
                self._opened.clear()
            if fault.kind == "forget_site":
                self._sites.clear()
        domain = urlsplit(origin).hostname or "null" if origin else "null"
        if name == "apikey":
            return self._introduce(domain, arguments)
        if name != "version" and self.script.needs_api_key and domain not in self._sites:
            raise Failure(-1020, f"API-key для домена {domain} недействителен")
        return work(arguments, faults)

    def _function(self, name: str) -> Callable[[list[str], Sequence[Fault]], Answer] | None:
        plugin, _, function = name.rpartition(".")
        version = self.script.numbers[:2]
        since = {"idcard": (4, 12), "baikey": (4, 86), "ckc": (4, 86), "uzgrd": (6, 0)}.get(plugin, (0, 0))
        if function == "list_all_certificates":
            since = (3, 36)
        found = _FUNCTIONS.get(f"{'store' if plugin in {'pfx', 'ytks'} else plugin}.{function}".lstrip("."))
        if found is None or version < since:
            return None
        return lambda arguments, faults: found(self, plugin, arguments, faults)

    # ---------------------------------------------------------------- the main plugin

    def _introduce(self, domain: str, arguments: Sequence[str]) -> Answer:
        for site, key in zip(arguments[::2], arguments[1::2], strict=True):
            digest = ozdst1106.digest(ozdst1106.digest(site.encode()))
            try:
                _VENDOR.verify(digest, bytes.fromhex(key))
            except (SignatureInvalid, ValueError) as error:
                raise Failure(-1020, f"API-key для домена {site} недействителен") from error
            self._sites.add(site)
        if domain not in self._sites:
            raise Failure(-1022, f"API-key для домена {domain} недействителен")
        return {"message": domain}

    def _version(self, plugin: str, arguments: list[str], faults: Sequence[Fault]) -> Answer:
        del plugin, arguments, faults
        major, minor, patch = map(str, self.script.numbers)
        return {"major": major, "minor": minor, "patch": patch, "edition": "Standard"}

    # ---------------------------------------------------------------- key files

    def _disks(self, plugin: str, arguments: list[str], faults: Sequence[Fault]) -> Answer:
        del arguments, faults
        return {"disks": list(dict.fromkeys(key.disk for key in self._of(plugin)))}

    def _list_disk(self, plugin: str, arguments: list[str], faults: Sequence[Fault]) -> Answer:
        del faults
        keys = [key.as_listed() for key in self._of(plugin) if key.disk == _only(arguments)]
        if not keys:
            raise Failure(-2011, "Диск не найден")
        return {"certificates": keys}

    def _list_all(self, plugin: str, arguments: list[str], faults: Sequence[Fault]) -> Answer:
        del arguments, faults
        return {"certificates": [key.as_listed() for key in self._of(plugin)]}

    def _load(self, plugin: str, arguments: list[str], faults: Sequence[Fault]) -> Answer:
        del faults
        if len(arguments) != (5 if plugin == "ytks" else 4):
            raise Failure(0, _OUTDATED)
        disk, path, name, alias = arguments[:4]
        for key in self._of(plugin):
            if (key.disk, key.path, key.name) != (disk, path, name):
                continue
            if key.alias != alias:
                raise Failure(-2006, f"Сертификат с именем [{alias}] не найден в PFX-файле {name}")
            key_id = secrets.token_hex(16)
            self._opened[key_id] = key
            if self.script.asks_when_loading:
                self._window(f"{plugin}.load_key", key_id)
            return {"keyId": key_id, "type": f"{plugin.upper()}_KEY_STORE"}
        raise Failure(-2002, f"Файл ключа {name} не найден")

    def _unload(self, plugin: str, arguments: list[str], faults: Sequence[Fault]) -> Answer:
        del plugin, faults
        key_id = _only(arguments)
        self._key(key_id)
        del self._opened[key_id]
        self._passwords.pop(key_id, None)
        return {}

    def _verify_password(self, plugin: str, arguments: list[str], faults: Sequence[Fault]) -> Answer:
        del faults
        key_id = _only(arguments)
        self._key(key_id)
        self._window(f"{plugin}.verify_password", key_id)
        del self._passwords[key_id]  # this function asks always and remembers nothing
        return {}

    def _chain(self, plugin: str, arguments: list[str], faults: Sequence[Fault]) -> Answer:
        del faults
        key_id = _only(arguments)
        key = self._key(key_id)
        self._need_password(f"{plugin}.get_certificate_chain", key_id)
        return {"certificates": [base64.b64encode(one).decode() for one in key.chain]}

    @property
    def opened(self) -> int:
        """How many keys are open."""
        return len(self._opened)

    def as_dict(self) -> dict[str, Any]:
        """What has happened so far."""
        return {
            "calls": dict(self.calls),
            "windows": list(self.windows),
            "signed": self.signed,
            "opened": self.opened,
            "overlaps": self.overlaps,
        }

    # ---------------------------------------------------------------- cards and tokens

    def _present(self, plugin: str, arguments: list[str], faults: Sequence[Fault]) -> Answer:
        del arguments, faults
        script = self.script
        found: dict[str, Answer] = {
            "idcard": {"readers": script.readers},
            "baikey": {"tokens": script.baikey_tokens},
            "uzgrd": {"tokens": script.uzguard_tokens},
            "ckc": {"devices": script.usb_tokens},
        }
        return found[plugin]

    # ---------------------------------------------------------------- signing

    def _create(self, plugin: str, arguments: list[str], faults: Sequence[Fault]) -> Answer:
        if not 2 <= len(arguments) <= 3 or arguments[2:] not in ([], [""], ["no"]):
            raise Failure(0, _OUTDATED)
        try:
            content = base64.b64decode(arguments[0], validate=True)
        except binascii.Error as error:
            raise Failure(-9999, "java.lang.IllegalArgumentException: Illegal base64 character") from error
        key_id = arguments[1]
        key = self._key(key_id)
        self._need_password(f"{plugin}.create_pkcs7", key_id)
        kinds = {fault.kind for fault in faults}
        if "other_signer" in kinds:
            key = next(one for one in self.keys if one.chain != key.chain)
        if "other_content" in kinds:
            content += b"0"
        message = bytearray(key.sign(content, self._clock()))
        if "broken_signature" in kinds:
            message[message.rindex(b"\x04\x40") + 2] ^= 1
        self.signed += 1
        text = "***" if "no_base64" in kinds else base64.b64encode(message).decode()
        return {"pkcs7_64": text, "signer_serial_number": key.serial, "signature_hex": "00" * 64}

    def _key(self, key_id: str) -> SimKey:
        if key_id in _HARDWARE:
            if found := next((key for key in self.keys if key.store == key_id), None):
                return found
            raise Failure(-5003, "Подключите USB-токен")
        if key_id not in self._opened:
            raise Failure(-1010, f"Идентификатор ключа {key_id} не найден")
        return self._opened[key_id]

    def _of(self, store: str) -> list[SimKey]:
        return [key for key in self.keys if key.store == store]

    # ---------------------------------------------------------------- the password window

    def _need_password(self, function: str, key_id: str) -> None:
        """Ask for the password unless it is known; count a signature made with it."""
        limit = self.script.forgets_after
        used = self._passwords.get(key_id)
        if used is None or (limit is not None and used >= limit and self.script.asks_again):
            self._window(function, key_id)
        elif limit is not None and used >= limit:
            raise Failure(-5000, _CANCELLED)
        self._passwords[key_id] += 1

    def _window(self, function: str, key_id: str) -> None:
        self.windows.append(function)
        self.pause(self.script.window_seconds)
        person = self.script.wait_for_person()
        if person is Person.RIGHT:
            self._passwords[key_id] = 0
            return
        if person is Person.WRONG and not self.script.dialect.has_status:
            text = "javax.crypto.BadPaddingException: Given final block not properly padded"
            raise Failure(-9999, text)
        raise Failure(-5000, _CANCELLED)


def function_of(request: Any) -> str:
    """`plugin.name`, or the bare name of the main plugin; raises `Failure`."""
    if not isinstance(request, dict) or not isinstance(request.get("name"), str):
        raise Failure(0, _OUTDATED)
    plugin = request.get("plugin") or ""
    return f"{plugin}.{request['name']}" if plugin else str(request["name"])


def _only(arguments: Sequence[str]) -> str:
    if len(arguments) != 1:
        raise Failure(0, _OUTDATED)
    return arguments[0]


_FUNCTIONS: dict[str, Callable[[Program, str, list[str], Sequence[Fault]], Answer]] = {
    "version": Program._version,  # noqa: SLF001 - the table of this very class
    "apikey": Program._version,  # noqa: SLF001 - answered before the table is asked
    "store.list_disks": Program._disks,  # noqa: SLF001
    "store.list_certificates": Program._list_disk,  # noqa: SLF001
    "store.list_all_certificates": Program._list_all,  # noqa: SLF001
    "store.load_key": Program._load,  # noqa: SLF001
    "store.unload_key": Program._unload,  # noqa: SLF001
    "store.verify_password": Program._verify_password,  # noqa: SLF001
    "x509.get_certificate_chain": Program._chain,  # noqa: SLF001
    "idcard.list_readers": Program._present,  # noqa: SLF001
    "baikey.list_tokens": Program._present,  # noqa: SLF001
    "uzgrd.list_tokens": Program._present,  # noqa: SLF001
    "ckc.list_ckc": Program._present,  # noqa: SLF001
    "pkcs7.create_pkcs7": Program._create,  # noqa: SLF001
}
