"""What came of running cases, in words and as data. Knows neither files nor engines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eligibility.cases.comparing import Difference
    from eligibility.cases.hints import Hint
    from eligibility.cases.reading import Case
    from eligibility.determination import Reason


@dataclass(frozen=True, slots=True)
class Failure:
    """An answer that is not the expected one.

    Attributes:
        subject: Whose answer, as the case names it; None where it is about the household as a whole.
        differences: Keys whose answers differ.
        reasons: Conditions with their verdicts and facts, one line each.
        hints: Where to look.
    """

    subject: str | None
    differences: tuple[Difference, ...]
    reasons: tuple[str, ...]
    hints: tuple[Hint, ...]

    @property
    def hint(self) -> str:
        """Where to look, in English."""
        return " ".join(one.text for one in self.hints)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case.

    Attributes:
        case: The case.
        failures: Answers that differ; empty where it passed.
    """

    case: Case
    failures: tuple[Failure, ...]

    @property
    def has_passed(self) -> bool:
        """Whether every expected answer was given."""
        return not self.failures

    def text(self) -> str:
        """Place, name and differences of a case that failed; its name alone otherwise."""
        lines = [f"{self.case.location}: {self.case.name}"]
        for failure in self.failures:
            about = " / ".join(part for part in (self.case.programme, failure.subject) if part is not None)
            lines.append(f"    {about or 'everything the household is due'}")
            lines.extend(
                f"      {one.key}: expected {shown(one.expected)}, got {shown(one.got)}" for one in failure.differences
            )
            lines.extend(f"        {line}" for line in failure.reasons)
            lines.append(f"      {failure.hint}")
        if self.failures and self.case.law is not None:
            lines.append(f"      law: {self.case.law}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class CaseReport:
    """What came of all cases.

    Attributes:
        outcomes: One per case, in the order of the files.
    """

    outcomes: tuple[Outcome, ...]

    @property
    def files(self) -> int:
        """Number of files."""
        return len({outcome.case.location.file for outcome in self.outcomes})

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Cases that failed."""
        return tuple(outcome for outcome in self.outcomes if not outcome.has_passed)

    @property
    def has_passed(self) -> bool:
        """Whether every case passed."""
        return not self.failed

    def text(self) -> str:
        """The failures, then the counts."""
        failed = len(self.failed)
        counts = f"{_count(len(self.outcomes), 'case')} in {_count(self.files, 'file')}"
        verdict = f"{failed} failed, {len(self.outcomes) - failed} passed" if failed else "all passed"
        return "\n\n".join([*(outcome.text() for outcome in self.failed), f"{counts}: {verdict}."])

    def as_json(self) -> dict[str, Any]:
        """Counts and failures as plain data, ready for JSON."""
        failed = self.failed
        return {
            "files": self.files,
            "cases": len(self.outcomes),
            "passed": len(self.outcomes) - len(failed),
            "failed": len(failed),
            "failures": [failure for outcome in failed for failure in _plain(outcome)],
        }


def reason_lines(reasons: Iterable[Reason], depth: int = 0) -> Iterator[str]:
    """Each condition with its verdict and what it rests on, parts of a named combination below it."""
    for reason in reasons:
        line = f"{'  ' * depth}{reason.criterion}: {reason.verdict.value.replace('_', ' ')}"
        if reason.fact is not None:
            line += f", {reason.fact} = {'unknown' if reason.value is None else shown(reason.value)}"
        if reason.programme is not None:
            line += f", belongs to {reason.programme}"
        if reason.members is not None:
            line += f", members met {shown(list(reason.members.met))}, unknown {shown(list(reason.members.unknown))}"
        yield line
        yield from reason_lines(reason.parts, depth + 1)


def _plain(outcome: Outcome) -> Iterator[dict[str, Any]]:
    case = outcome.case
    for failure in outcome.failures:
        yield {
            "file": case.location.file,
            "line": case.location.line,
            "column": case.location.column,
            "case": case.name,
            "law": case.law,
            "programme": case.programme,
            "subject": failure.subject,
            "differences": [{"key": one.key, "expected": one.expected, "got": one.got} for one in failure.differences],
            "reasons": list(failure.reasons),
            "hint": failure.hint,
        }


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def shown(value: object) -> str:
    """A value as a failure shows it."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case list():
            return f"[{', '.join(shown(item) for item in value)}]"
        case {"from": low, "to": high}:
            return f"{shown(low)} to {'no limit' if high is None else shown(high)}"
        case dict():
            return f"{{{', '.join(f'{key}: {shown(item)}' for key, item in value.items())}}}"
        case _:
            return str(value)
