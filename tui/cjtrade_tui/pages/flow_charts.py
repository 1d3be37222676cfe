"""The charts of the Flows tab: through time on a true axis, months of years as a heat map, one period beside another."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.pair import PairFlow, usual_valuation, year_before
from cjtrade_data.model.imported_compiler import coverage_of, is_imported, is_unpublished, name_of
from cjtrade_data.model.period import MONTHS, Period
from cjtrade_data.model.reference import partner_in
from cjtrade_data.model.selection import Selection
from cjtrade_tui.charts.chart import Chart, ChartSeries, of_things
from cjtrade_tui.pages.common import Money, amounts_drawn, area, growth_cell, since
from cjtrade_tui.pages.flow_line import FlowLine, flow_by, flow_words, whose

_ROLE = {"exports": "exports", "imports": "imports", "total_trade": "total", "trade_balance": "balance"}
ONE_FLOW = {"balance": "trade_balance", "total": "total_trade"}
"""The views that draw one flow, which is no direction."""
_OTHERS = {
    "exports": ("mirror", "other"),
    "imports": ("mirror_imports", "now"),
    "total": ("other", "mirror"),
    "balance": ("other", "mirror"),
    "cambodia": ("mirror", "other"),
    "japan": ("mirror_imports", "now"),
}
"""The roles of further lines of what is drawn in a role: of figures beside those of the tables."""
SIDES = ("cambodia", "japan")
"""The roles of the pair's two."""
_MONTHS_SHOWN = 24
_FEWEST = 2
"""Years of the same months whose growth is worth an axis of years."""
_YEARS_SHOWN = 12


def chart(view: str, selection: Selection, money: Money, lines: Sequence[FlowLine]) -> Chart | None:
    """The chart of a view over all periods; None where each period has one of its own."""
    old_to_new = sorted(lines, key=lambda line: line.period)
    if view == "growth" and selection.frequency != "ytd":
        return _growth(selection, money, _alike(old_to_new))
    if selection.frequency == "ytd" or (view == "gap" and selection.frequency == "month"):
        return None
    if flow := ONE_FLOW.get(view):
        title = flow_by(money.book, selection.reporter, flow)
        return _through_time(_kind(flow), title, selection, money, old_to_new, (flow,))
    if (of_exports := of_flow(view, selection, money, old_to_new, "exports")) is not None:
        return of_exports
    title = f"Exports and imports, {whose(money.book, selection.reporter, [line.compiler for line in lines if line.compiler])}"
    if selection.reporter != money.book.pair[0]:
        title = f"Both directions, as {area(money.book, selection.reporter)} reports"
    return _through_time("line", title, selection, money, old_to_new, ("exports", "imports"))


def of_flow(
    view: str, selection: Selection, money: Money, lines: Sequence[FlowLine], flow: str, theirs: bool = False
) -> Chart | None:
    """The chart of a view that draws one flow alone: by month, `theirs` as the other side reports it, or through the years as
    each side does."""
    if view == "levels" and selection.frequency == "month":
        return months(selection, money, lines, flow, theirs)
    with_mirror = view == "gap" or (view == "levels" and selection.mirror)
    if with_mirror and selection.frequency == "year" and flow in ("exports", "imports"):
        return _gap(selection, money, sorted(lines, key=lambda line: line.period), flow)
    return None


def _alike(lines: Sequence[FlowLine]) -> list[FlowLine]:
    """The lines of all goods, else those of the products that most are of: unlike sets share no chart without a legend."""
    covers = Counter(line.covers for line in lines)
    shown = "" if "" in covers else max(covers, key=covers.__getitem__, default="")
    return [line for line in lines if line.covers == shown]


def _of(lines: Sequence[FlowLine]) -> str:
    """Which products all of some lines are of, for a title: `, HS22 8542 only`."""
    return f", {lines[0].covers}" if lines and lines[0].covers else ""


def of_period(view: str, selection: Selection, money: Money, line: FlowLine, lines: Sequence[FlowLine]) -> Chart | None:
    """The chart of one period, where the view has none over all."""
    if view == "gap" and selection.frequency != "year":
        return _both_sides(line, money)
    if selection.frequency != "ytd":
        return None
    if view == "growth":
        return _growth_of_same_months(selection, money, line, _alike(lines))
    return (
        _same_months(selection, money, line, lines, view) if view in ONE_FLOW else year_to_date(money.book, line, money)
    )


