"""Terms as narwhals expressions, which run unchanged on Polars, DuckDB and PySpark frames."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import reduce
from operator import add, and_, floordiv, mod, mul, or_, sub
from typing import assert_never

import narwhals as nw

from eligibility.matching.columnar.plan import name_of
from eligibility.matching.columnar.terms import Operation, Term

_ARITHMETIC: dict[Operation, Callable[[nw.Expr, nw.Expr], nw.Expr]] = {
    Operation.PLUS: add,
    Operation.MINUS: sub,
    Operation.TIMES: mul,
    Operation.QUOTIENT: floordiv,
    Operation.REMAINDER: mod,
}
_YEAR, _MONTHS_OF_A_YEAR, _HUNDRED = 10_000, 12, 100


def expression(term: Term, columns: Collection[str], naming: Callable[[Term], str] = name_of) -> nw.Expr:
    """A term as an expression.

    Args:
        term: The term.
        columns: Columns the frame has; a term among them is taken from there.
        naming: The column of a term.
    """
    return _Lowering(columns, naming).root(term)


def needed(terms: Iterable[Term], columns: Collection[str]) -> list[str]:
    """Columns of a frame that some terms are computed from, in the order of the frame.

    Args:
        terms: The terms.
        columns: Columns the frame has.
    """
    found: set[str] = set()
    waiting, seen = list(terms), set[Term]()
    while waiting:
        term = waiting.pop()
        if term in seen:
            continue
        seen.add(term)
        if not term.is_constant and name_of(term) in columns:
            found.add(name_of(term))
        else:
            waiting.extend(term.inputs)
    return [column for column in columns if column in found]


def literal(value: bool | int | None) -> nw.Expr:  # noqa: FBT001
    """A constant of a fixed type: an untyped integer inside a choice has made the optimiser of Polars panic."""
    if isinstance(value, bool):
        return nw.lit(value, nw.Boolean())
    return nw.lit(value, nw.Int64())


class _Lowering:
    """Turns one term and what is inside it into an expression, each inner term once."""

    def __init__(self, columns: Collection[str], naming: Callable[[Term], str]) -> None:
        self._columns = columns
        self._naming = naming
        self._made: dict[Term, nw.Expr] = {}

    def root(self, term: Term) -> nw.Expr:
        return self._of(term) if self._is_there(term) else self._built(term)

    def _is_there(self, term: Term) -> bool:
        return not term.is_constant and self._naming(term) in self._columns

    def _of(self, term: Term) -> nw.Expr:
        if term not in self._made:
            self._made[term] = nw.col(self._naming(term)) if self._is_there(term) else self._built(term)
        return self._made[term]

    def _built(self, term: Term) -> nw.Expr:
        inputs = [self._of(part) for part in term.inputs]
        match term.operation:
            case Operation.CONSTANT:
                return literal(_constant(term))
            case Operation.COLUMN:
                return nw.col(self._naming(term))
            case Operation.NOT:
                return ~inputs[0]
            case Operation.ALL:
                return reduce(and_, inputs)
            case Operation.ANY:
                return reduce(or_, inputs)
            case Operation.FILLED:
                return inputs[0].fill_null(_constant(term))
            case Operation.AMONG:
                return _among(inputs[0], term.payload)
            case Operation.AT_LEAST:
                return inputs[0] >= inputs[1]
            case Operation.SAME:
                return inputs[0] == inputs[1]
            case Operation.KNOWN:
                return ~inputs[0].is_null()
            case Operation.PLUS | Operation.MINUS | Operation.TIMES | Operation.QUOTIENT | Operation.REMAINDER:
                return _ARITHMETIC[term.operation](inputs[0], inputs[1])
            case Operation.GREATEST:
                return nw.max_horizontal(*inputs)
            case Operation.LEAST:
                return nw.min_horizontal(*inputs)
            case Operation.CHOSEN:
                return nw.when(inputs[0]).then(inputs[1]).otherwise(inputs[2])
            case Operation.COUNTED:
                return inputs[0].cast(nw.Int64())
            case Operation.MONTHS:
                months = inputs[0] // _YEAR * _MONTHS_OF_A_YEAR + inputs[0] // _HUNDRED % _HUNDRED
                return months * _HUNDRED + inputs[0] % _HUNDRED
            case Operation.SPREAD | Operation.TOTAL | Operation.LINKED:
                message = f"{term.operation.value} needs a column of its own before it is used"
                raise ValueError(message)
            case _:
                assert_never(term.operation)


def _constant(term: Term) -> bool | int | None:
    if term.payload is None or isinstance(term.payload, int):
        return term.payload
    message = f"{term.payload!r} is no constant of a column"
    raise TypeError(message)


def _among(column: nw.Expr, codes: object) -> nw.Expr:
    if not isinstance(codes, tuple):
        message = f"{codes!r} are no codes"
        raise TypeError(message)
    return column == codes[0] if len(codes) == 1 else column.is_in(list(codes))
