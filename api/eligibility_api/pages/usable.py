"""Which facts can matter on a day and place, and by how many programmes each is used.

Reads conditions and amounts; judges nobody.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from eligibility.model.walk import conditions_of, facts, facts_behind, facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eligibility.matching.law import LawOfTheDay
    from eligibility.model.programme import ProgrammeVersion

ALWAYS = ("member.relation_to_head", "member.birth_date", "member.gender")
"""Asked of everybody: they tell people apart, and links between members follow from them."""


def usable_facts(law: LawOfTheDay) -> Counter[str]:
    """Facts that some programme in force can use, with the number of programmes that do."""
    return _Finder(law).found()


class _Finder:
    def __init__(self, law: LawOfTheDay) -> None:
        self._law = law
        self._facts = law.rulebook.facts

    def found(self) -> Counter[str]:
        found: Counter[str] = Counter(name for name in ALWAYS if name in self._facts)
        for applied in self._law.programmes.values():
            if applied.version is not None and not applied.version.is_note:
                found.update(self._closed(set(self._of_version(applied.version))))
                if applied.programme.granted_to == "deceased" and "member.died_on" in self._facts:
                    found["member.died_on"] += 1
        return found

    def _of_version(self, version: ProgrammeVersion) -> Iterator[str]:
        for criterion in conditions_of(version):
            yield from facts(criterion)
        for benefit in version.benefits:
            yield from facts_of(benefit)

    def _closed(self, waiting: set[str]) -> set[str]:
        """Facts and everything they follow from on that day."""
        found: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting.update(facts_behind(self._facts[name], self._law.on))
        return found
