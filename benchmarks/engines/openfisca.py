"""OpenFisca-Core: a simulation built for each household, then one calculation for each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openfisca_core.simulation_builder import SimulationBuilder

from benchmarks.twelve import HOUSEHOLD_RULES, MEMBER_RULES
from benchmarks.twelve.country_package import (
    HOUSEHOLD_INPUTS,
    PERIOD,
    PERSON_INPUTS,
    code,
    system,
    variable_of,
)
from benchmarks.twelve.native import native

if TYPE_CHECKING:
    from benchmarks.engines import Codes, Contender
    from benchmarks.twelve.population import Plain


class OpenFisca:
    """Made for millions at once: one household pays for building a simulation."""

    name = "OpenFisca-Core"
    note = "unknown as a third number; build_from_entities and twelve calculations; ages given"
    packages = ("OpenFisca-Core",)

    def __init__(self) -> None:
        self._system = system()

    def prepare(self, household: Plain) -> dict[str, Any]:
        """The situation as its web API takes it, with numbers for choices."""
        whole: dict[str, Any] = native(household)
        persons = {
            f"m{index}": {name: {PERIOD: code(name, member[name])} for name in PERSON_INPUTS}
            for index, member in enumerate(whole["members"])
        }
        inputs = {name: {PERIOD: code(name, whole[name])} for name in HOUSEHOLD_INPUTS}
        return {"persons": persons, "households": {"h": {"members": list(persons), **inputs}}}

    def decide(self, prepared: dict[str, Any]) -> Any:  # noqa: ANN401
        """Build, then calculate."""
        simulation = SimulationBuilder().build_from_entities(self._system, prepared)
        return [simulation.calculate(variable_of(rule), PERIOD) for rule in (*MEMBER_RULES, *HOUSEHOLD_RULES)]

    def codes(self, answer: Any) -> Codes:  # noqa: ANN401
        """Vectors of numbers, one for each rule."""
        vectors = [tuple(int(verdict) for verdict in vector) for vector in answer]
        members, household = vectors[: len(MEMBER_RULES)], vectors[len(MEMBER_RULES) :]
        return (*zip(*members, strict=True), tuple(verdict for (verdict,) in household))


def contenders() -> list[Contender]:
    """The one form."""
    return [OpenFisca()]
