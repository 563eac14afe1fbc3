"""The invented data: seeded Parquet files of people, their signals and their moves, made by DuckDB."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import duckdb

from bench.sizes import Size

SEED = 2026
START = "timestamp '2025-01-01'"
_YEAR = 365 * 86_400_000

# What share of people have which value; the rest have none.
ATTRIBUTES: dict[str, dict[str, float]] = {
    "industry": {"manufacturing": 0.34, "logistics": 0.22, "retail": 0.18, "software": 0.16},
    "employees": {"12": 0.12, "80": 0.26, "400": 0.26, "2500": 0.20},
    "region": {"sk": 0.25, "cz": 0.20, "at": 0.10, "de": 0.20, "pl": 0.15},
    "tech": {"salesforce": 0.18, "hubspot": 0.17, "pipedrive": 0.15},
    "compliance": {"iso27001": 0.25, "soc2": 0.10},
    "seniority": {"c_level": 0.24, "vp": 0.10, "manager": 0.34, "specialist": 0.16},
    "role": {"decision_maker": 0.34, "influencer": 0.30, "champion": 0.10, "user": 0.12},
}
SIGNALS = {
    "email_open": 0.30,
    "blog": 0.17,
    "product_page": 0.12,
    "email_click": 0.11,
    "home_page": 0.08,
    "topic_signal": 0.06,
    "download": 0.05,
    "technical_docs": 0.04,
    "pricing_page": 0.03,
    "topic_surge": 0.015,
    "chat": 0.01,
    "event": 0.008,
    "cta_reply": 0.004,
    "demo_request": 0.002,
    "price_request": 0.001,
}
# Which share of people reach which stage, and how long after their first contact at most.
_STAGES = {"sal": (0.10, 30), "sql": (0.04, 60), "won": (0.01, 120), "nurture": (0.03, 90), "disqualified": (0.05, 40)}


def generate(size: Size, folder: Path) -> None:
    """Write ``people``, ``signals`` and ``moves`` as Parquet files; what is there already stays."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "moves.parquet").exists():
        return
    with duckdb.connect() as connection:
        connection.execute(_people(size))
        for name, query in _queries(size):
            target = folder / f"{name}.parquet"
            connection.execute(f"copy ({query}) to '{target}' (format parquet, compression zstd)")


def chance(number: str, what: str) -> str:
    """Return an expression for a number in [0, 1) that depends on a row's number, a purpose and the seed alone."""
    salt = crc32(f"{SEED} {what}".encode())
    return f"((hash({number} * 4294967296 + {salt}) >> 11)::double / 9007199254740992)"


def chosen(among: dict[str, float], by: str) -> str:
    """Return an expression that is one of the names, each with its share; the rest is null."""
    cases, sum_ = [], 0.0
    for name, share in among.items():
        sum_ += share
        cases.append(f"when {by} < {sum_:.6f} then '{name}'")
    return f"case {' '.join(cases)} end"


def _people(size: Size) -> str:
    """The first contact of each person: any time in the first eleven months."""
    return f"""
        create temporary table people as
        select
          number,
          'p' || lpad(number::text, 8, '0') as id,
          {START} + to_milliseconds(({chance("number", "captured")} * {_YEAR} * 11 / 12)::bigint) as captured
        from range({size.people}) numbers(number)"""


def _queries(size: Size) -> Iterator[tuple[str, str]]:
    values = ", ".join(f"{chosen(among, chance('number', name))} as {name}" for name, among in ATTRIBUTES.items())
    typed = (
        f"select * replace (employees::integer as employees) from (select number, id, captured, {values} from people)"
    )
    yield "people", f"select * exclude (number) from ({typed}) order by captured, id"
    yield "signals", _signals(size)
    yield "moves", " union all ".join(_moves()) + " order by ts, person"


def _signals(size: Size) -> str:
    """Visits of about three signals within minutes; a few people come often, most seldom."""
    return f"""
        select 's' || lpad((row_number() over (order by ts, number))::text, 9, '0') as id, person, ts, name,
          case when name in ('topic_signal', 'topic_surge')
            then 'topic ' || ({chance("number", "topic")} * 40)::integer end as topic
        from (
          select s.number, p.id as person, {chosen(SIGNALS, chance("s.number", "name"))} as name,
            p.captured + to_milliseconds(
              ({chance("s.visit", "ts")} * (epoch_ms({START}) + {_YEAR} - epoch_ms(p.captured)))::bigint
              + (s.number % 3) * (20000 + ({chance("s.number", "pause")} * 400000)::bigint)) as ts
          from (
            select number, number // 3 as visit,
              (pow({chance("number // 3", "who")}, 1.5) * {size.people})::bigint as place
            from range({size.signals}) numbers(number)
          ) s
          join people p on p.number = (s.place * 7919) % {size.people}
        )
        order by ts, number"""


def _moves() -> Sequence[str]:
    later = [
        f"""select id, captured + to_milliseconds(({chance("number", stage)} * {days} * 86400000)::bigint), '{stage}'
            from people where {chance("number", stage + " reached")} < {share}"""
        for stage, (share, days) in _STAGES.items()
    ]
    return ["select id as person, captured as ts, 'lead' as stage from people", *later]
