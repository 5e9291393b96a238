"""Groups for whole lists: what becomes of an entitlement among those it competes with.

Competitions are decided by `determining.cumulation`, once per distinct combination of claims. Alternatives are shown
side by side, as one range.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import polars as pl

from eligibility.determining.cumulation import Line, highest_only
from eligibility.matching.columnar.amounts import CEILING
from eligibility.matching.columnar.encoding import MEMBER_ID, PAIRS
from eligibility.matching.columnar.stock import KNOWN
from eligibility.matching.columnar.tables import OTHER, ROW
from eligibility.matching.columnar.terms import Table, Term

if TYPE_CHECKING:
    from eligibility.matching.columnar.amounts import Money
    from eligibility.matching.columnar.compiled import Compiled, Decided
    from eligibility.matching.columnar.tables import PolarsTables
    from eligibility.matching.law import LawOfTheDay
    from eligibility.model.cumulation import Group

GROUP_LOW, GROUP_HIGH, STATE = "group_low", "group_high", "state"
SPOUSE: Final = "member.spouse"
_PARTS = ("possibly", "surely", "low", "high")
_COMBINATION = "combination"

Claim = tuple[bool, bool, int, int | None]
"""Of one programme and subject: possibly and surely eligible, least and greatest đồng."""


class _Line(NamedTuple):
    """A claim in a competition.

    Attributes:
        programme: Number of the programme in the group.
        rank: Place of its owner among those whose lines compete.
        is_own: Whether the owner is the subject.
        is_certain: Whether the owner surely competes.
        claim: The claim.
    """

    programme: int
    rank: int
    is_own: bool
    is_certain: bool
    claim: Claim


class _Drawn(NamedTuple):
    """States of a subject's own lines by programme, and what it draws."""

    states: Mapping[int, str]
    low: int
    high: int | None


@dataclass(frozen=True)
class Settled:
    """A group for the subjects that are eligible for one of its programmes.

    Attributes:
        group: The group.
        rows: Positions of those subjects, in order.
        states: State of each programme's line, by programme; null where it has none.
        low: Least đồng drawn from the group; null where nothing is known.
        high: Greatest; null where nothing bounds it.
    """

    group: Group
    rows: pl.Series
    states: Mapping[str, pl.Series]
    low: pl.Series
    high: pl.Series


def settle(
    law: LawOfTheDay, compiled: Compiled, tables: PolarsTables, allowed: Mapping[Table, pl.Series | None]
) -> dict[str, Settled]:
    """Settle every group that has a provision on the day.

    Args:
        law: The law of the day.
        compiled: The rules, already computed on the tables.
        tables: The list.
        allowed: Which rows of each table are judged at all; None for all.
    """
    settled: dict[str, Settled] = {}
    for name, lines in _lines(compiled).items():
        group = law.rulebook.groups[name]
        if law.group_version(group) is None:
            continue
        table = lines[0].table
        somebody = compiled.programmes.terms.any_of(*(line.eligible.surely for line in lines))
        mask = tables.values(table, {ROW: somebody}).get_column(ROW)
        if allowed[table] is not None:
            mask = mask & allowed[table]
        rows = mask.arg_true()
        if rows.is_empty():
            continue
        if group.rule == "choose_one":
            settled[name] = _alternatives(group, lines, compiled, tables, rows)
        else:
            settled[name] = _Competition(group, lines, law, compiled, tables).settled(rows)
    return settled


def needs_links(law: LawOfTheDay) -> bool:
    """Whether a group looks at couples."""
    return any(
        group.within == "spouses" and law.group_version(group) is not None for group in law.rulebook.groups.values()
    )


def _lines(compiled: Compiled) -> dict[str, list[Decided]]:
    """Programmes by group, in rulebook order."""
    lines: dict[str, list[Decided]] = {}
    for one in compiled.decided.values():
        version = one.rule.applied.version
        if version is not None and version.group is not None:
            lines.setdefault(version.group, []).append(one)
    return lines


