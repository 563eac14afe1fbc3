"""The commands on deals."""

import re
from pathlib import Path

import pytest

from tests.cli.calling import call, done

AGREEMENT = """apiVersion: tripact/v1
kind: Agreement
name: deals
version: 1
effective: 2025-01-01
zone: Europe/Bratislava
currency: EUR
parties: {ae: {owner: Sales}, partner: {owner: Partners}}
handoffs: {partner_to_us: {from: partner, to: ae, requires: [company]}}
partners: {registration: partner_to_us, protection: 90 days}
recycle: {lost: [pricing]}
stages:
  discovery: {of: deal, leave: {to: [won, lost, nurture], requires: [next_step]}}
  won: {of: deal, kind: won}
  lost: {of: deal, kind: lost}
  nurture: {kind: recycle, leave: {to: [discovery]}}
wip: {per: ae, limits: {"acv < 20000": 1}}
"""
MAPPING = """apiVersion: tripact/v1
kind: Mapping
name: deals
source: crm
zone: Europe/Bratislava
tables:
  - file: deals.csv
    deal: "{id}"
    occurred_at: {column: opened, format: "%Y-%m-%d"}
    facts:
      - {kind: move, id: "opened/{id}", set: {stage: discovery}}
      - {kind: deal, id: "deal/{id}", set: {amount: {column: amount}, currency: EUR, owner: "{owner}",
         competitor: "{against}", next_step_expected: a date}}
      - {kind: move, id: "lost/{id}", where: {lost: {not: null}}, occurred_at: {column: lost, format: "%Y-%m-%d"},
         set: {stage: lost, reason: "{reason}"}}
"""
DEALS = """id,opened,amount,owner,against,lost,reason
d1,2026-01-05,1000.50,ada,rival,,
d2,2026-01-06,2000,ada,,,
d3,2026-01-07,3000,bob,rival,2026-01-20,pricing
"""


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with three deals."""
    folder = tmp_path_factory.mktemp("deals")
    for name, text in {"agreement.yaml": AGREEMENT, "mapping.yaml": MAPPING, "deals.csv": DEALS}.items():
        (folder / name).write_text(text, encoding="utf-8")
    done("init", folder / "W", "--agreement", folder / "agreement.yaml")
    done("-w", folder / "W", "import", folder / "mapping.yaml", "--json")
    return folder / "W"


def test_work_in_progress_in_every_form(work, tmp_path):
    moment = ("--as-of", "2026-01-31")
    assert re.search(r"ada +acv < 20000 +2 +1 +200", done("-w", work, "report", "wip", *moment).out)
    document = done("-w", work, "report", "wip", *moment, "--json").json
    first = document["rows"][0]
    assert (first["owner"], first["open"], first["over"]) == ("ada", 2, True)
    assert done("-w", work, "report", "wip", *moment, "--csv").out.startswith("owner,band,limit,open")
    page = tmp_path / "wip.html"
    assert done("-w", work, "report", "wip", *moment, "--html", page, "--language", "sk").out == ""
    assert "Otvorené obchody" in page.read_text(encoding="utf-8")


def test_loss_reasons_in_every_form(work, tmp_path):
    said = done("-w", work, "report", "loss-reasons", "--by", "competitor").out
    assert "pricing" in said and "rival" in said and "3,000 EUR" in said
    document = done("-w", work, "report", "loss-reasons", "--json").json
    assert document["rows"][0]["amounts"] == {"EUR": "3000.0000"}
    assert "3000.0000 EUR" in done("-w", work, "report", "loss-reasons", "--csv").out
    page = tmp_path / "lost.html"
    done("-w", work, "report", "loss-reasons", "--html", page)
    assert "pricing" in page.read_text(encoding="utf-8")


def test_partners_as_table_documents_and_page(work):
    assert "in the order of the ledger" in done("-w", work, "report", "partners").out
    assert done("-w", work, "report", "partners", "--json").json["rows"] == []
    assert done("-w", work, "report", "partners", "--csv").out == ""
    page = work / "page.html"
    assert done("-w", work, "report", "partners", "--html", page, "--language", "sk").out == ""
    assert "Žiadny partner nič neregistroval." in page.read_text(encoding="utf-8")


def test_a_deal_is_explained(work):
    said = done("-w", work, "explain", "deal", "d1", "--as-of", "2026-01-31").out
    assert "open in discovery" in said and "Missing: next_step" in said and "ada holds 2 open" in said
    assert "amount = 1,000.50 EUR " in said and "no known stakeholders" in said
    document = done("-w", work, "explain", "deal", "d3", "--json").json
    assert (document["state"]["standing"], document["losses"][0]["reason"]) == ("lost", "pricing")
    assert document["state"]["next_step_expected"] == "a date"


def test_mistakes_say_what_to_do(work):
    assert call("-w", work, "explain", "deal", "d9").code == 1
    assert call("-w", work, "report", "loss-reasons", "--by", "weather").code == 2
    assert call("-w", work, "report", "wip", "--json", "--csv").code == 2
