"""Remarks that change no answer.

Who is not born yet, which stated facts disagree with computed ones, what others may have added to the law.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.facts import written
from eligibility.matching.situation import HOUSEHOLD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eligibility.facts import Known
    from eligibility.matching.knowledge import Knowledge
    from eligibility.matching.law import LawOfTheDay
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
HOUSEHOLD_NAMED = {"vi": "Hộ {id}", "en": "Household {id}"}
LEFT_OPEN = "{text} [{clauses}]"


def notices_of(law: LawOfTheDay, knowledge: Knowledge, situation: Situation, language: Language) -> Iterator[str]:
    """Remarks on a household as a whole, then on the law of its day and place."""
    yield from _on_household(law.rulebook, knowledge, situation, language)
    yield from left_open(law, language)


def left_open(law: LawOfTheDay, language: Language) -> Iterator[str]:
    """What others may have added to the law of a day and place, each with its clause; the same for every household."""
    for doubts in law.left_open.values():
        for doubt in doubts:
            yield LEFT_OPEN.format(text=doubt.text.into(language), clauses="; ".join(map(str, doubt.cite)))


def _on_household(rulebook: Rulebook, knowledge: Knowledge, situation: Situation, language: Language) -> Iterator[str]:
    for identifier in situation.profile.not_born:
        yield NOT_BORN[language].format(id=identifier)
    for definition in rulebook.facts.values():
        if definition.compare_with is None:
            continue
        other = rulebook.facts[definition.compare_with]
        is_household = definition.scope == "household"
        household = HOUSEHOLD_NAMED[language].format(id=situation.profile.household_id)
        for who in [HOUSEHOLD] if is_household else range(len(situation.ids)):
            first = knowledge.getter(definition.name)(situation, who)
            second = knowledge.getter(other.name)(situation, who)
            if first is not None and second is not None and first != second:
                yield DIFFERENT[language].format(
                    subject=household if is_household else situation.ids[who],
                    first=definition.label.into(language),
                    first_value=_shown(definition, first, language),
                    second=other.label.into(language),
                    second_value=_shown(other, second, language),
                )


def _shown(definition: FactDefinition, value: Known, language: Language) -> str:
    if isinstance(value, str) and value in definition.choices:
        return definition.choices[value].into(language)
    return str(written(definition, value))
