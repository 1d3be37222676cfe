"""What can be wrong with a table, and with a question asked of it."""


class IncomparableError(ValueError):
    """Two figures that must not be set against each other, and why."""


class NoRateError(ValueError):
    """A number cannot be said in a currency, and why; `year` is that of which no rate is printed, None for another reason."""

    def __init__(self, reason: str, year: int | None = None) -> None:
        self.year = year
        super().__init__(reason)


class SolverError(ValueError):
    """The solver that a check needs is not installed."""

    def __init__(self) -> None:
        super().__init__("this check needs the solver, which is not installed: pip install 'cjtrade-tui[solver]'")


class OneLineError(ValueError):
    """What went wrong with a file, a place or a service, why, and the mend, in one line of clean text."""

    def __init__(self, place: object, reason: str, mend: str) -> None:
        self.place, self.reason, self.mend = place, reason, mend
        # Imported here: a start without a fault need not pay for it. A damaged cell may hold what a terminal obeys.
        from .safe_text import safe_text

        super().__init__(safe_text(f"{place}: {reason}; {mend}"))


class BookError(OneLineError):
    """A table that cannot be trusted: names the file, the row where there is one, and the mend."""

    def __init__(self, file: str, reason: str, mend: str, row: int | None = None) -> None:
        self.file, self.row = file, row
        super().__init__(file if row is None else f"{file}, row {row}", reason, mend)


class StoreError(OneLineError):
    """The store cannot be read or changed: one line that says where, why and the mend. What was saved is as it was."""
