"""Households under one law decided: statuses of everybody, long rows of who is eligible, counts of it all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from eligibility.batch.counts import Choice, Counts, add_choices, add_money
from eligibility.batch.eligible import eligible_parts, eligible_rows
from eligibility.batch.entries import Entries
from eligibility.batch.groups import Settled, settle
from eligibility.batch.questions import count_questions, count_questions_for_nobody
from eligibility.batch.refusals import Refusals
from eligibility.matching.columnar.encoding import HOUSEHOLD_ID, MEMBER_ID
from eligibility.matching.columnar.programmes import INELIGIBLE, NOT_APPLICABLE, UNDETERMINED
from eligibility.matching.columnar.tables import ROW
from eligibility.matching.columnar.terms import Table, Term
from eligibility.model.programme import Standing

if TYPE_CHECKING:
    from eligibility.matching.columnar.compiled import Compiled, Decided
    from eligibility.matching.columnar.matcher import ColumnarMatcher
    from eligibility.matching.columnar.tables import PolarsTables
    from eligibility.matching.household import HouseholdMatcher

Allowed = Mapping[Table, "pl.Series | None"]
"""Which rows of each table are judged at all; None for all."""


@dataclass(frozen=True)
class Wanted:
    """What of the results is wanted.

    Attributes:
        statuses: The status codes of everybody.
        eligible: The rows of who is eligible.
        blocking: The facts that keep answers open, counted.
    """

    statuses: bool = True
    eligible: bool = True
    blocking: bool = True


@dataclass(frozen=True)
class Judged:
    """Results of some households. Every frame has the position of the household in a column `row`.

    Attributes:
        statuses: By table: ids, and a status code per programme; null where somebody is no subject of it.
        eligible: One row per subject, programme and benefit.
    """

    statuses: Mapping[Table, pl.DataFrame]
    eligible: pl.DataFrame | None


def shown_programmes(matcher: HouseholdMatcher) -> tuple[str, ...]:
    """Programmes in force that are determinations of their own, in rulebook order."""
    shown: list[str] = []
    for name, rule in matcher.rules.items():
        version = rule.applied.version
        if version is None:
            continue
        only_orders = version.standing is Standing.PRIORITY and version.orders is not None and name in matcher.attached
        if not only_orders:
            shown.append(name)
    return tuple(shown)


class Judge:
    """Decides households under one law.

    Args:
        matcher: The rules of the day and place.
        entries: What can be granted.
        programmes: Ids of the programmes shown.
        wanted: What of the results is wanted.
    """

    def __init__(self, matcher: ColumnarMatcher, entries: Entries, programmes: tuple[str, ...], wanted: Wanted) -> None:
        self._matcher = matcher
        self._entries = entries
        self._programmes = programmes
        self._wanted = wanted

    def judge(self, tables: PolarsTables, positions: pl.Series, refusals: Refusals, counts: Counts) -> Judged:
        """Decide some households.

        Args:
            tables: The households.
            positions: Their positions in the range.
            refusals: Where those that contradict themselves are refused.
            counts: Where to count.
        """
        compiled = self._matcher.decide(tables)
        allowed = self._allowed(compiled, tables, positions, refusals)
        settled = settle(self._matcher.law, compiled, tables, allowed)
        self._count(compiled, tables, allowed, counts)
        statuses: dict[Table, pl.DataFrame] = {}
        if self._wanted.statuses:
            statuses = {table: self._statuses(compiled, tables, table, positions, allowed[table]) for table in Table}
        self._decide_for_nobody(tables, positions, allowed[Table.HOUSEHOLDS], statuses, counts)
        parts = eligible_parts(self._entries, compiled, tables, allowed, settled)
        add_money(counts, parts, self._entries)
        add_choices(counts, settled, _choices(compiled, tables, settled))
        if self._wanted.blocking:
            shown = [name for name in self._programmes if name in compiled.decided]
            count_questions(compiled, tables, shown, allowed[Table.HOUSEHOLDS], counts)
        rows = eligible_rows(parts, self._entries, tables, positions) if self._wanted.eligible else None
        return Judged(statuses, rows)

    def _allowed(self, compiled: Compiled, tables: PolarsTables, positions: pl.Series, refusals: Refusals) -> Allowed:
        """Everybody but households that contradict themselves, which are refused."""
        refused = tables.values(Table.HOUSEHOLDS, {ROW: compiled.refused}).get_column(ROW)
        if not refused.any():
            return dict.fromkeys(Table)
        for name, term in compiled.contradictions.items():
            if term.table is Table.MEMBERS:
                where = tables.values(Table.MEMBERS, {ROW: term}).get_column(ROW)
                households = positions.gather(tables.household_of.filter(where))
                members = tables.members.get_column(MEMBER_ID).filter(where)
                refusals.members(households, members, name, "contradiction")
            else:
                where = tables.values(Table.HOUSEHOLDS, {ROW: term}).get_column(ROW)
                refusals.households(positions.filter(where), name, "contradiction")
        return {Table.HOUSEHOLDS: ~refused, Table.MEMBERS: (~refused).gather(tables.household_of)}

    def _decided(self, compiled: Compiled, table: Table) -> dict[str, Decided]:
        return {
            name: compiled.decided[name]
            for name in self._programmes
            if name in compiled.decided and compiled.decided[name].table is table
        }

    def _count(self, compiled: Compiled, tables: PolarsTables, allowed: Allowed, counts: Counts) -> None:
        for table in Table:
            decided = self._decided(compiled, table)
            terms = {f"{part} {name}": term for name, one in decided.items() for part, term in _verdict(one).items()}
            sums = tables.values(table, terms, allowed[table]).sum().row(0, named=True) if terms else {}
            for name in decided:
                surely, possibly, concerned = (int(sums[f"{part} {name}"] or 0) for part in _PARTS)
                counts.add_statuses(name, surely, possibly - surely, concerned - possibly)

    def _statuses(
        self, compiled: Compiled, tables: PolarsTables, table: Table, positions: pl.Series, allowed: pl.Series | None
    ) -> pl.DataFrame:
        decided = self._decided(compiled, table)
        terms = {f"{part} {name}": term for name, one in decided.items() for part, term in _verdict(one).items()}
        values = tables.values(table, terms, allowed) if terms else pl.DataFrame()
        codes = values.select(
            pl.when(f"c {name}")
            .then(_INELIGIBLE + pl.col(f"s {name}").cast(pl.Int8) + pl.col(f"p {name}").cast(pl.Int8))
            .alias(name)
            for name in decided
        )
        identifiers = tables.households.select(HOUSEHOLD_ID, positions.alias(ROW))
        if table is Table.MEMBERS:
            identifiers = identifiers[tables.household_of].hstack(tables.members.select(MEMBER_ID))
        if allowed is not None:
            identifiers = identifiers.filter(allowed)
        return pl.DataFrame([*identifiers.get_columns(), *codes.get_columns()]).with_columns(
            _NOT_APPLICABLE.alias(name) for name in self._elsewhere(table) if name not in decided
        )

    def _elsewhere(self, table: Table) -> Iterator[str]:
        """Programmes of a table, in force here or not: they have a column either way."""
        for name in self._programmes:
            programme = self._matcher.law.rulebook.programmes[name]
            if (programme.granted_to == "household") is (table is Table.HOUSEHOLDS):
                yield name

    def _decide_for_nobody(
        self,
        tables: PolarsTables,
        positions: pl.Series,
        judged: pl.Series | None,
        statuses: dict[Table, pl.DataFrame],
        counts: Counts,
    ) -> None:
        """Add the statuses of the stand-ins of households that list nobody, without a member."""
        alone = self._matcher.decide_for_nobody(tables, judged)
        if alone is None:
            return
        shown = [name for name in self._programmes if name in alone.compiled.decided]
        terms = {name: alone.compiled.decided[name].eligible.possibly for name in shown}
        values = alone.tables.values(Table.HOUSEHOLDS, terms)
        for name in shown:
            is_open = int(values.get_column(name).sum())
            counts.add_statuses(name, 0, is_open, values.height - is_open)
            if self._wanted.blocking:
                count_questions_for_nobody(alone.compiled, name, is_open, counts)
        if Table.MEMBERS not in statuses:
            return
        undetermined = pl.lit(UNDETERMINED, dtype=pl.Int8)
        codes = values.select(pl.when(name).then(undetermined).otherwise(_INELIGIBLE).alias(name) for name in shown)
        stand_ins = alone.tables.households.select(HOUSEHOLD_ID, positions.gather(alone.positions).alias(ROW))
        stand_ins = stand_ins.hstack(codes).with_columns(
            _NOT_APPLICABLE.alias(name)
            for name in self._elsewhere(Table.MEMBERS)
            if name not in alone.compiled.decided and not self._is_of_the_dead(name)
        )
        together = pl.concat([statuses[Table.MEMBERS], stand_ins], how="diagonal")
        statuses[Table.MEMBERS] = together.sort(ROW, maintain_order=True)

    def _is_of_the_dead(self, programme: str) -> bool:
        return self._matcher.law.rulebook.programmes[programme].granted_to == "deceased"


_PARTS = "spc"
_INELIGIBLE = pl.lit(INELIGIBLE, dtype=pl.Int8)
_NOT_APPLICABLE = pl.lit(NOT_APPLICABLE, dtype=pl.Int8)


def _verdict(one: Decided) -> dict[str, Term]:
    """Who surely and possibly is eligible, and who is concerned at all."""
    return {"s": one.eligible.surely, "p": one.eligible.possibly, "c": one.concerned.possibly}


def _choices(compiled: Compiled, tables: PolarsTables, settled: Mapping[str, Settled]) -> dict[str, list[Choice]]:
    """Of each group of alternatives: standing, kind and rhythm of every line, and who is eligible for it."""
    choices: dict[str, list[Choice]] = {}
    for name, group in settled.items():
        if group.group.rule == "choose_one":
            lines = [one for one in compiled.decided.values() if one.rule.applied.programme.id in group.states]
            choices[name] = [
                (line, tables.values(one.table, {ROW: one.eligible.surely}, group.rows).get_column(ROW))
                for one in lines
                for line in _money_line(one)
            ]
    return choices


def _money_line(one: Decided) -> Iterator[tuple[str, str, str]]:
    """Standing, kind and rhythm of a line in a group: its programme has one benefit."""
    if one.benefits and one.rule.standing is not None:
        benefit = one.benefits[0].benefit
        yield one.rule.standing.value, benefit.kind, benefit.every or ""
