"""`/v1/rulebook`: the rules in use."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from eligibility_api.catalogue_answers import RulebookAnswer
from eligibility_api.openapi import gives
from eligibility_api.service import service_of
from eligibility_api.unchanged import catalogue_answer

router = APIRouter(tags=["rulebook"])


@router.get("/v1/rulebook", responses=gives(RulebookAnswer, "The rules in use.", 304))
async def show(request: Request) -> Response:
    """Say which rules are in use, for which territories, and how much of each plan they account for."""
    return catalogue_answer(request, service_of(request).catalogue.rulebook)
