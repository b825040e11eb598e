"""Signs documents of one account: hash codes, signatures, rows in groups. Asks no password and sends no signature."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Protocol

from muhr.domain.documents import Action, Document, DocumentRef
from muhr.domain.effects import Effect, digest_of
from muhr.domain.errors import AnswerUnreadable, ContentUnsafe, InputError, KeyUnusable, MuhrError, ProviderError
from muhr.domain.events import Step
from muhr.domain.findings import Finding, Severity
from muhr.domain.ports import Clock, Provider, Signer
from muhr.domain.records import Evidence
from muhr.domain.sentences import say
from muhr.services.crew import Pool
from muhr.services.dossier import displayed
from muhr.services.outcomes import Failure, attempt
from muhr.services.review import duplicated_hashes, signer_findings
from muhr.services.wording import signer_line, title_of

FIRST_GROUP = 4
"""The first rows enter the outbox early, so that the lanes have something to do."""
GROUP = 32
GROUP_WAIT = 0.05
"""Later rows enter together: at most so many, at most so many seconds after they were signed."""

Add = Callable[[Sequence[Effect], Sequence[Evidence]], None]


class Host(Protocol):
    """The run, as far as signing needs it."""

    @property
    def stopped(self) -> bool:
        """Whether nothing further shall be signed."""
        ...

    def step(self, ref: DocumentRef, step: Step) -> None:
        """A document was hashed or signed."""
        ...

    def fail(self, refs: Iterable[DocumentRef], error: MuhrError) -> None:
        """These documents will not be signed in this run."""
        ...


class AccountSigning:
    """The documents of one account that are signed in one run."""

    def __init__(
        self,
        *,
        host: Host,
        provider: Provider,
        add: Add,
        signer: Signer,
        clock: Clock,
        batch_id: str,
        comment: str,
        unchecked: bool = False,
    ) -> None:
        """Take everything; `unchecked` when the run began without knowing whose key it is."""
        self._host = host
        self._provider = provider
        self._add = add
        self._signer = signer
        self._clock = clock
        self._batch_id = batch_id
        self._comment = comment
        self._unchecked = unchecked
        self._group: list[tuple[Effect, Evidence]] = []
        self._group_began = 0.0
        self._added = 0

    def run(self, documents: Sequence[Document], findings: Mapping[DocumentRef, list[Finding]]) -> None:
        """Sign until done or stopped; what was signed enters the outbox in every case.

        Raises:
            KeyAccessError: the key does not sign any more; nothing further is signed.
            SignatureError: what came out did not pass our own verification; nothing further is signed.
            WorkspaceError: a row could not be kept.
        """
        codes = self._hash_codes(documents)
        try:
            for document in documents:
                if self._host.stopped:
                    return
                if document.ref in codes:
                    self._sign(document, codes[document.ref], findings.get(document.ref, []))
                    if self._group_is_full():
                        self._flush()
        finally:
            self._flush()

    # ---------------------------------------------------------------- hash codes

    def _hash_codes(self, documents: Sequence[Document]) -> dict[DocumentRef, bytes]:
        """The bytes to sign of each document that has them; all are fetched before the first is signed.

        Only so can two documents with one hash code be told before either is signed, and can an answer that is not
        understood stop everything (facts §1.5: show it, sign nothing).
        """
        size = self._provider.capabilities.hash_chunk
        chunks = [documents[start : start + size] for start in range(0, len(documents), size)]
        pool = Pool("muhr-hash", min(len(chunks), max(self._provider.capabilities.lanes, 1)))
        asked = [(chunk, pool.submit(partial(self._ask, chunk))) for chunk in chunks]
        codes: dict[DocumentRef, str] = {}
        unreadable: AnswerUnreadable | None = None
        for chunk, future in asked:
            answer = attempt(future.result)
            if isinstance(answer, Failure):
                if not isinstance(answer.error, ProviderError):
                    pool.close(0)
                    raise answer.error
                unreadable = answer.error if isinstance(answer.error, AnswerUnreadable) else unreadable
                self._host.fail([document.ref for document in chunk], answer.error)
            else:
                codes.update(self._checked(chunk, answer.value))
        pool.close(0)
        if unreadable is not None:
            self._host.fail([document.ref for document in documents], unreadable)
            return {}
        return self._unique(codes)

    def _ask(self, chunk: Sequence[Document]) -> dict[str, str]:
        return self._provider.hash_codes([document.ref.remote_id for document in chunk])

    def _checked(self, chunk: Sequence[Document], answer: Mapping[str, str]) -> dict[DocumentRef, str]:
        given = {remote_id.lower(): code for remote_id, code in answer.items()}
        good: dict[DocumentRef, str] = {}
        for document in chunk:
            code = given.get(document.ref.remote_id, "")
            if code and code.isascii():
                good[document.ref] = code
                self._host.step(document.ref, Step.HASHED)
            else:
                text = say("The provider gave no hash code for this document.")
                self._host.fail([document.ref], ProviderError(text, code="hash-missing"))
        return good

    def _unique(self, codes: dict[DocumentRef, str]) -> dict[DocumentRef, bytes]:
        doubled = duplicated_hashes(codes)
        text = say("The provider gave the same hash code for another document of this selection; neither is signed.")
        self._host.fail(doubled, InputError(text, code="hash-not-unique"))
        return {ref: code.encode("ascii") for ref, code in codes.items() if ref not in doubled}

    # ---------------------------------------------------------------- signatures

    def _sign(self, document: Document, content: bytes, findings: Sequence[Finding]) -> None:
        if self._belongs_to_others(document):
            return
        try:
            message = self._signer.sign(content, at=self._clock())
        except ContentUnsafe as error:
            self._host.fail([document.ref], error)
            return
        if self._belongs_to_others(document):  # the first signature has shown whose key it is; it is thrown away
            return
        payload = self._provider.sign_payload(document, message, comment=self._comment)
        effect_id = uuid.uuid4().hex
        effect = Effect(
            id=effect_id,
            account_id=document.ref.account_id,
            provider=document.provider,
            action=Action.SIGN,
            target_id=document.ref.remote_id,
            title=title_of(document),
            key=effect_id,
            payload=payload,
            payload_sha256=digest_of(payload),
            created=self._clock(),
            batch_id=self._batch_id,
            note=message.note,
        )
        evidence = Evidence(
            effect_id=effect_id,
            displayed=displayed(document, findings),
            content=content,
            message=message.der,
            # What was wished for and is not there stays with what was signed: the row's own note changes as it goes.
            signer=" · ".join(part for part in (signer_line(message.identity), message.note) if part),
            at=message.signing_time,
        )
        if not self._group:
            self._group_began = time.monotonic()
        self._group.append((effect, evidence))
        self._host.step(document.ref, Step.SIGNED)

    def _belongs_to_others(self, document: Document) -> bool:
        """Fail a document that a key of late owner must not sign; False for a key whose owner was checked before."""
        who = self._signer.identity
        if not self._unchecked or who is None:
            return False
        found = signer_findings(document, who, self._clock())
        stop = next((finding for finding in found if finding.severity is Severity.STOP), None)
        if stop is not None:
            self._host.fail([document.ref], KeyUnusable(stop.text, code=stop.code.value))
        return stop is not None

    # ---------------------------------------------------------------- the outbox

    def _group_is_full(self) -> bool:
        limit = GROUP if self._added else FIRST_GROUP
        return len(self._group) >= limit or (bool(self._group) and time.monotonic() - self._group_began >= GROUP_WAIT)

    def _flush(self) -> None:
        group, self._group = self._group, []
        if not group:
            return
        answer = attempt(partial(self._add, [row for row, _ in group], [proof for _, proof in group]))
        if not isinstance(answer, Failure):
            self._added += len(group)
            return
        if isinstance(answer.error, InputError) and len(group) > 1:
            # One of them has an effect already; the others are not to suffer for it.
            for row, proof in group:
                self._add_alone(row, proof)
            return
        self._host.fail([_ref(row) for row, _ in group], answer.error)
        if not isinstance(answer.error, InputError):
            raise answer.error

    def _add_alone(self, row: Effect, proof: Evidence) -> None:
        try:
            self._add([row], [proof])
        except InputError as error:
            self._host.fail([_ref(row)], error)


def _ref(effect: Effect) -> DocumentRef:
    return DocumentRef(effect.account_id, effect.target_id)
