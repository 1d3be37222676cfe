"""Investment: stock, inflow and approvals, each apart; the zones, aid, firms and residents around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import polars as pl

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.exchange_rates import implied
from cjtrade_data.derivation.quantity import printed
from cjtrade_data.frames import investment
from cjtrade_data.model.period import Period
from cjtrade_data.model.selection import VIEWS, Selection
from cjtrade_data.wording.numbers import plain_number
from cjtrade_data.wording.titles import about
from cjtrade_tui.charts.chart import Chart, Series
from cjtrade_tui.pages.cell import Cell
from cjtrade_tui.pages.common import choose, described, growth_cell, organisation, source_words
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
        frame = investment.society(book)
        rows = [_society_row(book, r) for r in frame.iter_rows(named=True)]
        return _page(view, rows, _SOCIETY_COLUMNS, None, ())
    if view == "sectors":
        records = [r for basis in ("stock", "inflow") for r in investment.by_sector(book, basis).iter_rows(named=True)]
        rows = [_row(book, r, r["sector"].capitalize(), r["basis"]) for r in records]
        return _page(view, rows, _columns("Sector", "Concept"), _sector_chart(records), ())
    records = list(investment.by_investor(book, BASIS[view]).iter_rows(named=True))
    rows = [_row(book, r, r["name"], organisation(book, r["compiler"])) for r in records]
    return _page(view, rows, _columns("Investor", "Whose"), _japan_chart(book, view), _headlines(book, view, records))


def _page(
    view: str,
    rows: Sequence[Row],
    columns: tuple[Column, ...],
    chart: Chart | None,
    headlines: tuple[Headline, ...],
) -> Page:
    japan = next((i for i, r in enumerate(rows) if r.picked), 0)
    return Page(
        tab="investment", title=WORDS[view], columns=columns, rows=tuple(rows), start=japan,
        column=3 if view != "society" else 2, headlines=headlines, chart=chart, view=view, views=_VIEWS, keys=_KEYS,
    )  # fmt: skip


def _columns(subject: str, last: str) -> tuple[Column, ...]:
    return (
        Column("Period", key="period", right=False), Column(subject, key=subject.lower(), right=False, flexible=True), Column("What", key="measure", right=False),
        Column("Value", key="value"), Column("Unit", key="unit", right=False), Column("Change", key="growth"), Column(last, key={"Whose": "compiler", "Concept": "basis"}[last], right=False, rank=1),
    )  # fmt: skip


_SOCIETY_COLUMNS = (
    Column("When", key="period", right=False), Column("What", key="measure", right=False, flexible=True), Column("Value", key="value"),
    Column("Unit", key="unit", right=False), Column("Published by", key="publisher", right=False, rank=1, flexible=True),
)  # fmt: skip


def _row(book: Book, record: Mapping[str, Any], subject: str, last: str) -> Row:
    shown, unit = printed_cell(record, record["id"])
    period = Period.from_columns(record["period_start"], record["period_end"])
    what = _what(book, record["measure"])
    growth = growth_cell(record)
    return Row(
        key=record["id"],
        cells=(Cell(period.label), Cell(subject), Cell(what), shown, Cell(unit), growth, Cell(last)),
        detail=(
            described(book, record, f"{subject}, {what}", period, unit, shown.text),
            *_rate_words(book, record),
        ),
        picked=record["partner"] == "JPN",
        subject=record["id"],
    )


def _what(book: Book, measure: str) -> str:
    label: str = book.index("measures", "code")[measure]["label"]
    return label.removeprefix("FDI ").replace(" investment", "").lower()


def _rate_words(book: Book, record: Mapping[str, Any]) -> tuple[str, ...]:
    """Riel beside dollars: the rate that the source's two prints of one amount imply."""
    if record["unit"] != "KHR" or record["product"]:
        return ()
    dollars = investment.figures(book, record["basis"]).filter(
        pl.col("measure") == record["measure"], pl.col("partner") == record["partner"], pl.col("unit") == "USD",
        pl.col("period") == record["period"],
    )  # fmt: skip
    if dollars.is_empty():
        return ()
    other = dollars.row(0, named=True)
    used = implied(*(printed(book.figure(row["id"])) for row in (record, other)))
    if used is None:
        return ()
    rate, low, high = (
        plain_number(n, 0) for n in (used.value, Fraction(used.interval.low), Fraction(used.interval.high))
    )
    return (
        f"The same amount in dollars: {number(other['amount'], other['low'], other['high'], other['scale'], 3)} "
        f"{other['scale']} USD, so {organisation(book, record['compiler'])} used about "
        f"{rate} KHR per USD ({low} to {high} by rounding), derived.",
    )


