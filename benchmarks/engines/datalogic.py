"""datalogic-py (JSONLogic in Rust): one compiled rule for a household, in two ways of handing the household over."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import datalogic_py

from benchmarks.twelve.formulas import OF_HOUSEHOLD, Writer
from benchmarks.twelve.native import Native, native

if TYPE_CHECKING:
    from benchmarks.engines import Codes, Contender
    from benchmarks.twelve.population import Plain

Logic = dict[str, Any]


class LogicWriter(Writer):
    """JSONLogic. `null < 4` is true in it, so that bounds are always numbers here and null only meets equality.

    Args:
        is_in_loop: Whether the rule is evaluated once for each member, so that the household lies outside.
    """

    def __init__(self, *, is_in_loop: bool) -> None:
        self._is_in_loop = is_in_loop

    def among(self, fact: str, wanted: tuple[Any, ...], others: tuple[Any, ...], *, surely: bool) -> Logic:
        """Strict equalities; unknown is null."""
        value = self._fact(fact)
        if surely:
            return self.either([{"===": [value, one]} for one in wanted])
        if len(wanted) + 1 < len(others):
            return self.either([{"===": [value, one]} for one in (None, *wanted)])
        return self.both([{"!==": [value, one]} for one in others])

    def bound(self, fact: str, limit: int, *, upper: bool, below: bool) -> Logic:
        """Both bounds are always numbers."""
        return {"<" if below else ">=": [self._fact(fact, "_high" if upper else "_low"), limit]}

    def both(self, parts: list[Logic]) -> Logic:
        """Short-circuiting."""
        return parts[0] if len(parts) == 1 else {"and": parts}

    def either(self, parts: list[Logic]) -> Logic:
        """Short-circuiting."""
        return parts[0] if len(parts) == 1 else {"or": parts}

    def counted(self, parts: list[Logic], least: int) -> Logic:
        """A sum of ones."""
        return {">=": [{"+": [{"if": [part, 1, 0]} for part in parts]}, least]}

    def members(self, part: Logic, least: int, *, open_list: bool) -> Logic:
        """`some`, or the length of what is left after a filter."""
        members = {"var": "members"}
        if least == 1:
            found: Logic = {"some": [members, part]}
        else:
            found = {">=": [{"length": [{"filter": [members, part]}]}, least]}
        return {"or": [{"===": [{"var": "complete"}, False]}, found]} if open_list else found

    def code(self, possibly: Logic, surely: Logic) -> Logic:
        """A conditional."""
        return {"if": [possibly, {"if": [surely, 2, 1]}, 0]}

    def _fact(self, fact: str, bound: str = "") -> Logic:
        if self._is_in_loop and fact in OF_HOUSEHOLD:
            return {"val": [[2], f"{fact}{bound}"]}
        return {"var": f"{fact}{bound}"}


class Datalogic:
    """One rule for all twelve; a session reuses its memory."""

    name = "datalogic-py"
    note = "asked surely and possibly in one compiled rule; given a dict; ages given"
    packages = ("datalogic-py",)

    def __init__(self) -> None:
        engine = datalogic_py.Engine()
        members = {"map": [{"var": "members"}, LogicWriter(is_in_loop=True).of_members()]}
        self._rule = engine.compile([members, LogicWriter(is_in_loop=False).of_household()])
        self._session = engine.session()

    def prepare(self, household: Plain) -> Native | str:
        """The native form."""
        return native(household)

    def decide(self, prepared: Native | str) -> list[Any]:
        """One call."""
        return self._session.evaluate(self._rule, prepared)  # type: ignore[no-any-return]

    def codes(self, answer: list[Any]) -> Codes:
        """Already numbers."""
        members, household = answer
        return tuple(tuple(codes) for codes in (*members, household))


class DatalogicHandle(Datalogic):
    """The same on data parsed beforehand: the engine alone."""

    name = "datalogic-py, data parsed beforehand"
    note = "the same; its own handle on the data is not timed"

    def prepare(self, household: Plain) -> Any:  # type: ignore[override]  # noqa: ANN401
        """The handle."""
        return datalogic_py.DataHandle(json.dumps(native(household)))

    def decide(self, prepared: Any) -> list[Any]:  # noqa: ANN401
        """One call."""
        return self._session.evaluate_data(self._rule, prepared)  # type: ignore[no-any-return]


def contenders() -> list[Contender]:
    """Two ways in."""
    return [Datalogic(), DatalogicHandle()]
