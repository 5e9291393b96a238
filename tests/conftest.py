"""What every test may ask for: the real rules, an engine on them, and how hard to try properties."""

from __future__ import annotations

import os

import pytest

from eligibility.engine import Engine
from eligibility.loading import default_rules, load_rulebook
from eligibility.model.rulebook import Rulebook


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The rules of this checkout."""
    return load_rulebook(default_rules())


@pytest.fixture(scope="session")
def engine(rulebook: Rulebook) -> Engine:
    """An engine on the rules of this checkout. It remembers compiled rules, never households."""
    return Engine(rulebook)


@pytest.fixture(scope="session")
def examples() -> int:
    """Households and rulebooks a property is tried on; `make properties` raises it."""
    return int(os.environ.get("ELIGIBILITY_EXAMPLES", "150"))
