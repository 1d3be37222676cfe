"""Wide tables, whose columns are periods, series or countries, as the long ones that say the same: a row for each of
their cells. `tables/wide.csv` has how such headings look, and which columns a long table has of them.

What the lines above a heading name as the `Indicator` is a column too.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial

import polars as pl

from . import vocabulary
from .readers.delimited import Grid
from .readers.table import Table, Unfold

_INDICATOR = re.compile(r'^"?Indicator"?\s*[,;\t]\s*"?(.+?)[\s,;\t"]*$')


@cache
def _ways() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    """Each way to be wide: how its headings look, and the column that their cells make."""
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for row in vocabulary.rows("wide"):
        found.setdefault(row["way"], []).append((re.compile(row["heading"]), row["column"]))
    return found


def forms(table: Table) -> Iterator[Table]:
    """A table as it is, and as the long ones that it can be read as."""
    yield table
    for patterns in _ways().values() if table.keys and not {"value", "obsvalue"} & {*table.keys} else ():
        told = {
            i: (said.groupdict(), column)
            for i, name in enumerate(table.header)
            for pattern, column in patterns
            if (said := pattern.fullmatch(name.strip()))
        }
        if any(column == "Value" for _, column in told.values()):
            yield _long(table, told)


def _long(table: Table, told: dict[int, tuple[dict[str, str], str]]) -> Table:
    """The long table of one whose columns are `told`: what the heading of each says, and what its cells are."""
    kept = [i for i in range(len(table.header)) if i not in told]
    indicator = next((found[1] for line in table.above if (found := _INDICATOR.match(line.strip()))), "")
    groups: dict[tuple[str, ...], dict[str, int]] = {}
    for i, (said, column) in told.items():
        groups.setdefault(tuple(said.values()), {})[column] = i
    groups = {said: columns for said, columns in groups.items() if "Value" in columns}
    columns = list(dict.fromkeys(column for _, column in told.values()))
    over = tuple(table.header[at["Value"]].strip() for at in groups.values())
    names = next(iter(told.values()))[0]
    meant = {name.replace("_", " "): [said[n] for said in groups] for n, name in enumerate(names)} | {"Column": [*over]}
    meant |= {"Indicator": [indicator] * len(over)} if indicator else {}
    header = (*(table.header[i] for i in kept), *columns, *meant)
    of_headings = pl.DataFrame({f"c{len(kept) + len(columns) + n}": texts for n, texts in enumerate(meant.values())})

    def unfold(cells: pl.DataFrame) -> pl.DataFrame:
        """The cells of one column after those of another."""
        labels = cells.select("line", **{f"c{n}": pl.col(f"c{i}") for n, i in enumerate(kept)})
        blank = pl.Series([""], dtype=pl.String).new_from_index(0, cells.height)
        values = (
            pl.concat([cells[f"c{at[name]}"] if name in at else blank for at in groups.values()]).alias(f"c{n}")
            for n, name in enumerate(columns, start=len(kept))
        )
        of_cells = of_headings[pl.int_range(len(groups) * cells.height, eager=True) // max(cells.height, 1)]
        return pl.concat([labels] * len(groups), rechunk=True).with_columns(*values, *of_cells)

    sample = tuple(tuple(row[i] for i in kept if i < len(row)) for row in table.sample)
    return replace(
        table, header=header, sample=sample, over=over, unfold=unfold, stream=partial(_unfolded, table, unfold)
    )


def _unfolded(table: Table, unfold: Unfold) -> Iterator[tuple[Grid, float]]:
    for grid, fraction in table.stream():
        yield replace(grid, cells=unfold(grid.cells)), fraction
