"""Timelines and arrears as plain data for programs: rows of spans, steps with their causes and clauses, sums."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from eligibility.determination import Clause, Determination, DongRange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eligibility.determination import Dong
    from eligibility.timeline.arrears import Arrear, ArrearSum
    from eligibility.timeline.changes import Change
    from eligibility.timeline.line import Timeline
    from eligibility.timeline.steps import Step


def plain_timeline(timeline: Timeline) -> dict[str, Any]:
    """A timeline."""
    return {
        "household": timeline.household,
        "jurisdiction": timeline.unit,
        "from": timeline.first.isoformat(),
        "to": timeline.last.isoformat(),
        "rows": [
            {
                "programme": row.programme,
                "member": row.member,
                "spans": [
                    {
                        "from": span.first.isoformat(),
                        "to": span.last.isoformat(),
                        "causes": list(map(_cause, span.causes)),
                        "determination": _determination(span.determination),
                    }
                    for span in row.spans
                ],
            }
            for row in timeline.rows
        ],
        "steps": list(map(_step, timeline.steps)),
        "notices": list(timeline.notices),
    }


def plain_arrears(found: Iterable[ArrearSum]) -> list[dict[str, Any]]:
    """Arrears, by programme and subject."""
    return [
        {
            "programme": one.programme,
            "member": one.member,
            "dong": _dong(one.dong),
            "months_not_known": one.unknown,
            "months": list(map(_month, one.months)),
        }
        for one in found
    ]


def _month(one: Arrear) -> dict[str, Any]:
    return {
        "month": f"{one.month:%Y-%m}",
        "then": _dong(one.then),
        "now": _dong(one.now),
        "difference": _dong(one.difference),
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "day": step.day.isoformat(),
        "programme": step.programme,
        "member": step.member,
        "kind": step.kind,
        "causes": list(map(_cause, step.causes)),
        "turned": [
            {"criterion": one.criterion, "before": one.before.value, "after": one.after.value} for one in step.turned
        ],
        "citations": [_clauses().dump_python(one, mode="json") for one in step.clauses],
    }


def _cause(change: Change) -> dict[str, Any]:
    return {"kind": change.kind, "name": change.name, "member": change.member, "value": change.value}


def _dong(dong: Dong | None) -> object:
    return {"from": dong.low, "to": dong.high} if isinstance(dong, DongRange) else dong


def _determination(determination: Determination) -> object:
    return _determinations().dump_python(determination, mode="json", by_alias=True)


@cache
def _determinations() -> TypeAdapter[Determination]:
    return TypeAdapter(Determination)


@cache
def _clauses() -> TypeAdapter[Clause]:
    return TypeAdapter(Clause)
