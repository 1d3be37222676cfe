"""Moving: whether a level went the way its sentence says, "narrowed to $148.79 million", by the levels of the book."""

from __future__ import annotations

from ..derivation.levels import Series
from ..lookup.context import LookupContext
from ..model.interval import Interval
from ..model.period import Period
from .evidence import trade_lines
from .parser import ParsedClaim


def wrong_direction(context: LookupContext, reading: ParsedClaim, compiler: str) -> str:
    """What a compiler's two levels tell against the direction said, in words; "" where they do not tell apart."""
    period = reading.period
    if not reading.moved or period is None or (period.months == 1 and reading.base is None):
        return ""  # a month may be held against the month before
    base = reading.base or period.year_before
    for line, measure in trade_lines(context, reading):
        if line.compiler == compiler and _went(line, measure, period, base) == -reading.moved:
            return f"but it {_word(reading)} on {base.label}, against what is said"
    return ""


def _went(line: Series, measure: str, period: Period, base: Period) -> int:
    """1 up, -1 down, 0 where a level is not known or rounding leaves it open."""
    now, then = _size(line, measure, period), _size(line, measure, base)
    if now is None or then is None:
        return 0
    return 1 if now.low > then.high else -1 if now.high < then.low else 0


def _size(line: Series, measure: str, period: Period) -> Interval | None:
    level = line.level(measure, period)
    return None if level is None or level.is_open else level.interval


def _word(reading: ParsedClaim) -> str:
    gap = reading.topic.measure in ("trade_balance", "trade_deficit")
    return ("narrowed" if gap else "fell") if reading.moved > 0 else ("widened" if gap else "rose")
