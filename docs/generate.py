"""The pages of docs/reference that say what the code says: `make docs` writes them, a test compares them.

Takes words from docstrings, help texts and the fact dictionary, and adds none of its own but headings.
"""

from __future__ import annotations

import json
import re
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from inspect import cleandoc
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, get_args

from eligibility.loading import documents, load_rulebook
from eligibility.model import criteria, walk
from eligibility.model.fact import FactType

if TYPE_CHECKING:
    from eligibility.model.fact import FactDefinition

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
WIDTH = 100
_GENERATED = "<!-- Written by `make docs`; change the source it is taken from instead. -->"
_ATTRIBUTE = re.compile(r"^    (\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)
_CUE = re.compile(r"\s*Drafting cues?: (.*)", re.DOTALL)
_BREAK = re.compile(r"\n\s*")


def main() -> None:
    """Write the pages."""
    for name, made in PAGES.items():
        (REFERENCE / name).write_text(made(), encoding="utf-8")
        sys.stdout.write(f"docs/reference/{name}\n")


def cli_page() -> str:
    """The command line, as `--help` prints it."""
    import typer.main
    from typer.core import TyperGroup

    from eligibility.cli import command_line
    from eligibility.cli.app import app

    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)  # noqa: S101 (typer's own promise for an app with commands)
    parts = ["# Command line", "`eligibility COMMAND --help` prints the same.", "## Exit status"]
    statuses = [
        (command_line.DONE, "done"),
        (
            command_line.FELL_SHORT,
            "done, but something fell short: a case failed, rows were rejected, a section is missing",
        ),
        (command_line.REFUSED, "input or rules refused; the [code](errors.md) says why"),
        (command_line.BUG, "a mistake of this program"),
        (command_line.INTERRUPTED, "interrupted"),
        (command_line.PIPE_CLOSED, "nobody reads the output any more"),
    ]
    parts.append(table(("status", "meaning"), ((str(number), says) for number, says in statuses)))
    for name, command in group.commands.items():
        context = command.context_class(
            command,
            info_name=f"eligibility {name}",
            terminal_width=WIDTH,
            max_content_width=WIDTH,
            help_option_names=["-h", "--help"],
        )
        parts += [f"## {name}", f"```text\n{command.get_help(context).strip()}\n```"]
    return page(parts)


def facts_page() -> str:
    """Every fact that can be stated, in the order of the dictionary."""
    facts = load_rulebook(ROOT / "rules").facts
    parts = [
        "# Facts",
        (
            f"The {len(facts)} facts of `rules/facts.yaml`, as `eligibility facts` lists them. A fact that is not "
            "stated is unknown, never false. *Assumed* is what silence means with `--assume`, and only then."
        ),
    ]
    for scope, title in (("household", "Of the household"), ("member", "Of a member")):
        parts += [f"## {title}"]
        parts += ["\n".join(_fact_lines(one)) for one in facts.values() if one.scope == scope]
    return page(parts)


def _fact_lines(fact: FactDefinition) -> Iterator[str]:
    yield f"### {fact.name}"
    yield ""
    yield f"{fact.label.vi} · *{fact.label.en}* · {fact.type.value}"
    yield ""
    if fact.question is not None:
        yield f"- asked: {fact.question.vi} · *{fact.question.en}*"
    if fact.choices:
        yield "- choices: " + "; ".join(f"`{code}` {label.vi} (*{label.en}*)" for code, label in fact.choices.items())
    sources = list(dict.fromkeys(_sources(fact)))
    if sources:
        yield "- derived from: " + ", ".join(f"`{name}`" for name in sources)
    if fact.only_if is not None:
        names = ", ".join(f"`{name}`" for name in dict.fromkeys(walk.facts(fact.only_if)))
        yield f"- `{_plain(fact.otherwise)}`, and not asked, where {names} rules it out"
    if fact.assume is not None:
        yield f"- assumed: `{_plain(fact.assume)}`"
    if fact.note is not None:
        yield f"- note: {fact.note.vi} · *{fact.note.en}*"


def _sources(fact: FactDefinition) -> Iterator[str]:
    yield from (name for name in (fact.since, fact.until) if name is not None)
    for way in fact.derivations:
        for branch in way.branches:
            if branch.when is not None:
                yield from walk.facts(branch.when)


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value


def criteria_page() -> str:
    """Kinds of conditions and operators, from the model that the matchers share."""
    ordered = ", ".join(one.value for one in FactType if one.is_ordered)
    stated = _attributes(criteria._Stated)  # noqa: SLF001 (the words of the model itself)
    beside = ((f"`{key}`", says.replace("None inside", "Absent inside")) for key, says in stated)
    parts = [
        "# Criteria",
        "A condition has exactly one kind. Beside it may stand:",
        table(("key", "meaning"), beside),
        "## Kinds",
    ]
    for kind in get_args(criteria.Criterion):
        summary, cue = _summary(kind)
        shape = getattr(documents, f"{kind.__name__}Document", None)  # has the keys as YAML has them
        own = [] if shape is None else _attributes(shape)
        parts += [f"### {'fact' if kind is criteria.FactTest else _key(kind)}", summary]
        if cue:
            parts.append(f"Drafting cue: {cue}")
        if own:
            parts.append(table(("key", "meaning"), ((f"`{key}`", says) for key, says in own)))
    rows = ((f"`{_key(one)}`", *_summary(one)) for one in get_args(criteria.Test))
    parts += [
        "## Operators on a fact",
        f"Several may stand together; all must hold. The last four need an ordered fact: {ordered}.",
        table(("operator", "meaning", "drafting cue"), rows),
        "Examples of every kind, loaded in `make test`: [write a rule](../how-to/write-a-rule.md).",
    ]
    return page(parts)


