"""The explanation of a clock as JSON: instants in ISO 8601 with the offset of its calendar's zone."""

from __future__ import annotations

from dataclasses import asdict

from tripact.cli.clock_text import reason, revision
from tripact.report.clock_custody import custody_document
from tripact.report.clock_excuses import excuse_document
from tripact.report.clock_ladder import level_document
from tripact.report.clock_list import clock_document, seconds
from tripact.report.clock_marks import Mark, Pause
from tripact.report.clock_trace import ClockTrace
from tripact.worktime.instant import show
from tripact.worktime.span import Span

Document = dict[str, object]


def trace_document(trace: ClockTrace) -> Document:
    """Return the explanation as plain values, ready for ``json.dumps``."""
    return {
        **clock_document(trace.clock, trace.zone),
        "as_of": show(trace.as_of, trace.zone),
        "zone": trace.zone,
        "agreement": {"name": trace.agreement_name, "version": trace.agreement_version},
        "promise": asdict(trace.promise),
        "counted_on": _counted_on(trace),
        "started_by": _mark(trace.started_by, trace.zone),
        "stopped_by": _mark(trace.ended_by, trace.zone),
        "kept_by": _mark(trace.kept_by, trace.zone),
        "attempts": None if trace.promise.attempts is None else trace.clock.attempts or 0,
        "spans": [_span(span, trace.zone) for span in trace.counted],
        "ladder": [level_document(level, trace.zone) for level in trace.ladder],
        "pauses": [_span(span, trace.zone) for span in trace.pauses],
        "paused_by": [_pause(each, trace) for each in trace.paused_by],
        "custody": custody_document(trace.custody),
        "reason": reason(trace),
        "revision": revision(trace.revisions[-1], trace.zone) if trace.revisions else None,
        "revisions": [
            {**each._asdict(), "recorded_at": show(each.recorded_at, trace.zone)} for each in trace.revisions
        ],
        "excuses": [excuse_document(each, trace.zone) for each in trace.excuses],
    }


def _counted_on(trace: ClockTrace) -> Document:
    on = trace.counted_on
    return {
        "calendar": on.calendar,
        "whose": on.whose,
        "named": on.named,
        "own": on.own,
        "version_from": None if on.version_from is None else str(on.version_from),
        "holidays": on.holidays,
        "handed": [
            {"from": show(leg.since, trace.zone), "calendar": leg.calendar, "owner": leg.owner} for leg in on.handed
        ],
    }


def _pause(pause: Pause, trace: ClockTrace) -> Document:
    """Return a pause, its end null while it lasts."""
    still = pause.until is None or pause.until > trace.end
    return {
        "from": show(pause.since, trace.zone),
        "until": None if still else show(pause.until or 0, trace.zone),
        "share": pause.share,
        "moment": pause.by.says if pause.by else None,
        "fact": pause.by.seq or None if pause.by else None,
    }


def _mark(mark: Mark | None, zone: str) -> Document | None:
    if mark is None:
        return None
    # what a rule decided is no fact
    return {"at": show(mark.ts, zone), "moment": mark.says, "fact": mark.seq or None, "by_day": mark.by_day}


def _span(span: Span, zone: str) -> Document:
    assert span.end is not None
    return {"from": show(span.start, zone), "until": show(span.end, zone), "seconds": seconds(span.end - span.start)}
