"""What one row states of one person: facts, the parts that place it in a household, and its faults.

Knows columns and cells; not the rows around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from eligibility.household import Declared
from eligibility.lists import date_faults, faults
from eligibility.lists.cells import Reading, reader_of
from eligibility.lists.faults import Fault
from eligibility.lists.header import Column, Header
from eligibility.lists.sheet import LONGEST_SHOWN, Cell, Place, Row, address, is_blank, letters, shown
from eligibility.lists.titles import BIRTH, HEAD, RELATION, Role
from eligibility.model.fact import FactDefinition, FactType
from eligibility.model.text import Text
from eligibility.period import as_number, read_date

_CITIZEN_DIGITS = 12
_NO_DIGITS = re.compile(r"[^0-9]+")
_RELATION = RELATION.removeprefix("member.")
_BIRTH = BIRTH.removeprefix("member.")


@dataclass(frozen=True, slots=True)
class CellFault:
    """A fault at a cell.

    Attributes:
        cell: The cell, such as `E17`.
        value: What stands in it; empty where it must not be repeated.
        fault: What is wrong.
        of_household: Whether it keeps the whole household from being judged.
    """

    cell: str
    value: str
    fault: Fault
    of_household: bool = False


@dataclass(slots=True)
class Statements:
    """What a row states of its person, or of the household.

    Attributes:
        facts: Values by fact name without scope.
        places: Where each of them is stated.
    """

    facts: dict[str, Declared] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


@dataclass(slots=True)
class PersonRow:
    """One person's row.

    Attributes:
        index: Its place in the sheet, from 0.
        section: Number of the heading it stands under.
        parts: Texts of the columns that state no fact, by role.
        part_cells: Where they stand.
        own: What it states of the person.
        household: What it states of the household.
        faults: What is wrong with it.
    """

    index: int
    section: int = 0
    parts: dict[Role, str] = field(default_factory=dict)
    part_cells: dict[Role, str] = field(default_factory=dict)
    own: Statements = field(default_factory=Statements)
    household: Statements = field(default_factory=Statements)
    faults: list[CellFault] = field(default_factory=list)

    @property
    def first_cell(self) -> str:
        """The cell that stands for the row."""
        return address(self.index, 0)

    @property
    def household_number(self) -> str:
        """The household number it states; empty where it states none."""
        return self.parts.get(Role.HOUSEHOLD_NUMBER, "")

    @property
    def relation(self) -> Declared:
        """The relation to the head it states; None where it states none that can be read."""
        return self.own.facts.get(_RELATION)

    @property
    def relation_cell(self) -> str:
        """Where it states the relation to the head; its first cell where it does not."""
        place = self.own.places.get(_RELATION)
        return self.first_cell if place is None else place.cell

    @property
    def is_head(self) -> bool:
        """Whether it names the head of a household."""
        return self.relation == HEAD

    @property
    def speaks_of_a_person(self) -> bool:
        """Whether it holds a readable birth date or relation, which no heading or total does."""
        return _BIRTH in self.own.facts or _RELATION in self.own.facts

    def refuse(self, fault: Fault, cell: str = "", value: str = "") -> None:
        """Add a fault; at the row's first cell unless another is named."""
        self.faults.append(CellFault(cell or self.first_cell, value, fault))

    def refuse_at(self, place: Place, fault: Fault, *, of_household: bool) -> None:
        """Add a fault at a cell.

        Args:
            place: The cell.
            fault: The fault.
            of_household: Whether it keeps the whole household from being judged.
        """
        self.faults.append(CellFault(place.cell, place.text, fault, of_household))

    def refuse_relation(self, fault: Fault, *, of_household: bool) -> None:
        """Add a fault at the cell that states the relation to the head."""
        self.refuse_at(self.own.places[_RELATION], fault, of_household=of_household)

    def state(self, fact: _Fact, value: Declared, place: Place) -> None:
        """Add a statement; two different ones of one fact are a fault."""
        statements = self.household if fact.of_household else self.own
        known = statements.facts.get(fact.key)
        if known is None:
            statements.facts[fact.key] = value
            statements.places[fact.key] = place
        elif fact.is_set and isinstance(known, list) and isinstance(value, list):
            statements.facts[fact.key] = [*known, *(item for item in value if item not in known)]
        elif known != value:
            fault = faults.contradictory_cells(fact.label, statements.places[fact.key].cell)
            self.refuse_at(place, fault, of_household=fact.of_household)


