"""What several tabs say in the same way: a figure in words, its source, money in the chosen unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.exchange_rates import in_currency_or_why, rate
from cjtrade_data.derivation.quantity import Quantity
from cjtrade_data.errors import NoRateError
from cjtrade_data.model.figure import SCALES
from cjtrade_data.model.own import is_imported, name_of
from cjtrade_data.model.period import Period
from cjtrade_data.wording.numbers import plain_number
from cjtrade_tui.cli.view_options import nearest
from cjtrade_tui.pages.cell import MISSING, Cell, Number, written
from cjtrade_tui.pages.number_format import SCALE_OF_UNIT, number, percent, sign_of_status

_MISSPELLED = 0.7
"""How like a choice a word is that may be meant for it; below that it is another word."""


def choose(wanted: str, choices: Sequence[str], what: str) -> str:
    """`wanted`, or the first choice where nothing was asked. Raises ValueError where it is none of them."""
    if not wanted:
        return choices[0]
    if wanted not in choices:
        named = [choice for choice in choices if choice]
        near = nearest(wanted, named, _MISSPELLED)
        told = f"choose {', '.join(named)}" if named else "there is none"
        raise ValueError(f"'{wanted}' is not a {what}: {told}{near and f'; the nearest is {near}'}")
    return wanted


def first_of(periods: Sequence[Period], wanted: Period, told: Sequence[bool] = ()) -> int:
    """Where a list of periods, newest first, starts: at the one wanted, else the latest that ends no later, else the
    oldest; of several lines of it, at one that is `told`. 0 where the list is empty."""
    here = [i for i, period in enumerate(periods) if period == wanted]
    here = here or [i for i, period in enumerate(periods) if period.last <= wanted.last]
    here = here or [i for i, period in enumerate(periods) if period == periods[-1]]
    return next((i for i in here if told and told[i]), here[0] if here else 0)


@dataclass(frozen=True, slots=True)
class Money:
    """Amounts in the unit the reader chose. Rows come in it from the data wing, which alone converts: what has no rate
    has no amount, and says why in `no_rate`."""

    book: Book
    unit: str

    @property
    def scale(self) -> str:
        return SCALE_OF_UNIT[self.unit]

    @property
    def words(self) -> str:
        return f"{self.scale} {self.unit}"

    def row(self, quantity: Quantity) -> dict[str, Any]:
        """A derived number in the chosen unit, in the columns that a row of figures has."""
        shown, no_rate = in_currency_or_why(self.book.ledger, quantity, self.unit)
        if shown is None:
            return {"amount": None, "no_rate": no_rate}
        low, high = float(shown.interval.low), float(shown.interval.high)
        return {"amount": float(shown.value), "low": low, "high": high, "status": shown.status}

    def text(self, row: Mapping[str, Any] | None) -> str:
        """The amount as the table shows it, without unit."""
        if row is None or row.get("amount") is None:
            return MISSING
        return number(row["amount"], row["low"], row["high"], self.scale)

    def value(self, row: Mapping[str, Any] | None) -> float | None:
        """The amount in the scale a chart draws, or None."""
        if row is None or row.get("amount") is None:
            return None
        amount: float = row["amount"]
        return amount / SCALES[self.scale]

    def note(self, periods: Sequence[Period]) -> str:
        """What was converted, at which kind of rate with that of the latest period, and which periods have none."""
        if self.unit == "USD" or not periods:
            return ""
        rates: dict[str, Quantity] = {}
        lacking = set()
        for period in sorted(periods):
            try:
                found = rate(self.book.ledger, self.unit, period)
            except NoRateError:
                lacking.add(period.year)
            else:
                rates[_kind_of_rate(found)] = found
        parts = [f"{kind}: {_rate_words(found)}" for kind, found in rates.items()]
        told = [f"Nominal, converted (c) at {'; '.join(parts)}."] if parts else []
        if lacking:
            told.append(
                f"No {self.unit} rate in the book for {', '.join(map(str, sorted(lacking)))}: shown as missing."
            )
        return " ".join(told)


def _kind_of_rate(found: Quantity) -> str:
    if found.figure is not None and found.period.is_year:
        return "the annual average rate"
    return "the mean of the monthly average rates"


def _rate_words(found: Quantity) -> str:
    return f"{plain_number(found.value, 2)} {found.unit} in {found.period.label} ({found.compiler})"


def money_cell(
    money: Money,
    row: Mapping[str, Any] | None,
    *,
    figure: str = "",
    detail: str = "",
    mark: str | None = None,
) -> Cell:
    """An amount in the chosen unit, with the sign of its status unless another `mark` is given; figures without a sign
    keep the column aligned."""
    if row is None or row.get("amount") is None:
        return Cell(f"{MISSING}{' ' if mark != '' else ''}", figure=figure, detail=detail)
    if mark is None:
        mark = sign_of_status(row.get("status"), bool(row.get("others"))) or " "
    return written(
        Number.of_row(row, money.unit),
        lambda value, low, high: number(value, low, high, money.scale),
        figure=figure,
        detail=detail,
        mark=mark,
    )


def at_bars(money: Money, rows: Sequence[Mapping[str, Any] | None]) -> tuple[str, ...]:
    """What a chart writes at the bars of amounts: what their cells say."""
    return tuple(money_cell(money, row).text.strip() for row in rows)


def growth_words(value: float, low: float | None, high: float | None, status: str | None) -> str:
    """Growth on the year: with the decimals it was printed with, at most one where it was worked out."""
    return percent(value, low, high, most=1 if status == "derived" else 3)


def growth_cell(record: Mapping[str, Any]) -> Cell:
    """The growth on the year beside an amount, as its source prints it; empty where it prints none."""
    known = Number.of_growth(record)
    return written(known, percent, figure=record["id"] if known else "", missing="")


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
    if row.get("no_rate"):
        return f"{label}, {period.label}, is not converted: {row['no_rate']}."
    parts = [f"{label}, {period.label}: {text} {unit_words}".rstrip()]
    if row.get("growth_pct") is not None:
        growth = growth_words(
            row["growth_pct"], row.get("growth_low"), row.get("growth_high"), row.get("growth_status")
        )
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
