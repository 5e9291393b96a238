"""`/v1/facts`: the fact dictionary."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from eligibility_api.catalogue_answers import FactsAnswer
from eligibility_api.openapi import gives
from eligibility_api.service import service_of
from eligibility_api.unchanged import catalogue_answer

router = APIRouter(tags=["rulebook"])


@router.get("/v1/facts", responses=gives(FactsAnswer, "The fact dictionary.", 304))
async def show(request: Request) -> Response:
    """List what can be asked of a household and its members."""
    return catalogue_answer(request, service_of(request).catalogue.facts)
