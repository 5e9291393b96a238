"""A range of a list decided: each household under the law of where it lives, results in the order of the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from eligibility.batch.counts import Counts
from eligibility.batch.entries import Entries
from eligibility.batch.groups import SPOUSE, needs_links
from eligibility.batch.judging import Judge, Wanted, shown_programmes
from eligibility.errors import HouseholdError
from eligibility.matching.asking import PLACE
from eligibility.matching.columnar.matcher import ColumnarMatcher
from eligibility.matching.columnar.stock import KNOWN
from eligibility.matching.columnar.tables import ROW
from eligibility.matching.columnar.terms import Table

if TYPE_CHECKING:
    from eligibility.batch.reading import Loaded
    from eligibility.batch.refusals import Refusals
    from eligibility.matching.columnar.stock import Stock
    from eligibility.matching.columnar.tables import PolarsTables
    from eligibility.matching.household import HouseholdMatcher

LawFor = Callable[["str | None"], "HouseholdMatcher"]
"""The rules for people who live in a place inside the jurisdiction; None for the jurisdiction as a whole."""


@dataclass(frozen=True)
class RangeResults:
    """The results of a range.

    Attributes:
        statuses: By table: ids, and a status code per programme; null where somebody is no subject of it.
        eligible: One row per subject, programme and benefit; None where not wanted.
        refused: What could not be judged.
        counts: How many of each, and how much money.
    """

    statuses: Mapping[Table, pl.DataFrame]
    eligible: pl.DataFrame | None
    refused: pl.DataFrame
    counts: Counts


class Ranges:
    """Decides ranges of a list.

    Args:
        law_for: The rules by place; households whose place is not found are refused.
        assume: Whether silence is given the dictionary's meaning.
        wanted: What of the results is wanted.
    """

    def __init__(self, law_for: LawFor, *, assume: bool = False, wanted: Wanted | None = None) -> None:
        self._law_for = law_for
        self._assume = assume
        self._wanted = wanted or Wanted()
        self.rules = law_for(None)
        # Whoever lives in part of the jurisdiction is under no rule that the whole does not know.
        self.programmes = shown_programmes(self.rules)
        self.entries = Entries(self.rules.rules, self.programmes)
        self._judges: dict[int, Judge] = {}

    def columns(self, stock: Stock) -> set[str]:
        """Columns of the matcher that are needed of a list."""
        plan = ColumnarMatcher(self.rules, assume=self._assume).compiled(stock).plan
        needed = {column for columns in plan.inputs.values() for column in columns}
        if needs_links(self.rules.law):
            needed.add(SPOUSE + KNOWN)
        return needed | {PLACE}

    def judge(self, loaded: Loaded) -> RangeResults:
        """Decide one range."""
        tables, refusals = loaded.tables, loaded.refusals
        counts = Counts(households=refusals.identifiers.len(), members=loaded.members)
        parts = [
            judge.judge(part, positions, refusals, counts)
            for judge, part, positions in self._by_law(tables, loaded.positions, refusals)
        ]
        counts.refused = refusals.count
        statuses = {}
        if self._wanted.statuses:
            statuses = {table: _merged([part.statuses[table] for part in parts]) for table in Table}
        eligible = [part.eligible for part in parts if part.eligible is not None]
        return RangeResults(statuses, _merged(eligible) if eligible else None, refusals.frame(), counts)

    def _by_law(
        self, tables: PolarsTables, positions: pl.Series, refusals: Refusals
    ) -> Iterator[tuple[Judge, PolarsTables, pl.Series]]:
        """The households under each law, with the positions of each."""
        if PLACE not in tables.households.columns:
            yield self._judge(self.rules), tables, positions
            return
        places = tables.households.get_column(PLACE)
        laws: dict[int, tuple[HouseholdMatcher, list[str | None]]] = {}
        for place in places.unique(maintain_order=True):
            try:
                rules = self._law_for(place)
            except HouseholdError as error:
                refusals.households(positions.filter(places == place), PLACE, error.diagnostics[0].code)
                continue
            laws.setdefault(id(rules), (rules, []))[1].append(place)
        if not laws:
            nobody = pl.repeat(value=False, n=tables.households.height, eager=True)
            yield self._judge(self.rules), tables.only(nobody), positions.filter(nobody)
        for rules, named in laws.values():
            is_there = places.is_in(pl.Series([named], dtype=pl.List(pl.String)).explode().implode(), nulls_equal=True)
            if is_there.all():
                yield self._judge(rules), tables, positions
            else:
                yield self._judge(rules), tables.only(is_there), positions.filter(is_there)

    def _judge(self, rules: HouseholdMatcher) -> Judge:
        if id(rules) not in self._judges:
            matcher = ColumnarMatcher(rules, assume=self._assume)
            self._judges[id(rules)] = Judge(matcher, self.entries, self.programmes, self._wanted)
        return self._judges[id(rules)]


def _merged(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """Frames in the order of the list, their positions left out."""
    if len(frames) == 1:
        return frames[0].drop(ROW)
    return pl.concat(frames, how="diagonal").sort(ROW, maintain_order=True).drop(ROW)
