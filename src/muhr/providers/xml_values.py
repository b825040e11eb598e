"""Reads an XML answer into its root element, within limits. What its elements mean is each service's own business."""

from __future__ import annotations

from typing import Any

from muhr.providers.json_values import Misread

LARGEST = 4 * 1024 * 1024


def xml_root(raw: bytes) -> Any:
    """The root element of a well-formed answer without DTD, of at most 4 MiB. Raises `Misread`."""
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 - 25 ms that only an XML answer is worth

    if len(raw) > LARGEST:
        raise Misread("the XML answer is too large")
    try:
        return fromstring(raw, forbid_dtd=True)
    except (SyntaxError, ValueError, LookupError):  # ParseError is a SyntaxError, defusedxml's errors are ValueErrors
        raise Misread("readable XML was expected") from None
