"""The page of the command line, from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer.main

from tools.reference.tables import sentence, table
from tripact.cli.main import app
from tripact.cli.output import EXIT_CODES

Command = Any
"""A command or parameter of the library beneath typer, which is not typer's own to name."""

HEAD = """# The command line

Data go to standard output, messages and progress to standard error. Nothing is animated, and nothing is coloured, where
nobody watches. `--json` prints one JSON document. Times are dates (their end) or ISO 8601; without an offset they are
read in the agreement's zone. A local time that the change of the clocks skips or repeats needs its offset.

"""
TAIL = """## Exit codes

"""
MEANINGS = {
    0: "done",
    1: "failed: {kinds}",
    2: "wrong usage",
    3: "refused by a rule: {kinds}; `check` found errors; or `record` was refused by the agreement",
    75: "try again later: {kinds}",
    130: "interrupted; what was recorded stays, and the same command goes on from there",
}


def commands_page() -> str:
    """Return the page."""
    root = typer.main.get_command(app)
    parts = [_command(path, command) for path, command in walk()]
    return HEAD + _options("For all commands", root) + "".join(parts) + TAIL + _codes()


def walk(command: Command = None, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Command]]:
    """Yield every command that does something, by what is typed for it."""
    command = command or typer.main.get_command(app)
    below = getattr(command, "commands", None)
    if below is None:
        yield " ".join(path), command
    for name, each in (below or {}).items():
        yield from walk(each, (*path, name))


def _command(path: str, command: Command) -> str:
    says, _, example = (command.help or "").partition("Example:")
    arguments = " ".join(_argument(each) for each in command.params if each.param_type_name == "argument")
    usage = f"    tripact {path} {arguments}".rstrip()
    shown = f"\nExample: `{sentence(example)}`\n" if example else ""
    return f"## {path}\n\n{usage} [OPTIONS]\n\n{sentence(says)}\n{shown}\n{_options('', command)}"


def _argument(parameter: Command) -> str:
    name = _metavar(parameter)
    return name if parameter.required else f"[{name}]"


def _metavar(parameter: Command) -> str:
    return str(getattr(parameter, "metavar", None) or parameter.name.upper()).strip("{}[]")


def _options(title: str, command: Command) -> str:
    # What the shell's completion is called depends on the shell that is found.
    rows = [_row(each) for each in command.params if not (each.name or "").endswith("_completion")]
    rows = [row for row in rows if row[1]]
    heading = f"## {title}\n\n" if title else ""
    return f"{heading}{table(('argument or option', 'meaning'), rows)}\n" if rows else ""


def _row(parameter: Command) -> tuple[str, str]:
    says = getattr(parameter, "help", None) or ""
    if parameter.param_type_name == "argument":
        return f"`{_metavar(parameter)}`", says
    name = ", ".join(f"`{option}`" for option in (*parameter.opts, *parameter.secondary_opts))
    return name, f"{says}{_default(parameter)}"


def _default(parameter: Command) -> str:
    value = parameter.default
    plain = value is None or callable(value) or getattr(parameter, "is_flag", False)
    return "" if plain else f" (`{value}`)"


def _codes() -> str:
    kinds: dict[int, list[str]] = {}
    for kind, code in EXIT_CODES.items():
        kinds.setdefault(code, []).append(kind)
    rows = [(str(code), says.format(kinds=", ".join(kinds.get(code, [])))) for code, says in MEANINGS.items()]
    return table(("code", "meaning"), rows)
