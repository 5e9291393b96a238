"""Amount formulas in words, before any household is known: "30% của mức đóng bảo hiểm y tế một năm"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal, assert_never

from eligibility.explain.words import lowered, sentence
from eligibility.model.benefit import Ceiling, Fixed, Floor, FundingPart, Product, Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eligibility.explain.measure import Measures
    from eligibility.explain.sentence import Sentences
    from eligibility.model.benefit import Amount, Benefit, ChosenCoefficient, Funding, PerMember, Quantity
    from eligibility.model.criteria import Criterion
    from eligibility.model.rulebook import Rulebook

_MANY = 3


class FormulaWords:
    """Writes what a programme grants.

    Args:
        rulebook: Names awaited instruments.
        sentences: Writes conditions.
        measures: Writes the names of standards.
    """

    def __init__(self, rulebook: Rulebook, sentences: Sentences, measures: Measures) -> None:
        self._pending = rulebook.pending
        self._sentences = sentences
        self._words = sentences.words
        self._measures = measures

    def grant(self, benefit: Benefit) -> str:
        """What is granted, how much and how often, as a sentence."""
        words = self._words
        said = words(f"kind.{benefit.kind}")
        amount = self._sum(benefit)
        if benefit.every is not None and amount:
            amount = f"{amount}, {words(f'rhythm.{benefit.every}')}"
        if benefit.at_most_times is not None:
            amount = ", ".join(part for part in (amount, words("times", number=benefit.at_most_times)) if part)
        said += f": {amount}" if amount else f"; {words('amount_unknown.not_stated')}"
        note = words(f"basis.{benefit.basis}") if amount else ""
        return sentence(f"{said}; {note}" if note else said)

    def payers(self, funding: Sequence[Funding]) -> str:
        """Who pays; empty where the text does not say."""
        return "; ".join(self._payer(part, alone=len(funding) == 1) for part in funding)

    def amount(self, amount: Amount) -> str:
        """A formula."""
        words = self._words
        said = self._form(amount)
        if amount.per_member is not None:
            said = self._for_each(said, amount.per_member)
        if amount.less is not None:
            said = words("formula.less", amount=said, less=self.amount(amount.less))
        if amount.round_to is not None:
            said = words("formula.round", amount=said, step=words.money(amount.round_to))
        return said

    def _sum(self, benefit: Benefit) -> str:
        if benefit.amount is not None:
            return self.amount(benefit.amount)
        return "" if benefit.quantity is None else self._quantity(benefit.quantity)

    def _quantity(self, quantity: Quantity) -> str:
        words = self._words
        number = words.decimal(quantity.number)
        said = words("formula.quantity", number=number, unit=words.text(quantity.unit))
        return said if quantity.per_member is None else self._for_each(said, quantity.per_member)

    def _for_each(self, said: str, members: PerMember) -> str:
        """An amount times a number of members."""
        key, values = "formula.per_member", {"amount": said}
        if members.linked_by is not None:
            key += "_linked"
            values["link"] = self._sentences.label(members.linked_by)
        if members.where is not None:
            key += "_where"
            values["where"] = self._sentences.part(members.where)
        return self._words(key, **values)

    def _form(self, amount: Amount) -> str:
        words = self._words
        match amount.form:
            case Fixed(low=low, high=high):
                return words.money(low) if low == high else words("span", low=words.money(low), high=words.money(high))
            case Product():
                return self._product(amount.form)
            case Selection(rule=rule, items=items):
                return self._listed(rule, [(condition, self.amount(item)) for condition, item in items])
            case Ceiling(amount=inner):
                return words("at_most", amount=self.amount(inner))
            case Floor(amount=inner):
                return words("at_least", amount=self.amount(inner))
            case _:
                assert_never(amount.form)

    def _product(self, product: Product) -> str:
        base = (
            lowered(self._sentences.label(product.of))
            if isinstance(product.of, str)
            else self._measures.standard(product.of)
        )
        key = "percent" if product.is_percent else "times"
        if isinstance(product.coefficient, Decimal):
            return self._words(f"formula.{key}", number=self._words.decimal(product.coefficient), base=base)
        choices = self._choices(product.coefficient, "%" if product.is_percent else "")
        return self._words(f"formula.chosen_{key}", base=base, choices=choices)

    def _choices(self, chosen: ChosenCoefficient, unit: str) -> str:
        return self._listed(
            chosen.rule,
            [(condition, f"{self._words.decimal(value)}{unit}") for condition, value, _cite in chosen.items],
        )

    def _listed(
        self, rule: Literal["first_of", "highest_of", "lowest_of"], items: Sequence[tuple[Criterion | None, str]]
    ) -> str:
        """Values with their conditions. Of two of which the first that applies counts, the second says so itself."""
        words, said = self._words, []
        for condition, value in items:
            if condition is not None:
                said.append(words("formula.when", condition=self._sentences.of(condition), value=value))
            else:
                said.append(words("formula.otherwise", value=value) if rule == "first_of" else value)
        listed = "; ".join(said)
        return listed if rule == "first_of" and len(said) < _MANY else words(f"formula.{rule}", items=listed)

    def _payer(self, part: Funding, *, alone: bool) -> str:
        words = self._words
        if not isinstance(part, FundingPart):
            shares = [
                words("payer.households", percent=words.decimal(share), source=words(f"source.{source}"))
                for source, share in part.shares.items()
            ]
            return words("payer.split", shares="; ".join(shares))
        said = words.joined([words(f"source.{source}") for source in part.sources], "or")
        if part.dong is not None:
            said = words("payer.part", source=said, amount=words.money(part.dong))
        elif part.percent is not None and not alone:
            said = words("payer.percent", source=said, percent=words.decimal(part.percent))
        if part.depends_on is not None:
            name = words.text(self._pending[part.depends_on].label)
            said += f" ({words('awaited.part', name=name)})"
        return said
