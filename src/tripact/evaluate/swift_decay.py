"""Decay too swift for one closed form: summed in blocks of ages, with the same result."""

from __future__ import annotations

from math import log

from sqlglot import exp

from tripact.agreement.scoring import Decay
from tripact.evaluate.compose import bind, read_query
from tripact.worktime.instant import DAY

_LIFE = 100 * 365 * DAY
"""No honest history is longer; dates before that are faults, and they may not spoil the rest."""
_LARGEST = 640.0
"""The largest exponent of e that is safely a number, also times points."""


def is_swift(decay: Decay) -> bool:
    """Tell whether points of a whole life would outgrow the numbers of an engine."""
    return decay.rate > 0 and _exponent(decay) * _LIFE / decay.period > _LARGEST


def forgotten(decay: Decay) -> int:
    """Return after how many idle periods nothing is left of any points: more of them change nothing."""
    return int(64 / _exponent(decay)) + 1 if decay.rate > 0 else _LIFE


def oldest(decay: Decay) -> int:
    """Return the least age, in periods before the moment, that is told from those before it."""
    slow = decay.rate > 0 and not is_swift(decay)
    return -int(_LARGEST / _exponent(decay)) if slow else -_LIFE


def in_blocks(timeline: exp.Query, decay: Decay) -> exp.Query:
    """Return the timeline with its last select, which sums the points, replaced by one in blocks."""
    swift = bind(read_query("swift_decay"), {"block": _LARGEST / 2 / _exponent(decay)})
    steps = [each.copy() for each in swift.ctes]
    swift.set("with_", timeline.args["with_"].copy())
    for each in steps:
        swift = swift.with_(each.alias, as_=each.this, copy=False)
    return swift


def _exponent(decay: Decay) -> float:
    return -log(1 - decay.rate)
