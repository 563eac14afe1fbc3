"""Clocks in hours on facts of which only the day is known (methods §4.1).

A clock is read twice, as kindly and as strictly as the days allow. The time that has run grows with the end, shrinks
with the start and the pauses: so what both readings say holds at whatever time of their days the facts happened.
Where they differ the clock is undecidable. Mostly nothing is known by its day: that is asked before.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.clock_parameters import promises
from tripact.evaluate.clock_spaced import spaced_trees
from tripact.evaluate.compose import Literal, Trees, bound_query, read_query, rename_table, values_relation
from tripact.evaluate.owner_doubts import STEP as DOUBTS
from tripact.evaluate.read_verdicts import STEP as VERDICTS
from tripact.evaluate.reading_pauses import STEP as PAUSES
from tripact.evaluate.run_readings import STEP as READINGS

_SURE = "sure_"
_FILES = ("doubtful_runs", "possible_ends", "run_readings", "reading_pauses", "read_verdicts")


def known_by_day(agreement: Agreement) -> exp.Query:
    """Return a query with a row if any moment of a clock is known by its day alone, or whose record it was."""
    found: exp.Query = exp.select("1").from_("moments").where("day_precision")
    if _by_owner(agreement):
        stated = exp.select("1").from_("attributes").where("day_precision and name = 'owner'")
        owned = exp.select("1").from_("deals").where("day_precision and owner is not null")
        found = exp.union(found, exp.union(stated, owned, distinct=False), distinct=False)
    return exp.select("1").from_(found.subquery("found")).limit(1)


def no_readings() -> dict[str, exp.Query]:
    """Return the relations of the readings where nothing is known by its day alone: there is nothing to read."""
    return {step.name: values_relation(step.outputs, ()) for step in (READINGS, PAUSES, VERDICTS)}


def reading_trees(agreement: Agreement, bound: Mapping[str, Literal], repeats: Trees) -> dict[str, exp.Query]:
    """Return the relations of the readings by name, up to ``read_verdicts``.

    Args:
        agreement: The agreement.
        bound: What the steps of the clocks are bound to.
        repeats: The steps of ``clock_unrepeated``.
    """
    doubts = read_query(DOUBTS.name) if _by_owner(agreement) else values_relation(DOUBTS.outputs, ())
    files = {name: bound_query(name, bound) for name in ("sure_moments", *_FILES)}
    return {DOUBTS.name: doubts, **files, **_sure(agreement, bound, repeats)}


def _by_owner(agreement: Agreement) -> bool:
    return any(each.commitment.whose == "owner" for each in promises(agreement))


def with_readings(told: exp.Select, readings: exp.Select) -> exp.Query:
    """Return rows of the runs as told, and those of their readings, whose ids are below 0."""
    return exp.union(told, readings, distinct=False)


def _sure(agreement: Agreement, bound: Mapping[str, Literal], repeats: Trees) -> dict[str, exp.Query]:
    """The attempts that were surely made, counted as all attempts are."""
    counted = {
        "clock_made": rename_table(bound_query("clock_made", bound).copy(), "moments", "sure_moments"),
        **spaced_trees(agreement),
        **{name: tree.copy() for name, tree in repeats.items()},
        "clock_attempts": read_query("clock_attempts").copy(),
    }
    for name, tree in counted.items():
        for read in counted:
            counted[name] = tree = rename_table(tree, read, _sure_name(read))
    return {_sure_name(name): tree for name, tree in counted.items()}


def _sure_name(name: str) -> str:
    return _SURE + name.removeprefix("clock_")
