"""Why a step of a timeline came: an age reached, a figure changed, law that began or ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.explain.words import lowered
from eligibility.model.fact import FactType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eligibility.explain.entitlement import EntitlementWords
    from eligibility.explain.sentence import Sentences
    from eligibility.model.rulebook import Rulebook
    from eligibility.timeline import Change, Step

_BIRTH = "member.birth_date"


class CauseWords:
    """Writes what happened on a day.

    Args:
        rulebook: Names units and facts.
        sentences: Writes labels.
        entitlements: Names awaited instruments.
    """

    def __init__(self, rulebook: Rulebook, sentences: Sentences, entitlements: EntitlementWords) -> None:
        self._rulebook = rulebook
        self._sentences = sentences
        self._words = sentences.words
        self._entitlements = entitlements

    def of(self, step: Step) -> Iterator[str]:
        """What happened, each once."""
        yield from dict.fromkeys(self._cause(change, step) for change in step.causes)

    def _cause(self, change: Change, step: Step) -> str:
        words = self._words
        match change.kind:
            case "programme_begins" | "programme_ends":
                if change.name == step.programme:
                    return words(f"timeline.because.{change.kind}")
                return words(f"timeline.because.{change.kind}_of", name=self._sentences.programme(change.name))
            case "standard":
                return words("timeline.because.standard", name=words.get(f"standard.{change.name}") or change.name)
            case "group":
                return words("timeline.because.group")
            case "unit_begins" | "unit_ends":
                unit = self._rulebook.units[change.name]
                return words(f"timeline.because.{change.kind}", name=words.text(unit.name))
            case "issued":
                return words("timeline.because.issued", name=self._entitlements.pending(change.name))
            case "derivation":
                return words("timeline.because.derivation", name=lowered(self._sentences.label(change.name)))
            case "date":
                key = "date" if change.member is None else "date_of"
                said = {"name": self._sentences.label(change.name), "member": change.member or ""}
                return words(f"timeline.because.{key}", day=words.day(change.day), **said)
            case "age":
                return self._age(change)

    def _age(self, change: Change) -> str:
        definition = self._rulebook.facts[change.name]
        if definition.since == _BIRTH and change.member is not None:
            key = "age_years" if definition.type is FactType.YEARS else "age_months"
            return self._words(f"timeline.because.{key}", member=change.member, number=change.value)
        unit = "years_elapsed" if definition.type is FactType.YEARS else "months"
        number = self._words(f"unit.{unit}", number=change.value)
        return self._words("timeline.because.elapsed", name=self._sentences.label(change.name), number=number)
