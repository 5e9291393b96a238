"""Verdicts of the programmes of one day and place by a Rete network, level by level.

Facts come from the same dictionary as for the household matcher (`matching.knowledge`); what is decided anew is every
criterion of every programme, quantifier and count.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from eligibility.determination import WhyNot
from eligibility.matching.comparison import bound_verdict
from eligibility.matching.durable.expressions import MOST_TESTS, holding_at_once
from eligibility.matching.durable.fields import (
    FALSE_CODE,
    TRUE_CODE,
    UNKNOWN_CODE,
    Polarity,
    field_name,
    field_values,
)
from eligibility.matching.durable.flat import Fields, Flattening
from eligibility.matching.durable.network import GREATEST_FIELDS, Network
from eligibility.matching.situation import HOUSEHOLD
from eligibility.model.criteria import CountMembers, CountMet, EligibleFor, SomeMember
from eligibility.model.programme import Standing
from eligibility.period import Interval, point
from eligibility.verdict import MET, NOT_MET, UNKNOWN, Verdict, at_least, conjunction, disjunction, verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from eligibility.matching.household import HouseholdMatcher, Rule
    from eligibility.matching.situation import Situation
    from eligibility.model.criteria import Criterion

CODE = {MET: TRUE_CODE, NOT_MET: FALSE_CODE, UNKNOWN: UNKNOWN_CODE}


@dataclass(eq=False)
class Question:
    """A criterion put to the network as two rules.

    Attributes:
        criterion: The criterion.
        is_of_household: Whether it is asked of the household rather than of each member.
        fields: What its two rules look at.
        surely: Constant answer to "surely", or None where a rule decides.
        possibly: The same for "possibly".
    """

    criterion: Criterion
    is_of_household: bool
    fields: Fields = field(default_factory=Fields)
    surely: bool | None = None
    possibly: bool | None = None


@dataclass(frozen=True, eq=False)
class Level:
    """Questions that rest on facts and on lower levels only, with the networks that answer them.

    Attributes:
        questions: The questions.
        networks: Each network with the questions whose rules it holds, by number.
    """

    questions: tuple[Question, ...]
    networks: tuple[tuple[Network, tuple[int, ...]], ...]


class DurableMatcher:
    """Decides the programmes of one day and place a second time.

    Args:
        matcher: The household matcher of that day and place, whose facts are used.
    """

    def __init__(self, matcher: HouseholdMatcher) -> None:
        self._matcher = matcher
        self._law = matcher.law
        self._flattening = Flattening(matcher.law)
        self._questions: dict[tuple[Criterion, bool], Question] = {}
        self._levels: dict[int, list[Question]] = {}
        self._level_of: dict[int, int] = {}
        for rule in matcher.rules.values():
            if rule.condition is not None:
                self._ask(rule.condition.criterion, is_of_household=_is_of_household(rule))
            for when in rule.doubts:
                if when is not None:
                    self._ask(when.criterion, is_of_household=_is_of_household(rule))

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """All levels, lowest first, compiled."""
        return tuple(self._compiled(tuple(self._levels[number])) for number in sorted(self._levels))

    def decide(self, situation: Situation) -> dict[tuple[str, int], Verdict]:
        """The verdict of each programme for each of its subjects, as `HouseholdMatcher.status` gives it."""
        answers: dict[tuple[int, int], Verdict] = {}
        for level in self.levels:
            self._answer(level, situation, answers)
        return {
            (name, who): self._status(rule, situation, who, answers)
            for name, rule in self._matcher.rules.items()
            if rule.applied.version is not None
            for who in self._matcher.subjects(rule, situation)
        }

    def _ask(self, criterion: Criterion, *, is_of_household: bool) -> int:
        """Register a question and everything below it.

        Returns:
            Its level.
        """
        key = (criterion, is_of_household)
        if key in self._questions:
            return self._level_of[id(self._questions[key])]
        question = Question(criterion, is_of_household)
        self._questions[key] = question
        for surely in (True, False):
            expression = self._flattening.expression(criterion, Polarity(surely), question.fields)
            if isinstance(expression, bool):
                setattr(question, "surely" if surely else "possibly", expression)
        below = [self._ask_below(outside, is_of_household) for outside in question.fields.outside.values()]
        level = max(below, default=-1) + 1
        self._level_of[id(question)] = level
        self._levels.setdefault(level, []).append(question)
        return level

    def _ask_below(self, outside: Criterion, is_of_household: bool) -> int:  # noqa: FBT001
        if isinstance(outside, SomeMember | CountMembers):
            return self._ask(outside.where, is_of_household=False)
        if isinstance(outside, CountMet):
            return max(self._ask(part, is_of_household=is_of_household) for part in outside.parts)
        if not isinstance(outside, EligibleFor):
            return self._ask(outside, is_of_household=is_of_household)
        levels = [-1]
        for rule in self._named(outside):
            if rule.condition is not None:
                levels.append(self._ask(rule.condition.criterion, is_of_household=_is_of_household(rule)))
            levels += [
                self._ask(when.criterion, is_of_household=_is_of_household(rule))
                for when in rule.doubts
                if when is not None
            ]
        return max(levels)

    def _compiled(self, questions: tuple[Question, ...]) -> Level:
        rules = [self._rules(number, question) for number, question in enumerate(questions)]
        networks: list[tuple[Network, tuple[int, ...]]] = []
        for numbers in self._within_limits(questions, rules):
            conditions = {name: condition for number in numbers for name, condition in rules[number].items()}
            networks.append((Network(conditions), numbers))
        return Level(questions, tuple(networks))

    def _rules(self, number: int, question: Question) -> dict[str, dict[str, object]]:
        """The conditions of a question's two rules; constants are no rules."""
        found: dict[str, dict[str, object]] = {}
        for surely in (True, False):
            expression = self._flattening.expression(question.criterion, Polarity(surely), question.fields)
            if not isinstance(expression, bool):
                found[_rule(number, surely=surely)] = expression
        return found

    def _within_limits(
        self, questions: tuple[Question, ...], rules: Sequence[Mapping[str, dict[str, object]]]
    ) -> list[tuple[int, ...]]:
        """Split questions so that no network bears more than the library can; members and household apart."""
        groups: list[tuple[int, ...]] = []
        for is_of_household in (True, False):
            current: list[int] = []
            fields: set[str] = set()
            tests = 0
            for number, question in enumerate(questions):
                if question.is_of_household is not is_of_household:
                    continue
                needed = self._field_names(question)
                more = sum(map(holding_at_once, rules[number].values()))
                if current and (len(fields | needed) > GREATEST_FIELDS or tests + more > MOST_TESTS):
                    groups.append(tuple(current))
                    current, fields, tests = [], set(), 0
                current.append(number)
                fields |= needed
                tests += more
            if current:
                groups.append(tuple(current))
        return groups

    def _field_names(self, question: Question) -> set[str]:
        names = set(question.fields.outside)
        for fact, stated_only in question.fields.facts:
            name = field_name(fact, stated_only=stated_only)
            names.update(field_values(self._law.rulebook.facts[fact], name, None))
        return names

    def _answer(self, level: Level, situation: Situation, answers: dict[tuple[int, int], Verdict]) -> None:
        for network, numbers in level.networks:
            questions = [level.questions[number] for number in numbers]
            subjects = [HOUSEHOLD] if questions[0].is_of_household else list(range(len(situation.stated) - 1))
            if not subjects:
                continue
            facts = [self._fact(questions, situation, who, answers) for who in subjects]
            for who, fired in zip(subjects, network.fire(facts), strict=True):
                for number, question in zip(numbers, questions, strict=True):
                    surely = _rule(number, surely=True) in fired if question.surely is None else question.surely
                    possibly = _rule(number, surely=False) in fired if question.possibly is None else question.possibly
                    answers[id(question), who] = verdict_of(surely=surely, possibly=possibly)

    def _fact(
        self, questions: list[Question], situation: Situation, who: int, answers: dict[tuple[int, int], Verdict]
    ) -> dict[str, int]:
        fields: dict[str, int] = {}
        knowledge = self._matcher.knowledge
        for question in questions:
            for fact, stated_only in question.fields.facts:
                name = field_name(fact, stated_only=stated_only)
                getter = knowledge.stated(fact) if stated_only else knowledge.getter(fact)
                fields.update(field_values(knowledge.definition(fact), name, getter(situation, who)))
            for name, outside in question.fields.outside.items():
                if name not in fields:
                    fields[name] = CODE[self._outside(outside, situation, who, answers)]
        return fields

    def _outside(
        self, outside: Criterion, situation: Situation, who: int, answers: dict[tuple[int, int], Verdict]
    ) -> Verdict:
        match outside:
            case CountMet():
                verdicts = [answers[id(self._questions[part, who == HOUSEHOLD]), who] for part in outside.parts]
                return at_least(outside.at_least, verdicts.count(MET), verdicts.count(UNKNOWN))
            case SomeMember():
                met, maybe = self._members(outside, situation, who, answers)
                return verdict_of(surely=met > 0, possibly=met + maybe > 0 or not situation.complete)
            case CountMembers():
                met, maybe = self._members(outside, situation, who, answers)
                count = Interval(met, met + maybe if situation.complete else None)
                limits = [(test, point(test.limit)) for test in outside.tests if isinstance(test.limit, int)]
                return conjunction(bound_verdict(test, count, limit) for test, limit in limits)
            case EligibleFor():
                return disjunction(self._belongs(rule, situation, who, answers) for rule in self._named(outside))
            case _:
                return answers[id(self._questions[outside, who == HOUSEHOLD]), who]

    def _members(
        self,
        outside: SomeMember | CountMembers,
        situation: Situation,
        who: int,
        answers: dict[tuple[int, int], Verdict],
    ) -> tuple[int, int]:
        met = maybe = 0
        question = self._questions[outside.where, False]
        link = None if outside.linked_by is None else self._matcher.knowledge.getter(outside.linked_by)
        for index, presence in situation.present:
            verdict = conjunction((presence, answers[id(question), index]))
            if link is not None:
                named = link(situation, index)
                if index == who or (isinstance(named, frozenset) and situation.ids[who] not in named):
                    continue
                verdict = conjunction((verdict, MET if isinstance(named, frozenset) else UNKNOWN))
            met += verdict is MET
            maybe += verdict is UNKNOWN
        return met, maybe

    def _belongs(self, rule: Rule, situation: Situation, who: int, answers: dict[tuple[int, int], Verdict]) -> Verdict:
        version = rule.applied.version
        if version is None:
            return UNKNOWN if rule.applied.why is WhyNot.NOT_ENCODED else NOT_MET
        if self._law.standing(version) is Standing.PENDING:
            return NOT_MET
        return self._decided(rule, situation, HOUSEHOLD if _is_of_household(rule) else who, answers)

    def _status(self, rule: Rule, situation: Situation, who: int, answers: dict[tuple[int, int], Verdict]) -> Verdict:
        verdict = self._decided(rule, situation, who, answers)
        return UNKNOWN if verdict is MET and situation.is_nobody_listed and who != HOUSEHOLD else verdict

    def _decided(self, rule: Rule, situation: Situation, who: int, answers: dict[tuple[int, int], Verdict]) -> Verdict:
        parts = [rule.applied.resident]
        if who != HOUSEHOLD and not situation.is_nobody_listed:
            presence = situation.profile.present[who]
            parts.append(~presence if rule.applied.programme.granted_to == "deceased" else presence)
        if rule.condition is not None:
            parts.append(answers[id(self._questions[rule.condition.criterion, who == HOUSEHOLD]), who])
        verdict = conjunction(parts)
        if verdict is MET and self._is_doubted(rule, who, answers):
            return UNKNOWN
        return verdict

    def _is_doubted(self, rule: Rule, who: int, answers: dict[tuple[int, int], Verdict]) -> bool:
        return any(
            when is None or answers[id(self._questions[when.criterion, who == HOUSEHOLD]), who] is not NOT_MET
            for when in rule.doubts
        )

    def _named(self, outside: EligibleFor) -> Iterable[Rule]:
        names = [outside.name] if outside.kind == "programme" else self._matcher.groups.get(outside.name, ())
        return [self._matcher.rules[name] for name in names]


def _is_of_household(rule: Rule) -> bool:
    return rule.applied.programme.granted_to == "household"


def _rule(number: int, *, surely: bool) -> str:
    return f"q{number}-{'surely' if surely else 'possibly'}"
