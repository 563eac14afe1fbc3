"""The first rival: one hand-written DuckDB query over all signals, with the text ids of the files."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import duckdb

from bench.answers import write_answer
from bench.rules import RULES, RuleName
from bench.sizes import HERE


def run(folder: Path, rule: RuleName) -> dict[str, float]:
    """Load the Parquet files into tables, then run the query; only the query is set against ours."""
    query = (HERE / "rival_query.sql").read_text(encoding="utf-8").replace(":rule", RULES[rule])
    with duckdb.connect() as connection:
        start = perf_counter()
        for name in ("people", "signals", "moves"):
            connection.execute(f"create table {name} as select * from read_parquet('{folder}/data/{name}.parquet')")
        loaded = perf_counter()
        answer = connection.execute(query).fetchall()
        done = perf_counter()
    write_answer(folder, "query", rule, answer)
    return {"seconds": done - loaded, "loading": loaded - start, "promoted": len(answer)}
