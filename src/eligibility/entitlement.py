"""What follows from eligibility, as it stands in a result: money, payers, goods, and how it fares in its group.

Plain frozen data, the half of `eligibility.determination` that speaks of money.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from operator import is_, not_
from typing import Annotated, Literal

from pydantic import Field

from eligibility.model.benefit import Basis, BenefitKind, Payee, Rhythm, Source

# Built-in predicates: pydantic calls them for every field of every determination.
if_none = Field(exclude_if=partial(is_, None))
"""Marks a field that is left out of the JSON form while it is None."""
if_empty = Field(exclude_if=not_)
"""Marks a field that is left out of the JSON form while it is empty, or not set."""


ShownBasis = Basis | Literal["ceiling", "floor"]
"""Where a figure comes from: the text, a plan, our arithmetic, or a bound the text sets."""


@dataclass(frozen=True, slots=True)
class DongRange:
    """Money known only within bounds.

    Attributes:
        low: Least đồng; `from` on the wire.
        high: Greatest đồng, or None where nothing bounds it; `to` on the wire.
    """

    low: Annotated[int, Field(serialization_alias="from")]
    high: Annotated[int | None, Field(serialization_alias="to")]


Dong = int | DongRange
"""Exact đồng, or a range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitedInstrument:
    """An instrument a promise or a payer's part waits for.

    Attributes:
        instrument: Its id.
        issued: Day it was issued; `true` where it was said to be issued without a day; None while it is not.
        due: Day by which the text says it should come.
    """

    instrument: str
    issued: str | Literal[True] | None = None
    due: Annotated[str | None, if_empty] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """One payer's part.

    Attributes:
        source: The payer, where one is named.
        either: Possible payers, where the text leaves it open.
        by_households: Percentage of households by payer, where a plan divides households and not this one's money.
        dong: The part; None where the split or the amount is not stated.
        percent: Share as the text states it.
        at_ceiling: The part is that of the greatest amount; below it the split is not stated.
        depends_on: Instruments this part waits for.
    """

    source: Annotated[Source | None, if_empty] = None
    either: Annotated[tuple[Source, ...], if_empty] = ()
    by_households: Annotated[Mapping[Source, str], if_empty] = field(default_factory=dict)
    dong: Annotated[Dong | None, if_none] = None
    percent: Annotated[str | None, if_empty] = None
    at_ceiling: Annotated[bool | None, if_empty] = None
    depends_on: Annotated[tuple[AwaitedInstrument, ...], if_empty] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InGroup:
    """How an entitlement fares among those it competes with.

    Attributes:
        id: The group.
        rule: `highest_only` or `choose_one`.
        state: Kept, absorbed by a higher one, still open, or one of several alternatives.
        with_: The other programmes concerned; `with` on the wire.
        dong: What the subject draws from the group as a whole.
        chosen_by: Who chooses.
        citation: Index of the group's clause among the citations.
    """

    id: str
    rule: Literal["highest_only", "choose_one"]
    state: Literal["kept", "absorbed", "open", "alternative"]
    with_: Annotated[tuple[str, ...], Field(serialization_alias="with")]
    dong: Dong | None
    chosen_by: Annotated[Literal["household", "authority"] | None, if_empty] = None
    citation: Annotated[int | None, if_none] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityGranted:
    """Goods: a number of units per occasion."""

    number: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitlement:
    """One thing that follows from eligibility. Eligible is not yet entitled: the standing says what it is worth.

    Attributes:
        kind: What sort of thing.
        dong: Money per payment; None where none is stated or computable.
        why: Why `dong` is None: `not_stated`, `in_kind`, `unknown_fact`, `no_value_on_date`, `in_doubt`.
        basis: Whether the figure is the text's, a plan's, computed, a ceiling or a floor.
        every: Rhythm.
        at_most_times: Greatest number of payments.
        quantity: Goods instead of money.
        working: How the figure was reached.
        funding: Payers.
        repay_percent: What part of the amount received is taken back.
        terms: Conditions shown beside it.
        paid_to: Who receives it, where that is not the subject.
        payable_from: First month of payment, or in words.
        group: How it fares among those it competes with.
        citations: Indexes of its clauses, where they are not the programme's.
    """

    kind: BenefitKind
    dong: Dong | None
    why: Annotated[str | None, if_empty] = None
    basis: Annotated[ShownBasis | None, if_empty] = None
    every: Annotated[Rhythm | None, if_empty] = None
    at_most_times: Annotated[int | None, if_none] = None
    quantity: Annotated[QuantityGranted | None, if_empty] = None
    working: Annotated[str | None, if_empty] = None
    funding: Annotated[tuple[Payer, ...], if_empty] = ()
    repay_percent: Annotated[str | None, if_empty] = None
    terms: Annotated[tuple[str, ...], if_empty] = ()
    paid_to: Annotated[Payee | None, if_empty] = None
    payable_from: Annotated[str | None, if_empty] = None
    group: Annotated[InGroup | None, if_empty] = None
    citations: Annotated[tuple[int, ...], if_empty] = ()
