"""Remarks on the input that change no answer: who is not born yet, which stated facts disagree with computed ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.facts import written
from eligibility.matching.situation import HOUSEHOLD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eligibility.facts import Known
    from eligibility.matching.knowledge import Knowledge
    from eligibility.matching.situation import Situation
    from eligibility.model.fact import FactDefinition
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language

NOT_BORN = {
    "vi": "{id} sinh sau ngày xét nên chưa tính là thành viên.",
    "en": "{id} is born after the reference date and is not a member yet.",
}
DIFFERENT = {
    "vi": "{subject}: {first} là {first_value}, nhưng {second} là {second_value}.",
    "en": "{subject}: {first} is {first_value}, but {second} is {second_value}.",
}


def notices_of(rulebook: Rulebook, knowledge: Knowledge, situation: Situation, language: Language) -> Iterator[str]:
    """Remarks on a household as a whole."""
    for identifier in situation.profile.not_born:
        yield NOT_BORN[language].format(id=identifier)
    for definition in rulebook.facts.values():
        if definition.compare_with is None:
            continue
        other = rulebook.facts[definition.compare_with]
        is_household = definition.scope == "household"
        for who in [HOUSEHOLD] if is_household else range(len(situation.ids)):
            first = knowledge.getter(definition.name)(situation, who)
            second = knowledge.getter(other.name)(situation, who)
            if first is not None and second is not None and first != second:
                yield DIFFERENT[language].format(
                    subject=situation.profile.household_id if is_household else situation.ids[who],
                    first=definition.label.into(language),
                    first_value=_shown(definition, first, language),
                    second=other.label.into(language),
                    second_value=_shown(other, second, language),
                )


def _shown(definition: FactDefinition, value: Known, language: Language) -> str:
    if isinstance(value, str) and value in definition.choices:
        return definition.choices[value].into(language)
    return str(written(definition, value))
