"""Money: whole đồng as int, coefficients as Decimal, one named rounding.

No float between the rule pack and the page.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

Dong = int
"""Whole Vietnamese đồng."""


def product(coefficient: Decimal, base: Dong) -> Dong:
    """A coefficient times an amount, rounded half up to the đồng.

    >>> product(Decimal("0.30"), 804_600)
    241380
    """
    return int((coefficient * base).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def round_to(amount: Dong, step: Dong) -> Dong:
    """Round half up to a multiple of `step` đồng, where the text says so.

    >>> round_to(12_500, 1_000)
    13000
    """
    return (amount + step // 2) // step * step


def grouped(amount: Dong) -> str:
    """Digits in groups of three, separated by a space, as they stand in workings.

    >>> grouped(804600)
    '804 600'
    """
    return f"{amount:,}".replace(",", " ")


def in_words(amount: Dong) -> str:
    """An amount as Vietnamese readers write it.

    >>> in_words(1234567)
    '1.234.567 đ'
    """
    return f"{amount:,}".replace(",", ".") + " đ"
