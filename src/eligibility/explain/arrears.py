"""Arrears in words: month by month what law that became known later adds, and sums of each programme and subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.determination import DongRange
from eligibility.explain.clause import ClauseWords
from eligibility.explain.layout import BLANK, Line, render
from eligibility.explain.sentence import Sentences
from eligibility.timeline.arrears import bounds, sums

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from eligibility.determination import Dong
    from eligibility.explain.words import Words
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language
    from eligibility.timeline import Arrear, ArrearSum


def explain_arrears(
    found: Sequence[Arrear],
    rulebook: Rulebook,
    *,
    household: str,
    place: str,
    first: date,
    last: date,
    then: date,
    now: date | None,
    language: Language = "vi",
    width: int = 100,
    colour: bool = False,
) -> str:
    """Write arrears.

    Args:
        found: The months that changed.
        rulebook: The rules.
        household: Id of the household.
        place: Id or name of the unit it lives in.
        first: Day in the first month looked at.
        last: Day in the last month looked at.
        then: Assessment date of the payments made.
        now: Assessment date of the review; None for all that is known.
        language: Language of the text.
        width: Columns of the page.
        colour: Whether to use the colours of a terminal.
    """
    sentences = Sentences(rulebook, language)
    words = sentences.words
    unit = rulebook.units.get(place)

    def lines() -> Iterator[Line]:
        title = words(
            "arrears.title",
            household=household,
            place=place if unit is None else words.text(unit.name),
            first=_month(words, first),
            last=_month(words, last),
        )
        yield Line(title, style="heading")
        later = words("arrears.basis_all") if now is None else words("arrears.basis_day", day=words.day(now))
        yield Line(words("arrears.basis", then=words.day(then), now=later))
        yield BLANK
        if not found:
            yield Line(words("arrears.none"))
        clauses = ClauseWords(rulebook, words)
        for one in sums(found):
            name = sentences.programme(one.programme)
            named = name if one.member is None else words("arrears.subject", name=name, member=one.member)
            yield Line(named, style="name")
            yield from _months(one, words)
            said = words("arrears.sum", months=len(one.months) - one.unknown, amount=_more(words, one.dong))
            if one.unknown:
                said += f"; {words('arrears.not_known', number=one.unknown)}"
            yield Line(f"{said}.", 2)
            cited = dict.fromkeys(clause for month in one.months for clause in month.clauses)
            if cited:
                yield Line(f"{clauses.clauses(cited)}.", 2, words("line.clause"))
            yield BLANK

    return render(lines(), width=width, colour=colour)


def _months(one: ArrearSum, words: Words) -> Iterator[Line]:
    for month in one.months:
        sides = [words("arrears.unknown") if side is None else words.amount(side) for side in (month.then, month.now)]
        difference = month.difference
        more = words("arrears.unknown") if difference is None else _more(words, difference)
        said = words("arrears.month", month=_month(words, month.month), then=sides[0], now=sides[1], difference=more)
        yield Line(said, 4, mark="-")


def _month(words: Words, day: date) -> str:
    return words.day(f"{day:%Y-%m}")


def _more(words: Words, dong: Dong) -> str:
    """A difference: what is added, or taken away."""
    low, high = bounds(dong)
    if high is None or high > 0 or low == 0:
        return words("arrears.more", amount=words.amount(dong))
    return words("arrears.less", amount=words.amount(-low if low == high else DongRange(-high, -low)))
