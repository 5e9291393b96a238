"""`/v1/timelines`: a household from one day to another."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from eligibility.engine import Engine
from eligibility.timeline import timeline
from eligibility.timeline.plain import plain_timeline
from eligibility_api.body import JSON, json_body
from eligibility_api.openapi import examples, gives, takes_json
from eligibility_api.schemas import TimelineRequest
from eligibility_api.service import service_of
from eligibility_api.timeline_answers import TimelineAnswer

router = APIRouter(tags=["households"])


@router.post(
    "/v1/timelines",
    openapi_extra=takes_json(TimelineRequest, examples.TIMELINE),
    responses=gives(
        TimelineAnswer, "Each programme as spans within which nothing changes.", 400, 408, 413, 415, 422, 503
    ),
)
async def follow(request: Request, asked: Annotated[TimelineRequest, Depends(json_body(TimelineRequest))]) -> Response:
    """Follow a household through time: when each entitlement begins, changes and ends, and why."""
    service, options = service_of(request), asked.options
    household = asked.read_household(service.settings.members)
    (first, last), issued, known_at = asked.read_period(), options.read_issued(), options.read_known_at()

    def do(engine: Engine) -> str:
        found = timeline(
            engine,
            household,
            jurisdiction=asked.jurisdiction,
            first=first,
            last=last,
            assume=options.assume,
            issued=issued,
            known_at=known_at,
            language=options.lang,
        )
        return f"{json.dumps(plain_timeline(found), ensure_ascii=False, indent=2)}\n"

    return Response(await service.work.run(do), media_type=JSON)
