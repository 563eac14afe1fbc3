"""The pages of docs/reference, written from the code: run ``python -m tools.reference``, or with ``--check``."""
