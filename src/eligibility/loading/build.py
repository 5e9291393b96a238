"""Files of a rulebook into one model, with everything that does not fit reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eligibility.loading.build_facts import build_fact, read_facts
from eligibility.loading.build_pack import build_group, build_standard
from eligibility.loading.build_programmes import build_programme
from eligibility.loading.build_register import build_instruments, build_pending, build_units, entries, refuse_keys
from eligibility.loading.context import Context
from eligibility.loading.files import FACTS, INSTRUMENTS, JURISDICTIONS, NATIONAL, digest
from eligibility.loading.pack_doc import GroupDocument, ProgrammeDocument, StandardEntryDocument
from eligibility.loading.problems import Site
from eligibility.loading.scalars import read_kebab
from eligibility.loading.units_csv import Table, build_table, with_formers
from eligibility.loading.validate import read_name, read_shape
from eligibility.model.rulebook import Rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eligibility.loading.yaml_text import YamlDocument
    from eligibility.model.cumulation import Group
    from eligibility.model.instrument import Instrument
    from eligibility.model.jurisdiction import Unit
    from eligibility.model.programme import Programme
    from eligibility.model.standard import Standard


@dataclass(slots=True)
class Names:
    """Names that stand in the files, also of parts too broken to build, so that one mistake is reported once.

    Attributes:
        programmes: Ids of programmes.
        groups: Ids of groups.
        standards: Ids of standards.
        instruments: Instruments as citations name them.
        pending: Ids of instruments awaited.
        units: Ids of units.
    """

    programmes: dict[str, Site] = field(default_factory=dict)
    groups: dict[str, Site] = field(default_factory=dict)
    standards: dict[str, Site] = field(default_factory=dict)
    instruments: frozenset[str] = frozenset()
    pending: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Draft:
    """A rulebook before its checks.

    Attributes:
        rulebook: The model, without the parts that could not be built.
        context: Places and mistakes.
        names: Names that exist.
    """

    rulebook: Rulebook
    context: Context
    names: Names


def build_draft(documents: Mapping[str, YamlDocument]) -> Draft:
    """Build the model of a whole rulebook.

    Args:
        documents: Files by name, national packs before others.
    """
    context = Context()
    names = Names()
    shapes = read_facts(documents[FACTS], context)
    facts = {name: build_fact(name, shape, site, context) for name, (shape, site) in shapes.items()}
    instruments = build_instruments(documents[INSTRUMENTS], context)
    pending = build_pending(documents[INSTRUMENTS], context)
    units = _units(documents, context)
    names.instruments = frozenset(_keys(documents[INSTRUMENTS], "instruments"))
    names.pending = frozenset(_keys(documents[INSTRUMENTS], "pending"))
    names.units = frozenset([*_keys(documents[JURISDICTIONS], "units"), *units])
    standards: list[Standard] = []
    groups: dict[str, Group] = {}
    programmes: dict[str, Programme] = {}
    for name, document in documents.items():
        if name in {FACTS, INSTRUMENTS, JURISDICTIONS} or isinstance(document, Table):
            continue
        pack = _Pack(document, name, instruments, names, context)
        standards.extend(pack.standards())
        groups.update({group.id: group for group in pack.groups()})
        for programme in pack.programmes():
            programmes.setdefault(programme.id, programme)
    rulebook = Rulebook(
        digest=digest(documents),
        facts=facts,
        instruments=instruments,
        pending=pending,
        units=units,
        standards=tuple(standards),
        groups=groups,
        programmes=programmes,
    )
    _refuse_blanks(documents, context)
    return Draft(rulebook, context, names)


def _units(documents: Mapping[str, YamlDocument], context: Context) -> dict[str, Unit]:
    """The register of units: its own file, then the tables beside it."""
    units = build_units(documents[JURISDICTIONS], context)
    became: dict[str, tuple[str, ...]] = {}
    for document in documents.values():
        if isinstance(document, Table):
            listed, into = build_table(document, context)
            for name in listed.keys() & units.keys():
                context.problems.add("duplicate-unit", f'another file has the unit "{name}"', Site(document, ()))
            units = units | listed
            became |= into
    return with_formers(units, became, context)


def _keys(document: YamlDocument, key: str) -> list[str]:
    items = document.data.get(key) if isinstance(document.data, dict) else None
    return list(items) if isinstance(items, dict) else []


class _Pack:
    """One rule pack being read."""

    def __init__(
        self, document: YamlDocument, name: str, instruments: Mapping[str, Instrument], names: Names, context: Context
    ) -> None:
        self._document = document
        self._instruments = instruments
        self._names = names
        self._context = context
        self._data = document.data if isinstance(document.data, dict) else {}
        self._top = Site(document, ())
        refuse_keys(document, ("jurisdiction", "standards", "groups", "programmes"), context)
        self._jurisdiction = self._read_jurisdiction(name)

    def _read_jurisdiction(self, name: str) -> str:
        stated = self._data.get("jurisdiction")
        if not isinstance(stated, str):
            hint = f"Write jurisdiction: {NATIONAL if name.startswith(NATIONAL) else name.removesuffix('.yaml')}."
            self._context.problems.add("missing-key", 'the key "jurisdiction" is missing here', self._top, hint)
            return NATIONAL
        self._context.names.append(("unit", stated, self._top.at("jurisdiction")))
        return stated

    def standards(self) -> Iterator[Standard]:
        """Legal numbers of the pack."""
        items = self._mapping("standards")
        for name, raw in items.items():
            site = self._top.at("standards", name)
            read_name(read_kebab, name, site, self._context.problems)
            key = f"{self._jurisdiction}/{name}"
            if self._is_new("standard", key, name, self._names.standards, site):
                if not isinstance(raw, list) or not raw:
                    self._context.problems.add("wrong-shape", "a standard is a list of dated values", site)
                    continue
                documents = [
                    (shape, site.at(index))
                    for index, item in enumerate(raw)
                    if (shape := read_shape(StandardEntryDocument, item, site.at(index), self._context.problems))
                ]
                yield build_standard(name, documents, self._jurisdiction, self._instruments, self._context)

    def groups(self) -> Iterator[Group]:
        """Groups of the pack."""
        for name in self._mapping("groups"):
            site = self._top.at("groups", name)
            read_name(read_kebab, name, site, self._context.problems)
            self._is_new("group", name, name, self._names.groups, site)
        for name, shape, site in entries(self._document, "groups", GroupDocument, self._context, required=False):
            yield build_group(name, shape, self._jurisdiction, site, self._context)

    def programmes(self) -> Iterator[Programme]:
        """Programmes of the pack."""
        raw = self._data.get("programmes", [])
        site = self._top.at("programmes")
        if not isinstance(raw, list):
            self._context.problems.add("wrong-shape", "programmes are a list", site)
            return
        for index, item in enumerate(raw):
            here = site.at(index)
            name = item.get("id") if isinstance(item, dict) else None
            if isinstance(name, str):
                self._is_new("programme", name, name, self._names.programmes, here.at("id"))
            shape = read_shape(ProgrammeDocument, item, here, self._context.problems)
            if shape is not None:
                yield build_programme(shape, self._jurisdiction, self._instruments, here, self._context)

    def _mapping(self, key: str) -> dict[str, object]:
        items = self._data.get(key, {})
        if isinstance(items, dict):
            return dict(items)
        self._context.problems.add("wrong-shape", f"{key} are a mapping", self._top.at(key))
        return {}

    def _is_new(self, sort: str, key: str, name: str, known: dict[str, Site], site: Site) -> bool:
        first = known.setdefault(key, site)
        if first is not site:
            message = f'the {sort} "{name}" is also declared at {first.location}'
            self._context.problems.add(f"duplicate-{sort}", message, site, "Give one of them another id.")
        return first is site


def _refuse_blanks(documents: Mapping[str, YamlDocument], context: Context) -> None:
    """Report empty values: a key without a value says less than its absence.

    Only `from: null` of a unit means something: it existed before any rule held here.
    """
    for name, document in documents.items():
        blanks = set(document.blanks)
        if name == JURISDICTIONS:
            blanks -= {document.locate(("units", unit, "from")) for unit in _keys(document, "units")}
        for location in blanks:
            context.problems.refuse_blank(location)