def year_to_date(book: Book, line: FlowLine, money: Money) -> Chart | None:
    """A period beside the same months a year before, by the same compiler."""
    shown = [flow for flow in ("exports", "imports", "total_trade") if flow in line.flows]
    if not shown:
        return None
    before, reporter = line.period.year_before, line.flows[shown[0]].own.reporter
    then = [year_before(book, PairFlow(flow, line.flows[flow]), money.unit) for flow in shown]
    by = _by(money, reporter, [line.compiler]) if reporter != book.pair[0] else _compilers([line.compiler])
    title = f"{line.period.label} against {before.year}, {by}{_of([line])}"
    series = (
        amounts_drawn(money, str(before.year), then, "before"),
        amounts_drawn(money, str(line.period.year), [line.flows.get(flow) for flow in shown], "now"),
    )
    labels = [flow_words(book, reporter, flow) for flow in shown]
    return of_things("columns", title, money.words, labels, series, keys=tuple(shown))


def _both_sides(line: FlowLine, money: Money) -> Chart:
    """Each direction in one period as both sides report it; what one of them does not publish is missing."""
    book, flows = money.book, ("exports", "imports")
    first, second = (area(book, code) for code in book.pair)
    own = line.reporter
    sides = {own: line.flows, partner_in(book.pair, own): line.mirror}
    series = [
        amounts_drawn(money, area(book, side), [sides[side].get(flow) for flow in flows], role)
        for side, role in zip(book.pair, SIDES, strict=True)
    ]
    labels = (f"{first} to {second}", f"{second} to {first}")
    return of_things("columns", f"{line.period.label}, as each side reports it", money.words, labels, series)


def _kind(flow: str) -> str:
    return "diverging" if flow == "trade_balance" else "columns"


def _same_months(selection: Selection, money: Money, line: FlowLine, lines: Sequence[FlowLine], view: str) -> Chart:
    """The balance, or the total, of the same months of every year, since year-to-date runs of unequal length make no line."""
    flow = ONE_FLOW[view]
    same = {
        each.period.year: each.flows.get(flow)
        for each in lines
        if each.compiler == line.compiler and each.period.months == line.period.months
    }
    axis = _years_of(list(same))
    amounts = [same.get(year) for year in map(int, axis[0])]
    by = _by(money, selection.reporter, [line.compiler])
    title = f"{flow_words(money.book, selection.reporter, flow)}, {_months_of(line.period)} of each year, {by}"
    chart = _on(axis, _kind(flow), title, money.words, [amounts_drawn(money, "", amounts, _ROLE[flow])])
    return chart.picking(str(line.period.year))


def _growth_of_same_months(
    selection: Selection, money: Money, line: FlowLine, lines: Sequence[FlowLine]
) -> Chart | None:
    """Growth over the same months of every year: that of two months and that of nine are not told apart by a column."""
    same = [each for each in lines if each.period.months == line.period.months]
    if sum(any(each.growth(flow) is not None for flow in ("exports", "imports")) for each in same) < _FEWEST:
        return _growth_of_flows(selection, money, line)
    chart = _growth(selection, money, same, f", {_months_of(line.period)}")
    return chart.picking(str(line.period.year)) if chart is not None else None


def _growth_of_flows(selection: Selection, money: Money, line: FlowLine) -> Chart | None:
    """Growth of each flow over one period, where there is no other year to draw it beside."""
    known = {flow: line.growth(flow) for flow in ("exports", "imports", "total_trade") if line.growth(flow) is not None}
    if not known:
        return None
    texts = tuple(growth_cell(line.flows[flow]).text.strip() for flow in known)
    return of_things(
        "diverging",
        f"Year-on-year growth, {line.period.label}, {_by(money, selection.reporter, [line.compiler])}",
        "per cent" if money.unit == "USD" else f"per cent, of {money.unit}",
        [flow_words(money.book, selection.reporter, flow) for flow in known],
        (ChartSeries("", tuple(known.values()), "total", texts),),
        keys=tuple(f"{flow}_growth" for flow in known),
    )


def _of_one_kind(lines: Sequence[FlowLine]) -> list[FlowLine]:
    """The lines of the tables, else those of the import that has most, oldest first: one picture mixes no editions."""
    ours = [line for line in lines if not is_imported(line.compiler)]
    most = Counter(line.compiler for line in lines).most_common(1)
    kept = ours or [line for line in lines if line.compiler == most[0][0]]
    return sorted(kept, key=lambda line: line.period)


def _months_of(period: Period) -> str:
    return period.label.rpartition(" ")[0]


