"""CAPIWS texts: written as E-IMZO expects them, read within limits whatever comes."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muhr.domain.errors import KeyUnusable, MuhrError
from muhr.signing.eimzo import wire


def test_requests_have_the_protocols_form() -> None:
    assert json.loads(wire.request("version")) == {"name": "version"}
    assert json.loads(wire.request("load_key", "C:\\", "", "DS1", "cn=ў", plugin="pfx")) == {
        "plugin": "pfx",
        "name": "load_key",
        "arguments": ["C:\\", "", "DS1", "cn=ў"],
    }


def test_the_version_is_read_as_the_field_gives_it() -> None:
    text = '{"success":true,"status":1,"major":"6","minor":"4","patch":"7","edition":"Standard"}'
    found = wire.read(text, wire.Version)
    assert (found.major, found.minor, found.patch) == ("6", "4", "7")


@pytest.mark.parametrize(
    "text", ["", "x", "[]", "1", "null", "{}", '{"success":"yes"}', '{"jsonrpc":"2.0"}', b"\xff\xfe"]
)
def test_what_is_no_reply_comes_from_somebody_else(text: str | bytes) -> None:
    with pytest.raises(wire.NotEImzo) as caught:
        wire.read(text, wire.Version)
    assert caught.value.code == "e-imzo-port-taken"


@pytest.mark.parametrize("bracket", ["[", '{"a":'])
def test_a_deep_reply_ends_in_an_error_and_not_in_the_program(bracket: str) -> None:
    text = '{"success":true,"padding":' + bracket * 500_000
    with pytest.raises(KeyUnusable):
        wire.read(text, wire.Reply)


@pytest.mark.parametrize("shape", [wire.Version, wire.Disks, wire.Loaded, wire.Signed, wire.Chain, wire.Readers])
@pytest.mark.parametrize("text", ['{"success":true}', '{"success":true,"major":[],"disks":7,"keyId":{},"pkcs7_64":1}'])
def test_a_success_without_its_payload_is_odd(shape: type[Any], text: str) -> None:
    with pytest.raises(KeyUnusable) as caught:
        wire.read(text, shape)
    assert caught.value.code == "e-imzo-odd-answer"


def listing(*entries: object) -> str:
    return json.dumps({"success": True, "certificates": entries})


GOOD = {"disk": "/media/x/", "path": "", "name": "DS1", "alias": "cn=x"}


def test_a_bad_entry_does_not_hide_the_good_ones() -> None:
    bad = [7, None, [], {}, {**GOOD, "name": 5}, {**GOOD, "alias": "x" * 5000}, {**GOOD, "disk": "x" * 5000}]
    assert wire.read_keys(listing(*bad, GOOD)) == [wire.Listed(**GOOD)]


def test_a_ytks_entry_keeps_its_fields() -> None:
    (key,) = wire.read_keys(listing({**GOOD, "serialNumber": "77f6", "validFrom": 1, "validTo": 2, "more": []}))
    assert (key.serialNumber, key.validFrom, key.validTo) == ("77f6", 1, 2)


def test_no_more_keys_than_anybody_has() -> None:
    assert len(wire.read_keys(listing(*[GOOD] * 3000))) == wire.MOST_LISTED


@pytest.mark.parametrize("text", ["***", "A", "ж", "AAAA=A"])
def test_what_is_no_base64_is_odd(text: str) -> None:
    with pytest.raises(KeyUnusable):
        wire.from_base64(text)


def test_base64_may_be_cut_into_lines() -> None:
    assert wire.from_base64("AAEC\r\nAwQF\n") == bytes(range(6))


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_nothing_else_than_a_known_error_comes_out(text: str | bytes) -> None:
    for read in (lambda: wire.read(text, wire.Signed), lambda: wire.read_keys(text)):
        with suppress(MuhrError):
            read()
