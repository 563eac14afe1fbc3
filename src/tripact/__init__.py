"""tripact: the agreement between marketing, sales and customer success as running code."""

from __future__ import annotations

from tripact.errors import TripactError

__version__ = "0.1.0"

__all__ = ["TripactError", "__version__"]
