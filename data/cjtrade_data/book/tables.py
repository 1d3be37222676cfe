"""Tables: the CSV files of a folder as plain rows, each file read once."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from io import StringIO
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from ..errors import BookError
from ..model.codes import FIGURE_COLUMNS
from ..model.records import Record

TABLES = Path(__file__).parents[1] / "tables"
"""The bundled tables: a Frictionless data package."""
ANYWHERE = ("context_fx", "context_wdi")
"""The groups of bundled figures that serve every pair: rates, GDP and population."""


Codes = tuple[str, str, str, str]


def group_of(table: str) -> str:
    """`pair_press` for the table figures-pair-press, "" for one of no figures."""
    return table.removeprefix("figures-").replace("-", "_") if table.startswith("figures-") else ""


def path_of(group: str) -> str:
    """Where the figures of a group stand."""
    return f"figures/{group}.csv"


def _joined(lines: Iterable[str]) -> list[str]:
    """Rows, where a quoted cell goes on in the next line."""
    rows: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on:
            rows[-1] += f"\n{line}"
        else:
            rows.append(line)
        goes_on ^= line.count('"') % 2 == 1
    return rows


class Tables:
    """The files of a folder. Raises BookError for one that is missing, is no UTF-8, lacks a column or has a torn row."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, tuple[list[str], list[list[str]]]] = {}

    def rows(self, file: str) -> tuple[list[str], list[list[str]]]:
        """The heading and the rows of a file, equally long, all cells as text."""
        if file not in self._read:
            self._read[file] = self._read_rows(file)
        return self._read[file]

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The tables of figures, by name: `pair_press`, `context_wdi` ..."""
        folder = self.folder / "figures"
        if not folder.is_dir():
            raise BookError("figures", "the folder is missing", "restore the tables")
        return tuple(path.stem for path in sorted(folder.glob("*.csv")))

    def figures(self, group: str) -> list[list[str]]:
        """The rows of a table of figures, their cells in the order of FIGURE_COLUMNS."""
        file = path_of(group)
        header, rows = self.rows(file)
        if tuple(header) != tuple(FIGURE_COLUMNS):
            raise BookError(file, "the columns are not in their order", "restore the file")
        return rows

    def lines(self, file: str, columns: tuple[str, ...]) -> list[str]:
        """The rows of a file that has these very columns as they stand in it, for one who needs the `cells` of few."""
        header, *found = self._text(file).removesuffix("\n").split("\n")
        if tuple(cells(header)) != columns:
            raise BookError(file, "the columns are not in their order", "restore the file")
        return _joined(found) if any(line.count('"') % 2 for line in found) else found

    def split_rows(self, file: str, lines: Iterable[str], width: int) -> list[list[str]]:
        """The cells of some `lines` of a file of `width` columns. Raises BookError where a row of it is torn."""
        found = list(csv.reader(lines))
        if any(len(row) != width for row in found):
            self.rows(file)
            raise BookError(file, "a row is torn", "restore the file")
        return found

    def records(self, table: str, record: type[Record]) -> Iterator[Record]:
        """The rows of a table as records; columns that those do not have are left out."""
        header, rows = self._having(table, record._fields)
        return map(record._make, map(itemgetter(*map(header.index, record._fields)), rows))

    def names(self, table: str) -> dict[str, str]:
        rows = self.mappings(table, ("code",))
        return {row["code"]: row.get("name") or row.get("label") or "" for row in rows}

    def mappings(self, table: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
        """The rows of a table by column. Raises BookError where one of `columns` is lacking."""
        header, rows = self._having(table, columns)
        return (dict(zip(header, row, strict=True)) for row in rows)

    def _having(self, table: str, columns: tuple[str, ...]) -> tuple[list[str], list[list[str]]]:
        file = f"{table}.csv"
        header, rows = self.rows(file)
        missing = [c for c in columns if c not in header]
        if missing:
            raise BookError(file, f"no column '{missing[0]}'", "restore the file")
        return header, rows

    def _read_rows(self, file: str) -> tuple[list[str], list[list[str]]]:
        try:
            reader = csv.reader(StringIO(self._text(file), newline="\n"))
            header = next(reader, [])
            rows, width = list(reader), len(header)
        except csv.Error as error:
            raise BookError(file, str(error).splitlines()[0], "restore the file") from error
        for number, row in enumerate(rows, start=2):
            if len(row) != width:
                reason = f"{len(row)} cells instead of {width}"
                raise BookError(file, reason, "restore the row", number)
        return header, rows

    def _text(self, file: str) -> str:
        try:
            text = (self.folder / file).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BookError(file, str(error).splitlines()[0], "restore the file") from error
        # Within a cell it is no end of a row; looking for the single sign first takes a twentieth of the time.
        return text.replace("\r\n", "\n").replace("\r", " ") if "\r" in text else text


def cells(line: str) -> list[str]:
    return next(csv.reader((line,)), [])


def by_codes(lines: Sequence[str]) -> Iterator[tuple[Codes, list[tuple[str, str]]]]:
    """Rows that follow each other and have the same codes in their second to fifth cells: those, and of each row its first
    cell and the row as it stands. Raises ValueError for a row that has fewer."""
    heads = [line.split(",", 5) for line in lines]
    first, *codes, _ = zip(*heads, strict=True) if heads else [()] * 6
    if any('"' in "".join(column) for column in (first, *codes)):
        first, *codes = zip(*(cells(line)[:5] for line in lines), strict=True)
    for key, run in groupby(zip(zip(*codes, strict=True), first, lines, strict=True), itemgetter(0)):
        yield key, [(id, line) for _, id, line in run]
