"""One method for each call of BitFaktura: address, body, token, and the reader of its answer. Decides nothing.

Source: the API document; `change_status` and `cancel` stand in the platform's public description only. Reading calls
give typed values and raise `AnswerUnreadable` for what cannot be read. Writing calls take the exact bytes of an effect,
add the token, send them once, and give the whole answer: what it proves is judged in `answers`.

The token travels as the document prints it: as the member `api_token` of a JSON body, else in the address, where it is
added below everything that logs addresses (`Call.secret_query`); with `in_header` always as a bearer token.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec

from muhr.domain.errors import AnswerUnreadable, InputError, ProviderError, Refused
from muhr.domain.sentences import say
from muhr.providers.bitfaktura import wire
from muhr.providers.bitfaktura.complaints import complaint
from muhr.providers.bitfaktura.resources import Resource
from muhr.providers.bitfaktura.values import is_id, members, rows
from muhr.providers.json_values import Misread
from muhr.providers.outcomes import RAW_KEPT, Answer, Purpose, is_page
from muhr.providers.transport import Call, Transport

T = TypeVar("T")

PAGE = 100
"""The most rows a page can have."""

MOST_RELATED = 2_000
"""Documents made from one document, or that one was made from, that are read."""

_JSON = (("Content-Type", "application/json"), ("Accept", "application/json"))
_READ = (("Accept", "application/json"),)


class Calls:
    """Every call of one account. Callable from every thread."""

    def __init__(
        self, transport: Transport, base_url: str, token: str, *, in_header: bool = False, app_url: str = ""
    ) -> None:
        """Take the line and the token; `app_url` is the platform's own host, for `users` and `accounts`."""
        self.transport = transport
        self.base = base_url.rstrip("/")
        self._token = token
        self._in_header = in_header
        self._app = app_url.rstrip("/")
        self.warehouse_documents = Resource(
            self, "warehouse_documents", "warehouse_document", wire.warehouse_document, deletes=True
        )
        self.products = Resource(self, "products", "product", wire.product)
        self.clients = Resource(self, "clients", "client", wire.client)
        # The JSON line of the document prints the singular for one payment, its XML line the plural (quirk 6).
        self.payments = Resource(
            self, "banking/payments", "banking_payment", wire.payment, one="banking/payment", updates=False
        )
        self.categories = Resource(self, "categories", "category", wire.named, updates=False)
        self.warehouses = Resource(self, "warehouses", "warehouse", wire.named, updates=False)

    # ---------------------------------------------------------------- invoices, reading

    def probe(self) -> Answer:
        """GET invoices.json with one row: the token is taken."""
        answer = self.get("invoices.json", {"page": "1", "per_page": "1"})
        self.reading(answer, lambda: rows(answer.body))
        return answer

    def invoices(self, page: int = 1, **narrowed: str) -> list[bytes]:
        """GET invoices.json: one page, each row as its own bytes.

        Args:
            page: from 1.
            **narrowed: `income` ("no" for expenses), `oid`, `invoice_id` (what a document was made from),
                `from_invoice_id` (what was made from it), `invoice_ids`, `include_positions`, `order`, `period`.
                The period is "all" unless it is given: the service's own default is not documented.
        """
        query = {"period": "all"} | narrowed | {"page": str(page), "per_page": str(PAGE)}
        answer = self.get("invoices.json", query)
        return self.reading(answer, lambda: rows(answer.body))

    def invoice(self, remote_id: str) -> bytes | None:
        """GET invoices/{id}.json: its bytes, or None when the service does not have it.

        Raises `Refused` (`provider-no-such-call`) when what answers is no such service.
        """
        call = self._call("GET", f"invoices/{_id(remote_id)}.json")
        answer = self._exchange(call)
        if answer.status == 404 and not is_page(answer):
            return None
        self.accept(call, answer)
        self.reading(answer, lambda: wire.invoice_of(answer.body))
        return answer.body

    def invoice_file(self, remote_id: str, suffix: str, **query: str) -> Answer:
        """GET invoices/{id}.pdf (`print_option`: original, copy, original_and_copy, duplicate) or .xml."""
        accept = {"pdf": "application/pdf", "xml": "application/xml"}[suffix]
        call = self._call("GET", f"invoices/{_id(remote_id)}.{suffix}", query, headers=(("Accept", accept),))
        answer = self._exchange(call)
        self.accept(call, answer)
        return answer

    def by_oid(self, oid: str, page: int = 1) -> list[bytes]:
        """GET invoices.json?oid=. How the service compares is not documented: the caller does it again."""
        return self.invoices(page, oid=oid)

    def sources_of(self, remote_id: str) -> list[wire.Invoice]:
        """GET invoices.json?invoice_id=: what a document was made from."""
        return self._related(invoice_id=_id(remote_id))

    def made_from(self, remote_id: str) -> list[wire.Invoice]:
        """GET invoices.json?from_invoice_id=: what was made from a document."""
        return self._related(from_invoice_id=_id(remote_id))

    def _related(self, **narrowed: str) -> list[wire.Invoice]:
        """Every page of a narrowed list. It ends too where a page brings nothing new: `page` was passed over."""
        found: dict[str, wire.Invoice] = {}
        for page in range(1, MOST_RELATED // PAGE + 1):
            known, rows_told = len(found), self.invoices(page, **narrowed)
            for raw in rows_told:
                one = self.row(raw)
                found[one.id] = one
            if len(rows_told) < PAGE or len(found) == known:
                break
        return list(found.values())

    # ---------------------------------------------------------------- invoices, writing

    def create_invoice(self, payload: bytes) -> Answer:
        """POST invoices.json."""
        return self.write("POST", "invoices.json", payload)

    def update_invoice(self, remote_id: str, payload: bytes) -> Answer:
        """PUT invoices/{id}.json."""
        return self.write("PUT", f"invoices/{_id(remote_id)}.json", payload)

    def delete_invoice(self, remote_id: str) -> Answer:
        """DELETE invoices/{id}.json."""
        return self.write("DELETE", f"invoices/{_id(remote_id)}.json")

    def send_by_email(self, remote_id: str) -> Answer:
        """POST invoices/{id}/send_by_email.json: to the buyer's address."""
        return self.write("POST", f"invoices/{_id(remote_id)}/send_by_email.json")

    def change_status(self, remote_id: str, payload: bytes) -> Answer:
        """POST invoices/{id}/change_status.json?status=; the payload is the query."""
        return self.write("POST", f"invoices/{_id(remote_id)}/change_status.json?{payload.decode('ascii')}")

    def cancel_invoice(self, payload: bytes) -> Answer:
        """POST invoices/cancel.json. Only the sister platform's description has it."""
        return self.write("POST", "invoices/cancel.json", payload)

    # ---------------------------------------------------------------- departments, accounts

    def set_logo(self, department_id: str, file_name: str, content: bytes) -> Answer:
        """PUT departments/{id}.json with a picture, as a form of several parts."""
        boundary = "muhr-boundary-7b1f6f0c"
        while boundary.encode() in content:
            boundary += "x"
        name = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in file_name) or "logo"
        parts = [] if self._in_header else [_part(boundary, 'name="api_token"', self._token.encode())]
        parts.append(
            _part(boundary, f'name="department[logo]"; filename="{name}"', content, "application/octet-stream")
        )
        body = b"".join(parts) + f"--{boundary}--\r\n".encode()
        headers = (("Content-Type", f"multipart/form-data; boundary={boundary}"), ("Accept", "application/json"))
        call = self._call("PUT", f"departments/{_id(department_id)}.json", headers=headers, body=body, told=True)
        return self._accepted(call)

    def account(self, integration_token: str) -> Mapping[str, object]:
        """GET account.json: what the platform tells of the account."""
        self.transport.redactor.add(integration_token)
        call = self._call("GET", "account.json", secrets=(("integration_token", integration_token),))
        answer = self._accepted(call)
        return self.reading(answer, lambda: members(answer.body))

    def create_user(self, email: str, password: str, integration_token: str) -> Answer:
        """POST users.json at the platform's own host."""
        self.transport.redactor.add(password, integration_token)
        user = {"email": email, "password": password}
        return self._at_app("users.json", {"user": user, "integration_token": integration_token})

    def create_account(self, body: Mapping[str, object], integration_token: str) -> Answer:
        """POST account.json at the platform's own host; `body` as printed: account, user, company."""
        user = body.get("user")
        password = user.get("password") if isinstance(user, Mapping) else None
        self.transport.redactor.add(integration_token, *([password] if isinstance(password, str) else []))
        token = {"api_token": self._token} if self._token else {}
        return self._at_app("account.json", token | dict(body) | {"integration_token": integration_token})

    def _at_app(self, path: str, body: Mapping[str, object]) -> Answer:
        if not self._app:
            raise InputError("The address of the platform's own host is not set.", code="account-app-url")
        call = Call(
            method="POST",
            url=f"{self._app}/{path}",
            purpose=Purpose.WRITE,
            headers=_JSON,
            body=msgspec.json.encode(body),
        )
        # No bearer token: what this host is to know stands in the body as printed.
        answer = self.transport.exchange(call, "")
        self.accept(call, answer)
        return answer

    # ---------------------------------------------------------------- for all of them

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Answer:
        """Send one reading call; raises `ProviderError` for every status that is no success."""
        return self._accepted(self._call("GET", path, query))

    def write(self, method: str, path: str, payload: bytes | None = None) -> Answer:
        """Send one writing call once; raises `ProviderError` for every status that is no success."""
        return self._accepted(self._call(method, path, body=payload, headers=_READ if payload is None else _JSON))

    def accept(self, call: Call, answer: Answer) -> None:
        """Raise the error that the status means, with the service's own words where it has some."""
        problem = self.transport.judge(call, answer)
        if problem is not None:
            raise self._with_words(problem, answer)

    def reading(self, answer: Answer, read: Callable[[], T]) -> T:
        """Give what `read` makes of an answer. Raises `AnswerUnreadable`; `Refused` for a refusal under HTTP 200."""
        try:
            return read()
        except Misread as error:
            said = complaint(answer.body)
            if said is not None:
                raise Refused(self.refusal(said.text), raw=self.kept(answer.body), status=answer.status) from None
            raise AnswerUnreadable(
                say("The answer could not be read: {error}.", error=str(error)),
                raw=self.kept(answer.body),
                status=answer.status,
            ) from None

    def row(self, raw: bytes) -> wire.Invoice:
        """Read one row of a list of invoices. Raises `AnswerUnreadable`."""
        try:
            return wire.invoice_of(raw)
        except Misread as error:
            text = say("A row of the list could not be read: {error}.", error=str(error))
            raise AnswerUnreadable(text, raw=self.kept(raw)) from None

    def refusal(self, said: str) -> str:
        """The sentence for a refusal."""
        told = self.transport.redactor.clean(said)
        if not told:
            return say("BitFaktura refused the request and gives no reason.")
        return say("BitFaktura refused: {told}", told=told)

    def kept(self, body: bytes) -> bytes:
        """Give as much of an answer as is kept for the person, without secrets."""
        return self.transport.redactor.clean_bytes(body[:RAW_KEPT])

    # ---------------------------------------------------------------- inside

    def _call(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        *,
        body: bytes | None = None,
        headers: Sequence[tuple[str, str]] = _READ,
        secrets: tuple[tuple[str, str], ...] = (),
        told: bool = False,
    ) -> Call:
        """Build one call. `told`: the body holds the token already."""
        if not self._in_header and not told:
            if body is not None:
                body = _with_token(body, self._token)
            else:
                secrets = (("api_token", self._token), *secrets)
        url = f"{self.base}/{path}"
        return Call(
            method=method,
            url=f"{url}?{urlencode(query)}" if query else url,
            purpose=Purpose.READ if method == "GET" else Purpose.WRITE,
            headers=tuple(headers),
            body=body,
            secret_query=secrets,
        )

    def _exchange(self, call: Call) -> Answer:
        return self.transport.exchange(call, self._token if self._in_header else "")

    def _accepted(self, call: Call) -> Answer:
        answer = self._exchange(call)
        self.accept(call, answer)
        return answer

    def _with_words(self, problem: ProviderError, answer: Answer) -> ProviderError:
        if not isinstance(problem, Refused):
            return problem
        said = complaint(answer.body)
        told: dict[str, Any] = {"raw": self.kept(answer.body), "status": answer.status}
        if said is None or not said.text:
            problem.facts |= told
            return problem
        return Refused(self.refusal(said.text), code=problem.code, about_key=said.about_key, **told)


def _id(text: str) -> str:
    """Check an id before it becomes part of an address; raises `InputError`."""
    if not is_id(text):
        raise InputError("This is not the id of a document at BitFaktura.", code="input-document-id")
    return text


def _with_token(payload: bytes, token: str) -> bytes:
    """The request body: the effect's own bytes, with the token as their first member."""
    rest = payload.lstrip()[1:]
    comma = b"" if rest.lstrip()[:1] == b"}" else b","
    return b'{"api_token":' + msgspec.json.encode(token) + comma + rest


def _part(boundary: str, disposition: str, content: bytes, media: str = "") -> bytes:
    kind = f"Content-Type: {media}\r\n" if media else ""
    return f"--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\n{kind}\r\n".encode() + content + b"\r\n"
