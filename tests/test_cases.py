"""The law's own examples: every case is answered as worked out by hand, and says which words of the law decide.

Red asks a person: did the law change, is the case wrong, or is the pack? Never copy the answer.
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from eligibility.cases import Case, read_cases, run_cases
from eligibility.citation import Citation, CitationError
from eligibility.engine import Engine
from eligibility.model.rulebook import Rulebook

CASES = Path(__file__).parent / "cases"
FILES = sorted(CASES.rglob("*.yaml"))
SOURCES = os.environ.get("ELIGIBILITY_SOURCES")

MOST_WORDS = 8


@pytest.fixture(scope="module")
def cases(rulebook: Rulebook) -> tuple[Case, ...]:
    return read_cases([CASES], rulebook)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(CASES).with_suffix("")))
def test_the_law_s_answer_is_given(engine: Engine, file: Path) -> None:
    report = run_cases([file], engine)

    assert report.has_passed, f"\n{report.text()}"


def test_a_case_file_is_named_after_its_programme(cases: tuple[Case, ...]) -> None:
    programmes = {Path(case.location.file).stem: case.programme for case in cases if case.programme is not None}

    assert {stem: programme for stem, programme in programmes.items() if stem != programme} == {}


def test_every_name_is_a_sentence(cases: tuple[Case, ...]) -> None:
    too_short = [f"{case.location}: {case.name}" for case in cases if len(case.name.split()) < 3]
    stopped = [f"{case.location}: {case.name}" for case in cases if case.name.endswith((".", "!", "?"))]

    assert too_short == []
    assert stopped == []


def test_every_file_names_the_words_of_the_law_that_decide(cases: tuple[Case, ...]) -> None:
    with_law = {case.location.file for case in cases if case.law is not None}

    assert {case.location.file for case in cases} - with_law == set()


def test_the_law_is_quoted_in_a_few_words_with_its_clause(cases: tuple[Case, ...], rulebook: Rulebook) -> None:
    mistakes = []
    for case in cases:
        if case.law is not None:
            words, clause = _parts(case.law)
            if not 0 < len(words.split()) <= MOST_WORDS:
                mistakes.append(f"{case.location}: {len(words.split())} words are quoted: {case.law}")
            if clause and _citation(clause, case, rulebook) is None:
                mistakes.append(f'{case.location}: "{clause}" is no registered provision')

    assert not mistakes, "\n".join(["", *mistakes])


@pytest.mark.skipif(SOURCES is None, reason="not run: ELIGIBILITY_SOURCES does not name the folder of documents")
def test_the_words_quoted_stand_in_the_clause(cases: tuple[Case, ...], rulebook: Rulebook) -> None:
    missing = []
    for case in cases:
        words, clause = _parts(case.law or "")
        citation = _citation(clause, case, rulebook)
        text = None if citation is None else _text(citation, rulebook)
        if text is not None and _folded(words) not in _folded(text):
            missing.append(f"{case.location}: {case.law}")

    assert not missing, "\n".join(["", *missing])


def _parts(law: str) -> tuple[str, str]:
    """The words quoted, and the clause after them; words alone come from the clause of the rule."""
    words, _, clause = law.partition("; ")
    return words, clause


def _citation(clause: str, case: Case, rulebook: Rulebook) -> Citation | None:
    """The clause a case names; without an instrument it stands in one of its territory. Headings are not registered."""
    heading = clause.removeprefix("tiêu đề ")
    nearby = [name for name, one in rulebook.instruments.items() if one.jurisdiction == case.jurisdiction]
    for written in (heading, *(f"{heading} {name}" for name in nearby)):
        try:
            citation = Citation.parse(written)
        except CitationError:
            continue
        instrument = rulebook.instruments.get(citation.instrument)
        is_known = heading != clause or not citation.provision
        if instrument is not None and (is_known or citation.provision in instrument.provisions):
            return citation
    return None


def _text(citation: Citation, rulebook: Rulebook) -> str | None:
    """The words of a clause, as far as its document is stored."""
    instrument = rulebook.instruments[citation.instrument]
    if instrument.source_file is None or SOURCES is None:
        return None
    lines = (Path(SOURCES) / instrument.source_file).read_text(encoding="utf-8").splitlines()
    ranges: tuple[tuple[int, int], ...] = ((1, len(lines)),)
    if citation.provision in instrument.provisions:
        ranges = instrument.provisions[citation.provision].lines
    if citation.lines is not None:
        ranges = (citation.lines,)
    return " ".join(line for first, last in ranges for line in lines[first - 1 : last])


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
