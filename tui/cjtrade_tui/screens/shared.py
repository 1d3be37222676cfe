"""What several tabs say in the same way: a figure in words, its source, money in the chosen unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cjtrade_data import units
from cjtrade_data.book import Book
from cjtrade_data.derivation.quantity import Quantity
from cjtrade_data.errors import NoRateError
from cjtrade_data.own import is_imported, name_of
from cjtrade_data.period import Period
from cjtrade_tui.asked import nearest
from cjtrade_tui.cell import MISSING, Cell, Number, written
from cjtrade_tui.reading import SCALE_OF_UNIT, number, percent, sign_of_status


def choose(wanted: str, choices: Sequence[str], what: str) -> str:
    """`wanted`, or the first choice where nothing was asked. Raises ValueError where it is none of them."""
    if not wanted:
        return choices[0]
    if wanted not in choices:
        named = [choice for choice in choices if choice]
        near = f"choose {', '.join(named)}; the nearest is {nearest(wanted, named)}" if named else "there is none"
        raise ValueError(f"'{wanted}' is not a {what}: {near}")
    return wanted


def first_of(periods: Sequence[Period], wanted: Period, told: Sequence[bool]) -> int:
    """Where a list of periods, newest first, starts: at the one wanted, else the latest that ends no later; of several
    lines of it, at one that is `told`."""
    here = [i for i, period in enumerate(periods) if period == wanted]
    here = here or [i for i, period in enumerate(periods) if period.last <= wanted.last]
    return next((i for i in here if told[i]), here[0] if here else 0)


@dataclass(frozen=True, slots=True)
class Money:
    """Amounts of US dollars in the unit the reader chose, year by year at the annual average rate."""

    book: Book
    unit: str

    @property
    def scale(self) -> str:
        return SCALE_OF_UNIT[self.unit]

    @property
    def words(self) -> str:
        return f"{self.scale} {self.unit}"

    def rate(self, year: int) -> float | None:
        """Units of the chosen currency for a dollar in `year`; None where the book has no rate for it."""
        if self.unit == "USD":
            return 1.0
        try:
            return float(units.rate(self.book, self.unit, year).amount)
        except NoRateError:
            return None

    def bounds(self, row: Mapping[str, Any], year: int) -> tuple[float, float, float] | None:
        """(amount, low, high) of a dollar row in the chosen currency, or None."""
        rate = self.rate(year)
        if rate is None or row.get("amount") is None:
            return None
        return row["amount"] * rate, row["low"] * rate, row["high"] * rate

    def text(self, row: Mapping[str, Any] | None, year: int) -> str:
        """The amount as the table shows it, without unit."""
        bounds = self.bounds(row, year) if row else None
        return number(*bounds, self.scale) if bounds else MISSING

    def value(self, row: Mapping[str, Any] | None, year: int) -> float | None:
        """The amount in the scale a chart draws, or None."""
        bounds = self.bounds(row, year) if row else None
        return bounds[0] / {"million": 1e6, "billion": 1e9}[self.scale] if bounds else None

    def note(self, years: Sequence[int]) -> str:
        """One sentence on the rate used, or on there being none."""
        if self.unit == "USD" or not years:
            return ""
        have = [y for y in years if self.rate(y) is not None]
        lacking = sorted(set(years) - set(have))
        parts = []
        if have:
            figure = units.rate(self.book, self.unit, max(have))
            parts.append(
                f"Nominal, at the annual average rate: {float(figure.amount):,.2f} {self.unit} per USD in {max(have)}"
                f" ({figure.compiler})."
            )
        if lacking:
            parts.append(f"No {self.unit} rate in the book for {', '.join(map(str, lacking))}: shown as missing.")
        return " ".join(parts)


def as_row(quantity: Quantity) -> dict[str, Any]:
    """A derived number in the columns that a row of figures has."""
    low, high = float(quantity.interval.low), float(quantity.interval.high)
    return {"amount": float(quantity.value), "low": low, "high": high, "status": quantity.status}


def money_cell(
    money: Money,
    row: Mapping[str, Any] | None,
    year: int,
    *,
    figure: str = "",
    detail: str = "",
    mark: str | None = None,
) -> Cell:
    """A row of dollars in the chosen unit, with the sign of its status unless another `mark` is given; figures without
    a sign keep the column aligned."""
    bounds = money.bounds(row, year) if row else None
    if row is None or bounds is None:
        return Cell(f"{MISSING}{' ' if mark != '' else ''}", figure=figure, detail=detail)
    status = (row.get("status") or "reported") if money.unit == "USD" else "converted"
    if mark is None:
        mark = sign_of_status(row.get("status"), bool(row.get("others"))) or " "
    return written(
        Number(*bounds, money.unit, status),
        lambda value, low, high: number(value, low, high, money.scale),
        figure=figure,
        detail=detail,
        mark=mark,
    )


def growth_cell(row: Mapping[str, Any] | None, figure: str = "", detail: str = "", missing: str = MISSING) -> Cell:
    """The growth on the year beside an amount, as its source prints it."""
    return written(Number.of_growth(row), percent, figure=figure, detail=detail, missing=missing)


def share_cell(
    share: Number | None, figure: str = "", detail: str = "", mark: str = "", missing: str = MISSING
) -> Cell:
    """A share of a total."""

    def write(value: float, *_: float | None) -> str:
        return percent(value, signed=False)

    return written(share, write, figure=figure, detail=detail, mark=mark, missing=missing)


def source_words(book: Book, sources: str) -> str:
    """Who published it and when: `The Phnom Penh Post, 2024-03-25`; each of several."""
    return "; ".join(dict.fromkeys(_source_words(book, source) for source in sources.split()))


def _source_words(book: Book, source: str) -> str:
    row = source_row(book, source)
    if row is None:
        return source
    when = row.get("published") or row.get("vintage") or ""
    return f"{row['publisher']}{', ' + str(when) if when else ''}"


def source_row(book: Book, source: str) -> dict[str, Any] | None:
    """The row of the sources table, or None."""
    return book.index("sources").get(source)


def organisation(book: Book, code: str) -> str:
    """An organisation's short name."""
    row = book.index("organisations").get(code)
    if row is None and is_imported(code):
        return name_of(code)
    return (row["short_name"] or row["name"]) if row else code


def area(book: Book, code: str) -> str:
    """An area's English name."""
    row = book.index("areas", "code").get(code)
    return row["name"] if row else code


def described(book: Book, row: Mapping[str, Any], label: str, period: Period, unit_words: str, text: str) -> str:
    """A figure in words, for the lines below the table: value, interval, whose, status, source, caveat."""
    parts = [f"{label}, {period.label}: {text} {unit_words}".rstrip()]
    if row.get("growth_pct") is not None:
        most = 1 if row.get("growth_status") == "derived" else 3
        growth = percent(row["growth_pct"], row.get("growth_low"), row.get("growth_high"), most=most)
        parts.append(f"{growth} on the year")
    if row.get("valuation"):
        parts.append(row["valuation"])
    parts.append(f"{row.get('status') or 'reported'}, {organisation(book, row.get('compiler') or '')}")
    place = f", {row['locator']}" if row.get("locator") else ""
    sentence = (
        f"{', '.join(parts)}. Source: {source_words(book, row['source'])}{place}."
        if row.get("source")
        else f"{', '.join(parts)}."
    )
    for name, lead in (("formula", "Formula: "), ("note", "")):
        if row.get(name):
            sentence += f" {lead}{row[name].rstrip('.')}."
    return sentence
