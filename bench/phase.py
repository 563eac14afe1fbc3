"""One phase in a process of its own, so that its peak memory is its own: ``python -m bench.phase NAME FOLDER RULE``."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import cast

from bench.rules import RuleName


def main() -> None:
    """Run the phase and print its figures as JSON."""
    name, folder, rule = sys.argv[1], Path(sys.argv[2]), cast(RuleName, sys.argv[3])
    # A contestant loads nothing of the others.
    if name == "query":
        from bench.rival_query import run
    elif name == "pandas":
        from bench.rival_pandas import run
    else:
        from bench.phases import PHASES

        run = PHASES[name]
    figures = run(folder, rule)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(json.dumps({**figures, "peak": peak}))


if __name__ == "__main__":
    main()
