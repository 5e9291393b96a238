"""Whatever stands in a list: a sentence or an answer, never a traceback, and every row judged or reported.

`ELIGIBILITY_EXAMPLES` says how many lists each test draws. A failure names the number that draws its list again.
"""

from __future__ import annotations

import csv
import os
import random
from contextlib import suppress
from datetime import date
from pathlib import Path

from tests.support.commune_list import (
    HEADER,
    assert_all_rows_accounted_for,
    person,
    save_workbook,
    small_dictionary,
)

from eligibility.errors import RequestError
from eligibility.facts import read_statements
from eligibility.lists.judged import JudgedRow, ResultReceipt
from eligibility.lists.read import read_list
from eligibility.lists.sheet import is_blank
from eligibility.lists.write import write_results

EXAMPLES = int(os.environ.get("ELIGIBILITY_EXAMPLES", "150"))
FACTS = small_dictionary()
RECEIPT = ResultReceipt(software="0", rulebook="r", at="a", jurisdiction="j", reference_date="d")

NASTY = (
    *(None, "", " ", "-", "x", "X", "không", "0", 0, 1, 1.5, -3, 10**18, 2**63, True, False),
    *("15/06/1962", "15/06/62", "31/02/1980", "00/00/1945", 1962, "1962", 62, 22981, "0/5/1945", "1/13/2000"),
    *(date(1962, 6, 15), date(1905, 5, 15), date(1900, 1, 1), date(9999, 12, 31)),
    *("Chủ hộ", "chu ho", "Con", "cháo", "Vợ", "nghèo", "cận nghèo", "nghèo?", "N", "CN", "nam", "nữ", "năm"),
    *("=1+1", "+84", "-1", "@x", "\t", "a\nb", "'", '"', ";", ",", "\u00a0", "\u200b", "\ufeff", "\x07"),
    *("Tổng cộng", "Cộng", "Ấp 1", "II. Khóm", "Người lập biểu", "ngày 5 tháng 6 năm 2022", "(1)", "STT", "Số hộ"),
    *("ℌ𝔬", "١٢", "½", "²", "ß", "İ", "Ǆ", "e\u0301" * 40, "x" * 5000, "🙂", "\u0301", "đ" * 300, "1" * 400),
    *("083000000001", 83000000001, "1.500.000đ", "sản xuất, học tập", "sản xuất;;", "#REF!", "TRUE", "None", "nan"),
)


def population():
    """Five households of four, without a mistake."""
    rows = []
    for household in range(1, 6):
        rows.append(person(household, "Chủ hộ", f"15/06/{1950 + household}", within=1, status="N", loan="sản xuất"))
        rows.append(person(None, "Vợ", 1952, within=2, gender="nữ", bhyt="x", citizen=f"0830000000{household:02d}"))
        rows.append(person(None, "Con", "1/2/1980", within=3, disability="nặng", bhyt="không"))
        rows.append(person(None, "Con", date(1999, 1, household), within=4, housing="x"))
    return rows


def save(path, rows, merges=()):
    """Write rows as the name asks for."""
    if path.suffix == ".xlsx":
        return save_workbook(path, {"S": rows}, merges)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["" if cell is None else cell for cell in row] for row in rows])
    return path


def check(read):
    """What holds of every list that could be read."""
    assert_all_rows_accounted_for(read)
    for listed in read.households:
        household = listed.household
        read_statements(household, FACTS)
        assert len(household.members) == len(listed.rows) > 0
        assert len({member.id for member in household.members}) == len(household.members)
    assert len({listed.household.id for listed in read.households}) == len(read.households)
    for rejected in read.rejected:
        assert rejected.cell.endswith(str(rejected.row))
        assert rejected.wrong.vi
        assert rejected.wrong.en
        assert rejected.right.vi
        assert rejected.right.en
        assert len(rejected.value) <= 120


def for_each_draw(check_one, count=EXAMPLES):
    """Run a check on as many lists as asked for; a failure is noted with the number that draws it again."""
    for seed in range(count):
        try:
            check_one(random.Random(seed))
        except BaseException as error:
            error.add_note(f"drawn by random.Random({seed})")
            raise


def some_path(folder, draw):
    return folder / draw.choice(["list.xlsx", "list.csv"])


