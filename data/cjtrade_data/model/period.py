"""Period: the months a figure is about, or the moment at which a stock was counted."""

from __future__ import annotations

import re
from functools import lru_cache, total_ordering

MONTH_NAMES = tuple(
    """
    January February March April May June July August September October November December
""".split()
)
MONTHS = tuple(name[:3] for name in MONTH_NAMES)

_CODE = re.compile(r"([0-9]{4})(?:-([0-9][0-9])(?:-([0-9][0-9]))?)?")


def _days(year: int, month: int) -> int:
    from calendar import monthrange  # takes as long to import as all of this, and few periods name a day

    return monthrange(year, month)[1]


@total_ordering
class Period:
    """A run of whole months, or the end of one month for a stock.

    `first` and `last` count months since year 0 (`year * 12 + month - 1`); `first` is None for a point
    in time, which is the end of month `last`. Periods order by their end, then by their length, points
    before runs.

    >>> Period.parse("2024-01/2024-02").label
    'Jan-Feb 2024'
    >>> Period.parse("2023").year_before.code
    '2022'
    """

    __slots__ = ("first", "last")

    def __init__(self, first: int | None, last: int) -> None:
        if first is not None and first > last:
            raise ValueError(f"a period cannot end ({_month_code(last)}) before it starts ({_month_code(first)})")
        self.first, self.last = first, last

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Period) and self.first == other.first and self.last == other.last

    def __hash__(self) -> int:
        return hash((self.first, self.last))

    def __repr__(self) -> str:
        return f"Period({self.first}, {self.last})"

    @classmethod
    def of_year(cls, year: int) -> Period:
        return cls(year * 12, year * 12 + 11)

    @classmethod
    def of_months(cls, year: int, first: int, last: int) -> Period:
        """Months `first` to `last` (1 to 12) of `year`."""
        return cls(_ordinal(year, first), _ordinal(year, last))

    @classmethod
    def from_columns(cls, start: str | None, end: str) -> Period:
        """From the two columns of the figures table, `YYYY-MM` each; no start makes a point in time."""
        return cls(_parse_month(start) if start else None, _parse_month(end))

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read what `code` writes: `2023`, `2024-02`, `2024-01/2024-02` or, for a point, `2023-03-31`.

        Raises ValueError for anything else, a day that does not end its month included.
        """
        text = text.strip()
        if "/" in text:
            start, _, end = text.partition("/")
            return cls(_parse_month(start), _parse_month(end))
        match = _CODE.fullmatch(text)
        if not match:
            raise ValueError(f"'{text}' is not a period: write 2023, 2024-02, 2024-01/2024-02 or 2023-03-31")
        year = int(match[1])
        if match[2] is None:
            return cls.of_year(year)
        month = _parse_month(text[:7])
        if match[3] is None:
            return cls(month, month)
        if int(match[3]) != _days(year, int(match[2])):
            raise ValueError(f"'{text}' does not end its month: a point in time is the end of a month")
        return cls(None, month)

    @property
    def year(self) -> int:
        """The year the period ends in."""
        return self.last // 12

    @property
    def months(self) -> int:
        """How many months it covers; 0 for a point in time."""
        return 0 if self.first is None else self.last - self.first + 1

    @property
    def is_point(self) -> bool:
        return self.first is None

    @property
    def is_year(self) -> bool:
        return self.months == 12 and self.first == self.year * 12

    @property
    def is_month(self) -> bool:
        return self.months == 1

    @property
    def is_quarter(self) -> bool:
        return self.months == 3 and self.last % 3 == 2

    @property
    def is_year_to_date(self) -> bool:
        """From January to some month of the same year; a January and a whole year included."""
        return self.first == self.year * 12

    @property
    def year_before(self) -> Period:
        """The same months, or the same point, twelve months earlier."""
        return self.shift(-12)

    def meets(self, asked: Period) -> bool:
        """Whether it is the period asked for, or a point at the end of it."""
        return self == asked or (self.is_point and self.last == asked.last)

    def is_month_after(self, other: Period | None) -> bool:
        """Whether it is the month that follows another."""
        return self.is_month and other == self.shift(-1)

    def shift(self, months: int) -> Period:
        """The same length, moved by a number of months."""
        return Period(None if self.first is None else self.first + months, self.last + months)

    def split(self, months: int) -> list[Period]:
        """Its parts of some months each, in their order; itself alone where it is no whole number of them."""
        if self.first is None or self.months % months:
            return [self]
        return [Period(start, start + months - 1) for start in range(self.first, self.last + 1, months)]

    def __contains__(self, other: Period) -> bool:
        if self.first is None:
            return self == other
        return self.first <= (other.last if other.first is None else other.first) and other.last <= self.last

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.last, self.months) < (other.last, other.months)

    @property
    def code(self) -> str:
        """ISO 8601: a year, a month, an interval of months, or the last day of a point's month."""
        if self.first is None:
            year, month = self.last // 12, self.last % 12 + 1
            return f"{year:04d}-{month:02d}-{_days(year, month):02d}"
        if self.is_year:
            return f"{self.year:04d}"
        if self.is_month:
            return _month_code(self.last)
        return f"{_month_code(self.first)}/{_month_code(self.last)}"

    @property
    def columns(self) -> tuple[str | None, str]:
        """As the two columns of the figures table have it: what `from_columns` reads."""
        return None if self.first is None else _month_code(self.first), _month_code(self.last)

    @property
    def label(self) -> str:
        """For a reader: `2023`, `Feb 2024`, `Jan-Feb 2024`, `end Mar 2023`, `Jan 1994-Jul 2011`."""
        last = f"{MONTHS[self.last % 12]} {self.year}"
        if self.first is None:
            return f"end {last}"
        if self.is_year:
            return str(self.year)
        if self.is_month:
            return last
        first = MONTHS[self.first % 12]
        if self.first // 12 != self.year:
            return f"{first} {self.first // 12}-{last}"
        return f"{first}-{last}"

    def __str__(self) -> str:
        return self.code


def _ordinal(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(f"{month} is not a month: write 1 to 12")
    return year * 12 + month - 1


@lru_cache(maxsize=4096)
def _parse_month(text: str) -> int:
    match = _CODE.fullmatch(text.strip())
    if not match or match[2] is None or match[3] is not None:
        raise ValueError(f"'{text}' is not a month: write it as 2024-02")
    return _ordinal(int(match[1]), int(match[2]))


def _month_code(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
