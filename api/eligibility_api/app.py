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
from eligibility_api.pages.refusals import refused_page, wants_page
from eligibility_api.pages.routes import page_routes
from eligibility_api.pages.site import Site
from eligibility_api.problems import http_error, problem
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
from eligibility_api.service import Service, service_of
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

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.start()
        try:
            yield
        finally:
            service.close()

    # No /docs: its page comes from another server, which an office without a network does not reach.
    app = FastAPI(
        version=installed_version("eligibility"),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers={
            EligibilityError: _refuse,
            HTTPException: _refuse_http,
            RequestValidationError: _refuse_parameters,
        },
    )
    app.state.service = service
    app.add_middleware(Gate, settings=settings, metrics=service.metrics)
    for resource in RESOURCES:
        app.include_router(resource.router, dependencies=[Depends(admitted)])
    app.include_router(health.router)
    app.router.routes.extend(page_routes(service))
    described = None

    def openapi() -> dict[str, object]:
        nonlocal described
        if described is None:
            described = document(app, service)
        return described

    app.openapi = openapi  # type: ignore[method-assign] # how FastAPI wants it
    return app


async def _refuse(_: Request, error: EligibilityError) -> Response:
    return problem(error)


async def _refuse_http(request: Request, error: HTTPException) -> Response:
    if error.status_code == 404 and wants_page(request):  # noqa: PLR2004 (Not Found)
        return refused_page(Site(service_of(request)), request, http_error(404, None))
    allowed = {"Allow": allowed_methods(request)} if error.status_code == 405 else {}  # noqa: PLR2004 (Method Not Allowed)
    return problem(http_error(error.status_code, {**(error.headers or {}), **allowed}))


async def _refuse_parameters(_: Request, __: RequestValidationError) -> Response:
    """No route declares a parameter that some text would not fit; should one come to, nothing sent is repeated."""
    return problem(http_error(422, None))
