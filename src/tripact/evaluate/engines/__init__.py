"""Adapters, one engine each, with its native client; only ``boot`` chooses among them."""
