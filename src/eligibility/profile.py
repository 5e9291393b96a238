"""One household on one reference date: who is a member that day, links between members, what was stated.

Knows no rules: derivations of the dictionary are criteria, and those belong to the matchers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.errors import Diagnostic, HouseholdError
from eligibility.facts import Known, Statements, read_statements
from eligibility.period import Interval, completed_years
from eligibility.verdict import MET, NOT_MET, UNKNOWN, Verdict

if TYPE_CHECKING:
    from eligibility.household import Household
    from eligibility.model.fact import FactDictionary

_PLACE = "household.place"
ADULT_CHILD_YEARS = 22
"""A child of the head is taken to be brought up by the head and the spouse until this age (clauses.md D2, C1)."""
RELATION = "member.relation_to_head"
BEHIND_LINKS = {"member.spouse": (RELATION, "member.spouse"), "member.raised_by": (RELATION, "member.birth_date")}
"""Facts of members from which a link follows until it is stated."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Facts of one household on one reference date, ready to match.

    Attributes:
        household_id: Id for results.
        member_ids: Ids of those who are members on that day, or were before they died.
        household: Stated household facts by full name.
        members: Stated member facts by full name, links completed.
        present: Whether each is alive on that day.
        complete: Whether the list names everybody.
        not_born: Ids of those born later, who are not members yet.
    """

    household_id: str
    member_ids: tuple[str, ...]
    household: Mapping[str, Known]
    members: tuple[Mapping[str, Known], ...]
    present: tuple[Verdict, ...]
    complete: bool
    not_born: tuple[str, ...]

    @property
    def lives_in(self) -> str | None:
        """The place stated for the household, by id or name."""
        place = self.household.get(_PLACE)
        return place if isinstance(place, str) else None


def profile_of(household: Household, dictionary: FactDictionary, day: int) -> Profile:
    """Build the profile of a household on a day given as `yyyymmdd`.

    A member born after that day is not a member yet, which is worth a notice, not a refusal.

    Raises:
        HouseholdError: Facts cannot be read, or everybody is born later.
    """
    statements = read_statements(household, dictionary)
    declared = household.members or ()
    kept = [index for index, facts in enumerate(statements.members) if _is_born(facts, day)]
    not_born = tuple(member.id for index, member in enumerate(declared) if index not in kept)
    if declared and not kept:
        message = "every member is born after the reference date."
        raise HouseholdError([Diagnostic(code="nobody-born", message=message, path="household.members")])
    ids = tuple(declared[index].id for index in kept)
    return Profile(
        household_id=household.id,
        member_ids=ids,
        household=statements.household,
        members=_linked(ids, [statements.members[index] for index in kept], day),
        present=tuple(_presence(statements, index, day) for index in kept),
        complete=household.members is not None and household.members_complete,
        not_born=not_born,
    )


def _is_born(facts: Mapping[str, Known], day: int) -> bool:
    birth = facts.get("member.birth_date")
    return not isinstance(birth, Interval) or birth.low <= day


def _presence(statements: Statements, index: int, day: int) -> Verdict:
    died = statements.members[index].get("member.died_on")
    if not isinstance(died, Interval) or died.low > day:
        return MET
    return NOT_MET if died.high is not None and died.high <= day else UNKNOWN


def _linked(ids: tuple[str, ...], members: list[Mapping[str, Known]], day: int) -> tuple[Mapping[str, Known], ...]:
    """Complete links between members: a marriage holds on both sides, relations to the head imply the rest."""
    relation = [facts.get(RELATION) for facts in members]
    heads = frozenset(ids[index] for index, word in enumerate(relation) if word == "head")
    couple = heads | frozenset(ids[index] for index, word in enumerate(relation) if word == "spouse")
    named_by: dict[str, set[str]] = {}
    for index, facts in enumerate(members):
        for spouse in _ids(facts, "member.spouse") or ():
            named_by.setdefault(spouse, set()).add(ids[index])
    return tuple(
        _with_links(facts, ids[index], relation[index], heads, couple, named_by.get(ids[index]), day)
        for index, facts in enumerate(members)
    )


def _with_links(
    facts: Mapping[str, Known],
    own: str,
    relation: Known | None,
    heads: frozenset[str],
    couple: frozenset[str],
    named_by: set[str] | None,
    day: int,
) -> Mapping[str, Known]:
    links: dict[str, Known] = {}
    if "member.spouse" not in facts:
        if named_by:
            links["member.spouse"] = frozenset(named_by)
        elif own in couple and len(heads) == 1 and len(couple - heads) == 1:
            links["member.spouse"] = couple - {own}
    if "member.raised_by" not in facts and relation == "child" and heads and _is_young(facts, day):
        links["member.raised_by"] = couple
    return {**facts, **links} if links else facts


def _ids(facts: Mapping[str, Known], name: str) -> frozenset[str] | None:
    value = facts.get(name)
    return value if isinstance(value, frozenset) else None


def _is_young(facts: Mapping[str, Known], day: int) -> bool:
    """Surely under the age up to which a child of the head is taken to be brought up by the couple."""
    birth = facts.get("member.birth_date")
    if isinstance(birth, Interval):
        return completed_years(birth.low, day) < ADULT_CHILD_YEARS
    age = facts.get("member.age_years")
    return isinstance(age, Interval) and age.high is not None and age.high < ADULT_CHILD_YEARS
