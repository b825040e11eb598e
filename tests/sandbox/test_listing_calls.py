"""The calls outside the API document, and the switch that hides them."""

import json

import pytest

from muhr.sandbox.world import OURS


def test_the_list_can_be_paged(api) -> None:
    everything = api.get("/Api/Document/GetDocuments")
    pages = []
    while len(pages) < everything["totalCount"]:
        page = api.get("/Api/Document/GetDocuments", skip=len(pages), limit=13)
        assert page["totalCount"] == everything["totalCount"]
        assert 0 < len(page["documents"]) <= 13
        pages += page["documents"]
    assert pages == everything["documents"]
    assert api.get("/Api/Document/GetDocuments", skip=10_000)["documents"] == []


def test_the_list_is_filtered(api) -> None:
    company = OURS[0].tax_id
    waiting = api.get("/Api/Document/GetDocuments", companyInn=company, isInbox="true", statuses="22,26")["documents"]
    own = api.get("/Api/Document/GetDocuments", isSent="true", statuses="22")["documents"]
    assert waiting
    assert own
    assert not {row["uniqueId"] for row in waiting} & {row["uniqueId"] for row in own}
    assert {row["status"] for row in waiting} == {22}
    contracts = api.get("/Api/Document/GetDocuments", types="1,20", statuses="22")["documents"]
    assert {row["type"] for row in contracts} == {1, 20}
    newest = max(row["createdDateTime"] for row in waiting)
    later = api.get("/Api/Document/GetDocuments", invoiceDateFrom=newest, statuses="22")["documents"]
    assert all(row["createdDateTime"] >= newest for row in later)
    earlier = api.get("/Api/Document/GetDocuments", invoiceDateTo=newest - 1, statuses="22")["documents"]
    assert newest not in {row["createdDateTime"] for row in earlier}


def test_a_row_has_the_known_fields(api) -> None:
    row = api.get("/Api/Document/GetDocuments", limit=1)["documents"][0]
    assert set(row) == {
        "uniqueId", "roamingUid", "type", "title", "createdDateTime", "updatedDateTime", "totalPrice", "contract",
        "status", "contractor", "contractorMember",
    }  # fmt: skip
    assert set(row["contractor"]) == {"inn", "name"}


def test_another_company_is_not_listed(api) -> None:
    assert api.http.get("/Api/Document/GetDocuments", params={"companyInn": OURS[1].tax_id}).status_code == 403
    everybody = {row["uniqueId"] for row in api.get("/Api/Document/GetDocuments")["documents"]}
    foreign = {one["uid"] for one in api.get("/__sim/documents")["documents"] if OURS[0].tax_id not in one["status"]}
    assert foreign
    assert not everybody & foreign


@pytest.mark.parametrize("query", ["types=a", "statuses=22;26", "skip=x", "invoiceDateFrom=today"])
def test_an_unreadable_query_is_a_bad_request(api, query) -> None:
    assert api.http.get(f"/Api/Document/GetDocuments?{query}").status_code == 400


def test_content_is_json_inside_json(api) -> None:
    uids = api.waiting()
    rows = api.post("/Api/Document/GetDocumentsContent", {"DocumentUniqueIds": uids})["Documents"]
    hidden = set(uids) - {row["UniqueId"] for row in rows}
    odd = {one["uid"]: one["oddity"] for one in api.get("/__sim/documents")["documents"]}
    assert {odd[uid] for uid in hidden} == {"content-not-seen"}
    content = json.loads(rows[0]["Content"])
    assert content["head"]["receiver"]["receiver_info"]["INN"] == OURS[0].tax_id
    api.post("/__sim/settings", {"content_shape": "flat"})
    flat = api.post("/Api/Document/GetDocumentsContent", {"DocumentUniqueIds": uids})["Documents"]
    assert any("invoiceServices" in json.loads(row["Content"]) for row in flat)
    assert any("actServices" in json.loads(row["Content"]) for row in flat)


def test_details_tell_who_has_signed(api, api_of, director) -> None:
    received, own = api.waiting()[0], api.waiting(inbox=False)[0]
    before = api.get(f"/Api/Document/GetDetails/{received}")
    assert (before["isSent"], before["isOwnerSigned"], before["isContractorSigned"]) == (False, True, False)
    assert api.get(f"/Api/Document/GetDetails/{own}")["isOwnerSigned"] is False
    api.sign(received, director)
    api.sign(own, director)
    assert api.get(f"/Api/Document/GetDetails/{received}")["isContractorSigned"] is True
    after = api.get(f"/Api/Document/GetDetails/{own}")
    assert (after["isSent"], after["isOwnerSigned"], after["isContractorSigned"]) == (True, True, False)
    assert api_of(1).http.get(f"/Api/Document/GetDetails/{own}").status_code == 404


def test_a_received_document_can_be_rejected_once(api, api_of) -> None:
    uid, own = api.waiting()[0], api.waiting(inbox=False)[0]
    ask = {"DocumentUniqueId": uid, "CompanyInn": OURS[0].tax_id}
    assert api_of(1).post("/Api/Document/RejectDocument", ask) == {"Success": False, "code": 2}
    assert api.post("/Api/Document/RejectDocument", ask) == {"Success": True, "code": 0}
    assert api.status(uid) == 23
    assert api.post("/Api/Document/RejectDocument", ask) == {"Success": False, "code": 6}
    assert api.post("/Api/Document/RejectDocument", ask | {"DocumentUniqueId": own})["code"] == 6
    assert api.ledger("reject") == {uid: 1}


def test_without_the_switch_these_calls_do_not_exist(api) -> None:
    uid = api.waiting()[0]
    api.post("/__sim/settings", {"beyond_document": False})
    for path in ("GetDocuments", f"GetDetails/{uid}", "GetDocumentByClientDocumentUid?clientId=x"):
        assert api.http.get(f"/Api/Document/{path}").status_code == 404
    for path in ("GetDocumentsContent", "RejectDocument"):
        assert api.http.post(f"/Api/Document/{path}", json={}).status_code == 404
    assert api.status(uid) == 22, "the document's own calls go on"
