"""The split of a flow by product group: the table of a period, and a group's own history."""

from functools import partial
from typing import NamedTuple

from cjtrade_data.book.book import Book
from cjtrade_data.derivation import products
from cjtrade_data.derivation.pair import pair_series
from cjtrade_data.derivation.products import Flow
from cjtrade_data.derivation.quantity import Quantity
from cjtrade_data.model.codes import WORLD
from cjtrade_data.model.imported_compiler import is_imported, name_of
from cjtrade_data.model.period import Period
from cjtrade_data.model.selection import Selection
from cjtrade_data.wording.sentences import capital
from cjtrade_tui.charts.chart import Chart, ChartSeries, of_things
from cjtrade_tui.charts.shares import ORDER
from cjtrade_tui.pages.cell import Cell
from cjtrade_tui.pages.columns import columns_of
from cjtrade_tui.pages.common import Money, area, first_of, organisation
from cjtrade_tui.pages.option_checks import no_such
from cjtrade_tui.pages.page import Column, Headline, Order, Page, Row
from cjtrade_tui.pages.product_cells import Cells, multiple
from cjtrade_tui.pages.sparkline import FEWEST, sparkline, title

_ALONE = 40
"""Letters of a group's name in a headline, where there are but two."""


class ShownGroups(NamedTuple):
    """What a page shows: a flow, the view of the tab it is, who sells whom, and what else the tab offers."""

    flow: Flow
    view: str
    sides: str
    filters: tuple[str, ...] = ()
    compilers: tuple[str, ...] = ()


def build(book: Book, selection: Selection, shown: ShownGroups) -> Page:
    """The groups of one period; of an item that was opened its parts, or its history where it has none.

    Raises ValueError for an item that is no group of the flow.
    """
    item, flow = selection.item, shown.flow
    above = products.parent(item) if is_imported(flow.compiler) else ""
    split = products.split(book, flow, above)
    if not item:
        return _of_flow(shown, flow, "", _table(selection, shown, Cells(book, split), ""))
    if item not in (*split.products, flow.whole):
        raise no_such(item, "product here", split.products)
    if is_imported(flow.compiler):
        parts = products.split(book, flow, item.partition(":")[2])
        if parts.periods:
            within = Cells(book, parts, Cells(book, split).label(item))
            return _of_flow(shown, flow, item, _table(selection, shown, within, item))
    return _of_flow(shown, flow, item, _history(selection, shown, Cells(book, split), item))


def _of_flow(shown: ShownGroups, flow: Flow, item: str, page: Page) -> Page:
    """The page with what it can be narrowed to, and where an opened group leads up to."""
    above = products.parent(item) if is_imported(flow.compiler) else ""
    compiler = flow.compiler if shown.compilers else ""
    up = f"{flow.system}:{above}" if above else ""
    return page._replace(filters=shown.filters, compilers=shown.compilers, compiler=compiler, up=up)


def _table(selection: Selection, shown: ShownGroups, cells: Cells, item: str) -> Page:
    """The groups of a period beside the first and the one before."""
    split, flow = cells.split, cells.split.flow
    newest_first = split.periods[::-1]
    period = newest_first[first_of(newest_first, selection.period)]
    columns = {column.key: column for column in _columns(cells, period)}
    rows = [_row(cells, columns, product, period) for product in _ordered(cells, period)]
    if not item:
        rows.insert(0, _row(cells, columns, flow.whole, period))
    whose = [_whose(cells, period), cells.within or cells.groups]
    return Page(
        title=", ".join([shown.sides, period.label, cells.money.short, *whose]),
        about=", ".join([shown.sides, *whose]),
        columns=tuple(columns.values()),
        rows=tuple(rows),
        start=0 if item else min(1, len(rows) - 1),
        column=list(columns).index("amount"),
        chart=_of_period(cells, shown.view, period),
        notes=_notes(cells, period),
        period=period,
        periods=split.periods,
        order=Order("amount", "desc"),
    )


def _columns(cells: Cells, period: Period) -> tuple[Column, ...]:
    """Those of which the figures of the flow give something."""
    split, years = cells.split, _years(cells)
    first, before = split.periods[0], split.periods[max(0, split.periods.index(period) - 1)]
    given = {
        "first": first < before,
        "before": before < period,
        "since": first < period,
        "growth": period.year_before in split.periods,
        "history": FEWEST <= len(years) <= 2 * len(split.periods),
        "market": split.market is not None,
    }
    return columns_of(
        "groups",
        [name for name, is_given in given.items() if is_given],
        group=cells.group,
        first=first.label,
        before=before.label,
        amount=period.label,
        history=title(years) if years else "",
        whose=area(cells.book, split.flow.reporter),
    )


