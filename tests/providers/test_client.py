"""Faktura.uz as a provider, against the sandbox: every call, every answer, every fault, and what became of effects."""

from __future__ import annotations

import base64
import dataclasses
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import msgspec
import pytest
from provider_kit import COMPANY, effect, http, utc_now, world_of
from test_register import head, ordinary

from muhr.domain.documents import Action
from muhr.domain.effects import FateKind
from muhr.domain.errors import (
    BugError,
    OutcomeUnknown,
    ProviderError,
    Refused,
    Retry,
    Throttled,
    Unauthorised,
    Unreachable,
)
from muhr.domain.ports import Provider
from muhr.providers.faktura_uz import FakturaUz, payloads
from muhr.providers.faktura_uz.client import token_url
from muhr.providers.faktura_uz.register import RegisterItem, RegisterKind, file_name
from muhr.providers.options import Timeouts, TransportOptions

QUICK = TransportOptions(timeouts=Timeouts(read=0.4, whole=1.0))


def refused(provider: FakturaUz, given) -> Refused:
    with pytest.raises(Refused) as caught:
        provider.send(given)
    return caught.value


def unknown(provider: FakturaUz, given) -> OutcomeUnknown:
    with pytest.raises(OutcomeUnknown) as caught:
        provider.send(given)
    return caught.value


def fate(world, given, **changes):
    provider = world.another(**changes) if changes else world.provider
    return provider.fates([given])[given.id]


# ------------------------------------------------------------------ the port


def test_it_is_a_provider(little, open_provider):
    provider: Provider = open_provider(little.url)
    assert provider.capabilities.lanes > 1
    assert "namuna" not in repr(provider).lower()


def test_the_test_of_the_connection(world):
    report = world.provider.test()
    assert report.ok
    assert abs(report.clock_skew_seconds) < 5
    world.sandbox.clock.advance(600)
    assert world.provider.test().clock_skew_seconds == pytest.approx(-600, abs=5)
    wrong = world.another(credentials=type(world.credentials)(password="falsch-falsch"))
    with pytest.raises(Unauthorised) as caught:
        wrong.test()
    assert caught.value.retry is Retry.AFTER_PERSON


def test_addresses(little, open_provider):
    def address(**changes) -> str:
        return token_url(open_provider(changes.pop("base_url", little.url), **changes)._account)

    assert address(token_url="https://x.example/t") == "https://x.example/t"
    assert address(token_url="") == f"{little.url}/token"
    assert address(token_url="", base_url="https://api.faktura.uz/") == "https://account.faktura.uz/token"
    assert address(token_url="", base_url="") == "https://account.faktura.uz/token"


# ------------------------------------------------------------------ payloads


def test_the_bytes_of_a_signature(world):
    id_ = world.ids()[0]
    document = world.provider.describe([id_])[0]
    message = world.signed("ab" * 32)
    body = world.provider.sign_payload(document, message)
    encoded, serial = base64.b64encode(message.der).decode(), world.pki.key("first-director").serial
    assert body.decode() == f'{{"UniqueId":"{id_}","SignedContent":"{encoded}","CertificateSerial":"{serial}"}}'
    commented = msgspec.json.decode(world.provider.sign_payload(document, message, comment="Rozi\x00 ‹b›\n2"))
    assert list(commented) == ["UniqueId", "SignedContent", "CertificateSerial", "Comment"]
    assert commented["Comment"] == "Rozi ‹b›\n2"
    with_unit = payloads.sign_payload(id_, message, "", {"to_unit_id": "40"})
    assert msgspec.json.decode(with_unit)["ToUnitId"] == 40


def test_the_bytes_of_a_rejection_and_a_deletion(world):
    document = world.provider.describe(world.ids()[:1])[0]
    id_ = document.ref.remote_id
    plain = world.provider.payload(Action.REJECT, document, comment="xato")
    assert plain.decode() == f'{{"DocumentUniqueId":"{id_}","CompanyInn":"{world.company.tax_id}"}}'
    told = payloads.reject_payload(id_, COMPANY.tax_id, "xato", {"reject_comment": "yes"})
    assert msgspec.json.decode(told)["Comment"] == "xato"
    assert world.provider.payload(Action.DELETE, document).decode() == f'{{"Documents":["{id_}"]}}'


