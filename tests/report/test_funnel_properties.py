"""What holds of every funnel, whatever the history; many random journeys in each ledger."""

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.evaluate.ledgers import Line
from tests.report.funnels import groups, report, total
from tripact.report.funnel_result import FunnelReport, FunnelStep

FATES = ("advanced", "recycled", "disqualified", "lost", "before_cause", "open")
DAYS = st.integers(0, 240).map(lambda quarter: quarter / 4)
SOURCES = st.sampled_from(["web", "fair", "unknown", None])
STRAIGHT = st.sampled_from(["lead", "mql", "won", "lost", "out"])
ANY = STRAIGHT | st.just("nurture")
FEW = settings(max_examples=4, phases=(Phase.explicit, Phase.reuse, Phase.generate))
"""Each example is a whole ledger of journeys, so a few are many; making them smaller would take minutes."""


def histories(stages: st.SearchStrategy[str]) -> st.SearchStrategy[list[Line]]:
    """Ledgers of up to forty journeys with up to seven moves each, some of people and some of deals."""
    history = st.tuples(SOURCES, st.lists(st.tuples(DAYS, stages), min_size=1, max_size=7))
    return st.lists(history, min_size=5, max_size=40).map(_facts)


def _facts(drawn: list[tuple[str | None, list[tuple[float, str]]]]) -> list[Line]:
    facts: list[Line] = []
    for number, (source, moves) in enumerate(drawn):
        facts += [(f"{'pd'[number % 5 == 4]}{number}", day, "move", stage) for day, stage in moves]
        facts += [(f"p{number}", 0, "attribute", "source", source)] if source else []
    return facts


def ending(facts: list[Line]) -> list[Line]:
    """The same without what follows a loss or a disqualification: whoever comes back begins again."""
    ends = (["move", "out"], ["move", "lost"])
    over = {subject: day for subject, day, *rest in sorted(facts, key=lambda line: -line[1]) if rest in ends}
    return [
        line for line in facts
        if line[2] != "move" or line[1] < over.get(line[0], 99) or (line[1] == over[line[0]] and list(line[2:]) in ends)
    ]  # fmt: skip


def whole(step: FunnelStep) -> bool:
    """Whether the fates of a step make up its entries, and its rate is a share."""
    rate = step.rate
    shares = [each for each in (rate.low, rate.value, rate.high) if each is not None]
    return (
        sum(getattr(step, fate) for fate in FATES) == step.entered == rate.denominator
        and shares == sorted(shares)
        and all(0 <= share <= 1 for share in shares)
    )


def sums(made: FunnelReport, number: int) -> bool:
    """Whether the groups of a step add up to it."""
    parts = groups(made, number).values()
    everything = total(made, number)
    names = (*FATES, "entered", "immature", "skipped")
    return all(sum(getattr(part, name) for part in parts) == getattr(everything, name) for name in names)


@FEW
@given(histories(ANY), st.integers(1, 40), st.integers(0, 70))
def test_fates_make_up_the_entries_and_groups_the_whole(facts, within, day):
    made = report(facts, day, within=within, by="source")
    assert all(whole(step) for step in made.steps)
    assert sums(made, 0) and sums(made, 1)
    ways = [way.rate for way in made.overall]
    assert sum(way.numerator for way in ways[1:]) == ways[0].numerator <= ways[0].denominator
    # who returns may enter further on
    assert total(made, 1).entered + total(made, 1).immature >= total(made, 0).advanced


@FEW
@given(histories(STRAIGHT), st.integers(1, 40), st.integers(0, 70))
def test_without_returning_each_step_begins_with_those_who_advanced(facts, within, day):
    made = report(ending(facts), day, within=within if day % 2 else None, by="month")
    assert total(made, 1).entered + total(made, 1).immature == total(made, 0).advanced
    assert all(whole(step) for step in made.steps)


@FEW
@given(histories(ANY), st.lists(st.integers(0, 70), min_size=2, max_size=2))
def test_with_time_entries_and_advances_only_grow(facts, days):
    earlier, later = (report(facts, day) for day in sorted(days))
    for number in (0, 1):
        assert total(earlier, number).entered <= total(later, number).entered
        assert total(earlier, number).advanced <= total(later, number).advanced


@FEW
@given(histories(ANY), st.randoms(use_true_random=False))
def test_the_order_of_unlike_instants_in_the_ledger_does_not_matter(facts, chance):
    apart = [(subject, day + number / 1e6, *rest) for number, (subject, day, *rest) in enumerate(facts)]
    shuffled = sorted(apart, key=lambda line: chance.random())
    ordered, other = (report(each, within=20, by="source") for each in (apart, shuffled))
    assert [step.rate for step in ordered.steps[:2]] == [step.rate for step in other.steps[:2]]
    assert {key: step.rate for key, step in groups(ordered).items()} == {
        key: step.rate for key, step in groups(other).items()
    }
