"""One eligible answer in words: standing, what and how much, who pays, why, under which clause, who handles it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eligibility.determination import Determination, WhyNot
from eligibility.explain.clause import ClauseWords
from eligibility.explain.entitlement import EntitlementWords
from eligibility.explain.layout import Line, Style
from eligibility.explain.reasons import ReasonWords
from eligibility.explain.words import lowered, sentence
from eligibility.model.programme import Standing
from eligibility.model.text import Confidence
from eligibility.verdict import NOT_MET

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eligibility.determination import InGroup, Precedence
    from eligibility.explain.sentence import Sentences
    from eligibility.model.rulebook import Rulebook

_INDENT = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer, or several that exclude one another.

    Attributes:
        says: That only one may be had, who chooses and under which clause; empty where nothing is excluded.
        answers: The answers.
    """

    says: str
    answers: tuple[Determination, ...]


class AnswerWords:
    """Writes answers.

    Args:
        rulebook: The rules behind them.
        sentences: Writes conditions.
    """

    def __init__(self, rulebook: Rulebook, sentences: Sentences) -> None:
        self._rulebook = rulebook
        self._sentences = sentences
        self._words = sentences.words
        self._clauses = ClauseWords(rulebook, self._words)
        self._entitlements = EntitlementWords(rulebook, self._words, sentences.programme)
        self.reasons = ReasonWords(rulebook, sentences)
        self.pending = self._entitlements.pending

    def lines(self, determinations: Sequence[Determination]) -> Iterator[Line]:
        """Answers of one subject, numbered; of several that exclude one another this is said once, before them."""
        for number, choice in enumerate(self.choices(determinations), start=1):
            if not choice.says:
                yield from self._answer(choice.answers[0], f"{number}.", 2)
                continue
            yield Line(choice.says, 2, mark=f"{number}.", style="name")
            for letter, one in zip("abcdefghijklmnopqrstuvwxyz", choice.answers, strict=False):
                yield from self._answer(one, f"{letter})", _INDENT)

    def choices(self, determinations: Sequence[Determination]) -> Iterator[Choice]:
        """Answers of one subject, the firmest promise first; those that exclude one another together."""
        determinations = sorted(determinations, key=lambda one: _ORDER.index(one.standing or Standing.GOAL))
        done: set[str] = set()
        for one in determinations:
            group = _choice(one)
            if group is None:
                yield Choice("", (one,))
            elif group.id not in done:
                done.add(group.id)
                yield self._alternatives(group, [other for other in determinations if _is_of(other, group.id)])

    def note(self, determination: Determination) -> str:
        """An answer that grants nothing, in one sentence."""
        said = [self._promise(determination)]
        said.extend(
            f"{self._words('line.clause')}: {self._clauses.place(clause)}." for clause in determination.citations[:1]
        )
        return " ".join(said)

    def why(self, determination: Determination) -> str:
        """Why a programme does not apply at all."""
        programme = self._rulebook.programmes[determination.programme]
        why = determination.why or WhyNot.NOT_ENCODED
        lasts = [version.period.last for version in programme.versions if version.period.last is not None]
        firsts = [version.period.first for version in programme.versions if version.period.first is not None]
        day = max(lasts, default=None) if why is WhyNot.ENDED else min(firsts, default=None)
        unit = self._rulebook.units.get(programme.jurisdiction)
        place = programme.jurisdiction if unit is None else self._words.text(unit.name)
        return self._words(f"why.{why.value}", day="" if day is None else self._words.day(day), place=place)

    def _alternatives(self, group: InGroup, alternatives: list[Determination]) -> Choice:
        words, first = self._words, alternatives[0]
        shown = {one.programme for one in alternatives}
        open_ones = [name for name in group.with_ if name not in shown]
        if len(alternatives) == 1 and not open_ones:
            return Choice("", (first,))
        said = words("group.intro_plain")
        if group.chosen_by is not None:
            said = words("group.intro", who=words(f"group.{group.chosen_by}"))
        if open_ones:
            said += f"; {words('group.may_join', names='; '.join(map(self._sentences.programme, open_ones)))}"
        if group.citation is not None:
            clause = self._clauses.clauses([first.citations[group.citation]])
            said += f". {words('line.clause')}: {clause}"
        return Choice(sentence(said), tuple(alternatives))

    def _answer(self, one: Determination, mark: str, indent: int) -> Iterator[Line]:
        yield Line(self._sentences.programme(one.programme), indent, mark=mark, style="name")
        yield from (replace(line, indent=indent + len(mark) + 1) for line in self.body(one))

    def body(self, one: Determination) -> Iterator[Line]:
        """Everything said of one answer below its name: first what the promise is worth, then line by line."""
        words = self._words
        yield Line(self._promise(one), style=_STYLES[one.standing or Standing.GOAL])
        for entitlement in one.entitlements:
            yield from self._entitlements.lines(entitlement, 0)
        because = self.reasons.because(one)
        if because:
            yield Line(sentence(because), label=words("line.because"))
        for key, role in (("clause", None), ("applied_by", "applied_by")):
            clauses = self._clauses.clauses(clause for clause in one.citations if clause.role == role)
            if clauses:
                yield Line(f"{clauses}.", label=words(f"line.{key}"))
        if one.lead:
            yield Line(sentence("; ".join(one.lead)), label=words("line.lead"))
        yield from self._remarks(one)

    def amounts(self, one: Determination) -> str:
        """The sums of an answer in short, one beside the other; empty where none is known."""
        return "; ".join(filter(None, map(self._entitlements.amount, one.entitlements)))

    def _promise(self, one: Determination) -> str:
        """The standing in plain words, with what it waits for or points to."""
        words = self._words
        standing = (one.standing or Standing.GOAL).value
        said = [words(f"standing.{standing}")]
        if one.standing is Standing.REFERRAL and one.see:
            said.append(words("standing_meaning.referral_to", names="; ".join(map(self._decides, one.see))))
        elif one.standing is not Standing.PENDING:
            said.append(words(f"standing_meaning.{standing}"))
        said.extend(self._entitlements.awaited(instrument) for instrument in one.depends_on)
        return " ".join(map(sentence, said))

    def _decides(self, name: str) -> str:
        """Where a referral leads: a programme, or an instrument with what it is about."""
        if name in self._rulebook.programmes:
            return self._sentences.programme(name)
        return self._clauses.titled(name)

    def _remarks(self, one: Determination) -> Iterator[Line]:
        words, sentences = self._words, self._sentences
        orders = [
            words(f"priority.{order.verdict.value}", reason=lowered(self._precedence(one, order)))
            for order in one.priority
            if order.verdict is not NOT_MET
        ]
        for said in dict.fromkeys(orders):
            yield Line(sentence(said), label=words("line.priority"))
        for caveat in one.caveats:
            yield Line(sentence(caveat), label=words("line.caveat"))
        if one.ask:
            labels = ", ".join(lowered(sentences.label(fact)) for fact in one.ask)
            yield Line(sentence(labels), label=words("line.ask"))
        if one.also_ask:
            yield Line(" ".join(map(sentences.question, one.also_ask)), label=words("line.also_ask"))
        if one.assumed:
            yield Line(self.assumed(one.assumed), label=words("line.assumed"))
        for notice in one.notices:
            yield Line(sentence(notice), label=words("line.notice"))
        if one.confidence is not Confidence.TEXT:
            meaning = words(f"confidence.{one.confidence.value}")
            yield Line(sentence(meaning), label=words("line.confidence"), style="open")

    def _precedence(self, one: Determination, order: Precedence) -> str:
        """What an order rests on: a condition of the programme, or that of a rule of precedence."""
        if order.criterion is not None:
            return self.reasons.condition(one, order.criterion)
        for programme in self._rulebook.programmes.values():
            for version in programme.versions:
                if (
                    version.orders is not None
                    and order.encodes in version.encodes
                    and version.eligible_when is not None
                ):
                    return self._sentences.of(version.eligible_when)
        return order.encodes or ""

    def assumed(self, facts: Sequence[str]) -> str:
        """What was assumed of facts nobody stated, as a sentence."""
        return sentence("; ".join(map(self._assumption, facts)))

    def _assumption(self, fact: str) -> str:
        definition = self._rulebook.facts[fact]
        assumed = definition.assume
        value = list(assumed) if isinstance(assumed, tuple) else assumed
        return f"{self._words.text(definition.label)}: {self._sentences.value(fact, value)}"


_ORDER = list(Standing)
"""The firmest promise comes first."""

_STYLES: dict[Standing, Style] = {
    Standing.ENTITLEMENT: "good",
    Standing.MAY_APPLY: "good",
    Standing.PENDING: "open",
    Standing.CANDIDATE: "open",
    Standing.PRIORITY: "faint",
    Standing.REFERRAL: "plain",
    Standing.GOAL: "faint",
}


def _choice(determination: Determination) -> InGroup | None:
    """The group in which an answer is one of several to choose from."""
    for entitlement in determination.entitlements:
        if entitlement.group is not None and entitlement.group.state == "alternative":
            return entitlement.group
    return None


def _is_of(determination: Determination, group: str) -> bool:
    found = _choice(determination)
    return found is not None and found.id == group
