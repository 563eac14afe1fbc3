"""Everything that can lift a person over a threshold, with running fit and decayed engagement.

Inputs: ``counted_signals``, ``signal_points``, ``changes``, ``candidates``, ``readings``.
Outputs: one row an instant and cause: ``person, ts, seq, signal, topic, inherited, earned, age,
decayed, points, highest, lowest, penalty`` and one column for each count that a rule names.
"""

from __future__ import annotations

import sqlglot
from sqlglot import exp

from tripact.agreement.scoring import Count, Engagement
from tripact.evaluate.compose import bind, literal, read_query
from tripact.evaluate.step import Step

STEP = Step(
    "timeline",
    inputs=("counted_signals", "signal_points", "changes", "candidates", "readings"),
    outputs={
        "person": "bigint",
        "ts": "bigint",
        "seq": "bigint",
        "signal": "text",
        "topic": "text",
        "inherited": "bigint",
        "earned": "double",
        "age": "double",
        "decayed": "double",
        "points": "bigint",
        "highest": "bigint",
        "lowest": "bigint",
        "penalty": "bigint",
    },
    says="an instant at which values of a person may rise",
    parameters=("period", "keep", "stepwise"),
)

_ENVELOPE = (
    "person",
    "ts",
    "seq",
    "signal",
    "topic",
    "inherited",
    "earned",
    "warm",
    "points",
    "highest",
    "lowest",
    "penalty",
)
_OVER = "over (partition by person order by ts {frame})"
_ROWS = "order by ts, seq rows between unbounded preceding and"
_SIGNALS = (
    "count(case when signal in ({signals}) then 1 end) over ("
    "partition by person order by ts range between {within} preceding and current row)"
)
# A visit is a run of signals without a pause of ``gap``; visits are numbered, so that the number
# in a window is last - first + 1.
_BEFORE = f"max(case when signal in ({{signals}}) then ts end) over (partition by person {_ROWS} 1 preceding)"
_VISIT = (
    "sum(case when signal in ({signals}) and (before_{name} is null or ts - before_{name} >= {gap}) then 1 else 0 end)"
    f" over (partition by person {_ROWS} current row)"
)
_SESSIONS = "coalesce(max(case when signal in ({signals}) then visit_{name} end) {over} - min(case when signal in ({signals}) then visit_{name} end) {over} + 1, 0)"
# A topic is counted from a signal until the window after its last signal has passed.
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


def timeline(engagement: Engagement | None, counts: dict[str, Count]) -> exp.Query:
    """Return the step with the decay of the agreement and a column for each count."""
    query = bind(read_query("timeline"), _decay(engagement))
    for name, count in counts.items():
        _add_count(query, name, count)
    return query


def _decay(engagement: Engagement | None) -> dict[str, int | float | bool | str | exp.Expression]:
    if engagement is None:
        return {"period": 1, "keep": 1.0, "stepwise": True}
    decay = engagement.decay
    return {"period": decay.period, "keep": 1 - decay.rate, "stepwise": decay.kind == "idle_step"}


def _add_count(query: exp.Query, name: str, count: Count) -> None:
    words = {
        "name": name,
        "signals": ", ".join(literal(signal).sql("duckdb") for signal in count.signals),
        "within": str(count.within.milliseconds),
        "gap": str(count.gap.milliseconds if count.gap else 1),
        "over": _OVER.format(frame=f"range between {count.within.milliseconds} preceding and current row"),
    }
    if count.distinct == "session":
        _extend(query, "ordered", _BEFORE.format(**words), f"before_{name}")
        _extend(query, "stepped", _VISIT.format(**words), f"visit_{name}")
        _select(query, _SESSIONS.format(**words), name)
    elif count.distinct == "topic":
        _add_topics(query, name, words)
    else:
        _select(query, _SIGNALS.format(**words), name)


def _add_topics(query: exp.Query, name: str, words: dict[str, str]) -> None:
    frame = "range between unbounded preceding and current row"
    _extend_union(query, name, _TOPICS.format(**words))
    _select(query, f"cast(sum(topic_{name}) {_OVER.format(frame=frame)} as bigint)", name)


def _cte(query: exp.Query, name: str) -> exp.Query:
    return next(each.this for each in query.ctes if each.alias == name)


def _column(text: str, name: str) -> exp.Expression:
    return exp.alias_(sqlglot.parse_one(text, read="duckdb"), name)


def _select(query: exp.Query, text: str, name: str) -> None:
    query.args["expressions"].append(_column(text, name))


def _extend(query: exp.Query, cte: str, text: str, name: str) -> None:
    _select(_cte(query, cte), text, name)


def _extend_union(query: exp.Query, name: str, text: str) -> None:
    """Add the steps of a topic count as rows and as a column of their own to what happened."""
    happened = next(each for each in query.ctes if each.alias == "happened")
    branches = [each for each in happened.this.find_all(exp.Select) if not each.find_ancestor(exp.Subquery)]
    others = len(branches[0].expressions) - len(_ENVELOPE)
    for branch in branches:
        branch.args["expressions"].append(_column("0", f"topic_{name}"))
    columns = ["person", "ts", "seq", "null", "null", *["0"] * (len(_ENVELOPE) - 5 + others), "step"]
    added = exp.select(*columns).from_(exp.Subquery(this=sqlglot.parse_one(text, read="duckdb")).as_("s"))
    happened.set("this", exp.union(happened.this, added, distinct=False))
