"""Runs a phase in a fresh process and reads its figures."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from bench.rules import RuleName
from bench.sizes import HERE

Figures = dict[str, float]


def measured(phase: str, folder: Path, rule: RuleName = "default") -> Figures:
    """Return the figures of a phase: seconds, CPU seconds of all threads, peak memory in GiB, and what it counted."""
    command = [sys.executable, "-m", "bench.phase", phase, str(folder), rule]
    done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    print(
        f"  {phase:9} {rule:11} {figures['seconds']:8.2f} s  cpu {figures['cpu']:8.2f} s  {figures['peak']:5.2f} GiB",
        flush=True,
    )
    return figures


def best(runs: list[Figures]) -> Figures:
    """Return the quickest run, with the highest peak of all."""
    return {**min(runs, key=lambda run: run["seconds"]), "peak": max(run["peak"] for run in runs)}
