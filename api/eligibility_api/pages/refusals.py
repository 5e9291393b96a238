"""What is said where a page cannot be given: the reason, and the way out, on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.errors import SHOWN, EligibilityError
from eligibility_api.pages.guard import POLICY
from eligibility_api.problems import ServiceError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from eligibility_api.pages.site import Site


def refused_page(site: Site, request: Request, error: EligibilityError) -> Response:
    """The page that says why another cannot be given."""
    status = error.status if isinstance(error, ServiceError) else 422
    answer = site.show(request, "refused.html", status=status, reasons=reasons(site, request, error))
    answer.headers["Content-Security-Policy"] = POLICY  # also where the routes of the pages were not reached
    return answer


def wants_page(request: Request) -> bool:
    """Whether somebody looks with a browser, outside the API."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/v1/")


def reasons(site: Site, request: Request, error: EligibilityError) -> list[tuple[str, str]]:
    """Why something is refused: what is wrong, and what would be right; in our own words where we have them."""
    words = site.words(request)
    said = []
    for one in error.diagnostics[:SHOWN]:
        wrong = words.get(f"page.refused.{one.code}") or one.discreet or one.message
        said.append((wrong, words.get(f"page.refused_hint.{one.code}") or one.hint or ""))
    return said
