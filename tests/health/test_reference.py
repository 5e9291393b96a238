"""The reference says what the code says: generated pages are up to date, every code of the source is explained."""

from __future__ import annotations

import ast
import codecs
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from docs.generate import PAGES, REFERENCE

from eligibility.loading.validate import _NOUNS

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
KEBAB = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
ROW = re.compile(r"^\| `([a-z0-9-]+)` \|", re.MULTILINE)
NO_DIAGNOSTICS = {"_choice", "code_column"}
"""Functions whose argument `code` is the code of a choice."""
REFUSING = {"households", "members"}
"""Functions that take a code as their argument `why`."""


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    written = (REFERENCE / name).read_text(encoding="utf-8")

    assert PAGES[name]() == written, "run `make docs`"


def test_every_code_is_explained_and_none_that_is_gone() -> None:
    explained = ROW.findall((REFERENCE / "errors.md").read_text(encoding="utf-8"))
    used = Uttered.of(parsed(ROOT / "src", ROOT / "api"))

    assert sorted(used - set(explained)) == [], "say what they mean in docs/reference/errors.md"
    assert sorted(set(explained) - used) == [], "no longer used"
    assert len(explained) == len(set(explained))


def test_every_explanation_has_its_way_out() -> None:
    rows = [line for line in (REFERENCE / "errors.md").read_text(encoding="utf-8").splitlines() if ROW.match(line)]

    assert [row for row in rows if not re.fullmatch(r"\| `[a-z0-9-]+` \| \S.*\. \| \S.* \|", row)] == []


def test_a_code_in_any_of_its_places_is_found() -> None:
    source = """
class Fault:
    code: str

def refuse(message, code): ...
def known(self, sort): add(code=f"unknown-{sort}")

Fault("in-a-class")
refuse("a-message", "to-a-function")
raise Error(code="by-its-name")
refuse("", "either" if x else "or-else")
code = "in-a-variable"
TABLE = {"in-a-table": 1, "Cache-Control": 2}
PAIRS = [("in-a-pair", "utf-8")]
known("creature")
"""

    assert Uttered.of([ast.parse(source)]) == {
        "in-a-class", "to-a-function", "by-its-name", "either", "or-else", "in-a-variable", "in-a-table", "in-a-pair",
        "unknown-creature",
    }  # fmt: skip


def parsed(*folders: Path) -> list[ast.Module]:
    return [ast.parse(file.read_text(encoding="utf-8")) for folder in folders for file in sorted(folder.rglob("*.py"))]


class Uttered(ast.NodeVisitor):
    """Codes in syntax trees: what is given as an argument `code`, assigned to one, or stands in a table of codes."""

    def __init__(self, trees: Iterable[ast.Module]) -> None:
        self.codes: set[str] = set()
        self._module = 0
        self._takes: dict[tuple[int, str], set[int]] = defaultdict(set)
        self._completes: dict[tuple[int, str], tuple[int, str]] = {}
        for self._module, tree in enumerate(trees):
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef):
                    self._learn(node.name, _parameters(node))
                    self._learn_part(node)
                elif isinstance(node, ast.ClassDef):
                    self._learn(node.name, list(_fields(node)))

    @classmethod
    def of(cls, trees: list[ast.Module]) -> set[str]:
        visitor = cls(trees)
        for visitor._module, tree in enumerate(trees):
            visitor.visit(tree)
        return visitor.codes

    def _key(self, name: str) -> tuple[int, str]:
        """A private name means what its own module says; others mean one thing everywhere."""
        return (self._module if name.startswith("_") else -1, name)

    def _learn(self, name: str, parameters: list[str]) -> None:
        wanted = "why" if name in REFUSING else "code"
        if wanted in parameters and name not in NO_DIAGNOSTICS:
            self._takes[self._key(name)].add(parameters.index(wanted))

    def _learn_part(self, function: ast.FunctionDef) -> None:
        """A function that makes a code of a prefix and its argument, as `f"unknown-{sort}"`."""
        parameters = _parameters(function)
        for node in ast.walk(function):
            match node:
                case ast.JoinedStr(
                    values=[ast.Constant(value=str(prefix)), ast.FormattedValue(value=ast.Name(id=part))]
                ):
                    if part in parameters and KEBAB.fullmatch(f"{prefix}x"):
                        self._completes[self._key(function.name)] = (parameters.index(part), prefix)
                    elif f"{prefix}{{{part}}}" == "unknown-{noun}":
                        self.codes |= {f"{prefix}{noun}" for noun in {*_NOUNS.values(), "word"}}

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for position in self._takes.get(self._key(name), ()):
            self._take(node.args[position : position + 1])
        self._take(keyword.value for keyword in node.keywords if keyword.arg == "code" and name not in NO_DIAGNOSTICS)
        if self._key(name) in self._completes:
            position, prefix = self._completes[self._key(name)]
            self._take(node.args[position : position + 1], prefix)
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        if any(isinstance(target, ast.Name) and target.id == "code" for target in node.targets):
            self._take([node.value])
        self.generic_visit(node)

    def visit_Tuple(self, node: ast.Tuple) -> None:
        self._look_through(node.elts)
        self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> None:
        self._look_through(key for key in node.keys if key is not None)
        self.generic_visit(node)

    def _take(self, values: Iterable[ast.expr], prefix: str = "") -> None:
        for value in values:
            match value:
                case ast.Constant(value=str(text)) if CODE.fullmatch(text):
                    self.codes.add(prefix + text)
                case ast.IfExp(body=body, orelse=other):
                    self._take([body, other], prefix)

    def _look_through(self, values: Iterable[ast.expr]) -> None:
        for value in values:
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and KEBAB.fullmatch(value.value):
                try:
                    codecs.lookup(value.value)  # utf-8 and its kin are no codes
                except LookupError:
                    self.codes.add(value.value)


def _parameters(function: ast.FunctionDef) -> list[str]:
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def _fields(of: ast.ClassDef) -> Iterator[str]:
    for part in of.body:
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            yield part.target.id
