"""Sparklines: as high as their values, from zero, with a dot for what nobody published and words with both ends."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjtrade_data import Period, Selection
from cjtrade_data.derivation.partners import partners_of
from cjtrade_tui.cli.show import as_text
from cjtrade_tui.pages import build
from cjtrade_tui.pages.sparkline import sparkline
from cjtrade_tui.terminal.ascii import in_ascii

HEIGHTS = "·▁▂▃▄▅▆▇"


class Known:
    def __init__(self, value):
        self.value = value


class Dollars:
    words = "USD"

    def words_of(self, quantity):
        return str(quantity.value)


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**6)), min_size=3, max_size=15))
def test_a_larger_value_is_never_lower_and_the_largest_keeps_apart_from_the_row_above(values):
    known = {Period.of_year(2000 + at): Known(v) for at, v in enumerate(values) if v is not None}
    cell = sparkline(range(2000, 2000 + len(values)), known, Dollars(), "trade")
    if len(known) < 3 or not any(q.value for q in known.values()):
        assert cell.text == cell.words == ""
        return
    assert len(cell.text) == len(values)
    drawn = [(value, HEIGHTS.index(sign)) for value, sign in zip(values, cell.text, strict=True)]
    assert all((value is None) == (height == 0) for value, height in drawn)
    pairs = sorted((value, height) for value, height in drawn if value is not None)
    assert all(a[1] <= b[1] for a, b in itertools.pairwise(pairs)) and pairs[-1][1] == 7
    assert all(height == 1 for value, height in pairs if value <= pairs[-1][0] / 7)


def test_a_partner_s_line_is_of_one_edition_and_says_its_two_ends(book):
    page = build.build(book, Selection(tab="partners", period=Period.of_year(2016)))
    at = [c.key for c in page.columns].index("history")
    assert page.columns[at].title == "2005-16 WITS"
    rows = [row for row in page.rows if row.cells[at].words]
    assert len(rows) > 20
    for row in rows:
        for end in row.cells[at].words.split(" to "):
            amount, _, year = end.replace(",", "").partition(" in ")
            listed = {p.code: p for p in partners_of(book, Period.of_year(int(year)), "WITS 2017-11")}
            traded = float(listed[row.key].sizes["total_trade"].quantity.value) / 1e6
            assert float(amount) == pytest.approx(traded, abs=0.0051)


def test_a_line_that_ends_before_the_period_of_the_page_is_not_drawn_beside_its_numbers(book):
    columns = build.build(book, Selection(tab="partners", period=Period.of_year(2023))).columns
    assert "total_trade" in {c.key for c in columns} and "history" not in {c.key for c in columns}


@pytest.mark.parametrize("tab", ["partners", "products"])
def test_show_says_in_words_what_the_screen_draws(book, tab):
    page = build.build(book, Selection(tab=tab, period=Period.of_year(2016)))
    at = [c.key for c in page.columns].index("history")
    text = as_text(page)
    for row in page.rows:
        assert row.cells[at].said in text and in_ascii(row.cells[at].text).isascii()
    assert not any(sign in text for sign in HEIGHTS[1:])


def test_a_line_most_of_whose_years_are_not_published_is_not_drawn(book):
    columns = build.build(book, Selection(tab="products", view="sections")).columns
    assert "first" in {c.key for c in columns} and "history" not in {c.key for c in columns}


def test_a_product_s_line_ends_on_the_amounts_of_the_table(book):
    page = build.build(book, Selection(tab="products"))
    keys = [c.key for c in page.columns]
    told = 0
    for row in page.rows:
        first, last = (row.texts[keys.index(key)].strip(" de") for key in ("first", "amount"))
        if "–" not in (first, last):
            assert row.cells[keys.index("history")].words == f"{first} in 2015 to {last} in 2019"
            told += 1
    assert told > 10
