"""The tables of a file, by what its bytes are: separated text, a workbook, Parquet, JSON or SDMX-ML."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice

import polars as pl

from . import documents
from .lines import Grid, grids, separator_of, split
from .opening import BLOCK, LOOK, Part, Source, as_utf8, encoding_of, is_workbook
from .outcome import REJECTED, FormatError
from .table import Table, text_grid

Accepts = Callable[[Table], bool]
_FIRST_LINES = 40
"""Lines among which the heading must be: publishers put titles and notes above it."""
_ROWS = 50_000
_PARQUET = b"PAR1"
_LAST_LINES = 12
_MOST_UNPACKED = 50_000_000
"""Bytes of a packed file that is unpacked once more to see its last lines."""


def tables_of(part: Part, accepts: Accepts) -> list[Table]:
    """What there is to import in one file: the tables whose heading `accepts`, none if it accepts none.

    Raises FormatError where the bytes cannot be read.
    """
    with part.opened() as source:
        head = source.head
    if head.startswith(_PARQUET):
        found: Sequence[Table] = [_parquet(part)]
    elif is_workbook(head):
        found = _workbook(part, accepts)
    elif (start := _first_character(head)) in ("{", "["):
        found = documents.json_tables(part, head)
    elif start == "<":
        found = documents.xml_tables(part, head)
    else:
        found = _separated(part, head, accepts)
    return [table for table in found if accepts(table)]


def _first_character(head: bytes) -> str:
    return head[:LOOK].decode(encoding_of(head), "ignore").lstrip("\ufeff \t\r\n")[:1]


def _separated(part: Part, head: bytes, accepts: Accepts) -> list[Table]:
    text = _head_text(part)
    lines = text.split("\n")
    if len(head) == LOOK and len(lines) > 1:
        lines.pop()
    first = lines[:_FIRST_LINES]
    separator = separator_of([line for line in first if line.strip()])
    for number, line in enumerate(first):
        header = tuple(cell.strip(' \t\r"') for cell in split(line, separator))
        if len(header) < 2:
            continue
        rows = tuple(tuple(split(row, separator)) for row in lines[number + 1 : number + 200])
        header += _trailing(header, rows)
        table = Table(
            part,
            header,
            partial(_text_rows, part, separator, len(header), number),
            tuple(lines[:number]),
            _tail_of(part, len(head) < LOOK, lines),
            rows,
        )
        if accepts(table):
            return [table]
    return []


def _trailing(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """A heading for the empty cell that some services put at the end of every row but the first."""
    longer = [row for row in rows if len(row) == len(header) + 1 and not row[-1].strip()]
    return ("",) if rows and len(longer) * 2 > len(rows) else ()


def _head_text(part: Part) -> str:
    with part.opened() as source:
        block = next(iter(source.text_blocks()), b"")
    return block[: LOOK * 4].decode("utf-8", "ignore")


def _tail_of(part: Part, whole: bool, lines: list[str]) -> tuple[str, ...]:
    """The last lines of the text, where publishers write the date; none where unpacking would take long to get there."""
    if whole:
        return tuple(lines[-_LAST_LINES:])
    tail = b""
    with part.opened() as source:
        if source.is_packed and source.size > _MOST_UNPACKED:
            return ()
        if not source.is_packed:
            source.skip_to_last(LOOK)
        while block := source.read(BLOCK):
            tail = (tail + block)[-LOOK:]
    text = as_utf8(tail).decode("utf-8", "replace")
    return tuple(text.replace("\r\n", "\n").split("\n")[-_LAST_LINES:])


def _text_rows(part: Part, separator: str, width: int, above: int) -> Iterator[tuple[Grid, float]]:
    with part.opened() as source:
        blocks = _without_first_lines(source, above + 1)
        for grid in grids(blocks, separator, width, above + 2):
            yield grid, source.fraction


def _without_first_lines(source: Source, count: int) -> Iterator[bytes]:
    for block in source.text_blocks():
        while count and block:
            _, _newline, block = block.partition(b"\n")
            count -= 1
        if block:
            yield block


def _workbook(part: Part, accepts: Accepts) -> list[Table]:
    from python_calamine import CalamineError, CalamineWorkbook

    def rows(sheet: str, after: int, width: int) -> Iterator[tuple[Grid, float]]:
        with part.opened() as source:
            book = CalamineWorkbook.from_filelike(_whole(source))
        cells = ([_cell(c) for c in row] for row in book.get_sheet_by_name(sheet).to_python(skip_empty_area=False))
        number = after + 1
        rest = islice(cells, after, None)
        while chunk := list(islice(rest, _ROWS)):
            yield text_grid(chunk, width, list(range(number, number + len(chunk)))), 1.0
            number += len(chunk)

    found = []
    try:
        with part.opened() as source:
            book = CalamineWorkbook.from_filelike(_whole(source))
        for sheet in book.sheet_names:
            first = [
                [_cell(c) for c in row]
                for row in book.get_sheet_by_name(sheet).to_python(skip_empty_area=False, nrows=200)
            ]
            for number, row in enumerate(first[:_FIRST_LINES]):
                header = tuple(cell.strip() for cell in row)
                while header and not header[-1]:
                    header = header[:-1]
                sample = tuple(tuple(r) for r in first[number + 1 :])
                above = tuple(",".join(r) for r in first[:number])
                stream = partial(rows, sheet, number + 1, len(header))
                table = Table(part, header, stream, above, sample=sample, sheet=sheet)
                if len(header) > 1 and accepts(table):
                    found.append(table)
                    break
    except CalamineError as error:
        raise FormatError(part.label, f"is no workbook that can be read ({error})", "save it again as .xlsx") from error
    return found


def _whole(source: Source) -> io.BytesIO:
    return io.BytesIO(source.read(1 << 31))


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return "" if value is None else str(value)


def _parquet(part: Part) -> Table:
    if part.member:
        raise FormatError(part.label, "a Parquet file inside an archive is not read", "unpack it first")
    try:
        scan = pl.scan_parquet(part.path)
        names = scan.collect_schema().names()
        sample = scan.head(200).select(pl.all().cast(pl.String)).collect()
    except (pl.exceptions.PolarsError, OSError) as error:
        reason = f"is no Parquet file that can be read ({str(error).splitlines()[0]})"
        raise FormatError(part.label, reason, "download it again") from error
    rows = tuple(tuple(cell or "" for cell in row) for row in sample.iter_rows())
    return Table(part, tuple(names), partial(_parquet_rows, part), sample=rows)


def _parquet_rows(part: Part) -> Iterator[tuple[Grid, float]]:
    scan = pl.scan_parquet(part.path)
    names = scan.collect_schema().names()
    height = scan.select(pl.len()).collect().item()
    text = [pl.col(name).cast(pl.String).fill_null("").alias(f"c{i}") for i, name in enumerate(names)]
    for start in range(0, height, _ROWS * 10):
        cells = scan.slice(start, _ROWS * 10).select(text).collect().with_row_index("line", offset=start + 1)
        grid = Grid(cells.with_columns(pl.col("line").cast(pl.Int64)), pl.DataFrame(schema=REJECTED))
        yield grid, min((start + cells.height) / max(height, 1), 1.0)
