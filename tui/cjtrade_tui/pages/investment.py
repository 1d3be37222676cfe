"""Investment: stock, inflow and approvals, each apart; the zones, aid, firms and residents around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from cjtrade_data.book.book import Book
from cjtrade_data.derivation import investment
from cjtrade_data.derivation.exchange_rates import implied
from cjtrade_data.derivation.quantity import printed
from cjtrade_data.derivation.shown import as_printed
from cjtrade_data.model.figure import SCALES, Figure
from cjtrade_data.model.selection import VIEWS, Selection
from cjtrade_data.wording.numbers import plain_number
from cjtrade_data.wording.titles import about
from cjtrade_tui.charts.chart import Chart, Series
from cjtrade_tui.pages.cell import Cell
from cjtrade_tui.pages.common import area, choose, described, growth_cell, organisation, source_words
from cjtrade_tui.pages.figure_rows import printed_cell
from cjtrade_tui.pages.number_format import number
from cjtrade_tui.pages.page import Column, Headline, Page, Row

_VIEWS = VIEWS["investment"]
BASIS = {"stock": "stock", "inflow": "inflow", "approvals": "approval"}
WORDS = {
    "stock": "FDI stock: what is there at a moment (NBC)",
    "inflow": "FDI inflow: what came in a period (NBC)",
    "approvals": "approved investment: what was licensed (CDC)",
    "sectors": "FDI by sector, stock and inflow apart (NBC)",
    "society": "zones, aid, firms and residents",
}
_KEYS = frozenset({"view"})
_ORDER = {"money": 0, "percent": 1, "rank": 2, "count": 3}


def build(book: Book, selection: Selection) -> Page:
    """The Investment page of a selection; no view holds two concepts in one column."""
    view = choose(selection.view, _VIEWS, "view of Investment")
    if view == "society":
        rows = [_society_row(book, figure) for figure in investment.society(book)]
        return _page(view, rows, _SOCIETY_COLUMNS, None, ())
    if view == "sectors":
        figures = [figure for basis in ("stock", "inflow") for figure in investment.by_sector(book, basis)]
        rows = [_row(book, figure, _sector(book, figure), figure.basis) for figure in figures]
        return _page(view, rows, _columns("Sector", "Concept"), _sector_chart(book, figures), ())
    figures = investment.by_investor(book, BASIS[view])
    rows = [_row(book, figure, area(book, figure.partner), organisation(book, figure.compiler)) for figure in figures]
    chart = _japan_chart(book, view, figures)
    return _page(view, rows, _columns("Investor", "Whose"), chart, _headlines(book, figures))


def _sector(book: Book, figure: Figure) -> str:
    """The sector, and whose investment in it where that is not everybody's."""
    sector = book.names("sectors")[figure.product.removeprefix(investment.SECTOR)].capitalize()
    return sector if figure.partner == "WLD" else f"{sector}, {area(book, figure.partner)}"


def _page(
    view: str, rows: Sequence[Row], columns: tuple[Column, ...], chart: Chart | None, headlines: tuple[Headline, ...]
) -> Page:
    japan = next((i for i, r in enumerate(rows) if r.picked), 0)
    return Page(
        tab="investment",
        title=WORDS[view],
        columns=columns,
        rows=tuple(rows),
        start=japan,
        column=3 if view != "society" else 2,
        headlines=headlines,
        chart=chart,
        view=view,
        views=_VIEWS,
        keys=_KEYS,
    )


def _columns(subject: str, last: str) -> tuple[Column, ...]:
    return (
        Column("Period", key="period", right=False),
        Column(subject, key=subject.lower(), right=False, flexible=True),
        Column("What", key="measure", right=False),
        Column("Value", key="value"),
        Column("Unit", key="unit", right=False),
        Column("Change", key="growth"),
        Column(last, key={"Whose": "compiler", "Concept": "basis"}[last], right=False, rank=1),
    )


_SOCIETY_COLUMNS = (
    Column("When", key="period", right=False),
    Column("What", key="measure", right=False, flexible=True),
    Column("Value", key="value"),
    Column("Unit", key="unit", right=False),
    Column("Published by", key="publisher", right=False, rank=1, flexible=True),
)


def _row(book: Book, figure: Figure, subject: str, last: str) -> Row:
    told = as_printed(figure)
    shown, unit = printed_cell(told, figure.id)
    what = _what(book, figure.measure)
    return Row(
        key=figure.id,
        cells=(Cell(figure.period.label), Cell(subject), Cell(what), shown, Cell(unit), growth_cell(told), Cell(last)),
        detail=(
            described(book, told, f"{subject}, {what}", figure.period, unit, shown.text),
            *_rate_words(book, figure),
        ),
        picked=figure.partner == "JPN",
        subject=figure.id,
    )


def _what(book: Book, measure: str) -> str:
    label = book.names("measures")[measure]
    return label.removeprefix("FDI ").replace(" investment", "").lower()


