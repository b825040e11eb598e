"""The token endpoint, and what happens without a good token."""

import pytest


def test_the_answer_has_the_printed_members(api) -> None:
    answer = api.http.post("/token", data=api.form())
    assert answer.headers["content-type"] == "application/json;charset=UTF-8"
    token = answer.json()
    assert set(token) == {".expires", ".issued", "access_token", "expires_in", "token_type", "userName"}
    assert (token["expires_in"], token["token_type"]) == (1209599, "bearer")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"password": "another"}, "invalid_grant"),
        ({"username": "nobody"}, "invalid_grant"),
        ({"client_secret": "another"}, "invalid_client"),
        ({"grant_type": "telepathy"}, "unsupported_grant_type"),
        ({"grant_type": "refresh_token", "refresh_token": "guessed"}, "invalid_grant"),
    ],
)
def test_a_wrong_form_is_refused_as_oauth_says(api, change, error) -> None:
    answer = api.http.post("/token", data=api.form(**change))
    assert answer.status_code == 400
    assert answer.json()["error"] == error


def test_no_or_a_foreign_token_is_denied(api) -> None:
    for headers in ({"Authorization": ""}, {"Authorization": "Bearer x"}, {"Authorization": "Basic x"}):
        answer = api.http.post("/Api/GetDocumentStatus", json={"DocumentUniqueIds": ["a"]}, headers=headers)
        assert answer.status_code == 401


def test_a_token_ends_when_the_clock_says_so(api) -> None:
    api.post("/__sim/clock", {"advance_seconds": 1209598})
    assert api.http.get("/Api/Document/GetDocuments").status_code == 200
    api.post("/__sim/clock", {"advance_seconds": 2})
    assert api.http.get("/Api/Document/GetDocuments").status_code == 401
    api.post("/__sim/clock", {"reset": True})
    assert api.http.get("/Api/Document/GetDocuments").status_code == 200


def test_a_refresh_token_works_once(api) -> None:
    api.post("/__sim/settings", {"refresh_tokens": True, "token_lifetime": 604799})
    first = api.http.post("/token", data=api.form()).json()
    assert first["expires_in"] == 604799
    form = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = api.http.post("/token", data=form)
    assert second.status_code == 200
    assert second.json()["access_token"] != first["access_token"]
    assert api.http.post("/token", data=form).status_code == 400


def test_dictionaries_need_no_token_and_are_the_printed_ones(api) -> None:
    del api.http.headers["Authorization"]
    types = api.get("/Api/Document/GetDocumentTypes")
    statuses = api.get("/Api/Document/GetDocumentStatuses")
    assert [row["id"] for row in types] == [1, 2, 3, 4, 5, 6, 8, 14, 20, 22]
    assert {"description": "Счёт-фактура", "id": 2, "code": "Invoice"} in types
    assert [row["id"] for row in statuses] == [20, 21, 22, 23, 24, 25, 26, 27, 31, 32, 33, 34, 41, 42]
    assert {"description": "Требуется подпись", "id": 22, "code": "AwaitAction"} in statuses


def test_a_company_exists_or_not(api) -> None:
    assert api.get("/Api/CheckCompanyExist/200000101") is True
    api.post("/__sim/settings", {"exists_shape": "object"})
    assert api.get("/Api/CheckCompanyExist/299999999") == {"Exist": False}
