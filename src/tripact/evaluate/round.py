"""A round brings the kept verdicts up to a moment: of everybody, or of the subjects touched since the last round.

Both ways run the same steps; the second reads the facts of fewer subjects and replaces their rows. What
is kept afterwards is, row for row, what a whole evaluation gives (a property test holds both together).

The elapsed time of an open clock grows with every moment, though nothing happened: it is counted when
verdicts are read (``settled``), by judging the open clocks' subjects again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.compose import bind, chain, columns_of, literal, read_query, values_relation
from tripact.evaluate.engine import KeepingEngine, Row
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.judging import Judging
from tripact.evaluate.kept import KEPT, Kept, LastRound, basis_of, last_round, make_schema, make_table, record_round
from tripact.evaluate.news import TELLING, Since, dated_change, of_facts, unsettling
from tripact.evaluate.reaching import completes, reaches
from tripact.evaluate.scope import Scope
from tripact.evaluate.touching import ACCOUNTS, accounts, all_news, asked_moves, of_open_clocks, touched
from tripact.evaluate.visible import Moment, any_owner, read_columns
from tripact.ledger.kinds import ColumnType

_CHOSEN = Scope(chosen="chosen_", judged="touched", asked="asked_moves")
_SURVIVORS = "round_canonical"
_ALONGSIDE = sorted(KEPT, key=lambda kept: (kept.by != "account", kept.part != "steps", kept.part != "gates"))
"""The kept relations in the order in which they are best computed alongside each other: what waits for little first."""
_MANY = 0.3
"""From this share of all subjects on, judging everybody is quicker."""


@dataclass(frozen=True)
class Outcome:
    """What a round did.

    Attributes:
        why_whole: Why everybody was judged; None where it was the touched alone.
        touched: How many subjects were judged again; None for everybody.
        counts: How many rows are kept, by relation.
    """

    why_whole: str | None
    touched: int | None
    counts: dict[str, int]


class Round:
    """The kept verdicts of an agreement, as of a moment."""

    def __init__(self, agreement: Agreement, engine: KeepingEngine, moment: Moment) -> None:
        self._agreement, self._engine, self._moment = agreement, engine, moment

    def run(self, *, everybody: bool = False) -> Outcome:
        """Bring the kept verdicts up to the moment, by the shortest right way.

        Args:
            everybody: Judge everybody, whatever was kept.
        """
        last = last_round(self._engine)
        why, count = "that was asked for" if everybody else self._why_whole(last), None
        if why is None:
            assert last is not None
            becoming = self._becoming(last.settled)
            with self._engine.alongside():
                evaluation = self._of_chosen()
                keys = self._touched(last, evaluation)
                count = self._renew(keys, evaluation, becoming, asked_moves(last.as_of))
            why = None if count is not None else "too many subjects were touched"
        if count is None:
            self._judge_all()
        return Outcome(why, count, self.counts())

    def rows(self, name: str, order: Sequence[str] = ()) -> list[Row]:
        """Return the kept rows of a relation as of the moment, open clocks with their time until then."""
        self.settle()
        kept = next(each for each in KEPT if each.name == name)
        query = columns_of(kept.table, kept.columns)
        return self._engine.rows(query.order_by(*order) if order else query)

    def settle(self) -> None:
        """Count the time of open clocks until the moment, unless that is done."""
        last = last_round(self._engine)
        if last is None or (last.as_of, last.known_at) != (self._moment.as_of, self._moment.known_at):
            self.run()
            last = last_round(self._engine)
        if last is None or last.settled == self._moment.as_of:
            return
        if completes(self._agreement):
            self._judge_all()
        else:
            becoming = self._becoming(self._moment.as_of)
            with self._engine.alongside():
                evaluation = self._of_chosen()
                self._engine.store(ACCOUNTS, chain(accounts(self._agreement, fresh=False), _same()))
                self._renew(of_open_clocks(), evaluation, becoming)

    def counts(self) -> dict[str, int]:
        """Return how many rows are kept, by relation."""
        counted = [
            exp.select(exp.alias_(literal(kept.name), "name"), "count(*) as rows").from_(kept.table) for kept in KEPT
        ]
        found = {name: int(str(rows)) for name, rows in self._engine.rows(exp.union(*counted, distinct=False))}
        return {kept.name: found[kept.name] for kept in KEPT}

    def _why_whole(self, last: LastRound | None) -> str | None:
        """Return why the touched alone will not do, in words for a person."""
        now = self._moment
        if last is None:
            return "no verdicts were kept"
        if last.basis != basis_of(self._agreement.digest):
            return "the agreement or the release is another one"
        if now.as_of < last.as_of or now.known_at < last.known_at:
            return "the moment lies before that of the last round"
        if completes(self._agreement):
            return "a clock of an account waits for somebody to be handed over completely"
        if self._owned != last.owned and self._agreement.clocks:
            return "owners are recorded now, and were not before" if self._owned else "no owner is recorded any more"
        if dated_change(self._agreement, self._whole.promoting, _since(last).moment, now):
            return "the agreement changes values on a date in between"
        if self._engine.rows(unsettling(_since(last), now)):
            return "a statement about who is who was taken back"
        return None

    def _touched(self, last: LastRound, evaluation: Evaluation) -> exp.Query:
        """Return the keys of all subjects whose verdicts may change, after what that reads is stored."""
        self._engine.store("news", all_news(self._agreement, _since(last), self._moment, pruned=evaluation.pruned))
        self._engine.store(ACCOUNTS, chain(accounts(self._agreement, fresh=True), _same()))
        return touched(self._agreement, pruned=evaluation.pruned)

    def _renew(
        self, keys: exp.Query, evaluation: Evaluation, becoming: LastRound, asked: exp.Query | None = None
    ) -> int | None:
        """Judge some subjects again and return how many they are; None, and nothing done, if they are too many.

        Args:
            keys: Theirs.
            evaluation: Of the facts that are chosen for them.
            becoming: What the kept verdicts are computed from then.
            asked: The moves whose gates are asked again; without it, the clocks alone are judged, of however many.
        """
        self._engine.store("touched", chain(keys, _same()))
        self._choose_facts()
        ((count, every),) = self._engine.rows(
            exp.select("(select count(*) from touched)", "(select count(*) from ledger.subjects)")
        )
        if asked is not None and int(str(count)) > _MANY * int(str(every)):
            return None
        renewed = [kept for kept in _ALONGSIDE if count and (asked is not None or kept.part == "clocks")]
        if renewed:
            if asked is not None:
                self._engine.store("asked_moves", asked)
            judging = Judging(evaluation)
            for kept in renewed:
                _find_changes(self._engine, kept, judging.rows(kept) or values_relation(_types(kept), ()))
        with self._engine.all_or_nothing():
            for kept in renewed:
                _replace_changed(self._engine, kept)
            record_round(self._engine, becoming)
        return int(str(count))

    def _choose_facts(self) -> None:
        """Lay the facts of all who matter for the touched into tables of their own."""
        self._engine.store("wanted", chain(read_query("wanted_facts"), _same()))
        for name in TELLING:
            chosen = bind(read_query("chosen_facts"), {"reaches": reaches(self._agreement, name)})
            columns = exp.select(*(exp.column(column) for column in read_columns(name)))
            self._engine.store(f"{_CHOSEN.chosen}{name}", columns.from_(of_facts(chosen, name).subquery("chosen")))

    def _judge_all(self) -> None:
        with self._engine.all_or_nothing():
            becoming = self._becoming(self._moment.as_of)
            make_schema(self._engine)
            judging = Judging(self._whole)
            for kept in KEPT:
                make_table(self._engine, kept.table, judging.rows(kept) or values_relation(_types(kept), ()))
            self._whole.close()
            record_round(self._engine, becoming)

    @cached_property
    def _whole(self) -> Evaluation:
        return Evaluation(self._agreement, self._engine, self._moment)

    def _of_chosen(self) -> Evaluation:
        """Return the evaluation of the facts that are chosen, once it is there who is the same subject as whom."""
        evaluation = replace(self._whole, scope=_CHOSEN)
        pairs = tuple(evaluation.survivors.items())
        self._engine.load(_SURVIVORS, {"key": "bigint", "survivor": "bigint"}, pairs)
        self._engine.store("deal_ties", chain(read_query("deal_ties"), _same()))
        return evaluation

    def _becoming(self, settled: int) -> LastRound:
        """Return what the verdicts will be computed from; asked first, so that what comes meanwhile is new then."""
        ((seq,),) = self._engine.rows(exp.select("seq").from_("ledger.copied"))
        basis = basis_of(self._agreement.digest)
        return LastRound(basis, self._moment.as_of, self._moment.known_at, int(str(seq)), settled, self._owned)

    @cached_property
    def _owned(self) -> bool:
        """Whether any owner is recorded."""
        return bool(self._engine.rows(any_owner(self._moment)))


def _same() -> dict[str, exp.Query]:
    return {"canonical": exp.select("key", "survivor").from_(_SURVIVORS)}


def _find_changes(engine: KeepingEngine, kept: Kept, judged: exp.Query) -> None:
    """Find which rows are other ones than those that are kept: most stay as they are, and writing is slow.

    Nobody but a round writes these tables, and one process has them open, so places hold until the rows are replaced.
    A row may stand several times: ``row_count`` says how often it was judged, ``row_places`` where it is kept.
    """
    touched = exp.column(kept.by).isin(query=exp.select("key").from_("touched"))
    found = columns_of("judged", kept.columns).select("1 as row_found", "cast(null as bigint) as row_place", copy=False)
    found.set("from_", exp.From(this=judged.subquery("judged", copy=False)))
    stood = columns_of(kept.table, kept.columns).select("0 as row_found", "rowid as row_place", copy=False)
    stood = stood.where(touched.and_(kept.again), copy=False)
    both = exp.union(found.where(touched.copy(), copy=False), stood, distinct=False, copy=False)
    rows = columns_of("both", kept.columns).select(
        "cast(sum(row_found) as bigint) as row_count",
        "list(row_place) filter (where not row_place is null) as row_places",
        copy=False,
    )
    rows.set("from_", exp.From(this=both.subquery("both", copy=False)))
    rows = rows.group_by(*map(exp.column, kept.columns), copy=False)
    differing = rows.having("sum(row_found) <> count(row_place)", copy=False)
    engine.store(f"changed_{kept.name}", differing)


def _replace_changed(engine: KeepingEngine, kept: Kept) -> None:
    places = exp.select("unnest(row_places)").from_(f"changed_{kept.name}")
    engine.execute(exp.delete(kept.table).where(exp.column("rowid").isin(query=places)))
    each = columns_of(f"changed_{kept.name}", kept.columns).select("unnest(range(row_count))", copy=False)
    become = columns_of("each", kept.columns)
    become.set("from_", exp.From(this=each.subquery("each", copy=False)))
    engine.execute(exp.insert(become, kept.table, columns=kept.columns, copy=False))


def _since(last: LastRound) -> Since:
    return Since(Moment(last.as_of, last.known_at), last.seq)


def _types(kept: Kept) -> dict[str, ColumnType]:
    return {name: kept.step.outputs[name] for name in kept.columns}
