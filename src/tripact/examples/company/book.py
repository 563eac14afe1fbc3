"""The exports: which files the company's systems write, and the rows that are collected for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tripact.examples.company.clock import DAY, day_text, local, slovak, stamp

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Export:
    """One table that a system exports.

    Attributes:
        path: The file; the quarter takes the place of ``{quarter}``.
        columns: Its columns; ``name:form`` says how a moment or an amount is written.
        prefix: Rows are numbered in the order of time, in a first column, with these letters before.
    """

    path: str
    columns: tuple[str, ...]
    prefix: str = ""


def _export(path: str, columns: str, prefix: str = "") -> Export:
    return Export(path, tuple(columns.split()), prefix)


EXPORTS: dict[str, Export] = {
    "accounts": _export(
        "crm/accounts.csv", "account_id company industry employees country crm certificate segment since:day"
    ),
    "account_changes": _export("crm/account_changes.csv", "change_id account_id field value user changed:local", "AC-"),
    "leads": _export(
        "crm/leads.csv",
        "lead_id first_name last_name email phone account_id seniority buying_role persona owner source channel"
        " campaign utm creative legal_basis created:local",
    ),
    "flags": _export("crm/flags.csv", "flag_id lead_id flag value user flagged:local", "FL-"),
    "activities": _export(
        "crm/activities.csv",
        "activity_id lead_id account_id type direction outcome seconds automatic user at:slovak",
        "A-",
    ),
    "lead_stages": _export(
        "crm/lead_stages.csv", "event_id lead_id stage reason new_owner user at:local entered:local", "LS-"
    ),
    "answers": _export(
        "crm/qualification.csv", "answer_id lead_id framework question met said_by evidence user at:local", "Q-"
    ),
    "handoffs": _export(
        "crm/handoffs.csv", "row_id handoff action reason lead_id deal_id receiver complete user at:local", "H-"
    ),
    "deals": _export("crm/deals.csv", "deal_id name lead_id account_id user opened:local"),
    "deal_stages": _export("crm/deal_stages.csv", "event_id deal_id stage reason user at:local", "DS-"),
    "deal_updates": _export(
        "crm/deal_updates.csv",
        "update_id deal_id amount:money list_amount:money close_date:day next_step next_step_due:day next_step_expected"
        " owner competitor loss_reason business_case pov legal_risk procurement_started user at:local",
        "DU-",
    ),
    "packages": _export(
        "crm/packages.csv",
        "package_id deal_id use_case promised_results success_criteria risks project_plan user at:local",
        "HP-",
    ),
    "merges": _export("crm/merges.csv", "merge_id duplicate survivor user at:local", "M-"),
    "corrections": _export("crm/corrections.csv", "correction_id voided reason user at:local", "C-"),
    "onboarding": _export(
        "success/onboarding.csv", "deal_id account_id manager kickoff:day activation:day first_value:day"
    ),
    "arr": _export("billing/arr.csv", "movement_id account_id movement amount:money reason booked:day", "R-"),
    "usage": _export("product/usage.parquet", "event_id account_id user_id action times seats at:stamp", "U-"),
    "topics": _export("intent/topics.csv", "topic_id account_id signal topic score day:day", "T-"),
    "registrations": _export(
        "partners/registrations.csv",
        "registration_id partner lead_id account_id use_case decision reason user registered:local decided:local",
        "PR-",
    ),
    "consents": _export(
        "legal/consents.csv", "consent_id lead_id state purpose channel basis expires:day at:local", "CO-"
    ),
    "signals": _export("web/signals-{quarter}.jsonl", "id lead event session seconds at:stamp", "S-"),
    "spend": _export("finance/naklady.csv", "Mesiac:month Kanál Kampaň Suma:comma"),
}
"""Every export by name; the time of a row stands in its last column but for wide tables."""


LABELS = {
    "sal": "Accepted", "sql": "Qualified", "nurture": "Nurture", "disqualified": "Disqualified",
    "discovery": "Discovery", "solution_fit": "Solution fit", "proposal": "Proposal", "won": "Closed Won",
    "lost": "Closed Lost",
}  # fmt: skip
"""What the company's CRM calls the stages."""


@dataclass
class Book:
    """The rows of all exports as they are collected; what would come after the end is not in the export.

    Attributes:
        end: The first second that is not exported.
        rows: The rows of each export, each with its moment before it.
        turns: How often each round of sellers has been dealt to.
    """

    end: int
    turns: dict[str, int] = field(default_factory=dict)
    rows: dict[str, list[tuple[int, Row]]] = field(default_factory=lambda: {name: [] for name in EXPORTS})

    def add(self, export: str, moment: int, *cells: Cell) -> bool:
        """Add a row that is recorded at a moment; tell whether it is within the period."""
        if moment >= self.end:
            return False
        self.rows[export].append((moment, cells))
        return True

    def turn(self, circle: str) -> int:
        """Return whose turn it is in a circle, and pass the turn on."""
        turn = self.turns[circle] = self.turns.get(circle, -1) + 1
        return turn

    def ordered(self, export: str) -> list[Row]:
        """Return the rows of an export in the order of time, numbered where it numbers them."""
        rows = sorted(self.rows[export], key=_moment)
        prefix = EXPORTS[export].prefix
        if not prefix:
            return [row for _, row in rows]
        return [(f"{prefix}{number:06}", *row) for number, (_, row) in enumerate(rows, start=1)]


def _moment(row: tuple[int, Row]) -> int:
    return row[0]


def _day(moment: int) -> str:
    return day_text(moment // DAY)


def _month(moment: int) -> str:
    return f"{day_text(moment // DAY)[5:7]}/{day_text(moment // DAY)[:4]}"


def _comma(cents: int) -> str:
    """Return an amount as a Slovak spreadsheet shows it, with a narrow thousands gap."""
    return f"{cents // 100:,}".replace(",", "\u00a0") + f",{cents % 100:02}"


FORMS: dict[str, Callable[[int], str]] = {
    "local": local,
    "slovak": slovak,
    "stamp": stamp,
    "day": _day,
    "month": _month,
    "money": lambda cents: f"{cents // 100}.{cents % 100:02}",
    "comma": _comma,
}
"""How moments (seconds) and amounts (cents) are written."""
