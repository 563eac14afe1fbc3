"""Stages: their order, who owns them, how they are entered and left, and which moves are allowed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from tripact.agreement.values import ONE_OR_MORE, Clause, Names, Short, Texts

StageKind = Literal["main", "won", "lost", "recycle", "disqualified"]


def _for_all(raw: object) -> object:
    return raw if isinstance(raw, dict) else {"all": raw}


class Leave(Clause):
    """Where a stage may lead, and what must be there before it does."""

    to: Names = ()
    requires: Names = ()


class Stage(Clause):
    """One stage; the order of the file is the main path.

    Attributes:
        kind: ``main`` and ``won`` stages form the main path; ``recycle`` ends a pass and the next
            main stage opens another; ``lost`` and ``disqualified`` end the journey,
            and whoever comes back all the same begins another as well.
        of: Whether people or deals stand in this stage.
        entry: The definition of entry, in words.
        exit: The definition of exit, in words.
        enter: ``definition NAME`` when the agreement itself decides, else entered by recorded moves.
    """

    title: Texts = ""
    owner: str = ""
    kind: StageKind = "main"
    of: Literal["person", "deal"] = "person"
    entry: Texts = ""
    exit: Texts = ""
    enter: Annotated[str, Field(pattern=r"^definition [a-z][a-z0-9_]*$")] | None = None
    leave: Leave = Leave()
    fields: Annotated[dict[str, Names], BeforeValidator(_for_all), Short(ONE_OR_MORE)] = {}
    metric: str = ""

    @property
    def definition(self) -> str | None:
        """The name of the definition that opens this stage, if one does."""
        return self.enter.removeprefix("definition ") if self.enter else None

    @property
    def on_main_path(self) -> bool:
        """Whether the stage is a step of the funnel."""
        return self.kind in ("main", "won")
