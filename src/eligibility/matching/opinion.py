"""What another matcher says of a household, and where that differs from a recorded answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eligibility.determination import Status
from eligibility.verdict import MET, NOT_MET, UNKNOWN

if TYPE_CHECKING:
    from datetime import date

    from eligibility.determination import Result
    from eligibility.household import Household
    from eligibility.matching.law import Issued

STATUS = {MET: Status.ELIGIBLE, NOT_MET: Status.INELIGIBLE, UNKNOWN: Status.UNDETERMINED}

Opinion = dict[tuple[str, str | None], Status]
"""Status by programme and member id; None as member stands for the household."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a second opinion is asked for: the arguments of a determination."""

    household: Household
    jurisdiction: str
    on: date
    assume: bool = False
    issued: Issued = field(default_factory=dict)
    known_at: date | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two matchers answer differently; never resolved silently.

    Attributes:
        household: Id of the household.
        programme: Id of the programme.
        member: Id of the member; None for the household.
        recorded: What was recorded.
        second: What the other matcher answers; None where it has no such determination.
    """

    household: str
    programme: str
    member: str | None
    recorded: Status
    second: Status | None

    def __str__(self) -> str:
        subject = self.household if self.member is None else f"{self.household}/{self.member}"
        second = "nothing" if self.second is None else self.second.value
        return f"{subject}: {self.programme}: recorded {self.recorded.value}, the second opinion is {second}"


def disagreements(result: Result, opinion: Opinion) -> list[Disagreement]:
    """Where a recorded result and an opinion differ."""
    found = []
    for one in result.determinations:
        if one.status is Status.NOT_APPLICABLE:
            continue
        second = opinion.get((one.programme, one.subject.member))
        if second is not one.status:
            found.append(Disagreement(one.subject.household, one.programme, one.subject.member, one.status, second))
    return found
