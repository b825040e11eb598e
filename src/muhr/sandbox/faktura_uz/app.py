"""The routes of the simulated Faktura.uz. Which call does what is in the modules beside this one."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muhr.sandbox.answers import json_answer
from muhr.sandbox.faktura_uz import import_calls, listing_calls, signing_calls
from muhr.sandbox.faktura_uz.archive import Counterparties, download_archive
from muhr.sandbox.faktura_uz.calls import Handler, endpoint
from muhr.sandbox.faktura_uz.dictionaries import STATUSES, TYPES
from muhr.sandbox.faktura_uz.judging import Judge
from muhr.sandbox.faktura_uz.listing_calls import beyond
from muhr.sandbox.faktura_uz.login import token_endpoint
from muhr.sandbox.faktura_uz.state import FakturaState


async def _types(request: Request) -> Response:
    del request
    return json_answer(TYPES)


async def _statuses(request: Request) -> Response:
    del request
    return json_answer(STATUSES)


def routes(state: FakturaState, judge: Judge, others: Counterparties) -> list[Route]:
    """Give every route: the twelve printed calls, the token, and the calls outside the document."""

    async def company_exists(request: Request) -> Response:
        exists = request.path_params["inn"] in state.companies
        return json_answer({"Exist": exists} if state.settings.exists_shape == "object" else exists)

    def post(path: str, handler: Handler) -> Route:
        return Route(path, endpoint(state, handler), methods=["POST"])

    def get(path: str, handler: Handler) -> Route:
        return Route(path, endpoint(state, handler), methods=["GET"])

    return [
        post("/Api/Sign/SignDocument", signing_calls.sign_document(judge)),
        post("/Api/Sign/GetDocumentsHashCodes", signing_calls.hash_codes),
        post("/Api/GetDocumentStatus", signing_calls.document_status),
        post("/Api/VerifySignature", signing_calls.verify_signature(judge)),
        post("/Api/Document/DeleteDocuments", signing_calls.delete_documents),
        post("/Api/DocumentReferenceGroup", signing_calls.reference_group),
        post("/Api/Document/ImportDocumentRegister", import_calls.import_register),
        post("/Api/Document/SendDocument", import_calls.send_document),
        get("/Api/DownloadArchive/{uid}", download_archive(others)),
        Route("/Api/Document/GetDocumentTypes", _types, methods=["GET"]),
        Route("/Api/Document/GetDocumentStatuses", _statuses, methods=["GET"]),
        Route("/Api/CheckCompanyExist/{inn}", company_exists, methods=["GET"]),
        get("/Api/Document/GetDocuments", beyond(listing_calls.get_documents)),
        post("/Api/Document/GetDocumentsContent", beyond(listing_calls.get_contents)),
        get("/Api/Document/GetDetails/{uid}", beyond(listing_calls.get_details)),
        get("/Api/Document/GetDocumentByClientDocumentUid", beyond(listing_calls.by_client_id)),
        post("/Api/Document/RejectDocument", beyond(listing_calls.reject_document)),
        Route("/token", token_endpoint(state), methods=["POST"]),
    ]
