"""The matcher for one household: which programmes it meets, which it fails, which stay open.

Holds the rules of one day and place in compiled form; explains through the same tree it decides by.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from eligibility.determination import WhyNot
from eligibility.matching.amounts import Amounts, Formula
from eligibility.matching.asking import Asking
from eligibility.matching.conditions import Condition, Conditions
from eligibility.matching.knowledge import Knowledge
from eligibility.matching.law import weakest
from eligibility.matching.relations import ByProgramme, orders_by_programme, referrals_by_programme
from eligibility.matching.situation import ANYBODY, HOUSEHOLD, Situation
from eligibility.model.criteria import AllOf, AnyOf, EligibleFor
from eligibility.model.programme import Standing
from eligibility.model.text import Confidence
from eligibility.model.walk import nodes, standards_of
from eligibility.verdict import MET, NOT_MET, UNKNOWN, Verdict, conjunction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eligibility.determination import AwaitedInstrument
    from eligibility.matching.law import Applied, LawOfTheDay
    from eligibility.model.benefit import Benefit, PerMember
    from eligibility.model.criteria import Criterion
    from eligibility.model.programme import ProgrammeVersion
    from eligibility.profile import Profile


@dataclass(frozen=True, eq=False)
class Rule:
    """A programme of the day with its conditions compiled.

    Attributes:
        applied: The programme as it stands.
        condition: Who is eligible; None where the version states no condition.
        doubts: Conditions under which something not modelled withholds a positive answer; None always does.
        standing: What the version promises on the day; None where none applies.
        version_name: How results name the version.
        awaited: The instrument it waits for, as it stands on the day.
        confidence: The weakest among the version, its conditions and its figures.
    """

    applied: Applied
    condition: Condition | None = None
    doubts: tuple[Condition | None, ...] = ()
    standing: Standing | None = None
    version_name: str | None = None
    awaited: tuple[AwaitedInstrument, ...] = ()
    confidence: Confidence = Confidence.TEXT

    @cached_property
    def is_plain(self) -> bool:
        """Whether the condition alone decides for people who are alive."""
        return self.applied.resident is MET and not self.doubts and self.applied.programme.granted_to != "deceased"


class HouseholdMatcher:
    """Decides the programmes of one day and place for households.

    Args:
        law: The law of that day and place.

    Attributes:
        law: The same.
        knowledge: How facts are known under it.
        conditions: Gives criteria their meaning.
        asking: Collects questions.
    """

    def __init__(self, law: LawOfTheDay) -> None:
        self.law = law
        self.knowledge = Knowledge(law, self._compile)
        self.conditions = Conditions(law, self.knowledge, self.verdict, self.groups)
        self._amounts = Amounts(law, self.knowledge, self.conditions)
        self.asking = Asking(self.knowledge, self._behind)
        self._formulas: dict[int, Formula] = {}
        self._compiled: dict[int, Condition] = {}

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Every programme of the day, by id, in rulebook order."""
        return {name: self._rule(applied) for name, applied in self.law.programmes.items()}

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """Programmes of each group on the day, in rulebook order; those whose law is not held are open members."""
        groups: dict[str, tuple[str, ...]] = {}
        for name, applied in self.law.programmes.items():
            is_open = applied.version is None and applied.why is WhyNot.NOT_ENCODED
            versions = applied.programme.versions if is_open else (applied.version,)
            for group in dict.fromkeys(version.group for version in versions if version is not None):
                if group is not None:
                    groups[group] = (*groups.get(group, ()), name)
        return groups

    @cached_property
    def orders(self) -> ByProgramme:
        """Precedence rules in force, by the programme they order."""
        return orders_by_programme(self.rules)

    @cached_property
    def attached(self) -> frozenset[str]:
        """Ids of precedence rules that have something to attach to, and so are no determination of their own."""
        return frozenset(order.applied.programme.id for orders in self.orders.values() for order in orders)

    @cached_property
    def referrals(self) -> ByProgramme:
        """Clauses in force that hand over, by the programme they hand over to."""
        return referrals_by_programme(self.rules.values())

    def situation(self, profile: Profile, *, assume: bool = False) -> Situation:
        """Begin to judge a household.

        Raises:
            HouseholdError: What was stated contradicts itself.
        """
        situation = Situation(profile, assume=False)
        self.knowledge.refuse_contradictions(situation)
        return Situation(profile, assume=True) if assume else situation

    def subjects(self, rule: Rule, situation: Situation) -> list[int]:
        """Whose situations a programme is decided for, in the order of the members."""
        granted_to = rule.applied.programme.granted_to
        if granted_to == "household":
            return [HOUSEHOLD]
        return situation.alive if granted_to == "member" else situation.dead

    def statuses(self, rule: Rule, situation: Situation) -> list[tuple[int, Verdict]]:
        """The subjects of a programme, each with its status."""
        subjects = self.subjects(rule, situation)
        if not (rule.is_plain and situation.is_plain) or rule.condition is None:
            return [(who, self.status(rule, situation, who)) for who in subjects]
        evaluate, decided = rule.condition.evaluate, situation.verdicts
        found: list[tuple[int, Verdict]] = []
        for who in subjects:
            verdict = decided.get((rule, who))
            if verdict is None:
                verdict = decided[rule, who] = evaluate(situation, who)
            found.append((who, verdict))
        return found

    def status(self, rule: Rule, situation: Situation, who: int) -> Verdict:
        """Whether the subject is eligible under the version in force: met, not met, or still open."""
        verdict = situation.verdicts.get((rule, who)) or self._decide(rule, situation, who)
        if verdict is MET and situation.is_nobody_listed and who == ANYBODY:
            return UNKNOWN
        return verdict

    def verdict(self, name: str, situation: Situation, who: int) -> Verdict:
        """Whether a subject belongs to a programme, as other programmes see it.

        A programme that ended, has not begun, lies elsewhere or still waits for its instrument is not met; one whose
        law this rulebook does not hold is unknown.
        """
        rule = self.rules[name]
        version = rule.applied.version
        if version is None:
            return UNKNOWN if rule.applied.why is WhyNot.NOT_ENCODED else NOT_MET
        if rule.standing is Standing.PENDING:
            return NOT_MET
        return situation.verdicts.get((rule, who)) or self._decide(rule, situation, who)

    def formula(self, benefit: Benefit) -> Formula | None:
        """The amount of a benefit with its meaning; None where it has none."""
        if benefit.amount is None:
            return None
        if id(benefit) not in self._formulas:
            self._formulas[id(benefit)] = self._amounts.compile(benefit.amount)
        return self._formulas[id(benefit)]

    def condition(self, criterion: Criterion) -> Condition:
        """A condition beside the criteria (a priority, a term, a caveat) with its meaning."""
        if id(criterion) not in self._compiled:
            self._compiled[id(criterion)] = self.conditions.compile(criterion)
        return self._compiled[id(criterion)]

    def count(self, per_member: PerMember, situation: Situation, who: int) -> tuple[int, int | None]:
        """Least and greatest number of members something is granted for; no greatest where the list is incomplete."""
        members = self.conditions.counting(per_member).members
        met, maybe = members(situation, who) if members is not None else ([], [])
        return len(met), len(met) + len(maybe) if situation.complete else None

    def _compile(self, criterion: Criterion) -> Condition:
        return self.conditions.compile(criterion)

    def _decide(self, rule: Rule, situation: Situation, who: int) -> Verdict:
        verdict = MET if rule.condition is None else rule.condition.evaluate(situation, who)
        if not (rule.is_plain and situation.is_plain):
            verdict = conjunction((verdict, rule.applied.resident, self._presence(rule, situation, who)))
            if verdict is MET and any(_applies(when, situation, who) for when in rule.doubts):
                verdict = UNKNOWN
        situation.verdicts[rule, who] = verdict
        return verdict

    @staticmethod
    def _presence(rule: Rule, situation: Situation, who: int) -> Verdict:
        if who == HOUSEHOLD or situation.is_nobody_listed:
            return MET
        presence = situation.profile.present[who]
        return ~presence if rule.applied.programme.granted_to == "deceased" else presence

    def _rule(self, applied: Applied) -> Rule:
        version = applied.version
        if version is None:
            return Rule(applied)
        criterion = _with_delegation(version)
        doubts = tuple(
            None if doubt.when is None else self.condition(doubt.when)
            for doubt in version.not_modelled
            if doubt.effect == "undetermined"
        )
        condition = None if criterion is None else self.conditions.compile(criterion)
        return Rule(
            applied=applied,
            condition=condition,
            doubts=doubts,
            standing=self.law.standing(version),
            version_name=version.name,
            awaited=self._awaited(version),
            confidence=self._confidence(version),
        )

    def _awaited(self, version: ProgrammeVersion) -> tuple[AwaitedInstrument, ...]:
        if version.depends_on is None:
            return ()
        due = version.depends_on.due
        awaited = self.law.awaited(version.depends_on.instrument)
        return (replace(awaited, due=None if due is None else due.isoformat()),)

    def _confidence(self, version: ProgrammeVersion) -> Confidence:
        criteria = () if version.eligible_when is None else nodes(version.eligible_when)
        standards = (
            self.law.standard(reference)
            for benefit in version.benefits
            if benefit.amount is not None
            for reference in standards_of(benefit.amount)
        )
        return weakest(
            version.confidence,
            *(criterion.confidence for criterion in criteria),
            *(benefit.confidence for benefit in version.benefits),
            *(standard.confidence for standard in standards if standard is not None),
        )

    def _behind(self, criterion: EligibleFor, who: int) -> list[tuple[Condition, int]]:
        names = (criterion.name,) if criterion.kind == "programme" else self.groups.get(criterion.name, ())
        behind: list[tuple[Condition, int]] = []
        for name in names:
            rule = self.rules[name]
            if rule.condition is not None:
                subject = HOUSEHOLD if rule.applied.programme.granted_to == "household" else who
                behind.append((rule.condition, subject))
        return behind


def _with_delegation(version: ProgrammeVersion) -> Criterion | None:
    """A clause that hands over to others holds where its own condition and any of theirs do."""
    if not version.delegates_to:
        return version.eligible_when
    others = AnyOf(id="delegated", parts=tuple(EligibleFor(name=name) for name in version.delegates_to))
    own = version.eligible_when
    return others if own is None else AllOf(parts=(own, others))


def _applies(when: Condition | None, situation: Situation, who: int) -> bool:
    """Whether a doubt applies: unless its condition is surely not met."""
    return when is None or when.evaluate(situation, who) is not NOT_MET
