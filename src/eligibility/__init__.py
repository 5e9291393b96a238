"""Rules engine for Vietnamese social programmes: what a household is due, on the law of a day and a place."""

from eligibility.engine import Engine
from eligibility.household import Household
from eligibility.loading import load_rulebook

__all__ = ["Engine", "Household", "load_rulebook"]
