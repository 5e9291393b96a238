"""A made-up country for the real packs: every fact that they look at and that does not follow from another.

Shares are guesses of the right order, so that most households are not poor and most people not disabled; about one
fact in ten is unknown and one birth in ten known to the year only. Nobody contradicts himself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from benchmarks.drawing import SIZES, Drawing, member_number, people_of
from eligibility.matching.columnar.stock import HIGH, LOW, code_column
from eligibility.model.fact import FactType
from eligibility.model.walk import facts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from eligibility.engine import Engine
    from eligibility.model.criteria import Criterion
    from eligibility.model.fact import FactDefinition, FactDictionary
    from eligibility.model.programme import ProgrammeVersion

SHARES = {
    "poverty_status": {"poor": 5, "near_poor": 5, "newly_escaped": 3, "none": 87},
    "living_standard": {"average": 60, "fairly_good": 30, "rich": 10},
    "disability_level": {"light": 40, "severe": 45, "extra_severe": 15},
    "gender": {"female": 50, "male": 50},
}
"""Choices whose shares matter."""
USUAL = ("none", "no", "present", "has_supporter")
"""Codes of choices that say of most people that nothing is the matter; a choice without one is drawn evenly."""
USUAL_SHARE = 92
NOT_DRAWN = ("birth_date", "relation_to_head", "died_on", "died_of")
"""Drawn elsewhere, or never: everybody is alive."""
OF_HOUSEHOLD, OF_MEMBER, OF_CODE, INSURED = 10, 6, 8, 90
"""Share of true in a hundred, by whose boolean it is, for each element of a set, and of those with a card."""
FIRST = ("poverty_status", "gender", "is_disabled", "has_bhyt", "receives_monthly_allowance")
"""Facts that decide whether others are stated."""
YEAR_ONLY = 10
_YOUNGEST, _OLDEST = 15, 45
_SPOUSES = 70


class Country:
    """Draws slices of the country.

    Args:
        engine: Holds the packs.
        places: Jurisdictions and days whose rules decide which facts are stated.
        seed: Start of every sequence.
    """

    def __init__(self, engine: Engine, places: Iterable[tuple[str, date]], seed: int) -> None:
        self._dictionary = engine.rulebook.facts
        places = list(places)
        self._day = min(on for _, on in places)
        self._seed = seed
        self._names = _stated(self._dictionary, _looked_at(engine, places))

    def slice(self, first: int, count: int) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Households `first`, `first + 1`, … and their members, as lists come."""
        draw = Drawing(pl.col("household"), self._seed)
        households = (
            pl.select(pl.int_range(first, first + count, dtype=pl.Int64).alias("household"))
            .with_columns(
                draw.chosen("size", SIZES).alias("members"), draw.choice("poverty_status", SHARES["poverty_status"])
            )
            .with_columns(self._columns(draw, "household"))
        )
        draw = Drawing(member_number(), self._seed)
        low, high = draw.birth(self._day, YEAR_ONLY)
        members = (
            people_of(households)
            .with_columns(low.alias(f"birth_date{LOW}"), high.alias(f"birth_date{HIGH}"))
            .with_columns(
                draw.choice("gender", SHARES["gender"]),
                draw.boolean("is_disabled", OF_MEMBER),
                draw.boolean("has_bhyt", INSURED),
                draw.boolean("receives_monthly_allowance", OF_MEMBER),
            )
            .with_columns(_relation(draw), *self._columns(draw, "member"))
        )
        return (
            households.rename({"household": "household_id"}).drop("members"),
            members.select(
                pl.col("household").alias("household_id"),
                pl.concat_str(pl.lit("m"), pl.col("position")).alias("member_id"),
                pl.exclude("household", "position"),
            ),
        )

    def _columns(self, draw: Drawing, scope: str) -> list[pl.Expr]:
        columns: list[pl.Expr] = []
        for name in self._names:
            definition = self._dictionary[name]
            if definition.scope == scope and definition.key not in FIRST:
                columns += _values(draw, definition)
        return columns


