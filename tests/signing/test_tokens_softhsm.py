"""Tokens with a real module (SoftHSM): listing, opening with one PIN, signing, coming and going."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from asked import Asked
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from softhsm import PIN, SoftHsm, machine, shelf_of

from muhr.domain.errors import Cancelled, KeyExpired, KeyUnusable, WrongPassword
from muhr.domain.signatures import KeyKind, Tries, Unlock
from muhr.signing.tokens.ring import TokenKeyRing
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier
from muhr.signing.watch import Watch

SECONDS = 30
CONTENT = b"5C7A8587E036C04F9C140E97416DB0637439735058F5CDF40B1A82626DDA7332"


@pytest.fixture
def hsm(tmp_path: Path) -> Iterator[SoftHsm]:
    with machine(tmp_path / "hsm") as made:
        yield made


@pytest.fixture
def ring_on(western_pki: Any, tmp_path: Path) -> Callable[..., TokenKeyRing]:
    def made(hsm: SoftHsm, at: datetime | None = None) -> TokenKeyRing:
        root = tmp_path / "root.der"
        root.write_bytes(western_pki.chain_for(ec.generate_private_key(ec.SECP256R1()))[2])

        def clock() -> datetime:
            return at or datetime.now(UTC)

        return TokenKeyRing(shelf_of(hsm.module), CmsVerifier(TrustStore.of_files([root]), clock), clock)

    return made


KEYS = {
    "rsa-2048": lambda: rsa.generate_private_key(65537, 2048),
    "p-256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "p-384": lambda: ec.generate_private_key(ec.SECP384R1()),
}


@pytest.mark.parametrize("kind", KEYS)
def test_a_key_of_each_kind_signs_a_batch_with_one_pin(
    hsm: SoftHsm, ring_on: Callable[..., TokenKeyRing], western_pki: Any, kind: str
) -> None:
    serial = hsm.plug("Namuna")
    key = KEYS[kind]()
    hsm.put("Namuna", key, western_pki.chain_for(key))
    ring = ring_on(hsm)
    (entry,) = ring.keys()
    assert (entry.kind, entry.usable, entry.place) == (KeyKind.TOKEN, True, "Namuna")
    assert entry.identity is not None
    assert entry.identity.common_name == "Namuna Director"
    assert (entry.access.unlock, entry.access.tries, entry.access.device_serial) == (Unlock.PIN, Tries.GOOD, serial)
    assert entry.access.minimum == 4
    assert entry.id == f"token:{serial}:01:{entry.identity.fingerprint}"
    asked = Asked(PIN)
    with ring.open(entry, asked, purpose="Sign 3 documents", signatures=3) as signer:
        for number in range(3):
            message = signer.sign(CONTENT + bytes([number]), at=datetime.now(UTC))
            assert message.identity == entry.identity
    assert len(asked.requests) == 1
    assert not any(asked.given[0]), "the PIN was not overwritten"
    assert [source.state for source in ring.sources()] == ["ok"]


def test_a_wrong_pin_is_tried_once_and_the_flags_are_told(
    hsm: SoftHsm, ring_on: Callable[..., TokenKeyRing], western_pki: Any
) -> None:
    hsm.plug("Namuna")
    key = KEYS["p-256"]()
    hsm.put("Namuna", key, western_pki.chain_for(key))
    ring = ring_on(hsm)
    (entry,) = ring.keys()
    asked = Asked("0815")
    with pytest.raises(WrongPassword) as told:
        ring.open(entry, asked, purpose="", signatures=1)
    assert told.value.facts["tries"] == "low"
    assert len(asked.requests) == 1
    (entry,) = ring.keys()
    assert entry.access.tries is Tries.LOW
    again = Asked(PIN)
    ring.open(entry, again, purpose="", signatures=1).close()
    assert again.requests[0].key.access.tries is Tries.LOW
    assert ring.keys()[0].access.tries is Tries.GOOD


@pytest.mark.parametrize("pin", ["", "123", "1" * 300])
def test_a_pin_of_impossible_length_costs_no_try(
    hsm: SoftHsm, ring_on: Callable[..., TokenKeyRing], western_pki: Any, pin: str
) -> None:
    hsm.plug("Namuna")
    key = KEYS["p-256"]()
    hsm.put("Namuna", key, western_pki.chain_for(key))
    ring = ring_on(hsm)
    (entry,) = ring.keys()
    with pytest.raises(KeyUnusable) as told:
        ring.open(entry, Asked(pin), purpose="", signatures=1)
    assert told.value.code == "key-pin-length"
    assert ring.keys()[0].access.tries is Tries.GOOD


def test_who_says_no_has_lost_nothing(hsm: SoftHsm, ring_on: Callable[..., TokenKeyRing], western_pki: Any) -> None:
    hsm.plug("Namuna")
    key = KEYS["p-256"]()
    hsm.put("Namuna", key, western_pki.chain_for(key))
    ring = ring_on(hsm)
    (entry,) = ring.keys()
    with pytest.raises(Cancelled):
        ring.open(entry, Asked(None), purpose="", signatures=1)
    assert ring.keys() == [entry]


def test_unusable_ones_are_listed_with_the_reason(
    hsm: SoftHsm, ring_on: Callable[..., TokenKeyRing], western_pki: Any
) -> None:
    hsm.plug("Namuna")
    key, alone = KEYS["p-256"](), KEYS["rsa-2048"]()
    hsm.put("Namuna", key, western_pki.chain_for(key))
    hsm.put("Namuna", alone, [], key_id=b"\x02", visible=True)
    hsm.put("Namuna", None, [b"no certificate at all"], key_id=b"\x03")
    after = datetime(2035, 6, 1, tzinfo=UTC)
    found = {entry.reason: entry for entry in ring_on(hsm, at=after).keys()}  # noqa: SIM118
    assert set(found) == {"expired", "no-certificate", "unreadable"}
    assert not any(entry.usable for entry in found.values())
    assert all(entry.detail for entry in found.values())
    with pytest.raises(KeyExpired):
        ring_on(hsm, at=after).open(found["expired"], Asked(PIN), purpose="", signatures=1)


def test_the_private_key_is_found_by_its_public_key_when_the_ids_differ(
    hsm: SoftHsm, ring_on: Callable[..., TokenKeyRing], western_pki: Any
) -> None:
    hsm.plug("Namuna")
    key, other = KEYS["rsa-2048"](), KEYS["rsa-2048"]()
    hsm.put("Namuna", key, western_pki.chain_for(key), key_id=b"\x01", certificate_id=b"\x02")
    hsm.put("Namuna", other, [], key_id=b"\x02")
    ring = ring_on(hsm)
    (entry,) = [one for one in ring.keys() if one.usable]  # noqa: SIM118 - a ring is no mapping
    with ring.open(entry, Asked(PIN), purpose="", signatures=1) as signer:
        signer.sign(CONTENT, at=datetime.now(UTC))


def test_a_token_that_shows_neither_ids_nor_public_keys(
    hsm: SoftHsm, ring_on: Callable[..., TokenKeyRing], western_pki: Any
) -> None:
    hsm.plug("Namuna")
    key = KEYS["p-256"]()
    hsm.put("Namuna", key, western_pki.chain_for(key), key_id=b"", public=False)
    ring = ring_on(hsm)
    (entry,) = ring.keys()
    with ring.open(entry, Asked(PIN), purpose="", signatures=1) as signer:
        signer.sign(CONTENT, at=datetime.now(UTC))
    hsm.put("Namuna", KEYS["p-256"](), [], key_id=b"", public=False)
    with pytest.raises(KeyUnusable) as told:  # of two, nobody knows which
        ring.open(entry, Asked(PIN), purpose="", signatures=1)
    assert told.value.code == "key-no-private-key"


def test_a_certificate_without_its_key_is_found_out_after_the_pin(
    hsm: SoftHsm, ring_on: Callable[..., TokenKeyRing], western_pki: Any
) -> None:
    hsm.plug("Namuna")
    hsm.put("Namuna", None, western_pki.chain_for(KEYS["p-256"]()))
    ring = ring_on(hsm)
    (entry,) = ring.keys()
    assert entry.usable
    with pytest.raises(KeyUnusable) as told:
        ring.open(entry, Asked(PIN), purpose="", signatures=1)
    assert told.value.code == "key-no-private-key"


def test_a_key_that_asks_for_each_signature_asks_as_often(
    hsm: SoftHsm, ring_on: Callable[..., TokenKeyRing], western_pki: Any
) -> None:
    hsm.plug("Namuna")
    key = KEYS["rsa-2048"]()
    hsm.put("Namuna", key, western_pki.chain_for(key), always=True)
    ring = ring_on(hsm)
    (entry,) = ring.keys()
    asked = Asked(PIN)
    with ring.open(entry, asked, purpose="", signatures=3) as signer:
        for _ in range(3):
            signer.sign(CONTENT, at=datetime.now(UTC))
    assert [(one.ordinal, one.total) for one in asked.requests] == [(1, 1), (2, 3), (3, 3)]
    assert not any(any(given) for given in asked.given)


def test_tokens_come_and_go_without_restart(
    hsm: SoftHsm, ring_on: Callable[..., TokenKeyRing], western_pki: Any
) -> None:
    ring = ring_on(hsm)
    assert ring.fingerprint() == ()
    assert ring.keys() == []
    assert [source.state for source in ring.sources()] == ["no-token"]
    empty = ring.fingerprint()
    serial = hsm.plug("Namuna")
    key = KEYS["p-256"]()
    hsm.put("Namuna", key, western_pki.chain_for(key))
    there = ring.fingerprint()
    assert there != empty
    assert len(ring.keys()) == 1
    kept = hsm.unplug(serial)
    assert ring.fingerprint() == empty
    assert ring.keys() == []
    hsm.put_back(kept)
    assert len(ring.keys()) == 1


def test_the_watch_tells_when_a_token_comes_and_goes(
    hsm: SoftHsm, ring_on: Callable[..., TokenKeyRing], western_pki: Any
) -> None:
    tokens = ring_on(hsm)
    assert tokens.keys() == []
    looked = threading.Event()

    def fingerprint() -> object:
        try:
            return tokens.fingerprint()
        finally:
            looked.set()

    told: queue.SimpleQueue[bool] = queue.SimpleQueue()
    watch = Watch([fingerprint], lambda: told.put(True))
    watch.start()
    try:
        assert looked.wait(SECONDS), "what is there at the beginning is not told"
        serial = hsm.plug("Namuna")
        assert told.get(timeout=SECONDS)
        hsm.unplug(serial)
        assert told.get(timeout=SECONDS)
    finally:
        watch.stop()
        watch.join(SECONDS)


def test_while_a_key_is_open_the_watch_leaves_its_module_alone(
    hsm: SoftHsm, ring_on: Callable[..., TokenKeyRing], western_pki: Any
) -> None:
    hsm.plug("Namuna")
    key = KEYS["p-256"]()
    hsm.put("Namuna", key, western_pki.chain_for(key))
    ring = ring_on(hsm)
    (entry,) = ring.keys()
    with ring.open(entry, Asked(PIN), purpose="", signatures=3) as signer:
        for _ in range(3):
            signer.sign(CONTENT, at=datetime.now(UTC))
            ring.fingerprint()
            assert ring.keys() == [entry]


def test_removal_in_the_middle_stops_with_its_own_code(
    hsm: SoftHsm, ring_on: Callable[..., TokenKeyRing], western_pki: Any
) -> None:
    serial = hsm.plug("Namuna")
    key = KEYS["p-256"]()
    hsm.put("Namuna", key, western_pki.chain_for(key))
    ring = ring_on(hsm)
    (entry,) = ring.keys()
    with ring.open(entry, Asked(PIN), purpose="", signatures=2) as signer:
        signer.sign(CONTENT, at=datetime.now(UTC))
        kept = hsm.unplug(serial)
        with pytest.raises(KeyUnusable) as told:
            signer.sign(CONTENT, at=datetime.now(UTC))
    assert told.value.code == "key-removed"
    with pytest.raises(KeyUnusable) as told:
        ring.open(entry, Asked(PIN), purpose="", signatures=2)
    assert told.value.code == "key-removed"
    hsm.plug("Namuna")
    with pytest.raises(KeyUnusable) as told:
        ring.open(entry, Asked(PIN), purpose="", signatures=2)
    assert told.value.code == "key-other-token"
    hsm.put_back(kept)
    with ring.open(entry, Asked(PIN), purpose="", signatures=2) as signer:
        signer.sign(CONTENT, at=datetime.now(UTC))


def test_one_token_signs_one_batch_at_a_time(
    hsm: SoftHsm, ring_on: Callable[..., TokenKeyRing], western_pki: Any
) -> None:
    hsm.plug("Namuna")
    key = KEYS["p-256"]()
    hsm.put("Namuna", key, western_pki.chain_for(key))
    ring = ring_on(hsm)
    (entry,) = ring.keys()
    with ring.open(entry, Asked(PIN), purpose="", signatures=1):
        second = Asked(PIN)
        with pytest.raises(KeyUnusable) as told:
            ring.open(entry, second, purpose="", signatures=1)
        assert (told.value.code, second.requests) == ("key-in-use", [])
        assert ring.keys() == [entry]
    ring.open(entry, Asked(PIN), purpose="", signatures=1).close()


def test_an_untrusted_authority_is_told_before_the_pin(hsm: SoftHsm, western_pki: Any) -> None:
    hsm.plug("Namuna")
    key = KEYS["p-256"]()
    hsm.put("Namuna", key, western_pki.chain_for(key))

    def clock() -> datetime:
        return datetime.now(UTC)

    ring = TokenKeyRing(shelf_of(hsm.module), CmsVerifier(TrustStore.standard(), clock), clock)
    (entry,) = ring.keys()
    asked = Asked(PIN)
    with pytest.raises(KeyUnusable) as told:
        ring.open(entry, asked, purpose="", signatures=1)
    assert (told.value.code, asked.requests) == ("key-untrusted", [])
