"""Measure: ``python -m bench [--quick] [--signals N] [--people N]``. Timing never fails anything."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from bench.contest import Measured, compete, import_again, scale
from bench.results import report
from bench.sizes import HERE, Size

WHOLE = (10_000_000, 1_000_000)
QUICK = (1_000_000, 100_000)


def main() -> None:
    """Measure all sizes, print the tables; a run of the whole size also writes them to ``bench/RESULTS.md``."""
    arguments = _arguments()
    signals, people = QUICK if arguments.quick else (arguments.signals, arguments.people)
    smaller = [Size(signals // part, people // part) for part in (10, 3)] if not arguments.quick else []
    scales = [scale(size) for size in smaller]
    for found in scales[:1]:
        import_again(found)
    whole = compete(Size(signals, people))
    page = report(whole, [*scales, whole], _command(arguments), f"{datetime.now(tz=UTC):%Y-%m-%d}")
    print(page)
    if (signals, people) == WHOLE:
        (HERE / "RESULTS.md").write_text(page, encoding="utf-8")
    _answers_agree(whole)


def _answers_agree(whole: Measured) -> None:
    wrong = {rival: count for rival, count in whole.differing.items() if count}
    if wrong:
        sys.exit(f"The promotions differ: {wrong}")


def _arguments() -> Namespace:
    parser = ArgumentParser(
        prog="python -m bench", description="Speed and memory beside two rivals with the same answer."
    )
    parser.add_argument("--signals", type=int, default=WHOLE[0])
    parser.add_argument("--people", type=int, default=WHOLE[1])
    parser.add_argument("--quick", action="store_true", help="1 million signals only; one size")
    return parser.parse_args()


def _command(arguments: Namespace) -> str:
    size = "--quick" if arguments.quick else f"--signals {arguments.signals} --people {arguments.people}"
    return f"python -m bench {size}"


if __name__ == "__main__":
    main()
