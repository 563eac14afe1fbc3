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
