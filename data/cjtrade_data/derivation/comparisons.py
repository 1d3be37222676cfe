"""Two numbers set against each other: growth, share, ratio, difference, mirror gap. Each is defined here alone.

All return None where a number is not known or a mere limit, or where the divisor may be zero: what is then left says nothing.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from ..model.codes import growth_measure
from ..model.interval import Interval
from ..model.period import Period
from .quantity import Operation, Quantity, derive


def _derived(operation: Operation, *inputs: Quantity | None, is_divided: bool = False, **told: Any) -> Quantity | None:
    """What `derive` makes of numbers, of which the last may be a divisor."""
    known = [q for q in inputs if q is not None]
    if len(known) < len(inputs) or not _comparable(*known):
        return None
    if is_divided and known[-1].interval.low <= 0 <= known[-1].interval.high:
        return None
    return derive(operation, *known, **told)


def _comparable(*quantities: Quantity) -> bool:
    return not any(q.is_open for q in quantities)


def growth(now: Quantity | None, then: Quantity | None, measure: str = "") -> Quantity | None:
    """`now` against `then`, in per cent of `then`: `measure`, else growth, which on the month before is one of its own."""
    if now is None or then is None:
        return None
    measure = measure or growth_measure(now.measure, 1 if now.period.is_month_after(then.period) else 12)
    return _derived(Operation.GROWTH, now, then, is_divided=True, measure=measure, unit="percent")


def share(part: Quantity | None, whole: Quantity | None, measure: str) -> Quantity | None:
    """`part` in per cent of `whole`."""
    return _derived(Operation.SHARE, part, whole, is_divided=True, measure=measure, unit="percent")


def ratio(top: Quantity | None, under: Quantity | None, measure: str, unit: str = "ratio") -> Quantity | None:
    """`top` as a multiple of `under`; with another unit, such as dollars a head or riel for a dollar, so many of it."""
    return _derived(Operation.RATIO, top, under, is_divided=True, measure=measure, unit=unit)


def cover_ratio(top: Quantity, under: Quantity) -> Quantity | None:
    """Exports over imports of one reporter with one partner in one period; or the other way round, under its own name:
    what is the partner's coverage ratio as the reporter counts it."""
    return ratio(top, under, "cover_ratio" if top.measure == "exports" else "import_export_ratio")


def difference(one: Quantity, other: Quantity, measure: str = "", unit: str = "") -> Quantity | None:
    """`one` less `other`, in their unit."""
    return _derived(Operation.DIFFERENCE, one, other, weights=(1, -1), measure=measure, unit=unit)


def way_of_change(now: Quantity, then: Quantity) -> int:
    """1 where it rose, -1 where it fell, 0 where rounding, or a mere limit, leaves that open."""
    if not _comparable(now, then):
        return 0
    return 1 if now.interval.low > then.interval.high else -1 if now.interval.high < then.interval.low else 0


def mirror_gap(mine: Quantity, theirs: Quantity, measure: str = "mirror_gap") -> Quantity | None:
    """One flow as both sides report it: what the importer counts (CIF) less what the exporter does (FOB), in dollars.

    Reporter, partner and compiler are those of `mine`.
    """
    importer, exporter = (mine, theirs) if mine.measure == "imports" else (theirs, mine)
    return _derived(Operation.MIRROR_GAP, importer, exporter, weights=(1, -1), like=mine, measure=measure)


def contribution(now: Quantity, then: Quantity, base: Quantity) -> Quantity | None:
    """What a part's change from `then` to `now` added to the growth of the whole, in percentage points of `base`."""
    name = f"{now.measure}_contribution_to_growth"
    return _derived(Operation.CONTRIBUTION, now, then, base, is_divided=True, measure=name, unit="percentage points")


def total(levels: Sequence[Quantity], period: Period | None = None) -> Quantity | None:
    """The sum of some levels, as of `period`."""
    return _derived(Operation.SUM, *levels, like=levels[-1], period=period)


def average(levels: Sequence[Quantity], period: Period | None = None) -> Quantity | None:
    """The mean of some levels, as of `period`."""
    weights = [Fraction(1, len(levels))] * len(levels)
    return _derived(Operation.AVERAGE, *levels, weights=weights, like=levels[-1], period=period)


def median(levels: Sequence[Quantity], period: Period | None = None) -> Quantity | None:
    """The middle of some levels, or the mean of the two in the middle, as of `period`."""
    here = slice((len(levels) - 1) // 2, len(levels) // 2 + 1)
    middle = average(sorted(levels, key=lambda q: q.value)[here], period)
    lows, highs = sorted(q.interval.low for q in levels)[here], sorted(q.interval.high for q in levels)[here]
    return (
        None if middle is None else middle._replace(interval=Interval(sum(lows) / len(lows), sum(highs) / len(highs)))
    )


def average_over(level: Quantity, parts: int) -> Quantity | None:
    """A level over so many months or years."""
    return _derived(Operation.AVERAGE, level, weights=[Fraction(1, parts)], over=parts)
