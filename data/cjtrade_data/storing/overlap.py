"""Overlap: which rows of a new file are of figures the store has already, in the same dataset and edition."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

import polars as pl

from ..observation import KEY
from .manifest import Manifest
from .spool import Written

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
        if datasets & set(record.datasets) and editions & set(record.editions)
        and part.first <= written.last and written.first <= part.last
    ]  # fmt: skip
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
