"""Engines under one roof: each takes a household in the form it likes best and gives verdicts in the same order."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from benchmarks.twelve.population import Plain

Codes = tuple[tuple[int, ...], ...]
"""Verdict codes of the member rules, one tuple for each member, and those of the household rules last."""


class Contender(Protocol):
    """One engine in one form.

    Attributes:
        name: As the table names it.
        note: What is and what is not in its time.
        packages: Distributions whose versions the report states.
        answers: Whether it gives verdicts that can be compared; a determination as text is compared elsewhere.
    """

    name: str
    note: str
    packages: tuple[str, ...]

    def prepare(self, household: Plain) -> Any:  # noqa: ANN401
        """The household in the form this engine takes. Not timed."""

    def decide(self, prepared: Any) -> Any:  # noqa: ANN401
        """The verdicts, in the form this engine gives. Timed."""

    def codes(self, answer: Any) -> Codes:  # noqa: ANN401
        """The verdicts in comparable form. Not timed."""


_MODULES = ("by_hand", "ours", "durable", "datalogic", "zen_engine", "rule_engine", "openfisca")


def contenders(names: Sequence[str] = ()) -> tuple[list[Contender], list[str]]:
    """Every contender that is installed.

    Args:
        names: Modules to try; all where none is named.

    Returns:
        The contenders, and the names of what is not installed.
    """
    found: list[Contender] = []
    missing: list[str] = []
    for name in names or _MODULES:
        try:
            module = import_module(f"benchmarks.engines.{name}")
        except ModuleNotFoundError as error:
            missing.append(f"{name} (no module {error.name})")
        else:
            found.extend(module.contenders())
    return found, missing
