"""Reasons: the verdict of each named condition, with the fact it rests on and its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from eligibility.determination import MembersCounted, Reason
from eligibility.facts import written
from eligibility.matching.situation import HOUSEHOLD
from eligibility.model.criteria import (
    AllOf,
    AnyOf,
    CountMembers,
    CountMet,
    EligibleFor,
    FactTest,
    Not,
    SomeMember,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eligibility.determining.clauses import Cited
    from eligibility.matching.conditions import Condition
    from eligibility.matching.household import HouseholdMatcher
    from eligibility.matching.situation import Situation


def reasons_of(
    condition: Condition, matcher: HouseholdMatcher, situation: Situation, who: int, cited: Cited
) -> Iterator[Reason]:
    """Reasons in the order of the law: an unnamed combination is replaced by its parts, a named one stands for them."""
    criterion = condition.criterion
    if criterion.id is None:
        for part in condition.parts:
            yield from reasons_of(part, matcher, situation, who, cited)
        return
    citation = cited.index(criterion.cite[0]) if criterion.cite else 0
    verdict = condition.evaluate(situation, who)
    match criterion:
        case FactTest():
            value = matcher.knowledge.getter(criterion.fact)(situation, who)
            yield Reason(
                criterion=criterion.id,
                verdict=verdict,
                fact=criterion.fact,
                value=written(matcher.knowledge.definition(criterion.fact), value),
                citation=citation,
            )
        case SomeMember() | CountMembers():
            counted = None if condition.members is None else condition.members(situation, who)
            members = (
                None
                if counted is None
                else MembersCounted(
                    met=tuple(situation.ids[index] for index in counted[0]),
                    unknown=tuple(situation.ids[index] for index in counted[1]),
                )
            )
            yield Reason(criterion=criterion.id, verdict=verdict, members=members, citation=citation)
        case EligibleFor():
            yield Reason(criterion=criterion.id, verdict=verdict, programme=criterion.name, citation=citation)
        case AllOf() | AnyOf() | Not() | CountMet():
            parts = tuple(
                reason for part in condition.parts for reason in reasons_of(part, matcher, situation, who, cited)
            )
            yield Reason(criterion=criterion.id, verdict=verdict, parts=parts, citation=citation)
        case _:
            assert_never(criterion)


def name_of(situation: Situation, who: int) -> str:
    """Id of the member, or of the household."""
    return situation.profile.household_id if who == HOUSEHOLD or situation.is_nobody_listed else situation.ids[who]
