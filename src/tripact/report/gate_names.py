"""What the rows of a report on gates are called on paper."""

from __future__ import annotations

from tripact.agreement.values import said
from tripact.report.funnel_names import TERMS, group_name, writable
from tripact.report.gate_report import Example, GateReport, Share
from tripact.report.writer import Writer


def of_name(report: GateReport, name: str, writer: Writer) -> str:
    """Return the title of a stage, or a definition or framework with spaces; terms keep their letters."""
    if name in TERMS:
        return name.upper()
    return writable(said(report.titles.get(name, ""), writer.language) or name.replace("_", " "))


def share_name(report: GateReport, share: Share, writer: Writer) -> str:
    """Return what a row is about, with its group where the report is split."""
    parts = [of_name(report, share.of, writer)]
    if share.item:
        parts.append(share.item.replace("_", " "))
    if report.by is not None:
        parts.append(group_name(share.label, writer))
    return writable(" · ".join(parts))


def missing_words(example: Example, writer: Writer) -> str:
    """Return what a move lacked, in words: what asks for it, and the field where that says more."""
    said = []
    for each in example.missing:
        asks = writer.say(f"gates.rule.{each.rule}")
        named = each.rule in ("exit", "field", "definition")
        said.append(f"{asks}: {each.field.replace('_', ' ')}" if named else asks)
    return writable("; ".join(said))
