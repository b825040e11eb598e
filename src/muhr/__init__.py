"""Muhr: sign and submit e-documents from the desktop."""

__version__ = "0.1.0"
