"""Random facts for rounds: what is told before each, in worlds with promises and with gates."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.evaluate import strategies as random
from tests.evaluate.ledgers import Line, instant
from tests.evaluate.rounds import Workbench
from tripact.agreement.agreement import Agreement

PROMISES = """
calendars: {office: {zone: Europe/Bratislava, open: {mon-fri: "09:00-17:00", sat: "22:00-04:00"}}}
contact: {hand_raisers: demo, replies: [answered], not_counted: [bounced], burst: 30 elapsed minutes}
recycle: {rest: {timing: 5 days, else: 9 days}, repromote: "engagement >= 10 OR pages = 0", bypass: demo}
parties: {sdr: {}, ae: {}}
handoffs:
  first: {from: sdr, to: ae, when: stage mql, requires: [role, contact], within: 2 elapsed days, returns: [timing]}
commitments:
  answer:
    starts: [stage mql, hand_raise]
    stops: [attempt, stage sal]
    cancels: stage out
    pauses: [{from: waiting_on_customer, until: customer_back}, {from: opt_out, until: consent}]
    within: 6 business hours
    aim: 2 business hours
  tries:
    starts: stage mql
    stops: [stage sal, reply]
    needs: {attempts: 2, channels: 2, spacing: 1 elapsed hours}
    within: 3 business days
  pql_call: {starts: definition pql, stops: attempt, within: 1 business day}
  pql_wait:
    starts: definition pql
    stops: reply
    cancels: opt_out
    pauses: [{from: [no_basis, opt_out], until: consent}]
    within: 2 business days
  basis: {starts: stage lead, stops: attempt, pauses: [{from: no_basis, until: consent}], within: 3 elapsed days}
  quiet: {starts: stage nurture, forbids: attempt, until: rest, lifts: hand_raise}
  leave_alone: {starts: opt_out, forbids: [attempt, touch], lifts: consent}
