"""Imported: what the reader's own store holds about a pair, as figures and sources like those of the bundled tables.

An imported figure keeps whose it is: its compiler is `own/DATASET/EDITION`, so that nothing of it is ever put in one line,
sum or rank with the bundled figures, or with those of another edition. Its source is the import, `import-3`. Where no
number for all goods was imported, one is derived as the sum of the imported lines, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

import narwhals as nw
import polars as pl

from ..errors import StoreError
from ..formats.areas import areas
from ..model.figure import SCALES, Figure
from ..model.imported_compiler import EVERY_LINE, NAMES, compiler_of, is_unpublished, name_of
from ..model.observation import FIGURE, KEY, faults_of
from ..model.records import Area, Coverage, Organisation, Record, Source
from ..model.reference import Pair
from ..store import queries
from ..store.coverage import covered
from ..store.disk import damage_as_store_error
from ..store.queries import collect, held_rows, open_rows
from ..store.store import Import, Store
from .as_frame import FIGURES
from .caching import HasCache, cached
from .imported_figures import SCALE, as_figures, both_ways, compiler, of_newest_editions, printed_or_summed

_RECONCILED = "baci"
"""The dataset that has one number for a flow: what it has of a buyer is in the files of all sellers."""
_FLOWS = pl.col("measure").is_in(["exports", "imports"])


class Listed(NamedTuple):
    """What an import says of one of its figures: its `title`, and where it was `revised`, the value that it had before,
    in the scale of the figure, in which edition and import. `of` is how many figures the import has of the pair."""

    title: str
    revised: bool
    was: float | None
    was_edition: str
    was_import: int | None
    of: int

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Listed:
        """From a row of `listed`."""
        edition = row["was_edition"] or ""
        return cls(row["title"] or "", bool(row["revised"]), row["was"], edition, row["was_import"], row["rows"])


class Imported(HasCache):
    """What a store holds about a pair, one version of it. Frames are made when first asked for.

    Raises StoreError where the store cannot be read.
    """

    def __init__(self, store: Store, pair: Pair) -> None:
        super().__init__()
        self.store, self.pair = store.snapshot(), pair
        self.imports: tuple[Import, ...] = tuple(
            i for i in self.store.manifest().imports if set(i.reporters) & set(pair) or _RECONCILED in i.datasets
        )

    @cached_property
    def flows(self) -> pl.DataFrame:
        """Exports and imports of the pair, all goods, by both: the figures table and `compiler`.

        Only the files of the two are opened.
        """
        between = pl.col("partner").is_in([*self.pair, ""])
        with damage_as_store_error(self.store.place):
            self.store.require_whole(self.pair)
            rows = self.store.scan(self.pair).filter(between).collect()
            self._require_sound(rows, self.pair, between)
            opened = held_rows(self.store, rows, self.pair)
            sides = [queries.pair_totals(opened, *sides) for sides in (self.pair, self.pair[::-1])]
            return self._figures(covered(self.store, collect(nw.concat(sides))), rows.lazy())

    def _require_sound(
        self, rows: pl.DataFrame | pl.LazyFrame, reporters: tuple[str, ...], where: pl.Expr | bool = True
    ) -> None:
        """Raise StoreError for rows that no import would take now, but an older version may have."""
        if not faults_of(rows):
            return
        for record in self.imports:
            number = record.number
            if faults := faults_of(self.store.scan(reporters, record.__eq__).filter(where)):
                raise StoreError(
                    self.store.place,
                    f"import {number}, {record.origin.file}, holds what is no figure ({', '.join(faults)})",
                    f"cjtrade-tui store remove {number} takes it out",
                )

    def others(self) -> list[tuple[str, str, int]]:
        """(measure, unit, how many) of what the store has between the two and Flows cannot show, the most first."""
        with damage_as_store_error(self.store.place):
            rows = self.store.scan(self.pair).filter(pl.col("partner").is_in(self.pair))
            counted = (
                rows.group_by("measure", "unit").len().sort("len", "measure", "unit", descending=[True, False, False])
            )
            return list(counted.collect().iter_rows())

    @cached_property
    def partners(self) -> pl.DataFrame:
        """Exports and imports of the pair's first with everyone: the figures table and `compiler`.

        Reconciled data has one number for a flow, under the seller: the imports are in the files of all sellers.
        """
        first = self.pair[0]
        with damage_as_store_error(self.store.place):
            self._require_sound(self.store.scan((first,)), (first,))
            totals = collect(queries.partner_totals(open_rows(self.store, (first,)), first)).drop("aggregate")
            if any(_RECONCILED in record.datasets for record in self.store.manifest().imports):
                totals = pl.concat([totals, collect(queries.sold_to(open_rows(self.store), first))])
            figures = self._figures(covered(self.store, totals), self.store.scan((first,)))
        return figures.filter(pl.col("reporter") == first).join(self.flows.select("id"), on="id", how="anti")

    def _figures(self, totals: pl.DataFrame, rows: pl.LazyFrame) -> pl.DataFrame:
        printed = rows.filter(_FLOWS, pl.col("product_level") == 0)
        return as_figures(of_newest_editions(printed_or_summed(both_ways(totals), printed)))

    @cached
    def products(self, measure: str, reporter: str, partner: str, digits: int, within: str = "") -> pl.DataFrame:
        """One flow by the HS codes of so many digits that begin with `within`: the figures table, `compiler`,
        `classification` and `title`, what the publisher calls a code."""
        is_own = pl.col("product_level") == digits
        of_flow = (pl.col("partner") == partner, pl.col("measure") == measure, is_own)
        with damage_as_store_error(self.store.place):
            rows = open_rows(self.store, (reporter,))
            totals = collect(queries.product_totals(rows, reporter, partner, measure, digits, within))
            known = covered(self.store, totals).with_columns(
                covers=pl.when(is_own | (pl.col("covers") == EVERY_LINE)).then(pl.lit("")).otherwise("covers")
            )
            printed = self.store.scan((reporter,)).filter(_FLOWS, *of_flow)
            figures = as_figures(of_newest_editions(printed_or_summed(known.lazy(), printed, of_goods=True)))
            return figures.with_columns(known.select("classification", "title"))

    def records(self, record: type[Record]) -> tuple[Record, ...]:
        """What a store adds to a table of records: the imports as sources, whose they are, and areas."""
        return self._records.get(record, ())

    @cached_property
    def _records(self) -> dict[type, tuple[Any, ...]]:
        editions = {(compiler_of(d, e), d, e) for r in self.imports for d in r.datasets for e in r.editions}
        compilers = (
            Organisation(code, f"{NAMES.get(d, d)} {e}".strip() + ", imported", name_of(code), "", "own file")
            for code, d, e in sorted(editions)
        )
        return {
            Source: tuple(map(_source, self.imports)),
            Organisation: tuple(compilers),
            Area: tuple(Area(a.code, a.name, "", "", "", "", "", a.kind) for a in areas().values()),
        }

    def added_to(self, bundled: pl.DataFrame, table: str) -> pl.DataFrame:
        """A bundled table with the rows that a store adds to it."""
        known = {"sources": Source, "organisations": Organisation, "areas": Area}
        if table not in known:
            return bundled
        record, key = known[table], bundled.columns[0]
        columns: tuple[str, ...] = record._fields  # type: ignore[attr-defined]
        rows = pl.DataFrame(self._records[record], schema=dict.fromkeys(columns, pl.String), orient="row")
        own = rows.select(pl.when(pl.col(c) != "").then(pl.col(c)).alias(c) for c in rows.columns)
        return pl.concat([bundled, own.join(bundled, on=key, how="anti", maintain_order="left")], how="diagonal")

    @property
    def coverage(self) -> dict[str, Coverage]:
        """How many rows each import has, and the first and last month that they end in."""
        return {f"import-{r.number}": Coverage(r.rows, *r.span) for r in self.imports}

    def record(self, source: str) -> Import | None:
        """The import that a source stands for, None where it stands for none."""
        return next((r for r in self.imports if f"import-{r.number}" == source), None)

    def figures_with_revisions(self, source: str) -> tuple[tuple[Figure, Listed], ...]:
        """The figures of one import about the pair, in the order of `listed`, each with what it revised."""
        record = self.record(source)
        rounding = {"rounding": "" if record is None else record.rounding}
        rows = self.listed(source).iter_rows(named=True)
        return tuple((Figure.from_row({**row, **rounding}), Listed.from_row(row)) for row in rows)

    @cached
    def listed(self, source: str) -> pl.DataFrame:
        """The figures of one import about the pair, those first that it revised: see `listed`."""
        with damage_as_store_error(self.store.place):
            return listed(self.store, self._import_of(source), self.pair)

    @cached
    def revised(self, source: str) -> list[tuple[str, int, int]]:
        """What an import revised: (edition, import, how many figures about the pair)."""
        with damage_as_store_error(self.store.place):
            return counts(self.store, self._import_of(source), self.pair)

    def _import_of(self, source: str) -> Import:
        """Raises KeyError for a source that stands for no import."""
        if (record := self.record(source)) is None:
            raise KeyError(source)
        return record

    def earlier(self, id: str) -> str:
        """What a figure was as imported before: `24,542.47 million USD in 1988-2018 (import-1)`; "" where that is what
        it is now, or where it was not imported before."""
        frame = self.found(id)
        source = "" if frame is None else frame.filter(pl.col("id") == id).item(0, "source")
        if not source or not self.revised(source):
            return ""
        rows = self.listed(source).filter(pl.col("revised"), pl.col("id") == id)
        return _value_before(rows.row(0, named=True)) if rows.height else ""

    def replaced(self, id: str) -> tuple[float, str] | None:
        """What an earlier import of the same edition had for a figure of the pair, in the figure's scale, and that import;
        None where it is what it was, or was not imported before."""
        return self._replaced_values.get(id)

    @cached_property
    def _replaced_values(self) -> dict[str, tuple[float, str]]:
        if not any(part.overlaps for _, part in self.store.manifest().parts(self.pair)):
            return {}
        with damage_as_store_error(self.store.place):
            rows = self.store.scan(self.pair).filter(
                _FLOWS, pl.col("product_level") == 0, pl.col("partner").is_in(self.pair)
            )
            dated = rows.with_columns(
                was=pl.col("value").shift(1).over(FIGURE, order_by="import_number") / SCALE,
                was_import=pl.col("import_number").shift(1).over(FIGURE, order_by="import_number"),
            )
            newest = dated.sort("import_number").unique(FIGURE, keep="last", maintain_order=True)
            revised = newest.filter(pl.col("was") != pl.col("value") / SCALE).collect()
        named = revised.with_columns(covers=pl.lit(""), locator=pl.lit(""))
        named = named.with_columns(compiler=compiler(pl.col("edition")))
        before = zip(revised["was"], revised["was_import"], strict=True)
        return {
            id: (was, f"import-{number}") for id, (was, number) in zip(as_figures(named)["id"], before, strict=True)
        }

    def found(self, id: str) -> pl.DataFrame | None:
        """The frame that holds a figure, or None: the pair's, then those lists and ranks that have been made."""
        frames = [self.flows, *(made for made in self.cache.values() if isinstance(made, pl.DataFrame))]
        if "partners" in self.__dict__:
            frames.append(self.partners)
        return next((f.select(*FIGURES, "compiler") for f in frames if id in f["id"]), None)


