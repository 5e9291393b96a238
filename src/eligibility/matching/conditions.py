"""Criteria turned into functions of a household's situation: the verdict of each, three-valued.

The meaning of every kind of condition for one household. Reasons and questions walk the same tree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from eligibility.matching.comparison import bound_verdict, fact_test
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
from eligibility.period import Interval, point
from eligibility.verdict import MET, NOT_MET, UNKNOWN, Verdict, at_least, conjunction, disjunction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eligibility.matching.knowledge import Knowledge
    from eligibility.matching.law import LawOfTheDay
    from eligibility.matching.situation import Situation
    from eligibility.model.benefit import PerMember
    from eligibility.model.criteria import Bound, Criterion, Quantifier
    from eligibility.model.programme import GrantedTo

Evaluate = Callable[["Situation", int], Verdict]
"""The verdict of a condition for a subject: a member's index, or `HOUSEHOLD`."""

Members = Callable[["Situation", int], tuple[list[int], list[int]]]
"""Members who meet a quantified condition, and those who might."""


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """A criterion with its meaning.

    Attributes:
        criterion: As the pack states it.
        evaluate: Its verdict for a subject.
        parts: Conditions directly inside it.
        members: For a quantifier: who meets it.
    """

    criterion: Criterion
    evaluate: Evaluate
    parts: tuple[Condition, ...] = ()
    members: Members | None = None


class Conditions:
    """Compiles criteria for one day and place.

    Args:
        law: The law of that day and place.
        knowledge: How facts are known.
        programme_verdict: Decides another programme for a subject, by id.
        programmes_of_group: Ids of the programmes of each group that apply.
    """

    def __init__(
        self,
        law: LawOfTheDay,
        knowledge: Knowledge,
        programme_verdict: Callable[[str, Situation, int], Verdict],
        programmes_of_group: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._law = law
        self._knowledge = knowledge
        self._programme_verdict = programme_verdict
        self._programmes_of_group = programmes_of_group

    def compile(self, criterion: Criterion) -> Condition:
        """Give a criterion and everything inside it their meaning."""
        match criterion:
            case FactTest():
                return Condition(criterion, fact_test(criterion, self._law, self._knowledge))
            case AllOf(parts=parts):
                conditions = tuple(self.compile(part) for part in parts)
                return Condition(criterion, _all_of(conditions), conditions)
            case AnyOf(parts=parts):
                conditions = tuple(self.compile(part) for part in parts)
                return Condition(criterion, _any_of(conditions), conditions)
            case Not(part=part):
                condition = self.compile(part)
                return Condition(criterion, _not(condition), (condition,))
            case CountMet(parts=parts, at_least=least):
                conditions = tuple(self.compile(part) for part in parts)
                return Condition(criterion, _count_met(conditions, least), conditions)
            case SomeMember() | CountMembers():
                where = self.compile(criterion.where)
                members = self.members(where, criterion.linked_by)
                return Condition(criterion, _quantified(criterion, members), (where,), members)
            case EligibleFor():
                return Condition(criterion, self._eligible_for(criterion))
            case _:
                assert_never(criterion)

    def members(self, where: Condition | None, linked_by: str | None) -> Members:
        """Who meets a condition, and who might; without a condition, who is there.

        Args:
            where: Condition on the member looked at.
            linked_by: Only members whose fact names the subject, never the subject itself.
        """
        link = None if linked_by is None else self._knowledge.getter(linked_by)

        def look(situation: Situation, who: int) -> tuple[list[int], list[int]]:
            met: list[int] = []
            maybe: list[int] = []
            for index, presence in situation.present:
                verdict = presence
                if link is not None:
                    if index == who:
                        continue
                    named = link(situation, index)
                    if not isinstance(named, frozenset):
                        verdict = UNKNOWN
                    elif situation.ids[who] not in named:
                        continue
                if where is not None:
                    verdict = conjunction((verdict, where.evaluate(situation, index)))
                if verdict is MET:
                    met.append(index)
                elif verdict is UNKNOWN:
                    maybe.append(index)
            return met, maybe

        return look

    def counting(self, per_member: PerMember) -> Condition:
        """The members something is granted for, as a condition that is open while their number is.

        Its parts are asked of the members counted, never of the subject.
        """
        where = None if per_member.where is None else self.compile(per_member.where)
        members = self.members(where, per_member.linked_by)
        criterion = SomeMember(where=per_member.where or AllOf(parts=()), linked_by=per_member.linked_by)

        def evaluate(situation: Situation, who: int) -> Verdict:
            return UNKNOWN if members(situation, who)[1] or not situation.complete else MET

        return Condition(criterion, evaluate, () if where is None else (where,), members)

    def _eligible_for(self, criterion: EligibleFor) -> Evaluate:
        names = (
            (criterion.name,) if criterion.kind == "programme" else self._programmes_of_group.get(criterion.name, ())
        )
        granted_to: Mapping[str, GrantedTo] = {name: self._law.rulebook.programmes[name].granted_to for name in names}
        decide = self._programme_verdict

        def evaluate(situation: Situation, who: int) -> Verdict:
            return disjunction(
                decide(name, situation, HOUSEHOLD if granted_to[name] == "household" else who) for name in names
            )

        return evaluate


def _all_of(conditions: tuple[Condition, ...]) -> Evaluate:
    parts = tuple(condition.evaluate for condition in conditions)

    def evaluate(situation: Situation, who: int) -> Verdict:
        outcome = MET
        for part in parts:
            verdict = part(situation, who)
            if verdict is NOT_MET:
                return NOT_MET
            if verdict is UNKNOWN:
                outcome = UNKNOWN
        return outcome

    return evaluate


def _any_of(conditions: tuple[Condition, ...]) -> Evaluate:
    parts = tuple(condition.evaluate for condition in conditions)

    def evaluate(situation: Situation, who: int) -> Verdict:
        outcome = NOT_MET
        for part in parts:
            verdict = part(situation, who)
            if verdict is MET:
                return MET
            if verdict is UNKNOWN:
                outcome = UNKNOWN
        return outcome

    return evaluate


def _not(condition: Condition) -> Evaluate:
    part = condition.evaluate
    return lambda situation, who: ~part(situation, who)


def _count_met(conditions: tuple[Condition, ...], least: int) -> Evaluate:
    def evaluate(situation: Situation, who: int) -> Verdict:
        verdicts = [condition.evaluate(situation, who) for condition in conditions]
        return at_least(least, verdicts.count(MET), verdicts.count(UNKNOWN))

    return evaluate


def _quantified(criterion: Quantifier, members: Members) -> Evaluate:
    def some(situation: Situation, who: int) -> Verdict:
        met, maybe = members(situation, who)
        if met:
            return MET
        return UNKNOWN if maybe or not situation.complete else NOT_MET

    def counted(tests: tuple[Bound, ...]) -> Evaluate:
        limits = [(test, point(test.limit)) for test in tests if isinstance(test.limit, int)]

        def evaluate(situation: Situation, who: int) -> Verdict:
            met, maybe = members(situation, who)
            count = Interval(len(met), len(met) + len(maybe) if situation.complete else None)
            return conjunction(bound_verdict(test, count, limit) for test, limit in limits)

        return evaluate

    return some if isinstance(criterion, SomeMember) else counted(criterion.tests)
