"""Partners: the pair's second, Japan, beside another partner, year by year, compared at the precision both are printed with."""

from math import inf

from cjtrade_data.book.book import Book
from cjtrade_data.derivation import comparisons
from cjtrade_data.derivation.partners import Beside, beside
from cjtrade_data.derivation.quantity import Quantity
from cjtrade_data.derivation.shown import Shown
from cjtrade_data.model.codes import WORLD
from cjtrade_data.model.imported_compiler import name_of
from cjtrade_data.model.period import Period
from cjtrade_data.model.selection import Selection
from cjtrade_data.wording.rounding import plain_number
from cjtrade_tui.charts.chart import Chart, ChartSeries, of_things, of_years
from cjtrade_tui.pages.cell import Cell, period_cell
from cjtrade_tui.pages.columns import columns_of
from cjtrade_tui.pages.common import Money, amounts_drawn, area, first_of, money_cell, others_have, since, unit_of
from cjtrade_tui.pages.flow_line import TITLES
from cjtrade_tui.pages.option_checks import nearest
from cjtrade_tui.pages.page import Page, Row

_Lines = dict[Period, dict[str, Beside]]


def build(book: Book, selection: Selection, other: str) -> Page:
    """Japan and another partner, year by year, in one edition: figures of several have other reporters and valuations."""
    name, second = _named(book, other), area(book, book.pair[1])
    by_edition = _editions(book, other, selection.unit)
    near = _nearest(by_edition, selection.period) if selection.is_period_chosen else ""
    wanted = selection.compiler or selection.row.partition(" ")[2] or near
    edition = wanted if wanted in by_edition else next(iter(by_edition), "")
    lines, told = by_edition.get(edition, {}), name_of(edition)
    money = Money(book, unit_of((edition,), selection.unit))
    periods = sorted(lines, key=lambda p: p.code, reverse=True)
    rows = [_row(period, edition, lines[period], name, money) for period in periods]
    start = first_of(periods, selection.period)
    several = tuple(by_edition) if len(by_edition) > 1 else ()
    chart = _beside_chart(lines, money, name, told, selection)
    instead = others_have(several, edition)
    title, by = f"{second} compared with {name}", f"{told}, {_as_reported(book, lines)}"
    return Page(
        title=f"{title}, {money.short}, {by}",
        about=f"{title}, {by}",
        columns=columns_of("beside", second=second, other=name),
        rows=tuple(rows),
        start=start,
        period=periods[start] if rows else None,
        periods=tuple(periods[::-1]),
        rows_are_periods=True,
        chart=chart,
        notes=tuple(filter(None, (instead, money.note(list(lines))))),
        view="beside",
        compilers=several,
        compiler=edition,
        keys=frozenset({"unit"}),
        empty=f"The dataset has no year with both {name} and {second}.",
    )


def _named(book: Book, other: str) -> str:
    """The other partner's name. Raises ValueError where it is none."""
    areas = book.areas
    if other not in areas:
        by_name = {name: code for code, known in areas.items() for name in (code, known.name)}
        near = by_name[nearest(other, by_name)]
        raise ValueError(f"'{other}' is no partner in the dataset: the nearest is {near}, {areas[near].name}")
    if other in (*book.pair, WORLD):
        second = area(book, book.pair[1])
        raise ValueError(f"'{other}' is no partner to compare with {second}: give the code of another, such as CHN")
    return areas[other].name


def _editions(book: Book, other: str, unit: str) -> dict[str, _Lines]:
    """What each edition has of the other partner by year, that with most years of both first."""
    found: dict[str, _Lines] = {}
    for each in beside(book, book.pair[1], other, unit):
        found.setdefault(each.edition, {}).setdefault(each.period, {})[each.measure] = each
    for edition, lines in found.items():
        found[edition] = {p: of for p, of in lines.items() if any(_amount(each.other) for each in of.values())}

    full = {e: sum(map(_has_both, of.values())) for e, of in found.items() if of}
    return {edition: found[edition] for edition in sorted(full, key=lambda e: (-full[e], e))}


def _has_both(of_year: dict[str, Beside]) -> bool:
    return any(_amount(each.own) is not None and _amount(each.other) is not None for each in of_year.values())


