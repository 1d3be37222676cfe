"""Disputes: which prints other printed figures leave no room for, in whatever currency they are shown."""

from decimal import Decimal

import pytest
from bundled import BOOK
from every_row import every_row

from cjtrade_data import Period
from cjtrade_data.book import results
from cjtrade_data.derivation.disputes import (
    disputed_claim,
    is_disputed,
    is_of_disputed_growth,
    rate_against,
    same_share_of_others,
)
from cjtrade_data.derivation.exchange_rates import in_currency
from cjtrade_data.derivation.levels import series
from cjtrade_data.derivation.quantity import growth_of, printed

ROWS = [r for r in results.rows(BOOK.folder, "findings") if r["likelihood"] == "1" and r["kind"] != "rounding"]


def quantity(row):
    figure = BOOK.figure(row["figure"])
    beside = row["claim"] == "growth" and not figure.measure.endswith("_growth")
    return growth_of(figure) if beside else printed(figure)


@every_row("row", ROWS, ids=lambda r: f"{r['figure']} {r['claim']}")
def test_the_likeliest_of_figures_that_cannot_all_hold_is_disputed_as_what_it_claims(row):
    assert disputed_claim(BOOK, quantity(row)) == (row["figure"], row["claim"])


def test_the_two_per_cent_of_2023_is_disputed_and_the_amounts_beside_it_are_not():
    assert is_disputed(BOOK, printed(BOOK.figure("article-r21")))
    assert not is_disputed(BOOK, printed(BOOK.figure("article-r20")))
    assert not is_disputed(BOOK, None)


def test_a_share_is_no_amount_and_a_rounding_is_no_dispute():
    folded = [r for r in results.rows(BOOK.folder, "findings") if r["kind"] == "rounding" and r["likelihood"] == "1"]
    assert folded and not any(is_disputed(BOOK, quantity(r)) for r in folded)
    shares = [
        f for f in map(BOOK.figure, BOOK.index.ids()) if f.unit == "percent" and not f.measure.endswith("_growth")
    ]
    assert shares and not any((claim := disputed_claim(BOOK, printed(f))) and claim[1] == "level" for f in shares)


def test_an_amount_that_was_converted_is_disputed_as_its_print_is():
    own = series(BOOK, "KHM", "JPN", "GDCE").level("imports", Period.of_year(2022))
    assert own is not None and is_disputed(BOOK, own)
    converted = in_currency(BOOK, own, "KHR")
    assert converted is not None and converted.unit == "KHR" and is_disputed(BOOK, converted)


def test_a_level_worked_out_from_a_disputed_growth_is_told_from_one_of_a_firm_growth():
    own = series(BOOK, "KHM", "JPN", "GDCE")
    ways = list(own.all_before_by_growth("exports", Period.of_year(2022)))
    assert {float(q.derivation.inputs[1].value): is_of_disputed_growth(BOOK, q) for q in ways} == {2: True, 0.2: False}
    assert not is_of_disputed_growth(BOOK, own.level("exports", Period.of_year(2022)))
    assert not is_of_disputed_growth(BOOK, own.recomputed_growth("exports", Period.of_year(2023)))


def test_against_growth_worked_out_from_a_disputed_print_stands_the_rate_that_its_compiler_prints():
    own = series(BOOK, "KHM", "JPN", "GDCE")
    worked_out = own.recomputed_growth("imports", Period.of_year(2023))
    assert rate_against(BOOK, worked_out).figure.id == "article-r23" and is_disputed(BOOK, worked_out)
    assert rate_against(BOOK, in_currency(BOOK, worked_out, "KHR")) is None
    assert rate_against(BOOK, own.growth("imports", Period.of_year(2023))) is None
    assert rate_against(BOOK, own.level("imports", Period.of_year(2023))) is None


def test_no_rate_stands_against_growth_from_firm_prints_or_since_another_time():
    own = series(BOOK, "KHM", "JPN", "GDCE")
    jan_feb = own.recomputed_growth("exports", Period.parse("2024-01/2024-02"))
    assert rate_against(BOOK, jan_feb) is None
    since = own.recomputed_growth("imports", Period.of_year(2023), Period.of_year(2021))
    assert since is not None and rate_against(BOOK, since) is None


def test_where_the_checks_have_found_nothing_no_rate_stands_against_another(book, row):
    rate = row("exports_growth", "2023", "50.0", unit="percent", scale="one")
    own = series(book(row("exports", "2023", "110"), row("exports", "2022", "100"), rate), "KHM", "JPN", "GDCE")
    assert rate_against(own.book, own.recomputed_growth("exports", Period.of_year(2023))) is None


@pytest.mark.parametrize(
    ("value", "changed", "same"),
    [
        ("12.3", {}, True),
        ("12.3", {"value": Decimal("12.4")}, False),
        ("2.3", {}, False),
        ("12.3", {"unit": "USD"}, False),
        ("12.3", {"period": Period.of_year(1999)}, False),
    ],
)
def test_one_share_of_two_goods_to_three_digits_may_be_a_slip(value, changed, same, monkeypatch):
    one = next(f for f in BOOK.figures_in("products_press") if f.unit == "percent")._replace(value=Decimal(value))
    other = one._replace(id="other", **changed)
    monkeypatch.setattr(type(BOOK), "figures_in", lambda *_: [one, other])
    asked = printed(one._replace(**{k: v for k, v in changed.items() if k == "unit"}))
    assert same_share_of_others(BOOK, asked) == [other] * same and is_disputed(BOOK, asked) is same
