"""What is new between two rounds: facts that could not be seen at the last one, and what time alone brings about.

A row of ``news`` names subjects and the relation of facts that speaks of them; it says no more than
that something about them may have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.compose import bind, literal, read_query
from tripact.evaluate.crossings import Promoting
from tripact.evaluate.parameters import parameters
from tripact.evaluate.reaching import reaches
from tripact.evaluate.return_parameters import return_parameters
from tripact.evaluate.visible import Moment
from tripact.ledger.relations import RELATIONS
from tripact.worktime.dated import BEGINNING, END

_SILENT = ("subjects", "restated", "voids", "coverage", "spend", "decisions")
TELLING = tuple(name for name in RELATIONS if name not in _SILENT)
"""The relations of facts that verdicts may be read off; a void is told by the fact that it takes back."""

_ONWARD = {"identities": "false", "links": "relation = 'belongs_to'", "moves": "deal is null"}
"""Which facts of these relations change nothing before their own time; the others say who somebody was all along,
or may reopen a deal that then was never lost. No fact of any other relation does."""

_TIMED = ("usage", "consents")
"""What reaches the account of a person again when its time is over."""


@dataclass(frozen=True)
class Since:
    """The last round.

    Attributes:
        moment: As of when, as known when.
        seq: The last fact that the copy held then.
    """

    moment: Moment
    seq: int


def dated_change(agreement: Agreement, promoting: Promoting, since: Moment, now: Moment) -> bool:
    """Tell whether the agreement itself changes a value between two moments: that touches everybody."""
    dates = [row[0] for row in promoting.parameters()["policy_dates"].rows]
    dates += [ts for row in parameters(agreement)["penalty_points"].rows for ts in row[-2:]]
    return any(since.as_of < int(str(ts)) <= now.as_of for ts in dates if ts not in (BEGINNING, END))


def unsettling(since: Since, now: Moment) -> exp.Query:
    """Return a query with a row if a statement about who is who was taken back: then nobody's facts are sure."""
    statements = exp.select("seq").from_("ledger.links").union(exp.select("seq").from_("ledger.voids"), distinct=False)
    return taken_back(since, now).where(exp.column("voided_seq").isin(query=statements)).limit(1)


def news(agreement: Agreement, since: Since, now: Moment, *, pruned: bool) -> list[exp.Query]:
    """Return everything that may change a verdict, as (person, account, deal, other_key, relation, reaches, late).

    The queries read ``taken_back``.

    Args:
        agreement: What is judged by.
        since: The last round.
        now: The moment.
        pruned: Whether nobody can be promoted of whom nothing is known; else who becomes known was promoted all along.
    """
    queries = [_new(agreement, name, since, now, pruned=pruned) for name in TELLING]
    return [*queries, *_ripe(agreement, since.moment.as_of, now.as_of)]


def _new(agreement: Agreement, name: str, since: Since, now: Moment, *, pruned: bool) -> exp.Query:
    query = bind(
        read_query("new_facts"),
        {
            "seq": since.seq,
            "since": since.moment.as_of,
            "as_of": now.as_of,
            "known_since": since.moment.known_at,
            "other": _other(name),
            "relation": _weighed(agreement, since.moment.as_of) if name == "signals" else name,
            "telling": _telling(agreement, since.moment.as_of) if pruned and name == "signals" else exp.true(),
            "reaches": reaches(agreement, name),
            "onward": exp.condition(_ONWARD.get(name, "true") if pruned else "false"),
        },
    )
    return of_facts(query, name)


def _weighed(agreement: Agreement, since: int) -> exp.Expr:
    """Return 'scores' for signals that weigh in the rules alone: nothing that was before them changes with them."""
    return exp.case().when(_scoring(agreement, since), literal("scores")).else_(literal("signals"))


