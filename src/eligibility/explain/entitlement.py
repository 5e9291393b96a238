"""What follows from eligibility, in words: what, how much, how often, who pays, on what terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.explain.layout import Line
from eligibility.explain.words import sentence
from eligibility.model.benefit import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from eligibility.determination import AwaitedInstrument, Entitlement, InGroup, Payer
    from eligibility.explain.words import Words
    from eligibility.model.rulebook import Rulebook


class EntitlementWords:
    """Writes entitlements.

    Args:
        rulebook: Names awaited instruments.
        words: The words of one language.
        programme: The name of a programme.
    """

    def __init__(self, rulebook: Rulebook, words: Words, programme: Callable[[str], str]) -> None:
        self._pending = rulebook.pending
        self._words = words
        self._programme = programme

    def lines(self, entitlement: Entitlement, indent: int) -> Iterator[Line]:
        """Everything said of one entitlement."""
        words = self._words
        yield Line(self.grant(entitlement), indent, words("line.amount"))
        payers = self.payers(entitlement.funding)
        if payers:
            yield Line(sentence(payers), indent, words("line.payers"))
        extra = [sentence(term) for term in entitlement.terms]
        if entitlement.repay_percent is not None:
            extra.insert(0, words("repay", percent=words.decimal(entitlement.repay_percent)))
        if entitlement.paid_to is not None:
            extra.append(words(f"paid_to.{entitlement.paid_to}"))
        if extra:
            yield Line(" ".join(extra), indent, words("line.terms"))
        if entitlement.payable_from is not None:
            yield Line(sentence(words.day(entitlement.payable_from)), indent, words("line.payable_from"))
        if entitlement.group is not None and entitlement.group.state != "alternative" and entitlement.group.with_:
            yield Line(self._standing_in(entitlement.group), indent, words("line.group"))

    def grant(self, entitlement: Entitlement) -> str:
        """What is granted and how much: "Khoản vay, phải trả lại: 50.000.000 đ, một lần; …"."""
        words = self._words
        said = words(f"kind.{entitlement.kind}")
        amount = self.amount(entitlement)
        if amount:
            said += f": {amount}"
        if entitlement.dong is None and not entitlement.quantity:
            why = entitlement.why or "not_stated"
            said += f"; {words(f'amount_unknown.{why}')}"
        note = "" if entitlement.basis is None else words(f"basis.{entitlement.basis}")
        if note:
            said += f"; {note}"
        if entitlement.working:
            said += words("working", working=words.working(entitlement.working))
        return sentence(said)

    def amount(self, entitlement: Entitlement) -> str:
        """The sum or quantity with its rhythm; empty where none is known."""
        words = self._words
        if entitlement.dong is not None:
            said = words.amount(entitlement.dong)
            if entitlement.basis in ("ceiling", "floor"):
                said = words("at_most" if entitlement.basis == "ceiling" else "at_least", amount=said)
        elif entitlement.quantity is not None:
            low, span, high = entitlement.quantity.number.partition("..")
            number = words.decimal(low)
            if span:
                number = words("span", low=number, high=words.decimal(high)) if high else words("open_end", low=number)
            said = words("formula.quantity", number=number, unit=entitlement.quantity.unit)
        else:
            return ""
        if entitlement.every is not None:
            said = words(f"every.{entitlement.every}", amount=said)
        if entitlement.at_most_times is not None:
            said += f", {words('times', number=entitlement.at_most_times)}"
        return said

    def payers(self, funding: Sequence[Payer]) -> str:
        """Who pays; each part with its amount where several pay."""
        parts = [self._payer(payer, alone=len(funding) == 1) for payer in funding]
        if len(parts) > 1 and any(payer.at_ceiling for payer in funding):
            parts[-1] += f" ({self._words('payer.at_ceiling')})"
        return "; ".join(parts)

    def awaited(self, instrument: AwaitedInstrument) -> str:
        """What an awaited instrument means for the answer, as a sentence."""
        name, words = self.pending(instrument.instrument), self._words
        if instrument.issued is True:
            return words("awaited.taken_as_issued", name=name)
        if instrument.issued is not None:
            return words("awaited.issued", name=name, day=words.day(instrument.issued))
        if instrument.due is not None:
            return words("awaited.due", name=name, due=words.day(instrument.due))
        return words("awaited.not_issued", name=name)

    def pending(self, identifier: str) -> str:
        """The name of an awaited instrument."""
        pending = self._pending.get(identifier)
        return identifier if pending is None else self._words.text(pending.label)

    def _payer(self, payer: Payer, *, alone: bool) -> str:
        words = self._words
        if payer.by_households:
            shares = [
                words("payer.households", percent=words.decimal(share), source=self._source(source))
                for source, share in payer.by_households.items()
            ]
            return words("payer.split", shares="; ".join(shares))
        sources = payer.either if payer.source is None else (payer.source,)
        said = words.joined([self._source(source) for source in sources], "or")
        if payer.dong is not None and not alone:
            said = words("payer.part", source=said, amount=words.amount(payer.dong))
        elif payer.percent is not None and not alone:
            said = words("payer.percent", source=said, percent=words.decimal(payer.percent))
        waits = [
            words("awaited.part", name=self.pending(one.instrument)) for one in payer.depends_on if one.issued is None
        ]
        return f"{said} ({'; '.join(waits)})" if waits else said

    def _source(self, source: Source) -> str:
        return self._words(f"source.{source}")

    def _standing_in(self, group: InGroup) -> str:
        words = self._words
        names = "; ".join(map(self._programme, group.with_))
        if group.state == "kept":
            return words("group.kept", names=names)
        if group.state == "absorbed":
            return words("group.absorbed", names=names)
        amount = words("unknown") if group.dong is None else words.amount(group.dong)
        return words("group.open", names=names, amount=amount)
