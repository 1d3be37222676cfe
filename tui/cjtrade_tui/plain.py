"""A page as plain text, for pipes, screen readers and terminals that cannot be drawn on; or as JSON."""

from __future__ import annotations

import json

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.ascii_text import in_ascii
from cjtrade_tui.page import Page


def as_text(page: Page, ascii: bool = False) -> str:
    """The page as lines of words and figures: headlines, table, then what stands behind the chosen row.

    No box drawing and no bars, which a screen reader would spell out. Columns are set apart by two spaces
    and aligned by counting cells, so that Japanese names do not push the figures out of line.
    """
    from rich.cells import cell_len

    row = page.rows[page.start] if page.rows else None
    headlines = (row.headlines if row else ()) or page.headlines
    lines = [page.title, ""]
    lines += [
        f"{h.label}: {' '.join(filter(None, (h.value, h.unit)))}{', ' + h.below if h.below else ''}" for h in headlines
    ]
    lines += [""] if headlines else []
    widths = [
        max([cell_len(c.title), *(cell_len(safe_text(r.cells[i])) for r in page.rows)])
        for i, c in enumerate(page.columns)
    ]
    for cells in ([c.title for c in page.columns], *(r.cells for r in page.rows)):
        padded = []
        for text, column, width in zip(cells, page.columns, widths, strict=True):
            text = safe_text(text)
            blank = " " * (width - cell_len(text))
            padded.append(blank + text if column.right else text + blank)
        lines.append("  ".join(padded).rstrip())
    if not page.rows:
        lines.append(page.empty)
    details = [d for d in (*(row.detail_at(page.column) if row else ()), *page.notes) if d]
    lines += ["", *details] if details else []
    text = "\n".join(safe_text(line) for line in lines) + "\n"
    return in_ascii(text) if ascii else text


def as_json(page: Page) -> str:
    """The page as one JSON document: title, view, period, headlines, columns, rows, notes.

    A row's `figures` has a reference, or null, for each cell: the id under which the tables have the number as
    published (`cjtrade_data.open_book().figure(id)`), or what it is where it was worked out (`cjtrade_data.lookup.card`).
    """
    document = {
        "tab": page.tab,
        "title": page.title,
        "view": page.view,
        "period": page.period.code if page.period else None,
        "headlines": [
            {"label": h.label, "value": h.value, "unit": h.unit, "below": h.below, "figure": h.figure or None}
            for h in (page.rows[page.start].headlines if page.rows else ()) or page.headlines
        ],
        "columns": [c.title for c in page.columns],
        "rows": [
            {
                "key": r.key,
                "cells": list(r.cells),
                "figures": [r.figure_at(i) or None for i in range(len(r.cells))],
                "detail": list(r.detail),
            }
            for r in page.told().rows
        ],
        "notes": list(page.notes),
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return "".join(safe_text(line) + "\n" for line in text.split("\n"))
