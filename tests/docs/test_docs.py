"""The documents: everything public stands in them, and what stands in them is so."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services import ROOT
from tools.reference.__main__ import PAGES, stale
from tools.reference.checks import rules
from tools.reference.commands import walk
from tripact.agreement.checks import DEFAULT_CHECKS
from tripact.evaluate.steps import STEPS
from tripact.ledger.kinds import KINDS, columns, personal_fields

COMMANDS = dict(walk())
PAGE = {name: (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") for name in PAGES}
LISTED = subprocess.run(
    ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
    capture_output=True,
    text=True,
    check=False,
).stdout.split()
DOCUMENTS = [ROOT / name for name in LISTED if (ROOT / name).exists()]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def text(name: str) -> str:
    """Return the text of a document."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_reference_is_as_the_code_is():
    assert stale() == []
    checked = subprocess.run([sys.executable, "-m", "tools.reference", "--check"], cwd=ROOT, check=False)
    assert checked.returncode == 0


def test_a_page_that_is_not_as_the_code_is_told_by_name(tmp_path, monkeypatch):
    monkeypatch.setattr("tools.reference.__main__.FOLDER", tmp_path)
    assert stale() == list(PAGES)


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_and_option_is_documented(path):
    section = PAGE["cli.md"].partition(f"## {path}\n")[2].partition("\n## ")[0]
    options = [option for each in COMMANDS[path].params for option in each.opts if option.startswith("-")]
    assert f"tripact {path}" in section and "Example:" in section
    assert [option for option in options if f"`{option}`" not in section] == []


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_has_an_example_that_says_its_own_name(path):
    example = (COMMANDS[path].help or "").partition("Example:")[2].strip()
    assert path in example and example.startswith("tripact ")


def test_every_kind_and_field_of_a_fact_is_documented():
    for kind in KINDS:
        section = PAGE["facts.md"].partition(f"## {kind}\n")[2].partition("\n## ")[0]
        assert all(f"| `{name}` |" in section for name in (*columns(kind), *personal_fields(kind))), kind


def test_every_rule_of_the_checks_is_documented():
    assert len(rules()) > 40
    assert [rule for rule in rules() if f"| `{rule}` |" not in PAGE["checks.md"]] == []
    assert PAGE["checks.md"].count("\n### ") == len(DEFAULT_CHECKS)


def test_every_step_of_the_evaluation_is_placed_among_the_verdicts():
    verdicts = text("docs/concepts/verdicts.md")
    assert [step.name for step in STEPS if f"`{step.name}.sql`" not in verdicts] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=[str(each.relative_to(ROOT)) for each in DOCUMENTS])
def test_links_lead_somewhere(document: Path):
    prose = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = [link.partition("#")[0] for link in LINK.findall(prose) if "://" not in link and not link.startswith("#")]
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=[str(each.relative_to(ROOT)) for each in DOCUMENTS])
def test_calls_that_documents_show_are_calls_that_exist(document: Path):
    shown = re.findall(r"^ {4}(?:\$ )?(tripact .+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    for line in shown:
        assert known(line.partition("  #")[0]), line


def known(line: str) -> bool:
    """Whether a shown call names a command and only options that it has."""
    words = shlex.split(line.replace("(", "").replace(")", ""))[1:]
    while words and words[0].startswith("-"):
        words = words[2:]
    path = next((path for path in COMMANDS if words[: len(path.split())] == path.split()), None)
    options = {option for each in COMMANDS[path].params for option in each.opts} if path else set()
    said = [word for word in words if word.startswith("--")]
    return path is not None and all(word in options for word in said)


def words_of_the_glossary() -> list[str]:
    """The words of the glossary, in its order."""
    rows = [line.split("|")[1].strip() for line in text("GLOSSARY.md").splitlines() if line.startswith("| ")]
    return [re.sub(r" \(.*\)", "", word) for row in rows[1:] if set(row) != {"-"} for word in row.split(", ")]


def test_the_glossary_has_each_word_once_and_in_order():
    rows = re.findall(r"^\| ([^|]+) \|", text("GLOSSARY.md"), re.MULTILINE)[1:]
    assert len(rows) == len(set(rows))
    assert rows == sorted(rows, key=str.lower)
    doubled = {word for word in words_of_the_glossary() if words_of_the_glossary().count(word) > 1}
    assert doubled <= {"coverage"}  # of a stage, and of fit


@pytest.mark.parametrize("kind", ["move", "signal", "attempt", "attribute"])
def test_kinds_of_fact_that_people_talk_about_stand_in_the_glossary(kind):
    assert kind in words_of_the_glossary() and kind in KINDS


def test_the_readme_names_commands_that_exist():
    named = re.findall(r"^\| `([a-z -]+)", text("README.md"), re.MULTILINE)
    assert len(named) > 6
    assert [name for name in named if name.strip() not in COMMANDS] == []


def test_the_yaml_that_concepts_show_is_a_part_of_the_template():
    template = text("src/tripact/examples/b2b.yaml")
    for block in re.findall(r"```yaml\n(.*?)```", text("docs/concepts/agreement.md"), re.DOTALL):
        lines = [line.strip() for line in block.splitlines() if line.strip() and "from 2026" not in line]
        assert [line for line in lines if line not in template] == []
