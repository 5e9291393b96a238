"""What a case changes of its file's base, and where a value of the outcome was written."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError

from eligibility.errors import did_you_mean
from eligibility.loading.scalars import read_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from eligibility.cases.documents import BaseDocument, CaseDocument
    from eligibility.loading.problems import Problems, Site

ON = "on"
HOUSEHOLD = "household"
MEMBERS = "household.members"


@dataclass(frozen=True, slots=True)
class Changed:
    """The situation of one case.

    Attributes:
        household: The household as plain data.
        on: Reference date; None where none is stated.
        written: Change paths of the case.
    """

    household: Mapping[str, Any]
    on: date | None
    written: frozenset[str]


def changed(document: CaseDocument, base: BaseDocument, site: Site, problems: Problems) -> Changed:
    """Apply a case's changes to the base.

    A fact set to `null` stays as a key, so that its name is checked; it reads as unknown.

    Args:
        document: The case.
        base: What the cases of the file share.
        site: The case.
        problems: Mistakes found.
    """
    household: dict[str, Any] = copy.deepcopy(base.household)
    on = document.on or base.on
    change = dict(document.change)
    if MEMBERS in change:
        household["members"] = copy.deepcopy(change.pop(MEMBERS))
    for path, value in change.items():
        place = site.at("change", path)
        if path == ON:
            on = _day(value, place, problems) or on
            if document.on is not None:
                problems.add("duplicate-key", "the case has a reference date already", place, "Keep one of the two.")
            continue
        scope, _, key = path.partition(".")
        target = household if scope == HOUSEHOLD else _member(household, scope)
        if target is None or not key:
            hint = did_you_mean(scope, [HOUSEHOLD, *_ids(household)])
            message = f'"{path}" changes nothing here; a change names household.FACT, MEMBER.FACT or on'
            problems.add("unknown-change", message, place, hint, at_key=True)
            continue
        target[key] = value
    return Changed(household, on, frozenset(document.change))


_PATH = re.compile(r"household(?:\.members\[(?P<index>\d+)\])?(?:\.(?P<key>\w+))?")


def origin(path: str, change: Changed, site: Site) -> Site:
    """Where a part of a case's household was written: in its change, or in the base.

    Args:
        path: Path of the part, such as `household.members[0].birth_date`.
        change: The situation of the case.
        site: The case.
    """
    base = type(site)(site.document, ("base", HOUSEHOLD))
    match = _PATH.fullmatch(path)
    if match is None:
        return base
    key = match["key"]
    steps: tuple[str | int, ...] = () if key is None else (key,)
    if match["index"] is None:
        written = f"{HOUSEHOLD}.{key}"
    else:
        index = int(match["index"])
        written = f"{_ids(change.household)[index]}.{key}"
        steps = (index, *steps)
        if MEMBERS in change.written and written not in change.written:
            return site.at("change", MEMBERS, *steps)
        steps = ("members", *steps)
    return site.at("change", written) if written in change.written else base.at(*steps)


def _ids(household: Mapping[str, Any]) -> list[str]:
    """Ids of the members listed, as the household itself gives them."""
    members = household.get("members")
    if not isinstance(members, list):
        return []
    return [
        str((member.get("id") if isinstance(member, dict) else None) or f"m{index + 1}")
        for index, member in enumerate(members)
    ]


def _member(household: Mapping[str, Any], identifier: str) -> dict[str, Any] | None:
    ids = _ids(household)
    if identifier not in ids:
        return None
    member = household["members"][ids.index(identifier)]
    return member if isinstance(member, dict) else None


def _day(value: object, place: Site, problems: Problems) -> date | None:
    try:
        return read_day(value)
    except PydanticCustomError as refused:
        context = refused.context or {}
        problems.add(refused.type, str(context["message"]), place, str(context["hint"]) or None)
        return None
