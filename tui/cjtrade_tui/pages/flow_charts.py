"""The charts of the Flows tab."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.pair import PairFlow, usual_valuation, year_before
from cjtrade_data.derivation.shown import Shown
from cjtrade_data.model.own import coverage_of, is_imported
from cjtrade_data.model.period import MONTHS, Period
from cjtrade_data.model.reference import partner_in
from cjtrade_data.model.selection import Selection
from cjtrade_tui.charts.chart import Chart, Series
from cjtrade_tui.pages.common import Money, area, at_bars, organisation
from cjtrade_tui.pages.flow_line import TITLES, Line, whose

_ROLE = {"exports": "exports", "imports": "imports", "total_trade": "total"}
_MIRROR_ROLE = {"exports": "mirror", "imports": "mirror_imports"}
_GROWTH_SHOWN = 9


def chart(view: str, selection: Selection, money: Money, lines: Sequence[Line]) -> Chart | None:
    """The chart of a view over all periods; None where each period has one of its own."""
    old_to_new = sorted(lines, key=lambda line: line.period)
    if view == "growth":
        return _growth(selection, money, _alike(old_to_new))
    if view == "balance":
        return _through_time("diverging", "Trade balance", selection, money, old_to_new, ("trade_balance",))
    if view == "gap":
        return _gap(selection, money, old_to_new)
    if selection.frequency == "ytd":
        return None
    return _through_time("line", "Exports and imports", selection, money, old_to_new, ("exports", "imports"))


def _alike(lines: Sequence[Line]) -> list[Line]:
    """The lines of all goods, else those of the products that most are of: unlike sets share no chart without a legend."""
    covers = Counter(line.covers for line in lines)
    shown = "" if "" in covers else max(covers, key=covers.__getitem__, default="")
    return [line for line in lines if line.covers == shown]


def _of(lines: Sequence[Line]) -> str:
    """Which products all of some lines are of, for a title: `, HS22 8542 only`."""
    return f", {lines[0].covers}" if lines and lines[0].covers else ""


def year_to_date(book: Book, line: Line, money: Money) -> Chart:
    """A period beside the same months a year before, by the same compiler."""
    shown = [flow for flow in ("exports", "imports", "total_trade") if flow in line.flows]
    before = line.period.year_before
    then = [year_before(book, PairFlow(flow, line.flows[flow]), money.unit) for flow in shown]

    def series(of: Period, amounts: list[Shown | None], role: str) -> Series:
        return Series(str(of.year), tuple(map(money.value, amounts)), role, at_bars(money, amounts))

    return Chart(
        kind="columns",
        title=f"{line.period.label} against {before.label}{_of([line])}",
        unit=money.words,
        positions=tuple(float(i) for i in range(len(shown))),
        labels=tuple(TITLES[flow] for flow in shown),
        series=(series(before, then, "before"), series(line.period, [line.flows.get(flow) for flow in shown], "now")),
    )


def _positions(periods: Sequence[Period], frequency: str) -> tuple[list[float], list[str]]:
    """Where periods stand on the axis and what is written there: years in full, months with theirs."""
    if frequency == "year":
        years = range(periods[0].year, periods[-1].year + 1)
        return [float(y) for y in years], [str(y) for y in years]
    months = range(periods[0].last, periods[-1].last + 1)
    labels = [str(m // 12) if m % 12 == 0 else MONTHS[m % 12] if len(months) < 15 else "" for m in months]
    return [m / 12 for m in months], labels


def _through_time(
    kind: str, title: str, selection: Selection, money: Money, lines: Sequence[Line], shown: tuple[str, ...]
) -> Chart | None:
    if selection.frequency == "ytd":
        return _latest(kind, title, selection, money, _alike(lines), shown)
    positions, labels = _positions([line.period for line in lines], selection.frequency)
    series = _by_compiler(selection.reporter, "flows", selection, money, lines, shown, _ROLE)
    if selection.mirror:
        mirrored = tuple(flow for flow in shown if flow in _MIRROR_ROLE)
        series += _by_compiler(
            partner_in(money.book.pair, selection.reporter), "mirror", selection, money, lines, mirrored, _MIRROR_ROLE
        )
    return Chart(
        kind,
        f"{title}, {whose(money.book, selection.reporter)}",
        money.words,
        tuple(positions),
        tuple(labels),
        tuple(series),
    )


def _by_compiler(
    reporter: str,
    side: str,
    selection: Selection,
    money: Money,
    lines: Sequence[Line],
    shown: Sequence[str],
    roles: dict[str, str],
) -> list[Series]:
    """A line for each flow and compiler; the legend names a flow once, with all its compilers, and apart from it what
    covers less than all goods."""
    found = []
    for flow in shown:
        parts: dict[str, dict[float, float | None]] = {}
        for line in lines:
            amount = getattr(line, side).get(flow)
            if amount is not None:
                parts.setdefault(amount.own.compiler, {})[_at(line.period, selection.frequency)] = money.value(amount)
        positions, _ = _positions([line.period for line in lines], selection.frequency)
        name = f"{TITLES[flow]} {_valuation(money, reporter, flow, parts)}".rstrip()
        by_coverage: dict[str, list[str]] = {}
        for compiler in sorted(parts):
            by_coverage.setdefault(coverage_of(compiler), []).append(compiler)
        for compilers in by_coverage.values():
            names = ", ".join(organisation(money.book, c) if is_imported(c) else c for c in compilers)
            label = f"{name} ({area(money.book, reporter)}: {names})"
            for number, compiler in enumerate(compilers):
                values = tuple(parts[compiler].get(p) for p in positions)
                found.append(Series("" if number else label, values, roles.get(flow, "balance")))
    return found


def _valuation(money: Money, reporter: str, flow: str, compilers: Iterable[str]) -> str:
    """FOB or CIF; "" for a balance, and where an imported edition may mean another."""
    if flow not in ("exports", "imports") or any(map(is_imported, compilers)):
        return ""
    return usual_valuation(money.book, reporter, flow)


def _at(period: Period, frequency: str) -> float:
    return float(period.year) if frequency == "year" else period.last / 12


def _latest(
    kind: str, title: str, selection: Selection, money: Money, lines: Sequence[Line], shown: tuple[str, ...]
) -> Chart:
    """The last periods side by side, since year-to-date runs of unequal length make no line."""
    last = [line for line in lines if any(f in line.flows for f in shown)][-_GROWTH_SHOWN:]
    return Chart(
        kind,
        f"{title}, {whose(money.book, selection.reporter)}{_of(last)}",
        money.words,
        tuple(float(i) for i in range(len(last))),
        tuple(_short(line.period) for line in last),
        tuple(
            Series(TITLES[f], tuple(money.value(line.flows.get(f)) for line in last), _ROLE.get(f, "balance"))
            for f in shown
        ),
    )


def _short(period: Period) -> str:
    """`Feb 24`, `1-9 24`: a period in as few cells as an axis has."""
    if period.is_year:
        return str(period.year)
    months = MONTHS[period.last % 12] if period.is_month else f"1-{period.last % 12 + 1}M"
    return f"{months} {period.year % 100:02d}"


def _growth(selection: Selection, money: Money, lines: Sequence[Line]) -> Chart:
    """Growth on the year of exports and imports, the last periods that have one."""
    shown = ("exports", "imports")
    last = [line for line in lines if any(line.growth(f) is not None for f in shown)][-_GROWTH_SHOWN:]
    return Chart(
        "diverging",
        f"Growth on the same months a year before, {whose(money.book, selection.reporter)}{_of(last)}",
        "per cent" if money.unit == "USD" else f"per cent, of {money.unit}",
        tuple(float(i) for i in range(len(last))),
        tuple(_short(line.period) for line in last),
        tuple(Series(TITLES[f], tuple(line.growth(f) for line in last), _ROLE[f]) for f in shown),
    )


def _gap(selection: Selection, money: Money, lines: Sequence[Line]) -> Chart | None:
    """What one side reports beside what the other does: two lines for each flow, never one."""
    both = [line for line in lines if line.mirror]
    if not both:
        return None
    shown = selection.with_(frequency="month") if selection.frequency == "ytd" else selection
    positions, labels = _positions([line.period for line in both], shown.frequency)
    series = _by_compiler(selection.reporter, "flows", shown, money, both, ("exports",), _ROLE)
    series += _by_compiler(
        partner_in(money.book.pair, selection.reporter), "mirror", shown, money, both, ("exports",), _MIRROR_ROLE
    )
    first, second = (area(money.book, code) for code in money.book.pair)
    title = f"{first} to {second}, as each side reports it"
    return Chart("line", title, money.words, tuple(positions), tuple(labels), tuple(series))
