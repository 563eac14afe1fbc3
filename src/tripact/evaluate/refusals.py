"""Why a move is refused: each reason as a sentence, with what to do and where the agreement says so."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tripact.agreement.agreement import Agreement
from tripact.agreement.spelling import suggest
from tripact.evaluate.gate_parameters import beginnings, leading_handoffs, reasons
from tripact.evaluate.gates import Judged
from tripact.evaluate.known_fields import sources_of
from tripact.evaluate.proposed import Move
from tripact.evaluate.qualification import framework_of, gate_of
from tripact.evaluate.shortfalls import Shortfalls

_WORDS = {"not_met": "not met", "stale": "answered too long ago", "unknown": "not answered"}


class Refusal(NamedTuple):
    """One reason for which something is refused.

    Attributes:
        rule: What refuses it, such as ``allowed-move``.
        message: Why, and what to do.
        field: What of the statement it is about.
        where: ``file:line`` of the agreement, where it says so.
    """

    rule: str
    message: str
    field: str
    where: str = ""


class Situation(NamedTuple):
    """A proposed move with what it comes from.

    Attributes:
        agreement: The agreement.
        shortfalls: What it lacks, and the moves judged beside it.
        move: The move.
        before: The stage it leaves; None at the beginning.
        subject: Key of whom it moves; ``journey`` of the person behind a deal.
        ts: The instant it is judged at.
        segment: The segment in force then; None where none is known.
    """

    agreement: Agreement
    shortfalls: Shortfalls
    move: Move
    before: str | None
    subject: int
    journey: int
    ts: int
    segment: str | None


def refusals(situation: Situation, asked: Sequence[Judged]) -> list[Refusal]:
    """Return a refusal for everything asked that is not met; what is unknown is not met (methods C16)."""
    lacking = [each for each in asked if each.state != "met"]
    without_reason = any(each.rule == "reason" for each in lacking)
    return [
        _SAY[each.rule](situation, each) for each in lacking if not (without_reason and _is_reason(situation, each))
    ]


def _is_reason(situation: Situation, judged: Judged) -> bool:
    """Tell whether a field is the reason of the move itself, which is asked for once."""
    kind = situation.agreement.stages[situation.move.stage].kind
    return judged.rule == "field" and any(
        each.kind == "reason" and each.name == kind for each in sources_of(judged.field)
    )


def _allowed(situation: Situation, _judged: Judged) -> Refusal:
    agreement, move, before = situation.agreement, situation.move, situation.before
    if before is None:
        kind = "person" if move.deal is None else "deal"
        known = " or ".join(f"'{name}'" for name in beginnings(agreement)[kind])
        return Refusal("allowed-move", f"A {kind} does not begin in '{move.stage}' but in {known}.", "stage")
    to = ", ".join(agreement.stages[before].leave.to) or "no other stage"
    message = f"'{before}' does not lead to '{move.stage}'. It leads to: {to}."
    return Refusal("allowed-move", message, "stage", agreement.where("stages", before, "leave"))


def _deal_stage(situation: Situation, judged: Judged) -> Refusal:
    stage = situation.move.stage
    message = f'\'{stage}\' is a stage of deals. Name the deal that enters it: "deal": "ID".'
    return Refusal(judged.rule, message, "deal", situation.agreement.where("stages", stage, "of"))


def _reason(situation: Situation, judged: Judged) -> Refusal:
    agreement, move = situation.agreement, situation.move
    kind = agreement.stages[move.stage].kind
    listed = reasons(agreement)[kind]
    said = f"'{move.reason}' is no reason for '{move.stage}'. " if move.reason else f"'{move.stage}' needs a reason. "
    key = {"recycle": "reasons", "disqualified": "disqualify", "lost": "lost"}[kind]
    return Refusal(judged.rule, said + suggest(move.reason or "", listed), "reason", agreement.where("recycle", key))


def _exit(situation: Situation, judged: Judged) -> Refusal:
    before = situation.before or ""
    message = f"Before '{before}' is left, '{judged.field}' must be known. {_how(situation, judged.field, 'leave')}"
    return Refusal(judged.rule, message, judged.field, situation.agreement.where("stages", before, "leave"))


def _field(situation: Situation, judged: Judged) -> Refusal:
    stage = situation.move.stage
    message = f"'{stage}' needs '{judged.field}', which is not known. {_how(situation, judged.field)}"
    return Refusal(judged.rule, message, judged.field, situation.agreement.where("stages", stage, "fields"))


def _definition(situation: Situation, judged: Judged) -> Refusal:
    agreement = situation.agreement
    name = agreement.stages[situation.move.stage].definition or ""
    definition = agreement.definitions[name]
    if judged.field in definition.requires:
        message = f"By definition '{name}' has '{judged.field}', which is not known. {_how(situation, judged.field)}"
        return Refusal(judged.rule, message, judged.field, agreement.where("definitions", name, "requires"))
    if definition.met:
        return _unanswered(situation, judged)
    message = f"The definition of '{name}' does not hold: {_clauses(situation)}."
    return Refusal(judged.rule, message, name, agreement.where("definitions", name, "rule"))


def _unanswered(situation: Situation, judged: Judged) -> Refusal:
    agreement, name = situation.agreement, judged.field
    framework = framework_of(agreement, name, situation.segment)
    met = agreement.definitions[name].gates[framework]
    by = f"'{framework}'{_why(agreement, name, framework, situation.segment)}"
    message = f"'{name}' needs {met} by the framework {by}: {_answers(situation, framework, gate_of(met)[1])}"
    return Refusal(judged.rule, message, name, agreement.where("definitions", name, "met", framework))


def _why(agreement: Agreement, name: str, framework: str, segment: str | None) -> str:
    """Say why it is this framework; nothing where the definition has no other."""
    if segment in agreement.qualification[framework].segments:
        return f" of the segment '{segment}'"
    if len(agreement.definitions[name].gates) == 1:
        return ""
    return f", for the segment '{segment}' has none here" if segment else ", for the segment is not known"


def _answers(situation: Situation, framework: str, listed: Sequence[str]) -> str:
    """Say how each dimension that the definition counts stands, and how to answer the open ones."""
    states = situation.shortfalls.dimensions(situation.subject, framework, situation.ts)
    open_ = [f"{each} ({_WORDS[states.get(each, 'unknown')]})" for each in listed if states.get(each) != "met"]
    met = [each for each in listed if states.get(each) == "met"]
    return f"met are {', '.join(met) or 'none'}; missing are {', '.join(open_)}. {_how_to_answer(situation, framework)}"


def _clauses(situation: Situation) -> str:
    """Say which conditions of the stage's rule do not hold, or cannot be told."""
    held = situation.shortfalls.clauses(situation.move.stage, (situation.journey, situation.ts))
    return "; ".join(
        f"{clause.text} {'does not hold' if each is False else 'cannot be told'}" for clause, each in held if not each
    )


