"""Periods: what people write is read the same in questions and articles, by one table of patterns."""

import pytest

from cjtrade_data.language.period_parser import Span, read_span
from cjtrade_data.lookup.api import ask
from cjtrade_data.model.period import Period


def test_decades_are_counted_as_years():
    assert read_span("last two decades".split(), 0) == (Span("past", months=(20, 20)), 3)
    assert read_span("two decades ago".split(), 0) == (Span("years_ago", months=(20, 20)), 3)


def test_from_a_month_on_is_since_that_month():
    assert read_span("from october 2024 on".split(), 0) == (Span("since_month", Period.parse("2024-10")), 4)


@pytest.mark.parametrize(
    "written", ["2023 q5", "the third half of 2024", "13m 2024", "13th month of 2023", "quarter 5"]
)
def test_a_part_that_no_year_has_is_no_period(written):
    words = written.split()
    assert read_span(words, 0) == (Span("invalid"), len(words))


def test_twenty_million_is_no_run_of_months():
    assert read_span(["20m"], 0) is None
    assert read_span(["9m", "2024"], 0) == (Span("period", Period.of_months(2024, 1, 9)), 2)


def test_the_longest_reading_is_taken():
    assert read_span("last month of 2024".split(), 0) == (Span("period", Period.parse("2024-12")), 4)
    assert read_span("last three months of 2024".split(), 0) == (Span("period", Period.parse("2024-10/2024-12")), 5)
    assert read_span("last three months".split(), 0) == (Span("past_months", months=(3, 3)), 3)


def test_a_hyphen_between_a_count_and_its_unit_is_none_in_a_run_of_quarters_it_is():
    assert ask("exports to japan 9-month 2024").answers[0].period == "2024-01/2024-09"
    assert ask("exports to japan Q1-Q2 2023").answers[0].period == "2023-01/2023-06"
