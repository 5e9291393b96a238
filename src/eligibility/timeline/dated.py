"""A household made fit for more than one day: ages by their dates, its place held.

An age without its date is true on one day only, and a province's name may pass to another territory.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eligibility.errors import Diagnostic, HouseholdError
from eligibility.facts import read_statements

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eligibility.household import Declared, Household
    from eligibility.model.fact import FactDefinition, FactDictionary

PLACE = "household.place"


def dated(household: Household, dictionary: FactDictionary, place: str) -> Household:
    """The household for a span of days.

    Args:
        household: The household as declared.
        dictionary: Says which facts are ages, and of which dates.
        place: Id of the unit it lives in on the first day, held where it states no place itself.

    Returns:
        The household without ages whose dates are stated, and with its place.

    Raises:
        HouseholdError: A fact cannot be read, or an age is stated without its date: every such age, with its path.
    """
    read_statements(household, dictionary)  # what is left out below is checked as well
    ages = [one for one in dictionary.values() if one.since is not None and one.until is None]
    problems: list[Diagnostic] = []
    facts = _without_ages(household.facts, ages, "household", problems)
    members = [
        replace(member, facts=_without_ages(member.facts, ages, f"household.members[{index}]", problems))
        for index, member in enumerate(household.members or ())
    ]
    if problems:
        raise HouseholdError(problems)
    if PLACE in dictionary and not facts.get(dictionary[PLACE].key):
        facts = {**facts, dictionary[PLACE].key: place}
    return replace(household, facts=facts, members=None if household.members is None else tuple(members))


def _without_ages(
    facts: Mapping[str, Declared], ages: list[FactDefinition], path: str, problems: list[Diagnostic]
) -> Mapping[str, Declared]:
    scope = path.partition(".")[0] if "[" not in path else "member"
    kept = dict(facts)
    for age in ages:
        if age.scope != scope or kept.get(age.key) in (None, ""):
            continue
        since = str(age.since).partition(".")[2]
        if kept.get(since) in (None, ""):
            message = f"{age.name} is an age without its date, which holds on one day only."
            hint = f"Give {since} instead; the year is enough."
            problems.append(Diagnostic("age-without-date", message, path=f"{path}.{age.key}", hint=hint))
        del kept[age.key]
    return kept
