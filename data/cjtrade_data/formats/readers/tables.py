"""The tables of a file, by what its bytes are: separated text, a workbook, Parquet, JSON or SDMX-ML."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import islice, zip_longest

import polars as pl

from ..rows import REJECTED, FormatError
from . import documents, limits, subprocess_reader
from .delimited import Grid, grids, separator_of, split
from .files import BLOCK, LOOK, OpenPart, Part, decoded, encoding_of, is_nested, is_workbook, not_data
from .table import Table, row_grids

_FIRST_LINES = 40
"""Lines among which the heading must be: publishers put titles and notes above it."""
_SAMPLE = 200
_PARQUET = b"PAR1"
_STATA = re.compile(rb"<stata_dta>|[\x69-\x73][\x01\x02]\x01\x00")
_LAST_LINES = 12
_EUROSTAT = "\\TIME_PERIOD\t"
"""Where in the heading of Eurostat's TSV the dimensions, which commas tell apart, end and the periods begin."""
_DIMENSIONS = re.compile(r"[A-Za-z0-9_]+(?:,[A-Za-z0-9_]+)+\\TIME_PERIOD")
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,' ]*")
_MOST_UNPACKED = 50_000_000
"""Bytes of a packed file that is unpacked once more to see its last lines."""


def tables_of(part: Part) -> Iterator[Iterable[Table]]:
    """The tables of one file, each under one possible heading after another.

    Raises FormatError where the bytes cannot be read.
    """
    with part.opened() as source:
        head = source.head
    start = decoded(head).lstrip("\ufeff \t\r\n")[:1]
    if head.startswith(_PARQUET):
        yield [_of_frames(part, "parquet")]
    elif _STATA.match(head):
        yield [_of_frames(part, "stata")]
    elif is_nested(part, head):
        return
    elif is_workbook(head):
        for sheet, first in subprocess_reader.sheets(part):
            yield _under_each(part, first, partial(subprocess_reader.rows, part, sheet), sheet)
    elif start in ("{", "["):
        yield documents.json_tables(part, head)
    elif start == "<" and (message := documents.xml_tables(part, head)):
        yield message
    elif start == "<":
        for rows in documents.html_tables(part) if not_data(head) else ():  # which other XML is not
            yield _under_each(part, rows, partial(iter, rows))
    else:
        yield _separated(part, head)


def _separated(part: Part, head: bytes) -> Iterator[Table]:
    with part.opened() as source:
        text = next(iter(source.text_blocks()), b"")[: LOOK * 4].decode("utf-8", "ignore")
    lines = text.split("\n")
    if len(head) == LOOK and len(lines) > 1:
        lines.pop()
    first = lines[:_FIRST_LINES]
    separator = "\t" if _EUROSTAT in text else separator_of([line for line in first if line.strip()])
    tail = _tail_of(part, head)
    for number, line in enumerate(first):
        header = tuple(cell.strip(' \t\r"') for cell in split(line, separator))
        _check_width(part, header, f"line {number + 1}")
        if len(header) < 2:
            continue
        rows = tuple(tuple(split(row, separator)) for row in lines[number + 1 : number + 200])
        header += _trailing(header, rows)
        table = Table(
            part,
            header,
            partial(_text_rows, part, separator, len(header), number),
            tuple(lines[:number]),
            tail,
            rows,
            separator=separator,
        )
        yield _unfolded(table)


def _unfolded(table: Table) -> Table:
    r"""Eurostat's TSV, `freq,flow,partner,product,reporter\TIME_PERIOD` with periods as columns, with a row for each observation; any
    other table as it is."""
    if _DIMENSIONS.fullmatch(table.header[0]) is None:
        return table
    names = table.header[0].partition("\\")[0].split(",")
    header = (*names, "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG")
    return replace(table, header=header, stream=partial(_unfolded_rows, table, len(names)), sample=(), separator=",")


def _unfolded_rows(table: Table, width: int) -> Iterator[tuple[Grid, float]]:
    periods = {f"c{i}": heading.strip() for i, heading in enumerate(table.header) if i}
    for grid, fraction in table.stream():
        long = grid.cells.rename({"c0": "key"}).unpivot(on=list(periods), index=["line", "key"])
        cells = long.select(
            "line",
            "key",
            pl.col("variable").replace(periods).alias(f"c{width}"),
            pl.col("value").str.strip_chars().str.extract(r"^(\S*)").alias(f"c{width + 1}"),
            pl.col("value").str.strip_chars().str.extract(r"^\S+\s+(.*)$").fill_null("").alias(f"c{width + 2}"),
        )
        keys = pl.col("key").str.split(",").list
        cells = cells.with_columns(keys.get(i, null_on_oob=True).fill_null("").alias(f"c{i}") for i in range(width))
        yield Grid(cells.drop("key"), grid.ragged, grid.blank, grid.notes), fraction