def _key(kind: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def result_page() -> str:
    """The result format, from its published schema."""
    schema = json.loads((ROOT / "schema" / "result.json").read_text(encoding="utf-8"))
    definitions: dict[str, dict[str, Any]] = {"Result": schema, **schema["$defs"]}
    parts = [
        "# The result",
        (
            "What `--json` and `POST /v1/determinations` give, by [schema/result.json](../../schema/result.json). Keys "
            "that would be empty are left out unless they are always there. How to read one: "
            "[read an answer](../how-to/read-an-answer.md)."
        ),
    ]
    waiting, seen = deque(["Result"]), {"Result"}
    while waiting:
        name = waiting.popleft()
        definition = definitions[name]
        summary = definition.get("description", "").partition("Attributes:")[0]
        parts += [f"## {name}", _joined(summary)]
        if "enum" in definition:
            parts.append(" · ".join(f"`{value}`" for value in definition["enum"]))
            continue
        says = dict(_attributes_of(definition.get("description", "")))
        rows = [
            (f"`{key}`{' *' if key in definition.get('required', ()) else ''}", _type(shape), _meaning(key, says))
            for key, shape in definition["properties"].items()
        ]
        if any(row[2] for row in rows):
            parts.append(table(("key (* always there)", "type", "meaning"), rows))
        else:
            parts.append(table(("key (* always there)", "type"), (row[:2] for row in rows)))
        for found in re.findall(r"#/\$defs/(\w+)", json.dumps(definition["properties"])):
            if found not in seen:
                seen.add(found)
                waiting.append(found)
    return page(parts)


def _meaning(key: str, says: dict[str, str]) -> str:
    on_the_wire = next((text for text in says.values() if f"`{key}` on the wire" in text), "")
    return says.get(key, on_the_wire).replace("None", "`null`")


def _type(shape: dict[str, Any]) -> str:
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in shape:
        return " or ".join(dict.fromkeys(_type(one) for one in shape["anyOf"]))
    if "enum" in shape:
        return ", ".join(f"`{value}`" for value in shape["enum"])
    if "const" in shape:
        return f"`{json.dumps(shape['const'])}`" if not isinstance(shape["const"], str) else f"`{shape['const']}`"
    if shape.get("type") == "array":
        return f"list of {_type(shape['items'])}"
    return "mapping" if shape.get("type") == "object" else str(shape.get("type", "any"))


def api_page() -> str:
    """Routes and settings of the service."""
    from eligibility_api.app import build_app
    from eligibility_api.settings import PREFIX, Settings

    with TemporaryDirectory() as folder:
        app = build_app(Settings(rules=ROOT / "rules", data=Path(folder)))
        document = app.openapi()
        app.state.service.close()
    routes: dict[str, dict[str, Any]] = document["paths"]
    rows = [
        (f"`{method.upper()}`", f"`{path}`", _sentence(operation))
        for path, operations in routes.items()
        for method, operation in operations.items()
    ]
    says = dict(_attributes(Settings))
    settings = ((f"`{PREFIX}{one.name.upper()}`", says[one.name], _default(one.default)) for one in fields(Settings))
    return page(
        [
            "# API",
            (
                "`eligibility serve` answers on 127.0.0.1, to this machine alone. `/openapi.json` describes every "
                "request and answer, with examples. Answers are those of the [command line](cli.md) with `--json`; "
                "refusals are `application/problem+json` with a [code](errors.md)."
            ),
            "## Routes",
            table(("method", "address", "what it does"), rows),
            "## Settings",
            "Environment variables.",
            table(("name", "meaning", "unless set"), settings),
        ]
    )


def _sentence(operation: dict[str, Any]) -> str:
    return _joined((operation.get("description") or operation.get("summary", "")).partition("\n\n")[0])


def _default(value: object) -> str:
    if isinstance(value, bool | int | float | str):
        return f"`{json.dumps(value) if isinstance(value, bool) else value}`"
    return ""


def _summary(kind: type) -> tuple[str, str]:
    """What a class means, and its drafting cue."""
    text = (kind.__doc__ or "").partition("Attributes:")[0]
    cue = _CUE.search(text)
    return _joined(_CUE.sub("", text)), "" if cue is None else _joined(cue[1]).removesuffix(".")


def _attributes(kind: type) -> list[tuple[str, str]]:
    return _attributes_of(cleandoc(kind.__doc__ or ""))


def _attributes_of(docstring: str) -> list[tuple[str, str]]:
    return [(name, _joined(says)) for name, says in _ATTRIBUTE.findall(docstring.partition("Attributes:")[2])]


def _joined(text: str) -> str:
    return _BREAK.sub(" ", text).strip()


def table(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    heads = list(titles)
    lines = [heads, ["---"] * len(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def page(parts: Iterable[str]) -> str:
    """A page from its parts."""
    return "\n\n".join((_GENERATED, *parts)) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "api.md": api_page,
    "cli.md": cli_page,
    "criteria.md": criteria_page,
    "facts.md": facts_page,
    "result.md": result_page,
}
"""Every generated page, by file name."""


if __name__ == "__main__":
    main()
