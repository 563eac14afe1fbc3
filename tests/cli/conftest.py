"""A workspace with a handful of people, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.calling import done

AGREEMENT = """apiVersion: tripact/v1
kind: Agreement
name: small
title: A small agreement
version: 3
effective: 2025-01-01
zone: Europe/Bratislava
attributes:
  source: {says: where they came from}
  role: {values: [boss, user]}
fit:
  role: {points: {boss: 10}, else: 0}
engagement:
  signals: {demo: 30, page: 5}
  decay: {rate: 0.1, per: week, kind: idle_step}
definitions:
  mql: {says: Fits and asks., rule: "fit >= 50 AND engagement >= 20"}
stages:
  lead: {leave: {to: [mql, nurture]}}
  mql: {enter: definition mql, leave: {to: [won, nurture]}}
  won: {kind: won}
  nurture: {kind: recycle, leave: {to: [mql]}}
reporting:
  dimensions: [source]
"""

MAPPING = """apiVersion: tripact/v1
kind: Mapping
name: people
source: crm
zone: Europe/Bratislava
tables:
  - file: people.csv
    person: "{id}"
    occurred_at: {column: created, format: "%Y-%m-%d"}
    facts:
      - {kind: move, id: "lead/{id}", set: {stage: lead}}
      - {kind: identity, id: "who/{id}", set: {identified_by: form, full_name: "{name}", email: "{email}"}}
      - {kind: attribute, id: "of/{id}", each: {source: source, role: role}}
      - {kind: signal, id: "asked/{id}", where: {asked: {not: null}}, occurred_at: {column: asked, precision: day},
         set: {signal: demo}}
      - {kind: move, id: "won/{id}", where: {won: {not: null}}, occurred_at: {column: won, precision: day},
         set: {stage: won}}
"""

PEOPLE = """id,name,email,created,source,role,asked,won
p1,Ada One,ada@example.com,2026-01-05,web,boss,2026-01-08,2026-02-01
p2,Bo Two,bo@example.com,2026-01-06,web,user,2026-01-09,
p3,Cy Three,cy@example.com,2026-01-07,fair,boss,,
p4,Di Four,di@example.com,2026-02-10,,boss,2026-02-11,
p5,Ed Five,ed@example.com,not a day,web,boss,,
"""


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the others are copied from."""
    folder = tmp_path_factory.mktemp("desk")
    for name, text in {"agreement.yaml": AGREEMENT, "mapping.yaml": MAPPING, "people.csv": PEOPLE}.items():
        (folder / name).write_text(text, encoding="utf-8")
    done("init", folder / "W", "--agreement", folder / "agreement.yaml")
    shutil.copytree(folder / "W", folder / "fresh")
    done("-w", folder / "W", "import", folder / "mapping.yaml", "--json")
    return folder


@pytest.fixture
def desk(master: Path, tmp_path: Path) -> Path:
    """A folder of this test: files of an import, the workspace ``W`` that has it, and ``fresh``, which has not."""
    return shutil.copytree(master, tmp_path / "desk")


@pytest.fixture
def work(desk: Path) -> Path:
    """A workspace with the people imported."""
    return desk / "W"
