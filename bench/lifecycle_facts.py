"""A year of invented facts of the whole lifecycle, laid into a columnar copy by DuckDB.

People come evenly over the year, in the order of their keys; what happens is seeded by their number.
The facts of the last day are laid aside, for ``show_last_day``.
"""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb

from bench.generate import ATTRIBUTES, SIGNALS, chance, chosen
from bench.sizes import Size
from tripact.worktime.instant import DAY

AFTER = int(datetime(2025, 12, 4, 18, tzinfo=UTC).timestamp() * 1000)
"""The end of the year of facts, on an ordinary Thursday."""
BEFORE = AFTER - DAY
_BEGIN = AFTER - 365 * DAY
_LAST = 1_000_000_000
_ACCOUNT = 10
"""People of an account."""
_OF_ACCOUNT = ("industry", "employees", "region", "tech", "compliance")
_CHANNELS = {"inbound": 0.7, "outbound": 0.2, "partner": 0.1}
_REASONS = {"timing": 0.4, "budget_freeze": 0.25, "unreachable": 0.2, "outside_icp": 0.15}
_DISQUALIFIED = {"student": 0.4, "job_seeker": 0.3, "competitor": 0.1, "invalid_contact": 0.2}
_LOSSES = {"pricing": 0.3, "no_decision": 0.4, "timing": 0.2, "competitor": 0.1}
_ACTIONS = {"feature_x": 0.5, "login": 0.5}
_TRIES = {"call": 0.5, "email": 0.4, "linkedin": 0.1}
_OUTCOMES = {"connected": 0.1, "no_answer": 0.6, "replied": 0.05}


def lay_facts(connection: duckdb.DuckDBPyConnection, size: Size) -> int:
    """Lay out a year of facts but for its last day, and return how many there are."""
    _lay_people(connection, size)
    count = 0
    for number, (name, query) in enumerate(_relations(size).items()):
        seq = (
            f"row_number() over (order by ts, person) * 16 + {number} + case when ts > {BEFORE} then {_LAST} else 0 end"
        )
        connection.execute(
            f"create table laid_{name} as select {seq} as seq, ts as recorded_at, false as day_precision, *"
            f" from ({query}) where ts <= {AFTER} order by ts, person"
        )
        connection.execute(f"insert into ledger.{name} by name select * from laid_{name} where ts <= {BEFORE}")
        connection.execute(f"delete from laid_{name} where ts <= {BEFORE}")
        count += _scalar(connection, f"select count(*) from ledger.{name}")
    connection.execute(_restated("ledger.attributes"))
    connection.execute(f"update ledger.copied set seq = {_LAST}")
    return count


def show_last_day(connection: duckdb.DuckDBPyConnection, size: Size) -> int:
    """Record the facts of the last day and return how many they are."""
    fresh = 0
    for name in _relations(size):
        fresh += _scalar(connection, f"select count(*) from laid_{name}")
        connection.execute(f"insert into ledger.{name} by name select * from laid_{name}")
    connection.execute(_restated("ledger.attributes"))
    connection.execute(f"update ledger.copied set seq = {2 * _LAST}")
    return fresh


