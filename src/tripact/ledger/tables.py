"""The tables of a ledger, once for every store (the migrations create them)."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, Table, Text, UniqueConstraint

METADATA = MetaData()

_BIG = BigInteger().with_variant(Integer, "sqlite")

FACTS = Table(
    "facts",
    METADATA,
    Column("seq", _BIG, primary_key=True),
    Column("source", Text, nullable=False),
    Column("source_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("person", Text),
    Column("account", Text),
    Column("deal", Text),
    Column("occurred_at", BigInteger, nullable=False),
    Column("precision", Text, nullable=False),
    Column("zone", Text),
    Column("recorded_at", BigInteger, nullable=False),
    Column("actor", Text),
    Column("body", Text, nullable=False),
    UniqueConstraint("source", "source_id", name="facts_once"),
)

PAYLOADS = Table(
    "payloads",
    METADATA,
    Column("fact", _BIG, ForeignKey("facts.seq"), primary_key=True),
    Column("person", Text, index=True),
    Column("body", Text, nullable=False),
)

PROGRESS = Table(
    "progress",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("done", BigInteger, nullable=False),
)

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("decision", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("sent_at", BigInteger),
    Column("attempts", Integer, nullable=False),
)

LEDGER = Table("ledger", METADATA, Column("id", Text, nullable=False))
