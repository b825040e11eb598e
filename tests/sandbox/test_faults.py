"""Every scripted fault: what the client sees, and what the ledger says happened."""

import json
import time

import httpx
import pytest

SIGN = "SignDocument"


def script(api, *faults, **one) -> None:
    api.post("/__sim/faults", {"faults": list(faults) or [{"method": SIGN, "nth": 1, **one}]})


@pytest.fixture
def send(api, director):
    """Deliver a good signature and give the raw answer."""
    uid = api.waiting()[0]
    cms = api.signed(api.hash_of(uid).encode(), director)

    def deliver() -> int:
        return api.deliver(uid, cms, director.serial)

    deliver.uid = uid
    return deliver


@pytest.mark.parametrize("reset", [False, True])
@pytest.mark.parametrize(("kind", "count"), [("drop_before", 0), ("drop_after", 1)])
def test_a_drop_closes_the_connection_without_an_answer(api, send, kind, count, reset) -> None:
    script(api, kind=kind, reset=reset)
    with pytest.raises(httpx.ReadError if reset else httpx.RemoteProtocolError):
        send()
    assert api.ledger() == ({send.uid: 1} if count else {})
    assert api.status(send.uid) == (24 if count else 22)
    assert send() == (6 if count else 0)


def test_half_a_body_and_then_the_end(api, send) -> None:
    halves = [{"method": method, "nth": 1, "kind": "half_body"} for method in ("GetDocuments", SIGN)]
    script(api, *halves)
    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete message body"):
        api.get("/Api/Document/GetDocuments")
    with pytest.raises(httpx.RemoteProtocolError):
        send()
    assert api.ledger() == {send.uid: 1}


@pytest.mark.parametrize(
    ("kind", "status", "count"),
    [
        ("http_500_before", 500, 0),
        ("http_500_after", 500, 1),
        ("http_502", 502, 0),
        ("http_503", 503, 0),
        ("http_504_after", 504, 1),
        ("http_408", 408, 0),
        ("http_425", 425, 0),
        ("http_429", 429, 0),
    ],
)
def test_http_errors(api, send, kind, status, count) -> None:
    script(api, kind=kind, retry_after="7")
    with pytest.raises(AssertionError):
        send()
    answer = api.http.post("/Api/Sign/SignDocument", json={})
    assert answer.status_code == 400, "only the first was hit"
    assert api.ledger() == ({send.uid: 1} if count else {})
    script(api, kind=kind, retry_after="7")
    answer = api.http.post("/Api/Sign/SignDocument", json={})
    assert answer.status_code == status
    assert answer.headers.get("retry-after") == ("7" if status in {429, 503} else None)


def test_a_rate_limit_lets_so_many_pass_in_a_second(api) -> None:
    script(api, {"method": "CheckCompanyExist", "every": 1, "kind": "rate_limit", "per_second": 3, "retry_after": "1"})
    begun = time.monotonic()
    answers = [api.http.get("/Api/CheckCompanyExist/200000101") for _ in range(10)]
    if time.monotonic() - begun < 1:
        assert [answer.status_code for answer in answers] == [200] * 3 + [429] * 7
    throttled = [answer for answer in answers if answer.status_code == 429]
    assert throttled
    assert {answer.headers["retry-after"] for answer in throttled} == {"1"}
    deadline = time.monotonic() + 5
    while api.http.get("/Api/CheckCompanyExist/200000101").status_code == 429:
        assert time.monotonic() < deadline
    assert time.monotonic() - begun >= 0.9


@pytest.mark.parametrize(("kind", "count"), [("garbage_json", 0), ("garbage_json_after", 1), ("empty_after", 1)])
def test_unreadable_answers(api, send, kind, count) -> None:
    script(api, kind=kind)
    with pytest.raises(json.JSONDecodeError):
        send()
    assert api.ledger() == ({send.uid: 1} if count else {})


@pytest.mark.parametrize(("kind", "count"), [("answer_4", 0), ("answer_4_after", 1)])
def test_internal_error_says_nothing_of_what_happened(api, send, kind, count) -> None:
    script(api, kind=kind)
    assert send() == 4
    assert api.ledger() == ({send.uid: 1} if count else {})


def test_a_captive_portal_answers_200_with_a_page(api) -> None:
    script(api, {"method": "*", "nth": 1, "kind": "captive_portal"})
    answer = api.http.get("/Api/Document/GetDocuments")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")


def test_a_redirect_leads_to_another_host_and_its_visitors_are_noted(api, sandbox) -> None:
    script(api, {"method": "GetDocuments", "every": 1, "kind": "redirect_other_host"})
    answer = api.http.get("/Api/Document/GetDocuments")
    assert answer.status_code == 307
    assert answer.headers["location"] == f"http://localhost:{sandbox.info.port}/__sim/elsewhere"
    assert api.get("/__sim/state")["elsewhere"] == []
    api.http.get(answer.headers["location"])
    assert api.get("/__sim/state")["elsewhere"] == [{"host": "localhost", "bearer": True}]


