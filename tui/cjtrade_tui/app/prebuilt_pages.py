"""The front pages: what each tab opens on, and each view of Checks, whose arithmetic takes seconds. They are prepared,
so that showing one waits for neither Polars nor plotext nor the solver.

`python -m cjtrade_tui.app.prebuilt_pages` writes `front_pages.jsonl` from the book, a page a line; a test holds the two
together. Its first line is the checksum of the tables' description, which changes with every figure: with any other
tables it is not used. CJTRADE_FRONT_PAGES=0 builds these pages from the book like all others.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING, Any

import cjtrade_data
from cjtrade_data.model.period import Period
from cjtrade_data.model.selection import TABS, VIEWS, Selection
from cjtrade_tui.charts.chart import Chart, Series, Span
from cjtrade_tui.pages import build
from cjtrade_tui.pages.cell import Cell
from cjtrade_tui.pages.page import Column, Headline, Page, Row

if TYPE_CHECKING:
    from pathlib import Path

    from cjtrade_data.book.book import Book

FILE = os.path.join(os.path.dirname(__file__), "front_pages.jsonl")  # noqa: PTH118, PTH120  (pathlib takes 5 ms to import)
_OF_A_CELL = tuple(f.name for f in fields(Cell))
DESCRIPTION = os.path.join(os.path.dirname(cjtrade_data.__file__), "tables", "datapackage.json")  # noqa: PTH118, PTH120


class FrontPages:
    """The prepared pages of the bundled tables; none where the tables are others or have changed.

    With `imported` figures of the pair there are none of the tabs that show them.
    """

    def __init__(self, tables: Path | None = None, imported: bool = False) -> None:
        self._kept: list[str] = []
        self._imported = imported
        if tables is None and os.environ.get("CJTRADE_FRONT_PAGES") != "0":
            self._kept = _read()

    def page(self, selection: Selection) -> Page | None:
        """The page of `selection`, if it is a prepared one."""
        tab = selection.tab
        if self._imported and tab in build.OF_ANY_PAIR:
            return None
        view = "" if selection.view in VIEWS[tab][:1] else selection.view
        if build.key(replace(selection, view=view)) != build.key(Selection(tab=tab, view=view)):
            return None
        start = _start(tab, view)
        kept = next((line for line in self._kept if line.startswith(start)), None)
        return _page(json.loads(kept)[2]) if kept else None


def _read() -> list[str]:
    """The lines of the pages, not yet read as JSON."""
    try:
        with open(FILE, encoding="utf-8") as file:  # noqa: PTH123
            first, *pages = file.read().split("\n")
    except (OSError, ValueError):
        return []
    return pages if first == json.dumps(tables_checksum()) else []


def _start(tab: str, view: str) -> str:
    return f'["{tab}","{view}",'


def tables_checksum() -> str:
    """SHA-256 of the bundled datapackage.json, which holds the checksum of every table."""
    with open(DESCRIPTION, "rb") as file:  # noqa: PTH123
        return hashlib.sha256(file.read()).hexdigest()


def prepared() -> Iterator[Selection]:
    """The selections whose pages are prepared."""
    for tab in TABS:
        yield Selection(tab=tab)
    for view in VIEWS["checks"][1:]:
        yield Selection(tab="checks", view=view)


def document(book: Book) -> str:
    """The front pages as JSON lines, built from the book."""
    lines = [json.dumps(tables_checksum())]
    for selection in prepared():
        page = asdict(build.build(book, selection).told(), dict_factory=_as_kept)
        page["keys"] = sorted(page["keys"])
        kept = json.dumps(page, ensure_ascii=False, separators=(",", ":"))
        lines.append(f"{_start(selection.tab, selection.view)}{kept}]")
    return "\n".join(lines) + "\n"


def _as_kept(named: list[tuple[str, Any]]) -> Any:
    """A cell as the list of what it has, words alone as they are; anything else by name."""
    if tuple(name for name, _ in named) != _OF_A_CELL:
        return dict(named)
    values = [value for _, value in named]
    while len(values) > 1 and values[-1] in ("", None):
        values.pop()
    return values[0] if len(values) == 1 else values


def _page(kept: dict[str, Any]) -> Page:
    made = {
        "columns": tuple(Column(**c) for c in kept["columns"]),
        "rows": tuple(_row(r) for r in kept["rows"]),
        "headlines": _headlines(kept["headlines"]),
        "chart": _chart(kept["chart"]),
        "period": _period(kept["period"]),
        "periods": tuple(_period(p) for p in kept["periods"]),
        "keys": frozenset(kept["keys"]),
    }
    for name in ("notes", "views", "sorts", "filters", "compilers"):
        made[name] = tuple(kept[name])
    return Page(**(kept | made))


def _row(kept: dict[str, Any]) -> Row:
    made = {"cells": _cells(kept["cells"]), "detail": tuple(kept["detail"])}
    return Row(**(kept | made | {"headlines": _headlines(kept["headlines"]), "chart": _chart(kept["chart"])}))


def _cells(kept: list[str | list[Any]]) -> tuple[Cell, ...]:
    return tuple(Cell(c) if isinstance(c, str) else Cell(*c) for c in kept)


def _headlines(kept: list[dict[str, Any]]) -> tuple[Headline, ...]:
    return tuple(Headline(**(h | {"cell": _cells([h["cell"]])[0], "numbers": _cells(h["numbers"])})) for h in kept)


def _period(kept: dict[str, int] | None) -> Period | None:
    return Period(**kept) if kept else None


def _chart(kept: dict[str, Any] | None) -> Chart | None:
    if kept is None:
        return None
    made = {name: tuple(kept[name]) for name in ("positions", "labels")}
    series = tuple(Series(s["label"], tuple(s["values"]), s["role"], tuple(s["texts"])) for s in kept["series"])
    spans = tuple(Span(**s) for s in kept["spans"])
    return Chart(**(kept | made | {"series": series, "spans": spans}))


def main() -> int:
    from cjtrade_data.book.book import open_book

    with open(FILE, "w", encoding="utf-8") as file:  # noqa: PTH123
        size = file.write(document(open_book()))
    print(f"{FILE}: {size:,} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
