"""Requests shown in the OpenAPI document. A test sends each of them."""

from __future__ import annotations

from typing import Any

from eligibility_api.household_schema import DAY

HOUSEHOLD: dict[str, Any] = {
    "id": "ho-mau",
    "poverty_status": "near_poor",
    "members": [
        {"id": "chu-ho", "relation_to_head": "head", "gender": "male", "birth_date": "05/03/1979"},
        {"id": "vo", "relation_to_head": "spouse", "gender": "female", "birth_date": "1982"},
        {"id": "con", "relation_to_head": "child", "gender": "male", "birth_date": "2002-09-12"},
        {
            "id": "ba-noi",
            "relation_to_head": "parent",
            "gender": "female",
            "birth_date": "1958",
            "bhyt_paid_by_other_fund": False,
        },
    ],
}
DETERMINATION: dict[str, Any] = {
    "jurisdiction": "bentre",
    "on": "2022-06-15",
    "household": HOUSEHOLD,
    "options": {"assume": False, "issued": {}, "all": False, "lang": "vi"},
}
QUESTIONS: dict[str, Any] = {
    "jurisdiction": "bentre",
    "on": "2022-06-15",
    "household": HOUSEHOLD,
    "options": {"lang": "en"},
}
TIMELINE: dict[str, Any] = {
    "jurisdiction": "bentre",
    "from": "2022-01-01",
    "to": "2023-12-31",
    "household": HOUSEHOLD,
}
CASES = """\
programme: near-poor-health-insurance
jurisdiction: bentre
base:
  on: 2022-06-15
  household:
    poverty_status: near_poor
    members: [{id: m1, birth_date: 1990-03-01, bhyt_paid_by_other_fund: false}]
cases:
  - name: a near-poor member whose premium is due
    law: "hộ cận nghèo, 30% mệnh giá"
    expect: {m1: {status: eligible, standing: pending, dong: 241380, every: year}}
"""
LIST_FORM: dict[str, Any] = {
    "type": "object",
    "required": ["list", "jurisdiction"],
    "properties": {
        "list": {"type": "string", "format": "binary", "description": "The list: .xlsx, .xls or .csv."},
        "jurisdiction": {"type": "string", "description": "Where the households live."},
        "on": {"type": "string", "pattern": DAY, "description": "Reference date; today in Việt Nam unless given."},
        "assume": {"enum": ["true", "false"], "description": "Take silence for what the dictionary says it means."},
        "issued": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Awaited instruments to be treated as issued: an id, or an id, = and a day. Repeatable.",
        },
        "known_at": {
            "type": "string",
            "pattern": DAY,
            "description": "Assessment date: law that became known later is ignored.",
        },
        "column": {
            "type": "array",
            "items": {"type": "string", "pattern": "^[^!]+![A-Z]{1,3}=[a-z_.-]+$"},
            "description": "What a column means, in place of its title: sheet, ! and letter, = and a fact, a part of a "
            "list such as household_number, or - for not used. Repeatable.",
        },
        "lang": {"enum": ["vi", "en"], "description": "Language of the words."},
    },
    "additionalProperties": False,
}