def _years(cells: Cells) -> range:
    """From the first to the last year there is; none where periods are no years."""
    periods = cells.split.periods
    return range(periods[0].year, periods[-1].year + 1) if all(p.is_year for p in periods) else range(0)


def _ordered(cells: Cells, period: Period) -> list[str]:
    """The groups, the largest first; what is not known comes last."""
    split = cells.split

    def place(product: str) -> tuple[bool, object, str]:
        quantity = split.amount(product, period)
        return quantity is None, -quantity.value if quantity is not None else 0, product

    return sorted(split.products, key=place)


def _row(cells: Cells, columns: dict[str, Column], product: str, period: Period) -> Row:
    told = {key: cells.cell(key, product, period) for key in columns if key != "history"}
    if "history" in columns:
        known = {p: q for p in cells.split.periods if (q := cells.split.amount(product, p)) is not None}
        told["history"] = sparkline(_years(cells), known, cells.money, cells.label(product))
        told = {key: told[key] for key in columns}
    return Row(
        key=product or "all",
        cells=tuple(told.values()),
        detail=(told["amount"].below,),
        strip=partial(_headlines, cells, product, period),
        item=product,
        is_total=product == cells.split.flow.whole,
        subject=told["amount"].figure,
    )


def _headlines(cells: Cells, product: str, period: Period, *, history: bool = False) -> tuple[Headline, ...]:
    """The amount of all groups, the group's share of it, and the partner's share of the market in it, now and at first; in
    its own `history` the amount is the group's, and the rows say what was at first."""
    split, flow = cells.split, cells.split.flow
    of = product if history else flow.whole
    first = period if history else split.periods[0]
    numbers = [cells.named("growth", of, period, "{} y/y"), *([cells.concentration(period)] if not history else [])]
    amount = cells.cell("amount", of, period)
    found = [Headline(cells.short(of), amount, cells.money.words if amount.value is not None else "", *_below(numbers))]
    if product != flow.whole:
        share = cells.cell("share", product, period)
        numbers = [cells.named("share", product, first, f"{{}} in {first.label}")] if first != period else []
        name = cells.short(product, *([_ALONE] if split.market is None else []))
        found.append(Headline(f"{name}, share", share, "", *_below(numbers)))
    if split.market is not None:
        share = cells.cell("market_share", product, period)
        numbers = [cells.named("market_share", product, first, f"{{}} in {first.label}")] if first != period else []
        numbers.append(cells.named("advantage", product, period, "RCA {}"))
        whose = area(cells.book, flow.reporter)
        found.append(Headline(f"Of {whose}'s {flow.measure} of it", share, "", *_below(numbers)))
    return tuple(found)


def _below(numbers: list[Cell]) -> tuple[str, tuple[Cell, ...], str]:
    known = tuple(n for n in numbers if n.value is not None)
    return ", ".join(n.text for n in known), known, known[0].text if known else ""


def _history_columns(cells: Cells, item: str) -> tuple[Column, ...]:
    split = cells.split
    given = {
        "growth": any(split.growth(item, period) for period in split.periods),
        "part": item != split.flow.whole,
        "market": split.market is not None,
    }
    having = [name for name, is_given in given.items() if is_given]
    return columns_of("group", having, amount=capital(cells.money.words), whose=area(cells.book, split.flow.reporter))


def _history(selection: Selection, shown: ShownGroups, cells: Cells, item: str) -> Page:
    """One group year by year."""
    split, columns = cells.split, _history_columns(cells, item)
    periods = [p for p in split.periods[::-1] if split.amount(item, p) is not None]
    rows = []
    for period in periods:
        told = {column.key: cells.cell(column.key, item, period) for column in columns}
        rows.append(
            Row(
                period.code,
                tuple(told.values()),
                (told["amount"].below,),
                strip=partial(_headlines, cells, item, period, history=True),
            )
        )
    start = first_of(periods, selection.period)
    whose = _whose(cells, periods[start])
    return Page(
        title=", ".join([shown.sides, cells.label(item), cells.money.short, whose]),
        about=f"{shown.sides}, {whose}",
        columns=columns,
        rows=tuple(rows),
        start=start,
        chart=_of_history(cells, item, periods[start]),
        notes=_notes(cells, periods[start]),
        period=periods[start],
        periods=tuple(periods[::-1]),
        rows_are_periods=True,
    )


_HHI = "HHI: how concentrated the trade is, the sum of the squared shares, 1 where all is one group."
_RCA = (
    "RCA, revealed comparative advantage: a group's share here over its share of all {}, above 1 where it weighs more. "
)