def _scalar(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(connection.execute(query).fetchall()[0][0])


def _restated(table: str) -> str:
    return f"""
        insert into ledger.restated
        select distinct subject from (
          select coalesce(person, account, deal) as subject, name from {table} group by all having count(*) > 1)
        where subject not in (select subject from ledger.restated)"""


def _lay_people(connection: duckdb.DuckDBPyConnection, size: Size) -> None:
    """The people with what becomes of them, their accounts and their deals."""
    people, year = size.people, AFTER - _BEGIN
    connection.execute(f"""
        create table people as
        select
          number, number + 1 as person, {_BEGIN} + (number * {year}::hugeint // {people})::bigint as came,
          {people} + 1 + (number * 7919) % {max(1, people // _ACCOUNT)} as account,
          {chance("number", "way")} as way, {chance("number", "pace")} as pace
        from range({people}) numbers(number)""")
    connection.execute("""
        create table ways as
        select *,
          came + (pace * 20 * 86400000)::bigint + 3600000 as sal_at,
          came + (pace * 45 * 86400000)::bigint + 7200000 as sql_at,
          came + ((0.2 + pace) * 50 * 86400000)::bigint as left_at
        from people""")
    connection.execute(f"""
        create table deals as
        select *, {people} + {people // _ACCOUNT} + 2 + row_number() over (order by number) as deal,
          {chance("number", "ends")} as ends
        from ways where way < 0.04""")
    connection.execute("""
        insert into ledger.subjects
        select person, 'person', 'p' || number from people
        union all select distinct account, 'account', 'a' || account from people
        union all select deal, 'deal', 'd' || number from deals""")


def _relations(size: Size) -> dict[str, str]:
    """Each relation with the query of its facts: ts, person and what else the relation holds."""
    return {
        "attributes": _attributes(),
        "signals": _signals(size),
        "moves": _moves(),
        "attempts": _attempts(),
        "links": """
            select came as ts, person, null as deal, account as other_key, 'belongs_to' as relation from people
            union all select sql_at, null, deal, person, 'converted' from deals""",
        "identities": "select came as ts, person, 'form' as identified_by from people",
        "consents": f"""
            select came as ts, person, 'given' as state, 'consent' as basis,
              case when {chance("number", "expiry")} < 0.1 then came + {_days(200)} end as expires_at
            from people where {chance("number", "basis")} < 0.85
            union all
            select came + {_days(40)}, person, 'withdrawn', null, null
            from people where {chance("number", "withdrawn")} < 0.02""",
        "handoffs": _handoffs(),
        "deals": f"""
            select sql_at + {_days(0.1)} as ts, person, deal, 5000 + (ends * 60000)::bigint as amount,
              'EUR' as currency,
              sql_at + {_days(90)} as close_date, 'ae' || (number % 40) as owner, 'demo' as next_step,
              sql_at + {_days(10)} as next_step_due, 'a yes' as next_step_expected
            from (select * replace (null as person) from deals)""",
        "milestones": f"""
            select sql_at + {_days("55 + ends * 20")} as ts, null as person, deal, 'kickoff' as milestone
            from deals where ends < 0.25
            union all select sql_at + {_days("65 + ends * 20")}, null, deal, 'activation' from deals where ends < 0.2
            union all
            select sql_at + {_days("75 + ends * 40")}, null, deal, 'first_value' from deals where ends < 0.15""",
        "answers": f"""
            select sql_at - {_days(0.5)} as ts, person, q.question as question, hash(person, q.question) % 5 > 0 as met,
              'hybrid' as framework
            from deals, (values ('problem'), ('impact'), ('process'), ('budget'), ('timing')) q(question)""",
        "usage": f"""
            select {_BEGIN} + {_days(f"340 * {chance('account', 'tried')} + 20 * {chance('use', 'used')}")} as ts,
              person, account,
              {chosen(_ACTIONS, chance("use", "action"))} as action
            from (select *, number * 8 + u as use from people, range(8) uses(u) where account % 20 = 0)""",
    }  # fmt: skip


def _days(number: object) -> str:
    return f"(({number}) * 86400000.0)::bigint"


def _attributes() -> str:
    said = [
        f"""select min(came) as ts, null as person, account, '{name}' as name,
          {chosen(ATTRIBUTES[name], chance("account", name))} as value,
          {"try_cast(value as double)" if name == "employees" else "null::double"} as number
        from people group by account having value is not null"""
        for name in _OF_ACCOUNT
    ]
    for name, among in {
        "seniority": ATTRIBUTES["seniority"], "role": ATTRIBUTES["role"], "channel": _CHANNELS,
        "source": {"web": 0.6, "event": 0.3}, "campaign": {"spring": 0.4, "autumn": 0.3},
    }.items():  # fmt: skip
        said.append(f"""select came, person, null, '{name}', {chosen(among, chance("number", name))} as value, null
            from people where value is not null""")
    said.append("select sal_at, person, null, 'owner', 'rep' || number % 200, null from ways where way < 0.1")
    said.append(
        "select sal_at + 864000000, person, null, 'owner', 'rep' || (number + 7) % 200, null from ways where way < 0.01"
    )
    return " union all ".join(said)


def _signals(size: Size) -> str:
    """Visits of about three signals within minutes, most of people who came lately."""
    year, visit = AFTER - _BEGIN, "number // 3"
    return f"""
        select ts, person, name as signal,
          case when name in ('topic_signal', 'topic_surge')
            then 'topic ' || ({chance("number", "topic")} * 40)::integer end as topic
        from (
          select number, {chosen(SIGNALS, chance("number", "name"))} as name,
            {_BEGIN} + (since * {year})::bigint
              + (number % 3) * (20000 + ({chance("number", "pause")} * 400000)::bigint) as ts,
            (since * {size.people} * (1 - pow({chance(visit, "who")}, 1.5)))::bigint + 1 as person
          from (select number, {chance(visit, "ts")} as since from range({size.signals}) numbers(number)))
        where person <= {size.people}"""


def _moves() -> str:
    """From lead to first value, with recycles, ways back and losses."""
    return f"""
        select came as ts, person, null as deal, 'lead' as stage, null as reason from people
        union all select sal_at, person, null, 'sal', null from ways where way < 0.1
        union all select sql_at, person, null, 'sql', null from ways where way < 0.04
        union all select left_at, person, null, 'nurture', {chosen(_REASONS, chance("number", "reason"))}
        from ways where way between 0.05 and 0.14
        union all select left_at + {_days(70)}, person, null, 'mql', null from ways where way between 0.05 and 0.07
        union all select left_at + {_days(95)}, person, null, 'nurture', 'timing'
        from ways where way between 0.05 and 0.06
        union all select left_at, person, null, 'disqualified', {chosen(_DISQUALIFIED, chance("number", "reason"))}
        from ways where way > 0.95
        union all select sql_at + {_days(2)}, null, deal, 'discovery', null from deals where ends < 0.9
        union all select sql_at + {_days("10 + ends * 20")}, null, deal, 'proposal', null from deals where ends < 0.6
        union all select sql_at + {_days("40 + ends * 40")}, null, deal, 'won', null from deals where ends < 0.3
        union all select sql_at + {_days("20 + ends * 40")}, null, deal, 'lost',
          {chosen(_LOSSES, chance("number", "loss"))}
        from deals where ends between 0.3 and 0.8"""


def _attempts() -> str:
    """Most people are called or written to within hours, some up to four times."""
    tries = [
        f"""select came + ({number} * 90000000 + pow({chance("number", f"try {number}")}, 3) * 90000000)::bigint as ts,
              person, {chosen(_TRIES, chance("number", f"channel {number}"))} as channel,
              {chosen(_OUTCOMES, chance("number", f"outcome {number}"))} as outcome
            from people where {chance("number", "tried")} < {0.62 - number / 8}"""
        for number in range(4)
    ]
    return " union all ".join(tries)


def _handoffs() -> str:
    return f"""
        select sal_at - {_days(0.3)} as ts, person, null as deal, 'mql_to_sal' as handoff, 'sent' as action,
          null as reason
        from ways where way < 0.12
        union all select sal_at, person, null, 'mql_to_sal', 'accepted', null from ways where way < 0.1
        union all select sal_at, person, null, 'mql_to_sal', 'returned', 'timing'
        from ways where way between 0.1 and 0.12
        union all select sql_at + {_days(0.1)}, person, null, 'sal_to_sql', 'sent', null from ways where way < 0.04
        union all select sql_at + {_days("pace * 3")}, person, null, 'sal_to_sql', 'accepted', null
        from ways where way < 0.035
        union all select sql_at + {_days("41 + ends * 40")}, null, deal, 'won_to_success', 'sent', null
        from deals where ends < 0.25
        union all select sql_at + {_days("42 + ends * 40")}, null, deal, 'won_to_success', 'accepted', null
        from deals where ends < 0.22"""
