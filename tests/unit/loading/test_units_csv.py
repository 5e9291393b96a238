"""Tables of units: what a row says, and each mistake at its line."""

from __future__ import annotations

import pytest

from eligibility.errors import RulebookError
from eligibility.loading import load_rulebook

HEAD = "id,name,level,parents,from,to,into\n"


@pytest.fixture
def table(folder):
    """Writes a table beside the small rulebook's register and loads the whole."""

    def load(text: str, name: str = "units.csv"):
        (folder / "jurisdictions").mkdir(exist_ok=True)
        (folder / "jurisdictions" / name).write_text(text, encoding="utf-8")
        return load_rulebook(folder)

    return load


def test_a_row_is_a_unit_and_says_what_it_became(table) -> None:
    units = table(
        f"# where it comes from\n{HEAD}"
        "cho-lach,Huyện Chợ Lách,district,bentre,,2025-06-30,\n"
        "\n"
        "old,Xã Cũ,commune,cho-lach:..2024-12-31 bentre:2025-01-01..,2020-01-01,2025-06-30,new other\n"
        "new,Xã Mới,commune,bentre,2025-07-01,,\n"
        "other,Xã Khác,commune,bentre,2025-07-01,,\n"
    ).units

    assert (units["cho-lach"].name.en, units["cho-lach"].level) == ("Huyện Chợ Lách", "district")
    assert str(units["old"].period.first) == "2020-01-01"
    assert [(one.unit, str(one.period.first), str(one.period.last)) for one in units["old"].parents] == [
        ("cho-lach", "None", "2024-12-31"),
        ("bentre", "2025-01-01", "None"),
    ]
    assert units["new"].formed_from == units["other"].formed_from == ("old",)
    assert units["new"].confidence.value == "secondary"


def test_a_unit_of_the_register_may_be_made_of_units_of_a_table(table, edit) -> None:
    edit("jurisdictions.yaml", "units:\n", "units:\n  moi: {name: Mới, level: province, from: 2025-07-01}\n")

    assert table(f"{HEAD}cu,Cũ,province,vietnam,,2025-06-30,moi\n").units["moi"].formed_from == ("cu",)


def test_the_digest_follows_the_rows_and_not_the_remarks(table) -> None:
    row = "a,Xã A,commune,bentre,,,\n"
    first, remarked, other = (
        table(HEAD + row),
        table(f"# a\n{HEAD}# b\n{row}"),
        table(HEAD + row.replace("Xã A", "Xã B")),
    )

    assert first.digest == remarked.digest != other.digest


@pytest.mark.parametrize(
    ("row", "code", "says"),
    [
        ("a,Xã A,commune,bentre,,", "wrong-shape", "has not 7 cells"),
        ("a,Xã A,hamlet,bentre,,,", "unknown-level", 'no level "hamlet"'),
        ("A b,Xã A,commune,bentre,,,", "wrong-id", "is no id"),
        ("a,,commune,bentre,,,", "wrong-shape", "has no name"),
        ("a,Xã A,commune,bentree,,,", "unknown-unit", 'no unit "bentree"'),
        ("a,Xã A,commune,bentre,,,nowhere", "unknown-unit", 'no unit "nowhere"'),
        ("a,Xã A,commune,bentre,01/07/2025,,", "wrong-date", "not a full day"),
        ("a,Xã A,commune,bentre:2024..,,,", "wrong-date", "not a full day"),
        ("a,Xã A,commune,bentre,2025-07-01,2025-06-30,", "wrong-period", "comes before the first"),
        ("a,Xã A,commune,bentre,,,\na,Xã A,commune,bentre,,,", "duplicate-unit", 'has the id "a"'),
        ("bentre,Bến Tre,province,vietnam,,,", "duplicate-unit", 'has the unit "bentre"'),
        ("a,Xã A,commune,a,,,", "circular-units", "a → a"),
        ("a,Xã A,commune,bentre,,,b\nb,Xã B,commune,bentre,,,a", "circular-units", "a → b → a"),
    ],
)
def test_a_mistake_is_reported_with_its_code_and_file(table, row, code, says) -> None:
    with pytest.raises(RulebookError) as caught:
        table(f"# one line of remarks\n{HEAD}{row}\n")

    found = [one for one in caught.value.diagnostics if one.code == code]
    assert found
    assert says in found[0].message
    assert found[0].location.file.endswith("units.csv")
    assert found[0].location.line in (1, 3, 4)


@pytest.mark.parametrize("text", ["", "# nothing\n", "id,name\na,b\n"])
def test_a_table_without_its_columns_is_refused(table, text) -> None:
    with pytest.raises(RulebookError) as caught:
        table(text)

    assert [one.code for one in caught.value.diagnostics] == ["wrong-shape"]
