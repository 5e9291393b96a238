"""What timelines look like on the wire: described here, written by `eligibility.timeline.plain`."""

from __future__ import annotations

from typing_extensions import TypedDict

from eligibility.determination import Clause, Determination
from eligibility.timeline import ChangeKind, StepKind
from eligibility.verdict import Verdict


class CauseAnswer(TypedDict):
    """What happened on a day: a programme, standard, unit, fact or instrument, and whose age or date it is."""

    kind: ChangeKind
    name: str
    member: str | None
    value: int | None


SpanAnswer = TypedDict(
    "SpanAnswer",
    {"from": str, "to": str, "causes": list[CauseAnswer], "determination": Determination},
)
"""Days, both included, on which a determination stays the same, and what happened on the first of them."""


class RowAnswer(TypedDict):
    """A programme for one subject; days on which it is neither eligible nor open are left out."""

    programme: str
    member: str | None
    spans: list[SpanAnswer]


class TurnedAnswer(TypedDict):
    """A condition whose verdict is another than the day before."""

    criterion: str
    before: Verdict
    after: Verdict


class StepAnswer(TypedDict):
    """What a day brings to a subject: why, which conditions turned, and by which provisions."""

    day: str
    programme: str
    member: str | None
    kind: StepKind
    causes: list[CauseAnswer]
    turned: list[TurnedAnswer]
    citations: list[Clause]


TimelineAnswer = TypedDict(
    "TimelineAnswer",
    {
        "household": str,
        "jurisdiction": str,
        "from": str,
        "to": str,
        "rows": list[RowAnswer],
        "steps": list[StepAnswer],
        "notices": list[str],
    },
)
"""A household from one day to another."""
