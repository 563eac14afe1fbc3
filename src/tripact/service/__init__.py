"""Commands: each one is one transaction. They hold no rules and no SQL."""
