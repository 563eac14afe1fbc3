"""Policy as code: text in, frozen objects out. No tables, no clock, no I/O but reading the file."""
