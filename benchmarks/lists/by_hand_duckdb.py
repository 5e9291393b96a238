"""The twelve rules in SQL for DuckDB, which streams a table of any size by itself.

SQL is three-valued for one row: a rule is a nullable boolean, and its code 0, 1 or 2. Over a group it is not: what is
unknown of some member is counted apart.
"""

# ruff: noqa: S608  (SQL made of our own constants)

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from benchmarks.lists import GRANTS
from benchmarks.twelve import DAY, HOUSEHOLD_RULES, MEMBER_RULES

if TYPE_CHECKING:
    from pathlib import Path

_DAY = DAY.year * 10_000 + DAY.month * 100 + DAY.day


def run(source: Path, target: Path) -> None:
    """Decide into two temporary tables, then write the three."""
    # Without order to keep, its writer works on several threads and holds less.
    database = duckdb.connect(config={"preserve_insertion_order": False, "temp_directory": str(target)})
    database.execute(_members(source))
    database.execute(_households(source))
    for name, query in (
        ("members", _statuses("m", "household_id, member_id", MEMBER_RULES)),
        ("households", _statuses("h", "household_id", HOUSEHOLD_RULES)),
        ("eligible", _eligible()),
    ):
        database.execute(
            f"COPY ({query}) TO '{target / name}.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
        )


def _members(source: Path) -> str:
    return f"""
        CREATE TEMP TABLE m AS
        WITH leaves AS (
            SELECT household_id, member_id, disability_level,
                {_under(16)} AS child, {_under(3)} AS small, {_under(4)} AS under_four,
                NOT {_under(60)} AS elderly, NOT {_under(80)} AS very_old,
                h.poverty_status = 'poor' AS poor, h.poverty_status = 'near_poor' AS near_poor,
                disability_level IN ('severe', 'extra_severe') AS severe,
                disability_level IN ('light', 'severe', 'extra_severe') AS disabled,
                supporter IN ('none', 'on_monthly_allowance') AS no_supporter,
                h.living_standard = 'average' AS average, h.area_specially_difficult AS difficult,
                has_hiv, receives_pension, receives_monthly_allowance AS on_allowance, is_merit_person,
                is_ethnic_minority, has_bhyt, can_afford_bhyt, bhyt_paid_by_other_fund
            FROM '{source}/members.parquet' JOIN '{source}/households.parquet' h USING (household_id)
        ), first AS (
            SELECT *,
                child AND has_hiv AND poor AS "child-with-hiv",
                elderly AND poor AND no_supporter AS "elderly-without-support"
            FROM leaves
        )
        SELECT household_id, member_id, disability_level, child, small, elderly, severe, under_four, very_old,
            "child-with-hiv", "elderly-without-support",
            very_old AND NOT "elderly-without-support" AND NOT receives_pension AND NOT on_allowance
                AS "very-old-without-pension",
            severe AS "severe-disability",
            small AND (poor OR near_poor) AND difficult AND NOT ("child-with-hiv" OR severe)
                AS "small-child-difficult-area",
            is_merit_person OR poor OR child OR (is_ethnic_minority AND difficult)
                OR ((near_poor OR on_allowance) AND (disabled OR elderly OR has_hiv)) AS "legal-aid",
            near_poor AND NOT bhyt_paid_by_other_fund AS "near-poor-card",
            elderly AND NOT very_old AND NOT has_bhyt AND average AND NOT can_afford_bhyt AS "elderly-card"
        FROM first
    """


