"""How strong the cases are: which rows, conditions, boundaries, dates and amounts no case would notice.

Each case is judged once more, by the matcher alone, and every condition of its programme evaluated. Knows nothing of
how cases are compared: that they pass is another test's business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from eligibility.cases.expected import ExpectedAnswer, ExpectedList
from eligibility.determination import Status
from eligibility.errors import HouseholdError
from eligibility.matching.household import HouseholdMatcher, Rule
from eligibility.matching.situation import HOUSEHOLD, Situation
from eligibility.model.criteria import (
    AllOf,
    AnyOf,
    CountMembers,
    CountMet,
    Criterion,
    EligibleFor,
    FactTest,
    Not,
    SomeMember,
)
from eligibility.period import as_number
from eligibility.profile import profile_of
from eligibility.verdict import MET, NOT_MET, UNKNOWN, Verdict
from tests.support.thresholds import Threshold, thresholds

if TYPE_CHECKING:
    from datetime import date

    from eligibility.cases import Case
    from eligibility.engine import Engine
    from eligibility.model.programme import Programme, ProgrammeVersion
    from eligibility.model.rulebook import Rulebook

STATUSES = (Status.ELIGIBLE, Status.INELIGIBLE, Status.UNDETERMINED)
STATUS_OF = {MET: Status.ELIGIBLE, NOT_MET: Status.INELIGIBLE, UNKNOWN: Status.UNDETERMINED}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something no case would notice.

    Attributes:
        programme: Id of the programme.
        version: Name of its version.
        missing: The case that is missing.
    """

    programme: str
    version: str
    missing: str


def listed(gaps: Iterable[Gap]) -> str:
    """Gaps in words, by programme and version."""
    by_version: dict[tuple[str, str], list[str]] = defaultdict(list)
    for gap in gaps:
        by_version[gap.programme, gap.version].append(gap.missing)
    return "\n".join(
        line
        for (programme, version), missing in by_version.items()
        for line in (f"{programme}, version {version}:", *(f"  - {one}" for one in missing))
    )


@dataclass(frozen=True, slots=True)
class Trial:
    """A case seen from one programme and subject.

    Attributes:
        case: The case.
        answer: What it expects of the programme it is about.
        status: What it expects of this one; None where it does not say.
        matcher: Rules of its day and place.
        situation: Its household.
        rule: The programme on that day.
        who: Index of the subject.
    """

    case: Case
    answer: ExpectedAnswer
    status: Status | None
    matcher: HouseholdMatcher
    situation: Situation
    rule: Rule
    who: int

    def verdict(self, criterion: Criterion) -> Verdict:
        """The verdict of a condition, wherever the version states it."""
        return self.matcher.condition(criterion).evaluate(self.situation, self.who)


class CaseStrength:
    """Looks for gaps.

    Args:
        engine: Holds the rules.
        cases: All cases.
    """

    def __init__(self, engine: Engine, cases: Iterable[Case]) -> None:
        self._rulebook = engine.rulebook
        self._trials: dict[str, list[Trial]] = defaultdict(list)
        for case in cases:
            for trial in _trials(engine, case):
                self._trials[trial.rule.applied.programme.id].append(trial)

    def statuses(self) -> Iterator[Gap]:
        """Every row is met, not met and undetermined in some case that says so."""
        for programme, version in _rules(self._rulebook):
            has_condition = version.eligible_when is not None or bool(version.delegates_to)
            seen = {trial.status for trial in self._of(programme, version)}
            for status in STATUSES if has_condition else STATUSES[:1]:
                if status not in seen:
                    yield _gap(programme, version, f"a case that expects {status.value} ({_rows(version)})")

    def leaves(self) -> Iterator[Gap]:
        """Every condition with an id is met in one case and not met in another."""
        for programme, version in _rules(self._rulebook):
            for leaf, trials in self._conditions(programme, version):
                if leaf.id is None or isinstance(leaf, AllOf | AnyOf | Not):
                    continue
                seen = {trial.verdict(leaf) for trial in trials}
                for verdict, words in ((MET, "is met"), (NOT_MET, "is not met")):
                    if verdict not in seen:
                        yield _gap(programme, version, f"a case in which {leaf.id} {words}")

    def alternatives(self) -> Iterator[Gap]:
        """Every alternative is enough alone in some case."""
        for programme, version in _rules(self._rulebook):
            for parent, trials in self._conditions(programme, version):
                if not isinstance(parent, AnyOf):
                    continue
                for part in parent.parts:
                    others = [other for other in parent.parts if other is not part]
                    if not any(_is_alone(trial, part, others) for trial in trials):
                        of = f" of {parent.id}" if parent.id is not None else ""
                        yield _gap(programme, version, f"a case in which {_name(part)}{of} alone is met")

    def thresholds(self) -> Iterator[Gap]:
        """Every threshold has a case just below, on and above it."""
        for programme, version in _rules(self._rulebook):
            trials = self._of(programme, version)
            for threshold in thresholds(version, self._rulebook.facts):
                seen = {position for trial in trials for position in _positions(threshold, trial)}
                for position in threshold.wanted:
                    if position not in seen:
                        yield _gap(programme, version, f"a case with {threshold.words(position)}")

    def dates(self) -> Iterator[Gap]:
        """Every first and last day has a case on it and one on the day outside."""
        for programme, version in _rules(self._rulebook):
            first, last = version.period.first, version.period.last
            inside = {trial.case.on for trial in self._of(programme, version) if trial.status in STATUSES}
            for day, words in ((first, "first"), (last, "last")):
                if day is not None and day not in inside:
                    yield _gap(programme, version, f"a case on {day}, its {words} day")
            if first is not None:
                yield from self._outside(programme, version, first - ONE_DAY, "the day before")
            if last is not None:
                yield from self._outside(programme, version, last + ONE_DAY, "the day after")

    def amounts(self) -> Iterator[Gap]:
        """Every amount is expected in đồng by some case."""
        for programme, version in _rules(self._rulebook):
            for index, benefit in enumerate(version.benefits):
                if benefit.amount is None:
                    continue
                if not any(_expects_dong(trial.answer, version, index) for trial in self._of(programme, version)):
                    which = f" of benefit {index + 1} ({benefit.kind})" if len(version.benefits) > 1 else ""
                    yield _gap(programme, version, f"a case that expects the amount{which} in dong")

    def _of(self, programme: Programme, version: ProgrammeVersion) -> list[Trial]:
        return [trial for trial in self._trials[programme.id] if trial.rule.applied.version is version]

    def _conditions(self, programme: Programme, version: ProgrammeVersion) -> Iterator[tuple[Criterion, list[Trial]]]:
        """Conditions of a version about its subject, with the cases that look at them."""
        trials = self._of(programme, version)
        if version.eligible_when is not None:
            for node in _about_subject(version.eligible_when):
                yield node, trials
        ordered = [trial for trial in trials if trial.answer.priority is not None]
        for criterion in version.priority:
            for node in _about_subject(criterion):
                yield node, ordered

    def _outside(self, programme: Programme, version: ProgrammeVersion, day: date, words: str) -> Iterator[Gap]:
        neighbour = next((other for other in programme.versions if day in other.period), None)
        for trial in self._trials[programme.id]:
            if trial.case.on != day or trial.rule.applied.version is not neighbour:
                continue
            says_why = trial.status is Status.NOT_APPLICABLE and trial.answer.why is not None
            if says_why if neighbour is None else trial.status in STATUSES:
                return
        expected = "not_applicable and why" if neighbour is None else f"the version of {neighbour.name}"
        yield _gap(programme, version, f"a case on {day}, {words}, that expects {expected}")


