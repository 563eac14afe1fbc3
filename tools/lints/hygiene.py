"""What must not stand in the tree: registry hosts, paths of one machine, loose ends, swallowed errors, stray clocks.

Run as `python -m tools.lints.hygiene [ROOT]`. Looks at what git knows or would add, so build outputs are left out.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# Split, so that this file does not hold what it looks for.
HOSTS = re.compile(
    r"py{0}pi\.org|python{0}hosted\.org|npm{0}js\.(org|com)|yarn{0}pkg\.com|conda{0}\.anaconda\.org|proxy{0}\.golang\.org"
    r"|(deb|security){0}\.debian\.org|archive{0}\.ubuntu\.com".replace("{0}", "")
)
MACHINE = re.compile(r"(?<![\w./~$})-])/(work|opt|home|root|Users|farm|tmp/bash_jobs)(?=/)\S*")
LOOSE_ENDS = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "NotImplemented" + "Error")) + r")\b")
JUNK_DRAWERS = {"util", "utils", "helper", "helpers", "common", "kit", "misc"}
BINARY = {".png", ".gz", ".parquet", ".ico", ".woff2", ".zip", ".xlsx", ".duckdb", ".sqlite"}
CLOCK_HOME = "src/tripact/worktime/clock.py"
CLOCKS = {
    *((owner, name) for owner in ("datetime", "date") for name in ("now", "utcnow", "today")),
    *(("time", name) for name in ("time", "time_ns", "localtime", "gmtime")),
}


def check(root: Path) -> list[str]:
    """All problems of the tree at `root`, each as `file:line: what`."""
    return [problem for file in known_files(root) for problem in check_file(root, file)]


def known_files(root: Path) -> list[str]:
    """Files that git tracks or would add; outside a clone, all files that do not lie in a hidden folder."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    if listed.returncode:
        names = {str(path.relative_to(root)) for path in root.glob("[!.]*/**/*")} | {
            path.name for path in root.glob("*")
        }
    else:
        names = set(listed.stdout.split("\0"))
    return sorted(name for name in names if name and (root / name).is_file() and "__pycache__" not in name)


def check_file(root: Path, file: str) -> Iterator[str]:
    """The problems of one file: its name, its words, and for product code its tree."""
    path = Path(file)
    if junk := JUNK_DRAWERS.intersection((*path.parts[:-1], path.stem)):
        yield f"{file}:1: nothing is called {'/'.join(sorted(junk))}; name it for what it is about"
    if path.suffix in BINARY:
        return
    text = (root / file).read_text(encoding="utf-8", errors="replace")
    yield from words(file, text)
    if file.startswith("src/") and path.suffix == ".py":
        yield from code(file, ast.parse(text))


def words(file: str, text: str) -> Iterator[str]:
    """Words that no file may hold, and loose ends that product code may not hold."""
    rules = [(HOSTS, "names a registry host"), (MACHINE, "names a path of one machine")]
    if file.startswith("src/"):
        rules.append((LOOSE_ENDS, "is a loose end; finish it or open an issue"))
    if file.endswith(".lock"):
        rules.append((re.compile("https?:"), "is an address in a lock file"))
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, why in rules:
            if match := pattern.search(line):
                yield f"{file}:{number}: {match[0]!r} {why}"


def code(file: str, tree: ast.AST) -> Iterator[str]:
    """Swallowed errors and clock reads in one module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and _catches_all(node.type) and all(map(_does_nothing, node.body)):
            yield f"{file}:{node.lineno}: swallows every error; catch what you expect and say what follows"
        elif isinstance(node, ast.Call) and _is_suppress_all(node):
            yield f"{file}:{node.lineno}: suppresses every error; name the ones you expect"
        elif file != CLOCK_HOME and isinstance(node, ast.Attribute) and (_owner(node), node.attr) in CLOCKS:
            yield f"{file}:{node.lineno}: {_owner(node)}.{node.attr} reads the clock; only worktime/clock.py may"


def _catches_all(kind: ast.expr | None) -> bool:
    return kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"})


def _does_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    return isinstance(statement, ast.Pass | ast.Continue)


def _is_suppress_all(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name == "suppress" and any(_catches_all(argument) for argument in call.args)


def _owner(node: ast.Attribute) -> str:
    """`datetime` for both `datetime.now` and `datetime.datetime.now`."""
    owner = node.value
    return owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")


def main(arguments: list[str] | None = None) -> int:
    """Prints every problem; 1 when there is one."""
    given = sys.argv[1:] if arguments is None else arguments
    problems = check(Path(given[0]) if given else Path())
    print("\n".join([*problems, f"hygiene: {len(problems)} problems"]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
