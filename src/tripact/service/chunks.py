"""Statements in the chunks that can be judged together: what is judged must see what came before it, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tripact.service.objections import Asked
from tripact.service.statements import Statement

MOST = 500
"""Statements that are judged together at most; what they add to the ledger is one transaction."""


@dataclass(frozen=True)
class Prepared:
    """A statement that can become a fact.

    Attributes:
        place: Which of the statements it is.
        statement: The statement.
        source_id: The id of its fact.
        asked: What the agreement asks of it.
    """

    place: int
    statement: Statement
    source_id: str
    asked: Asked


def chunks(prepared: Iterable[Prepared]) -> Iterator[list[Prepared]]:
    """Yield the statements in order, in chunks.

    - An id stands in a chunk once: what becomes of the second depends on the first.
    - A limit on open deals looks at all deals, so what is under one is judged first in its chunk. So is an
      excuse, for which every fact of its clock counts.
    - Who is the same as whom, and what is taken back, concerns everybody: such a statement follows nothing
      that is judged (but merges may follow merges), and what is judged does not follow a taking back.
    """
    chunk: list[Prepared] = []
    for each in prepared:
        if chunk and _must_wait(each, chunk):
            yield chunk
            chunk = []
        chunk.append(each)
    if chunk:
        yield chunk


def _must_wait(each: Prepared, chunk: list[Prepared]) -> bool:
    if len(chunk) >= MOST or each.asked.limit or each.asked.excuse:
        return True
    if any(each.source_id == other.source_id for other in chunk):
        return True
    if _concerns_everybody(each) and any(other.asked and not other.asked.merge for other in chunk):
        return True
    return bool(each.asked) and any(other.statement.kind == "void" for other in chunk)


def _concerns_everybody(each: Prepared) -> bool:
    statement = each.statement
    return statement.kind == "void" or (statement.kind == "link" and statement.body.get("relation") == "merged")