def _rate_words(book: Book, riel: Figure) -> tuple[str, ...]:
    """Riel beside dollars: the rate that the source's two prints of one amount imply."""
    if riel.unit != "KHR" or riel.product:
        return ()
    own = (riel.measure, riel.partner, riel.period, "USD")
    of_basis = investment.figures(book, riel.basis)
    other = next((f for f in of_basis if (f.measure, f.partner, f.period, f.unit) == own), None)
    used = implied(printed(riel), printed(other)) if other is not None else None
    if other is None or used is None:
        return ()
    rate, low, high = (
        plain_number(n, 0) for n in (used.value, Fraction(used.interval.low), Fraction(used.interval.high))
    )
    return (
        f"The same amount in dollars: {_in_scale(other, other.scale, 3)} {other.scale} USD, so "
        f"{organisation(book, riel.compiler)} used about "
        f"{rate} KHR per USD ({low} to {high} by rounding), derived.",
    )


def _in_scale(figure: Figure, scale: str, most: int = 2) -> str:
    ends = figure.interval
    return number(float(figure.amount), float(ends.low), float(ends.high), scale, most)


def _headlines(book: Book, figures: Sequence[Figure]) -> tuple[Headline, ...]:
    """Japan's newest figures of the concept."""
    found: list[Headline] = []
    seen = set()
    for figure in figures:
        kind = (figure.measure, figure.unit)
        if figure.partner != "JPN" or figure.measure.endswith("_growth") or kind in seen or len(found) == 4:
            continue
        seen.add(kind)
        told = as_printed(figure)
        shown, unit = printed_cell(told, figure.id)
        growth = growth_cell(told)
        inferred = "inferred" if "inferred" in figure.note else ""
        below = " ".join(filter(None, (figure.period.label, growth.text, inferred)))
        numbers = (growth,) if growth.value is not None else ()
        label = f"Japan, {_what(book, figure.measure)}"
        found.append(Headline(label, shown, "" if unit == "rank" else unit, below, numbers))
    return tuple(found)


def _japan_chart(book: Book, view: str, figures: Sequence[Figure]) -> Chart | None:
    """Japan's amounts of one concept through time, or the investors' shares where amounts are too few."""
    if view == "approvals":
        approved = [
            f
            for f in sorted(figures, key=lambda f: (f.period, f.unit, f.id))
            if f.partner == "JPN" and f.measure == "approved_investment" and f.period.months > 12
        ]
        return _bars(
            "Approved for Japan since the 1990s, by the end of",
            "million USD",
            [f.period.label.split("-")[-1] for f in approved],
            [float(f.amount) / SCALES["million"] for f in approved],
            [_in_scale(f, "million") for f in approved],
            len(approved) - 1,
        )
    measure = {"stock": "fdi_stock_share", "inflow": "fdi_inflow_share"}[view]
    shares = [f for f in figures if f.measure == measure]
    newest = [f for f in shares if f.period == shares[0].period]
    names = [area(book, f.partner) for f in newest]
    title = f"Share of FDI {BASIS[view]}, {newest[0].period.label}"
    return _bars(
        title,
        "per cent",
        names,
        [float(f.amount) for f in newest],
        _texts(newest),
        names.index("Japan") if "Japan" in names else None,
    )


def _texts(figures: Sequence[Figure]) -> list[str]:
    return [printed_cell(as_printed(figure))[0].text for figure in figures]


def _sector_chart(book: Book, figures: Sequence[Figure]) -> Chart | None:
    shares = [f for f in figures if f.measure == "fdi_stock_share"]
    title = f"Share of FDI stock by sector, {shares[0].period.label}"
    names = [_sector(book, f) for f in shares]
    return _bars(title, "per cent", names, [float(f.amount) for f in shares], _texts(shares), None)


def _bars(
    title: str, unit: str, labels: Sequence[str], values: Sequence[float], texts: Sequence[str], highlight: int | None
) -> Chart:
    return Chart(
        "bars",
        title,
        unit,
        tuple(float(i) for i in range(len(labels))),
        tuple(labels),
        (Series("", tuple(values), texts=tuple(texts)),),
        highlight=highlight,
    )


def _society_row(book: Book, figure: Figure) -> Row:
    told = as_printed(figure)
    shown, unit = printed_cell(told, figure.id)
    subject = about(book, figure.measure, figure.reporter, figure.partner, "", "")
    what = _short(figure.note) or _what(book, figure.measure)
    published = source_words(book, (figure.source,))
    return Row(
        key=figure.id,
        cells=(Cell(figure.period.label), Cell(what), shown, Cell(unit), Cell(published)),
        subject=figure.id,
        detail=(described(book, told, subject[:1].upper() + subject[1:], figure.period, unit, shown.text),),
    )


def _short(note: str) -> str:
    """What a note is about, without the years and the name of the whole, which many rows have in common."""
    what = re.sub(r" [0-9]{4}-[0-9]{4}", "", note.partition(";")[0])
    for whole, short in (
        ("Japanese ODA to Cambodia", "ODA"),
        (" (Royal Group PPSEZ)", ""),
        (": registered residents", ""),
    ):
        what = what.replace(whole, short)
    return what
