"""A run over files gives what determining each household alone gives, in every form a list may come in."""

from __future__ import annotations

import copy
import json
import random
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.support.households import Households, consistent
from tests.support.tables import Plain, write_csv, write_flat, write_parquet

from eligibility.batch.run import run
from eligibility.determination import Determination, DongRange, Result, Status
from eligibility.engine import Engine
from eligibility.errors import HouseholdError, RequestError
from eligibility.household import Household
from eligibility.loading import load_rulebook
from eligibility.matching.columnar.programmes import STATUSES
from eligibility.model.fact import FactType

ON = date(2022, 6, 15)
PLACE = "bentre"
TRIAL_ROWS = Path(__file__).parent.parent / "fixtures" / "worked-rows"


@pytest.fixture(scope="module")
def trial() -> Engine:
    """The trial rows use every construct."""
    return Engine(load_rulebook(TRIAL_ROWS))


def drawn(engine: Engine, count: int, *, seed: int, contradicting: float = 0.1, on: date = ON) -> list[Plain]:
    """Households with ids, one in so many left as it contradicts itself."""
    source = Households(engine.rulebook.facts, on, seed=seed)
    found: list[Plain] = []
    while len(found) < count:
        plain = source.draw()
        if source.random.random() < contradicting or consistent(engine, plain, PLACE, on) is not None:
            found.append({**plain, "id": f"H{len(found):04d}"})
    return found


def determined(engine: Engine, households: list[Plain], on: date = ON, **options: object) -> dict[str, Result | None]:
    """The result of each household alone; None for one that is refused."""
    results: dict[str, Result | None] = {}
    for plain in households:
        try:
            household = Household.model_validate(plain)
            results[str(plain["id"])] = engine.determine(
                household, jurisdiction=PLACE, on=on, everything=True, **options
            )  # type: ignore[arg-type]
        except HouseholdError:
            results[str(plain["id"])] = None
    return results


def written_statuses(folder: Path) -> dict[tuple[str, str | None, str], str]:
    found: dict[tuple[str, str | None, str], str] = {}
    for table in ("households", "members"):
        for path in sorted((folder / table).glob("*.parquet")):
            for row in pl.read_parquet(path).iter_rows(named=True):
                subject = (row["household_id"], row.get("member_id"))
                for programme, code in row.items():
                    if programme not in ("household_id", "member_id") and code is not None:
                        found[(*subject, programme)] = STATUSES[code]
    return found


def expected_statuses(results: dict[str, Result | None]) -> dict[tuple[str, str | None, str], str]:
    return {
        (one.subject.household, one.subject.member, one.programme): one.status.value
        for result in results.values()
        if result is not None
        for one in result.determinations
        if one.status is not Status.NOT_APPLICABLE
    }


def written_rows(folder: Path) -> list[tuple[object, ...]]:
    columns = [
        "household_id",
        "member_id",
        "programme",
        "standing",
        "kind",
        "every",
        "low",
        "high",
        "basis",
        "group",
        "state",
        "group_low",
        "group_high",
    ]
    frames = [pl.read_parquet(path) for path in sorted((folder / "eligible").glob("*.parquet"))]
    return [
        row
        for frame in frames
        for row in frame.select(columns).with_columns(pl.col(pl.Enum, pl.Categorical).cast(pl.String)).rows()
    ]


