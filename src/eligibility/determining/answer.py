"""Answers: one determination per programme and subject, put together from verdicts.

Runs over a household twice where assumptions are asked for, since an assumption mattered exactly where the question
would otherwise have been open (semantics.md, hole 15).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.determination import Determination, Precedence, Reason, Status, Subject, WhyNot
from eligibility.determining.entitlements import Entitling
from eligibility.determining.groups import Grouping
from eligibility.determining.notices import notices_of
from eligibility.matching.asking import PLACE
from eligibility.matching.situation import HOUSEHOLD
from eligibility.model.programme import Standing
from eligibility.verdict import MET, NOT_MET, UNKNOWN, disjunction

if TYPE_CHECKING:
    from eligibility.determination import Entitlement
    from eligibility.determining.clauses import Cited
    from eligibility.determining.drafts import Draft, Drafts
    from eligibility.matching.household import Rule
    from eligibility.matching.situation import Situation
    from eligibility.model.criteria import Criterion
    from eligibility.model.programme import Programme, ProgrammeVersion
    from eligibility.model.text import Language
    from eligibility.profile import Profile
    from eligibility.verdict import Verdict

UNIT_ENDED = {
    "vi": "{unit} kết thúc ngày {day}; chưa tìm thấy văn bản cho biết quy định này còn áp dụng hay không.",
    "en": "{unit} ended on {day}; no text was found that says whether this rule goes on.",
}
RESIDENT = "resident"
"""Id of the condition that people live in the unit whose rule it is."""
STATUS = {MET: Status.ELIGIBLE, NOT_MET: Status.INELIGIBLE, UNKNOWN: Status.UNDETERMINED}


@dataclass(frozen=True, slots=True)
class Answer:
    """A determination, with whom its questions would be put to.

    Attributes:
        determination: The determination.
        asked: Facts to ask and the subject of each.
    """

    determination: Determination
    asked: tuple[tuple[str, str], ...]


class Answering:
    """Determines one household.

    Args:
        drafts: What the rules of the day and place answer everybody.
        profile: The household on that day.
        language: Language of the words inside.
        assume: Whether silence is given the dictionary's meaning.
    """

    def __init__(
        self,
        drafts: Drafts,
        profile: Profile,
        language: Language,
        *,
        assume: bool,
    ) -> None:
        matcher = drafts.matcher
        self._drafts = drafts
        self._matcher = matcher
        self._law = matcher.law
        self._language: Language = language
        self._situation = matcher.situation(profile, assume=assume)
        self._without = matcher.situation(profile) if assume else self._situation
        self._entitling = Entitling(matcher, self._situation, language)
        self._grouping = Grouping(matcher, self._situation, self._entitling)
        self._household = Subject(household=profile.household_id)
        self._members = [Subject(household=profile.household_id, member=name) for name in profile.member_ids]
        self._names = [*profile.member_ids, profile.household_id]

    def answers(self, *, everything: bool) -> list[Answer]:
        """Every determination, in the order of the rulebook, then of the members.

        Args:
            everything: Whether to keep what is ineligible, not applicable, or an undetermined piece of information.
        """
        answers: list[Answer] = []
        for rule in self._matcher.rules.values():
            version = rule.applied.version
            if version is None:
                if everything:
                    answers.append(self._not_applicable(rule))
            elif not self._only_orders(rule.applied.programme, version):
                answers.extend(self._applied(rule, version, everything=everything))
        return answers

    def notices(self) -> tuple[str, ...]:
        """Remarks on the household and on the law as a whole."""
        return tuple(notices_of(self._law, self._matcher.knowledge, self._situation, self._language))

    def _not_applicable(self, rule: Rule) -> Answer:
        draft = self._drafts.of(rule)
        determination = Determination(
            programme=rule.applied.programme.id,
            version=None,
            encodes=draft.encodes,
            subject=self._household,
            status=Status.NOT_APPLICABLE,
            why=rule.applied.why,
            citations=draft.clauses,
            reasons=self._residence(rule) if rule.applied.why is WhyNot.OTHER_TERRITORY else (),
        )
        return Answer(determination, ())

    def _applied(self, rule: Rule, version: ProgrammeVersion, *, everything: bool) -> Iterator[Answer]:
        for who, verdict in self._matcher.statuses(rule, self._situation):
            is_shown = verdict is MET or (verdict is UNKNOWN and not version.is_note)
            if everything or is_shown:
                yield self._answer(rule, version, who, verdict)

    def _answer(self, rule: Rule, version: ProgrammeVersion, who: int, verdict: Verdict) -> Answer:
        programme = rule.applied.programme
        draft = self._drafts.of(rule)
        cited = self._drafts.cited(draft)
        asked = self._asked(rule, version, who, verdict)
        is_open = verdict is not NOT_MET
        entitlements = self._entitlements(programme, version, who, cited) if verdict is MET else ()
        for referral in self._matcher.referrals.get(programme.id, ()) if verdict is MET else ():
            self._apply(referral, who, cited)
        determination = Determination(
            programme=programme.id,
            version=rule.version_name,
            encodes=draft.encodes,
            subject=self._subject(programme, who),
            status=STATUS[verdict],
            standing=rule.standing,
            shown=draft.shown,
            depends_on=rule.awaited,
            entitlements=entitlements,
            lead=version.lead,
            citations=cited.listed(),
            reasons=self._reasons(rule, draft, who),
            priority=tuple(self._priority(rule, version, who)) if is_open else (),
            ask=tuple(dict.fromkeys([fact for fact, _subject in asked])),
            also_ask=version.also_ask if is_open else (),
            assumed=self._assumed(rule, who),
            caveats=tuple(self._caveats(rule, version, who, verdict)) if is_open else (),
            see=draft.see,
            confidence=rule.confidence,
        )
        return Answer(determination, asked)

    def _reasons(self, rule: Rule, draft: Draft, who: int) -> tuple[Reason, ...]:
        situation = self._situation
        return (*self._residence(rule), *[say(situation, who) for say in draft.says])

    def _residence(self, rule: Rule) -> tuple[Reason, ...]:
        """The condition every rule has: that its people live there. Said only where it is not plainly met."""
        if rule.applied.resident is MET:
            return ()
        lives_in = self._situation.profile.lives_in
        return (Reason(criterion=RESIDENT, verdict=rule.applied.resident, fact=PLACE, value=lives_in, citation=0),)

    def _entitlements(
        self, programme: Programme, version: ProgrammeVersion, who: int, cited: Cited
    ) -> tuple[Entitlement, ...]:
        is_doubtful = self._entitling.is_doubtful(version, who)
        entitlements = tuple(
            self._entitling.entitlement(benefit, who, cited, is_doubtful=is_doubtful) for benefit in version.benefits
        )
        if version.group is None:
            return entitlements
        return self._grouping.settled(entitlements, programme.id, version.group, who, cited)

    def _subject(self, programme: Programme, who: int) -> Subject:
        is_member = who != HOUSEHOLD and programme.granted_to != "household" and not self._situation.is_nobody_listed
        return self._members[who] if is_member else self._household

    def _asked(self, rule: Rule, version: ProgrammeVersion, who: int, verdict: Verdict) -> tuple[tuple[str, str], ...]:
        asked = self._open_facts(rule, self._situation, who) if verdict is UNKNOWN else {}
        if verdict is MET:
            for benefit in version.benefits:
                asked.update(self._entitling.asked(benefit, who))
            if version.group is not None:
                asked.update(self._grouping.asked(rule.applied.programme.id, version.group, who))
        names = self._names
        return tuple([(fact, names[subject]) for fact, subject in asked])

    def _open_facts(self, rule: Rule, situation: Situation, who: int) -> dict[tuple[str, int], None]:
        asking = self._matcher.asking
        asked: dict[tuple[str, int], None] = {}
        if rule.applied.resident is UNKNOWN and self._law.is_place_wider(rule.applied):
            asked[PLACE, HOUSEHOLD] = None
        if situation.is_nobody_listed and who != HOUSEHOLD:
            asked["household.members", HOUSEHOLD] = None
            return asked
        if rule.condition is not None:
            asked.update(asking.of(rule.condition, situation, who))
        if who != HOUSEHOLD and situation.profile.present[who] is UNKNOWN:
            asked["member.died_on", who] = None
        for when in rule.doubts:
            if when is not None:
                asked.update(asking.of(when, situation, who))
        return asked

    def _assumed(self, rule: Rule, who: int) -> tuple[str, ...]:
        """Facts that would have been asked for, had nothing been assumed."""
        if self._without is self._situation or self._matcher.status(rule, self._without, who) is not UNKNOWN:
            return ()
        dictionary = self._law.rulebook.facts
        return tuple(
            dict.fromkeys(
                fact
                for fact, _subject in self._open_facts(rule, self._without, who)
                if fact in dictionary and dictionary[fact].assume is not None
            )
        )

    def _caveats(self, rule: Rule, version: ProgrammeVersion, who: int, verdict: Verdict) -> Iterator[str]:
        if rule.applied.unit_ended is not None:
            day = rule.applied.unit_ended.strftime("%d/%m/%Y")
            yield UNIT_ENDED[self._language].format(unit=self._unit(rule), day=day)
        for doubt in version.not_modelled:
            if self._applies(doubt.when, who):
                yield doubt.text.into(self._language)
        for name in version.delegates_to if verdict is UNKNOWN else ():
            for doubt in self._law.left_open.get(name, ()):
                yield doubt.text.into(self._language)

    def _applies(self, when: Criterion | None, who: int) -> bool:
        """Whether a doubt applies: unless its condition is surely not met."""
        return when is None or self._matcher.condition(when).evaluate(self._situation, who) is not NOT_MET

    def _priority(self, rule: Rule, version: ProgrammeVersion, who: int) -> Iterator[Precedence]:
        for criterion in version.priority:
            verdict = self._matcher.condition(criterion).evaluate(self._situation, who)
            yield Precedence(criterion=criterion.id, verdict=verdict)
        for order in self._matcher.orders.get(rule.applied.programme.id, ()):
            verdict = self._precedence(order, who)
            for row in order.applied.version.encodes if order.applied.version is not None else ():
                yield Precedence(encodes=row, verdict=verdict)

    def _precedence(self, order: Rule, who: int) -> Verdict:
        """Whether a subject goes first; a household does by any of its members."""
        if order.applied.programme.granted_to == "household":
            return self._matcher.status(order, self._situation, HOUSEHOLD)
        if who != HOUSEHOLD:
            return self._matcher.status(order, self._situation, who)
        members = self._matcher.subjects(order, self._situation)
        found = disjunction(self._matcher.status(order, self._situation, member) for member in members)
        return found if self._situation.complete or found is MET else UNKNOWN

    def _unit(self, rule: Rule) -> str:
        return self._law.rulebook.units[rule.applied.programme.jurisdiction].name.into(self._language)

    def _apply(self, referral: Rule, who: int, cited: Cited) -> None:
        """Add the clause of a plan that hands over to this programme, where it reaches the subject."""
        is_of_household = referral.applied.programme.granted_to == "household"
        if referral.applied.version is None or (who == HOUSEHOLD and not is_of_household):
            return
        if self._matcher.status(referral, self._situation, HOUSEHOLD if is_of_household else who) is MET:
            cited.apply(referral.applied.version.cite)

    def _only_orders(self, programme: Programme, version: ProgrammeVersion) -> bool:
        """Whether a precedence rule has something to attach to, and so is no determination of its own."""
        if version.standing is not Standing.PRIORITY or version.orders is None:
            return False
        return programme.id in self._matcher.attached
