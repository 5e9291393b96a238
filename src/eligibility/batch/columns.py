"""Columns of a list as they come, turned into the columns the matcher reads; values that cannot be read are marked.

A column is named like its fact, with or without scope. Booleans, whole numbers, dates, texts and lists are taken as
they are; texts of partial dates and of sets are read. Blank means unknown, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

import polars as pl

from eligibility.batch.days import read_days
from eligibility.errors import did_you_mean
from eligibility.matching.columnar.stock import HIGH, KNOWN, LOW, code_column, columns_of, has_bounds
from eligibility.model.fact import FactType

if TYPE_CHECKING:
    from eligibility.model.fact import FactDefinition, FactDictionary, Scope

GREATEST = 10**15
"""Numbers above are refused, as `eligibility.facts` does."""
SEPARATOR = ";"
"""Between the elements of a set or a list of members written as text."""


@dataclass(frozen=True)
class Reading:
    """How one fact is read.

    Attributes:
        definition: The fact.
        columns: The matcher's columns, each with its expression over the list's columns.
        wrong: Where something stands that cannot be read; None where that cannot be.
        source: Columns of the list it is read from.
    """

    definition: FactDefinition
    columns: Mapping[str, pl.Expr]
    wrong: pl.Expr | None
    source: tuple[str, ...]

    @property
    def matched(self) -> tuple[str, ...]:
        """The matcher's columns it yields."""
        return columns_of(self.definition)


@dataclass
class Readings:
    """How a table is read.

    Attributes:
        facts: Readings by full name of the fact.
        unused: Columns that state no fact, each with the fact it may be meant for.
    """

    facts: dict[str, Reading] = field(default_factory=dict)
    unused: dict[str, str | None] = field(default_factory=dict)

    def expressions(self, names: Iterable[str]) -> list[pl.Expr]:
        """The matcher's columns of some facts, and marks of what cannot be read."""
        found: list[pl.Expr] = []
        for name in names:
            reading = self.facts[name]
            found += [expression.alias(column) for column, expression in reading.columns.items()]
            if reading.wrong is not None:
                found.append(reading.wrong.fill_null(value=False).alias(mark(name)))
        return found


def text_of_days(name: str) -> str:
    """The column that holds texts of days until they are read."""
    return f"?{name}"


def link_column(name: str) -> str:
    """The column that holds the ids a link names until they are positions."""
    return f"@{name}"


def mark(name: str) -> str:
    """The column that marks values of a fact that cannot be read."""
    return f"!{name}"


def readings(schema: pl.Schema, dictionary: FactDictionary, scope: Scope, others: Sequence[str]) -> Readings:
    """Work out how each fact of a table is read.

    Args:
        schema: Columns of the table.
        dictionary: The facts.
        scope: Whose facts the table states.
        others: Columns that are no facts, such as ids.
    """
    found = Readings()
    used = set(others)
    for definition in dictionary.values():
        if definition.scope != scope:
            continue
        for prefix in (definition.name, definition.key):
            reading = _reading(definition, prefix, schema)
            if reading is not None:
                found.facts[definition.name] = reading
                used.update(reading.source)
                break
    names = [definition.key for definition in dictionary.values() if definition.scope == scope]
    for column in schema:
        if column not in used:
            found.unused[column] = did_you_mean(column.rpartition(".")[2], names)
    return found


def _reading(definition: FactDefinition, prefix: str, schema: pl.Schema) -> Reading | None:
    """The reading of a fact from columns of a name; None where there is none."""
    canonical = columns_of(definition)
    spread = [prefix + column.removeprefix(definition.name) for column in canonical]
    if len(spread) > 1 and any(column in schema for column in spread):
        return _from_parts(definition, canonical, spread, schema)
    if definition.type is FactType.MEMBERS and prefix + KNOWN in schema:
        known = pl.col(prefix + KNOWN).fill_null(value=False)
        return Reading(definition, {definition.name + KNOWN: known}, None, (prefix + KNOWN,))
    if prefix not in schema:
        return None
    column, kind = pl.col(prefix), schema[prefix]
    match definition.type:
        case FactType.BOOLEAN:
            columns, wrong = _boolean(definition.name, column, kind)
        case FactType.CHOICE:
            columns, wrong = _choice(definition, column, kind)
        case FactType.TEXT:
            columns, wrong = {definition.name: column.cast(pl.String)}, None
        case FactType.CHOICES:
            columns, wrong = _set(definition, column, kind)
        case FactType.INTEGER | FactType.DONG | FactType.YEARS | FactType.MONTHS:
            columns, wrong = _number(canonical, column, kind)
        case FactType.DATE:
            columns, wrong = _day(definition.name, column, kind)
        case FactType.MEMBERS:
            names = _elements(column, kind)
            columns = {definition.name + KNOWN: names.is_not_null(), link_column(definition.name): names}
            wrong = None
        case _:
            assert_never(definition.type)
    return Reading(definition, columns, wrong, (prefix,))


