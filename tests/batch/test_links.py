"""Births, deaths and links of a list are settled as `profile_of` settles them for one household."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.support.households import Households
from tests.support.tables import Plain, write_parquet

from eligibility.batch.households import loaded_from
from eligibility.batch.reading import Lists, Loaded
from eligibility.batch.source import find
from eligibility.engine import Engine
from eligibility.household import Household
from eligibility.loading import load_rulebook
from eligibility.matching.columnar.tables import PolarsTables
from eligibility.period import as_number

ON = date(2022, 6, 15)
RELATIONS = [None, "head", "head", "spouse", "child", "child", "parent"]


@pytest.fixture(scope="module")
def trial() -> Engine:
    return Engine(load_rulebook(Path(__file__).parent.parent / "fixtures" / "worked-rows"))


def drawn(engine: Engine, count: int, *, births: bool) -> list[Plain]:
    """Households with little said but relations, links, births, deaths and ages."""
    source = Households(engine.rulebook.facts, ON, seed=41, known=0.3)
    households: list[Plain] = []
    for number in range(count):
        plain = {**source.draw(), "id": f"H{number}"}
        for member in plain.get("members", ()):  # type: ignore[attr-defined]
            member["relation_to_head"] = source.random.choice(RELATIONS)
            if source.random.random() < 0.05:
                member["birth_date"] = "2023-01-01"
            if not births:
                member.pop("birth_date", None)
                member["age_years"] = source.random.choice([5, 21, 22, 40])
        households.append(plain)
    return households


def as_texts(tables: PolarsTables) -> dict[str, object]:
    """Everything a table of members says, without the order of its columns."""
    members = tables.members.select(sorted(tables.members.columns))
    said = [name for name in members.columns if members[name].null_count() < members.height]
    pairs = {name: sorted(frame.rows()) for name, frame in tables.links.items() if frame.height}
    households = tables.households.select("household_id", "complete")
    return {"members": members.select(said).to_dict(as_series=False), "pairs": pairs, "households": households.rows()}


def read(engine: Engine, households: list[Plain], folder: Path) -> Loaded:
    lists = Lists(find(write_parquet(households, engine.rulebook.facts, folder)), engine.rulebook.facts, as_number(ON))
    return lists.read(0, len(households), lists.stock.columns)


@pytest.mark.parametrize("births", [True, False], ids=["births", "ages"])
def test_a_list_is_settled_as_its_households_are(trial: Engine, tmp_path: Path, births: bool) -> None:
    households = drawn(trial, 400, births=births)
    loaded = read(trial, households, tmp_path)
    profiles = loaded_from([Household.model_validate(one) for one in households], trial.rulebook.facts, as_number(ON))
    found, expected = as_texts(loaded.tables), as_texts(profiles.tables)

    assert found["households"] == expected["households"]
    assert found["pairs"] == expected["pairs"]
    assert found["members"] == expected["members"]
    assert loaded.positions.to_list() == profiles.positions.to_list()
    assert (
        loaded.refusals.frame().select("household_id", "why").rows()
        == profiles.refusals.frame().select("household_id", "why").rows()
    )


def test_links_are_the_same_from_a_table_of_their_own(trial: Engine, tmp_path: Path) -> None:
    households = drawn(trial, 100, births=True)
    in_columns = read(trial, households, tmp_path)
    members = pl.read_parquet(tmp_path / "members.parquet")
    links = pl.concat(
        members.select("household_id", "member_id", pl.lit(fact).alias("fact"), pl.col(fact).alias("other_id"))
        .explode("other_id", empty_as_null=True)
        .drop_nulls("other_id")
        for fact in ("spouse", "raised_by")
    )
    links.write_parquet(tmp_path / "links.parquet")
    members.with_columns(pl.col(fact).is_not_null().alias(f"{fact}.known") for fact in ("spouse", "raised_by")).drop(
        "spouse", "raised_by"
    ).write_parquet(tmp_path / "members.parquet")
    lists = Lists(find(tmp_path), trial.rulebook.facts, as_number(ON))
    in_table = lists.read(0, len(households), lists.stock.columns)

    assert as_texts(in_table.tables) == as_texts(in_columns.tables)
