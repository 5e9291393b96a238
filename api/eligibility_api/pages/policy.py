"""*Chính sách*: what applies on a day and place, one programme in words, legal numbers, the clause ledger."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, get_args

from eligibility.coverage import check_coverage
from eligibility.errors import RequestError
from eligibility.explain.period import period_of
from eligibility.explain.programme import ProgrammeWords
from eligibility.explain.words import raised
from eligibility.given import today
from eligibility.model.programme import Field
from eligibility.verdict import MET
from eligibility_api.pages.entry import DAY, PLACE
from eligibility_api.pages.outline import Block, blocks
from eligibility_api.pages.standards import StandardWords
from eligibility_api.pages.typed import read_day

if TYPE_CHECKING:
    from datetime import date

    from starlette.requests import Request
    from starlette.responses import Response

    from eligibility.coverage import CoverageReport
    from eligibility.explain.words import Words
    from eligibility.matching.law import Applied
    from eligibility_api.pages.site import Site

FIELD, EVERYTHING = "linh_vuc", "tat_ca"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One programme in the list.

    Attributes:
        id: Its id.
        name: Its name.
        place: The territory whose rules hold it.
        standing: What it promises; empty where it does not apply.
        granted_to: Whose situation founds it.
        period: Days of the version that applies, or why none does.
        applies: Whether it applies on the day and place.
    """

    id: str
    name: str
    place: str
    standing: str
    granted_to: str
    period: str
    applies: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionShown:
    """One version of a programme.

    Attributes:
        period: Its days.
        blocks: What it says.
        is_current: Whether it is in force on the day looked at.
    """

    period: str
    blocks: list[Block]
    is_current: bool


class PolicyPages:
    """The pages about the rules.

    Args:
        site: What all pages share.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self.pages = (
            ("/chinh-sach", self.list, ["GET"]),
            ("/chinh-sach/muc-chuan", self.standards, ["GET"]),
            ("/chinh-sach/so-dieu-khoan", self.ledger, ["GET"]),
            ("/chinh-sach/{programme}", self.programme, ["GET"]),
        )

    async def list(self, request: Request) -> Response:
        """Programmes by territory, day and field."""
        words, asked = self._site.words(request), request.query_params
        on, typed, wrong = _day(request, words)
        place = asked.get(PLACE) or self._site.place
        field, everything = asked.get(FIELD, ""), bool(asked.get(EVERYTHING))
        law = self._site.engine.matcher(place, on, {}).law
        groups: dict[str, list[Listed]] = {}
        for one in law.programmes.values():
            if (one.version is not None or everything) and field in ("", one.programme.field):
                groups.setdefault(one.programme.field, []).append(self._listed(one, words))
        return self._site.show(
            request,
            "policy.html",
            groups=[(raised(words(f"field.{name}")), listed) for name, listed in groups.items()],
            number=sum(map(len, groups.values())),
            fields=[(name, raised(words(f"field.{name}"))) for name in get_args(Field)],
            place=place,
            day=typed,
            wrong=wrong,
            field=field,
            everything=everything,
        )

    def _listed(self, one: Applied, words: Words) -> Listed:
        programme, version = one.programme, one.version
        unit = self._site.rulebook.units.get(programme.jurisdiction)
        if version is not None:
            period = period_of(version, words)
            if one.resident is not MET:
                period = f"{period} – {words('page.policy.perhaps_here')}"
        else:
            period = words(f"page.policy.why.{one.why.value if one.why is not None else 'not_encoded'}")
        return Listed(
            id=programme.id,
            name=words.text(programme.name),
            place=programme.jurisdiction if unit is None else words.text(unit.name),
            standing="" if version is None else words(f"standing_in_short.{version.standing.value}"),
            granted_to=words(f"programme.{programme.granted_to}"),
            period=period,
            applies=version is not None,
        )

    async def programme(self, request: Request) -> Response:
        """One programme in words, as of any day."""
        words, rulebook = self._site.words(request), self._site.rulebook
        identifier = request.path_params["programme"]
        found = rulebook.programmes.get(identifier)
        if found is None:
            raise RequestError.unknown("unknown-programme", "programme", identifier, rulebook.programmes)
        on, typed, wrong = _day(request, words)
        writer = ProgrammeWords(found, rulebook, words.language)
        versions = [
            VersionShown(
                period=period_of(version, words),
                blocks=blocks(writer.version(version)),
                is_current=on in version.period and not found.is_draft,
            )
            for version in found.versions
        ]
        return self._site.show(
            request,
            "programme.html",
            name=words.text(found.name),
            programme=found,
            about=[line.text for line in writer.about()],
            versions=versions,
            histories=StandardWords(rulebook, words).of(found, on),
            day=typed,
            wrong=wrong,
        )

    async def standards(self, request: Request) -> Response:
        """Legal numbers with their history."""
        words = self._site.words(request)
        on, typed, wrong = _day(request, words)
        histories = StandardWords(self._site.rulebook, words).all(on)
        return self._site.show(request, "standards.html", histories=histories, day=typed, wrong=wrong)

    async def ledger(self, request: Request) -> Response:
        """Every section of every plan: encoded by a programme, or why it grants nothing."""
        return self._site.show(request, "ledger.html", coverage=self._coverage.coverage, rulebook=self._site.rulebook)

    @cached_property
    def _coverage(self) -> CoverageReport:
        return check_coverage(self._site.rulebook, self._site.service.settings.rules, None)


def _day(request: Request, words: Words) -> tuple[date, str, str]:
    """The day asked for, as typed, and what is wrong with it; today where none can be read."""
    typed = request.query_params.get(DAY, "")
    on = read_day(typed) if typed else today()
    if on is None:
        return today(), typed, words("page.wrong.not_day")
    return on, words.day(on), ""
