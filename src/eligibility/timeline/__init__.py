"""A household through time: when each entitlement begins, changes and ends, and why."""

from eligibility.timeline.arrears import Arrear, ArrearSum, arrears, sums
from eligibility.timeline.changes import Change, ChangeKind
from eligibility.timeline.line import Row, Span, Timeline, timeline
from eligibility.timeline.steps import Step, StepKind, Turned

__all__ = [
    "Arrear",
    "ArrearSum",
    "Change",
    "ChangeKind",
    "Row",
    "Span",
    "Step",
    "StepKind",
    "Timeline",
    "Turned",
    "arrears",
    "sums",
    "timeline",
]
