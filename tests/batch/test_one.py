"""A household read back from a list is the one that was written, so that its reasons are those of its answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.support.households import Households
from tests.support.tables import Plain, write_csv, write_flat, write_parquet

from eligibility.batch.one import explained, household_of
from eligibility.batch.source import find
from eligibility.engine import Engine
from eligibility.errors import HouseholdError, RequestError
from eligibility.household import Household
from eligibility.loading import load_rulebook

ON = date(2022, 6, 15)


@pytest.fixture(scope="module")
def trial() -> Engine:
    return Engine(load_rulebook(Path(__file__).parent.parent / "fixtures" / "worked-rows"))


def drawn(engine: Engine, count: int, known: float = 0.5) -> list[Plain]:
    source = Households(engine.rulebook.facts, ON, seed=31, known=known)
    return [{**source.draw(), "id": f"H{number}"} for number in range(count)]


def same(plain: Plain, household: Household) -> None:
    declared = Household.model_validate(plain)
    assert household.id == declared.id
    assert household.facts == declared.facts
    assert household.members == declared.members
    assert household.members_complete == (declared.members_complete or declared.members is None)


def test_a_household_of_two_tables_is_read_back(trial: Engine, tmp_path: Path) -> None:
    households = drawn(trial, 20)
    place = write_parquet(households, trial.rulebook.facts, tmp_path)
    for plain in households:
        same(plain, household_of(find(place), str(plain["id"]), trial.rulebook.facts, ON))


def test_a_household_of_one_table_is_read_back(trial: Engine, tmp_path: Path) -> None:
    households = [plain for plain in drawn(trial, 8) if "members" in plain]
    place = write_flat(households, trial.rulebook.facts, tmp_path / "list.parquet")
    for plain in households:
        same(plain, household_of(find(place), str(plain["id"]), trial.rulebook.facts, ON))


def test_the_answers_of_a_chosen_household_are_explained(trial: Engine, tmp_path: Path) -> None:
    plain: Plain = {
        "id": "H7",
        "poverty_status": "poor",
        "members": [{"id": "m1", "birth_date": "1950", "supporter": "none"}],
    }
    place = write_csv([*drawn(trial, 2), plain], trial.rulebook.facts, tmp_path)
    result = explained(trial, place, "H7", jurisdiction="bentre", on=ON)
    alone = trial.determine(Household.model_validate(plain), jurisdiction="bentre", on=ON)

    assert result.determinations == alone.determinations
    assert any(one.reasons for one in result.determinations)


def test_a_value_that_could_not_be_read_is_shown_as_it_stands(trial: Engine, tmp_path: Path) -> None:
    plain: Plain = {"id": "H1", "members": [{"id": "m1", "birth_date": "31/02/1990"}]}
    place = write_csv([plain], trial.rulebook.facts, tmp_path)

    with pytest.raises(HouseholdError, match="31/02/1990"):
        explained(trial, place, "H1", jurisdiction="bentre", on=ON)


def test_a_household_that_is_not_there_is_refused(trial: Engine, tmp_path: Path) -> None:
    place = write_parquet(drawn(trial, 2), trial.rulebook.facts, tmp_path)

    with pytest.raises(RequestError, match='no household "H9"'):
        household_of(find(place), "H9", trial.rulebook.facts, ON)


def test_links_may_stand_in_a_table_of_their_own(trial: Engine, tmp_path: Path) -> None:
    plain: Plain = {"id": "H1", "members": [{"id": "m1"}, {"id": "m2", "raised_by": ["m1"]}]}
    place = write_parquet([plain], trial.rulebook.facts, tmp_path)
    members = pl.read_parquet(place / "members.parquet").drop("raised_by", "spouse")
    members.write_parquet(place / "members.parquet")
    link = {"household_id": "H1", "member_id": "m2", "fact": "member.raised_by", "other_id": "m1"}
    pl.DataFrame([link]).write_parquet(place / "links.parquet")

    same(plain, household_of(find(place), "H1", trial.rulebook.facts, ON))
