"""Twelve rules as a pack of our own, the people they are tried on, and the same rules in other forms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

RULES = Path(__file__).parent / "rules"
JURISDICTION = "bentre"
DAY = date(2022, 6, 15)
"""The reference date: all twelve are in force, and the figures are those of that day."""

MEMBER_RULES = (
    "child-with-hiv",
    "elderly-without-support",
    "very-old-without-pension",
    "severe-disability",
    "small-child-difficult-area",
    "legal-aid",
    "near-poor-card",
    "elderly-card",
)
"""Rules decided for each member, in the order in which codes are compared."""
HOUSEHOLD_RULES = ("poverty-review", "charity-house", "household-care", "many-children")
"""Rules decided for the household."""

NOT_MET, UNKNOWN, MET = 0, 1, 2
"""Codes of a verdict, so that "and" is the least and "or" the greatest."""