def test_a_message_without_a_serial_is_a_bug(world):
    message = world.signed("ab" * 32)
    nameless = dataclasses.replace(message, identity=dataclasses.replace(message.identity, serial=""))
    with pytest.raises(BugError):
        payloads.sign_payload("a", nameless, "", {})


# ------------------------------------------------------------------ signing


def test_a_signature_is_delivered_and_counted_once(world):
    id_ = world.ids()[0]
    receipt = world.provider.send(world.signing(id_))
    assert (receipt.answer, receipt.code) == (b"0", "0")
    assert world.provider.statuses([id_])[id_].status == "24"
    own = world.ids("outgoing")[0]
    world.provider.send(world.signing(own))
    assert world.provider.statuses([own])[own].status == "21"
    assert world.ledger() == {id_: 1, own: 1}


@pytest.mark.parametrize(
    ("state", "code"),
    [("balance-low", "provider-balance"), ("offer-not-signed", "provider-offer"), ("credit-low", "provider-credit")],
)
def test_an_account_in_trouble(world, state, code):
    given = world.signing(world.ids()[0])
    world.settings(accounts={world.company.tax_id: state})
    error = refused(world.provider, given)
    assert (error.code, error.retry) == (code, Retry.AFTER_PERSON)
    assert error.facts["raw"] in {b"1", b"5", b"7"}
    assert world.ledger() == {}


def test_a_signature_that_is_not_accepted(world):
    id_ = world.ids()[0]
    error = refused(world.provider, world.signing(id_, key="second-director"))
    assert error.code == "provider-signature"
    document = world.provider.describe([id_])[0]
    other = world.provider.sign_payload(document, world.signed("cd" * 32))
    assert refused(world.provider, effect(Action.SIGN, id_, other)).code == "provider-signature"


def test_a_no_that_means_already_done(world):
    id_ = world.ids()[0]
    given = world.signing(id_)
    world.provider.send(given)
    receipt = world.provider.send(given)
    assert receipt.code == "already"
    assert world.ledger() == {id_: 1}


def test_a_no_that_means_no(world):
    id_ = world.ids("outgoing")[0]
    given = world.signing(id_)
    world.provider.send(effect(Action.DELETE, id_, payloads.delete_payload(id_)))
    assert refused(world.provider, given).code == "provider-not-allowed"
    stranger = effect(Action.SIGN, "0" * 32, given.payload.replace(id_.encode(), b"0" * 32))
    assert unknown(world.provider, stranger).code == "provider-not-allowed"


def test_a_no_over_an_unchanged_status(little, open_provider):
    little.on("/Api/Sign/SignDocument", http(6))
    rows = [{"UniqueId": "a" * 32, "Status": 22}]
    little.on("/Api/GetDocumentStatus", http({"Success": True, "Data": {"DocumentStatuses": rows}}))
    provider = open_provider(little.url, listing=False)
    assert refused(provider, effect(Action.SIGN, "a" * 32, b"{}", attempts=1)).code == "provider-not-allowed"
    assert unknown(provider, effect(Action.SIGN, "a" * 32, b"{}", attempts=2)), "the first attempt may be at work still"
    assert refused(provider, effect(Action.SIGN, "a" * 32, b"{}", attempts=4))
    little.on("/Api/GetDocumentStatus", http({}, 500))
    assert unknown(provider, effect(Action.SIGN, "a" * 32, b"{}"))


def test_an_internal_error_is_unknown(world):
    given = world.signing(world.ids()[0])
    world.faults({"method": "SignDocument", "kind": "answer_4_after", "nth": 1})
    assert unknown(world.provider, given).raw == b"4"
    assert fate(world, given).kind is FateKind.DONE


# ------------------------------------------------------------------ faults while signing

BEFORE_WORK = ["drop_before", "http_500_before", "http_502_before", "http_409_before", "http_408_before"]
AFTER_WORK = [
    "drop_after",
    "half_body",
    "http_500_after",
    "http_503_after",
    "redirect_other_host_after",
    "captive_portal_after",
    "garbage_json_after",
    "empty_after",
    "silence",
]


