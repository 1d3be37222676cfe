"""Lists of numbers: what stands with the last of them holds for all, and two may be the ends of a range."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from ...model.digits import is_digits
from ...model.interval import Interval
from ..amounts import scale_at
from .movement import is_moved
from .number import Numeral
from .words import Tagged

_MOST = 1_000
"""A number from this on is no per cent: "164,000, 6.8 per cent more"."""


def sharing(sentence: Tagged, found: list[Numeral]) -> Iterator[Numeral]:
    """ "237.22 and 88.43 million dollars": the first has the scale and unit of the last of its list."""
    default = _unit_of_all(sentence)
    for k, number in enumerate(found):
        for then, after in zip(found[k:], found[k + 1 :], strict=False):
            joint = set(sentence.words[then.end : after.start])
            if not joint <= {"and", ",", "to", "or", "-", "us$", "$"}:
                break
            plain = number.kind == "count" or (number.kind == "money" and after.step > 1)
            if plain and after.kind == "money" and number.step <= 1:
                number = _scaled(number, _factor(sentence, after), "money", after.unit or number.unit)
            elif number.kind == "count" and after.kind == "percent" and number.value < _MOST:
                number = number._replace(kind="percent")
        if number.kind == "count" and default is not None and number.step < 1:
            number = _scaled(number, default[0], "money", default[1])
        yield number


def _factor(sentence: Tagged, number: Numeral) -> int:
    """The scale a number is written with."""
    digits = next((k for k in range(number.first, number.end) if is_digits(sentence.words[k][:1])), number.first)
    return next(
        (scale for k in range(digits + 1, number.end + 1) if (scale := scale_at(sentence.words, digits, k)[0]) > 1), 1
    )


def _scaled(number: Numeral, factor: int, kind: str, unit: str) -> Numeral:
    low, high = (end if abs(end) == inf else end * factor for end in (number.interval.low, number.interval.high))
    return number._replace(
        kind=kind, unit=unit, value=number.value * factor, step=number.step * factor, interval=Interval(low, high)
    )


def _unit_of_all(sentence: Tagged) -> tuple[int, str] | None:
    """ "In millions of dollars": the scale and currency of bare numbers."""
    for k, word in enumerate(sentence.words):
        scale = sentence.at(k, "scale")
        if scale is None or word not in ("million", "millions", "billion", "billions"):
            continue
        unit = sentence.at(k + 1 + (sentence.word(k + 1) == "of"), "unit") or sentence.ending(k, "unit")
        if unit is not None and sentence.word(k - 1) in ("in", "(", "usd", "us$", "$"):
            return int(scale.code), unit.code
    return None


def bases(sentence: Tagged, found: list[Numeral]) -> Iterator[Numeral]:
    """ "From 389 and 246 million", "from 485 million in 2022 and 459 million in 2021": each is what something is compared with."""
    before: Numeral | None = None
    for number in found:
        if before is not None and before.base and before.kind == number.kind:
            joint = [k for k in range(before.end, number.start) if k not in sentence.dated]
            joined = {*(sentence.words[k] for k in joint)} in ({"and"}, {"and", "in"}, {"and", ","}, {"and", ",", "in"})
            number = number._replace(base=number.base or joined)
        yield number
        before = number


def ranges(sentence: Tagged, found: list[Numeral]) -> Iterator[Numeral]:
    """ "Between $1.1 and $1.2 billion", "8 to 10 per cent": one number that lies between two."""
    k = 0
    while k < len(found):
        here, then = found[k], found[k + 1] if k + 1 < len(found) else None
        alike = then is not None and here.kind == then.kind and here.kind in ("money", "percent")
        if then is not None and alike and here.value < then.value:
            joint = sentence.words[here.end : then.start]
            between = sentence.word(here.start - 1) == "between" and joint == ["and"]
            if between or (joint in (["to"], ["-"]) and not here.base and not _is_how_far(sentence, here)):
                start = here.start - (1 if between else 0)
                words, span = sentence.written(start, then.end), Interval(here.interval.low, then.interval.high)
                made = here._replace(words=words, start=start, end=then.end, interval=span, unit=here.unit or then.unit)
                yield made._replace(hedge="range", value=(here.value + then.value) / 2, base=False)
                k += 2
                continue
        yield here
        k += 1


def _is_how_far(sentence: Tagged, number: Numeral) -> bool:
    """Whether an amount with its own scale is how far something moved: "rose by 17 million to 2.53 billion"."""
    return number.kind == "money" and _factor(sentence, number) > 1 and (number.by or is_moved(sentence, number))
