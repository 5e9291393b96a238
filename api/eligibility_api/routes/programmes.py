"""`/v1/programmes`: everything that can be granted."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from eligibility_api.catalogue_answers import ProgrammeAnswer, ProgrammesAnswer
from eligibility_api.openapi import gives
from eligibility_api.service import service_of
from eligibility_api.unchanged import catalogue_answer

router = APIRouter(tags=["rulebook"])


@router.get("/v1/programmes", responses=gives(ProgrammesAnswer, "The programmes, with all their versions.", 304, 422))
async def show_all(request: Request, jurisdiction: str | None = None) -> Response:
    """List what can be granted, in all territories or by the pack of one."""
    return catalogue_answer(request, service_of(request).catalogue.programmes(jurisdiction))


@router.get(
    "/v1/programmes/{identifier}", responses=gives(ProgrammeAnswer, "The programme, with its versions.", 304, 404)
)
async def show_one(request: Request, identifier: str) -> Response:
    """Show a programme: what it asks and grants, under which clause, and what is not considered."""
    return catalogue_answer(request, service_of(request).catalogue.programme(identifier))
