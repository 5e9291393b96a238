"""Lines of an explanation as blocks of a page: what stands further in belongs to what stands above it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eligibility.explain.layout import Line


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph with what belongs to it.

    Attributes:
        text: What it says.
        label: Said first.
        inner: What stands further in.
    """

    text: str
    label: str
    inner: list[Block] = field(default_factory=list)

    @property
    def is_title(self) -> bool:
        """Whether it only introduces what follows."""
        return bool(self.inner) and not self.label and self.text.endswith(":")


def blocks(lines: Iterable[Line]) -> list[Block]:
    """Turn indentation into nesting."""
    top: list[Block] = []
    open_blocks: list[tuple[int, list[Block]]] = [(-1, top)]
    for line in lines:
        while open_blocks[-1][0] >= line.indent:
            open_blocks.pop()
        block = Block(line.text, line.label)
        open_blocks[-1][1].append(block)
        open_blocks.append((line.indent, block.inner))
    return top
