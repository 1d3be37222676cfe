"""Dates: months and days in numerals and in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model.digits import is_digits
from .parts_of_year import MONTHS, RUN, linked_year, short_year, word_at

_NUMERALS = re.compile(r"(?<![\w/.-])[0-9]{1,4}(?:[/.-][0-9]{1,4})+(?:\s+-\s+[0-9]{1,2}/[0-9]{4})?(?![0-9/])")
_NUMBER = re.compile("[0-9]+")
_DAYS = re.compile(r"Y([/.-])n\1n|n([/.-])n\2Y")
_MONTHS = ("Y/n", "Y-n", "n/Y", "n-Y")
_RUNS = {"n-n/Y": (2, 0, 2, 1), "Y/n-n": (0, 1, 0, 2), "n/Y-n/Y": (1, 0, 3, 2)}
"""Where the year and the month of both ends stand."""
_ISO = "([0-9]{4}-[0-9][0-9])"
_FROM_TO = rf"(?i)\bbetween {_ISO} and {_ISO}(?![0-9-])|{_ISO}\s*(?:-|~|to|until|till|through|thru)\s*{_ISO}(?![0-9-])"
_MONTH_AND_YEAR = re.compile(rf"\b({'|'.join(MONTHS)})'?([0-9][0-9])\b(?! *(?:19|20)[0-9][0-9])", re.IGNORECASE)
_PART_LAST = re.compile(r"(?<![\w/.-])((?:19|20)[0-9][0-9])-?([qh][1-4])\b", re.IGNORECASE)


def in_iso(text: str) -> str:
    """`2/2024`, `1-2/2024`, `2024/02`, `15/02/2024` and the like as ISO 8601, the day before the month."""
    if not any(is_digits(c) for c in text):
        return text
    text = _PART_LAST.sub(r"\2 \1", text)
    text = _MONTH_AND_YEAR.sub(lambda m: f"{m[1]} {short_year(m[2])}", text)
    if not _NUMERALS.search(text):
        return text
    return re.sub(_FROM_TO, lambda m: "/".join(sorted(filter(None, m.groups()))), _NUMERALS.sub(_written_out, text))


def _written_out(match: re.Match[str]) -> str:
    numbers = _NUMBER.findall(match[0])
    shape = _NUMBER.sub(lambda m: "Y" if m[0][:2] in ("19", "20") and m[0][2:] else "n", "".join(match[0].split()))
    if _DAYS.fullmatch(shape):
        year, month, day = numbers if shape[0] == "Y" else numbers[::-1]
        swapped = shape[0] == "n" and int(month) > 12 >= int(day)
        return f"{year}-{day:0>2}-{month:0>2}" if swapped else f"{year}-{month:0>2}-{day:0>2}"
    places = _RUNS.get(shape, (shape.index("Y") // 2, shape.index("n") // 2) if shape in _MONTHS else ())
    if any(not 1 <= int(numbers[k]) <= 12 for k in places[1::2]):
        return match[0]
    return (
        "/".join(f"{numbers[y]}-{numbers[m]:0>2}" for y, m in zip(places[::2], places[1::2], strict=True)) or match[0]
    )


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
