"""The front of the columnar matcher: tables in, statuses and amounts out, rules compiled once per stock of columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import polars as pl

from eligibility.matching.columnar.amounts import CEILING, FLOOR
from eligibility.matching.columnar.compiled import Compiled, Decided, compiled_for, compiled_for_nobody
from eligibility.matching.columnar.encoding import MEMBER_ID, encode, stock_of
from eligibility.matching.columnar.programmes import ELIGIBLE, INELIGIBLE, STATUSES, UNDETERMINED
from eligibility.matching.columnar.tables import PolarsTables
from eligibility.matching.columnar.terms import MEMBERS, Table, Term
from eligibility.profile import profile_of

if TYPE_CHECKING:
    from eligibility.household import Household
    from eligibility.matching.columnar.stock import Stock
    from eligibility.matching.household import HouseholdMatcher

LIMITS = {CEILING: "ceiling", FLOOR: "floor"}


@dataclass(frozen=True, slots=True)
class SumRow:
    """A benefit's amount for one subject.

    Attributes:
        low: Least đồng; None where nothing is known.
        high: Greatest đồng; None where nothing is known or bounds it.
        limit: `ceiling` or `floor`, or None.
        is_computed: Whether we computed it, rather than read it.
    """

    low: int | None
    high: int | None
    limit: str | None
    is_computed: bool


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One programme for one subject.

    Attributes:
        status: Eligible, ineligible or undetermined.
        sums: The amount of each benefit in order; None for one that has none. They hold if the subject is eligible.
    """

    status: str
    sums: tuple[SumRow | None, ...]


@dataclass(frozen=True, slots=True)
class Alone:
    """The households that list nobody, with members' programmes decided for a stand-in.

    Attributes:
        tables: Those households.
        compiled: Where the answers stand.
        positions: Their positions in the list.
    """

    tables: PolarsTables
    compiled: Compiled
    positions: pl.Series


Subject = tuple[str, str | None]
"""Programme and member; no member for a household's programme and where nobody is listed."""


class ColumnarMatcher:
    """Decides the programmes of one day and place for many households at once.

    Args:
        matcher: The rules of that day and place.
        assume: Whether silence is given the dictionary's meaning.
    """

    def __init__(self, matcher: HouseholdMatcher, *, assume: bool = False) -> None:
        self.rules = matcher
        self.law = matcher.law
        self.assume = assume
        self.compiled = lru_cache(maxsize=64)(self._compile)
        self.compiled_for_nobody = lru_cache(maxsize=8)(self._compile_for_nobody)

    def decide(self, tables: PolarsTables) -> Compiled:
        """Decide everything; afterwards the tables hold the columns of the answers.

        Returns:
            Where the answers stand.
        """
        compiled = self.compiled(stock_of(tables, self.law.rulebook.facts))
        tables.run(compiled.plan)
        return compiled

    def decide_for_nobody(self, tables: PolarsTables, judged: pl.Series | None = None) -> Alone | None:
        """Decide members' programmes for the households that list nobody; None where there is none.

        Args:
            tables: The list.
            judged: Which households are judged at all; None for all.
        """
        is_empty = tables.households.get_column(MEMBERS) == 0
        if judged is not None:
            is_empty = is_empty & judged
        if not is_empty.any():
            return None
        alone = tables.without_members(is_empty)
        compiled = self.compiled_for_nobody(stock_of(alone, self.law.rulebook.facts))
        alone.run(compiled.plan)
        return Alone(alone, compiled, is_empty.arg_true())

    def statuses(self, households: Sequence[Household]) -> list[dict[Subject, StatusRow]]:
        """Status and amounts of every programme in force for each household, as the household matcher gives them.

        Raises:
            HouseholdError: A household cannot be read or contradicts itself.
        """
        facts, day = self.law.rulebook.facts, self.law.day
        profiles = [profile_of(household, facts, day) for household in households]
        tables = encode(profiles, facts)
        compiled = self.decide(tables)
        refused = tables.values(Table.HOUSEHOLDS, {"refused": compiled.refused}).get_column("refused")
        for position in refused.arg_true():
            self.rules.situation(profiles[position])
        answers: list[dict[Subject, StatusRow]] = [{} for _ in profiles]
        _collect(compiled, tables, answers, tables.household_of)
        alone = self.decide_for_nobody(tables)
        if alone is not None:
            _collect(alone.compiled, alone.tables, answers, alone.positions, is_anybody=True)
        return answers

    def _compile(self, stock: Stock) -> Compiled:
        return compiled_for(self.rules, stock, assume=self.assume)

    def _compile_for_nobody(self, stock: Stock) -> Compiled:
        return compiled_for_nobody(self.rules, stock, assume=self.assume)


def _collect(
    compiled: Compiled,
    tables: PolarsTables,
    answers: list[dict[Subject, StatusRow]],
    households: pl.Series,
    *,
    is_anybody: bool = False,
) -> None:
    """Add every programme's answers to those of the households.

    Args:
        compiled: Where the answers stand.
        tables: The list.
        answers: Answers by household.
        households: Position of each row's household: of members, or of the households that list nobody.
        is_anybody: Whether the answers are those of a stand-in.
    """
    for table in Table:
        decided = {name: one for name, one in compiled.decided.items() if one.table is table}
        if not decided:
            continue
        terms = {f"{part} {name}": term for name, one in decided.items() for part, term in _parts(one).items()}
        values = tables.values(table, terms).to_dict(as_series=False)
        members = tables.members.get_column(MEMBER_ID) if table is Table.MEMBERS else None
        for name, one in decided.items():
            columns = {part: values[f"{part} {name}"] for part in _parts(one)}
            for row, status in enumerate(_rows(one, columns, is_anybody=is_anybody)):
                at = row if members is None and not is_anybody else households[row]
                if status is not None:
                    answers[at][name, None if members is None else members[row]] = status


def _parts(one: Decided) -> dict[str, Term]:
    """The columns a programme's answers stand in."""
    parts = {"surely": one.eligible.surely, "possibly": one.eligible.possibly, "concerned": one.concerned.possibly}
    for index, granted in enumerate(one.benefits):
        money = granted.money
        if money is not None:
            parts |= {f"known{index}": money.known, f"low{index}": money.low, f"high{index}": money.high}
            parts |= {f"limit{index}": money.limit, f"computed{index}": money.computed}
    return parts


def _rows(one: Decided, columns: Mapping[str, list[Any]], *, is_anybody: bool) -> Iterator[StatusRow | None]:
    """The answer in each row; None where somebody is no subject."""
    for row, concerned in enumerate(columns["concerned"]):
        if not concerned:
            yield None
            continue
        code = ELIGIBLE if columns["surely"][row] else UNDETERMINED if columns["possibly"][row] else INELIGIBLE
        if code == ELIGIBLE and is_anybody:
            code = UNDETERMINED
        yield StatusRow(STATUSES[code], tuple(_sums(one, columns, row)))


def _sums(one: Decided, columns: Mapping[str, list[Any]], row: int) -> Iterator[SumRow | None]:
    for index, granted in enumerate(one.benefits):
        if granted.money is None:
            yield None
        elif not columns[f"known{index}"][row]:
            yield SumRow(None, None, None, is_computed=False)
        else:
            low, high, limit = (columns[f"{part}{index}"][row] for part in ("low", "high", "limit"))
            yield SumRow(low, high, LIMITS.get(limit), is_computed=columns[f"computed{index}"][row])
