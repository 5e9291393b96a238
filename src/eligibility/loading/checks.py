"""Everything a rulebook must satisfy as a whole. One function per check; each names its code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from eligibility.loading import (
    checks_amounts,
    checks_facts,
    checks_floor,
    checks_groups,
    checks_names,
    checks_programmes,
    checks_references,
)
from eligibility.loading.findings import Finding, circles

if TYPE_CHECKING:
    from eligibility.loading.build import Draft


def circular_units(draft: Draft) -> Iterator[Finding]:
    """Territories lie in one another, or were formed from one another, in a circle."""
    units = draft.rulebook.units
    inside = {name: [parent.unit for parent in unit.parents] for name, unit in units.items()}
    formed = {name: unit.formed_from for name, unit in units.items()}
    for circle in (*circles(inside), *circles(formed)):
        message = f"units lie in one another: {' → '.join(circle)}"
        yield Finding("circular-units", message, draft.context.site(units[circle[0]]))


CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    circular_units,
    checks_names.unknown_programmes,
    checks_names.unknown_groups,
    checks_names.unknown_instruments,
    checks_names.unknown_pending_instruments,
    checks_names.unknown_units,
    checks_names.unknown_standards,
    checks_names.unknown_provisions,
    checks_names.lines_outside_provisions,
    checks_names.wrong_lines,
    checks_facts.circular_facts,
    checks_facts.missing_choices,
    checks_facts.missing_since,
    checks_facts.missing_otherwise,
    checks_facts.missing_questions,
    checks_facts.duplicate_headers,
    checks_facts.wrong_cells,
    checks_facts.duplicate_cells,
    checks_facts.overlapping_derivations,
    checks_facts.programmes_in_facts,
    checks_facts.member_facts_of_households,
    checks_programmes.overlapping_versions,
    checks_programmes.outlived_instruments,
    checks_programmes.missing_conditions,
    checks_programmes.missing_depends_on,
    checks_programmes.wrong_orders,
    checks_programmes.orders_of_other_packs,
    checks_programmes.unexpected_benefits,
    checks_programmes.misplaced_delegation,
    checks_programmes.delegation_to_other_subjects,
    checks_programmes.misplaced_groups,
    checks_programmes.duplicate_ids,
    checks_programmes.missing_ids,
    checks_references.references_to_hopes,
    checks_references.circular_programmes,
    checks_references.member_programmes_of_households,
    checks_references.member_facts_of_households,
    checks_groups.wrong_subjects,
    checks_groups.foreign_together,
    checks_groups.several_benefits,
    checks_groups.mixed_benefits,
    checks_groups.ceilings,
    checks_groups.overlapping_groups,
    checks_amounts.circular_standards,
    checks_amounts.duplicate_entries,
    checks_amounts.unsorted_entries,
    checks_amounts.incomplete_standards,
    checks_amounts.unknown_values,
    checks_amounts.unbalanced_funding,
    checks_floor.below_national,
)


def check_draft(draft: Draft) -> None:
    """Run every check; findings join the mistakes found while building."""
    for check in CHECKS:
        for finding in check(draft):
            draft.context.problems.add(finding.code, finding.message, finding.site, finding.hint)
