"""Whether a household of a list can be judged, and with which members.

A value that cannot be used rejects its row; the others are judged as an incomplete household, so that nothing is
concluded from who is missing. A household whose own facts contradict one another or cannot be read is not judged.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from eligibility.household import Declared, Household, Member
from eligibility.lists import faults
from eligibility.lists.commune_list import ListedHousehold, ListedRow, ListNotice, RejectedRow
from eligibility.lists.fold import clean
from eligibility.lists.grouping import Group
from eligibility.lists.person_row import CellFault, PersonRow
from eligibility.lists.sheet import Place
from eligibility.lists.titles import Role
from eligibility.model.fact import FactDictionary
from eligibility.model.text import Text

_CITIZEN_LENGTHS = {9, 12}


@dataclass(slots=True)
class Judging:
    """Judges the groups of one sheet, one after the other.

    Attributes:
        sheet: Name of the sheet.
        dictionary: The facts.
        households: Households that can be judged.
        rejected: Faults of rows that are not.
        notices: What else the officer should know.
    """

    sheet: str
    dictionary: FactDictionary
    households: list[ListedHousehold] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    notices: list[ListNotice] = field(default_factory=list)
    _citizens: dict[str, str] = field(default_factory=dict)

    def reject(self, rows: Iterable[PersonRow], household: str | None) -> None:
        """Report every fault of some rows."""
        for row in rows:
            for fault in row.faults:
                self.rejected.append(_rejected(self.sheet, row, fault, household))

    def judge(self, group: Group, household_id: str) -> None:
        """Decide on one household.

        Args:
            group: Its rows.
            household_id: Its id, unique in the list.
        """
        doubles = self._doubles(group.rows)
        trusted = [row for row in group.rows if id(row) not in doubles]
        _check_heads(trusted)
        facts, places = self._household_facts(trusted)
        cause = _cause(group.rows)
        if cause is not None:
            for row in group.rows:
                if not row.faults:
                    row.refuse(faults.household_not_judged(cause))
        self.reject(group.rows, household_id)
        members = [(place, row) for place, row in enumerate(group.rows, start=1) if not row.faults]
        if not members:
            return
        household = Household(
            id=household_id,
            facts=facts,
            members=tuple(Member(f"m{place}", row.own.facts) for place, row in members),
            members_complete=len(members) == len(group.rows) and self._seems_complete(group, household_id),
        )
        rows = tuple(self._listed(f"m{place}", row) for place, row in members)
        self.households.append(ListedHousehold(household=household, rows=rows, places=places))

    def _listed(self, member: str, row: PersonRow) -> ListedRow:
        return ListedRow(
            member=member,
            sheet=self.sheet,
            row=row.index + 1,
            number=row.parts.get(Role.ROW_NUMBER, ""),
            name=clean(row.parts.get(Role.NAME, "")),
            places=row.own.places,
        )

    def _doubles(self, rows: list[PersonRow]) -> set[int]:
        """Refuse rows that repeat a member's or citizen's number, and name them."""
        doubles: set[int] = set()
        numbers: dict[str, str] = {}
        for row in rows:
            number = row.parts.get(Role.MEMBER_NUMBER, "")
            if number:
                cell = row.part_cells[Role.MEMBER_NUMBER]
                first = numbers.setdefault(number, cell)
                if first != cell:
                    row.refuse(faults.duplicate_member_number(first), cell, number)
                    doubles.add(id(row))
            citizen = row.parts.get(Role.CITIZEN_NUMBER, "")
            if len(citizen) in _CITIZEN_LENGTHS:
                cell = row.part_cells[Role.CITIZEN_NUMBER]
                first = self._citizens.setdefault(citizen, cell)
                if first != cell:
                    row.refuse(faults.duplicate_citizen_number(first), cell)
                    doubles.add(id(row))
        return doubles

    def _household_facts(self, rows: list[PersonRow]) -> tuple[dict[str, Declared], dict[str, Place]]:
        """The household's own facts from whichever rows state them; different statements are faults."""
        facts: dict[str, Declared] = {}
        places: dict[str, Place] = {}
        for row in rows:
            for key, value in row.household.facts.items():
                known = facts.setdefault(key, value)
                place = row.household.places[key]
                first = places.setdefault(key, place)
                if isinstance(known, list) and isinstance(value, list):
                    facts[key] = [*known, *(item for item in value if item not in known)]
                elif known != value:
                    label = self.dictionary[f"household.{key}"].label
                    row.refuse_at(place, faults.contradictory_household(label, first.cell), of_household=True)
        return facts, places

    def _seems_complete(self, group: Group, household_id: str) -> bool:
        """Whether everybody seems to be listed: a head, as many rows as said, no row that could not be placed."""
        complete = not group.incomplete
        relations = [row.relation for row in group.rows]
        if None not in relations and not any(row.is_head for row in group.rows):
            complete = False
            self._notice("no-head", group.rows[0], _no_head(household_id))
        for row in group.rows:
            size = row.parts.get(Role.HOUSEHOLD_SIZE, "")
            if size.isascii() and size.isdigit():
                if int(size) != len(group.rows):
                    complete = complete and int(size) < len(group.rows)
                    self._notice("other-size", row, _other_size(household_id, int(size), len(group.rows)))
                break
        return complete

    def _notice(self, code: str, row: PersonRow, text: Text) -> None:
        self.notices.append(ListNotice(code=code, sheet=self.sheet, cell=row.first_cell, text=text))


def _check_heads(rows: list[PersonRow]) -> None:
    heads = [row for row in rows if row.is_head]
    for row in heads[1:]:
        fault = faults.two_heads(heads[0].relation_cell)
        row.refuse_relation(fault, of_household=True)


def _cause(rows: list[PersonRow]) -> str | None:
    """The first cell that keeps the household from being judged."""
    return next((fault.cell for row in rows for fault in row.faults if fault.of_household), None)


def _rejected(sheet: str, row: PersonRow, fault: CellFault, household: str | None) -> RejectedRow:
    return RejectedRow(
        sheet=sheet,
        row=row.index + 1,
        cell=fault.cell,
        value=fault.value,
        code=fault.fault.code,
        wrong=fault.fault.wrong,
        right=fault.fault.right,
        household=household,
    )


def _no_head(household: str) -> Text:
    return Text(
        vi=f"Hộ {household} không có dòng chủ hộ, nên coi như chưa ghi đủ thành viên",
        en=f"Household {household} has no head's row, so its members are taken to be incomplete",
    )


def _other_size(household: str, said: int, found: int) -> Text:
    return Text(
        vi=f"Hộ {household} ghi {said} khẩu nhưng có {found} dòng",
        en=f"Household {household} is said to have {said} people but has {found} rows",
    )
