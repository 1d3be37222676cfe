"""Files of the big trade databases, read into observations: told from their content, every row accounted for.

`read(path)` says what a file is and streams it. Each format is a module with `sniff(table)` and
`sorter(table, finding)`, a function from some cells to batches of them; adding one is a matter of writing it and naming it
here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from types import ModuleType

import polars as pl

from ..safe_text import safe_text
from . import baci, captioned, comtrade, figures_csv, indicators, long, own_table, sdmx, tariff_lines, vocabulary, wide
from .duplicates import DuplicateFilter
from .money import parted
from .readers import decimal_marks, files
from .readers.archives import parts_of
from .readers.files import Part
from .readers.table import Table, key_of
from .readers.tables import tables_of
from .rows import Batch, FormatError, ImportReport, Recognition, Rejection, nothing_imported

FORMATS = (comtrade, tariff_lines, baci, indicators, sdmx, figures_csv, long, captioned, own_table)

_TOLD_BY_WORDS = (captioned, own_table)
"""Formats whose tables may be known and yet refused, one without the others beside it."""
_Known = tuple[Table, Table, Recognition, ModuleType]
"""A table as it is in its file and as it is read, what it is, and who reads it."""

__all__ = ["Batch", "FormatError", "ImportReport", "RecognisedFile", "Rejection", "read"]


def read(path: Path | str) -> RecognisedFile:
    """Open a file for import; nothing but its first lines is read yet. Raises FormatError for one that cannot be read or that
    nothing is known of."""
    return RecognisedFile(Path(path))


class RecognisedFile:
    """A recognised file. `batches()` streams it and keeps the account in `report`; `unread` has the members of an
    archive that are left out, and why."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._tables, self.unread = _tables(path)
        self.findings = [finding for _, _, finding, _ in self._tables]
        self.report = ImportReport(path.name, list(self.findings))

    def batches(self) -> Iterator[Batch]:
        """The batches in the order of the file, `fraction` over all its tables. May be run anew: the account starts
        again. Raises FormatError where the file breaks off."""
        self.report = ImportReport(self.path.name, list(self.findings))
        seen = DuplicateFilter()
        read = 0
        for number, (table, form, finding, module) in enumerate(self._tables):
            batches = _batches(table, form, finding, module)
            for batch, fraction in tariff_lines.added(batches) if module is tariff_lines else batches:
                batch = seen.without_repeats(batch)
                self.report.add(batch, finding.member)
                yield replace(batch, fraction=(number + fraction) / len(self._tables))
            self.report.notes += _cut_short(table, self.report.read - read)
            read = self.report.read


def _batches(table: Table, form: Table, finding: Recognition, module: ModuleType) -> Iterator[tuple[Batch, float]]:
    """The batches of a table and how much of the file was read when they were made."""
    sort = module.sorter(form, finding)
    where = {"dataset": finding.dataset, "edition": finding.edition, "file": table.label}
    is_first = True
    for grid, fraction in table.stream():
        yield (
            nothing_imported({"a blank line": grid.blank, "a remark below the data": grid.notes}, grid.ragged),
            fraction,
        )
        _require_one_table(table, grid.cells)
        cells, is_first = _without_headings(grid.cells) if is_first else grid.cells, False
        if above := grid.cells.height - cells.height:
            yield nothing_imported({"a second row of headings": above}), fraction
        for batch in sort(form.unfold(cells)):
            placed = batch.observations.with_columns(pl.lit(text).alias(name) for name, text in where.items())
            yield replace(batch, observations=placed), fraction


