"""What the columns of a range say: which facts are there at all, and which of them are known of everybody.

Rules are compiled for a stock. Where every fact below a criterion is known, surely and possibly are one expression.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from eligibility.model.fact import FactDefinition, FactType

LOW, HIGH, KNOWN = ".low", ".high", ".known"


@dataclass(frozen=True)
class Stock:
    """What is known of the columns of two tables.

    Attributes:
        columns: Columns that say something of somebody; a fact without column is unknown of everybody.
        full: Those of them that are never null.
        exact: Facts within bounds whose two columns are the same wherever they are known.
        is_complete: Whether every household's list of members is complete.
    """

    columns: frozenset[str]
    full: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    is_complete: bool = False


def columns_of(definition: FactDefinition) -> tuple[str, ...]:
    """Names of the columns of a fact.

    A date or an age has a column for each bound, a set one for each code, a link one that says whether it is known
    (whom it names stands in a table of pairs).
    """
    name = definition.name
    match definition.type:
        case FactType.BOOLEAN | FactType.CHOICE | FactType.TEXT | FactType.INTEGER | FactType.DONG:
            return (name,)
        case FactType.DATE | FactType.YEARS | FactType.MONTHS:
            return (name + LOW, name + HIGH)
        case FactType.CHOICES:
            return tuple(code_column(name, code) for code in definition.choices)
        case FactType.MEMBERS:
            return (name + KNOWN,)
        case _:
            assert_never(definition.type)


def code_column(name: str, code: str) -> str:
    """The column that says whether a set has an element."""
    return f"{name}={code}"


def has_bounds(definition: FactDefinition) -> bool:
    """Whether a fact is stated as two bounds."""
    return definition.type in (FactType.DATE, FactType.YEARS, FactType.MONTHS)
