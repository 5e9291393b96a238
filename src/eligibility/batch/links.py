"""Links between members completed for whole lists, as `eligibility.profile` does for one household.

A marriage holds on both sides; relations to the head imply the rest. A stated link is never contradicted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from eligibility.matching.columnar.encoding import PAIRS
from eligibility.matching.columnar.stock import HIGH, LOW
from eligibility.matching.columnar.tables import OTHER, ROW
from eligibility.profile import ADULT_CHILD_YEARS

if TYPE_CHECKING:
    from collections.abc import Mapping

SPOUSE, RAISED_BY = "member.spouse", "member.raised_by"
RELATION, BIRTH, AGE = "member.relation_to_head", "member.birth_date", "member.age_years"
NEEDED = (RELATION, BIRTH, AGE)
"""Facts that imply links."""
_HOUSEHOLD, _YEAR = "household", 10_000


@dataclass(frozen=True)
class Links:
    """Links of the members of a range.

    Attributes:
        pairs: By fact: whose link, and whom it names, by position.
        known: By fact: whether it is known whom a member's link names.
    """

    pairs: Mapping[str, pl.DataFrame]
    known: Mapping[str, pl.Series]


def completed(members: pl.DataFrame, household_of: pl.Series, stated: Links, day: int) -> Links:
    """Complete stated links.

    Args:
        members: Members in the order of their households, with what `NEEDED` names as far as it was stated.
        household_of: Position of each member's household.
        stated: Links as stated.
        day: The reference date.
    """
    people = _people(members, household_of, day)
    pairs, known = dict(stated.pairs), dict(stated.known)
    for fact, implied in ((SPOUSE, _spouses(people, stated)), (RAISED_BY, _parents(people))):
        if fact not in known:
            known[fact] = pl.repeat(value=False, n=members.height, dtype=pl.Boolean, eager=True)
            pairs[fact] = pl.DataFrame(schema=PAIRS)
        silent = people.filter(~known[fact]).select(ROW)
        added = implied.join(silent, on=ROW, how="semi")
        linked = added.get_column(ROW).unique()
        others = added.filter(pl.col(ROW) != pl.col(OTHER))
        pairs[fact] = pl.concat([pairs[fact], others]).sort(ROW, OTHER)
        known[fact] = known[fact] | people.get_column(ROW).is_in(linked.implode())
    return Links(pairs, known)


def _people(members: pl.DataFrame, household_of: pl.Series, day: int) -> pl.DataFrame:
    """Position, household, relation to the head, and whether surely young enough to be brought up."""
    relation = members.get_column(RELATION) if RELATION in members.columns else pl.Series([None] * members.height)
    young = pl.lit(value=False)
    if AGE + HIGH in members.columns:
        young = (pl.col(AGE + HIGH) < ADULT_CHILD_YEARS).fill_null(value=False)
    if BIRTH + LOW in members.columns:
        by_birth = (day - pl.col(BIRTH + LOW)) // _YEAR < ADULT_CHILD_YEARS
        young = pl.coalesce(by_birth, young)
    positions = pl.int_range(members.height, dtype=pl.UInt32, eager=True)
    return members.select(
        pl.Series(ROW, positions),
        pl.Series(_HOUSEHOLD, household_of),
        pl.Series("relation", relation, dtype=pl.String),
        young.alias("young"),
    )


def _spouses(people: pl.DataFrame, stated: Links) -> pl.DataFrame:
    """Who names a member; else the other of head and spouse, where there is one of each."""
    pairs = stated.pairs.get(SPOUSE, pl.DataFrame(schema=PAIRS))
    named = pairs.select(pl.col(OTHER).alias(ROW), pl.col(ROW).alias(OTHER)).unique(maintain_order=True)
    head = people.filter(pl.col("relation") == "head")
    spouse = people.filter(pl.col("relation") == "spouse")
    only = [one.filter(pl.len().over(_HOUSEHOLD) == 1).select(_HOUSEHOLD, ROW) for one in (head, spouse)]
    couples = only[0].join(only[1].rename({ROW: OTHER}), on=_HOUSEHOLD).select(ROW, OTHER)
    both_ways = pl.concat([couples, couples.select(pl.col(OTHER).alias(ROW), pl.col(ROW).alias(OTHER))])
    return pl.concat([named, both_ways.join(named, on=ROW, how="anti")])


def _parents(people: pl.DataFrame) -> pl.DataFrame:
    """Head and spouse, for a child of the head who is surely young."""
    children = people.filter((pl.col("relation") == "child") & pl.col("young"))
    couple = people.filter(pl.col("relation").is_in(["head", "spouse"]))
    headed = people.filter(pl.col("relation") == "head").select(_HOUSEHOLD).unique()
    of_headed = couple.join(headed, on=_HOUSEHOLD, how="semi").select(_HOUSEHOLD, pl.col(ROW).alias(OTHER))
    return children.select(_HOUSEHOLD, ROW).join(of_headed, on=_HOUSEHOLD).select(ROW, OTHER)
