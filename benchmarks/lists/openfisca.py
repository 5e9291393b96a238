"""The twelve rules by OpenFisca's vectors.

It decides; amounts and writing are NumPy's, as OpenFisca knows no intervals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from openfisca_core.simulation_builder import SimulationBuilder

from benchmarks.lists.arrays import read, write
from benchmarks.twelve import HOUSEHOLD_RULES, MEMBER_RULES
from benchmarks.twelve.country_package import PERIOD, system, variable_of

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.lists.arrays import Array, Arrays


def run(source: Path, target: Path) -> None:
    """Read, decide, write."""
    arrays = read(source)
    write(arrays, verdicts(arrays), target)


def verdicts(arrays: Arrays) -> dict[str, Array]:
    """The codes of every rule, by one simulation for everybody."""
    country = system()
    builder = SimulationBuilder()
    builder.create_entities(country)
    builder.declare_person_entity("person", np.arange(len(arrays.household_of)))
    households = builder.declare_entity("household", np.arange(len(arrays.household_ids)))
    builder.join_with_persons(households, arrays.household_of, np.repeat("member", len(arrays.household_of)))
    simulation = builder.build(country)
    for name, values in (*arrays.household.items(), *arrays.member.items()):
        simulation.set_input(name, PERIOD, values)
    return {rule: simulation.calculate(variable_of(rule), PERIOD) for rule in (*MEMBER_RULES, *HOUSEHOLD_RULES)}
