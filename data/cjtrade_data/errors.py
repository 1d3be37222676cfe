"""What can be wrong with a table, and with a question asked of it."""

from __future__ import annotations


class BookError(ValueError):
    """A table that cannot be trusted: names the file, the row where there is one, and the mend."""

    def __init__(self, file: str, reason: str, mend: str, row: int | None = None) -> None:
        self.file, self.row, self.reason, self.mend = file, row, reason, mend
        place = file if row is None else f"{file}, row {row}"
        super().__init__(f"{place}: {reason}; {mend}")


class IncomparableError(ValueError):
    """Two figures that must not be set against each other, and why."""


class NoRateError(ValueError):
    """No dated exchange rate covers the period asked for."""
