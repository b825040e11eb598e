"""What a status means for a document that is known here already."""

from __future__ import annotations

import pytest

from muhr.domain.documents import Action, RemoteStatus, Stage
from muhr.services.statuses import deleted_here, with_kept_actions


@pytest.mark.parametrize("complete", [True, False])
def test_actions_of_a_list_are_kept_unless_the_status_tells_all(make_document, complete: bool) -> None:
    document = make_document(actions=frozenset({Action.SIGN, Action.REJECT, Action.DELETE}))
    status = RemoteStatus(
        remote_id=document.ref.remote_id, status="22", status_text="", stage=Stage.WAITING_FOR_ME,
        actions=frozenset({Action.SIGN}), complete=complete,
    )  # fmt: skip
    kept = with_kept_actions(status, document).actions
    assert kept == ({Action.SIGN} if complete else {Action.SIGN, Action.REJECT, Action.DELETE})


def test_a_deleted_document_offers_nothing(make_document) -> None:
    status = deleted_here(make_document())
    assert (status.stage, status.actions) == (Stage.REFUSED, frozenset())
