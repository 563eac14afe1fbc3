"""Home-made lints: one module each, all run by `make lint` as `python -m tools.lints.NAME`."""
