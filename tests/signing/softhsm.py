"""Real tokens for tests: SoftHSM in a folder of its own, filled with keys and certificates of fictional people.

Everything that calls into the module goes through the device thread, as in the program.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pkcs11
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute, KeyType, ObjectClass
from pkcs11.util.rsa import decode_rsa_private_key

from muhr.signing.devices import DEVICES
from muhr.signing.tokens.known import Candidate
from muhr.signing.tokens.shelf import Shelf
from muhr.signing.tokens.verdicts import State, Verdict, Verdicts

PIN, SO_PIN = "4711", "87654321"
_PLACES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
)

T = TypeVar("T")


def library() -> Path:
    """SoftHSM's module; without it nothing here can be proven."""
    found = next((Path(place) for place in _PLACES if Path(place).is_file()), None)
    if found is None and os.environ.get("MUHR_NO_ORACLES") == "1":
        pytest.skip("SoftHSM is not here, and MUHR_NO_ORACLES=1 allows to go without")
    assert found is not None, "SoftHSM is not here: install `softhsm2` (python3 packaging/dev.py test does)"
    return found.resolve()


def shelf_of(*modules: Path) -> Shelf:
    """A shelf with these modules only, which need no trial."""
    return Shelf(
        list,
        lambda paths: {path: Verdict(State.OK) for path in paths},
        Verdicts(None),
        lambda _: [Candidate(path.name, path) for path in modules],
    )


class SoftHsm:
    """A machine's SoftHSM: a folder with tokens."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tokens = folder / "tokens"
        self.tokens.mkdir(parents=True)
        self.config = folder / "softhsm2.conf"
        self.config.write_text(
            f"directories.tokendir = {self.tokens}\nobjectstore.backend = file\nlog.level = ERROR\n", encoding="ascii"
        )
        self.module = library()

    def plug(self, label: str, pin: str = PIN) -> str:
        """Make a token with this label, as another program would; gives its serial number."""
        before = set(self.tokens.iterdir())
        command = ["softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", SO_PIN, "--pin", pin]
        done = subprocess.run(
            command,
            env={**os.environ, "SOFTHSM2_CONF": str(self.config)},
            capture_output=True,
            check=True,
            timeout=60,
        )
        assert b"initialized" in done.stdout
        (made,) = set(self.tokens.iterdir()) - before
        return made.name.replace("-", "")[-16:]

    def unplug(self, serial: str) -> Path:
        """Take a token out; gives the place where it is kept."""
        (found,) = [one for one in self.tokens.iterdir() if one.name.replace("-", "").endswith(serial)]
        drawer = self.folder / "drawer"
        drawer.mkdir(exist_ok=True)
        return Path(shutil.move(found, drawer / found.name))

    def put_back(self, kept: Path) -> None:
        """Put it in again."""
        shutil.move(kept, self.tokens / kept.name)

    def put(self, label: str, key: Any, chain: Sequence[bytes], *, key_id: bytes = b"\x01", **more: Any) -> None:
        """Put a private key (may be None) and certificates (DER, the key's first) on a token.

        `always`: the key asks for each signature; `certificate_id`: another CKA_ID for the certificate; `public`: also
        its public key.
        """
        self.call(lambda: self._put(label, key, chain, key_id, more))

    def call(self, work: Callable[[], T]) -> T:
        """Do something with the module in the device thread, with this machine's configuration."""

        def there() -> T:
            before = os.environ.get("SOFTHSM2_CONF")
            os.environ["SOFTHSM2_CONF"] = str(self.config)
            try:
                pkcs11.lib(str(self.module)).reinitialize()
                return work()
            finally:
                if before is None:
                    del os.environ["SOFTHSM2_CONF"]
                else:
                    os.environ["SOFTHSM2_CONF"] = before

        return DEVICES.call(there)

    def session(self, label: str) -> Any:
        """A read-write session of the owner; within `call` only."""
        slots = pkcs11.lib(str(self.module)).get_slots(token_present=True)
        (token,) = [one for slot in slots if (one := slot.get_token()).label == label]
        return token.open(rw=True, user_pin=PIN)

    def _put(self, label: str, key: Any, chain: Sequence[bytes], key_id: bytes, more: dict[str, Any]) -> None:
        with self.session(label) as session:
            if key is not None:
                private, public = templates(key)
                common = {Attribute.ID: key_id, Attribute.LABEL: "key", Attribute.TOKEN: True}
                extra = {Attribute.ALWAYS_AUTHENTICATE: True} if more.get("always") else {}
                secret = {Attribute.PRIVATE: not more.get("visible"), Attribute.SENSITIVE: True, Attribute.SIGN: True}
                session.create_object({**private, **common, **extra, **secret})
                if more.get("public", True):
                    session.create_object({**public, **common, Attribute.PRIVATE: False, Attribute.VERIFY: True})
            for number, der in enumerate(chain):
                session.create_object(
                    {
                        Attribute.CLASS: ObjectClass.CERTIFICATE,
                        Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                        Attribute.TOKEN: True,
                        Attribute.PRIVATE: False,
                        Attribute.ID: more.get("certificate_id", key_id) if number == 0 else bytes([0xCA, number]),
                        Attribute.LABEL: "" if number == 0 else f"authority {number}",
                        Attribute.SUBJECT: b"",
                        Attribute.VALUE: der,
                    }
                )


def templates(key: Any) -> tuple[dict[Attribute, Any], dict[Attribute, Any]]:
    """A key of the `cryptography` library as attributes: private, public."""
    if isinstance(key, rsa.RSAPrivateKey):
        der = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        private = dict(decode_rsa_private_key(der))
        wanted = (Attribute.CLASS, Attribute.KEY_TYPE, Attribute.MODULUS, Attribute.PUBLIC_EXPONENT)
        public = {
            **{name: private[name] for name in wanted if name in private},
            Attribute.CLASS: ObjectClass.PUBLIC_KEY,
        }
        return private, {**public, Attribute.KEY_TYPE: KeyType.RSA}
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    oids = {"secp256r1": "06082a8648ce3d030107", "secp384r1": "06052b81040022", "secp521r1": "06052b81040023"}
    size = (key.curve.key_size + 7) // 8
    number = key.private_numbers().private_value.to_bytes(size, "big")
    numbers = key.public_key().public_numbers()
    point = b"\x04" + numbers.x.to_bytes(size, "big") + numbers.y.to_bytes(size, "big")
    head = b"\x04" + (bytes([len(point)]) if len(point) < 128 else bytes([0x81, len(point)]))
    curve = {Attribute.KEY_TYPE: KeyType.EC, Attribute.EC_PARAMS: bytes.fromhex(oids[key.curve.name])}
    return (
        {Attribute.CLASS: ObjectClass.PRIVATE_KEY, **curve, Attribute.VALUE: number},
        {Attribute.CLASS: ObjectClass.PUBLIC_KEY, **curve, Attribute.EC_POINT: head + point},
    )


@contextmanager
def machine(folder: Path) -> Iterator[SoftHsm]:
    """A machine whose SoftHSM this process sees."""
    made = SoftHsm(folder)
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(made.config)
    try:
        yield made
    finally:
        if before is None:
            del os.environ["SOFTHSM2_CONF"]
        else:
            os.environ["SOFTHSM2_CONF"] = before
