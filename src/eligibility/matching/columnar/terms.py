"""Plain expressions over two tables: what columns a verdict is made of, before any library computes it.

Every equal subtree exists once and constants are folded, so that what is shared is computed once and what cannot
matter is not computed at all. A term knows its table, and the phase in which it can be computed: even phases belong
to the households, odd ones to the members. Knows neither criteria nor dataframes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Table(Enum):
    """Whose rows a term has one value for."""

    HOUSEHOLDS = "households"
    MEMBERS = "members"


class Operation(Enum):
    """What a term does with its inputs. Unknown (null) stays unknown unless said otherwise.

    FILLED puts a constant where nothing is known. GREATEST and LEAST pass over unknown inputs. CHOSEN takes its third
    input where its first is not true. MONTHS turns `yyyymmdd` into a number whose hundreds are months. SPREAD gives
    each member the household's value, TOTAL counts the members of a household for whom something holds, and LINKED
    those members for whom it holds and whose link names the subject.
    """

    CONSTANT = "constant"
    COLUMN = "column"
    NOT = "not"
    ALL = "all"
    ANY = "any"
    FILLED = "filled"
    AMONG = "among"
    AT_LEAST = "at_least"
    SAME = "same"
    KNOWN = "known"
    PLUS = "plus"
    MINUS = "minus"
    TIMES = "times"
    QUOTIENT = "quotient"
    REMAINDER = "remainder"
    GREATEST = "greatest"
    LEAST = "least"
    CHOSEN = "chosen"
    COUNTED = "counted"
    MONTHS = "months"
    SPREAD = "spread"
    TOTAL = "total"
    LINKED = "linked"


MEMBERS = "members"
"""Column of the households: how many members are listed."""
COMPLETE = "complete"
"""Column of the households: whether the list of members names everybody."""

ACROSS = frozenset({Operation.SPREAD, Operation.TOTAL, Operation.LINKED})
"""Operations that look at other rows and so end a phase."""


Payload = bool | int | str | tuple[str, ...] | None
"""A constant, the name of a column, codes or the name of a link."""


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One expression. Compared by identity: equal ones are the same object.

    Attributes:
        operation: What it does.
        inputs: Terms it is made of.
        payload: Constant, column name, codes or link, by operation.
        table: Whose rows it has a value for; None for a constant.
        phase: First phase in which it can be computed; -1 for a constant.
        nullable: Whether it may be unknown (null).
        number: Order of creation.
    """

    operation: Operation
    inputs: tuple[Term, ...]
    payload: Payload
    table: Table | None
    phase: int
    nullable: bool
    number: int

    @property
    def is_constant(self) -> bool:
        """Whether it has one value for every row."""
        return self.operation is Operation.CONSTANT


class Pair(NamedTuple):
    """A three-valued verdict as two plain booleans; unknown where only the second holds."""

    surely: Term
    possibly: Term


_YEAR, _MONTHS_OF_A_YEAR, _HUNDRED = 10_000, 12, 100


def month_form(day: int) -> int:
    """A `yyyymmdd` day as months × 100 + day, so that whole months between two days are a difference // 100.

    >>> month_form(20220301) - month_form(20220131)
    170
    """
    return (day // _YEAR * _MONTHS_OF_A_YEAR + day // _HUNDRED % _HUNDRED) * _HUNDRED + day % _HUNDRED


def day_of_month_form(number: int) -> int:
    """The `yyyymmdd` number behind a month form; where no such day exists it still lies between the right days.

    >>> day_of_month_form(month_form(20221231))
    20221231
    """
    months, day = divmod(number, _HUNDRED)
    year, month = divmod(months - 1, _MONTHS_OF_A_YEAR)
    return year * _YEAR + (month + 1) * _HUNDRED + day
