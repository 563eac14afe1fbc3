"""The size budget of CONTRIBUTING.md: hard caps fail, targets are printed.

Run as `python -m tools.lints.size [ROOT]`. A file over the cap passes only with a line
`# size: docs/decisions/NNNN-title.md` that names an existing decision.
"""

import ast
import re
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WAIVER = re.compile(r"^# size: (docs/decisions/\d{4}-\S+\.md)$", re.MULTILINE)
NESTING = (ast.For, ast.AsyncFor, ast.While, ast.If, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Budget:
    """A hard cap with the targets for the middle and the ninetieth percentile."""

    cap: int
    median: int | None = None
    p90: int | None = None


BUDGETS = {
    "file": Budget(400, median=130, p90=300),
    "function": Budget(50, median=8, p90=25),
    "sql file": Budget(120, median=60),
    "methods of a class": Budget(15, median=3, p90=8),
    "nesting": Budget(3),
    "test file": Budget(400),
    "test function": Budget(60, median=15, p90=35),
}


@dataclass(frozen=True)
class Measure:
    """One measured thing: what kind, where, how much."""

    kind: str
    where: str
    value: int


def measure(root: Path) -> list[Measure]:
    """Measures all Python and SQL files of the project at `root`."""
    found: list[Measure] = []
    for folder, prefix in (("src", ""), ("tools", ""), ("bench", ""), ("tests", "test ")):
        for path in sorted((root / folder).rglob("*.py")):
            found += measure_python(path.read_text(encoding="utf-8"), str(path.relative_to(root)), prefix=prefix)
    for path in sorted((root / "src").rglob("*.sql")):
        found.append(Measure("sql file", str(path.relative_to(root)), _lines(path.read_text(encoding="utf-8"))))
    waived = set(_waived(root))
    return [m for m in found if not (m.kind.endswith("file") and m.where in waived)]


def measure_python(text: str, where: str, *, prefix: str = "") -> Iterator[Measure]:
    """Measures one module; `prefix` is `"test "` for tests, which have their own budget."""
    yield Measure(f"{prefix}file", where, _lines(text))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, FUNCTIONS):
            place = f"{where}:{node.lineno} {node.name}"
            yield Measure(f"{prefix}function", place, function_lines(node))
            yield Measure("nesting", place, nesting(node.body))
        elif isinstance(node, ast.ClassDef) and not prefix:
            methods = sum(isinstance(child, FUNCTIONS) for child in node.body)
            yield Measure("methods of a class", f"{where}:{node.lineno} {node.name}", methods)


def function_lines(node: FunctionNode) -> int:
    """Lines of a function from `def` to its end, without the docstring."""
    total = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def nesting(body: list[ast.stmt]) -> int:
    """Depth of compound statements; `elif` is no deeper than its `if`, an inner function starts anew."""
    return max((_depth(statement) for statement in body), default=0)


def _depth(node: ast.stmt) -> int:
    if not isinstance(node, NESTING):
        return 0
    inner = max((_depth(child) for child in _statements(node) if not _is_elif(node, child)), default=0)
    chain = max((_depth(child) for child in _statements(node) if _is_elif(node, child)), default=0)
    return max(inner + 1, chain)


def _is_elif(parent: ast.stmt, child: ast.stmt) -> bool:
    return isinstance(parent, ast.If) and parent.orelse == [child] and isinstance(child, ast.If)


def _statements(node: ast.AST) -> Iterator[ast.stmt]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            yield from child.body


def offenders(measures: list[Measure]) -> list[Measure]:
    """Everything above its hard cap, the largest first."""
    return sorted((m for m in measures if m.value > BUDGETS[m.kind].cap), key=lambda m: (m.kind, -m.value))


def table(measures: list[Measure]) -> list[str]:
    """One line a kind: how many, median, ninetieth percentile, largest, each against its budget."""
    lines = [f"{'size budget':<20}{'n':>6}{'median':>14}{'p90':>14}{'largest':>14}"]
    for kind, budget in BUDGETS.items():
        values = sorted(m.value for m in measures if m.kind == kind)
        if values:
            p90 = values[min(len(values) - 1, int(len(values) * 0.9))]
            shown = (_against(statistics.median(values), budget.median), _against(p90, budget.p90))
            largest = _against(values[-1], budget.cap)
            lines.append(f"{kind:<20}{len(values):>6}{shown[0]:>14}{shown[1]:>14}{largest:>14}")
    return lines


def _against(value: float, target: int | None) -> str:
    if target is None:
        return f"{value:g}"
    return f"{value:g} {'≤' if value <= target else '>'} {target}"


def _lines(text: str) -> int:
    return len(text.splitlines())


def _waived(root: Path) -> Iterator[str]:
    for path in (root / "src").rglob("*.py"):
        match = WAIVER.search(path.read_text(encoding="utf-8"))
        if match and (root / match[1]).is_file():
            yield str(path.relative_to(root))


def main(arguments: list[str] | None = None) -> int:
    """Prints the table and every offender; 1 when a hard cap is broken."""
    given = sys.argv[1:] if arguments is None else arguments
    measures = measure(Path(given[0]) if given else Path())
    print("\n".join(table(measures)))
    broken = offenders(measures)
    for m in broken:
        print(f"{m.where}: {m.kind} is {m.value}, the cap is {BUDGETS[m.kind].cap}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