def _money(line: Decided) -> Money | None:
    return line.benefits[0].money if line.benefits else None


def _name(line: Decided) -> str:
    return line.rule.applied.programme.id


def _alternatives(
    group: Group, lines: Sequence[Decided], compiled: Compiled, tables: PolarsTables, rows: pl.Series
) -> Settled:
    """Every line not ineligible is one to choose from; together they are a range."""
    terms = compiled.programmes.terms
    lows: list[Term] = []
    highs: list[Term] = []
    bounded: list[Term] = []
    for line in lines:
        money = _money(line)
        if money is not None:
            counts = terms.all_of(line.eligible.possibly, money.known)
            is_ceiling = terms.filled(terms.same(money.limit, terms.constant(CEILING)), value=False)
            # Of "at most so much" the least is not stated.
            least = terms.chosen(is_ceiling, terms.constant(0), money.low)
            lows.append(terms.chosen(counts, least, terms.null))
            highs.append(terms.chosen(counts, money.high, terms.null))
            bounded.append(terms.any_of(terms.no(counts), terms.known(money.high)))
    high = terms.chosen(terms.all_of(*bounded), terms.greatest(*highs), terms.null)
    drawn = tables.values(lines[0].table, {GROUP_LOW: terms.least(*lows), GROUP_HIGH: high}, rows)
    state = pl.repeat("alternative", rows.len(), eager=True)
    return Settled(group, rows, {_name(line): state for line in lines}, drawn[GROUP_LOW], drawn[GROUP_HIGH])