def months(selection: Selection, money: Money, lines: Sequence[FlowLine], flow: str, theirs: bool = False) -> Chart:
    """A flow by month: a row a year, a column a month, with every month nobody published left open."""
    lines, pair = _of_one_kind(_alike(lines)), money.book.pair
    sides = [(line.period, line.mirror if theirs else line.flows) for line in lines]
    known = {period: side[flow] for period, side in sides if flow in side}
    years = range(lines[0].period.year, lines[-1].period.year + 1) if lines else range(0)
    every = [[Period.of_months(year, month, month) for month in range(1, 13)] for year in years]
    reporter = partner_in(pair, selection.reporter) if theirs else selection.reporter
    told = f", as {area(money.book, reporter)} reports" if selection.mirror or reporter != pair[0] else ""
    title = f"{flow_words(money.book, reporter, flow)}{told}{_of(lines)}"
    series = [
        amounts_drawn(money, str(year), [known.get(month) for month in row], _ROLE[flow])
        for year, row in zip(years, every, strict=True)
    ]
    keys = tuple(month.code for row in every for month in row)
    return of_things("heat", title, money.words, MONTHS, series, keys=keys)


class PeriodAxis(NamedTuple):
    """Where periods stand, what is written there and the keys of their rows, and what is said of where it begins."""

    places: list[float]
    labels: list[str]
    keys: list[str]
    note: str = ""


