"""What reading an agreement gives: the agreement, or the reasons why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.places import Places


@dataclass(frozen=True)
class Loaded:
    """An agreement as read.

    Attributes:
        agreement: The agreement; None while there are errors of form or shape.
        issues: What is wrong with form and shape.
        places: Where each clause stands.
        draft: What could be read although there are errors, for further checks.
    """

    agreement: Agreement | None
    issues: tuple[Issue, ...]
    places: Places
    draft: Agreement | None = None
