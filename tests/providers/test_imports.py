"""What importing the provider costs: the HTTP library waits for the first call."""

from __future__ import annotations

import subprocess
import sys

import pytest

CODE = """
import sys
import muhr.providers.faktura_uz
print(*sorted(name for name in sys.modules if name.partition('.')[0] in {heavy!r} or name in {heavy!r}))
"""
HEAVY = {"httpx", "httpcore", "anyio", "h11", "certifi", "urllib.request", "zipfile", "defusedxml", "rich", "click"}


def loaded(code: str) -> set[str]:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_making_a_provider_loads_no_http_library():
    assert loaded(CODE.format(heavy=HEAVY)) == set()


def test_the_first_call_does():
    code = CODE.format(heavy=HEAVY).replace("muhr.providers.faktura_uz", "muhr.providers.faktura_uz.opening")
    assert "httpx" in loaded(code)


@pytest.mark.parametrize("module", ["register", "archive", "fates", "answers", "payloads"])
def test_every_module_can_be_imported_alone(module):
    assert loaded(f"import muhr.providers.faktura_uz.{module}") == set()
