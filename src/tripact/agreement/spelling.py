"""The nearest known name for one that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], *, closeness: float = 0.6) -> str | None:
    """Return the known name that is most like ``name``, if one is.

    >>> nearest("engagment", ["engagement", "intent"])
    'engagement'
    """
    matches = difflib.get_close_matches(name.lower(), sorted(known), n=1, cutoff=closeness)
    return matches[0] if matches else None


def suggest(name: str, known: Iterable[str]) -> str:
    """Return a hint with the nearest known name and all of them."""
    names = sorted(known)
    close = nearest(name, names)
    meant = f"Did you mean '{close}'? " if close else ""
    return f"{meant}Known are: {', '.join(names)}." if names else f"{meant}None is declared."
