"""The facts behind a named value, with what each was worth then and is worth now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.names import attribute_names
from tripact.evaluate.compose import literal
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.explanation import Evidence
from tripact.evaluate.parameters import segments, value_at

_FIT = ("fit", "fit_points", "fit_lower", "fit_upper", "fit_coverage")


@dataclass(frozen=True)
class Evidences:
    """Finds the facts behind the values of one person."""

    evaluation: Evaluation
    person: int

    def of(self, name: str, ts: int) -> tuple[Evidence, ...]:
        """Return the facts behind a value as it was at an instant, newest first."""
        agreement = self.evaluation.agreement
        if name == "engagement":
            return self._engagement(ts)
        if name in _FIT:
            return self._fit(ts)
        if name in agreement.counts:
            return self._count(name, ts)
        return self._attribute(name, ts) if name in attribute_names(agreement, "person", "account") else ()

    @cached_property
    def best_points(self) -> dict[str, float]:
        """The fit that each attribute adds at best today, after normalisation."""
        best = _best(self.evaluation.agreement, self.evaluation.moment.as_of)
        whole = sum(best.values())
        return {name: 100 * points / whole if whole else 0.0 for name, points in best.items()}

    def fit_points(self, ts: int) -> tuple[float, float] | None:
        """Return the fit points held at an instant, penalties left out, and those to be had at best."""
        attainable = sum(_best(self.evaluation.agreement, ts).values())
        if not attainable:
            return None
        rows = self.evaluation.query(self._mine("fit_spans", "points", "from_ts", "until_ts"))
        return sum(int(str(row[0])) for row in rows if _within(row, ts)) / 1000, attainable

    def _engagement(self, ts: int) -> tuple[Evidence, ...]:
        """Each signal's points, and what decay has left of them at ``ts``."""
        engagement = self.evaluation.agreement.engagement
        keep = 1 - engagement.decay.rate if engagement else 1.0
        rows = self.evaluation.query(self._mine("timeline", "ts", "seq", "earned", "age").order_by("ts"))
        then = [
            (int(str(t)), int(str(seq)), _number(earned), _number(age))
            for t, seq, earned, age in rows
            if int(str(t)) <= ts
        ]
        reached = max((age for _, _, _, age in then), default=0.0)
        names = self._signals()
        found = [
            Evidence(seq, t, names[seq], earned, earned * keep ** (reached - age))
            for t, seq, earned, age in then
            if earned
        ]
        return tuple(reversed(found))

    def _fit(self, ts: int) -> tuple[Evidence, ...]:
        held = self._priced("fit_spans", "name || ' = ' || value", ts)
        lost = self._priced("penalty_spans", "name", ts)
        return (*lost, *sorted(held, key=lambda each: -(each.then or 0)))

    def _priced(self, step: str, what: str, ts: int) -> list[Evidence]:
        """Return the facts whose points hold at an instant."""
        rows = self.evaluation.query(self._mine(step, "seq", what, "points", "from_ts", "until_ts"))
        return [
            Evidence(int(str(seq)), int(str(start)), str(said), int(str(points)) / 1000)
            for seq, said, points, start, until in rows
            if _within((start, until), ts)
        ]

    def _count(self, name: str, ts: int) -> tuple[Evidence, ...]:
        count = self.evaluation.agreement.counts[name]
        since = ts - count.within.milliseconds
        query = self._mine("counted_signals", "seq", "ts", "signal", "topic")
        query = query.where(exp.column("signal").isin(*map(literal, count.signals))).order_by("ts desc")
        rows = [row for row in self.evaluation.query(query) if since <= int(str(row[1])) <= ts]
        return tuple(
            Evidence(int(str(seq)), int(str(t)), f"{signal} {topic}" if topic else str(signal))
            for seq, t, signal, topic in rows
        )

    def _attribute(self, name: str, ts: int) -> tuple[Evidence, ...]:
        query = self._mine("attribute_states", "seq", "value", "from_ts", "until_ts")
        query = query.where(exp.EQ(this=exp.column("name"), expression=literal(name)))
        rows = [row for row in self.evaluation.query(query) if _within(row, ts)]
        return tuple(
            Evidence(int(str(seq)), int(str(start)), f"{name} = {value}")
            for seq, value, start, _ in rows
            if value is not None
        )

    def _signals(self) -> dict[int, str]:
        rows = self.evaluation.query(self._mine("counted_signals", "seq", "signal"))
        return {int(str(seq)): str(signal) for seq, signal in rows}

    def _mine(self, step: str, *columns: str) -> exp.Select:
        mine = exp.EQ(this=exp.column("person"), expression=literal(self.person))
        return exp.select(*columns).from_(step).where(mine)


def _best(agreement: Agreement, now: int) -> dict[str, float]:
    if agreement.fit is None:
        return {}
    zone = agreement.zone
    best = {}
    for name, attribute in agreement.fit.attributes.items():
        every = [attribute.otherwise, *attribute.points.values()]
        start = next(since for since, until in segments(*every, zone=zone) if since <= now < until)
        best[name] = max(0.0, *(value_at(each, start, zone) for each in every))
    return best


def _within(row: tuple[object, ...], ts: int) -> bool:
    return int(str(row[-2])) <= ts < int(str(row[-1]))


def _number(value: object) -> float:
    return float(str(value))