@pytest.mark.parametrize("kind", [*BEFORE_WORK, "captive_portal_before", "redirect_other_host_before", *AFTER_WORK])
def test_after_a_fault_the_status_tells(world, kind):
    id_ = world.ids()[0]
    given = world.signing(id_)
    world.faults({"method": "SignDocument", "kind": kind, "nth": 1, "seconds": 1.5})
    done = kind in AFTER_WORK
    error = unknown(world.another(options=QUICK), given)
    assert error.__context__ is None or isinstance(error.__context__, ProviderError)
    assert world.ledger() == ({id_: 1} if done else {})
    told = fate(world, given)
    assert told.kind is (FateKind.DONE if done else FateKind.NOT_DONE)
    assert told.status.status == ("24" if done else "22")
    if not done:
        world.provider.send(given)
    assert world.ledger() == {id_: 1}
    assert world.sandbox.control.elsewhere == [], "a redirect was followed"


@pytest.mark.parametrize("kind", ["half_body", "drop_after"])
@pytest.mark.parametrize("reset", [True, False])
def test_a_reset_is_like_an_end(world, kind, reset):
    given = world.signing(world.ids()[0])
    world.faults({"method": "SignDocument", "kind": kind, "nth": 1, "reset": reset})
    unknown(world.provider, given)
    assert fate(world, given).kind is FateKind.DONE


def test_too_many_requests(world):
    given = world.signing(world.ids()[0])
    world.faults({"method": "SignDocument", "kind": "http_429", "nth": 1, "retry_after": "7"})
    with pytest.raises(Throttled) as caught:
        world.provider.send(given)
    assert abs(caught.value.until - utc_now() - timedelta(seconds=7)) < timedelta(seconds=3)
    assert world.ledger() == {}


@pytest.mark.parametrize(("kind", "code"), [("http_400", "provider-refused"), ("http_404", "provider-no-such-call")])
def test_a_request_that_is_not_taken(world, kind, code):
    given = world.signing(world.ids()[0])
    world.faults({"method": "SignDocument", "kind": kind, "nth": 1})
    assert refused(world.provider, given).code == code
    world.faults({"method": "SignDocument", "kind": "http_403", "nth": 1})
    with pytest.raises(Unauthorised):
        world.provider.send(given)


def test_a_token_that_ends_in_the_middle(world):
    given = world.signing(world.ids()[0])
    world.faults({"method": "SignDocument", "kind": "expire_token", "nth": 1})
    assert world.provider.send(given).code == "0"
    assert world.ledger() == {given.target_id: 1}


def test_a_token_that_is_not_to_be_had(world):
    given = world.signing(world.ids()[0])
    world.faults(
        {"method": "SignDocument", "kind": "expire_token", "nth": 1},
        {"method": "token", "kind": "drop_before", "every": 1},
    )
    with pytest.raises(Unreachable):
        world.provider.send(given)
    assert world.ledger() == {}, "401 proves that nothing was done"


def test_a_request_that_arrives_twice_is_one_signature(world):
    given = world.signing(world.ids()[0])
    world.faults({"method": "SignDocument", "kind": "duplicate_delivery", "nth": 1})
    assert world.provider.send(given).code == "already"
    assert world.ledger() == {given.target_id: 1}


def test_four_lanes_sign_at_once(world):
    given = [world.signing(id_) for id_ in world.ids()[:12]]
    with ThreadPoolExecutor(4) as lanes:
        receipts = list(lanes.map(world.provider.send, given))
    assert {receipt.code for receipt in receipts} == {"0"}
    assert world.ledger() == {one.target_id: 1 for one in given}


def test_nobody_answers(world):
    given = world.signing(world.ids()[0])
    world.sandbox.stop()
    with pytest.raises(Unreachable):
        world.provider.send(given)
    with pytest.raises(Unreachable):
        world.provider.fates([given])


# ------------------------------------------------------------------ rejecting and deleting


def test_a_rejection(world):
    id_ = world.ids()[0]
    given = effect(Action.REJECT, id_, world.provider.payload(Action.REJECT, world.provider.describe([id_])[0]))
    assert fate(world, given).kind is FateKind.NOT_DONE
    assert world.provider.send(given).code == "0"
    assert fate(world, given).kind is FateKind.DONE
    assert world.provider.send(given).code == "already"
    assert world.ledger("reject") == {id_: 1}
    stranger = effect(Action.REJECT, "0" * 32, payloads.reject_payload("0" * 32, world.company.tax_id, "", {}))
    assert refused(world.provider, stranger).code == "provider-not-member"
    signed = world.ids()[0]
    world.provider.send(world.signing(signed))
    late = effect(Action.REJECT, signed, payloads.reject_payload(signed, world.company.tax_id, "", {}))
    assert refused(world.provider, late).code == "provider-not-allowed"
    assert fate(world, late).kind is FateKind.REFUSED
    assert refused(world.another(listing=False), given).code == "provider-no-listing"


