"""YAML text as plain values that know their lines; duplicate keys are refused.

Values are built from the node tree, because only there every line is known and every fault can
be reported at once instead of the first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tripact.agreement.issues import Issue
from tripact.agreement.places import Path, Place, Places

_PLAIN = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp"))
_DEEPEST = 40


@dataclass
class Document:
    """What one file says, where, and what is wrong with its form."""

    file: str
    value: Any = None
    places: dict[Path, Place] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


def read_document(file: str, text: str) -> Document:
    """Return the values of a YAML text with their lines and all faults of form."""
    document = Document(file)
    yaml = YAML(typ="safe", pure=True)
    try:
        node = yaml.compose(text)
    except (YAMLError, RecursionError) as fault:
        document.issues.append(_unreadable(file, fault))
        return document
    if node is not None:
        document.value = _Builder(document, yaml).build(node, ())
    return document


def _unreadable(file: str, fault: Exception) -> Issue:
    mark = fault.problem_mark if isinstance(fault, MarkedYAMLError) else None
    problem = (fault.problem if isinstance(fault, MarkedYAMLError) else None) or "it holds characters no text has"
    message = f"This is not YAML: {' '.join(problem.split())}."
    return Issue.at(Place(file, mark.line + 1 if mark else 1), "yaml", message, "Check indentation, colons and quotes.")


class _Builder:
    """Turns nodes into values; each node once, so that an alias cannot multiply the text."""

    def __init__(self, document: Document, yaml: YAML) -> None:
        self.document = document
        self.yaml = yaml
        self.built: dict[int, Any] = {}

    def build(self, node: Node, path: Path) -> Any:
        if id(node) in self.built:
            self.alias(path)
            return self.built[id(node)]
        self.built[id(node)] = None  # until it is known; a node inside itself ends here
        self.document.places.setdefault(path, Place(self.document.file, node.start_mark.line + 1))
        if len(path) > _DEEPEST:
            self.fault(node, "yaml", f"This is nested deeper than {_DEEPEST} levels.")
            return None
        self.built[id(node)] = self.value_of(node, path)
        return self.built[id(node)]

    def value_of(self, node: Node, path: Path) -> Any:
        if isinstance(node, MappingNode):
            return self.mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.build(item, (*path, number)) for number, item in enumerate(node.value)]
        return self.scalar(node)

    def mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else None
            line = key_node.start_mark.line + 1
            if not isinstance(key, str):
                self.fault(key_node, "yaml", "A key must be a plain text.")
            elif key in lines:
                message = f"'{key}' is given twice; the first stands in line {lines[key]}."
                self.fault(key_node, "duplicate-key", message, "Keep one of the two.")
            else:
                lines[key] = line
                self.document.places[(*path, key)] = Place(self.document.file, line)
                values[key] = self.build(value_node, (*path, key))
        return values

    def scalar(self, node: Node) -> Any:
        if str(node.tag) not in _PLAIN:
            self.fault(node, "yaml", f"The tag {node.tag} has no meaning here.", "Leave it out.")
            return None
        try:
            return self.yaml.constructor.construct_object(node)
        except ValueError:
            self.fault(node, "yaml", f"'{node.value}' looks like a date or a number but is none.")
            return None

    def alias(self, path: Path) -> None:
        # The node's own mark is where the value stands first; the alias stands at its key.
        place = Places(self.document.places).at(path)
        message = "A YAML alias repeats a value from elsewhere."
        self.document.issues.append(Issue.at(place, "alias", message, "Write it out where it holds."))

    def fault(self, node: Node, rule: str, message: str, hint: str = "") -> None:
        place = Place(self.document.file, node.start_mark.line + 1)
        self.document.issues.append(Issue.at(place, rule, message, hint))
