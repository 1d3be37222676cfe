"""Imported: what the reader's own store holds about a pair, as figures and sources like those of the bundled tables.

An imported figure keeps whose it is: its compiler is `own/DATASET/EDITION`, so that nothing of it is ever put in one line,
sum or rank with the bundled figures, or with those of another edition. Its source is the import, `import-3`. Where no
number for all goods was imported, one is derived as the sum of the imported lines, and says so.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import polars as pl

from ..errors import StoreError
from ..formats.areas import areas
from ..model.observation import faults_of
from ..model.own import NAMES, compiler_of, name_of
from ..store import queries
from ..store.disk import damage_is_told
from ..store.engines import collect, open_rows
from ..store.store import Import, Store
from .import_revisions import counts, listed
from .ledger import Ledger, Organisation, Source
from .own_figures import FIGURES, FLOW, PRINT, as_figures, both_ways, of_newest_editions, printed_or_summed

_FLOWS = pl.col("measure").is_in(["exports", "imports"]) & (pl.col("unit") == "USD")


class Imported:
    """What a store holds about a pair, one version of it. Frames are made when first asked for.

    Raises StoreError where the store cannot be read.
    """

    def __init__(self, store: Store, pair: tuple[str, str]) -> None:
        self.store, self.pair = store.as_it_is_now(), pair
        self.records: tuple[Import, ...] = tuple(
            i for i in self.store.manifest().imports if set(i.reporters) & set(pair)
        )
        self._listed: dict[str, pl.DataFrame] = {}
        self._revised: dict[str, list[tuple[str, int, int]]] = {}

    @cached_property
    def flows(self) -> pl.DataFrame:
        """Exports and imports of the pair, all goods, by both: the figures table and `compiler`.

        Only the files of the two are opened.
        """
        first, second = self.pair
        with damage_is_told(self.store.place):
            self.store.require_whole(self.pair)
            self._require_sound(self.pair, pl.col("partner").is_in([*self.pair, ""]))
            sides = [self._side(first, second), self._side(second, first)]
            return self._figures(pl.concat(sides), pl.col("partner").is_in(self.pair), self.pair)

    def _require_sound(self, reporters: tuple[str, ...], where: pl.Expr | bool = True) -> None:
        """Raise StoreError for rows that no import would take now, but an older version may have."""
        if not faults_of(self.store.scan(reporters).filter(where)):
            return
        for record in self.records:
            number = record.number
            if faults := faults_of(self.store.scan(reporters, record.__eq__).filter(where)):
                raise StoreError(
                    self.store.place, f"import {number}, {record.origin.file}, holds what is no figure ({', '.join(faults)})",
                    f"cjtrade-tui store remove {number} takes it out",
                )  # fmt: skip

    def _side(self, reporter: str, partner: str) -> pl.DataFrame:
        totals = collect(queries.pair_totals(open_rows(self.store, (reporter,)), reporter, partner))
        return totals.drop("growth_pct").with_columns(reporter=pl.lit(reporter), partner=pl.lit(partner))

    @cached_property
    def partners(self) -> pl.DataFrame:
        """Exports and imports of the pair's first with everyone: the figures table and `compiler`.

        Reconciled data has one number for a flow, under the seller: the imports are in the files of all sellers.
        """
        with damage_is_told(self.store.place):
            self._require_sound(self.pair[:1])
            figures = self._partner_figures(self.pair[0])
        known = self.flows.select("id")
        return figures.filter(pl.col("reporter") == self.pair[0]).join(known, on="id", how="anti")

    def _partner_figures(self, first: str) -> pl.DataFrame:
        totals = collect(queries.partner_totals(open_rows(self.store, (first,)), first)).with_columns(
            reporter=pl.lit(first)
        )
        if any("baci" in record.datasets for record in self.store.manifest().imports):
            bought = collect(queries.sold_to(open_rows(self.store), first)).with_columns(partner=pl.lit(first))
            totals = pl.concat([totals.select(bought.columns), bought])
        return self._figures(totals.drop("aggregate", strict=False), pl.lit(True), (first,))

    def _figures(self, totals: pl.DataFrame, where: pl.Expr, reporters: tuple[str, ...]) -> pl.DataFrame:
        rows = self.store.scan(reporters).filter(_FLOWS, where)
        printed = (
            rows.filter(pl.col("product_level") == 0)
            .select(*FLOW, pl.col("import_number").cast(pl.Int64), pl.col("value").alias("printed"), *PRINT)
            .unique([*FLOW, "import_number"], keep="first", maintain_order=True)
            .collect()
        )
        observations = printed_or_summed(both_ways(totals), printed)
        return as_figures(of_newest_editions(observations))

    @cached_property
    def sources(self) -> pl.DataFrame:
        """The imports that have something of either: the sources table."""
        return pl.DataFrame(
            [_source(record) for record in self.records], schema=dict.fromkeys(_SOURCE, pl.String), orient="row"
        )

    @cached_property
    def coverage(self) -> pl.DataFrame:
        """source, figures (rows of the import), first and last (YYYY-MM of the months they end in)."""
        rows = [(f"import-{r.number}", r.rows, *r.span) for r in self.records]
        schema: dict[str, Any] = {"source": pl.String, "figures": pl.Int64, "first": pl.String, "last": pl.String}
        return pl.DataFrame(rows, schema=schema, orient="row")

    @cached_property
    def compilers(self) -> pl.DataFrame:
        """Whose the imported figures are: the organisations table."""
        found = {(compiler_of(d, e), d, e) for r in self.records for d in r.datasets for e in r.editions}
        rows = [
            (code, f"{NAMES.get(d, d)} {e}".strip() + ", imported", name_of(code), None, "own file")
            for code, d, e in sorted(found)
        ]
        names = ("id", "name", "short_name", "country", "kind")
        return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")

    @cached_property
    def areas(self) -> pl.DataFrame:
        """Every area that a file may name: code, name and kind."""
        return pl.DataFrame(
            [(a.code, a.name, a.kind) for a in areas().values()], schema=["code", "name", "kind"], orient="row"
        )

    def tell(self, ledger: Ledger, id: str = "") -> None:
        """Make a ledger of the bundled tables know the pair's flows too, and the figure `id` of a list or a ranking."""
        frame = self.found(id) if id else None
        rows = self.flows if frame is None else frame.filter(pl.col("id") == id)
        ledger.include(
            rows.iter_rows(named=True),
            [Source(*(cell or "" for cell in row)) for row in self.sources.iter_rows()],
            [Organisation(*(cell or "" for cell in row)) for row in self.compilers.iter_rows()],
        )

    def record(self, source: str) -> Import | None:
        """The import that a source stands for, None where it stands for none."""
        return next((r for r in self.records if f"import-{r.number}" == source), None)

    def listed(self, source: str) -> pl.DataFrame:
        """The figures of one import about the pair, those first that it revised: see `revisions.listed`."""
        record = self.record(source)
        if record is None:
            raise KeyError(source)
        if source not in self._listed:
            with damage_is_told(self.store.place):
                self._listed[source] = listed(self.store, record, self.pair)
        return self._listed[source]

    def revised(self, source: str) -> list[tuple[str, int, int]]:
        """What an import revised: (edition, import, how many figures about the pair)."""
        record = self.record(source)
        if record is None:
            raise KeyError(source)
        if source not in self._revised:
            with damage_is_told(self.store.place):
                self._revised[source] = counts(self.store, record, self.pair)
        return self._revised[source]

    def earlier(self, id: str) -> str:
        """What a figure was as imported before: `24,542.47 million USD in 1988-2018 (import-1)`; "" where that is what
        it is now, or where it was not imported before."""
        frame = self.found(id)
        source = "" if frame is None else frame.filter(pl.col("id") == id).item(0, "source")
        if not source or not self.revised(source):
            return ""
        rows = self.listed(source).filter(pl.col("revised"), pl.col("id") == id)
        return _as_it_was(rows.row(0, named=True)) if rows.height else ""

    def found(self, id: str) -> pl.DataFrame | None:
        """The frame that holds a figure, or None: the pair's, then those lists and ranks that have been made."""
        frames = [self.flows, *self._listed.values()]
        if "partners" in self.__dict__:
            frames.append(self.partners)
        return next((f.select(*FIGURES, "compiler") for f in frames if id in f["id"]), None)


def _as_it_was(row: dict[str, Any]) -> str:
    scale = "" if row["scale"] == "one" else f" {row['scale']}"
    unit = "per cent" if row["unit"] == "percent" else row["unit"]
    place = " ".join(filter(None, (row["was_edition"], f"(import-{row['was_import']})")))
    return f"{row['was']:,.{max(row['decimals'], 0)}f}{scale} {unit} in {place}"


_SOURCE = (
    "id", "publisher", "compiler", "title", "url", "published", "vintage", "retrieved", "licence", "terms", "rounding",
    "note",
)  # fmt: skip


def _source(record: Import) -> tuple[str | None, ...]:
    origin = record.origin
    edition = ", ".join(filter(None, record.editions))
    note = f"Imported {record.imported[:10]} from {origin.file}: {record.rows:,} rows. {origin.note}".rstrip()
    return (
        f"import-{record.number}", origin.publisher or NAMES.get(record.datasets[0], record.datasets[0]),
        compiler_of(record.datasets[0], record.editions[0]), origin.title or origin.file, origin.url or None,
        origin.published or None, origin.vintage or edition or None, record.imported[:10], origin.licence or None,
        origin.terms or None, record.rounding, note,
    )  # fmt: skip
