"""*Thử nghiệm*: case files against the rules in use or changed ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from eligibility.cases.report import shown
from eligibility_api.body import limited
from eligibility_api.pages.trying import Trial, hint_of, run_trial

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from eligibility_api.pages.site import Site

CASES, PACK = "tinh_huong", "goi"
MOST_FILES = 60
_NAME = re.compile(r"[^\w.-]+")


class TrialPages:
    """The page for trying rules.

    Args:
        site: What all pages share.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self.pages = (("/thu-nghiem", self.try_out, ["GET", "POST"]),)

    async def try_out(self, request: Request) -> Response:
        """The form; once files came, what came of them."""
        if request.method == "GET":
            return self._show(request)
        settings, words = self._site.service.settings, self._site.words(request)
        try:
            parser = MultiPartParser(
                request.headers, limited(request, settings.list_bytes, "The form"), max_files=MOST_FILES, max_fields=10
            )
            form = await parser.parse()
        except (MultiPartException, KeyError):
            return self._show(request, mistakes=[(words("page.trial.no_cases"), "")])
        try:
            cases, pack = await _files(form, CASES), await _files(form, PACK)
        finally:
            await form.close()
        misnamed = [name for name in (*cases, *pack) if not name.endswith(".yaml")]
        if misnamed:
            return self._show(request, mistakes=[(words("page.trial.not_yaml", name=name), "") for name in misnamed])
        if not cases and self._known is None:
            return self._show(request, mistakes=[(words("page.trial.no_cases"), "")])
        trial = Trial(
            rules=settings.rules,
            pack=pack,
            cases=cases,
            known=self._known,
            most=settings.cases,
            seconds=settings.seconds,
        )
        tried = await self._site.service.work.run(lambda _engine: run_trial(trial, words))
        return self._show(request, tried=tried)

    def _show(self, request: Request, **context: object) -> Response:
        given = {"tried": None, "mistakes": [], **context}
        return self._site.show(
            request,
            "trial.html",
            has_known=self._known is not None,
            most=self._site.service.settings.cases,
            shown=shown,
            hint_of=hint_of,
            tried=given["tried"],
            mistakes=given["mistakes"],
        )

    @property
    def _known(self) -> Path | None:
        """The cases that come with the rules, where this is a checkout."""
        folder = self._site.service.settings.rules.resolve().parent / "tests" / "cases"
        return folder if folder.is_dir() else None


async def _files(form: FormData, field: str) -> dict[str, bytes]:
    """Files of one field by their plain names."""
    found: dict[str, bytes] = {}
    for one in form.getlist(field):
        if isinstance(one, UploadFile) and one.filename:
            name = _NAME.sub("-", re.split(r"[/\\]", one.filename)[-1]).lstrip(".-")
            found[name or "file"] = await one.read()
    return found
