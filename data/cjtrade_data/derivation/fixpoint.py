"""Fixpoint: every level that follows from some known ones, tried again until nothing gets narrower."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import inf

from ..model.codes import FLOWS
from ..model.period import Period
from .consecutive_months import Runs
from .quantity import Operation, Quantity, derive

Key = tuple[str, Period]
"""A measure and a period."""
_HALF = Fraction(1, 2)
_IDENTITIES: dict[str, tuple[tuple[str, str, tuple[Fraction | int, Fraction | int]], ...]] = {
    "exports": (
        ("total_trade", "imports", (1, -1)),
        ("trade_balance", "imports", (1, 1)),
        ("total_trade", "trade_balance", (_HALF, _HALF)),
    ),
    "imports": (
        ("total_trade", "exports", (1, -1)),
        ("exports", "trade_balance", (1, -1)),
        ("total_trade", "trade_balance", (_HALF, -_HALF)),
    ),
    "total_trade": (("exports", "imports", (1, 1)),),
    "trade_balance": (("exports", "imports", (1, -1)),),
}
_ADDED_UP = re.compile("[A-Z]{3}|count|persons|projects")
"""Units whose months add up: currencies, and what is counted."""
_WIDEST = Fraction(1, 5)
"""A run of months whose interval is wider than this part of it says too little to be a level."""
_ROUNDS = 8
_NEAR = 1e-9
_SAME = 1 + _NEAR
"""Two widths this near may be the same: only the exact ones tell."""


class Levels:
    """The best level known of each measure and period.

    A print is never replaced. But what follows from it starts from the two other prints of its period where these give
    it finer (exports as the printed balance and imports leave them) and agree with it; from no more than that, since
    other periods and growth rates may belong to other revisions.
    """

    def __init__(self, known: Iterable[Quantity] = ()) -> None:
        self._levels: dict[Key, Quantity] = {}
        self._finer: dict[Key, Quantity] = {}
        self._widths: dict[Key, float] = {}
        self._runs: dict[str, Runs] = {}
        for q in known:
            self.add_if_better(q)

    def refine(self, periods: Sequence[Period]) -> None:
        """Find what prints of one period give finer than the print of the thing itself."""
        finer: dict[Key, Quantity] = {}
        for q in identities(self, FLOWS, periods, even_if_printed=True):
            key = (q.measure, q.period)
            shown = self._levels.get(key)
            if shown is not None and q.interval.meets(shown.interval):
                finer[key] = min(finer.get(key, shown), q, key=lambda each: each.interval.width)
        self._finer = {key: q for key, q in finer.items() if q.figure is None}
        self._runs.clear()
        self._widths.update({key: float(q.interval.width) for key, q in self._finer.items()})

    def __iter__(self) -> Iterator[Key]:
        return iter(self._levels)

    def add_missing(self, older: Levels) -> None:
        """Take what is not known here from another edition, as it is there."""
        for key, q in older._levels.items():
            if key not in self._levels:
                self._levels[key] = q
                self._widths[key] = older._widths[key]
                self._runs.pop(q.measure, None)

    def get(self, measure: str, period: Period) -> Quantity | None:
        return self._levels.get((measure, period))

    def base(self, measure: str, period: Period) -> Quantity | None:
        """What others are derived from."""
        return self._finer.get((measure, period)) or self._levels.get((measure, period))

    def runs(self, measure: str) -> Runs:
        """The known runs of months of a measure, where its months add up."""
        if measure not in self._runs:
            own = [(self._finer.get(key, q), self._widths[key]) for key, q in self._levels.items() if key[0] == measure]
            self._runs[measure] = Runs((q, width) for q, width in own if _ADDED_UP.fullmatch(q.unit))
        return self._runs[measure]

    def width(self, measure: str, period: Period) -> float:
        """How wide that is; infinite where none is known."""
        return self._widths.get((measure, period), float("inf"))

    def room(self, measure: str, period: Period, figures: int | None = None) -> float:
        """How wide another level may be to be worth making: narrower than what is known, or as wide where it stands on
        so many fewer `figures`; below everything where it is printed."""
        known = self._levels.get((measure, period))
        if known is None:
            return inf
        if known.figure is not None:
            return -1.0
        fewer = figures is not None and figures < len(known.figures)
        return self.width(measure, period) * (_SAME if fewer else 1 - _NEAR)

    def add_if_better(self, q: Quantity) -> bool:
        """Keep a level if it is better than what is known: see `is_better`."""
        key = (q.measure, q.period)
        known = self._levels.get(key)
        if known is not None and not is_better(q, known):
            return False
        self._levels[key] = q
        self._widths[key] = float(q.interval.width)
        self._runs.pop(q.measure, None)
        return True


def is_better(new: Quantity, known: Quantity) -> bool:
    """Whether a derived level takes the place of another: the narrower one, then what stands on fewer figures. Where
    both cannot hold some print is wrong, and what stands on fewer is the less likely to be touched by it."""
    if known.figure is not None:
        return False
    one, other = (new.interval.width, len(new.figures)), (known.interval.width, len(known.figures))
    if not new.interval.meets(known.interval):
        return one[::-1] < other[::-1]
    return one < other


def reach_fixpoint(
    levels: Levels,
    group: Sequence[str],
    periods: Sequence[Period],
    ready: Iterable[Quantity],
    rates: Mapping[Key, Sequence[Quantity]],
) -> None:
    """Add to `levels` whatever follows from them for the measures of `group` and the periods given.

    `ready` are levels derived from prints alone (the year before a printed growth), and `rates` the growth in per
    cent that is printed for a measure and a period without its level.
    """
    levels.refine(periods)
    for q in (*ready, *_after_growth(levels, rates)):
        levels.add_if_better(q)
    fresh = set(periods)
    for _ in range(_ROUNDS):
        taken = {q.period for q in identities(levels, group, sorted(fresh)) if levels.add_if_better(q)}
        years = {year for period in fresh | taken for year in _years(period)}
        near = [period for period in periods if years & _years(period)]
        taken |= {q.period for measure in group for q in _runs(levels, measure, near) if levels.add_if_better(q)}
        if not taken:
            return
        fresh = taken


def _years(period: Period) -> set[int]:
    """The years that a run of months begins and ends in."""
    return {period.year, (period.last if period.first is None else period.first) // 12}


def identities(
    levels: Levels, group: Sequence[str], periods: Sequence[Period], *, even_if_printed: bool = False
) -> Iterator[Quantity]:
    """One of exports, imports, total and balance from two others of the same period."""
    ways = ((measure, *way) for measure in group for way in _IDENTITIES.get(measure, ()))
    for (measure, left, right, weights), period in product(ways, periods):
        a, b = levels.base(left, period), levels.base(right, period)
        if a is not None and b is not None:
            width = float(abs(weights[0])) * (levels.width(left, period) + levels.width(right, period))
            figures = len(a.figures) + len(b.figures)
            if even_if_printed or width <= levels.room(measure, period, figures):
                yield derive(Operation.IDENTITY, a, b, weights=weights, measure=measure)


def _after_growth(levels: Levels, rates: Mapping[Key, Sequence[Quantity]]) -> Iterator[Quantity]:
    """A level from the printed one of the year before and the growth printed without a level."""
    for (measure, period), printed in rates.items():
        before = levels.get(measure, period.year_before)
        if before is not None and before.figure is not None:
            for rate in printed:
                yield derive(Operation.AFTER_GROWTH, before, rate, period=period)


def _runs(levels: Levels, measure: str, periods: Sequence[Period]) -> Iterator[Quantity]:
    for period in periods:
        made = run(levels.runs(measure), period, levels.room(measure, period))
        if made is not None:
            yield made


def run(runs: Runs, period: Period, narrower_than: float = float("inf")) -> Quantity | None:
    """A run of months made of others, where that says enough to be a level."""
    made = runs.across(period, narrower_than)
    return made if made is not None and made.interval.width <= _WIDEST * abs(made.value) else None
