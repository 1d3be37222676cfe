"""Overlap: which rows of a new file are of figures the store has already, in the same edition or in an older one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from pathlib import Path
from typing import NamedTuple

import polars as pl

from ..model.observation import FIGURE, KEY
from .manifest import Manifest, ParquetFile


class Overlap(NamedTuple):
    """Of how many rows of a new file the store has the figure in the same edition, with the `same` value or `another`, and
    `paths` the files that have them; of how many others an older edition has the value (`kept`), and of how many another
    one, by that edition."""

    same: int
    another: int
    paths: tuple[str, ...]
    kept: int
    revises: Counter[str]


def overlap(
    folder: Path, manifest: Manifest, path: Path, written: ParquetFile, datasets: Set[str], editions: Set[str]
) -> Overlap:
    """What the newest import of the newest edition that has a figure, and no newer one than the row's, has of it; `path` is where the new file is.

    Only files of the same reporter, dataset and years are looked into; a damaged or missing one counts as having none.
    """
    met: list[pl.DataFrame] = []
    paths: list[str] = []
    new = pl.scan_parquet(path).select(*FIGURE, "value").with_row_index("row")
    for record, part in manifest.parts((written.reporter,)):
        if not datasets & set(record.datasets) or min(record.editions) > max(editions):
            continue
        if part.first > written.last or written.first > part.last:
            continue
        held = pl.scan_parquet(folder / part.path).select(*KEY, "import_number", was="value", was_edition="edition")
        known = new.join(held, on=KEY, how="inner").filter(pl.col("was_edition") <= pl.col("edition"))
        try:
            met.append(known.select("row", "edition", "value", "was", "was_edition", "import_number").collect())
        except (pl.exceptions.PolarsError, OSError):
            continue
        if met[-1].filter(_IS_SAME_EDITION).height:
            paths.append(part.path)
    if not met:
        return Overlap(0, 0, (), 0, Counter())
    last = pl.concat(met).sort("was_edition", "import_number").unique("row", keep="last", maintain_order=True)
    own, older = last.filter(_IS_SAME_EDITION), last.filter(~_IS_SAME_EDITION)
    same, kept = (rows.filter(_IS_SAME_VALUE).height for rows in (own, older))
    revises = Counter(dict(older.filter(~_IS_SAME_VALUE).group_by("was_edition").len().iter_rows()))
    return Overlap(same, own.height - same, tuple(paths), kept, revises)


_IS_SAME_EDITION = pl.col("was_edition") == pl.col("edition")
_IS_SAME_VALUE = pl.col("was") == pl.col("value")
