"""Everything that can lift a person over a threshold, with the decayed engagement and the counts."""

from __future__ import annotations

import sqlglot
from sqlglot import exp

from tripact.agreement.scoring import Count, Engagement
from tripact.evaluate.compose import Literal, bind, literal, read_query
from tripact.evaluate.step import Step
from tripact.evaluate.swift_decay import forgotten, in_blocks, is_swift, oldest

STEP = Step(
    "timeline",
    inputs=("counted_signals", "signal_points", "candidates", "readings"),
    outputs={
        "person": "bigint",
        "ts": "bigint",
        "seq": "bigint",
        "earned": "double",
        "age": "double",
        "decayed": "double",
    },
    says="an instant at which values of a person may rise",
    parameters=("period", "keep", "stepwise", "forgotten", "oldest", "as_of", "beginning"),
)

_PERSON = "over (partition by person order by ts"
_SIGNALS = f"sum(in_{{name}}) {_PERSON} range between {{within}} preceding and current row)"
# A visit is a run of signals without a pause of ``gap``. Visits are numbered, so the number of
# visits in a window is last - first + 1.
_BEFORE = f"max(case when in_{{name}} = 1 then ts end) {_PERSON} rows between unbounded preceding and 1 preceding)"
_VISIT = (
    "cast(sum(case when in_{name} = 1 and (before_{name} is null or ts - before_{name} >= {gap}) then 1 else 0 end)"
    f" {_PERSON} rows between unbounded preceding and current row) as bigint)"
)
_VISIT_IN_WINDOW = (
    f"{{which}}(case when in_{{{{name}}}} = 1 then visit_{{{{name}}}} end)"
    f" {_PERSON} range between {{{{within}}}} preceding and current row)"
)
_LAST, _FIRST = _VISIT_IN_WINDOW.format(which="max"), _VISIT_IN_WINDOW.format(which="min")
_SESSIONS = f"coalesce({_LAST} - {_FIRST} + 1, 0)"
# A topic counts from its first signal until the window after its last one has passed.
_TOPICS = """
    select person, ts, seq, 1 as step from (
      select person, ts, seq, lag(ts) over (partition by person, topic order by ts, seq) as near
      from counted_signals where signal in ({signals}) and topic is not null) t
    where near is null or ts - near > {within}
    union all
    select person, ts + {within} + 1, 0, -1 from (
      select person, ts, seq, lead(ts) over (partition by person, topic order by ts, seq) as near
      from counted_signals where signal in ({signals}) and topic is not null) t
    where (near is null or near - ts > {within}) and ts + {within} + 1 <= :as_of
"""
_RUNNING = f"cast(sum(in_{{name}}) {_PERSON} range between unbounded preceding and current row) as bigint)"


def timeline(engagement: Engagement | None, counts: dict[str, Count]) -> exp.Query:
    """Return the step with the decay of the agreement and a column for each count."""
    query = read_query(STEP.name)
    if engagement and is_swift(engagement.decay):
        query = in_blocks(query, engagement.decay)
    query = bind(query, _decay(engagement))
    for name, count in counts.items():
        _add_count(query, name, count)
    return query


def _decay(engagement: Engagement | None) -> dict[str, Literal]:
    if engagement is None:
        return {"period": 1, "keep": 1.0, "stepwise": True, "forgotten": 1, "oldest": 0}
    decay = engagement.decay
    kind = {"stepwise": decay.kind == "idle_step", "forgotten": forgotten(decay), "oldest": oldest(decay)}
    return {"period": decay.period, "keep": 1 - decay.rate, **kind}


def _add_count(query: exp.Query, name: str, count: Count) -> None:
    words = {
        "name": name,
        "signals": ", ".join(literal(signal).sql("duckdb") for signal in count.signals),
        "within": str(count.within.milliseconds),
        "gap": str(count.gap.milliseconds if count.gap else 1),
    }
    if count.distinct == "topic":
        _add_rows(query, name, _TOPICS.format(**words))
        _select(query, _RUNNING.format(**words), name)
        return
    _mark(query, name, f"case when s.signal in ({words['signals']}) then 1 else 0 end")
    if count.distinct == "session":
        _select(_cte(query, "ordered"), _BEFORE.format(**words), f"before_{name}")
        _select(_cte(query, "stepped"), _VISIT.format(**words), f"visit_{name}")
        _select(query, _SESSIONS.format(**words), name)
    else:
        _select(query, f"cast({_SIGNALS.format(**words)} as bigint)", name)


def _cte(query: exp.Query, name: str) -> exp.Query:
    found = next(each.this for each in query.ctes if each.alias == name)
    assert isinstance(found, exp.Query)
    return found


def _select(query: exp.Query, text: str, name: str) -> None:
    query.args["expressions"].append(exp.alias_(sqlglot.parse_one(text, read="duckdb"), name))


def _branches(query: exp.Query) -> list[exp.Select]:
    """Return the parts of what happened: the signals, and the other instants."""
    parts = _cte(query, "happened").find_all(exp.Select)
    return [part for part in parts if not part.find_ancestor(exp.Subquery)]


def _mark(query: exp.Query, name: str, text: str) -> None:
    """Mark the rows that a count counts."""
    for branch in _branches(query):
        of_signals = branch.args["from_"].this.name == "counted_signals"
        _select(branch, text if of_signals else "0", f"in_{name}")


def _add_rows(query: exp.Query, name: str, text: str) -> None:
    """Add instants of their own, with a step up or down, for a count that no signal alone decides."""
    for branch in _branches(query):
        _select(branch, "0", f"in_{name}")
    width = len(_branches(query)[0].expressions)
    columns = ["person", "ts", "seq", *["0"] * (width - 4), "step"]
    steps = exp.Subquery(this=sqlglot.parse_one(text, read="duckdb")).as_("s")
    happened = next(each for each in query.ctes if each.alias == "happened")
    happened.set("this", exp.union(happened.this, exp.select(*columns).from_(steps), distinct=False))
