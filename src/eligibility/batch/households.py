"""Households as declared, such as a commune list gives, made into a range like those of a long list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from eligibility.batch.reading import Loaded
from eligibility.batch.refusals import Refusals
from eligibility.errors import HouseholdError
from eligibility.matching.columnar.encoding import encode
from eligibility.profile import Profile, profile_of

if TYPE_CHECKING:
    from eligibility.errors import Diagnostic
    from eligibility.household import Household
    from eligibility.model.fact import FactDictionary

_MEMBER_PATH = re.compile(r"household\.members\[(\d+)\](?:\.(\w+))?")


def loaded_from(households: Sequence[Household], dictionary: FactDictionary, day: int) -> Loaded:
    """A range of declared households; those that cannot be read are refused.

    Args:
        households: The households, each with an id of its own.
        dictionary: The facts.
        day: Reference date as `yyyymmdd`.
    """
    refusals = Refusals(pl.Series([household.id for household in households], dtype=pl.String))
    profiles: list[Profile] = []
    positions: list[int] = []
    for position, household in enumerate(households):
        try:
            profiles.append(profile_of(household, dictionary, day))
        except HouseholdError as error:
            for diagnostic in error.diagnostics:
                _refuse(refusals, position, household, diagnostic)
        else:
            positions.append(position)
    members = sum(len(household.members or ()) for household in households)
    return Loaded(encode(profiles, dictionary), pl.Series(positions, dtype=pl.UInt32), refusals, members)


def _refuse(refusals: Refusals, position: int, household: Household, diagnostic: Diagnostic) -> None:
    where = pl.Series([position], dtype=pl.UInt32)
    path = diagnostic.path or ""
    found = _MEMBER_PATH.fullmatch(path)
    if found is None:
        key = path.removeprefix("household.")
        refusals.households(where, f"household.{key}" if key not in ("", "members") else None, diagnostic.code)
        return
    member = (household.members or ())[int(found.group(1))].id
    fact = None if found.group(2) is None else f"member.{found.group(2)}"
    refusals.members(where, pl.Series([member]), fact, diagnostic.code)
