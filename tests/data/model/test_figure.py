from decimal import Decimal

import pytest


def test_a_figure_carries_all_that_makes_it_quotable(book):
    f = book.figure("article-r04")
    assert (f.measure, f.reporter, f.partner, f.period.label) == ("exports", "KHM", "JPN", "Jan-Feb 2024")
    assert (f.value, f.scale, f.unit, f.decimals) == (Decimal("237.22"), "million", "USD", 2)
    assert f.amount == 237_220_000
    assert (float(f.interval.low), float(f.interval.high)) == (237.215e6, 237.225e6)
    assert (f.valuation, f.status, f.compiler, f.locator) == ("FOB", "reported", "GDCE", "paragraph 2")
    assert (float(f.growth_interval.low), float(f.growth_interval.high)) == (15.25, 15.35)


def test_a_billion_printed_with_two_decimals_claims_no_more(book):
    f = book.figure("article-r20")
    assert (float(f.interval.low), float(f.interval.high)) == (1.165e9, 1.175e9)


def test_over_two_thirds_is_a_limit_not_a_number(book):
    assert book.figure("article-r08").interval.high == float("inf")


def test_a_rank_is_exact(book):
    assert book.figure("article-r11").interval.width == 0


def test_a_figure_cannot_be_changed(book):
    with pytest.raises(AttributeError):
        book.figure("article-r04").value = Decimal(1)
