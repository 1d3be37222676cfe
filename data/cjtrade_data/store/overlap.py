"""Overlap: which rows of a new file are of figures the store has already, in the same edition or in an older one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from pathlib import Path

import polars as pl

from ..model.observation import KEY
from .manifest import Manifest
from .writer import Written

FIGURE = (*KEY, "edition")
"""What makes two rows of the store the same figure in the same edition: then only the newest import counts."""


def overlapping(
    folder: Path, manifest: Manifest, written: Written, datasets: Set[str], editions: Set[str]
) -> tuple[int, int, list[str]]:
    """(rows with the value the store has, rows with another, the paths of the files that have them).

    Only files of the same reporter, dataset, edition and years are looked into; a damaged or missing one counts as
    having none. The value the store has is that of the newest import.
    """
    candidates = [
        part
        for record, part in manifest.parts((written.reporter,))
        if datasets & set(record.datasets)
        and editions & set(record.editions)
        and part.first <= written.last
        and written.first <= part.last
    ]
    same = other = 0
    paths: list[str] = []
    new = pl.scan_parquet(written.path).select(*FIGURE, "value")
    known: pl.DataFrame | None = None
    for part in reversed(candidates):
        held = pl.scan_parquet(folder / part.path).select(*FIGURE, pl.col("value").alias("held"))
        try:
            met = new.join(held.unique(FIGURE), on=FIGURE, how="inner").collect()
        except (pl.exceptions.PolarsError, OSError):
            continue
        if not met.height:
            continue
        paths.append(part.path)
        if known is not None:
            met = met.join(known, on=FIGURE, how="anti")
        known = pl.concat([known, met.select(FIGURE)]) if known is not None else met.select(FIGURE)
        same += met.filter(pl.col("value") == pl.col("held")).height
        other += met.filter(pl.col("value") != pl.col("held")).height
    return same, other, paths


def revising(
    folder: Path, manifest: Manifest, written: Written, datasets: Set[str], editions: Set[str]
) -> Counter[str]:
    """How many rows have another value than an older edition, by that edition: the newest one that has the figure.

    What the same edition has already is counted by `overlapping`. A damaged or missing file counts as having none.
    """
    met: list[pl.DataFrame] = []
    new = pl.scan_parquet(written.path).select(*FIGURE, "value").with_row_index("row")
    for record, part in manifest.parts((written.reporter,)):
        if not datasets & set(record.datasets) or not min(record.editions) < max(editions):
            continue
        if part.first > written.last or written.first > part.last:
            continue
        held = pl.scan_parquet(folder / part.path).select(
            *KEY, pl.col("value").alias("was"), pl.col("edition").alias("was_edition"), "import_number"
        )
        same = new.join(held, on=KEY, how="inner").filter(pl.col("was_edition") <= pl.col("edition"))
        same = same.select("row", "edition", "value", "was", "was_edition", "import_number")
        try:
            met.append(same.collect())
        except (pl.exceptions.PolarsError, OSError):
            continue
    if not met:
        return Counter()
    last = pl.concat(met).sort("was_edition", "import_number").unique("row", keep="last", maintain_order=True)
    revised = last.filter(pl.col("was_edition") < pl.col("edition"), pl.col("was") != pl.col("value"))
    return Counter(dict(revised.group_by("was_edition").len().iter_rows()))
