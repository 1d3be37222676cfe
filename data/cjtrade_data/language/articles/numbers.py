"""Numbers of a sentence: what is printed, of what kind, in which unit, how precise, and the words that hedge it.

Dates, ages, ordinals of meetings, numbers of chapters and rooms are none.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import inf

from ...model.digits import is_digits
from ...model.interval import Interval
from ..amounts import is_plain, printed_at, scale_at
from .movement import COMPARES
from .number import Numeral
from .number_lists import bases, ranges, sharing
from .words import Cue, Tagged, word_class

_NEAR = Fraction(5, 100)
"""How far below a number "nearly" may lie, and above it "just over"."""
_ROUGH = Fraction(10, 100)
"""How far from it "about" may lie, at most."""
_ENDS_A_PART = {"of", ".", ",", "", *COMPARES}
_ARTICLES = frozenset({"a", "an", "the"})
_LEADING = _ARTICLES | word_class("before a number")
_COUNTED = word_class("no place")
"""What is counted by ordinals that are no places."""
_SIGNS = {"-": -1, "minus": -1, "negative": -1, "+": 1}


def numbers(sentence: Tagged) -> list[Numeral]:
    """The numbers of a sentence in order."""
    found: list[Numeral] = []
    at = 0
    while at < len(sentence.words):
        number = (
            None
            if at in sentence.dated
            else _rank(sentence, at) or _fraction(sentence, at) or _multiple(sentence, at) or _amount(sentence, at)
        )
        if number is None:
            at += 1
        else:
            found.append(number)
            at = number.end
    return list(ranges(sentence, list(bases(sentence, list(sharing(sentence, found))))))


def _amount(sentence: Tagged, at: int) -> Numeral | None:
    """A number in digits, or in words with a scale or a unit."""
    read = printed_at(sentence.words, at)
    if read is None:
        return None
    value, decimals, clear, end = read
    spoken = not is_digits(sentence.words[at][0])
    scale, end = scale_at(sentence.words, at, end)
    start, unit = at, ""
    sign = 1
    if (behind := sentence.at(end, "unit")) is not None and not _leads(sentence, behind):
        unit, end = behind.code, behind.end
    if (leading := sentence.ending(start, "unit")) is not None:
        unit, start = leading.code, leading.start
    if sentence.word(start - 1) in _SIGNS and _is_sign(sentence, start - 1):
        sign, start = _SIGNS[sentence.words[start - 1]], start - 1
        if (leading := sentence.ending(start, "unit")) is not None and not unit:
            unit, start = leading.code, leading.start
    kind = "money" if unit or scale > 1 else "count"
    if not unit and (cue := sentence.at(end, "points", "percent")) is not None:
        kind, end = cue.slot, cue.end
        if kind == "percent" and sentence.word(end) in ("point", "points"):
            kind, end = "points", end + 1
    elif sentence.word(end) in ("times", "fold", "x") and kind == "count":
        kind, end = "times", end + 1
    elif kind == "money" and not unit and _counts_things(sentence, end):
        kind = "count"
    elif kind == "count" and sentence.word(end) == "to" and sentence.word(end + 1) == "one":
        kind, end = "times", end + 2
    if kind == "count" and (spoken or _is_no_figure(sentence, at, end)):
        return None
    clear = clear and not (kind == "count" and "," in sentence.words[at] and not is_plain(sentence.words[at]))
    step = Fraction(scale, 10**decimals)
    number = Numeral(
        "", start, start, end, kind if clear else "unclear", sign * value * scale, Interval.exact(0), unit, step
    )
    return _hedged(sentence, number)


def _leads(sentence: Tagged, unit: Cue) -> bool:
    """Whether a sign of currency belongs to the number behind it."""
    return is_digits(sentence.word(unit.end)[:1]) and sentence.glued(unit.end - 1)


def _is_sign(sentence: Tagged, at: int) -> bool:
    """Whether a "-" is no hyphen and no dash, and a "minus" takes nothing from a number before it."""
    if sentence.words[at] in ("-", "+"):
        return sentence.glued(at) and not (at > 0 and sentence.glued(at - 1) and sentence.words[at - 1] != "(")
    return sentence.ending(at, "scale", "unit") is None


_OF_MONEY = (
    *("measure", "up", "down", "base", "hedge", "break", "time", "plain", "link", "share", "took", "growth", "average"),
    *("area", "verb", "back"),
)
"""Slots of the words that may stand behind a scale of money."""


def _counts_things(sentence: Tagged, end: int) -> bool:
    """Whether a noun behind a scale says that no money is counted: "2 million tourists"."""
    return sentence.word(end)[:1].isalpha() and sentence.at(end, *_OF_MONEY) is None


def _is_no_figure(sentence: Tagged, at: int, end: int) -> bool:
    """A number of a chapter or a room, an age, a duration."""
    if sentence.ending(at, "skip") is not None or sentence.at(end, "duration") is not None:
        return True
    aside = sentence.word(at - 1) == "," and sentence.word(end) == ","
    return (aside and is_digits(sentence.words[at]) and len(sentence.words[at]) == 2) or not is_digits(
        sentence.words[at][0]
    )


def _fraction(sentence: Tagged, at: int) -> Numeral | None:
    """`two-thirds`, `a quarter of`, `half of`, `by a fifth`."""
    part, top, end = sentence.at(at, "part"), 1, at + 1
    if part is None or sentence.word(at - 1) in ("first", "second"):
        count = sentence.at(at, "count")
        part = sentence.at(count.end, "part") if count is not None else None
        if count is None or part is None or part.start in sentence.dated:
            return None
        top, end = int(count.code), part.end
    elif sentence.words[at] != "half" or sentence.word(end) in ("year", "-"):
        return None
    single = not sentence.words[end - 1].endswith("s") and sentence.words[end - 1] != "half"
    by = sentence.word(at - 1) == "by" or sentence.ending(at, "hedge") is not None
    if single and not by and sentence.word(end) not in _ENDS_A_PART and sentence.at(end, "down", "up") is None:
        return None
    value = Fraction(100 * top, int(part.code))
    return _hedged(sentence, Numeral("", at, at, end, "part", value, Interval.exact(0), "", Fraction(2)))


def _multiple(sentence: Tagged, at: int) -> Numeral | None:
    """`doubled`, `almost halved`."""
    cue = sentence.at(at, "multiple")
    if cue is None:
        return None
    value = Fraction(int(cue.code))
    return _hedged(sentence, Numeral("", at, at, cue.end, "multiple", value, Interval.exact(0), "", abs(value) / 5))


def _rank(sentence: Tagged, at: int) -> Numeral | None:
    """`fifth-largest trading partner`, `ranked fourth`, `in fourth place`, `the largest investor`, `number three`."""
    nth, largest = sentence.at(at, "ordinal"), sentence.at(at, "largest")
    if nth is None and largest is None:
        number, told = sentence.words[at], sentence.ending(at - 1, "ranked") is not None
        numbered = sentence.word(at - 1) == "rank" or (told and sentence.word(at - 1) in ("number", "no"))
        return _place(sentence, at, at + 1, int(number)) if numbered and re.fullmatch("[0-9]{1,2}", number) else None
    place, end = int(nth.code) if nth else 1, at + 1
    if nth is not None and (top := sentence.at(end, "largest", "plain")) and sentence.words[end] not in ("and", "of"):
        largest, end = sentence.at(end, "largest"), top.end
    if nth is not None and largest is None and sentence.word(end) in ("place", "position", "spot"):
        return _place(sentence, at, end + 1, place)
    role = next((k for k in range(end, end + 4) if sentence.at(k, "role") is not None), None)
    ranked = any(sentence.at(k, "ranked") is not None for k in range(max(0, at - 3), at))
    if largest is None:
        found = sentence.word(end) not in _COUNTED and (ranked or role is not None)
    else:
        one_of = sentence.word(at - 1) in ("of", "among") or sentence.words[max(0, at - 2) : at] in (
            ["of", "the"],
            ["of", "its"],
        )
        apart = any(sentence.at(k, "measure", "verb", "other") for k in range(end, role or end + 1))
        found = not one_of and not apart and (role is not None or ranked or nth is not None)
    return _place(sentence, at, end, place) if found else None


def _place(sentence: Tagged, start: int, end: int, place: int) -> Numeral:
    value = Fraction(place)
    return Numeral(
        sentence.written(start, end), start, start, end, "rank", value, Interval.exact(place), "", Fraction(1)
    )


def _hedged(sentence: Tagged, number: Numeral) -> Numeral:
    """The number with its hedge, its words, what it stands for, and whether it is a base or a step."""
    start, end, hedge = number.start, number.end, ""
    before = start - (1 if sentence.word(start - 1) in _ARTICLES else 0)
    cue = sentence.ending(before, "hedge")
    compares = (
        cue is not None and cue.code in ("over", "under") and sentence.ending(cue.start, "percent", "part") is not None
    )
    moves = cue is not None and sentence.words[cue.start : cue.end] == ["up", "to"] and _moves(sentence, cue.start)
    if cue is not None and not compares and not moves:
        hedge, start = cue.code, cue.start
        if hedge == "over" and sentence.word(start - 1) in ("not", "never"):
            hedge, start = "under", start - 1
    if sentence.words[end : end + 2] == ["or", "more"]:
        hedge, end = "over", end + 2
    elif sentence.words[end : end + 2] == ["or", "so"]:
        hedge, end = "about", end + 2
    elif number.kind == "percent" and sentence.words[end : end + 1] == ["plus"]:
        hedge, end = "over", end + 1
    lead = start
    while sentence.word(lead - 1) in _LEADING:
        lead -= 1
    base = cue if compares else sentence.ending(lead, "base") or sentence.ending(start, "base")
    lead = base.start if base is not None else lead
    words, span = sentence.written(start, end), _stands_for(number, hedge)
    made = number._replace(words=words, start=start, end=end, hedge=hedge, interval=span)
    return made._replace(base=base is not None, by=sentence.word(start - 1) == "by")


def _moves(sentence: Tagged, at: int) -> bool:
    """Whether a word of movement goes before: "went up to", "rose up to" are no limit."""
    return sentence.word(at - 1) in ("went", "go", "goes", "gone", "going") or sentence.ending(at, "up") is not None


def _stands_for(number: Numeral, hedge: str) -> Interval:
    """What a number in prose stands for: its rounding, or what its hedge leaves."""
    value, step = number.value, number.step
    slack = abs(value) * _NEAR
    if hedge == "over":
        return Interval(value, inf)
    if hedge == "under":
        return Interval(-inf, value)
    if hedge == "nearly":
        width = max(slack, step / 2)
        return Interval(value - width, value) if value >= 0 else Interval(value, value + width)
    if hedge == "slightly over":
        return Interval(value, value + max(slack, step / 2))
    if hedge == "about":
        if number.kind in ("part", "multiple"):
            return Interval(value - abs(value) * _ROUGH, value + abs(value) * _ROUGH)
        while 0 < step < abs(value) and value % (step * 10) == 0:
            step *= 10
        step = max(number.step, min(step, abs(value) * 2 * _ROUGH))
    return Interval(value - step / 2, value + step / 2)
