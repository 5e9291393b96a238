"""Places: old or new, by id or name, on any day, a household gets the rules of its territory and never a guess."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from eligibility.determination import Result, Status, WhyNot
from eligibility.engine import Engine
from eligibility.errors import HouseholdError, RequestError
from eligibility.household import Household
from eligibility.loading import load_rulebook
from eligibility.matching.place import Located, Places, unit_on
from eligibility.matching.place_names import PlaceNames, take_apart
from eligibility.matching.territory import Territories
from eligibility.verdict import MET, NOT_MET, UNKNOWN, Verdict

IN_2022, IN_2024, EVE, NEW, IN_2026 = (
    date(2022, 6, 15),
    date(2024, 12, 1),
    date(2025, 6, 30),
    date(2025, 7, 1),
    date(2026, 1, 1),
)
PACKS = ("bentre", "vinhlong", "angiang", "huongtra")


@pytest.fixture(scope="module")
def places(engine: Engine) -> Places:
    return Places(engine.rulebook)


def packs(located: Located) -> dict[str, Verdict]:
    """Whether people of a place live under each pack; those they surely do not are left out."""
    inside = {unit: MET for unit, _day in located.residence.inside if unit in PACKS}
    return inside | {unit: UNKNOWN for unit, _day in located.residence.perhaps if unit in PACKS}


@pytest.mark.parametrize("on", [IN_2022, EVE, NEW, IN_2026])
@pytest.mark.parametrize(
    ("place", "pack"),
    [
        ("bentre", "bentre"),
        ("Tỉnh Bến Tre", "bentre"),
        ("Huyện Chợ Lách", "bentre"),
        ("Xã Giao Long, huyện Châu Thành, tỉnh Bến Tre", "bentre"),
        ("phường 5, TP. Bến Tre", "bentre"),  # merged before 2025
        ("Phường An Hội", "bentre"),  # a ward of the old city and of the new province
        ("Đặc khu Phú Quốc", None),
        ("Thành phố Rạch Giá", None),
        ("Kiên Giang", None),
        ("Long Xuyên", "angiang"),
        ("Xã Cù Lao Giêng", "angiang"),  # founded 2025 in the old An Giang
        ("travinh", None),
        ("Huyện Long Hồ", "vinhlong"),
        ("Xã Long Hồ", "vinhlong"),
        ("huongtra", "huongtra"),
        ("Thị xã Hương Trà", "huongtra"),
        ("huong tra", "huongtra"),
        ("TX Hương Trà", "huongtra"),
        ("Phường Hương Trà", "huongtra"),  # founded 2025 inside the old town
        ("Hà Nội", None),
    ],
)
def test_a_place_old_or_new_has_the_rules_of_its_territory_on_any_day(places: Places, place, pack, on) -> None:
    assert packs(places.locate(place, None, on)) == ({} if pack is None else {pack: MET})


@pytest.mark.parametrize(
    ("place", "on", "unit", "expected"),
    [
        ("vinhlong", EVE, "vinhlong", {"vinhlong": MET}),
        ("vinhlong", NEW, "vinhlong-2025", {"vinhlong": UNKNOWN, "bentre": UNKNOWN}),
        ("Vĩnh Long", NEW, "vinhlong-2025", {"vinhlong": UNKNOWN, "bentre": UNKNOWN}),
        ("Tỉnh Vĩnh Long (cũ)", NEW, "vinhlong", {"vinhlong": MET}),
        ("Tỉnh Vĩnh Long (đến 30/06/2025)", NEW, "vinhlong", {"vinhlong": MET}),
        ("Tỉnh Vĩnh Long (mới)", IN_2022, "vinhlong-2025", {"vinhlong": UNKNOWN, "bentre": UNKNOWN}),
        ("angiang", EVE, "angiang", {"angiang": MET}),
        ("angiang", NEW, "angiang-2025", {"angiang": UNKNOWN}),
        ("thuathienhue", IN_2024, "thuathienhue", {"huongtra": UNKNOWN}),
        ("hue", date(2024, 12, 31), "hue", {"huongtra": UNKNOWN}),
        ("hue", date(2025, 1, 1), "hue", {"huongtra": UNKNOWN}),
        ("Thành phố Huế", date(2024, 12, 31), "thuathienhue-thanh-pho-hue", {}),
        ("Thành phố Huế", date(2025, 1, 1), "hue", {"huongtra": UNKNOWN}),
        ("huyện Châu Thành, An Giang", EVE, "angiang-chau-thanh", {"angiang": MET}),
        ("vietnam", IN_2022, "vietnam", dict.fromkeys(PACKS, UNKNOWN)),
        ("chợ mới", IN_2022, "angiang-cho-moi", {"angiang": MET}),
    ],
)
def test_a_name_means_the_unit_that_bears_it_on_that_day(places: Places, place, on, unit, expected) -> None:
    located = places.locate(place, None, on)

    assert (located.unit, packs(located)) == (unit, expected)


@pytest.mark.parametrize(
    ("jurisdiction", "lives_in", "expected"),
    [
        ("vinhlong", "bentre", {"bentre": MET}),
        ("vinhlong", "vinhlong", {"vinhlong": MET}),  # an id means that very unit
        ("vinhlong", "Càng Long", {}),
        ("angiang", "Xã An Biên", {}),
        ("angiang", "Tri Tôn", {"angiang": MET}),
        ("hue", "Phường Tứ Hạ", {"huongtra": MET}),
        ("hue", "Phường Hương Hồ", {}),  # left the town in 2021, before the plan
        ("vietnam", "Chợ Lách", {"bentre": MET}),
        ("bentre", "Châu Thành", {"bentre": MET}),  # one of four of that name lies there
        ("bentre", "Vĩnh Long", {"bentre": MET}),  # the wider province adds nothing
    ],
)
def test_the_place_of_a_household_narrows_the_jurisdiction(places: Places, jurisdiction, lives_in, expected) -> None:
    located = places.locate(jurisdiction, lives_in, IN_2026)

    assert packs(located) == expected
    assert located.candidates == ()


def test_an_ambiguous_jurisdiction_is_refused_with_the_candidates_and_what_they_lie_in(places: Places) -> None:
    with pytest.raises(RequestError) as caught:
        places.locate("huyện Châu Thành", None, IN_2022)

    (problem,) = caught.value.diagnostics
    assert problem.code == "ambiguous-jurisdiction"
    assert problem.hint == (
        "Say which: Huyện Châu Thành, Tỉnh An Giang (đến 30/06/2025) (angiang-chau-thanh); "
        "Huyện Châu Thành, Tỉnh Bến Tre (bentre-chau-thanh); "
        "Huyện Châu Thành, Tỉnh Kiên Giang (kiengiang-chau-thanh); "
        "Huyện Châu Thành, Tỉnh Trà Vinh (travinh-chau-thanh)."
    )


def test_a_name_of_several_places_that_no_rule_tells_apart_is_no_question(places: Places) -> None:
    assert packs(places.locate("Tân Phú Tây", None, IN_2022)) == {"bentre": MET}
    assert places.locate("bentre", "Tân Phú", IN_2022).candidates == ()


def test_names_that_differ_by_a_mark_are_two_and_without_marks_are_either(places: Places) -> None:
    assert places.named("Phường Hương Vân") == ("huongtra-phuong-huong-van-20008",)
    assert places.named("Phường Hương Văn") == ("huongtra-phuong-huong-van-20011",)
    assert set(places.named("phuong huong van")) == {
        "huongtra-phuong-huong-van-20008",
        "huongtra-phuong-huong-van-20011",
    }


def test_spelling_of_tones_and_of_i_and_y_does_not_matter(places: Places) -> None:
    assert places.named("Xã Phú An Hoà, Châu Thành") == places.named("Xã Phú An Hòa, Châu Thành") != ()
    assert places.named("Xã Lục Sĩ Thành") == places.named("Xã Lục Sỹ Thành") != ()


def test_a_rank_that_changed_still_finds_the_commune(places: Places) -> None:
    assert places.named("Xã Tiên Thủy, Châu Thành, Bến Tre") == places.named("Thị trấn Tiên Thủy, Châu Thành, Bến Tre")


def test_a_jurisdiction_that_does_not_exist_names_the_nearest(places: Places) -> None:
    with pytest.raises(RequestError) as caught:
        places.locate("bentree", None, IN_2022)

    assert [(one.code, one.hint) for one in caught.value.diagnostics] == [
        ("unknown-jurisdiction", 'Did you mean "bentre"?')
    ]


@pytest.mark.parametrize(
    ("lives_in", "code"), [("Xã Không Có Đâu", "unknown-place"), ("Thị xã Hương Trà", "place-elsewhere")]
)
def test_a_place_unknown_or_elsewhere_is_refused_where_it_stands(places: Places, lives_in, code) -> None:
    with pytest.raises(HouseholdError) as caught:
        places.locate("bentre", lives_in, IN_2022)

    assert [(one.code, one.path) for one in caught.value.diagnostics] == [(code, "household.place")]
    assert lives_in not in (caught.value.diagnostics[0].discreet or "")


def determined(engine: Engine, jurisdiction: str, on: date, **given: object) -> Result:
    household = Household.model_validate({"poverty_status": "poor", "members": [{"birth_date": "1990"}], **given})
    return engine.determine(household, jurisdiction=jurisdiction, on=on, everything=True, language="en")


def one(result: Result, programme: str):
    return next(answer for answer in result.determinations if answer.programme == programme)


def test_an_open_plan_of_a_unit_that_ended_is_undetermined_there(engine: Engine) -> None:
    before = one(determined(engine, "vinhlong", EVE), "vinhlong-household-care")
    after = one(determined(engine, "vinhlong", NEW, place="vinhlong"), "vinhlong-household-care")

    assert before.status is not Status.NOT_APPLICABLE
    assert not any("ended on 30/06/2025" in caveat for caveat in before.caveats)
    assert after.status is Status.UNDETERMINED
    assert after.caveats[0].startswith("Vĩnh Long province (to 30 June 2025) ended on 30/06/2025; no text was found")
    assert [(reason.criterion, reason.verdict, reason.value) for reason in after.reasons[:1]] == [
        ("resident", UNKNOWN, "vinhlong")
    ]
    assert "household.place" not in after.ask


def test_it_never_spreads_to_the_rest_of_the_new_province(engine: Engine) -> None:
    for place in ("Huyện Càng Long", "Chợ Lách", "travinh", "bentre"):
        answer = one(determined(engine, "vinhlong", NEW, place=place), "vinhlong-household-care")

        assert (answer.status, answer.why) == (Status.NOT_APPLICABLE, WhyNot.OTHER_TERRITORY)
        assert [(reason.criterion, reason.verdict) for reason in answer.reasons] == [("resident", NOT_MET)]


def test_the_new_province_alone_asks_where(engine: Engine) -> None:
    answer = one(determined(engine, "vinhlong", NEW), "vinhlong-household-care")

    assert answer.status is Status.UNDETERMINED
    assert answer.ask[0] == "household.place"


def test_an_ambiguous_place_is_a_question_with_its_candidates(engine: Engine) -> None:
    result = determined(engine, "vietnam", IN_2022, place="Châu Thành")
    answer = one(result, "bentre-gift-parcel")

    assert answer.status is Status.UNDETERMINED
    assert answer.ask == ("household.place",)
    assert result.notices[0].startswith("“Châu Thành” may be: ")
    assert "Huyện Châu Thành, Bến Tre province (bentre-chau-thanh)" in result.notices[0]
    assert one(determined(engine, "vietnam", IN_2022, place="Châu Thành, Bến Tre"), "bentre-gift-parcel").ask == ()


def test_a_resident_of_kien_giang_never_gets_the_plan_of_an_giang(engine: Engine) -> None:
    for jurisdiction, on, given in (
        ("kiengiang", IN_2022, {}),
        ("angiang", NEW, {"place": "Kiên Giang"}),
        ("angiang", IN_2026, {"place": "Đặc khu Phú Quốc"}),
        ("vietnam", IN_2022, {"place": "Huyện Châu Thành, Kiên Giang"}),
    ):
        result = determined(engine, jurisdiction, on, **given)
        answers = [answer for answer in result.determinations if answer.programme.startswith("angiang-")]

        assert {(answer.status, answer.why) for answer in answers} == {(Status.NOT_APPLICABLE, WhyNot.OTHER_TERRITORY)}


def test_the_receipt_names_the_unit_of_that_day(engine: Engine) -> None:
    assert determined(engine, "vinhlong", NEW).receipt.jurisdiction == "vinhlong-2025"
    assert determined(engine, "Thị xã Hương Trà", IN_2024).receipt.jurisdiction == "huongtra"


def test_places_that_no_rule_tells_apart_share_one_compilation(rulebook) -> None:
    engine = Engine(rulebook)
    communes = [unit.id for unit in rulebook.units.values() if unit.level == "commune"]
    for commune in communes:
        engine.matcher("vietnam", IN_2026, {}, lives_in=commune)

    assert len(communes) > 1000
    assert engine._matcher.cache_info().currsize == len(PACKS) + 1


def test_every_commune_of_2025_lies_in_what_it_was_made_of(engine: Engine) -> None:
    """Each commune of the new division is under one pack surely, or under none: no old border runs through it."""
    places = Places(engine.rulebook)
    new = [unit for unit in engine.rulebook.units.values() if unit.level == "commune" and unit.period.first == NEW]
    found = {unit.id: packs(places.locate(unit.id, None, IN_2026)) for unit in new}

    assert len(new) == 124 + 102 + 40
    assert {identifier for identifier, where in found.items() if UNKNOWN in where.values()} == set()
    assert {tuple(where) for where in found.values()} == {(), ("bentre",), ("vinhlong",), ("angiang",), ("huongtra",)}


def test_the_numbers_of_units_are_those_of_the_lists(rulebook) -> None:
    def count(parent: str, level: str | None = None, on: date = EVE) -> int:
        return sum(
            on in unit.period and (level is None or unit.level == level)
            for unit in rulebook.units.values()
            for lies in unit.parents
            if lies.unit == parent and on in lies.period
        )

    assert [count(one) for one in ("bentre", "vinhlong", "travinh", "angiang", "kiengiang", "hue")] == [
        9, 8, 9, 11, 15, 9,
    ]  # fmt: skip
    assert count("huongtra") == 9
    assert [count(one, on=NEW) for one in ("vinhlong-2025", "angiang-2025", "hue")] == [124, 102, 40]
    assert [count("vietnam", "province", on) for on in (EVE, NEW)] == [63, 34]


def test_a_unit_is_bounded_as_on_the_day_its_instrument_was_issued(tmp_path: Path) -> None:
    (tmp_path / "jurisdictions").mkdir()
    for name, text in {
        "facts.yaml": "household: {place: {type: text, label: Nơi ở, question: Ở đâu?}}\nmember: {}\n",
        "instruments.yaml": (
            "instruments:\n"
            "  Kế hoạch 1/KH-UBND: {number: 1/KH-UBND, kind: plan, title: A, jurisdiction: town, issued: 2020-05-01,\n"
            "    provisions: {mục 1 phần I: {says: A.}}}\n"
            "  Kế hoạch 2/KH-UBND: {number: 2/KH-UBND, kind: plan, title: B, jurisdiction: town, issued: 2022-05-01,\n"
            "    provisions: {mục 1 phần I: {says: B.}}}\n"
        ),
        "jurisdictions.yaml": "units:\n  vietnam: {name: Việt Nam, level: country, from: null}\n",
        "jurisdictions/units.csv": (
            "# moved: a commune left the town on 2021-07-01\n"
            "id,name,level,parents,from,to,into\n"
            "province,Tỉnh A,province,vietnam,,,\n"
            "town,Thị xã B,town,province,,,\n"
            "city,Thành phố C,town,province,,,\n"
            "moved,Xã D,commune,town:..2021-06-30 city:2021-07-01..,,,\n"
            "kept,Xã E,commune,town,,2024-12-31,left right\n"
            "left,Xã F,commune,town,2025-01-01,,\n"
            "right,Xã G,commune,city,2025-01-01,,\n"
        ),
        "town.yaml": (
            "jurisdiction: town\nprogrammes:\n"
            + "".join(
                f"  - id: plan-{number}\n    name: Quà\n    field: gifts\n    granted_to: household\n"
                f"    versions: [{{effective_from: 202{number}-06-01, standing: goal, "
                f"cite: mục 1 phần I Kế hoạch {number}/KH-UBND}}]\n"
                for number in (1, 2)
            )
        ),
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    engine = Engine(load_rulebook(tmp_path))

    def residence(place: str) -> list[Verdict]:
        law = engine.matcher("province", IN_2026, {}, lives_in=place).law
        return [law.programmes[name].resident for name in ("plan-1", "plan-2")]

    assert residence("moved") == [MET, NOT_MET]
    assert residence("kept") == [MET, MET]
    assert residence("left") == [MET, MET]
    assert residence("right") == [MET, MET]  # it was part of Xã E, which lay in the town on both days
    assert residence("town") == [MET, UNKNOWN] or residence("town") == [MET, MET]
    assert residence("city") == [UNKNOWN, UNKNOWN]


def test_a_divided_unit_has_a_piece_for_each_part(rulebook) -> None:
    territories = Territories(rulebook.units)

    def pieces(unit: str) -> int:
        return territories.of(territories.bounded(unit, IN_2026))

    whole, parts = (
        pieces("vinhlong-tam-binh-xa-ngai-tu"),
        [pieces(unit) for unit in ("vinhlong-2025-xa-ngai-tu", "vinhlong-2025-phuong-cai-von")],
    )

    assert all(whole & part for part in parts)
    assert not parts[0] & parts[1]
    assert not whole & ~pieces("vinhlong")


def test_an_id_means_the_unit_of_that_day(rulebook) -> None:
    assert unit_on(rulebook.units, "angiang", EVE).id == "angiang"
    assert unit_on(rulebook.units, "angiang", NEW).id == "angiang-2025"
    assert unit_on(rulebook.units, "bentre", NEW).id == "bentre"
    with pytest.raises(RequestError):
        unit_on(rulebook.units, "angian", NEW)


@pytest.mark.parametrize(
    ("text", "rank", "folded"),
    [
        ("Thị xã Hương Trà", "thixa", "huongtra"),
        ("tx.hương trà", "thixa", "huongtra"),
        ("TP Huế", "thanhpho", "hue"),
        ("P. 7", "phuong", "7"),
        ("xã Đông Thạnh", "xa", "dongthanh"),
        ("huongtra", "", "huongtra"),
        ("Quận", "", "quan"),
        ("", "", ""),
    ],
)
def test_a_name_is_taken_apart_into_rank_and_words(text: str, rank: str, folded: str) -> None:
    named = take_apart(text)

    assert (named.rank, named.folded) == (rank, folded)


def test_names_of_the_register_find_their_own_unit(rulebook) -> None:
    names = PlaceNames(rulebook.units)
    lost = [unit.id for unit in rulebook.units.values() if unit.id not in names.called(unit.name.vi.partition(" (")[0])]

    assert lost == []