def _trials(engine: Engine, case: Case) -> Iterator[Trial]:
    if case.programme is None or isinstance(case.expect, ExpectedList):
        return
    try:
        profile = profile_of(case.household, engine.rulebook.facts, as_number(case.on))
        matcher = engine.matcher(case.jurisdiction, case.on, case.issued, case.known_at, profile.lives_in)
        situation = matcher.situation(profile, assume=case.assume)
    except HouseholdError:
        return  # the case itself is red
    for subject, answer in case.expect.items():
        who = situation.ids.index(subject) if subject in situation.ids else HOUSEHOLD
        yield Trial(case, answer, answer.status, matcher, situation, matcher.rules[case.programme], who)
        for order in answer.priority or ():
            rule = None if order.encodes is None else _ordering(matcher, order.encodes)
            if rule is not None:
                for whose in _ordered(rule, situation, who):
                    yield Trial(case, answer, STATUS_OF[order.verdict], matcher, situation, rule, whose)


def _ordered(rule: Rule, situation: Situation, who: int) -> list[int]:
    """Of whom a precedence rule speaks where it orders a subject; of any member where that is the household."""
    if rule.applied.programme.granted_to == "household":
        return [HOUSEHOLD]
    return [index for index, _ in situation.present] if who == HOUSEHOLD else [who]


def _ordering(matcher: HouseholdMatcher, row: str) -> Rule | None:
    """The precedence rule in force that encodes a row: it is no determination of its own."""
    for rule in matcher.rules.values():
        version = rule.applied.version
        if version is not None and version.orders is not None and row in version.encodes:
            return rule
    return None


def _rules(rulebook: Rulebook) -> Iterator[tuple[Programme, ProgrammeVersion]]:
    """Versions that promise something: drafts and information rows are left out."""
    for programme in rulebook.programmes.values():
        if not programme.is_draft:
            for version in programme.versions:
                if not version.is_note:
                    yield programme, version


def _about_subject(criterion: Criterion) -> Iterator[Criterion]:
    """A condition and everything inside it that speaks of the same subject."""
    yield criterion
    match criterion:
        case AllOf() | AnyOf() | CountMet():
            for part in criterion.parts:
                yield from _about_subject(part)
        case Not():
            yield from _about_subject(criterion.part)
        case FactTest() | SomeMember() | CountMembers() | EligibleFor():
            pass


def _is_alone(trial: Trial, part: Criterion, others: list[Criterion]) -> bool:
    return trial.verdict(part) is MET and not any(trial.verdict(other) is MET for other in others)


def _positions(threshold: Threshold, trial: Trial) -> Iterator[str]:
    subjects = [index for index, _ in trial.situation.present] if threshold.is_about_members else [trial.who]
    for who in subjects:
        position = threshold.position(trial.matcher, trial.situation, who)
        if position is not None:
            yield position


def _expects_dong(answer: ExpectedAnswer, version: ProgrammeVersion, index: int) -> bool:
    if answer.entitlements is not None:
        return index < len(answer.entitlements) and answer.entitlements[index].dong is not None
    return len(version.benefits) == 1 and answer.dong is not None


def _gap(programme: Programme, version: ProgrammeVersion, missing: str) -> Gap:
    return Gap(programme.id, version.name or "draft", missing)


def _rows(version: ProgrammeVersion) -> str:
    return ", ".join(version.encodes) or "no row of the inventory"


def _name(criterion: Criterion) -> str:
    if criterion.id is not None:
        return criterion.id
    names: Mapping[type, str] = {AllOf: "a conjunction", AnyOf: "a disjunction", Not: "a negation"}
    return criterion.fact if isinstance(criterion, FactTest) else names.get(type(criterion), "a part")
