"""Households as the two tables: for tests, small lists and single answers, through the same profile as elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, assert_never

import polars as pl

from eligibility.matching.columnar.stock import HIGH, KNOWN, LOW, Stock, code_column, columns_of, has_bounds
from eligibility.matching.columnar.tables import OTHER, ROW, PolarsTables
from eligibility.matching.columnar.terms import COMPLETE
from eligibility.model.fact import FactDefinition, FactDictionary, FactType
from eligibility.period import Interval

if TYPE_CHECKING:
    from eligibility.facts import Known
    from eligibility.profile import Profile

HOUSEHOLD_ID, MEMBER_ID = "household_id", "member_id"


def column_type(definition: FactDefinition) -> pl.DataType:
    """Type of the columns of a fact."""
    match definition.type:
        case FactType.BOOLEAN | FactType.CHOICES | FactType.MEMBERS:
            return pl.Boolean()
        case FactType.CHOICE | FactType.TEXT:
            return pl.String()
        case FactType.INTEGER | FactType.DONG | FactType.DATE | FactType.YEARS | FactType.MONTHS:
            return pl.Int64()
        case _:
            assert_never(definition.type)


def encode(profiles: Sequence[Profile], dictionary: FactDictionary) -> PolarsTables:
    """Profiles as tables. A fact nobody states has no column."""
    identifiers = [profile.household_id for profile in profiles]
    households = pl.DataFrame(
        {HOUSEHOLD_ID: identifiers, COMPLETE: [profile.complete for profile in profiles]},
        schema={HOUSEHOLD_ID: pl.String, COMPLETE: pl.Boolean},
    )
    positions = [position for position, profile in enumerate(profiles) for _ in profile.member_ids]
    members = pl.DataFrame(
        {MEMBER_ID: [identifier for profile in profiles for identifier in profile.member_ids]},
        schema={MEMBER_ID: pl.String},
    )
    facts_of_members = [facts for profile in profiles for facts in profile.members]
    return PolarsTables(
        households.hstack(_columns([profile.household for profile in profiles], dictionary)),
        members.hstack(_columns(facts_of_members, dictionary)),
        pl.Series(ROW, positions, dtype=pl.UInt32),
        {name: pl.DataFrame(pairs, schema=PAIRS, orient="row") for name, pairs in _pairs(profiles, dictionary).items()},
    )


PAIRS = {ROW: pl.UInt32, OTHER: pl.UInt32}
"""Schema of a table of links."""


def stock_of(tables: PolarsTables, dictionary: FactDictionary) -> Stock:
    """What the columns of two tables say."""
    columns: set[str] = set()
    full: set[str] = set()
    exact: set[str] = set()
    for definition in dictionary.values():
        frame = tables.households if definition.scope == "household" else tables.members
        names = columns_of(definition)
        if names[0] not in frame.columns or frame.get_column(names[0]).null_count() == frame.height:
            continue
        columns.update(names)
        full.update(name for name in names if not frame.get_column(name).null_count())
        if has_bounds(definition) and not (frame.get_column(names[0]) != frame.get_column(names[1])).any():
            exact.add(definition.name)
    is_complete = bool(tables.households.get_column(COMPLETE).all())
    return Stock(frozenset(columns), frozenset(full), frozenset(exact), is_complete)


@dataclass
class _Filling:
    """The columns of one fact while they are filled."""

    definition: FactDefinition
    values: dict[str, list[Any]] = field(default_factory=dict)

    def put(self, row: int, value: Known, size: int) -> None:
        for name, cell in _cells(self.definition, value):
            self.values.setdefault(name, [None] * size)[row] = cell

    def series(self) -> Iterator[pl.Series]:
        for name, cells in self.values.items():
            series = pl.Series(name, cells, dtype=column_type(self.definition))
            yield series.fill_null(value=False) if self.definition.type is FactType.MEMBERS else series


def _columns(statements: Sequence[Mapping[str, Known]], dictionary: FactDictionary) -> list[pl.Series]:
    fillings: dict[str, _Filling] = {}
    for row, facts in enumerate(statements):
        for name, value in facts.items():
            if name not in fillings:
                fillings[name] = _Filling(dictionary[name])
            fillings[name].put(row, value, len(statements))
    return [series for filling in fillings.values() for series in filling.series()]


def _cells(definition: FactDefinition, value: Known) -> Iterable[tuple[str, object]]:
    """The cells a value fills."""
    name = definition.name
    if isinstance(value, Interval):
        return ((name + LOW, value.low), (name + HIGH, value.high)) if has_bounds(definition) else ((name, value.low),)
    if definition.type is FactType.MEMBERS:
        return ((name + KNOWN, True),)
    if isinstance(value, frozenset):
        return [(code_column(name, code), code in value) for code in definition.choices]
    return ((name, value),)


def _pairs(profiles: Sequence[Profile], dictionary: FactDictionary) -> Mapping[str, list[tuple[int, int]]]:
    """By link fact: whose link, and whom it names, by position among all members."""
    links = [definition.name for definition in dictionary.values() if definition.type is FactType.MEMBERS]
    pairs: dict[str, list[tuple[int, int]]] = {name: [] for name in links}
    first = 0
    for profile in profiles:
        position = {identifier: first + index for index, identifier in enumerate(profile.member_ids)}
        for row, facts in enumerate(profile.members, start=first):
            for name in links:
                value = facts.get(name)
                named = value if isinstance(value, frozenset) else frozenset()
                # Who is born later is named, but not there.
                others = sorted(position[identifier] for identifier in named if identifier in position)
                pairs[name].extend((row, other) for other in others if other != row)
        first += len(profile.member_ids)
    return pairs