def _telling(agreement: Agreement, since: int) -> exp.Expr:
    """Return the condition of signals after which a verdict may be another one: those that a rule weighs do."""
    given = {**parameters(agreement), **return_parameters(agreement)}
    weighing = {str(row[0]) for name in ("rule_signals", "bypass_signals") for row in given[name].rows}
    return exp.not_(_scoring(agreement, since)).or_(_named("signal", sorted(weighing) or [""]))


def _scoring(agreement: Agreement, since: int) -> exp.Expr:
    of_person = "not person is null and account is null and deal is null"
    return exp.condition(f"ts > {since} and {of_person}").and_(exp.not_(reaches(agreement, "signals")))


def of_facts(query: exp.Query, relation: str) -> exp.Query:
    """Return a query over ``facts`` that reads a relation of the ledger, and change nothing else."""
    for table in query.find_all(exp.Table):
        if table.name == "facts" and not table.db:
            table.set("this", exp.to_identifier(relation))
            table.set("db", exp.to_identifier("ledger"))
    return query


def _other(name: str) -> exp.Expr:
    return exp.column("other_key") if "other_key" in RELATIONS[name] else exp.cast(exp.null(), "bigint")


def _about(name: str, why: str = "") -> exp.Select:
    query = exp.select("person", "account", "deal", exp.alias_(_other(name), "other_key"))
    reaching = int(name in _TIMED or why == "quiet")
    told = query.select(exp.alias_(literal(why or name), "relation"), f"{reaching} as reaches", "0 as late")
    return told.from_(f"ledger.{name}")


def taken_back(since: Since, now: Moment) -> exp.Select:
    """Return the facts that were taken back since."""
    fresh = f"(seq > {since.seq} or recorded_at > {since.moment.known_at}) and recorded_at <= {now.known_at}"
    return exp.select("voided_seq").from_("ledger.voids").where(fresh).where("not voided_seq is null")


def _ripe(agreement: Agreement, start: int, end: int) -> list[exp.Query]:
    """What time alone changes: a penalty or a basis is over, a topic or a use leaves its window."""
    spans = [
        _about(relation).where(f"ts + {after} > {start} and ts + {after} <= {end}").where(among)
        for relation, after, among in _spans(agreement)
    ]
    expired = _about("consents").where(f"expires_at > {start} and expires_at <= {end}")
    return [*spans, expired, *_quiet(agreement, start, end)]


def _quiet(agreement: Agreement, start: int, end: int) -> Iterator[exp.Query]:
    """The work that has been left alone for so long that a definition of accounts is armed again."""
    lengths = {each.rearm.milliseconds for each in agreement.definitions.values() if each.rearm}
    for after in sorted(lengths):
        for relation in ("attempts", "moves", "handoffs"):
            yield _about(relation, "quiet").where(f"ts + {after} > {start} and ts + {after} <= {end}")


def _spans(agreement: Agreement) -> Iterator[tuple[str, int, exp.Expr]]:
    for name, penalty in (agreement.fit.penalties if agreement.fit else {}).items():
        if penalty.lasts:
            yield "attributes", penalty.lasts.milliseconds, _named("name", [name])
            # what an account is said to be reaches a person who joins it, and lasts from then on
            yield "links", penalty.lasts.milliseconds, _named("relation", ["belongs_to"])
    for count in agreement.counts.values():
        if count.distinct == "topic":
            yield "signals", count.within.milliseconds + 1, _named("signal", count.signals)
    for definition in agreement.definitions.values():
        if definition.account is not None and definition.within is not None:
            yield "usage", definition.within.milliseconds + 1, exp.true()
    yield from _freshness(agreement)


def _freshness(agreement: Agreement) -> Iterator[tuple[str, int, exp.Expr]]:
    for framework in agreement.qualification.values():
        if framework.fresh:
            yield "answers", framework.fresh.milliseconds + 1, exp.true()


def _named(column: str, names: Iterable[str]) -> exp.Expr:
    return exp.column(column).isin(*map(literal, names))
