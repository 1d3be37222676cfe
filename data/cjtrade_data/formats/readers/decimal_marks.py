"""Decimal marks: how the numbers of a column are written, proved by its own cells; all are passed on with a full stop.

`1.520,5`, `0,125` and `23.314.000` can only be written with a decimal comma, `1,520.5` and `23,314,000` only with a full stop;
`12,345` and `850.125` may be either. A column is written in one way. Where its cells prove none, the other columns of the
file do, then its separator: commas between cells leave none for decimals. What nothing proves is refused.
"""

import re
from collections.abc import Iterator

import polars as pl

from ..cells import MISSING, PADDING
from ..rows import FormatError
from .delimited import Grid
from .table import Table

_NUMBER = r"^[+-]?(?:[0-9][0-9.,' \u{a0}\u{202f}\u{2009}]*|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?$"
_PROVES = (
    r"^[+-]?(?:[0-9]*D(?:[0-9]{1,2}|[0-9]{4,})|0[0-9]*D[0-9]+|[0-9]{4,}D[0-9]+|D[0-9]+"
    r"|[0-9]{1,3}(?:[G' \u{a0}\u{202f}\u{2009}][0-9]{3})+D[0-9]*|[0-9]{1,3}(?:G[0-9]{3}){2,})(?:[eE][+-]?[0-9]+)?$"
    r"|^[+-]?[0-9]+D[0-9]+[eE]"
)
"""What proves `D` to be the decimal mark, and not `G`, which may group thousands."""
_COMMA, _STOP = _PROVES.replace("D", ",").replace("G", "[.]"), _PROVES.replace("D", "[.]").replace("G", ",")
_EITHER = r"^[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}$"
_GROUPING = r"[.' \u{a0}\u{202f}\u{2009}]"
_LABEL = re.compile(
    r"code|year|period|time|date|product|commodity|item|hs[0-9]*$|sitc|cmd|flag|note|missing|desc|name|level"
)
"""Headings of columns whose digits may be codes, which prove nothing of amounts."""
_AMOUNT = re.compile(r"value|quantity|qty|weight|wgt|amount|usd|eur|share|percent|[0-9]{4}yr[0-9]{4}")
_TEXT_FORMULA = r'^="(.*)"$'
"""How a spreadsheet writes text that looks like a number: `="010121"`."""


def stream(table: Table) -> Iterator[tuple[Grid, float]]:
    """The rows of a table, their numbers with a full stop for the decimals. Raises FormatError where a column is written in
    two ways, or in one that cannot be told."""
    marks: dict[str, str] = {}
    labels = {f"c{i}" for i, key in enumerate(table.keys) if _LABEL.search(key) and not _AMOUNT.search(key)}
    for grid, fraction in table.stream():
        cells = _without_formulas(grid.cells)
        suspects = _suspects(cells, table.separator)
        proved = {c: _proof(table, cells, c, marks.get(c, ""), may_be_code=c in labels) for c in suspects}
        marks |= {column: mark for column, mark in proved.items() if mark}
        of_file = {mark for column, mark in marks.items() if column not in labels}
        for column in suspects:
            either = _EITHER.replace(".,", ",") if column in labels else _EITHER  # a code has no comma
            if column not in marks and (found := _first(cells, column, either)) is not None:
                marks[column] = min(of_file) if len(of_file) == 1 else _by_separator(table, column, *found)
        commas = [column for column in suspects if marks.get(column) == ","]
        yield Grid(cells.with_columns(map(_with_full_stop, commas)), grid.ragged, grid.blank, grid.notes), fraction


def _without_formulas(cells: pl.DataFrame) -> pl.DataFrame:
    texts = [c for c in cells.columns if c != "line"]
    found = cells.select(pl.col(texts).str.starts_with('="').any()) if texts else cells
    columns = [c for c in texts if cells.height and found[c][0]]
    return cells.with_columns(pl.col(c).str.replace(_TEXT_FORMULA, "$1") for c in columns)


def _suspects(cells: pl.DataFrame, separator: str) -> list[str]:
    """The columns of numbers that may be written otherwise than with a full stop alone."""
    texts = [c for c in cells.columns if c != "line"]
    if not texts or not cells.height:
        return []
    odd = pl.col(texts).str.contains(
        r"[0-9],[0-9]|^,[0-9]" + (r"|[0-9]\.[0-9]" if separator in (";", "\t") else r"|[0-9]\.[0-9]+\.")
    )
    found = cells.select(odd.any())
    columns = [c for c in texts if found[c][0]]
    if not columns:
        return []
    text = pl.col(columns).str.strip_chars(PADDING)
    filled = ~text.is_in(MISSING)
    shares = cells.select((text.str.contains(_NUMBER) & filled).sum() * 2 >= filled.sum())
    return [c for c in columns if shares[c][0]]


def _proof(table: Table, cells: pl.DataFrame, column: str, before: str, *, may_be_code: bool) -> str:
    """The decimal mark that the cells of a column prove; "" for none. Raises FormatError where they prove two, unless they
    may be codes, which are left as they are."""
    firsts = {mark: _first(cells, column, pattern) for mark, pattern in ((",", _COMMA), (".", _STOP))}
    found = [mark for mark, first in firsts.items() if first]
    if len(found) == 2 and may_be_code:
        return "."
    if len(found) == 2 or (before and found and found[0] != before):
        name = table.header[int(column[1:])]
        places = " and ".join(f"'{first[1]}' (line {first[0]})" for first in firsts.values() if first)
        reason = f"its column {name} is written in two ways: {places}" + (
            "" if len(found) == 2 else " and otherwise before"
        )
        raise FormatError(table.label, reason, "write all its numbers in one way")
    return found[0] if found else ""


def _first(cells: pl.DataFrame, column: str, pattern: str) -> tuple[int, str] | None:
    """The first cell of a column that a pattern matches: its line and text."""
    text = pl.col(column).str.strip_chars(PADDING)
    rows = cells.lazy().filter(text.str.contains(pattern)).select("line", text).head(1).collect().rows()
    return rows[0] if rows else None


def _by_separator(table: Table, column: str, line: int, text: str) -> str:
    if table.separator == ";" or (table.separator == "\t" and "," in text):
        name = table.header[int(column[1:])]
        plain = text.replace(",", "").replace(".", "")
        reason = f"'{text}' in line {line}, column {name}, may be {plain} or {text.replace(',', '.')}, and nothing in the file tells"
        raise FormatError(table.label, reason, "write the column without separators of thousands and with a full stop")
    return "."


def _with_full_stop(column: str) -> pl.Expr:
    text = pl.col(column).str.strip_chars(PADDING)
    plain = text.str.replace_all(_GROUPING, "").str.replace(",", ".", literal=True)
    return pl.when(text.str.contains(_NUMBER)).then(plain).otherwise(pl.col(column)).alias(column)
