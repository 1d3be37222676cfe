"""Revisions: what one import gives otherwise than an earlier one did, in an older edition or before."""

from __future__ import annotations

import polars as pl

from ..model.figure import SCALES
from ..model.observation import KEY
from ..store.store import Import, Store
from .as_frame import FIGURES
from .imported_figures import as_figures, compiler

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
