"""The agreement itself: every section that the file may have, in the order of the file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PrivateAttr

from tripact.agreement.calendars import Calendars
from tripact.agreement.commitments import Commitment
from tripact.agreement.contact import Contact
from tripact.agreement.feedback import Feedback
from tripact.agreement.forecast import Forecast
from tripact.agreement.governance import Party, Revision, Ritual
from tripact.agreement.handoff_clocks import handoff_clocks
from tripact.agreement.handoffs import Handoff
from tripact.agreement.nurture import Recycle
from tripact.agreement.partners import Partners
from tripact.agreement.places import Place, Places
from tripact.agreement.qualification import Framework
from tripact.agreement.routing import WorkLimits
from tripact.agreement.scoring import Attribute, Count, Engagement, Fit, Intent
from tripact.agreement.stages import Stage
from tripact.agreement.targets import Scope, Targets
from tripact.agreement.terms import Definitions, Reporting
from tripact.agreement.values import NOTHING_GIVEN, Clause, Day, Names, Short, Texts, Word
from tripact.agreement.whose import WhoseCalendars


def _empty(raw: object) -> object:
    """Read a section with nothing under it as an empty one."""
    return {} if raw is None else raw


class Agreement(Clause):
    """One version of the contract between marketing, sales and customer success."""

    api_version: Literal["tripact/v1"] = Field(default="tripact/v1", alias="apiVersion")
    kind: Literal["Agreement"] = "Agreement"
    name: str
    title: Texts = ""
    version: Annotated[int, Field(ge=1)]
    effective: Day
    zone: str
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    language: str | None = None
    purpose: Texts = ""
    parties: dict[Word, Annotated[Party, BeforeValidator(_empty), Short(NOTHING_GIVEN)]] = {}
    scope: Scope = Scope()
    targets: Targets = {}
    calendars: Calendars = {}
    whose: WhoseCalendars = WhoseCalendars()
    attributes: dict[Word, Annotated[Attribute, BeforeValidator(_empty), Short(NOTHING_GIVEN)]] = {}
    fit: Fit | None = None
    engagement: Engagement | None = None
    counts: dict[Word, Count] = {}
    intent: Intent | None = None
    definitions: Definitions = {}
    stages: dict[Word, Annotated[Stage, BeforeValidator(_empty), Short(NOTHING_GIVEN)]]
    contact: Contact = Contact()
    commitments: dict[Word, Commitment] = {}
    handoffs: dict[Word, Handoff] = {}
    partners: Partners | None = None
    recycle: Recycle | None = None
    qualification: dict[Word, Framework] = {}
    milestones: Names = ()
    wip: WorkLimits | None = None
    forecast: Forecast | None = None
    feedback: Feedback = Feedback()
    rituals: dict[Word, Ritual] = {}
    revision: Revision = Revision()
    reporting: Reporting = Reporting()

    _places: Places = PrivateAttr(default_factory=Places)
    _digest: str = PrivateAttr(default="")

    def located(self, places: Places, digest: str) -> Agreement:
        """Return this agreement knowing where its clauses stand and what its text adds up to."""
        known = self.model_copy()
        known._places, known._digest = places, digest
        return known

    @cached_property
    def clocks(self) -> Mapping[str, Commitment]:
        """Every commitment by name, and the times of the handoffs that no commitment of the agreement has."""
        return {**self.commitments, **{name: clock for name, (_, clock) in self._derived.items()}}

    @cached_property
    def _derived(self) -> Mapping[str, tuple[str, Commitment]]:
        return handoff_clocks(self.handoffs, self.commitments, self.stages)

    def where_clock(self, name: str, *path: str) -> str:
        """Return ``file:line`` of a clock: of its commitment, or of the handoff whose time it is."""
        if name in self._derived:
            return self.where("handoffs", self._derived[name][0])
        return self.where("commitments", name, *path)

    @property
    def digest(self) -> str:
        """The SHA-256 of the canonical text: the same for the same words, whatever the layout."""
        return self._digest

    def where(self, *path: str | int) -> str:
        """Return ``file:line`` of a clause, such as ``where("definitions", "mql")``."""
        return self._places.of(*path)

    def place(self, *path: str | int) -> Place:
        """Return file and line of a clause."""
        return self._places.at(path)

    def stands(self, *path: str | int) -> bool:
        """Tell whether a clause stands in the file itself, and is not read from a shorter form."""
        return path in self._places.known
