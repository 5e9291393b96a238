"""What rules say they take from a text, for the forms that few packs use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from eligibility.citation import Citation
from eligibility.coverage.claims import Claim, claims
from eligibility.coverage.figures import Figure
from eligibility.model.benefit import (
    Amount,
    Benefit,
    Ceiling,
    ChosenCoefficient,
    Fixed,
    Floor,
    Payable,
    PerMember,
    Product,
    Quantity,
    Selection,
    Term,
)
from eligibility.model.criteria import AtLeast, CountMembers, Equals, FactTest, LessThan, MoreThan, Not, OneOf
from eligibility.model.cumulation import Group, GroupVersion
from eligibility.model.fact import Branch, Derivation, FactDefinition, FactType
from eligibility.model.programme import NotModelled, PlanFigure
from eligibility.model.standard import Multiple, Standard, StandardEntry, StandardReference
from eligibility.model.text import Text
from eligibility.period import EffectivePeriod

ALWAYS = EffectivePeriod()
A, B, C = (Citation.parse(f"Điều {number} Luật 2/2020/QH14") for number in (1, 2, 3))
CARD = StandardReference(name="card")
OLD = FactTest(fact="member.age_years", tests=(AtLeast(60),))


def dong(value: int) -> Figure:
    return Figure(Decimal(value), "dong")


def percent(value: str) -> Figure:
    return Figure(Decimal(value), "percent")


def number(value: str) -> Figure:
    return Figure(Decimal(value), "number")


def claimed(world, **changes) -> list[Claim]:
    """Claims of the programme "house" with something of its version changed."""
    rulebook = world.rulebook()
    house = rulebook.programmes["house"]
    version = replace(house.versions[0], **{"cite": (A,), "plan": (), "benefits": (), "eligible_when": None, **changes})
    changed = replace(rulebook, programmes={"house": replace(house, versions=(version,))}, standards=())
    return list(claims(changed))


def of_benefit(world, **parts) -> list[tuple[tuple[Citation, ...], tuple[Figure, ...]]]:
    """Citations and figures of one benefit's claims."""
    found = claimed(world, benefits=(Benefit(kind="cash", **parts),))
    return [(one.cite, one.figures) for one in found if one.part.en.startswith("benefit 1")]


@pytest.mark.parametrize(
    ("amount", "figures"),
    [
        (Amount(form=Fixed(0, 7)), (dong(7),)),
        (Amount(form=Fixed(5, 7), less=Amount(form=Fixed(2, 2))), (dong(5), dong(7), dong(2))),
        (Amount(form=Ceiling(Amount(form=Fixed(7, 7)))), (dong(7),)),
        (Amount(form=Floor(Amount(form=Fixed(7, 7)))), (dong(7),)),
        (Amount(form=Product(coefficient=Decimal(100), of=CARD, is_percent=True)), (percent("100"),)),
        (Amount(form=Product(coefficient=Decimal("1.5"), of=CARD, is_percent=False)), (number("1.5"),)),
        (Amount(form=Product(coefficient=Decimal(1), of=CARD, is_percent=False)), ()),
    ],
)
def test_an_amount_claims_each_figure_of_its_formula(world, amount, figures):
    assert of_benefit(world, amount=amount) == [((A,), figures)]


def test_coefficients_of_a_list_stand_beside_their_own_citations(world):
    chosen = ChosenCoefficient(rule="first_of", items=((OLD, Decimal(70), (B,)), (None, Decimal(50), ())))
    amount = Amount(form=Product(coefficient=chosen, of=CARD, is_percent=True))

    assert ((B,), (percent("70"),)) in of_benefit(world, amount=amount)
    assert ((A,), (percent("50"),)) in of_benefit(world, amount=amount)
    assert ((B,), (Figure(Decimal(60), "years"),)) in of_benefit(world, amount=amount)


def test_conditions_inside_a_formula_are_claims_of_their_own(world):
    count = PerMember(where=FactTest(fact="member.age_years", tests=(LessThan(16),), cite=(B,)))
    inner = Amount(form=Fixed(7, 7), per_member=count)
    chosen = Amount(form=Selection(rule="first_of", items=((OLD, inner), (None, Amount(form=Fixed(5, 5))))))

    found = of_benefit(world, amount=Amount(form=Ceiling(chosen), less=inner), cite=(C,))

    assert ((C,), (Figure(Decimal(60), "years"),)) in found
    assert found.count(((B,), (Figure(Decimal(16), "years"),))) == 2
    assert ((C,), (dong(7), dong(5))) in found


