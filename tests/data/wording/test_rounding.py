"""One rounding rule on every face: half away from zero, on the exact value."""

from decimal import Decimal
from fractions import Fraction

from every_row import every_row
from hypothesis import given
from hypothesis import strategies as st

from cjtrade_data.wording.rounding import plain_number, rounded


@every_row(
    ("value", "decimals", "text"),
    [
        (Fraction("315.265"), 2, "315.27"),
        (315.265, 2, "315.27"),
        (Decimal("315.265"), 2, "315.27"),
        (Fraction("-0.5"), 0, "-1"),
        (Fraction(5, 2), 0, "3"),
        (1234.5, 1, "1,234.5"),
        (Fraction(-1, 1000), 2, "0.00"),
        (1250, -2, "1,300"),
        (Fraction(10**20) + Fraction(1, 2), 0, "100,000,000,000,000,000,001"),
    ],
)
def test_half_is_rounded_away_from_zero(value, decimals, text):
    assert plain_number(value, decimals) == text


@given(st.fractions(min_value=-(10**9), max_value=10**9), st.integers(0, 6))
def test_a_rounded_number_is_half_a_digit_off_at_most(value, decimals):
    assert abs(Fraction(rounded(value, decimals)) - value) <= Fraction(1, 2 * 10**decimals)
