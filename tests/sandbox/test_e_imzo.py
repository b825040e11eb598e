"""The sandbox's E-IMZO, asked by a plain WebSocket client: shapes, dialects, API keys, BER, faults, and its control."""

from __future__ import annotations

import base64
import json
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography import x509
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from muhr.domain.errors import InputError
from muhr.domain.signatures import Verdict
from muhr.sandbox.eimzo import Dialect, EImzoServer, Fault, Person, Script, keys_of
from muhr.sandbox.eimzo.indefinite import as_ber
from muhr.sandbox.pki import Pki
from muhr.sandbox.serve import RunningSandbox
from muhr.signing import ber, der
from muhr.signing.algorithms import choose
from muhr.signing.certificates import load
from muhr.signing.cms_build import CmsBuilder
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

ORIGIN = "http://localhost"
# As the vendor's own demonstration publishes it.
KEY = (
    "96D0C1491615C82B9A54D9989779DF825B690748224C2B04F500F370D51827CE"
    "2644D8D4A82C18184D73AB8530BB8ED537269603F61DB0D03D2104ABF789970B"
)
APIKEY = {"name": "apikey", "arguments": ["localhost", KEY]}


def now() -> datetime:
    return datetime.now(UTC)


def ask(url: str, request: Any, origin: str | None = ORIGIN, context: ssl.SSLContext | None = None) -> Any:
    """One request in the field's way; the server must close with 1000 "Done"."""
    with connect(url, origin=origin, ssl=context, proxy=None, compression=None) as connection:
        connection.send(json.dumps(request))
        reply = connection.recv(timeout=60)
        with pytest.raises(ConnectionClosed) as closed:
            connection.recv(timeout=60)
    assert closed.value.rcvd is not None
    assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (1000, "Done")
    return json.loads(reply)


def call(server: EImzoServer, plugin: str, name: str, *arguments: Any) -> Any:
    request = {"plugin": plugin, "name": name} | ({"arguments": arguments} if arguments else {})
    return ask(server.urls["ws"], request)


@pytest.fixture
def server(sandbox_pki: Pki) -> Iterator[EImzoServer]:
    with EImzoServer(keys_of(sandbox_pki), now) as running:
        ask(running.urls["ws"], APIKEY)
        yield running


def load_first(server: EImzoServer) -> str:
    (first, *_) = call(server, "pfx", "list_all_certificates")["certificates"]
    reply = call(server, "pfx", "load_key", first["disk"], first["path"], first["name"], first["alias"])
    assert reply["type"] == "PFX_KEY_STORE"
    return reply["keyId"]


def test_the_replies_have_the_fields_of_the_field(server: EImzoServer) -> None:
    assert ask(server.urls["ws"], {"name": "version"}) == {
        "success": True,
        "status": 1,
        "major": "6",
        "minor": "4",
        "patch": "7",
        "edition": "Standard",
    }
    listed = call(server, "pfx", "list_all_certificates")
    assert (listed["success"], listed["status"]) == (True, 1)
    assert {tuple(one) for one in listed["certificates"]} == {("disk", "path", "name", "alias")}
    assert call(server, "pfx", "list_disks")["disks"] == [listed["certificates"][0]["disk"]]
    key_id = load_first(server)
    assert len(bytes.fromhex(key_id)) == 16
    signed = call(server, "pkcs7", "create_pkcs7", base64.b64encode(b"x").decode(), key_id, "no")
    assert set(signed) == {"success", "status", "pkcs7_64", "signer_serial_number", "signature_hex"}
    assert call(server, "pfx", "unload_key", key_id) == {"success": True, "status": 1}
    gone = call(server, "pkcs7", "create_pkcs7", "eA==", key_id, "no")
    assert (gone["success"], gone["status"]) == (False, -1010)


