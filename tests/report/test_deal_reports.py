"""The reports on deals: loss reasons, work in progress, registrations; the explanation of a deal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest

from tests.evaluate.judging import Judged, duckdb_court
from tests.evaluate.ledgers import Line, instant
from tests.report.html_reader import read
from tripact.errors import TripactError
from tripact.evaluate.deals import Deals
from tripact.report.deal_trace import deal_trace
from tripact.report.loss_page import losses_document, losses_html, losses_rows
from tripact.report.loss_reasons import LossReport, loss_reasons
from tripact.report.partner_json import partner_document, partner_rows
from tripact.report.partner_page import partners_html
from tripact.report.partners import PartnerReport, partners
from tripact.report.wip import day_ends, wip
from tripact.report.wip_page import wip_document, wip_html
from tripact.report.words import LANGUAGES, Language
from tripact.worktime.instant import HOUR, midnight

TEXT = """
currency: EUR
attributes: {segment: {of: account}, channel: {}}
scope: {channels: [inbound, partner]}
parties: {ae: {owner: Sales}, partner: {owner: P}}
handoffs: {partner_to_us: {from: partner, to: ae, requires: [company]}}
partners: {registration: partner_to_us, protection: 10 days, channel: partner}
recycle: {lost: [pricing, timing]}
forecast: {reopen_grace: 10 days, health: {people: "stakeholders >= 3", young: "age_days < 100"}}
stages:
  lead: {}
  discovery: {of: deal, leave: {to: [won, lost], requires: [next_step, value]}}
  won: {of: deal, kind: won}
  lost: {of: deal, kind: lost, fields: [loss_reason]}