def test_a_token_can_go_stale_in_the_middle(api, send) -> None:
    script(api, kind="expire_token")
    with pytest.raises(AssertionError, match="denied"):
        send()
    assert api.ledger() == {}
    api.log_in()
    assert send() == 0


def test_a_request_delivered_twice(api, send) -> None:
    script(api, kind="duplicate_delivery")
    assert send() == 6, "the answer to the second delivery"
    assert api.ledger() == {send.uid: 1}
    [effect] = api.get("/__sim/ledger")["effects"]
    assert effect["requests"] == 2


@pytest.mark.parametrize("kind", ["slow_running", "silence", "latency"])
def test_slow_answers(api, send, kind) -> None:
    script(api, kind=kind, seconds=0.3)
    begun = time.monotonic()
    assert send() == 0
    assert time.monotonic() - begun >= 0.3


def test_what_runs_slowly_has_not_happened_yet(api, send) -> None:
    script(api, kind="slow_running", seconds=0.4)
    api.http.timeout = httpx.Timeout(0.1)
    with pytest.raises(httpx.ReadTimeout):
        send()
    api.http.timeout = httpx.Timeout(10)
    assert api.status(send.uid) == 22
    deadline = time.monotonic() + 5
    while api.ledger() == {} and time.monotonic() < deadline:
        time.sleep(0.02)
    assert api.ledger() == {send.uid: 1}, "the work goes on without its client"


def test_a_dripping_answer_arrives_whole(api) -> None:
    script(api, {"method": "CheckCompanyExist", "nth": 1, "kind": "drip", "seconds": 0.01})
    assert api.get("/Api/CheckCompanyExist/200000101") is True


def test_general_latency(api) -> None:
    api.post("/__sim/latency", {"ms": 150})
    begun = time.monotonic()
    api.get("/Api/CheckCompanyExist/200000101")
    assert time.monotonic() - begun >= 0.15
    api.post("/__sim/latency", {"ms": 0, "method": "CheckCompanyExist"})
    begun = time.monotonic()
    api.get("/Api/CheckCompanyExist/200000101")
    assert time.monotonic() - begun < 0.15


def test_the_script_counts_per_method_and_reports_its_hits(api) -> None:
    script(
        api,
        {"method": "CheckCompanyExist", "nth": 2, "kind": "http_503", "times": 2},
        {"method": "GetDocuments", "every": 3, "kind": "http_500"},
    )
    exists = [api.http.get("/Api/CheckCompanyExist/200000101").status_code for _ in range(5)]
    lists = [api.http.get("/Api/Document/GetDocuments?limit=1").status_code for _ in range(7)]
    assert exists == [200, 503, 503, 200, 200]
    assert lists == [200, 200, 500, 200, 200, 500, 200]
    report = api.get("/__sim/faults")
    assert [fault["hits"] for fault in report["faults"]] == [2, 2]
    assert report["requests"]["CheckCompanyExist"] == 5
    assert report["requests"]["*"] == 12
    api.http.delete("/__sim/faults")
    assert api.get("/__sim/faults")["faults"] == []


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "explode", "nth": 1},
        {"kind": "drop_before"},
        {"kind": "drop_before", "nth": 1, "every": 1},
        {"kind": "drop_before", "nth": 0},
        {"kind": "drop_before", "nth": 1, "surprise": 1},
    ],
)
def test_a_senseless_script_is_refused(api, fault) -> None:
    assert api.http.post("/__sim/faults", json={"faults": [fault]}).status_code == 400


def test_a_request_cut_short_is_never_worked_on(api, sandbox, send) -> None:
    import socket  # the one place where HTTP is spoken by hand

    body = json.dumps({"Documents": [send.uid]}).encode()
    head = (
        f"POST /Api/Document/DeleteDocuments HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: {api.http.headers['Authorization']}\r\nContent-Length: {len(body) + 1}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", sandbox.info.port)) as line:
        line.sendall(head.encode() + body)
    api.get("/__sim/state")
    assert api.get("/__sim/ledger") == {"effects": [], "attempts": [], "totals": {}}


@pytest.mark.parametrize("host", ["example.com", "example.com:80", "127.0.0.1.example.com", "", "[::1]"])
def test_other_host_names_are_refused(api, host) -> None:
    for path in ("/Api/Document/GetDocumentTypes", "/__sim/ledger", "/token"):
        assert api.http.get(path, headers={"Host": host}).status_code == 403


def test_localhost_is_as_good_and_no_web_page_may_read(api, sandbox) -> None:
    answer = api.http.get(
        "/Api/Document/GetDocumentTypes",
        headers={"Host": f"localhost:{sandbox.info.port}", "Origin": "http://example.com"},
    )
    assert answer.status_code == 200
    assert not [name for name in answer.headers if name.startswith("access-control")]
