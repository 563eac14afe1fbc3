"""The steps of an evaluation, in the order in which they build on each other."""

from __future__ import annotations

from tripact.evaluate import (
    assertions,
    attribute_states,
    candidates,
    changes,
    conversions,
    counted_signals,
    entries,
    exits,
    fit_spans,
    further_deals,
    memberships,
    penalty_spans,
    person_signals,
    promotions,
    slow_values,
    standings,
    timeline,
    values_at,
    visits,
)
from tripact.evaluate.step import Step

STEPS: tuple[Step, ...] = (
    memberships.STEP,
    conversions.STEP,
    attribute_states.STEP,
    fit_spans.STEP,
    penalty_spans.STEP,
    changes.STEP,
    standings.STEP,
    slow_values.STEP,
    candidates.STEP,
    person_signals.STEP,
    counted_signals.STEP,
    timeline.STEP,
    values_at.STEP,
    promotions.STEP,
    assertions.STEP,
    further_deals.STEP,
    visits.STEP,
    entries.STEP,
    exits.STEP,
)
