"""PairBook: a book of any pair: the bundled tables and what the reader's own store holds about the two."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from ..model.reference import HOME, Pair
from ..store.store import Store
from .book import TABLES, Book
from .imported import Imported
from .own_figures import FIGURES
from .validate import check_package

_OWN = ("figures-imported", "figures-imported-partners")
_ANYWHERE = ("figures-context-fx", "figures-context-wdi")
"""Bundled figures that serve every pair: rates, GDP and population."""


def open_pair(path: Path | str | None, pair: Pair, store: Store) -> PairBook:
    """The book of a pair. Raises BookError for damaged tables, StoreError for a store that cannot be read, and
    ValueError for a code that no area has."""
    folder = Path(path) if path is not None else TABLES
    book = PairBook(folder, check_package(folder), Imported(store, pair))
    for code in pair:
        if code not in book.index("areas", "code"):
            raise ValueError(f"'{code}' is the code of no area: write those of two, as VNM:JPN")
    return book


class PairBook(Book):
    """A book whose figures are of the two in `pair`; those of the store have tables of their own.

    Of any pair but Cambodia and Japan only the imported figures and the bundled context are in it.
    """

    imported: Imported

    def __init__(self, folder: Path, package: dict[str, Any], imported: Imported) -> None:
        super().__init__(folder, package)
        self.imported = imported
        self.pair = imported.pair

    def _make_table(self, name: str) -> pl.DataFrame:
        imported = self.imported
        if name in _OWN:
            return self._own(name).select(*FIGURES)
        bundled = super()._make_table(name)
        if name == "sources":
            kept = (
                bundled if self.pair == HOME else bundled.filter(pl.col("id").is_in(self._context["source"].unique()))
            )
            return pl.concat([kept, imported.sources], how="diagonal")
        if name == "organisations":
            return pl.concat([bundled, imported.compilers])
        if name == "areas":
            return pl.concat([bundled, imported.areas.join(bundled, on="code", how="anti")], how="diagonal")
        return bundled

    def _own(self, name: str) -> pl.DataFrame:
        return self.imported.flows if name == _OWN[0] else self.imported.partners

    @property
    def _context(self) -> pl.DataFrame:
        return pl.concat([super(PairBook, self)._make_table(name) for name in _ANYWHERE])

    @property
    def figure_groups(self) -> tuple[str, ...]:
        """The bundled groups that serve the pair, and the pair's imported flows."""
        bundled = super().figure_groups if self.pair == HOME else _ANYWHERE
        return (*bundled, _OWN[0])

    def groups(self, bundled: tuple[str, ...], *, partners: bool = False) -> tuple[str, ...]:
        """Of a subject's bundled groups those that are about the pair, and the imported ones."""
        own = ("imported", "imported_partners") if partners else ("imported",)
        return (*(bundled if self.pair == HOME else ()), *own)

    def _with_intervals(self, frame: pl.DataFrame) -> pl.DataFrame:
        made = super()._with_intervals(frame)
        if not made["source"].str.starts_with("import-").any():
            return made
        whose = pl.concat([self._own(name).select("id", own="compiler") for name in self._own_tables(made)])
        joined = made.join(whose.unique("id", keep="first"), on="id", how="left", maintain_order="left")
        return joined.with_columns(compiler=pl.coalesce("own", "compiler")).drop("own")

    def _own_tables(self, frame: pl.DataFrame) -> tuple[str, ...]:
        """The imported tables a frame may be of; that of all partners is not made for the pair's own figures."""
        others = ~(pl.col("partner").is_in(self.pair) & pl.col("reporter").is_in(self.pair))
        own = frame.filter(pl.col("source").str.starts_with("import-"))
        return _OWN if own.filter(others).height else _OWN[:1]

    def _find_figure(self, id: str) -> dict[str, Any]:
        if not id.startswith("import-"):
            return super()._find_figure(id)
        frame = self.imported.found(id)
        if frame is None:
            raise KeyError(id)
        row = frame.filter(pl.col("id") == id)
        made = super()._with_intervals(row.select(*FIGURES))
        return made.with_columns(compiler=pl.lit(row.item(0, "compiler"))).row(0, named=True)

    def source_figures(self, source: str) -> pl.DataFrame:
        """As `Book.source_figures`; of an import also `title`, `revised`, `was` and `was_edition`: see `revisions.listed`."""
        if self.imported.record(source) is None:
            return super().source_figures(source)
        rows = self.imported.listed(source)
        made = super()._with_intervals(rows.select(*FIGURES))
        beside = rows.drop(*(name for name in FIGURES if name in rows.columns))
        return pl.concat([made.drop("compiler"), beside], how="horizontal")
