"""Time as values: instants, spans, dated values, durations and calendars. No I/O but ``clock``."""
