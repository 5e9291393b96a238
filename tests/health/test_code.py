"""Rules about the code itself: room sizes, names, and that what is published is what is generated."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import jsonschema
from tests.support.households import Households, consistent

from eligibility.determination import result_schema
from eligibility.engine import Engine

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*ROOT.glob("src/**/*.py"), *ROOT.glob("api/**/*.py")])
LONGEST = 400
ON = date(2022, 6, 15)
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "misc"}


def test_no_module_grows_past_its_limit() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}

    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}


def test_modules_are_named_after_what_they_answer() -> None:
    assert [path for path in SOURCES if path.stem in FORBIDDEN_NAMES] == []


def test_the_published_result_schema_is_the_generated_one() -> None:
    published = json.loads((ROOT / "schema/result.json").read_text(encoding="utf-8"))

    assert published == result_schema()


def test_results_of_random_households_fit_the_published_schema(engine: Engine, examples: int) -> None:
    validator = jsonschema.Draft202012Validator(json.loads((ROOT / "schema/result.json").read_text(encoding="utf-8")))
    source = Households(engine.rulebook.facts, ON, seed=31)
    fitted = 0
    while fitted < min(examples, 40):
        household = consistent(engine, source.draw(), "bentre", ON)
        if household is None:
            continue
        result = engine.determine(household, jurisdiction="bentre", on=ON, everything=True)
        validator.validate(json.loads(result.model_dump_json()))
        fitted += 1

    assert fitted


def test_no_file_names_a_machine_path_or_a_registry() -> None:
    pattern = re.compile(r"(^|[^A-Za-z0-9_.])/(work|farm|root)/|pypi\.org|pythonhosted|registry\.npmjs|deb\.debian")
    folders = ("src", "api", "rules", "docs", "tests", "benchmarks", "examples")
    kinds = {".py", ".yaml", ".md", ".toml", ".json", ".css", ".js", ".html", ".lock"}
    files = [path for folder in folders for path in ROOT.glob(f"{folder}/**/*") if path.suffix in kinds]
    named = [path for path in files if path != Path(__file__) and pattern.search(path.read_text(encoding="utf-8"))]

    assert named == []
