"""Printed numbers as Polars expressions: text in, value, decimals and faults out."""

from collections.abc import Mapping

import polars as pl

from ..model.observation import DECIMALS

MISSING = ("", *"NA N/A n/a #N/A na n.a. N.A. .. ... … - -- – — － null NULL None : :c c NaN nan NAN -nan".split())
"""How publishers and the programs in between write that there is no number."""

_PLAIN = r"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?$"
_GROUPED = r"^[+-]?[0-9]{1,3}(?:(?:,[0-9]{3})+|(?:[ '\u{a0}\u{202f}\u{2009}\u{2019}][0-9]{3})+)(?:\.[0-9]*)?$"
_SEPARATORS = r"[,\s'\u{a0}\u{202f}\u{2009}\u{2019}]"
PADDING = ' \t\r\n"\u00a0\u3000\u202f\ufeff'


def tidy(column: str | pl.Expr) -> pl.Expr:
    """The text without the blanks around it; a number without the separators of its thousands."""
    text = (pl.col(column) if isinstance(column, str) else column).str.strip_chars(PADDING)
    return pl.when(text.str.contains(_GROUPED)).then(text.str.replace_all(_SEPARATORS, "")).otherwise(text)


def in_dollars(column: str) -> pl.Expr:
    """The tidy text of an amount of dollars, without the sign of them."""
    return tidy(pl.col(column).str.replace(r"^\s*(?:US)?\$\s*", ""))


def marked(text: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """A number without the letter that says its status, and that in capitals: E(stimated), P(rovisional) or R(evised)."""
    pattern = r"^\s*(-?[0-9][0-9., ]*)\s+([eprEPR])\s*$"
    return pl.coalesce(text.str.extract(pattern, 1), text), text.str.extract(pattern, 2).str.to_uppercase().fill_null(
        ""
    )


def status_note(status: pl.Expr) -> pl.Expr:
    """What is said of a status that is neither that of a reported nor of an estimated figure."""
    return pl.when(status.is_in(["", "A", "E"])).then(pl.lit("")).otherwise(pl.lit("status ") + status)


def whole(column: str) -> pl.Expr:
    """A year, month or code without blanks and without the `.0` of a program that took it for a number."""
    return pl.col(column).str.strip_chars(" '\"").str.replace(r"\.0$", "")


def is_missing(text: pl.Expr) -> pl.Expr:
    """Whether a tidy text says that there is no number; null does."""
    return text.is_null() | text.is_in(MISSING)


def is_number(text: pl.Expr) -> pl.Expr:
    """Whether a tidy text is one finite number in digits; NaN, infinities and 1,23 are not."""
    return text.str.contains(_PLAIN) & text.cast(pl.Float64, strict=False).is_finite()


def number(text: pl.Expr, power: int = 0) -> pl.Expr:
    """The value of a tidy text times 10**power, rounded once: 4.35 thousand is 4350, not 4349.999...

    Null where it is no number. Text with an exponent of its own is multiplied instead.
    """
    plain = text.cast(pl.Float64, strict=False)
    if power == 0:
        return pl.when(plain.is_finite()).then(plain)
    has_exponent = text.str.contains("[eE]")
    shifted = (text + f"e{power}").cast(pl.Float64, strict=False)
    return pl.when(has_exponent).then(plain * 10.0**power).otherwise(shifted)


def scaled(text: pl.Expr, by: str, powers: Mapping[str, int] | Mapping[int, int]) -> pl.Expr:
    """The value of a tidy text times ten to the power that the column `by` stands for; null where it is none of those."""
    return pl.coalesce(pl.when(pl.col(by) == name).then(number(text, power)) for name, power in powers.items())


def decimals(text: pl.Expr, *, padded: bool = False) -> pl.Expr:
    """Decimals printed: of 237.22 two, of 1.2e9 minus eight.

    `padded`: zeros at the end were printed on purpose (WITS prints 149.00); otherwise 149.0 has none, since the
    programs that write such files add them.
    """
    digits = r"\.([0-9]*)" if padded else r"\.([0-9]*?)0*(?:[eE]|$)"
    printed = text.str.extract(digits, 1).str.len_chars().cast(pl.Int32).fill_null(0)
    exponent = text.str.extract(r"[eE]([+-]?[0-9]+)$", 1).cast(pl.Int32, strict=False).fill_null(0)
    return (printed - exponent).clip(*DECIMALS).cast(pl.Int8)


NOT_A_NUMBER = ("is not a number", "write it in digits with a full stop, or leave the cell empty")
NEGATIVE = ("is below zero, which a trade flow cannot be", "correct the sign or leave the cell empty")
