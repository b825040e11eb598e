"""How the simulated service writes its answers: JSON or XML by the Accept header, with the sandbox's own Date."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import msgspec
from starlette.requests import Request
from starlette.responses import Response


def json_answer(value: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Give a JSON answer with the content type the API document prints."""
    return Response(msgspec.json.encode(value), status, media_type="application/json;charset=UTF-8", headers=headers)


def problem(status: int, message: str) -> Response:
    """Give an error in the form of the service's web framework."""
    return json_answer({"Message": message}, status)


def negotiated(request: Request, value: object) -> Response:
    """Give XML when the request's Accept header wants it and not JSON, else JSON."""
    accept = request.headers.get("accept", "")
    if "xml" not in accept or "json" in accept:
        return json_answer(value)
    root = ET.Element("Answer")
    _fill(root, value)
    return Response(ET.tostring(root, encoding="utf-8", xml_declaration=True), media_type="application/xml")


def _fill(element: ET.Element, value: Any) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            _fill(ET.SubElement(element, name), inner)
    elif isinstance(value, list):
        for inner in value:
            _fill(ET.SubElement(element, "Item"), inner)
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif value is not None:
        element.text = str(value)
