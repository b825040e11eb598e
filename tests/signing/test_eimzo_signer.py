"""A batch with an E-IMZO key: one window, everything verified before it is given, one clean end."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from eimzo_kit import CONTENT, Onlooker, now, running
from sandbox_desk import until

from muhr.domain.errors import (
    Cancelled,
    ContentUnsafe,
    KeyExpired,
    KeyLocked,
    KeyUnusable,
    MuhrError,
    SignatureInvalid,
    WrongPassword,
)
from muhr.domain.signatures import Verdict
from muhr.sandbox.eimzo import Dialect, Person, Script, SimKey, keys_of, of_issued
from muhr.sandbox.pki import Pki
from muhr.sandbox.world import OURS
from muhr.sandbox.world.companies import COUNTERPARTIES
from muhr.signing import ber, der
from muhr.signing.devices import DEVICES


@pytest.mark.parametrize("dialect", list(Dialect))
def test_a_batch_has_one_window_and_one_key(sandbox_pki: Pki, dialect: Dialect) -> None:
    record = sandbox_pki.key("first-director")
    with running(sandbox_pki, Script(dialect)) as stage:
        signer = stage.open()
        assert signer.identity is None, "an alias proves nothing"
        for number in range(20):
            content = CONTENT + str(number).encode()
            message = signer.sign(content, at=now())
            assert message.content == content
            assert message.report.verdict is Verdict.VALID
            assert message.report.content == content
            assert message.identity.serial == record.serial
            assert signer.identity == message.identity
        signer.close()
        signer.close()
        assert stage.program.windows == ["pkcs7.create_pkcs7"]
        calls = stage.program.calls
        assert (calls["pfx.load_key"], calls["pkcs7.create_pkcs7"], calls["pfx.unload_key"]) == (1, 20, 1)
        assert (stage.program.opened, calls["x509.get_certificate_chain"]) == (0, 0)
        assert len(stage.prompts.requests) == 1
        assert stage.prompts.shown == 0
        with pytest.raises(KeyUnusable):
            signer.sign(CONTENT, at=now())


def test_the_message_is_as_e_imzo_made_it(sandbox_pki: Pki) -> None:
    with running(sandbox_pki) as stage:
        signer = stage.open()
        message = signer.sign(CONTENT, at=now())
        signer.close()
        assert message.der.startswith(b"\x30\x80"), "BER, indefinite length"
        assert stage.verifier.verify(message.der, expected=CONTENT).verdict is Verdict.VALID


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
def test_openssl_reads_the_sandboxs_ber(sandbox_pki: Pki, tmp_path: Path) -> None:
    with running(sandbox_pki) as stage:
        signer = stage.open()
        (tmp_path / "message").write_bytes(signer.sign(CONTENT * 40, at=now()).der)
        signer.close()
    command = ["openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", tmp_path / "message"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.count("d.certificate:") == 3
    assert "1.2.860.3.15.1.1.2.2.2.2" in done.stdout


def test_the_person_is_told_before_the_window_and_only_while_it_is_open(sandbox_pki: Pki) -> None:
    with running(sandbox_pki, Script(person=Person.AWAY)) as stage:
        signer = stage.open()
        assert stage.prompts.requests == [], "6.4 asks for nothing when a key is loaded"
        done = threading.Thread(target=lambda: signer.sign(CONTENT, at=now()))
        done.start()
        until(lambda: stage.program.windows)
        assert stage.prompts.shown == 1
        (request,) = stage.prompts.requests
        assert (request.purpose, request.key.name, request.total) == ("Sign 3 documents", "DS2000000110001", 1)
        assert request.seconds == 300
        stage.script.close_windows(Person.RIGHT)
        done.join(60)
        assert stage.prompts.shown == 0
        assert signer.identity is not None
        signer.close()


def test_a_version_that_asks_when_loading_tells_as_well(sandbox_pki: Pki, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("muhr.signing.eimzo.signer.QUICK_SECONDS", 0.01)
    script = Script(version=(6, 3, 5), asks_when_loading=True, window_seconds=0.3)
    with running(sandbox_pki, script) as stage:
        signer = stage.open()
        assert (len(stage.prompts.requests), stage.prompts.shown) == (1, 0)
        signer.sign(CONTENT, at=now())
        signer.close()
        assert stage.program.windows == ["pfx.load_key"], "one window all the same"


# ------------------------------------------------------------------ the password


def ends(stage: object, kind: type[MuhrError], code: str, *, signed: int = 0) -> None:
    """Sign until it ends with this error; then it stays at its end, and no second window opens."""
    signer = stage.open()
    for _ in range(signed):
        signer.sign(CONTENT, at=now())
    windows = len(stage.program.windows)
    with pytest.raises(kind) as caught:
        signer.sign(CONTENT, at=now())
    assert caught.value.code == code
    assert stage.prompts.shown == 0
    asked = stage.program.calls["pkcs7.create_pkcs7"]
    with pytest.raises(kind):
        signer.sign(CONTENT, at=now())
    assert stage.program.calls["pkcs7.create_pkcs7"] == asked, "not tried again by itself"
    assert len(stage.program.windows) <= windows + 1
    signer.close()


@pytest.mark.parametrize("dialect", list(Dialect))
def test_cancelled_in_its_window(sandbox_pki: Pki, dialect: Dialect) -> None:
    with running(sandbox_pki, Script(dialect, person=Person.CANCEL)) as stage:
        ends(stage, Cancelled, "cancelled")
        assert stage.program.opened == 0


@pytest.mark.parametrize(
    ("dialect", "kind", "code"),
    [
        (Dialect.V6, Cancelled, "cancelled"),  # three wrong tries look like a cancelled window
        (Dialect.V5, WrongPassword, "key-wrong-password"),
        (Dialect.V4, WrongPassword, "key-wrong-password"),
    ],
)
def test_wrong_three_times(sandbox_pki: Pki, dialect: Dialect, kind: type[MuhrError], code: str) -> None:
    with running(sandbox_pki, Script(dialect, person=Person.WRONG)) as stage:
        ends(stage, kind, code)


def test_nobody_at_the_window(sandbox_pki: Pki) -> None:
    with running(sandbox_pki, Script(person=Person.AWAY), prompt_seconds=2.0) as stage:
        signer = stage.open()
        with pytest.raises(KeyUnusable) as caught:
            signer.sign(CONTENT, at=now())
        assert caught.value.code == "e-imzo-no-answer"
        assert "behind this one" in str(caught.value)
        signer.close()
        assert stage.program.calls["pfx.unload_key"] == 0, "E-IMZO is still at it: nothing may overlap"
        stage.server.stop()


def test_the_password_is_forgotten_midway(sandbox_pki: Pki) -> None:
    with running(sandbox_pki, Script(forgets_after=3)) as stage:
        ends(stage, Cancelled, "cancelled", signed=3)
        assert len(stage.program.windows) == 1


def test_a_window_that_opens_again_midway_is_told(sandbox_pki: Pki, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("muhr.signing.eimzo.signer.QUICK_SECONDS", 0.05)
    with running(sandbox_pki, Script(forgets_after=3, asks_again=True, window_seconds=0.5)) as stage:
        signer = stage.open()
        for _ in range(4):
            signer.sign(CONTENT, at=now())
        signer.close()
        assert len(stage.program.windows) == 2
        assert len(stage.prompts.requests) >= 2
        assert stage.prompts.shown == 0


@pytest.mark.parametrize("when", ["at once", "later"])
def test_the_person_cancels_here(sandbox_pki: Pki, when: str) -> None:
    with running(sandbox_pki, Script(person=Person.AWAY)) as stage:
        signer = stage.open()
        stage.prompts.says_no = when == "at once"
        ended: list[BaseException] = []

        def sign() -> None:
            try:
                signer.sign(CONTENT, at=now())
            except MuhrError as error:
                ended.append(error)

        thread = threading.Thread(target=sign)
        thread.start()
        if when == "later":
            until(lambda: stage.program.windows)
            stage.prompts.cancels[0]()
        thread.join(60)
        assert [type(error) for error in ended] == [Cancelled]
        stage.prompts.cancels[0]()
        signer.close()
        stage.server.stop()


def test_cancelling_while_another_device_keeps_the_thread(sandbox_pki: Pki) -> None:
    with running(sandbox_pki) as stage:
        signer = stage.open()
        free = threading.Event()
        busy = DEVICES.start(lambda: free.wait(60))
        stage.prompts.says_no = True
        with pytest.raises(Cancelled):
            signer.sign(CONTENT, at=now())
        assert not busy.done()
        free.set()
        assert stage.program.calls["pkcs7.create_pkcs7"] == 0
        signer.close()


# ------------------------------------------------------------------ nothing wrong comes through


@pytest.mark.parametrize("kind", ["other_signer", "other_content", "broken_signature"])
@pytest.mark.parametrize("before", [0, 2])
def test_a_wrong_signature_is_not_given(sandbox_pki: Pki, kind: str, before: int) -> None:
    with running(sandbox_pki) as stage:
        stage.fault("pkcs7.create_pkcs7", kind, nth=before + 1)
        ends(stage, SignatureInvalid, "signature-invalid", signed=before)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("no_base64", "e-imzo-odd-answer"),
        ("empty", "e-imzo-odd-answer"),
        ("garbage", "e-imzo-port-taken"),
        ("half", "e-imzo-broken-off"),
        ("cut", "e-imzo-broken-off"),
        ("forget_keys", "e-imzo-key-forgotten"),
    ],
)
def test_a_reply_that_goes_wrong_midway(sandbox_pki: Pki, kind: str, code: str) -> None:
    with running(sandbox_pki) as stage:
        stage.fault("pkcs7.create_pkcs7", kind, nth=3)
        ends(stage, KeyUnusable, code, signed=2)


def test_the_api_key_wanted_midway_is_given_and_no_window_opens(sandbox_pki: Pki) -> None:
    with running(sandbox_pki) as stage:
        stage.fault("pkcs7.create_pkcs7", "forget_site", nth=2)
        signer = stage.open()
        for _ in range(3):
            signer.sign(CONTENT, at=now())
        signer.close()
        assert (len(stage.program.windows), stage.program.signed) == (1, 3)


class Odd(SimKey):
    """A key whose E-IMZO gives something else."""

    def sign(self, content: bytes, at: datetime) -> bytes:
        return self.odd(content, at)


def odd(key: SimKey, gives: Callable[[bytes, datetime], bytes]) -> Odd:
    made = Odd(**{name: getattr(key, name) for name in key.__dataclass_fields__})
    made.odd = gives
    return made


def test_what_is_no_message_is_not_given(sandbox_pki: Pki) -> None:
    (key, *_) = keys_of(sandbox_pki)
    with running(sandbox_pki, keys=[odd(key, lambda content, at: b"no message")]) as stage:
        ends(stage, SignatureInvalid, "signature-invalid")


def test_a_message_without_its_content_is_not_given(sandbox_pki: Pki) -> None:
    (key, *_) = keys_of(sandbox_pki)

    def detached(content: bytes, at: datetime) -> bytes:
        version, digests, _, certificates, signers = signed_data(key.sign(content, at))
        data = der.sequence(der.oid("1.2.840.113549.1.7.1"))
        return wrapped(version.der, digests.der, data, certificates.der, signers.der)

    with running(sandbox_pki, keys=[odd(key, detached)]) as stage:
        ends(stage, SignatureInvalid, "signature-invalid")


def test_a_message_of_two_signers_is_not_given(sandbox_pki: Pki) -> None:
    """Both are valid; whose signature it would be is not one answer any more."""
    mine, theirs, *_ = keys_of(sandbox_pki)

    def both(content: bytes, at: datetime) -> bytes:
        one, two = (signed_data(key.sign(content, at)) for key in (mine, theirs))
        certificates = der.tagged(
            0, *dict.fromkeys(part.der for found in (one, two) for part in der.children(found[3]))
        )
        signers = der.set_of([part.der for found in (one, two) for part in der.children(found[4])])
        return wrapped(one[0].der, one[1].der, one[2].der, certificates, signers)

    with running(sandbox_pki, keys=[odd(mine, both)]) as stage:
        assert stage.verifier.verify(both(CONTENT, now()), expected=CONTENT).verdict is Verdict.VALID
        ends(stage, SignatureInvalid, "signature-invalid")


def signed_data(message: bytes) -> list[der.Element]:
    _, explicit = der.children(der.read(ber.definite(message)))
    return der.children(der.children(explicit)[0])


def wrapped(*parts: bytes) -> bytes:
    return der.sequence(der.oid("1.2.840.113549.1.7.2"), der.tagged(0, der.sequence(*parts)))


def test_an_unknown_root_is_not_accepted(sandbox_pki: Pki, tmp_path: Path) -> None:
    from muhr.sandbox.pki import make_pki

    stranger = make_pki(tmp_path / "other")
    with running(sandbox_pki, keys=keys_of(stranger)) as stage:
        ends(stage, SignatureInvalid, "signature-invalid")


def test_an_alias_with_another_serial_is_refused(sandbox_pki: Pki) -> None:
    """The alias is unprotected: somebody may have written another key's into the file."""
    (key, *_) = keys_of(sandbox_pki)
    lying = replace(key, alias=key.alias.replace(f"serialnumber={key.serial}", "serialnumber=77000001"))
    assert lying.alias != key.alias
    with running(sandbox_pki, keys=[lying]) as stage:
        ends(stage, SignatureInvalid, "signature-invalid")


