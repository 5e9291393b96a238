"""Which missing answers could settle an open question.

Facts are met from the root of a condition through unknown nodes only; a derived fact stands for itself and for
what it follows from. No fact outside this list could decide the condition.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, assert_never

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
from eligibility.model.fact import FactType
from eligibility.period import Interval
from eligibility.profile import BEHIND_LINKS
from eligibility.verdict import NOT_MET, UNKNOWN

if TYPE_CHECKING:
    from eligibility.matching.conditions import Condition
    from eligibility.matching.knowledge import Knowledge
    from eligibility.matching.situation import Situation

PLACE = "household.place"
"""Asked where the place given is wider than a rule needs."""
MEMBERS = "household.members"
"""Asked where the list of members is missing or not complete."""
DIED_ON = "member.died_on"

Asked = dict[tuple[str, int], None]
"""Facts and the subjects they would be asked of, in the order met. A dict, to keep order without doubles."""

Ask = Callable[["Situation", int, Asked, frozenset[str]], None]
"""Adds what is to be asked for a subject: nothing where it is decided or known, nothing within the facts named."""

_NO_FACTS: frozenset[str] = frozenset()


class Asking:
    """Collects questions under the rules of one day and place, each condition compiled when it is first asked for.

    Args:
        knowledge: How facts are known.
        programmes_behind: Conditions that decide a condition on other programmes for a subject, with their subjects.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        programmes_behind: Callable[[EligibleFor, int], list[tuple[Condition, int]]],
    ) -> None:
        self._knowledge = knowledge
        self._programmes_behind = programmes_behind
        self._conditions: dict[Condition, Ask] = {}
        self._facts: dict[str, Ask] = {}

    def of(self, condition: Condition, situation: Situation, who: int) -> Asked:
        """Facts whose answer could settle a condition; empty where it is decided."""
        asked: Asked = {}
        self._condition(condition)(situation, who, asked, _NO_FACTS)
        return asked

    def of_fact(self, name: str, situation: Situation, who: int) -> Asked:
        """What to ask so that a fact becomes known."""
        asked: Asked = {}
        self._fact(name)(situation, who, asked, _NO_FACTS)
        return asked

    def _condition(self, condition: Condition) -> Ask:
        if condition not in self._conditions:
            self._conditions[condition] = self._compile(condition)
        return self._conditions[condition]

    def _compile(self, condition: Condition) -> Ask:
        criterion = condition.criterion
        match criterion:
            case FactTest():
                return self._test(criterion, condition)
            case AllOf() | AnyOf() | Not() | CountMet():
                return self._combination(condition)
            case SomeMember() | CountMembers():
                return self._quantifier(condition, criterion.linked_by)
            case EligibleFor():
                return self._eligible_for(criterion, condition)
            case _:
                assert_never(criterion)

    def _test(self, criterion: FactTest, condition: Condition) -> Ask:
        choosers = self._knowledge.choosers(criterion)
        definition = self._knowledge.definition(criterion.fact)
        if not (criterion.stated_only or choosers or definition.type.is_ordered):
            return self._fact(criterion.fact)  # such a test is open exactly where the fact is
        evaluate = condition.evaluate
        asks = [self._named(criterion.fact) if criterion.stated_only else self._fact(criterion.fact)]
        asks += map(self._fact, choosers)

        def ask(situation: Situation, who: int, asked: Asked, within: frozenset[str]) -> None:
            if evaluate(situation, who) is UNKNOWN:
                for one in asks:
                    one(situation, who, asked, within)

        return ask

    def _combination(self, condition: Condition) -> Ask:
        evaluate = condition.evaluate
        parts = tuple(map(self._condition, condition.parts))

        def ask(situation: Situation, who: int, asked: Asked, within: frozenset[str]) -> None:
            if evaluate(situation, who) is UNKNOWN:
                for part in parts:
                    part(situation, who, asked, within)

        return ask

    def _quantifier(self, condition: Condition, linked_by: str | None) -> Ask:
        evaluate, members = condition.evaluate, condition.members
        parts = tuple(map(self._condition, condition.parts))
        link = None if linked_by is None else self._fact(linked_by)

        def ask(situation: Situation, who: int, asked: Asked, within: frozenset[str]) -> None:
            if evaluate(situation, who) is not UNKNOWN:
                return
            if not situation.complete:
                asked[MEMBERS, HOUSEHOLD] = None
            if members is None:
                return
            for index in members(situation, who)[1]:
                if link is not None:
                    link(situation, index, asked, within)
                for part in parts:
                    part(situation, index, asked, within)
                if situation.profile.present[index] is UNKNOWN:
                    asked[DIED_ON, index] = None

        return ask

    def _eligible_for(self, criterion: EligibleFor, condition: Condition) -> Ask:
        evaluate = condition.evaluate

        def ask(situation: Situation, who: int, asked: Asked, within: frozenset[str]) -> None:
            if evaluate(situation, who) is UNKNOWN:
                for behind, subject in self._programmes_behind(criterion, who):
                    self._condition(behind)(situation, subject, asked, within)

        return ask

    def _fact(self, name: str) -> Ask:
        if name not in self._facts:
            self._facts[name] = self._stated(name) if self._knowledge.implied(name) is None else self._derived(name)
        return self._facts[name]

    def _named(self, name: str) -> Ask:
        """The fact itself, whatever is known of it by derivation."""
        is_household = self._knowledge.definition(name).scope == "household"

        def ask(_situation: Situation, who: int, asked: Asked, _within: frozenset[str]) -> None:
            asked[name, HOUSEHOLD if is_household else who] = None

        return ask

    def _stated(self, name: str) -> Ask:
        """For a fact that nothing implies; a link may yet follow from what is not known of any member."""
        is_household = self._knowledge.definition(name).scope == "household"
        is_open = self._is_open(name)
        behind = [(fact, self._is_open(fact)) for fact in filter(self._knowledge.has, BEHIND_LINKS.get(name, ()))]

        def ask(situation: Situation, who: int, asked: Asked, _within: frozenset[str]) -> None:
            subject = HOUSEHOLD if is_household else who
            if not is_open(situation, subject):
                return
            asked[name, subject] = None
            for fact, is_fact_open in behind:
                for index, _presence in situation.present:
                    if is_fact_open(situation, index):
                        asked[fact, index] = None

        return ask

    def _is_open(self, name: str) -> Callable[[Situation, int], bool]:
        """Whether a fact is unknown, or known only within bounds."""
        get = self._knowledge.getter(name)
        if not self._knowledge.definition(name).type.is_ordered:
            return lambda situation, who: get(situation, who) is None

        def is_open(situation: Situation, who: int) -> bool:
            value = get(situation, who)
            return value is None or (isinstance(value, Interval) and not value.is_point)

        return is_open

    def _derived(self, name: str) -> Ask:
        definition = self._knowledge.definition(name)
        is_household = definition.scope == "household"
        is_open = self._is_open(name)
        ends = [end for end in (definition.since, definition.until) if end is not None]
        is_age = definition.type in (FactType.YEARS, FactType.MONTHS)

        def ask(situation: Situation, who: int, asked: Asked, within: frozenset[str]) -> None:
            subject = HOUSEHOLD if is_household else who
            if not is_open(situation, subject) or name in within:
                return
            within |= {name}
            if is_age:
                for end in ends:
                    self._fact(end)(situation, subject, asked, within)
                return
            asked[name, subject] = None
            self._basis(name, situation, subject, asked, within)

        return ask

    def _basis(self, name: str, situation: Situation, who: int, asked: Asked, within: frozenset[str]) -> None:
        """What a derived fact follows from, as far as it is looked at."""
        only_if, branches = self._knowledge.basis(name)
        if only_if is not None:
            self._condition(only_if)(situation, who, asked, within)
        for when, _value in branches:
            if when is None:
                break
            self._condition(when)(situation, who, asked, within)
            if when.evaluate(situation, who) is not NOT_MET:
                break
