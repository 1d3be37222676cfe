"""Sources: one line a publication, with its day, age, coverage and licence; every figure of each, and how to cite it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cjtrade_data.book.book import Book
from cjtrade_data.citation import date_words
from cjtrade_data.derivation.catalogue import Publication, figures_of, publications
from cjtrade_data.model.selection import Selection
from cjtrade_data.wording.sentences import joined
from cjtrade_tui.pages.cell import MISSING, Cell, count, day_cell
from cjtrade_tui.pages.columns import page_of
from cjtrade_tui.pages.common import age
from cjtrade_tui.pages.figure_rows import figures_page
from cjtrade_tui.pages.option_checks import no_such
from cjtrade_tui.pages.page import Order, Page, Row

if TYPE_CHECKING:
    from cjtrade_data.book.imported import Imported


def build(book: Book, selection: Selection) -> Page:
    """The Sources page: all publications, or those a filter keeps, or the figures of the one that was opened."""
    every = publications(book)
    if selection.item:
        by_source = {part.source.id: each for each in every for part in each.parts}
        if selection.item not in by_source:
            raise no_such(selection.item, "source in the dataset", by_source)
        return _figures(book, by_source[selection.item])
    kept = [each for each in every if _has(each, selection.filter)]
    ordered = sorted(kept, key=lambda each: each.coverage.figures, reverse=True)
    of = (
        f"{len(kept)} of {len(every)} sources with '{selection.filter}'"
        if selection.filter
        else f"{len(every)} sources"
    )
    day = today()
    title = f"{of}, {sum(each.coverage.figures for each in ordered):,} figures"
    return page_of("sources", (_row(book, each, day) for each in ordered), title)._replace(
        order=Order("figures", "desc"),
        notes=(age(book),),
        empty=f"No source has '{selection.filter}' in its name, title, organisation or year.",
        keys=frozenset({"find"}),
    )


def today() -> date:
    """The day that ages are counted to."""
    return date.today()


def found(book: Book, words: str) -> list[str]:
    """The publications that have some words, one a line."""
    return [
        " · ".join(filter(None, (p.publisher, p.published, _title(p)))) for p in publications(book) if _has(p, words)
    ]


def _has(of: Publication, words: str) -> bool:
    """Whether every word stands in what a reader may know a publication by."""
    source = of.source
    told = " ".join((of.publisher, of.title, *of.compilers, of.published, source.url, *(p.source.id for p in of.parts)))
    return all(word in told.lower() for word in words.lower().split())


def _title(of: Publication) -> str:
    """Its title, or the address where nobody wrote one down."""
    return of.title or of.source.url.partition("://")[2].removeprefix("www.")


def citation(of: Publication) -> str:
    """How to cite a publication in one line: publisher, title, date or vintage, whose figures, address."""
    source = of.source
    when = of.published or (f"vintage {source.vintage}" if source.vintage else "no date")
    title = f" {of.title}." if of.title else ""
    names = [name for name in of.compilers if name not in of.publisher]
    whose = f" Figures of {joined(names)}." if names else ""
    return f"{of.publisher} ({when}).{title}{whose} {source.url}".rstrip()


def _row(book: Book, of: Publication, day: date) -> Row:
    source, coverage = of.source, of.coverage
    detail = [f"Cite: {citation(of)}", f"Terms: {(source.terms or source.licence or 'not stated').rstrip('.')}."]
    if source.vintage:
        detail.append(f"Vintage: {source.vintage}.")
    rounding = {"nearest": "rounds to the nearest", "down": "cuts off", "exact": "prints exact numbers"}
    ids = ", ".join(part.source.id for part in of.parts)
    read = max((part.source.retrieved for part in of.parts), default="")
    covers = f" of {coverage.first} to {coverage.last}" if coverage.figures else ""
    detail.append(
        f"This source {rounding[source.rounding]}; it gives {coverage.figures:,} figures{covers} here"
        f"{f', read on {date_words(read)}' if read else ''}, key {ids}."
    )
    detail += dict.fromkeys(part.source.note for part in of.parts if part.source.note)
    if book.imported is not None and book.imported.record(source.id):
        detail.append(_revised(book.imported, source.id))
    published = day_cell(of.published, MISSING)
    return Row(
        key=source.id,
        cells=(
            Cell(of.publisher),
            Cell(_title(of)),
            Cell(", ".join(of.compilers)),
            published,
            published._replace(
                text=of.age(day) or MISSING, order=None if published.order is None else -published.order
            ),
            *map(day_cell, (coverage.first, coverage.last)),
            count(coverage.figures),
            Cell(source.licence),
        ),
        detail=tuple(detail),
        item=source.id,
        subject=f"source:{source.id}",
    )


def _after(of: Publication) -> str:
    """Whose figures it carries, where they are not its own."""
    names = [name for name in of.compilers if name != "press" and name not in of.publisher]
    return f"after {joined(names)}" if names else ""


def _revised(imported: Imported, source: str) -> str:
    """How many of an import's figures are revisions, and of what."""
    found = imported.revised(source)
    if not found:
        return "None of its figures revises one imported before."
    words = ", ".join(" ".join(filter(None, (edition, f"(import-{number})"))) for edition, number, _ in found)
    count = sum(count for *_, count in found)
    return f"It revises {count:,} figure{'s' * (count > 1)} of {words}, listed first among its figures."


def _figures(book: Book, of: Publication) -> Page:
    source = of.source
    whose = f"{of.publisher}, {of.published or source.vintage or 'undated'}"
    title = f"every figure of {', '.join(filter(None, (whose, _after(of))))}"
    notes = [f"Cite: {citation(of)}"]
    figures, listed = figures_of(book, *(part.source.id for part in of.parts)), {}
    if book.imported is not None and book.imported.record(source.id) is not None:
        found = book.imported.figures_with_revisions(source.id)
        figures, listed = [figure for figure, _ in found], {figure.id: revised for figure, revised in found}
        title = f"figures of {whose}, {source.id}"
        there_are = found[0][1].of if found else 0
        if there_are > len(found):
            title = f"the first {len(found)} of {there_are:,} {title}"
        notes.insert(0, "! revised: another value was imported before, in an older edition or file.")
    return figures_page(book, figures, title, listed)._replace(notes=tuple(notes))
