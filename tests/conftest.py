"""Fixtures that more than one room's tests use."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from muhr.bootstrap import assembly
from muhr.sandbox.pki import Pki, make_pki
from muhr.sandbox.serve import RunningSandbox, start

# Whoever runs the tests may have a token put in: no module is looked for but where a test names one.
os.environ["MUHR_TOKEN_MODULES"] = ""


@pytest.fixture(autouse=True)
def no_real_e_imzo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have E-IMZO open: it is never looked for but where a test has put one."""
    monkeypatch.setattr(assembly, "E_IMZO", ())


@pytest.fixture(scope="session")
def sandbox_pki(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    """The sandbox's roots, authorities and key files, made once for all tests."""
    return make_pki(tmp_path_factory.mktemp("pki"))


@pytest.fixture
def sandbox(sandbox_pki: Pki) -> Iterator[RunningSandbox]:
    """A fresh sandbox that answers on its own port."""
    with start(pki_folder=sandbox_pki.folder) as running:
        yield running
