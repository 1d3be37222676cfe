"""Months and parts of a year: names, quarters, halves, runs of months, and the year they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model.digits import is_digits
from .phrases import codes

MONTHS = {name: int(month) for name, month in codes("month").items()}
COUNTS = {word: int(number) for word, number in (codes("count") | codes("numeral")).items()}
ORDINALS = {word: int(order) for word, order in codes("ordinal").items()}
LENGTHS = {"month": 1, "quarter": 3, "half": 6, "semester": 6}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
AND = frozenset({"and", "&"})
RUN = AND | {"-", "to", "until", "till", "through", "thru", "/", "~"}
_LINK = frozenset({"of", "in", ",", "the", "year", "for", "during", "period"})
_YEAR = re.compile(r"(?:j?fy|cy)?((?:19|20)[0-9][0-9])")
_PART = re.compile(r"(?:([0-9]{1,2})([qhms])|([qhs])([0-9]{1,2}?))(?:fy)?((?:19|20)?[0-9][0-9])?")
NO_MONTHS = (0, 0)
"""First and last month of a part that no year has: a fifth quarter."""
Months = tuple[int, int, int]
"""First month, last month, and where their words end."""


def word_at(words: Sequence[str], at: int) -> str:
    try:
        return words[at] if at >= 0 else ""
    except IndexError:
        return ""


def year_at(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """A year, and where it ends: `2023`, `FY2023`, `fiscal year 2023`, `JFY2023`."""
    word = word_at(words, at)
    if word in ("fiscal", "financial", "calendar"):
        at += 1 + (word_at(words, at + 1) == "year")
    elif word in ("fy", "jfy", "cy"):
        at += 1
    match = _YEAR.fullmatch(word_at(words, at))
    return (int(match[1]), at + 1) if match else None


def short_year(text: str) -> int | None:
    digits = text.removeprefix("'")
    if len(digits) != 2 or not is_digits(digits):
        return None
    return int(digits) + (1900 if int(digits) >= 60 else 2000)


def linked_year(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """A year behind "of", "in the year" and the like."""
    while word_at(words, at) in _LINK:
        at += 1
    return year_at(words, at)


def count_of(text: str) -> int | None:
    number = COUNTS.get(text, int(text) if is_digits(text) else 0)
    return number if 1 <= number <= 60 else None


def year_of_months(words: Sequence[str], end: int) -> tuple[int, int] | None:
    """The year of months that end there, and where it ends: behind them, in two digits, or in their last word, `2Q24`."""
    year = linked_year(words, end)
    short = short_year(word_at(words, end))
    if year is None and short is not None:
        return linked_year(words, end + 1) or (short, end + 1)  # "as of July 31, 2021": 31 is its day
    part = _PART.fullmatch(words[end - 1]) if year is None else None
    if part is None or not part[5]:
        return year
    return short_year(part[5]) or int(part[5]), end


def months_at(words: Sequence[str], at: int, *, pair: bool = False) -> Months | None:
    """A part of a year, or two that follow each other: `Jan-Feb`, `Q1 to Q3`, `first two months`.

    "And" joins what does not follow each other only where `pair` is set, behind "between".
    """
    one = _months(words, at)
    if one is None or one[:2] == NO_MONTHS:
        return one
    first, last, end = one
    joint = word_at(words, end) if word_at(words, end) in RUN else ""
    then = end + bool(joint)
    kind = _kind(words[end - 1])
    two = _months(words, then) if kind and kind == _kind(word_at(words, then)) else None
    if two is None or two[0] <= last or (not joint and (kind != "month" or words[then] == "may")):
        return one
    if two[0] == last + 1 or (pair and kind == "month"):
        return first, *two[1:]
    apart = joint in AND | {"/"} or (not joint and linked_year(words, two[2]) is None)
    return one if apart else (first, *two[1:])


def _kind(word: str) -> str:
    return "month" if word in MONTHS else "part" if is_part_of_year(word) else ""


def is_part_of_year(word: str) -> bool:
    """Whether a word is a quarter, a half or a number of months: `Q1`, `2H24`, `9M`."""
    return _PART.fullmatch(word) is not None


def _months(words: Sequence[str], at: int) -> Months | None:
    """A quarter, a half, the first or last months, or a single month."""
    while word_at(words, at) == "the":
        at += 1
    word, then = word_at(words, at), word_at(words, at + 1)
    match = _PART.fullmatch(word)
    if match is not None:
        return _in_one_word(words, at, match)
    bare = word.rstrip("stndrh")
    order = ORDINALS.get(word) or (int(bare) if is_digits(bare) and len(bare) < 3 and bare != word else None)
    if order is not None:
        return _counted(words, at, order)
    count = count_of(word)
    if count is not None and count <= 12 and then in ("months", "month"):
        return 1, count, at + 2
    number = (count_of(then) or _ROMAN.get(then)) if word in LENGTHS else None
    if number is not None:
        return *_nth(number, LENGTHS[word]), at + 2
    month = MONTHS.get(word)
    return (month, month, at + 1) if month is not None and (word != "may" or _is_the_month(words, at)) else None


def _nth(number: int, length: int) -> tuple[int, int]:
    last = number * length
    return (last - length + 1, last) if 1 <= last <= 12 else NO_MONTHS


def _in_one_word(words: Sequence[str], at: int, match: re.Match[str]) -> Months | None:
    """`2Q24`, `H1`, `9M`; "20m" is an amount where no year is said."""
    number, letter = int(match[1] or match[4]), match[2] or match[3]
    if letter == "m":
        if number > 12 and not match[5] and linked_year(words, at + 1) is None:
            return None
        return *((1, number) if 1 <= number <= 12 else NO_MONTHS), at + 1
    return None if letter == "s" and number > 2 else (*_nth(number, 3 if letter == "q" else 6), at + 1)


def _counted(words: Sequence[str], at: int, order: int) -> Months | None:
    """`first two months`, `second half`, `last quarter`."""
    thing = word_at(words, at + 1)
    if thing in LENGTHS:
        return *_nth(12 // LENGTHS[thing] if order == -1 else order, LENGTHS[thing]), at + 2
    count = (count_of(thing) or 0) * {"months": 1, "month": 1, "quarters": 3}.get(word_at(words, at + 2), 0)
    if not 1 <= count <= 12:
        return None
    if order == -1:
        return (13 - count, 12, at + 3) if linked_year(words, at + 3) else None
    return (1, count, at + 3) if order == 1 else None


def _is_the_month(words: Sequence[str], at: int) -> bool:
    before, after = word_at(words, at - 1), word_at(words, at + 1)
    return (
        (year_at(words, at + 1) or year_at(words, at - 1)) is not None
        or short_year(after) is not None
        or before in (*RUN, "in", "of", "for", "by", "end", "since", "last", "from")
        or (after in RUN and word_at(words, at + 2) in MONTHS)
        or len(words) == at + 1
    )
