"""Catalogue: every source with how much of the book it is."""

from __future__ import annotations

from typing import NamedTuple

from ..book.book import Book
from ..book.tables import ANYWHERE
from ..model.codes import FIGURE_COLUMNS
from ..model.figure import Figure
from ..model.records import Coverage, Source
from ..model.reference import HOME

_START, _END, _SOURCE = (list(FIGURE_COLUMNS).index(c) for c in ("period_start", "period_end", "source"))


class Catalogued(NamedTuple):
    """A source, the short name of its compiler, "" where nobody knows it, and what it covers."""

    source: Source
    compiler_name: str
    coverage: Coverage


def catalogue(book: Book) -> list[Catalogued]:
    """Every source of what the book has of its pair, those with most figures first."""
    covered = _coverage(book)
    shown = [s for s in book.sources.values() if book.pair == HOME or s.id in covered]
    found = [Catalogued(s, _name(book, s.compiler), covered.get(s.id, Coverage())) for s in shown]
    return sorted(found, key=lambda c: (-c.coverage.figures, c.source.id))


def _name(book: Book, compiler: str) -> str:
    known = book.organisations.get(compiler)
    return known.short_name if known is not None else ""


def _coverage(book: Book) -> dict[str, Coverage]:
    found: dict[str, Coverage] = {}
    for group in book.tables.groups if book.pair == HOME else ANYWHERE:
        for row in book.tables.figures(group):
            first, last = row[_START] or row[_END], row[_END]
            known = found.get(row[_SOURCE], Coverage(0, first, last))
            found[row[_SOURCE]] = Coverage(known.figures + 1, min(known.first, first), max(known.last, last))
    return found if book.imported is None else found | book.imported.coverage


def figures_of(book: Book, source: str) -> list[Figure]:
    """The figures of one source in the tables, newest first."""
    rows = (row for group in book.tables.groups for row in book.tables.figures(group) if row[_SOURCE] == source)
    found = sorted((book.figure(row[0]) for row in rows), key=lambda f: (f.measure, f.partner, f.id))
    return sorted(found, key=lambda f: f.period, reverse=True)