def _nearest(by_edition: dict[str, _Lines], wanted: Period) -> str:
    """The edition to open: that with both in the year that is nearest, of several that with most years."""
    away = {
        edition: min((abs(p.last - wanted.last) for p, of in lines.items() if _has_both(of)), default=inf)
        for edition, lines in by_edition.items()
    }
    return min(away, key=away.__getitem__, default="")


def _as_reported(book: Book, lines: _Lines) -> str:
    sides = [
        side for of in lines.values() for each in of.values() for side in (each.own, each.other) if side is not None
    ]
    if {f.valuation for side in sides for f in side.own.figures} == {"reconciled"}:
        return "both sides reconciled"
    return f"as {area(book, book.pair[0])} reports"


def _row(period: Period, edition: str, measures: dict[str, Beside], name: str, money: Money) -> Row:
    cells = [period_cell(period)]
    for measure in ("exports", "imports"):
        pair = measures.get(measure)
        words = _compared(pair, measure, name, period.code, edition, money)
        for side in (pair.own, pair.other) if pair is not None else (None, None):
            figure = side.figure.id if side is not None and side.figure is not None else ""
            cells.append(money_cell(money, side, figure=figure, detail=words))
    cells.append(Cell(name_of(edition)))
    return Row(key=f"{period.code} {edition}", cells=tuple(cells))


def _compared(pair: Beside | None, measure: str, name: str, period: str, edition: str, money: Money) -> str:
    """Japan against the other partner in one sentence, at the precision both are printed with."""
    first, second = (area(money.book, code) for code in money.book.pair)
    edition = name_of(edition)
    if pair is not None and pair.no_rate:
        return f"{first}'s {measure}, {period}, {edition}, is not converted: {pair.no_rate}."
    own, other = (_amount(side) for side in ((pair.own, pair.other) if pair is not None else (None, None)))
    if own is None or other is None:
        missing = [who for who, side in ((second, own), (name, other)) if side is None]
        return f"{first}'s {measure}, {period}, {edition}: nothing is known of {' and '.join(missing)}."
    way = "to" if measure == "exports" else "from"
    told = (
        f"{first}'s {measure} {way} {second}, {period}: {money.words_of(own)}; {way} {name}: {money.words_of(other)} "
        f"{money.words}, {edition}"
    )
    if own.interval.meets(other.interval):
        return f"{told}: indistinguishable at the printed precision."
    larger, smaller = (own, other) if own.value > other.value else (other, own)
    difference = comparisons.difference(larger, smaller)
    ratio = comparisons.ratio(own, other, "ratio")
    more = "more" if larger is own else "less"
    times = f", {plain_number(ratio.value, 2)} times the other" if ratio is not None else ""
    by = f"{money.words_of(difference)} {more}" if difference is not None else more
    return f"{told}: {second}'s is {by}{times}."


def _amount(side: Shown | None) -> Quantity | None:
    """A side's amount in the currency asked for."""
    return None if side is None else side.quantity


def _beside_chart(lines: _Lines, money: Money, name: str, edition: str, selection: Selection) -> Chart | None:
    exports = {period: measures["exports"] for period, measures in lines.items() if "exports" in measures}
    if not exports:
        return None
    first, second = (area(money.book, code) for code in money.book.pair)
    if len(lines) == 1:
        ((period, measures),) = lines.items()
        return _of_one_year(
            f"{first} with {second} and {name}, {edition}, {period.label}", measures, money, (second, name)
        )
    title, names = f"{first}'s exports, {edition}", (f"to {second}", f"to {name}")
    since_year, note = since(selection, [period.year for period in exports])
    years = range(since_year, max(exports).year + 1)
    known = [exports.get(Period.of_year(year)) for year in years]
    own = tuple(money.value(pair.own) if pair is not None else None for pair in known)
    other = tuple(money.value(pair.other) if pair is not None else None for pair in known)
    series = (ChartSeries(names[0], own, "japan"), ChartSeries(names[1], other, "other"))
    return of_years("line", title, money.words, years, series, note)


def _of_one_year(title: str, measures: dict[str, Beside], money: Money, names: tuple[str, str]) -> Chart:
    """The two in a single year, exports and imports."""
    sides = zip(*((pair.own, pair.other) for pair in measures.values()), strict=True)
    series = [amounts_drawn(money, *side) for side in zip(names, sides, ("japan", "other"), strict=True)]
    labels = [TITLES[measure] for measure in measures]
    return of_things("columns", title, money.words, labels, series, keys=tuple(measures))
