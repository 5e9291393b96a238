"""`/v1/determinations`: what a household is due."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from eligibility.determination import Result
from eligibility_api.body import JSON, json_body
from eligibility_api.openapi import examples, gives, takes_json
from eligibility_api.schemas import DeterminationRequest
from eligibility_api.service import service_of

router = APIRouter(tags=["households"])


@router.post(
    "/v1/determinations",
    openapi_extra=takes_json(DeterminationRequest, examples.DETERMINATION),
    responses=gives(
        Result, "The result, byte for byte as `eligibility determine --json` prints it.", 400, 408, 413, 415, 422
    ),
)
async def determine(
    request: Request, asked: Annotated[DeterminationRequest, Depends(json_body(DeterminationRequest))]
) -> Response:
    """Determine what a household is due."""
    service, options = service_of(request), asked.options
    result = service.engine.determine(
        asked.read_household(service.settings.members),
        jurisdiction=asked.jurisdiction,
        on=asked.read_on(),
        assume=options.assume,
        issued=options.read_issued(),
        known_at=options.read_known_at(),
        everything=options.all,
        language=options.lang,
    )
    service.metrics.determined(result)
    return Response(f"{result.model_dump_json(indent=2)}\n", media_type=JSON)
