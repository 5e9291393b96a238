"""How YAML text becomes plain data that still knows where each part stands.

Every scalar stays text; the schema of the file decides what it means, so `no`, `01` and dates need no quoting.
Used for rule packs, case files, households and ledgers alike. Knows none of their shapes.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml
from yaml._yaml import CParser
from yaml.nodes import MappingNode, ScalarNode, SequenceNode
from yaml.reader import ReaderError

from eligibility.errors import Diagnostic, EligibilityError, Location, RulebookError

if TYPE_CHECKING:
    from yaml.error import Mark
    from yaml.nodes import Node

Plain = dict[str, "Plain"] | list["Plain"] | str | None
"""Content of a file: mappings, lists, text, and None for an empty value, `null` or `~`."""

Path = tuple[str | int, ...]
"""Keys and indices from the top of a file."""

DEEPEST = 40
MOST_NODES = 2_000_000


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """The content of a file and the places of its parts.

    Attributes:
        file: Name of the file, as locations print it.
        data: Its content.
        blanks: Where a value is empty, `null` or `~`.
        root: The parsed tree; None for an empty file.
    """

    file: str
    data: Plain
    blanks: tuple[Location, ...] = ()
    root: Node | None = field(default=None, repr=False, compare=False)

    def locate(self, path: Path, *, key: bool = False) -> Location:
        """Where a part stands. A path that leads outside the file gives its last part inside.

        Args:
            path: Keys and indices from the top.
            key: Point at the key of the last step instead of its value.
        """
        node, mark = self.root, None if self.root is None else self.root.start_mark
        for step in path:
            found = _step(node, step)
            if found is None:
                break
            name, node = found
            mark = name.start_mark if key and step == path[-1] and name is not None else node.start_mark
        return self._location(mark)

    def _location(self, mark: Mark | None) -> Location:
        return Location(self.file, 1, 1) if mark is None else Location(self.file, mark.line + 1, mark.column + 1)


def _step(node: Node | None, step: str | int) -> tuple[Node | None, Node] | None:
    if isinstance(node, MappingNode):
        for name, value in node.value:
            if name.value == step:
                return name, value
    elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def read_yaml(text: str, file: str, error: type[EligibilityError] = RulebookError) -> YamlDocument:
    """Read one YAML document.

    Args:
        text: The text; brought to NFC first, so that names compare equal however they were typed.
        file: Name for locations.
        error: Family of error to raise: whose mistake it is.

    Raises:
        EligibilityError: Of the given family, with every mistake of syntax, or every key that stands twice, tag
            and circle.

    >>> read_yaml("answer: no", "x.yaml").data
    {'answer': 'no'}
    """
    normal = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    try:
        root = _Composer(normal).get_single_node()
    except yaml.MarkedYAMLError as mistake:
        raise error([_syntax_diagnostic(mistake, normal, file)]) from None
    except ReaderError as mistake:
        raise error([_character_diagnostic(mistake.position, normal, file)]) from None
    except UnicodeEncodeError as mistake:
        raise error([_character_diagnostic(mistake.start, normal, file)]) from None
    reading = _Reading(file)
    data = None if root is None else reading.content(root)
    if reading.diagnostics:
        raise error(sorted(reading.diagnostics, key=lambda one: one.location or Location(file, 0, 0)))
    return YamlDocument(file, data, tuple(reading.blanks), root)


class _Composer(CParser):
    """Composes nodes in C. The three methods below are what it asks of a resolver.

    Resolving nothing leaves each scalar as text; counting levels here stops a nesting bomb before the C stack ends.
    """

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        self.depth = 0

    def resolve(self, kind: object, value: object, implicit: object) -> str:  # noqa: ARG002 - the signature is PyYAML's
        """Give every untagged node the same tag, so that a stated tag stands out."""
        return ""

    def descend_resolver(self, parent: object, index: object) -> None:  # noqa: ARG002 - the signature is PyYAML's
        """Count a level."""
        self.depth += 1
        if self.depth > DEEPEST:
            mark = getattr(parent, "start_mark", None)
            raise yaml.MarkedYAMLError(problem=_TOO_DEEP, problem_mark=mark)

    def ascend_resolver(self) -> None:
        """Leave a level."""
        self.depth -= 1


_TOO_DEEP = "too deep"


class _Reading:
    """One walk over a composed tree.

    Parts that an alias repeats are read once; their size is counted each time, so that a file of a few lines cannot
    stand for millions of parts.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.diagnostics: list[Diagnostic] = []
        self.blanks: list[Location] = []
        self._done: dict[int, tuple[Plain, int, int]] = {}
        self._open: set[int] = set()

    def content(self, root: Node) -> Plain:
        """Convert a whole tree."""
        data, size, height = self._read(root)
        if size > MOST_NODES:
            self._report(
                "too-large", f"the file stands for more than {MOST_NODES} parts once aliases are filled in", root
            )
        if height > DEEPEST:
            self._report("too-deep", f"parts lie more than {DEEPEST} levels deep", root)
        return data

    def _read(self, node: Node) -> tuple[Plain, int, int]:
        if isinstance(node, ScalarNode):
            return self._scalar(node), 1, 0
        known = self._done.get(id(node))
        if known is not None:
            return known
        if id(node) in self._open:
            self._report(
                "recursive-anchor", "an alias stands inside the part it repeats", node, "Write the inner part out."
            )
            return None, 1, 0
        self._open.add(id(node))
        if node.tag:
            self._report_tag(node)
        read = self._mapping(node) if isinstance(node, MappingNode) else self._sequence(node)
        self._open.discard(id(node))
        self._done[id(node)] = read
        return read

    def _scalar(self, node: ScalarNode) -> str | None:
        if node.tag:
            self._report_tag(node)
        value: str = node.value
        if value in _BLANK and not node.style:
            mark = node.start_mark
            self.blanks.append(Location(self.file, mark.line + 1, mark.column + 1))
            return None
        return value

    def _mapping(self, node: Node) -> tuple[Plain, int, int]:
        content: dict[str, Plain] = {}
        size, height = 1, 0
        for name, value in node.value:
            if name.__class__ is not ScalarNode:
                self._report("complex-key", "a key must be one word, not a list or a mapping", name)
                continue
            if name.tag:
                self._report_tag(name)
            if name.value in content:
                self._report("duplicate-key", f'the key "{name.value}" stands twice here', name, "Keep one of the two.")
            content[name.value], inner, levels = self._read(value)
            size += inner + 1
            height = max(height, levels)
        return content, size, height + 1

    def _sequence(self, node: Node) -> tuple[Plain, int, int]:
        content: list[Plain] = []
        size, height = 1, 0
        for item in node.value:
            value, inner, levels = self._read(item)
            content.append(value)
            size += inner
            height = max(height, levels)
        return content, size, height + 1

    def _report_tag(self, node: Node) -> None:
        self._report(
            "yaml-tag", f'the tag "{node.tag}" has no place here', node, "Remove it; values are typed by the file."
        )

    def _report(self, code: str, message: str, node: Node, hint: str | None = None) -> None:
        mark = node.start_mark
        self.diagnostics.append(
            Diagnostic(code, f"{message}.", Location(self.file, mark.line + 1, mark.column + 1), hint=hint)
        )


