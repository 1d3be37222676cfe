"""Rounding: numbers in digits, by the one rounding rule of every face."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from math import floor, inf, log10

_CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP)


def rounded(value: Fraction | Decimal | float, decimals: int) -> Decimal:
    """Half away from zero, as a reader rounds, on the exact value: 315.265 is 315.27 everywhere.

    A float stands for the shortest decimal that prints the same, not for the binary fraction behind it.
    """
    if isinstance(value, Fraction):
        exact = _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
    else:
        exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    number = exact.quantize(Decimal(1).scaleb(-decimals), context=_CONTEXT)
    return number if number else abs(number)


def places_unknown(width: float, size: float) -> int:
    """How many places before the point of a number of some size an interval so wide leaves unknown: half of it is how far off
    the number may be, and the first digit of that is the last one worth saying. 1,121 known to 41 is 1,120; its own first
    digit a number keeps."""
    return max(0, min(floor(log10(width / 2)), floor(log10(size)))) if 0 < width < inf and size else 0


def plain_number(value: Fraction | Decimal | float, decimals: int) -> str:
    """`1,234.50`: see `rounded`."""
    return f"{rounded(value, decimals):,f}"