def _require_one_table(table: Table, cells: pl.DataFrame) -> None:
    """Raise FormatError where a heading comes again with other words in it, or two columns of one name differ."""
    named = {f"c{i}": name.strip() for i, name in enumerate(table.header) if name.strip()}
    alike = pl.sum_horizontal(pl.col(column) == name for column, name in named.items())
    others = cells.filter((alike < len(named)) & (alike >= max(_ALIKE, len(named) // 2)))
    for row in others.iter_rows(named=True):
        differ = ((name, row[column]) for column, name in named.items() if key_of(row[column] or "") != key_of(name))
        name, words = next(differ, ("", ""))
        if name:
            reason = f"line {row['line']} begins another table, with '{words}' for '{name}'"
            raise FormatError(table.label, reason, "import each table from a file of its own")
    firsts: dict[str, str] = {}
    for column, name in named.items():
        first = firsts.setdefault(name, column)
        if first != column and cells.filter(pl.col(first).ne_missing(pl.col(column))).height:
            raise FormatError(
                table.label, f"has two columns '{name}' that differ", "take out the one that is not meant"
            )


def _without_headings(cells: pl.DataFrame) -> pl.DataFrame:
    """The first rows left out that have no digit, but words over numbers: a heading over several rows goes on in them, with
    units and the like."""
    digits = cells.select(pl.exclude("line").str.contains("[0-9]").fill_null(False))
    numbers = [name for name in digits.columns if digits[name].any()]
    words = cells.select(
        pl.any_horizontal(pl.lit(False), *(pl.col(n).str.contains(r"\S") for n in numbers))
    ).to_series()
    data = digits.select(pl.any_horizontal(pl.all())).to_series() | ~words.fill_null(False)
    return cells.slice((data.arg_max() or 0) if data.any() else 0)


def _cut_short(table: Table, read: int) -> list[str]:
    """What the service says that the answer lacks, and that a text ends within a line, which its publisher's does not."""
    if page := table.facts.get("page"):
        return [f"page {page} of the service's answer: ask for the others too"]
    records = int(table.facts.get("records") or 0)
    if read < records:
        return [f"{read:,} of {records:,} records of the service's answer: ask for the others too"]
    ends_in_a_line = table.separator and table.below and table.below[-1].strip()
    return ["the last line has no end: see that the file is whole, and its last value too"] if ends_in_a_line else []


def _tables(path: Path) -> tuple[list[_Known], dict[str, str]]:
    """What there is to import, and the members that hold none of it, each with the reason."""
    found: list[_Known] = []
    unread: dict[str, str] = {}
    parts, refused, broken = parts_of(path), list[Table](), list[FormatError]()
    for part in parts:
        try:
            known = [first for headings in tables_of(part) if (first := _first_known(headings, refused)) is not None]
            if any(module is own_table for *_, module in known) and _not_read(part):
                known = []
        except FormatError as error:
            broken.append(error)
            unread[safe_text(part.member)] = safe_text(error.reason)
            continue
        if not known:
            unread[safe_text(part.member)] = "is in no format known here"
        for table, form, finding, module in known:
            try:
                if module in _TOLD_BY_WORDS:
                    module.sorter(form, finding)
                found.append((table, form, finding, module))
            except FormatError as error:
                broken.append(error)
                unread[finding.member] = safe_text(error.reason)
    if not found:
        raise broken[0] if broken else _refusal(parts, refused)
    return found, unread


def _first_known(headings: Iterable[Table], refused: list[Table]) -> _Known | None:
    """A table under the first of its possible headings that a format knows; the others go to `refused`."""
    for table in headings:
        forms = list(wide.forms(table))
        found = [
            (told, form, module) for module in FORMATS for form in forms if (told := module.sniff(form)) is not None
        ]
        if found:
            finding, form, module = max(found, key=lambda each: each[0].score)
            plain = replace(table, stream=partial(decimal_marks.stream, table))
            as_read = list(wide.forms(plain))[forms.index(form)]
            return plain, as_read, replace(finding, member=safe_text(table.place)), module
        if len(refused) < _REFUSED:
            refused.append(table)
    return None


def _refusal(parts: list[Part], refused: list[Table]) -> FormatError:
    """Why nothing of a file can be imported: what it is, or what the nearest format has and it has not."""
    for part in parts:
        if known := _not_read(part):
            return FormatError(part.label, *known)
    known_here = ", ".join(_needed())
    near = min([*_layouts_like(refused), *_words_unknown(refused)], default=(0, ""))[1]
    return FormatError(
        parts[0].path.name, f"is in no format known here{near and f'; {near}'}", f"it should be a file of {known_here}"
    )


def _not_read(part: Part) -> tuple[str, str] | None:
    """What a part is that is known here and not read, and the mend."""
    with part.opened() as source:
        head = source.head
    return None if files.is_workbook(head) and not files.is_nested(part, head) else files.not_data(head)


_ALIKE = 3
"""Cells of a row that are words of the heading, from which on it is taken for a heading."""
_REFUSED = 200
"""Headings that are kept to say which format is the nearest."""
_LEAST = 2
"""Columns that must be there before a format is said to be near."""


@cache
def _needed() -> dict[str, dict[str, frozenset[str]]]:
    """Each format's columns without which a file is not of it: the usual heading to all that it may have; none where headings
    vary too much to say which is missing."""
    found: dict[str, dict[str, frozenset[str]]] = {row["format"]: {} for row in vocabulary.rows("needed")}
    for row in vocabulary.rows("needed"):
        if row["column"]:
            found[row["format"]][row["column"]] = frozenset((row["column"], *row["headings"].split()))
    return found


def _words_unknown(tables: Iterable[Table]) -> Iterator[tuple[int, str]]:
    """How many words of a heading like those that people write themselves are not known, and which."""
    every = ((*own_table.unknown(t), len(t.above) + 1) for t in tables)
    known, others, line = max(every, key=lambda each: each[0], default=(0, [], 0))
    words = safe_text(", ".join(f"'{word}'" for word in others[:_LEAST]))
    if known >= _LEAST and others:
        yield len(others), f"of its heading in line {line} it is not known what {words} may be"


def _layouts_like(tables: Iterable[Table]) -> Iterator[tuple[int, str]]:
    """How many columns the nearest format has and no table: `the nearest is UN Comtrade, but there is no column primaryValue`."""
    found = []
    for table in tables:
        there = {*table.keys, *table.header, *(parted(name)[0] for name in table.header)}
        for title, columns in _needed().items():
            missing = {usual: headings for usual, headings in columns.items() if not there & headings}
            if len(columns) - len(missing) >= _LEAST and missing:
                found.append((len(missing), len(missing) - len(columns), title, _lacking(table, missing)))
    if found:
        count, _, title, lacking = min(found)
        yield count, f"the nearest is {title}, but {lacking}"


def _lacking(table: Table, missing: dict[str, frozenset[str]]) -> str:
    """Which columns there are not; of one that is there with words in brackets, that these are no unit known here."""
    every = frozenset().union(*missing.values())
    unknown = next((name for name in table.header if "(" in name and key_of(name.partition("(")[0]) in every), "")
    return f"the unit of '{unknown}' is not known" if unknown else f"there is no column {', '.join(missing)}"
