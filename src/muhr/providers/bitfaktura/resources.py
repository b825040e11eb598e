"""The records around invoices (products, clients, payments, …), which all have the same calls. Knows no meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from muhr.domain.errors import BugError, InputError
from muhr.providers.bitfaktura.values import is_id, members, rows
from muhr.providers.json_values import decode
from muhr.providers.outcomes import Answer

if TYPE_CHECKING:
    from muhr.providers.bitfaktura.calls import Calls

T = TypeVar("T")


class Resource(Generic[T]):
    """One kind of record: list, get one, create, and where the document has it update and delete."""

    def __init__(
        self,
        calls: Calls,
        path: str,
        wrapper: str,
        read: Callable[[object], T],
        *,
        one: str = "",
        updates: bool = True,
        deletes: bool = False,
    ) -> None:
        """Take where it lives and how it is read.

        Args:
            calls: the account's line.
            path: the plural in the address.
            wrapper: the member around a record in a request.
            read: makes a typed record of one row.
            one: the path of a single record where it is another than the plural.
            updates: the document has a call that changes one.
            deletes: the document has a call that deletes one.
        """
        self._calls = calls
        self._path = path
        self._one = one or path
        self._wrapper = wrapper
        self._read = read
        self._updates, self._deletes = updates, deletes

    def page(self, page: int = 1, per_page: int = 25, **narrowed: str) -> list[T]:
        """GET a page, from 1; fewer rows than `per_page` (at most 100) mean that it is the last one."""
        answer = self._calls.get(
            f"{self._path}.json", narrowed | {"page": str(page), "per_page": str(min(per_page, 100))}
        )
        return self._calls.reading(answer, lambda: [self._read(decode(row)) for row in rows(answer.body)])

    def get(self, record_id: str) -> T:
        """GET one record. Raises `Refused` (`provider-no-such-call`) when there is none."""
        answer = self._calls.get(f"{self._one}/{self._checked(record_id)}.json")
        return self._calls.reading(answer, lambda: self._read(members(answer.body)))

    def payload(self, record: Mapping[str, Any]) -> bytes:
        """The body of `create` and `update`, without the token."""
        return msgspec.json.encode({self._wrapper: dict(record)})

    def create(self, payload: bytes) -> Answer:
        """POST a new record; only HTTP 201 with an id proves that it was made (see `answers.created`)."""
        return self._calls.write("POST", f"{self._path}.json", payload)

    def update(self, record_id: str, payload: bytes) -> Answer:
        """PUT changes to one record."""
        if not self._updates:
            raise BugError(f"{self._path} cannot be changed")
        return self._calls.write("PUT", f"{self._path}/{self._checked(record_id)}.json", payload)

    def delete(self, record_id: str) -> Answer:
        """DELETE one record."""
        if not self._deletes:
            raise BugError(f"{self._path} cannot be deleted")
        return self._calls.write("DELETE", f"{self._path}/{self._checked(record_id)}.json")

    @staticmethod
    def _checked(record_id: str) -> str:
        if not is_id(record_id):
            raise InputError("This is not the id of a record at BitFaktura.", code="input-document-id")
        return record_id
