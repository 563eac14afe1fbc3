"""Measure: ``python -m bench.clocks [--clocks N]``. Timing never fails anything; a different answer does."""

from __future__ import annotations

import sys
from argparse import ArgumentParser

from bench.clocks.contest import one_by_one, relational, vectorised
from bench.clocks.sample import axes, clocks

ROUNDS = 3
SAMPLE = 2_000
"""Clocks that are given to the library: it takes too long for all of them."""


def main() -> None:
    """Measure all contestants by turns and print the ratios."""
    parser = ArgumentParser(prog="python -m bench.clocks", description="Business time beside two rivals.")
    parser.add_argument("--clocks", type=int, default=1_000_000)
    size = parser.parse_args().clocks
    given = clocks(size)
    runs = [(relational(axes(), given), vectorised(axes(), given)) for _ in range(ROUNDS)]
    ours, numpy_s = (min(run[at].seconds for run in runs) for at in (0, 1))
    print(f"{size:,} clocks on 5 calendars, every other one paused; evaluated and summed up by calendar")
    print(f"  relations in DuckDB  {ours:8.2f} s   {1e6 * ours / size:8.3f} µs a clock")
    print(f"  numpy searchsorted   {numpy_s:8.2f} s   ours / numpy: {ours / numpy_s:.2f} (at most 3)")
    try:
        each = one_by_one(given, SAMPLE)
        print(f"  businesstimedelta    {1e6 * each:8.1f} µs a clock   {each * size / ours:,.0f} × ours (at least 300)")
    except ImportError:
        print("  businesstimedelta is not installed: .venv/bin/pip install businesstimedelta")
    if runs[0][0].answer != runs[0][1].answer:
        sys.exit(f"The answers differ:\n{runs[0][0].answer}\n{runs[0][1].answer}")


if __name__ == "__main__":
    main()
