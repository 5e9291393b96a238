"""Where to look when a case fails: what the answer itself tells, then the question that every failure asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class About(StrEnum):
    """What a hint is about."""

    REFUSED = "refused"
    OTHER_SUBJECTS = "other-subjects"
    ORDERS_OTHERS = "orders-others"
    NO_SUBJECT = "no-subject"
    NOT_APPLICABLE = "not-applicable"
    OPEN = "open"
    NOTHING_TO_ASK = "nothing-to-ask"
    WORKED_OUT = "worked-out"
    WHICH_IS_WRONG = "which-is-wrong"


HINTS: Mapping[About, str] = {
    About.REFUSED: "A household is refused where its facts contradict.",
    About.OTHER_SUBJECTS: "The programme is granted to: {granted_to}. It was determined for: {subjects}.",
    About.ORDERS_OTHERS: "The programme only orders others: expect its row under priority: in a case of one of those.",
    About.NO_SUBJECT: "Nobody in the household can be its subject on that day.",
    About.NOT_APPLICABLE: "No version applies on that day and place ({why}).",
    About.OPEN: "It is open for want of: {facts}.",
    About.NOTHING_TO_ASK: "It is open for want of: nothing that can be asked.",
    About.WORKED_OUT: "Worked out as {workings}.",
    About.WHICH_IS_WRONG: (
        "Did the law change, is the case wrong, or is the pack? Work it out from the clause; never copy the answer."
    ),
}
"""Each hint in English, the language of all that is said to those who write rules and cases."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Where to look.

    Attributes:
        about: What it is about.
        values: What it names: ids of subjects, facts, the working of an amount.
    """

    about: About
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The hint in English."""
        return HINTS[self.about].format(**self.values)
