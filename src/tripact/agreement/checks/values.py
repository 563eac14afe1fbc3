"""Points are given to values that can occur, and behaviour never costs points."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.names import names_of
from tripact.agreement.spelling import suggest


def check_values(agreement: Agreement) -> Iterator[Issue]:
    """Yield points that nobody can earn, or that would be forgotten.

    - A value that earns points is one of those that the attribute lists; that of a boolean
      attribute is true or false.
    - A signal takes no points away: with decay it would be forgiven; a penalty is not.
    """
    names = names_of(agreement)
    for attribute, points in agreement.fit.attributes.items() if agreement.fit else ():
        name = names.get(attribute)
        known = ("true", "false") if name and name.type == "boolean" else name.values if name else ()
        for value in points.points:
            if known and value not in known:
                message = f"'{attribute}' is never '{value}', so that nobody earns these points."
                place = agreement.place("fit", attribute, "points", value)
                yield Issue.at(place, "unknown-value", message, suggest(value, known))
    for signal, earned in agreement.engagement.signals.items() if agreement.engagement else ():
        if min(earned.points.values) < 0:
            message = f"The signal '{signal}' takes points away, which decay would give back."
            hint = "Make it a penalty of fit."
            yield Issue.at(agreement.place("engagement", "signals", signal), "points", message, hint)
