"""One method for each call of Faktura.uz: address, body, token, and the reader of its answer. Decides nothing.

The twelve documented calls first, in the order of the API document, then those beyond it. Reading calls give typed
values and raise `AnswerUnreadable` for what cannot be read. Writing calls take the exact bytes of an effect, send
them once, and give the answer's bytes: what these prove is judged in `answers`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar
from urllib.parse import quote, urlencode

import msgspec

from muhr.domain.errors import AnswerUnreadable, InputError, ProviderError, Refused
from muhr.domain.sentences import say
from muhr.providers.faktura_uz import beyond, wire
from muhr.providers.faktura_uz.tokens import TokenKeeper
from muhr.providers.json_values import Misread, decode
from muhr.providers.outcomes import RAW_KEPT, Answer, Purpose, explanation, is_page
from muhr.providers.transport import Call, Head, Transport

T = TypeVar("T")

_JSON = (("Content-Type", "application/json; charset=utf-8"), ("Accept", "application/json"))
_XML = (("Content-Type", "application/xml; charset=utf-8"), ("Accept", "application/xml"))
_READ = (("Accept", "application/json"),)

_NO_ROUTE = ("no http resource was found", "no action was found", "no type was found")
"""How ASP.NET says that an address does not exist, as against a document that does not."""


class Calls:
    """Every call of one account. Callable from every lane."""

    def __init__(
        self, transport: Transport, tokens: TokenKeeper, base_url: str, company: str, *, name_company: bool = False
    ) -> None:
        """Take the line, the token and the company's tax id (for the calls that name it).

        `name_company`: add `companyInn` to every call. The API document does not print it; the provider's newer
        description does, for users who act for several companies.
        """
        self.transport = transport
        self.tokens = tokens
        self._base = base_url.rstrip("/")
        self._company = company
        self._name_company = name_company

    # ---------------------------------------------------------------- the API document

    def document_types(self) -> dict[int, wire.Term]:
        """GET GetDocumentTypes."""
        return self._get("/Api/Document/GetDocumentTypes", wire.dictionary)

    def document_statuses(self) -> dict[int, wire.Term]:
        """GET GetDocumentStatuses."""
        return self._get("/Api/Document/GetDocumentStatuses", wire.dictionary)

    def probe(self) -> datetime | None:
        """GET GetDocumentStatuses, for the moment of the server's clock that stands above the answer."""
        call = self._reading("GET", "/Api/Document/GetDocumentStatuses")
        answer = self._accepted(call)
        self._read(answer, wire.dictionary)
        return answer.date

    def check_company_exist(self, tax_id: str) -> bool:
        """GET CheckCompanyExist/{inn}."""
        return self._get(f"/Api/CheckCompanyExist/{_segment(tax_id)}", wire.yes_or_no)

    def download_archive(
        self,
        remote_id: str,
        byte_range: str,
        if_range: str,
        begin: Callable[[Head], bool],
        take: Callable[[bytes], None],
    ) -> Answer:
        """GET DownloadArchive/{uniqueId}, streamed; `byte_range` as `bytes=100-`, or "" for the whole."""
        headers = [("Accept", "application/zip, application/octet-stream"), ("Accept-Encoding", "identity")]
        if byte_range:
            headers.append(("Range", byte_range))
            if if_range:
                headers.append(("If-Range", if_range))
        call = Call(
            method="GET",
            url=self._url(f"/Api/DownloadArchive/{_segment(remote_id)}"),
            purpose=Purpose.READ,
            headers=tuple(headers),
        )
        bearer = self.tokens.bearer()
        answer = self.transport.download(call, bearer, begin, take)
        if answer.status == 401:
            answer = self.transport.download(call, self.tokens.renewed(bearer), begin, take)
        if answer.status not in {206, 416}:
            self._raise_for(call, answer)
        return answer

    def verify_signature(self, tax_id: str, hash_code: str, message: str) -> bool:
        """POST VerifySignature; `message` is the PKCS#7 in base64. `Pcks7` is the document's own spelling."""
        body = {"Inn": tax_id, "Hashcode": hash_code, "Pcks7": message}
        return self._post("/Api/VerifySignature", body, wire.yes_or_no)

    def send_document(self, body: bytes) -> bytes:
        """POST SendDocument: a contract file, JSON or XML."""
        return self._write("/Api/Document/SendDocument", body)

    def import_document_register(self, body: bytes) -> bytes:
        """POST ImportDocumentRegister: documents by their content, JSON or XML."""
        return self._write("/Api/Document/ImportDocumentRegister", body)

    def documents_hash_codes(self, remote_ids: Sequence[str]) -> dict[str, str]:
        """POST GetDocumentsHashCodes; see `wire.hash_codes` for what is believed."""
        asked = list(remote_ids)
        return self._post(
            "/Api/Sign/GetDocumentsHashCodes", {"Documents": asked}, lambda value: wire.hash_codes(value, asked)
        )

    def sign_document(self, body: bytes) -> bytes:
        """POST SignDocument."""
        return self._write("/Api/Sign/SignDocument", body)

    def document_status(self, remote_ids: Sequence[str]) -> wire.StatusAnswer:
        """POST GetDocumentStatus."""
        return self._post("/Api/GetDocumentStatus", {"DocumentUniqueIds": list(remote_ids)}, wire.statuses)

    def delete_documents(self, body: bytes) -> bytes:
        """POST DeleteDocuments."""
        return self._write("/Api/Document/DeleteDocuments", body)

    def document_reference_group(self, groups: Sequence[Sequence[str]]) -> bytes:
        """POST DocumentReferenceGroup: each group's documents refer to one another."""
        body = msgspec.json.encode({"Groups": [list(group) for group in groups]})
        return self._write("/Api/DocumentReferenceGroup", body)

    # ---------------------------------------------------------------- beyond the API document

    def documents(
        self, *, inbox: bool, statuses: Sequence[int], skip: int, limit: int, dated_from: datetime | None = None
    ) -> beyond.Page:
        """GET GetDocuments: one page of the list; `dated_from` leaves out documents dated earlier."""
        query = {
            "companyInn": self._company,
            "isInbox": "true" if inbox else "false",
            "statuses": ",".join(str(int(status)) for status in statuses),
            "limit": str(limit),
            "skip": str(skip),
        }
        if dated_from is not None:
            query["invoiceDateFrom"] = str(int(dated_from.timestamp() * 1000))
        return self._get("/Api/Document/GetDocuments", beyond.listing, query)

    def documents_content(self, remote_ids: Sequence[str]) -> dict[str, str]:
        """POST GetDocumentsContent: the content texts by lower-case id."""
        body = {"DocumentUniqueIds": list(remote_ids)}
        return self._post("/Api/Document/GetDocumentsContent", body, beyond.content_texts)

    def details(self, remote_id: str) -> beyond.ListingRow | None:
        """GET GetDetails/{uid}; None when the provider does not know the document."""
        path = f"/Api/Document/GetDetails/{_segment(remote_id)}"
        return self._find(path, {"companyInn": self._company}, beyond.listing_row)

    def by_client_id(self, client_id: str) -> beyond.Found | None:
        """GET GetDocumentByClientDocumentUid; None when the provider has nothing under our key.

        Raises `Refused` (code `provider-no-such-call`) when the call itself does not exist there.
        """
        query = {"clientId": client_id, "companyInn": self._company}
        return self._find("/Api/Document/GetDocumentByClientDocumentUid", query, beyond.lookup)

    def reject_document(self, body: bytes) -> bytes:
        """POST RejectDocument."""
        return self._write("/Api/Document/RejectDocument", body)

    # ---------------------------------------------------------------- inside

    def _url(self, path: str, query: dict[str, str] | None = None) -> str:
        named = {"companyInn": self._company} if self._name_company else {}
        text = urlencode(named | (query or {}))
        return f"{self._base}{path}?{text}" if text else f"{self._base}{path}"

    def _reading(self, method: str, path: str, query: dict[str, str] | None = None, body: bytes | None = None) -> Call:
        return Call(
            method=method,
            url=self._url(path, query),
            purpose=Purpose.READ,
            headers=_READ if body is None else _JSON,
            body=body,
        )

    def _get(self, path: str, reader: Callable[[object], T], query: dict[str, str] | None = None) -> T:
        return self._read(self._accepted(self._reading("GET", path, query)), reader)

    def _post(self, path: str, body: object, reader: Callable[[object], T]) -> T:
        return self._read(self._accepted(self._reading("POST", path, body=msgspec.json.encode(body))), reader)

    def _find(self, path: str, query: dict[str, str], reader: Callable[[object], T]) -> T | None:
        call = self._reading("GET", path, query)
        answer = self._exchange(call)
        if answer.status != 404:
            self._raise_for(call, answer)
            return self._read(answer, reader)
        said = explanation(answer).lower()
        if is_page(answer) or any(words in said for words in _NO_ROUTE):
            raise Refused("The service does not offer this call.", code="provider-no-such-call", status=404)
        return None

    def _write(self, path: str, body: bytes) -> bytes:
        headers = _XML if body.lstrip()[:1] == b"<" else _JSON
        call = Call(method="POST", url=self._url(path), purpose=Purpose.WRITE, headers=headers, body=body)
        return self._accepted(call).body

    def _exchange(self, call: Call) -> Answer:
        """Send with the token; after a 401, which proves that nothing was done, once more with a new one."""
        bearer = self.tokens.bearer()
        answer = self.transport.exchange(call, bearer)
        if answer.status == 401:
            answer = self.transport.exchange(call, self.tokens.renewed(bearer))
        return answer

    def _accepted(self, call: Call) -> Answer:
        answer = self._exchange(call)
        self._raise_for(call, answer)
        return answer

    def _raise_for(self, call: Call, answer: Answer) -> None:
        problem = self.transport.judge(call, answer)
        if problem is not None:
            raise self._with_raw(problem, answer)

    def _with_raw(self, problem: ProviderError, answer: Answer) -> ProviderError:
        if isinstance(problem, Refused):
            problem.facts["raw"] = self.kept(answer.body)
        return problem

    def _read(self, answer: Answer, reader: Callable[[object], T]) -> T:
        try:
            return reader(decode(answer.body))
        except Misread as error:
            raise AnswerUnreadable(
                say("The answer could not be read: {error}.", error=str(error)),
                raw=self.kept(answer.body),
                status=answer.status,
            ) from None

    def kept(self, body: bytes) -> bytes:
        """Give as much of an answer as is kept for the person, without secrets."""
        return self.transport.redactor.clean_bytes(body[:RAW_KEPT])


def _segment(text: str) -> str:
    """Make an id fit to be one part of an address; raises `InputError` for what would mean another address."""
    if not text or len(text) > 128 or set(text) <= {"."}:
        raise InputError("This is not the id of a document.", code="input-document-id")
    return quote(text, safe="")
