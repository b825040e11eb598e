"""Chmura Dokumentów (Poland): the one call of its API document, the import of an invoice."""

from muhr.providers.chmura.client import Chmura

__all__ = ["Chmura"]
