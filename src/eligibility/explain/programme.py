"""One programme in words: its versions with their conditions, grants, clauses, plan figures, readings and gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.explain.clause import ClauseWords
from eligibility.explain.formula import FormulaWords
from eligibility.explain.layout import BLANK, Line, render
from eligibility.explain.outline import Outline
from eligibility.explain.period import period_of
from eligibility.explain.sentence import Sentences
from eligibility.explain.words import raised, sentence
from eligibility.model.walk import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eligibility.citation import Citation
    from eligibility.model.benefit import Benefit
    from eligibility.model.programme import NotModelled, PlanFigure, Programme, ProgrammeVersion
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language


def explain_programme(
    programme: Programme,
    rulebook: Rulebook,
    *,
    language: Language = "vi",
    width: int = 100,
    colour: bool = False,
) -> str:
    """Write a programme in words.

    Args:
        programme: The programme.
        rulebook: The rules it belongs to: names, labels and what provisions say come from there.
        language: Language of the text.
        width: Columns of the page.
        colour: Whether to use the colours of a terminal.
    """
    return render(ProgrammeWords(programme, rulebook, language).lines(), width=width, colour=colour)


class ProgrammeWords:
    """One programme as lines.

    Args:
        programme: The programme.
        rulebook: The rules it belongs to.
        language: Language of the text.
    """

    def __init__(self, programme: Programme, rulebook: Rulebook, language: Language) -> None:
        self._programme = programme
        self._rulebook = rulebook
        self._sentences = Sentences(rulebook, language)
        self._words = self._sentences.words
        self._clauses = ClauseWords(rulebook, self._words)
        self._formulas = FormulaWords(rulebook, self._sentences, self._sentences.measures)
        self._outline = Outline(self._sentences, self._clauses)

    def lines(self) -> Iterator[Line]:
        """The whole page."""
        yield Line(self._words.text(self._programme.name), style="heading")
        yield from self.about()
        for version in self._programme.versions:
            yield BLANK
            yield Line(period_of(version, self._words), style="name")
            yield from self.version(version)

    def about(self) -> Iterator[Line]:
        """What holds for all versions."""
        programme, words = self._programme, self._words
        unit = self._rulebook.units.get(programme.jurisdiction)
        place = programme.jurisdiction if unit is None else words.text(unit.name)
        said = [
            words("programme.id", id=programme.id),
            words("programme.field", field=words(f"field.{programme.field}")),
            words("programme.granted_to", who=words(f"programme.{programme.granted_to}")),
            words("programme.jurisdiction", place=place),
        ]
        yield Line(" · ".join(said))
        if programme.is_draft:
            yield Line(words("programme.draft"), style="open")
        if programme.improves is not None:
            yield Line(words("programme.improves", name=self._sentences.programme(programme.improves)))

    def version(self, version: ProgrammeVersion) -> Iterator[Line]:
        """One version below its period."""
        words = self._words
        yield from self._promise(version)
        yield from self._section("programme.conditions", self._conditions(version))
        yield from self._section("programme.grants", self._grants(version))
        yield from self._section("programme.group", self._group(version))
        yield from self._section(
            "programme.priority", (line for one in version.priority for line in self._outline.lines(one, 4))
        )
        if version.orders is not None:
            ordered = [*map(self._sentences.programme, version.orders.programmes)]
            ordered += [words(f"field.{field}") for field in version.orders.fields]
            yield from self._section("programme.orders", self._items(ordered))
        yield from self._section(
            "programme.delegates_to", self._items(map(self._sentences.programme, version.delegates_to))
        )
        yield from self._section("programme.refers_to", self._items(map(self._clauses.titled, version.refers_to)))
        yield from self._section("line.clause", self._cited(version.cite))
        yield from self._section("programme.lead", self._items(version.lead))
        yield from self._section("programme.also_ask", self._items(map(self._sentences.question, version.also_ask)))
        yield from self._section("programme.readings", self._readings(version))
        yield from self._section("programme.not_modelled", map(self._doubt, version.not_modelled))
        yield from self._section("programme.plan", map(self._figure, version.plan))
        if version.encodes:
            yield Line(words("programme.rows", rows=", ".join(version.encodes)), 2, style="faint")

    def _promise(self, version: ProgrammeVersion) -> Iterator[Line]:
        words, standing = self._words, version.standing.value
        said = f"{words(f'standing.{standing}')}. {words(f'standing_meaning.{standing}')}"
        yield Line(said, 2, words("programme.standing"))
        if version.is_note:
            yield Line(words("programme.note"), 2)
        if version.depends_on is not None:
            name = words.text(self._rulebook.pending[version.depends_on.instrument].label)
            due = version.depends_on.due
            said = name if due is None else words("programme.due", name=name, day=words.day(due))
            yield Line(sentence(said), 2, words("programme.waits"))
        for key, citation in (("ended_by", version.ended_by), ("continues", version.continues)):
            if citation is not None:
                yield Line(f"{self._clauses.citations([citation])}.", 2, words(f"programme.{key}"))

    def _section(self, key: str, lines: Iterable[Line]) -> Iterator[Line]:
        """A title and its lines; nothing where there are none."""
        content = list(lines)
        if content:
            yield Line(f"{self._words(key)}:", 2)
            yield from content

    @staticmethod
    def _items(said: Iterable[str]) -> Iterator[Line]:
        return (Line(sentence(one), 4, mark="-") for one in said)

    def _conditions(self, version: ProgrammeVersion) -> Iterator[Line]:
        if version.eligible_when is None:
            yield Line(self._words("programme.no_conditions"), 4)
        else:
            yield from self._outline.lines(version.eligible_when, 4)

    def _grants(self, version: ProgrammeVersion) -> Iterator[Line]:
        if not version.benefits:
            yield Line(self._words("programme.grants_nothing"), 4)
        for benefit in version.benefits:
            yield from self._benefit(benefit)

    def _benefit(self, benefit: Benefit) -> Iterator[Line]:
        words = self._words
        yield Line(self._formulas.grant(benefit), 4, mark="-")
        payers = self._formulas.payers(benefit.funding)
        if payers:
            yield Line(sentence(payers), 6, words("line.payers"))
        if benefit.repay is not None:
            yield Line(words("repay", percent=words.decimal(benefit.repay.percent)), 6)
        if benefit.paid_to != "subject":
            yield Line(words(f"paid_to.{benefit.paid_to}"), 6)
        for term in benefit.terms:
            said = words.text(term.text)
            if term.when is not None:
                said += f" ({words('programme.when', condition=self._sentences.of(term.when))})"
            yield Line(sentence(said), 6, words("line.terms"))
        if benefit.cite:
            yield Line(f"{self._clauses.citations(benefit.cite)}.", 6, words("line.clause"))

    def _group(self, version: ProgrammeVersion) -> Iterator[Line]:
        if version.group is None:
            return
        group = self._rulebook.groups[version.group]
        others = [name for name in self._sentences.programmes_of(group.id) if name != self._programme.id]
        said = self._words(f"programme.{group.rule}", names="; ".join(map(self._sentences.programme, others)))
        if group.chosen_by is not None:
            said += f" ({self._words(f'group.{group.chosen_by}')})"
        yield Line(sentence(said), 4, mark="-")

    def _cited(self, citations: Iterable[Citation]) -> Iterator[Line]:
        for citation in citations:
            named = self._clauses.citations([citation])
            yield Line(f"{named}: {sentence(self._clauses.says(citation))}", 4, mark="-")

    def _readings(self, version: ProgrammeVersion) -> Iterator[Line]:
        words = self._words
        if version.reading is not None:
            yield Line(sentence(words.text(version.reading)), 4, mark="-")
        trees = [*([] if version.eligible_when is None else [version.eligible_when]), *version.priority]
        for node in (node for tree in trees for node in nodes(tree)):
            if node.reading is not None:
                said = words(
                    "programme.reading_of", sentence=self._sentences.of(node), reading=words.text(node.reading)
                )
                yield Line(sentence(said), 4, mark="-")

    def _doubt(self, doubt: NotModelled) -> Line:
        words = self._words
        effect = words(f"programme.effect.{doubt.effect}")
        if doubt.when is not None:
            effect += f"; {words('programme.when', condition=self._sentences.of(doubt.when))}"
        said = words("programme.doubt", text=words.text(doubt.text).removesuffix("."), effect=effect)
        return Line(raised(said), 4, mark="-")

    def _figure(self, figure: PlanFigure) -> Line:
        words = self._words
        said = [words("programme.plan_line", line=figure.line)]
        if figure.count is not None:
            unit = words.get(f"counted.{figure.unit}") or figure.unit or ""
            said.append(words("programme.plan_count", count=words.number(figure.count), unit=unit))
        if figure.dong is not None:
            said.append(words.money(figure.dong))
        if figure.year is not None:
            said.append(words("programme.plan_year", year=figure.year))
        if figure.only is not None:
            said.append(words("programme.plan_for", condition=self._sentences.of(figure.only)))
        return Line(sentence("; ".join(said)), 4, mark="-")
