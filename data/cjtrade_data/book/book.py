"""Book: all tables, read-only: rows of plain text read once, figures and records made of them when asked for.

Polars is imported only where a frame is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model.figure import Figure
from ..model.records import (
    Area,
    Edition,
    Event,
    Implied,
    Mention,
    Office,
    Organisation,
    Person,
    Record,
    Source,
    Statement,
    in_reading_order,
)
from ..model.reference import HOME, Pair
from ..store.location import may_have
from .caching import HasCache, cached
from .code_lists import compilers_of
from .index import COLUMNS, FigureIndex, Key, no_figure
from .tables import ANYWHERE, TABLES, Tables, group_of

if TYPE_CHECKING:
    import polars as pl

    from .imported import Imported


def open_book(path: Path | str | None = None, pair: Pair = HOME, store: str | None = None) -> Book:
    """Open the tables in `path`, the bundled ones by default, and prove them whole.

    With `store`, the place of a store, the book has what was imported about `pair` as well. Of another pair than
    Cambodia and Japan that is nearly all there is, and the reader's own store is taken where none is named. Each file
    is held against the size and checksum in datapackage.json; one that differs is read row by row so that the error can
    say where. Raises BookError, one line naming file, row and mend; StoreError for a store that cannot be read; and
    ValueError for a code that no area has.
    """
    from .validate import check_package

    if pair == HOME and (store is None or not may_have(store, pair)):
        book = Book(path)
        book.package = check_package(book.folder)
        return book
    from ..store.store import Store
    from .imported import Imported

    book = Book(path, Imported(Store(store), pair))
    book.package = check_package(book.folder)
    for code in pair:
        if code not in book.areas:
            raise ValueError(f"'{code}' is the code of no area: write those of two, as VNM:JPN")
    return book


def _by_id(record: type[Record], table: str) -> cached_property[dict[str, Record]]:
    """The records of a table of a book, those that were imported behind the others, by what is in their first column."""

    def found(book: Book) -> dict[str, Record]:
        bundled = {each[0]: each for each in book.tables.records(table, record)}
        own = book.imported.records(record) if book.imported is not None else ()
        return bundled | {each[0]: each for each in own if each[0] not in bundled}

    return cached_property(found)


class Book(HasCache):
    """All tables of a folder, the bundled ones by default, and what a store has `imported` of a pair.

    Each file is read when first needed and kept; `open_book` proves them whole before. Nothing of it can be changed; a
    frame is made once and kept, and who asks for it gets a copy that shares its memory, since Polars can change a frame
    in place. Raises BookError for a file that is missing, lacks a column or holds a row that is no figure.
    """

    def __init__(self, folder: Path | str | None = None, imported: Imported | None = None) -> None:
        super().__init__()
        self.folder = Path(folder) if folder is not None else TABLES
        self.imported = imported
        self.pair: Pair = HOME if imported is None else imported.pair
        self.home, self.partner = self.pair
        self.tables = Tables(self.folder)
        """The files as plain rows."""
        self.index = FigureIndex(self.tables, imported, lambda: self.sources)
        """Which figures there are."""
        self._figures: dict[str, Figure] = {}

    def __repr__(self) -> str:
        return f"Book({str(self.folder)!r}, {len(self.resources)} tables)"

    # Figures

    def figure(self, id: str) -> Figure:
        """One figure by its id, with its exact interval. Raises KeyError where there is none."""
        if id not in self._figures:
            row = self._row(id)
            try:
                rounding = self.sources[row["source"]].rounding
                compiler = self.index.compiler_of(list(row.values()))
                self._figures[id] = Figure.from_text({**row, "compiler": compiler, "rounding": rounding})
            except (KeyError, ValueError, ArithmeticError) as error:
                raise no_figure(id, error) from error
        return self._figures[id]

    def _row(self, id: str) -> dict[str, str]:
        try:
            return dict(zip(COLUMNS, self.index.row(id), strict=True))
        except KeyError:
            if self.imported is None or (rows := self.imported.found(id)) is None:
                raise
            self.include(row for row in rows.iter_rows(named=True) if row["id"] == id)
            return self._row(id)

    def figures_in(self, *groups: str) -> list[Figure]:
        """The figures of some groups (`pair_press`, `context_wdi` ...), in the order of the tables."""
        return [self.figure(row[0]) for group in groups for row in self.tables.figures(group)]

    def prints(self, measure: str, reporter: str, partner: str, product: str = "") -> list[Figure]:
        """The figures of one measure, reporter, partner and product: see `FigureIndex.stamps`."""
        return [self.figure(stamp.id) for stamp in self.index.stamps(measure, reporter, partner, product)]

    def include(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take in imported figures, see `FigureIndex.include`; what was made of the others is forgotten."""
        self.index.include(rows)
        self._figures.clear()
        self.cache.clear()

    # Records

    sources = _by_id(Source, "sources")
    people = _by_id(Person, "people")
    organisations = _by_id(Organisation, "organisations")
    areas = _by_id(Area, "areas")
    editions = _by_id(Edition, "editions")

    @cached_property
    def aliases(self) -> dict[str, str]:
        """The sources that questions call by a name of their own, and who speaks in them: `article`, `PPP`."""
        of = sorted(self.sources.values(), key=lambda s: s.compiler in compilers_of("press"))
        return {s.alias: s.compiler for s in of if s.alias}

    def priority(self, figure: Figure) -> int:
        """How far the source of a figure comes before others that answer as well, 0 for most."""
        return int(self.sources[figure.source].priority or 0)

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        return tuple(self.tables.records("offices", Office))

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """In the order in which the source prints them, then those whose place in it is not known, by date."""
        return tuple(sorted(self.tables.records("statements", Statement), key=in_reading_order))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        return tuple(sorted(self.tables.records("events", Event), key=lambda e: (e.date, e.id)))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(sorted(self.tables.records("mentions", Mention), key=in_reading_order))

    @cached_property
    def has_results(self) -> bool:
        """Whether `results/` was made of these very tables; of the bundled ones a test says so."""
        from . import results

        return self.folder == TABLES or results.are_current(self.folder)

    @cached_property
    def implied(self) -> dict[Key, dict[str, Implied]]:
        """By measure, reporter, partner and compiler, then by period; empty where no results were made of the tables."""
        from . import results

        return results.implied(self.folder) if self.has_results else {}

    @cached
    def names(self, table: str) -> dict[str, str]:
        """A code list (`hs_chapters`, `sectors`, `measures` ...) as code to name."""
        return self.tables.names(table)

    # Frames

    @cached_property
    def package(self) -> dict[str, Any]:
        """datapackage.json."""
        from .validate import read_package

        return read_package(self.folder)

    @cached_property
    def resources(self) -> dict[str, dict[str, Any]]:
        """The tables that datapackage.json describes, by name."""
        return {r["name"]: r for r in self.package["resources"]}

    @property
    def checksum(self) -> str:
        """SHA-256 over the checksums of all files: it changes whenever a figure does."""
        import hashlib

        return hashlib.sha256("".join(r["hash"] for r in self.package["resources"]).encode()).hexdigest()

    @cached
    def table(self, name: str) -> pl.DataFrame:
        """A table by its name in datapackage.json, as it stands in the file, with what was imported.

        Empty cells are null, in text columns too. Raises KeyError for a name the package does not have.
        """
        from .as_frame import table

        return table(self, name)

    @cached
    def frame(self, *groups: str) -> pl.DataFrame:
        """The figures of some groups (`pair_press`, `context_wdi` ...), with what follows from each row.

        Beside the columns of the table: `compiler` and `rounding` of its source; `period` (code) and `months`
        (0 for a point in time); `amount`, `low`, `high` in base units, infinite where only a limit was
        printed; `growth_low`, `growth_high` in per cent.
        """
        from .as_frame import figures

        return figures(self, groups)

    @property
    def figures(self) -> pl.DataFrame:
        """Every figure that is about the pair, and those that serve every pair; see `frame`."""
        from .as_frame import IMPORTED

        bundled = (group for name in self.resources if (group := group_of(name)))
        shown = [group for group in bundled if self.pair == HOME or group in ANYWHERE]
        return self.frame(*shown, IMPORTED)
