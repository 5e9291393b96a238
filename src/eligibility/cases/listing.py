"""Everything a household is due, beside what a case expects of the whole list."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from eligibility.cases.comparing import Difference
from eligibility.cases.names import HOUSEHOLD
from eligibility.determination import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eligibility.cases.expected import ExpectedList, Listed
    from eligibility.determination import Determination, Result

Found = dict[str, list[str]]
"""Programmes of one status, each with the subjects that have it."""


def list_differences(expected: ExpectedList, result: Result) -> Iterator[Difference]:
    """Compare a whole list, as it stands without `--all` where the case calls it exhaustive."""
    found = _by_status(result)
    for status in Status:
        listed = getattr(expected, status.value)
        is_whole = expected.exhaustive and status in {Status.ELIGIBLE, Status.UNDETERMINED}
        if listed is None and not is_whole:
            continue
        yield from _missing(status, listed or [], found)
        if is_whole:
            named = {name for item in listed or [] for name in _named(item)}
            shown = _by_status(result, only_shown=True)[status]
            for name in shown:
                if name not in named:
                    subjects = ", ".join(shown[name])
                    yield Difference(
                        f"{status.value}.{name}", "nothing, the list is exhaustive", f"there, for {subjects}"
                    )


def _missing(status: Status, listed: list[Listed], found: Mapping[Status, Found]) -> Iterator[Difference]:
    for item in listed:
        for name, subjects in _named(item).items():
            got = found[status].get(name, [])
            key = f"{status.value}.{name}"
            if subjects is None and not got:
                others = [one.value for one in Status if name in found[one]]
                yield Difference(key, "there", f"not there, but {', '.join(others)}" if others else "not there")
            elif subjects is not None and sorted(subjects) != sorted(got):
                yield Difference(key, sorted(subjects), sorted(got))


def _named(item: Listed) -> Mapping[str, list[str] | None]:
    return {item: None} if isinstance(item, str) else dict(item)


def _by_status(result: Result, *, only_shown: bool = False) -> dict[Status, Found]:
    found: dict[Status, Found] = {status: defaultdict(list) for status in Status}
    for one in result.determinations:
        if not (only_shown and _is_hidden(one)):
            found[one.status][one.programme].append(one.subject.member or HOUSEHOLD)
    return found


def _is_hidden(one: Determination) -> bool:
    """Whether it appears under `--all` alone: information that stays open (docs/decisions/0007)."""
    return one.status is Status.UNDETERMINED and one.shown is not None
