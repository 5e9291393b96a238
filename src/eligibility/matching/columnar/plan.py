"""In which order terms are computed: table by table, phase by phase, what is shared as a column of its own.

Even phases compute columns of the households, odd ones columns of the members; between them values are spread to
members and members are counted, all of a phase at once (semantics.md part 5: one group_by for all counts of a level).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from eligibility.matching.columnar.terms import ACROSS, Operation, Table, Term


@dataclass(frozen=True, slots=True)
class Compute:
    """New columns of one table, each from columns that are there.

    Attributes:
        table: Whose columns.
        columns: The terms.
    """

    table: Table
    columns: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Cross:
    """New columns of one table from the other, or from linked members: terms of one operation.

    Attributes:
        operation: SPREAD, TOTAL or LINKED.
        columns: The terms; the input of each is a column that is there.
    """

    operation: Operation
    columns: tuple[Term, ...]


Step = Compute | Cross


@dataclass(frozen=True)
class Plan:
    """Steps that give every wanted term a column, in order.

    Attributes:
        steps: What to do.
        inputs: Columns the tables must come with.
    """

    steps: tuple[Step, ...]
    inputs: Mapping[Table, tuple[str, ...]]


def name_of(term: Term) -> str:
    """The column a term stands in once it is computed."""
    return str(term.payload) if term.operation is Operation.COLUMN else f"#{term.number}"


def plan(wanted: Iterable[Term], later: Iterable[Term] = ()) -> Plan:
    """Order everything that some terms need.

    Args:
        wanted: Terms that need a column each; constants are passed over.
        later: Terms that are computed on a few rows afterwards: only what they need from other rows gets a column.
    """
    marking = _Marking()
    for term in wanted:
        marking.want(term)
    for term in later:
        marking.prepare(term)
    return marking.plan()


@dataclass
class _Marking:
    """Terms that must become columns."""

    columns: dict[Term, None] = field(default_factory=dict)
    sources: dict[Term, None] = field(default_factory=dict)
    uses: dict[Term, int] = field(default_factory=dict)
    prepared: set[Term] = field(default_factory=set)
    depths: dict[Term, int] = field(default_factory=dict)

    def want(self, term: Term) -> None:
        if not term.is_constant:
            self._visit(term, is_column=True)

    def prepare(self, term: Term) -> None:
        if term in self.prepared:
            return
        self.prepared.add(term)
        if term.operation is Operation.COLUMN or term.operation in ACROSS:
            self.want(term)
        else:
            for part in term.inputs:
                self.prepare(part)

    def plan(self) -> Plan:
        phases: dict[int, dict[tuple[int, Operation | None], list[Term]]] = {}
        for term in sorted(self.columns, key=lambda term: term.number):
            across = term.operation if term.operation in ACROSS else None
            phases.setdefault(max(term.phase, 0), {}).setdefault((self._depth(term), across), []).append(term)
        steps: list[Step] = []
        for phase in sorted(phases):
            for (_, across), terms in sorted(phases[phase].items(), key=lambda item: item[0][0]):
                if across is None:
                    table = Table.MEMBERS if phase % 2 else Table.HOUSEHOLDS
                    steps.append(Compute(table, tuple(terms)))
                else:
                    steps.append(Cross(across, tuple(terms)))
        inputs = {
            table: tuple(sorted(str(term.payload) for term in self.sources if term.table is table)) for table in Table
        }
        return Plan(tuple(steps), inputs)

    def _visit(self, term: Term, *, is_column: bool) -> None:
        if term.operation is Operation.COLUMN:
            self.sources[term] = None
            return
        if is_column or term.operation in ACROSS:
            self.columns[term] = None
        self.uses[term] = self.uses.get(term, 0) + 1
        if self.uses[term] > 1:
            # Used twice: worth a column, unless it is only turned round.
            if term.operation is not Operation.NOT:
                self.columns[term] = None
            return
        for part in term.inputs:
            if not part.is_constant:
                self._visit(part, is_column=term.operation in ACROSS or part.phase != term.phase)

    def _depth(self, term: Term) -> int:
        """How many steps of its phase come before a column: those across tables first."""
        if term.operation in ACROSS:
            return 0
        if term not in self.depths:
            self.depths[term] = 1 + max((self._inside(part, term.phase) for part in term.inputs), default=0)
        return self.depths[term]

    def _inside(self, part: Term, phase: int) -> int:
        if part.is_constant or part.operation is Operation.COLUMN or part.phase < phase:
            return 0
        if part in self.columns:
            return self._depth(part)
        return max((self._inside(inner, phase) for inner in part.inputs), default=0)
