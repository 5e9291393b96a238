"""The twelve rules as plain formulas, from which the expressions of two-valued engines are written.

Such an engine is asked twice, whether a rule surely holds and whether it possibly does. Negations are pushed down to
the leaves first, since "surely not" is "not possibly": asking twice without regard to them gives wrong answers.
Independent of our own model and loader, so that a mistake in those cannot agree with itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from benchmarks.twelve import HOUSEHOLD_RULES, MEMBER_RULES


@dataclass(frozen=True)
class Is:
    """A boolean or choice has one of these values; unknown is None."""

    fact: str
    values: tuple[bool | str, ...]
    every: tuple[bool | str, ...]


@dataclass(frozen=True)
class Reaches:
    """An age or income is at least the limit; known between two bounds."""

    fact: str
    limit: int


@dataclass(frozen=True)
class Every:
    """Every part holds."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class Some:
    """Some part holds."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Formula


@dataclass(frozen=True)
class Met:
    """At least so many of the parts, which are leaves, hold."""

    least: int
    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class Members:
    """At least so many members of the household meet the part; an incomplete list may hold any number more."""

    least: int
    part: Formula


Formula = Is | Reaches | Every | Some | Not | Met | Members

_BOOLEAN = (True, False)
_STATUS = ("poor", "near_poor", "newly_escaped", "none")
_LEVEL = ("none", "light", "severe", "extra_severe")

_poor = Is("poverty_status", ("poor",), _STATUS)
_near_poor = Is("poverty_status", ("near_poor",), _STATUS)
_poor_or_near = Is("poverty_status", ("poor", "near_poor"), _STATUS)
_rural = Is("area", ("rural",), ("rural", "urban"))
_difficult = Is("area_specially_difficult", (True,), _BOOLEAN)
_child = Not(Reaches("age", 16))
_small = Not(Reaches("age", 3))
_elderly = Reaches("age", 60)
_severe = Is("disability_level", ("severe", "extra_severe"), _LEVEL)
_hiv = Is("has_hiv", (True,), _BOOLEAN)
_on_allowance = Is("receives_monthly_allowance", (True,), _BOOLEAN)
_no_allowance = Is("receives_monthly_allowance", (False,), _BOOLEAN)
# At most the line of the area. Below both lines the area need not be known, which a Kleene "rural and …, or urban
# and …" would not see.
_income = Some(
    (
        Not(Reaches("income", 1_500_001)),
        Every((Not(Reaches("income", 2_000_001)), Is("area", ("urban",), ("rural", "urban")))),
    )
)
_child_with_hiv = Every((_child, _hiv, _poor))
_without_support = Every(
    (
        _elderly,
        _poor,
        Is("supporter", ("none", "on_monthly_allowance"), ("has_supporter", "none", "on_monthly_allowance")),
    )
)
_deprivations = tuple(
    Is(f"deprived_{what}", (True,), _BOOLEAN)
    for what in ("employment", "health", "schooling", "housing", "water", "information")
)

FORMULAS: dict[str, Formula] = {
    "child-with-hiv": _child_with_hiv,
    "elderly-without-support": _without_support,
    "very-old-without-pension": Every(
        (
            Reaches("age", 80),
            Not(_without_support),
            Is("receives_pension", (False,), _BOOLEAN),
            _no_allowance,
        )
    ),
    "severe-disability": _severe,
    "small-child-difficult-area": Every((_small, _poor_or_near, _difficult, Not(Some((_child_with_hiv, _severe))))),
    "legal-aid": Some(
        (
            Is("is_merit_person", (True,), _BOOLEAN),
            _poor,
            _child,
            Every((Is("is_ethnic_minority", (True,), _BOOLEAN), _difficult)),
            Every(
                (
                    Some((_near_poor, _on_allowance)),
                    Some((Is("disability_level", ("light", "severe", "extra_severe"), _LEVEL), _elderly, _hiv)),
                )
            ),
        )
    ),
    "near-poor-card": Every((_near_poor, Is("bhyt_paid_by_other_fund", (False,), _BOOLEAN))),
    "elderly-card": Every(
        (
            _elderly,
            Not(Reaches("age", 80)),
            Is("has_bhyt", (False,), _BOOLEAN),
            Is("living_standard", ("average",), ("average", "fairly_good", "rich")),
            Is("can_afford_bhyt", (False,), _BOOLEAN),
        )
    ),
    "poverty-review": Every((_income, Met(3, _deprivations))),
    "charity-house": Every((_poor, Is("has_housing_difficulty", (True,), _BOOLEAN))),
    "household-care": Every((_poor_or_near, Some((Members(1, _small), Members(1, _elderly), Members(1, _severe))))),
    "many-children": Every((Members(2, _child), _income)),
}

OF_HOUSEHOLD = frozenset(
    {
        "poverty_status",
        "living_standard",
        "area",
        "area_specially_difficult",
        "has_housing_difficulty",
        "income",
        *(leaf.fact for leaf in _deprivations),
    }
)
"""Facts of the household; every other one is a member's."""