def test_a_deletion(world):
    id_ = world.ids("outgoing")[0]
    given = effect(Action.DELETE, id_, payloads.delete_payload(id_))
    assert fate(world, given).kind is FateKind.NOT_DONE
    world.provider.send(given)
    assert fate(world, given).kind is FateKind.DONE
    assert world.provider.send(given).code == "already"
    foreign = world.ids()[0]
    error = refused(world.provider, effect(Action.DELETE, foreign, payloads.delete_payload(foreign)))
    assert error.code == "provider-refused"
    assert world.ledger("delete") == {id_: 1}


@pytest.mark.parametrize("kind", ["drop_after", "empty_after", "half_body"])
def test_a_lost_deletion_is_found(world, kind):
    id_ = world.ids("outgoing")[0]
    given = effect(Action.DELETE, id_, payloads.delete_payload(id_))
    world.faults({"method": "DeleteDocuments", "kind": kind, "nth": 1})
    unknown(world.provider, given)
    assert fate(world, given).kind is FateKind.DONE


# ------------------------------------------------------------------ importing and sending


def importing(world, kind=RegisterKind.INVOICE, *, as_xml=False, receiver="200000101"):
    key = uuid.uuid4().hex
    top = head(kind)
    sender = msgspec.structs.replace(
        top.sender, sender_info=msgspec.structs.replace(top.sender.sender_info, inn=world.company.tax_id)
    )
    other = msgspec.structs.replace(
        top.receiver, receiver_info=msgspec.structs.replace(top.receiver.receiver_info, inn=receiver)
    )
    document = ordinary()
    name = file_name(kind, world.company.tax_id, receiver, document.document_date, "FU-1")
    top = msgspec.structs.replace(top, sender=sender, receiver=other, file_name=name)
    payload = world.provider.model_payload(kind, RegisterItem(head=top, document=document, id=key), as_xml=as_xml)
    return effect(Action.IMPORT, key, payload)


@pytest.mark.parametrize("as_xml", [False, True])
def test_an_import(world, as_xml):
    given = importing(world, as_xml=as_xml)
    receipt = world.provider.send(given)
    assert len(receipt.remote_id) == 32
    assert world.ledger("import") == {given.target_id: 1}
    told = fate(world, given)
    assert (told.kind, told.remote_id) == (FateKind.DONE, receipt.remote_id)
    assert world.provider.statuses([receipt.remote_id])[receipt.remote_id].status == "22"


@pytest.mark.parametrize("as_xml", [False, True])
def test_an_import_that_is_refused(world, as_xml):
    given = importing(world, as_xml=as_xml, receiver="12")
    error = refused(world.provider, given)
    assert error.code == "provider-import-1002"
    assert "ИНН" in str(error)
    assert fate(world, given).kind is FateKind.NOT_DONE


@pytest.mark.parametrize(("kind", "done"), [("drop_after", True), ("half_body", True), ("drop_before", False)])
def test_a_lost_import_is_found_by_our_key(world, kind, done):
    given = importing(world)
    world.faults({"method": "ImportDocumentRegister", "kind": kind, "nth": 1})
    unknown(world.provider, given)
    told = fate(world, given)
    assert told.kind is (FateKind.DONE if done else FateKind.NOT_DONE)
    assert bool(told.remote_id) is done


