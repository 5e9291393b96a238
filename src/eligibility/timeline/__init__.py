"""A household through time: when each entitlement begins, changes and ends, and why."""

from eligibility.timeline.arrears import Arrear, arrears
from eligibility.timeline.line import Row, Span, Timeline, timeline

__all__ = ["Arrear", "Row", "Span", "Timeline", "arrears", "timeline"]
