"""The agreements that ship with tripact: templates to begin from."""

from __future__ import annotations

from importlib.resources import files

from tripact.errors import TripactError

TEMPLATES = ("b2b", "plg")
"""The names of the templates, the usual one first."""


def template(name: str) -> str:
    """Return the text of a template.

    Raises:
        TripactError: If there is none of that name.
    """
    if name not in TEMPLATES:
        known = ", ".join(TEMPLATES)
        raise TripactError("missing", f"There is no template '{name}'.", hint=f"Take one of: {known}.")
    return files("tripact.examples").joinpath(f"{name}.yaml").read_text(encoding="utf-8")


def template_cases(name: str) -> str:
    """Return the text of the cases that a template satisfies, as they stand beside the agreement of a workspace."""
    text = files("tripact.examples").joinpath("cases", f"{name}.yaml").read_text(encoding="utf-8")
    return text.replace(f"agreement: ../{name}.yaml", "agreement: ../agreement.yaml")
