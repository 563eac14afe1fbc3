"""The page of the kinds of fact, from ``ledger/kinds.py``."""

from __future__ import annotations

from tools.reference.tables import sentence, table
from tripact.ledger.kinds import KINDS, columns, instant_fields, personal_fields, required_field
from tripact.ledger.ranges import RANGES
from tripact.ledger.relations import ENVELOPE, EXTRA, relation_name
from tripact.worktime.instant import YEARS

HEAD = """# The kinds of fact

A fact is an envelope around the fields of its kind. The envelope says who says so (`source`, `source_id`: unique
together, for ever), of whom (`person`, `account`, `deal`), when it happened (`occurred_at`, with `precision` instant,
minute or day, and the `zone` in which a local time was read), when it was recorded (`recorded_at`) and who did it
(`actor`).

The first field of a kind must be given (but of a deal), the others may be missing. **Personal** fields never stand in
the body: they are kept apart, and `tripact erase` forgets them. Instants are UTC milliseconds, amounts exact decimals.
A date or a time names a year from {years}, and each number has a range: `record` refuses others, `import`
rejects rows with such a year or with a number of larger size.

Evaluation reads one relation for each kind. It begins with the columns
{envelope};
its subjects are integer keys of the relation `subjects`.

"""


def facts_page() -> str:
    """Return the page."""
    envelope = ", ".join(f"`{name}`" for name in ENVELOPE)
    return HEAD.format(envelope=envelope, years=f"{YEARS[0]} to {YEARS[-1]}") + "\n".join(_kind(kind) for kind in KINDS)


def _kind(kind: str) -> str:
    types = {**columns(kind), **dict.fromkeys(personal_fields(kind), "text")}
    rows = [(f"`{name}`", types[name], _remark(kind, name)) for name in types]
    rows += [(f"`{name}`", held, "derived in the relation") for name, held in EXTRA.get(kind, {}).items()]
    heading = f"## {kind}\n\n{sentence(KINDS[kind].__doc__)} Relation: `{relation_name(kind)}`.\n\n"
    return heading + table(("field", "type", ""), rows)


def _remark(kind: str, name: str) -> str:
    if name in personal_fields(kind):
        return "personal"
    if name == required_field(kind) and kind != "deal":
        return "must be given"
    if name in instant_fields(kind):
        return "instant"
    known = RANGES.get(kind, {}).get(name)
    return f"{known.low:,} to {known.high:,}" if known else ""
