"""The twelve rules as somebody who knows them would write them in Polars, in the same ranges and output shape as ours.

A verdict is two booleans, surely and possibly, as in our columnar matcher: the quickest form found beforehand.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl

from benchmarks.lists import GRANTS, STANDARD
from benchmarks.twelve import DAY, HOUSEHOLD_RULES, MEMBER_RULES
from eligibility.batch.run import RANGE

if TYPE_CHECKING:
    from pathlib import Path

Pair = tuple[pl.Expr, pl.Expr]

_DAY = DAY.year * 10_000 + DAY.month * 100 + DAY.day
_OF_HOUSEHOLD = ("poverty_status", "area_specially_difficult", "living_standard")


def run(source: Path, target: Path) -> None:
    """Read, decide and write range by range."""
    households = pl.scan_parquet(source / "households.parquet")
    members = pl.scan_parquet(source / "members.parquet")
    size = households.select(pl.len()).collect().item()
    counts: list[pl.DataFrame] = []
    money: list[pl.DataFrame] = []
    for number, start in enumerate(range(0, size, RANGE)):
        of_range = households.slice(start, RANGE).collect()
        first, last = of_range["household_id"][0], of_range["household_id"][-1]
        people = members.filter(pl.col("household_id").is_between(first, last)).collect()
        frames = decided(of_range, people)
        for name, frame in frames.items():
            path = target / name / f"part-{number:05d}.parquet"
            path.parent.mkdir(exist_ok=True)
            frame.write_parquet(path, compression="zstd", compression_level=1, statistics=True)
        counts += [_statuses(frames["members"], MEMBER_RULES), _statuses(frames["households"], HOUSEHOLD_RULES)]
        money.append(_money(frames["eligible"]))
    _write_summary(target, pl.concat(counts), pl.concat(money))


def decided(households: pl.DataFrame, members: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The three tables of one range."""
    people = (
        members.lazy()
        .join(
            households.lazy().select("household_id", *_OF_HOUSEHOLD),
            on="household_id",
            how="left",
            maintain_order="left",
        )
        .with_columns(_marks(_leaves()))
        .with_columns(_marks(_member_rules()))
        .collect()
    )
    counts = people.lazy().group_by("household_id").agg(_counts())
    units = (
        households.lazy()
        .join(counts, on="household_id", how="left", maintain_order="left")
        .with_columns(_marks(_household_rules()))
        .collect()
    )
    return {
        "members": people.select("household_id", "member_id", *map(_code, MEMBER_RULES)),
        "households": units.select("household_id", *map(_code, HOUSEHOLD_RULES)),
        "eligible": _eligible(people, units),
    }


def _leaves() -> dict[str, Pair]:
    """What several rules look at."""
    return {
        "child": _under(16),
        "small": _under(3),
        "elderly": _over(60),
        "very-old": _over(80),
        "poor": _is("poverty_status", "poor"),
        "near-poor": _is("poverty_status", "near_poor"),
        "severe": _is("disability_level", "severe", "extra_severe"),
        "hiv": _true("has_hiv"),
    }


def _member_rules() -> dict[str, Pair]:
    poor, near_poor, child, elderly = _pair("poor"), _pair("near-poor"), _pair("child"), _pair("elderly")
    severe, hiv = _pair("severe"), _pair("hiv")
    child_with_hiv = _all(child, hiv, poor)
    without_support = _all(elderly, poor, _is("supporter", "none", "on_monthly_allowance"))
    difficult = _true("area_specially_difficult")
    return {
        "child-with-hiv": child_with_hiv,
        "elderly-without-support": without_support,
        "very-old-without-pension": _all(
            _pair("very-old"), _not(without_support), _false("receives_pension"), _false("receives_monthly_allowance")
        ),
        "severe-disability": severe,
        "small-child-difficult-area": _all(
            _pair("small"), _any(poor, near_poor), difficult, _not(_any(child_with_hiv, severe))
        ),
        "legal-aid": _any(
            _true("is_merit_person"),
            poor,
            child,
            _all(_true("is_ethnic_minority"), difficult),
            _all(
                _any(near_poor, _true("receives_monthly_allowance")),
                _any(_is("disability_level", "light", "severe", "extra_severe"), elderly, hiv),
            ),
        ),
        "near-poor-card": _all(near_poor, _false("bhyt_paid_by_other_fund")),
        "elderly-card": _all(
            elderly,
            _not(_pair("very-old")),
            _false("has_bhyt"),
            _is("living_standard", "average"),
            _false("can_afford_bhyt"),
        ),
    }


