"""What can be granted on the day: one entry per programme and benefit, with what is the same for everybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import polars as pl

from eligibility.model.benefit import Basis, BenefitKind, Rhythm
from eligibility.model.programme import Standing

if TYPE_CHECKING:
    from eligibility.citation import Citation
    from eligibility.matching.household import Rule
    from eligibility.model.benefit import Benefit

BASES = pl.Enum([*get_args(Basis), "ceiling", "floor"])
STATES = pl.Enum(["kept", "absorbed", "open", "alternative"])
PROGRAMME, BENEFIT, CLAUSE, GROUP = "programme", "benefit", "clause", "group"


@dataclass(frozen=True)
class Entry:
    """One benefit of a programme, or a programme that grants none.

    Attributes:
        programme: Id of the programme.
        number: Number of the benefit in the programme; None where it grants none.
        benefit: The benefit.
        standing: What the version promises on the day.
        group: Id of the group it competes in.
        cite: Its provisions: the benefit's own, else the version's.
    """

    programme: str
    number: int | None
    benefit: Benefit | None
    standing: str
    group: str | None
    cite: tuple[Citation, ...]

    @property
    def line(self) -> tuple[str, str, str] | None:
        """Standing, kind and rhythm: money of different ones is never added up. None where nothing is granted."""
        return None if self.benefit is None else (self.standing, self.benefit.kind, self.benefit.every or "")


class Entries:
    """Entries in the order of the rulebook. A row's clause is the index of its entry.

    Args:
        rules: Programmes of the day.
        programmes: Ids of those shown.
    """

    def __init__(self, rules: Mapping[str, Rule], programmes: Sequence[str]) -> None:
        self.all = tuple(entry for name in programmes for entry in _entries(rules[name]))
        self._first = {entry.programme: index for index, entry in reversed(list(enumerate(self.all)))}
        names = pl.Enum(list(programmes))
        standings = pl.Enum([standing.value for standing in Standing])
        benefits = [entry.benefit for entry in self.all]
        self.columns = pl.DataFrame(
            {
                PROGRAMME: pl.Series([entry.programme for entry in self.all], dtype=names),
                BENEFIT: pl.Series([entry.number for entry in self.all], dtype=pl.UInt8),
                "standing": pl.Series([entry.standing for entry in self.all], dtype=standings),
                "kind": pl.Series([one and one.kind for one in benefits], dtype=pl.Enum(get_args(BenefitKind))),
                "every": pl.Series([one and one.every for one in benefits], dtype=pl.Enum(get_args(Rhythm))),
                GROUP: pl.Series([entry.group for entry in self.all], dtype=pl.String).cast(pl.Categorical),
            }
        )

    def index(self, programme: str, number: int | None) -> int:
        """The index of an entry."""
        return self._first[programme] + (number or 0)


def _entries(rule: Rule) -> list[Entry]:
    version = rule.applied.version
    if version is None or rule.standing is None:
        return []
    name, standing = rule.applied.programme.id, rule.standing.value
    if not version.benefits:
        return [Entry(name, None, None, standing, version.group, version.cite)]
    return [
        Entry(name, number, benefit, standing, version.group, benefit.cite or version.cite)
        for number, benefit in enumerate(version.benefits)
    ]
