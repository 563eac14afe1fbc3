"""The size budget, with deliberately oversized code."""

import ast
from pathlib import Path

import pytest

from tools.lints import size


def function_of(lines: int, *, docstring: str = "") -> str:
    body = [f'    """{docstring}"""'] if docstring else []
    return "\n".join(["def f():", *body, *(f"    x{i} = {i}" for i in range(lines - 1))])


def parsed(text: str) -> ast.FunctionDef:
    node = ast.parse(text).body[0]
    assert isinstance(node, ast.FunctionDef)
    return node


def depth(text: str) -> int:
    return size.nesting(ast.parse(text).body)


def test_docstring_does_not_count() -> None:
    assert size.function_lines(parsed(function_of(7))) == 7
    assert size.function_lines(parsed(function_of(7, docstring="a\n\n    long\n    story"))) == 7


def test_nesting_counts_blocks_but_not_elif() -> None:
    assert depth("x = 1") == 0
    assert depth("if a:\n  x = 1\nelif b:\n  x = 2\nelif c:\n  x = 3") == 1
    assert depth("if a:\n  x = 1\nelif b:\n  for i in c:\n    x = 2") == 2
    assert depth("for a in b:\n  with c:\n    try:\n      if d:\n        x = 1\n    except E:\n      x = 2") == 4
    assert depth("try:\n  x = 1\nexcept E:\n  if a:\n    x = 2") == 2
    assert depth("match a:\n  case 1:\n    while b:\n      x = 1") == 2
    assert depth("if a:\n  x = 1\nelse:\n  if b:\n    x = 2\n  y = 3") == 2


@pytest.mark.parametrize(
    ("file", "text", "kind"),
    [
        ("src/a.py", "x = 1\n" * 401, "file"),
        ("src/a.py", function_of(51), "function"),
        (
            "src/a.py",
            "class A:\n" + "".join(f"    def m{i}(self): ...\n" for i in range(16)),
            "methods of a class",
        ),
        ("src/a.py", "def f():\n if a:\n  if b:\n   if c:\n    if d:\n     x = 1", "nesting"),
        ("src/a.sql", "select 1\n" * 121, "sql file"),
        ("tests/test_a.py", function_of(61), "test function"),
    ],
)
def test_a_broken_cap_fails(tmp_path: Path, file: str, text: str, kind: str) -> None:
    path = tmp_path / file
    path.parent.mkdir()
    path.write_text(text)
    assert [m.kind for m in size.offenders(size.measure(tmp_path))] == [kind]
    assert size.main([str(tmp_path)]) == 1


def test_within_budget_prints_medians(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").write_text(function_of(10))
    assert size.main([str(tmp_path)]) == 0
    assert "10 > 8" in capsys.readouterr().out


def test_a_waiver_needs_its_decision(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").write_text("# size: docs/decisions/0007-long-table.md\n" + "x = 1\n" * 401)
    assert size.main([str(tmp_path)]) == 1
    (tmp_path / "docs" / "decisions").mkdir(parents=True)
    (tmp_path / "docs" / "decisions" / "0007-long-table.md").write_text("why")
    assert size.main([str(tmp_path)]) == 0
