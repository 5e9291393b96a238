"""`/healthz`, `/readyz`, `/metrics`: for whoever looks after the service."""

from __future__ import annotations

import sqlite3
from collections import Counter

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from eligibility_api.batch_answers import Health
from eligibility_api.batch_record import STATES
from eligibility_api.metrics import CONTENT_TYPE
from eligibility_api.openapi import gives, gives_file
from eligibility_api.service import service_of

router = APIRouter(tags=["health"])


@router.get("/healthz", responses=gives(Health, "The process answers."))
async def live() -> Response:
    """Say that the process is alive."""
    return JSONResponse({"status": "ok"})


@router.get(
    "/readyz",
    responses={**gives(Health, "Ready."), **gives(Health, "Not ready: the status says what is not.", status=503)},
)
def ready(request: Request) -> Response:
    """Say whether the rules are loaded, and batches can be taken and judged."""
    try:
        is_ready = service_of(request).batches.check()
    except sqlite3.Error:
        is_ready = False
    if is_ready:
        return JSONResponse({"status": "ok"})
    return JSONResponse({"status": "batches cannot be taken"}, status_code=503)


@router.get("/metrics", responses=gives_file("text/plain", "Counters for Prometheus."))
def metrics(request: Request) -> Response:
    """Give the counters."""
    service = service_of(request)
    states = Counter(service.batches.states().values())
    text = service.metrics.text({state: states[state] for state in STATES})
    return Response(text, headers={"Content-Type": CONTENT_TYPE})
