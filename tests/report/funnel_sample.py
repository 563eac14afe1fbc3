"""Funnel reports made by hand: large and small, nothing at all, blanks, hostile names, notes."""

from __future__ import annotations

from dataclasses import replace

from tripact.report.funnel_result import FunnelReport, FunnelStep, Group, Incidence, Note, Overall, Times
from tripact.report.leak import leaks, ranked
from tripact.report.mix import decompose
from tripact.report.proportion import Rate, rate
from tripact.worktime.instant import parse

DAYS = 86_400.0
HOSTILE = "<script>alert('x')</script> & \"co\"\x07"
TITLES = {
    "lead": "Lead",
    "mql": "Marketing qualified lead",
    "sal": "Sales accepted lead",
    "sql": "Sales qualified lead",
    "solution_fit": "Solution fit",
    "proposal": "Proposal and negotiation",
    "won": "Closed won",
}
WAY = tuple(TITLES)
COHORT = {
    # entered, advanced, recycled, disqualified, lost, before cause, immature, median days
    ("lead", "mql"): (6012, 2404, 0, 611, 0, 3, 431, 6.5),
    ("mql", "sal"): (2404, 1322, 402, 240, 0, 0, 120, 0.13),
    ("sal", "sql"): (1322, 661, 290, 95, 0, 0, 84, 3.9),
    ("sql", "solution_fit"): (661, 415, 70, 0, 66, 1, 40, 9.2),
    ("solution_fit", "proposal"): (415, 290, 22, 0, 61, 0, 17, 12.8),
    ("proposal", "won"): (290, 247, 0, 0, 31, 0, 0, 21.2),
}
SOURCES: dict[str | None, tuple[int, int]] = {
    "organic search": (2310, 118),
    "paid search": (1511, 48),
    "partner referral with quite a long name that has to be cut somewhere": (902, 61),
    "webinar": (611, 14),
    "unknown": (402, 4),
    None: (215, 2),
    HOSTILE: (47, 0),
    "trade fair": (12, 1),
    "fax": (2, 1),
    "pigeon": (0, 0),
}


def step(
    way: tuple[str, str], figures: tuple[int, int, int, int, int, int, int, float | None], group: Group | None = None
) -> FunnelStep:
    """One step; whoever did not advance or leave is open."""
    entered, advanced, recycled, disqualified, lost, before, immature, median = figures
    still = entered - advanced - recycled - disqualified - lost - before
    slow = None if median is None else median * DAYS
    times = Times(
        slow,
        None if advanced < 0.9 * entered or slow is None else 4 * slow,
        advanced,
        *(None if slow is None else slow * factor for factor in (0.4, 0.8, 1.7)),
    )
    share = advanced / entered if entered else None
    ends = Incidence(
        share,
        *(rate(advanced, entered).low, rate(advanced, entered).high),
        *((None,) * 3 if share is None else (recycled / entered, disqualified / entered, lost / entered)),
    )
    through = Rate(advanced + 40, entered, 0, (advanced + 40) / entered if entered else None, None, None)
    return FunnelStep(
        *way, group or {}, entered, advanced, recycled, disqualified, lost, before, still, immature, entered // 50,
        rate(advanced, entered, open=still), through, times, ends,
    )  # fmt: skip


def plain() -> FunnelReport:
    """Over everybody only, with a horizon, without notes."""
    steps = tuple(step(way, figures) for way, figures in COHORT.items())
    return FunnelReport(
        agreement_name="b2b",
        agreement_version=3,
        title="Marketing – Sales – Customer Success agreement",
        zone="Europe/Bratislava",
        as_of=parse("2026-03-31", "Europe/Bratislava"),
        known_at=parse("2026-04-02T08:15", "Europe/Bratislava"),
        by=None,
        period=(parse("2024-12-31", "Europe/Bratislava") + 1, parse("2025-12-31", "Europe/Bratislava") + 1),
        horizon="90 days",
        steps=steps,
        overall=(Overall("lead", "won", {}, rate(247, 6012, open=403)),),
        leaks=ranked(leaks([(f"{one}>{two}", n, done) for (one, two), (n, done, *_) in COHORT.items()])),
        mix=None,
        notes=(),
        definitions={"entered": "Passes that reached the stage and whose window is over."},
        stage_titles=TITLES,
    )


def split() -> FunnelReport:
    """Split by source: a blank beside the word unknown, small groups, an empty one, a hostile one."""
    report = plain()
    steps = tuple(
        step(way, _scaled(figures, n), {"source": source}) for source, (n, _) in SOURCES.items()
        for way, figures in COHORT.items()
    )  # fmt: skip
    ways = tuple(
        Overall("lead", "won", {"source": source}, rate(won, n, open=n // 15)) for source, (n, won) in SOURCES.items()
    )
    before = {str(source or ""): (int(won * 1.3), n) for source, (n, won) in SOURCES.items()}
    after = {str(source or ""): (won, n + n % 97) for source, (n, won) in SOURCES.items()}
    return replace(
        report,
        by="source",
        steps=report.steps + steps,
        overall=report.overall + ways,
        mix=decompose(before, after),
        notes=(
            Note("left_truncation", "No win is recorded before 2025-03-05, but leads are from 2025-01-02 on.", 611),
            Note("outcome_before_cause", "Wins stand before the first contact.", 1, ("lead 4711",)),
            Note("blank_dimension", "Leads have no source; they are a row of their own.", 215, tuple(
                f"leads.csv row {n}" for n in range(10, 30)
            )),
            Note("immature", f"Cells are not mature yet, {HOSTILE}", 12),
        ),
    )  # fmt: skip


def empty() -> FunnelReport:
    """Steps that nobody has entered, without a horizon."""
    nothing = (0, 0, 0, 0, 0, 0, 0, None)
    way = [("lead", "mql"), ("mql", "won")]
    return replace(
        plain(),
        horizon=None,
        period=(None, None),
        steps=tuple(step(pair, nothing) for pair in way),
        overall=(Overall("lead", "won", {}, rate(0, 0)),),
        leaks=ranked(leaks([("lead>mql", 0, 0), ("mql>won", 0, 0)])),
    )


def small() -> FunnelReport:
    """Seven leads: nothing can be judged."""
    way = {("lead", "mql"): (7, 4, 0, 1, 0, 0, 2, 3.0), ("mql", "won"): (4, 1, 0, 0, 0, 0, 1, 40.0)}
    return replace(
        plain(),
        steps=tuple(step(pair, figures) for pair, figures in way.items()),
        overall=(Overall("lead", "won", {}, rate(1, 7, open=2)),),
        leaks=ranked(leaks([("lead>mql", 7, 4), ("mql>won", 4, 1)])),
    )


def monthly() -> FunnelReport:
    """Split by month: the order is that of the calendar, not of size."""
    report = plain()
    months = [(f"2025-{n:02d}", 300 + 37 * n % 211, 9 + 5 * n % 13) for n in range(1, 13)]
    ways = tuple(Overall("lead", "won", {"month": month}, rate(won, n, open=n // 9)) for month, n, won in months)
    return replace(report, by="month", overall=report.overall + ways[::-1])


def _scaled(
    figures: tuple[int, int, int, int, int, int, int, float | None], n: int
) -> tuple[int, int, int, int, int, int, int, float | None]:
    *counts, median = figures
    share = n / 6012
    small = [int(count * share) for count in counts]
    return (small[0], *small[1:], median if n else None)  # type: ignore[return-value]
