"""durable-rules under our guards: the second opinion, which asks "surely" and "possibly" of each question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.engines.ours import CODE, FromProfile
from benchmarks.twelve import HOUSEHOLD_RULES, MEMBER_RULES
from eligibility.matching.durable.matcher import DurableMatcher
from eligibility.matching.situation import HOUSEHOLD

if TYPE_CHECKING:
    from benchmarks.engines import Codes, Contender
    from eligibility.profile import Profile
    from eligibility.verdict import Verdict

Answer = dict[tuple[str, int], "Verdict"]


class Durable(FromProfile):
    """Unknown: every field always present, ordered facts as two bounds, each question as two rules by polarity."""

    name = "durable-rules"
    note = "asked surely and possibly; by our matcher, one session a level; from the typed profile"
    packages = ("durable-rules",)

    def __init__(self) -> None:
        super().__init__()
        self._durable = DurableMatcher(self.matcher)

    def decide(self, prepared: Profile) -> Answer:  # type: ignore[override]
        """The verdicts by programme and subject."""
        return self._durable.decide(self.matcher.situation(prepared))

    def codes(self, answer: Answer) -> Codes:  # type: ignore[override]
        """By member."""
        members = sorted({who for _name, who in answer if who != HOUSEHOLD})
        return (
            *(tuple(CODE[answer[name, who]] for name in MEMBER_RULES) for who in members),
            tuple(CODE[answer[name, HOUSEHOLD]] for name in HOUSEHOLD_RULES),
        )


def contenders() -> list[Contender]:
    """The one form."""
    return [Durable()]
