"""How plain text says a number or a truth: one grammar for imports and for the columnar copy."""

from __future__ import annotations

DECIMAL = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"
"""A plain decimal number; Python and DuckDB read this regular expression alike."""

TRUTHS: dict[str, bool] = {
    **dict.fromkeys(("true", "yes", "y", "t", "1"), True),
    **dict.fromkeys(("false", "no", "n", "f", "0"), False),
}
"""The words for true and false, in small letters."""


def words_for(*, truth: bool) -> tuple[str, ...]:
    """Return the words that mean a truth.

    Example:
        >>> words_for(truth=True)
        ('true', 'yes', 'y', 't', '1')
    """
    return tuple(word for word, meant in TRUTHS.items() if meant is truth)
