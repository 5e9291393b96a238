"""The rules of one day and place compiled for a stock of columns: what to compute, and where the answers stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.matching.columnar.amounts import Amounts, Money
from eligibility.matching.columnar.facts import Subject
from eligibility.matching.columnar.plan import Plan, plan
from eligibility.matching.columnar.programmes import Programmes, subject_of
from eligibility.matching.columnar.terms import Pair, Table, Term

if TYPE_CHECKING:
    from eligibility.matching.columnar.making import Terms
    from eligibility.matching.columnar.stock import Stock
    from eligibility.matching.household import HouseholdMatcher, Rule
    from eligibility.model.benefit import Benefit
    from eligibility.model.programme import ProgrammeVersion


@dataclass(frozen=True, slots=True)
class Granted:
    """A benefit of a programme for every subject.

    Attributes:
        benefit: As the pack states it.
        money: Its amount; None where it has none.
    """

    benefit: Benefit
    money: Money | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A programme for every subject.

    Attributes:
        rule: The programme of the day.
        table: Whose rows it is decided for.
        eligible: Who surely and who possibly is eligible.
        concerned: Who surely and who possibly is a subject at all.
        benefits: What it grants. Of an amount nothing is known where something not modelled withholds it.
    """

    rule: Rule
    table: Table
    eligible: Pair
    concerned: Pair
    benefits: tuple[Granted, ...]


@dataclass(frozen=True, eq=False)
class Compiled:
    """Everything to compute for one stock.

    Attributes:
        programmes: The compiled programmes, for further questions on the same terms.
        decided: By programme, in rulebook order.
        refused: Households whose statements contradict one another.
        contradictions: By fact: where a stated value disagrees with what follows.
        plan: How to compute it.
    """

    programmes: Programmes
    decided: Mapping[str, Decided]
    refused: Term
    contradictions: Mapping[str, Term]
    plan: Plan


def compiled_for(matcher: HouseholdMatcher, stock: Stock, *, assume: bool) -> Compiled:
    """Compile every programme in force for the households and members of a list."""
    programmes = Programmes(matcher, stock, assume=assume)
    decided = {
        name: _decided(programmes, rule, subject_of(rule, Subject.MEMBER)) for name, rule in programmes.in_force.items()
    }
    contradictions = _contradictions(programmes)
    refused = _refused(programmes, contradictions)
    wanted = [refused, *contradictions.values()]
    return Compiled(programmes, decided, refused, contradictions, _plan(decided, wanted))


def compiled_for_nobody(matcher: HouseholdMatcher, stock: Stock, *, assume: bool) -> Compiled:
    """Compile the programmes of members for the stand-in of households that list nobody.

    What would be met for the stand-in is only open, since nobody is there to claim it.
    """
    programmes = Programmes(matcher, stock, assume=assume)
    decided = {
        name: _decided(programmes, rule, Subject.NOBODY)
        for name, rule in programmes.in_force.items()
        if rule.applied.programme.granted_to == "member"
    }
    return Compiled(programmes, decided, programmes.terms.false, {}, _plan(decided, ()))


def _decided(programmes: Programmes, rule: Rule, subject: Subject) -> Decided:
    terms = programmes.terms
    version = rule.applied.version
    # What speaks of the household alone has one value for each of its members too.
    place = terms.spread if subject is Subject.MEMBER else _unchanged
    in_doubt = terms.false if version is None else _in_doubt(programmes, version, subject)
    eligible = programmes.decided(rule.applied.programme.id, subject)
    return Decided(
        rule=rule,
        table=Table.MEMBERS if subject is Subject.MEMBER else Table.HOUSEHOLDS,
        eligible=Pair(place(eligible.surely), place(eligible.possibly)),
        concerned=programmes.concerns(rule) if subject is Subject.MEMBER else terms.met,
        benefits=tuple(
            Granted(benefit, None if money is None else _placed(money, terms.no(in_doubt), terms, place))
            for benefit, money in _moneys(programmes, version, subject)
        ),
    )


def _moneys(
    programmes: Programmes, version: ProgrammeVersion | None, subject: Subject
) -> Iterator[tuple[Benefit, Money | None]]:
    amounts = Amounts(programmes.criteria)
    for benefit in () if version is None else version.benefits:
        yield benefit, None if benefit.amount is None else amounts.money(benefit.amount, subject)


def _in_doubt(programmes: Programmes, version: ProgrammeVersion, subject: Subject) -> Term:
    """Where something not modelled withholds the amount: unless its condition is surely not met."""
    return programmes.terms.any_of(
        *(
            programmes.terms.true if doubt.when is None else programmes.criteria.verdict(doubt.when, subject).possibly
            for doubt in version.not_modelled
            if doubt.effect == "amount_unknown"
        )
    )


def _placed(money: Money, without_doubt: Term, terms: Terms, place: Callable[[Term], Term]) -> Money:
    return Money(
        known=place(terms.all_of(money.known, without_doubt)),
        low=place(money.low),
        high=place(money.high),
        limit=place(money.limit),
        computed=place(money.computed),
    )


def _unchanged(term: Term) -> Term:
    return term


def _contradictions(programmes: Programmes) -> Mapping[str, Term]:
    """Where what was stated disagrees with what follows from other statements, assumptions aside."""
    criteria = programmes.criteria.without_assumptions()
    found = {name: criteria.facts.contradiction(name) for name in criteria.law.rulebook.facts}
    return {name: term for name, term in found.items() if term is not programmes.terms.false}


def _refused(programmes: Programmes, contradictions: Mapping[str, Term]) -> Term:
    terms = programmes.terms
    of_households = [term for term in contradictions.values() if term.table is not Table.MEMBERS]
    of_members = terms.any_of(*(term for term in contradictions.values() if term.table is Table.MEMBERS))
    somebody = terms.at_least(terms.total(of_members), terms.constant(1))
    return terms.any_of(*of_households, somebody)


def _plan(decided: Mapping[str, Decided], others: tuple[Term, ...] | list[Term]) -> Plan:
    wanted = [*others]
    later: list[Term] = []
    for one in decided.values():
        wanted += [*one.eligible, *one.concerned]
        for granted in one.benefits:
            if granted.money is not None:
                money = granted.money
                later += [money.known, money.low, money.high, money.limit, money.computed]
    return plan(wanted, later)
