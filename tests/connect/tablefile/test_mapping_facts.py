"""What the entries of a mapping make of rows."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.connect.tablefile.conftest import rejected
from tripact.connect.tablefile.bodies import Field, bodies
from tripact.ledger.facts import encode

VALUES = st.one_of(st.none(), st.text(), st.integers(), st.booleans())


@given(columns=st.dictionaries(st.text(), st.lists(VALUES, min_size=3, max_size=3), max_size=4))
def test_bodies_are_those_of_the_ledger(columns):
    columns = {
        name: [value if type(value) is type(values[0]) else None for value in values]
        for name, values in columns.items()
    }
    expected = [encode({name: values[row] for name, values in columns.items()}) for row in range(3)]
    assert list(bodies([Field(name, values) for name, values in columns.items()], 3)) == expected


def test_a_wide_table_gives_a_move_for_each_date(desk):
    desk.table("leads.csv", "id,sal_on,won_on\na,2026-01-02,2026-03-01\nb,2026-01-05,\n")
    desk.run("""
        tables:
          - file: leads.csv
            facts:
              - kind: move
                id: "{id}"
                person: "{id}"
                each_date: {sal: {column: sal_on, precision: day}, won: {column: won_on, precision: day}}
        """)
    assert desk.said() == [
        ("a/sal", '{"stage":"sal"}'),
        ("a/won", '{"stage":"won"}'),
        ("b/sal", '{"stage":"sal"}'),
    ]


def test_an_attribute_for_each_column_that_says_something(desk):
    desk.table("leads.csv", "id,origin,city\na,ads,Select\nb,,Nitra\n")
    desk.run("""
        undated: 2020-01-01
        tables:
          - file: leads.csv
            nulls: [Select]
            person: "{id}"
            facts: [{kind: attribute, id: "{id}", each: {origin: origin, town: {column: city, lower: true}}}]
        """)
    assert desk.said() == [
        ("a/origin", '{"name":"origin","value":"ads"}'),
        ("b/town", '{"name":"town","value":"nitra"}'),
    ]


def test_a_move_without_a_date_says_that_its_date_is_assumed(desk):
    desk.table("leads.csv", "id\na\n")
    desk.run("""
        undated: 2020-01-01
        zone: Europe/Bratislava
        tables: [{file: leads.csv, facts: [{kind: move, id: "{id}", person: "{id}", set: {stage: lead}}]}]
        """)
    fact = desk.facts()[0]
    assert fact.body == '{"assumed_date":true,"stage":"lead"}'
    assert (fact.occurred_at, fact.precision, fact.zone) == (1_577_833_200_000, "day", "Europe/Bratislava")


LOG = """
tables:
  - file: log.csv
    where: {lifecycle: {not: SCHEDULE}}
    columns: {status: "{activity}/{lifecycle}"}
    deal: "{case}"
    actor: "{who}"
    occurred_at: time
    facts:
      - kind: move
        id: "{case}/{row}"
        changed_within: case
        where: {activity: {not: [note]}}
        set: {stage: {column: status, map: {call/START: calling, call/COMPLETE: called}}}
      - {kind: attribute, id: "{case}/{row}", changed_within: case, each: {owner: who}}