def _counts() -> list[pl.Expr]:
    some = [pl.col(f"{name} {how}").any() for name in ("small", "elderly", "severe") for how in ("surely", "possibly")]
    return [*some, pl.col("child surely").sum().alias("children"), pl.col("child possibly").sum().alias("perhaps")]


def _household_rules() -> dict[str, Pair]:
    open_list = ~pl.col("members_complete")
    cared_for = _any(_pair("small"), _pair("elderly"), _pair("severe"))
    deprived = [_true(f"deprived_{what}") for what in _DEPRIVATIONS]
    income = pl.col("income_dong_per_person_month")
    line = pl.when(pl.col("area") == "urban").then(2_000_000).otherwise(1_500_000)
    greatest = pl.when(pl.col("area") == "rural").then(1_500_000).otherwise(2_000_000)
    low_income = (income <= line).fill_null(value=False), (income <= greatest).fill_null(value=True)
    poor = _is("poverty_status", "poor")
    return {
        "poverty-review": _all(
            low_income,
            (
                pl.sum_horizontal(surely for surely, _ in deprived) >= 3,
                pl.sum_horizontal(possibly for _, possibly in deprived) >= 3,
            ),
        ),
        "charity-house": _all(poor, _true("has_housing_difficulty")),
        "household-care": _all(_is("poverty_status", "poor", "near_poor"), (cared_for[0], cared_for[1] | open_list)),
        "many-children": _all((pl.col("children") >= 2, (pl.col("perhaps") >= 2) | open_list), low_income),
    }


_DEPRIVATIONS = ("employment", "health", "schooling", "housing", "water", "information")


