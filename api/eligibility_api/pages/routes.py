"""Where the pages are found, and what every one of them passes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from eligibility.errors import EligibilityError
from eligibility_api.access import admitted
from eligibility_api.pages.guard import Guard
from eligibility_api.pages.guided import GuidedPages
from eligibility_api.pages.household import HouseholdPages
from eligibility_api.pages.lists import ListPages
from eligibility_api.pages.paper import PaperPages
from eligibility_api.pages.policy import PolicyPages
from eligibility_api.pages.refusals import refused_page
from eligibility_api.pages.site import STATIC, Site
from eligibility_api.pages.through_time import TimelinePages
from eligibility_api.pages.trial import TrialPages

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Page = Callable[["Request"], Awaitable["Response"]]
_MIDDLEWARE = (Middleware(Guard), Middleware(GZipMiddleware, minimum_size=800))


def page_routes(site: Site) -> list[BaseRoute]:
    """The pages of a service, to stand beside its API."""
    parts = (
        HouseholdPages(site),
        GuidedPages(site),
        PaperPages(site),
        TimelinePages(site),
        ListPages(site),
        PolicyPages(site),
        TrialPages(site),
    )
    found: list[BaseRoute] = [
        Route(path, _kindly(site, page), methods=methods, middleware=_MIDDLEWARE)
        for part in parts
        for path, page, methods in part.pages
    ]
    return [*found, Mount("/static", StaticFiles(directory=STATIC), middleware=_MIDDLEWARE)]


def _kindly(site: Site, page: Page) -> Page:
    """The page, with whatever is refused said on a page too."""

    async def answer(request: Request) -> Response:
        try:
            await admitted(request)
            return await page(request)
        except EligibilityError as error:
            return refused_page(site, request, error)

    return answer
