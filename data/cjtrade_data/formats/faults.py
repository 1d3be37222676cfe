"""Faults that the rows of every format can have: an area, a flow, a period or a number that is none."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from .cells import NEGATIVE, NOT_A_NUMBER, is_missing, is_number
from .products import PRODUCT_FAULT, is_code, is_total
from .rows import RowRule

Cell = str | pl.Expr


def area(
    code: str, cell: Cell, shown: pl.Expr, whose: str = "us", mend: str = "correct it", *, needed: bool = True
) -> RowRule:
    """An area that is not known to us or to a publisher; where it is not `needed` nothing may be shown."""
    unknown = pl.col(code).is_null()
    wrong = unknown if needed else unknown & (shown.fill_null("").str.strip_chars() != "")
    return RowRule(wrong, cell, shown, f"is not an area known to {whose}, or its code and its letters differ", mend)


def flow(cell: Cell, shown: pl.Expr, mend: str) -> RowRule:
    """A `measure` that is no flow of the publisher's."""
    return RowRule(
        pl.col("measure").is_null(), cell, shown, "is not a trade flow, or its code and its name differ", mend
    )


def period(cell: Cell, shown: pl.Expr, mend: str = "write it as 2023, 2023-Q1 or 2023-02") -> RowRule:
    """An `end` that is no month, quarter or year."""
    return RowRule(pl.col("end").is_null(), cell, shown, "is not a period of months", mend)


def year(column: str, cell: Cell, shown: pl.Expr) -> RowRule:
    """A year that is none."""
    wrong = ~pl.col(column).str.contains(r"^(19|20)[0-9][0-9]$")
    return RowRule(wrong, cell, shown, "is not a year", "write it as 2023")


def product(cell: Cell, shown: pl.Expr, system: pl.Expr) -> RowRule:
    """A `code` that cannot be one of its classification."""
    return RowRule(~(is_total(pl.col("code")) | is_code(pl.col("code"), system)), cell, shown, *PRODUCT_FAULT)


def value(cell: Cell, shown: pl.Expr, is_flow: bool | pl.Expr = True) -> list[RowRule]:
    """A `value_text` that is no number, and an `amount` below zero of what `is_flow`."""
    text = RowRule(~is_number(pl.col("value_text")), cell, shown, *NOT_A_NUMBER)
    below = pl.lit(is_flow) if isinstance(is_flow, bool) else is_flow
    return [text, RowRule((below & (pl.col("amount") < 0)).fill_null(False), cell, shown, *NEGATIVE)]


def quantities(cells: Iterable[tuple[str, str]]) -> list[RowRule]:
    """Quantities (name, heading) whose `NAME_text` is given and no number."""
    return [
        RowRule(
            ~is_missing(pl.col(f"{name}_text")) & ~is_number(pl.col(f"{name}_text")), cell, pl.col(name), *NOT_A_NUMBER
        )
        for name, cell in cells
    ]
