"""zen-engine (Rust): expressions compiled once, one call for a household, in two ways of handing the household over."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import zen

from benchmarks.twelve.formulas import OF_HOUSEHOLD, Writer
from benchmarks.twelve.native import Native, native

if TYPE_CHECKING:
    from benchmarks.engines import Codes, Contender
    from benchmarks.twelve.population import Plain


class ZenWriter(Writer):
    """zen's expression language. Comparing null with a number raises, comparing it for equality does not."""

    def among(self, fact: str, wanted: tuple[Any, ...], others: tuple[Any, ...], *, surely: bool) -> str:
        """Equalities: faster here than `in`. Unknown is null."""
        name = fact if fact in OF_HOUSEHOLD else f"#.{fact}"
        if surely:
            return self.either([f"{name} == {_literal(value)}" for value in wanted])
        if len(wanted) + 1 < len(others):
            return self.either([f"{name} == {_literal(value)}" for value in (None, *wanted)])
        return self.both([f"{name} != {_literal(value)}" for value in others])

    def bound(self, fact: str, limit: int, *, upper: bool, below: bool) -> str:
        """Both bounds are always numbers."""
        name = fact if fact in OF_HOUSEHOLD else f"#.{fact}"
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
        """The built-in quantifiers."""
        found = f"some(members, {part})" if least == 1 else f"count(members, {part}) >= {least}"
        return f"(complete == false or {found})" if open_list else f"({found})"

    def code(self, possibly: str, surely: str) -> str:
        """A conditional."""
        return f"({possibly} ? ({surely} ? 2 : 1) : 0)"


def _literal(value: bool | str | None) -> str:  # noqa: FBT001
    return json.dumps(value)


class Zen:
    """One expression for all twelve rules: the context is converted once, which is most of the cost of a call."""

    name = "zen-engine"
    note = "asked surely and possibly in one compiled expression; given a dict; ages given"
    packages = ("zen-engine",)

    def __init__(self) -> None:
        writer = ZenWriter()
        members = f"map(members, [{', '.join(writer.of_members())}])"
        self._expression = zen.compile_expression(f"[{members}, [{', '.join(writer.of_household())}]]")

    def prepare(self, household: Plain) -> Native | str:
        """The native form."""
        return native(household)

    def decide(self, prepared: Native | str) -> list[Any]:
        """One call."""
        return self._expression.evaluate(prepared)  # type: ignore[no-any-return]

    def codes(self, answer: list[Any]) -> Codes:
        """Numbers come back as floats."""
        members, household = answer
        return tuple(tuple(int(code) for code in codes) for codes in (*members, household))


class ZenJson(Zen):
    """The same from JSON text, which it reads faster than it converts a dict."""

    name = "zen-engine, from JSON text"
    note = "the same; given JSON text"

    def prepare(self, household: Plain) -> str:
        """Compact JSON."""
        return json.dumps(native(household), separators=(",", ":"))


class ZenSeparately(Zen):
    """One expression a rule and one call a rule and subject: how one would use it without thinking of the cost."""

    name = "zen-engine, one call a rule and subject"
    note = "a compiled expression for each rule, one dict for each subject; ages given"

    def __init__(self) -> None:
        writer = ZenWriter()
        self._members = [zen.compile_expression(text.replace("#.", "")) for text in writer.of_members()]
        self._household = [zen.compile_expression(text) for text in writer.of_household()]

    def prepare(self, household: Plain) -> tuple[list[Native], Native]:  # type: ignore[override]
        """Members who carry the facts of the household, and the household."""
        whole = native(household)
        shared = {name: value for name, value in whole.items() if name != "members"}
        return [shared | member for member in whole["members"]], whole  # type: ignore[attr-defined]

    def decide(self, prepared: tuple[list[Native], Native]) -> list[Any]:  # type: ignore[override]
        """A call for each rule and subject."""
        members, household = prepared
        return [
            [[rule.evaluate(member) for rule in self._members] for member in members],
            [rule.evaluate(household) for rule in self._household],
        ]


class ZenDecision(Zen):
    """One decision of the engine with an expression for each rule: the form its editor makes and its pages show."""

    name = "zen-engine, one decision"
    note = "a decision (JDM) with an expression for each rule over all members; given a dict; ages given"

    def __init__(self) -> None:
        writer = ZenWriter()
        self._of_members = [f"member{number}" for number in range(len(writer.of_members()))]
        self._of_household = [f"household{number}" for number in range(len(writer.of_household()))]
        values = [*(f"map(members, {text})" for text in writer.of_members()), *writer.of_household()]
        expressions = [
            {"id": key, "key": key, "value": value}
            for key, value in zip((*self._of_members, *self._of_household), values, strict=True)
        ]
        nodes = [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "rules", "name": "rules", "type": "expressionNode", "content": {"expressions": expressions}},
            {"id": "out", "name": "out", "type": "outputNode"},
        ]
        edges = [
            {"id": f"{source}-{target}", "sourceId": source, "targetId": target, "type": "edge"}
            for source, target in (("in", "rules"), ("rules", "out"))
        ]
        self._engine = zen.ZenEngine()
        self._decision = self._engine.create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def decide(self, prepared: Native | str) -> dict[str, Any]:  # type: ignore[override]
        """One call."""
        return self._decision.evaluate(prepared)["result"]  # type: ignore[arg-type]

    def codes(self, answer: dict[str, Any]) -> Codes:  # type: ignore[override]
        """By member, instead of by rule."""
        members = zip(*(answer[key] for key in self._of_members), strict=True)
        household = [answer[key] for key in self._of_household]
        return tuple(tuple(int(code) for code in codes) for codes in (*members, household))


def contenders() -> list[Contender]:
    """Two ways in, the engine's own form, and the naive one."""
    return [Zen(), ZenJson(), ZenDecision(), ZenSeparately()]