def test_without_the_look_up_a_person_decides(world):
    given = importing(world)
    assert fate(world, given, listing=False).kind is FateKind.CANNOT_TELL
    world.settings(beyond_document=False)
    assert fate(world, given).kind is FateKind.CANNOT_TELL, "the call is not there: that is not the document's 404"


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (http({"Message": "not found"}, 404), FateKind.NOT_DONE),
        (http(b"", 404), FateKind.NOT_DONE),
        (http({}), FateKind.NOT_DONE),
        (http("<html>404</html>", 404, Content_Type="text/html"), FateKind.CANNOT_TELL),
        (http({"Message": "No HTTP resource was found that matches the request URI"}, 404), FateKind.CANNOT_TELL),
        (http({"Message": "no"}, 403), FateKind.CANNOT_TELL),
        (http("[]"), FateKind.CANNOT_TELL),
        (http({"UniqueId": "a" * 32, "Id": "c" * 32}), FateKind.CANNOT_TELL),
        (http({"UniqueId": "a" * 32}), FateKind.DONE),
    ],
)
def test_answers_of_the_look_up(little, open_provider, reply, kind):
    little.on("/Api/Document/GetDocumentByClientDocumentUid", reply)
    given = effect(Action.IMPORT, "b" * 32, b"{}")
    assert open_provider(little.url).fates([given])[given.id].kind is kind
    asked = little.asked[-1].path
    assert asked.endswith(f"?clientId={'b' * 32}&companyInn={COMPANY.tax_id}")


@pytest.mark.parametrize("as_xml", [False, True])
def test_a_contract_as_a_file(world, as_xml):
    contract = payloads.ContractFile(
        document_name="Shartnoma <1> & 2",
        file_extension="docx",
        receiver_tax_id="200000101",
        file_name="Namuna",
        content=b"PK namuna",
    )
    body = world.provider.send_payload(contract, as_xml=as_xml)
    receipt = world.provider.send(effect(Action.SEND, uuid.uuid4().hex, body))
    document = world.sandbox.state.documents[receipt.remote_id]
    assert (document.title, document.body) == ("Shartnoma <1> & 2", b"PK namuna")
    wrong = world.provider.send_payload(msgspec.structs.replace(contract, receiver_tax_id="1"), as_xml=as_xml)
    assert refused(world.provider, effect(Action.SEND, uuid.uuid4().hex, wrong))
    lost = effect(Action.SEND, uuid.uuid4().hex, body)
    assert fate(world, lost).kind is FateKind.CANNOT_TELL


def test_the_printed_form_of_a_contract():
    contract = payloads.ContractFile(
        document_name="N", file_extension="docx", receiver_tax_id="300000101", file_name="F", content=b""
    )
    assert payloads.send_payload(contract).decode() == (
        '{"DocumentType":1,"DocumentName":"N","FileExtension":"docx","ReceiverInnNumber":"300000101",'
        '"FileName":"F","Base64Document":""}'
    )
    assert payloads.send_payload(contract, as_xml=True).decode() == (
        "<DocumentMin><DocumentType>1</DocumentType><DocumentName>N</DocumentName><FileExtension>docx</FileExtension>"
        "<ReceiverInnNumber>300000101</ReceiverInnNumber><FileName>F</FileName><Base64Document></Base64Document>"
        "</DocumentMin>"
    )


# ------------------------------------------------------------------ the other documented calls


@pytest.mark.parametrize("shape", ["bool", "object"])
def test_checking_companies_and_signatures(world, shape):
    world.settings(exists_shape=shape, verify_shape=shape)
    calls = world.provider.calls
    assert calls.check_company_exist(world.company.tax_id) is True
    assert calls.check_company_exist("999999999") is False
    message = base64.b64encode(world.signed("ab" * 32).der).decode()
    assert calls.verify_signature(world.company.tax_id, "ab" * 32, message) is True
    assert calls.verify_signature(world.company.tax_id, "cd" * 32, message) is False


def test_dictionaries_and_groups(world):
    calls = world.provider.calls
    assert calls.document_types()[2].code == "Invoice"
    assert calls.document_statuses()[22].description == "Требуется подпись"
    first, second = world.ids()[:2]
    calls.document_reference_group([[first, second]])
    assert world.ledger("group") == {"+".join(sorted([first, second])): 1}


def test_the_company_can_be_named_in_every_call(little, open_provider):
    little.on("/Api/GetDocumentStatus", http({"Success": True, "Data": {"DocumentStatuses": []}}))
    account = open_provider(little.url)._account
    named = FakturaUz(
        dataclasses.replace(account, options={"company_inn": "yes"}), open_provider(little.url)._credentials
    )
    named.statuses(["a"])
    assert little.asked[-1].path == f"/Api/GetDocumentStatus?companyInn={COMPANY.tax_id}"
    named.close()


# ------------------------------------------------------------------ fates of many