_BLANK = frozenset({"", "null", "~"})

_PLAIN_WORDS = (
    (_TOO_DEEP, "too-deep", f"parts lie more than {DEEPEST} levels deep", None),
    (
        "cannot start any token",
        "yaml-syntax",
        "a value begins with a character that has a meaning of its own",
        "Quote it.",
    ),
    (
        "mapping values are not allowed",
        "yaml-syntax",
        "a colon stands where no key can stand",
        "Quote the value, or check the indentation.",
    ),
    ("undefined alias", "unknown-anchor", "an alias repeats a part that has no anchor above it", None),
    ("second occurrence", "duplicate-anchor", "an anchor of that name stands above", "Give it another name."),
    ("found another document", "yaml-syntax", "a second document begins here", "Remove the line ---."),
    ("could not find expected ':'", "yaml-syntax", "a key has no colon", None),
    ("unexpected end of stream", "yaml-syntax", "a quotation mark is not closed", None),
    ("did not find expected ',' or ']'", "yaml-syntax", "a list is not closed, or a comma is missing", None),
    (
        "did not find expected ',' or '}'",
        "yaml-syntax",
        "a mapping in braces is not closed, or a comma is missing",
        None,
    ),
    (
        "did not find expected key",
        "yaml-syntax",
        "this line stands at no level of those above",
        "Check its indentation.",
    ),
    (
        "did not find expected '-' indicator",
        "yaml-syntax",
        "this line is no part of the list above",
        "Check its indentation.",
    ),
)
"""Words of the parser, and ours: code, message, way out."""


def _syntax_diagnostic(mistake: yaml.MarkedYAMLError, text: str, file: str) -> Diagnostic:
    mark = mistake.problem_mark or mistake.context_mark
    location = Location(file, 1, 1) if mark is None else Location(file, mark.line + 1, mark.column + 1)
    problem = str(mistake.problem or mistake.context or "")
    line = text.split("\n")[location.line - 1 :][:1]
    if "tab character" in problem or (line and line[0][location.column - 1 :].startswith("\t")):
        return Diagnostic("yaml-tab", "a tab stands where spaces are needed.", location, hint="Indent with two spaces.")
    for words, code, message, hint in _PLAIN_WORDS:
        if words in problem:
            return Diagnostic(code, f"{message}.", location, hint=hint)
    return Diagnostic("yaml-syntax", f"the file is not readable as YAML here: {problem}.", location)


def _character_diagnostic(position: int, text: str, file: str) -> Diagnostic:
    before = text[:position]
    location = Location(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
    return Diagnostic("yaml-character", "an unprintable character stands here.", location, hint="Delete it.")
