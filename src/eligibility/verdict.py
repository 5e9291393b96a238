"""Three-valued truth: met, not met, unknown, and how they combine (Kleene).

Knows nothing of facts or law. The only definition of the logic outside the columnar matcher.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Verdict(Enum):
    """What one criterion says of one subject.

    `UNKNOWN` means that a missing answer could still decide either way.
    """

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"

    def __invert__(self) -> Verdict:
        if self is Verdict.UNKNOWN:
            return self
        return Verdict.NOT_MET if self is Verdict.MET else Verdict.MET


MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN


def verdict_of(*, surely: bool, possibly: bool) -> Verdict:
    """Fold the two booleans of the columnar form into one verdict.

    >>> verdict_of(surely=False, possibly=True)
    <Verdict.UNKNOWN: 'unknown'>
    """
    if surely:
        return MET
    return UNKNOWN if possibly else NOT_MET


def conjunction(verdicts: Iterable[Verdict]) -> Verdict:
    """All of them: one not met decides; otherwise one unknown leaves it open.

    >>> conjunction([MET, UNKNOWN, NOT_MET])
    <Verdict.NOT_MET: 'not_met'>
    """
    outcome = MET
    for verdict in verdicts:
        if verdict is NOT_MET:
            return NOT_MET
        if verdict is UNKNOWN:
            outcome = UNKNOWN
    return outcome


def disjunction(verdicts: Iterable[Verdict]) -> Verdict:
    """Any of them: one met decides; otherwise one unknown leaves it open.

    >>> disjunction([NOT_MET, UNKNOWN])
    <Verdict.UNKNOWN: 'unknown'>
    """
    outcome = NOT_MET
    for verdict in verdicts:
        if verdict is MET:
            return MET
        if verdict is UNKNOWN:
            outcome = UNKNOWN
    return outcome


def at_least(count: int, met: int, open_: int) -> Verdict:
    """Whether `count` of the conditions hold, when `met` surely do and `open_` may.

    >>> at_least(2, met=1, open_=1)
    <Verdict.UNKNOWN: 'unknown'>
    """
    return verdict_of(surely=met >= count, possibly=met + open_ >= count)