def _value_before(row: dict[str, Any]) -> str:
    scale = "" if row["scale"] == "one" else f" {row['scale']}"
    unit = "per cent" if row["unit"] == "percent" else row["unit"]
    place = " ".join(filter(None, (row["was_edition"], f"(import-{row['was_import']})")))
    return f"{row['was']:,.{max(row['decimals'], 0)}f}{scale} {unit} in {place}"


def _publisher(record: Import) -> str:
    """The data set, or the reader's own file, which nobody published."""
    name = NAMES.get(record.datasets[0], record.datasets[0])
    return f"own file {record.origin.file}" if is_unpublished(compiler_of(record.datasets[0], "")) else name


def _source(record: Import) -> Source:
    origin = record.origin
    edition = ", ".join(filter(None, record.editions))
    return Source(
        id=f"import-{record.number}",
        publisher=origin.publisher or _publisher(record),
        compiler=compiler_of(record.datasets[0], record.editions[0]),
        title=origin.title or origin.file,
        url=origin.url,
        published=origin.published,
        vintage=origin.vintage or edition,
        retrieved=record.imported[:10],
        licence=origin.licence,
        terms=origin.terms,
        rounding=record.rounding,
        note=f"Imported {record.imported[:10]} from {origin.file}: {record.rows:,} rows. {origin.note}".rstrip(),
    )


