"""How each number of a report on clocks is defined, for people."""

from __future__ import annotations

CLOCK_DEFINITIONS: dict[str, str] = {
    "n": "All clocks: met + met late + breached open + pending + cancelled + undecidable. A period holds the clocks "
    "whose verdict fell into it, or those that started in it: see counted.",
    "met": "Stopped within the promised time, or preempted by a touch shortly before the start.",
    "met_late": "Stopped, but after the promised time was used up: a breach.",
    "breached_open": "Not stopped yet, and the promised time is used up already: a breach.",
    "pending": "Running or paused, and not broken yet; in no rate.",
    "cancelled": "Made void (merged, opted out, disqualified) before it was decided; in no rate, its share is shown.",
    "undecidable": "A clock of hours that turns on the hour of a fact known by day only; never guessed, in no rate.",
    "excused": "Breaches with an approved excuse; they stay breaches in the attainment.",
    "preempted": "Kept by a touch shortly before the start; counted as met with no time.",
    "attainment": "met / (met + met late + breached open), with the Wilson 95 % interval (methods §4.1).",
    "attainment_unexcused": "The attainment with excused breaches left out; it stands only beside the attainment.",
    "revised": "Clocks that stood as broken when their promise ended, until a fact recorded later showed that they had "
    "been kept (or void) in time; counted by what they are now. --known-at gives the verdicts as known then.",
    "started": "Clocks that started in the period: those that the times are of.",
    "median_seconds": "Measured time by which half of the clocks that started in the period have stopped "
    "(Kaplan-Meier; open clocks censored at their time so far, cancelled ones at the cancel). Null: not reached.",
    "p90_seconds": "Likewise the time by which nine in ten have stopped.",
    "unit": "What the seconds measure: open time of the calendar (business) or wall-clock time (elapsed).",
    "burn": "Breaches out of those that the agreement's target allows among the decided clocks; above 1 is too many.",
    "counted": "verdict: the period of a clock is that of its stop if met, of the end of its promise if not (methods "
    "§4.1); a cancelled one counts at the cancel, an undecidable one at its stop, else its start; pending ones have no "
    "verdict and stand at the moment of the report. start: the period of a clock is that of its start.",
    "pending_outside": "Pending clocks that the period leaves out, for they have no verdict yet.",
    "prohibitions": "Runs of what is forbidden: kept + broken + running. Broken: something forbidden happened. Kept: "
    "over or lifted, and nothing did. Running: in force, and nothing did yet. violations: the facts that broke them. "
    "attainment: kept / (kept + broken), with the Wilson 95 % interval. A period holds the runs first broken, lifted "
    "or over in it, or those that started in it; running ones stand at the moment of the report.",
    "causes": "Breaches of a commitment by what they have in common: ending (how it came about), held (who held more "
    "than anybody else of the time), hours (began in open or closed hours), owner, channel, weekday-hour of the start. "
    "breaches out of of_breaches; rate: breaches out of the decided clocks with it, with the Wilson 95 % interval; "
    "excess: breaches beyond the decided times the rate of the whole commitment. What goes together need not be the "
    "reason.",
}
