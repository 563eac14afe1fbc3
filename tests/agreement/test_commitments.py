"""Every clock of the domain can be said: responses, attempts, rests, pauses, ladders."""

import pytest

from tests.agreement.texts import issues, read
from tripact.agreement.triggers import VERBS, Trigger, parse_trigger

CLOCKS = """
stages: {mql: {leave: {to: [nurture]}}, nurture: {kind: recycle, leave: {to: [mql]}}}
commitments:
  answer:
    between: [marketing, sdr]
    starts: [stage mql, signal demo_request]
    stops: attempt
    pauses: [{from: opt_out, until: consent, share: consent}]
    within: {from 2026-01-01: 2 business hours, from 2026-07-01: 1 business hour}
    aim: 60 business minutes
    whose: customer
    handover: switch
    warn: [50%, 75%]
    escalate: [{at: 100%, notify: boss}, {at: 150%, notify: [boss, ops], reassign: true}]
  touches:
    starts: stage mql
    needs: {attempts: 6, at_most: 8, channels: 2, spacing: 4 elapsed hours}
    within: 12 days
    aim: {attempts: 3, within: 48 elapsed hours}
  rest:
    starts: stage nurture
    forbids: [attempt, touch]
    until: {timing: 45 days, else: 60 days}
    lifts: hand_raise
"""


def test_all_parts_of_a_clock() -> None:
    clocks = read(CLOCKS).commitments
    answer = clocks["answer"]
    assert [clock.sort for clock in clocks.values()] == ["response", "attempts", "prohibition"]
    assert answer.starts == (Trigger("stage", "mql"), Trigger("signal", "demo_request"))
    assert answer.within is not None
    assert [span.text for span in answer.within.values] == ["2 business hours", "1 business hour"]
    assert (answer.warn, [step.at for step in answer.escalate]) == ((0.5, 0.75), [1.0, 1.5])
    assert (answer.answers, clocks["touches"].answers) == ("sdr", None)
    assert isinstance(clocks["rest"].until, dict)
    assert clocks["rest"].until["else"].amount == 60


@pytest.mark.parametrize(
    ("clauses", "said"),
    [
        (
            "commitments: {a: {starts: stage x, needs: {attempts: 2, spacing: 8 business hours}, within: 2 days}}",
            "spacing",
        ),
        ("contact: {preceding: 8 business hours}", "preceding"),
        ("contact: {burst: 1 business day}", "burst"),
        ("qualification: {bant: {dimensions: {need: {}}, fresh: 5 business days}}", "fresh"),
    ],
)
def test_business_time_is_refused_where_elapsed_time_is_counted(clauses: str, said: str) -> None:
    told = [str(issue) for issue in issues(f"stages: {{x: {{}}}}\n{clauses}")]
    assert [each for each in told if said in each and "elapsed time is counted here" in each]


@pytest.mark.parametrize("within", ["99999999 business hours", "200000 days", "1001 business days", "523 weeks"])
def test_what_no_calendar_reaches_is_a_slip_of_the_pen(within: str) -> None:
    told = [
        str(issue)
        for issue in issues(f"stages: {{x: {{}}}}\ncommitments: {{a: {{starts: stage x, within: {within}}}}}")
    ]
    assert [each for each in told if f"'{within}' is too long for a promise: at most 5,000 business hours" in each]


@pytest.mark.parametrize("rest", ["10 business days", "60 elapsed hours", "5 days rolled"])
def test_a_rest_is_a_number_of_days(rest: str) -> None:
    told = [str(issue) for issue in issues(f"stages: {{x: {{}}}}\nrecycle: {{rest: {{timing: {rest}}}}}")]
    assert [each for each in told if f"not after '{rest}': write it in days" in each]


def test_every_verb_can_be_said_in_one_way() -> None:
    for verb, (of, says) in VERBS.items():
        text = verb if of == "nothing" else f"{verb} something"
        assert str(parse_trigger(text)) == text
        assert says
        with pytest.raises(ValueError, match="known are"):
            parse_trigger(f"{verb} something" if of == "nothing" else verb)


@pytest.mark.parametrize("raw", ["", " ", "stage", "stage a b", "Stage mql", 5, None, ["stage mql"]])
def test_other_moments_are_refused(raw: object) -> None:
    with pytest.raises(ValueError, match="not a moment"):
        parse_trigger(raw)
