"""`muhr keys` and `muhr sign` with a token: listed beside files, chosen by label or id, opened with one PIN."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from softhsm import PIN, SoftHsm
from terminal import Muhr, World

LABEL = "Namuna token"


@pytest.fixture
def plugged(ready: Muhr, world: World, tmp_path: Path) -> SoftHsm:
    """A machine with SoftHSM, on its token the P-256 key of the world's first director."""
    key = next(one for one in world.line["keys"] if one["name"] == "p256-p12")
    opened = load_pkcs12(Path(key["path"]).read_bytes(), key["password"].encode())
    hsm = SoftHsm(tmp_path / "hsm")
    hsm.plug(LABEL)
    hsm.put(LABEL, opened.key, chain(opened))
    ready.more |= {
        "SOFTHSM2_CONF": str(hsm.config),
        "MUHR_TOKEN_MODULES": str(hsm.module),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    return hsm


def chain(opened: Any) -> list[bytes]:
    """The certificates of a PKCS #12 file, the key's first; DER."""
    certificates = [opened.cert, *opened.additional_certs]
    return [one.certificate.public_bytes(Encoding.DER) for one in certificates]


def listed(muhr: Muhr, *arguments: str) -> list[dict[str, Any]]:
    done = muhr("keys", "--json", *arguments)
    assert done.status == 0, done.err
    return [entry for entry in done.json if entry["kind"] == "token"]


def test_a_token_is_listed_and_signs(ready: Muhr, world: World, plugged: SoftHsm) -> None:
    (entry,) = listed(ready)
    assert (entry["usable"], entry["place"]) == (True, LABEL)
    assert entry["access"]["unlock"] == "pin"
    told = ready("keys")
    assert "token" in told.out
    assert LABEL in told.out
    account = world.accounts[0]
    trust = [text for path in world.line["trust"] for text in ("--trust", path)]
    wrong = ready(
        "sign", "--all", "--key", LABEL, *trust, "--secrets-stdin", "--json",
        stdin=world.stdin(account, key_password="0815"),
    )  # fmt: skip
    assert wrong.status == 4, wrong.err
    assert "The token says that the PIN is wrong." in wrong.out + wrong.err
    assert world.signatures() == {}
    assert listed(ready)[0]["access"]["tries"] == "low"
    done = ready(
        "sign", "--all", "--key", str(entry["id"])[:30], *trust, "--secrets-stdin", "--json",
        stdin=world.stdin(account, key_password=PIN),
    )  # fmt: skip
    assert done.json["counts"].get("confirmed", 0) > 0, done.err
    assert set(world.signatures().values()) == {1}
    assert not any(re.search(rf"\b{PIN}\b", said) for said in ready.said)  # an id may hold its four digits by chance


@pytest.mark.parametrize("name", ["no such token", ""])
def test_a_key_that_is_not_there(ready: Muhr, plugged: SoftHsm, name: str) -> None:
    done = ready("sign", "--all", "--key", name, "--password-stdin", stdin="1\n")
    assert done.status == 3
    assert "muhr keys" in done.err


def test_modules_are_probed_and_added_by_name(ready: Muhr, plugged: SoftHsm, tmp_path: Path) -> None:
    done = ready("keys", "--probe", "--json")
    assert [(one["name"], one["state"]) for one in done.json] == [("SoftHSM", "ok")]
    ready.more["MUHR_TOKEN_MODULES"] = ""
    assert listed(ready) == []
    assert len(listed(ready, "--module", str(plugged.module))) == 1
    letter = tmp_path / "letter.so"
    letter.write_text("no library", encoding="ascii")
    told = ready("keys", "--module", letter)
    assert told.status == 0
    assert "no PKCS #11 module" in told.err
    assert "not-a-module" in ready("keys", "--probe", "--module", letter).out
