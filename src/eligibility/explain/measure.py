"""Bounds on ages, amounts and days in the words of legal drafting: từ đủ, trên, dưới, không quá."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from eligibility.explain.words import lowered
from eligibility.model.criteria import AtLeast, AtMost, LessThan, MoreThan, ReferenceDate
from eligibility.model.fact import FactType
from eligibility.model.standard import StandardReference
from eligibility.period import as_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eligibility.explain.words import Words
    from eligibility.model.criteria import Bound, Limit
    from eligibility.model.fact import FactDefinition, FactDictionary

BIRTH = "member.birth_date"


class Measures:
    """Writes limits and the conditions they set.

    Args:
        facts: The dictionary.
        words: The words of one language.
    """

    def __init__(self, facts: FactDictionary, words: Words) -> None:
        self._facts = facts
        self._words = words

    def sentence(self, definition: FactDefinition, tests: Sequence[Bound], *, negated: bool = False) -> str:
        """A condition on an ordered fact: "từ đủ 60 tuổi đến dưới 80 tuổi"."""

        def limit(value: Limit) -> str:
            return self.limit(definition, value)

        bound = self.bounds(tests, limit, _manner(definition), negated=negated)
        if _is_age(definition):
            return self._words("criterion.aged", bound=bound)
        return self._words("criterion.measured", label=lowered(self._words.text(definition.label)), bound=bound)

    def bounds(
        self,
        tests: Sequence[Bound],
        limit: Callable[[Limit], str],
        manner: str = "bound",
        *,
        negated: bool = False,
    ) -> str:
        """Bounds in words: both ends in one phrase where there are two.

        Args:
            tests: The bounds; all must hold.
            limit: Writes one limit.
            manner: `bound`, `completed` for completed years and months, `dated` for days.
            negated: Say the opposite.
        """
        if negated:
            flipped = [_opposite(test) for test in tests]
            return self._words.joined([self._bound(test, limit, manner) for test in flipped], "or")
        match tests:
            case [AtLeast(limit=low), AtMost(limit=high)] if low == high:
                return self._words(f"{manner}.exactly", limit=limit(low))
            case [AtLeast(limit=low), LessThan(limit=high)]:
                return self._words(f"{manner}.from_to_under", low=limit(low), high=limit(high))
            case [AtLeast(limit=low), AtMost(limit=high)]:
                return self._words(f"{manner}.from_to", low=limit(low), high=limit(high))
            case _:
                return self._words.joined([self._bound(test, limit, manner) for test in tests], "and")

    def limit(self, definition: FactDefinition, limit: Limit) -> str:
        """What a fact is compared with, with its unit."""
        match limit:
            case ReferenceDate():
                return self._words("reference_date")
            case StandardReference():
                return self.standard(limit)
            case int():
                return self._number(definition, limit)
            case _:
                assert_never(limit)

    def persons(self, limit: Limit) -> str:
        """A number of members."""
        return self._words("unit.persons", number=limit)

    def standard(self, reference: StandardReference) -> str:
        """The name of a legal number."""
        name = self._words.get(f"standard.{reference.name}") or reference.name.replace("-", " ")
        if reference.by is None:
            return name
        label = lowered(self._words.text(self._facts[reference.by].label))
        return self._words("standard.by", name=name, label=label)

    def known(self, definition: FactDefinition, value: object) -> str:
        """A value of a fact: a number, a span such as `61..62`, a partly known day, or text."""
        if isinstance(value, int):
            return self._number(definition, value)
        text = str(value)
        if definition.type is FactType.DATE:
            return self._words.day(text)
        low, span, high = text.partition("..")
        if not (definition.type.is_ordered and span and low.isdecimal()):
            return text
        least = self._number(definition, int(low))
        if not high:
            return self._words("open_end", low=least)
        return self._words("span", low=least, high=self._number(definition, int(high)))

    def _number(self, definition: FactDefinition, number: int) -> str:
        match definition.type:
            case FactType.DONG:
                return self._words.money(number)
            case FactType.DATE:
                return self._words.day(as_date(number))
            case FactType.YEARS:
                unit = "years" if definition.since == BIRTH else "years_elapsed"
                return self._words(f"unit.{unit}", number=number)
            case FactType.MONTHS:
                unit = "months_of_age" if definition.since == BIRTH else "months"
                return self._words(f"unit.{unit}", number=number)
            case _:
                return self._words("unit.integer", number=self._words.number(number))

    def _bound(self, test: Bound, limit: Callable[[Limit], str], manner: str) -> str:
        match test:
            case AtLeast():
                return self._words(f"{manner}.at_least", limit=limit(test.limit))
            case MoreThan():
                return self._words(f"{manner}.more_than", limit=limit(test.limit))
            case LessThan():
                return self._words(f"{manner}.less_than", limit=limit(test.limit))
            case AtMost():
                return self._words(f"{manner}.at_most", limit=limit(test.limit))
            case _:
                assert_never(test)


def _opposite(test: Bound) -> Bound:
    match test:
        case AtLeast():
            return LessThan(test.limit)
        case MoreThan():
            return AtMost(test.limit)
        case LessThan():
            return AtLeast(test.limit)
        case AtMost():
            return MoreThan(test.limit)
        case _:
            assert_never(test)


def _is_age(definition: FactDefinition) -> bool:
    """Whether a fact is somebody's age on the reference date."""
    return definition.since == BIRTH and definition.until is None


def _manner(definition: FactDefinition) -> str:
    if definition.type in (FactType.YEARS, FactType.MONTHS):
        return "completed"
    return "dated" if definition.type is FactType.DATE else "bound"