def expected_rows(results: dict[str, Result | None]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for result in results.values():
        for one in () if result is None else result.determinations:
            if one.status is Status.ELIGIBLE:
                rows += _rows(one)
    return rows


def _rows(one: Determination) -> list[tuple[object, ...]]:
    standing = one.standing.value if one.standing is not None else None
    subject = (one.subject.household, one.subject.member, one.programme, standing)
    if not one.entitlements:
        return [(*subject, *[None] * 9)]
    return [
        (*subject, grant.kind, grant.every, *_bounds(grant.dong), grant.basis)
        + ((None,) * 4 if grant.group is None else (grant.group.id, grant.group.state, *_bounds(grant.group.dong)))
        for grant in one.entitlements
    ]


def _bounds(dong: int | DongRange | None) -> tuple[int | None, int | None]:
    return (dong.low, dong.high) if isinstance(dong, DongRange) else (dong, dong)


def without_groups_of_no_claim(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """A row's group is named where it competes; the file names it for every benefit of the programme."""
    return sorted([row if row[10] is not None else (*row[:9], *(None,) * 4) for row in rows], key=str)


@pytest.mark.parametrize("form", ["parquet", "csv", "flat"])
@pytest.mark.parametrize("assume", [False, True], ids=["as-stated", "assumed"])
def test_a_run_gives_what_determining_one_by_one_gives(trial: Engine, tmp_path: Path, form: str, assume: bool) -> None:
    households = drawn(trial, 60, seed=5)
    if form != "parquet":
        # Text cannot tell an empty set from silence, nor one table a household without members.
        households = [without_empty_sets(plain) for plain in households if form == "csv" or "members" in plain]
    place = tmp_path / "list"
    place.mkdir()
    write = {
        "parquet": write_parquet,
        "csv": write_csv,
        "flat": lambda *given: write_flat(*given[:2], given[2] / "list.parquet"),
    }[form]
    write(households, trial.rulebook.facts, place)
    outcome = run(trial, place, tmp_path / "out", jurisdiction=PLACE, on=ON, assume=assume, households=17)
    results = determined(trial, households, assume=assume)

    refused = {name for name, result in results.items() if result is None}
    assert refused
    assert written_statuses(tmp_path / "out") == expected_statuses(results)
    assert without_groups_of_no_claim(written_rows(tmp_path / "out")) == sorted(expected_rows(results), key=str)
    assert set(pl.read_parquet(tmp_path / "out" / "refused" / "*.parquet")["household_id"]) == refused
    assert outcome.counts.households == len(households)
    assert outcome.counts.refused == len(refused)


def without_empty_sets(plain: Plain) -> Plain:
    kept = {key: value for key, value in plain.items() if value != []}
    if "members" in kept:
        kept["members"] = [without_empty_sets(member) for member in kept["members"]]  # type: ignore[attr-defined]
    return kept


def test_the_summary_counts_what_is_written(trial: Engine, tmp_path: Path) -> None:
    households = drawn(trial, 50, seed=6)
    run(
        trial,
        write_parquet(households, trial.rulebook.facts, _new(tmp_path / "list")),
        tmp_path / "out",
        jurisdiction=PLACE,
        on=ON,
    )
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    results = determined(trial, households)
    counted: dict[str, dict[str, int]] = {}
    asked: dict[str, dict[str, int]] = {}
    for result in results.values():
        for one in () if result is None else result.determinations:
            if one.status is Status.NOT_APPLICABLE:
                continue
            statuses = counted.setdefault(one.programme, {"eligible": 0, "undetermined": 0, "ineligible": 0})
            statuses[one.status.value] += 1
            if one.status is Status.UNDETERMINED:
                for fact in one.ask:
                    asked.setdefault(one.programme, {}).setdefault(fact, 0)
                    asked[one.programme][fact] += 1

    assert {name: statuses for name, statuses in summary["programmes"].items() if any(statuses.values())} == counted
    assert summary["blocking"] == asked
    assert [line["kind"] for line in summary["money"]]


def test_money_of_different_standing_or_kind_is_never_added(trial: Engine, tmp_path: Path) -> None:
    households = drawn(trial, 80, seed=7, contradicting=0)
    run(
        trial,
        write_parquet(households, trial.rulebook.facts, _new(tmp_path / "list")),
        tmp_path / "out",
        jurisdiction=PLACE,
        on=ON,
    )
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    lines: dict[tuple[str, str, str], list[int]] = {}
    choices: dict[tuple[object, ...], tuple[tuple[str, str, str], int, int]] = {}
    for row in written_rows(tmp_path / "out"):
        household, member, _programme, standing, kind, every, low, high, _basis, group, state, group_low, group_high = (
            row
        )
        key = (str(standing), str(kind), str(every or ""))
        if kind is None or state == "absorbed":
            continue
        if state == "alternative":
            known = choices.get((household, member, group))
            one_key = key if known is None or known[0] == key else ("mixed", "mixed", "")
            choices[household, member, group] = (one_key, group_low or 0, group_high or 0)  # type: ignore[assignment]
            continue
        sums = lines.setdefault(key, [0, 0])
        sums[0] += 0 if state == "open" else low or 0  # type: ignore[operator]
        sums[1] += high or 0  # type: ignore[operator]
    for key, low, high in choices.values():
        sums = lines.setdefault(key, [0, 0])
        sums[0] += low
        sums[1] += high

    assert {
        (one["standing"], one["kind"], one["every"]): [one["low"], one["high"]] for one in summary["money"]
    } == lines


def test_a_run_that_was_broken_off_goes_on_where_it_stopped(trial: Engine, tmp_path: Path) -> None:
    households = drawn(trial, 40, seed=8, contradicting=0)
    place = write_parquet(households, trial.rulebook.facts, _new(tmp_path / "list"))
    whole = run(trial, place, tmp_path / "whole", jurisdiction=PLACE, on=ON, households=10)

    class BrokenOffError(Exception):
        pass

    def stop(_progress: object) -> None:
        raise BrokenOffError

    with pytest.raises(BrokenOffError):
        run(trial, place, tmp_path / "out", jurisdiction=PLACE, on=ON, households=10, progress=stop)
    first = tmp_path / "out" / "eligible" / "part-00000.parquet"
    stamp = first.stat().st_mtime_ns
    seen: list[int] = []
    again = run(
        trial,
        place,
        tmp_path / "out",
        jurisdiction=PLACE,
        on=ON,
        households=10,
        progress=lambda one: seen.append(one.households),
    )

    assert first.stat().st_mtime_ns == stamp
    assert seen == [10, 20, 30, 40]
    assert again.counts == whole.counts
    assert written_rows(tmp_path / "out") == written_rows(tmp_path / "whole")


@pytest.mark.parametrize("change", ["rules", "options", "input"])
def test_results_of_something_else_are_not_mixed_in(trial: Engine, tmp_path: Path, change: str) -> None:
    households = drawn(trial, 5, seed=9, contradicting=0)
    place = write_parquet(households, trial.rulebook.facts, _new(tmp_path / "list"))
    run(trial, place, tmp_path / "out", jurisdiction=PLACE, on=ON)
    engine = trial
    if change == "rules":
        rules = copy.copy(trial.rulebook)
        object.__setattr__(rules, "digest", "sha256:other")
        engine = Engine(rules)
    if change == "input":
        write_parquet(households[:4], trial.rulebook.facts, place)

    with pytest.raises(RequestError, match="another"):
        run(engine, place, tmp_path / "out", jurisdiction=PLACE, on=ON, assume=change == "options")


def test_a_folder_that_holds_something_else_is_left_alone(trial: Engine, tmp_path: Path) -> None:
    place = write_parquet(drawn(trial, 2, seed=10), trial.rulebook.facts, _new(tmp_path / "list"))
    (_new(tmp_path / "out") / "letter.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(RequestError, match="not empty"):
        run(trial, place, tmp_path / "out", jurisdiction=PLACE, on=ON)


def test_members_in_any_order_are_found(trial: Engine, tmp_path: Path) -> None:
    households = drawn(trial, 40, seed=11, contradicting=0)
    place = write_parquet(households, trial.rulebook.facts, _new(tmp_path / "list"))
    run(trial, place, tmp_path / "out", jurisdiction=PLACE, on=ON, households=7)
    shuffled = _new(tmp_path / "shuffled")
    pl.read_parquet(place / "households.parquet").write_parquet(shuffled / "households.parquet")
    pl.read_parquet(place / "members.parquet").sample(fraction=1.0, shuffle=True, seed=1).write_parquet(
        shuffled / "members.parquet"
    )
    run(trial, shuffled, tmp_path / "again", jurisdiction=PLACE, on=ON, households=7)

    assert written_statuses(tmp_path / "again") == written_statuses(tmp_path / "out")
    assert sorted(written_rows(tmp_path / "again"), key=str) == sorted(written_rows(tmp_path / "out"), key=str)


def test_rows_of_members_without_household_are_told(trial: Engine, tmp_path: Path) -> None:
    place = write_parquet(drawn(trial, 6, seed=12, contradicting=0), trial.rulebook.facts, _new(tmp_path / "list"))
    members = pl.read_parquet(place / "members.parquet")
    stranger = members.head(1).with_columns(household_id=pl.lit("H9999"))
    pl.concat([members, stranger]).write_parquet(place / "members.parquet")
    outcome = run(trial, place, tmp_path / "out", jurisdiction=PLACE, on=ON)

    assert any("1 rows of members name no household" in notice for notice in outcome.notices)


def test_an_unknown_column_is_told_with_the_fact_it_may_be_meant_for(trial: Engine, tmp_path: Path) -> None:
    place = write_parquet(drawn(trial, 6, seed=13, contradicting=0), trial.rulebook.facts, _new(tmp_path / "list"))
    members = pl.read_parquet(place / "members.parquet").rename({"birth_date": "birthdate"})
    members.write_parquet(place / "members.parquet")
    outcome = run(trial, place, tmp_path / "out", jurisdiction=PLACE, on=ON)

    assert 'the column "birthdate" states no fact. Did you mean "birth_date"?' in outcome.notices


WRONG = {
    FactType.BOOLEAN: "perhaps",
    FactType.CHOICE: "Poor",
    FactType.DONG: "-5",
    FactType.INTEGER: "1.5",
    FactType.DATE: "31/02/1990",
    FactType.CHOICES: "production;palace",
}


@pytest.mark.parametrize("kind", list(WRONG), ids=lambda kind: kind.value)
def test_a_value_that_cannot_be_read_refuses_its_household_alone(trial: Engine, tmp_path: Path, kind: FactType) -> None:
    households = [without_empty_sets(plain) for plain in drawn(trial, 12, seed=14, contradicting=0)]
    households = [plain for plain in households if plain.get("members")]
    scope = "household" if kind is FactType.CHOICES else "member"
    fact = next(one for one in trial.rulebook.facts.values() if one.type is kind and one.scope == scope)
    spoilt = copy.deepcopy(households)
    chosen = random.Random(1).randrange(len(spoilt))
    target = spoilt[chosen] if scope == "household" else spoilt[chosen]["members"][0]  # type: ignore[index]
    target[fact.key] = WRONG[kind]
    place = _new(tmp_path / "list")
    write_csv(_as_text(spoilt), trial.rulebook.facts, place)
    outcome = run(trial, place, tmp_path / "out", jurisdiction=PLACE, on=ON)
    refused = pl.read_parquet(tmp_path / "out" / "refused" / "*.parquet")

    assert outcome.counts.refused == 1
    assert refused.select("household_id", "fact", "why").rows() == [(spoilt[chosen]["id"], fact.name, "wrong-value")]
    left = {key for key in written_statuses(tmp_path / "out") if key[0] == spoilt[chosen]["id"]}
    assert not left


def _as_text(households: list[Plain]) -> list[Plain]:
    """Every value as text, so that a table can hold a wrong one."""

    def texts(plain: Plain) -> Plain:
        told: Plain = {}
        for key, value in plain.items():
            if key == "members":
                told[key] = [texts(member) for member in value]  # type: ignore[attr-defined]
            elif isinstance(value, bool):
                told[key] = str(value).lower()
            else:
                told[key] = ";".join(value) if isinstance(value, list) else str(value)
        return told

    return [texts(plain) for plain in households]


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder
