"""*Tra cứu hộ*: the form of one household with its results beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility_api.pages.entry import DAY, PLACE, Entry
from eligibility_api.pages.forms import read_form
from eligibility_api.pages.screening import Screening, screen

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from eligibility_api.pages.site import Site


class HouseholdPages:
    """The pages of one household.

    Args:
        site: What all pages share.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self.pages = (
            ("/", self.form, ["GET", "POST"]),
            ("/ket-qua", self.results, ["POST"]),
        )

    async def form(self, request: Request) -> Response:
        """The whole page, filled in as it was sent."""
        return self._site.show(request, "household.html", screening=await screened(self._site, request))

    async def results(self, request: Request) -> Response:
        """The results alone, for a form that is being filled in."""
        return self._site.show(request, "parts/results.html", screening=await screened(self._site, request))


async def screened(site: Site, request: Request) -> Screening:
    """What was typed, judged."""
    return screen(site, await entered(site, request), site.words(request))


async def entered(site: Site, request: Request) -> Entry:
    """What was typed; an empty form for whoever only looks. Place and day may stand in the address."""
    if request.method == "POST":
        return Entry.read(await read_form(request, site.service.settings.body_bytes), site.place)
    asked = request.query_params
    return Entry(place=asked.get(PLACE) or site.place, day=asked.get(DAY, ""), values={})
