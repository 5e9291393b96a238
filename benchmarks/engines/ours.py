"""Ours: the household matcher with and without reading the household, and the whole determination with reasons."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from benchmarks.twelve import DAY, HOUSEHOLD_RULES, JURISDICTION, MEMBER_RULES, MET, NOT_MET, RULES, UNKNOWN
from eligibility import Engine, Household, load_rulebook
from eligibility.profile import profile_of
from eligibility.verdict import Verdict

if TYPE_CHECKING:
    from benchmarks.engines import Codes, Contender
    from benchmarks.twelve.population import Plain
    from eligibility.matching.situation import Situation
    from eligibility.profile import Profile

Answer = list[list[Verdict]]

CODE = {Verdict.NOT_MET: NOT_MET, Verdict.UNKNOWN: UNKNOWN, Verdict.MET: MET}
STATUS = {"ineligible": NOT_MET, "undetermined": UNKNOWN, "eligible": MET}


class FromProfile:
    """Verdicts of a profile: what was declared is typed already, ages and contradictions are still ours to work out."""

    name = "ours, verdicts"
    note = "three-valued; from the typed profile; ages and contradictions included"
    packages = ("eligibility",)

    def __init__(self) -> None:
        self.engine = Engine(load_rulebook(RULES))
        self.matcher = self.engine.matcher(JURISDICTION, DAY, {})
        self._rules = [self.matcher.rules[name] for name in (*MEMBER_RULES, *HOUSEHOLD_RULES)]

    def prepare(self, household: Plain) -> Profile | Household:
        """The profile of the day."""
        return self.profile(Household.model_validate(household))

    def decide(self, prepared: Profile) -> Answer:
        """The verdicts of each rule for each of its subjects."""
        return self.verdicts(self.matcher.situation(prepared))

    def codes(self, answer: Answer) -> Codes:
        """By member, instead of by rule."""
        by_rule = [[CODE[verdict] for verdict in verdicts] for verdicts in answer]
        members = by_rule[: len(MEMBER_RULES)]
        household = by_rule[len(MEMBER_RULES) :]
        return (*zip(*members, strict=True), tuple(verdict for (verdict,) in household))

    def profile(self, household: Household) -> Profile:
        """Facts typed, links completed."""
        return profile_of(household, self.engine.rulebook.facts, self.matcher.law.day)

    def verdicts(self, situation: Situation) -> Answer:
        """Every rule of the twelve, in the order of the benchmark."""
        statuses = self.matcher.statuses
        return [[verdict for _who, verdict in statuses(rule, situation)] for rule in self._rules]


class FromHousehold(FromProfile):
    """Verdicts of a household as declared: reading every value by the dictionary included."""

    name = "ours, verdicts from the declared household"
    note = "the same, reading and checking every declared value included"

    def prepare(self, household: Plain) -> Household:
        """As declared."""
        return Household.model_validate(household)

    def decide(self, prepared: Household) -> Answer:  # type: ignore[override]
        """Profile, then verdicts."""
        return self.verdicts(self.matcher.situation(self.profile(prepared)))


class WholeAnswer(FromProfile):
    """Everything a service returns: statuses, amounts with working, reasons, clauses, questions, receipt, as JSON."""

    name = "ours, full determination as JSON"
    note = "what is eligible or open, with reasons, amounts, clauses, questions and receipt, as JSON text"

    def prepare(self, household: Plain) -> Plain:
        """Plain data, as a request brings it."""
        return household

    def decide(self, prepared: Plain) -> tuple[Household, str]:  # type: ignore[override]
        """The text of the result, and whom it is about."""
        household = Household.model_validate(prepared)
        return household, self.engine.determine(household, jurisdiction=JURISDICTION, on=DAY).model_dump_json()

    def codes(self, answer: tuple[Household, str]) -> Codes:  # type: ignore[override]
        """The statuses in the text; what is not in it is ineligible."""
        household, text = answer
        codes = {
            (one["subject"].get("member"), one["programme"]): STATUS[one["status"]]
            for one in json.loads(text)["determinations"]
        }
        return (
            *(
                tuple(codes.get((member.id, name), NOT_MET) for name in MEMBER_RULES)
                for member in household.members or ()
            ),
            tuple(codes.get((None, name), NOT_MET) for name in HOUSEHOLD_RULES),
        )


def contenders() -> list[Contender]:
    """The three forms."""
    return [FromProfile(), FromHousehold(), WholeAnswer()]
