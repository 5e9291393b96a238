"""What answers about cases look like on the wire: described here, written by the report itself."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypedDict


class DifferenceAnswer(TypedDict):
    """A key whose answer is not the expected one."""

    key: str
    expected: Any
    got: Any


class FailureAnswer(TypedDict):
    """An answer that is not the expected one, with the conditions behind it."""

    file: str
    line: int
    column: int
    case: str
    law: str | None
    programme: str | None
    subject: str | None
    differences: list[DifferenceAnswer]
    reasons: list[str]
    hint: str


class CasesAnswer(TypedDict):
    """What came of the cases of a file."""

    files: int
    cases: int
    passed: int
    failed: int
    failures: list[FailureAnswer]
