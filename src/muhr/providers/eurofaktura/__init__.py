"""Eurofaktura.cz (Czechia): the sixteen methods of its Sales Invoice API, over XML."""

from muhr.providers.eurofaktura.client import Eurofaktura

__all__ = ["Eurofaktura"]
