"""An invented company: a seeded generator of exports as ordinary systems write them, with their mapping."""

from tripact.examples.company.generate import describe, generate

__all__ = ["describe", "generate"]