class _Competition:
    """A group in which only the highest is drawn."""

    def __init__(
        self, group: Group, lines: Sequence[Decided], law: LawOfTheDay, compiled: Compiled, tables: PolarsTables
    ) -> None:
        self._group = group
        # Only what can be claimed competes.
        self._lines = [line for line in lines if self._is_due(line, law)]
        self._compiled = compiled
        self._tables = tables

    def settled(self, rows: pl.Series) -> Settled:
        if not self._lines:
            nothing = pl.repeat(None, rows.len(), dtype=pl.Int64, eager=True)
            return Settled(self._group, rows, {}, nothing, nothing)
        claims = self._claims(rows)
        if self._group.within == "spouses":
            return self._of_couples(rows, claims)
        different = claims.unique(maintain_order=True).with_row_index(_COMBINATION)
        of_row = claims.join(different, on=claims.columns, how="left", nulls_equal=True, maintain_order="left")
        draws = [self._draw(_cut(row)) for row in different.drop(_COMBINATION).iter_rows()]
        return self._outcome(rows, draws, of_row.get_column(_COMBINATION))

    @staticmethod
    def _is_due(line: Decided, law: LawOfTheDay) -> bool:
        version = line.rule.applied.version
        return version is not None and law.is_due(version) and bool(version.benefits)

    def _claims(self, rows: pl.Series) -> pl.DataFrame:
        terms = self._compiled.programmes.terms
        columns: dict[str, Term] = {}
        for index, line in enumerate(self._lines):
            money = _money(line)
            # Equal for all who make no claim, so that there are few combinations.
            counts = terms.false if money is None else terms.all_of(line.eligible.possibly, money.known)
            low = terms.constant(0) if money is None else terms.chosen(counts, money.low, terms.constant(0))
            high = terms.null if money is None else terms.chosen(counts, money.high, terms.null)
            values = (line.eligible.possibly, line.eligible.surely, low, high)
            columns |= {f"{part}{index}": value for part, value in zip(_PARTS, values, strict=True)}
        return self._tables.values(self._lines[0].table, columns, rows)

    def _draw(self, claims: Sequence[_Line]) -> _Drawn:
        """States of the subject's own lines by programme, and what is drawn."""
        made = [one for one in sorted(claims, key=lambda one: (one.programme, one.rank)) if one.claim[0]]
        lines = [
            Line(
                programme=_name(self._lines[one.programme]),
                owner=one.rank,
                is_sure=one.claim[1] and one.is_certain,
                low=one.claim[2],
                high=one.claim[3],
            )
            for one in made
        ]
        draw = highest_only(lines, self._group.together)
        states = {one.programme: state for one, state in zip(made, draw.states, strict=True) if one.is_own}
        return _Drawn(states, draw.low, draw.high)

    def _of_couples(self, rows: pl.Series, claims: pl.DataFrame) -> Settled:
        """Lines of a couple compete; while it is not known who the spouse is, everybody else may be."""
        others = self._others(rows)
        positions = others.get_column(OTHER).unique().sort()
        theirs = dict(zip(positions, self._claims(positions).iter_rows(), strict=True))
        of_subject: dict[int, list[tuple[int, bool]]] = {}
        for row, other, is_certain in others.iter_rows():
            of_subject.setdefault(row, []).append((other, is_certain))
        names = self._tables.members.get_column(MEMBER_ID).cast(pl.String)
        draws: list[_Drawn] = []
        known: dict[tuple[_Line, ...], _Drawn] = {}
        for position, row in zip(rows, claims.iter_rows(), strict=True):
            owners = [(names[position], row, True, True)]
            owners += [(names[other], theirs[other], False, sure) for other, sure in of_subject.get(position, ())]
            # A tie must fall the same way for both of a couple.
            owners.sort(key=lambda owner: owner[0])
            lines = tuple(
                line
                for rank, (_, columns, is_own, is_certain) in enumerate(owners)
                for line in _cut(columns, rank, is_own=is_own, is_certain=is_certain)
            )
            if lines not in known:
                known[lines] = self._draw(lines)
            draws.append(known[lines])
        return self._outcome(rows, draws, pl.int_range(rows.len(), eager=True))

    def _others(self, rows: pl.Series) -> pl.DataFrame:
        """Subject, other member and whether the other surely is the spouse, in the order of the members."""
        terms = self._compiled.programmes.terms
        criteria = self._compiled.programmes.criteria
        told = self._tables.values(
            Table.MEMBERS,
            {KNOWN: terms.spread(criteria.facts.knows_link(SPOUSE)), "present": criteria.presence.possibly},
        )
        positions = pl.int_range(self._tables.members.height, dtype=pl.UInt32, eager=True)
        people = pl.DataFrame({ROW: positions, "household": self._tables.household_of, **told.to_dict()})
        subjects = people.filter(positions.is_in(rows.cast(pl.UInt32).implode()))
        present = people.filter("present").select(pl.col(ROW).alias(OTHER), "household")
        pairs = self._tables.links.get(SPOUSE, pl.DataFrame(schema=PAIRS))
        certain = subjects.filter(KNOWN).select(ROW).join(pairs, on=ROW).join(present.select(OTHER), on=OTHER)
        perhaps = subjects.filter(~pl.col(KNOWN)).select(ROW, "household").join(present, on="household")
        return pl.concat(
            [
                certain.select(ROW, OTHER, certain=pl.lit(value=True)),
                perhaps.filter(pl.col(ROW) != pl.col(OTHER)).select(ROW, OTHER, certain=pl.lit(value=False)),
            ]
        ).sort(ROW, OTHER)

    def _outcome(self, rows: pl.Series, draws: Sequence[_Drawn], of_row: pl.Series) -> Settled:
        states = {
            _name(line): pl.Series([draw.states.get(index) for draw in draws], dtype=pl.String).gather(of_row)
            for index, line in enumerate(self._lines)
        }
        low = pl.Series([draw.low for draw in draws], dtype=pl.Int64).gather(of_row)
        high = pl.Series([draw.high for draw in draws], dtype=pl.Int64).gather(of_row)
        return Settled(self._group, rows, states, low, high)


def _cut(row: Sequence[Any], rank: int = 0, *, is_own: bool = True, is_certain: bool = True) -> list[_Line]:
    """A row of columns as one line per programme."""
    claims = [tuple(row[start : start + len(_PARTS)]) for start in range(0, len(row), len(_PARTS))]
    return [_Line(index, rank, is_own, is_certain, claim) for index, claim in enumerate(claims)]
