"""Files of the big trade databases, read into observations: told from their content, every row accounted for.

`recognise(path)` says what a file is; `read(path)` streams it. Each format is a module with `sniff(table)` and
`batches(table, finding)`; adding one is a matter of writing it and naming it here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from ..safe_text import safe_text
from . import baci, comtrade, imf_wide, jpcustoms, own_csv, sdmx, wdi, wits_query, wits_wide
from .duplicates import DuplicateFilter
from .readers.files import parts_of
from .readers.table import Table
from .readers.tables import tables_of
from .rows import Batch, FormatError, Recognition, Rejection, Report

FORMATS: tuple[ModuleType, ...] = (comtrade, baci, wits_wide, wits_query, wdi, jpcustoms, sdmx, imf_wide, own_csv)

__all__ = ["Batch", "Finding", "FormatError", "Reading", "Rejection", "Report", "read", "recognise"]


def recognise(path: Path | str) -> list[Recognition]:
    """What the file holds, one finding a table (members of an archive, sheets of a workbook).

    Raises FormatError for a file that cannot be read or that nothing is known of.
    """
    return [finding for _, finding, _ in _tables(Path(path))[0]]


def read(path: Path | str) -> Reading:
    """Open a file for import. Raises FormatError like `recognise`; nothing but its first lines is read yet."""
    return Reading(Path(path))


class Reading:
    """A recognised file. `batches()` streams it and keeps the account in `report`; `unread` names the members of an
    archive that nothing is known of."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._tables, self.unread = _tables(path)
        self.findings = [finding for _, finding, _ in self._tables]
        self.report = Report(path.name, list(self.findings))

    def batches(self) -> Iterator[Batch]:
        """The batches in the order of the file, `fraction` over all its tables. May be run anew: the account starts
        again. Raises FormatError where the file breaks off."""
        self.report = Report(self.path.name, list(self.findings))
        seen = DuplicateFilter()
        for number, (table, finding, module) in enumerate(self._tables):
            for batch in map(seen.without_repeats, module.batches(table, finding)):
                self.report.add(batch, finding.member)
                done = (number + batch.fraction) / len(self._tables)
                yield Batch(batch.observations, batch.read, batch.skipped, batch.rejected, done)


def _best(table: Table) -> tuple[Recognition, ModuleType] | None:
    found = [(finding, module) for module in FORMATS if (finding := module.sniff(table)) is not None]
    return max(found, key=lambda pair: pair[0].score, default=None)


def _tables(path: Path) -> tuple[list[tuple[Table, Recognition, ModuleType]], list[str]]:
    """(table, what it is, who reads it) of each table, and the names of the members that hold none."""
    found: list[tuple[Table, Recognition, ModuleType]] = []
    unread = []
    for part in parts_of(path):
        tables = tables_of(part, lambda table: _best(table) is not None)
        for table in tables:
            finding, module = _best(table) or (None, None)
            if finding is not None and module is not None:
                found.append((table, replace(finding, member=safe_text(table.place)), module))
        if not tables:
            unread.append(safe_text(part.member))
    if not found:
        known = "UN Comtrade, CEPII BACI, World Bank WITS or WDI, Japan customs, SDMX, or our columns of figures"
        raise FormatError(path.name, "is in no format known here", f"it should be a file of {known}")
    return found, unread
