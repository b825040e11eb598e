"""No password, client secret or token in a log line, an exception or a repr, whatever goes wrong."""

from __future__ import annotations

import contextlib
import logging
import traceback

import pytest
from provider_kit import SECRETS, http

from muhr.domain.accounts import Credentials
from muhr.domain.downloads import DownloadKind
from muhr.domain.errors import MuhrError
from muhr.providers.options import Timeouts, TransportOptions

FAULTS = [
    "drop_before",
    "drop_after",
    "half_body",
    "http_400",
    "http_403",
    "http_404",
    "http_429",
    "http_500_after",
    "redirect_other_host_after",
    "captive_portal_after",
    "garbage_json_after",
    "empty_after",
    "expire_token",
    "silence",
]
METHODS = ["token", "SignDocument", "GetDocumentStatus", "GetDocuments", "GetDocumentsHashCodes", "DownloadArchive"]


def everything_in(error: BaseException | None, depth: int = 5) -> str:
    """All that an exception shows: texts, arguments, attributes, and the same of what caused it."""
    if error is None or depth == 0:
        return ""
    own = [str(error), repr(error), repr(error.args), repr(vars(error)), "".join(traceback.format_exception(error))]
    request = getattr(error, "request", None)
    if request is not None:
        own.append(repr(dict(getattr(request, "headers", {}))) + repr(getattr(request, "content", b"")))
    return "".join(own) + everything_in(error.__cause__, depth - 1) + everything_in(error.__context__, depth - 1)


def test_a_run_through_every_fault_shows_no_secret(world, caplog, tmp_path):
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore", "muhr"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    options = TransportOptions(timeouts=Timeouts(read=0.1, whole=1))
    shown: list[str] = []
    ids = world.ids()
    for method in METHODS:
        given = world.signing(ids[0])
        for fault in FAULTS:
            world.faults({"method": method, "kind": fault, "every": 1, "seconds": 0.2})
            provider = world.another(options=options)
            shown.append(repr(provider))
            for call in (
                provider.test,
                provider.waiting,
                lambda provider=provider, ids=ids: provider.statuses(ids),
                lambda provider=provider, ids=ids: provider.hash_codes(ids),
                lambda provider=provider, given=given: provider.send(given),
                lambda provider=provider, given=given: provider.fates([given]),
                lambda provider=provider, ids=ids: provider.download(
                    DownloadKind.ARCHIVE, ids[0], tmp_path / "a.zip", lambda *_: None
                ),
            ):
                try:
                    shown.append(repr(call()))
                except MuhrError as error:
                    shown.append(everything_in(error))
            provider.close()
            world.faults()
        ids = ids[1:]
    records = "".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert "HTTP Request" in records, "the libraries did log"
    assert len(shown) > 200
    everything = records + "".join(shown)
    tokens = list(world.sandbox.state._tokens)
    assert len(tokens) > 10
    for secret in (world.credentials.password, world.credentials.client_secret, *tokens):
        assert secret not in everything


def test_a_provider_that_repeats_secrets_does_not_spread_them(little, open_provider, caplog):
    caplog.set_level(logging.DEBUG)
    echo = {"Message": f"{SECRETS.password} {SECRETS.client_secret} namuna-token-1"}
    shown = []
    for status in (200, 400, 403, 404, 409, 500):
        little.on("/Api/GetDocumentStatus", http(echo, status))
        little.on("/Api/Sign/GetDocumentsHashCodes", http(echo, status))
        provider = open_provider(little.url)
        for call in (provider.statuses, provider.hash_codes):
            with pytest.raises(MuhrError) as caught:
                call(["a"])
            shown.append(everything_in(caught.value) + repr(getattr(caught.value, "raw", b"")))
    text = "".join(shown) + caplog.text
    for secret in (SECRETS.password, SECRETS.client_secret, "namuna-token-1"):
        assert secret not in text


def test_credentials_and_keepers_show_nothing(little, open_provider):
    provider = open_provider(little.url)
    with contextlib.suppress(MuhrError):
        provider.statuses(["a"])
    for thing in (SECRETS, provider, provider.calls.tokens, provider.calls.tokens._token, provider.calls.transport):
        text = repr(thing)
        for secret in (SECRETS.password, SECRETS.client_secret, "namuna-token-1"):
            assert secret not in text
    assert "x" not in repr(Credentials(password="xxxx", client_id="xxxx", client_secret="xxxx")).replace("ex", "")
