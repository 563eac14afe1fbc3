"""Alembic revisions of the ledger, applied when a ledger is opened; each in its transaction."""
