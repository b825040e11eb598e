"""Faktura.uz (Uzbekistan): the calls of its API document, and those beyond it behind a switch (`Account.listing`)."""

from muhr.providers.faktura_uz.client import FakturaUz

__all__ = ["FakturaUz"]
