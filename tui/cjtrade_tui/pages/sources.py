"""Sources: publisher, vintage, licence, coverage; every figure of each, and how to cite it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cjtrade_data.book.book import Book
from cjtrade_data.frames import sources
from cjtrade_data.model.selection import Selection
from cjtrade_tui.cli.view_options import nearest
from cjtrade_tui.pages.cell import Cell, count
from cjtrade_tui.pages.common import choose
from cjtrade_tui.pages.figure_rows import COLUMNS, figure_rows
from cjtrade_tui.pages.page import Column, Page, Row

if TYPE_CHECKING:
    from cjtrade_data.book.imported import Imported

SORTS = ("figures", "publisher", "whose", "published", "to")
_COLUMN = {
    "figures": "figures",
    "publisher": "publisher",
    "whose": "compiler_name",
    "published": "published",
    "to": "last",
}


def build(book: Book, selection: Selection) -> Page:
    """The Sources page: all of them, or the figures of the one that was opened."""
    records = {r["id"]: r for r in sources.catalogue(book).iter_rows(named=True)}
    if selection.item:
        if selection.item not in records:
            raise ValueError(
                f"'{selection.item}' is no source in the book: the nearest is {nearest(selection.item, records)}"
            )
        return _figures(book, records[selection.item])
    sort = choose(selection.sort, SORTS, "column to sort Sources by")
    numbers = sort in ("figures", "published", "to")
    key = _COLUMN[sort]
    empty: Any = 0 if sort == "figures" else ""
    ordered = sorted(records.values(), key=lambda r: r[key] or empty, reverse=numbers)
    return Page(
        tab="sources",
        title=f"{len(records)} sources, {sum(r['figures'] for r in records.values()):,} figures, by {sort}",
        columns=(
            Column("Publisher", key="publisher", right=False, flexible=True), Column("Whose", key="compiler", right=False), Column("Published", key="published", right=False),
            Column("From", key="first", right=False, rank=2), Column("To", key="last", right=False), Column("Figures", key="figures"),
            Column("Licence", key="licence", right=False, rank=1, flexible=True), Column("Title", key="title", right=False, rank=3, flexible=True),
        ),
        rows=tuple(_row(book, r) for r in ordered),
        column=0, sorts=SORTS, tall_detail=True, keys=frozenset({"open", "sort"}),
    )  # fmt: skip


def citation(record: Mapping[str, Any]) -> str:
    """How to cite a source in one line: publisher, title, date or vintage, whose figures, address."""
    when = record["published"] or (f"vintage {record['vintage']}" if record["vintage"] else "no date")
    title = f" {record['title']}." if record["title"] else ""
    whose = f" Figures of {record['compiler_name']}." if record["compiler_name"] != record["publisher"] else ""
    return f"{record['publisher']} ({when}).{title}{whose} {record['url'] or ''}".rstrip()


def _row(book: Book, record: Mapping[str, Any]) -> Row:
    when = record["published"] or record["vintage"] or ""
    detail = [
        f"Cite: {citation(record)}",
        f"Terms: {(record['terms'] or record['licence'] or 'not stated').rstrip('.')}.",
    ]
    if record["vintage"]:
        detail.append(f"Vintage: {record['vintage']}.")
    rounding = {"nearest": "rounds to the nearest", "down": "cuts off", "exact": "prints exact numbers"}[
        record["rounding"]
    ]
    detail.append(f"This source {rounding}; it gives {record['figures']:,} figures here, key {record['id']}.")
    if record["note"]:
        detail.append(record["note"])
    if book.imported is not None and book.imported.record(record["id"]):
        detail.append(_revised(book.imported, record["id"]))
    return Row(
        key=record["id"],
        cells=(
            *map(Cell, (record["publisher"], record["compiler_name"] or "", when, record["first"] or "", record["last"] or "")),
            count(record["figures"]), Cell(record["licence"] or ""), Cell(record["title"] or ""),
        ),
        detail=tuple(detail),
        opens=record["id"],
        subject=f"source:{record['id']}",
    )  # fmt: skip


def _when(record: Mapping[str, Any]) -> str:
    return str(record["published"] or record["vintage"] or "undated")


def _after(record: Mapping[str, Any]) -> str:
    """Whose figures it carries, where they are not its own."""
    whose = record["compiler_name"] or ""
    return "" if whose == "press" or whose in record["publisher"] else f"after {whose}"


def _revised(imported: Imported, source: str) -> str:
    """How many of an import's figures are revisions, and of what."""
    found = imported.revised(source)
    if not found:
        return "None of its figures revises one imported before."
    words = ", ".join(" ".join(filter(None, (edition, f"(import-{number})"))) for edition, number, _ in found)
    count = sum(count for *_, count in found)
    return f"It revises {count:,} figure{'s' * (count > 1)} of {words}; Enter lists them first."


def _figures(book: Book, record: Mapping[str, Any]) -> Page:
    frame = sources.figures(book, record["id"])
    whose = f"{record['publisher']}, {_when(record)}"
    title = f"every figure of {', '.join(filter(None, (whose, _after(record))))}"
    notes = [f"Cite: {citation(record)}"]
    if "revised" in frame.columns:
        count = frame.item(0, "rows") if frame.height else 0
        title = f"figures of {whose}, {record['id']}"
        if count > frame.height:
            title = f"the first {frame.height} of {count:,} {title}"
        notes.insert(0, "! revised: another value was imported before, in an older edition or file.")
    return Page(
        tab="sources",
        title=title,
        columns=COLUMNS,
        rows=figure_rows(book, frame.iter_rows(named=True)),
        column=2,
        keys=frozenset(),
        notes=tuple(notes),
    )
