"""Non-cumulation: which of several entitlements a subject keeps, loses or may choose.

`highest_only` compares sets of lines by what they surely and at most bring, so that an undetermined competitor
never lets a line be called kept or absorbed too early (docs/decisions/0004).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

State = Literal["kept", "absorbed", "open"]


@dataclass(frozen=True, slots=True)
class Line:
    """One programme's claim of one subject in a group.

    Attributes:
        programme: Id of the programme.
        owner: Index of the member, or -1 for the household.
        is_sure: Whether the subject is surely eligible.
        low: Least đồng if it is drawn.
        high: Greatest đồng; None where nothing bounds it.
    """

    programme: str
    owner: int
    is_sure: bool
    low: int
    high: int | None

    @property
    def least(self) -> int:
        """What it surely brings."""
        return self.low if self.is_sure else 0


@dataclass(frozen=True, slots=True)
class Draw:
    """The outcome of a group for its lines.

    Attributes:
        states: State of each line, in their order.
        low: Least đồng the subject draws from the group.
        high: Greatest đồng; None where nothing bounds it.
    """

    states: tuple[State, ...]
    low: int
    high: int | None


def highest_only(lines: Sequence[Line], together: Sequence[frozenset[str]]) -> Draw:
    """Decide a group in which only the highest is drawn.

    Args:
        lines: Claims not ineligible and due, national packs first, then in file order: the order that settles ties.
        together: Sets of programmes of one subject that may be drawn at once.
    """
    sets = _largest_sets(lines, together)
    states: list[State] = []
    for index, line in enumerate(lines):
        with_it = [one for one in sets if index in one]
        without = [one for one in sets if index not in one]
        if line.is_sure and all(any(_beats(lines, ours, other) for ours in with_it) for other in without):
            states.append("kept")
        elif all(any(_beats(lines, other, ours) for other in without) for ours in with_it):
            states.append("absorbed")
        else:
            states.append("open")
    highs = [_total([lines[index].high for index in one]) for one in sets]
    return Draw(
        states=tuple(states),
        low=max((sum(lines[index].least for index in one) for one in sets), default=0),
        high=None if None in highs else max((high for high in highs if high is not None), default=0),
    )


def _largest_sets(lines: Sequence[Line], together: Sequence[frozenset[str]]) -> list[frozenset[int]]:
    owners = {line.owner for line in lines}
    candidates = {frozenset({index}) for index in range(len(lines))}
    for allowed in together:
        for owner in owners:
            candidates.add(
                frozenset(
                    index for index, line in enumerate(lines) if line.owner == owner and line.programme in allowed
                )
            )
    candidates.discard(frozenset())
    largest = [one for one in candidates if not any(one < other for other in candidates)]
    return sorted(largest, key=sorted)


def _beats(lines: Sequence[Line], one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether a set surely brings more than another; of equal ones, the one that comes first."""
    gain = sum(lines[index].least for index in one - other)
    loss = _total([lines[index].high for index in other - one])
    if loss is None:
        return False
    return gain > loss or (gain == loss and sorted(one) < sorted(other))


def _total(amounts: Sequence[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None
