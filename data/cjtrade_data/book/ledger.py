"""Ledger: the tables as plain Python values, read row by row and only as far as a question needs.

The book gives frames and costs a quarter of a second to import; the ledger gives single figures, sources
and statements to answer one question at once. Both read the same files. Records are named tuples: six data classes
would cost 6 ms at each start.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ..errors import BookError
from ..language.digits import is_digits
from ..model.codes import FIGURE_COLUMNS
from ..model.figure import SCALES, Figure
from ..model.own import is_published
from ..model.period import Period
from ..model.reference import HOME, Pair
from .code_lists import compilers_of

TABLES = Path(__file__).parents[1] / "tables"


class Source(NamedTuple):
    """Who published something, whose statistics it carries (`compiler`), when, and on what terms.

    `kind` is press or data, `alias` what questions call it (a code of language/phrases.csv, slot compiler), `priority` a
    number where its figures come before others that answer as well.


    `retrieved` is the day its figures were read for the tables, or imported, as YYYY-MM-DD."""

    id: str
    publisher: str
    compiler: str
    title: str
    url: str
    published: str
    vintage: str
    retrieved: str
    licence: str
    terms: str
    rounding: str
    note: str
    kind: str = "data"
    alias: str = ""
    priority: str = ""


class Person(NamedTuple):
    id: str
    name: str
    role: str
    organisation: str
    country: str
    note: str


class Office(NamedTuple):
    """An office that somebody held from `since` to `until`, ISO days, "" where unknown or still held; `source` names them so."""

    office: str
    person: str
    since: str
    until: str
    source: str


class Organisation(NamedTuple):
    id: str
    name: str
    short_name: str
    country: str
    kind: str


class Statement(NamedTuple):
    """What somebody said, in our words; `person` is empty where the organisation speaks itself."""

    id: str
    person: str
    organisation: str
    source: str
    locator: str
    date: str
    topic: str
    paraphrase: str
    quote: str
    figures: str

    @property
    def figure_ids(self) -> tuple[str, ...]:
        return tuple(self.figures.split())


class Mention(NamedTuple):
    """A good, sector, institution, event or place that a source names."""

    id: str
    kind: str
    name: str
    flow: str
    code: str
    source: str
    locator: str
    attributed_to: str
    note: str


class Area(NamedTuple):
    """A country or aggregate with its names, `spoken` in a sentence where that is another; `currency` is the code of the
    one whose rates the tables have, `kind` is country, aggregate, special or former."""

    code: str
    name: str
    name_ja: str
    name_km: str
    demonym: str
    spoken: str
    currency: str
    kind: str


class Stamp(NamedTuple):
    """What can be told of a figure without making it."""

    id: str
    period: Period
    compiler: str
    status: str

    @property
    def is_print(self) -> bool:
        """Whether somebody published it, see `is_published`."""
        return is_published(self.status, self.compiler)


class Edition(NamedTuple):
    """A publication that lists partners: `coverage` says how far (complete, or the largest of each flow), `listed` how
    many of them are kept here, and `world_total_of` which edition the world total is taken from, "" for its own."""

    edition: str
    compiler: str
    vintage: str
    coverage: str
    listed: str
    world_total_of: str
    note: str


class Implied(NamedTuple):
    """What all printed figures of a compiler together leave possible of a level that nobody printed, in dollars: see
    `results/pinned.csv`. `figures` are the ids that prove it."""

    low: str
    high: str
    figures: str


Record = TypeVar("Record", Source, Person, Office, Organisation, Statement, Mention, Area, Edition)
_Key = tuple[str, str, str, str]
_COLUMNS = tuple(FIGURE_COLUMNS)
_STATUS, _SOURCE, _VALUE, _GROWTH = (_COLUMNS.index(c) for c in ("status", "source", "value", "growth_pct"))


class Ledger:
    """All tables of a folder, the bundled ones by default; each file is read when first needed and kept.

    Raises BookError for a file that is missing, lacks a column or holds a row that is no figure.
    """

    def __init__(self, folder: Path | str | None = None, pair: Pair = HOME) -> None:
        self.pair = pair
        self.home, self.partner = pair
        self.folder = Path(folder) if folder is not None else TABLES
        self._made: dict[str, Figure] = {}
        self._rows: dict[str, list[str]] = {}
        self._stamps: dict[_Key, list[Stamp]] = {}
        self._periods: dict[tuple[str, str], Period] = {}
        self._names: dict[str, dict[str, str]] = {}
        self._compilers: dict[str, str] = {}
        self.extended: set[str] = set()
        """The compilers of what was included: no results were made of that."""
        self.kept: dict[Any, Any] = {}
        """What was worked out from it (`checks`), for as long as it is there."""

    def figures(self, measure: str, reporter: str, partner: str, product: str = "") -> list[Figure]:
        """The figures of one measure, reporter, partner and product; partner "" where there is none.

        Ordered by period, then by id. The tables of goods by product are opened only where a product is asked for.
        """
        return [self._make(stamp.id) for stamp in self.stamps(measure, reporter, partner, product)]

    def stamps(self, measure: str, reporter: str, partner: str, product: str = "") -> list[Stamp]:
        """The same as `figures`, without making them: a question looks at many periods and answers with one."""
        key = (measure, reporter, partner, product)
        if key not in self._stamps:
            ids = self._main_index.get(key) or (self._product_index.get(key, []) if product else [])
            self._stamps[key] = sorted(map(self._stamp, ids), key=lambda s: (s.period, s.id))
        return self._stamps[key]

    def _stamp(self, id: str) -> Stamp:
        row = self._rows[id]
        ends = (row[6], row[7])
        try:
            if ends not in self._periods:
                self._periods[ends] = Period.from_columns(*ends)
            return Stamp(id, self._periods[ends], self._compiler(row), row[_STATUS])
        except (KeyError, ValueError) as error:
            raise BookError(
                "figures", f"'{id}' is no figure ({error})", "correct the row or restore the file"
            ) from error

    def _compiler(self, row: list[str]) -> str:
        return self._compilers.get(row[0]) or self.sources[row[_SOURCE]].compiler

    def include(
        self,
        rows: Iterable[Mapping[str, Any]],
        sources: Iterable[Source] = (),
        organisations: Iterable[Organisation] = (),
    ) -> None:
        """Take in figures that are in no table, such as imported ones; those it has already are left alone.

        `rows` have the columns of the figures table; empty cells may be None. A `compiler` of their own is theirs, since
        one import may hold several editions. What was worked out before is forgotten.
        """
        self.sources.update({s.id: s for s in sources})
        self.organisations.update({o.id: o for o in organisations})
        for row in rows:
            if row["id"] in self._rows:
                continue
            cells = ["" if row[name] is None else str(row[name]) for name in _COLUMNS]
            self._main_index.setdefault((cells[1], cells[2], cells[3], cells[4]), []).append(cells[0])
            self._rows[cells[0]] = cells
            if row.get("compiler"):
                self._compilers[cells[0]] = row["compiler"]
            self.extended.add(self._compiler(cells))
        self._stamps.clear()
        self.kept.clear()

    def outline(self, reporter: str, measures: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """(id, measure, partner, period start, period end, source, compiler) of all-goods figures, without making them.

        Derived ones are left out: a list of partners is made of what was printed.
        """
        for (measure, who, _, product), ids in self._main_index.items():
            if who == reporter and measure in measures and not product:
                for id in ids:
                    row = self._rows[id]
                    compiler = self._compiler(row)
                    if is_published(row[_STATUS], compiler):
                        yield id, measure, row[3], row[6], row[7], row[_SOURCE], compiler

    def keys(self, *, of_products: bool) -> Iterator[_Key]:
        """(measure, reporter, partner, product) of everything there is, of goods by product or of all goods."""
        return iter(self._product_index if of_products else self._main_index)

    def figures_of(self, takes: Callable[[str], bool], compiler: str | None = None) -> Iterator[Figure]:
        """Every figure, of goods and countries alike, whose measure is taken, of one compiler where that is asked."""
        sources = self.sources
        for of_products in (False, True):
            for (measure, *_), ids in self._index(of_products).items():
                if takes(measure):
                    for id in ids:
                        if compiler is None or (
                            self._rows[id][_SOURCE] in sources and self._compiler(self._rows[id]) == compiler
                        ):
                            yield self._make(id)

    def figure(self, id: str) -> Figure:
        """One figure by its id. Raises KeyError where there is none."""
        for of_products in (False, True):
            self._index(of_products)
            if id in self._rows:
                return self._make(id)
        raise KeyError(id)

    def printed_as(self, number: float) -> list[Figure]:
        """The figures of all goods whose value, or growth, is this number as printed, sign apart."""
        return [self._make(id) for id in self._by_number.get(abs(number), ())]

    @cached_property
    def _by_number(self) -> dict[float, list[str]]:
        found: dict[float, list[str]] = {}
        for ids in self._main_index.values():
            for id in ids:
                row = self._rows[id]
                for cell in (row[_VALUE], row[_GROWTH]):
                    if cell:
                        found.setdefault(abs(float(cell)), []).append(id)
        return found

    def _index(self, of_products: bool) -> dict[_Key, list[str]]:
        return self._product_index if of_products else self._main_index

    @cached_property
    def _main_index(self) -> dict[_Key, list[str]]:
        return self._read_figures(of_products=False)

    @cached_property
    def _product_index(self) -> dict[_Key, list[str]]:
        return self._read_figures(of_products=True)

    def _read_figures(self, of_products: bool) -> dict[_Key, list[str]]:
        index: dict[_Key, list[str]] = {}
        folder = self.folder / "figures"
        if not folder.is_dir():
            raise BookError("figures", "the folder is missing", "restore the tables")
        for path in sorted(folder.glob("*.csv")):
            if path.stem.startswith("products") is not of_products:
                continue
            # Of thousands of rows a question needs a dozen: a row stays a list until its figure is made.
            cells = self._cells(f"figures/{path.name}", _COLUMNS)
            header = next(cells)
            if tuple(header) != _COLUMNS:
                reason = "the columns are not in their order"
                raise BookError(f"figures/{path.name}", reason, "restore the file")
            for row in cells:
                self._rows[row[0]] = row
                index.setdefault((row[1], row[2], row[3], row[4]), []).append(row[0])
        return index

    def _make(self, id: str) -> Figure:
        if id not in self._made:
            row = dict(zip(_COLUMNS, self._rows[id], strict=True))
            try:
                self._made[id] = self._figure(row)
            except (KeyError, ValueError, ArithmeticError) as error:
                reason = f"'{id}' is no figure ({error})"
                raise BookError("figures", reason, "correct the row or restore the file") from error
        return self._made[id]

    def _figure(self, row: dict[str, str]) -> Figure:
        source = self.sources[row["source"]]
        if row["scale"] not in SCALES:
            raise ValueError(f"scale '{row['scale']}'")
        return Figure.from_row(
            {
                **row,
                "decimals": int(row["decimals"]),
                "growth_pct": row["growth_pct"] or None,
                "growth_decimals": int(row["growth_decimals"]) if row["growth_decimals"] else None,
                "compiler": self._compilers.get(row["id"], source.compiler),
                "rounding": source.rounding,
            }
        )

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {s.id: s for s in self._records("sources", Source)}

    @cached_property
    def aliases(self) -> dict[str, str]:
        """The sources that questions call by a name of their own, and who speaks in them: `article`, `PPP`."""
        named = [s for s in self.sources.values() if s.alias]
        return {s.alias: s.compiler for s in sorted(named, key=lambda s: s.compiler in compilers_of("press"))}

    def priority(self, figure: Figure) -> int:
        """How far the source of a figure comes before others that answer as well, 0 for most."""
        return int(self.sources[figure.source].priority or 0)

    @cached_property
    def people(self) -> dict[str, Person]:
        return {p.id: p for p in self._records("people", Person)}

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        return tuple(self._records("offices", Office))

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        return {o.id: o for o in self._records("organisations", Organisation)}

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """In the order in which the source prints them."""
        found = self._records("statements", Statement)
        return tuple(sorted(found, key=lambda s: (paragraph(s.locator), s.id)))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(sorted(self._records("mentions", Mention), key=lambda m: (paragraph(m.locator), m.id)))

    @cached_property
    def has_results(self) -> bool:
        """Whether `results/` was made of these very tables; of the bundled ones a test says so."""
        from . import results

        return self.folder == TABLES or results.hold(self.folder)

    @cached_property
    def implied(self) -> dict[tuple[str, str, str, str], dict[str, Implied]]:
        """By measure, reporter, partner and compiler, then by period; empty where no results were made of the tables."""
        from . import results

        found: dict[tuple[str, str, str, str], dict[str, Implied]] = {}
        for row in results.rows(self.folder, "pinned") if self.has_results else ():
            if row["way"] == "1" and row["unit"] == "USD" and not (row["product"] or row["basis"] or row["edition"]):
                key = (row["measure"], row["reporter"], row["partner"], row["compiler"])
                found.setdefault(key, {})[row["period"]] = Implied(row["low"], row["high"], row["figures"])
        return found

    @cached_property
    def editions(self) -> dict[str, Edition]:
        return {e.edition: e for e in self._records("editions", Edition)}

    @cached_property
    def areas(self) -> dict[str, Area]:
        return {a.code: a for a in self._records("areas", Area)}

    def names(self, table: str) -> dict[str, str]:
        """A code list (`hs_chapters`, `sectors`, `measures` ...) as code to name."""
        if table not in self._names:
            rows = self._read(f"{table}.csv", ("code",))
            self._names[table] = {row["code"]: row.get("name") or row.get("label") or "" for row in rows}
        return self._names[table]

    def _records(self, table: str, record: type[Record]) -> Iterator[Record]:
        columns = record._fields
        for row in self._read(f"{table}.csv", columns):
            yield record(**{name: row[name] for name in columns})

    def _read(self, file: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
        cells = self._cells(file, columns)
        header = next(cells)
        return (dict(zip(header, row, strict=True)) for row in cells)

    def _cells(self, file: str, columns: tuple[str, ...]) -> Iterator[list[str]]:
        """The heading, then each row, equally long."""
        try:
            with (self.folder / file).open(encoding="utf-8", newline="") as lines:
                rows = csv.reader(lines)
                header = next(rows, [])
                missing = [c for c in columns if c not in header]
                if missing:
                    raise BookError(file, f"no column '{missing[0]}'", "restore the file")
                yield header
                for number, row in enumerate(rows, start=2):
                    if len(row) != len(header):
                        reason = f"{len(row)} cells where the heading has {len(header)}"
                        raise BookError(file, reason, "restore the row", number)
                    yield row
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise BookError(file, str(error).splitlines()[0], "restore the file") from error


def paragraph(locator: str) -> int:
    """The number in "paragraph 12"; 0 where a locator has none."""
    digits = "".join(c for c in locator if is_digits(c))
    return int(digits) if digits else 0
