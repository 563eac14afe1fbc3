"""Measure: ``python -m bench.lifecycle [--people N] [--signals N]``: everything that is judged, and one more day of it.

A year of facts of the shipped b2b agreement is judged as a whole and by a round of the touched, beside a
bare scan-and-sort of the same relations, and at a tenth of the size. What a round reads is the
columnar copy, so the facts are laid into it directly. The round takes seconds, so it is measured three times, each
on the copy as it was before, and the median counts. Timing never fails anything; a different answer does.
"""

from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from bench.child import Figures, measured
from bench.lifecycle_phases import COPY
from bench.sizes import Size

_DAYS = 3


def main() -> None:
    """Measure and print the ratios."""
    arguments = _arguments()
    whole = Size(arguments.signals, arguments.people)
    small = _measure(Size(whole.signals // 10, whole.people // 10)) if not arguments.alone else None
    found = _measure(whole)
    print("\n".join(_lines(found, small)))
    if found["again"]["differing"]:
        sys.exit(f"{found['again']['differing']:.0f} verdicts differ between the round and a whole evaluation")


def _measure(size: Size) -> dict[str, Figures]:
    size.folder.mkdir(parents=True, exist_ok=True)
    print(size.text, flush=True)
    found = {phase: measured(phase, size.folder) for phase in ("lay", "sort", "whole")}
    return {**found, "day": _median_day(size.folder), "again": measured("again", size.folder)}


def _median_day(folder: Path) -> Figures:
    copy, before = folder / COPY, folder / f"{COPY}.before"
    shutil.copy(copy, before)
    days = []
    for _ in range(_DAYS):
        shutil.copy(before, copy)
        days.append(measured("day", folder))
    before.unlink()
    return sorted(days, key=lambda day: day["seconds"])[_DAYS // 2]


def _lines(found: dict[str, Figures], small: dict[str, Figures] | None) -> list[str]:
    rival, whole, day, again = (found[phase] for phase in ("sort", "whole", "day", "again"))
    facts = found["lay"]["facts"]
    lines = [
        f"whole evaluation: {facts:,.0f} facts, {whole['verdicts']:,.0f} verdicts in {whole['seconds']:.1f} s"
        f" (at most 90), cpu {whole['judging']:.1f} s, {whole['peak']:.2f} GiB (at most 6)",
        f"  beside scan and sort ({rival['seconds']:.2f} s): {whole['seconds'] / rival['seconds']:.1f} times,"
        f" cpu {whole['judging'] / rival['judging']:.1f} times",
        f"one more day: {day['fresh']:,.0f} facts, {day['touched']:,.0f} subjects in {day['seconds']:.2f} s,"
        f" cpu {day['judging']:.2f} s: {day['seconds'] / again['seconds']:.3f} of everybody,"
        f" cpu {day['judging'] / again['judging']:.3f} (at most 0.05)",
        f"  time of open clocks, when verdicts are read: {day['settling']:.1f} s",
        *(f"  {name}: {rows:,.0f}" for name, rows in again.items() if name.startswith("of ")),
    ]
    if small is not None:
        per_fact = [each["whole"]["judging"] / each["lay"]["facts"] for each in (found, small)]
        lines.append(f"cost per fact, whole size / a tenth of it: cpu {per_fact[0] / per_fact[1]:.2f}")
    return lines


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m bench.lifecycle", description="The whole lifecycle, judged.")
    parser.add_argument("--signals", type=int, default=10_000_000)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--alone", action="store_true", help="without the tenth of the size")
    return parser.parse_args()


if __name__ == "__main__":
    main()
