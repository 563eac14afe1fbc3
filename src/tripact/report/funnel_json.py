"""The funnel report as one JSON document: instants in ISO 8601 UTC, durations in seconds, rates as shares."""

from __future__ import annotations

from dataclasses import asdict

from tripact.report.funnel_result import FunnelReport, FunnelStep, Overall
from tripact.report.leak import Leak
from tripact.worktime.instant import show

Document = dict[str, object]


def funnel_document(report: FunnelReport) -> Document:
    """Return the report as plain values, ready for ``json.dumps``."""
    since, until = report.period
    return {
        "report": "funnel",
        "as_of": show(report.as_of),
        "known_at": show(report.known_at),
        "zone": report.zone,
        "agreement": {"name": report.agreement_name, "version": report.agreement_version},
        "by": report.by,
        "from": None if since is None else show(since, report.zone),
        "to": None if until is None else show(until, report.zone),
        "horizon": report.horizon,
        "steps": [_step(step, grouped=report.by is not None) for step in report.steps],
        "overall": [_overall(each) for each in report.overall],
        "leaks": [_leak(leak) for leak in report.leaks],
        "mix": None if report.mix is None else asdict(report.mix),
        "notes": [
            {"rule": note.rule, "message": note.message, "count": note.count, "places": note.places}
            for note in report.notes
        ],
        "definitions": report.definitions,
    }


def _step(step: FunnelStep, *, grouped: bool) -> Document:
    heading: Document = {"from": step.from_stage, "to": step.to_stage}
    if grouped:
        heading["group"] = step.group or None
    fates = ("entered", "advanced", "recycled", "disqualified", "lost", "before_cause", "open", "immature", "skipped")
    return {
        **heading,
        **{name: getattr(step, name) for name in fates},
        "rate": step.rate.value,
        "low": step.rate.low,
        "high": step.rate.high,
        "numerator": step.rate.numerator,
        "denominator": step.rate.denominator,
        "throughput": {
            "ratio": step.throughput.value,
            "numerator": step.throughput.numerator,
            "denominator": step.throughput.denominator,
        },
        "time_to_next_seconds": asdict(step.times),
        "ultimate": asdict(step.incidence),
    }


def _overall(overall: Overall) -> Document:
    return {
        "from": overall.from_stage,
        "to": overall.to_stage,
        "group": overall.group or None,
        "entered": overall.rate.denominator,
        "advanced": overall.rate.numerator,
        "open": overall.rate.open,
        "rate": overall.rate.value,
        "low": overall.rate.low,
        "high": overall.rate.high,
    }


def _leak(leak: Leak) -> Document:
    return {name: value for name, value in asdict(leak).items() if name != "rate"} | {"rate": leak.rate.value}