class _Fact(NamedTuple):
    """What reading a row needs of a definition, worked out once per column."""

    key: str
    label: Text
    of_household: bool
    is_set: bool

    @classmethod
    def of(cls, definition: FactDefinition) -> _Fact:
        is_set = definition.type is FactType.CHOICES
        return cls(definition.key, definition.label, definition.scope == "household", is_set)


class RowReader:
    """Reads the rows below one header."""

    def __init__(self, header: Header, on: date | None) -> None:
        self._on = on
        self._roles: list[tuple[int, Role]] = []
        self._columns: list[tuple[int, _ColumnReader]] = []
        dated = header.states(BIRTH)
        for column in header.columns:
            meaning = column.meaning
            if meaning is None:
                continue
            if meaning.role is not None:
                self._roles.append((column.index, meaning.role))
            elif meaning.definition is not None and not (dated and meaning.definition.since == BIRTH):
                self._columns.append((column.index, _ColumnReader(column, meaning.definition)))

    def read(self, index: int, row: Row) -> PersonRow:
        """Read one row.

        Args:
            index: Its place in the sheet, from 0.
            row: Its cells.
        """
        person = PersonRow(index)
        for place, role in self._roles:
            cell = row[place]
            if cell != "" and role is not Role.PRIVATE and role not in person.parts and not is_blank(cell):
                person.parts[role] = _part(role, cell)
                person.part_cells[role] = address(index, place)
        for place, column in self._columns:
            cell = row[place]
            if cell == "":
                continue
            reading = column.read(cell)
            if reading is None:
                continue
            where = Place(f"{column.letter}{index + 1}", "" if column.is_sensitive else cell)
            if isinstance(reading, Fault):
                person.refuse_at(where, reading, of_household=column.fact.of_household)
                continue
            person.state(column.fact, reading, where)
            for fact, value in column.implied:
                person.state(fact, value, where)
        if self._on is not None:
            self._check_birth(person, self._on)
        return person

    @staticmethod
    def _check_birth(person: PersonRow, on: date) -> None:
        birth = person.own.facts.get(_BIRTH)
        if isinstance(birth, str) and read_date(birth).low > as_number(on):
            place = person.own.places[_BIRTH]
            person.refuse_at(place, date_faults.born_after(place.text, on), of_household=False)


class _ColumnReader:
    """Reads the cells of one column, each different text once."""

    def __init__(self, column: Column, definition: FactDefinition) -> None:
        meaning = column.meaning
        implied = () if meaning is None else meaning.implied
        self.fact = _Fact.of(definition)
        self.is_sensitive = definition.sensitive
        self.letter = letters(column.index)
        self.implied = tuple((_Fact.of(other), value) for other, value in implied)
        self._mark = None if meaning is None else meaning.mark
        self._read = _mark_reader(definition) if self._mark is not None else reader_of(definition)
        # Apart, because 1.0 and True are one key; in each, a reading is worked out once.
        self._texts: dict[Cell, Reading] = {}
        self._numbers: dict[Cell, Reading] = {}

    def read(self, cell: Cell) -> Reading:
        if isinstance(cell, str):
            known = self._texts
        elif isinstance(cell, float):
            known = self._numbers
        else:
            return self._of_mark(self._read(cell))
        if cell not in known:
            known[cell] = self._of_mark(self._read(cell))
        return known[cell]

    def _of_mark(self, reading: Reading) -> Reading:
        """In a column of marks, a yes states the column's value and a no states nothing."""
        if self._mark is None or isinstance(reading, Fault):
            return reading
        return self._mark if reading is True else None


def _mark_reader(definition: FactDefinition) -> Callable[[Cell], Reading]:
    return reader_of(
        FactDefinition(
            name=definition.name, type=FactType.BOOLEAN, label=definition.label, sensitive=definition.sensitive
        )
    )


def _part(role: Role, cell: Cell) -> str:
    text = shown(cell)[:LONGEST_SHOWN]
    if role is Role.CITIZEN_NUMBER:
        digits = _NO_DIGITS.sub("", text)
        return digits.zfill(_CITIZEN_DIGITS) if isinstance(cell, float) else digits
    return text
