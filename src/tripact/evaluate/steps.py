"""The steps of an evaluation, in the order in which they build on each other."""

from __future__ import annotations

from tripact.evaluate import (
    account_promotions,
    account_states,
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
    usage_values,
    values_at,
    visits,
)
from tripact.evaluate.step import Step

STEPS: tuple[Step, ...] = (
    memberships.STEP,
    conversions.STEP,
    account_states.STEP,
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
    usage_values.STEP,
    account_promotions.STEP,
)
