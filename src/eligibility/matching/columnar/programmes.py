"""Programmes as pairs of columns: who surely and who possibly is eligible, and how other programmes see it.

The same meaning as `matching.household`: residence, presence, doubts, references.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.determination import WhyNot
from eligibility.matching.columnar.criteria import Criteria
from eligibility.matching.columnar.facts import Subject
from eligibility.matching.columnar.making import Terms
from eligibility.matching.columnar.terms import Pair, Term
from eligibility.model.programme import Standing
from eligibility.verdict import MET, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eligibility.matching.columnar.stock import Stock
    from eligibility.matching.household import HouseholdMatcher, Rule
    from eligibility.model.criteria import EligibleFor
    from eligibility.model.programme import GrantedTo

STATUSES = ("not_applicable", "ineligible", "undetermined", "eligible")
"""Statuses by their code."""
NOT_APPLICABLE, INELIGIBLE, UNDETERMINED, ELIGIBLE = range(4)


class Programmes:
    """Compiles the programmes of one day, place and stock of columns.

    Args:
        matcher: The rules of that day and place.
        stock: What the columns say.
        assume: Whether silence is given the dictionary's meaning.
    """

    def __init__(self, matcher: HouseholdMatcher, stock: Stock, *, assume: bool) -> None:
        self._matcher = matcher
        self.terms = Terms()
        self.criteria = Criteria(self.terms, matcher.law, stock, self._belongs, assume=assume)
        self._decided: dict[tuple[str, Subject], Pair] = {}

    @property
    def in_force(self) -> Mapping[str, Rule]:
        """Programmes of which a version applies, in rulebook order."""
        return {name: rule for name, rule in self._matcher.rules.items() if rule.applied.version is not None}

    def decided(self, name: str, subject: Subject) -> Pair:
        """Whether a subject is eligible under the version in force.

        Args:
            name: Id of the programme.
            subject: A member; nobody for a household's programme, and for the stand-in where nobody is listed.
        """
        key = (name, subject_of(self._matcher.rules[name], subject))
        if key not in self._decided:
            self._decided[key] = self._decide(self._matcher.rules[name], key[1])
        return self._decided[key]

    def concerns(self, rule: Rule) -> Pair:
        """Whose situations a member's programme is decided for: those alive, or for a programme on deaths those dead.

        Returns:
            Surely and possibly the subject; the second says who has a status at all.
        """
        alive = self.criteria.presence
        return self.terms.opposite(alive) if rule.applied.programme.granted_to == "deceased" else alive

    def doubts(self, rule: Rule, subject: Subject) -> Term:
        """Where something not modelled withholds a positive answer: unless its condition is surely not met."""
        conditions = [
            self.terms.true if when is None else self.criteria.verdict(when.criterion, subject).possibly
            for when in rule.doubts
        ]
        return self.terms.any_of(*conditions)

    def asks_for_place(self, rule: Rule) -> bool:
        """Whether knowing better where people live could settle that a rule is theirs."""
        return rule.applied.resident is UNKNOWN and self._matcher.law.is_place_wider(rule.applied)

    def named(self, criterion: EligibleFor) -> Iterator[Rule]:
        """The programmes a reference names, in force or not."""
        names = (criterion.name,) if criterion.kind == "programme" else self._matcher.groups.get(criterion.name, ())
        for name in names:
            yield self._matcher.rules[name]

    def _belongs(self, criterion: EligibleFor, subject: Subject) -> Pair:
        return self.terms.either(*(self._seen(rule, subject) for rule in self.named(criterion)))

    def _seen(self, rule: Rule, subject: Subject) -> Pair:
        """What other programmes see: one that does not apply or still waits bars nothing and opens nothing."""
        if rule.applied.version is None:
            return self.terms.unknown if rule.applied.why is WhyNot.NOT_ENCODED else self.terms.not_met
        if rule.standing is Standing.PENDING:
            return self.terms.not_met
        return self.decided(rule.applied.programme.id, subject)

    def _decide(self, rule: Rule, subject: Subject) -> Pair:
        terms = self.terms
        parts = [] if rule.condition is None else [self.criteria.verdict(rule.condition.criterion, subject)]
        if rule.applied.resident is not MET:
            parts.append(terms.unknown if rule.applied.resident is UNKNOWN else terms.not_met)
        if subject is Subject.MEMBER:
            parts.append(self.concerns(rule))
        verdict = terms.both(*parts)
        return Pair(terms.all_of(verdict.surely, terms.no(self.doubts(rule, subject))), verdict.possibly)


def subject_of(rule: Rule, subject: Subject) -> Subject:
    """Whose situation a programme is decided for: a household's programme concerns nobody in particular."""
    return Subject.NOBODY if is_of_household(rule.applied.programme.granted_to) else subject


def is_of_household(granted_to: GrantedTo) -> bool:
    """Whether a programme is granted to a household rather than to a person."""
    return granted_to == "household"
