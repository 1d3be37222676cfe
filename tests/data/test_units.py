"""Riel and yen for dollars: the rate of the year, or none."""

import polars as pl
import pytest

from cjtrade_data import NoRateError, open_book, units

BOOK = open_book()


@pytest.mark.parametrize(("unit", "year", "rate"), [("KHR", 2023, 4110.65), ("JPY", 2023, 140.49), ("JPY", 1962, 360)])
def test_the_rate_of_a_year_is_the_annual_average_the_world_bank_prints(unit, year, rate):
    figure = units.rate(BOOK, unit, year)
    assert float(figure.amount) == pytest.approx(rate, rel=1e-4)
    assert (figure.measure, figure.period.year, figure.compiler) == ("exchange_rate", year, "WB")


@pytest.mark.parametrize("unit", ["KHR", "JPY"])
def test_each_year_has_one_rate_with_its_figure_in_order(unit):
    frame = units.rates(BOOK, unit)
    assert frame["year"].is_unique().all() and frame["year"].is_sorted()
    assert frame["rate"].min() > 0
    for row in frame.filter(pl.col("year") > 2015).iter_rows(named=True):
        assert float(BOOK.figure(row["figure"]).amount) == row["rate"]


@pytest.mark.parametrize(
    ("unit", "year", "words"), [("KHR", 1975, "no KHR rate for 1975"), ("EUR", 2023, "KHR or JPY")]
)
def test_where_there_is_no_rate_it_is_said_and_none_is_borrowed(unit, year, words):
    with pytest.raises(NoRateError, match=words):
        units.rate(BOOK, unit, year)