def _how(situation: Situation, field: str, side: str = "enter") -> str:
    """Say how a field is stated: of whom it is known as the agreement declares it, else of whom the move speaks."""
    how, declared = sources_of(field)[0].how, situation.agreement.attributes.get(field)
    if sources_of(field)[0].kind == "handoff":
        stage = (situation.before or "") if side == "leave" else situation.move.stage
        named = leading_handoffs(situation.agreement, side, stage)
        how = how.replace('"NAME"', f'"{named[0]}"') if named else how
    kind = how.split()[0]
    of = _ALONE.get(kind) or (declared.of if kind == "attribute" and declared else _moved(situation))
    of = "deal" if kind == "move" and field == "stage" else of
    return f"State it: tripact record {_OF.sub(lambda _: _whom(situation, of), how, count=1)}"


_OF = re.compile(r'"(?:person|account|deal)": "ID"')
_ALONE = {"identity": "person", "consent": "person", "usage": "account", "deal": "deal"}
"""Of whom alone these kinds of fact speak."""


def _moved(situation: Situation) -> str:
    return "person" if situation.move.deal is None else "deal"


def _whom(situation: Situation, of: str) -> str:
    """Return the field that says of whom an example is, with the id where the move says it."""
    known = dict(situation.move.names).get(of) or "ID"
    return f'"{of}": {json.dumps(known, ensure_ascii=False)}'


def _how_to_answer(situation: Situation, framework: str) -> str:
    whom = _whom(situation, _moved(situation))
    example = f'{{{whom}, "framework": "{framework}", "question": "NAME", "met": true}}'
    return f"State an answer: tripact record answer --json '{example}'"


_SAY: dict[str, Callable[[Situation, Judged], Refusal]] = {
    "allowed-move": _allowed,
    "deal-stage": _deal_stage,
    "reason": _reason,
    "exit": _exit,
    "field": _field,
    "definition": _definition,
}