wip: {per: ae, limits: {"acv < 100": 1, "acv >= 100": 1}}
"""


def deal(name: str, day: float, amount: str | None, owner: str = "ada", currency: str = "EUR") -> list[Line]:
    """A deal that is opened on a day."""
    fields = {"amount": amount, "currency": currency, "owner": owner}
    return [(name, day, "move", "discovery"), (name, day, "deal", None, fields)]


FACTS: list[Line] = [
    *deal("d1", 1, "10.10"),
    *deal("d2", 1, "20.20", "bob"),
    *deal("d3", 1, "5", "bob", "USD"),
    *deal("d4", 1, None),
    *deal("d5", 1, "50"),
    ("d1", 5, "move", "lost", "pricing"),
    ("d2", 6, "move", "lost", {"reason": "pricing"}),
    ("d3", 6, "move", "lost", "cosmic rays"),
    ("d4", 7, "move", "lost"),
    ("d5", 7, "move", "lost", "timing"),
    ("d5", 9, "move", "discovery"),
    ("d1", 1, "link", "belongs_to", "a1"),
    ("a1", 0, "attribute", "segment", "smb"),
]


@pytest.fixture
def judge() -> Iterator[Callable[..., Judged]]:
    judged: list[Judged] = []
    court = duckdb_court()
    yield lambda *given: judged.append(court.judge(TEXT, *given)) or judged[-1]  # type: ignore[func-returns-value]
    for each in judged:
        each.evaluation.close()


@pytest.fixture
def lost(judge: Callable[..., Judged]) -> LossReport:
    return loss_reasons(Deals(judge(FACTS, 30).evaluation), None, None, "owner")


def test_losses_stand_by_the_categories_of_the_agreement_and_the_unknown_apart(lost: LossReport) -> None:
    assert [(row.reason, row.listed, row.share.numerator, row.share.denominator) for row in lost.rows] == [
        ("pricing", True, 2, 4), ("timing", True, 0, 4), ("cosmic rays", False, 1, 4), (None, False, 1, 4),
    ]  # fmt: skip
    assert (lost.categorised.numerator, lost.categorised.denominator) == (2, 4)
    assert lost.voided == ("d5",)


def test_amounts_are_exact_and_never_added_over_currencies(lost: LossReport) -> None:
    assert lost.rows[0].amounts == (("EUR", Decimal("30.30")),)
    assert lost.rows[2].amounts == (("USD", Decimal(5)),)
    assert (lost.rows[3].amounts, lost.rows[3].unpriced) == ((), 1)


def test_groups_add_up_to_the_whole(lost: LossReport) -> None:
    assert sorted((row.group, row.reason, row.share.numerator) for row in lost.groups if row.reason) == [
        ("ada", "pricing", 1), ("bob", "cosmic rays", 1), ("bob", "pricing", 1),
    ]  # fmt: skip
    assert sum(row.share.numerator for row in lost.groups) == 4


def test_a_competitor_named_after_the_loss_is_that_of_the_loss(judge: Callable[..., Judged]) -> None:
    later = ("d4", 8, "deal", None, {"loss_reason": "pricing", "competitor": "rival"})
    found = loss_reasons(Deals(judge([*FACTS, later], 30).evaluation), instant(7), None, "competitor")
    assert [(row.group, row.reason, row.share.numerator) for row in found.groups] == [("rival", "pricing", 1)]


def test_losses_split_by_an_attribute_of_the_account_and_within_a_period(judge: Callable[..., Judged]) -> None:
    deals = Deals(judge(FACTS, 30).evaluation)
    found = loss_reasons(deals, instant(5), instant(6), "segment")
    assert [(row.group, row.reason) for row in found.groups] == [("smb", "pricing")]
    with pytest.raises(TripactError, match="cannot be split by 'weather'"):
        loss_reasons(deals, None, None, "weather")


@pytest.mark.parametrize("language", ["en", "sk"])
def test_the_page_of_losses_says_its_figures(lost: LossReport, language: str) -> None:
    page = losses_html(lost, language)  # type: ignore[arg-type]
    assert "cosmic rays" in page and "<svg" in page and "30 EUR" in page
    assert losses_document(lost)["voided"] == ["d5"]
    assert {row["by"] for row in losses_rows(lost)} == {None, "owner"}


def test_no_deals_are_no_losses_and_no_page_breaks(judge: Callable[..., Judged]) -> None:
    report = loss_reasons(Deals(judge([("p1", 1, "move", "lead")], 30).evaluation), None, None, "owner")
    assert report.categorised.value is None and [row.share.value for row in report.rows] == [None, None]
    assert "No deal was lost" in losses_html(report, "en")


def test_days_over_the_limit_are_counted_at_their_ends(judge: Callable[..., Judged]) -> None:
    facts = [*deal("d1", 1, "10"), *deal("d2", 3.5, "20"), ("d1", 5.5, "move", "won"), *deal("d3", 6.5, "30")]
    report = wip(Deals(judge(facts, 9.2).evaluation), instant(0), None)
    (row,) = report.rows
    assert (row.owner, row.band, row.open, row.limit, row.over) == ("ada", "acv < 100", 2, 1, True)
    assert (row.days_over, row.days) == (5, 9)  # days 3, 4, and 6 to 8
    assert row.over_since is not None and row.over_since == instant(7) - 1 and not row.since_before
    assert row.average == pytest.approx((0 + 1 + 1 + 2 + 2 + 1 + 2 + 2 + 2) / 9)
    assert (row.closed, row.load) == (1, 2.0)
    assert row.implied_days == pytest.approx(row.average * (9.2 + 1 / 86_400_000), rel=1e-6)
    assert "1 of 1 owners" in wip_html(report, "en") and "nad" in wip_html(report, "sk").lower()
    assert wip_document(report)["rows"][0]["over_since"] == "2026-01-07"  # type: ignore[index]


def test_a_limit_broken_all_the_time_says_that_it_was_so_before(judge: Callable[..., Judged]) -> None:
    facts = [*deal("d1", 1, "10"), *deal("d2", 1, "20")]
    (row,) = wip(Deals(judge(facts, 9).evaluation), instant(4), None).rows
    assert (row.since_before, row.days_over, row.days) == (True, 5, 5)


def test_a_local_day_may_have_23_hours() -> None:
    zone = "Europe/Bratislava"
    start, end = midnight(date(2026, 3, 29), zone), midnight(date(2026, 3, 30), zone)
    assert end - start == 23 * HOUR
    assert list(day_ends(start, end, zone)) == [end - 1]


@pytest.fixture
def partnered(judge: Callable[..., Judged]) -> PartnerReport:
    sent = {"account": "a1", "actor": "north"}
    facts = [
        ("p1", 1, "handoff", "partner_to_us", "sent", sent),
        ("p2", 2, "handoff", "partner_to_us", "sent", {**sent, "actor": "south"}),
        *((name, 0, "attribute", "channel", "partner") for name in ("p1", "p3")),
        ("d1", 3, "link", "converted", "p1"),
        ("d2", 3, "link", "converted", "p3"),
        *deal("d1", 3, "10"),
        *deal("d2", 3, "20"),
    ]
    return partners(Deals(judge(facts, 5).evaluation))


def test_partners_see_conflicts_and_deals_that_nobody_registered(partnered: PartnerReport) -> None:
    assert [(row.partner, row.standing, row.winner) for row in partnered.rows] == [
        ("north", "pending", None), ("south", "conflict", "north"),
    ]  # fmt: skip
    assert [(row.deal, row.amount) for row in partnered.shadow] == [("d2", Decimal(20))]


def test_the_documents_of_partners_hold_the_same(partnered: PartnerReport) -> None:
    document, rows = partner_document(partnered), partner_rows(partnered)
    assert (document["report"], document["zone"], document["from"]) == ("partners", "UTC", None)
    assert [(row["row"], row["partner"], row["deal"], row["amount"]) for row in rows] == [
        ("registration", "north", None, None), ("registration", "south", None, None), ("shadow", None, "d2", "20.0000"),
    ]  # fmt: skip
    assert len({tuple(row) for row in rows}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_partners_names_conflicts_with_their_winner(partnered: PartnerReport, language: Language) -> None:
    html = partners_html(partnered, language)
    page = read(html)
    assert [row[0] for row in page.tables["table-partners"][1:]] == ["north", "south"]
    assert [(row[0], row[1], row[-1]) for row in page.tables["table-conflicts"][1:]] == [("south", "a1", "north")]
    assert [row[0] for row in page.tables["table-shadow"][1:]] == ["d2"] and "20 EUR" in page.text
    assert html.count("<svg") == 2 and set(page.targets) <= set(page.ids)
    assert "define." not in html and "col." not in html


def test_a_page_without_partners_says_so(judge: Callable[..., Judged]) -> None:
    report = partners(Deals(judge([("p1", 1, "move", "lead")], 5).evaluation))
    assert "No partner has registered anything." in partners_html(report, "en")


def test_a_deal_is_explained_with_its_facts(judge: Callable[..., Judged]) -> None:
    trace = deal_trace(judge(FACTS, 30).evaluation, "d5")
    assert (trace.state.stage, trace.next_step, trace.missing) == ("discovery", "missing", ("next_step",))
    assert {each.field: each.fact for each in trace.known}["amount"] == 10
    assert [(loss.voided, loss.reason) for loss in trace.losses] == [(True, "timing")]
    assert trace.health == {"people": None, "young": True}
    assert [(each.band, each.open) for each in trace.load] == [("acv < 100", 1), ("acv >= 100", 0)]


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ([("d9", 5, "move", "lost", "pricing")], ()),
        ([("d9", 5, "deal", None, None, {"loss_reason": "pricing"}), ("d9", 5, "move", "lost")], ()),
        ([("d9", 5, "move", "lost")], ("loss_reason",)),
    ],
)
def test_what_a_deal_lacks_is_what_its_gate_finds_missing(
    judge: Callable[..., Judged], facts: list[Line], missing: tuple[str, ...]
) -> None:
    assert deal_trace(judge([*deal("d9", 1, "10"), *facts], 9).evaluation, "d9").missing == missing


def test_a_deal_that_nobody_spoke_of_is_missing(judge: Callable[..., Judged]) -> None:
    judged = judge(FACTS, 30)
    with pytest.raises(TripactError, match="No fact speaks of a deal 'd77'"):
        deal_trace(judged.evaluation, "d77")
    early = judged.at(0.5)
    with pytest.raises(TripactError, match="Nothing was known of the deal 'd1'"):
        deal_trace(early.evaluation, "d1")
