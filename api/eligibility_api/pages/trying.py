"""Case files run against the rules in use, or against a copy of them with some files changed; and what came of it."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from eligibility.cases import CaseReport, read_cases, run_case
from eligibility.engine import Engine
from eligibility.errors import SHOWN, EligibilityError
from eligibility.loading import load_rulebook
from eligibility_api.pages.wording import diagnostics_in, hints_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eligibility.cases import Failure, Outcome
    from eligibility.errors import Diagnostic
    from eligibility.explain.words import Words

FAILURES_SHOWN = 50
_AROUND = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What is to be tried.

    Attributes:
        rules: Folder of the rules in use.
        pack: Changed files by name.
        cases: Case files by name; empty for those in `known`.
        known: Folder of the cases that come with the rules; None where there is none.
        most: Cases that may be run at once.
        seconds: Longest that may be worked on them.
    """

    rules: Path
    pack: Mapping[str, bytes]
    cases: Mapping[str, bytes]
    known: Path | None
    most: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A mistake in a file, shown where it stands.

    Attributes:
        place: File, line and column.
        said: What is wrong in the language of the page; empty where that is the language of the message.
        message: Its code, and what is wrong.
        hint: What would be right.
        lines: The lines around it with their numbers; the wrong one is marked.
    """

    place: str
    said: str
    message: str
    hint: str
    lines: tuple[tuple[int, str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of a trial.

    Attributes:
        heading: What happened.
        is_good: Whether everything passed.
        mistakes: Mistakes in the files.
        failed: Cases that failed, as far as shown.
        more: How many more failed.
        digest: Names the rules that were used; empty where they could not be loaded.
        is_changed: Whether some of their files were changed.
        stopped: That not all cases were run; empty where they were.
    """

    heading: str
    is_good: bool
    mistakes: tuple[Mistake, ...] = ()
    failed: tuple[Outcome, ...] = ()
    more: int = 0
    digest: str = ""
    is_changed: bool = False
    stopped: str = ""


def run_trial(trial: Trial, words: Words) -> Tried:
    """Load the rules, read the cases, run them."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        rules = _changed(trial, root)
        try:
            rulebook = load_rulebook(rules)
        except EligibilityError as error:
            heading = words("page.trial.rules_wrong", number=len(error.diagnostics))
            return Tried(heading=heading, is_good=False, mistakes=_shown(error.diagnostics, root, words))
        loaded = Tried(heading="", is_good=False, digest=_short(rulebook.digest), is_changed=bool(trial.pack))
        try:
            cases = read_cases(_cases(trial, root), rulebook)
        except EligibilityError as error:
            heading = words("page.trial.cases_wrong", number=len(error.diagnostics))
            return replace(loaded, heading=heading, mistakes=_shown(error.diagnostics, root, words))
        if len(cases) > trial.most and trial.cases:
            heading = words("page.trial.too_many", cases=words.number(trial.most), number=words.number(len(cases)))
            return replace(loaded, heading=heading)
        engine, outcomes, until = Engine(rulebook), [], time.monotonic() + trial.seconds
        for case in cases:
            if time.monotonic() > until:
                break
            outcomes.append(run_case(case, rulebook, engine.determine))
    report = CaseReport(tuple(outcomes))
    failed, number = len(report.failed), len(outcomes)
    heading = (
        words("page.trial.some_failed", failed=words.number(failed), passed=words.number(number - failed))
        if failed
        else words("page.trial.all_passed", number=words.number(number))
    )
    stopped = ""
    if number < len(cases):
        counts = {"done": words.number(number), "number": words.number(len(cases))}
        stopped = words("page.trial.too_long", seconds=f"{trial.seconds:g}", **counts)
    return replace(
        loaded,
        heading=heading,
        is_good=not failed and not stopped,
        failed=report.failed[:FAILURES_SHOWN],
        more=max(0, failed - FAILURES_SHOWN),
        stopped=stopped,
    )


def hint_of(failure: Failure, words: Words) -> str:
    """Where to look when a case fails, in the language of the page."""
    said = hints_in(words.language)
    return " ".join(said[one.about].format(**one.values) if said else one.text for one in failure.hints)


def _changed(trial: Trial, root: Path) -> Path:
    """The folder of rules to load: that in use, or a copy with the changed files in it."""
    if not trial.pack:
        return trial.rules
    rules = root / "rules"
    shutil.copytree(trial.rules, rules)
    for name, content in trial.pack.items():
        known = [path for path in rules.rglob(name) if path.parent.name != "ledger"]
        (known[0] if known else rules / name).write_bytes(content)
    return rules


def _cases(trial: Trial, root: Path) -> Sequence[Path]:
    if not trial.cases:
        return [] if trial.known is None else [trial.known]
    folder = root / "cases"
    folder.mkdir()
    for name, content in trial.cases.items():
        (folder / name).write_bytes(content)
    return [folder]


def _shown(diagnostics: Sequence[Diagnostic], root: Path, words: Words) -> tuple[Mistake, ...]:
    return tuple(_mistake(one, root, words) for one in diagnostics[:SHOWN])


def _mistake(one: Diagnostic, root: Path, words: Words) -> Mistake:
    """A mistake without the names of our folders, and with the lines it stands in."""
    lines: tuple[tuple[int, str, bool], ...] = ()
    place = one.path or ""
    if one.location is not None:
        path = Path(one.location.file)
        shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
        place = f"{shown}:{one.location.line}:{one.location.column}"
        if path.is_file():
            lines = _around(path.read_text(encoding="utf-8", errors="replace").splitlines(), one.location.line)
    said = diagnostics_in(words.language).get(one.code, "")
    return Mistake(place=place, said=said, message=f"{one.code}: {one.message}", hint=one.hint or "", lines=lines)


def _around(text: list[str], line: int) -> tuple[tuple[int, str, bool], ...]:
    first = max(1, line - _AROUND)
    return tuple(
        (number, said, number == line) for number, said in enumerate(text[first - 1 : line + _AROUND], start=first)
    )


def _short(digest: str) -> str:
    return digest.removeprefix("sha256:")[:12]
