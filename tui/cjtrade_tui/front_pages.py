"""The front pages: what each tab opens on, prepared, so that showing it waits for neither Polars nor plotext.

`python -m cjtrade_tui.front_pages` writes `front_pages.json` from the book; a test holds the two together. The file
names the checksum of the tables' description, which changes with every figure: with any other tables it is not used.
CJTRADE_FRONT_PAGES=0 builds these pages from the book like all others.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import cjtrade_data
from cjtrade_data.period import Period
from cjtrade_data.selection import TABS, Selection
from cjtrade_tui import screens
from cjtrade_tui.charts import Chart, Series, Span
from cjtrade_tui.page import Column, Headline, Page, Row

FILE = Path(__file__).with_name("front_pages.json")
DESCRIPTION = Path(cjtrade_data.__file__).parent / "tables" / "datapackage.json"


class FrontPages:
    """The prepared pages of the bundled tables; none where the tables are others or have changed.

    With `imported` figures of the pair there are none of the tabs that show them.
    """

    def __init__(self, tables: Path | None = None, imported: bool = False) -> None:
        self._kept: dict[str, Any] = {}
        if tables is None and os.environ.get("CJTRADE_FRONT_PAGES") != "0":
            self._kept = {tab: page for tab, page in _read().items() if not imported or tab not in screens.OF_ANY_PAIR}

    def page(self, selection: Selection) -> Page | None:
        """The page of `selection`, if it is one that a tab opens on."""
        kept = self._kept.get(selection.tab)
        if kept is None or screens.key(selection) != screens.key(Selection(tab=selection.tab)):
            return None
        return _page(kept)


def _read() -> dict[str, Any]:
    try:
        kept = json.loads(FILE.read_bytes())
        return dict(kept["pages"]) if kept["tables"] == tables_checksum() else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def tables_checksum() -> str:
    """SHA-256 of the bundled datapackage.json, which holds the checksum of every table."""
    return hashlib.sha256(DESCRIPTION.read_bytes()).hexdigest()


def document() -> str:
    """The front pages as JSON, built from the book."""
    from cjtrade_data.book import open_book

    book = open_book()
    pages = {}
    for tab in TABS:
        pages[tab] = asdict(screens.build(book, Selection(tab=tab)).told())
        pages[tab]["keys"] = sorted(pages[tab]["keys"])
    kept = {"tables": tables_checksum(), "pages": pages}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n"


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
    made = {name: tuple(kept[name]) for name in ("cells", "figures", "details", "detail")}
    return Row(**(kept | made | {"headlines": _headlines(kept["headlines"]), "chart": _chart(kept["chart"])}))


def _headlines(kept: list[dict[str, str]]) -> tuple[Headline, ...]:
    return tuple(Headline(**h) for h in kept)


def _period(kept: dict[str, int] | None) -> Period | None:
    return Period(**kept) if kept else None


def _chart(kept: dict[str, Any] | None) -> Chart | None:
    if kept is None:
        return None
    made = {name: tuple(kept[name]) for name in ("positions", "labels")}
    series = tuple(Series(s["label"], tuple(s["values"]), s["role"]) for s in kept["series"])
    spans = tuple(Span(**s) for s in kept["spans"])
    return Chart(**(kept | made | {"series": series, "spans": spans}))


def main() -> int:
    FILE.write_text(document(), encoding="utf-8")
    print(f"{FILE.name}: {FILE.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
