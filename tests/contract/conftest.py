"""The engines, as for the cases of evaluation."""

from tests.evaluate.conftest import engine, on_duckdb, on_postgres

__all__ = ["engine", "on_duckdb", "on_postgres"]
