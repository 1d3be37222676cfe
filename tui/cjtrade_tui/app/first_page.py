"""The first page: what the program opens on, prepared, since deriving the flows of all periods takes 0.3 s.

`python -m cjtrade_tui.app.first_page` writes `first_page.json` from the book; a test holds the two together. It has the
checksum of the tables' description, which changes with every figure: with any other tables it is not used.
CJTRADE_FIRST_PAGE=0 builds it from the book like all others.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

import cjtrade_data
from cjtrade_data.model.period import Period
from cjtrade_data.model.selection import VIEWS, Selection
from cjtrade_tui.charts.chart import Chart, Series, Span
from cjtrade_tui.pages import build
from cjtrade_tui.pages.cell import Cell
from cjtrade_tui.pages.page import Column, Headline, Page, Row

if TYPE_CHECKING:
    from cjtrade_data.book.book import Book

FILE = os.path.join(os.path.dirname(__file__), "first_page.json")  # noqa: PTH118, PTH120  (pathlib takes 5 ms to import)
_OF_A_CELL = tuple(f.name for f in fields(Cell))
DESCRIPTION = os.path.join(os.path.dirname(cjtrade_data.__file__), "tables", "datapackage.json")  # noqa: PTH118, PTH120


def prepared(selection: Selection) -> Page | None:
    """The page of `selection`, if it is the first and was made of the bundled tables as they are."""
    view = "" if selection.view in VIEWS[selection.tab][:1] else selection.view
    if build.key(selection.with_(view=view)) != build.key(Selection()) or os.environ.get("CJTRADE_FIRST_PAGE") == "0":
        return None
    try:
        with open(FILE, encoding="utf-8") as file:  # noqa: PTH123
            kept = json.load(file)
        return _page(kept["page"]) if kept["tables"] == tables_checksum() else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def tables_checksum() -> str:
    """SHA-256 of the bundled datapackage.json, which holds the checksum of every table."""
    with open(DESCRIPTION, "rb") as file:  # noqa: PTH123
        return hashlib.sha256(file.read()).hexdigest()


def document(book: Book) -> str:
    """The first page as JSON, built from the book."""
    page = asdict(build.build(book, Selection()).told(), dict_factory=_as_kept)
    page["keys"] = sorted(page["keys"])
    kept = {"tables": tables_checksum(), "page": page}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n"


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
