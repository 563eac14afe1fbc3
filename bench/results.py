"""The figures as tables, beside the bars that issue 2 sets."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version

from bench.contest import Measured
from bench.rules import RuleName

Line = tuple[str, ...]
_PHASES = ("phase", "wall time", "CPU time", "facts a second", "peak memory")
_RIVALS = (
    "rule",
    "contestant",
    "wall time",
    "CPU time",
    "reading files before",
    "peak memory",
    "promoted",
    "differing",
)
_COSTS = ("signals", "facts", "import", "copy", "evaluate, default rule", "evaluate, unprunable rule")
_AGAIN = {"import again": "the same files once more", "copy again": "the copy after 1,000 facts more"}


def report(whole: Measured, scales: Sequence[Measured], command: str, day: str) -> str:
    """Return all figures as a Markdown page."""
    parts = [
        f"# {whole.size.text}",
        f"Measured {day} with `{command}` on {_machine()}. The best of three runs by turns where several are made.",
        "## Bars",
        table(("bar", "asked", "found", "met"), [*_bars(whole), _flat(scales)]),
        "## The whole way",
        table(_PHASES, _phases(whole)),
        "## Evaluation beside its rivals, with the same promotions",
        table(_RIVALS, _rivals(whole)),
        "## Cost per million facts",
        table(_COSTS, _scaling(scales)),
        "## Again",
        table(("what", "wall time", "facts", "peak memory"), _again((whole, *scales))),
    ]
    return "\n\n".join(parts) + "\n"


def table(head: Line, lines: Iterable[Line]) -> str:
    """Return a Markdown table whose columns stand under each other."""
    rows = [head, tuple("---" for _ in head), *lines]
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    return "\n".join(f"| {' | '.join(_padded(row, widths))} |" for row in rows)


def _padded(row: Line, widths: Sequence[int]) -> Iterator[str]:
    fill = "-" if row[0] == "---" else " "
    return (cell.ljust(width, fill) for cell, width in zip(row, widths, strict=True))


def _bars(found: Measured) -> Iterator[Line]:
    ours, unpruned = found.best("evaluate"), found.best("evaluate", "unprunable")
    query, query_unpruned = found.best("query"), found.best("query", "unprunable")
    rate = _rate(found.best("import"))
    yield _bar("default rule: ours / query", 0.5, ours["seconds"] / query["seconds"])
    yield _bar("unprunable rule: ours / query", 1.5, unpruned["seconds"] / query_unpruned["seconds"])
    pandas = found.best("pandas")
    yield _bar("default rule: pandas / ours", 8, pandas["seconds"] / ours["seconds"], least=True)
    both = (pandas["seconds"] + pandas["loading"]) / ours["seconds"]
    yield _bar("the same, pandas reading its files", 8, both, least=True)
    yield _bar("import, facts a second", 60_000, rate, least=True)
    yield _bar("peak memory of any phase, GiB", 4, found.peak)
    answers = sum(found.differing.values())
    yield "promotions that differ", "0", str(answers), _yes(met=answers == 0)


def _bar(name: str, asked: float, found: float, *, least: bool = False) -> Line:
    met = found >= asked if least else found <= asked
    return name, f"{'at least' if least else 'at most'} {asked:,g}", _figure(found), _yes(met=met)


def _flat(scales: Sequence[Measured]) -> Line:
    """Cost per fact at the largest size beside the smallest; a quarter more is noise."""
    first, last = scales[0], scales[-1]
    worst = max(_per_fact(last, phase, rule) / _per_fact(first, phase, rule) for phase, rule in _FLAT)
    return (
        f"cost per fact, {_millions(last)} beside {_millions(first)}",
        "at most 1.25",
        _figure(worst),
        _yes(met=worst <= 1.25),
    )


_FLAT: tuple[tuple[str, RuleName], ...] = (
    ("import", "default"), ("copy", "default"), ("evaluate", "default"), ("evaluate", "unprunable"),
)  # fmt: skip


def _per_fact(found: Measured, phase: str, rule: RuleName) -> float:
    return found.best(phase, rule)["seconds"] / found.best("import")["facts"]


def _phases(found: Measured) -> Iterator[Line]:
    total = 0.0
    for phase in ("import", "copy", "evaluate", "funnel"):
        best = found.best(phase)
        total += best["seconds"]
        name = {"funnel": "funnel, its evaluation included"}.get(phase, phase)
        rate = f"{_rate(best):,.0f}" if "facts" in best else ""
        yield name, _seconds(best), f"{best['cpu']:.1f} s", rate, _memory(best)
    yield "from the files to the funnel", f"{total - found.best('evaluate')['seconds']:.1f} s", "", "", ""


def _rivals(found: Measured) -> Iterator[Line]:
    names = {"evaluate": "tripact", "query": "hand-written query", "pandas": "pandas script"}
    rules: tuple[RuleName, ...] = ("default", "unprunable")
    for rule in rules:
        for phase, name in names.items():
            best = found.best(phase, rule)
            loading = f"{best['loading']:.2f} s" if "loading" in best else ""
            differing = str(found.differing.get((phase, rule), ""))
            figures = (_seconds(best), f"{best['cpu']:.1f} s", loading, _memory(best))
            yield rule, name, *figures, f"{best['promoted']:,.0f}", differing


def _scaling(scales: Sequence[Measured]) -> Iterator[Line]:
    for found in scales:
        costs = (f"{_per_fact(found, phase, rule) * 1e6:.2f} s" for phase, rule in _FLAT)
        yield (_millions(found), f"{found.best('import')['facts']:,.0f}", *costs)


def _again(all_: Sequence[Measured]) -> Iterator[Line]:
    for found in {each.size: each for each in all_}.values():
        for phase, what in (
            ("import again", "the same files once more"),
            ("copy again", "the copy brought up to date"),
        ):
            if (phase, "default") in found.runs:
                best = found.best(phase)
                yield f"{what}, {_millions(found)}", _seconds(best), f"{best['facts']:,.0f}", _memory(best)


def _millions(found: Measured) -> str:
    return f"{found.size.signals / 1e6:.2g} M"


def _rate(figures: dict[str, float]) -> float:
    return figures["facts"] / figures["seconds"]


def _seconds(figures: dict[str, float]) -> str:
    return f"{figures['seconds']:.2f} s"


def _memory(figures: dict[str, float]) -> str:
    return f"{figures['peak']:.2f} GiB"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def _yes(*, met: bool) -> str:
    return "yes" if met else "**no**"


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    versions = f"Python {platform.python_version()}, DuckDB {version('duckdb')}, pandas {version('pandas')}"
    return f"{os.cpu_count()} cores and {memory:.0f} GiB of memory; {versions}"
