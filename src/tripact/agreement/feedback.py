"""The loop back from customer success: when a customer lies idle, and in which bands of fit customers are told."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from tripact.agreement.values import Clause, Window

Edge = Annotated[float, Field(gt=0, lt=100)]


def _rising(edges: tuple[float, ...]) -> tuple[float, ...]:
    for before, after in pairwise(edges):
        if after <= before:
            raise ValueError(f"the bands begin ever higher, and {after:g} does not follow {before:g}")
    return edges


class Feedback(Clause):
    """How customers are read by what let them in.

    Attributes:
        idle_after: A customer lies idle when nobody of its account used the product within so long; use exactly
            so long ago counts. 28 days unless said otherwise.
        fit_bands: Where the bands of the fit of 0 to 100 begin, beside the one that begins at 0; a fit at the
            beginning of a band is in it. 25, 50 and 75 unless said otherwise.
    """

    idle_after: Window = Field(default="28 days", validate_default=True)
    fit_bands: Annotated[
        tuple[Edge, ...],
        BeforeValidator(lambda raw: tuple(raw) if isinstance(raw, list) else raw),
        AfterValidator(_rising),
    ] = (25, 50, 75)

    def band_of(self, fit: float | None) -> str | None:
        """Return the band of a fit, as people read it.

        Example:
            >>> Feedback().band_of(75.0)
            '75–100'
        """
        if fit is None:
            return None
        edges = (0, *self.fit_bands, 100)
        place = sum(fit >= edge for edge in self.fit_bands)
        return f"{edges[place]:g}–{edges[place + 1]:g}"