class Writer:
    """Writes formulas in the language of an engine; a subclass says how each piece looks."""

    def verdict(self, name: str) -> Any:  # noqa: ANN401
        """The code of a rule: possibly first, since most rules do not even possibly hold."""
        formula = FORMULAS[name]
        return self.code(self.write(formula, surely=False), self.write(formula, surely=True))

    def of_members(self) -> list[Any]:
        """The codes of the member rules, inside a loop over the members."""
        return [self.verdict(name) for name in MEMBER_RULES]

    def of_household(self) -> list[Any]:
        """The codes of the household rules."""
        return [self.verdict(name) for name in HOUSEHOLD_RULES]

    def write(self, formula: Formula, *, surely: bool, negated: bool = False) -> Any:  # noqa: ANN401
        """Whether a formula, or its negation, surely or possibly holds."""
        match formula:
            case Is(fact=fact, values=values, every=every):
                wanted = tuple(value for value in every if (value in values) is not negated)
                return self.among(fact, wanted, tuple(value for value in every if value not in wanted), surely=surely)
            case Reaches(fact=fact, limit=limit):
                # At least the limit, surely, by the lower bound; below it, surely, by the upper one.
                return self.bound(fact, limit, upper=surely is negated, below=negated)
            case Every(parts=parts) | Some(parts=parts):
                written = [self.write(part, surely=surely, negated=negated) for part in parts]
                return self.both(written) if isinstance(formula, Every) is not negated else self.either(written)
            case Not(part=part):
                return self.write(part, surely=surely, negated=not negated)
            case Met(least=least, parts=parts) if not negated:
                return self.counted([self.write(part, surely=surely) for part in parts], least)
            case Members(least=least, part=part) if not negated:
                return self.members(self.write(part, surely=surely), least, open_list=not surely)
            case _:
                raise NotImplementedError(formula)

    def code(self, possibly: Any, surely: Any) -> Any:  # noqa: ANN401
        """0 where it does not possibly hold, 2 where it surely does, else 1."""
        raise NotImplementedError

    def among(self, fact: str, wanted: tuple[Any, ...], others: tuple[Any, ...], *, surely: bool) -> Any:  # noqa: ANN401
        """A value is among those wanted (surely), or not among the others (possibly)."""
        raise NotImplementedError

    def bound(self, fact: str, limit: int, *, upper: bool, below: bool) -> Any:  # noqa: ANN401
        """A bound of a range is at least the limit, or below it."""
        raise NotImplementedError

    def both(self, parts: list[Any]) -> Any:  # noqa: ANN401
        """Every part."""
        raise NotImplementedError

    def either(self, parts: list[Any]) -> Any:  # noqa: ANN401
        """Some part."""
        raise NotImplementedError

    def counted(self, parts: list[Any], least: int) -> Any:  # noqa: ANN401
        """At least so many of the parts."""
        raise NotImplementedError

    def members(self, part: Any, least: int, *, open_list: bool) -> Any:  # noqa: ANN401
        """At least so many members; where the list may be open, an incomplete one is enough."""
        raise NotImplementedError
