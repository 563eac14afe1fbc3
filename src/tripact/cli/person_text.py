"""The explanation of a person as text."""

from __future__ import annotations

from tripact.cli import output
from tripact.cli.recycle_text import print_recycled
from tripact.evaluate.explanation import Clause, Evidence, PersonTrace, Reading, RuleTrace
from tripact.worktime.instant import to_datetime

_NEWEST = 5
_MARK = {True: "✓", False: "✗", None: "?"}
MARKS = {True: "holds", False: "does not hold", None: "cannot be told"}


def print_person(trace: PersonTrace) -> None:
    """Print everything about a person."""
    same = f" (the same person as {', '.join(trace.same_as)})" if trace.same_as else ""
    of = f" of {', '.join(trace.accounts)}" if trace.accounts else ""
    _line(f"{trace.person}{same}{of}, as of {_when(trace.as_of, trace.zone)}")
    _line(f"Judged by {trace.agreement_name}, version {trace.agreement_version}.")
    _print_path(trace)
    for rule in trace.promotions:
        _line(f"\nPromoted to {rule.stage} on {_when(rule.ts, trace.zone)}, because:")
        print_rule(rule, trace.zone)
    for recycled in trace.recycles:
        print_recycled(recycled, trace, print_rule)
    for rule in trace.closest:
        if rule.ts != trace.as_of:
            _line(f"\n{_unpromoted(rule, trace)}:")
            print_rule(rule, trace.zone)
    for rule in trace.rules:
        _line(f"\n{rule.stage} at {_when(rule.ts, trace.zone)}: the rule {MARKS[rule.held]}.")
        print_rule(rule, trace.zone)
    _print_unknown(trace)


def _unpromoted(rule: RuleTrace, trace: PersonTrace) -> str:
    """Say why a rule never promoted: it never held, or only when the person stood elsewhere already."""
    when = _when(rule.ts, trace.zone)
    if not rule.held:
        return f"The rule of {rule.stage} never held. Closest on {when}"
    stood = [each for each in trace.path if each.entered_at <= rule.ts]
    held = f"The rule of {rule.stage} held on {when}, but promoted nobody"
    if not stood:
        return held
    return f"{held}: {trace.person} stood in {stood[-1].stage} already, since {_when(stood[-1].entered_at, trace.zone)}"


def _print_path(trace: PersonTrace) -> None:
    if trace.path:
        steps = [f"{each.stage} ({_when(each.entered_at, trace.zone)}, pass {each.number})" for each in trace.path]
        _line("Path: " + " → ".join(steps))


def print_rule(rule: RuleTrace, zone: str) -> None:
    """Print a rule with where it stands, and each of its clauses."""
    _line(f"  {rule.text}")
    _line(f"  {rule.where}, version {rule.version}")
    for clause in rule.clauses:
        _print_clause(clause, zone, "  ")


def _print_clause(clause: Clause, zone: str, indent: str) -> None:
    lacking = f"   needs {' or '.join(clause.lacking)}" if clause.lacking else ""
    _line(f"{indent}{_MARK[clause.held]} {clause.needed}{lacking}")
    for reading in clause.has:
        _print_reading(reading, zone, indent + "    ")


def _print_reading(reading: Reading, zone: str, indent: str) -> None:
    points = "" if reading.points is None else "{:g} of {:g} points before penalties; ".format(*reading.points)
    _line(f"{indent}{reading.name} = {_value(reading.value)}   ({points}{reading.says})")
    for evidence in reading.evidence[:_NEWEST]:
        _line(f"{indent}  · {_evidence(evidence, zone)}")
    if len(reading.evidence) > _NEWEST:
        _line(f"{indent}  · and {len(reading.evidence) - _NEWEST} more")
    for clause in reading.clauses:
        _print_tier(clause, zone, indent + "  ")


def _print_tier(clause: Clause, zone: str, indent: str) -> None:
    """Print a tier in one line, and the newest fact behind each of its counts."""
    has = ", ".join(f"{reading.name} = {_value(reading.value)}" for reading in clause.has)
    _line(f"{indent}{_MARK[clause.held]} {clause.needed}   has {has}")
    newest = {each.seq: each for reading in clause.has for each in reading.evidence[:1]} if clause.held else {}
    for evidence in newest.values():
        _line(f"{indent}    · {_evidence(evidence, zone)}")


def _print_unknown(trace: PersonTrace) -> None:
    low, high = trace.fit_bounds
    if trace.unknown and low is not None and high is not None:
        missing = ", ".join(f"{each.name} (up to +{each.could_add:.1f})" for each in trace.unknown)
        _line(f"\nUnknown: {missing}. With them fit lies between {low:.1f} and {high:.1f}.")


def _evidence(evidence: Evidence, zone: str) -> str:
    points = "" if evidence.then is None else f": {evidence.then:+g} points"
    left = "" if evidence.now is None or evidence.now == evidence.then else f", {evidence.now:.2f} left"
    fact = f" (fact {evidence.seq})" if evidence.seq else ""
    return f"{_when(evidence.ts, zone)} {evidence.what}{points}{left}{fact}"


def _value(value: object) -> str:
    return (
        "unknown"
        if value is None
        else f"{value:.2f}".rstrip("0").rstrip(".")
        if isinstance(value, float)
        else str(value)
    )


def _when(instant: int, zone: str) -> str:
    return f"{to_datetime(instant, zone):%Y-%m-%d %H:%M}"


def _line(text: str) -> None:
    output.OUT.print(text, markup=False)
