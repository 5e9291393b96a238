"""Check that a province does not fall below national law (Nghị định 20/2021/NĐ-CP, khoản 3 Điều 4; semantics C7).

What cannot be compared is no mistake: `eligibility validate --legal-basis` lists it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from eligibility.loading.findings import Finding
from eligibility.model.floor import comparisons
from eligibility.model.programme import ProgrammeVersion

if TYPE_CHECKING:
    from eligibility.loading.build import Draft


def below_national(draft: Draft) -> Iterator[Finding]:
    """A province's standard or programme is lower than the national one on some day."""
    for one in comparisons(draft.rulebook):
        if not one.is_below:
            continue
        if isinstance(one.part, ProgrammeVersion):
            message = f"{one.owner} grants {one.least:_} đồng on {one.day}, below the {one.floor:_} of {one.national}"
        else:
            message = f"{one.owner} is {one.least:_} đồng on {one.day}, below the national {one.floor:_}"
        yield Finding("below-national", message, draft.context.site(one.part))