def _values(draw: Drawing, definition: FactDefinition) -> list[pl.Expr]:
    name = definition.key
    match definition.type:
        case FactType.BOOLEAN:
            share = OF_HOUSEHOLD if definition.scope == "household" else OF_MEMBER
            return [_only_where(name, draw.boolean(name, share))]
        case FactType.CHOICE:
            return [_only_where(name, draw.choice(name, SHARES.get(name) or _shares(list(definition.choices))))]
        case FactType.CHOICES:
            is_known = draw.hundred(f"{name} known") >= OF_CODE
            codes = {code: draw.hundred(f"{name} {code}") < OF_CODE for code in definition.choices}
            return [pl.when(is_known).then(drawn).alias(code_column(name, code)) for code, drawn in codes.items()]
        case FactType.DATE:
            day = 20_180_000 + (draw.below(12, f"{name} month") + 1) * 100 + 1
            return [_only_where(name, day).alias(name + bound) for bound in (LOW, HIGH)]
        case FactType.DONG:
            return [draw.known(name, draw.below(500, name) * 10_000).alias(name)]
        case FactType.MEMBERS | FactType.TEXT:
            return []
        case _:
            return [draw.known(name, draw.below(60, name)).alias(name)]


def _shares(codes: list[str]) -> dict[str, int]:
    usual = next((code for code in codes if code in USUAL), None)
    if usual is None or len(codes) == 1:
        return dict.fromkeys(codes, 100 // len(codes))
    rest = (100 - USUAL_SHARE) // (len(codes) - 1)
    return {code: rest for code in codes if code != usual} | {usual: 100}


def _only_where(name: str, drawn: pl.Expr) -> pl.Expr:
    """A fact stated only where it does not follow from another one."""
    age = 2022 - pl.col(f"birth_date{LOW}") // 10_000
    can_bear = (pl.col("gender") == "female") & age.is_between(_YOUNGEST, _OLDEST)
    status = pl.col("poverty_status")
    where = {
        "living_standard": status.is_in(["newly_escaped", "none"]),
        "poverty_exit_date": status == "newly_escaped",
        "disability_level": pl.col("is_disabled"),
        "bhyt_paid_by_other_fund": pl.col("has_bhyt"),
        "is_pregnant": can_bear,
        "is_breastfeeding": can_bear,
        "is_social_protection_person": ~pl.col("receives_monthly_allowance"),
    }
    return pl.when(where[name]).then(drawn).alias(name) if name in where else drawn


def _relation(draw: Drawing) -> pl.Expr:
    position = pl.col("position")
    is_couple = (position == 2) & (draw.hundred("spouse") < _SPOUSES)
    others = draw.chosen("relation", {"child": 70, "parent": 10, "other": 20})
    return (pl.when(position == 1).then(pl.lit("head")).when(is_couple).then(pl.lit("spouse")).otherwise(others)).alias(
        "relation_to_head"
    )


def _looked_at(engine: Engine, places: Iterable[tuple[str, date]]) -> set[str]:
    """Facts that rules in force look at."""
    names: set[str] = set()
    for jurisdiction, on in places:
        for rule in engine.matcher(jurisdiction, on, {}).rules.values():
            if rule.applied.version is not None:
                for criterion in _criteria(rule.applied.version):
                    names.update(facts(criterion))
    return names


def _criteria(version: ProgrammeVersion) -> Iterable[Criterion]:
    if version.eligible_when is not None:
        yield version.eligible_when
    yield from version.priority
    for doubt in version.not_modelled:
        if doubt.when is not None:
            yield doubt.when


def _stated(dictionary: FactDictionary, names: set[str]) -> list[str]:
    """Facts that are stated so that those looked at follow."""
    alone = {"living_standard", "disability_level", "bhyt_paid_by_other_fund", "is_pregnant", "is_breastfeeding"}
    partly = {"is_disabled", "is_merit_relative", "is_social_protection_person"}
    found: dict[str, None] = {}
    waiting = sorted(names)
    while waiting:
        name = waiting.pop(0)
        definition = dictionary[name]
        follows = definition.since is not None or definition.derivations or definition.only_if is not None
        if follows and definition.key not in alone | partly:
            waiting += [source for source in _sources(definition) if source not in found]
        elif definition.key not in NOT_DRAWN:
            found[name] = None
    return list(found)


def _sources(definition: FactDefinition) -> set[str]:
    sources = {name for name in (definition.since, definition.until) if name is not None}
    for way in definition.derivations:
        for branch in way.branches:
            if branch.when is not None:
                sources.update(facts(branch.when))
    if definition.only_if is not None:
        sources.update(facts(definition.only_if))
    return sources
