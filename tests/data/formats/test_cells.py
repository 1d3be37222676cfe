"""Printed numbers: value and decimals, against exact arithmetic."""

from decimal import Decimal
from math import isfinite

import polars as pl
from every_row import every_row
from hypothesis import given
from hypothesis import strategies as st

from cjtrade_data.formats.cells import decimals, is_missing, is_number, number, tidy


def seen(text, power=0):
    frame = pl.DataFrame({"x": [text]}).with_columns(tidy("x").alias("t"))
    t = pl.col("t")
    return frame.select(number=is_number(t), missing=is_missing(t), value=number(t, power), decimals=decimals(t)).row(0)


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12),
    st.sampled_from([0, 3, 6]),
)
def test_a_value_in_thousands_or_millions_is_rounded_once(exact, power):
    is_one, _, value, _ = seen(str(exact), power)
    assert is_one
    assert value == float(exact * 10**power)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_float_as_python_writes_it(value):
    assert seen(repr(value))[2] == value


@given(st.text(max_size=12))
def test_no_text_is_a_number_that_python_does_not_read_so_too(text):
    is_one, _, value, _ = seen(text)
    if is_one:
        plain = text.strip(' \t\r\n"\u00a0\u3000\u202f\ufeff')
        for separator in (",", " ", "\u00a0", "\u202f", "\u2009", "'", "\u2019"):
            plain = plain.replace(separator, "")
        assert plain.isascii()
        assert value == float(plain)


@every_row(
    ("text", "value"),
    [
        ("  12.50 ", 12.5),
        ("1,234,567.8", 1234567.8),
        ("1 234", 1234),
        ("1\u202f234\u202f567", 1234567),
        ("1'234'567.8", 1234567.8),
        ("1\u2019234", 1234),
        ("1.2e+09", 1.2e9),
        ("+5", 5),
        (".5", 0.5),
        ("5.", 5),
        ("-0.25", -0.25),
        ('"7"', 7),
        ("\u00a03", 3),
    ],
)
def test_numbers_as_publishers_print_them(text, value):
    assert seen(text)[0]
    assert seen(text)[2] == value


@every_row(
    "text",
    [
        "1,23",
        "1.234,5",
        "12,34,567",
        "1,2345",
        "0x10",
        "1_000",
        "nan",
        "NaN",
        "inf",
        "-Infinity",
        "1e400",
        "1e",
        "١٢",
        "五",
        "--5",
        "1 23",
    ],
)
def test_what_is_no_number(text):
    is_one, _, value, _ = seen(text)
    assert not is_one and isfinite(value or 0)


@every_row("text", ["", " ", "NA", "..", "...", "n/a", "null", "-", '""'])
def test_what_says_that_there_is_none(text):
    assert seen(text)[1]


@every_row(
    ("text", "places"),
    [("237.22", 2), ("5", 0), ("6804128143.0", 0), ("2.410", 2), ("1.2e9", -8), ("1e-3", 3), ("1.5E+2", -1)],
)
def test_decimals(text, places):
    assert seen(text)[3] == places
    assert Decimal(text).as_tuple().exponent in (-places, -places - 1)


def test_zeros_printed_on_purpose_count():
    frame = pl.DataFrame({"x": ["149.00", "149"]})
    assert frame.select(decimals(pl.col("x"), padded=True)).to_series().to_list() == [2, 0]


def test_an_exponent_of_its_own_and_a_scale():
    assert seen("1.2e3", 3)[2] == 1.2e6
    assert seen("5E-1", 6)[2] == 500_000.0
