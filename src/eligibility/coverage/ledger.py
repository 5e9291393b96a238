"""The clause ledger of a document: what each of its sections holds, and why the rest of it grants nothing.

Read from rules/ledger. Knows which rows exist, not which programmes encode them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eligibility.coverage.ledger_doc import LedgerDocument, Model, SectionDocument
from eligibility.errors import Diagnostic, Location, RulebookError, did_you_mean
from eligibility.loading.problems import Problems, Site
from eligibility.loading.validate import read_shape
from eligibility.loading.yaml_text import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eligibility.coverage.ledger_doc import RowDocument
    from eligibility.loading.yaml_text import YamlDocument
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the clause inventory.

    Attributes:
        id: As `encodes` names it, such as `BT-II.3.2-a`.
        model: A rule is decided; info is shown as a note; skip grants nothing.
        echo_of: The row it only repeats.
        why: Of a row that is skipped or repeats another: the reason.
    """

    id: str
    model: Model
    echo_of: str | None = None
    why: Text | None = None

    @property
    def is_ledger_only(self) -> bool:
        """Whether no programme may encode it: skipped rows, and information that repeats another row."""
        return self.model == "skip" or (self.model == "info" and self.echo_of is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A stretch of a document.

    Attributes:
        id: Its number as the document prints it, or a name in brackets.
        lines: First and last line of the stored document, both included.
        rows: Rows of the inventory found in it.
        rest: What else it holds and why that grants nothing; None where nothing is left.
        quantifies: Of an annex: rows whose planned figures stand here.
    """

    id: str
    lines: tuple[int, int]
    rows: tuple[Row, ...] = ()
    rest: Text | None = None
    quantifies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All sections of one document, in its order and without a gap.

    Attributes:
        instrument: The document as citations name it.
        sections: Its sections.
    """

    instrument: str
    sections: tuple[Section, ...]


_Placed = tuple[Section, Site]


def load_ledgers(directory: str | Path, rulebook: Rulebook) -> tuple[Ledger, ...]:
    """Read every ledger of a folder.

    Args:
        directory: The folder, usually rules/ledger; one that does not exist holds no ledger.
        rulebook: Its register says which documents there are and how many lines they have.

    Raises:
        RulebookError: A ledger is wrong; holds every mistake found, in reading order.
    """
    reading = _Reading(rulebook)
    ledgers = [reading.ledger(document) for document in _documents(Path(directory), reading.problems)]
    reading.check_references()
    if reading.problems:
        raise RulebookError(reading.problems.sorted())
    return tuple(ledger for ledger in ledgers if ledger is not None)


def _documents(directory: Path, problems: Problems) -> Iterator[YamlDocument]:
    for path in sorted(directory.glob("*.yaml")):
        try:
            yield read_yaml(path.read_bytes().decode("utf-8"), str(path))
        except UnicodeDecodeError as error:
            location = Location(str(path), error.object[: error.start].count(b"\n") + 1, 1)
            problems.extend([Diagnostic("not-utf8", "the file is not UTF-8 text here.", location)])
        except RulebookError as error:
            problems.extend(error.diagnostics)


class _Reading:
    """Ledgers being read: names met so far, and mistakes."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.problems = Problems()
        self._instruments = rulebook.instruments
        self._ledgers: dict[str, Site] = {}
        self._rows: dict[str, Site] = {}
        self._references: list[tuple[str, Site]] = []
        self._has_broken_section = False

    def ledger(self, document: YamlDocument) -> Ledger | None:
        """Read one file."""
        top = Site(document, ())
        for location in document.blanks:
            self.problems.refuse_blank(location)
        shape = read_shape(LedgerDocument, document.data, top, self.problems)
        if shape is None:
            return None
        self._check_instrument(shape.instrument, top.at("instrument"))
        places = [top.at("sections", index) for index in range(len(shape.sections))]
        read = [self._section(data, site) for data, site in zip(shape.sections, places, strict=True)]
        self._check_names(read)
        self._check_order(read, shape.instrument)
        return Ledger(instrument=shape.instrument, sections=tuple(placed[0] for placed in read if placed is not None))

    def check_references(self) -> None:
        """Report rows that are named but stand in no ledger; a section that could not be read may hold them."""
        for name, site in self._references:
            if name not in self._rows and not self._has_broken_section:
                message = f'no section of any ledger has a row "{name}"'
                self.problems.add("unknown-row", message, site, did_you_mean(name, self._rows))

    def _check_instrument(self, name: str, site: Site) -> None:
        if name not in self._instruments:
            hint = did_you_mean(name, self._instruments)
            self.problems.add("unknown-instrument", f'the register has no instrument "{name}"', site, hint)
        first = self._ledgers.setdefault(name, site)
        if first is not site:
            self.problems.add("duplicate-ledger", f"{name} already has a ledger at {first.location}", site)

    def _section(self, data: object, site: Site) -> _Placed | None:
        shape = read_shape(SectionDocument, data, site, self.problems)
        if shape is None:
            self._has_broken_section = True
            return None
        if not shape.rows and shape.rest is None:
            message = f"section {shape.section} has neither rows nor rest: it is accounted for by nothing"
            self.problems.add("empty-section", message, site, "Say under rest: why it grants nothing.")
        rows = tuple(self._row(row, site.at("rows", index)) for index, row in enumerate(shape.rows))
        for index, name in enumerate(shape.quantifies):
            self._references.append((name, site.at("quantifies", index)))
        first, last = shape.lines
        if not 1 <= first <= last:
            self.problems.add("wrong-lines", f"lines {first} to {last} are no range of lines", site.at("lines"))
            return None
        section = Section(
            id=shape.section, lines=(first, last), rows=rows, rest=shape.rest, quantifies=tuple(shape.quantifies)
        )
        return section, site

    def _row(self, shape: RowDocument, site: Site) -> Row:
        first = self._rows.setdefault(shape.id, site)
        if first is not site:
            message = f'the row "{shape.id}" already stands at {first.location}'
            self.problems.add("duplicate-row", message, site, "A row belongs to one section.")
        if shape.echo_of == shape.id:
            self.problems.add("self-echo", f'the row "{shape.id}" is said to repeat itself', site.at("echo_of"))
        elif shape.echo_of is not None:
            self._references.append((shape.echo_of, site.at("echo_of")))
        if shape.why is None and (shape.model == "skip" or shape.echo_of is not None):
            message = f'the row "{shape.id}" is left out of the programmes without a reason'
            self.problems.add("missing-why", message, site, "Say under why: what it is, or what it repeats.")
        return Row(id=shape.id, model=shape.model, echo_of=shape.echo_of, why=shape.why)

    def _check_names(self, read: Iterable[_Placed | None]) -> None:
        known: dict[str, Site] = {}
        for section, site in (placed for placed in read if placed is not None):
            first = known.setdefault(section.id, site)
            if first is not site:
                message = f'section "{section.id}" already stands at {first.location}'
                self.problems.add("duplicate-section", message, site.at("section"))

    def _check_order(self, read: list[_Placed | None], instrument: str) -> None:
        """Report gaps, overlaps and sections out of order; beside a section that could not be read nothing is known."""
        end, name = 0, "the beginning"
        is_known = True
        for placed in read:
            if placed is None:
                is_known = False
                continue
            section, site = placed
            first, last = section.lines
            site = site.at("lines")
            if first <= end:
                code = "section-order" if last < end else "section-overlap"
                message = f"section {section.id} begins on line {first}, but {name} ends on line {end} only"
                self.problems.add(code, message, site)
            elif first > end + 1 and is_known:
                self._report_gap(end + 1, first - 1, f"between {name} and section {section.id}", site)
            if last >= end:
                end, name = last, f"section {section.id}"
            is_known = True
        stored = self._instruments[instrument].source_lines if instrument in self._instruments else None
        if stored is None or not is_known or read[-1] is None:
            return
        site = read[-1][1].at("lines")
        if end < stored:
            self._report_gap(end + 1, stored, f"between {name} and the end", site)
        elif end > stored:
            self.problems.add("wrong-lines", f"{name} ends on line {end}, the stored document on line {stored}", site)

    def _report_gap(self, first: int, last: int, where: str, site: Site) -> None:
        message = f"lines {first} to {last} lie in no section, {where}"
        self.problems.add("section-gap", message, site, "Give them to a section; one that grants nothing says so.")
