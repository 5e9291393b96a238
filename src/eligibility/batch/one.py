"""One household of a long list read back as declared, so that its answers can be explained."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import polars as pl

from eligibility.batch.columns import Readings, finished, link_column, mark
from eligibility.batch.pairing import FACT, OTHER_ID
from eligibility.batch.reading import Lists
from eligibility.batch.source import Source, find, scan, staged
from eligibility.errors import Diagnostic, RequestError
from eligibility.household import Household, Member
from eligibility.matching.columnar.encoding import HOUSEHOLD_ID, MEMBER_ID
from eligibility.matching.columnar.stock import HIGH, LOW, code_column, has_bounds
from eligibility.model.fact import FactType
from eligibility.period import Interval, as_number, write_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eligibility.batch.columns import Reading
    from eligibility.determination import Result
    from eligibility.engine import Engine
    from eligibility.household import Declared
    from eligibility.matching.law import Issued
    from eligibility.model.fact import FactDictionary
    from eligibility.model.text import Language


def explained(
    engine: Engine,
    place: Path | str | Sequence[Path],
    identifier: str,
    *,
    jurisdiction: str,
    on: date,
    assume: bool = False,
    issued: Issued | None = None,
    known_at: date | None = None,
    everything: bool = False,
    language: Language = "vi",
) -> Result:
    """Determine one household of a list with reasons; options as for the run whose answer is to be explained.

    Args:
        engine: Holds the rules.
        place: Where the list lies; see `source.find`.
        identifier: Id of the household.
        jurisdiction: Unit the people live in.
        on: Reference date.
        assume: Whether silence is given the dictionary's meaning.
        issued: Pending instruments to be treated as issued.
        known_at: Assessment date.
        everything: Whether to return what is ineligible or not applicable too.
        language: Language of the words inside the result.

    Raises:
        RequestError: The list has no such household.
        HouseholdError: The household was refused, and why.
    """
    household = household_of(find(place), identifier, engine.rulebook.facts, on)
    return engine.determine(
        household,
        jurisdiction=jurisdiction,
        on=on,
        assume=assume,
        issued=issued,
        known_at=known_at,
        everything=everything,
        language=language,
    )


def household_of(source: Source, identifier: str, dictionary: FactDictionary, on: date) -> Household:
    """A household of a list, as declared there; what could not be read is passed on as it stands."""
    with TemporaryDirectory() as folder:
        lists = Lists(_only(source, identifier, Path(folder)), dictionary, as_number(on))
        return _declared(lists, identifier)


def _only(source: Source, identifier: str, folder: Path) -> Source:
    """The rows of one household, in two tables."""
    tables: dict[str, tuple[Path, ...]] = {}
    for name, paths in (("households", source.households), ("members", source.members), ("links", source.links)):
        if paths:
            rows = scan(paths).filter(pl.col(HOUSEHOLD_ID).cast(pl.String) == identifier).collect()
            path = folder / f"{name}.parquet"
            rows.write_parquet(path)
            tables[name] = (path,)
    if scan(tables.get("households", tables["members"])).select(pl.len()).collect().item() == 0:
        message = f'the list has no household "{identifier}".'
        raise RequestError([Diagnostic(code="unknown-household", message=message)])
    found = Source(tables.get("households", ()), tables["members"], tables.get("links", ()))
    return staged(found, folder / "staged")


def _declared(lists: Lists, identifier: str) -> Household:
    households, members, links = lists.rows()
    own = _facts(households, lists.of_households)
    people = [
        Member(str(members.get_column(MEMBER_ID)[row]), _facts(members[row], lists.of_members))
        for row in range(members.height)
    ]
    if links is not None:
        people = [_with_links(member, links) for member in people]
    return Household(
        id=identifier,
        facts=own,
        members=tuple(people) or None,
        members_complete=lists.is_complete(households),
    )


def _facts(row: pl.DataFrame, readings: Readings) -> dict[str, Declared]:
    facts: dict[str, Declared] = {}
    read = finished(row.select(pl.lit(0).alias("#"), *readings.expressions(readings.facts)))
    values = read.row(0, named=True)
    for name, reading in readings.facts.items():
        if values.get(mark(name)):
            value: Declared = ", ".join(str(row.get_column(column)[0]) for column in reading.source)
        else:
            value = _value(reading, values)
        if value is not None:
            facts[reading.definition.key] = value
    return facts


def _value(reading: Reading, values: dict[str, Any]) -> Declared:
    """A fact as somebody would declare it; None where it is unknown."""
    definition, name = reading.definition, reading.definition.name
    if has_bounds(definition):
        low, high = values[name + LOW], values[name + HIGH]
        if low is None:
            return None
        return write_date(Interval(low, high)) if definition.type is FactType.DATE else low
    if definition.type is FactType.CHOICES:
        codes = {code: values[code_column(name, code)] for code in definition.choices}
        return None if None in codes.values() else [code for code, is_in in codes.items() if is_in]
    if definition.type is FactType.MEMBERS:
        return values.get(link_column(name))
    found: Declared = values[name]
    return found


def _with_links(member: Member, links: pl.DataFrame) -> Member:
    """A member with the links that stand in a table of their own."""
    own = links.filter(pl.col(MEMBER_ID).cast(pl.String) == member.id)
    stated: dict[str, Sequence[str]] = {}
    for (fact,), rows in own.group_by(FACT, maintain_order=True):
        stated[str(fact).removeprefix("member.")] = rows.get_column(OTHER_ID).cast(pl.String).to_list()
    return Member(member.id, {**member.facts, **stated})
