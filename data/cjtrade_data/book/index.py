"""Index: the figures of all tables as rows of text, found by what they are of; none is made a Figure here, and no row is
taken apart beyond that before it is asked for.

Files of goods by product, the half of it, are read when goods are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NoReturn

from ..errors import BookError
from ..model.codes import FIGURE_COLUMNS, is_of_goods
from ..model.imported_compiler import is_published
from ..model.period import Period
from ..model.records import Source, Stamp
from .tables import Tables, by_codes, cells, path_of

if TYPE_CHECKING:
    from .imported import Imported

Key = tuple[str, str, str, str]
"""Measure, reporter, partner and product."""
Ids = dict[Key, list[str]]
COLUMNS = tuple(FIGURE_COLUMNS)
_PARTNER, _START, _END, _STATUS, _SOURCE, _VALUE, _GROWTH = map(
    COLUMNS.index, ("partner", "period_start", "period_end", "status", "source", "value", "growth_pct")
)
_key = itemgetter(*map(COLUMNS.index, ("measure", "reporter", "partner", "product")))


def everything(_: str) -> bool:
    """Any measure."""
    return True


class FigureIndex:
    """Which figures there are, in the tables and of what was imported; `sources` gives those of the book, by id.

    Raises BookError for a row that is no figure.
    """

    def __init__(self, tables: Tables, imported: Imported | None, sources: Callable[[], Mapping[str, Source]]) -> None:
        self._tables, self._imported, self._sources = tables, imported, sources
        self._rows: dict[str, list[str] | str] = {}
        self._compilers: dict[str, str] = {}
        self._forget()

    def _forget(self) -> None:
        self._stamps: dict[Key, list[Stamp]] = {}
        self._periods: dict[tuple[str, str], Period] = {}
        self._by_number: dict[float, list[str]] | None = None

    def row(self, id: str) -> list[str]:
        """The cells of a figure in the order of the columns. Raises KeyError where there is none."""
        for index in ("_own", "_without_goods", "_whole"):
            if id not in self._rows:
                getattr(self, index)
        return self._cells(id)

    def _cells(self, id: str) -> list[str]:
        row = self._rows[id]
        if isinstance(row, str):
            row = self._rows[id] = cells(row)
            if len(row) != len(COLUMNS):
                self._raise_damage()
        return row

    def _raise_damage(self) -> NoReturn:
        """Read the tables whole, which raises the BookError of the row that is torn."""
        for group in self._tables.groups:
            self._tables.figures(group)
        raise BookError("figures", "a row is torn", "restore the tables")

    def compiler_of(self, row: list[str]) -> str:
        """Whose figure a row is."""
        return self._compilers.get(row[0]) or self._sources()[row[_SOURCE]].compiler

    def stamps(self, measure: str, reporter: str, partner: str, product: str = "") -> list[Stamp]:
        """What there is of one measure, reporter, partner and product, partner "" where there is none: by period, then id."""
        key = (measure, reporter, partner, product)
        if key not in self._stamps:
            self._stamps[key] = self._dated((self._whole if is_of_goods(product) else self._without_goods).get(key, ()))
        return self._stamps[key]

    def own_stamps(self, measure: str, reporter: str, partner: str, product: str = "") -> list[Stamp]:
        """Those of the figures that were imported, for which no table is read."""
        return self._dated(self._own.get((measure, reporter, partner, product), ()))

    def _dated(self, ids: Iterable[str]) -> list[Stamp]:
        return sorted(map(self._stamp, ids), key=lambda s: (s.period.last, s.period.months, s.id))

    def _stamp(self, id: str) -> Stamp:
        row = self._cells(id)
        try:
            return Stamp(id, self._period(row), self.compiler_of(row), row[_STATUS])
        except (KeyError, ValueError) as error:
            raise no_figure(id, error) from error

    def _period(self, row: list[str]) -> Period:
        ends = (row[_START], row[_END])
        if ends not in self._periods:
            self._periods[ends] = Period.from_columns(*ends)
        return self._periods[ends]

    def outline(self, reporter: str, measures: tuple[str, ...]) -> Iterator[tuple[str, str, str, Period, str, str]]:
        """(id, measure, partner, period, source, compiler) of all-goods figures.

        Derived ones are left out: a list of partners is made of what was printed.
        """
        for (measure, who, _, product), ids in self._without_goods.items():
            if who == reporter and measure in measures and not product:
                for row in map(self._cells, ids):
                    compiler = self.compiler_of(row)
                    if is_published(row[_STATUS], compiler):
                        yield row[0], measure, row[_PARTNER], self._period(row), row[_SOURCE], compiler

    def keys(self, *, of_goods: bool) -> Iterator[Key]:
        """What there is of goods by product, or of all else."""
        return (key for key in (self._whole if of_goods else self._without_goods) if is_of_goods(key[3]) is of_goods)

    def ids(self, takes: Callable[[str], bool] = everything, compiler: str | None = None) -> Iterator[str]:
        """The ids of all figures whose measure is taken, of one compiler where that is asked."""
        sources = self._sources()
        for (measure, *_), ids in self._whole.items():
            if takes(measure):
                for row in map(self._cells, ids):
                    if compiler is None or (row[_SOURCE] in sources and self.compiler_of(row) == compiler):
                        yield row[0]

    def printed_as(self, number: float) -> list[str]:
        """The ids of the figures of all goods whose value, or growth, is this number as printed, sign apart."""
        if self._by_number is None:
            self._by_number = {}
            for key in self.keys(of_goods=False):
                for row in map(self._cells, self._without_goods[key]):
                    for cell in filter(None, (row[_VALUE], row[_GROWTH])):
                        self._by_number.setdefault(abs(float(cell)), []).append(row[0])
        return self._by_number.get(abs(number), [])

    @property
    def own_compilers(self) -> set[str]:
        """The compilers of what was imported: no results were made of that."""
        return {self.compiler_of(self._cells(id)) for ids in self._own.values() for id in ids}

    @cached_property
    def _without_goods(self) -> Ids:
        return _merged(self._read(of_goods=False), self._own)

    @cached_property
    def _own(self) -> Ids:
        return self._added(self._imported.flows.iter_rows(named=True)) if self._imported is not None else {}

    @cached_property
    def _whole(self) -> Ids:
        of_goods = self._read(of_goods=True)
        if wrong := [ids[0] for key, ids in of_goods.items() if not is_of_goods(key[3])]:
            raise BookError("figures", f"'{wrong[0]}' in a table of products has none", "move it to another table")
        return _merged(self._without_goods, of_goods)

    def _read(self, *, of_goods: bool) -> Ids:
        index: Ids = {}
        for group in self._tables.groups:
            if group.startswith("products") is of_goods:
                lines = self._tables.lines(path_of(group), COLUMNS)
                try:
                    for key, rows in by_codes(lines):
                        self._rows.update(rows)
                        index.setdefault(key, []).extend(id for id, _ in rows)
                except ValueError:
                    self._raise_damage()
        return index

    def include(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take in imported figures that are not yet here.

        `rows` have the columns of the figures table; empty cells may be None. A `compiler` of their own is theirs, since
        one import may hold several editions.
        """
        index, own = self._without_goods, self._own
        added = self._added(rows)
        self._without_goods, self._own = _merged(index, added), _merged(own, added)
        self.__dict__.pop("_whole", None)
        self._forget()

    def _added(self, rows: Iterable[Mapping[str, Any]]) -> Ids:
        """The index of those rows that were not here yet."""
        index: Ids = {}
        for row in rows:
            if row["id"] not in self._rows:
                cells = ["" if row[name] is None else str(row[name]) for name in COLUMNS]
                if row.get("compiler"):
                    self._compilers[cells[0]] = row["compiler"]
                self._rows[cells[0]] = cells
                index.setdefault(_key(cells), []).append(cells[0])
        return index


def _merged(first: Ids, second: Ids) -> Ids:
    return first | {key: [*first.get(key, ()), *ids] for key, ids in second.items()}


def no_figure(id: str, error: Exception) -> BookError:
    """The fault of a row that cannot be read as a figure."""
    return BookError("figures", f"'{id}' is no figure ({error})", "correct the row or restore the file")
