"""A household as the hand-written rules and the peers take it: ages worked out, unknown written out.

Every fact has a key. An unknown boolean or choice is None; an age or income is a range from `…_low` to `…_high`, which
spans everything where nothing is known. The peers are given this for nothing: it is not in their times.
"""

from __future__ import annotations

from typing import cast

from benchmarks.twelve import DAY
from benchmarks.twelve.population import HOUSEHOLD_BOOLEANS, HOUSEHOLD_CHOICES, MEMBER_BOOLEANS, MEMBER_CHOICES, Plain

Native = dict[str, object]

OLDEST, RICHEST = 999, 2_000_000_000
"""Greatest values of what is not known. OpenFisca's integers have 32 bits."""

_DAY = DAY.year * 10_000 + DAY.month * 100 + DAY.day


def native(household: Plain) -> Native:
    """The native form of a declared household."""
    income = cast("int | None", household.get("income_dong_per_person_month"))
    facts = {name: household.get(name) for name in (*HOUSEHOLD_CHOICES, *HOUSEHOLD_BOOLEANS)}
    return {
        **facts,
        "income_low": 0 if income is None else income,
        "income_high": RICHEST if income is None else income,
        "complete": household.get("members_complete", True),
        "members": [_member(member) for member in cast("list[Plain]", household["members"])],
    }


def _member(member: Plain) -> Native:
    low, high = _age(cast("str | None", member.get("birth_date")))
    facts = {name: member.get(name) for name in (*MEMBER_CHOICES, *MEMBER_BOOLEANS)}
    return {"age_low": low, "age_high": high, **facts}


def _age(birth: str | None) -> tuple[int, int]:
    if birth is None:
        return 0, OLDEST
    year, _, rest = birth.partition("-")
    if not rest:
        return max(0, (_DAY - int(year) * 10_000 - 1231) // 10_000), (_DAY - int(year) * 10_000 - 101) // 10_000
    age = (_DAY - int(birth.replace("-", ""))) // 10_000
    return age, age