MOST_LISTED = 500
"""Figures of one import that a list shows at most."""
_ORDER = {"revised": True, "product_level": False, "period_end": True} | dict.fromkeys(
    ("reporter", "measure", "partner", "product", "line"), False
)
"""What such a list is sorted by, and whether what is largest comes first."""


def revisions(store: Store, record: Import, reporters: tuple[str, ...]) -> pl.LazyFrame:
    """The rows of an import with what the store had for the same figure before: `was`, `was_edition`, `was_import`.

    Null where it had nothing. Before is an older edition of the dataset, or the same one imported earlier; of several
    the newest. Editions go by their names, of which a newer is the later in the alphabet. Only the files of imports
    that may have been revised are opened.
    """
    new = store.scan(reporters, lambda i: i.number == record.number)
    old = store.scan(reporters, lambda i: _may_be_revised(i, record))
    old = old.select(*KEY, was="value", was_edition="edition", was_import="import_number")
    earlier = (pl.col("was_edition") < pl.col("edition")) | (
        (pl.col("was_edition") == pl.col("edition")) & (pl.col("was_import") < pl.col("import_number"))
    )
    before = (
        new.select(*KEY, "edition", "import_number")
        .unique()
        .join(old, on=KEY, how="inner")
        .filter(earlier)
        .sort(*KEY, "was_edition", "was_import")
        .unique(KEY, keep="last", maintain_order=True)
        .select(*KEY, "was", "was_edition", "was_import")
    )
    revised = (pl.col("was") != pl.col("value")).fill_null(False)
    return new.join(before, on=KEY, how="left", maintain_order="left").with_columns(revised=revised)


