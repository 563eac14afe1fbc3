"""The explanation of an account as text."""

from __future__ import annotations

from tripact.cli import output
from tripact.cli.person_text import MARKS, print_rule
from tripact.evaluate.account_trace import AccountTrace, Qualified
from tripact.worktime.instant import to_datetime


def print_account(trace: AccountTrace) -> None:
    """Print everything about an account."""
    same = f" (the same account as {', '.join(trace.same_as)})" if trace.same_as else ""
    _line(f"{trace.account}{same}, as of {_when(trace.as_of, trace.zone)}")
    _line(f"Judged by {trace.agreement_name}, version {trace.agreement_version}.")
    _print_members(trace)
    if trace.paid_at is not None:
        _line(f"Paying since {_when(trace.paid_at, trace.zone)}.")
    for each in trace.qualified:
        _print_qualified(each, trace.zone)
    for rule in trace.rules:
        _line(f"\n{rule.stage} at {_when(rule.ts, trace.zone)}: the rule {MARKS[rule.held]}.")
        print_rule(rule, trace.zone)
    if not trace.rules:
        _line("The agreement has no definition over the usage of an account.")


def _print_members(trace: AccountTrace) -> None:
    present = [each.person for each in trace.members if each.until_ts is None]
    gone = [each.person for each in trace.members if each.until_ts is not None]
    left = f"; left: {', '.join(gone)}" if gone else ""
    _line(f"People: {', '.join(present) or 'none'}{left}")


def _print_qualified(each: Qualified, zone: str) -> None:
    settled = f"settled on {_when(each.settled_at, zone)}" if each.settled_at is not None else "nobody has worked on it"
    _line(f"\n{each.definition} {each.number} on {_when(each.rule.ts, zone)} ({settled}), because:")
    print_rule(each.rule, zone)


def _when(instant: int, zone: str) -> str:
    return f"{to_datetime(instant, zone):%Y-%m-%d %H:%M}"


def _line(text: str) -> None:
    output.OUT.print(text, markup=False)
