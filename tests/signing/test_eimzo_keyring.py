"""E-IMZO's keys in the list of keys: every dialect, duplicates, cards, what hinders, and what it is left alone with."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from eimzo_kit import Onlooker, now, ring_on, running, verifier_of
from sandbox_desk import until

from muhr.domain.errors import KeyExpired, KeyUnusable
from muhr.domain.signatures import KeyKind, Unlock
from muhr.sandbox.eimzo import Dialect, EImzoServer, Person, Script, keys_of, of_issued
from muhr.sandbox.pki import Pki, director_profile
from muhr.sandbox.world import OURS
from muhr.signing.devices import DEVICES
from muhr.signing.eimzo.line import Address
from muhr.signing.keyfiles import FileKeyRing
from muhr.signing.keyring import DeviceKeys, KeyRings


def director(pki: Pki, store: str, name: str = "DS2000000119999", *, age: timedelta = timedelta(days=30)) -> object:
    profile = director_profile(OURS[0], now(), age=age)
    return of_issued(pki.authorities.issue(profile), store=store, name=name)


@pytest.mark.parametrize("dialect", list(Dialect))
def test_every_dialect_lists_the_same(sandbox_pki: Pki, dialect: Dialect) -> None:
    with running(sandbox_pki, Script(dialect=dialect)) as stage:
        listed = stage.ring.keys()
        assert {key.name for key in listed} == {Path(one.path).stem for one in sandbox_pki.keys if "DSKEYS" in one.path}
        (source,) = stage.ring.sources()
        assert source.kind is KeyKind.E_IMZO
        assert source.state == ("outdated" if dialect.value < (4, 86) else "ok")
        assert source.name == f"E-IMZO {'.'.join(map(str, dialect.value))}"


def test_an_entry_says_what_the_alias_says(sandbox_pki: Pki) -> None:
    record = sandbox_pki.key("first-director")
    with running(sandbox_pki) as stage:
        entry = next(key for key in stage.listed if key.identity and key.identity.serial == record.serial)
        assert entry.usable
        assert not entry.identity_verified
        assert entry.access.unlock is Unlock.E_IMZO
        assert entry.identity is not None
        assert (entry.identity.tax_id, entry.identity.not_after) == (record.tax_id, record.not_after)
        assert (entry.kind, entry.name, entry.id.split(":")[:2]) == (
            KeyKind.E_IMZO,
            Path(record.path).stem,
            ["e-imzo", "pfx"],
        )
        assert str(sandbox_pki.keys_folder) in entry.place
        assert stage.program.windows == [], "nothing is asked for a list"


def test_unusable_ones_are_shown_with_the_reason(sandbox_pki: Pki) -> None:
    keys = [director(sandbox_pki, "pfx", "later", age=timedelta(days=-9)), *keys_of(sandbox_pki)]
    with running(sandbox_pki, keys=keys) as stage:
        reasons = {key.reason: key for key in stage.listed if not key.usable}
        assert set(reasons) == {"expired", "not-yet-valid"}
        for reason, key in reasons.items():
            assert key.detail
            with pytest.raises(KeyExpired) as caught:
                stage.ring.open(key, stage.prompts, purpose="x", signatures=1)
            assert caught.value.code == f"key-{reason}"
        assert stage.program.calls["pfx.load_key"] == 0


def test_the_same_file_under_two_folders_is_one_key(sandbox_pki: Pki) -> None:
    (first, *_) = keys_of(sandbox_pki)
    twin = replace(first, disk="/Volumes/", path="DSKEYS")
    with running(sandbox_pki, keys=[first, twin]) as stage:
        (entry,) = stage.ring.keys()
        assert first.disk in entry.place
        ids = {entry.id}
        stage.program.keys = [twin]
        assert {key.id for key in stage.listed} == ids, "the id does not depend on where the drive was put in"


def test_two_keys_of_one_name_are_two(sandbox_pki: Pki) -> None:
    with running(sandbox_pki, keys=[director(sandbox_pki, "pfx"), director(sandbox_pki, "pfx")]) as stage:
        assert len({key.id for key in stage.listed}) == 2


def test_a_ytks_key_is_listed_and_signs(sandbox_pki: Pki) -> None:
    key = director(sandbox_pki, "ytks")
    with running(sandbox_pki, keys=[key]) as stage:
        (entry,) = stage.ring.keys()
        assert entry.id.startswith("e-imzo:ytks:")
        assert entry.identity is not None
        assert entry.identity.serial == key.serial.upper()
        assert entry.identity.not_before == key.not_before, "the fields count, not the alias"
        signer = stage.open(entry.id)
        assert signer.sign(b"x", at=now()).identity.serial == key.serial.upper()
        signer.close()
        assert (stage.program.opened, stage.program.calls["ytks.unload_key"]) == (0, 1)


def test_a_version_without_ytks_lists_the_rest(sandbox_pki: Pki) -> None:
    with running(sandbox_pki) as stage:
        stage.fault("ytks.list_all_certificates", "failure", nth=0, number=0, text="Функция не найдена")
        assert len(stage.ring.keys()) == len(stage.program.keys)
        assert stage.ring.sources()[0].state == "ok"


@pytest.mark.parametrize("alias", ["", "o=nobody", "x" * 3000])
def test_an_alias_that_names_nobody(sandbox_pki: Pki, alias: str) -> None:
    (first, *_) = keys_of(sandbox_pki)
    with running(sandbox_pki, keys=[replace(first, alias=alias)]) as stage:
        (entry,) = stage.ring.keys()
        assert (entry.identity, entry.usable) == (None, True)
        signer = stage.open(entry.id)
        assert signer.sign(b"x", at=now()).identity.serial == first.serial.upper(), "the certificate tells"
        signer.close()


@pytest.mark.parametrize("moment", [10**18, -(10**18)])
def test_moments_beyond_the_calendar(sandbox_pki: Pki, moment: int) -> None:
    key = director(sandbox_pki, "ytks")
    listed = json.dumps({"success": True, "certificates": [key.as_listed() | {"validFrom": moment, "validTo": moment}]})
    with running(sandbox_pki, keys=[]) as stage:
        stage.fault("ytks.list_all_certificates", "reply", text=listed)
        (entry,) = stage.ring.keys()
        assert entry.identity is not None
        assert entry.identity.not_before == key.not_before, "the alias knows"


def test_a_reader_that_breaks_e_imzo_leaves_what_was_found(sandbox_pki: Pki) -> None:
    with running(sandbox_pki, Script(readers=["ACS"])) as stage:
        stage.fault("idcard.list_readers", "cut")
        assert len(stage.ring.keys()) == len(stage.program.keys)
        assert stage.ring.sources()[0].state == "crashed"
        assert stage.program.calls["baikey.list_tokens"] == 0


def test_one_entry_for_each_kind_of_hardware(sandbox_pki: Pki) -> None:
    script = Script(
        readers=["ACS ACR39U", "Gemalto PC Twin\u202e"],
        baikey_tokens=["BAIK 1"],
        usb_tokens=[{"type": "idcard", "deviceID": "1"}, {"type": "uzgrd", "deviceID": "UZ-77"}],
    )
    with running(sandbox_pki, script, keys=[]) as stage:
        listed = {key.id: key for key in stage.listed}
        assert list(listed) == ["e-imzo:idcard", "e-imzo:baikey", "e-imzo:ckc"]
        for key in listed.values():
            assert key.identity is None
            assert key.usable
            assert "first signature" in key.detail
        assert listed["e-imzo:ckc"].name == "uzgrd UZ-77"
        assert "\u202e" not in listed["e-imzo:idcard"].name


def test_an_uzguard_token_alone(sandbox_pki: Pki) -> None:
    with running(sandbox_pki, Script(uzguard_tokens=["UZGUARD"]), keys=[]) as stage:
        assert [key.id for key in stage.listed] == ["e-imzo:ckc"]


def test_a_reader_that_cannot_be_asked_hides_nothing_else(sandbox_pki: Pki) -> None:
    with running(sandbox_pki, Script(readers=["ACS"])) as stage:
        stage.fault("idcard.list_readers", "failure", number=-9999, text="SCARD_E_NO_SERVICE")
        assert len(stage.ring.keys()) == len(stage.program.keys)
        assert stage.ring.sources()[0].state == "ok"


# ------------------------------------------------------------------ old versions


@pytest.mark.parametrize(
    ("version", "files", "cards", "tokens"),
    [
        ((3, 20, 0), True, False, False),
        ((3, 36, 0), True, False, False),
        ((4, 11, 9), True, False, False),
        ((4, 12, 0), True, True, False),
        ((4, 85, 0), True, True, False),
        ((4, 86, 0), True, True, True),
        ((10, 0, 0), True, True, True),
    ],
)
def test_what_an_old_version_cannot_do_is_not_asked_and_said(
    sandbox_pki: Pki, version: tuple[int, int, int], files: bool, cards: bool, tokens: bool
) -> None:
    script = Script(Dialect.V4, version, readers=["ACS"], baikey_tokens=["B"])
    with running(sandbox_pki, script) as stage:
        ids = {key.id for key in stage.listed}
        assert any(one.startswith("e-imzo:pfx:") for one in ids) is files
        assert ("e-imzo:idcard" in ids, "e-imzo:baikey" in ids) == (cards, tokens)
        (source,) = stage.ring.sources()
        assert source.state == ("ok" if tokens else "outdated")
        if not tokens:
            assert "newest version" in source.detail
            assert "4.86" in source.detail
        assert stage.program.calls["pfx.list_certificates"] == (1 if version < (3, 36) else 0)
        for absent, known in (("idcard.list_readers", cards), ("baikey.list_tokens", tokens)):
            assert (stage.program.calls[absent] > 0) is known


def test_an_old_version_signs_with_a_key_file(sandbox_pki: Pki) -> None:
    with running(sandbox_pki, Script(Dialect.V4, (3, 20, 0))) as stage:
        signer = stage.open()
        signer.sign(b"x", at=now())
        signer.close()


# ------------------------------------------------------------------ what hinders


def test_it_does_not_run_and_then_it_does(sandbox_pki: Pki) -> None:
    server = EImzoServer(keys_of(sandbox_pki), now)
    ring = ring_on(server, verifier_of(sandbox_pki))
    assert ring.sources() == []
    server.stop()
    assert ring.keys() == []
    (source,) = ring.sources()
    assert (source.state, source.name) == ("not-running", "E-IMZO")
    assert "Start it" in source.detail
    with EImzoServer(keys_of(sandbox_pki), now, port=server.port, tls_port=None):
        assert ring.keys()
        assert ring.sources()[0].state == "ok"


def test_a_slow_list_is_given_up_and_not_followed_by_more(sandbox_pki: Pki, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("muhr.signing.eimzo.client.LIST_SECONDS", 2.0)
    with running(sandbox_pki, keys=[*keys_of(sandbox_pki), director(sandbox_pki, "ytks")]) as stage:
        stage.fault("ytks.list_all_certificates", "slow", seconds=600)
        listed = stage.ring.keys()
        assert {key.id.split(":")[1] for key in listed} == {"pfx"}, "what was there already is shown"
        (source,) = stage.ring.sources()
        assert (source.state, source.name) == ("slow", "E-IMZO 6.4.7")
        assert "behind this one" in source.detail
        assert stage.program.calls["idcard.list_readers"] == 0
        stage.server.stop()


def test_another_device_keeps_the_thread(sandbox_pki: Pki) -> None:
    with running(sandbox_pki, Script(person=Person.AWAY)) as stage:
        signer = stage.open()
        stage.ring._busy_seconds = 0.2
        before = stage.ring.sources()
        assert before[0].state == "ok"
        future = DEVICES.start(lambda: stage.ring._client.create_pkcs7(signer._key_id, b"x"))
        until(lambda: stage.program.windows)
        assert len(stage.ring.keys()) == len(stage.program.keys), "what was found before is shown"
        assert stage.ring.sources()[0].state == "slow"
        stage.script.close_windows(Person.RIGHT)
        future.result(60)


@pytest.mark.parametrize("text", ["x", '{"success":true}', '{"success":true,"major":"six","minor":"4"}', "[]"])
def test_a_version_that_is_none(sandbox_pki: Pki, text: str) -> None:
    with running(sandbox_pki) as stage:
        stage.fault("version", "reply", text=text)
        assert stage.ring.keys() == []
        assert stage.ring.sources()[0].state == "port-taken"


# ------------------------------------------------------------------ one list, and the watch


def test_it_is_one_of_the_device_keys(sandbox_pki: Pki) -> None:
    with running(sandbox_pki) as stage:
        device: DeviceKeys = stage.ring
        rings = KeyRings(FileKeyRing(stage.verifier, now, [sandbox_pki.keys_folder]), [device])
        everything = rings.keys()
        kinds = [key.kind for key in everything]
        assert kinds.count(KeyKind.FILE) == kinds.count(KeyKind.E_IMZO) == len(stage.program.keys)
        assert [key.kind for key in rings.keys(kinds=[KeyKind.E_IMZO])] == [KeyKind.E_IMZO] * len(stage.program.keys)
        assert rings.sources() == stage.ring.sources()


def test_the_watch_notices_start_and_end_and_asks_nothing(sandbox_pki: Pki) -> None:
    server = EImzoServer(keys_of(sandbox_pki), now)
    ring = ring_on(server, verifier_of(sandbox_pki))
    with server:
        assert ring.fingerprint() is True
        assert ring.fingerprint() is True
        assert server.program.calls == {}
    assert ring.fingerprint() is False


def test_the_watch_does_not_wait_for_a_busy_e_imzo(sandbox_pki: Pki) -> None:
    with running(sandbox_pki, Script(person=Person.AWAY)) as stage:
        signer = stage.open()
        future = DEVICES.start(lambda: stage.ring._client.create_pkcs7(signer._key_id, b"x"))
        until(lambda: stage.program.windows)
        assert stage.ring.fingerprint() is True
        stage.script.close_windows(Person.RIGHT)
        future.result(60)


def test_a_key_that_is_gone(sandbox_pki: Pki) -> None:
    with running(sandbox_pki) as stage:
        (entry, *_) = stage.ring.keys()
        stage.program.keys = []
        with pytest.raises(KeyUnusable) as caught:
            stage.ring.open(entry, Onlooker(), purpose="x", signatures=1)
        assert caught.value.code == "e-imzo-key-gone"
        stage.ring.keys()
        with pytest.raises(KeyUnusable) as caught:
            stage.ring.open(entry, Onlooker(), purpose="x", signatures=1)
        assert caught.value.code == "e-imzo-key-gone"


def test_an_entry_of_an_earlier_start_is_found_again(sandbox_pki: Pki) -> None:
    with running(sandbox_pki) as stage:
        (entry, *_) = stage.ring.keys()
        fresh = ring_on(stage.server, stage.verifier)
        signer = fresh.open(entry, Onlooker(), purpose="x", signatures=1)
        assert signer.sign(b"x", at=now()).identity.serial
        signer.close()


def test_opening_when_it_does_not_run(sandbox_pki: Pki) -> None:
    with running(sandbox_pki) as stage:
        (entry, *_) = stage.ring.keys()
        fresh = ring_on(stage.server, stage.verifier)
        assert Address(stage.server.port)
        stage.server.stop()
        for ring in (stage.ring, fresh):
            with pytest.raises(KeyUnusable) as caught:
                ring.open(entry, Onlooker(), purpose="x", signatures=1)
            assert caught.value.code == "e-imzo-not-running"
