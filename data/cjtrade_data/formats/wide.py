"""Periods as columns: such a table is read as the long one that its publisher has too, a row for each of its cells.

WTO Stats and FAOSTAT's bulk file have years (`2020`, or `Y2020` beside its flag `Y2020F`), the US Census Bureau's trade by
country has months of both flows (`IJAN` ... `EDEC`, and `IYR`, the year so far). What the lines above a heading name as the
`Indicator` is a column too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import polars as pl

from ..model.period import MONTHS
from .readers.table import Table

_YEAR = re.compile(r"Y?((?:19|20)[0-9]{2})(\.0)?")
_MONTHS = {month.upper(): f"{number:02d}" for number, month in enumerate(MONTHS, start=1)}
_MONTH = re.compile(rf"([IE])({'|'.join(_MONTHS)}|YR)")
_FLOWS = {"I": "imports", "E": "exports"}
_INDICATOR = re.compile(r'^"?Indicator"?\s*[,;\t]\s*"?(.+?)[\s,;\t"]*$')
_FLAG = re.compile(r"Y[0-9]{4}[A-Z]")
_MOST = 200
"""Columns of periods: a century of years, or two flows of months."""


def unfolded(table: Table) -> tuple[Table, Callable[[pl.DataFrame], pl.DataFrame]] | None:
    """A table's heading as a long one has it, and what makes its cells of those of this one; None where no periods are
    columns."""
    told = {i: parts for i, name in enumerate(table.header) if (parts := _parts(name.strip()))}
    if not 0 < len(told) <= _MOST or "value" in table.keys:
        return None
    kept = [i for i, name in enumerate(table.header) if i not in told and not _FLAG.fullmatch(name.strip())]
    indicator = next((found[1] for line in table.above if (found := _INDICATOR.match(line.strip()))), "")
    names = (*next(iter(told.values())), "Value", "Flag", "Column", *(["Indicator"] if indicator else []))
    header = (*(table.header[i] for i in kept), *names)
    flags = {name.strip()[:-1]: f"c{i}" for i, name in enumerate(table.header) if _FLAG.fullmatch(name.strip())}

    def cells_of(cells: pl.DataFrame) -> pl.DataFrame:
        """Those of one column after those of another."""
        labels = {f"c{n}": pl.col(f"c{i}") for n, i in enumerate(kept)}
        frames = []
        for i, parts in told.items():
            flag = flags.get(table.header[i].strip())
            own = [*map(pl.lit, parts.values()), pl.col(f"c{i}"), pl.col(flag) if flag else pl.lit("")]
            own += map(pl.lit, (table.header[i].strip(), *([indicator] if indicator else [])))
            frames.append(cells.select("line", **labels, **{f"c{len(kept) + n}": text for n, text in enumerate(own)}))
        return pl.concat(frames)

    return replace(table, header=header, sample=()), cells_of


def _parts(name: str) -> dict[str, str]:
    """What the heading of a column says of its cells."""
    if year := _YEAR.fullmatch(name):
        return {"Year": year[1]}
    if month := _MONTH.fullmatch(name):
        return {"Flow": _FLOWS[month[1]], "Month": _MONTHS.get(month[2], "")}
    return {}
