"""Separated text as frames of text cells with their line numbers; rows of another width are told apart."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from ..rows import REJECTED

SEPARATORS = (",", "\t", ";", "|")
_QUOTED = re.compile(rb'"[^"]*"')
_NOTE = re.compile(
    r'\s*"?(data from database|last updated|source\b|note\b|notes\b|footnote|fnseqid|出所|出典|資料|備考|注|※|\*)',
    re.IGNORECASE,
)
_BREAKS_OFF = ("is not whole: the file seems to break off here", "download it again")
_LONGEST_RECORD = 50
"""Lines a quoted cell may run over; a quote that is never closed must not swallow the rest of the file."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Some lines: `cells` has the columns `c0`, `c1` ... and `line`; `ragged` the rows of another width.

    `blank` and `notes` count the empty lines and the publisher's remarks below the data.
    """

    cells: pl.DataFrame
    ragged: pl.DataFrame
    blank: int = 0
    notes: int = 0

    def pieces(self, rows: int) -> Iterator[Grid]:
        """The same in grids of so many rows at most; what is beside the cells goes with the first."""
        yield Grid(self.cells.head(rows), self.ragged, self.blank, self.notes)
        for start in range(rows, self.cells.height, rows):
            yield Grid(self.cells.slice(start, rows), self.ragged.clear())


def text_frame(rows: Mapping[int, list[str]], width: int) -> pl.DataFrame:
    """Rows of cells by the number of their line as `cells` of a grid, so many cells of each; short ones are filled."""
    cells = {f"c{i}": [row[i] if i < len(row) else "" for row in rows.values()] for i in range(width)}
    return pl.DataFrame({"line": list(rows)} | cells, schema={"line": pl.Int64} | dict.fromkeys(cells, pl.String))


def separator_of(lines: list[str]) -> str:
    """The separator that cuts the lines into most cells, as most of them agree."""

    def cells(separator: str) -> int:
        counts = sorted(len(split(line, separator)) for line in lines if line.strip())
        return counts[len(counts) // 2] if counts else 0

    return max(SEPARATORS, key=cells)  # the first of equals


def split(line: str, separator: str) -> list[str]:
    """The cells of one line, quotes taken off."""
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return line.split(separator)


def grids(blocks: Iterable[bytes], separator: str, width: int, first_line: int) -> Iterator[Grid]:
    """Blocks of lines that end in newlines, of `width` cells each, as grids. `first_line` is the number of the first line."""
    line, rest = first_line, b""
    for block in blocks:
        block = rest + block
        cut = _record_end(block)
        rest, block = block[cut:], block[:cut]
        if block:
            yield _grid(block, separator, width, line)
            line += block.count(b"\n")
    if rest:
        torn = not rest.endswith(b"\n")
        yield _grid(rest + b"\n" * torn, separator, width, line, torn)


def _record_end(block: bytes) -> int:
    """Where the last whole record ends: after a newline with an even number of quotes before it."""
    if b'"' not in block:
        return block.rfind(b"\n") + 1
    end, quotes = block.rfind(b"\n") + 1, block.count(b'"', 0, block.rfind(b"\n") + 1)
    start = end
    for _ in range(_LONGEST_RECORD):
        if quotes % 2 == 0:
            return end
        before = block.rfind(b"\n", 0, end - 1) + 1
        if before == 0:
            break
        quotes -= block.count(b'"', before, end)
        end = before
    return start


def _grid(block: bytes, separator: str, width: int, line: int, torn: bool = False) -> Grid:
    fast = _fast(block, separator, width)
    if fast is None:
        return _slow(block.decode("utf-8"), separator, width, line, torn)
    cells = fast.with_row_index("line", offset=line).with_columns(pl.col("line").cast(pl.Int64))
    blank = pl.all_horizontal((pl.col(c).str.strip_chars() == "") for c in fast.columns)
    kept = cells.filter(~blank)
    return Grid(kept, pl.DataFrame(schema=REJECTED), cells.height - kept.height)


def _fast(block: bytes, separator: str, width: int) -> pl.DataFrame | None:
    """Polars' reader, where it is certain that every line is one record of `width` cells; else None."""
    lines = block.count(b"\n")
    bare = _QUOTED.sub(b"", block) if b'"' in block else block
    if b'"' in bare or bare.count(b"\n") != lines:
        return None
    if bare.count(separator.encode()) != lines * (width - 1):
        return None
    try:
        cells = pl.read_csv(
            io.BytesIO(block),
            has_header=False,
            separator=separator,
            schema={f"c{i}": pl.String for i in range(width)},
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:
        return None
    return cells if cells.height == lines else None


def _slow(text: str, separator: str, width: int, first: int, torn: bool) -> Grid:
    """Record by record, with the standard library; a record of another width is kept apart with its line.

    `torn` says that the text ends without a newline: a last record that is not whole is where a file was cut.
    """
    good: dict[int, list[str]] = {}
    ragged: list[tuple[int, str, str, str, str]] = []
    blank = notes = 0
    records = list(_records(text.split("\n")[:-1], separator, first))
    last = records[-1][0] if torn and records else 0
    for number, cells, raw in records:
        cut = cells is None or (len(cells) < width and any(cell.strip() for cell in cells))
        if number == last and cut and not _NOTE.match(raw):
            ragged.append((number, "", raw[:200], *_BREAKS_OFF))
        elif cells is None:
            ragged.append((number, "", raw[:200], "has a quote that is never closed", "close the quote"))
        elif not any(cell.strip() for cell in cells):
            blank += 1
        elif len(cells) == width or (len(cells) > width and not any(cells[width:])):
            good[number] = cells
        elif len(cells) <= 2 and (notes or _NOTE.match(raw)):
            notes += 1
        else:
            reason = f"has {len(cells)} cells where the heading has {width}"
            ragged.append((number, "", raw[:200], reason, "restore the row, or quote the cell with the separator"))
    return Grid(text_frame(good, width), pl.DataFrame(ragged, schema=REJECTED, orient="row"), blank, notes)


def _records(lines: list[str], separator: str, first: int) -> Iterator[tuple[int, list[str] | None, str]]:
    """(line number, cells or None for a quote never closed, the text) of each record."""
    at = 0
    while at < len(lines):
        taken = 1
        raw = lines[at]
        if raw.count('"') % 2:
            for taken in range(2, min(_LONGEST_RECORD, len(lines) - at) + 1):
                raw = "\n".join(lines[at : at + taken])
                if raw.count('"') % 2 == 0:
                    break
            else:
                yield first + at, None, lines[at]
                at += 1
                continue
        yield first + at, _cells(raw, separator), raw
        at += taken


def _cells(record: str, separator: str) -> list[str] | None:
    try:
        rows = list(csv.reader(io.StringIO(record, newline=""), delimiter=separator))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else [] if not rows else None