@pytest.mark.parametrize("dialect", list(Dialect))
def test_only_the_newest_dialect_has_numbers(server: EImzoServer, dialect: Dialect) -> None:
    server.script.dialect = dialect
    failed = call(server, "pfx", "unload_key", "nothing")
    worked = ask(server.urls["ws"], {"name": "version"})
    assert ("status" in failed, "status" in worked) == (dialect is Dialect.V6,) * 2
    assert failed["reason"]


@pytest.mark.parametrize("origin", [None, "https://example.uz", "http://127.0.0.1"])
def test_who_comes_from_elsewhere_is_not_let_in(server: EImzoServer, origin: str | None) -> None:
    reply = ask(server.urls["ws"], {"plugin": "pfx", "name": "list_disks"}, origin)
    domain = origin.split("//")[1] if origin else "null"
    assert (reply["status"], reply["reason"]) == (-1020, f"API-key для домена {domain} недействителен")


def test_a_wrong_api_key_is_refused(sandbox_pki: Pki) -> None:
    with EImzoServer([], now) as server:
        for key in (KEY[:-1] + "C", "00" * 64, "xyz", ""):
            reply = ask(server.urls["ws"], {"name": "apikey", "arguments": ["localhost", key]})
            assert (reply["success"], reply["status"]) == (False, -1020)
        assert ask(server.urls["ws"], APIKEY) == {"success": True, "status": 1, "message": "localhost"}


@pytest.mark.parametrize(
    "request_",
    [
        {"plugin": "pfx", "name": "load_key", "arguments": ["a", "b", "c"]},
        {"plugin": "pfx", "name": "unload_key"},
        {"plugin": "pkcs7", "name": "append_pkcs7_attached", "arguments": ["a", "b"]},
        {"plugin": "pkcs7", "name": "create_pkcs7", "arguments": ["eA==", "idcard", "yes"]},
        {"plugin": "pkcs7", "name": "create_pkcs7", "arguments": [7, "idcard"]},
        {"plugin": "nothing", "name": "version"},
    ],
)
def test_unknown_functions_and_wrong_counts_are_outdated(server: EImzoServer, request_: Any) -> None:
    reply = ask(server.urls["ws"], request_)
    assert (reply["success"], reply["status"]) == (False, 0)
    assert "Функция не найдена" in reply["reason"]


def test_a_wrong_alias_and_a_missing_file(server: EImzoServer) -> None:
    (first, *_) = call(server, "pfx", "list_all_certificates")["certificates"]
    place = (first["disk"], first["path"])
    assert call(server, "pfx", "load_key", *place, first["name"], "cn=x")["status"] == -2006
    assert call(server, "pfx", "load_key", *place, "nothing", first["alias"])["status"] == -2002
    assert call(server, "pfx", "list_certificates", "Z:\\")["status"] == -2011


def test_the_secure_port_has_a_certificate_of_its_own(server: EImzoServer) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    assert ask(server.urls["wss"], {"name": "version"}, context=context)["major"] == "6"
    with (
        socket.create_connection(("127.0.0.1", server.tls_port)) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as secure,
    ):
        certificate = secure.getpeercert(binary_form=True)
    assert certificate is not None
    found = x509.load_der_x509_certificate(certificate)
    assert found.subject == found.issuer
    assert found.subject.rfc4514_string() == "CN=E-IMZO"


def test_the_message_is_ber_and_stands_for_the_same_der(sandbox_pki: Pki) -> None:
    record = sandbox_pki.key("first-director")
    issued = sandbox_pki.authorities.issued["ca-2009"]
    choice = choose(load(issued.certificate).public_key)
    for size in (0, 1, 999, 1000, 1001, 5000):
        message = CmsBuilder(record.chain, choice).build(b"7" * size, now(), issued.key.sign)
        rewritten = as_ber(message)
        assert rewritten[:2] == b"\x30\x80"
        assert rewritten.endswith(b"\x00\x00\x00\x00")
        assert ber.definite(rewritten) == message
        with pytest.raises(der.DerError):
            der.read(rewritten)


