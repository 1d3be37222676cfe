"""Numbers and words as a reader wants them: the printed precision, thousands apart, the sign said."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import inf, isfinite, log10

from cjtrade_data.model.figure import SCALES
from cjtrade_data.wording.rounding import places_unknown, plain_number, rounded
from cjtrade_tui.pages.cell import MISSING, Cell

SCALE_OF_UNIT = {"USD": "million", "KHR": "billion", "JPY": "billion"}
"""The scale a pair's trade reads best at, for each currency."""
SHORT_SCALES = {"million": "m", "billion": "bn", "trillion": "trn"}

_MOST_DECIMALS = 2
_SMALLEST = 6
"""Decimals of what is small: a dollar in millions."""


def number(amount: float | None, low: float | None, high: float | None, scale: str = "one", most: int = 2) -> str:
    """`amount` in `scale`, with as many digits as its rounding allows, decimals at most `most`: more where it would show as 0.

    An open interval, of a figure printed as a limit, shows as `>1,600`.

    >>> number(237.22e6, 237.215e6, 237.225e6, "million")
    '237.22'
    >>> number(1.17e9, 1.165e9, 1.175e9, "million")
    '1,170'
    >>> number(1.121e9, 1.08e9, 1.162e9, "million")
    '1,120'
    """
    if amount is None or not isfinite(amount):
        return MISSING
    value = amount / SCALES[scale]
    sign = ""
    if high == inf or low == -inf:
        sign = ">" if high == inf else "<"
        decimals = 0 if value == int(value) else min(most, _MOST_DECIMALS)
    else:
        width = (high - low) / SCALES[scale] if low is not None and high is not None else None
        decimals = 0 if width == 0 and value == int(value) else decimals_of(width or 0, most)
        places = places_unknown(width or 0, abs(value))
        if places > 0:
            return plain_number(value, -places)
        known = decimals_of(width or 0, _SMALLEST)
        while value and abs(value) < 10**-decimals and decimals < known:
            decimals += 1
    return f"{sign}{plain_number(value, decimals)}"


def decimals_of(width: float, most: int = _MOST_DECIMALS) -> int:
    """How many decimals a number known to within `width` deserves, 0 to `most`."""
    return max(0, min(most, places_of(width))) if width > 0 else most


def places_of(width: float) -> int:
    """The decimals that a width leaves, below 0 where not even whole numbers are known: -6 for millions."""
    return round(-log10(width))


def known(cell: Cell) -> tuple[float | None, float | None, float | None]:
    """Value, low and high for other programs. What was worked out has two digits more than its interval leaves, never fewer than
    on the screen; its ends go outward."""
    value, low, high = (None if number is None else float(number) for number in (cell.value, cell.low, cell.high))
    if value is None or low is None or high is None or low >= high or cell.status not in ("derived", "converted"):
        return value, low, high
    places = places_of(high - low) + 2
    last = Decimal(1).scaleb(-places)
    outward = (Decimal(repr(low)).quantize(last, ROUND_FLOOR), Decimal(repr(high)).quantize(last, ROUND_CEILING))
    return float(rounded(value, places)), float(outward[0]), float(outward[1])


def percent(
    value: float | None, low: float | None = None, high: float | None = None, signed: bool = True, most: int = 3
) -> str:
    """A percentage at its printed precision: growth with a sign, `+15.3%`, a share without, `4.01%`; a change that may be
    either way as `±4%`."""
    if value is None or not isfinite(value):
        return MISSING
    decimals = 1 if signed else 2
    if low is not None and high is not None and high > low:
        places = places_unknown(high - low, abs(value))
        decimals = -places if places > 0 else decimals_of(high - low, most)
    is_either_way = signed and low is not None and high is not None and low < 0 < high
    while value and abs(value) < 0.5 * 10**-decimals and decimals < most and not is_either_way:
        decimals += 1
    if is_either_way:
        return f"{'±' if value else ''}{plain_number(abs(value), decimals)}%"
    text = f"{rounded(value, decimals):+,f}" if signed else plain_number(value, decimals)
    return f"{text}%"


def signed_places(change: int | None) -> str:
    """Places won or lost: `+2`, `-1`, `=`."""
    return MISSING if change is None else f"{change:+d}" if change else "="
