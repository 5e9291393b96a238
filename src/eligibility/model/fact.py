"""What can be asked: the definition of a fact and the dictionary of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from eligibility.citation import Citation
    from eligibility.model.criteria import Criterion, Value
    from eligibility.model.text import Text
    from eligibility.period import EffectivePeriod

Scope = Literal["household", "member"]


class FactType(Enum):
    """Types of facts. Ages are completed years or months; `choices` is a set; `members` is a list of member ids."""

    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"
    INTEGER = "integer"
    DONG = "dong"
    DATE = "date"
    YEARS = "years"
    MONTHS = "months"
    TEXT = "text"
    MEMBERS = "members"

    @property
    def is_ordered(self) -> bool:
        """Whether values can be compared with at_least, less_than and their kin."""
        return self in _ORDERED


_ORDERED = {FactType.INTEGER, FactType.DONG, FactType.DATE, FactType.YEARS, FactType.MONTHS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One line of a decision list.

    Attributes:
        value: The value of the fact where this branch is taken.
        when: Its condition; None on a last branch that catches the rest.
    """

    value: Value
    when: Criterion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """How a fact follows from others during a period.

    In order: the first branch that is not surely false must be surely true, otherwise the value is unknown.
    Without a catch-all branch the derivation only ever proves; the rest is as stated.

    Attributes:
        branches: The decision list.
        period: Days on which the derivation holds.
        cite: Provisions it comes from.
    """

    branches: tuple[Branch, ...]
    period: EffectivePeriod
    cite: tuple[Citation, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether some branch always applies once its facts are known."""
        return bool(self.branches) and self.branches[-1].when is None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDefinition:
    """A fact that may be stated of a household or member.

    Attributes:
        name: Scope and name, such as `member.age_years`.
        type: Type of its value.
        label: Short name for pages and tables.
        question: What a caseworker asks aloud; None for facts that are only computed.
        choices: Codes and their labels, for choice and choices.
        since: For ages: the date fact they count from.
        until: For ages: the date fact they count to; None is the reference date.
        derivations: Ways it follows from other facts, one per period.
        only_if: Where this is surely not met, the fact has the value `otherwise` and is never asked.
        otherwise: See `only_if`.
        assume: What silence means where the user asks for assumptions; None where silence means nothing.
        compare_with: Another fact whose difference is worth a notice.
        sensitive: Kept out of logs and posted lists.
        note: Help shown beside the question.
        headers: Column titles seen in commune lists.
        cells: For choices: spellings of each code in list cells.
    """

    name: str
    type: FactType
    label: Text
    question: Text | None = None
    choices: Mapping[str, Text] = field(default_factory=dict)
    since: str | None = None
    until: str | None = None
    derivations: tuple[Derivation, ...] = ()
    only_if: Criterion | None = None
    otherwise: Value | None = None
    assume: Value | tuple[str, ...] | None = None
    compare_with: str | None = None
    sensitive: bool = False
    note: Text | None = None
    headers: tuple[str, ...] = ()
    cells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def scope(self) -> Scope:
        """Of whom the fact speaks."""
        return "household" if self.name.startswith("household.") else "member"

    @property
    def key(self) -> str:
        """The name as written on a household or member, without scope."""
        return self.name.partition(".")[2]


FactDictionary = Mapping[str, FactDefinition]
"""All facts by full name, in the order of the dictionary file."""