def _eligible(people: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """A row for each rule and subject, by household, member and rule."""
    rows = []
    for clause, (rule, grant) in enumerate(GRANTS.items()):
        is_member = rule in MEMBER_RULES
        frame = people if is_member else units
        low, high = _amount(rule)
        rows.append(
            frame.lazy()
            .with_row_index("row")
            .filter(pl.col(f"{rule} surely"))
            .select(
                "household_id",
                "member_id" if is_member else pl.lit(None, dtype=pl.String).alias("member_id"),
                pl.lit(rule, dtype=_RULES).alias("programme"),
                pl.lit(None if grant.kind is None else 0, dtype=pl.UInt8).alias("benefit"),
                pl.lit(grant.standing, dtype=_STANDINGS).alias("standing"),
                pl.lit(grant.kind, dtype=_KINDS).alias("kind"),
                pl.lit(grant.every, dtype=_RHYTHMS).alias("every"),
                low.cast(pl.Int64).alias("low"),
                high.cast(pl.Int64).alias("high"),
                pl.lit(grant.basis, dtype=_BASES).alias("basis"),
                pl.lit(clause, dtype=pl.UInt16).alias("clause"),
                pl.lit(None, dtype=pl.String).alias("group"),
                pl.lit(None, dtype=_STATES).alias("state"),
                pl.lit(None, dtype=pl.Int64).alias("group_low"),
                pl.lit(None, dtype=pl.Int64).alias("group_high"),
                pl.col("row") if is_member else pl.lit(None, dtype=pl.UInt32).alias("row"),
            )
        )
    # By position of the member, as "m10" comes before "m2".
    return pl.concat(rows).sort("household_id", "row", "programme").drop("row").collect()


_RULES = pl.Enum([*GRANTS])
_STANDINGS = pl.Enum(["entitlement", "may_apply", "pending", "candidate", "priority", "referral", "goal"])
_KINDS = pl.Enum(["cash", "premium_subsidy", "in_kind", "service"])
_RHYTHMS = pl.Enum(["once", "day", "month", "year"])
_BASES = pl.Enum(["text", "planned", "derived", "ceiling", "floor"])
_STATES = pl.Enum(["kept", "absorbed", "open", "alternative"])


def _statuses(frame: pl.DataFrame, rules: tuple[str, ...]) -> pl.DataFrame:
    """How many have which status."""
    counts = [
        pl.struct(*((pl.col(rule) == code).sum().alias(name) for code, name in _STATUSES.items())).alias(rule)
        for rule in rules
    ]
    return frame.select(counts).unpivot(variable_name="programme").unnest("value")


_STATUSES = {3: "eligible", 2: "undetermined", 1: "ineligible"}


def _money(eligible: pl.DataFrame) -> pl.DataFrame:
    """Sums by standing, kind and rhythm."""
    granted = eligible.lazy().filter(pl.col("kind").is_not_null()).group_by("standing", "kind", "every")
    return granted.agg(
        pl.col("low", "high").sum(), pl.col("low").count().alias("rows"), pl.col("low").null_count().alias("unknown")
    ).collect()


def _write_summary(target: Path, counts: pl.DataFrame, money: pl.DataFrame) -> None:
    totals = counts.group_by("programme").sum().rows_by_key("programme", named=True, unique=True)
    sums = money.with_columns(pl.col("standing", "kind", "every").cast(pl.String)).group_by("standing", "kind", "every")
    summary = {"programmes": totals, "money": sums.sum().sort("standing", "kind", "every").to_dicts()}
    (target / "summary.json").write_text(json.dumps(summary))


def _amount(rule: str) -> Pair:
    """Least and greatest đồng."""
    child, elderly, very_old, small = _pair("child"), _pair("elderly"), _pair("very-old"), _under(4)
    match rule:
        case "child-with-hiv":
            return _times(small, "2.5", "2.0")
        case "elderly-without-support":
            return _times(very_old, "2.0", "1.5")
        case "severe-disability":
            extra = pl.when(pl.col("disability_level") == "extra_severe").then(STANDARD // 2).otherwise(0)
            low, high = _times(_any(child, elderly), "2.0", "1.5")
            return low + extra, high + extra
        case _:
            amount = pl.lit(GRANTS[rule].dong, dtype=pl.Int64)
            return amount, amount


def _times(when: Pair, then: str, otherwise: str) -> Pair:
    more, less = int(STANDARD * float(then)), int(STANDARD * float(otherwise))
    return pl.when(when[0]).then(more).otherwise(less), pl.when(when[1]).then(more).otherwise(less)


def _under(age: int) -> Pair:
    """Younger than an age: born after the day so many years ago."""
    day = _DAY - age * 10_000
    surely = (pl.col("birth_date.low") > day).fill_null(value=False)
    return surely, (pl.col("birth_date.high") > day).fill_null(value=True)


def _over(age: int) -> Pair:
    return _not(_under(age))


def _is(fact: str, *values: str) -> Pair:
    among = pl.col(fact) == values[0] if len(values) == 1 else pl.col(fact).is_in(values)
    return among.fill_null(value=False), among.fill_null(value=True)


def _true(fact: str) -> Pair:
    return pl.col(fact).fill_null(value=False), pl.col(fact).fill_null(value=True)


def _false(fact: str) -> Pair:
    return _not(_true(fact))


def _not(pair: Pair) -> Pair:
    return ~pair[1], ~pair[0]


def _all(*pairs: Pair) -> Pair:
    surely, possibly = pairs[0]
    for pair in pairs[1:]:
        surely, possibly = surely & pair[0], possibly & pair[1]
    return surely, possibly


def _any(*pairs: Pair) -> Pair:
    surely, possibly = pairs[0]
    for pair in pairs[1:]:
        surely, possibly = surely | pair[0], possibly | pair[1]
    return surely, possibly


def _pair(name: str) -> Pair:
    """A pair computed before."""
    return pl.col(f"{name} surely"), pl.col(f"{name} possibly")


def _marks(pairs: dict[str, Pair]) -> list[pl.Expr]:
    return [mark.alias(f"{name} {how}") for name, pair in pairs.items() for how, mark in zip(_HOW, pair, strict=True)]


_HOW = ("surely", "possibly")


def _code(rule: str) -> pl.Expr:
    surely, possibly = _pair(rule)
    return (1 + surely.cast(pl.Int8) + possibly.cast(pl.Int8)).alias(rule)
