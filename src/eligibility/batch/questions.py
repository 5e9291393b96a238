"""Which facts keep answers open, counted over a list: for whom each is asked, on the rows where something is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from eligibility.matching.asking import MEMBERS, PLACE
from eligibility.matching.columnar.asking import Asking
from eligibility.matching.columnar.facts import Subject
from eligibility.matching.columnar.plan import Plan, plan
from eligibility.matching.columnar.tables import ROW
from eligibility.matching.columnar.terms import Table, Term

if TYPE_CHECKING:
    from eligibility.batch.counts import Counts
    from eligibility.matching.columnar.compiled import Compiled
    from eligibility.matching.columnar.tables import PolarsTables

_MANY = 0.6
"""Where more of the households have something open than this, it is not worth picking them out."""


@dataclass(frozen=True)
class Questions:
    """What is asked for in one stock of columns.

    Attributes:
        asked: By programme and fact: the open subjects for whom it is asked.
        somebody: By table: rows for which something is open.
        plan: How to compute them.
    """

    asked: Mapping[str, Mapping[str, Term]]
    somebody: Mapping[Table, Term]
    plan: Plan


@lru_cache(maxsize=64)
def questions_of(compiled: Compiled, programmes: tuple[str, ...]) -> Questions:
    """Compile the questions of some programmes."""
    terms, asking = compiled.programmes.terms, Asking(compiled.programmes)
    asked: dict[str, Mapping[str, Term]] = {}
    somebody: dict[Table, list[Term]] = {}
    for name in programmes:
        one = compiled.decided[name]
        is_open = terms.all_of(one.eligible.possibly, terms.no(one.eligible.surely))
        somebody.setdefault(one.table, []).append(is_open)
        is_member = one.table is Table.MEMBERS
        found = asking.of(one.rule, Subject.MEMBER if is_member else Subject.NOBODY)
        open_and_asked = {fact: terms.all_of(is_open, term) for fact, term in found.items()}
        asked[name] = {
            fact: terms.spread(term) if is_member else term
            for fact, term in open_and_asked.items()
            if term is not terms.false
        }
    return Questions(
        asked,
        {table: terms.any_of(*open_ones) for table, open_ones in somebody.items()},
        plan(term for of_programme in asked.values() for term in of_programme.values()),
    )


def count_questions(
    compiled: Compiled,
    tables: PolarsTables,
    programmes: Iterable[str],
    judged: pl.Series | None,
    counts: Counts,
) -> None:
    """Count, for each programme and fact, the open subjects for whom it is asked.

    Args:
        compiled: The rules, already computed on the tables.
        tables: The list.
        programmes: Ids of the programmes.
        judged: Which households are judged at all; None for all.
        counts: Where to count.
    """
    questions = questions_of(compiled, tuple(programmes))
    is_open = _open(questions, tables)
    if judged is not None:
        is_open = is_open & judged
    if not is_open.any():
        return
    some = tables if judged is None and is_open.sum() > _MANY * is_open.len() else tables.only(is_open)
    some.run(questions.plan)
    for name, asked in questions.asked.items():
        sums = some.values(compiled.decided[name].table, asked).sum().row(0, named=True) if asked else {}
        for fact, count in sums.items():
            if count:
                counts.add_blocking(name, fact, int(count))


def count_questions_for_nobody(compiled: Compiled, programme: str, is_open: int, counts: Counts) -> None:
    """Of a household that lists nobody, its members are asked for, and where it lives if that could settle anything."""
    if is_open:
        counts.add_blocking(programme, MEMBERS, is_open)
        if compiled.programmes.asks_for_place(compiled.decided[programme].rule):
            counts.add_blocking(programme, PLACE, is_open)


def _open(questions: Questions, tables: PolarsTables) -> pl.Series:
    """Households for which, or for a member of which, something is open."""
    size = tables.households.height
    found = pl.repeat(value=False, n=size, eager=True)
    for table, somebody in questions.somebody.items():
        rows = tables.values(table, {ROW: somebody}).get_column(ROW)
        if table is Table.MEMBERS:
            positions = tables.household_of.filter(rows).unique()
            rows = pl.int_range(size, dtype=pl.UInt32, eager=True).is_in(positions.implode())
        found = found | rows
    return found
