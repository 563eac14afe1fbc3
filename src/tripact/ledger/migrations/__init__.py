"""Alembic revisions of the ledger, applied when a ledger is opened; each in its transaction."""

HEAD = "0003"
"""The newest revision: a ledger that has it needs no migration."""
