"""The application: wiring only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version as installed_version

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from eligibility.errors import EligibilityError
from eligibility_api.access import admitted
from eligibility_api.gate import Gate
from eligibility_api.openapi import allowed_methods, document
from eligibility_api.pages.refusals import Refusals
from eligibility_api.pages.routes import page_routes
from eligibility_api.pages.site import Site
from eligibility_api.problems import http_error
from eligibility_api.routes import (
    batches,
    cases,
    determinations,
    facts,
    health,
    instruments,
    programmes,
    questions,
    rulebook,
    timelines,
)
from eligibility_api.service import Service
from eligibility_api.settings import Settings

RESOURCES = (determinations, questions, timelines, batches, cases, programmes, facts, instruments, rulebook)


def build_app(settings: Settings) -> FastAPI:
    """Build the service.

    Args:
        settings: How it is set up.

    Raises:
        RulebookError: The rules are wrong.
        RequestError: A folder cannot be used.
    """
    service = Service(settings)
    site = Site(service)
    refuse = Refusals(site)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.start()
        try:
            yield
        finally:
            service.close()

    async def refuse_known(request: Request, error: EligibilityError) -> Response:
        return refuse(request.scope, error)

    async def refuse_http(request: Request, error: HTTPException) -> Response:
        headers = dict(error.headers or {})
        if error.status_code == 405:  # noqa: PLR2004 (Method Not Allowed)
            headers["Allow"] = allowed_methods(request) or headers.get("Allow", "GET")
        return refuse(request.scope, http_error(error.status_code, headers))

    async def refuse_parameters(request: Request, _: RequestValidationError) -> Response:
        """No route declares a parameter that some text would not fit; should one come to, nothing sent is repeated."""
        return refuse(request.scope, http_error(422, None))

    # No /docs: its page comes from another server, which an office without a network does not reach.
    app = FastAPI(
        version=installed_version("eligibility"),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers={
            EligibilityError: refuse_known,
            HTTPException: refuse_http,
            RequestValidationError: refuse_parameters,
        },
    )
    app.state.service = service
    app.add_middleware(Gate, settings=settings, metrics=service.metrics, refuse=refuse)
    for resource in RESOURCES:
        app.include_router(resource.router, dependencies=[Depends(admitted)])
    app.include_router(health.router)
    app.router.routes.extend(page_routes(site))
    described = None

    def openapi() -> dict[str, object]:
        nonlocal described
        if described is None:
            described = document(app, service)
        return described

    app.openapi = openapi  # type: ignore[method-assign] # how FastAPI wants it
    return app
