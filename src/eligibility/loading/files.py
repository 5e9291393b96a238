"""Which files make a rulebook, and their content as text."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from eligibility.errors import Diagnostic, Location, RequestError, RulebookError
from eligibility.loading.units_csv import FOLDER as TABLES
from eligibility.loading.units_csv import read_table
from eligibility.loading.yaml_text import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eligibility.loading.yaml_text import YamlDocument

FACTS, INSTRUMENTS, JURISDICTIONS = "facts.yaml", "instruments.yaml", "jurisdictions.yaml"
_REGISTERS = (FACTS, INSTRUMENTS, JURISDICTIONS)
NATIONAL = "vietnam"


def default_rules() -> Path:
    """The folder of rules that belongs to this installation: the checkout's, else the one in the package."""
    package = Path(__file__).resolve().parents[1]
    checkout = package.parents[1] / "rules"
    if package.parent.name == "src" and checkout.is_dir():
        return checkout
    return package / "rules"


def read_folder(directory: Path) -> dict[str, YamlDocument]:
    """Read every file of a rulebook.

    Returns:
        Content by name relative to the folder: registers, tables of units, national packs, then the others, each sorted
        by name.

    Raises:
        RequestError: There is no such folder.
        RulebookError: A register is missing, or a file is no readable YAML: all of them.
    """
    if not directory.is_dir():
        message = f'there is no folder of rules "{directory}".'
        raise RequestError([Diagnostic("missing-folder", message, hint="Give the folder that holds facts.yaml.")])
    diagnostics = _misnamed(directory)
    documents: dict[str, YamlDocument] = {}
    for name in _names(directory):
        try:
            documents[name] = _read(directory, name)
        except RulebookError as error:
            diagnostics.extend(error.diagnostics)
    if diagnostics:
        raise RulebookError(diagnostics)
    return documents


def _misnamed(directory: Path) -> list[Diagnostic]:
    """Files that look like packs and would be passed over in silence."""
    paths = sorted([*directory.glob("[!.]*.yml"), *(directory / NATIONAL).glob("[!.]*.yml")])
    hint = "Rename it to end in .yaml."
    return [
        Diagnostic("wrong-extension", "rule files end in .yaml.", Location(str(path), 1, 1), hint=hint)
        for path in paths
    ]


def _names(directory: Path) -> list[str]:
    packs = sorted(path.name for path in directory.glob("[!.]*.yaml") if path.name not in _REGISTERS)
    national = sorted(path.relative_to(directory).as_posix() for path in (directory / NATIONAL).glob("[!.]*.yaml"))
    single = f"{NATIONAL}.yaml"
    if single in packs:
        packs.remove(single)
        national.insert(0, single)
    tables = sorted(path.relative_to(directory).as_posix() for path in (directory / TABLES).glob("[!.]*.csv"))
    return [*_REGISTERS, *tables, *national, *packs]


def _read(directory: Path, name: str) -> YamlDocument:
    path = directory / name
    start = Location(str(path), 1, 1)
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        message = f"the file {name} is missing from the folder of rules."
        raise RulebookError([Diagnostic("missing-file", message, start)]) from None
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}."
        raise RulebookError([Diagnostic("unreadable-file", message, start)]) from None
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        location = Location(str(path), before.count(b"\n") + 1, column)
        hint = "Save the file as UTF-8."
        raise RulebookError([Diagnostic("not-utf8", "the file is not UTF-8 text here.", location, hint=hint)]) from None
    if name.startswith(f"{TABLES}/"):
        return read_table(text, str(path))
    document = read_yaml(text, str(path))
    if not isinstance(document.data, dict):
        message = "the file holds no mapping of keys."
        raise RulebookError([Diagnostic("wrong-shape", message, document.locate(()))])
    return document


def digest(documents: Mapping[str, YamlDocument]) -> str:
    """Name the content of a rulebook, whatever its comments, layout and order of keys."""
    content = {name: document.data for name, document in documents.items()}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"
