"""Answers that stay the same as long as the rulebook does: its digest is their ETag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from eligibility_api.body import JSON
from eligibility_api.service import service_of

if TYPE_CHECKING:
    from fastapi import Request


def catalogue_answer(request: Request, content: bytes) -> Response:
    """The content, or word that it is the one the caller has."""
    etag = service_of(request).catalogue.etag
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=JSON)