def _trailing(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """A heading for the empty cell that some services put at the end of every row but the first."""
    longer = [row for row in rows if len(row) == len(header) + 1 and not row[-1].strip()]
    return ("",) if rows and len(longer) * 2 > len(rows) else ()


def _tail_of(part: Part, head: bytes) -> tuple[str, ...]:
    """The last lines of the text, where publishers write the date; none where unpacking would take long to get there."""
    tail = head if len(head) < LOOK else b""
    with part.opened() as source:
        if source.is_packed and source.size > _MOST_UNPACKED:
            return ()
        if not source.is_packed:
            source.skip_to_last(LOOK)
        while len(head) == LOOK and (block := source.read(BLOCK)):
            tail = (tail + block)[-LOOK:]
    return tuple(decoded(tail, encoding_of(head)).replace("\r\n", "\n").split("\n")[-_LAST_LINES:])


def _text_rows(part: Part, separator: str, width: int, above: int) -> Iterator[tuple[Grid, float]]:
    with part.opened() as source:
        blocks = _without_first_lines(source, above + 1)
        for grid in grids(blocks, separator, width, above + 2):
            cells = limits.WIDE_CELLS if width > limits.WIDE else limits.CELLS
            for piece in grid.pieces(max(1, cells // width)):
                yield piece, source.fraction


def _without_first_lines(source: OpenPart, count: int) -> Iterator[bytes]:
    for block in source.text_blocks():
        while count and block:
            _, _newline, block = block.partition(b"\n")
            count -= 1
        if block:
            yield block


def _under_each(
    part: Part, first: list[list[str]], rows: Callable[[], Iterator[list[str]]], sheet: str = ""
) -> Iterator[Table]:
    """The table under each row that may be its heading, then under each that may be one with the row below it; `first` are
    the first of `rows`, which gives all anew."""
    for number, depth in [(n, d) for d in (1, 2) for n in range(min(len(first), _FIRST_LINES))]:
        header, below = (_filled(r) for r in (first[number], first[number + 1] if number + 1 < len(first) else ()))
        is_pair = min(sum(map(bool, r)) for r in (header, below)) > 1 and not any(map(_NUMBER.fullmatch, below))
        header += ("",) * (len(below) - len(header))  # a heading of several columns goes on in the row below it
        _check_width(part, header, f"{sheet or 'the table'}, row {number + 1}")
        if depth == 2:
            header = tuple(under or name for name, under in zip_longest(header, below, fillvalue=""))
        if is_pair if depth == 2 else len(header) > 1:
            above, sample = tuple(map(",".join, first[:number])), tuple(map(tuple, first[number + depth :][:_SAMPLE]))
            stream = partial(_given_rows, rows, number + depth, len(header))
            yield Table(part, header, stream, above, sample=sample, sheet=sheet)


def _filled(row: Sequence[str]) -> tuple[str, ...]:
    """The cells of a row up to the last that is not empty."""
    cells = [cell.strip() for cell in row]
    return tuple(cells[: max((k for k, cell in enumerate(cells, 1) if cell), default=0)])


def _given_rows(rows: Callable[[], Iterator[list[str]]], after: int, width: int) -> Iterator[tuple[Grid, float]]:
    return row_grids(islice(rows(), after, None), width, after + 1)


def _check_width(part: Part, header: Sequence[str], place: str) -> None:
    """Raise FormatError for a heading that no file of trade data has."""
    if len(header) > limits.COLUMNS:
        reason = f"{place} has {len(header):,} cells; at most {limits.COLUMNS:,} are taken"
        raise FormatError(part.label, reason, "leave out columns")


def _of_frames(part: Part, kind: str) -> Table:
    """The table of a file that has columns of its own."""
    with closing(subprocess_reader.frames(part, kind)) as frames:
        names = next(frames).columns
        _check_width(part, names, "the heading")
        sample = next(frames, pl.DataFrame()).head(200)
    return Table(part, tuple(names), partial(_framed_rows, part, kind), sample=tuple(sample.iter_rows()))


def _framed_rows(part: Part, kind: str) -> Iterator[tuple[Grid, float]]:
    line = 1
    for frame in islice(subprocess_reader.frames(part, kind), 1, None):
        cells = frame.rename({name: f"c{i}" for i, name in enumerate(frame.columns)})
        numbers = pl.int_range(line, line + cells.height, dtype=pl.Int64).alias("line")
        yield Grid(cells.select(numbers, pl.all()), pl.DataFrame(schema=REJECTED)), 0.0
        line += cells.height
