"""Partners: the pair's second, Japan, beside another partner, year by year, compared at the precision both are printed with."""

from __future__ import annotations

from collections import Counter

from cjtrade_data.book.book import Book
from cjtrade_data.derivation import comparisons
from cjtrade_data.derivation.partners import Beside, beside
from cjtrade_data.derivation.quantity import Quantity
from cjtrade_data.derivation.shown import Shown
from cjtrade_data.model.own import is_imported, name_of
from cjtrade_data.model.period import Period
from cjtrade_data.model.reference import HOME
from cjtrade_data.model.selection import VIEWS, Selection
from cjtrade_data.wording.numbers import plain_number
from cjtrade_tui.charts.chart import Chart, Series
from cjtrade_tui.pages.asked import nearest
from cjtrade_tui.pages.cell import Cell
from cjtrade_tui.pages.common import Money, area, first_of, money_cell, organisation
from cjtrade_tui.pages.page import Column, Page, Row

_Lines = dict[tuple[Period, str], dict[str, Beside]]


def build(book: Book, selection: Selection, money: Money, other: str) -> Page:
    """Japan and another partner, year by year."""
    areas = book.areas
    if other not in areas:
        by_name = {name: code for code, known in areas.items() for name in (code, known.name)}
        near = by_name[nearest(other, by_name)]
        raise ValueError(f"'{other}' is no partner in the book: the nearest is {near}, {areas[near].name}")
    if other in (*book.pair, "WLD"):
        second = area(book, book.pair[1])
        raise ValueError(f"'{other}' is no partner to set beside {second}: give the code of another, such as CHN")
    name, second = areas[other].name, area(book, book.pair[1])
    lines: _Lines = {}
    for each in beside(book, book.pair[1], other, money.unit):
        lines.setdefault((each.period, each.edition), {})[each.measure] = each
    lines = {key: pair for key, pair in lines.items() if any(_amount(each.other) for each in pair.values())}
    rows = []
    for (period, edition), measures in sorted(
        lines.items(), key=lambda line: (line[0][0].code, line[0][1]), reverse=True
    ):
        cells = [Cell(period.code)]
        for measure in ("exports", "imports"):
            pair = measures.get(measure)
            words = _compared(pair, measure, name, period.code, edition, money)
            for side in (pair.own, pair.other) if pair is not None else (None, None):
                figure = side.figure.id if side is not None and side.figure is not None else ""
                cells.append(money_cell(money, side, figure=figure, detail=words))
        cells.append(Cell(organisation(book, edition) if is_imported(edition) else edition))
        rows.append(Row(key=f"{period.code} {edition}", cells=tuple(cells)))
    periods = [Period.parse(r.key.split(" ")[0]) for r in rows]
    start = first_of(periods, selection.period)
    return Page(
        tab="partners",
        title=f"{second} beside {name}, {money.words}, as {area(book, book.pair[0])} reports",
        columns=(
            Column("Year", key="period", right=False),
            Column(f"To {second} ", key="exports"),
            Column(f"To {name} ", key="other_exports"),
            Column(f"From {second} ", key="imports"),
            Column(f"From {name} ", key="other_imports"),
            Column("Whose", key="compiler", right=False, rank=1),
        ),
        rows=tuple(rows),
        start=start,
        period=periods[start] if rows else None,
        periods=tuple(sorted(set(periods))),
        chart=_beside_chart(lines, money, name),
        notes=tuple(
            filter(None, (money.note([period for period, _ in lines]), "Enter on a name in the ranking opens it here."))
        ),
        view="beside",
        views=VIEWS["partners"],
        keys=frozenset({"view", "unit"}),
        empty=f"The book has no year of {name} beside {second}.",
    )


def _compared(pair: Beside | None, measure: str, name: str, period: str, edition: str, money: Money) -> str:
    """Japan against the other partner in one sentence, at the precision both are printed with."""
    first, second = (area(money.book, code) for code in money.book.pair)
    edition = name_of(edition) if is_imported(edition) else edition
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


def _beside_chart(lines: _Lines, money: Money, name: str) -> Chart | None:
    longest = Counter(e for _, e in lines if is_imported(e)).most_common(1)
    edition = "WITS 2017-11" if money.book.pair == HOME or not longest else longest[0][0]
    wits = {period.year: measures.get("exports") for (period, e), measures in lines.items() if e == edition}
    if not wits:
        return None
    years = range(min(wits), max(wits) + 1)
    known = [wits.get(year) for year in years]
    own = tuple(money.value(pair.own) if pair is not None else None for pair in known)
    other = tuple(money.value(pair.other) if pair is not None else None for pair in known)
    return Chart(
        "line",
        f"{area(money.book, money.book.pair[0])}'s exports, {name_of(edition) if is_imported(edition) else 'WITS'}",
        money.words,
        tuple(float(y) for y in years),
        tuple(str(y) for y in years),
        (Series(f"to {area(money.book, money.book.pair[1])}", own, "exports"), Series(f"to {name}", other, "imports")),
    )
