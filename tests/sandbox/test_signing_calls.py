"""Hash codes, SignDocument with every reason to refuse, status per viewer, delete, groups."""

import base64
import dataclasses
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from muhr.sandbox.pki import Algorithm, director_profile, issue, make_pki, new_key
from muhr.sandbox.pki.keys import NATIONAL_OIDS
from muhr.sandbox.world import COUNTERPARTIES, OURS
from muhr.signing import der


def test_hash_codes_are_lower_case_hex_and_differ(api) -> None:
    uids = api.waiting()
    rows = api.post("/Api/Sign/GetDocumentsHashCodes", {"Documents": uids})
    assert [row["UniqueId"] for row in rows] == uids
    hashes = {row["HashCode"] for row in rows}
    assert len(hashes) == len(uids)
    assert all(re.fullmatch(r"[0-9a-f]{64}", code) for code in hashes)


def test_hash_codes_in_the_four_shapes(api, api_of) -> None:
    mine, foreign = api.waiting()[:2], api_of(1).waiting()[0]
    ask = {"Documents": [*mine, foreign]}
    rows = api.post("/Api/Sign/GetDocumentsHashCodes", ask)
    assert [row["UniqueId"] for row in rows] == mine
    api.post("/__sim/settings", {"hash_shape": "data"})
    enveloped = api.post("/Api/Sign/GetDocumentsHashCodes", ask)
    assert enveloped["Data"] == rows
    assert (enveloped["Success"], enveloped["Errors"][0]["Code"]) == (False, 1007)
    api.post("/__sim/settings", {"hash_shape": "map"})
    assert api.post("/Api/Sign/GetDocumentsHashCodes", ask) == {row["UniqueId"]: row["HashCode"] for row in rows}
    api.post("/__sim/settings", {"hash_shape": "array"})
    assert api.post("/Api/Sign/GetDocumentsHashCodes", ask) == [*(row["HashCode"] for row in rows), None]


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_a_received_document_is_finished_by_our_signature(api, sandbox, algorithm) -> None:
    uid = api.waiting()[0]
    director = sandbox.pki.authorities.director(OURS[0], datetime.now(UTC), algorithm=algorithm)
    assert api.sign(uid, director) == 0
    assert api.status(uid) == 24
    assert api.ledger() == {uid: 1}


def test_an_own_document_goes_out_and_the_other_side_finishes_it(api, director) -> None:
    uid = api.waiting(inbox=False)[0]
    assert api.sign(uid, director) == 0
    assert api.status(uid) == 21
    assert api.post("/__sim/robot", {"action": "sign", "documents": [uid]}) == {"documents": [uid]}
    assert api.status(uid) == 24
    assert api.ledger() == {uid: 1}, "the other side's doings are not ours"


def test_the_robot_can_finish_at_once(api, director) -> None:
    api.post("/__sim/settings", {"robot_auto": True})
    uid = api.waiting(inbox=False)[0]
    assert api.sign(uid, director) == 0
    assert api.status(uid) == 24


def test_the_serial_may_be_written_in_small_letters(api, director) -> None:
    uid = api.waiting()[0]
    cms = api.signed(api.hash_of(uid).encode(), director)
    assert api.deliver(uid.upper(), cms, f"{director.serial:x}", Comment="Roziman", ToUnitId=40) == 0


