"""Each household of a list is judged under the law of where it lives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
from tests.support.households import Households
from tests.support.tables import Plain, write_parquet

from eligibility.batch.run import run
from eligibility.engine import Engine
from eligibility.errors import HouseholdError
from eligibility.household import Household
from eligibility.matching.columnar.programmes import STATUSES

ON = date(2022, 6, 15)
PLACES = ["bentre", "Tỉnh Vĩnh Long", "Hương Trà", "An Giang", "nowhere", None, None]


def test_households_of_several_places_stand_in_one_list(engine: Engine, tmp_path: Path) -> None:
    source = Households(engine.rulebook.facts, ON, seed=51, known=0.2)
    households: list[Plain] = []
    for number in range(60):
        place = source.random.choice(PLACES)
        households.append({**source.draw(), "id": f"H{number:02d}", "place": place})
    (tmp_path / "list").mkdir()
    written = write_parquet(households, engine.rulebook.facts, tmp_path / "list")
    run(engine, written, tmp_path / "out", jurisdiction="vietnam", on=ON, households=25)
    expected: dict[tuple[str, str | None, str], str] = {}
    refused = set()
    for plain in households:
        try:
            household = Household.model_validate(plain)
            result = engine.determine(household, jurisdiction="vietnam", on=ON, everything=True)
        except HouseholdError:
            refused.add(plain["id"])
            continue
        for one in result.determinations:
            expected[one.subject.household, one.subject.member, one.programme] = one.status.value
    found: dict[tuple[str, str | None, str], str] = {}
    order: list[str] = []
    for path in sorted((tmp_path / "out" / "households").glob("*.parquet")):
        frame = pl.read_parquet(path)
        order += frame["household_id"].to_list()
        found |= statuses(frame)
    for path in sorted((tmp_path / "out" / "members").glob("*.parquet")):
        found |= statuses(pl.read_parquet(path))
    applied = {key: status for key, status in found.items() if status != "not_applicable"}

    assert applied == {key: status for key, status in expected.items() if status != "not_applicable"}
    assert len(applied) < len(found)
    assert order == [plain["id"] for plain in households if plain["id"] not in refused]
    assert set(pl.read_parquet(tmp_path / "out" / "refused" / "*.parquet")["household_id"]) == refused


def statuses(frame: pl.DataFrame) -> dict[tuple[str, str | None, str], str]:
    return {
        (row["household_id"], row.get("member_id"), programme): STATUSES[code]
        for row in frame.iter_rows(named=True)
        for programme, code in row.items()
        if programme not in ("household_id", "member_id") and code is not None
    }
