"""A household as declared: who is in it and what was said of it. No legal notions, no types of facts.

Whether a name is a fact and a value fits its type is decided against the dictionary, in `eligibility.facts`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eligibility.errors import Diagnostic, HouseholdError

Declared = object
"""A value as it came in: text, boolean, number, list or None."""

_RESERVED = ("id", "members", "members_complete")
_HALF_OF_A_PAIR = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a household.

    Attributes:
        id: Unique in the household; assigned by us or the user, never a citizen number.
        facts: What was said, by fact name without scope.
    """

    id: str
    facts: Mapping[str, Declared] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Household:
    """People who count together, as declared.

    Attributes:
        id: Name used in results.
        facts: What was said of the household, by fact name without scope.
        members: Its members; None where nobody was listed, which means unknown.
        members_complete: Whether the list names everybody.
    """

    id: str = "h1"
    facts: Mapping[str, Declared] = field(default_factory=dict)
    members: tuple[Member, ...] | None = None
    members_complete: bool = True

    @classmethod
    def model_validate(cls, data: object) -> Household:
        """Read a household from plain data, with or without the outer `household:` key.

        Args:
            data: Mappings, lists and scalars as JSON or YAML give them.

        Raises:
            HouseholdError: The shape is wrong: every problem found, each with its path.
        """
        problems: list[Diagnostic] = []
        if not _is_writable(data):
            raise HouseholdError(
                [_problem("not-text", "household", "a text holds half of a character and cannot be written")]
            )
        if isinstance(data, Mapping) and isinstance(data.get("household"), Mapping):
            problems.extend(
                _problem("unknown-key", str(key), f'"{key}" stands beside "household"; nothing else may')
                for key in data
                if key != "household"
            )
            data = data["household"]
        if not isinstance(data, Mapping):
            raise HouseholdError(
                [_problem("not-a-household", "household", "a household is a mapping of facts and members")]
            )
        household = cls(
            id=_identifier(data.get("id"), "h1", "household.id", problems),
            facts={str(key): value for key, value in data.items() if key not in _RESERVED},
            members=_members(data.get("members"), problems),
            members_complete=_flag(data.get("members_complete"), problems),
        )
        if household.members == () and household.members_complete:
            problems.append(
                _problem(
                    "no-members",
                    "household.members",
                    "the list is empty, yet said to be complete; leave it out if unknown",
                )
            )
        if problems:
            raise HouseholdError(problems)
        return household


def _members(data: object, problems: list[Diagnostic]) -> tuple[Member, ...] | None:
    if data is None:
        return None
    if not isinstance(data, Sequence) or isinstance(data, str):
        problems.append(_problem("not-a-list", "household.members", "members are given as a list"))
        return None
    members: list[Member] = []
    seen: set[str] = set()
    for index, item in enumerate(data):
        path = f"household.members[{index}]"
        if not isinstance(item, Mapping):
            problems.append(_problem("not-a-member", path, "a member is a mapping of facts"))
            continue
        identifier = _identifier(item.get("id"), f"m{index + 1}", f"{path}.id", problems)
        if identifier in seen:
            problems.append(_problem("duplicate-id", f"{path}.id", "another member has this id"))
        seen.add(identifier)
        members.append(Member(identifier, {str(key): value for key, value in item.items() if key != "id"}))
    return tuple(members)


def _identifier(value: object, default: str, path: str, problems: list[Diagnostic]) -> str:
    if value is None or value == "":
        return default
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        problems.append(_problem("wrong-id", path, "an id is a short text"))
        return default
    return str(value)


def _flag(value: object, problems: list[Diagnostic]) -> bool:
    if value is None or value is True or value in ("true", ""):
        return True
    if value is False or value == "false":
        return False
    problems.append(
        Diagnostic(
            "not-a-boolean",
            f'"{value}" is neither true nor false.',
            path="household.members_complete",
            discreet="the value given is neither true nor false.",
        )
    )
    return True


def _is_writable(data: object) -> bool:
    """Whether every text inside can be written as UTF-8. JSON may smuggle in half of a surrogate pair."""
    if isinstance(data, str):
        return data.isascii() or _HALF_OF_A_PAIR.search(data) is None
    if isinstance(data, Mapping):
        return all(_is_writable(key) and _is_writable(value) for key, value in data.items())
    if isinstance(data, list | tuple):
        return all(map(_is_writable, data))
    return True


def _problem(code: str, path: str, message: str) -> Diagnostic:
    return Diagnostic(code=code, message=f"{message}.", path=path)
