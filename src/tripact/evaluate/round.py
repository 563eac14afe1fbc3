"""A round brings the kept verdicts up to a moment: of everybody, or of the subjects touched since the last round.

Both ways run the same steps; the second reads the facts of fewer subjects and replaces their rows. What
is kept afterwards is, row for row, what a whole evaluation gives (a property test holds both together).

The elapsed time of an open clock grows with every moment, though nothing happened: it is counted when
verdicts are read (``settled``), by judging the open clocks' subjects again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.compose import bind, chain, literal, read_query, values_relation
from tripact.evaluate.engine import KeepingEngine, Row
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.judging import Judging
from tripact.evaluate.kept import KEPT, Kept, LastRound, basis_of, last_round, make_schema, make_table, record_round
from tripact.evaluate.known_fields import required_fields, sources_of
from tripact.evaluate.news import TELLING, Since, dated_change, news, of_facts, taken_back, unsettling
from tripact.evaluate.reaching import judges_accounts, reaches
from tripact.evaluate.scope import Scope
from tripact.evaluate.visible import Moment, merges, survivors
from tripact.ledger.kinds import ColumnType

_CHOSEN = "chosen_"
_ACCOUNTS = "judged_accounts"
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
        with self._engine.all_or_nothing():
            why = "that was asked for" if everybody else self._why_whole(last)
            touched = None
            if why is None:
                assert last is not None
                touched = self._renew(self._touched(last))
                why = None if touched is not None else "too many subjects were touched"
            if touched is None:
                self._judge_all()
            settled = last.settled if touched is not None and last else self._moment.as_of
            self._record(settled)
        return Outcome(why, touched, self.counts())

    def rows(self, name: str, order: Sequence[str] = ()) -> list[Row]:
        """Return the kept rows of a relation as of the moment, open clocks with their time until then."""
        self.settle()
        kept = next(each for each in KEPT if each.name == name)
        query = exp.select(*kept.columns).from_(kept.table)
        return self._engine.rows(query.order_by(*order) if order else query)

    def settle(self) -> None:
        """Count the time of open clocks until the moment, unless that is done."""
        last = last_round(self._engine)
        if last is None or (last.as_of, last.known_at) != (self._moment.as_of, self._moment.known_at):
            self.run()
            last = last_round(self._engine)
        if last is not None and last.settled != self._moment.as_of:
            with self._engine.all_or_nothing():
                self._engine.store(_ACCOUNTS, self._accounts(fresh=False))
                self._renew(_of_open_clocks(), of_clocks=True)
                self._record(self._moment.as_of)

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
        if dated_change(self._agreement, self._whole.promoting, _since(last).moment, now):
            return "the agreement changes values on a date in between"
        if self._engine.rows(unsettling(_since(last), now)):
            return "a statement about who is who was taken back"
        return None

    def _touched(self, last: LastRound) -> exp.Query:
        """Return the keys of all subjects whose verdicts may change."""
        since = _since(last)
        queries: list[exp.Query] = news(self._agreement, since, self._moment)
        queries += [_over(kept, last.as_of, self._moment.as_of) for kept in KEPT if kept.until]
        whole = reduce(lambda left, right: exp.union(left, right, distinct=False, copy=False), queries)
        self._engine.store("news", chain(whole, {"taken_back": taken_back(since, self._moment)}))
        self._engine.store(_ACCOUNTS, self._accounts(fresh=True))
        left = exp.select("journey").distinct().from_("verdicts.visits").where("kind in ('recycle', 'disqualified')")
        return chain(bind(read_query("touched"), {"of_usage": _carries_usage(self._agreement)}), {"off_path": left})

    def _renew(self, touched: exp.Query, *, of_clocks: bool = False) -> int | None:
        """Judge some subjects again and return how many they are; None, and nothing done, if they are too many.

        Args:
            touched: Their keys.
            of_clocks: Renew the relations of the clocks alone, of however many.
        """
        self._engine.store("touched", chain(touched, {"canonical": self._canonical}))
        ((count, every),) = self._engine.rows(
            exp.select("(select count(*) from touched)", "(select count(*) from ledger.subjects)")
        )
        if not of_clocks and int(str(count)) > _MANY * int(str(every)):
            return None
        if count:
            self._choose_facts()
            renewed = [kept for kept in KEPT if kept.part == "clocks" or not of_clocks]
            self._replace(Evaluation(self._agreement, self._engine, self._moment, Scope(chosen=_CHOSEN)), renewed)
        return int(str(count))

    def _choose_facts(self) -> None:
        """Lay the facts of all who matter for the touched into tables of their own."""
        self._engine.store("wanted", chain(read_query("wanted_facts"), {"canonical": self._canonical}))
        for name in TELLING:
            query = bind(read_query("chosen_facts"), {"reaches": reaches(self._agreement, name)})
            self._engine.store(f"{_CHOSEN}{name}", of_facts(query, name))

    def _replace(self, evaluation: Evaluation, renewed: Iterable[Kept]) -> None:
        judging = Judging(evaluation)
        for kept in renewed:
            _replace_rows(self._engine, kept, judging.rows(kept) or values_relation(_types(kept), ()))
        evaluation.close()

    def _judge_all(self) -> None:
        make_schema(self._engine)
        judging = Judging(self._whole)
        for kept in KEPT:
            make_table(self._engine, kept.table, judging.rows(kept) or values_relation(_types(kept), ()))
        self._whole.close()

    @cached_property
    def _whole(self) -> Evaluation:
        return Evaluation(self._agreement, self._engine, self._moment)

    def _accounts(self, *, fresh: bool) -> exp.Query:
        """Which accounts are judged by what their people do.

        Args:
            fresh: Whether there is news by which others may qualify.
        """
        qualifying: exp.Query = exp.select("account").from_("verdicts.account_promotions")
        if fresh:
            said = exp.select("account").from_("news").where("person is null and relation in ('attributes', 'links')")
            qualifying = exp.union(qualifying, said, distinct=True)
        accounts = bind(read_query(_ACCOUNTS), {"of_accounts": judges_accounts(self._agreement)})
        return chain(accounts, {"canonical": self._canonical, "qualifying": qualifying})

    @cached_property
    def _canonical(self) -> exp.Query:
        """Who is the same subject as whom, as known at the moment."""
        pairs = survivors(self._engine.rows(merges(self._moment)))  # type: ignore[arg-type]
        self._engine.load("round_canonical", {"key": "bigint", "survivor": "bigint"}, tuple(pairs.items()))
        return exp.select("key", "survivor").from_("round_canonical")

    def _record(self, settled: int) -> None:
        ((seq,),) = self._engine.rows(exp.select("seq").from_("ledger.copied"))
        moment = self._moment
        basis = basis_of(self._agreement.digest)
        record_round(self._engine, LastRound(basis, moment.as_of, moment.known_at, int(str(seq)), settled))


def _replace_rows(engine: KeepingEngine, kept: Kept, judged: exp.Query) -> None:
    """Keep what was found of those of whom any row became another: most became none, and writing is slow."""
    touched = exp.column(kept.by).isin(query=exp.select("key").from_("touched"))
    found = exp.select(*kept.columns).from_(judged.subquery("judged", copy=False)).where(touched)
    engine.store("found", found)
    engine.store("changed", _differing(kept, touched))
    changed = exp.column(kept.by).isin(query=exp.select("key").from_("changed"))
    engine.execute(exp.delete(kept.table).where(changed))
    become = exp.select(*kept.columns).from_("found").where(changed.copy())
    engine.execute(exp.insert(become, kept.table, columns=kept.columns, copy=False))


def _differing(kept: Kept, among: exp.Expr) -> exp.Query:
    """Return the subjects whose rows are other ones in ``found`` than among those that are kept."""
    found = exp.select(*kept.columns, "1 as more").from_("found")
    stood = exp.select(*kept.columns, "-1 as more").from_(kept.table).where(among.copy())
    both = exp.union(found, stood, distinct=False).subquery("both")
    rows = exp.select(exp.alias_(exp.column(kept.by), "key")).from_(both).group_by(*kept.columns)
    return exp.select("key").distinct().from_(rows.having("sum(more) <> 0").subquery("rows"))


def _carries_usage(agreement: Agreement) -> bool:
    """Tell whether a field that is required anywhere is known by the use of the product."""
    return any(source.kind == "usage" for field in required_fields(agreement) for source in sources_of(field))


def _since(last: LastRound) -> Since:
    return Since(Moment(last.as_of, last.known_at), last.seq)


def _of_open_clocks() -> exp.Query:
    """Return the keys of all subjects with a clock that goes on."""
    of_open = [exp.select(f"{kept.by} as key").from_(kept.table).where(kept.open) for kept in KEPT if kept.open]
    return exp.union(*of_open, distinct=True)


def _over(kept: Kept, start: int, end: int) -> exp.Query:
    """Return the subjects of rows whose time is up between two moments, as news."""
    assert kept.until is not None
    after, until = ("<", "<=") if kept.reached else ("<=", "<")
    nothing = exp.cast(exp.null(), "bigint")
    said = exp.select(kept.by, *(nothing.copy() for _ in range(3)), literal("clocks"), literal(0)).from_(kept.table)
    said = said.where(f"{start} {after} {kept.until} and {kept.until} {until} {end} or {kept.unsure}")
    # what has ended is not changed by time
    return said.where(kept.open) if kept.open else said


def _types(kept: Kept) -> dict[str, ColumnType]:
    return {name: kept.step.outputs[name] for name in kept.columns}
