"""Cell: what one place of a table shows and the number it is. A cell of a number is made by `written` alone, so that
its text, value and interval are of the same number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import isfinite
from typing import NamedTuple

from cjtrade_data.derivation.quantity import Quantity
from cjtrade_data.derivation.shown import Shown
from cjtrade_data.model.interval import Interval
from cjtrade_data.model.period import Period

MISSING = "–"
MARKS = (("d", "derived"), ("e", "estimated"), ("c", "converted"), ("!", "disputed"), ("*", "inferred"))
"""The marks behind a number, or who compiled it, and what each says."""
Words = str | Callable[[], str]
"""A text, or what makes it when it is asked for."""
_LETTERS = {meaning: letter for letter, meaning in MARKS}
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


class Cell(NamedTuple):
    """`text` is what is drawn; a cell of words, or where a number is missing, has nothing else but perhaps a `detail`.

    `value`, `low` and `high` are in base units of `unit` (dollars, not millions; per cent as per cent), an open end is
    None, of an estimate both. `status` is reported, derived, estimated or converted (into another currency). `figure` is the reference of
    the number (see `cjtrade_data.model.reference`), "" where none names it. `detail` is shown below the table, or makes what is. `words` are
    said where a `text` that is a picture, or too short to be understood alone, cannot be. `in_doubt` says that the number is disputed, or printed otherwise elsewhere. `order` is the time that words are about, in months: what they are sorted by.
    `mark` is what stands behind the number in `text`, of MARKS, or a blank that keeps it in line with others.
    """

    text: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    status: str = ""
    figure: str = ""
    detail: Words = ""
    words: str = ""
    order: float | None = None
    in_doubt: bool = False
    mark: str = ""

    @property
    def bare(self) -> str:
        """The text without its mark."""
        return self.text.removesuffix(self.mark)

    @property
    def is_missing(self) -> bool:
        return self.text.strip() == MISSING

    @property
    def said(self) -> str:
        """The text, or what is said in its place."""
        return self.words or self.text

    @property
    def below(self) -> str:
        """What is shown below the table."""
        return self.detail if isinstance(self.detail, str) else self.detail()


class CellNumber(NamedTuple):
    """A number to be shown: its value and ends in base units, infinite or None where one is open."""

    value: float
    low: float | None
    high: float | None
    unit: str
    status: str
    is_sure: bool = True
    """Whether its ends are all that it may be, as those of an estimate are not."""

    @classmethod
    def of_quantity(cls, quantity: Quantity, status: str = "") -> CellNumber:
        """What the engine derived or found printed."""
        ends, is_sure = quantity.interval, quantity.margin is not None
        status = status or quantity.status
        return cls(float(quantity.value), float(ends.low), float(ends.high), quantity.unit, status, is_sure)

    @classmethod
    def of_growth(cls, shown: Shown | None) -> CellNumber | None:
        """The growth beside an amount."""
        if shown is None or shown.growth is None:
            return None
        return cls.of_quantity(shown.growth, shown.growth_status)

    @classmethod
    def of_interval(cls, interval: Interval, unit: str) -> CellNumber:
        """A range, its middle standing for it; its finite end where the other is open."""
        low, high = float(interval.low), float(interval.high)
        middle = float(interval.centre) if isfinite(low) and isfinite(high) else low if isfinite(low) else high
        return cls(middle, low, high, unit, "derived")

    @classmethod
    def counted(cls, number: int, unit: str, status: str = "derived") -> CellNumber:
        """An exact number: of figures, of places won."""
        return cls(number, number, number, unit, status)


def written(
    number: CellNumber | Quantity | None,
    write: Callable[[float, float | None, float | None], str],
    *,
    figure: str = "",
    detail: Words = "",
    marked: bool = False,
    in_doubt: bool = False,
    missing: str = MISSING,
) -> Cell:
    """The cell of a number as `write` writes its value and ends, with ! behind one that is `in_doubt`; in a `marked` column also
    with the letter of its status, and what has no mark with a blank, as `missing` has where there is none."""
    if number is None:
        return Cell(f"{missing}{' ' * marked}", figure=figure, detail=detail)
    if not isinstance(number, CellNumber):
        number = CellNumber.of_quantity(number)
    mark = f"{_LETTERS.get(number.status, '') * marked}{'!' * in_doubt}" or " " * marked
    text = f"{write(number.value, number.low, number.high)}{mark}"
    low, high = (_end(end) if number.is_sure else None for end in (number.low, number.high))
    known = (number.value, low, high, number.unit, number.status)
    return Cell(text, *known, figure, detail, in_doubt=in_doubt, mark=mark)


def count(number: int, unit: str = "count") -> Cell:
    """The cell of something counted."""
    return written(CellNumber.counted(number, unit), lambda *_: f"{number:,}")


def period_cell(period: Period | None, text: str = "") -> Cell:
    """A period, in the order of its end; `text` may be drawn in the place of its name, which is what is said."""
    if period is None:
        return Cell(MISSING)
    return Cell(text or period.label, words=period.label if text else "", order=period.last + 1)


def day_cell(day: str, missing: str = "") -> Cell:
    """A day, a month or a year as ISO 8601 writes it, in the order of its end."""
    found = _DAY.fullmatch(day)
    if found is None:
        return Cell(day or missing)
    year, month, number = (int(part or most) for part, most in zip(found.groups(), (0, 12, 31), strict=True))
    return Cell(day, order=12 * year + month - 1 + number / 31)


def _end(end: float | None) -> float | None:
    return end if end is not None and isfinite(end) else None
