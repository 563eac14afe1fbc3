"""The explanation of a prohibition as text: from when until when it forbids what, and every fact that broke it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tripact.agreement.agreement import Agreement
from tripact.agreement.values import said
from tripact.cli import output
from tripact.cli.clock_words import when
from tripact.evaluate.violations import Violation
from tripact.report.clock_marks import Mark
from tripact.report.prohibition_list import ListedProhibition
from tripact.report.prohibition_sums import ProhibitionSums
from tripact.report.prohibition_trace import ProhibitionTrace
from tripact.report.writer import Writer

_FIGURES = Writer("en", "UTC")
_SUMS = ("prohibition", "runs", "kept", "broken", "running", "violations", "kept share", "95% interval")
_COLUMNS = ("prohibition", "started", "until", "broken", "state")


def print_prohibition(trace: ProhibitionTrace, agreement: Agreement) -> None:
    """Print everything about a run of a prohibition."""
    for line in _lines(trace, agreement):
        output.OUT.print(line, markup=False)


def print_prohibitions(found: Sequence[ListedProhibition], zone: str) -> None:
    """Print one line for each run; nothing where there is none."""
    if not found:
        return
    rows = [
        [
            each.id,
            when(each.ran.started_at, zone),
            when(_end(each), zone),
            f"{len(each.violations):,}",
            each.ran.state,
        ]
        for each in found
    ]
    output.OUT.print()
    output.print_table("Prohibitions", _COLUMNS, rows)


def print_sums(prohibitions: Sequence[ProhibitionSums]) -> None:
    """Print how often what is forbidden happened; nothing where nothing is forbidden."""
    if not prohibitions:
        return
    rows = [
        [
            each.commitment,
            *(f"{count:,}" for count in (each.runs, each.kept, each.broken, each.running, each.violations)),
            _FIGURES.percent(each.attainment.value),
            _FIGURES.interval(each.attainment.low, each.attainment.high),
        ]
        for each in prohibitions
    ]
    output.OUT.print()
    output.print_table("Prohibitions", _SUMS, rows)


def print_broken(found: Sequence[ListedProhibition], zone: str) -> None:
    """Print the prohibitions that were broken, each with the facts that broke it."""
    for each in found:
        if each.violations:
            output.OUT.print(f"\nBroken: {each.id}, since {when(each.ran.started_at, zone)}", markup=False)
        for fact in each.violations:
            output.OUT.print(f"  ✗ {_fact(fact, zone)}", markup=False)


def _end(each: ListedProhibition) -> int | None:
    return each.ran.lifted_at if each.ran.state == "lifted" else each.ran.until_at


def _lines(trace: ProhibitionTrace, agreement: Agreement) -> Iterator[str]:
    each, zone = trace.prohibition, agreement.zone
    clause = agreement.clocks[each.commitment]
    title = said(clause.title, agreement.language or "en") or each.commitment
    yield f"{each.id}: {each.ran.state}, as of {when(trace.as_of, zone)}"
    between = f", between {' and '.join(clause.between)}" if clause.between else ""
    yield f"Forbids: {title}: no {_any(clause.forbids)}{between}"
    yield f"         {trace.where}, {agreement.name} version {agreement.version}"
    yield f"Started: {when(each.ran.started_at, zone)} by {_by(trace.started_by, clause.starts)}"
    yield f"Ends:    {_ending(trace, zone, _any(clause.lifts))}"
    for fact in each.violations:
        yield f"Broken:  {_fact(fact, zone)}"
    yield f"Verdict: {each.ran.state}, because {_reason(each)}"


def _ending(trace: ProhibitionTrace, zone: str, lifts: str) -> str:
    ran = trace.prohibition.ran
    after = f" after '{ran.reason}'" if ran.reason else ""
    rest = f"{when(ran.until_at, zone)}, the rest{after}" if ran.until_at is not None else ""
    if ran.lifted_at is not None:
        lifted = f"lifted {when(ran.lifted_at, zone)} by {trace.lifted_by.cited if trace.lifted_by else lifts}"
        return f"{lifted}; without that {rest}" if rest else lifted
    return " or ".join(filter(None, (rest, f"when lifted by {lifts}" if lifts else "")))


def _reason(each: ListedProhibition) -> str:
    times = len(each.violations)
    return {
        "violated": f"what it forbids happened {f'{times:,} times' if times > 1 else 'once'}.",
        "kept": "nothing that it forbids happened until it was over.",
        "lifted": "it was lifted before anything that it forbids happened.",
        "running": "it still forbids, and nothing that it forbids has happened.",
    }[each.ran.state]


def _fact(fact: Violation, zone: str) -> str:
    mark = Mark(fact.ts, fact.seq, "forbid", fact.verb, fact.name, fact.channel, fact.by_day)
    return f"{when(fact.ts, zone)} {mark.cited}"


def _by(mark: Mark | None, known: Sequence[object]) -> str:
    return mark.cited if mark else _any(known)


def _any(moments: Sequence[object]) -> str:
    return " or ".join(map(str, moments))
