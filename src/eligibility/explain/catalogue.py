"""Lists of everything: what can be asked, what can be granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.explain.layout import BLANK, Line, render
from eligibility.explain.period import period_of
from eligibility.explain.sentence import Sentences
from eligibility.explain.words import lowered, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eligibility.model.fact import FactDefinition
    from eligibility.model.programme import Programme
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language


def explain_facts(rulebook: Rulebook, *, language: Language = "vi", width: int = 100, colour: bool = False) -> str:
    """Write the fact dictionary: names, labels, questions and what may be written.

    Args:
        rulebook: Holds the dictionary.
        language: Language of the text.
        width: Columns of the page.
        colour: Whether to use the colours of a terminal.
    """
    return render(_Catalogue(rulebook, language).facts(), width=width, colour=colour)


def explain_programmes(
    rulebook: Rulebook,
    programmes: Sequence[Programme],
    *,
    language: Language = "vi",
    width: int = 100,
    colour: bool = False,
) -> str:
    """Write a list of programmes with what each is worth and when it holds.

    Args:
        rulebook: Names the territories.
        programmes: Which ones, in their order.
        language: Language of the text.
        width: Columns of the page.
        colour: Whether to use the colours of a terminal.
    """
    return render(_Catalogue(rulebook, language).programmes(programmes), width=width, colour=colour)


class _Catalogue:
    """Lists as lines."""

    def __init__(self, rulebook: Rulebook, language: Language) -> None:
        self._rulebook = rulebook
        self._sentences = Sentences(rulebook, language)
        self._words = self._sentences.words

    def facts(self) -> Iterator[Line]:
        """Facts of the household, then of members."""
        scope = ""
        for definition in self._rulebook.facts.values():
            if definition.scope != scope:
                if scope:
                    yield BLANK
                scope = definition.scope
                yield Line(self._words(f"catalogue.{scope}"), style="heading")
            yield from self._fact(definition)

    def programmes(self, programmes: Sequence[Programme]) -> Iterator[Line]:
        """Programmes by territory."""
        words, place = self._words, ""
        for programme in programmes:
            if programme.jurisdiction != place:
                if place:
                    yield BLANK
                place = programme.jurisdiction
                unit = self._rulebook.units.get(place)
                yield Line(place if unit is None else words.text(unit.name), style="heading")
            name = words.text(programme.name)
            yield Line(words("catalogue.programme", id=programme.id, name=name), 2, style="name")
            standings = {words(f"standing_in_short.{version.standing.value}"): None for version in programme.versions}
            about = words(
                "catalogue.about",
                standing="; ".join(standings),
                granted_to=words(f"programme.{programme.granted_to}"),
                periods="; ".join(period_of(version, words) for version in programme.versions),
            )
            if all(version.is_note for version in programme.versions):
                about += f" · {words('catalogue.note')}"
            yield Line(about, 4)
        if not programmes:
            yield Line(sentence(words("catalogue.none")))

    def _fact(self, definition: FactDefinition) -> Iterator[Line]:
        words = self._words
        label = words.text(definition.label)
        yield Line(words("catalogue.fact", name=definition.key, label=label), 2, style="name")
        if definition.question is not None:
            yield Line(words.text(definition.question), 4, words("catalogue.question"))
        yield Line(f"{self._type(definition)}.", 4, words("catalogue.value"))
        if definition.note is not None:
            yield Line(words.text(definition.note), 4)
        if definition.derivations or definition.since is not None:
            yield Line(words("catalogue.derived"), 4)
        if definition.assume is not None:
            assumed = definition.assume
            value = self._sentences.value(definition.name, list(assumed) if isinstance(assumed, tuple) else assumed)
            yield Line(sentence(words("catalogue.assumed", value=value)), 4)
        if definition.sensitive:
            yield Line(words("catalogue.sensitive"), 4)

    def _type(self, definition: FactDefinition) -> str:
        choices = "; ".join(
            self._words("catalogue.choice", code=code, label=lowered(self._words.text(label)))
            for code, label in definition.choices.items()
        )
        return self._words(f"fact_type.{definition.type.value}", choices=choices)