"""
USAGE = 'definitions: {pql: {account: "actions >= 3 OR active_users >= 2", within: 7 days, rearm: 5 days}, '

attempts = st.tuples(
    random.PEOPLE, random.DAYS, st.just("attempt"), st.sampled_from(["call", "email"]),
    st.sampled_from([None, "answered"]),
)  # fmt: skip
waits = st.tuples(
    random.PEOPLE, random.DAYS, st.just("signal"), st.sampled_from(["waiting_on_customer", "customer_back"])
)
consents = st.tuples(
    random.PEOPLE, random.DAYS, st.just("consent"), st.sampled_from(["given", "withdrawn"]),
    st.sampled_from([{}, {"channel": "email"}, {"channel": "call"}]),
)  # fmt: skip
lapsing = st.tuples(random.PEOPLE, random.DAYS, st.just("consent"), st.just("given"), st.integers(1, 20)).map(
    lambda line: (*line[:-1], {"expires_at": instant(line[1] + line[-1])})
)
resting = st.tuples(
    random.PEOPLE, random.DAYS, st.just("move"), st.just("nurture"), st.sampled_from(["timing", "budget", None])
)
further = st.one_of(
    st.tuples(st.just("d2"), random.DAYS, st.just("link"), st.just("converted"), st.sampled_from(["p1", "p3"])),
    st.tuples(st.sampled_from(["d1", "d2"]), random.DAYS, st.just("move"), st.sampled_from(["sal", "won", "out"])),
    st.tuples(st.just("d2"), random.DAYS, st.just("link"), st.just("belongs_to"), st.just("a1")),
)
handed = st.tuples(
    st.sampled_from(["p1", "p2", "d2"]), random.DAYS, st.just("handoff"), st.just("first"),
    st.sampled_from(["sent", "accepted", "returned", "acknowledged"]),
)  # fmt: skip
work = st.tuples(st.sampled_from(["a1", "a2", "d2"]), random.DAYS, st.just("attempt"), st.just("call"))
used_there = st.tuples(
    st.sampled_from(["a1", "a2"]), random.DAYS, st.just("usage"), st.just("a"),
    st.sampled_from([{"person": "p1"}, {"person": "p3"}]),
)  # fmt: skip
own_deals = st.one_of(
    st.tuples(
        st.sampled_from(["d1", "d2"]), random.DAYS, st.just("deal"),
        st.sampled_from([{"account": "a1"}, {"account": "a2", "owner": "ann"}]),
    ),
    st.tuples(
        st.sampled_from(["d1", "d2"]), random.DAYS, st.just("link"), st.just("belongs_to"),
        st.sampled_from(["a1", "a2"]),
    ),
    st.tuples(st.sampled_from(["p2", "d1", "d2"]), random.DAYS, st.just("attempt"), st.just("call"), st.sampled_from([
        {"outcome": "bounced"}, {"direction": "inbound"}, {"account": "a2"}, {},
    ])),
)  # fmt: skip
owners = st.tuples(
    st.sampled_from(["p1", "p2", "d1"]), random.DAYS, st.just("attribute"), st.just("owner"), st.just("ann")
)
uses = st.tuples(st.sampled_from(["p1", "p2", "p3", "a1"]), random.DAYS, st.just("usage"), st.sampled_from(["a", "b"]))
excuses = st.tuples(
    random.PEOPLE,
    random.DAYS,
    st.just("excuse"),
    st.just("answer"),
    st.none(),
    st.sampled_from(["claimed", "claimed", "approved", "rejected"]),
)
happenings = st.one_of(
    random.happenings, random.happenings, attempts, waits, consents, owners, uses, excuses, random.merges, random.voids,
    lapsing, resting, further, handed, work, used_there, own_deals,
)  # fmt: skip
by_day = st.tuples(random.PEOPLE, st.integers(0, 30), st.just("move"), st.sampled_from(random.STAGES)).map(
    lambda line: (*line, {"by_day": True})
)
told = st.lists(st.tuples(st.integers(0, 3), st.one_of(happenings, happenings, by_day)), min_size=6, max_size=30)
DAYS = (12.0, 19.0, 26.0, 36.0)
"""As of when the rounds are; facts are told before one of them, whenever they happened."""


GATES = {
    "  lead: {}": "  lead: {leave: {to: [mql, sal, nurture, out], requires: [company, contact_task]}, fields: [role]}",
    "  sal: {}": "  sal: {enter: definition sql, fields: {all: [role, discovery_note], smb: [contact, lawful_basis]},"
    " leave: {to: [won, nurture, out], requires: [close_date, next_step]}}\n  lost: {of: deal, kind: lost}",
    "  won: {of: deal, kind: won}": "  won: {of: deal, kind: won, fields: [amount, active_users]}",
    "definitions: {": 'definitions: {sql: {framework: hybrid, met: {hybrid: "1 of [problem, impact]",'
    ' bant: "1 of [need]"}}, ' + USAGE.removeprefix("definitions: {"),
    "handoffs:": "scope: {segments: [smb]}\nforecast: {reopen_grace: 3 days}\nhandoffs:",
    "recycle: {": "recycle: {lost: [pricing], disqualify: [student], reasons: [timing], ",
    "contact: {": "qualification: {hybrid: {fresh: 6 days, problem: {}, impact: {}}, bant: {segments: smb, need: {}}}"
    "\ncontact: {",
}
ANYONE = st.sampled_from(["p1", "p2", "p3", "d1", "d2"])
answers = st.tuples(
    ANYONE, random.DAYS, st.just("answer"),
    st.fixed_dictionaries({"question": st.sampled_from(["problem", "impact", "need"]), "met": st.booleans()}),
)  # fmt: skip
asked = st.one_of(
    answers,
    answers,
    st.tuples(
        st.sampled_from(["p1", "a1", "p3"]), random.DAYS, st.just("attribute"), st.just("segment"), st.just("smb")
    ),
    st.tuples(random.PEOPLE, random.DAYS, st.just("identity"), st.just({"identified_by": "form"})),
    st.tuples(st.sampled_from(["d1", "d2"]), random.DAYS, st.just("deal"), st.sampled_from([
        {"close_date": "2026-05-01"}, {"next_step": "call"}, {"amount": "10", "currency": "EUR"},
        {"loss_reason": "pricing"},
    ])),
    st.tuples(ANYONE, random.DAYS, st.just("move"), st.sampled_from(["sal", "out", "nurture"]),
              st.sampled_from([None, "timing", "student"])),
    st.tuples(st.sampled_from(["d1", "d2"]), random.DAYS, st.just("move"),
              st.sampled_from(["lost", "lost", "won", "sal"]),
              st.sampled_from([None, "pricing"])),
)  # fmt: skip
gated = st.lists(st.tuples(st.integers(0, 3), st.one_of(asked, asked, happenings, by_day)), min_size=6, max_size=30)


def crowd(groups: list[list[tuple[int, Line]]]) -> list[list[Line]]:
    """The facts of several groups of subjects that know nothing of each other, by the round they are told before."""
    batches: list[list[Line]] = [[] for _ in DAYS]
    for number, facts in enumerate(groups):
        names = {name: f"{name}_{number}" for name in ("p1", "p2", "p3", "a1", "a2", "d1", "d2")}
        for batch, line in facts:
            batches[batch].append(tuple(_renamed(part, names) for part in line))
    return batches


def _renamed(part: object, names: dict[str, str]) -> object:
    if isinstance(part, dict):
        return {key: _renamed(value, names) for key, value in part.items()}
    return names.get(part, part) if isinstance(part, str) else part


def assert_rounds_agree(
    workbench: Workbench, desk: Agreement, groups: list[list[tuple[int, Line]]], *, settling: bool = False
) -> None:
    """Tell the facts before one round after the other, and compare with a whole evaluation."""
    workbench.tell([(f"p{n}", 0, "signal", "unknown") for n in range(100, 220)], 1)
    for day, facts in zip(DAYS, crowd(groups), strict=True):
        workbench.tell(facts, day)
        workbench.run(desk, day)
        if settling:
            workbench.kept(desk, day)
    found = workbench.kept(desk, DAYS[-1])
    assert found == workbench.whole(desk, DAYS[-1])
    workbench.close()
