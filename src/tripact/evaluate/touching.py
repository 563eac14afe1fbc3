"""Whom a round judges again, as queries over what is new and what is kept."""

from __future__ import annotations

from functools import reduce

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.compose import bind, chain, literal, read_query
from tripact.evaluate.kept import KEPT, Kept
from tripact.evaluate.known_fields import required_fields, sources_of
from tripact.evaluate.news import Since, news, taken_back
from tripact.evaluate.reaching import judges_accounts
from tripact.evaluate.visible import Moment

ACCOUNTS = "judged_accounts"


def all_news(agreement: Agreement, since: Since, now: Moment, *, pruned: bool) -> exp.Query:
    """Return everything that may change a verdict between two moments, with the kept rows whose time is up."""
    queries: list[exp.Query] = news(agreement, since, now, pruned=pruned)
    queries += [_over(kept, since.moment.as_of, now.as_of) for kept in KEPT if kept.until]
    whole = reduce(lambda left, right: exp.union(left, right, distinct=False, copy=False), queries)
    return chain(whole, {"taken_back": taken_back(since, now)})


def accounts(agreement: Agreement, *, fresh: bool) -> exp.Query:
    """Return which accounts are judged by what their people do; it reads ``canonical``.

    Args:
        agreement: What they are judged by.
        fresh: Whether there is news by which others may qualify.
    """
    qualifying: exp.Query = exp.select("account").from_("verdicts.account_promotions")
    if fresh:
        said = exp.select("account").from_("news").where("person is null and relation in ('attributes', 'links')")
        qualifying = exp.union(qualifying, said, distinct=True)
    judged = bind(read_query(ACCOUNTS), {"of_accounts": judges_accounts(agreement)})
    return chain(judged, {"qualifying": qualifying})


def touched(agreement: Agreement, *, pruned: bool) -> exp.Query:
    """Return the keys of all subjects whose verdicts may change; it reads ``news`` and ``canonical``.

    Args:
        agreement: What they are judged by.
        pruned: Whether nobody can be promoted of whom nothing is known: then points are news of the promotable alone.
    """
    usage = any(source.kind == "usage" for field in required_fields(agreement) for source in sources_of(field))
    hopeful = _hopeful() if pruned else exp.select("key").from_("ledger.subjects")
    first = bind(read_query("touched_first"), {"of_usage": usage})
    return chain(read_query("touched"), {"touched_first": first, "hopeful": hopeful, "busy": _busy()})


def asked_moves(since: int) -> exp.Query:
    """Return the recorded moves whose gates are asked again; it reads ``touched`` and the moves that were chosen.

    Args:
        since: As of when the last round was.
    """
    return bind(read_query("asked_moves"), {"since": since})


def of_open_clocks() -> exp.Query:
    """Return the keys of all subjects with a clock that goes on, and of whom it takes to judge them."""
    running = exp.union(*_open(), distinct=False).subquery("running")
    return chain(read_query("touched"), {"touched_first": exp.select("key", "1 as late").from_(running)})


def _hopeful() -> exp.Query:
    """Return the keys of all whom a rule can promote as they are known, or bring back to the path."""
    left = exp.select("journey").from_("verdicts.visits").where("kind in ('recycle', 'disqualified')")
    return exp.union(exp.select("person as key").from_("verdicts.promotable"), left, distinct=False)


def _busy() -> exp.Query:
    """Return the keys of all of whom something is under way that what others do may end: clocks, handoffs, bans."""
    waiting = exp.select("account as key").from_("verdicts.account_promotions").where("settled_at is null")
    barred = exp.select("journey").from_("verdicts.prohibitions")
    handed = exp.select("journey").from_("verdicts.handoff_rounds")
    return exp.union(waiting, *_open(), barred, handed, distinct=False)


def _open() -> list[exp.Query]:
    return [exp.select(f"{kept.by} as key").from_(kept.table).where(kept.open) for kept in KEPT if kept.open]


def _over(kept: Kept, start: int, end: int) -> exp.Query:
    """Return the subjects of rows whose time is up between two moments, as news."""
    assert kept.until is not None
    after, until = ("<", "<=") if kept.reached else ("<=", "<")
    nothing = exp.cast(exp.null(), "bigint")
    said = exp.select(kept.by, *(nothing.copy() for _ in range(3)), literal("clocks"), literal(0), literal(0))
    said = said.from_(kept.table)
    said = said.where(f"{start} {after} {kept.until} and {kept.until} {until} {end} or {kept.unsure}")
    # what has ended is not changed by time
    return said.where(kept.open) if kept.open else said