def test_goods_counts_terms_and_months_of_payment_are_claims(world):
    found = of_benefit(
        world,
        quantity=Quantity(number=Decimal(15), unit=Text("kg gạo", "kg of rice")),
        at_most_times=3,
        terms=(Term(text=Text("Lãi", "Interest"), cite=(B,), when=OLD),),
        payable=Payable(start="decision_month", cite=(C,)),
    )

    assert found == [
        ((A,), (number("15"), number("3"))),
        ((B,), ()),
        ((B,), (Figure(Decimal(60), "years"),)),
        ((C,), ()),
    ]


def test_derived_figures_are_marked_but_not_the_limits_of_conditions(world):
    amount = Amount(form=Selection(rule="first_of", items=((OLD, Amount(form=Fixed(7, 7))),)))
    found = claimed(world, benefits=(Benefit(kind="cash", amount=amount, basis="derived"),))

    assert {one.figures: one.is_derived for one in found if one.figures} == {
        (dong(7),): True,
        (Figure(Decimal(60), "years"),): False,
    }


def test_conditions_take_the_citation_of_what_they_stand_in(world):
    inside = Not(
        part=FactTest(id="old", fact="member.age_years", tests=(Equals(60), OneOf(("x",)), MoreThan(CARD))), cite=(B,)
    )
    found = claimed(world, eligible_when=inside)

    assert [(one.part.en, one.cite, one.figures) for one in found if one.figures] == [
        ("criterion old", (B,), (Figure(Decimal(60), "years"),))
    ]


def test_counts_of_members_and_unknown_facts_claim_no_figure(world):
    counted = CountMembers(where=FactTest(fact="member.unheard_of", tests=(AtLeast(5),)), tests=(AtLeast(2),))

    assert [one for one in claimed(world, eligible_when=counted) if one.figures] == []


def test_plan_lines_and_doubts_have_conditions_and_citations_of_their_own(world):
    found = claimed(
        world,
        plan=(PlanFigure(line="A", count=4000, dong=7, only=OLD, cite=(B,)),),
        not_modelled=(NotModelled(text=Text("Ngờ", "Doubt"), effect="caveat", when=OLD, cite=(C,)),),
        ended_by=B,
        continues=C,
    )

    assert [(one.part.en, one.cite, one.figures) for one in found][1:] == [
        ("plan line A", (B,), (number("4000"), dong(7))),
        ("plan line A", (B,), (Figure(Decimal(60), "years"),)),
        ("not modelled 1", (C,), ()),
        ("not modelled 1", (C,), (Figure(Decimal(60), "years"),)),
        ("period", (B, C), ()),
    ]


def test_facts_standards_and_groups_cite_too(world):
    derivation = Derivation(branches=(Branch(value=True, when=OLD),), period=ALWAYS, cite=(A,))
    fact = FactDefinition(
        name="member.is_old", type=FactType.BOOLEAN, label=Text("Cao tuổi", "Old"), derivations=(derivation,)
    )
    entries = (
        StandardEntry(effective_from=date(2020, 1, 1), value={"true": 5, "false": 7}, cite=(B,)),
        StandardEntry(
            effective_from=date(2021, 1, 1),
            value=Multiple(coefficient=Decimal("0.54"), of=CARD, is_percent=True),
            cite=(B,),
        ),
        StandardEntry(effective_from=date(2022, 1, 1), value=None, cite=(C,)),
    )
    group = Group(
        id="one",
        jurisdiction="thuduc",
        rule="choose_one",
        within="member",
        versions=(GroupVersion(period=ALWAYS, cite=(C,)),),
    )
    rulebook = replace(
        world.rulebook(),
        facts={**world.rulebook().facts, "member.is_old": fact},
        standards=(Standard(name="line", jurisdiction="vietnam", entries=entries),),
        groups={"one": group},
        programmes={},
    )

    assert [(one.owner, one.part.vi, one.cite, one.figures) for one in claims(rulebook)] == [
        ("member.is_old", "cách suy ra", (A,), ()),
        ("member.is_old", "cách suy ra", (A,), (Figure(Decimal(60), "years"),)),
        ("line", "mức từ 2020-01-01", (B,), (dong(5), dong(7))),
        ("line", "mức từ 2021-01-01", (B,), ()),
        ("line", "mức từ 2022-01-01", (C,), ()),
        ("one", "nhóm", (C,), ()),
    ]