@pytest.mark.parametrize("number", [f"={OURS[0].tax_id}", f"={OURS[0].director.personal_id}"])
def test_an_alias_with_another_company_or_person_is_refused(sandbox_pki: Pki, number: str) -> None:
    (key, *_) = keys_of(sandbox_pki)
    lying = replace(key, alias=key.alias.replace(number, "=" + "9" * (len(number) - 1)))
    assert lying.alias != key.alias
    with running(sandbox_pki, keys=[lying]) as stage:
        ends(stage, SignatureInvalid, "signature-invalid")


def test_another_card_in_the_middle_is_noticed(sandbox_pki: Pki) -> None:
    cards = [
        of_issued(sandbox_pki.authorities.director(company, now()), store="idcard", name="card")
        for company in (OURS[0], COUNTERPARTIES[0])
    ]
    with running(sandbox_pki, Script(readers=["ACS"]), keys=cards[:1]) as stage:
        signer = stage.open("e-imzo:idcard")
        signer.sign(CONTENT, at=now())
        stage.program.keys = cards[1:]
        with pytest.raises(SignatureInvalid, match="another certificate than before"):
            signer.sign(CONTENT, at=now())
        signer.close()


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("PIN-код неправильный. Осталось 2 попыток", WrongPassword, "key-wrong-password"),
        ("PIN-код заблокирован. Требуется повторная персонализация", KeyLocked, "key-locked"),
    ],
)
def test_what_a_card_says_of_its_pin(sandbox_pki: Pki, text: str, kind: type[MuhrError], code: str) -> None:
    with running(sandbox_pki, Script(readers=["ACS"])) as stage:
        stage.fault("pkcs7.create_pkcs7", "failure", number=-9999, text=text)
        signer = stage.open("e-imzo:idcard")
        with pytest.raises(kind) as caught:
            signer.sign(CONTENT, at=now())
        assert caught.value.code == code
        with pytest.raises(kind):
            signer.sign(CONTENT, at=now())
        assert stage.program.calls["pkcs7.create_pkcs7"] == 1, "a PIN is never tried again"


