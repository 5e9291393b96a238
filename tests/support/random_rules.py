"""Random packs: programmes of every kind of condition, amount and group over the facts of the trial rows.

They are written as YAML and loaded like any pack, so that only what the rule language allows is tried.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import yaml

from eligibility.model.fact import FactDefinition, FactType
from eligibility.model.rulebook import Rulebook

TRIAL_ROWS = Path(__file__).parent.parent / "fixtures" / "worked-rows"
DAYS = (date(2022, 6, 15), date(2024, 7, 2), date(2026, 8, 25), date(2027, 2, 1))
CITE = "Điều 1 Nghị định 1/2019/NĐ-CP"
NUMBERS = {
    FactType.YEARS: (2, 6, 16, 18, 60, 75, 80),
    FactType.MONTHS: (24, 36, 192, 720),
    FactType.DONG: (300_000, 500_000, 1_500_000, 2_100_000),
    FactType.INTEGER: (1, 3, 20),
}
BOUNDS = ("at_least", "more_than", "less_than", "at_most")
DEEPEST = 3

Plain = dict[str, object]


def write_random_rules(folder: Path, trial: Rulebook, seed: int) -> None:
    """Write a rulebook with one random pack beside the facts, register and standards of the trial rows."""
    for name in ("facts.yaml", "instruments.yaml", "jurisdictions.yaml"):
        shutil.copy(TRIAL_ROWS / name, folder / name)
    (folder / "vietnam").mkdir()
    standards = {
        name: values
        for path in sorted((TRIAL_ROWS / "vietnam").glob("*.yaml"))
        for name, values in yaml.safe_load(path.read_text(encoding="utf-8")).get("standards", {}).items()
    }
    pack = {"jurisdiction": "vietnam", "standards": standards, **_Pack(trial, random.Random(seed)).drawn()}
    text = yaml.safe_dump(pack, allow_unicode=True, sort_keys=False)
    (folder / "vietnam" / "random.yaml").write_text(text, encoding="utf-8")


class _Pack:
    """Draws one pack.

    Args:
        trial: The trial rows, whose facts are looked at.
        random: Source of every choice.
    """

    def __init__(self, trial: Rulebook, random: random.Random) -> None:
        self._random = random
        asked = [fact for fact in trial.facts.values() if fact.question is not None or fact.since is not None]
        testable = [fact for fact in asked if fact.type not in {FactType.TEXT, FactType.MEMBERS}]
        self._of_member = [fact for fact in testable if fact.scope == "member"]
        self._of_household = [fact for fact in testable if fact.scope == "household"]
        self._links = [fact.name for fact in asked if fact.type is FactType.MEMBERS and fact.scope == "member"]
        self._declared: list[tuple[str, str]] = []

    def drawn(self) -> Plain:
        """Groups and programmes."""
        groups: Plain = {
            "best": {"rule": "highest_only", "within": "member", "cite": CITE},
            "couple": {"rule": "highest_only", "within": "spouses", "cite": CITE},
            "choice": {"rule": "choose_one", "within": "member", "chosen_by": "authority", "cite": CITE},
        }
        programmes = [self._programme(f"p{number}") for number in range(self._random.randint(4, 8))]
        named = {version["group"] for one in programmes for version in one["versions"] if "group" in version}  # type: ignore[attr-defined]
        return {"groups": {name: group for name, group in groups.items() if name in named}, "programmes": programmes}

    def _programme(self, name: str) -> Plain:
        choose = self._random
        granted_to = choose.choices(["member", "household", "deceased"], [6, 4, 1])[0]
        version: Plain = {
            "effective_from": "2022-01-01",
            "standing": "entitlement",
            "cite": CITE,
            "eligible_when": self._named(self._criterion(granted_to != "household", 0)),
            "benefits": [self._benefit(granted_to != "household")],
        }
        if choose.random() < 0.3:
            effect = choose.choice(["caveat", "amount_unknown", "undetermined"])
            doubt: Plain = {"text": "A doubt.", "effect": effect}
            if choose.random() < 0.8:
                doubt["when"] = self._criterion(granted_to != "household", 1)
            version["not_modelled"] = [doubt]
        if granted_to == "member" and choose.random() < 0.5:
            version["group"] = choose.choice(["best", "couple", "choice"])
            version["benefits"] = [{"kind": "cash", "every": "month", "amount": self._amount(is_member=True)}]
        self._declared.append((name, granted_to))
        return {
            "id": name,
            "name": f"Programme {name}",
            "field": "social_assistance",
            "granted_to": granted_to,
            "versions": [version],
        }

    @staticmethod
    def _named(criterion: Plain) -> Plain:
        return {"id": "condition", **criterion}

    # --- conditions

    def _criterion(self, is_member: bool, depth: int) -> Plain:
        kinds: list[Callable[[bool, int], Plain]] = [self._fact_test] * (2 + 2 * depth)
        if depth < DEEPEST:
            kinds += [self._all_of, self._all_of, self._any_of, self._not, self._count_met, self._members]
        if self._others(is_member):
            kinds.append(self._eligible_for)
        return self._random.choice(kinds)(is_member, depth)

    def _parts(self, is_member: bool, depth: int) -> list[Plain]:
        return [self._criterion(is_member, depth + 1) for _ in range(self._random.randint(2, 3))]

    def _all_of(self, is_member: bool, depth: int) -> Plain:
        return {"all_of": self._parts(is_member, depth)}

    def _any_of(self, is_member: bool, depth: int) -> Plain:
        return {"any_of": self._parts(is_member, depth)}

    def _not(self, is_member: bool, depth: int) -> Plain:
        return {"not": self._criterion(is_member, depth + 1)}

    def _count_met(self, is_member: bool, depth: int) -> Plain:
        parts = self._parts(is_member, depth)
        return {"count_met": {"at_least": self._random.randint(1, len(parts)), "of": parts}}

    def _members(self, is_member: bool, depth: int) -> Plain:
        where: Plain = {"where": self._criterion(True, depth + 1)}
        if is_member and self._links and self._random.random() < 0.5:
            where["linked_by"] = self._random.choice(self._links)
        if self._random.random() < 0.5:
            return {"some_member": where}
        return {"count_members": {**where, self._random.choice(BOUNDS): self._random.randint(1, 3)}}

    def _eligible_for(self, is_member: bool, _depth: int) -> Plain:
        return {"eligible_for": self._random.choice(self._others(is_member))}

    def _others(self, is_member: bool) -> list[str]:
        """Programmes declared so far whose subject is known here."""
        wanted = {"household", "member"} if is_member else {"household"}
        return [name for name, granted_to in self._declared if granted_to in wanted]

    def _fact_test(self, is_member: bool, _depth: int) -> Plain:
        own = is_member and self._random.random() < 0.7
        fact = self._random.choice(self._of_member if own else self._of_household)
        return {"fact": fact.name, **self._test(fact)}

    def _test(self, fact: FactDefinition) -> Plain:
        choose = self._random
        codes = list(fact.choices)
        match fact.type:
            case FactType.BOOLEAN:
                return {"equals": choose.random() < 0.5}
            case FactType.CHOICE if choose.random() < 0.5:
                return {"equals": choose.choice(codes)}
            case FactType.CHOICE | FactType.CHOICES:
                return {"one_of": choose.sample(codes, choose.randint(1, max(1, len(codes) - 1)))}
            case FactType.DATE:
                return {"at_least": "2020-01-01", "less_than": "reference_date"}
            case FactType.DONG if choose.random() < 0.4:
                return {choose.choice(BOUNDS): {"standard": "poverty-line", "by": "household.area"}}
            case _:
                bound = choose.choice(BOUNDS)
                return {bound: choose.choice(NUMBERS[fact.type]), "reading": "Completed ones are counted."}

    # --- amounts

    def _benefit(self, is_member: bool) -> Plain:
        benefit: Plain = {"kind": "cash", "every": self._random.choice(["once", "month"])}
        amount = self._amount(is_member=is_member)
        limit = self._random.choice([None, None, "up_to", "at_least", "less"])
        if limit == "less":
            amount["less"] = {"dong": 120_000}
        elif limit is not None:
            amount = {limit: amount}
        if self._random.random() < 0.9:
            benefit["amount"] = amount
        return benefit

    def _amount(self, *, is_member: bool) -> Plain:
        choose = self._random
        amounts: Sequence[Plain] = (
            {"dong": 500_000},
            {"dong": {"from": 100_000, "to": 200_000}},
            {"times": self._coefficient(is_member), "of": "base-salary"},
            {"times": "1.5", "of": {"standard": "poverty-line", "by": "household.area"}},
            {"percent": "30", "of": "health-insurance-premium"},
            {"lowest_of": [{"dong": 900_000}, {"percent": "40", "of": "base-salary"}]},
            {"highest_of": [{"when": self._criterion(is_member, 2), "dong": 700_000}, {"dong": 250_000}]},
            {"first_of": [{"when": self._criterion(is_member, 2), "dong": 300_000}, {"dong": 150_000}]},
        )
        amount = dict(choose.choice(amounts))
        if "dong" in amount and choose.random() < 0.5:
            counted: Plain = {"where": self._criterion(True, 2)}
            if is_member and self._links and choose.random() < 0.5:
                counted["linked_by"] = choose.choice(self._links)
            amount["per_member"] = counted
        return amount

    def _coefficient(self, is_member: bool) -> Mapping[str, object]:
        chosen = self._random.choice(["first_of", "highest_of"])
        values: list[Plain] = [{"when": self._criterion(is_member, 2), "value": "2.5"}, {"value": "1.0"}]
        return {chosen: values}
