"""One phase in a process of its own, so that its peak memory is its own: ``python -m bench.phase NAME FOLDER RULE``."""

from __future__ import annotations

import gc
import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import cast

from bench.rules import RuleName

Phase = Callable[[Path, RuleName], dict[str, float]]


def main() -> None:
    """Run the phase and print its figures as JSON."""
    gc.set_threshold(100_000, 50, 100)  # as the command line does
    name, folder, rule = sys.argv[1], Path(sys.argv[2]), cast(RuleName, sys.argv[3])
    phase = _phase(name)
    before = process_time()
    figures = phase(folder, rule)
    cpu = process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(json.dumps({**figures, "cpu": cpu, "peak": peak}))


def _phase(name: str) -> Phase:
    """Return the phase; a contestant loads nothing of the others."""
    if name == "query":
        from bench import rival_query

        return rival_query.run
    if name == "pandas":
        from bench import rival_pandas

        return rival_pandas.run
    from bench.lifecycle_phases import PHASES as LIFECYCLE
    from bench.phases import PHASES

    return {**PHASES, **LIFECYCLE}[name]


if __name__ == "__main__":
    main()
