"""Rates in words: at which rate an amount was converted."""

from __future__ import annotations

from ..derivation.quantity import Quantity
from .sentences import amount


def rate_words(rate: Quantity) -> str:
    """`148.05 yen for a dollar, the unweighted mean of the monthly averages of Jan-Feb 2024`."""
    return f"{amount(rate.value, rate.unit, rate.interval, rate.figure)}, {kind_of(rate)}"


def kind_of(rate: Quantity) -> str:
    """What the rate is: an official annual average, that of a month, or the mean of several."""
    if rate.figure is None:
        return f"the unweighted mean of the monthly averages of {rate.period.label}"
    if rate.period.is_year:
        return f"the official annual average of {rate.period.label}"
    return f"the average of {rate.period.label}"