def test_no_card_in_the_reader(sandbox_pki: Pki) -> None:
    with running(sandbox_pki, Script(readers=["ACS"])) as stage:
        signer = stage.open("e-imzo:idcard")
        with pytest.raises(KeyUnusable) as caught:
            signer.sign(CONTENT, at=now())
        assert caught.value.code == "e-imzo-no-token"


# ------------------------------------------------------------------ before E-IMZO is asked


def test_dangerous_content_never_reaches_it_and_the_batch_goes_on(sandbox_pki: Pki) -> None:
    attributes = der.set_of([der.sequence(der.oid("1.2.3"), der.tlv(der.SET, der.integer(1)))])
    with running(sandbox_pki) as stage:
        signer = stage.open()
        with pytest.raises(ContentUnsafe):
            signer.sign(attributes, at=now())
        assert stage.program.calls["pkcs7.create_pkcs7"] == 0
        signer.sign(CONTENT, at=now())
        signer.close()


def test_a_key_that_expires_meanwhile_signs_no_more(sandbox_pki: Pki) -> None:
    with running(sandbox_pki) as stage:
        signer = stage.open()
        with pytest.raises(KeyExpired):
            signer.sign(CONTENT, at=now() + timedelta(days=1000))
        signer = stage.open()
        with pytest.raises(KeyExpired) as caught:
            signer.sign(CONTENT, at=now() - timedelta(days=1000))
        assert caught.value.code == "key-not-yet-valid"
        assert stage.program.windows == []


def test_the_other_calls_of_the_protocol(sandbox_pki: Pki) -> None:
    with running(sandbox_pki) as stage:
        signer = stage.open()
        capiws = stage.ring._client
        chain = DEVICES.call(lambda: capiws.certificate_chain(signer._key_id))
        assert tuple(chain) == sandbox_pki.key("first-director").chain
        DEVICES.call(lambda: capiws.verify_password("pfx", signer._key_id))
        assert stage.program.windows == ["x509.get_certificate_chain", "pfx.verify_password"]
        signer.close()


def test_large_content_is_signed(sandbox_pki: Pki) -> None:
    with running(sandbox_pki) as stage:
        signer = stage.open()
        content = bytes(range(256)) * 200
        assert signer.sign(content, at=now()).content == content
        signer.close()


def test_nothing_secret_is_kept_or_shown(sandbox_pki: Pki) -> None:
    """Muhr never hears the password; `Onlooker` fails when it is asked for one."""
    with running(sandbox_pki) as stage:
        signer = stage.open()
        signer.sign(CONTENT, at=now())
        assert isinstance(stage.prompts, Onlooker)
        assert signer._key_id not in repr(signer)
        signer.close()
        assert signer._key_id == ""
