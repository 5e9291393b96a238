"""The state of judging one household: its profile, and what has been worked out so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from eligibility.facts import Known
    from eligibility.profile import Profile
    from eligibility.verdict import Verdict

HOUSEHOLD: Final = -1
"""Stands for the household itself where a member's index is expected: it is the last entry of every list."""


class Situation:
    """What conditions read. Lists run over the members, with the household itself as the last entry.

    Attributes:
        ids: Member ids.
        stated: Stated facts by full name.
        derived: Facts worked out so far; None stands for unknown.
        verdicts: Programmes decided so far, by programme and subject.
        present: Indexes of members alive, or perhaps alive, with the verdict.
        complete: Whether the list of members names everybody.
        assume: Whether silence is given the dictionary's meaning.
        is_nobody_listed: Whether a stand-in of whom nothing is known takes the place of the members.
        profile: The profile itself.
    """

    __slots__ = (
        "assume",
        "complete",
        "derived",
        "ids",
        "is_nobody_listed",
        "present",
        "profile",
        "stated",
        "verdicts",
    )

    def __init__(self, profile: Profile, *, assume: bool) -> None:
        self.profile = profile
        self.ids = profile.member_ids
        self.is_nobody_listed = not profile.member_ids
        self.stated = [*(profile.members or ({},)), profile.household]
        self.derived: list[dict[str, Known | None]] = [{} for _ in self.stated]
        self.verdicts: dict[tuple[str, int], Verdict] = {}
        self.present = [(index, verdict) for index, verdict in enumerate(profile.present) if verdict.value != "not_met"]
        self.complete = profile.complete
        self.assume = assume
