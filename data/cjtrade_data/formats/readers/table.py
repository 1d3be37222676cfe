"""Table: what every kind of file is turned into before a format looks at it: a heading and rows of text.

Separated text, Excel sheets, Parquet files, JSON records and SDMX messages all end as text cells with the number of the
line (or record, or row of the sheet) they stand on, so that a format is a matter of columns and meanings alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from unicodedata import normalize

import polars as pl

from ...safe_text import safe_text
from ..money import CurrencyScale, parted
from ..rows import REJECTED
from . import limits
from .delimited import Grid, text_frame
from .files import Part

_ROWS = 50_000
Unfold = Callable[[pl.DataFrame], pl.DataFrame]


class Amount(NamedTuple):
    """A column of amounts, its heading, and the unit that stands in that; None where none does."""

    column: str
    heading: str
    unit: CurrencyScale | None


@dataclass(frozen=True, slots=True)
class Table:
    """A heading and the rows under it.

    `stream()` gives the rows anew each time, as (grid, fraction of the file read); the columns of its cells are `c0`,
    `c1` ... in the order of `header`. `above` are the lines before the heading, `below` the last lines of the text.
    `facts` is what a message says of itself outside its rows (agency, dataflow, date); `separator` is what stands between
    the cells of a text. Of a wide table that is read as a long one, `over` are the headings that are over values, and
    `unfold` makes its cells.
    """

    part: Part
    header: tuple[str, ...]
    stream: Callable[[], Iterator[tuple[Grid, float]]]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    sample: tuple[tuple[str, ...], ...] = ()
    sheet: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    separator: str = ""
    over: tuple[str, ...] = ()
    unfold: Unfold = field(default=lambda cells: cells, compare=False)

    @property
    def label(self) -> str:
        return safe_text(f"{self.part.label}: {self.sheet}" if self.sheet else self.part.label)

    @property
    def place(self) -> str:
        """Where it is in its file: the member of an archive, the sheet of a workbook, "" for the file itself."""
        return ": ".join(filter(None, (self.part.member, self.sheet)))

    @property
    def keys(self) -> tuple[str, ...]:
        """The heading as it is matched: `Trade Value (US$)` and `Trade.Value..US..` are both `tradevalueus`."""
        return tuple(key_of(name) for name in self.header)

    def column(self, *aliases: str) -> str | None:
        """The column (`c3`) whose heading has one of some keys, the first alias that is there."""
        keys = self.keys
        return next((f"c{keys.index(alias)}" for alias in aliases if alias in keys), None)

    def amount(self, *aliases: str) -> Amount | None:
        """The column of amounts whose heading has one of some keys, alone or around a unit of money."""
        known = [(key, None) for key in self.keys]
        with_unit = [parted(name) for name in self.header] if set(aliases).isdisjoint(self.keys) else []
        for found in (known, with_unit):
            for alias in aliases:
                at = next((i for i, (key, _) in enumerate(found) if key == alias), None)
                if at is not None:
                    return Amount(f"c{at}", self.header[at], found[at][1])
        return None

    def text(self, *aliases: str) -> pl.Expr:
        """The texts of that column, "" where there is none."""
        at = self.column(*aliases)
        return pl.lit("") if at is None else pl.col(at).fill_null("")

    def cell(self, heading: str) -> pl.Expr:
        """The heading over a value in the file: its own in a wide table, `heading` in a long one."""
        return self.text("column") if self.over else pl.lit(heading)

    def heading(self, *aliases: str) -> str:
        """The heading of that column in this file, else the first alias."""
        at = self.column(*aliases)
        return self.header[int(at[1:])] if at else next(iter(aliases), "")


@lru_cache(4096)
def key_of(name: str) -> str:
    """A heading without case, blanks and punctuation."""
    return re.sub(r"[\W_]+", "", normalize("NFKC", name).lower())


def text_grid(rows: list[list[str]], width: int, first: int) -> Grid:
    """Rows that were read cell by cell, the first of this number, as a grid; empty ones are counted apart."""
    full = {number: row for number, row in enumerate(rows, start=first) if any(cell.strip() for cell in row)}
    return Grid(text_frame(full, width), pl.DataFrame(schema=REJECTED), len(rows) - len(full))


def row_grids(rows: Iterable[list[str]], width: int, first: int) -> Iterator[tuple[Grid, float]]:
    """Such rows as grids of some of them at a time."""
    rest = iter(rows)
    while chunk := list(islice(rest, max(1, min(_ROWS, limits.CELLS // width)))):
        yield text_grid(chunk, width, first), 1.0
        first += len(chunk)
