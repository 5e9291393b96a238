"""Case files into cases: every name known, every change applied, all mistakes reported at their places."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eligibility.cases.changes import Changed, changed, origin
from eligibility.cases.documents import HouseholdFile, ProgrammeFile
from eligibility.cases.expected import ExpectedList
from eligibility.cases.names import Names
from eligibility.errors import SHOWN, Diagnostic, EligibilityError, HouseholdError, Location, RequestError
from eligibility.facts import read_statements
from eligibility.household import Household
from eligibility.loading.problems import Problems, Site
from eligibility.loading.validate import read_shape
from eligibility.loading.yaml_text import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from eligibility.cases.documents import BaseDocument, CaseFileDocument, HouseholdCase, ProgrammeCase
    from eligibility.cases.expected import ExpectedAnswer
    from eligibility.loading.yaml_text import Path as Steps
    from eligibility.loading.yaml_text import YamlDocument
    from eligibility.matching.law import Issued
    from eligibility.model.rulebook import Rulebook


class CaseFileError(EligibilityError):
    """A case file is wrong: its author's mistake. Holds every mistake of all files read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A household with the answer the law gives.

    Attributes:
        name: What it shows, as a sentence.
        law: Words of the text that decide, and their clause.
        location: Where it is written.
        programme: Id of the programme; None where it is about everything a household is due.
        jurisdiction: Unit lived in.
        on: Reference date.
        household: The household, changes applied.
        assume: Whether silence is given the dictionary's meaning.
        issued: Pending instruments treated as issued.
        known_at: Assessment date: law that became known later is ignored.
        expect: Answers by subject, or programmes by status.
    """

    name: str
    law: str | None
    location: Location
    programme: str | None
    jurisdiction: str
    on: date
    household: Household
    assume: bool
    issued: Issued
    known_at: date | None
    expect: Mapping[str, ExpectedAnswer] | ExpectedList


def read_cases(paths: Iterable[str | Path], rulebook: Rulebook) -> tuple[Case, ...]:
    """Read case files.

    Args:
        paths: Files, or folders that are searched for `*.yaml`.
        rulebook: The rules whose names the cases use.

    Raises:
        RequestError: A path leads nowhere, or nothing is found.
        CaseFileError: The files are wrong.
    """
    problems = Problems()
    documents = [_document(path.read_bytes(), str(path), problems) for path in _files(paths)]
    return _cases(documents, rulebook, problems)


def read_case_text(text: str, name: str, rulebook: Rulebook) -> tuple[Case, ...]:
    """Read the text of one case file.

    Args:
        text: The text.
        name: What to call the file in places.
        rulebook: The rules whose names the cases use.

    Raises:
        CaseFileError: The file is wrong.
    """
    problems = Problems()
    return _cases([_document(text.encode(), name, problems)], rulebook, problems)


def _cases(documents: Iterable[YamlDocument | None], rulebook: Rulebook, problems: Problems) -> tuple[Case, ...]:
    cases: list[Case] = []
    for document in documents:
        if document is not None:
            cases.extend(_CaseFile(document, rulebook, problems).cases())
    if problems:
        raise CaseFileError(problems.sorted())
    return tuple(cases)


def _files(paths: Iterable[str | Path]) -> list[Path]:
    found: dict[Path, None] = {}
    diagnostics: list[Diagnostic] = []
    for path in map(Path, paths):
        files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
        if not files or not files[0].is_file():
            message = f'there is no case file at "{path}".'
            diagnostics.append(
                Diagnostic("no-case-file", message, hint="Give a YAML file, or a folder that holds some.")
            )
        else:
            found.update(dict.fromkeys(files))
    if diagnostics:
        raise RequestError(diagnostics)
    return list(found)


def _document(content: bytes, name: str, problems: Problems) -> YamlDocument | None:
    start = Location(name, 1, 1)
    try:
        document = read_yaml(content.decode("utf-8"), name, CaseFileError)
    except CaseFileError as error:
        problems.extend(error.diagnostics)
        return None
    except UnicodeDecodeError:
        message = "the file is not UTF-8 text."
        problems.extend([Diagnostic("not-utf8", message, start, hint="Save the file as UTF-8.")])
        return None
    if not isinstance(document.data, dict):
        problems.extend([Diagnostic("wrong-shape", "the file holds no mapping of keys.", start)])
        return None
    return document


class _CaseFile:
    """One case file being read."""

    def __init__(self, document: YamlDocument, rulebook: Rulebook, problems: Problems) -> None:
        self._top = Site(document, ())
        self._data = document.data
        self._rulebook = rulebook
        self._problems = problems
        self._names = Names(rulebook, problems)

    def cases(self) -> Iterator[Case]:
        """Every case that could be read; what is wrong with the others is reported."""
        for path in _empty(self._data, ()):
            self._problems.refuse_blank(self._top.at(*path).location)
        file = self._shape()
        if file is None:
            return
        programme = None
        if isinstance(file, ProgrammeFile):
            programme = file.programme
            if not self._names.programme(programme, self._top.at("programme")):
                return
        names: dict[str, Site] = {}
        documents: Sequence[ProgrammeCase | HouseholdCase] = file.cases
        for index, document in enumerate(documents):
            site = self._top.at("cases", index)
            if names.setdefault(document.name, site) is not site:
                message = "another case of this file has the same name"
                self._problems.add("duplicate-case", message, site.at("name"), "Say what is special about this one.")
            case = self._case(document, file, programme, site)
            if case is not None:
                yield case

    def _shape(self) -> CaseFileDocument | None:
        data = self._data
        if isinstance(data, dict) and "programme" in data:
            return read_shape(ProgrammeFile, data, self._top, self._problems)
        return read_shape(HouseholdFile, data, self._top, self._problems)

    def _case(
        self, document: ProgrammeCase | HouseholdCase, file: CaseFileDocument, programme: str | None, site: Site
    ) -> Case | None:
        change = changed(document, file.base, site, self._problems)
        household = self._household(change, site)
        if change.on is None:
            hint = "Write on: a full day, in the base or in the case."
            self._problems.add("missing-key", "this case has no reference date", site, hint)
        if household is None or change.on is None:
            return None
        jurisdiction = document.jurisdiction or file.jurisdiction
        stated = site.at("jurisdiction") if document.jurisdiction is not None else self._top.at("jurisdiction")
        self._names.jurisdiction(jurisdiction, change.on, stated)
        self._names.instruments(file.base.issued, self._top.at("base", "issued"))
        self._names.instruments(document.issued, site.at("issued"))
        expect = document.expect
        if isinstance(expect, ExpectedList):
            self._names.of_list(expect, household, site.at("expect"))
        else:
            self._names.of_answers(expect, programme, household, site.at("expect"))
        return Case(
            name=document.name,
            law=document.law,
            location=site.location,
            programme=programme,
            jurisdiction=jurisdiction,
            on=change.on,
            household=household,
            assume=file.base.assume if document.assume is None else document.assume,
            issued=_issued(file.base, document),
            known_at=document.known_at or file.base.known_at,
            expect=expect,
        )

    def _household(self, change: Changed, site: Site) -> Household | None:
        try:
            household = Household.model_validate({"household": change.household})
            read_statements(household, self._rulebook.facts)
        except HouseholdError as error:
            for found in error.diagnostics[:SHOWN]:  # finding the place of thousands takes minutes
                place = origin(found.path or "", change, site)
                is_key = found.code in {"unknown-fact", "unknown-key"}
                self._problems.add(found.code, found.message.rstrip("."), place, found.hint, at_key=is_key)
            return None
        return household


def _issued(base: BaseDocument, document: ProgrammeCase | HouseholdCase) -> Issued:
    return {name: day for name, day in {**base.issued, **document.issued}.items() if day is not None}


def _empty(data: object, path: Steps) -> Iterator[Steps]:
    """Paths of empty values that say nothing. A fact may be unknown; of an answer, nothing may be expected."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _empty(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _empty(value, (*path, index))
    elif data is None and not _may_be_empty(path):
        yield path


def _may_be_empty(path: Steps) -> bool:
    section = path[2:] if path[:1] == ("cases",) else path[1:]
    if section[:1] in {("household",), ("change",)}:
        return True
    if section[:1] == ("issued",):
        return len(section) > 1
    is_answer = section[:1] == ("expect",) and len(section) > 2  # noqa: PLR2004 - below a subject
    return is_answer and isinstance(path[-1], str) and path[-1] != "status"
