"""Random rules and random facts: small, with many ties, so that every border is met."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.evaluate.ledgers import Line

WORLD = """
attributes:
  role: {}
  industry: {of: account}
  size: {of: account, type: number}
  vip: {type: boolean}
fit:
  industry: {points: {logistics: 15, farms: -5}, else: 1}
  size: {points: {"1-49": {from 2026-01-01: 2, from 2026-01-21: 12}, "50-1000": 10}, else: 0}
  role: {points: {boss: 12, manager: 8}, else: 0}
  penalties: {student: -60, away: {points: -30, lasts: 7 days}}
engagement:
  signals:
    demo: 30
    page: {from 2025-01-01: 12, from 2026-01-15: 20}
    burst: {points: 5, once_per: 2 days}
    opened: {points: 3, keeps_warm: false}
  decay: {rate: 0.1, per: week, kind: KIND}
counts:
  visits: {signals: [page, demo], within: 14 days, distinct: session, gap: 30 elapsed minutes}
  pages: {signals: page, within: 10 days}
  topics: {signals: surge, within: 14 days, distinct: topic}
intent: {tier 2: "topics >= 2 OR visits >= 3", tier 1: "topics >= 1 AND role IS NOT NULL"}
definitions: {mql: RULE}
stages:
  lead: {}
  mql: {enter: definition mql}
  sal: {}
  won: {of: deal, kind: won}
  nurture: {kind: recycle}
  out: {kind: disqualified}
"""
STAGES = ("lead", "mql", "sal", "won", "nurture", "out")
DAYS = st.integers(0, 120).map(lambda quarter: quarter / 4)
PEOPLE = st.sampled_from(["p1", "p2", "p3"])
SUBJECTS = st.sampled_from(["p1", "p2", "p3", "a1", "a2"])
VALUES = {
    "role": ("boss", "manager", "user", None),
    "industry": ("logistics", "farms", "trade", None),
    "size": ("7", "49", "50", "5000", "many", None),
    "vip": ("true", "no", None),
    "student": ("true", "false"),
    "away": ("1", "0"),
}

comparisons = st.sampled_from(["fit", "fit_lower", "fit_upper", "fit_points", "size", "engagement", "pages", "intent"])
numbers = st.sampled_from([0, 1, 2, 3, 10, 30, 32.43, 50, 62, 100])
signs = st.sampled_from([">=", ">", "<", "<=", "=", "<>"])
atoms = st.one_of(
    st.builds("{} {} {}".format, comparisons, signs, numbers),
    st.builds("{} + {} {} {}".format, comparisons, comparisons, signs, numbers),
    st.builds("{} * 2 - 10 {} {}".format, comparisons, signs, numbers),
    st.builds("{} / 4 {} {}".format, comparisons, signs, numbers),
    st.builds("{} BETWEEN {} AND {}".format, comparisons, numbers, numbers),
    st.builds("{} IN ({}, {})".format, comparisons, numbers, numbers),
    st.builds("COALESCE({}, {}) {} {}".format, comparisons, numbers, signs, numbers),
    st.builds("{} IS {}NULL".format, comparisons, st.sampled_from(["", "NOT "])),
    st.sampled_from(
        [
            "role = 'boss'",
            "role <> 'user'",
            "role IN ('boss', 'manager')",
            "NOT role IN ('user')",
            "role IS NULL",
            "industry IS NOT NULL",
            "vip",
            "NOT vip",
            "vip IS TRUE",
            "student IS NULL",
            "COALESCE(vip, FALSE)",
            "engagement >= 30",
            "visits >= 2",
        ]
    ),
)
conditions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.builds("({}) AND ({})".format, inner, inner),
        st.builds("({}) OR ({})".format, inner, inner),
        st.builds("NOT ({})".format, inner),
    ),
    max_leaves=6,
)
rules = st.one_of(
    conditions.map('"{}"'.format),
    st.builds('{{from 2025-06-01: "{}", from 2026-01-11: "{}"}}'.format, conditions, conditions),
)

signals = st.one_of(
    st.tuples(SUBJECTS, DAYS, st.just("signal"), st.sampled_from(["demo", "page", "burst", "opened"])),
    st.tuples(SUBJECTS, DAYS, st.just("signal"), st.just("surge"), st.sampled_from(["crm", "erp", None])),
)
attributes = st.sampled_from(list(VALUES)).flatmap(
    lambda name: st.tuples(SUBJECTS, DAYS, st.just("attribute"), st.just(name), st.sampled_from(VALUES[name]))
)
memberships = st.tuples(PEOPLE, DAYS, st.just("link"), st.just("belongs_to"), st.sampled_from(["a1", "a2"]))
moves = st.tuples(st.sampled_from(["p1", "p2", "p3", "d1"]), DAYS, st.just("move"), st.sampled_from(STAGES))
conversions = st.tuples(st.just("d1"), DAYS, st.just("link"), st.just("converted"), PEOPLE)
merges = st.one_of(
    st.tuples(PEOPLE, DAYS, st.just("link"), st.just("merged"), PEOPLE),
    st.tuples(st.just("a1"), DAYS, st.just("link"), st.just("merged"), st.just("a2")),
)
voids = st.tuples(st.just("p1"), DAYS, st.just("void"), st.integers(1, 20).map(str))

happenings = st.one_of(signals, signals, attributes, attributes, memberships, moves, conversions)
facts = st.lists(happenings, min_size=4, max_size=24)
changeable_facts = st.lists(st.one_of(happenings, merges, voids), min_size=4, max_size=24)


def world(rule: str = '"engagement >= 50"', kind: str = "idle_step") -> str:
    """The agreement with a rule and a kind of decay."""
    return WORLD.replace("RULE", rule).replace("KIND", kind)


def spread(lines: list[Line]) -> list[Line]:
    """The same facts, no two of them in one instant."""
    return [(who, day + number / 10_000, *rest) for number, (who, day, *rest) in enumerate(lines)]
