"""Spool: observations in as they come, sorted Parquet files of one reporter each out, in bounded memory; and the overlap of
such a file with what the store has already, in the same edition or in an older one."""

from collections import Counter
from collections.abc import Iterator, Set
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import polars as pl

from ..model.observation import FIGURE, KEY, OBSERVATION
from .atomic_write import PRIVATE, flush
from .disk import checksum
from .manifest import Manifest, ParquetFile

STORED: dict[str, Any] = OBSERVATION | {"import_number": pl.Int32}
"""What a file of the store holds: an observation and the number of the import that brought it."""
ORDER = ("partner", "measure", "product_level", "period_end", "product", "period_start", "edition", "line")
"""How the rows of a file are sorted: what a pair weighs lies together, and its totals first."""
PART_ROWS = 500_000
"""Rows a file has at most; as many are held in memory, and as many again while they are sorted."""
GROUP_ROWS = 65_536
"""Rows of a row group: what a query reads or leaves out as one."""


def file_name(code: str) -> str:
    """An area's code as the name of a file or folder, whatever is in it."""
    return quote(code, safe="").replace(".", "%2E")


class Spool:
    """Takes observations in any order; `finish` writes the files, one after another.

    Raises OSError or PolarsError where the disk refuses.
    """

    def __init__(self, folder: Path, number: int) -> None:
        self.folder, self.number = folder, number
        self.rows = 0
        self.datasets: set[str] = set()
        self.editions: set[str] = set()
        self.chapters: set[str] = set()
        self._roundings: set[str] = set()
        self._held: dict[str, list[pl.DataFrame]] = {}
        self._held_rows = self._written = 0
        self._spilled: dict[str, list[Path]] = {}

    def take(self, batch: pl.DataFrame) -> None:
        """Keep a batch; what is held goes to the disk when it grows over `PART_ROWS`."""
        if not batch.height:
            return
        self.rows += batch.height
        self.datasets.update(batch["dataset"].unique())
        self.editions.update(batch["edition"].unique())
        self._roundings.update(batch["rounding"].unique())
        product = batch["product"]
        self.chapters.update(product.filter(product.str.starts_with("HS:")).str.slice(3, 2).unique())
        for (reporter,), rows in batch.partition_by("reporter", as_dict=True, maintain_order=True).items():
            self._held.setdefault(str(reporter), []).append(rows)
        self._held_rows += batch.height
        if self._held_rows >= PART_ROWS:
            self._spill()

    @property
    def rounding(self) -> str:
        """How the source rounds; "nearest" where its rows differ."""
        return next(iter(self._roundings)) if len(self._roundings) == 1 else "nearest"

    def _spill(self) -> None:
        for reporter, frames in self._held.items():
            path = self.folder / f"spill-{len(self._spilled)}-{file_name(reporter)}-{self.rows}.arrow"
            pl.concat(frames).write_ipc(path, compression="lz4")
            self._spilled.setdefault(reporter, []).append(path)
        self._held.clear()
        self._held_rows = 0

    def finish(self) -> Iterator[tuple[Path, ParquetFile]]:
        """Write what was taken, reporter by reporter, each file whole and on the disk; it has no path in the store yet."""
        for reporter in sorted({*self._spilled, *self._held}):
            rows: list[pl.DataFrame] = []
            for frame in self._frames(reporter):
                if rows and sum(r.height for r in rows) + frame.height > PART_ROWS:
                    yield self._write(reporter, rows)
                    rows = []
                rows.append(frame)
            yield self._write(reporter, rows)

    def _frames(self, reporter: str) -> Iterator[pl.DataFrame]:
        for path in self._spilled.pop(reporter, ()):
            yield pl.read_ipc(path)
            with suppress(OSError):  # where a file in use cannot be deleted, the folder is in the end
                path.unlink()
        yield from self._held.pop(reporter, ())

    def _write(self, reporter: str, frames: list[pl.DataFrame]) -> tuple[Path, ParquetFile]:
        self._written += 1
        path = self.folder / f"{self._written}.parquet"
        frame = pl.concat(frames).sort(ORDER, maintain_order=True)
        frame = frame.with_columns(import_number=pl.lit(self.number, pl.Int32))
        frames.clear()
        frame.write_parquet(path, compression="zstd", statistics=True, row_group_size=GROUP_ROWS)
        path.chmod(PRIVATE)
        flush(path)
        ends = frame["period_end"]
        months = str(ends.min()), str(ends.max())
        size, mark, start = path.stat().st_size, checksum(path), str(frame["period_start"].min())
        return path, ParquetFile("", reporter, frame.height, size, mark, *months, start=start)


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
