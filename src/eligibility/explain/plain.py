"""The rulebook's lists as plain data for programs, sentences in both languages beside the codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eligibility.explain.formula import FormulaWords
from eligibility.explain.sentence import Sentences
from eligibility.model.criteria import AllOf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from eligibility.citation import Citation
    from eligibility.model.benefit import Benefit
    from eligibility.model.criteria import Criterion
    from eligibility.model.fact import FactDefinition
    from eligibility.model.programme import Programme, ProgrammeVersion
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language, Text

Plain = dict[str, Any]


def plain_facts(rulebook: Rulebook) -> list[Plain]:
    """The fact dictionary, in its order."""
    return [_fact(definition) for definition in rulebook.facts.values()]


def plain_programme(programme: Programme, rulebook: Rulebook) -> Plain:
    """One programme with its versions."""
    return {
        "id": programme.id,
        "name": _text(programme.name),
        "field": programme.field,
        "granted_to": programme.granted_to,
        "jurisdiction": programme.jurisdiction,
        "draft": programme.is_draft,
        "versions": [_version(version, rulebook) for version in programme.versions],
    }


def _fact(definition: FactDefinition) -> Plain:
    assumed = definition.assume
    return {
        "name": definition.name,
        "type": definition.type.value,
        "label": _text(definition.label),
        "question": None if definition.question is None else _text(definition.question),
        "choices": {code: _text(label) for code, label in definition.choices.items()},
        "assume": list(assumed) if isinstance(assumed, tuple) else assumed,
        "sensitive": definition.sensitive,
        "derived": bool(definition.derivations) or definition.since is not None,
    }


def _version(version: ProgrammeVersion, rulebook: Rulebook) -> Plain:
    writers: dict[Language, Sentences] = {"vi": Sentences(rulebook, "vi"), "en": Sentences(rulebook, "en")}

    def both(write: Callable[[Sentences], str]) -> Plain:
        return {language: write(sentences) for language, sentences in writers.items()}

    def conditions(criteria: Iterable[Criterion]) -> list[Plain]:
        return [
            {
                "id": criterion.id,
                "says": both(lambda sentences, criterion=criterion: sentences.of(criterion)),  # type: ignore[misc]
                "cite": _cited(criterion.cite or version.cite),
                "reading": None if criterion.reading is None else _text(criterion.reading),
            }
            for criterion in criteria
        ]

    def benefit(granted: Benefit) -> Plain:
        def formula(sentences: Sentences) -> FormulaWords:
            return FormulaWords(rulebook, sentences, sentences.measures)

        return {
            "kind": granted.kind,
            "every": granted.every,
            "basis": granted.basis,
            "says": both(lambda sentences: formula(sentences).grant(granted)),
            "payers": both(lambda sentences: formula(sentences).payers(granted.funding)),
            "terms": [_text(term.text) for term in granted.terms],
            "cite": _cited(granted.cite or version.cite),
        }

    period, awaited = version.period, version.depends_on
    return {
        "version": version.name,
        "effective_from": None if period.first is None else period.first.isoformat(),
        "effective_to": None if period.last is None else period.last.isoformat(),
        "standing": version.standing.value,
        "note": version.is_note,
        "encodes": list(version.encodes),
        "cite": _cited(version.cite),
        "depends_on": None if awaited is None else awaited.instrument,
        "group": version.group,
        "conditions": conditions(_conjuncts(version.eligible_when)),
        "priority": conditions(version.priority),
        "benefits": [benefit(one) for one in version.benefits],
        "plan": [
            {"line": one.line, "count": one.count, "unit": one.unit, "dong": one.dong, "year": one.year}
            for one in version.plan
        ],
        "lead": list(version.lead),
        "also_ask": list(version.also_ask),
        "refers_to": list(version.refers_to),
        "delegates_to": list(version.delegates_to),
        "not_modelled": [{"text": _text(doubt.text), "effect": doubt.effect} for doubt in version.not_modelled],
        "reading": None if version.reading is None else _text(version.reading),
    }


def _conjuncts(criterion: Criterion | None) -> list[Criterion]:
    """Conditions that must hold side by side."""
    if criterion is None:
        return []
    if isinstance(criterion, AllOf) and criterion.id is None:
        return [part for one in criterion.parts for part in _conjuncts(one)]
    return [criterion]


def _cited(citations: Iterable[Citation]) -> list[str]:
    return [str(citation) for citation in citations]


def _text(text: Text) -> Plain:
    return {"vi": text.vi, "en": text.en}
