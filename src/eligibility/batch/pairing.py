"""Links as a list states them, by id, turned into positions of members."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from eligibility.batch.columns import link_column
from eligibility.batch.links import Links
from eligibility.matching.columnar.encoding import MEMBER_ID
from eligibility.matching.columnar.stock import KNOWN
from eligibility.matching.columnar.tables import OTHER, ROW

HOUSEHOLD = "household"
FACT, OTHER_ID = "fact", "other_id"


def stated_links(
    members: pl.DataFrame, household_of: pl.Series, table: pl.DataFrame | None, facts: Iterable[str]
) -> Links:
    """Links stated in columns of lists of ids, or in a table of their own.

    Args:
        members: Members in order, with a column of ids for each link stated in one.
        household_of: Position of each member's household.
        table: Household position, member, fact and whom it names; None where there is no such table.
        facts: Full names of the link facts.

    Returns:
        Pairs of different members; who is named but not there is passed over.
    """
    people = members.select(
        pl.int_range(members.height, dtype=pl.UInt32).alias(ROW),
        pl.Series(HOUSEHOLD, household_of),
        pl.col(MEMBER_ID).cast(pl.String),
    )
    others = people.rename({ROW: OTHER, MEMBER_ID: OTHER_ID})
    pairs: dict[str, pl.DataFrame] = {}
    known: dict[str, pl.Series] = {}
    for fact in facts:
        named = _named(fact, members, people, table)
        if named is None:
            continue
        pairs[fact] = (
            named.join(others, on=[HOUSEHOLD, OTHER_ID])
            .filter(pl.col(ROW) != pl.col(OTHER))
            .select(ROW, OTHER)
            .unique()
            .sort(ROW, OTHER)
        )
        column = fact + KNOWN
        if column in members.columns:
            known[fact] = members.get_column(column)
        else:
            known[fact] = people.get_column(ROW).is_in(named.get_column(ROW).unique().implode())
    return Links(pairs, known)


def _named(fact: str, members: pl.DataFrame, people: pl.DataFrame, table: pl.DataFrame | None) -> pl.DataFrame | None:
    """Household, position of a member, and the id named; None where the list states no such link."""
    if link_column(fact) in members.columns:
        lists = people.select(ROW, HOUSEHOLD).hstack([members.get_column(link_column(fact)).alias(OTHER_ID)])
        return lists.explode(OTHER_ID, empty_as_null=True).drop_nulls(OTHER_ID)
    if table is None:
        return None
    of_fact = table.filter(pl.col(FACT).is_in([fact, fact.partition(".")[2]]))
    return of_fact.join(people, on=[HOUSEHOLD, MEMBER_ID]).select(ROW, HOUSEHOLD, OTHER_ID)
