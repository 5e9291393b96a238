"""What a result was made from, in one line: software, rules, household and the options that were set."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eligibility.determination import Receipt
    from eligibility.explain.words import Words
    from eligibility.model.rulebook import Rulebook


def receipt_line(receipt: Receipt, rulebook: Rulebook, words: Words) -> str:
    """Write a receipt."""
    return words(
        "result.receipt",
        software=receipt.software,
        rulebook=_short(receipt.rulebook),
        input=_short(receipt.input),
        at=f"{receipt.at[11:16]} {words.day(receipt.at[:10])}",
        options=_options(receipt, rulebook, words),
    )


def _options(receipt: Receipt, rulebook: Rulebook, words: Words) -> str:
    options = receipt.options
    said = words("result.assumed_option") if options.assume else ""
    if options.issued:
        names = ", ".join(words.text(rulebook.pending[one].label) for one in options.issued)
        said += words("result.issued_option", names=names)
    if options.known_at is not None:
        said += words("result.known_option", day=words.day(options.known_at))
    return said


def _short(digest: str) -> str:
    """Enough of a digest to compare by eye."""
    return digest.removeprefix("sha256:")[:12]
