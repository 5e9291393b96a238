"""How members are spoken of: their id, and what tells a listener who is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.explain.words import lowered, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eligibility.household import Household
    from eligibility.model.fact import FactDictionary
    from eligibility.model.text import Language

RELATION = "member.relation_to_head"
DAYS = {"birth_date": "result.born", "died_on": "result.died"}


def people_of(household: Household, facts: FactDictionary, language: Language) -> dict[str, str]:
    """What to say of each member beside the id: relation to the head, birth and death, as far as stated.

    Returns:
        By id, in the order of the members; empty where nothing helps.
    """
    words = words_of(language)
    relations = facts[RELATION].choices if RELATION in facts else {}
    people: dict[str, str] = {}
    for member in household.members or ():
        said: list[str] = []
        relation = relations.get(str(member.facts.get(RELATION.partition(".")[2])))
        if relation is not None:
            said.append(lowered(words.text(relation)))
        said.extend(
            words(phrase, day=words.day(str(member.facts[key])))
            for key, phrase in DAYS.items()
            if member.facts.get(key)
        )
        people[member.id] = ", ".join(said)
    return people


def order_of(people: Mapping[str, str], seen: list[str]) -> list[str]:
    """Members in the order of the household, then whoever else was seen."""
    return list(dict.fromkeys([*(member for member in people if member in seen), *seen]))
