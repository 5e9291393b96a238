"""Reasons: the verdict of each named condition, with the fact it rests on and its clause."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, assert_never

from eligibility.determination import MembersCounted, Reason
from eligibility.facts import written
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
from eligibility.model.fact import FactType

if TYPE_CHECKING:
    from eligibility.citation import Citation
    from eligibility.facts import Known
    from eligibility.matching.conditions import Condition, Members
    from eligibility.matching.knowledge import Knowledge
    from eligibility.matching.situation import Situation

Say = Callable[["Situation", int], Reason]
"""The reason a named condition gives for a subject."""


class Reasons:
    """Reasons under one rule, compiled once: everybody's rest on the same conditions and clauses.

    Args:
        condition: Who is eligible; None where the version states no condition.
        knowledge: How facts are known.
        first: Citations that come first: those of the version.

    Attributes:
        says: What gives each reason, in the order of the law.
        citations: Those of the version and of the conditions; reasons name them by number.
    """

    def __init__(self, condition: Condition | None, knowledge: Knowledge, first: tuple[Citation, ...]) -> None:
        self._knowledge = knowledge
        self._cited = dict.fromkeys(first)
        self.says = () if condition is None else tuple(self._of(condition))
        self.citations = tuple(self._cited)

    def _of(self, condition: Condition) -> list[Say]:
        """An unnamed combination is replaced by its parts, a named one stands for them."""
        criterion = condition.criterion
        if criterion.id is None:
            return self._of_parts(condition)
        citation = self._number(criterion.cite[0]) if criterion.cite else 0
        match criterion:
            case FactTest():
                return [self._fact(criterion, criterion.id, condition, citation)]
            case SomeMember() | CountMembers():
                return [_members(criterion.id, condition, citation)]
            case EligibleFor():
                return [_programme(criterion, criterion.id, condition, citation)]
            case AllOf() | AnyOf() | Not() | CountMet():
                return [_combination(criterion.id, condition, citation, tuple(self._of_parts(condition)))]
            case _:
                assert_never(criterion)

    def _of_parts(self, condition: Condition) -> list[Say]:
        return [say for part in condition.parts for say in self._of(part)]

    def _number(self, citation: Citation) -> int:
        self._cited.setdefault(citation)
        return list(self._cited).index(citation)

    def _fact(self, criterion: FactTest, name: str, condition: Condition, citation: int) -> Say:
        evaluate = condition.evaluate
        definition = self._knowledge.definition(criterion.fact)
        get = self._knowledge.getter(criterion.fact)

        def told(situation: Situation, who: int, value: Known | None) -> Reason:
            return Reason(
                criterion=name,
                verdict=evaluate(situation, who),
                fact=criterion.fact,
                value=written(definition, value),
                citation=citation,
            )

        if criterion.stated_only:
            return lambda situation, who: told(situation, who, get(situation, who))

        # The value alone decides a test without limits, as its absence decides any: such reasons are told once.
        is_decisive = definition.type in {FactType.BOOLEAN, FactType.CHOICE}
        kept: dict[Known | None, Reason] = {}

        def say(situation: Situation, who: int) -> Reason:
            value = get(situation, who)
            reason = kept.get(value)
            if reason is None:
                reason = told(situation, who, value)
                if is_decisive or value is None:
                    kept[value] = reason
            return reason

        return say


def _members(name: str, condition: Condition, citation: int) -> Say:
    evaluate = condition.evaluate

    def say(situation: Situation, who: int) -> Reason:
        members = None if condition.members is None else _counted(condition.members, situation, who)
        return Reason(criterion=name, verdict=evaluate(situation, who), members=members, citation=citation)

    return say


def _counted(members: Members, situation: Situation, who: int) -> MembersCounted:
    met, unknown = members(situation, who)
    ids = situation.ids
    return MembersCounted(met=tuple(ids[index] for index in met), unknown=tuple(ids[index] for index in unknown))


def _programme(criterion: EligibleFor, name: str, condition: Condition, citation: int) -> Say:
    evaluate = condition.evaluate
    return lambda situation, who: Reason(
        criterion=name, verdict=evaluate(situation, who), programme=criterion.name, citation=citation
    )


def _combination(name: str, condition: Condition, citation: int, says: tuple[Say, ...]) -> Say:
    evaluate = condition.evaluate
    return lambda situation, who: Reason(
        criterion=name,
        verdict=evaluate(situation, who),
        parts=tuple(say(situation, who) for say in says),
        citation=citation,
    )
