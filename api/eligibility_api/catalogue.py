"""What the rulebook holds, as JSON made once: the rules do not change while the service runs."""

from __future__ import annotations

import json
from functools import cache
from importlib.metadata import version as installed_version
from typing import TYPE_CHECKING, Any

from eligibility.coverage import check_coverage
from eligibility.errors import RequestError
from eligibility.explain.plain import plain_facts, plain_programme
from eligibility_api.problems import ServiceError

if TYPE_CHECKING:
    from pathlib import Path

    from eligibility.model.instrument import Instrument
    from eligibility.model.jurisdiction import Unit
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Text
    from eligibility.period import EffectivePeriod

Plain = dict[str, Any]


class Catalogue:
    """The lists of one rulebook.

    Args:
        rulebook: The rules.
        folder: Where they were loaded from; its ledgers say what they leave out.

    Raises:
        RulebookError: A ledger is wrong.
    """

    def __init__(self, rulebook: Rulebook, folder: Path) -> None:
        self._rulebook = rulebook
        self.etag = f'"{rulebook.digest}"'
        self.facts = _json({"facts": plain_facts(rulebook)})
        self.instruments = _json(_instruments(rulebook))
        self.rulebook = _json(_overview(rulebook, folder))
        self.programme = cache(self._programme)
        self.programmes = cache(self._programmes)

    def _programme(self, identifier: str) -> bytes:
        """One programme.

        Raises:
            ServiceError: There is none of that name.
        """
        found = self._rulebook.programmes.get(identifier)
        if found is None:
            raise ServiceError.not_found("unknown-programme", "there is no such programme.", "See /v1/programmes.")
        return _json(plain_programme(found, self._rulebook))

    def _programmes(self, jurisdiction: str | None) -> bytes:
        """All programmes, or those of one unit.

        Raises:
            RequestError: There is no such unit.
        """
        if jurisdiction is not None and jurisdiction not in self._rulebook.units:
            raise RequestError.unknown("unknown-jurisdiction", "jurisdiction", jurisdiction, self._rulebook.units)
        asked = [one for one in self._rulebook.programmes.values() if jurisdiction in (None, one.jurisdiction)]
        return _json({"programmes": [plain_programme(one, self._rulebook) for one in asked]})


def _json(content: Plain) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


def _text(text: Text | None) -> Plain | None:
    return None if text is None else {"vi": text.vi, "en": text.en}


def _period(period: EffectivePeriod) -> Plain:
    return {
        "effective_from": None if period.first is None else period.first.isoformat(),
        "effective_to": None if period.last is None else period.last.isoformat(),
    }


def _instruments(rulebook: Rulebook) -> Plain:
    return {
        "instruments": [_instrument(one) for one in rulebook.instruments.values()],
        "awaited": [
            {
                "id": one.id,
                "label": _text(one.label),
                "issued": None if one.issued is None else one.issued.isoformat(),
            }
            for one in rulebook.pending.values()
        ],
    }


def _instrument(instrument: Instrument) -> Plain:
    replaced = instrument.replaced_by
    return {
        "name": instrument.name,
        "number": instrument.number,
        "kind": instrument.kind,
        "title": _text(instrument.title),
        "issuer": _text(instrument.issuer),
        "jurisdiction": instrument.jurisdiction,
        "issued": None if instrument.issued is None else instrument.issued.isoformat(),
        **_period(instrument.period),
        "draft": instrument.is_draft,
        "replaced_by": None if replaced is None else {"instrument": replaced[0], "on": replaced[1].isoformat()},
        "provisions": [{"provision": place, "says": _text(one.says)} for place, one in instrument.provisions.items()],
        "confidence": instrument.confidence.value,
    }


def _overview(rulebook: Rulebook, folder: Path) -> Plain:
    report = check_coverage(rulebook, folder, None)
    documents = report.coverage.documents
    return {
        "digest": rulebook.digest,
        "software": installed_version("eligibility"),
        "counts": {
            "programmes": len(rulebook.programmes),
            "facts": len(rulebook.facts),
            "instruments": len(rulebook.instruments),
        },
        "packs": _packs(rulebook),
        "coverage": {
            "complete": report.is_complete,
            "sections": {
                "covered": sum(one.covered for one in documents),
                "of": sum(len(one.sections) for one in documents),
            },
            "rule_rows": {
                "encoded": sum(one.encoded_rule_rows for one in documents),
                "of": sum(one.rule_rows for one in documents),
            },
            "documents": [
                {
                    "instrument": one.instrument,
                    "name": _text(one.name),
                    "sections": {"covered": one.covered, "of": len(one.sections)},
                    "rule_rows": {"encoded": one.encoded_rule_rows, "of": one.rule_rows},
                }
                for one in documents
            ],
            "without_ledger": list(report.coverage.without_ledger),
        },
    }


def _packs(rulebook: Rulebook) -> list[Plain]:
    """Units that state programmes, and how many; drafts apart."""
    drafts: dict[str, list[bool]] = {}
    for programme in rulebook.programmes.values():
        drafts.setdefault(programme.jurisdiction, []).append(programme.is_draft)
    return [
        {
            **_unit(rulebook.units[name]),
            "programmes": sum(not is_draft for is_draft in pack),
            "drafts": sum(pack),
        }
        for name, pack in drafts.items()
    ]


def _unit(unit: Unit) -> Plain:
    return {
        "id": unit.id,
        "name": _text(unit.name),
        "level": unit.level,
        **_period(unit.period),
        "formed_from": list(unit.formed_from),
    }
