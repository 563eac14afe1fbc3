"""How each number of a report is defined, in one sentence, for people."""

from __future__ import annotations

FUNNEL_DEFINITIONS: dict[str, str] = {
    "entered": "Passes that reached the stage (entered it, or skipped it on the way to a later one) and, with a "
    "horizon, whose window is over. In a later step: those that advanced in the step before.",
    "advanced": "Of those, the ones that reached the next stage within the horizon (exactly at its end counts).",
    "recycled": "Left for a recycle stage before advancing.",
    "disqualified": "Left as disqualified before advancing.",
    "lost": "Left as lost before advancing.",
    "before_cause": "Recorded in the next stage before this one; counted in the denominator, not as advanced.",
    "open": "Neither advanced nor left when the window was over; censored, not failed.",
    "immature": "Entered too late for their window to be over; not in the rate.",
    "rate": "Cohort conversion: advanced / entered, with the Wilson 95 % interval. Without a horizon it is "
    "the rate so far and still grows.",
    "overall": "Those who began in the first stage and reached the won stage within one horizon of their beginning / "
    "those whose window is over.",
    "throughput": "Throughput ratio of the period: passes reaching the next stage / passes reaching this one, in the "
    "same period. Different people, so it may exceed 100 % and is no conversion.",
    "incidence": "Where the cohort ends up when the open ones are censored (Aalen-Johansen), with its 95 % interval.",
    "median": "Elapsed time by which half of all that entered have advanced (Aalen-Johansen: the open are censored, "
    "the gone are gone). A dash: fewer than half ever do.",
    "advanced_median": "Median elapsed time of those who advanced, and only of them.",
    "wins_forgone": "Items lost at the step × the rate of the steps after it.",
    "gap_wins": "Entered × (benchmark − rate, if positive) × the rate of the steps after it. The benchmark is the "
    "agreement's target for the step, else the best quartile of the company's own last four quarters.",
}
