from decimal import Decimal
from fractions import Fraction
from math import inf

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cjtrade_data import Interval

numbers = st.fractions(min_value=-1000, max_value=1000)
intervals = st.builds(lambda a, b: Interval(min(a, b), max(a, b)), numbers, numbers)


def inside(interval, part):
    return interval.low + (interval.high - interval.low) * part


parts = st.fractions(min_value=0, max_value=1)


@given(intervals, intervals, parts, parts)
def test_arithmetic_on_intervals_never_loses_a_true_value(a, b, p, q):
    x, y = inside(a, p), inside(b, q)
    assert x + y in a + b
    assert x - y in a - b
    assert x * y in a * b
    assert -x in -a
    if not b.low <= 0 <= b.high:
        assert x / y in a / b


@given(st.decimals(min_value=-10_000, max_value=10_000, places=6), st.integers(-3, 4))
def test_a_printed_number_stands_for_every_number_that_rounds_to_it(true, decimals):
    printed = true.quantize(Decimal(1).scaleb(-decimals))
    assert Fraction(true) in Interval.of_print(printed, decimals)


@given(st.decimals(min_value=-10_000, max_value=10_000, places=6), st.integers(0, 4))
def test_a_source_that_cuts_off_is_read_so(true, decimals):
    from decimal import ROUND_DOWN

    printed = true.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN)
    assume(printed != 0)
    interval = Interval.of_print(printed, decimals, rounding="down")
    assert Fraction(true) in interval
    assert interval.width == Fraction(10) ** -decimals


def test_words_that_only_limit_leave_the_other_side_open():
    assert Interval.of_print(2, 0, bound="over") == Interval(2, inf)
    assert Interval.of_print(2, 0, bound="under") == Interval(-inf, 2)
    assert Interval.of_print(4, 0, rounding="exact") == Interval.exact(4)


@given(intervals, intervals)
def test_two_prints_meet_exactly_when_they_have_numbers_in_common(a, b):
    common = a.common(b)
    assert (common is not None) == a.meets(b) == b.meets(a)
    if common:
        assert common in a and common in b


def test_a_range_lies_in_another_only_with_both_its_ends():
    outer = Interval(Fraction(1), Fraction(3))
    inside = [Interval(Fraction(low), Fraction(high)) for low, high in ((1, 3), (1, 2), (2, 3))]
    beyond = [Interval(Fraction(low), Fraction(high)) for low, high in ((0, 2), (2, 4), (0, 4), (4, 5))]
    assert all(part in outer for part in inside) and not any(part in outer for part in beyond)
    assert 1 in outer and 3 in outer and 4 not in outer


def test_an_interval_cannot_run_backwards_nor_be_divided_by_what_may_be_zero():
    with pytest.raises(ValueError, match="down to"):
        Interval(2, 1)
    with pytest.raises(ZeroDivisionError):
        Interval(1, 2) / Interval(-1, 1)


def test_january_less_the_first_two_months_gives_february_with_its_rounding():
    run, january = Interval.of_print("237.22", 2, 10**6), Interval.of_print("116.88", 2, 10**6)
    february = run - january
    assert (float(february.low), float(february.high)) == (120.33e6, 120.35e6)


def test_a_limit_in_words_is_one_in_base_units_too():
    assert Interval.of_print("1.7", 1, 10**9, bound="over") == Interval(Fraction(17, 10) * 10**9, inf)
    assert Interval.of_print("1.7", 1, 10**9, bound="under") == Interval(-inf, Fraction(17, 10) * 10**9)


@given(st.integers(-100, 100), st.integers(-3, 3), st.sampled_from([1, 1000, 10**6]))
def test_a_scale_multiplies_both_ends_whatever_the_rounding(value, decimals, scale):
    for rounding in ("nearest", "down", "exact"):
        one, scaled = (Interval.of_print(value, decimals, by, rounding=rounding) for by in (1, scale))
        assert scaled == Interval(one.low * scale, one.high * scale) and value * scale in scaled


def test_a_divisor_that_may_be_zero_at_its_very_end_divides_nothing():
    for low, high in ((0, 1), (-1, 0), (0, 0)):
        with pytest.raises(ZeroDivisionError, match="the divisor may be zero"):
            _ = Interval.exact(1) / Interval(Fraction(low), Fraction(high))


def test_what_is_divided_by_more_than_an_amount_has_an_exact_end():
    least = (Interval.exact(6) / Interval(Fraction(3), inf)).low
    assert least == 0 and isinstance(least, Fraction)


def test_nothing_times_what_has_no_end_is_nothing():
    assert Interval.exact(0) * Interval(Fraction(2), inf) == Interval.exact(0)
    assert Interval(-inf, Fraction(2)) * Interval.exact(0) == Interval.exact(0)
    assert Interval(Fraction(0), Fraction(1)) * Interval(Fraction(2), inf) == Interval(Fraction(0), inf)