def _whose(cells: Cells, period: Period) -> str:
    """Whose figures and how they are valued: `Japan's figures, CIF`, `UNCTAD estimates, FOB`, `CEPII, reconciled`."""
    found: list[Quantity] = cells.split.amounts(period)
    valuations = dict.fromkeys(f.valuation for q in found for f in q.figures if f.valuation)
    compiler = found[0].compiler if found else cells.split.flow.compiler
    if is_imported(compiler):
        whose = name_of(compiler)
    elif {q.status for q in found} == {"estimated"}:
        whose = organisation(cells.book, compiler) + ("" if "reconciled" in valuations else " estimates")
    else:
        whose = f"{area(cells.book, cells.split.flow.reporter)}'s figures"
    return ", ".join([whose, *valuations])


def _notes(cells: Cells, period: Period) -> tuple[str, ...]:
    """What the source says of its groups, and how far its sum is from the national total."""
    book, split = cells.book, cells.split
    rca = _RCA.format(f"{area(book, split.flow.reporter)}'s {split.flow.measure}") if split.market is not None else ""
    notes = [f"{rca}{_HHI}"]
    if split.flow.partner == WORLD:
        notes = [
            f"{_HHI} RCA needs the whole world's exports by product, which are not in the data; of imported ones: cjtrade-tui store query comparative-advantage."
        ]
    elif not is_imported(split.flow.compiler):
        notes += _in_flows(book, split.flow, period)
    if split.amount(split.flow.whole, period) is None:
        notes.append("No number for all goods was imported with these lines: shares are missing.")
    for when in (period, *split.periods[::-1]) if split.flow.partner == WORLD else ():
        ratio = products.ratio_to_national_total(book, split.flow, when)
        if ratio is not None:
            own = organisation(book, ratio.figures[-1].compiler)
            whose = area(book, split.flow.reporter)
            notes.append(f"The sum of {when.label} is {multiple(ratio)} times {whose}'s own total ({own}).")
            break
    sources = dict.fromkeys(f.source for q in split.amounts(period) for f in q.figures)
    return (*notes, *(book.sources[source].note for source in sources if book.sources[source].note))


def _in_flows(book: Book, flow: Flow, period: Period) -> list[str]:
    """What the Flows tab has of the same goods, whose compilers count otherwise."""
    money = Money(book, "USD")
    levels = (line.levels(flow.measure, lambda p: p == period).get(period) for line in pair_series(book, flow.reporter))
    told = " or ".join(
        f"{money.words_of(q)} {money.words} ({organisation(book, q.compiler)})" for q in levels if q is not None
    )
    return [f"The Flows tab has {told} for all goods of {period.label}, counted otherwise."] if told else []


# Charts

_BARS = 100


def _of_period(cells: Cells, view: str, period: Period) -> Chart | None:
    """Shares of all goods: through time, between two periods, or ranked."""
    if not cells.split.amounts(period):
        return None
    draw = {"groups": _stacked, "sections": _before_after}.get(view, _ranked)
    return draw(cells, period)


def _share(cells: Cells, product: str, period: Period) -> tuple[float | None, str]:
    cell = cells.cell("share", product, period, bare=True)
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
        cells.shares,
        "per cent",
        tuple(float(p.year) for p in split.periods),
        tuple(p.label for p in split.periods),
        tuple(series),
        highlight=split.periods.index(period),
        keys=(*largest, ""),
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
    left_out = f" ({' and '.join(between)} in table)" if between else ""
    return Chart(
        "before_after",
        f"{cells.shares}, {ends[0].label} and {ends[1].label}{left_out}",
        "per cent",
        tuple(float(p.year) for p in ends),
        tuple(p.label for p in ends),
        tuple(series),
        keys=(*last, *gone),
    )


def _ranked(cells: Cells, period: Period) -> Chart:
    shown = [q.product for q in cells.split.amounts(period)[:_BARS]]
    told = [_share(cells, product, period) for product in shown]
    count = len(cells.split.amounts(period))
    title = f"{cells.shares}, {period.label}" + (f", the largest {len(shown)} of {count}" if count > len(shown) else "")
    values, texts = zip(*told, strict=True)
    series = [ChartSeries("", values, texts=texts)]
    return of_things("bars", title, "per cent", [*map(cells.label, shown)], series, keys=tuple(shown))


def _of_history(cells: Cells, product: str, period: Period) -> Chart:
    """A group's amounts by period."""
    periods = cells.split.periods
    values, texts = zip(*(cells.amount(product, p) for p in periods), strict=True)
    labels, series = [p.label for p in periods], [ChartSeries("", values, "now", texts)]
    at = periods.index(period)
    return of_things("columns", cells.label(product), cells.money.words, labels, series, highlight=at)
