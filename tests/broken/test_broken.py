"""Every file here has one fault; the check names it, with its line and what to do."""

from pathlib import Path

import pytest

from tripact.agreement.checks import check_agreement
from tripact.agreement.load import load_agreement

FILES = sorted(Path(__file__).parent.glob("*.yaml"))


def expected(file: Path) -> tuple[str, list[str], int]:
    """The rule, the words its message must contain, and the line that is marked."""
    lines = file.read_text(encoding="utf-8").splitlines()
    rule, words = lines[0].removeprefix("# expect: ").split(" | ")
    marked = [number for number, line in enumerate(lines, 1) if line.endswith("# <- here")]
    return rule, words.split("; "), (marked or [1])[0]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_one_fault_is_named(file: Path) -> None:
    rule, words, line = expected(file)
    issues = check_agreement(load_agreement(file))
    assert [issue.rule for issue in issues] == [rule], [str(issue) for issue in issues]
    assert (issues[0].file, issues[0].line) == (str(file), line), str(issues[0])
    assert [word for word in words if word not in str(issues[0])] == [], str(issues[0])
    assert str(issues[0]).startswith(f"{file}:{line}: {issues[0].level} [{rule}] ")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_messages_speak_to_people(file: Path) -> None:
    for issue in check_agreement(load_agreement(file)):
        said = f"{issue.message} {issue.hint}"
        assert "\x1b" not in said
        assert not any(word in said for word in ("pydantic", "sqlglot", "Traceback", "<class", "Input should"))
        assert issue.message.endswith(".")


def test_there_are_many_faults() -> None:
    assert len(FILES) >= 35
