"""Business time for a million clocks beside two rivals: ``python -m bench.clocks``."""
