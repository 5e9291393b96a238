"""The state of judging one household: its profile, and what has been worked out so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eligibility.verdict import MET, NOT_MET

if TYPE_CHECKING:
    from eligibility.facts import Known
    from eligibility.profile import Profile
    from eligibility.verdict import Verdict

HOUSEHOLD: Final = -1
"""Stands for the household itself where a member's index is expected: it is the last entry of every list."""
ANYBODY: Final = 0
"""Index of the stand-in member, of whom nothing is known, where a household lists nobody."""


class Situation:
    """What conditions read. Lists run over the members, with the household itself as the last entry.

    Attributes:
        ids: Member ids.
        stated: Stated facts by full name.
        derived: Facts worked out so far; None stands for unknown.
        verdicts: Programmes decided so far, by rule and subject.
        present: Indexes of members alive, or perhaps alive, with the verdict.
        alive: Indexes of those a member's programme is decided for: the stand-in where nobody is listed.
        dead: Indexes of those who died, or perhaps died.
        is_plain: Whether everybody listed is surely alive.
        complete: Whether the list of members names everybody.
        assume: Whether silence is given the dictionary's meaning.
        is_nobody_listed: Whether a stand-in of whom nothing is known takes the place of the members.
        profile: The profile itself.
    """

    __slots__ = (
        "alive",
        "assume",
        "complete",
        "dead",
        "derived",
        "ids",
        "is_nobody_listed",
        "is_plain",
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
        self.verdicts: dict[tuple[object, int], Verdict] = {}
        presence = list(enumerate(profile.present))
        self.present = [(index, verdict) for index, verdict in presence if verdict is not NOT_MET]
        self.alive = [ANYBODY] if self.is_nobody_listed else [index for index, _verdict in self.present]
        self.dead = [index for index, verdict in presence if verdict is not MET]
        self.is_plain = not self.dead and not self.is_nobody_listed
        self.complete = profile.complete
        self.assume = assume
