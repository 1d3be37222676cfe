"""Months and parts of a year: names, quarters, halves, runs of months, and the year they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model.digits import is_digits
from .phrases import codes

MONTHS = {name: int(month) for name, month in codes("month").items()}
COUNTS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
ORDINALS = {word: int(order) for word, order in codes("ordinal").items()}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
RUN = frozenset({"-", "to", "until", "till", "through", "thru", "/", "&", "and", "~"})
_LINK = frozenset({"of", "in", ",", "the", "year", "for", "during", "period"})
_YEAR = re.compile(r"(?:j?fy|cy)?((?:19|20)[0-9][0-9])")
PART = re.compile(r"(?:([1-4])q|q([1-4])|([12])[hs]|[hs]([12])|([0-9]{1,2})m)(?:fy)?((?:19|20)?[0-9][0-9])?")


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
    if text in COUNTS:
        return COUNTS.index(text) + 1
    return int(text) if is_digits(text) and 1 <= int(text) <= 60 else None


def part_of_year(words: Sequence[str], at: int) -> tuple[int, int, int] | None:
    """First month, last month and end of a quarter, a half, a run of months or a single month."""
    while word_at(words, at) == "the":
        at += 1
    word = word_at(words, at)
    match = PART.fullmatch(word)
    if match and int(match[5] or 1) <= 12:
        return (*_months_of(match), at + 1)
    if word in ORDINALS:
        return _counted_part(words, at)
    if word == "month":
        number = count_of(word_at(words, at + 1))
        return (number, number, at + 2) if number is not None and number <= 12 else None
    if word in ("quarter", "half", "semester"):
        number = count_of(word_at(words, at + 1)) or _ROMAN.get(word_at(words, at + 1))
        length = 3 if word == "quarter" else 6
        if number is not None and number * length <= 12:
            return (number - 1) * length + 1, number * length, at + 2
    count = count_of(word)
    if count is not None and count <= 12 and word_at(words, at + 1) in ("months", "month"):
        return 1, count, at + 2
    return _month_run(words, at)


def _months_of(match: re.Match[str]) -> tuple[int, int]:
    quarter, half, months = match[1] or match[2], match[3] or match[4], match[5]
    if quarter:
        return int(quarter) * 3 - 2, int(quarter) * 3
    if half:
        return int(half) * 6 - 5, int(half) * 6
    return 1, min(max(int(months), 1), 12)


def _counted_part(words: Sequence[str], at: int) -> tuple[int, int, int] | None:
    """`first two months`, `second half`, `last quarter`."""
    order = ORDINALS[words[at]]
    thing = word_at(words, at + 1)
    for names, length in ((("quarter",), 3), (("half", "semester"), 6), (("month",), 1)):
        if thing in names:
            number = 12 // length if order == -1 else order
            return ((number - 1) * length + 1, number * length, at + 2) if number * length <= 12 else None
    count = (count_of(thing) or 0) * {"months": 1, "month": 1, "quarters": 3}.get(word_at(words, at + 2), 0)
    if not 1 <= count <= 12:
        return None
    if order == -1:
        return (13 - count, 12, at + 3) if linked_year(words, at + 3) else None
    return (1, count, at + 3) if order == 1 else None


def _month_run(words: Sequence[str], at: int) -> tuple[int, int, int] | None:
    first = MONTHS.get(word_at(words, at))
    if first is None or (word_at(words, at) == "may" and not _is_the_month(words, at)):
        return None
    if word_at(words, at + 1) in RUN:
        last = MONTHS.get(word_at(words, at + 2))
        if last is not None and last > first and (words[at + 1] not in ("and", "&") or last == first + 1):
            return first, last, at + 3
    last = MONTHS.get(word_at(words, at + 1), 0)
    if last > first and word_at(words, at + 1) != "may" and (last == first + 1 or linked_year(words, at + 2)):
        return first, last, at + 2  # "jan feb", "jan sept 2024"
    return first, first, at + 1


def _is_the_month(words: Sequence[str], at: int) -> bool:
    before, after = word_at(words, at - 1), word_at(words, at + 1)
    return (
        (year_at(words, at + 1) or year_at(words, at - 1)) is not None
        or short_year(after) is not None
        or before in (*RUN, "in", "of", "for", "by", "end", "since", "last", "from")
        or (after in RUN and word_at(words, at + 2) in MONTHS)
        or len(words) == at + 1
    )
