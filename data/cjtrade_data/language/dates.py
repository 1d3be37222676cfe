"""Dates: months and days in numerals, and runs named by the month they end with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model.digits import is_digits
from .parts_of_year import MONTHS, RUN, count_of, linked_year, short_year, word_at

_ALONE = r"(?<![\w/.-])"
_YEAR = r"((?:19|20)[0-9][0-9])"
_NUMERALS = re.compile("[0-9][/.-]")
_YEAR_FIRST = rf"{_ALONE}{_YEAR}([/.-])([0-9][0-9]?)\2([0-9][0-9]?)(?![0-9/])"
_DAY_FIRST = rf"{_ALONE}([0-9][0-9]?)([/.-])([0-9][0-9]?)\2{_YEAR}(?![0-9])"
_PAIR = rf"{_ALONE}([0-9][0-9]?)/{_YEAR}\s*-\s*([0-9][0-9]?)/{_YEAR}(?![0-9])"
_RUN_FIRST = rf"{_ALONE}([0-9][0-9]?)-([0-9][0-9]?)/{_YEAR}(?![0-9])"
_RUN_LAST = rf"{_ALONE}{_YEAR}/([0-9][0-9]?)-([0-9][0-9]?)(?![0-9/])"
_MONTH_FIRST = rf"(?<![\w/.])(?<![0-9][0-9][0-9][0-9]-)([0-9][0-9]?)[/-]{_YEAR}(?![0-9])"
_MONTH_LAST = rf"{_ALONE}{_YEAR}(?:/([0-9][0-9]?)|-([0-9]))(?![0-9/])"
_FROM_TO = r"(?i)([0-9]{4}-[0-9][0-9])\s*(?:-|~|to|until|till|through|thru)\s*([0-9]{4}-[0-9][0-9])(?![0-9-])"
_BETWEEN = r"(?i)\bbetween ([0-9]{4}-[0-9][0-9]) and ([0-9]{4}-[0-9][0-9])(?![0-9-])"
_MONTH_AND_YEAR = re.compile(rf"\b({'|'.join(MONTHS)})'?([0-9][0-9])\b(?! *(?:19|20)[0-9][0-9])", re.IGNORECASE)
_PART_LAST = re.compile(rf"{_ALONE}{_YEAR}-?([qh][1-4])\b", re.IGNORECASE)
_LENGTHS = {"quarter": 3, "half": 6, "semester": 6, "year": 12, "month": 1}
_UP_TO = frozenset({"to", "ending", "ended", "until", "till", "through", "thru"})
_IMPOSSIBLE = re.compile(
    r"(?:q[05-9]|[05-9]q|h[03-9]|[03-9]h|(?:0+|1[3-9]|2[0-9])m|q[0-9][0-9]+|h[0-9][0-9]+)(?:(?:19|20)?[0-9][0-9])?"
)
_BEYOND = {
    "quarter": ("fifth", "sixth", "seventh", "eighth", "5th", "6th"),
    "half": ("third", "fourth", "3rd", "4th"),
    "month": ("13th", "thirteenth", "14th", "15th"),
}


def in_iso(text: str) -> str:
    """`2/2024`, `1-2/2024`, `2024/02`, `15/02/2024` and the like as ISO 8601, the day before the month."""
    if not any(is_digits(c) for c in text):
        return text
    text = _PART_LAST.sub(r"\2 \1", text)
    text = _MONTH_AND_YEAR.sub(lambda m: f"{m[1]} {short_year(m[2])}", text)
    if not _NUMERALS.search(text):
        return text  # the patterns that follow are compiled when they are first used
    text = re.sub(_YEAR_FIRST, lambda m: f"{m[1]}-{m[3]:0>2}-{m[4]:0>2}", text)
    text = re.sub(_DAY_FIRST, _day_first, text)
    text = re.sub(_PAIR, lambda m: f"{_month(m[1], m[2], m[1])}/{_month(m[3], m[4], m[3])}", text)
    text = re.sub(_RUN_FIRST, lambda m: _run(m[0], m[3], m[1], m[2]), text)
    text = re.sub(_RUN_LAST, lambda m: _run(m[0], m[1], m[2], m[3]), text)
    text = re.sub(_MONTH_LAST, lambda m: _month(m[0], m[1], m[2] or m[3]), text)
    text = re.sub(_MONTH_FIRST, lambda m: _month(m[0], m[2], m[1]), text)
    text = re.sub(_FROM_TO, lambda m: "/".join(sorted(m.groups())), text)
    return re.sub(_BETWEEN, lambda m: "/".join(sorted(m.groups())), text)


def _day_first(match: re.Match[str]) -> str:
    day, month = match[1], match[3]
    if int(month) > 12 >= int(day):
        day, month = month, day
    return f"{match[4]}-{month:0>2}-{day:0>2}"


def _is_month(number: str) -> bool:
    return 1 <= int(number) <= 12


def _run(as_written: str, year: str, first: str, last: str) -> str:
    if not (_is_month(first) and _is_month(last)):
        return as_written
    return f"{year}-{first:0>2}/{year}-{last:0>2}"


def _month(as_written: str, year: str, month: str) -> str:
    return f"{year}-{month:0>2}" if _is_month(month) else as_written


def date_at(words: Sequence[str], at: int) -> tuple[int, int, int, int] | None:
    """Year, month, day and end of `15 February 2024`, `February 15th, 2024` or `2024-02-15`; the day may not exist."""
    date = _whole_date(words, at)
    if date is not None:
        return date
    day = day_of_month(words, at)
    later = _whole_date(words, day[2] + 1) if day is not None and word_at(words, day[2]) in RUN else None
    return (later[0], *day) if day is not None and later is not None else None  # 1 January to 31 March 2024


def _whole_date(words: Sequence[str], at: int) -> tuple[int, int, int, int] | None:
    iso = word_at(words, at)
    if len(iso) == 10 and iso[4] == iso[7] == "-":
        return int(iso[:4]), int(iso[5:7]), int(iso[8:]), at + 1
    day = day_of_month(words, at)
    year = linked_year(words, day[2]) if day is not None else None
    return (year[0], *day[:2], year[1]) if day is not None and year is not None else None


def day_of_month(words: Sequence[str], at: int) -> tuple[int, int, int] | None:
    """Month, day and end of `15 February`, `15th of February`, `February 15`."""
    day = _day(words, at)
    if day is not None:
        k = at + 2 if word_at(words, at + 1) == "of" else at + 1
        month, end = MONTHS.get(word_at(words, k)), k + 1
    else:
        month, day, end = MONTHS.get(word_at(words, at)), _day(words, at + 1), at + 2
    return (month, day, end) if month is not None and day is not None else None


def _day(words: Sequence[str], at: int) -> int | None:
    digits = word_at(words, at).rstrip("stndrh")
    return int(digits) if is_digits(digits) and len(digits) <= 2 else None


def last_day(year: int, month: int) -> int:
    """The last day of a month; 0 where there is no such month."""
    from calendar import monthrange

    return monthrange(year, month)[1] if 1 <= month <= 12 else 0


def run_ending(words: Sequence[str], at: int) -> tuple[int, int, int] | None:
    """First and last month, since year 0, and end of `quarter to March 2024`, `12 months ending September 2024`; months of the
    year 0 where no year is said."""
    while word_at(words, at) in ("the", "last", "rolling", "trailing"):
        at += 1
    k, length = at, _LENGTHS.get(word_at(words, at))
    count = count_of(word_at(words, at))
    if count is not None and word_at(words, at + 1) in ("months", "month"):
        k, length = at + 1, count
    elif word_at(words, at) == "half" and word_at(words, at + 1) == "year":
        k = at + 1
    if length is None or word_at(words, k + 1) not in _UP_TO:
        return None
    k += 2
    while word_at(words, k) in ("the", "end", "of", "in"):
        k += 1
    month, year = MONTHS.get(word_at(words, k)), linked_year(words, k + 1)
    if month is None or (year is None and length > month):
        return None
    since, end = year or (0, k + 1)
    last = since * 12 + month - 1
    return last - length + 1, last, end


def impossible_at(words: Sequence[str], at: int) -> int | None:
    """Where `13M 2024`, `Q5 2024` or `the third half of 2024` ends: a part that no year has."""
    if _IMPOSSIBLE.fullmatch(word_at(words, at)):
        year = linked_year(words, at + 1)
        return year[1] if year is not None else at + 1
    thing = word_at(words, at + 1)
    if word_at(words, at) in _BEYOND.get(thing, ()):
        year = linked_year(words, at + 2)
        return year[1] if year is not None else at + 2
    number = word_at(words, at + 1)
    most = {"quarter": 4, "half": 2, "month": 12}.get(word_at(words, at))
    if most is not None and is_digits(number) and most < int(number) < 100:
        return at + 2
    return None
