"""Alembic's entry: migrate over the connection that the opener passes in."""

from __future__ import annotations

from alembic import context

from tripact.ledger.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
