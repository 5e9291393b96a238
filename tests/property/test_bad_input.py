"""Mutated households give a located message or a right answer, never anything else."""

from __future__ import annotations

import json
import random
from datetime import date

from eligibility.engine import Engine
from eligibility.errors import Diagnostic, EligibilityError, HouseholdError
from eligibility.household import Household
from eligibility.loading import read_yaml
from tests.support.households import Households, consistent

ON = date(2022, 6, 15)
WORDS = [
    "null",
    "~",
    "true",
    "no",
    "1962",
    "62",
    "31/02/1990",
    "15/06/1962",
    "0",
    "-1",
    "1e9",
    "99999999999999999999",
    "poor",
    "nghèo",
    "[m1]",
    "[m9]",
    "{}",
    "[]",
    "''",
    "'",
    "*b",
    "!!python/none",
    "m1",
    "h1",
    "é",
    "&a [*a]",
    "\t",
    ": :",
    "\x00",
    '"',
]


def mutated(source: random.Random, text: str) -> str:
    """A household text with a few lines changed, doubled, dropped or broken."""
    lines = text.split("\n")
    for _ in range(source.randint(1, 4)):
        index = source.randrange(len(lines))
        key, colon, _value = lines[index].partition(":")
        match source.randrange(6):
            case 0 if colon:
                lines[index] = f"{key}: {source.choice(WORDS)}"
            case 1 if colon:
                lines[index] = f"{key}x{colon} {source.choice(WORDS)}"
            case 2:
                lines.insert(index, lines[index])
            case 3:
                lines[index] = " " * source.randint(0, 6) + lines[index].strip()
            case 4 if len(lines) > 1:
                del lines[index]
            case _:
                position = source.randrange(len(lines[index]) + 1)
                lines[index] = lines[index][:position] + source.choice(WORDS) + lines[index][position:]
    return "\n".join(lines)


def as_text(plain: dict[str, object]) -> str:
    """A household as simple YAML, one fact a line."""
    lines = [f"{key}: {json.dumps(value)}" for key, value in plain.items() if key != "members"]
    members = plain.get("members")
    if isinstance(members, list):
        lines.append("members:")
        for member in members:
            lines += [
                f"{'- ' if index == 0 else '  '}{key}: {json.dumps(value)}"
                for index, (key, value) in enumerate(member.items())
            ]
    return "\n".join(lines)


def test_a_mutated_household_is_answered_or_refused_with_a_place(engine: Engine, examples: int) -> None:
    households = Households(engine.rulebook.facts, ON, seed=21, known=0.3)
    source = random.Random(22)
    answered = refused = 0
    faults: list[object] = []
    for _ in range(examples):
        plain = households.draw()
        if consistent(engine, plain, "bentre", ON) is None:
            continue
        text = mutated(source, as_text(plain))
        try:
            household = Household.model_validate(read_yaml(text, "household.yaml", HouseholdError).data)
            engine.determine(household, jurisdiction="bentre", on=ON)
            answered += 1
        except EligibilityError as error:
            refused += 1
            nowhere = [one for one in error.diagnostics if not (one.location or one.path)]
            unnamed = [one for one in error.diagnostics if not one.code or not one.message.endswith(".")]
            faults += [(text, nowhere, unnamed)] if nowhere or unnamed else []

    assert not faults
    assert answered > 0
    assert refused > 0


def test_mutated_json_is_answered_or_refused_with_a_path(engine: Engine, examples: int) -> None:
    households = Households(engine.rulebook.facts, ON, seed=23, known=0.3)
    source = random.Random(24)
    values: list[object] = [
        None,
        True,
        0,
        -1,
        1.5,
        float("nan"),
        "",
        "x",
        [],
        {},
        ["m1"],
        [[]],
        {"a": 1},
        10**30,
        "\ud800",
    ]
    for _ in range(examples):
        plain = households.draw()
        if consistent(engine, plain, "bentre", ON) is None:
            continue
        target = source.choice([plain, *plain.get("members", [])])  # type: ignore[misc,call-overload]
        target[source.choice([*target, "members", "id", "members_complete", "unheard_of"])] = source.choice(values)
        refusal: tuple[Diagnostic, ...] = ()
        try:
            engine.determine(Household.model_validate(plain), jurisdiction="bentre", on=ON)
        except EligibilityError as error:
            refusal = error.diagnostics

        assert all(diagnostic.path for diagnostic in refusal)
