"""Product codes of the classifications: lost zeros back, prefix, level."""

from functools import cache

import polars as pl

from . import vocabulary

_LONGEST_NAME = 200
TOTALS = ("", "TOTAL", "TOTALALL", "ALL", "AG0", "ALL PRODUCTS", "ALL COMMODITIES", "TOTAL TRADE")
_HS = r"^[0-9]{2}(?:[0-9]{2}(?:[0-9A-Z]{2}(?:[0-9A-Z]{2,6})?)?)?$"
_SITC = r"^[0-9]{1,5}(?:\.[0-9]+)?[A-Z]?$"
_BEC = r"^[0-9A-Z]{1,6}$"
_NINE = r"^[1-9][0-9]{8}$"
"""A national code of the HS, or one of ten digits that lost its zero."""
PRODUCT_FAULT = ("is not a code of its classification", "write the code in digits, with its zeros, or TOTAL")


@cache
def classifications() -> dict[str, str]:
    """Publishers' codes of a classification, in capitals, to ours; `HS`, `SITC` where the revision is as reported."""
    return {row["code"]: row["classification"] for row in vocabulary.rows("classifications")}


def classification(column: pl.Expr) -> pl.Expr:
    """Our name of a classification; null where it is unknown."""
    return column.str.strip_chars().str.to_uppercase().replace_strict(classifications(), default=None)


def code_text(column: str) -> pl.Expr:
    """A product code as text: no quotes or blanks around it, no `.0` of a program that took it for a number."""
    return (
        pl.col(column)
        .fill_null("")
        .str.strip_chars(" '\"\u00a0")
        .str.to_uppercase()
        .str.replace(r"^([0-9]+)\.0$", "$1")
    )


def name_text(column: str) -> pl.Expr:
    """What a publisher calls a product, no longer than a line of a table can use."""
    return pl.col(column).str.strip_chars().str.slice(0, _LONGEST_NAME)


def is_total(code: pl.Expr) -> pl.Expr:
    """Whether a code stands for all goods."""
    return code.is_in(TOTALS)


def restored(code: pl.Expr, system: pl.Expr, digits: pl.Expr | None = None) -> pl.Expr:
    """`code` with the zero it lost as a number: an HS code has an even number of digits (10110 is 010110), or nine.

    `digits`, where a file says how long its codes are, rules: one zero of HS, up to two of SITC, whose groups start with
    001; other classifications get none back without it.
    """
    length = code.str.len_chars().cast(pl.Int64)
    lost = system.str.starts_with("HS") & (length % 2 == 1) & (length != 9) & code.str.contains(r"^[1-9][0-9]*$")
    back = pl.when(lost).then(pl.lit("0") + code).otherwise(code)
    if digits is None:
        return back
    most = pl.when(system.str.starts_with("SITC")).then(2).otherwise(1)
    short = code.str.contains(r"^[0-9]+$") & (length < digits) & (length >= digits - most) & (digits <= 6)
    filled = pl.when(digits - length == 2).then(pl.lit("00") + code).otherwise(pl.lit("0") + code)
    return pl.when(short).then(filled).otherwise(back)


def is_of_level(code: pl.Expr, system: pl.Expr, digits: pl.Expr) -> pl.Expr:
    """Whether a restored SITC code is as long as its file says; a code that lost zeros is another code."""
    return ~system.str.starts_with("SITC") | is_total(code) | (digits == 0) | (code.str.len_chars() == digits)


def columns_of(system: pl.Expr) -> dict[str, pl.Expr]:
    """Product (`HS:010110`, `SITC:7`; "" for all goods), classification and level of an observation, of the column `code`."""
    code, nothing = pl.col("code"), pl.lit("")
    of_all = is_total(code)
    return {
        "product": pl.when(of_all).then(nothing).otherwise(system.str.extract("^([A-Z]+)", 1) + ":" + code),
        # all goods of any revision of the HS are all goods
        "classification": pl.when(of_all & system.str.starts_with("HS")).then(nothing).otherwise(system),
        "product_level": level(code),
    }


def is_code(code: pl.Expr, system: pl.Expr) -> pl.Expr:
    """Whether a restored code can be one of its classification."""
    return (
        pl.when(system.str.starts_with("HS"))
        .then(code.str.contains(_HS) & ~code.str.contains(_NINE))
        .when(system.str.starts_with("SITC"))
        .then(code.str.contains(_SITC))
        .otherwise(code.str.contains(_BEC))
    )


def level(code: pl.Expr) -> pl.Expr:
    """Digits of the code; 0 for all goods."""
    length = code.str.replace_all(r"\.", "").str.len_chars().clip(upper_bound=99)  # which no code has
    return pl.when(is_total(code)).then(0).otherwise(length).cast(pl.Int8)
