"""Why an answer is what it is: the conditions met, and those that would have to be different.

Reads the verdicts of a determination along the tree of its conditions, so that alternatives stay alternatives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.determination import Status
from eligibility.explain.words import lowered
from eligibility.model.criteria import AllOf, AnyOf, CountMembers, CountMet, EligibleFor, FactTest, Not, SomeMember
from eligibility.model.fact import FactType
from eligibility.model.walk import nodes
from eligibility.verdict import MET, NOT_MET, UNKNOWN, Verdict, conjunction, disjunction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eligibility.determination import Determination, Reason
    from eligibility.explain.sentence import Sentences
    from eligibility.model.criteria import Criterion
    from eligibility.model.programme import ProgrammeVersion
    from eligibility.model.rulebook import Rulebook

DELEGATED = "delegated"
"""Id of the condition that a clause which hands over to other programmes has by itself."""


@dataclass(frozen=True, slots=True)
class Need:
    """A condition that fails.

    Attributes:
        condition: What would have to hold.
        now: What holds instead; empty where the condition says enough.
    """

    condition: str
    now: str = ""


class ReasonWords:
    """Writes the reasons of determinations.

    Args:
        rulebook: Holds the conditions behind the reasons.
        sentences: Writes conditions.
    """

    def __init__(self, rulebook: Rulebook, sentences: Sentences) -> None:
        self._rulebook = rulebook
        self._sentences = sentences
        self._words = sentences.words

    def because(self, determination: Determination) -> str:
        """The conditions met, in the order of the law; empty where there are none."""
        version, reasons = self._version(determination), _by_id(determination.reasons)
        said: list[str] = []
        if version is not None and version.eligible_when is not None:
            said.extend(self._met(version.eligible_when, reasons))
        if DELEGATED in reasons:
            said.append(self._words("delegated.met"))
        return "; ".join(said)

    def needed(self, determination: Determination) -> list[Need]:
        """Of an ineligible one: what would have to be different."""
        if determination.status is not Status.INELIGIBLE:
            return []
        version, reasons = self._version(determination), _by_id(determination.reasons)
        needs: list[Need] = []
        if version is not None and version.eligible_when is not None:
            needs.extend(self._needs(version.eligible_when, reasons))
        if DELEGATED in reasons and reasons[DELEGATED].verdict is NOT_MET:
            needs.append(Need(self._words("delegated.not_met")))
        return needs or [Need(self._words("why_not.no_reason"))]

    def need(self, condition: str, now: str) -> str:
        """A condition that fails, with what holds instead."""
        return f"{condition} ({self._words('line.now', value=now)})" if now else condition

    def condition(self, determination: Determination, identifier: str) -> str:
        """A condition of the version that only orders."""
        version = self._version(determination)
        for criterion in () if version is None else version.priority:
            if any(node.id == identifier for node in nodes(criterion)):
                return self._sentences.of(criterion)
        return identifier

    def _version(self, determination: Determination) -> ProgrammeVersion | None:
        programme = self._rulebook.programmes[determination.programme]
        return next((one for one in programme.versions if one.name == determination.version), None)

    def _met(self, criterion: Criterion, reasons: dict[str, Reason]) -> Iterator[str]:
        """What holds of a condition that is met."""
        match criterion:
            case AllOf(parts=parts):
                for part in parts:
                    yield from self._met(part, reasons)
            case AnyOf(parts=parts) | CountMet(parts=parts):
                met = [said for part in parts if _verdict(part, reasons) is MET for said in self._met(part, reasons)]
                yield from met or [self._sentences.of(criterion)]
            case FactTest():
                yield self._met_fact(criterion, reasons.get(criterion.id or ""))
            case SomeMember() | CountMembers():
                reason = reasons.get(criterion.id or "")
                who = "" if reason is None or reason.members is None else ", ".join(reason.members.met)
                said = self._sentences.of(criterion)
                yield f"{said} ({who})" if who else said
            case _:
                yield self._sentences.of(criterion)

    def _met_fact(self, criterion: FactTest, reason: Reason | None) -> str:
        """What holds, rather than what would be enough: the one class, not the list it belongs to."""
        said = self._sentences.of(criterion)
        if reason is None or reason.value is None:
            return said
        definition = self._rulebook.facts[criterion.fact]
        value = self._sentences.value(criterion.fact, reason.value)
        if definition.type is FactType.CHOICE:
            return self._words("criterion.is", label=lowered(self._words.text(definition.label)), value=value)
        return f"{said} ({value})" if definition.type.is_ordered else said

    def _needs(self, criterion: Criterion, reasons: dict[str, Reason]) -> list[Need]:
        """What would have to be different for a condition that fails."""
        match criterion:
            case AllOf(parts=parts):
                failed = [part for part in parts if _verdict(part, reasons) is NOT_MET]
                needs = [need for part in failed for need in self._needs(part, reasons)]
                return needs or [Need(self._sentences.of(criterion))]
            case AnyOf(parts=parts) if len(parts) > 1:
                options = [self._option(part, reasons) for part in parts]
                return [Need(self._words("why_not.one_of", conditions="; ".join(options)))]
            case AnyOf(parts=parts):
                return self._needs(parts[0], reasons)
            case Not(part=AnyOf(parts=parts)):
                held = [part for part in parts if _verdict(part, reasons) is MET]
                if held:
                    return [Need(self._sentences.of(part, negated=True)) for part in held]
                return [Need(self._sentences.of(criterion.part, negated=True))]
            case Not(part=part):
                return [Need(self._sentences.of(part, negated=True))]
            case _:
                return [Need(self._sentences.of(criterion), self._now(criterion, reasons.get(criterion.id or "")))]

    def _option(self, part: Criterion, reasons: dict[str, Reason]) -> str:
        """One of several alternatives: what of it fails."""
        needs = self._needs(part, reasons) if _verdict(part, reasons) is NOT_MET else [Need(self._sentences.of(part))]
        said = self._words.joined([self.need(one.condition, one.now) for one in needs], "and", "; ")
        return f"({said})" if len(needs) > 1 else said

    def _now(self, criterion: Criterion, reason: Reason | None) -> str:
        match criterion:
            case FactTest() if reason is not None and reason.value is not None:
                return self._sentences.value(criterion.fact, reason.value)
            case SomeMember():
                return self._words("why_not.nobody")
            case CountMembers() if reason is not None and reason.members is not None:
                return self._words("unit.persons", number=len(reason.members.met))
            case EligibleFor():
                return self._words("why_not.outside")
            case _:
                return ""


def _by_id(reasons: Iterable[Reason]) -> dict[str, Reason]:
    """Reasons by the id of their condition, those inside others included."""
    found: dict[str, Reason] = {}
    for reason in reasons:
        found[reason.criterion] = reason
        found.update(_by_id(reason.parts))
    return found


def _verdict(criterion: Criterion, reasons: dict[str, Reason]) -> Verdict:
    """The verdict of a condition: its own where it is named, else what follows from its parts."""
    if criterion.id is not None and criterion.id in reasons:
        return reasons[criterion.id].verdict
    match criterion:
        case AllOf(parts=parts):
            return conjunction(_verdict(part, reasons) for part in parts)
        case AnyOf(parts=parts):
            return disjunction(_verdict(part, reasons) for part in parts)
        case Not(part=part):
            return ~_verdict(part, reasons)
        case _:
            return UNKNOWN