class TestRefused:
    """Answer 3: the signature is not the right one. Nothing may change."""

    @pytest.fixture(autouse=True)
    def waiting_document(self, api):
        self.api = api
        self.uid = api.waiting()[0]
        self.content = api.hash_of(self.uid).encode()
        yield
        assert api.status(self.uid) == 22
        assert api.ledger() == {}
        attempts = api.get("/__sim/ledger")["attempts"]
        assert [(one["target"], one["requests"]) for one in attempts] == [(self.uid, 1)]

    def refused(self, cms: bytes, serial: int | str) -> None:
        assert self.api.deliver(self.uid, cms, serial) == 3

    def test_no_cms(self, director) -> None:
        self.refused(b"no CMS at all", director.serial)

    def test_the_raw_hash_instead_of_its_text(self, director) -> None:
        self.refused(self.api.signed(bytes.fromhex(self.content.decode()), director), director.serial)

    def test_the_hash_in_capitals(self, director) -> None:
        self.refused(self.api.signed(self.content.upper(), director), director.serial)

    def test_the_hash_of_another_document(self, director) -> None:
        other = self.api.hash_of(self.api.waiting()[1]).encode()
        self.refused(self.api.signed(other, director), director.serial)

    def test_a_flipped_bit_in_the_signature(self, director) -> None:
        cms = self.api.signed(self.content, director)
        self.refused(cms[:-1] + bytes([cms[-1] ^ 1]), director.serial)

    def test_a_flipped_bit_in_the_content(self, director) -> None:
        cms = self.api.signed(self.content, director)
        at = cms.index(self.content)
        self.refused(cms[:at] + bytes([cms[at] ^ 1]) + cms[at + 1 :], director.serial)

    def test_the_serial_of_another_certificate(self, director) -> None:
        self.refused(self.api.signed(self.content, director), director.serial + 1)

    def test_a_serial_that_is_no_number(self, director) -> None:
        self.refused(self.api.signed(self.content, director), "not hex")

    def test_the_director_of_another_company(self, sandbox) -> None:
        other = sandbox.pki.authorities.director(OURS[1], datetime.now(UTC))
        self.refused(self.api.signed(self.content, other), other.serial)

    def test_the_same_names_under_another_root(self, tmp_path) -> None:
        forged = make_pki(tmp_path / "forged").authorities.director(OURS[0], datetime.now(UTC))
        self.refused(self.api.signed(self.content, forged), forged.serial)

    def test_an_expired_certificate(self, sandbox) -> None:
        profile = director_profile(OURS[0], datetime.now(UTC), age=timedelta(days=800))
        expired = sandbox.pki.authorities.issue(profile)
        self.refused(self.api.signed(self.content, expired), expired.serial)

    def test_a_certificate_of_the_future(self, sandbox) -> None:
        profile = director_profile(OURS[0], datetime.now(UTC), age=timedelta(days=-3))
        future = sandbox.pki.authorities.issue(profile)
        self.refused(self.api.signed(self.content, future), future.serial)

    def test_a_certificate_that_is_not_for_signing(self, sandbox) -> None:
        profile = dataclasses.replace(director_profile(OURS[0], datetime.now(UTC)), key_usage=frozenset({2, 3}))
        issued = sandbox.pki.authorities.issue(profile)
        self.refused(self.api.signed(self.content, issued), issued.serial)

    def test_a_certificate_whose_own_signature_is_broken(self, sandbox) -> None:
        profile = dataclasses.replace(director_profile(OURS[0], datetime.now(UTC)), break_signature=True)
        issued = sandbox.pki.authorities.issue(profile)
        self.refused(self.api.signed(self.content, issued), issued.serial)

    def test_a_director_who_plays_authority(self, sandbox, director) -> None:
        profile = director_profile(OURS[0], datetime.now(UTC))
        issued = issue(profile, new_key(Algorithm.OZDST_2009), director)
        self.refused(self.api.signed(self.content, issued), issued.serial)

    def test_the_key_of_somebody_else_under_the_right_certificate(self, director) -> None:
        thief = dataclasses.replace(director, key=new_key(Algorithm.OZDST_2009))
        self.refused(self.api.signed(self.content, thief), director.serial)

    def test_a_signature_of_the_other_oid_family(self, director) -> None:
        cms = self.api.signed(self.content, director)
        old, new = (der.oid(NATIONAL_OIDS[one].signature) for one in (Algorithm.OZDST_2009, Algorithm.OZMST_2024))
        at = cms.rindex(old)
        self.refused(cms[:at] + new + cms[at + len(old) :], director.serial)


def test_a_second_signature_is_not_allowed(api, director) -> None:
    uid = api.waiting()[0]
    cms = api.signed(api.hash_of(uid).encode(), director)
    assert [api.deliver(uid, cms, director.serial) for _ in range(2)] == [0, 6]
    [effect] = api.get("/__sim/ledger")["effects"]
    assert (effect["count"], effect["requests"]) == (1, 2)


def test_a_server_without_that_guard_counts_two(api, director) -> None:
    api.post("/__sim/settings", {"sign_twice": "accept"})
    uid = api.waiting()[0]
    cms = api.signed(api.hash_of(uid).encode(), director)
    assert [api.deliver(uid, cms, director.serial) for _ in range(2)] == [0, 0]
    assert api.ledger() == {uid: 2}


def test_of_many_requests_at_once_one_succeeds(api, director) -> None:
    uid = api.waiting()[0]
    cms = api.signed(api.hash_of(uid).encode(), director)
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda _: api.deliver(uid, cms, director.serial), range(8)))
    assert sorted(codes) == [0, *[6] * 7]
    assert api.ledger() == {uid: 1}


@pytest.mark.parametrize(("account", "code"), [("balance-low", 1), ("offer-not-signed", 5), ("credit-low", 7)])
def test_the_account_must_be_in_order(api, director, account, code) -> None:
    uid = api.waiting()[0]
    api.post("/__sim/settings", {"accounts": {OURS[0].tax_id: account}})
    assert api.sign(uid, director) == code
    api.post("/__sim/settings", {"accounts": {}})
    assert api.sign(uid, director) == 0


def test_a_foreign_document_is_not_allowed(api, api_of, director) -> None:
    uid = api_of(1).waiting()[0]
    assert api.deliver(uid, api.signed(b"a" * 64, director), director.serial) == 6