def _from_parts(
    definition: FactDefinition, canonical: Sequence[str], spread: Sequence[str], schema: pl.Schema
) -> Reading:
    """A fact that comes in the matcher's own columns: two bounds, or one boolean per code."""
    kind = pl.Int64 if has_bounds(definition) else pl.Boolean
    missing = pl.lit(None, dtype=kind) if has_bounds(definition) else None
    present = [column for column in spread if column in schema]
    known = pl.any_horizontal(pl.col(column).is_not_null() for column in present)
    columns: dict[str, pl.Expr] = {}
    for name, column in zip(canonical, spread, strict=True):
        if column in schema:
            columns[name] = pl.col(column).cast(kind)
        else:
            columns[name] = missing if missing is not None else pl.when(known).then(pl.lit(value=False))
    first, last = pl.col(present[0]), pl.col(present[-1])
    wrong = known & ~pl.all_horizontal(pl.col(column).is_not_null() for column in present)
    if has_bounds(definition):
        wrong = known & ((len(present) < len(spread)) | first.is_null() | last.is_null() | (first > last) | (first < 0))
    return Reading(definition, columns, wrong, tuple(present))


Read = tuple[dict[str, pl.Expr], pl.Expr | None]


def flag(column: pl.Expr, kind: pl.DataType) -> tuple[pl.Expr, pl.Expr | None]:
    """A boolean, and where something else stands."""
    if kind == pl.Boolean:
        return column, None
    text = column.cast(pl.String)
    value = pl.when(text == "true").then(pl.lit(value=True)).when(text == "false").then(pl.lit(value=False))
    return value, (text != "") & text.is_not_null() & value.is_null()


def _boolean(name: str, column: pl.Expr, kind: pl.DataType) -> Read:
    value, wrong = flag(column, kind)
    return {name: value}, wrong


def _choice(definition: FactDefinition, column: pl.Expr, kind: pl.DataType) -> Read:
    text = column if kind == pl.String else column.cast(pl.String)
    value = pl.when(text != "").then(text)
    return {definition.name: value}, value.is_not_null() & ~value.is_in(list(definition.choices))


def _set(definition: FactDefinition, column: pl.Expr, kind: pl.DataType) -> Read:
    elements = _elements(column, kind)
    columns = {code_column(definition.name, code): elements.list.contains(pl.lit(code)) for code in definition.choices}
    known = list(definition.choices)
    strange = elements.list.set_difference(pl.lit(pl.Series([known]))).list.len() > 0
    return columns, elements.is_not_null() & strange


def _elements(column: pl.Expr, kind: pl.DataType) -> pl.Expr:
    """A list, or a text of elements with a separator between them."""
    if isinstance(kind, pl.List):
        return column.cast(pl.List(pl.String))
    text = column.cast(pl.String)
    return pl.when(text != "").then(text).str.split(SEPARATOR).list.eval(pl.element().str.strip_chars())


def _number(canonical: Sequence[str], column: pl.Expr, kind: pl.DataType) -> Read:
    if kind == pl.String:
        text = pl.when(column != "").then(column)
        value = text.cast(pl.Int64, strict=False)
        wrong = text.is_not_null() & (value.is_null() | (value < 0) | (value > GREATEST))
    elif kind.is_integer():
        value = column.cast(pl.Int64, strict=False)
        wrong = column.is_not_null() & (value.is_null() | (value < 0) | (value > GREATEST))
    else:
        # Money is never a fraction: a column of floats is read where it holds whole numbers only.
        value = column.cast(pl.Int64, strict=False)
        wrong = column.is_not_null() & (value.is_null() | (value < 0) | (value > GREATEST) | (value != column))
    return dict.fromkeys(canonical, value), wrong


def _day(name: str, column: pl.Expr, kind: pl.DataType) -> Read:
    if kind == pl.Date or isinstance(kind, pl.Datetime):
        day = column.dt.year().cast(pl.Int64) * 10_000 + column.dt.month().cast(pl.Int64) * 100 + column.dt.day()
        return {name + LOW: day, name + HIGH: day}, None
    return {text_of_days(name): column.cast(pl.String)}, None


def finished(frame: pl.DataFrame) -> pl.DataFrame:
    """A table with its texts of days read; those that are none are marked."""
    for column in [column for column in frame.columns if column.startswith("?")]:
        name = column[1:]
        days = read_days(frame.get_column(column))
        marks = [days.wrong.alias(mark(name))] if days.wrong.any() else []
        frame = frame.drop(column).hstack([days.low.alias(name + LOW), days.high.alias(name + HIGH), *marks])
    return frame


def marked(frame: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, pl.Series]]:
    """A table without its marks, and by fact where values stand that cannot be read."""
    marks = {column[1:]: frame.get_column(column) for column in frame.columns if column.startswith("!")}
    return frame.drop(mark(name) for name in marks), {name: wrong for name, wrong in marks.items() if wrong.any()}
