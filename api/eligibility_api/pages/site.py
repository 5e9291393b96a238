"""What all pages share: the engine, templates, languages, headers, and where each page is found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from eligibility_api.pages.usable import usable_facts
from eligibility_api.pages.wording import language_of, page_words

if TYPE_CHECKING:
    from collections import Counter
    from datetime import date

    from starlette.requests import Request

    from eligibility.explain.words import Words
    from eligibility.matching.law import LawOfTheDay
    from eligibility.model.jurisdiction import Unit
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language
    from eligibility_api.service import Service

HERE = Path(__file__).resolve().parents[1]
STATIC = HERE / "static"
MENU = (("/", "household"), ("/danh-sach", "lists"), ("/chinh-sach", "policy"), ("/thu-nghiem", "trial"))


class Site:
    """The pages of one service.

    Args:
        service: Rules, engine, batches, and the thread for what takes longer.

    Attributes:
        place: Unit a form starts with.
    """

    def __init__(self, service: Service) -> None:
        self.service = service
        self.place = service.settings.place
        self.engine = service.engine
        self.usable = lru_cache(maxsize=64)(self._usable)
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals["asset"] = asset

    @property
    def rulebook(self) -> Rulebook:
        """The rules of the service."""
        return self.engine.rulebook

    @cached_property
    def places(self) -> tuple[Unit, ...]:
        """Units a form offers: provinces, whatever smaller unit has rules of its own, and that of the office."""
        issuing = {self.place, *(programme.jurisdiction for programme in self.rulebook.programmes.values())}
        return tuple(
            unit for unit in self.rulebook.units.values() if unit.level in ("country", "province") or unit.id in issuing
        )

    def known_place(self, asked: str) -> str:
        """The unit asked for; the one a form starts with where there is none of that id."""
        return asked if asked in self.rulebook.units else self.place

    def show(self, request: Request, template: str, *, status: int = 200, **context: object) -> HTMLResponse:
        """Write a page or a part of one."""
        return HTMLResponse(self.text(request, template, **context), status)

    def text(self, request: Request, template: str, **context: object) -> str:
        """A page or a part of one as text."""
        view = View(language_of(request.query_params.get("lang")), request.url.path)
        written: str = self._templates.get_template(template).render(
            view=view, t=view.words, places=self.places, **context
        )
        return written

    def words(self, request: Request) -> Words:
        """The words of the language a request asks for."""
        return page_words(language_of(request.query_params.get("lang")))

    def law(self, place: str, on: date, known_at: date | None) -> LawOfTheDay:
        """The rules of a day and place, as known on the assessment date."""
        return self.engine.matcher(place, on, {}, known_at).law

    def _usable(self, place: str, on: date, known_at: date | None) -> Counter[str]:
        return usable_facts(self.law(place, on, known_at))


@dataclass(frozen=True, slots=True)
class View:
    """What a template knows of the request.

    Attributes:
        language: Language of the page.
        path: Its address, without anything that was asked.
    """

    language: Language
    path: str

    @property
    def words(self) -> Words:
        """The words of the language."""
        return page_words(self.language)

    @property
    def menu(self) -> list[tuple[str, str, bool]]:
        """Address and name of each part, and whether this page belongs to it."""
        return [(self.link(path), self.words(f"page.menu.{name}"), self._is_in(path)) for path, name in MENU]

    def link(self, path: str, **query: str) -> str:
        """An address in the language of this page."""
        asked = {key: value for key, value in query.items() if value}
        if self.language != "vi":
            asked["lang"] = self.language
        return f"{path}?{urlencode(asked)}" if asked else path

    def in_language(self, language: Language) -> str:
        """This page in another language."""
        return self.path if language == "vi" else f"{self.path}?lang={language}"

    def _is_in(self, path: str) -> bool:
        return (
            self.path == path
            or (path == "/" and self.path in ("/hoi", "/dong-thoi-gian"))
            or (path != "/" and self.path.startswith(f"{path}/"))
        )


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """The address of a file of the pages; another one once the file changes, so that browsers may keep it."""
    return f"/static/{name}?v={sha256((STATIC / name).read_bytes()).hexdigest()[:10]}"
