"""*Danh sách*: a commune list looked at, judged in the background, and its result."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import FileResponse, RedirectResponse

from eligibility.errors import HouseholdError, RequestError
from eligibility.given import today
from eligibility.lists.commune_list import CommuneList
from eligibility.lists.read import read_list, read_titles
from eligibility.period import as_number
from eligibility.profile import profile_of
from eligibility_api.body import form_body
from eligibility_api.pages.choices import NO_CHOICES, Offer, awaited_choices, read_choices, recorded_choices
from eligibility_api.pages.entry import DAY, PLACE, Entry
from eligibility_api.pages.forms import read_form
from eligibility_api.pages.list_columns import chosen, meanings, seen
from eligibility_api.pages.list_preview import preview_of
from eligibility_api.pages.list_results import list_result
from eligibility_api.pages.refusals import reasons
from eligibility_api.pages.staging import Staging
from eligibility_api.pages.typed import read_day
from eligibility_api.schemas import BatchRequest

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from eligibility.engine import Engine
    from eligibility.explain.words import Words
    from eligibility_api.batch_record import Batch
    from eligibility_api.pace import Pace
    from eligibility_api.pages.choices import Choices
    from eligibility_api.pages.site import Site

LIST, TOKEN, FILE, REMOVED = "danh_sach", "ma", "ten", "da_xoa"
_MINUTE = 60
MOST_CHECKED = 3_000
"""Households that are checked against themselves before a list is judged."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class _Looked:
    """A list that is looked at before it is judged.

    Attributes:
        token: Name it is kept under.
        file: Name of the list where it came from.
        place: Where its households live.
        on: Reference date.
        columns: What was chosen for its columns, in place of their titles.
        choices: Choices that change how it is judged.
    """

    token: str
    file: str
    place: str
    on: date
    columns: dict[str, str]
    choices: Choices