def test_a_window_for_each_key_and_none_after_it(server: EImzoServer, sandbox_pki: Pki) -> None:
    verifier = CmsVerifier(TrustStore.of_files(sandbox_pki.trust), now)
    for windows in (1, 2):
        key_id = load_first(server)
        for _ in range(3):
            reply = call(server, "pkcs7", "create_pkcs7", "eA==", key_id, "no")
            message = base64.b64decode(reply["pkcs7_64"])
            report = verifier.verify(message, expected=b"x")
            assert report.verdict is Verdict.VALID
            assert reply["signer_serial_number"].upper() == report.signers[0].serial
        assert len(server.program.windows) == windows
    call(server, "pfx", "verify_password", key_id)
    call(server, "pfx", "verify_password", key_id)
    assert server.program.windows[2:] == ["pfx.verify_password"] * 2


def test_the_person_at_the_window(server: EImzoServer) -> None:
    server.script.person = Person.CANCEL
    key_id = load_first(server)
    reply = call(server, "pkcs7", "create_pkcs7", "eA==", key_id, "no")
    assert (reply["status"], reply["reason"]) == (-5000, "Ввод пароля отменен")
    server.script.dialect, server.script.person = Dialect.V5, Person.WRONG
    assert "BadPaddingException" in call(server, "pkcs7", "create_pkcs7", "eA==", key_id, "no")["reason"]


def test_a_port_that_is_taken(sandbox_pki: Pki, server: EImzoServer) -> None:
    with pytest.raises(InputError) as caught:
        EImzoServer([], now, port=server.port)
    assert caught.value.code == "port-taken"


def test_it_can_be_stopped_twice_and_in_the_middle_of_a_window(sandbox_pki: Pki) -> None:
    server = EImzoServer([], now, script=Script(faults=[Fault("version", "slow", seconds=600)])).start()
    with connect(server.urls["ws"], origin=ORIGIN, proxy=None) as connection:
        connection.send('{"name":"version"}')
        with pytest.raises(TimeoutError):
            connection.recv(timeout=0.05)
        server.stop()
        server.stop()
        with pytest.raises(ConnectionClosed):
            connection.recv(timeout=60)


def test_an_unknown_fault_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown fault"):
        Fault("version", "flood")


# ------------------------------------------------------------------ as a part of the sandbox


def test_the_sandbox_names_its_ports_and_obeys(sandbox: RunningSandbox) -> None:
    import httpx

    line = sandbox.info.as_dict()
    assert line["e_imzo"] == sandbox.e_imzo.urls
    url = line["e_imzo"]["ws"]
    assert ask(url, APIKEY)["success"]
    with httpx.Client(base_url=line["control"], trust_env=False) as http:
        order = {
            "person": "cancel",
            "window_seconds": 0,
            "version": [4, 12, 1],
            "readers": ["ACS"],
            "faults": [{"function": "pfx.list_disks", "kind": "failure", "number": -3000, "text": "занят"}],
        }
        assert http.post("/e-imzo", json=order).status_code == 200
        assert ask(url, {"name": "version"})["minor"] == "12"
        assert ask(url, {"plugin": "idcard", "name": "list_readers"})["readers"] == ["ACS"]
        assert ask(url, {"plugin": "pfx", "name": "list_disks"})["status"] == -3000
        assert ask(url, {"plugin": "pkcs7", "name": "create_pkcs7", "arguments": ["eA==", "idcard"]})["status"] == -5000
        told = http.get("/e-imzo").json()
        assert (told["calls"]["apikey"], told["windows"], told["signed"]) == (1, ["pkcs7.create_pkcs7"], 0)
        for bad in ({"person": "asleep"}, {"faults": [{"function": "x", "kind": "flood"}]}, {"other": 1}):
            assert http.post("/e-imzo", json=bad).status_code == 400
