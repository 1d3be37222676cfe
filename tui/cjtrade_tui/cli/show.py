"""`cjtrade-tui show TAB`: a page as plain text, for pipes, screen readers and terminals that cannot be drawn on; or as
JSON."""

import argparse
from typing import Any

from cjtrade_data.book.book import Book
from cjtrade_data.safe_text import safe_text
from cjtrade_tui.cells import cell_len
from cjtrade_tui.charts.chart import Chart
from cjtrade_tui.charts.words import in_words
from cjtrade_tui.cli.output import aligned, clean_lines, json_text, put
from cjtrade_tui.cli.view_options import page_asked
from cjtrade_tui.pages.cell import Cell
from cjtrade_tui.pages.common import doubts
from cjtrade_tui.pages.number_format import known
from cjtrade_tui.pages.page import Headline, Page, Row
from cjtrade_tui.painting.runs import fit
from cjtrade_tui.terminal.ascii import in_ascii


def run(options: argparse.Namespace) -> int:
    """Print the page that the options ask for; exit status 0. Raises ValueError for what is not there."""
    asked = page_asked(options)
    asked.tell_trouble()
    page = asked.page
    at = page.cell_of(asked.selection)
    put(as_json(page, asked.book, at) if getattr(options, "json", False) else as_text(page, options.ascii, at))
    return 0


_LONGEST = 60
"""Cells of a column of words with others behind it; --json has them whole."""


def as_text(page: Page, ascii: bool = False, at: tuple[int, int] | None = None) -> str:
    """The page as lines of words and figures: headlines, table, then what stands behind the cell `at` row and column,
    by default the one the page starts on.

    No box drawing and no bars, which a screen reader would spell out.
    """
    number, column = at or (page.start, page.column)
    row = page.rows[number].complete() if page.rows else None
    headlines = _headlines(page, row)
    lines = [page.title_at(row, column), ""]
    lines += [
        f"{h.label}: {' '.join(filter(None, (h.cell.text.strip(), h.unit)))}{', ' + h.below if h.below else ''}"
        for h in headlines
    ]
    lines += [""] if headlines else []
    most = [_LONGEST if c.flexible and c is not page.columns[-1] else None for c in page.columns]
    table = [[c.title for c in page.columns]]
    for each in page.rows:
        texts = zip((safe_text(c.said) for c in each.cells), most, strict=True)
        table.append([text if cells is None or cell_len(text) <= cells else fit(text, cells) for text, cells in texts])
    lines += aligned(table, [c.right for c in page.columns])
    if not page.rows:
        lines.append(page.empty)
    details = [d for d in (*(row.detail_at(column) if row else ()), *page.notes) if d]
    lines += ["", *details] if details else []
    chart = page.chart_at(row, column) if page.columns else None
    lines += ["", f"Chart: {in_words(chart)}"] if chart is not None and not chart.is_empty else []
    text = clean_lines("\n".join(lines))
    return in_ascii(text) if ascii else text


def as_json(page: Page, book: Book, at: tuple[int, int] | None = None) -> str:
    """The page as one JSON document, at a cell of it; README.md describes it.

    A cell's `figure` is the id under which the tables have the number as published
    (`cjtrade_data.open_book().figure(id)`), or what it is where it was worked out (`cjtrade_data.lookup.card`).
    """
    page = page.complete()
    number, column = at or (page.start, min(page.column, len(page.columns) - 1))
    row = page.rows[number] if page.rows else None
    chart = page.chart_at(row, column)
    document = {
        "tab": page.tab,
        "title": page.title_at(row, column),
        "view": page.view,
        "views": list(page.views),
        "period": page.period.code if page.period else None,
        "periods": [period.code for period in page.periods],
        "row": row.key if row else None,
        "measure": page.columns[column].key,
        "headlines": [_headline(h, book) for h in _headlines(page, row)],
        "columns": [{"key": c.key, "field": c.in_files, "title": c.name} for c in page.columns],
        "rows": [_row(page, r, book) for r in page.rows],
        "chart": _chart(chart),
        "notes": [*page.notes, *([] if page.rows else [page.empty])],
    }
    return json_text(document)


def _headlines(page: Page, row: Row | None) -> tuple[Headline, ...]:
    return (row.headlines if row else ()) or page.headlines


def _headline(headline: Headline, book: Book) -> dict[str, Any]:
    shown = _cell(headline.cell, book)
    shown["text"] = f"{shown['text'].strip()} {headline.unit}".rstrip()
    numbers = [_cell(number, book) for number in headline.numbers]
    return {"label": headline.label, **shown, "below": headline.below, "numbers": numbers}


def _row(page: Page, row: Row, book: Book) -> dict[str, Any]:
    cells = [{"key": c.key, **_cell(cell, book)} for c, cell in zip(page.columns, row.cells, strict=True)]
    told = {"key": row.key, "cells": cells, "detail": list(row.detail)}
    return told | ({"chart": _chart(row.chart)} if row.chart else {})


def _cell(cell: Cell, book: Book) -> dict[str, Any]:
    """A cell without what stands below the table; null where there is nothing to say."""
    numbers = dict(zip(("value", "low", "high"), known(cell), strict=True))
    words = {name: getattr(cell, name) or None for name in ("unit", "status", "figure")}
    return {"text": cell.said.strip(), **numbers, **words, "disputed": doubts(book, cell) or None}


def _chart(chart: Chart | None) -> dict[str, Any] | None:
    if chart is None:
        return None
    parts = {"series": [each._asdict() for each in chart.series], "spans": [each._asdict() for each in chart.spans]}
    return chart._asdict() | parts