class ListPages:
    """The pages of commune lists.

    Args:
        site: What all pages share.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._service = site.service
        self._staging = Staging(site.service.settings.data / "uploads")
        self.pages = (
            ("/danh-sach", self.upload, ["GET", "POST"]),
            ("/danh-sach/xem", self.look, ["POST"]),
            ("/danh-sach/xet", self.judge, ["POST"]),
            ("/danh-sach/{batch}", self.batch, ["GET"]),
            ("/danh-sach/{batch}/tien-do", self.progress, ["GET"]),
            ("/danh-sach/{batch}/ket-qua.xlsx", self.download, ["GET"]),
            ("/danh-sach/{batch}/xoa", self.remove, ["POST"]),
        )

    async def upload(self, request: Request) -> Response:
        """The form for a list; once one came, how it was understood."""
        if request.method == "GET":
            asked = request.query_params
            return self._form(request, asked.get(PLACE) or self._site.place, asked.get(DAY, ""))
        async with form_body(request) as form:
            place, day = self._site.known_place(str(form.get(PLACE))), str(form.get(DAY) or "")
            content = form.get(LIST)
            on = read_day(day) if day else today()
            if on is None or not isinstance(content, UploadFile) or not content.filename:
                missing = "page.wrong.not_day" if on is None else "page.lists.no_file"
                return self._form(request, place, day, [(self._site.words(request)(missing), "")])
            token = await run_in_threadpool(self._staging.keep, content.filename, content.file)
            return await self._preview(request, _Looked(token, content.filename, place, on, {}, NO_CHOICES))

    async def look(self, request: Request) -> Response:
        """The list that was looked at, with what was chosen for its columns since."""
        form = await read_form(request, self._service.settings.body_bytes)
        return await self._preview(request, self._looked(form))

    async def _preview(self, request: Request, asked: _Looked, notice: str = "") -> Response:
        path, words = self._staging.find(asked.token), self._site.words(request)
        if path is None:
            return self._form(request, asked.place, words.day(asked.on), [(words("page.lists.gone"), "")])
        facts, wrong = self._site.rulebook.facts, []
        try:
            source = await run_in_threadpool(read_list, path, facts, on=asked.on, columns=asked.columns)
            source = await self._service.work.run(
                lambda engine: _without_contradictions(source, engine, asked.place, asked.on)
            )
        except RequestError as error:
            wrong = [(_unnamed(said, path), right) for said, right in reasons(self._site, request, error)]
            if error.diagnostics[0].code != "no-household-column":
                self._staging.forget(asked.token)
                return self._form(request, asked.place, words.day(asked.on), wrong)
            # Whoever knows the list can say which column shows the households.
            columns = await run_in_threadpool(read_titles, path, facts, asked.columns)
            source = CommuneList.without_rows(asked.file, columns)
        usable = frozenset(self._site.usable(asked.place, asked.on, asked.choices.known_at))
        return self._site.show(
            request,
            "list_preview.html",
            preview=preview_of(source, asked.file, facts, words),
            meanings=meanings(facts, usable, words),
            asked=asked,
            offer=self._offer(asked, words),
            notice=notice,
            mistakes=wrong,
            place_name=words.text(self._site.rulebook.units[asked.place].name),
            day=words.day(asked.on),
        )

    def _offer(self, asked: _Looked, words: Words) -> Offer:
        law = self._site.law(asked.place, asked.on, asked.choices.known_at)
        return Offer(choices=asked.choices, awaited=awaited_choices(law, asked.choices, words))

    def _looked(self, form: FormData) -> _Looked:
        return _Looked(
            choices=read_choices(Entry.read(form, self._site.place), self._site.rulebook),
            token=str(form.get(TOKEN) or ""),
            file=str(form.get(FILE) or "list.xlsx"),
            place=self._site.known_place(str(form.get(PLACE))),
            on=read_day(str(form.get(DAY) or "")) or today(),
            columns=chosen(form),
        )

    def _form(self, request: Request, place: str, day: str, mistakes: list[tuple[str, str]] | None = None) -> Response:
        most = self._service.settings.list_bytes // 1_000_000
        day = day or self._site.words(request).day(today())
        return self._site.show(
            request,
            "list_upload.html",
            place=place,
            day=day,
            mistakes=mistakes or [],
            is_removed=bool(request.query_params.get(REMOVED)),
            megabytes=most,
            rows=self._service.settings.rows,
        )

    async def judge(self, request: Request) -> Response:
        """Judge the list that was looked at."""
        form = await read_form(request, self._service.settings.body_bytes)
        looked, words = self._looked(form), self._site.words(request)
        if looked.columns != seen(form):  # nothing is judged that nobody has looked at
            return await self._preview(request, looked, words("page.lists.columns_changed"))
        if looked.choices.unread:
            return await self._preview(
                request, looked, f"{words('page.options.known_at')}: {words('page.wrong.not_day')}"
            )
        path = self._staging.find(looked.token)
        if path is None:
            return self._form(request, looked.place, words.day(looked.on), [(words("page.lists.gone"), "")])
        choices = looked.choices
        asked = BatchRequest(
            jurisdiction=looked.place,
            on=looked.on.isoformat(),
            columns=looked.columns,
            assume=choices.assume,
            issued=dict(choices.issued),
            known_at=None if choices.known_at is None else choices.known_at.isoformat(),
            lang=words.language,
        )
        # An unknown place is refused here, before the list is taken.
        _ = self._site.engine.matcher(asked.jurisdiction, looked.on, {}).law.place
        batch = await run_in_threadpool(self._submit, asked, looked.file, path, looked.token)
        self._staging.forget(looked.token)
        view = "" if words.language == "vi" else f"?lang={words.language}"
        return RedirectResponse(f"/danh-sach/{batch.id}{view}", 303)

    def _submit(self, asked: BatchRequest, file: str, path: Path, token: str) -> Batch:
        with path.open("rb") as content:
            return self._service.batches.submit(asked, file, content, f"page:{token}")

    async def batch(self, request: Request) -> Response:
        """How far a batch is, and what came of it."""
        return self._site.show(request, "list_batch.html", **self._described(request))

    async def progress(self, request: Request) -> Response:
        """The same, for a page that asks again and again."""
        return self._site.show(request, "parts/list_state.html", **self._described(request))

    def _described(self, request: Request) -> dict[str, Any]:
        words = self._site.words(request)
        batch = self._service.batches.get(request.path_params["batch"])
        asked = json.loads(batch.request)
        unit = self._site.rulebook.units.get(asked["jurisdiction"])
        place = asked["jurisdiction"] if unit is None else words.text(unit.name)
        result = None
        if batch.state == "done":
            result = list_result(self._service.batches.report(batch), place, words)
        return {
            "batch": batch,
            "place": place,
            "next": {PLACE: asked["jurisdiction"], DAY: words.day(asked["on"])},
            "day": words.day(asked["on"]),
            "given": recorded_choices(asked).said(self._site.rulebook, words),
            "result": result,
            "percent": _percent(batch),
            "pace": "" if batch.is_over else _pace(batch, self._service.batches.pace(batch), words),
            "problems": _problems(batch, words),
        }

    async def download(self, request: Request) -> Response:
        """The result workbook."""
        batch = self._service.batches.get(request.path_params["batch"])
        return FileResponse(self._service.batches.result(batch), media_type=XLSX, filename="ket-qua-ra-soat.xlsx")

    async def remove(self, request: Request) -> Response:
        """Delete a batch with everything that belongs to it."""
        await run_in_threadpool(self._service.batches.remove, request.path_params["batch"])
        view = "" if self._site.words(request).language == "vi" else "&lang=en"
        return RedirectResponse(f"/danh-sach?{REMOVED}=1{view}", 303)


def _without_contradictions(source: CommuneList, engine: Engine, place: str, on: date) -> CommuneList:
    """The list with those households reported that the engine would refuse; of a very long one, the first of them."""
    refused = {}
    for listed in source.households[:MOST_CHECKED]:
        try:
            profile = profile_of(listed.household, engine.rulebook.facts, as_number(on))
            engine.matcher(place, on, {}, lives_in=profile.lives_in).situation(profile)
        except HouseholdError as error:
            refused[listed.household.id] = error.diagnostics
    return source.without(refused)


def _unnamed(said: str, path: Path) -> str:
    """A message that does not name where we keep the list."""
    return said.replace(str(path), path.name)


def _percent(batch: Batch) -> int:
    return 100 * batch.rows_done // batch.rows if batch.rows else 0


def _pace(batch: Batch, pace: Pace | None, words: Words) -> str:
    """How fast rows are judged and how long that will go on, in words; empty where nothing was measured yet."""
    if batch.rows is None:
        return ""
    left = batch.rows - batch.rows_done
    if not left:
        return words("page.lists.writing")
    speed = None if pace is None else pace.rows_per_second
    if speed is None:
        return ""
    seconds = left / speed
    is_long = seconds > _MINUTE
    time_left = words(
        f"page.lists.{'minutes' if is_long else 'seconds'}", number=math.ceil(seconds / _MINUTE if is_long else seconds)
    )
    return words("page.lists.pace", rows=words.number(max(1, round(speed))), left=time_left)


def _problems(batch: Batch, words: Words) -> list[tuple[str, str]]:
    if batch.problem is None:
        return []
    return [
        (words.get(f"page.refused.{one['code']}") or one["message"], one["hint"] or "")
        for one in json.loads(batch.problem)
    ]
