"""One-time codes, files and links of documents, and what the form of an account checks: against running services."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import time
from pathlib import Path
from typing import Any

import certifi
import pytest
from terminal import Muhr, World, add

from muhr.cli.account_form import help_text, network, switched
from muhr.domain.accounts import ProviderName
from muhr.domain.errors import InputError

posix = pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")


def with_code(world: World) -> dict[str, Any]:
    """The account of the world whose service sends a code."""
    return next(one for one in world.accounts if one.get("pin"))


def at_terminal(muhr: Muhr, arguments: list[str], typed: str) -> tuple[int, str]:
    """Run a command with a person at its terminal who types one line when the code is asked for."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        muhr.command(*arguments), stdin=slave, stdout=slave, stderr=slave, env={**muhr.environment, "TERM": "dumb"}
    ) as process:
        os.close(slave)
        shown, answered, deadline = b"", False, time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                shown += os.read(master, 4096)
            except OSError:  # the other end is closed
                break
            if not answered and b"Code (" in shown:
                answered = True
                os.write(master, typed.encode() + b"\n")
        status = process.wait(timeout=60)
    os.close(master)
    return status, shown.decode()


@posix
def test_a_computer_is_remembered_and_forgotten(tmp_path: Path, calm_world: World, keyring: dict[str, str]):
    muhr = Muhr(tmp_path / "workspace", keyring="", more=keyring)
    mine = with_code(calm_world)
    account = add(muhr, calm_world, mine)
    without = muhr("refresh", "--json")
    assert without.status == 5
    (error,) = (one["error"] for one in without.json["accounts"])
    assert error["code"] == "provider-pin"
    assert "muhr accounts login ID --remember" in error["advice"]

    status, shown = at_terminal(muhr, ["accounts", "login", account[:8], "--remember"], "9999")
    assert status == 5, shown
    assert shown.count("Code (") == 1
    assert "asks for a new code" in shown
    status, shown = at_terminal(muhr, ["accounts", "login", account[:8], "--remember"], mine["pin"])
    assert status == 0, shown
    assert "A code was sent to" in shown
    assert "This computer is remembered." in shown
    assert mine["pin"] not in shown.replace(account, "")
    assert muhr("accounts", "list", "--json").json[0]["device_remembered"] is True
    assert muhr("refresh").status == 0

    forgotten = muhr("accounts", "forget-device", account, "--json")
    assert (forgotten.status, forgotten.json["device_remembered"]) == (0, False)
    assert muhr("refresh").status == 5


def test_without_a_keyring_a_login_holds_for_one_call_and_says_so(muhr: Muhr, calm_world: World):
    mine = with_code(calm_world)
    account = add(muhr, calm_world, mine)
    secrets = json.dumps(calm_world.stdin(mine)) + "\n"
    command = ["accounts", "login", account, "--remember", "--secrets-stdin", "--json"]
    nobody = muhr(*command, stdin=secrets)
    assert (nobody.status, nobody.json["error"]["code"]) == (3, "code-missing")
    nothing = muhr("accounts", "forget-device", account, "--json")
    assert (nothing.status, nothing.json["error"]["code"]) == (3, "device-none")
    done = muhr(*command, "--code-stdin", stdin=f"{secrets}{mine['pin']}\n")
    assert done.status == 0, done.err
    assert "cannot be remembered: with --secrets-stdin nothing is kept" in done.err
    assert (done.json["code_asked"], done.json["device_remembered"]) == (True, False)
    assert done.json["waiting"] == len(muhr("inbox", "--json").json) > 0


def test_files_and_links_as_the_service_has_them(muhr: Muhr, calm_world: World, tmp_path: Path):
    mine = {
        provider: next(one for one in calm_world.accounts if one["provider"] == provider)
        for provider in ("rs_ge", "bitfaktura", "eurofaktura")
    }
    for one in mine.values():
        add(muhr, calm_world, one)
    stdin = calm_world.stdin(*mine.values())
    assert muhr("refresh", "--secrets-stdin", stdin=stdin).status == 0
    ids = {one["provider"]: one["id"] for one in muhr("inbox", "--json").json if one["number"]}

    def call(*arguments: str) -> Any:
        return muhr(*arguments, "--secrets-stdin", "--json", stdin=stdin)

    pdf = call("download", "pdf", ids["bitfaktura"], "--to", str(tmp_path))
    assert pdf.status == 0, pdf.err
    file = Path(pdf.json["file"])
    assert file.suffix == ".pdf"
    assert file.read_bytes().startswith(b"%PDF-")
    assert call("download", "pdf", ids["bitfaktura"], "--to", str(file)).json["error"]["code"] == "file-exists"
    xml = call("download", "xml", ids["bitfaktura"], "--to", str(file), "--force")
    assert xml.status == 0, xml.err
    assert file.read_bytes().lstrip().startswith(b"<")

    none = call("download", "archive", ids["bitfaktura"], "--to", str(tmp_path / "a.zip"))
    assert (none.status, none.json["error"]["code"]) == (1, "download-kind")
    assert "It has: pdf, xml" in none.err
    link = call("link", ids["eurofaktura"])
    assert link.status == 0, link.err
    assert link.json["link"].startswith("https://")
    without = call("link", ids["rs_ge"])
    assert (without.status, without.json["error"]["code"]) == (3, "no-public-link")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [file.name]


@pytest.mark.parametrize(
    ("service", "given", "told"),
    [
        (ProviderName.CHMURA, "auth=gold", "bearer (usual), basic, session, none"),
        (ProviderName.CHMURA, "token_in=header", "has no switch token_in. Possible: pace_ms"),
        (ProviderName.RS_GE, "pace_ms=soon", "a number (usual: 0)"),
        (ProviderName.FAKTURA_UZ, "company_inn=maybe", "no (usual), yes"),
    ],
)
def test_a_switch_that_is_not_there_tells_what_is_possible(service: ProviderName, given: str, told: str):
    with pytest.raises(InputError, match=re.escape(told)):
        switched(service, [given])


def test_switches_as_usual_are_not_kept():
    assert switched(ProviderName.CHMURA, ["auth=bearer", "format=jsv", "pace_ms=5"]) == {
        "format": "jsv",
        "pace_ms": "5",
    }
    assert switched(ProviderName.EUROFAKTURA, ["issue=no", "currency=EUR"]) == {"issue": "no", "currency": "EUR"}
    told = help_text(list(ProviderName))
    assert all(name.value in told for name in ProviderName)
    assert "token of the service" in told


def test_the_way_to_the_network(tmp_path: Path):
    assert network(None, None) == network("system", None) == {}
    assert network("none", None) == {"proxy": "none"}
    assert network("socks5://127.0.0.1:1080", None) == {"proxy": "socks5://127.0.0.1:1080"}
    for wish in ("ftp://127.0.0.1", "127.0.0.1:3128", "http://", "http://a:b", "http://me:s3cret@127.0.0.1:1"):
        with pytest.raises(InputError) as caught:
            network(wish, None)
        assert "s3cret" not in str(caught.value)
    (tmp_path / "ca.pem").write_text("no certificate")
    with pytest.raises(InputError, match="no certificate"):
        network(None, tmp_path / "ca.pem")


def test_an_account_keeps_its_own_way_to_the_network(muhr: Muhr, calm_world: World):
    authority = certifi.where()
    add(muhr, calm_world, calm_world.accounts[0], "--proxy", "none", "--ca-file", authority)
    assert muhr("accounts", "list", "--json").json[0]["options"] == {"proxy": "none", "ca_file": authority}
