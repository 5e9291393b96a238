"""What a user gives, read and checked: rules, a household, days, instruments, an engine."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from eligibility.errors import Diagnostic, HouseholdError, Location, RequestError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from eligibility.household import Household
    from eligibility.loading.yaml_text import YamlDocument
    from eligibility.matching.law import Issued
    from eligibility.model.rulebook import Rulebook

STANDARD_INPUT = "standard input"
MOST_BYTES = 10_000_000
"""Largest household file that is read."""

_AT_KEYS = {"unknown-fact", "unknown-key"}
_STEP = re.compile(r"[^.\[\]]+")


def rules_folder(rules: Path | None) -> Path:
    """The folder asked for, or that of this installation."""
    from eligibility.loading import default_rules

    return rules or default_rules()


def load_rules(rules: Path | None) -> Rulebook:
    """Load the rules asked for."""
    from eligibility.loading import load_rulebook

    return load_rulebook(rules_folder(rules))


def reference_date(text: str | None) -> date:
    """The day asked for; today in Việt Nam unless one is.

    Raises:
        RequestError: It is no full date.
    """
    from eligibility.given import today

    return day_of(text, "--on") or today()


def day_of(text: str | None, option: str) -> date | None:
    """A day given with an option, if it is given.

    Raises:
        RequestError: It is no full date.
    """
    from eligibility.given import read_day

    return None if text is None else read_day(text, option)


def issued_instruments(given: Sequence[str] | None) -> Issued:
    """Instruments to be treated as issued, by id.

    Raises:
        RequestError: A day cannot be read, or an instrument stands twice.
    """
    from eligibility.given import read_issued

    return read_issued(given or (), "--issued")


@dataclass(frozen=True, slots=True)
class HouseholdFile:
    """A household as given.

    Attributes:
        household: The household.
        document: Where its parts stand; None for JSON that YAML cannot read.
    """

    household: Household
    document: YamlDocument | None

    @contextmanager
    def located(self) -> Iterator[None]:
        """Give the mistakes found inside their lines and columns."""
        with _located(self.document):
            yield


def read_household(source: str) -> HouseholdFile:
    """Read a household.

    Args:
        source: A YAML or JSON file, or `-` for standard input.

    Raises:
        RequestError: The file cannot be read.
        HouseholdError: It holds no household.
    """
    from eligibility.given import read_json
    from eligibility.household import Household
    from eligibility.loading import read_yaml

    name = STANDARD_INPUT if source == "-" else source
    text = _text(source, name)
    if name.lower().endswith(".json") or text.lstrip().startswith(("{", "[")):
        data, document = read_json(text, name), None
        with suppress(HouseholdError):
            document = read_yaml(text, name, HouseholdError)
    else:
        document = read_yaml(text, name, HouseholdError)
        data = document.data
    with _located(document):
        return HouseholdFile(Household.model_validate(data), document)


def _text(source: str, name: str) -> str:
    try:
        if source == "-":
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(source).open("rb") as file:
                content = file.read(MOST_BYTES + 1)
    except OSError as error:
        message = f"{name} cannot be read: {error.strerror or 'it is no readable file'}."
        raise RequestError([Diagnostic("unreadable-file", message)]) from None
    except ValueError:
        raise RequestError([Diagnostic("unreadable-file", f"{name!r} is not the name of a file.")]) from None
    if len(content) > MOST_BYTES:
        message = f"{name} is larger than {MOST_BYTES // 1_000_000} MB."
        raise RequestError([Diagnostic("too-large", message, hint="Give one household; `batch` takes lists.")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        location = Location(name, before.count(b"\n") + 1, column)
        hint = "Save it as UTF-8."
        raise HouseholdError([Diagnostic("not-utf8", "this is not UTF-8 text.", location, hint=hint)]) from None


@contextmanager
def _located(document: YamlDocument | None) -> Iterator[None]:
    """Give the mistakes found inside the lines and columns of a document."""
    try:
        yield
    except HouseholdError as error:
        if document is None:
            raise
        found = document
        raise HouseholdError([replace(one, location=_place(found, one)) for one in error.diagnostics]) from None


def _place(document: YamlDocument, diagnostic: Diagnostic) -> Location | None:
    if diagnostic.path is None:
        return diagnostic.location
    steps: list[str | int] = [int(step) if step.isdecimal() else step for step in _STEP.findall(diagnostic.path)]
    if not (isinstance(document.data, dict) and "household" in document.data):
        steps = steps[1:]
    return document.locate(tuple(steps), key=diagnostic.code in _AT_KEYS)
