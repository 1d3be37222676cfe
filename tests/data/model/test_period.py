import pytest
from every_row import every_row
from hypothesis import given
from hypothesis import strategies as st

from cjtrade_data import Period

months = st.integers(1900 * 12, 2100 * 12)
periods = st.one_of(
    st.builds(lambda m: Period(None, m), months), st.builds(lambda m, n: Period(m, m + n), months, st.integers(0, 300))
)


@given(periods)
def test_a_period_reads_back_what_it_writes(period):
    assert Period.parse(period.code) == period


@given(periods)
def test_a_period_reads_back_from_the_two_columns_of_a_table(period):
    assert Period.from_columns(*period.columns) == period


@every_row(("month", "last"), [("2023-02", 28), ("2024-02", 29), ("1900-02", 28), ("2000-02", 29), ("2023-04", 30)])
def test_a_point_is_the_last_day_of_its_month(month, last):
    year, number = map(int, month.split("-"))
    point = Period(None, year * 12 + number - 1)
    assert point.code == f"{month}-{last}" and Period.parse(point.code) == point


@given(periods)
def test_the_year_before_is_as_long_and_twelve_months_earlier(period):
    before = period.year_before
    assert before.months == period.months and before.last == period.last - 12
    assert before.shift(12) == period


@given(periods, periods)
def test_periods_order_by_their_end(a, b):
    if a.last < b.last:
        assert a < b and not b < a


@given(months, st.integers(0, 30), st.integers(0, 30))
def test_a_run_contains_every_run_inside_it(start, lead, tail):
    outer = Period(start, start + lead + tail + 1)
    assert Period(start + min(lead, outer.months - 1), start + lead) in outer
    assert Period(start, outer.last) in outer and Period(None, outer.last) in outer
    assert outer.shift(1) not in outer


@every_row(
    ("code", "label", "kinds"),
    [
        ("2023", "2023", {"is_year", "is_year_to_date"}),
        ("2024-01/2024-02", "Jan-Feb 2024", {"is_year_to_date"}),
        ("2024-02", "Feb 2024", {"is_month"}),
        ("2024-01", "Jan 2024", {"is_month", "is_year_to_date"}),
        ("2024-04/2024-06", "Apr-Jun 2024", {"is_quarter"}),
        ("2023-03-31", "end Mar 2023", {"is_point"}),
        ("1994-01/2011-07", "Jan 1994-Jul 2011", set()),
    ],
)
def test_a_period_says_what_it_is(code, label, kinds):
    period = Period.parse(code)
    assert (period.label, str(period)) == (label, code)
    names = ("is_year", "is_year_to_date", "is_month", "is_quarter", "is_point")
    assert {n for n in names if getattr(period, n)} == kinds


@every_row(
    "text",
    ["", "24", "2024-13", "2024-00", "2023-03-30", "2024-02/2024-01", "x", "2024-2", "2023/2024", "2024-02-29/2024-03"],
)
def test_what_is_no_period_is_refused_in_words(text):
    with pytest.raises(ValueError, match=r"period|month|start"):
        Period.parse(text)


def test_nothing_contains_what_starts_before_it():
    assert Period.parse("2023-12/2024-01") not in Period.parse("2024")
    assert Period.parse("2024-06-30") in Period.parse("2024")


@every_row(
    ("period", "met"),
    [("2024", True), ("2024-12-31", True), ("2024-12", False), ("2024-10/2024-12", False), ("2023-12-31", False)],
)
def test_a_period_is_met_by_itself_and_by_the_point_that_ends_it(period, met):
    assert Period.parse(period).meets(Period.parse("2024")) is met


def test_a_month_follows_the_month_before_it_and_nothing_else_does():
    after = {
        code: Period.parse("2024-03").is_month_after(Period.parse(code)) for code in ("2024-02", "2024-03", "2023")
    }
    assert after == {"2024-02": True, "2024-03": False, "2023": False}
    assert not Period.parse("2024").is_month_after(Period.parse("2023-12/2024-11"))
    assert not Period.parse("2024-03").is_month_after(None)


def test_a_quarter_begins_in_january_april_july_or_october():
    quarters = [first for first in range(1, 11) if Period.of_months(2024, first, first + 2).is_quarter]
    assert quarters == [1, 4, 7, 10] and not Period.of_months(2024, 1, 4).is_quarter


def test_of_periods_that_end_together_a_point_comes_first_and_the_longest_last():
    codes = ["2023", "2023-12", "2023-12-31", "2023-11/2023-12", "2023-11"]
    assert [p.code for p in sorted(map(Period.parse, codes))] == [
        "2023-11",
        "2023-12-31",
        "2023-12",
        "2023-11/2023-12",
        "2023",
    ]
