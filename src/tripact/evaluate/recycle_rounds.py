"""Recycles are decided a round at a time: what a round decides may make of a later move the next recycle."""

from __future__ import annotations

from sqlglot import exp

from tripact.evaluate import recycles, reopenings
from tripact.evaluate.compose import Trees, chain, values_relation
from tripact.evaluate.keeping import Keeping
from tripact.evaluate.return_parameters import rest_ends
from tripact.evaluate.returning import READY, Returning
from tripact.worktime.instant import DAY


def decide_recycles(returning: Returning, trees: Trees, tables: Keeping) -> None:
    """Keep ``recycles`` decided: the next one of each journey in each round, until a round adds nothing."""
    people = tables.store("returners", _reached("returners", trees, tables))
    if not tables.engine.rows(exp.select("1").from_(people).limit(1)):
        for step in (recycles.STEP, reopenings.STEP):
            tables.store(step.name, values_relation(step.outputs, ()))
        return
    tables.load("rest_ends", rest_ends(returning.agreement, _days(trees, tables)))
    for name in READY:
        tables.store(name, _reached(name, trees, tables))
    decided, most = 0, _most(trees, tables)
    for number in range(1, most + 1):
        table = tables.store("recycles", _reached("recycles", trees, tables), number)
        tables.name("recycles_before", table)
        if number == most:
            return
        found = int(str(tables.engine.rows(exp.select("count(*)").from_(table))[0][0]))
        if found == decided:
            return
        decided = found


def _reached(name: str, trees: Trees, tables: Keeping) -> exp.Query:
    return chain(trees[name], {**trees, **tables.trees})


def _most(trees: Trees, tables: Keeping) -> int:
    """How many rounds there can be: a recycle takes a recorded move. Where there is none, one says so."""
    each = exp.select("count(*) as moves").from_("recorded_of_returners").where("kind = 'recycle'").group_by("journey")
    most = chain(exp.select("max(moves)").from_(each.subquery("each_of")), {**trees, **tables.trees})
    return max(1, int(str(tables.engine.rows(most)[0][0] or 0)))


def _days(trees: Trees, tables: Keeping) -> list[int]:
    """The UTC days of the recorded moves, and those after them: a move by day may stand behind its midnight."""
    day = exp.IntDiv(this=exp.column("ts"), expression=exp.Literal.number(DAY))
    days = exp.select(day).distinct().from_("recorded_of_returners")
    seen = {int(str(row[0])) for row in tables.engine.rows(chain(days, {**trees, **tables.trees}))}
    return sorted({*seen, *(number + 1 for number in seen)})
