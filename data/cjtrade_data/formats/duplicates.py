"""The same figure twice in one file: a repeat is skipped, another value for it is rejected; neither is ever added.

Files are joined from pages that overlap, or downloaded twice. What was seen is remembered as 64-bit hashes, 16 bytes a
figure: two figures of 25 million share one by chance about once in sixty thousand files.
"""

import polars as pl

from ..model.observation import FIGURE
from .rows import Batch, RowRule, rejected

MOST_REMEMBERED = 25_000_000
"""Figures of one file that are remembered (400 MB); later ones are held against these alone."""
REPEAT = "the same figure again, with the same value"
_ANOTHER_VALUE = RowRule(
    pl.lit(True),
    pl.col("cell"),
    "is another value for a figure that a row before it has already",
    "keep the one that holds and take the other out",
    "value",
)
_SAID_APART = pl.when(pl.col("dataset") == "figures").then("note").otherwise(pl.lit("")).alias("note")
"""Of our own figures the note may tell apart what no other column does: the firms of one zone and of another."""


class DuplicateFilter:
    """The figures of a file so far, in sorted runs that are merged as they grow."""

    def __init__(self) -> None:
        self._runs: list[pl.DataFrame] = []
        self._size = 0

    def without_repeats(self, batch: Batch) -> Batch:
        """`batch` without what was seen before, here or in an earlier one: counted as skipped or rejected."""
        found = batch.observations
        if not found.height:
            return batch
        marks = found.select(*FIGURE, _SAID_APART).hash_rows(seed=1).alias("key").to_frame()
        marks = marks.with_columns(marks.with_columns(found["value"]).hash_rows(seed=2).alias("mark"))
        before = self._before(marks)
        self._remember(marks.filter(before.is_null()))
        if before.null_count() == found.height:
            return batch
        repeated = before.is_not_null() & (before == marks["mark"])
        differing = before.is_not_null() & (before != marks["mark"])
        skipped = batch.skipped | {REPEAT: int(repeated.sum())}
        others = pl.concat([batch.rejected, rejected(found.filter(differing), _ANOTHER_VALUE.fault)])
        return Batch(found.filter(before.is_null()), batch.read, skipped, others, batch.fraction)

    def _before(self, marks: pl.DataFrame) -> pl.Series:
        """For each figure the mark with which it was seen first; null where this is the first time."""
        first = marks.select(
            pl.when(~pl.col("key").is_first_distinct()).then(pl.col("mark").first().over("key"))
        ).to_series()
        earlier = [_looked_up(run, marks["key"]) for run in self._runs]
        return pl.select(pl.coalesce(*earlier, first)).to_series()

    def _remember(self, new: pl.DataFrame) -> None:
        if self._size >= MOST_REMEMBERED or not new.height:
            return
        self._size += new.height
        run = new.sort("key")
        while self._runs and self._runs[-1].height <= 2 * run.height:
            run = pl.concat([self._runs.pop(), run]).sort("key")
        self._runs.append(run)


def _looked_up(run: pl.DataFrame, keys: pl.Series) -> pl.Series:
    """The marks of `keys` in a sorted run, null where it has them not."""
    at = run["key"].search_sorted(keys, side="left").clip(0, run.height - 1)
    there = run["key"].gather(at) == keys
    return pl.select(pl.when(there).then(run["mark"].gather(at))).to_series()
