"""Good documents in BER are valid: a sample of them here, all of them in `dev.py bench --sweep`."""

from __future__ import annotations

import base64

import pytest
from ber_documents import NOW, Document, Writer

from muhr.domain.signatures import Verdict
from muhr.signing import der
from muhr.signing.cms_read import to_binary
from muhr.signing.trust import TrustStore
from muhr.signing.verify import CmsVerifier

pytestmark = pytest.mark.sweep


@pytest.fixture(scope="module")
def verifier_and_documents() -> tuple[CmsVerifier, list[Document]]:
    writer = Writer()
    return CmsVerifier(TrustStore(writer.authorities.roots), lambda: NOW), list(writer.documents(260))


def test_no_good_document_is_called_anything_else(
    verifier_and_documents: tuple[CmsVerifier, list[Document]],
) -> None:
    verifier, documents = verifier_and_documents
    wrong = []
    for document in documents:
        report = verifier.verify(document.data, detached=None if document.attached else document.content)
        if (report.verdict, report.content, len(report.signers)) != (Verdict.VALID, document.content, document.signers):
            wrong.append((document.form, report.reasons, [signer.reasons for signer in report.signers]))
    assert wrong == []


def test_and_with_another_content_none_is_valid(verifier_and_documents: tuple[CmsVerifier, list[Document]]) -> None:
    verifier, documents = verifier_and_documents
    for document in documents[::13]:
        assert verifier.verify(document.data, detached=document.content + b".").verdict is Verdict.INVALID


def test_the_documents_are_as_various_as_they_say(
    verifier_and_documents: tuple[CmsVerifier, list[Document]],
) -> None:
    _, documents = verifier_and_documents
    assert {document.attached for document in documents} == {True, False}
    assert {document.signers for document in documents} == {1, 2}
    binary = [to_binary(document.data) for document in documents]
    assert sum(data[1] == 0x80 for data in binary) > len(binary) / 2
    assert len({document.form for document in documents}) > 100
    # The usual one begins as E-IMZO's do.
    assert any(base64.b64encode(data).startswith(b"MIAGCSqGSIb3DQEHAqCAMIACAQEx") for data in binary)
    assert any(data[:1] == b"\x30" and data[1] != 0x80 for data in binary)
    assert der.oid("1.2.860.3.15.2.1.2.1") in b"".join(binary)
