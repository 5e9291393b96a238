"""The result of a household on paper: a page for the printer of the browser, and a PDF file."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from starlette.responses import Response

from eligibility_api.pages.household import screened
from eligibility_api.pages.sheet import sheet_of
from eligibility_api.pages.site import HERE

if TYPE_CHECKING:
    from starlette.requests import Request

    from eligibility.explain.words import Words
    from eligibility_api.pages.sheet import Sheet
    from eligibility_api.pages.site import Site

PAPER = HERE / "paper"


class PaperPages:
    """The paper of a household.

    Args:
        site: What all pages share.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self.pages = (
            ("/in", self.page, ["POST"]),
            ("/phieu.pdf", self.pdf, ["POST"]),
        )

    async def page(self, request: Request) -> Response:
        """The paper as a page; the form itself where there is nothing to print yet."""
        screening = await screened(self._site, request)
        if screening.answers is None:
            return self._site.show(request, "household.html", screening=screening)
        words = self._site.words(request)
        sheet = sheet_of(screening, screening.answers, self._site.rulebook, words)
        return self._site.show(request, "paper.html", sheet=sheet, entry=screening.entry)

    async def pdf(self, request: Request) -> Response:
        """The paper as a PDF file; the form itself where there is nothing to print yet."""
        screening = await screened(self._site, request)
        if screening.answers is None:
            return self._site.show(request, "household.html", screening=screening)
        words = self._site.words(request)
        sheet = sheet_of(screening, screening.answers, self._site.rulebook, words)
        content = await self._site.service.work.run(lambda _engine: as_pdf(sheet, words))
        headers = {"Content-Disposition": 'attachment; filename="phieu-ra-soat.pdf"'}
        return Response(content, media_type="application/pdf", headers=headers)


def as_pdf(sheet: Sheet, words: Words) -> bytes:
    """Set the paper. What was typed goes in as data and is never read as markup."""
    import typst

    said = {
        key.removeprefix("page.paper."): said for key, said in words.phrases.items() if key.startswith("page.paper.")
    }
    said |= {
        "open": words("page.results.open"),
        "next": words("page.next"),
        "payers": words("line.payers"),
        "given": words("page.given.title"),
    }
    given = {"sheet": asdict(sheet), "says": said, "lang": words.language, "screening": words("result.screening")}
    found: bytes = typst.compile(
        str(PAPER / "sheet.typ"),
        font_paths=[str(PAPER / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"given": json.dumps(given, ensure_ascii=False)},
        format="pdf",
    )
    return found
