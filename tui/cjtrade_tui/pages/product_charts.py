"""The charts of a split by product group: stacked shares, those of two periods side by side, ranked shares, a group's history."""

from __future__ import annotations

from cjtrade_data.model.period import Period
from cjtrade_tui.charts.chart import Chart, ChartSeries, of_things
from cjtrade_tui.charts.shares import ORDER
from cjtrade_tui.pages.product_cells import Cells

_BARS = 100


def of_period(cells: Cells, view: str, period: Period) -> Chart | None:
    """Shares of all goods: through time, between two periods, or ranked."""
    if not cells.split.amounts(period):
        return None
    draw = {"groups": _stacked, "sections": _before_after}.get(view, _ranked)
    return draw(cells, period)


def _share(cells: Cells, product: str, period: Period) -> tuple[float | None, str]:
    cell = cells.cell("share", product, period, mark="")
    return cell.value, cell.text


def _stacked(cells: Cells, period: Period) -> Chart:
    """The largest groups of the period and the rest, through all periods."""
    split = cells.split
    largest = [q.product for q in split.amounts(period)[: len(ORDER) - 1]]
    series = []
    for product, role in zip(largest, ORDER, strict=False):
        told = [_share(cells, product, p) for p in split.periods]
        series.append(ChartSeries(cells.short(product), tuple(v for v, _ in told), role, tuple(t for _, t in told)))
    rest = [cells.rest(largest, p) for p in split.periods]
    series.append(ChartSeries("other", tuple(c.value for c in rest), ORDER[-1], tuple(c.text for c in rest)))
    return Chart(
        "stacked",
        "Shares",
        "per cent",
        tuple(float(p.year) for p in split.periods),
        tuple(p.label for p in split.periods),
        tuple(series),
        highlight=split.periods.index(period),
    )


def _before_after(cells: Cells, period: Period) -> Chart:
    """All groups, the largest first, in the first period and this one, or in this one and the last."""
    periods = cells.split.periods
    ends = (periods[0], period) if period != periods[0] else (period, periods[-1])
    series = []
    last = [quantity.product for quantity in cells.split.amounts(ends[1])]
    gone = [quantity.product for quantity in cells.split.amounts(ends[0]) if quantity.product not in last]
    for product in (*last, *gone):
        values, texts = zip(*(_share(cells, product, p) for p in ends), strict=True)
        series.append(ChartSeries(cells.label(product), values, "now", texts))
    between = [p.label for p in periods if ends[0].last < p.last < ends[1].last]
    left_out = f" ({' and '.join(between)}: see the table)" if between else ""
    return Chart(
        "before_after",
        f"Shares, {ends[0].label} and {ends[1].label}{left_out}",
        "per cent",
        tuple(float(p.year) for p in ends),
        tuple(p.label for p in ends),
        tuple(series),
    )


def _ranked(cells: Cells, period: Period) -> Chart:
    shown = [q.product for q in cells.split.amounts(period)[:_BARS]]
    told = [_share(cells, product, period) for product in shown]
    count = len(cells.split.amounts(period))
    title = f"Shares of all goods, {period.label}" + (
        f", the largest {len(shown)} of {count}" if count > len(shown) else ""
    )
    values, texts = zip(*told, strict=True)
    series = [ChartSeries("", values, texts=texts)]
    return of_things("bars", title, "per cent", [*map(cells.label, shown)], series, keys=tuple(shown))


def of_history(cells: Cells, product: str, period: Period) -> Chart:
    """A group's amounts by period."""
    periods = cells.split.periods
    values, texts = zip(*(cells.amount(product, p) for p in periods), strict=True)
    labels, series = [p.label for p in periods], [ChartSeries("", values, "now", texts)]
    at = periods.index(period)
    return of_things("columns", cells.short(product), cells.money.words, labels, series, highlight=at)
