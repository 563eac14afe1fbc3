"""The identity of a ledger: by it a copy knows whose facts it holds."""

from __future__ import annotations

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give the ledger a random id."""
    table = op.create_table("ledger", sa.Column("id", sa.Text, nullable=False))
    op.bulk_insert(table, [{"id": uuid4().hex}])
