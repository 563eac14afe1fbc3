"""The facts, their payloads, and the triggers by which the database itself refuses change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_REFUSALS = {
    "sqlite": """
        create trigger facts_no_{verb} before {verb} on facts
        begin select raise(abort, 'the ledger is append-only: facts are never changed or deleted'); end
    """,
    "postgresql": """
        create trigger facts_no_{verb} before {verb} on facts
        for each statement execute function refuse_change()
    """,
}

_FUNCTION = """
    create function refuse_change() returns trigger language plpgsql as $$
    begin raise exception 'the ledger is append-only: facts are never changed or deleted'; end $$
"""


def upgrade() -> None:
    """Create the tables and the refusals."""
    big = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "facts",
        sa.Column("seq", big, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("source_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("person", sa.Text),
        sa.Column("account", sa.Text),
        sa.Column("deal", sa.Text),
        sa.Column("occurred_at", sa.BigInteger, nullable=False),
        sa.Column("precision", sa.Text, nullable=False),
        sa.Column("zone", sa.Text),
        sa.Column("recorded_at", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("source", "source_id", name="facts_once"),
    )
    op.create_table(
        "payloads",
        sa.Column("fact", big, sa.ForeignKey("facts.seq"), primary_key=True),
        sa.Column("person", sa.Text, index=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "progress", sa.Column("name", sa.Text, primary_key=True), sa.Column("done", sa.BigInteger, nullable=False)
    )
    dialect = op.get_bind().dialect.name
    if dialect == "postgresql":
        op.execute(_FUNCTION)
    verbs = ("update", "delete", "truncate") if dialect == "postgresql" else ("update", "delete")
    for verb in verbs:
        op.execute(_REFUSALS[dialect].format(verb=verb))
