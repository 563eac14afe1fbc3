"""What an agreement asks of moves, as small relations: allowed moves, fields, reasons, definitions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.triggers import Trigger
from tripact.evaluate.parameters import Relation
from tripact.evaluate.qualification import framework_of


def gate_parameters(agreement: Agreement) -> dict[str, Relation]:
    """Return the parameter relations of the gates by name."""
    of_deals = [(name,) for name, stage in agreement.stages.items() if stage.of == "deal"]
    field_columns = ("rule", "side", "stage", "segment", "field")
    leading = tuple(_leading(agreement))
    return {
        "gates_closed": Relation({"closed": "bigint"}, ((1,),) if is_closed(agreement) else ()),
        "allowed_moves": Relation(
            {"stage": "text", "to_stage": "text", "within": "bigint"}, tuple(_allowed(agreement))
        ),
        "gate_fields": Relation(dict.fromkeys(field_columns, "text"), tuple(_fields(agreement))),
        "gate_handoffs": Relation(dict.fromkeys(("side", "stage", "handoff"), "text"), leading),
        "handed_gates": Relation({"side": "text", "stage": "text"}, tuple(dict.fromkeys(row[:2] for row in leading))),
        "move_reasons": Relation({"kind": "text", "reason": "text"}, tuple(_reasons(agreement))),
        "deal_stages": Relation({"stage": "text"}, tuple(of_deals)),
        **_answered(agreement),
    }


def leading_handoffs(agreement: Agreement, side: str, stage: str) -> tuple[str, ...]:
    """Return the handoffs that lead through a gate; where there are none, any handoff will do.

    Out of a stage lead those that become due in it. Into a stage lead those that become due in the stages of
    the main path that lead to it, or else in itself; of several, those that its owner receives.

    Args:
        agreement: The agreement.
        side: ``leave`` or ``enter``.
        stage: The stage that is left or entered.
    """
    if side == "leave":
        return _due_in(agreement, (stage,))
    before = (name for name, each in agreement.stages.items() if each.on_main_path and stage in each.leave.to)
    found = _due_in(agreement, before) or _due_in(agreement, (stage,))
    owner = agreement.stages[stage].owner.rpartition("->")[2].strip()
    return tuple(name for name in found if agreement.handoffs[name].to == owner) or found


def _due_in(agreement: Agreement, stages: Iterable[str]) -> tuple[str, ...]:
    moments = {Trigger("stage", stage) for stage in stages}
    return tuple(name for name, handoff in agreement.handoffs.items() if moments.intersection(handoff.when))


def _leading(agreement: Agreement) -> Iterator[tuple[str, str, str]]:
    for stage in agreement.stages:
        for side in ("leave", "enter"):
            yield from ((side, stage, name) for name in leading_handoffs(agreement, side, stage))


def is_closed(agreement: Agreement) -> bool:
    """Tell whether moves are restricted: an agreement that allows no move at all restricts none."""
    return any(stage.leave.to for stage in agreement.stages.values())


def beginnings(agreement: Agreement) -> dict[str, tuple[str, ...]]:
    """Return the stages in which a person or a deal may begin: the first of theirs on the main path.

    A stage with a definition of its own is a beginning as well: whoever meets it has not to wait elsewhere.
    """
    main = {name: stage for name, stage in agreement.stages.items() if stage.on_main_path}
    of = {kind: [name for name, stage in main.items() if stage.of == kind] for kind in ("person", "deal")}
    return {
        kind: tuple(dict.fromkeys([*names[:1], *(name for name in names if main[name].definition)]))
        for kind, names in of.items()
    }


def reasons(agreement: Agreement) -> dict[str, tuple[str, ...]]:
    """Return the reasons that the agreement lists, by the kind of stage they lead to."""
    recycle = agreement.recycle
    if recycle is None:
        return {}
    return {"recycle": recycle.reasons, "disqualified": recycle.disqualify, "lost": recycle.lost}


def _answered(agreement: Agreement) -> dict[str, Relation]:
    """Return which definition by answers opens a stage, by its own framework and by those of segments."""
    opened = {stage: clause.definition or "" for stage, clause in agreement.stages.items()}
    gates = {name: definition.gates for name, definition in agreement.definitions.items() if definition.gates}
    own = ((stage, name, framework_of(agreement, name, None)) for stage, name in opened.items() if name in gates)
    by_segment = (
        (name, segment, framework_of(agreement, name, segment))
        for name, frameworks in gates.items()
        for framework in frameworks
        for segment in agreement.qualification[framework].segments
    )
    texts = ("definition", "segment", "framework")
    return {
        "answered_definitions": Relation(dict.fromkeys(("stage", "definition", "framework"), "text"), tuple(own)),
        "definition_frameworks": Relation(dict.fromkeys(texts, "text"), tuple(by_segment)),
    }


def _reasons(agreement: Agreement) -> Iterator[tuple[str, str]]:
    for kind, listed in reasons(agreement).items():
        yield from ((kind, reason) for reason in listed)


def _allowed(agreement: Agreement) -> Iterator[tuple[str, str, int | None]]:
    """Yield the moves that are allowed; from '' and 'deal' lead the beginnings, from a lost stage the reopenings."""
    for kind, names in beginnings(agreement).items():
        yield from (("" if kind == "person" else kind, name, None) for name in names)
    for name, stage in agreement.stages.items():
        yield from ((name, to, None) for to in stage.leave.to)
        if stage.kind == "lost":
            yield from _reopened(agreement, name)


def _reopened(agreement: Agreement, lost: str) -> Iterator[tuple[str, str, int]]:
    """Yield the ways back from a lost stage within the reopening grace (methods C14)."""
    grace = agreement.forecast.reopen_grace if agreement.forecast else None
    if grace:
        sources = (name for name, stage in agreement.stages.items() if lost in stage.leave.to)
        yield from ((lost, name, grace.milliseconds) for name in sources)


def _fields(agreement: Agreement) -> Iterator[tuple[str, str, str, str, str]]:
    for name, stage in agreement.stages.items():
        yield from (("exit", "leave", name, "", field) for field in stage.leave.requires)
        for segment, fields in stage.fields.items():
            yield from (("field", "enter", name, "" if segment == "all" else segment, field) for field in fields)
        definition = agreement.definitions.get(stage.definition or "")
        if definition:
            yield from (("definition", "enter", name, "", field) for field in definition.requires)