def test_any_cells_of_a_list_are_judged_or_reported(tmp_path):
    def check_one(draw):
        rows = population()
        for _ in range(draw.randint(1, 25)):
            row = draw.choice(rows)
            row[draw.randrange(len(row))] = draw.choice(NASTY)
        for _ in range(draw.choice([0, 0, 1, 3])):
            place = draw.randrange(len(rows))
            change = draw.choice(["insert", "delete", "repeat"])
            if change == "insert":
                rows.insert(place, [draw.choice(NASTY) if draw.random() < 0.2 else None for _ in HEADER])
            elif change == "delete":
                del rows[place]
            else:
                rows.insert(place, list(rows[place]))
        on = draw.choice([None, date(2022, 6, 15), date(1960, 1, 1)])
        read = read_list(save(some_path(tmp_path, draw), [HEADER, *rows]), FACTS, on=on)

        check(read)
        filled = sum(any(not _says_nothing(cell) for cell in row) for row in rows)
        assert read.rows_in + len(read.skipped) == filled

    for_each_draw(check_one)


def _says_nothing(cell):
    return cell is None or (isinstance(cell, str) and is_blank(cell))


def test_mistakes_in_one_household_change_nothing_for_the_others(tmp_path):
    clean = read_list(save(tmp_path / "clean.csv", [HEADER, *population()]), FACTS)
    before = {one.household.id: one.household for one in clean.households}

    def check_one(draw):
        rows = population()
        spoilt = draw.randrange(5)
        for _ in range(draw.randint(1, 6)):
            row = rows[4 * spoilt + draw.randrange(4)]
            row[draw.randrange(5, 12)] = draw.choice(NASTY)
        read = read_list(save(some_path(tmp_path, draw), [HEADER, *rows]), FACTS)
        after = {one.household.id: one.household for one in read.households}

        others = before.keys() - {str(spoilt + 1)}
        assert {name: after.get(name) for name in others} == {name: before[name] for name in others}

    for_each_draw(check_one)


def test_any_layout_is_read_or_refused_in_a_sentence(tmp_path):
    def check_one(draw):
        rows = [["DANH SÁCH"], [], list(HEADER), *population(), ["Tổng cộng"], [None, None, "Người lập"]]
        for _ in range(draw.randint(1, 6)):
            row = draw.choice(rows[:5])
            if row:
                row[draw.randrange(len(row))] = draw.choice(NASTY)
        for _ in range(draw.choice([0, 1, 4])):
            rows.insert(draw.randrange(len(rows) + 1), [draw.choice(NASTY) for _ in range(draw.randint(0, 15))])
        if draw.random() < 0.3:
            draw.shuffle(rows)
        merges = []
        if draw.random() < 0.5:
            top, left = draw.randrange(30), draw.randrange(12)
            merges = [(top, left, top + draw.randrange(1, 6), left + draw.randrange(3))]
        with suppress(RequestError):
            check(read_list(save(some_path(tmp_path, draw), rows, merges), FACTS))

    for_each_draw(check_one)


def test_any_bytes_are_read_or_refused_in_a_sentence(tmp_path):
    def check_one(draw):
        path = save(some_path(tmp_path, draw), [HEADER, *population()])
        content = bytearray(
            path.read_bytes() if draw.random() < 0.8 else (Path(__file__).parent / "data/old.xls").read_bytes()
        )
        for _ in range(draw.randint(1, 40)):
            content[draw.randrange(len(content))] = draw.randrange(256)
        if draw.random() < 0.3:
            del content[draw.randrange(len(content)) :]
        path.write_bytes(content)
        with suppress(RequestError):
            check(read_list(path, FACTS))

    for_each_draw(check_one)


def test_whatever_was_in_the_list_can_be_given_back(tmp_path):
    def check_one(draw):
        rows = population()
        for row in rows:
            row[draw.randrange(len(row))] = draw.choice(NASTY)
        read = read_list(save(some_path(tmp_path, draw), [HEADER, *rows]), FACTS)
        judged = [
            JudgedRow(
                household=one.household.id,
                member=None,
                label=one.label(),
                programme="p",
                programme_name="P",
                status="eligible",
            )
            for one in read.households
        ]
        for name in ("r.xlsx", "r.csv"):
            for file in write_results(tmp_path / name, judged, read, RECEIPT, language=draw.choice(["vi", "en"])):
                assert file.stat().st_size > 0

    for_each_draw(check_one, max(EXAMPLES // 10, 1))