def _households(source: Path) -> str:
    deprived = [f"deprived_{what}" for what in ("employment", "health", "schooling", "housing", "water", "information")]
    sure = " + ".join(f"coalesce({name}, FALSE)::UTINYINT" for name in deprived)
    perhaps = " + ".join(f"coalesce({name}, TRUE)::UTINYINT" for name in deprived)
    some = ", ".join(
        f"bool_or({name}) IS TRUE AS {name}, bool_or({name} IS NOT FALSE) AS perhaps_{name}"
        for name in ("small", "elderly", "severe")
    )
    return f"""
        CREATE TEMP TABLE h AS
        WITH counts AS (
            SELECT household_id, {some},
                count(*) FILTER (WHERE child) AS children,
                count(*) FILTER (WHERE child IS NOT FALSE) AS perhaps_children
            FROM m GROUP BY household_id
        ), leaves AS (
            SELECT household_id, has_housing_difficulty, poverty_status = 'poor' AS poor,
                poverty_status IN ('poor', 'near_poor') AS poor_or_near,
                CASE WHEN income_dong_per_person_month <= 1500000 THEN TRUE
                     WHEN income_dong_per_person_month > 2000000 THEN FALSE
                     WHEN income_dong_per_person_month IS NULL THEN NULL
                     ELSE area = 'urban' END AS low_income,
                CASE WHEN {sure} >= 3 THEN TRUE WHEN {perhaps} < 3 THEN FALSE END AS deprived,
                CASE WHEN small OR elderly OR severe THEN TRUE
                     WHEN members_complete AND NOT (perhaps_small OR perhaps_elderly OR perhaps_severe) THEN FALSE
                     END AS cared_for,
                CASE WHEN children >= 2 THEN TRUE
                     WHEN members_complete AND perhaps_children < 2 THEN FALSE END AS two_children
            FROM '{source}/households.parquet' LEFT JOIN counts USING (household_id)
        )
        SELECT household_id, low_income AND deprived AS "poverty-review", poor AND has_housing_difficulty
            AS "charity-house", poor_or_near AND cared_for AS "household-care",
            two_children AND low_income AS "many-children"
        FROM leaves
    """


def _statuses(table: str, ids: str, rules: tuple[str, ...]) -> str:
    codes = ", ".join(
        f'(CASE WHEN "{rule}" THEN 3 WHEN "{rule}" IS NULL THEN 2 ELSE 1 END)::TINYINT AS "{rule}"' for rule in rules
    )
    return f"SELECT {ids}, {codes} FROM {table}"


def _eligible() -> str:
    parts = []
    for clause, (rule, grant) in enumerate(GRANTS.items()):
        table, member = ("m", "member_id") if rule in MEMBER_RULES else ("h", "NULL::VARCHAR")
        low, high = _amount(rule)
        parts.append(f"""
            SELECT household_id, {member} AS member_id, '{rule}' AS programme,
                {"NULL" if grant.kind is None else "0"}::UTINYINT AS benefit, '{grant.standing}' AS standing,
                {_text(grant.kind)}::VARCHAR AS kind, {_text(grant.every)}::VARCHAR AS every, {low}::BIGINT AS low,
                {high}::BIGINT AS high, {_text(grant.basis)}::VARCHAR AS basis, {clause}::USMALLINT AS clause
            FROM {table} WHERE "{rule}"
        """)
    return " UNION ALL ".join(parts)


def _text(value: str | int | None) -> str:
    """A constant in SQL."""
    if isinstance(value, str):
        return f"'{value}'"
    return "NULL" if value is None else str(value)


def _amount(rule: str) -> tuple[str, str]:
    extra = "CASE WHEN disability_level = 'extra_severe' THEN 180000 ELSE 0 END"
    match rule:
        case "child-with-hiv":
            return _between("under_four", 900_000, 720_000)
        case "elderly-without-support":
            return _between("very_old", 720_000, 540_000)
        case "severe-disability":
            low, high = _between("(child OR elderly)", 720_000, 540_000)
            return f"({low} + {extra})", f"({high} + {extra})"
        case _:
            amount = _text(GRANTS[rule].dong)
            return amount, amount


def _between(when: str, then: int, otherwise: int) -> tuple[str, str]:
    low = f"CASE WHEN {when} THEN {then} ELSE {otherwise} END"
    return low, f"CASE WHEN {when} IS NOT FALSE THEN {then} ELSE {otherwise} END"


def _under(age: int) -> str:
    """Younger than an age, NULL where the bounds of the birth lie on both sides."""
    day = _DAY - age * 10_000
    return f'(CASE WHEN "birth_date.low" > {day} THEN TRUE WHEN "birth_date.high" <= {day} THEN FALSE END)'
