"""Slips: likely causes of a wrong number: a factor of ten, a wrong sign, digits swapped, lost or changed."""

from fractions import Fraction
from math import inf

from ..model.interval import Interval

_FACTORS = ((3, "a thousand"), (6, "a million"), (1, "ten"), (2, "a hundred"))
_SHORTEST = 3
"""Fewer digits than that are like those of too many other numbers."""


def overlap(a: Interval, b: Interval) -> bool:
    """Whether more than an end is common to both: 1.16 and 1.17 touch, and are not the same number."""
    if a.low == a.high or b.low == b.high:
        return a.meets(b)
    return a.low < b.high and b.low < a.high


def scale_slip(said: Interval, right: Interval) -> str:
    """`a thousand times too large`, where a power of ten makes the one of the other; else ""."""
    if right.low <= 0 <= right.high:
        return ""  # of nothing any power of ten makes nothing
    for power, words in _FACTORS:
        for factor, way in ((Fraction(10) ** power, "small"), (Fraction(10) ** -power, "large")):
            low, high = (end if abs(end) == inf else end * factor for end in (said.low, said.high))
            if overlap(Interval(low, high), right):
                return f"{words} times too {way}"
    return ""


def digit_slip(said: Fraction, right: Fraction, step: Fraction) -> str:
    """`two digits are swapped` (neighbours), `a digit is lost`, `one digit differs`: between two numbers printed to the same `step`; ""
    for anything else."""
    a, b = (str(abs(round(value / step))) for value in (said, right))
    if len(a) == len(b):
        apart = [k for k in range(len(a)) if a[k] != b[k]]
        neighbours = len(apart) == 2 and apart[1] == apart[0] + 1
        if neighbours and (a[apart[0]], a[apart[1]]) == (b[apart[1]], b[apart[0]]):
            return "two digits are swapped"
        if len(apart) == 1 and len(a) >= _SHORTEST:
            return "the last digit differs" if apart[0] == len(a) - 1 else "one digit differs"
    for longer, shorter, words in ((b, a, "a digit is lost"), (a, b, "it has a digit too many")):
        near = len(longer) == len(shorter) + 1 and len(shorter) >= _SHORTEST
        if near and shorter in {longer[:k] + longer[k + 1 :] for k in range(len(longer))}:
            return words
    return ""