def test_an_unreadable_request_is_a_bad_request(api) -> None:
    for body in (b"{", b"[]", b'{"UniqueId": 5}', b'{"UniqueId": "a", "SignedContent": "b"}'):
        answer = api.http.post("/Api/Sign/SignDocument", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 400
    assert api.get("/__sim/ledger")["attempts"] == []


def test_the_status_differs_for_the_two_sides(api, sandbox, director) -> None:
    uid = api.waiting(inbox=False)[0]
    [row] = [one for one in api.get("/__sim/documents")["documents"] if one["uid"] == uid]
    other = row["contractor"]
    assert row["status"] == {OURS[0].tax_id: 22, other: 20}
    api.sign(uid, director)
    [row] = [one for one in api.get("/__sim/documents")["documents"] if one["uid"] == uid]
    assert row["status"] == {OURS[0].tax_id: 21, other: 22}


def test_the_status_envelope(api, api_of) -> None:
    mine, foreign = api.waiting()[0], api_of(1).waiting()[0]
    good = api.post("/Api/GetDocumentStatus", {"DocumentUniqueIds": [mine, mine]})
    row = {"UniqueId": mine, "StatusDescription": "Требуется подпись", "Status": 22}
    assert good == {"Success": True, "Errors": None, "Data": {"DocumentStatuses": [row, row]}}
    mixed = api.post("/Api/GetDocumentStatus", {"DocumentUniqueIds": [foreign, mine.upper()]})
    assert mixed["Errors"] == [{"Code": 1007, "Message": "IncorrectDocumentUid"}]
    assert mixed["Data"]["DocumentStatuses"] == [row]
    assert api.post("/Api/GetDocumentStatus", {"DocumentUniqueIds": []})["Errors"][0]["Code"] == 600
    api.post("/__sim/settings", {"errors_shape": "string"})
    text = api.post("/Api/GetDocumentStatus", {"DocumentUniqueIds": [foreign]})["Errors"]
    assert isinstance(text, str)
    assert "1007" in text


def test_internal_approval_shows_25_and_26(api, director) -> None:
    uid = api.waiting()[0]
    api.post("/__sim/robot", {"action": "approve", "documents": [uid]})
    assert api.status(uid) == 25
    assert api.sign(uid, director) == 6
    api.post("/__sim/robot", {"action": "agree", "documents": [uid]})
    assert api.status(uid) == 26
    assert api.sign(uid, director) == 0


def test_annulment_as_each_side_sees_it(api, director) -> None:
    uid = api.waiting()[0]
    api.sign(uid, director)
    order = {"documents": [uid]}
    api.post("/__sim/robot", {"action": "cancel", **order})
    assert api.status(uid) == 32
    api.post("/__sim/robot", {"action": "agree-cancel", "company": OURS[0].tax_id, **order})
    assert api.status(uid) == 34
    other = api.waiting()[0]
    api.sign(other, director)
    api.post("/__sim/robot", {"action": "cancel", "company": OURS[0].tax_id, "documents": [other]})
    assert api.status(other) == 31
    api.post("/__sim/robot", {"action": "refuse-cancel", "documents": [other]})
    assert api.status(other) == 33


def test_the_other_side_can_refuse_or_withdraw(api, director) -> None:
    own, received = api.waiting(inbox=False)[0], api.waiting()[0]
    api.sign(own, director)
    api.post("/__sim/robot", {"action": "reject", "documents": [own]})
    api.post("/__sim/robot", {"action": "withdraw", "documents": [received]})
    assert (api.status(own), api.status(received)) == (23, 27)
    assert api.sign(received, director) == 6


def test_only_own_unfinished_documents_can_be_deleted(api) -> None:
    own, received = api.waiting(inbox=False)[0], api.waiting()[0]
    answer = api.post("/Api/Document/DeleteDocuments", {"Documents": [own, received]})
    assert answer["Data"] == {"Documents": [own]}
    assert answer["Errors"][0]["Code"] == 1007
    assert (api.status(own), api.status(received)) == (27, 22)
    assert api.ledger("delete") == {own: 1}
    assert api.post("/Api/Document/DeleteDocuments", {"Documents": [own]})["Success"] is False


def test_groups_are_arrays_of_arrays(api, api_of) -> None:
    first, second, *_ = api.waiting()
    answer = api.post("/Api/DocumentReferenceGroup", {"Groups": [[first, second]]})
    assert answer["Success"] is True
    assert api.get("/__sim/state")["groups"] == [[first, second]]
    foreign = api_of(1).waiting()[0]
    assert api.post("/Api/DocumentReferenceGroup", {"Groups": [[first, foreign]]})["Success"] is False
    assert api.post("/Api/DocumentReferenceGroup", {"Groups": [first]})["Errors"][0]["Code"] == 600


def test_verify_signature_changes_nothing(api, director) -> None:
    uid = api.waiting()[0]
    code = api.hash_of(uid)
    good = base64.b64encode(api.signed(code.encode(), director)).decode()
    ask = {"Inn": OURS[0].tax_id, "Hashcode": code, "Pcks7": good}
    assert api.post("/Api/VerifySignature", ask) is True
    assert api.post("/Api/VerifySignature", ask | {"Inn": COUNTERPARTIES[0].tax_id}) is False
    assert api.post("/Api/VerifySignature", ask | {"Hashcode": "0" * 64}) is False
    api.post("/__sim/settings", {"verify_shape": "object"})
    assert api.post("/Api/VerifySignature", ask) == {"Success": True}
    assert api.status(uid) == 22
