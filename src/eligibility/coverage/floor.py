"""Figures of a province that cannot be compared with the national ones: each with why, and the day that began.

Loading refuses a figure that is lower (`below-national`). Where nothing was compared, a person has to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.model.floor import comparisons
from eligibility.model.text import Text

if TYPE_CHECKING:
    from eligibility.model.floor import Comparison, Obstacle
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language

_SAYS = Text(
    vi="{owner} không so sánh được với mức của Trung ương ({national}): từ {day}, {whose} {obstacle}",
    en="{owner} is not comparable with the national level ({national}): from {day}, {whose} {obstacle}",
)
_OF_PROVINCE = Text(vi="mức của địa phương", en="the province's figure")
_OF_COUNTRY = Text(vi="mức của Trung ương", en="the national figure")
_OBSTACLES: dict[Obstacle, Text] = {
    "follows_from_standard": Text(vi="tính từ một mức chuẩn khác", en="follows from another standard"),
    "differs_by_fact": Text(vi="khác nhau tùy thông tin của từng người, từng hộ", en="differs by a fact"),
    "formula": Text(vi="được tính theo công thức", en="is given by a formula"),
    "no_amount": Text(vi="không có số tiền", en="has no amount"),
    "several_benefits": Text(vi="gồm nhiều khoản", en="consists of several benefits"),
    "other_sort": Text(vi="là khoản khác loại hoặc khác kỳ trả", en="is of another kind or paid at another rhythm"),
}


def not_comparable(rulebook: Rulebook) -> list[Comparison]:
    """Every figure of a province that was not compared, once for each reason that holds for it, by its first day."""
    found: dict[tuple[str, str, Obstacle, bool], Comparison] = {}
    for one in comparisons(rulebook):
        if one.obstacle is not None:
            found.setdefault((one.owner, one.national, one.obstacle, one.is_of_province), one)
    return sorted(found.values(), key=lambda one: (one.day, one.owner))


def describe_comparison(one: Comparison, language: Language) -> str:
    """Why a figure was not compared, as a sentence without a full stop."""
    whose = _OF_PROVINCE if one.is_of_province else _OF_COUNTRY
    return _SAYS.into(language).format(
        owner=one.owner,
        national=one.national,
        day=one.day.isoformat(),
        whose=whose.into(language),
        obstacle="" if one.obstacle is None else _OBSTACLES[one.obstacle].into(language),
    )


def plain_comparison(one: Comparison) -> dict[str, object]:
    """A figure that was not compared as it stands in JSON."""
    return {
        "kind": "not_comparable",
        "owner": one.owner,
        "national": one.national,
        "day": one.day.isoformat(),
        "obstacle": one.obstacle,
        "lies_in": "province" if one.is_of_province else "country",
    }
