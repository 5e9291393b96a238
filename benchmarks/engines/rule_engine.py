"""rule-engine (pure Python): one expression for a household."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, cast

import rule_engine

from benchmarks.twelve.formulas import OF_HOUSEHOLD, Writer
from benchmarks.twelve.native import Native, native

if TYPE_CHECKING:
    from benchmarks.engines import Codes, Contender
    from benchmarks.twelve.population import Plain


_COLUMN = re.compile(r"\bm\.(\w+)")
_OF_HOUSEHOLD = ("age_low", "age_high", "disability_level")
"""Facts of members that rules of the household look at."""


class RuleWriter(Writer):
    """Its expression language. Comparing null with a number raises, comparing it for equality does not."""

    def among(self, fact: str, wanted: tuple[Any, ...], others: tuple[Any, ...], *, surely: bool) -> str:
        """Equalities; unknown is null."""
        name = fact if fact in OF_HOUSEHOLD else f"m.{fact}"
        if surely:
            return self.either([f"{name} == {json.dumps(value)}" for value in wanted])
        if len(wanted) + 1 < len(others):
            return self.either([f"{name} == {json.dumps(value)}" for value in (None, *wanted)])
        return self.both([f"{name} != {json.dumps(value)}" for value in others])

    def bound(self, fact: str, limit: int, *, upper: bool, below: bool) -> str:
        """Both bounds are always numbers."""
        name = fact if fact in OF_HOUSEHOLD else f"m.{fact}"
        return f"{name}_{'high' if upper else 'low'} {'<' if below else '>='} {limit}"

    def both(self, parts: list[str]) -> str:
        """Short-circuiting."""
        return f"({' and '.join(parts)})"

    def either(self, parts: list[str]) -> str:
        """Short-circuiting."""
        return f"({' or '.join(parts)})"

    def counted(self, parts: list[str], least: int) -> str:
        """A sum of ones."""
        return f"({' + '.join(f'({part} ? 1 : 0)' for part in parts)} >= {least})"

    def members(self, part: str, least: int, *, open_list: bool) -> str:
        """The length of a filtered list of numbers or texts: a list of mappings is many times slower."""
        (column,) = set(_COLUMN.findall(part))
        found = f"[x for x in {column}s if {_COLUMN.sub('x', part)}].length >= {least}"
        return f"(complete == false or {found})" if open_list else f"({found})"

    def code(self, possibly: str, surely: str) -> str:
        """A conditional."""
        return f"({possibly} ? ({surely} ? 2 : 1) : 0)"


class RuleEngine:
    """One expression a subject: a list of all its verdicts."""

    name = "rule-engine"
    note = "asked surely and possibly in one parsed expression a subject; given dicts; ages given"
    packages = ("rule-engine",)

    def __init__(self) -> None:
        writer = RuleWriter()
        self._member = rule_engine.Rule(_COLUMN.sub(r"\1", f"[{', '.join(writer.of_members())}]"))
        self._household = rule_engine.Rule(f"[{', '.join(writer.of_household())}]")

    def prepare(self, household: Plain) -> tuple[list[Native], Native]:
        """Members who carry the facts of the household, and the household with lists of what its rules look at."""
        shared = native(household)
        members = cast("list[Native]", shared.pop("members"))
        lists = {f"{name}s": [member[name] for member in members] for name in _OF_HOUSEHOLD}
        return [shared | member for member in members], shared | lists

    def decide(self, prepared: tuple[list[Native], Native]) -> Any:  # noqa: ANN401
        """A call for each subject."""
        members, household = prepared
        return [self._member.evaluate(member) for member in members], self._household.evaluate(household)

    def codes(self, answer: Any) -> Codes:  # noqa: ANN401
        """Numbers come back as decimals."""
        members, household = answer
        return tuple(tuple(int(code) for code in codes) for codes in (*members, household))


def contenders() -> list[Contender]:
    """The one form."""
    return [RuleEngine()]
