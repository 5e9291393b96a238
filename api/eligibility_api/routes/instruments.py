"""`/v1/instruments`: the register of instruments."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from eligibility_api.catalogue_answers import InstrumentsAnswer
from eligibility_api.openapi import gives
from eligibility_api.service import service_of
from eligibility_api.unchanged import catalogue_answer

router = APIRouter(tags=["rulebook"])


@router.get("/v1/instruments", responses=gives(InstrumentsAnswer, "The register of instruments.", 304))
async def show(request: Request) -> Response:
    """List the legal documents the rules rest on, and those that are awaited."""
    return catalogue_answer(request, service_of(request).catalogue.instruments)
