"""Long lists of units as tables: `rules/jurisdictions/*.csv`, one row a unit, read without YAML to load quickly.

Columns: `id`, `name`, `level`, `parents` (ids, each perhaps with `:FIRST..LAST`, with blanks between), `from`, `to` and
`into`, the units it became. Lines that begin with `#` say where the rows come from.
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, get_args

from pydantic_core import PydanticCustomError

from eligibility.errors import Location, did_you_mean
from eligibility.loading.build_register import period
from eligibility.loading.problems import Site
from eligibility.loading.scalars import read_day, read_kebab
from eligibility.loading.validate import read_name
from eligibility.loading.yaml_text import YamlDocument
from eligibility.model.jurisdiction import Level, Parent, Unit
from eligibility.model.text import Confidence, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from eligibility.loading.context import Context
    from eligibility.loading.yaml_text import Path

FOLDER = "jurisdictions"
COLUMNS = ("id", "name", "level", "parents", "from", "to", "into")
_LEVELS: dict[str, Level] = {level: level for level in get_args(Level)}


@dataclass(frozen=True, slots=True)
class Table(YamlDocument):
    """A table of units. Its data are the rows as lists of texts.

    Attributes:
        lines: Line of the file on which each row stands.
    """

    lines: tuple[int, ...] = field(default=())

    def locate(self, path: Path, *, key: bool = False) -> Location:
        """The line of a row; path and key say no more than that."""
        del key
        row = path[0] if path and isinstance(path[0], int) else None
        return Location(self.file, 1 if row is None else self.lines[row], 1)


def read_table(text: str, file: str) -> Table:
    """Read a table, comments and empty lines left out."""
    lines = unicodedata.normalize("NFC", text.removeprefix("\ufeff")).splitlines()
    kept = [(number, line) for number, line in enumerate(lines, start=1) if line.strip() and not line.startswith("#")]
    rows = csv.reader(line for _, line in kept)
    return Table(file, [list(row) for row in rows], lines=tuple(number for number, _ in kept))


def build_table(table: Table, context: Context) -> tuple[dict[str, Unit], dict[str, tuple[str, ...]]]:
    """Build the units of a table.

    Returns:
        Units by id, and for each the units it became.
    """
    rows = table.data if isinstance(table.data, list) else []
    units: dict[str, Unit] = {}
    became: dict[str, tuple[str, ...]] = {}
    if not rows or rows[0] != list(COLUMNS):
        message = f"the first line does not name the columns {', '.join(COLUMNS)}"
        context.problems.add("wrong-shape", message, Site(table, ()))
        return units, became
    for number, row in enumerate(rows[1:], start=1):
        site = Site(table, (number,))
        if not isinstance(row, list) or len(row) != len(COLUMNS):
            context.problems.add("wrong-shape", f"the row has not {len(COLUMNS)} cells", site)
            continue
        values = dict(zip(COLUMNS, map(str, row), strict=True))
        if values["id"] in units:
            context.problems.add("duplicate-unit", f'another row has the id "{values["id"]}"', site)
            continue
        unit = _unit(values, site, context)
        if unit is not None:
            units[unit.id] = unit
            became[unit.id] = tuple(values["into"].split())
            context.names.extend(("unit", name, site) for name in became[unit.id])
    return units, became


def with_formers(units: Mapping[str, Unit], became: Mapping[str, tuple[str, ...]], context: Context) -> dict[str, Unit]:
    """Units that say what they were formed from, where a table says what others became."""
    formers: dict[str, list[str]] = {}
    for former, into in became.items():
        for name in into:
            formers.setdefault(name, []).append(former)
    changed = {
        name: context.note(replace(unit, formed_from=(*unit.formed_from, *formers[name])), context.site(unit))
        for name, unit in units.items()
        if name in formers
    }
    return {**units, **changed}


def _unit(values: Mapping[str, str], site: Site, context: Context) -> Unit | None:
    read_name(read_kebab, values["id"], site, context.problems)
    level = _LEVELS.get(values["level"])
    if level is None:
        message, hint = f'there is no level "{values["level"]}"', did_you_mean(values["level"], _LEVELS)
        context.problems.add("unknown-level", message, site, hint or f"Known here: {', '.join(_LEVELS)}.")
        return None
    if not values["name"].strip():
        context.problems.add("wrong-shape", "the unit has no name", site)
    first, last = _days((values["from"], values["to"]), site, context)
    unit = Unit(
        id=values["id"],
        name=Text(values["name"], values["name"]),
        level=level,
        period=period(first, last, site, context),
        parents=tuple(_parents(values["parents"], site, context)),
        confidence=Confidence.SECONDARY,
    )
    return context.note(unit, site)


def _parents(text: str, site: Site, context: Context) -> Iterable[Parent]:
    for one in text.split():
        name, _, days = one.partition(":")
        context.names.append(("unit", name, site))
        first, last = _days((days.partition("..")[0], days.partition("..")[2]), site, context)
        yield Parent(name, period(first, last, site, context))


def _days(texts: Iterable[str], site: Site, context: Context) -> list[date | None]:
    found: list[date | None] = []
    for text in texts:
        try:
            found.append(read_day(text) if text else None)
        except PydanticCustomError as refused:
            known = refused.context or {}
            context.problems.add(refused.type, str(known["message"]), site, str(known["hint"]) or None)
            found.append(None)
    return found
