"""What is said where a page cannot be given: the reason, and the way out, on a page; to programs, as a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

from eligibility.errors import SHOWN, EligibilityError
from eligibility_api.gate import request_id
from eligibility_api.pages.guard import POLICY
from eligibility_api.problems import ServiceError, problem

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

    from eligibility_api.pages.site import Site


class Refusals:
    """Answers what is refused before or beside the pages: a page for a browser, a problem for everybody else.

    Args:
        site: What all pages share.
    """

    def __init__(self, site: Site) -> None:
        self._site = site

    def __call__(self, scope: Scope, error: EligibilityError) -> Response:
        """The answer to a request that is refused."""
        request = Request(scope)
        return refused_page(self._site, request, error) if wants_page(request) else problem(error)


def refused_page(site: Site, request: Request, error: EligibilityError) -> Response:
    """The page that says why another cannot be given. It repeats nothing that was sent, not even the address."""
    status, headers = (error.status, error.headers) if isinstance(error, ServiceError) else (422, {})
    answer = site.show(
        request,
        "refused.html",
        status=status,
        reasons=reasons(site, request, error),
        code=status,
        request_id=request_id(request.scope),
    )
    # Also where the routes of the pages were not reached.
    answer.headers.update({"Content-Security-Policy": POLICY, "Cache-Control": "no-store", **headers})
    return answer


def wants_page(request: Request) -> bool:
    """Whether somebody looks with a browser, outside the API."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/v1/")


def reasons(site: Site, request: Request, error: EligibilityError) -> list[tuple[str, str]]:
    """Why something is refused: what is wrong, and what would be right; in our own words where we have them."""
    words = site.words(request)
    said = []
    for one in error.diagnostics[:SHOWN]:
        wrong, right = words.get(f"page.refused.{one.code}"), words.get(f"page.refused_hint.{one.code}")
        if wrong is None:
            said.append((one.discreet or one.message, right or one.hint or ""))
        else:
            said.append((wrong, right or ""))
    return said
