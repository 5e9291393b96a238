"""An expected answer beside the one that was determined: every given key is compared, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from pydantic import BaseModel

from eligibility.cases.conjuncts import named
from eligibility.cases.expected import WHY_NOT, ExpectedAnswer, ExpectedEntitlement, ExpectedGroup, ExpectedPayer, Span
from eligibility.determination import DongRange
from eligibility.verdict import NOT_MET, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eligibility.cases.expected import Awaited, ExpectedPrecedence, ExpectedQuantity
    from eligibility.determination import (
        AwaitedInstrument,
        Determination,
        Entitlement,
        InGroup,
        Payer,
        Precedence,
        QuantityGranted,
    )
    from eligibility.model.criteria import Criterion


@dataclass(frozen=True, slots=True)
class Difference:
    """One key whose answer is not the expected one.

    Attributes:
        key: The key, with the part it stands in, such as `entitlements[1].dong`.
        expected: What the case expects, as plain data.
        got: What was determined, as plain data.
    """

    key: str
    expected: object
    got: object


def differences(expected: ExpectedAnswer, got: Determination, criterion: Criterion | None) -> Iterator[Difference]:
    """Compare an answer.

    Args:
        expected: What the case states.
        got: The determination of that programme and subject.
        criterion: Criteria of the version it applied; `not_met` and `unknown` are named from their top.
    """
    for key in _given(expected):
        value = getattr(expected, key)
        if key in _NAMED:
            yield from _compared(key, sorted(value or ()), sorted(named(criterion, got.reasons, _NAMED[key])))
        elif key == "depends_on":
            yield from _awaited(key, value, got.depends_on)
        elif key == "priority":
            yield from _compared(key, _orders(value or ()), _orders(got.priority))
        elif key == "entitlements":
            yield from _list(value or [], got.entitlements)
        elif key in _SETS:
            yield from _compared(key, sorted(value or ()), sorted(_SETS[key](got)))
        elif key in _ANSWERS and not (key == "why" and _speaks_of_a_figure(expected)):
            yield from _compared(key, _plain(value), _ANSWERS[key](got))
    yield from _shorthand(expected, got.entitlements)


def _speaks_of_a_figure(expected: ExpectedAnswer) -> bool:
    """Whether `why` explains a missing figure rather than a programme that does not apply."""
    return expected.why is not None and expected.why not in WHY_NOT


_NAMED = {"not_met": NOT_MET, "unknown": UNKNOWN}

_SETS: Mapping[str, Callable[[Determination], Iterable[str]]] = {
    "ask": lambda got: got.ask,
    "also_ask": lambda got: got.also_ask,
    "assumed": lambda got: got.assumed,
    "see": lambda got: got.see,
    "encodes": lambda got: got.encodes,
}

_ANSWERS: Mapping[str, Callable[[Determination], object]] = {
    "status": lambda got: got.status.value,
    "why": lambda got: None if got.why is None else got.why.value,
    "standing": lambda got: None if got.standing is None else got.standing.value,
    "version": lambda got: got.version,
    "shown": lambda got: got.shown,
    "caveats": lambda got: len(got.caveats),
    "confidence": lambda got: got.confidence.value,
    "priority": lambda got: {str(order.criterion or order.encodes): order.verdict.value for order in got.priority},
}

_OF_ENTITLEMENT: Mapping[str, Callable[[Entitlement], object]] = {
    "kind": lambda got: got.kind,
    "dong": lambda got: _money(got.dong),
    "why": lambda got: got.why,
    "basis": lambda got: got.basis,
    "every": lambda got: got.every,
    "working": lambda got: got.working,
    "at_most_times": lambda got: got.at_most_times,
    "repay_percent": lambda got: got.repay_percent,
    "paid_to": lambda got: got.paid_to,
    "payable_from": lambda got: got.payable_from,
}

_OF_GROUP: Mapping[str, Callable[[InGroup], object]] = {
    "id": lambda got: got.id,
    "state": lambda got: got.state,
    "with_": lambda got: sorted(got.with_),
    "dong": lambda got: _money(got.dong),
    "chosen_by": lambda got: got.chosen_by,
}

_OF_PAYER: Mapping[str, Callable[[Payer], object]] = {
    "dong": lambda got: _money(got.dong),
    "percent": lambda got: got.percent,
    "at_ceiling": lambda got: got.at_ceiling,
}


def _shorthand(expected: ExpectedAnswer, got: tuple[Entitlement, ...]) -> Iterator[Difference]:
    """Keys of an entitlement that stand beside the status: there must be just one."""
    keys = [
        key
        for key in _given(expected)
        if key in ExpectedEntitlement.model_fields and (key != "why" or _speaks_of_a_figure(expected))
    ]
    if not keys:
        return
    if len(got) == 1:
        yield from _entitlement(expected, got[0], keys, "")
        return
    for key in keys:
        yield Difference(key.rstrip("_"), _plain(getattr(expected, key)), f"{len(got) or 'no'} entitlements")


def _list(expected: list[ExpectedEntitlement], got: tuple[Entitlement, ...]) -> Iterator[Difference]:
    if len(expected) != len(got):
        kinds = [one.kind for one in got]
        yield Difference(
            "entitlements", f"{len(expected)} of them", f"{len(got)} of them: {', '.join(kinds) or 'none'}"
        )
        return
    for index, (one, other) in enumerate(zip(expected, got, strict=True)):
        yield from _entitlement(one, other, _given(one), f"entitlements[{index}].")


def _entitlement(
    expected: ExpectedEntitlement, got: Entitlement, keys: Iterable[str], prefix: str
) -> Iterator[Difference]:
    for key in keys:
        value = getattr(expected, key)
        if key == "funding":
            yield from _funding(value or [], got.funding, f"{prefix}funding")
        elif key == "group":
            yield from _group(value, got.group, f"{prefix}group")
        elif key == "quantity":
            yield from _quantity(value, got.quantity, f"{prefix}quantity")
        else:
            yield from _compared(f"{prefix}{key}", _plain(value), _OF_ENTITLEMENT[key](got))


def _group(expected: ExpectedGroup | None, got: InGroup | None, path: str) -> Iterator[Difference]:
    if expected is None or got is None:
        yield from _compared(path, _plain(expected), None if got is None else got.id)
        return
    for key in _given(expected):
        value = _plain(getattr(expected, key))
        if key == "with_":
            value = sorted(expected.with_ or ())
        yield from _compared(f"{path}.{key.rstrip('_')}", value, _OF_GROUP[key](got))


def _quantity(expected: ExpectedQuantity | None, got: QuantityGranted | None, path: str) -> Iterator[Difference]:
    if expected is None or got is None:
        yield from _compared(path, None if expected is None else expected.number, None if got is None else got.number)
        return
    for key in _given(expected):
        yield from _compared(f"{path}.{key}", getattr(expected, key), getattr(got, key))


def _funding(expected: list[ExpectedPayer], got: tuple[Payer, ...], path: str) -> Iterator[Difference]:
    """Payers in any order, each found by who it is."""
    waiting = list(got)
    wanted = [_payer_expected(part) for part in expected]
    if sorted(wanted) != sorted(_payer(part) for part in got):
        yield Difference(path, wanted, [_payer(part) for part in got])
        return
    for part in expected:
        found = next(one for one in waiting if _payer(one) == _payer_expected(part))
        waiting.remove(found)
        for key in _given(part):
            if key == "depends_on":
                yield from _awaited(f"{path}.{_payer(found)}.{key}", part.depends_on, found.depends_on)
            elif key in _OF_PAYER:
                value = _plain(getattr(part, key))
                yield from _compared(f"{path}.{_payer(found)}.{key}", value, _OF_PAYER[key](found))


def _payer_expected(part: ExpectedPayer) -> str:
    return _who(part.source, part.either or (), (part.by_households or {}).items())


def _payer(part: Payer) -> str:
    return _who(part.source, part.either, part.by_households.items())


def _who(source: str | None, either: Iterable[str], by_households: Iterable[tuple[str, str]]) -> str:
    shares = (f"{name} {share}%" for name, share in sorted(by_households))
    return source or " or ".join(sorted(either)) or " + ".join(shares)


def _awaited(key: str, expected: Awaited | None, got: Iterable[AwaitedInstrument]) -> Iterator[Difference]:
    """Instruments waited for; of those named alone it is left open whether they were issued."""
    stated = {one.instrument: one.issued for one in got}
    wanted = {one.instrument: one for one in expected or ()}
    if sorted(wanted) != sorted(stated):
        yield Difference(key, sorted(wanted), sorted(stated))
        return
    for name, one in wanted.items():
        if "issued" in one.model_fields_set:
            yield from _compared(f"{key}.{name}", _plain(one.issued), stated[name])


def _orders(orders: Iterable[ExpectedPrecedence | Precedence]) -> dict[str, str]:
    return dict(sorted((str(one.criterion or one.encodes), one.verdict.value) for one in orders))


def _compared(key: str, expected: object, got: object) -> Iterator[Difference]:
    if expected != got:
        yield Difference(key, expected, got)


def _given(document: BaseModel) -> list[str]:
    """Keys a document states, in the order of its class."""
    return [key for key in type(document).model_fields if key in document.model_fields_set]


def _money(dong: int | DongRange | None) -> object:
    return {"from": dong.low, "to": dong.high} if isinstance(dong, DongRange) else dong


def _plain(value: object) -> object:
    match value:
        case Span():
            return {"from": value.from_, "to": value.to} if value.value is None else value.value
        case ExpectedGroup():
            return value.state or value.id
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case BaseModel():
            return {key.rstrip("_"): _plain(getattr(value, key)) for key in _given(value)}
        case list():
            return [_plain(item) for item in value]
        case _:
            return value
