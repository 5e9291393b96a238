"""What a caseworker typed, as it came: names of fields and texts, nothing read yet.

The page holds the household; the server keeps none of it. Whatever came back is shown again as it was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.datastructures import FormData

PLACE, DAY, PEOPLE, COMPLETE, COMMAND, CALLED = "noi", "ngay", "nguoi", "du_nguoi", "lenh", "goi"
ASSUME, ISSUED, KNOWN_AT = "gia_dinh", "da_ban_hanh", "biet_den"
HOUSEHOLD = "h"
NOTHING = "-"
"""What a list of choices sends for "none of these"."""
MOST_PEOPLE = 40
MOST_ISSUED = 40
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A form as typed.

    Attributes:
        place: Id of the unit.
        day: Reference date as typed; empty for today.
        people: Slots of the members, such as `m1`, in their order.
        is_complete: Whether the members are said to be all there are.
        assume: Whether silence is to be taken for the meaning the dictionary gives it.
        issued: Awaited instruments to be treated as issued.
        known_at: Assessment date as typed; empty for all law that is known.
        values: By field, such as `h.poverty_status` or `m1.birth_date`: what was typed or chosen.
    """

    place: str
    day: str = ""
    people: tuple[str, ...] = ("m1",)
    is_complete: bool = False
    assume: bool = False
    issued: tuple[str, ...] = ()
    known_at: str = ""
    values: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, form: FormData, default_place: str) -> Entry:
        """Take a form apart, and carry out what its buttons ask: add a person, take one away."""
        values: dict[str, tuple[str, ...]] = {}
        for name, value in form.multi_items():
            scope, dot, _fact = name.partition(".")
            if dot and scope and isinstance(value, str) and value.strip():
                values[name] = (*values.get(name, ()), value.strip()[:_LONGEST])
        people = [slot for slot in form.getlist(PEOPLE) if isinstance(slot, str) and is_slot(slot)]
        entry = cls(
            place=_text(form, PLACE) or default_place,
            day=_text(form, DAY),
            people=tuple(dict.fromkeys(people))[:MOST_PEOPLE],
            is_complete=bool(_text(form, COMPLETE)),
            assume=bool(_text(form, ASSUME)),
            issued=tuple(dict.fromkeys(one[:_LONGEST] for one in form.getlist(ISSUED) if isinstance(one, str)))[
                :MOST_ISSUED
            ],
            known_at=_text(form, KNOWN_AT),
            values=values,
        )
        return entry.after(_text(form, COMMAND))

    def after(self, command: str) -> Entry:
        """The form once a button was pressed."""
        verb, _, slot = command.partition(":")
        if verb == "them" and len(self.people) < MOST_PEOPLE:
            return replace(self, people=(*self.people, self.next_slot))
        if verb == "bo":
            return replace(self, people=tuple(one for one in self.people if one != slot))
        return self

    @property
    def next_slot(self) -> str:
        """A slot nobody has had."""
        taken = {
            int(slot[1:]) for slot in (*self.people, *(name.partition(".")[0] for name in self.values)) if is_slot(slot)
        }
        return f"m{max(taken, default=0) + 1}"

    def one(self, field: str) -> str:
        """What stands in a field; empty where nothing does."""
        return next(iter(self.values.get(field, ())), "")

    def names(self, person: str) -> dict[str, str]:
        """What each member is called, by slot: as typed, else by number; never two alike.

        Args:
            person: A phrase with a place for the number, such as "Người {number}".
        """
        found: dict[str, str] = {}
        for number, slot in enumerate(self.people, start=1):
            said = " ".join(self.one(f"{slot}.{CALLED}").split()) or person.format(number=number)
            name, again = said, 1
            while name in found.values():
                again += 1
                name = f"{said} ({again})"
            found[slot] = name
        return found

    def hidden(self) -> list[tuple[str, str]]:
        """Every field with its text, to be carried along."""
        said = [(PLACE, self.place), (DAY, self.day), *((PEOPLE, slot) for slot in self.people)]
        if self.is_complete:
            said.append((COMPLETE, "1"))
        if self.assume:
            said.append((ASSUME, "1"))
        said += [(ISSUED, one) for one in self.issued]
        if self.known_at:
            said.append((KNOWN_AT, self.known_at))
        return said + [(name, text) for name, texts in self.values.items() for text in texts]


def is_slot(text: str) -> bool:
    """Whether a text names a member's place in the form."""
    return text[:1] == "m" and text[1:].isascii() and text[1:].isdecimal() and len(text) < 6  # noqa: PLR2004 (m9999)


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value.strip()[:_LONGEST] if isinstance(value, str) else ""
