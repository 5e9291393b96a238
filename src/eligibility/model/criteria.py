"""Kinds of conditions a rule pack may state, as frozen data.

A closed set: each interpreter ends its `match` in `assert_never`, so a kind that one of them forgot
fails the type check. Knows neither households nor how anything is evaluated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from eligibility.model.standard import StandardReference
from eligibility.model.text import Confidence

if TYPE_CHECKING:
    from eligibility.citation import Citation
    from eligibility.model.text import Text

Value = bool | str | int
"""A value written in a rule: boolean, choice code, whole number (đồng, years, months) or day as `yyyymmdd`."""


@dataclass(frozen=True, slots=True)
class ReferenceDate:
    """The day a determination is asked for, as the limit of a date comparison."""


Limit = int | ReferenceDate | StandardReference
"""What an ordered fact is compared with. Days are `yyyymmdd`."""


@dataclass(frozen=True, slots=True)
class Equals:
    """The fact has exactly this value.

    Attributes:
        value: Boolean, choice code or whole number.
    """

    value: Value


@dataclass(frozen=True, slots=True)
class OneOf:
    """The fact has one of these values; a set fact shares an element with them.

    Attributes:
        values: Choice codes, in the order of the text.
    """

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The fact reaches the limit; reaching it exactly is enough. Drafting cue: "từ đủ N trở lên"."""

    limit: Limit


@dataclass(frozen=True, slots=True)
class MoreThan:
    """The fact passes the limit; reaching it is not enough. Drafting cue: "trên N"."""

    limit: Limit


@dataclass(frozen=True, slots=True)
class LessThan:
    """The fact stays under the limit; reaching it fails. Drafting cue: "dưới N"."""

    limit: Limit


@dataclass(frozen=True, slots=True)
class AtMost:
    """The fact does not exceed the limit; reaching it passes. Drafting cue: "không quá N", "tối đa N"."""

    limit: Limit


Bound = AtLeast | MoreThan | LessThan | AtMost
Test = Equals | OneOf | Bound


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """What every condition may carry.

    Attributes:
        id: Slug, unique in its version; names the reason. None inside `where`, `when` and `of`.
        cite: Provisions the condition comes from; empty where it shares its version's.
        reading: The reading chosen where the text is ambiguous.
        confidence: How the provision was seen.
    """

    id: str | None = None
    cite: tuple[Citation, ...] = ()
    reading: Text | None = None
    confidence: Confidence = Confidence.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTest(_Stated):
    """One fact passes all of its tests.

    Attributes:
        fact: Name with scope, such as `member.age_years`.
        tests: At least one; all must hold.
        stated_only: Look at what was stated, never at a derivation; breaks a circle between two facts that imply one
            another.
    """

    fact: str
    tests: tuple[Test, ...]
    stated_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf(_Stated):
    """Every part holds."""

    parts: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf(_Stated):
    """At least one part holds."""

    parts: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(_Stated):
    """The part does not hold. Drafting cue: "trừ", "không thuộc"."""

    part: Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class CountMet(_Stated):
    """At least so many of the parts hold.

    Attributes:
        parts: The conditions counted.
        at_least: Least number that must hold.
    """

    parts: tuple[Criterion, ...]
    at_least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SomeMember(_Stated):
    """One member of the household meets the whole condition.

    Attributes:
        where: Condition in which `member` is the member looked at; conditions inside speak of one person.
        linked_by: A fact of type members; then only members whose fact names the subject are looked at.
    """

    where: Criterion
    linked_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountMembers(_Stated):
    """The number of members that meet a condition passes all tests.

    Attributes:
        where: Condition in which `member` is the member looked at.
        tests: Bounds on the number of persons.
        linked_by: As in `SomeMember`.
    """

    where: Criterion
    tests: tuple[Bound, ...]
    linked_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibleFor(_Stated):
    """The subject belongs to another programme (thuộc diện), before non-cumulation.

    Attributes:
        name: Id of the programme or group.
        kind: Which of the two it names; of a group, any of its programmes.
    """

    name: str
    kind: Literal["programme", "group"] = "programme"


Combinator = AllOf | AnyOf | Not
Quantifier = SomeMember | CountMembers
Criterion = FactTest | AllOf | AnyOf | Not | CountMet | SomeMember | CountMembers | EligibleFor
"""Every kind of condition."""
