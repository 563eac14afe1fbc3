"""The lint of the portable SQL subset, with one bad snippet a rule."""

from pathlib import Path

import pytest
import sqlglot

from tools.lints import sql

BAD = {
    "select a,\n  now() as v from t": (2, "clock"),
    "select a from t where a = today()": (1, "clock"),
    "select a from t\nwhere a < current_timestamp": (2, "clock"),
    "select a from t where a < get_current_timestamp()": (1, "clock"),
    "select a, random() as v from t": (1, "another answer"),
    "select a, uuid() as v from t": (1, "another answer"),
    "select a at time zone 'UTC' as v from t": (1, "no zones"),
    "select timezone('UTC', a) as v from t": (1, "no zones"),
    "select cast(a as timestamptz) as v from t": (1, "no zones"),
    "select date_trunc('week', a) as v from t": (1, "no zones"),
    "select round(a, 2) as v from t": (1, "rounding"),
    "select round_even(a, 2) as v from t": (1, "rounding"),
    "select a,\n  b / c as v from t": (2, "divide"),
    "select b // c as v from t": (1, "divide"),
    "select b % c as v from t": (1, "divide"),
    "select b / 0 as v from t": (1, "divide"),
    "select b / :weeks / c as v from t": (1, "divide"),
    "select at from t": (1, "named `at`"),
    "select t.a as at from t": (1, "named `at`"),
    "select a from t asof join u on t.ts >= u.ts": (1, "variant"),
    "select quantile_cont(a, 0.5) as v from t": (1, "variant"),
    "select median(a) as v from t": (1, "variant"),
    "select arg_max(a, b) as v from t": (1, "variant"),
    "select last_value(a ignore nulls) over (order by b) as v from t": (1, "variant"),
    "select unheard_of(a) as v from t": (1, "does not know"),
    "select a from t where b like 'x%'": (1, "normalised in Python"),
    "select lower(a) as v from t": (1, "normalised in Python"),
    "with recursive r as (select 1 as a union all select a + 1 from r) select a from r": (1, "variant"),
    "select 1 as a; select 2 as a": (1, "exactly one"),
    "create table x as select 1 as a": (1, "exactly one"),
    "select a from\nwhere": (2, "Expected"),
    "select a from t where b = 'open": (1, "tokenizing"),
}

GOOD = {
    "decay": """
        -- engagement in its closed form: a week is 604800000 ms
        with gaps as (
          select lead_id, seq, ts, pts,
                 coalesce((ts - lag(ts) over (partition by lead_id order by ts, seq)) // 604800000, 0) as idle
          from ev where ts <= :as_of
        ), running as (
          select lead_id, ts, pts, cast(sum(idle) over (partition by lead_id order by ts, seq
                 rows between unbounded preceding and current row) as bigint) as cum
          from gaps
        ), bounds as (
          select lead_id, pts, cum, max(cum) over (partition by lead_id) as cmax,
                 max(ts) over (partition by lead_id) as tmax
          from running
        )
        select lead_id,
               sum(pts * power(cast(0.9 as double), cmax - cum + (:as_of - tmax) // 604800000)) as engagement
        from bounds group by lead_id""",
    "business time": """
        with u as (
          select id, t as ts, cast(null as bigint) as s0, 1 as pass from q
          union all
          select cast(null as bigint), s, s, 0 from iv
        ), m as (
          select id, ts, max(s0) over (order by ts, pass rows between unbounded preceding and current row) as s0 from u
        )
        select m.id, coalesce(iv.cum + least(m.ts - iv.s, iv.len), 0) as b
        from m left join iv on iv.s = m.s0 where m.id is not null""",
    "division": "select a / nullif(b, 0) as v, a / cast(nullif(b, 0) as double) as w, a // (24 * :hour) as x"
    ", floor(a / 2.0) as y from t",
    "qualify": "select a, count(*) filter (where b > 1) over (partition by a) from t"
    " qualify row_number() over (order by a) = 1",
    "words that are only names": "select age, now, today, t.random from t",
    "a rule's place": "select person, :rule as held from scores",
}


@pytest.mark.parametrize("text", BAD)
def test_bad_snippet_is_named_with_its_line(text: str) -> None:
    line, words = BAD[text]
    problems = sql.check_text(text, "a.sql")
    assert any(p.line == line and words in p.why for p in problems), problems


@pytest.mark.parametrize("name", GOOD)
def test_good_query_passes(name: str) -> None:
    assert sql.check_text(GOOD[name], "a.sql") == []


def test_null_order_is_spelt_for_engines_that_cannot_say_it() -> None:
    window = (
        "select sum(a) over (partition by p order by ts rows between unbounded preceding and current row) as s from t"
    )
    spelt = sql.with_null_order_spelt(sqlglot.parse_one(window, read="duckdb"))
    assert "ORDER BY CASE WHEN ts IS NULL THEN 1 ELSE 0 END, ts rows" in spelt.sql("bigquery")
    assert sql.check_text(window.replace("rows between", "range between"), "a.sql") == []
    ranged = window.replace("rows between unbounded preceding", "range between 7 preceding")
    assert [p.what for p in sql.check_text(ranged, "a.sql")] == ["cannot be said in bigquery"]


def test_what_an_engine_cannot_say_is_found() -> None:
    problems = sql.check_text("select any_value(a) as v from t", "a.sql")
    assert any("postgres" in p.what for p in problems)


def test_a_variant_may_use_its_engine_but_no_clock() -> None:
    assert sql.check_text("select quantile(0.5)(a) as v from t", "a.clickhouse.sql", engine="clickhouse") == []
    problems = sql.check_text("select a, now() as v from t", "a.clickhouse.sql", engine="clickhouse")
    assert [p.why for p in problems] == [sql.CLOCK]


def test_files_need_their_neighbours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = "select a from t"
    for name in (
        "fit.sql",
        "fit.py",
        "lonely.sql",
        "fit.clickhouse.sql",
        "fit.oracle.sql",
        "gone.duckdb.sql",
    ):
        (tmp_path / name).write_text(good if name.endswith(".sql") else "")
    problems = sql.check_folder(tmp_path)
    assert [(Path(p.file).name, p.why.split(";")[0]) for p in problems] == [
        ("fit.oracle.sql", "no such engine"),
        ("gone.duckdb.sql", "a variant needs the portable gone.sql beside it"),
        ("lonely.sql", "its twin lonely.py is missing"),
    ]
    assert sql.main([str(tmp_path)]) == 1
    assert "5 files, 3 problems" in capsys.readouterr().out