def _axis(selection: Selection, periods: Sequence[Period], most: int = 0) -> PeriodAxis:
    """Every year or month between the first and the last period that are looked at, whether or not there is a figure;
    at most `most` of them, the one selected among them."""
    of_years = selection.frequency == "year"
    places = [_place(p, of_years) for p in periods]
    first, last = places[0], places[-1]
    here = min(max(_place(selection.period, of_years), first), last)
    first, note = since(selection, places) if of_years else (first, "")
    if most and last - first >= most:
        last = last if last - here < most else here + most // 2
        first, note = max(first, last - most + 1), ""
    if of_years:
        return _years_of([first, last], note)
    every = range(first, last + 1)
    apart = next((months for most, months in ((15, 1), (_MONTHS_SHOWN, 3)) if len(every) <= most), 12)
    labels = ["" if m % apart else MONTHS[m % 12] if m % 12 else str(m // 12) for m in every]
    from_january = selection.frequency == "ytd"
    keys = [Period(m - m % 12 if from_january else m, m).code for m in every]
    return PeriodAxis([m / 12 for m in every], labels, keys)


def _years_of(years: Sequence[int], note: str = "") -> PeriodAxis:
    """Every year from the first to the last."""
    every = range(min(years), max(years) + 1)
    return PeriodAxis([float(y) for y in every], [str(y) for y in every], [str(y) for y in every], note)


def _place(period: Period, of_years: bool) -> int:
    return period.year if of_years else period.last


def _through_time(
    kind: str, title: str, selection: Selection, money: Money, lines: Sequence[FlowLine], shown: tuple[str, ...]
) -> Chart:
    axis = _axis(selection, [line.period for line in lines])
    series = _by_compiler(selection.reporter, "flows", axis, money, lines, shown, _ROLE, named=len(shown) > 1)
    return _on(axis, kind, title, money.words, series)


def _on(axis: PeriodAxis, kind: str, title: str, unit: str, series: Iterable[ChartSeries]) -> Chart:
    places, labels, keys, note = axis
    return Chart(kind, title, unit, tuple(places), tuple(labels), tuple(series), note=note, keys=tuple(keys))


def _by_compiler(
    reporter: str,
    side: str,
    axis: PeriodAxis,
    money: Money,
    lines: Sequence[FlowLine],
    shown: Sequence[str],
    roles: dict[str, str],
    named: bool = True,
) -> list[ChartSeries]:
    """A line for each flow and compiler; the legend names a flow once, unless the title does, with all compilers that go on
    from one another, and apart from it, in a colour of its own, what covers less than all goods or the same time, and what is of
    the reader's own files."""
    found = []
    for flow in shown:
        parts: dict[str, dict[float, float | None]] = {}
        for line in lines:
            amount = getattr(line, side).get(flow)
            if amount is not None and _at(line.period) in axis[0]:
                parts.setdefault(amount.own.compiler, {})[_at(line.period)] = money.value(amount)
        name = flow_words(money.book, reporter, flow) if named else ""
        who = area(money.book, reporter)
        for compilers, role in zip(_going_on(parts), (roles[flow], *_OTHERS.get(roles[flow], ())), strict=False):
            of = "" if is_unpublished(compilers[0]) else f"{who}: "
            called = f"{name} {_valuation(money, reporter, flow, compilers)}".strip()
            label, short = f"{called} ({of}{_compilers(compilers)})", f"{called} ({of[:-2] or 'own'})"
            for number, compiler in enumerate(compilers):
                values = tuple(parts[compiler].get(p) for p in axis[0])
                texts = ("", "") if number else (label.strip(), short.strip())
                found.append(ChartSeries(texts[0], values, role, short=texts[1]))
    return found


def _going_on(parts: Mapping[str, Mapping[float, object]]) -> list[list[str]]:
    """The compilers of the tables, then the imported ones of which each goes on where another ends, so that they make one line."""
    found: list[list[str]] = []
    for compiler in sorted(parts, key=lambda each: (is_imported(each), each)):
        kind = is_imported(compiler), coverage_of(compiler)
        into = (
            of
            for of in found
            if (is_imported(of[0]), coverage_of(of[0])) == kind
            and not (kind[0] and any(parts[each].keys() & parts[compiler] for each in of))
        )
        if (line := next(into, None)) is None:
            found.append([compiler])
        else:
            line.append(compiler)
    return found


def _compilers(compilers: Iterable[str]) -> str:
    return ", ".join(map(name_of, sorted(compilers)))


def _by(money: Money, reporter: str, compilers: Iterable[str]) -> str:
    """Whose figures a chart draws: `Cambodia (GDCE)`."""
    return f"{area(money.book, reporter)} ({_compilers(compilers)})"


def _valuation(money: Money, reporter: str, flow: str, compilers: Iterable[str]) -> str:
    """FOB or CIF; "" for a balance, and where an imported edition may mean another."""
    if flow not in ("exports", "imports") or any(map(is_imported, compilers)):
        return ""
    return usual_valuation(money.book, reporter, flow)


def _at(period: Period) -> float:
    return float(period.year) if period.is_year else period.last / 12


def _growth(selection: Selection, money: Money, lines: Sequence[FlowLine], of_each_year: str = "") -> Chart | None:
    """Growth on the year, on a true time axis: a place for every month or year, empty where none is known; `of_each_year`
    names the months where the lines are of the same ones.

    Each growth is within one compiler's figures; of several for a period the one that is printed comes first.
    """
    shown = ("exports", "imports")
    known = [line for line in _of_one_kind(lines) if any(line.growth(flow) is not None for flow in shown)]
    if not known:
        return None
    if of_each_year:
        axis = _years_of([line.period.year for line in known])
    else:
        most = _YEARS_SHOWN if selection.frequency == "year" else _MONTHS_SHOWN
        axis = _axis(selection, [line.period for line in known], most)

    def at(period: Period) -> float:
        return float(period.year) if of_each_year else _at(period)

    def printed_last(flow: str) -> Callable[[FlowLine], bool]:
        return lambda line: flow in line.flows and line.flows[flow].growth_status == "reported"

    series = []
    for flow in shown:
        found = [line for line in sorted(known, key=printed_last(flow)) if line.growth(flow) is not None]
        told = {at(line.period): (line.growth(flow), growth_cell(line.flows[flow]).text.strip()) for line in found}
        values, texts = zip(*(told.get(p, (None, "")) for p in axis[0]), strict=True)
        series.append(ChartSeries(flow_words(money.book, selection.reporter, flow), values, _ROLE[flow], texts))
    unit = "per cent" if money.unit == "USD" else f"per cent, of {money.unit}"
    by = _by(money, selection.reporter, {line.compiler for line in known if at(line.period) in axis[0]})
    title = f"Year-on-year growth{of_each_year}, {by}{_of(known)}"
    return _on(axis, "diverging", title, unit, series)


def _gap(selection: Selection, money: Money, lines: Sequence[FlowLine], flow: str) -> Chart | None:
    """What one side reports beside what the other does: a line each, never one, through every period of the table."""
    if not any(line.mirror for line in lines):
        return None
    axis = _axis(selection, [line.period for line in lines])
    other = partner_in(money.book.pair, selection.reporter)
    role = dict(zip(money.book.pair, SIDES, strict=True))
    series = []
    for side, of in ((selection.reporter, "flows"), (other, "mirror")):
        series += _by_compiler(side, of, axis, money, lines, (flow,), {flow: role[side]}, named=False)
    sold_by, sold_to = (area(money.book, code) for code in money.book.pair[:: 1 if flow == "exports" else -1])
    return _on(axis, "line", f"{sold_by} to {sold_to}, as each side reports it", money.words, series)