def _may_be_revised(other: Import, record: Import) -> bool:
    if other.number == record.number or not set(other.datasets) & set(record.datasets):
        return False
    (first, last), (other_first, other_last) = record.span, other.span
    return min(other.editions) <= max(record.editions) and first <= other_last and other_first <= last


def counts(store: Store, record: Import, reporters: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """What an import revised: (edition, import, how many figures), by edition and import."""
    if not any(_may_be_revised(other, record) for other in store.manifest().imports):
        return []
    found = revisions(store, record, reporters).filter("revised").group_by("was_edition", "was_import").len()
    return list(found.sort("was_edition", "was_import").collect().iter_rows())


def listed(store: Store, record: Import, reporters: tuple[str, ...]) -> pl.DataFrame:
    """An import's figures: those of the figures table, `compiler`, `title`, `was`, in the scale of
    `value`, `was_edition` and `was_import`.

    Revised ones (`revised`) first, then all goods before lines, newest first; `MOST_LISTED` at most of the `rows` there
    are.
    """
    found = revisions(store, record, reporters)
    rows = found.sort(*_ORDER, descending=list(_ORDER.values()), maintain_order=True).collect()
    shown = rows.head(MOST_LISTED).with_columns(covers=pl.lit(""), locator=pl.lit(""))
    figures = as_figures(shown.with_columns(compiler=compiler(pl.col("edition"))))
    was = pl.col("was") / pl.col("scale").replace_strict(SCALES, return_dtype=pl.Float64)
    beside = shown.select("title", "revised", was, "was_edition", "was_import", rows=pl.lit(rows.height))
    return pl.concat([figures.select(*FIGURES, "compiler"), beside], how="horizontal")
