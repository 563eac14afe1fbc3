"""The period that is told, and the story in it: a busy month, and a campaign that brings the wrong people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tripact.examples.company.clock import DAY, day_of, wall
from tripact.examples.company.dice import Dice

INFLATING = "ebook_giveaway"
"""The campaign whose leads cross the threshold and then go nowhere."""

BUSY_AE = "ae-3"
"""The seller who holds more deals than the agreement allows."""

SDRS = tuple(f"sdr-{number}" for number in range(1, 7))
AES = tuple(f"ae-{number}" for number in range(1, 9))
MANAGERS = ("csm-1", "csm-2", "csm-3")

_SEASON = {1: 0.95, 7: 0.82, 8: 0.72, 12: 0.70}


@dataclass(frozen=True)
class World:
    """What is generated: how many leads, from when, for how long, by which seed."""

    leads: int
    months: int
    seed: int
    first_day: date

    def dice(self, *words: object) -> Dice:
        """Return the dice of one subject."""
        return Dice(self.seed, *words)

    @cached_property
    def start(self) -> int:
        """The first second."""
        return wall(self.first_day)

    @cached_property
    def end(self) -> int:
        """The first second after the period; nothing is exported from then on."""
        return wall(self.month_start(self.months))

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.end - self.start) // DAY

    def month_start(self, number: int) -> date:
        """Return the first day of a month of the period, counted from 0."""
        month = self.first_day.month - 1 + number
        first = self.first_day.day if number == 0 else 1
        return date(self.first_day.year + month // 12, month % 12 + 1, first)

    def month(self, moment: int) -> int:
        """Return in which month of the period a moment lies, counted from 0."""
        day = day_of(moment)
        return (day.year - self.first_day.year) * 12 + day.month - self.first_day.month

    def is_busy(self, moment: int) -> bool:
        """Tell whether it is the month of the trade fair, when the telephones are not answered in time."""
        return self.month(moment) == self.months // 2

    def is_inflated(self, moment: int) -> bool:
        """Tell whether the give-away campaign runs."""
        begin = self.months * 7 // 12
        return begin <= self.month(moment) < begin + max(1, self.months // 4)

    def volume(self, moment: int) -> float:
        """Return how many leads come on such a day, 1 being an ordinary one of the first month."""
        growth = 1 + 0.30 * self.month(moment) / max(1, self.months)
        busy = 1.5 if self.is_busy(moment) else 1.0
        weekday = (0.24, 0.20)[day_of(moment).weekday() - 5] if day_of(moment).weekday() >= 5 else 1.0
        return growth * busy * weekday * _SEASON.get(day_of(moment).month, 1.0)
