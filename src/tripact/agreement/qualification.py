"""Qualification frameworks as data: which questions, whose evidence, for which segment."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from tripact.agreement.values import Clause, Names, Texts, Window


class Dimension(Clause):
    """One thing that must be known of a deal before it counts as qualified.

    Attributes:
        asks: Questions for the discovery call.
        from_: Dimensions of other frameworks whose answers count here, ``meddicc.metrics``.
        answers: The atomic answers that together make it met; without it the dimension's own name.
    """

    title: Texts = ""
    asks: Names = ()
    from_: Names = Field(default=(), alias="from")
    answers: Names = ()


class Framework(Clause):
    """A set of dimensions; every key beside the ones below is one.

    Attributes:
        segments: The segments that are qualified by it; each segment has one framework.
        fresh: An answer older than this no longer counts.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Dimension] = Field(init=False)

    segments: Names = ()
    fresh: Window | None = None

    @property
    def dimensions(self) -> dict[str, Dimension]:
        """The dimensions by name, in the order of the file."""
        return self.__pydantic_extra__ or {}
