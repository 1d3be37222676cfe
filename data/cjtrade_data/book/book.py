"""Book: all tables, read-only, each loaded when it is first asked for and checked against its schema."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import polars as pl

from ..errors import BookError
from ..model.codes import EXACT_UNITS
from ..model.figure import SCALES, Figure
from ..model.reference import HOME, Pair
from ..store.location import may_have
from .ledger import Ledger
from .validate import check_package, check_table

if TYPE_CHECKING:
    from .imported import Imported

TABLES = Path(__file__).parents[1] / "tables"
"""The bundled tables: a Frictionless data package."""

_TYPES: dict[str, Any] = {"String": pl.String, "Float64": pl.Float64, "Int64": pl.Int64}
_FRICTIONLESS: dict[str, Any] = {"string": pl.String, "number": pl.Float64, "integer": pl.Int64}
_INFINITY = float("inf")
Kept = TypeVar("Kept")


def open_book(path: Path | str | None = None, pair: Pair = HOME, store: str | None = None) -> Book:
    """Open the tables in `path`, the bundled ones by default.

    With `store`, the place of a store, the book has what was imported about `pair` as well. Of another pair than
    Cambodia and Japan that is nearly all there is, and the reader's own store is taken where none is named. Each file is held against the size and checksum in
    datapackage.json; one that differs is read row by row so that the error can say where. Raises BookError, one line
    naming file, row and mend, and StoreError for a store that cannot be read.
    """
    if pair != HOME or (store is not None and may_have(store, pair)):
        from ..store.store import Store
        from .pair_book import open_pair

        return open_pair(path, pair, Store(store))
    folder = Path(path) if path is not None else TABLES
    return Book(folder, check_package(folder))


class Book:
    """The tables as Polars frames. Nothing of it can be changed; a frame is made once and kept, and who asks
    for it gets a copy that shares its memory (a microsecond), since Polars can change a frame in place.

    `checksum` (SHA-256 over the checksums of all files) changes whenever a figure does. `pair` is the two it is about,
    and `imported` what a store has of them, where there is one.
    """

    pair: Pair = HOME
    imported: Imported | None = None

    def __init__(self, folder: Path, package: dict[str, Any]) -> None:
        self.folder = folder
        self.resources: dict[str, dict[str, Any]] = {r["name"]: r for r in package["resources"]}
        self.checksum = hashlib.sha256("".join(r["hash"] for r in package["resources"]).encode()).hexdigest()
        self._kept: dict[Hashable, Any] = {}

    def __repr__(self) -> str:
        return f"Book({str(self.folder)!r}, {len(self.resources)} tables)"

    @cached_property
    def ledger(self) -> Ledger:
        """The same figures one by one, for the engine and for words; with what was imported about the pair."""
        ledger = Ledger(self.folder, self.pair)
        if self.imported is not None:
            self.imported.tell(ledger)
        return ledger

    def table(self, name: str) -> pl.DataFrame:
        """A table by its name in datapackage.json, as it stands in the file.

        Empty cells are null, in text columns too. Raises KeyError for a name the package does not have.
        """
        return self.keep(("table", name), lambda: self._make_table(name))

    def _make_table(self, name: str) -> pl.DataFrame:
        return self._read(self.resources[name])

    def _read(self, resource: dict[str, Any]) -> pl.DataFrame:
        fields = resource["schema"]["fields"]
        schema = {f["name"]: _FRICTIONLESS[f["type"]] for f in fields}
        try:
            return pl.read_csv(self.folder / resource["path"], schema=schema)
        except (pl.exceptions.PolarsError, OSError) as error:
            check_table(self.folder, resource)
            raise BookError(resource["path"], str(error).splitlines()[0], "restore the file") from error

    @property
    def figure_groups(self) -> tuple[str, ...]:
        """The tables that hold figures: one a subject and publisher."""
        return tuple(name for name in self.resources if name.startswith("figures-"))

    def groups(self, bundled: tuple[str, ...], *, partners: bool = False) -> tuple[str, ...]:
        """Of a subject's bundled groups those that are about the pair; with `partners` figures of others are wanted too."""
        return bundled

    def figures_of(self, *groups: str) -> pl.DataFrame:
        """The figures of some groups (`pair_press`, `context_wdi` ...), with what follows from each row.

        Beside the columns of the table: `compiler` and `rounding` of its source; `period` (code) and `months`
        (0 for a point in time); `amount`, `low`, `high` in base units, infinite where only a limit was
        printed; `growth_low`, `growth_high` in per cent.
        """
        return self.keep(("figures_of", groups), lambda: self._figures_of(groups))

    def _figures_of(self, groups: tuple[str, ...]) -> pl.DataFrame:
        frames = [self.table(f"figures-{group.replace('_', '-')}") for group in groups]
        return self._with_intervals(pl.concat(frames))

    @property
    def figures(self) -> pl.DataFrame:
        """Every figure of the book; see `figures_of`."""
        return self.figures_of(*self._group_names)

    @property
    def _group_names(self) -> tuple[str, ...]:
        return tuple(name.removeprefix("figures-").replace("-", "_") for name in self.figure_groups)

    def source_figures(self, source: str) -> pl.DataFrame:
        """The figures of one source, newest first, as in `figures`."""
        return self.figures.filter(pl.col("source") == source).sort(
            "period_end", "months", "measure", "partner", "id", descending=[True, True, False, False, False]
        )

    def _with_intervals(self, frame: pl.DataFrame) -> pl.DataFrame:
        sources = self.table("sources").select(pl.col("id").alias("source"), "compiler", "rounding")
        start, end = _month("period_start"), _month("period_end")
        scale = pl.col("scale").replace_strict(SCALES, return_dtype=pl.Float64)
        step = pl.lit(10.0).pow(-pl.col("decimals"))
        exact = pl.col("unit").is_in(EXACT_UNITS) | (pl.col("rounding") == "exact")
        below = (
            pl.when(exact)
            .then(0.0)
            .when(pl.col("rounding") == "down")
            .then(pl.when(pl.col("value") < 0).then(step).otherwise(0.0))
            .otherwise(step / 2)
        )
        above = (
            pl.when(exact)
            .then(0.0)
            .when(pl.col("rounding") == "down")
            .then(pl.when(pl.col("value") < 0).then(0.0).otherwise(step))
            .otherwise(step / 2)
        )
        growth_step = pl.lit(10.0).pow(-pl.col("growth_decimals")) / 2
        return frame.join(sources, on="source", how="left", maintain_order="left").with_columns(
            period=_period_code(),
            months=pl.when(pl.col("period_start").is_null()).then(0).otherwise(end - start + 1),
            amount=pl.col("value") * scale,
            low=pl.when(pl.col("bound") == "under")
            .then(-_INFINITY)
            .when(pl.col("bound") == "over")
            .then(pl.col("value") * scale)
            .otherwise((pl.col("value") - below) * scale),
            high=pl.when(pl.col("bound") == "over")
            .then(_INFINITY)
            .when(pl.col("bound") == "under")
            .then(pl.col("value") * scale)
            .otherwise((pl.col("value") + above) * scale),
            growth_low=pl.col("growth_pct") - growth_step,
            growth_high=pl.col("growth_pct") + growth_step,
        )

    def figure(self, id: str) -> Figure:
        """One figure by its id, with its exact interval. Raises KeyError where there is none."""
        return Figure.from_row(self.figure_row(id))

    def figure_row(self, id: str) -> dict[str, Any]:
        """The row of `figures` of one figure. Reads only as many tables as it takes to find it."""
        return self.keep(("figure", id), lambda: self._find_figure(id))

    def _find_figure(self, id: str) -> dict[str, Any]:
        for group in self._group_names:
            places = self._places(group)
            if id in places:
                return self.figures_of(group).row(places[id], named=True)
        raise KeyError(id)

    def _places(self, group: str) -> dict[str, int]:
        """In which row of its group each figure stands."""
        return self.keep(("places", group), lambda: {id: n for n, id in enumerate(self.figures_of(group)["id"])})

    def index(self, table: str, key: str = "id") -> dict[str, dict[str, Any]]:
        """A small table as a mapping from its key to its rows."""
        return self.keep((table, key), lambda: {row[key]: row for row in self.table(table).iter_rows(named=True)})

    def keep(self, name: Hashable, make: Callable[[], Kept]) -> Kept:
        """What `make` gives, made once for this book: it never changes, so nothing of it need be made twice."""
        if name not in self._kept:
            self._kept[name] = make()
        kept: Kept = self._kept[name]
        return cast("Kept", kept.clone()) if isinstance(kept, pl.DataFrame) else kept


def _month(column: str) -> pl.Expr:
    text = pl.col(column)
    return text.str.slice(0, 4).cast(pl.Int64) * 12 + text.str.slice(5, 2).cast(pl.Int64) - 1


def _period_code() -> pl.Expr:
    """`Period.code` for each row."""
    start, end = pl.col("period_start"), pl.col("period_end")
    year = end.str.slice(0, 4)
    last_day = (end + "-01").str.to_date().dt.month_end().dt.to_string("%Y-%m-%d")
    return (
        pl.when(start.is_null())
        .then(last_day)
        .when((start == year + "-01") & (end == year + "-12"))
        .then(year)
        .when(start == end)
        .then(start)
        .otherwise(start + "/" + end)
    )