"""


def test_an_event_log_with_lifecycles_and_offsets(desk):
    desk.table(
        "log.csv",
        """
        case,activity,lifecycle,time,who
        1,call,SCHEDULE,2016-01-01T09:00:00+01:00,Ada
        1,call,START,2016-01-01T10:00:00+01:00,Ada
        1,note,START,2016-01-01T10:10:00+01:00,Ada
        2,call,START,2016-01-01T10:15:00+01:00,Sam
        1,call,START,2016-01-01T10:20:00+01:00,Sam
        1,call,COMPLETE,2016-07-01T10:30:00+02:00,Sam
        """,
    )
    result = desk.run(LOG, batch_rows=2)
    assert (result.read, result.rejected) == (6, 0)
    assert desk.said() == [
        ("1/3", '{"stage":"calling"}'),
        ("1/3/owner", '{"name":"owner","value":"Ada"}'),
        ("2/5", '{"stage":"calling"}'),
        ("2/5/owner", '{"name":"owner","value":"Sam"}'),
        ("1/6/owner", '{"name":"owner","value":"Sam"}'),
        ("1/7", '{"stage":"called"}'),
    ]
    last = desk.facts()[-1]
    assert (last.occurred_at, last.deal, last.actor) == (1_467_361_800_000, "1", "Sam")


def test_a_word_that_the_map_does_not_know_rejects_its_row(desk):
    desk.table("log.csv", "case,activity,lifecycle,time,who\n1,call,PAUSE,2016-01-01T10:00:00Z,Ada\n")
    assert rejected(desk.run(LOG))[0]["reason"].startswith("'call/PAUSE' is not in the map")


def test_a_derived_column_that_cannot_be_made_rejects_only_rows_that_are_wanted(desk):
    desk.table("t.csv", "id,kind,size\na,x,1\nb,y,2\nc,x,2\n")
    result = desk.run("""
        undated: 2020-01-01
        tables:
          - file: t.csv
            where: {kind: x}
            columns: {big: {column: size, map: {1: small}}}
            facts: [{kind: signal, id: "{id}", person: "{id}", set: {signal: "{big}"}}]
        """)
    assert (result.read, result.recorded, result.rejected) == (3, 1, 1)


@pytest.mark.parametrize(
    ("condition", "ids"),
    [
        ("{x: a}", ["1"]),
        ("{x: [a, b]}", ["1", "2"]),
        ("{x: {not: a}}", ["2", "3", "4"]),
        ("{x: {not: [a, null]}}", ["2", "4"]),
        ("{x: null}", ["3"]),
        ("{x: {not: null}}", ["1", "2", "4"]),
        ("{x: {matches: '^[0-9]'}}", ["4"]),
        ("{x: 7}", ["4"]),
        ("{x: {in: [a, b], not: b}}", ["1"]),
        ("{id: 1, x: b}", []),
        ("{day: 2026-01-02}", ["2"]),
    ],
)
def test_rows_are_chosen_by_what_columns_say(desk, condition, ids):
    desk.table("t.csv", "id,x,day\n1,a,\n2,b,2026-01-02\n3,,\n4,7.0,\n")
    desk.run(f"""
        undated: 2020-01-01
        tables:
          - file: t.csv
            where: {condition}
            facts: [{{kind: signal, id: "{{id}}", person: p, set: {{signal: s}}}}]
        """)
    assert [fact.source_id for fact in desk.facts()] == ids


def test_personal_fields_stand_apart_from_the_body(desk):
    desk.table("t.csv", "id,name,mail\n1,Eve,eve@example.com\n2,,\n")
    desk.run("""
        undated: 2020-01-01
        tables:
          - file: t.csv
            person: {column: mail, digest: true, default: unknown}
            facts: [{kind: identity, id: "{id}", set: {identified_by: mail, full_name: "{name}", email: "{mail}"}}]
        """)
    eve, nobody = desk.facts()
    assert eve.body == '{"identified_by":"mail"}'
    assert json.loads(eve.personal) == {"email": "eve@example.com", "full_name": "Eve"}
    assert nobody.personal is None
    assert eve.person is not None and "@" not in eve.person


def test_coverage_lasts_until_the_end_of_its_day(desk):
    desk.table("t.csv", "id\n1\n")
    mapping = """
        zone: Europe/Bratislava
        undated: 2020-01-01
        coverage: [{stage: won, since: 2017-12-05, until: 2018-08-31}]
        tables: [{file: t.csv, facts: [{kind: signal, id: "{id}", person: p, set: {signal: s}}]}]
        """
    assert desk.run(mapping).recorded == 2
    assert desk.run(mapping).duplicates == 2
    coverage = desk.facts()[0]
    assert coverage.source_id == "coverage/won/2017-12-05/2018-08-31"
    assert json.loads(coverage.body) == {"stage": "won", "since": 1_512_428_400_000, "until": 1_535_752_799_999}


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        ('{kind: signal, id: "{id}", person: "{x}", set: {signal: s}}', "there is no person, account or deal"),
        ('{kind: signal, id: "{id}", person: p, set: {signal: "{x}"}}', "there is no 'signal'"),
        ('{kind: link, id: "{id}", person: p, set: {relation: merged, other: "{x}"}}', "there is no 'other'"),
        ('{kind: signal, id: "{id}", person: p, occurred_at: x, set: {signal: s}}', "there is no date"),
        ('{kind: signal, id: "{x}", person: p, set: {signal: s}}', "a part of the id '{x}' is empty"),
    ],
)
def test_a_fact_that_would_say_nothing_is_rejected(desk, fact, reason):
    desk.table("t.csv", "id,x\n1,\n")
    result = desk.run(f"undated: 2020-01-01\ntables: [{{file: t.csv, facts: [{fact}]}}]\n")
    assert rejected(result)[0]["reason"] == reason


def test_spend_speaks_of_nobody(desk):
    desk.table("t.csv", 'id,eur\n1,"1.200,50"\n')
    desk.run("""
        undated: 2020-01-01
        tables:
          - {file: t.csv, facts: [{kind: spend, id: "{id}", set: {channel: ads, amount: {column: eur, number: comma}}}]}
        """)
    assert desk.said() == [("1", '{"amount":"1200.50","channel":"ads"}')]


def test_what_an_entry_says_goes_before_what_its_table_says(desk):
    desk.table("t.csv", "id,firm\n1,Acme\n")
    desk.run("""
        undated: 2020-01-01
        tables:
          - file: t.csv
            person: "{id}"
            facts:
              - {kind: signal, id: "a/{id}", set: {signal: s}}
              - {kind: signal, id: "b/{id}", person: null, account: "{firm}", set: {signal: s}}
        """)
    assert [(fact.person, fact.account) for fact in desk.facts()] == [("1", None), (None, "Acme")]


def test_the_same_rows_as_json_lines_give_the_same_facts(desk):
    desk.table("t.csv", "id,n,ok\n1,2.5,true\n2,,false\n")
    desk.table("t.jsonl", '{"id": 1, "n": 2.5, "ok": true}\n{"id": 2, "n": null, "ok": false}\n')
    entry = '{kind: attempt, id: "{file}/{id}", person: "{id}", set: {channel: "{ok}", automatic: "{ok}"}}'
    desk.run(f"undated: 2020-01-01\ntables: [{{file: [t.csv, t.jsonl], facts: [{entry}]}}]\n")
    bodies_said = [body for _, body in desk.said()]
    assert (
        bodies_said[:2]
        == bodies_said[2:]
        == [
            '{"automatic":true,"channel":"true"}',
            '{"automatic":false,"channel":"false"}',
        ]
    )


def test_an_answer_says_whether_there_is_evidence_and_keeps_it_apart(desk):
    desk.table("answers.csv", "id,question,note\na,problem,They wait for the plant\nb,impact,\n")
    desk.run("""
        undated: 2020-01-01
        tables:
          - file: answers.csv
            facts:
              - kind: answer
                id: "{id}"
                person: "{id}"
                set: {question: {column: question}, evidence: {column: note}}
        """)
    assert desk.said() == [("a", '{"noted":true,"question":"problem"}'), ("b", '{"question":"impact"}')]
