"""Which missing answers could settle what is open, for every subject of a list: `matching.asking` as columns.

A fact is asked for where it is met on a path of unknown criteria from the root; a derived one for itself and for what
it follows from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, assert_never

from eligibility.matching.asking import DIED_ON, MEMBERS, PLACE
from eligibility.matching.columnar.facts import Subject
from eligibility.matching.columnar.programmes import subject_of
from eligibility.matching.columnar.values import Span
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
from eligibility.model.walk import parts, standards
from eligibility.profile import BEHIND_LINKS

if TYPE_CHECKING:
    from eligibility.matching.columnar.programmes import Programmes
    from eligibility.matching.columnar.terms import Pair, Term
    from eligibility.matching.household import Rule
    from eligibility.model.criteria import Criterion

Asked = Mapping[str, "Term"]
"""By fact: the subjects for whom it is asked, of whomever."""


class Asking:
    """Compiles questions.

    Args:
        programmes: The programmes they are about.
    """

    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes
        self._criteria = programmes.criteria
        self._terms = programmes.terms
        self._facts = programmes.criteria.facts

    def of(self, rule: Rule, subject: Subject) -> Asked:
        """By fact: the subjects of a programme whose answer to it could settle an open status."""
        terms = self._terms
        asked: list[Asked] = []
        if self._programmes.asks_for_place(rule):
            asked.append({PLACE: terms.true})
        if rule.condition is not None:
            asked.append(self._criterion(rule.condition.criterion, subject, frozenset()))
        if subject is Subject.MEMBER:
            asked.append({DIED_ON: self._open(self._criteria.presence)})
        asked.extend(self._criterion(when.criterion, subject, frozenset()) for when in rule.doubts if when is not None)
        return self._together(asked)

    def _criterion(self, criterion: Criterion, subject: Subject, within: frozenset[str]) -> Asked:
        is_open = self._open(self._criteria.verdict(criterion, subject))
        if is_open is self._terms.false:
            return {}
        match criterion:
            case FactTest():
                asked = self._test(criterion, subject, within)
            case AllOf() | AnyOf() | Not() | CountMet():
                asked = self._together(self._criterion(part, subject, within) for part in parts(criterion))
            case SomeMember() | CountMembers():
                asked = self._quantifier(criterion, subject, within)
            case EligibleFor():
                asked = self._together(
                    self._criterion(rule.condition.criterion, subject_of(rule, subject), within)
                    for rule in self._programmes.named(criterion)
                    if rule.condition is not None
                )
            case _:
                assert_never(criterion)
        return self._where(is_open, asked)

    def _test(self, criterion: FactTest, subject: Subject, within: frozenset[str]) -> Asked:
        asked: list[Asked] = []
        if criterion.stated_only:
            asked.append({criterion.fact: self._terms.true})
        else:
            asked.append(self._fact(criterion.fact, subject, within))
        asked.extend(
            self._fact(reference.by, subject, within)
            for reference in standards(criterion.tests)
            if reference.by is not None
        )
        return self._together(asked)

    def _quantifier(self, criterion: SomeMember | CountMembers, subject: Subject, within: frozenset[str]) -> Asked:
        """Questions about members who might meet a criterion, wherever their answer would count for the subject."""
        terms = self._terms
        incomplete = {MEMBERS: terms.no(self._criteria.is_complete)}
        presence = self._criteria.presence
        looked_at = terms.both(presence, self._criteria.verdict(criterion.where, Subject.MEMBER))
        inner = self._together(
            [self._criterion(criterion.where, Subject.MEMBER, within), {DIED_ON: self._open(presence)}]
        )
        of_maybe = self._where(self._open(looked_at), inner)
        if criterion.linked_by is None:
            return self._together([incomplete, {fact: self._somebody(term) for fact, term in of_maybe.items()}])
        if subject is Subject.NOBODY:
            return incomplete
        link = criterion.linked_by
        unlinked = terms.all_of(looked_at.possibly, terms.no(self._facts.knows_link(link)))
        of_unlinked = self._where(unlinked, self._together([inner, self._link(link)]))
        one = terms.constant(1)
        named = {fact: terms.at_least(terms.linked(term, link), one) for fact, term in of_maybe.items()}
        return self._together(
            [incomplete, named, {fact: self._somebody_else(term) for fact, term in of_unlinked.items()}]
        )

    def _link(self, name: str) -> Asked:
        """A link, and what of anybody it may yet follow from."""
        terms = self._terms
        asked = {name: terms.true}
        for fact in filter(self._facts.has, BEHIND_LINKS.get(name, ())):
            if fact in BEHIND_LINKS:
                is_open = terms.no(self._facts.knows_link(fact))
            else:
                is_open = self._fact(fact, Subject.MEMBER, frozenset()).get(fact, terms.false)
            there = terms.all_of(self._criteria.presence.possibly, is_open)
            asked[fact] = terms.at_least(terms.spread(terms.total(there)), terms.constant(1))
        return asked

    def _somebody(self, term: Term) -> Term:
        return self._terms.at_least(self._terms.total(term), self._terms.constant(1))

    def _somebody_else(self, term: Term) -> Term:
        terms = self._terms
        others = terms.minus(terms.spread(terms.total(term)), terms.counted(terms.spread(term)))
        return terms.at_least(others, terms.constant(1))

    def _fact(self, name: str, subject: Subject, within: frozenset[str]) -> Asked:
        of_whom = self._facts.subject(name, subject)
        value = self._facts.value(name, of_whom)
        if isinstance(value, Span):
            is_open = self._terms.no(self._terms.filled(self._terms.same(value.low, value.high), value=False))
            if value.low is value.high:
                is_open = self._terms.no(self._terms.known(value.low))
        else:
            is_open = self._terms.no(value.known)
        if is_open is self._terms.false:
            return {}
        if not self._facts.has_implied(name):
            return {name: is_open}
        if name in within:
            return {}
        return self._where(is_open, self._derived(name, of_whom, within | {name}))

    def _derived(self, name: str, subject: Subject, within: frozenset[str]) -> Asked:
        definition = self._facts.definition(name)
        if definition.type in (FactType.YEARS, FactType.MONTHS):
            dates = (definition.since, definition.until)
            return self._together(self._fact(date, subject, within) for date in dates if date is not None)
        terms = self._terms
        asked: list[Asked] = [{name: terms.true}]
        only_if, branches = self._facts.basis(name)
        if only_if is not None:
            asked.append(self._criterion(only_if, subject, within))
        reached = terms.true
        for when, _value in branches:
            if when is None:
                break
            asked.append(self._where(reached, self._criterion(when, subject, within)))
            reached = terms.all_of(reached, terms.no(self._criteria.verdict(when, subject).possibly))
        return self._together(asked)

    def _open(self, pair: Pair) -> Term:
        return self._terms.all_of(pair.possibly, self._terms.no(pair.surely))

    def _where(self, condition: Term, asked: Asked) -> Asked:
        return {fact: self._terms.all_of(condition, term) for fact, term in asked.items()}

    def _together(self, several: Iterable[Asked]) -> Asked:
        merged: dict[str, list[Term]] = {}
        for asked in several:
            for fact, term in asked.items():
                merged.setdefault(fact, []).append(term)
        terms = {fact: self._terms.any_of(*found) for fact, found in merged.items()}
        return {fact: term for fact, term in terms.items() if term is not self._terms.false}