def test_the_fates_of_many_cost_one_question(world):
    given = [world.signing(id_) for id_ in world.ids()[:6]]
    for one in given[:3]:
        world.provider.send(one)
    stranger = effect(Action.SIGN, "0" * 32, b"{}")
    before = world.sandbox.faults.as_dict()["requests"].get("GetDocumentStatus", 0)
    told = world.another().fates([*given, stranger])
    after = world.sandbox.faults.as_dict()["requests"]["GetDocumentStatus"]
    assert after - before == 1
    kinds = [told[one.id].kind for one in [*given, stranger]]
    assert kinds == [FateKind.DONE] * 3 + [FateKind.NOT_DONE] * 3 + [FateKind.CANNOT_TELL]
    assert all(answer.note for answer in told.values())
    assert world.provider.fates([]) == {}


def test_what_was_learned_before_a_break_is_kept(little, open_provider):
    found = http({"UniqueId": "a" * 32})
    little.on("/Api/Document/GetDocumentByClientDocumentUid", found, http({}, 500))
    given = [effect(Action.IMPORT, f"{number:032x}", b"{}") for number in range(3)]
    provider = open_provider(little.url)
    told = provider.fates(given)
    assert [told[one.id].kind for one in given] == [FateKind.DONE, FateKind.RUNNING, FateKind.RUNNING]
    with pytest.raises(Unreachable):
        provider.fates(given)


def details(**more) -> bytes:
    return http({"uniqueId": "a" * 32, "status": 26} | more)


@pytest.mark.parametrize(
    ("status", "answer", "kind"),
    [
        (26, details(isSent=True, isOwnerSigned=True, isContractorSigned=False), FateKind.DONE),
        (26, details(isSent=True, isOwnerSigned=False, isContractorSigned=True), FateKind.NOT_DONE),
        (26, details(isSent=False, isOwnerSigned=True, isContractorSigned=False), FateKind.NOT_DONE),
        (26, details(isSent=False, isOwnerSigned=False, isContractorSigned=True), FateKind.DONE),
        (26, details(), FateKind.NOT_DONE),
        (26, http({}, 404), FateKind.NOT_DONE),
        (25, details(isSent=True, isOwnerSigned=True), FateKind.DONE),
        (25, details(isSent=True, isOwnerSigned=False), FateKind.CANNOT_TELL),
        (99, details(isSent=True, isOwnerSigned=True), FateKind.DONE),
        (99, http([]), FateKind.CANNOT_TELL),
        (34, details(isSent=True, isOwnerSigned=True), FateKind.DONE),
        (34, details(isSent=True, isOwnerSigned=False), FateKind.REFUSED),
        (23, details(isSent=True, isOwnerSigned=True), FateKind.DONE),
    ],
)
def test_who_signed_is_asked_where_the_status_does_not_tell(little, open_provider, status, answer, kind):
    rows = [{"UniqueId": "a" * 32, "Status": status}]
    little.on("/Api/GetDocumentStatus", http({"Success": True, "Data": {"DocumentStatuses": rows}}))
    little.on(f"/Api/Document/GetDetails/{'a' * 32}", answer)
    given = effect(Action.SIGN, "a" * 32, b"{}")
    assert open_provider(little.url).fates([given])[given.id].kind is kind
    bare = open_provider(little.url, listing=False).fates([given])[given.id].kind
    assert bare in {FateKind.NOT_DONE, FateKind.CANNOT_TELL, FateKind.REFUSED}


def test_a_slow_provider_is_not_given_up_too_early(world):
    id_ = world.ids()[0]
    given = world.signing(id_)
    world.faults({"method": "SignDocument", "kind": "slow_running", "nth": 1, "seconds": 0.8})
    unknown(world.another(options=QUICK), given)
    assert fate(world, given).kind is FateKind.NOT_DONE, "it is at work still"
    end = time.monotonic() + 10
    while fate(world, given).kind is not FateKind.DONE and time.monotonic() < end:
        pass
    assert fate(world, given).kind is FateKind.DONE
    assert world.ledger() == {id_: 1}


def test_the_second_company_cannot_touch_the_firsts_documents(world, sandbox, sandbox_pki, open_provider):
    second = world_of(sandbox, sandbox_pki, open_provider, 1)
    given = world.signing(world.ids()[0])
    assert unknown(second.provider, given).code == "provider-not-allowed"
    assert world.ledger() == {}
