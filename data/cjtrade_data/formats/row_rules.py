"""Row rules of every format: what is wrong where a cell is no area, flow, period, year, product or number."""

from collections.abc import Iterable

import polars as pl

from .cells import NEGATIVE, NOT_A_NUMBER, is_missing, is_number
from .product_codes import PRODUCT_FAULT, is_code, is_total
from .rows import RowRule

Cell = str | pl.Expr
"""A heading, or what gives it; of what is shown, the column."""


def area(
    code: str, cell: Cell, shown: Cell, whose: str = "us", mend: str = "correct it", *, needed: bool = True
) -> RowRule:
    """An area that is not known to us or to a publisher; where it is not `needed` nothing may be shown."""
    unknown = pl.col(code).is_null()
    given = pl.col(shown) if isinstance(shown, str) else shown
    wrong = unknown if needed else unknown & (given.fill_null("").str.strip_chars() != "")
    return RowRule(wrong, cell, f"is not an area known to {whose}, or its code and its letters differ", mend, shown)


def flow(cell: Cell, shown: Cell, mend: str) -> RowRule:
    """A `measure` that is no flow of the publisher's."""
    reason = "is not a trade flow, or its code and its name differ"
    return RowRule(pl.col("measure").is_null(), cell, reason, mend, shown)


def period(cell: Cell, shown: Cell, mend: str = "write it as 2023, 2023-Q1 or 2023-02") -> RowRule:
    """An `end` that is no month, quarter or year."""
    return RowRule(pl.col("end").is_null(), cell, "is not a period of months", mend, shown)


def year(column: str, cell: Cell, shown: Cell) -> RowRule:
    """A year that is none."""
    wrong = ~pl.col(column).str.contains(r"^(19|20)[0-9][0-9]$")
    return RowRule(wrong, cell, "is not a year", "write it as 2023", shown)


def product(cell: Cell, shown: Cell, system: pl.Expr, digits: int | None = None) -> RowRule:
    """A `code` of which the first `digits` cannot be one of its classification; none at all is not all goods."""
    code = pl.col("code").str.slice(0, digits)
    known = (code != "") & is_total(code) | is_code(code, system)
    return RowRule(~known, cell, *PRODUCT_FAULT, shown)


def value(cell: Cell, shown: Cell, is_flow: bool | pl.Expr = True) -> list[RowRule]:
    """A `value_text` that is no number, and an `amount` below zero of what `is_flow`."""
    text = RowRule(~is_number(pl.col("value_text")), cell, *NOT_A_NUMBER, shown)
    below = pl.lit(is_flow) if isinstance(is_flow, bool) else is_flow
    return [text, RowRule((below & (pl.col("amount") < 0)).fill_null(False), cell, *NEGATIVE, shown)]


def quantities(cells: Iterable[tuple[str, str]]) -> list[RowRule]:
    """Quantities (name, heading) whose `NAME_text` is given and no number."""
    given = [(name, cell, pl.col(f"{name}_text")) for name, cell in cells]
    return [RowRule(~is_missing(text) & ~is_number(text), cell, *NOT_A_NUMBER, name) for name, cell, text in given]
