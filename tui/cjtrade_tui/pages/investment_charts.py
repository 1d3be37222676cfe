"""The pictures of the Investment tab: who is listed for a period, and what was approved through time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.investment import LEVEL, OTHERS, SECTOR, InvestmentLine
from cjtrade_data.model.codes import WORLD
from cjtrade_data.model.figure import SCALES
from cjtrade_data.model.period import Period
from cjtrade_tui.charts.chart import Chart, ChartSeries, in_time, of_things
from cjtrade_tui.pages.columns import column_of
from cjtrade_tui.pages.common import area
from cjtrade_tui.pages.numbers import number_cell
from cjtrade_tui.pages.page import Column

INVESTOR = "JPN"
_CUMULATIVE_SINCE = 1994
_FEWEST_BARS = 3


def _share(level: str) -> Column:
    return Column("Share %", key=f"{level}_share", unit="per cent")


def sector(book: Book, line: InvestmentLine) -> str:
    return book.names("sectors")[line.product.removeprefix(SECTOR)]


def list_chart(book: Book, lines: Sequence[InvestmentLine]) -> Chart | None:
    """The investors or sectors listed for one period, by share, else by amount; None where fewer than three are."""
    named = [line for line in lines if line.size is not None and (line.partner != WORLD or line.product)]
    level = LEVEL[lines[0].basis]
    shares = all(f"{level}_share" in line.numbers for line in named)
    column = _share(level) if shares else column_of("investors", level)
    listed = [line for line in named if column.key in line.numbers and (not line.product or line.partner == WORLD)]
    if len(listed) < _FEWEST_BARS:
        return None
    numbers = [line.numbers[column.key] for line in listed]
    texts = tuple(number_cell(book, q, column).text.strip() for q in numbers)
    values = tuple(float(q.value) / SCALES[column.scale] for q in numbers)
    names = [sector(book, line).capitalize() if line.product else area(book, line.partner) for line in listed]
    what = book.names("measures")[level]
    whole = any(line.partner == OTHERS for line in listed)
    if shares:
        what = f"Share of {what if what[:2].isupper() else what.lower()}"
    title = f"{what}, {listed[0].period.label}{'' if whole else ', named ones only'}"
    japan = next((i for i, line in enumerate(listed) if line.partner == INVESTOR), None)
    series = (ChartSeries("", values, texts=texts),)
    keys = tuple(line.product or line.partner for line in listed)
    return of_things("bars", title, column.unit, names, series, highlight=japan, keys=keys, own=japan)


def cumulative_chart(lines: Sequence[InvestmentLine]) -> Chart:
    """Japan's sums that begin in one year, by the month they reach."""
    first = _CUMULATIVE_SINCE * 12
    since = [line for line in lines if line.partner == INVESTOR and not line.product and line.period.first == first]
    return in_time(f"Approved for Japan since {_CUMULATIVE_SINCE}", "million USD", {"": _approved(since)})


def yearly_chart(lines: Sequence[InvestmentLine]) -> Chart:
    """What was approved in whole years."""
    years = [line for line in lines if line.period.is_year]
    values = {
        name: _approved([line for line in years if line.partner == partner])
        for name, partner in (("all investors", WORLD), ("Japan", INVESTOR))
    }
    return in_time("Approved in whole years", "million USD", values, ("total", "japan"))


def _approved(lines: Iterable[InvestmentLine]) -> dict[Period, float]:
    """Amounts in millions."""
    known = ((line.period, line.numbers.get(LEVEL["approval"])) for line in lines)
    return {period: float(q.value) / SCALES["million"] for period, q in known if q is not None}
