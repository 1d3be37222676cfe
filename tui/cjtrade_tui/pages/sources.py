"""Sources: publisher, vintage, licence, coverage; every figure of each, and how to cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.catalogue import Catalogued, catalogue, figures_of
from cjtrade_data.model.selection import Selection
from cjtrade_tui.pages.asked import nearest
from cjtrade_tui.pages.cell import Cell, count
from cjtrade_tui.pages.common import choose
from cjtrade_tui.pages.figure_rows import COLUMNS, figure_rows
from cjtrade_tui.pages.page import Column, Page, Row

if TYPE_CHECKING:
    from cjtrade_data.book.imported import Imported

SORTS = ("figures", "publisher", "whose", "published", "to")


def _value(of: Catalogued, sort: str) -> Any:
    columns: dict[str, str | int] = {
        "figures": of.coverage.figures,
        "publisher": of.source.publisher,
        "whose": of.compiler_name,
        "published": of.source.published,
        "to": of.coverage.last,
    }
    return columns[sort]


def build(book: Book, selection: Selection) -> Page:
    """The Sources page: all of them, or the figures of the one that was opened."""
    found = {each.source.id: each for each in catalogue(book)}
    if selection.item:
        if selection.item not in found:
            raise ValueError(
                f"'{selection.item}' is no source in the book: the nearest is {nearest(selection.item, found)}"
            )
        return _figures(book, found[selection.item])
    sort = choose(selection.sort, SORTS, "column to sort Sources by")
    ordered = sorted(found.values(), key=lambda c: _value(c, sort), reverse=sort in ("figures", "published", "to"))
    return Page(
        tab="sources",
        title=f"{len(found)} sources, {sum(c.coverage.figures for c in ordered):,} figures, by {sort}",
        columns=(
            Column("Publisher", key="publisher", right=False, flexible=True),
            Column("Whose", key="compiler", right=False),
            Column("Published", key="published", right=False),
            Column("From", key="first", right=False, rank=2),
            Column("To", key="last", right=False),
            Column("Figures", key="figures"),
            Column("Licence", key="licence", right=False, rank=1, flexible=True),
            Column("Title", key="title", right=False, rank=3, flexible=True),
        ),
        rows=tuple(_row(book, each) for each in ordered),
        column=0,
        sorts=SORTS,
        tall_detail=True,
        keys=frozenset({"open", "sort"}),
    )


def citation(of: Catalogued) -> str:
    """How to cite a source in one line: publisher, title, date or vintage, whose figures, address."""
    source = of.source
    when = source.published or (f"vintage {source.vintage}" if source.vintage else "no date")
    title = f" {source.title}." if source.title else ""
    whose = f" Figures of {of.compiler_name}." if of.compiler_name != source.publisher else ""
    return f"{source.publisher} ({when}).{title}{whose} {source.url}".rstrip()


def _row(book: Book, of: Catalogued) -> Row:
    source, coverage = of.source, of.coverage
    when = source.published or source.vintage
    detail = [f"Cite: {citation(of)}", f"Terms: {(source.terms or source.licence or 'not stated').rstrip('.')}."]
    if source.vintage:
        detail.append(f"Vintage: {source.vintage}.")
    rounding = {"nearest": "rounds to the nearest", "down": "cuts off", "exact": "prints exact numbers"}
    detail.append(
        f"This source {rounding[source.rounding]}; it gives {coverage.figures:,} figures here, key {source.id}."
    )
    if source.note:
        detail.append(source.note)
    if book.imported is not None and book.imported.record(source.id):
        detail.append(_revised(book.imported, source.id))
    return Row(
        key=source.id,
        cells=(
            *map(Cell, (source.publisher, of.compiler_name, when, coverage.first, coverage.last)),
            count(coverage.figures),
            Cell(source.licence),
            Cell(source.title),
        ),
        detail=tuple(detail),
        opens=source.id,
        subject=f"source:{source.id}",
    )


def _after(of: Catalogued) -> str:
    """Whose figures it carries, where they are not its own."""
    whose = of.compiler_name
    return "" if whose == "press" or whose in of.source.publisher else f"after {whose}"


def _revised(imported: Imported, source: str) -> str:
    """How many of an import's figures are revisions, and of what."""
    found = imported.revised(source)
    if not found:
        return "None of its figures revises one imported before."
    words = ", ".join(" ".join(filter(None, (edition, f"(import-{number})"))) for edition, number, _ in found)
    count = sum(count for *_, count in found)
    return f"It revises {count:,} figure{'s' * (count > 1)} of {words}; Enter lists them first."


def _figures(book: Book, of: Catalogued) -> Page:
    source = of.source
    whose = f"{source.publisher}, {source.published or source.vintage or 'undated'}"
    title = f"every figure of {', '.join(filter(None, (whose, _after(of))))}"
    notes = [f"Cite: {citation(of)}"]
    figures, listed = figures_of(book, source.id), {}
    if book.imported is not None and book.imported.record(source.id) is not None:
        found = book.imported.figures_with_revisions(source.id)
        figures, listed = [figure for figure, _ in found], {figure.id: revised for figure, revised in found}
        title = f"figures of {whose}, {source.id}"
        there_are = found[0][1].of if found else 0
        if there_are > len(found):
            title = f"the first {len(found)} of {there_are:,} {title}"
        notes.insert(0, "! revised: another value was imported before, in an older edition or file.")
    return Page(
        tab="sources",
        title=title,
        columns=COLUMNS,
        rows=figure_rows(book, figures, listed),
        column=2,
        keys=frozenset(),
        notes=tuple(notes),
    )
