"""BitFaktura (Ukraine): the calls of its API document, and a few of its public description (see ASSUMPTIONS.md)."""

from muhr.providers.bitfaktura.client import BitFaktura

__all__ = ["BitFaktura"]
