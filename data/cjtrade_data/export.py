"""A table as a file for other programs: CSV that a spreadsheet cannot run, JSON, Parquet, Excel, Markdown."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from .model.records import Source
from .safe_text import escaped

if TYPE_CHECKING:
    from pathlib import Path

    from xlsxwriter import Workbook

FORMATS = ("csv", "json", "parquet", "xlsx", "md")
BINARY = ("parquet", "xlsx", "png")
_FORMULA = r"^[\s\x00-\x1f]*[=+\-@＝＋－＠\t\r]"
"""How a cell begins that a spreadsheet would take for a formula, its full-width forms included."""
_NUMBER = r"^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$"
_SOURCE_COLUMNS = tuple(
    """
    id publisher compiler title published vintage retrieved licence terms url
""".split()
)
_CURRENCIES = ("USD", "KHR", "JPY")
_LONGEST_CELL = 32_767
"""Characters of a text that Excel takes."""
_MADE = datetime(2000, 1, 1)
"""The time that a workbook says it was made, so that the same table gives the same file."""


def format_of(path: Path, formats: Sequence[str] = FORMATS) -> str:
    """The format that the ending of a file names, the first where it has none. Raises ValueError for another ending."""
    ending = path.suffix.lower().removeprefix(".") or formats[0]
    if ending not in formats:
        raise ValueError(f"{path} names no format: end it with {', '.join('.' + format for format in formats)}")
    return ending


class Meaning(NamedTuple):
    """What a column of an exported table has: its unit, "" for words, and a sentence on it."""

    column: str
    unit: str = ""
    meaning: str = ""


class About(NamedTuple):
    """What a reader of an exported table has to know: what it shows, its columns, remarks and where the figures are from."""

    title: str = ""
    columns: tuple[Meaning, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


NOTHING = About()


def export(frame: pl.DataFrame, format: str, about: About = NOTHING) -> bytes:
    """The frame as the bytes of a file.

    In CSV a text that a spreadsheet would take for a formula has an apostrophe before it; numbers, those in text columns
    too, stay as they are. JSON is a list of objects; it, Parquet and Excel hold every text unchanged. A number without
    end is left empty. Excel has a second sheet with units, remarks and sources; Markdown ends on them.
    """
    if format == "md":
        rows = (("" if value is None else str(value) for value in row) for row in frame.iter_rows())
        return markdown(frame.columns, rows, about).encode()
    frame = frame.with_columns(
        pl.when(pl.col(name).is_finite()).then(pl.col(name)) for name, type in frame.schema.items() if type.is_float()
    )
    if format == "json":
        return (json.dumps(frame.to_dicts(), ensure_ascii=False, indent=1, default=str) + "\n").encode()
    buffer = io.BytesIO()
    if format == "csv":
        harmless(frame).write_csv(buffer)
    elif format == "parquet":
        frame.write_parquet(buffer)
    else:
        _write_workbook(buffer, frame, about)
    return buffer.getvalue()


def harmless(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with an apostrophe before every text that a spreadsheet would take for a formula."""
    text = pl.col(pl.String)
    runs = text.str.contains(_FORMULA) & ~text.str.contains(_NUMBER)
    return frame.with_columns(pl.when(runs).then(pl.lit("'") + text).otherwise(text).name.keep())


def markdown(header: Sequence[str], rows: Iterable[Iterable[str]], about: About) -> str:
    """A table of texts under its title, with remarks and numbered sources below."""
    lines = [f"# {escaped(about.title)}", ""] if about.title else []
    lines += markdown_table(header, rows)
    lines += ["", *(f"{escaped(note)}  " for note in about.notes)] if about.notes else []
    lines += ["", "## Sources", ""] if about.sources else []
    lines += [f"{number}. {escaped(_source_line(source))}" for number, source in enumerate(about.sources, 1)]
    return "\n".join(lines) + "\n"


def markdown_table(header: Sequence[str], rows: Iterable[Iterable[str]]) -> list[str]:
    return [_pipes(header), _pipes("---" for _ in header), *map(_pipes, rows)]


def _source_line(source: Source) -> str:
    dated = f"published {source.published}" if source.published else "undated"
    vintage = f"vintage {source.vintage}" if source.vintage else ""
    read = f"read {source.retrieved}"
    return "; ".join(filter(None, [source.publisher, source.title, dated, vintage, source.url, read, source.licence]))


def _pipes(cells: Iterable[str]) -> str:
    return f"| {' | '.join(escaped(' '.join(cell.split())) for cell in cells)} |"


def _write_workbook(buffer: io.BytesIO, frame: pl.DataFrame, about: About) -> None:
    from xlsxwriter import Workbook

    never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(buffer, {"in_memory": True, **never}) as book:
        book.set_properties({"title": about.title, "created": _MADE})
        units = {column.column: column.unit for column in about.columns}
        amounts = {name: "#,##0" for name in frame.columns if units.get(name) in _CURRENCIES}
        _write(book, "figures", frame, 0, amounts)
        book.get_worksheet_by_name("figures").freeze_panes(1, 1)
        words = pl.DataFrame({"about": [about.title, *about.notes]}, {"about": pl.String})
        row = 0
        for each in (words, *_about_tables(about)):
            _write(book, "about", each, row)
            row += each.height + 2


def _about_tables(about: About) -> tuple[pl.DataFrame, ...]:
    columns = pl.DataFrame(about.columns, dict.fromkeys(Meaning._fields, pl.String), orient="row")
    rows = [tuple(getattr(source, name) for name in _SOURCE_COLUMNS) for source in about.sources]
    sources = pl.DataFrame(rows, dict.fromkeys(("source", *_SOURCE_COLUMNS[1:]), pl.String), orient="row")
    return columns, sources


def _write(book: Workbook, sheet: str, frame: pl.DataFrame, row: int, formats: Mapping[Any, str] | None = None) -> None:
    if frame.is_empty():
        frame = frame.clear(1)  # Excel has no table without a row
    texts = pl.col(pl.String).str.slice(0, _LONGEST_CELL)
    frame.with_columns(texts).write_excel(
        book,
        sheet,
        position=(row, 0),
        column_formats=formats or {},
        dtype_formats={pl.Float64: "General", pl.Int64: "0"},
        column_widths={name: _pixels(frame[name]) for name in frame.columns},
        autofilter=sheet == "figures",
    )


def _pixels(column: pl.Series) -> int:
    longest = column.cast(pl.String).str.len_chars().max()
    letters = max(len(column.name), longest if isinstance(longest, int) else 0)
    return 20 + 7 * min(letters, 50)