def _headlines(book: Book, view: str, records: Sequence[Mapping[str, Any]]) -> tuple[Headline, ...]:
    """Japan's newest figures of the concept."""
    found: list[Headline] = []
    seen = set()
    own = [r for r in records if r["partner"] == "JPN" and not r["measure"].endswith("_growth")]
    for record in own:
        kind = (record["measure"], record["unit"])
        if kind in seen or len(found) == 4:
            continue
        seen.add(kind)
        shown, unit = printed_cell(record, record["id"])
        period = Period.from_columns(record["period_start"], record["period_end"])
        growth = growth_cell(record)
        below = " ".join(filter(None, (period.label, growth.text)))
        numbers = (growth,) if growth.value is not None else ()
        label = f"Japan, {_what(book, record['measure'])}"
        found.append(Headline(label, shown, "" if unit == "rank" else unit, below, numbers))
    return tuple(found)


def _japan_chart(book: Book, view: str) -> Chart | None:
    """Japan's amounts of one concept through time, or the investors' shares where amounts are too few."""
    basis = BASIS[view]
    if view == "approvals":
        frame = investment.through_time(book, basis).filter(
            pl.col("measure") == "approved_investment", pl.col("months") > 12
        )
        labels = [str(Period.parse(code).label.split("-")[-1]) for code in frame["period"]]
        values = [v / 1e6 for v in frame["amount"]]
        texts = [number(r["amount"], r["low"], r["high"], "million") for r in frame.iter_rows(named=True)]
        return _bars(
            "Approved for Japan since the 1990s, by the end of",
            "million USD",
            labels,
            values,
            texts,
            len(labels) - 1,
        )
    measure = {"stock": "fdi_stock_share", "inflow": "fdi_inflow_share"}[view]
    frame = investment.by_investor(book, basis).filter(pl.col("measure") == measure)
    newest = frame.filter(pl.col("period") == frame["period"][0])
    names = newest["name"].to_list()
    label = Period.parse(newest["period"][0]).label
    title = f"Share of FDI {basis}, {label}"
    return _bars(
        title,
        "per cent",
        names,
        newest["amount"].to_list(),
        [printed_cell(r)[0].text for r in newest.iter_rows(named=True)],
        names.index("Japan") if "Japan" in names else None,
    )


def _sector_chart(records: Sequence[Mapping[str, Any]]) -> Chart | None:
    shares = [r for r in records if r["measure"] == "fdi_stock_share"]
    label = Period.parse(shares[0]["period"]).label
    names = [r["sector"].capitalize() for r in shares]
    texts = [printed_cell(r)[0].text for r in shares]
    return _bars(
        f"Share of FDI stock by sector, {label}", "per cent", names, [r["amount"] for r in shares], texts, None
    )


def _bars(
    title: str, unit: str, labels: Sequence[str], values: Sequence[float], texts: Sequence[str], highlight: int | None
) -> Chart:
    return Chart(
        "bars", title, unit, tuple(float(i) for i in range(len(labels))), tuple(labels),
        (Series("", tuple(values), texts=tuple(texts)),), highlight=highlight,
    )  # fmt: skip


def _society_row(book: Book, record: Mapping[str, Any]) -> Row:
    shown, unit = printed_cell(record, record["id"])
    period = Period.from_columns(record["period_start"], record["period_end"])
    told = about(book.ledger, record["measure"], record["reporter"], record["partner"] or "", "", "")
    what = _short(record["note"] or "") or _what(book, record["measure"])
    return Row(
        key=record["id"],
        cells=(Cell(period.label), Cell(what), shown, Cell(unit), Cell(source_words(book, record["source"]))),
        subject=record["id"],
        detail=(described(book, record, told[:1].upper() + told[1:], period, unit, shown.text),),
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
