"""Conditions in the library's form: joined with constants folded, and measured against what it bears."""

from __future__ import annotations

Expression = dict[str, object] | bool
"""A durable-rules condition on one fact, or a constant."""

MOST_COMBINATIONS = 10
"""Nested conjunctions and disjunctions a rule may hold; the library refuses a rule at about 15."""
MOST_TESTS = 60
"""Tests that may hold at once: the library keeps 64 that it has not followed yet, and one more is its error 303."""


def all_of(expressions: list[Expression]) -> Expression:
    """A conjunction, constants folded."""
    if any(expression is False for expression in expressions):
        return False
    return _joined("$and", [expression for expression in expressions if not isinstance(expression, bool)], empty=True)


def any_of(expressions: list[Expression]) -> Expression:
    """A disjunction, constants folded."""
    if any(expression is True for expression in expressions):
        return True
    return _joined("$or", [expression for expression in expressions if not isinstance(expression, bool)], empty=False)


def combinations(expression: Expression) -> int:
    """How many conjunctions and disjunctions an expression holds."""
    if isinstance(expression, bool):
        return 0
    return sum(
        1 + sum(combinations(part) for part in parts)
        for operator, parts in expression.items()
        if operator in ("$and", "$or") and isinstance(parts, list)
    )


def holding_at_once(expression: Expression) -> int:
    """At most so many tests of an expression hold at once: of several codes of one field only one does."""
    if isinstance(expression, bool):
        return 0
    parts = expression.get("$or", expression.get("$and"))
    if not isinstance(parts, list):
        return 1
    codes = {name for part in parts for name, value in part.items() if isinstance(value, int)}
    return len(codes) + sum(holding_at_once(part) for part in parts if codes.isdisjoint(part))


def _joined(operator: str, expressions: list[dict[str, object]], *, empty: bool) -> Expression:
    """Join expressions, taking the parts of one of the same operator as one's own."""
    parts: list[dict[str, object]] = []
    for expression in expressions:
        inner = expression.get(operator)
        parts += inner if isinstance(inner, list) else [expression]
    if not parts:
        return empty
    return parts[0] if len(parts) == 1 else {operator: parts}
