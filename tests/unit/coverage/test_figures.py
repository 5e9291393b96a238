"""Figures as Vietnamese documents print them, their units made one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from eligibility.coverage.figures import Figure, accepted, figures_in, read_number


def found(*lines: str) -> set[tuple[str, str]]:
    return {(f"{figure.value.normalize():f}", figure.unit) for figure in figures_in(lines)}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("250", "250"),
        ("1000", "1000"),
        ("59.042", "59042"),
        ("59042", "59042"),
        ("1.016,50", "1016.50"),
        ("14,25", "14.25"),
        ("2.5", "2.5"),
        ("1,234,567", "1234567"),
        ("02", "2"),
        ("0,4", "0.4"),
        ("1.000.000", "1000000"),
    ],
)
def test_numbers_are_read_as_vietnamese_texts_write_them(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["2.1.3", "19.7.2017", "1.016.5", "1,5,7"])
def test_numbers_of_sections_and_days_are_no_figures(text):
    assert read_number(text) is None
    assert found(f"mục {text} của") == set()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("14,25 tỷ", {("14250000000", "dong")}),
        ("14,25 tỉ đồng", {("14250000000", "dong")}),
        ("70 triệu", {("70000000", "dong")}),
        ("kinh phí 70 triệu đồng/căn,", {("70000000", "dong")}),
        ("Kinh phí (50 tr/căn)", {("50000000", "dong")}),
        ("100 tr/người", {("100000000", "dong")}),
        ("30trđ", {("30000000", "dong")}),
        ("500 nghìn đồng", {("500000", "dong")}),
        ("500 ngàn", {("500000", "dong")}),
        ("500.000 đồng/người", {("500000", "dong")}),
        ("500.000đ/tháng", {("500000", "dong")}),
        ("TỔNG 3 TỶ ĐỒNG", {("3000000000", "dong")}),
        ("1.016,50 tỷ đồng", {("1016500000000", "dong")}),
        ("30% mệnh giá", {("30", "percent")}),
        ("(30%)", {("30", "percent")}),
        ("80 % người", {("80", "percent")}),
        ("94,26%", {("94.26", "percent")}),
        ("30 phần trăm", {("30", "percent")}),
        ("từ 25 - 40 triệu đồng", {("25000000", "dong"), ("40000000", "dong")}),
        ("từ 25 đến 40 triệu", {("25000000", "dong"), ("40000000", "dong")}),
        ("25–30%", {("25", "percent"), ("30", "percent")}),
        ("giai đoạn 2021-2025,", {("2021", "number"), ("2025", "number")}),
        ("12 hộ/mô hình", {("12", "number")}),
        ("(100.000 phần)", {("100000", "number")}),
        ("60 tuổi", {("60", "number"), ("60", "years")}),
        ("từ 60 đến dưới 80 tuổi", {("60", "number"), ("80", "number"), ("80", "years")}),
        ("36 tháng", {("36", "number"), ("36", "months")}),
        ("20 trẻ em", {("20", "number")}),
        ("120 đồng chí", {("120", "number")}),
        ("dưới 10 tỷ lệ", {("10", "number")}),
        ("Số: 2021/KH-UBND ngày 07/4/2022", set()),
        ("Chỉ thị số 14-CT/TW", set()),
        ("dịch Covid-19...", set()),
        ("ngày 27/7", set()),
        ("không có số nào", set()),
    ],
)
def test_figures_in_prose_carry_their_units(text, figures):
    assert found(text) == figures


@pytest.mark.parametrize(
    ("lines", "figures"),
    [
        (["Tỷ đồng |", "17,50 |"], {("17500000000", "dong")}),
        (["Tỷ đống |", "47,51 |"], {("47510000000", "dong")}),
        (["(triệu đồng) |", "5 |"], {("5000000", "dong")}),
        (["% |", "30 |"], {("30", "percent")}),
        (["Đồng |", "500.000 |"], {("500000", "dong")}),
        (["2 | Kinh phí | Tỷ đồng | 27 |"], {("2", "number"), ("27000000000", "dong")}),
        (["27 |", "Tỷ đồng |"], {("27", "number"), ("27000000000", "dong")}),
        (["Hộ |", "900 |"], {("900", "number")}),
        (["17,50 |"], {("17.5", "number")}),
        (["Tỷ đồng |", "|", "3 |"], {("3", "number")}),
        (["( |", "3 |"], {("3", "number")}),
    ],
)
def test_a_number_alone_in_a_cell_takes_the_unit_beside_it(lines, figures):
    assert found(*lines) == figures


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (Figure(Decimal(60), "years"), "từ đủ 60 trở lên"),
        (Figure(Decimal(3), "years"), "dưới 36 tháng"),
        (Figure(Decimal(36), "months"), "dưới 3 năm"),
        (Figure(Decimal(36), "months"), "36 tháng tuổi"),
    ],
)
def test_an_age_may_be_printed_in_years_or_months_or_bare(rule, text):
    assert accepted(rule) & figures_in([text])


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (Figure(Decimal(60), "years"), "60% tổng số"),
        (Figure(Decimal(36), "months"), "3 hộ"),
        (Figure(Decimal(30), "percent"), "30 mô hình"),
        (Figure(Decimal(30), "dong"), "30%"),
        (Figure(Decimal(30), "number"), "30 triệu"),
    ],
)
def test_the_same_digits_with_another_unit_are_another_figure(rule, text):
    assert not accepted(rule) & figures_in([text])
