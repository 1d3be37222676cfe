"""Catalogue: every source with how much of the book it is."""

import re
from collections import Counter
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from ..book.book import Book
from ..book.tables import ANYWHERE
from ..model.codes import FIGURE_COLUMNS
from ..model.figure import Figure
from ..model.grouped import grouped
from ..model.imported_compiler import is_imported
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
    names = {o.id: o.short_name for o in book.organisations.values()}
    found = [Catalogued(s, names.get(s.compiler, ""), covered.get(s.id, Coverage())) for s in shown]
    return sorted(found, key=lambda c: (-c.coverage.figures, c.source.id))


class Publication(NamedTuple):
    """A publication as its readers know it: one page, or one vintage of a database, whoever's figures it carries.

    `parts` are the sources it stands for, that with most figures first; `compilers` the short names of whose figures they
    are, "press" only where nobody else is named; `published` is the day as far as any of them knows it, "" where none does.
    """

    parts: tuple[Catalogued, ...]
    publisher: str
    title: str
    published: str
    compilers: tuple[str, ...]
    coverage: Coverage

    @property
    def source(self) -> Source:
        """What stands for it: the source with most figures."""
        return self.parts[0].source

    def age(self, today: date) -> str:
        """How long ago it was published, in the unit that one would say it in; "" where that is not known."""
        if not self.published:
            return ""
        year, month, day = (int(part) for part in (*self.published.split("-"), "1", "1")[:3])
        months = (today.year - year) * 12 + today.month - month - (today.day < day)
        if months < 1:
            return "new"
        return f"{months} month{'s' * (months > 1)}" if months < 24 else f"{months // 12} years"


def publications(book: Book) -> list[Publication]:
    """The catalogue by publication, those with most figures first."""
    groups = grouped((publication_of(each.source), each) for each in catalogue(book))
    spelling = {name.removeprefix(_ARTICLE): name for name in sorted(s.publisher for s in book.sources.values())}
    found = [_publication(parts, spelling) for parts in groups.values()]
    return sorted(found, key=lambda p: (-p.coverage.figures, p.source.id))


_ARTICLE = "The "
_COPY = "commit "
"""How the vintage of what was read from a copy kept under version control begins."""
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def publication_of(source: Source) -> tuple[str, str]:
    """What sources of one publication share: its address, and of a database its edition, but not the commit of a copy."""
    address = source.url.partition("://")[2].removeprefix("www.").rstrip("/").lower()
    if not address or is_imported(source.compiler):
        return source.id, ""
    return address, "" if source.vintage.startswith(_COPY) else source.vintage


def _publication(parts: list[Catalogued], spelling: dict[str, str]) -> Publication:
    dated = [s for p in parts for s in (p.source.published, p.source.vintage) if _DAY.fullmatch(s)]
    names = [p.compiler_name for p in parts if p.compiler_name not in ("", "press")]
    covered = [p.coverage for p in parts if p.coverage.figures]
    publisher = parts[0].source.publisher
    return Publication(
        tuple(parts),
        spelling[publisher.removeprefix(_ARTICLE)],
        next((p.source.title for p in parts if p.source.title), ""),
        max(dated, key=len, default=""),
        tuple(dict.fromkeys(names)) or tuple({p.compiler_name for p in parts if p.compiler_name}),
        Coverage(
            sum(c.figures for c in covered),
            min((c.first for c in covered), default=""),
            max((c.last for c in covered), default=""),
        ),
    )


def _coverage(book: Book) -> dict[str, Coverage]:
    found: dict[str, Coverage] = {}
    for group in book.tables.groups if book.pair == HOME else ANYWHERE:
        alike = Counter(map(itemgetter(_START, _END, _SOURCE), book.tables.figures(group)))
        for (start, last, source), count in alike.items():
            first = start or last
            known = found.get(source, Coverage(0, first, last))
            found[source] = Coverage(known.figures + count, min(known.first, first), max(known.last, last))
    return found if book.imported is None else found | book.imported.coverage


def figures_of(book: Book, *sources: str) -> list[Figure]:
    """The figures of some sources in the tables, newest first."""
    rows = (row for group in book.tables.groups for row in book.tables.figures(group) if row[_SOURCE] in sources)
    found = sorted((book.figure(row[0]) for row in rows), key=lambda f: (f.measure, f.partner, f.id))
    return sorted(found, key=lambda f: f.period, reverse=True)
