"""Figure: one number with all that makes it quotable."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from .codes import EXACT_UNITS
from .interval import Interval
from .period import Period

POWERS = {"one": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
"""The scales of amounts as powers of ten."""
SCALES: dict[str, int] = {scale: 10**power for scale, power in POWERS.items()}
SCALE_OF_POWER = {power: scale for scale, power in POWERS.items()}


class Figure(NamedTuple):
    """One published, derived or estimated number; a row of the figures table.

    `value` is as printed, in `unit` x `scale`, and `decimals` says how it was rounded; `amount` and
    `interval` are in base units (dollars, not millions; per cent as per cent). `reporter` is whose
    statistics it is and `compiler` the organisation that made them; `partner` is with whom. `status` is
    "reported", "derived" (then `formula` says how) or "estimated".
    """

    id: str
    measure: str
    reporter: str
    partner: str
    period: Period
    value: Decimal
    unit: str
    scale: str = "one"
    decimals: int = 0
    product: str = ""
    basis: str = ""
    bound: str = ""
    growth_pct: Decimal | None = None
    growth_decimals: int | None = None
    valuation: str = ""
    status: str = "reported"
    formula: str = ""
    source: str = ""
    compiler: str = ""
    rounding: str = "nearest"
    locator: str = ""
    note: str = ""

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Figure:
        """From a row of `Book.figures` as a mapping of its columns.

        Floats come back as the shortest decimal that prints the same, which is what the table holds.
        """
        growth = row["growth_pct"]
        texts: dict[str, Any] = {name: row[name] or "" for name in _TEXT_COLUMNS}
        return cls(
            **texts,
            period=Period.from_columns(row["period_start"], row["period_end"]),
            value=_decimal(row["value"]),
            decimals=row["decimals"],
            growth_pct=None if growth is None else _decimal(growth),
            growth_decimals=row["growth_decimals"],
        )

    @classmethod
    def from_text(cls, row: Mapping[str, str]) -> Figure:
        """From the cells of the table as text, and `compiler` and `rounding`. Raises ValueError for what is no figure."""
        if row["scale"] not in SCALES:
            raise ValueError(f"scale '{row['scale']}'")
        growth = int(row["growth_decimals"]) if row["growth_decimals"] else None
        numbers = {"decimals": int(row["decimals"]), "growth_pct": row["growth_pct"] or None, "growth_decimals": growth}
        return cls.from_row({**row, **numbers})

    def as_row(self) -> dict[str, Any]:
        """The row of `Book.figures` as a mapping of its columns; numbers are floats and empty cells None."""
        interval, growth = self.interval, self.growth_interval
        start, end = self.period.columns
        return {
            **{name: getattr(self, name) or None for name in _TEXT_COLUMNS},
            "period_start": start,
            "period_end": end,
            "value": float(self.value),
            "decimals": self.decimals,
            "growth_pct": None if self.growth_pct is None else float(self.growth_pct),
            "growth_decimals": self.growth_decimals,
            "period": self.period.code,
            "months": self.period.months,
            "amount": float(self.amount),
            "low": float(interval.low),
            "high": float(interval.high),
            "growth_low": None if growth is None else float(growth.low),
            "growth_high": None if growth is None else float(growth.high),
        }

    @property
    def multiplier(self) -> int:
        return SCALES[self.scale]

    @property
    def amount(self) -> Decimal:
        """The value in base units: 237220000 for 237.22 million."""
        return self.value * self.multiplier

    @property
    def interval(self) -> Interval:
        """Where the true number lies, in base units, given how the source rounded it."""
        rounding = "exact" if self.unit in EXACT_UNITS else self.rounding
        return Interval.of_print(self.value, self.decimals, self.multiplier, self.bound, rounding)

    @property
    def growth_interval(self) -> Interval | None:
        """The printed growth on the same months a year before, in per cent; None if not printed."""
        if self.growth_pct is None or self.growth_decimals is None:
            return None
        return Interval.of_print(self.growth_pct, self.growth_decimals)


_TEXT_COLUMNS = tuple(
    """
    id measure reporter partner unit scale product basis bound valuation status formula source compiler rounding
    locator note
""".split()
)


def _decimal(value: float | int | str | Decimal) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def as_fraction(value: Decimal | float | int) -> Fraction:
    """The exact rational behind a printed number."""
    return Fraction(_decimal(value))
