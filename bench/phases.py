"""The phases that are measured, each a function for a process of its own.

A phase returns what it counted and how long it took; the process adds its peak memory.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import cast

from sqlglot import exp

from bench.answers import write_answer
from bench.rules import RuleName, agreement_file
from bench.sizes import HERE
from tripact.agreement.load import require_agreement
from tripact.boot import Workspace, create_workspace
from tripact.connect.tablefile.importer import ImportOptions, import_mapping
from tripact.evaluate.engine import Engine
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.visible import Moment
from tripact.report.funnel import funnel
from tripact.report.funnel_options import FunnelOptions

AS_OF = int(datetime(2026, 2, 1, tzinfo=UTC).timestamp() * 1000)
"""After everything that happened."""

Figures = dict[str, float]


def import_facts(folder: Path, rule: RuleName) -> Figures:
    """Import the Parquet files into the ledger; a workspace that exists gets them again."""
    workspace = Workspace(folder / "workspace")
    if not workspace.agreement_file.exists():
        create_workspace(workspace.folder, agreement_file(rule).read_text(encoding="utf-8"))
    options = ImportOptions(now=AS_OF, rejects_dir=workspace.rejects_folder)
    start = perf_counter()
    result = import_mapping(HERE / "mapping.yaml", folder / "data", workspace.store, options)
    seconds = perf_counter() - start
    assert result.rejected == 0
    return {"seconds": seconds, "facts": result.recorded + result.duplicates, "recorded": result.recorded}


def copy_facts(folder: Path, _rule: RuleName) -> Figures:
    """Bring the columnar copy up to date."""
    from tripact.ledger.columnar import copied_up_to, fill_copy, open_copy

    workspace = Workspace(folder / "workspace")
    start = perf_counter()
    connection = open_copy(workspace.folder / "copy.duckdb")
    opened = perf_counter()
    before = copied_up_to(connection)
    facts = fill_copy(connection, workspace.store)
    filled = perf_counter()
    connection.close()
    done = perf_counter()
    return {
        "seconds": done - start, "facts": facts, "before": before,
        "opening": opened - start, "filling": filled - opened, "closing": done - filled,
    }  # fmt: skip


def append_some(folder: Path, _rule: RuleName) -> Figures:
    """Record 1,000 facts more, signals and attributes that were stated before."""
    from tripact.ledger.facts import Subjects, make_fact

    store = Workspace(folder / "workspace").store
    last = store.position()
    facts = [
        make_fact(
            "attribute" if each % 2 else "signal",
            ("bench", f"more/{last}/{each}"),
            Subjects(person=f"p{each:08d}"),
            AS_OF,
            {"name": "role", "value": "user"} if each % 2 else {"signal": "blog"},
        )
        for each in range(1000)
    ]
    start = perf_counter()
    store.append(facts, AS_OF)
    return {"seconds": perf_counter() - start, "facts": len(facts)}


def evaluate(folder: Path, rule: RuleName) -> Figures:
    """Evaluate to promotions, with the ids of the people."""
    agreement = require_agreement(agreement_file(rule))
    start = perf_counter()
    evaluation = Evaluation(agreement, _engine(folder), Moment(AS_OF, AS_OF))
    promoted = evaluation.query(_promoted())
    seconds = perf_counter() - start
    write_answer(folder, "tripact", rule, cast(list[tuple[str, int]], promoted))
    return {"seconds": seconds, "promoted": len(promoted)}


def report_funnel(folder: Path, rule: RuleName) -> Figures:
    """Evaluate and report the funnel."""
    agreement = require_agreement(agreement_file(rule))
    start = perf_counter()
    report = funnel(Evaluation(agreement, _engine(folder), Moment(AS_OF, AS_OF)), FunnelOptions())
    return {"seconds": perf_counter() - start, "entered": report.steps[0].entered}


def _engine(folder: Path) -> Engine:
    return Workspace(folder / "workspace").engine()


def _promoted() -> exp.Query:
    named = exp.select("s.id", "p.ts").from_(exp.alias_(exp.to_table("promotions"), "p", table=True))
    return named.join("ledger.subjects", on="s.key = p.person", join_alias="s")


PHASES: dict[str, Callable[[Path, RuleName], Figures]] = {
    "import": import_facts,
    "copy": copy_facts,
    "append": append_some,
    "evaluate": evaluate,
    "funnel": report_funnel,
}
