"""The wheel holds all that running needs: unpacked far from the checkout it answers, and serves its pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
IN_WHEEL = {"src/": "", "api/": "", "rules/": "eligibility/rules/", "schema/": "eligibility/schema/"}
DETERMINE = "import sys, eligibility.cli; sys.exit(eligibility.cli.main())"
RULES = "from eligibility.loading import default_rules; print(default_rules())"
VISIT = """
import json, sys
from pathlib import Path
from starlette.testclient import TestClient
import eligibility_api
from eligibility_api.app import build_app
from eligibility_api.settings import Settings
with TestClient(build_app(Settings(data=Path(sys.argv[1]))), base_url="http://127.0.0.1") as client:
    paths = ("/", "/hoi", "/danh-sach", "/chinh-sach", "/chinh-sach/so-dieu-khoan", "/thu-nghiem", "/openapi.json")
    seen = {path: client.get(path).status_code for path in paths}
    seen["/phieu.pdf"] = client.post("/phieu.pdf", data={"noi": "bentre", "nguoi": "m1"}).status_code
print(json.dumps({"from": eligibility_api.__file__, "seen": seen}))
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content in a folder, as an installation lays it out."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as content:
        content.extractall(folder / "site")
    return folder / "site"


def elsewhere(unpacked: Path, cwd: Path, code: str, *arguments: str) -> str:
    """What a program prints that imports the unpacked wheel, before whatever else is installed."""
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, check=True, capture_output=True, text=True).stdout


def test_every_file_of_the_packages_rules_and_schemas_is_in_it(unpacked: Path) -> None:
    files = [path for folder in IN_WHEEL for path in (ROOT / folder).rglob("*") if path.is_file()]
    names = [path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts]
    wanted = {
        name.replace(folder, place, 1)
        for name in names
        for folder, place in IN_WHEEL.items()
        if name.startswith(folder)
    }
    held = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}

    assert len(wanted) == len(names) > 300
    assert wanted - held == set()
    assert not {name for name in held - wanted if ".dist-info/" not in name}


def test_it_answers_by_its_own_rules(unpacked: Path, tmp_path: Path) -> None:
    household = tmp_path / "household.yaml"
    household.write_text((ROOT / "examples/household.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    asked = ["determine", str(household), "--jurisdiction", "bentre", "--on", "2022-06-15", "--json"]
    there = json.loads(elsewhere(unpacked, tmp_path, DETERMINE, *asked))
    here = json.loads(
        subprocess.run(
            [sys.executable, "-c", DETERMINE, *asked], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
    )
    moments = [result["receipt"].pop("at") for result in (there, here)]

    assert all(moments)
    assert there == here
    assert there["determinations"]
    assert elsewhere(unpacked, tmp_path, RULES).startswith(str(unpacked))


def test_it_serves_every_part_of_the_pages(unpacked: Path, tmp_path: Path) -> None:
    told = json.loads(elsewhere(unpacked, tmp_path, VISIT, str(tmp_path / "data")))

    assert told["from"].startswith(str(unpacked))
    assert set(told["seen"].values()) == {200}, told["seen"]
