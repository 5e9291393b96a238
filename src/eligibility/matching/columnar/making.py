"""Making terms: each equal one once, constants folded, household values joined before they are spread to members."""

from __future__ import annotations

from collections.abc import Callable

from eligibility.matching.columnar.terms import (
    MEMBERS,
    Operation,
    Pair,
    Payload,
    Table,
    Term,
    day_of_month_form,
    month_form,
)

Fold = Callable[[int, int], bool | int]


class Terms:
    """Makes terms, each once."""

    def __init__(self) -> None:
        self._known: dict[object, Term] = {}
        self.true = self.constant(value=True)
        self.false = self.constant(value=False)
        self.null = self.constant(None)
        self.met = Pair(self.true, self.true)
        self.not_met = Pair(self.false, self.false)
        self.unknown = Pair(self.false, self.true)

    def constant(self, value: bool | int | None) -> Term:  # noqa: FBT001 (a number as often as a flag)
        """One value for every row."""
        return self._term(Operation.CONSTANT, (), value, None, -1, nullable=value is None)

    def column(self, name: str, table: Table, *, nullable: bool) -> Term:
        """A column the table comes with."""
        return self._term(Operation.COLUMN, (), name, table, 0 if table is Table.HOUSEHOLDS else 1, nullable=nullable)

    def no(self, part: Term) -> Term:
        """The opposite; unknown stays unknown."""
        if part.is_constant:
            return self.null if part.payload is None else self.constant(not part.payload)
        return part.inputs[0] if part.operation is Operation.NOT else self._made(Operation.NOT, (part,))

    def all_of(self, *parts: Term) -> Term:
        """Whether all parts hold. Parts are never unknown."""
        return self._joined(Operation.ALL, parts, neutral=self.true, deciding=self.false)

    def any_of(self, *parts: Term) -> Term:
        """Whether some part holds. Parts are never unknown."""
        return self._joined(Operation.ANY, parts, neutral=self.false, deciding=self.true)

    def filled(self, part: Term, value: bool | int) -> Term:  # noqa: FBT001
        """The part, with a constant where it is unknown."""
        if not part.nullable:
            return part
        if part.is_constant:
            return self.constant(value)
        if part.operation is Operation.NOT:
            return self.no(self.filled(part.inputs[0], not value))
        return self._made(Operation.FILLED, (part,), value, nullable=False)

    def among(self, part: Term, codes: tuple[str, ...]) -> Term:
        """Whether a text column has one of these values."""
        return self._made(Operation.AMONG, (part,), tuple(sorted(codes))) if codes else self.false

    def at_least(self, left: Term, right: Term) -> Term:
        """Whether a number reaches another. Ages against a constant become a comparison of the dates themselves."""
        if left is self.null or right is self.null:
            return self.null
        if left.is_constant and right.is_constant:
            return self._folded(left, right, lambda one, other: one >= other)
        if right.is_constant and isinstance(right.payload, int):
            simpler = self._on_dates(left, right.payload)
            if simpler is not None:
                return simpler
        return self._made(Operation.AT_LEAST, (left, right))

    def same(self, left: Term, right: Term) -> Term:
        """Whether two numbers are equal."""
        if left is self.null or right is self.null:
            return self.null
        if left.is_constant and right.is_constant:
            return self._folded(left, right, lambda one, other: one == other)
        return self._made(Operation.SAME, (left, right))

    def known(self, part: Term) -> Term:
        """Whether a value is not unknown."""
        if not part.nullable or part.is_constant:
            return self.constant(part.payload is not None) if part.is_constant else self.true
        return self._made(Operation.KNOWN, (part,), nullable=False)

    def plus(self, left: Term, right: Term) -> Term:
        """A sum."""
        if left.payload == 0 and left.is_constant:
            return right
        if right.payload == 0 and right.is_constant:
            return left
        return self._calculated(Operation.PLUS, left, right, lambda one, other: one + other)

    def minus(self, left: Term, right: Term) -> Term:
        """A difference."""
        return self._calculated(Operation.MINUS, left, right, lambda one, other: one - other)

    def times(self, left: Term, right: Term) -> Term:
        """A product of numbers not below zero."""
        if left.is_constant and left.payload == 1:
            return right
        if right.is_constant and right.payload == 1:
            return left
        return self._calculated(Operation.TIMES, left, right, lambda one, other: one * other)

    def quotient(self, left: Term, divisor: int) -> Term:
        """Whole number of times a divisor goes into a number; of negative ones only the sign is promised."""
        return self._calculated(Operation.QUOTIENT, left, self.constant(divisor), lambda one, other: one // other)

    def remainder(self, left: Term, divisor: int) -> Term:
        """What is left over of a number not below zero."""
        return self._calculated(Operation.REMAINDER, left, self.constant(divisor), lambda one, other: one % other)

    def greatest(self, *parts: Term) -> Term:
        """The greatest known number; unknown where none is known."""
        return self._extreme(Operation.GREATEST, parts)

    def least(self, *parts: Term) -> Term:
        """The least known number; unknown where none is known."""
        return self._extreme(Operation.LEAST, parts)

    def chosen(self, condition: Term, then: Term, otherwise: Term) -> Term:
        """One of two values; the second where the condition is not true, which includes unknown."""
        if condition.is_constant:
            return then if condition.payload else otherwise
        if then is otherwise:
            return then
        if condition.operation is Operation.NOT and not condition.nullable:
            return self.chosen(condition.inputs[0], otherwise, then)
        nullable = then.nullable or otherwise.nullable
        return self._made(Operation.CHOSEN, (condition, then, otherwise), nullable=nullable)

    def not_below_zero(self, part: Term) -> Term:
        """The number, or zero where it is negative; unknown stays unknown."""
        if part.is_constant:
            return self.constant(max(0, part.payload)) if isinstance(part.payload, int) else part
        return self.chosen(self.no(self.at_least(part, self.constant(0))), self.constant(0), part)

    def counted(self, part: Term) -> Term:
        """A boolean as 0 or 1."""
        return self.constant(int(bool(part.payload))) if part.is_constant else self._made(Operation.COUNTED, (part,))

    def months(self, part: Term) -> Term:
        """A day in month form."""
        if part.is_constant:
            return self.constant(month_form(part.payload)) if isinstance(part.payload, int) else part
        return self._made(Operation.MONTHS, (part,))

    def spread(self, part: Term) -> Term:
        """The household's value for each of its members."""
        if part.table is not Table.HOUSEHOLDS:
            return part
        if part.operation in (Operation.NOT, Operation.FILLED, Operation.KNOWN):
            inner = self.spread(part.inputs[0])
            return self._made(part.operation, (inner,), part.payload, nullable=part.nullable)
        return self._term(Operation.SPREAD, (part,), None, Table.MEMBERS, part.phase + 1, nullable=part.nullable)

    def total(self, part: Term) -> Term:
        """Number of members of each household for whom something holds."""
        if part is self.false:
            return self.constant(0)
        if part is self.true:
            return self.column(MEMBERS, Table.HOUSEHOLDS, nullable=False)
        inner = self.spread(part)
        return self._term(Operation.TOTAL, (inner,), None, Table.HOUSEHOLDS, inner.phase + 1, nullable=False)

    def linked(self, part: Term, link: str) -> Term:
        """Number of other members for whom something holds and whose link names the subject."""
        if part is self.false:
            return self.constant(0)
        inner = self.spread(part)
        phase = max(inner.phase, 1) + 2
        return self._term(Operation.LINKED, (inner,), link, Table.MEMBERS, phase, nullable=False)

    def both(self, *pairs: Pair) -> Pair:
        """Every one of several verdicts."""
        return Pair(self.all_of(*(pair.surely for pair in pairs)), self.all_of(*(pair.possibly for pair in pairs)))

    def either(self, *pairs: Pair) -> Pair:
        """Some one of several verdicts."""
        return Pair(self.any_of(*(pair.surely for pair in pairs)), self.any_of(*(pair.possibly for pair in pairs)))

    def opposite(self, pair: Pair) -> Pair:
        """Negation swaps surely and possibly."""
        return Pair(self.no(pair.possibly), self.no(pair.surely))

    def _joined(self, operation: Operation, parts: tuple[Term, ...], *, neutral: Term, deciding: Term) -> Term:
        if deciding in parts:
            return deciding
        kept = {part.number: part for part in parts if part is not neutral}
        ordered = [kept[number] for number in sorted(kept)]
        if any(part.table is Table.MEMBERS for part in ordered):
            # What speaks of the household alone is joined there, on fewer rows, and spread once.
            of_household = [part for part in ordered if part.table is Table.HOUSEHOLDS]
            others = [part for part in ordered if part.table is not Table.HOUSEHOLDS]
            if of_household:
                joined = self._joined(operation, tuple(of_household), neutral=neutral, deciding=deciding)
                ordered = [*others, self.spread(joined)]
        if not ordered:
            return neutral
        return ordered[0] if len(ordered) == 1 else self._made(operation, tuple(ordered))

    def _extreme(self, operation: Operation, parts: tuple[Term, ...]) -> Term:
        kept = list(dict.fromkeys(part for part in parts if part is not self.null))
        numbers = [part.payload for part in kept if part.is_constant and isinstance(part.payload, int)]
        if len(numbers) > 1:
            folded = max(numbers) if operation is Operation.GREATEST else min(numbers)
            kept = [*(part for part in kept if not part.is_constant), self.constant(folded)]
        if not kept:
            return self.null
        if len(kept) == 1:
            return kept[0]
        return self._made(operation, tuple(kept), nullable=all(part.nullable for part in kept))

    def _calculated(self, operation: Operation, left: Term, right: Term, fold: Fold) -> Term:
        if left is self.null or right is self.null:
            return self.null
        if left.is_constant and right.is_constant:
            return self._folded(left, right, fold)
        return self._made(operation, (left, right))

    def _folded(self, left: Term, right: Term, fold: Fold) -> Term:
        if isinstance(left.payload, int) and isinstance(right.payload, int):
            return self.constant(fold(left.payload, right.payload))
        return self.null

    def _on_dates(self, left: Term, limit: int) -> Term | None:
        """A comparison with a constant turned round so that it needs no arithmetic; None where it cannot be."""
        match left.operation, left.inputs:
            case Operation.CHOSEN, (_, first, second) if limit > 0:
                value = second if first.is_constant else first
                is_clipped = not value.is_constant and left is self.not_below_zero(value)
                return self.at_least(value, self.constant(limit)) if is_clipped else None
            case Operation.QUOTIENT, (value, Term(payload=int() as divisor)) if limit > 0:
                return self.at_least(value, self.constant(limit * divisor))
            case Operation.MINUS, (Term(operation=Operation.CONSTANT, payload=int() as whole), value):
                return self.at_most(value, whole - limit)
            case _:
                return None

    def at_most(self, left: Term, limit: int) -> Term:
        """Whether a number does not exceed a constant."""
        if left.operation is Operation.MONTHS:
            return self.at_most(left.inputs[0], day_of_month_form(limit))
        return self.no(self.at_least(left, self.constant(limit + 1)))

    def _made(
        self, operation: Operation, inputs: tuple[Term, ...], payload: Payload = None, *, nullable: bool | None = None
    ) -> Term:
        """A term of the table its inputs have; households' values are spread where members' are among them."""
        if any(part.table is Table.MEMBERS for part in inputs):
            inputs = tuple(self.spread(part) for part in inputs)
        table = next((part.table for part in inputs if part.table is not None), None)
        phase = max(part.phase for part in inputs)
        if nullable is None:
            nullable = any(part.nullable for part in inputs)
        return self._term(operation, inputs, payload, table, phase, nullable=nullable)

    def _term(
        self,
        operation: Operation,
        inputs: tuple[Term, ...],
        payload: Payload,
        table: Table | None,
        phase: int,
        *,
        nullable: bool,
    ) -> Term:
        key = (operation, tuple(part.number for part in inputs), type(payload), payload, table)
        if key not in self._known:
            self._known[key] = Term(operation, inputs, payload, table, phase, nullable, len(self._known))
        return self._known[key]
