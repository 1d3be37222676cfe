"""Who stands above a printed rank: as a source names them, else by as many larger figures as the rank says."""

from fractions import Fraction

import pytest

from cjtrade_data import open_book
from cjtrade_data.derivation.levels import series
from cjtrade_data.derivation.partners import names_above, order_figures
from cjtrade_data.derivation.quantity import printed
from cjtrade_data.model.period import Period

RANK = {"unit": "rank", "scale": "one"}


@pytest.fixture
def above(book, row):
    """Who stands above Japan's place as exports to some partners in millions have it."""

    def of(place, measure="exports_rank", **sizes):
        rows = [row("exports", "2023", value, partner=partner) for partner, value in sizes.items()]
        made = book(row(measure, "2023", place, **RANK, id="place"), *rows)
        return names_above(made, printed(made.figure("place")))

    return of


def test_the_larger_are_above_by_size(above):
    assert above("3", CHN="20", JPN="10", USA="30", VNM="5") == ["USA", "CHN"]


def test_of_a_place_that_other_figures_do_not_lead_to_nobody_is_named(above):
    assert above("2", CHN="20", JPN="10", USA="30") == []
    assert above("4", CHN="20", JPN="10", USA="30") == []
    assert above("2", CHN="20", USA="5") == []


def test_the_world_is_above_nobody(above):
    assert above("2", WLD="90", CHN="20", JPN="10") == ["CHN"]


def test_a_rank_of_another_thing_has_no_amounts_to_go_by(above):
    assert above("2", "fdi_stock_rank", CHN="20", JPN="10") == []


def test_a_place_that_was_worked_out_names_nobody(book, row):
    made = book(*(row("exports", "2023", v, partner=p) for p, v in (("CHN", "20"), ("JPN", "10"))))
    level = series(made, "KHM", "JPN", "GDCE").level("exports", Period.of_year(2023))
    assert names_above(made, level._replace(measure="exports_rank", figure=None, value=Fraction(2))) == []


def test_an_order_stands_on_the_rank_and_on_the_amounts_above_it(book, row):
    made = book(
        row("exports_rank", "2023", "2", **RANK, id="place"),
        row("exports", "2023", "20", partner="CHN", id="china"),
        row("exports", "2023", "10", id="japan"),
    )
    assert [f.id for f in order_figures(made, printed(made.figure("place")))] == ["place", "china"]


def test_a_source_names_the_order_itself():
    book = open_book()
    ranks = [f for s in book.statements for f in map(book.figure, s.figure_ids) if f.unit == "rank"]
    named = {f.id: names_above(book, printed(f)) for f in ranks}
    assert any(named.values()) and all(len(n) in (0, int(book.figure(id).value) - 1) for id, n in named.items())
    assert ["CHN", "VNM", "USA", "THA"] in named.values()


def test_whose_exports_of_the_year_nobody_prints_is_not_above(book, row):
    made = book(
        row("exports_rank", "2023", "2", **RANK, id="place"),
        row("exports", "2023", "20", partner="CHN"),
        row("exports", "2023", "10"),
        row("exports", "2022", "90", partner="USA"),
        row("total_trade", "2023", "90", partner="VNM"),
        row("imports", "2023", "5", partner="VNM"),
    )
    assert names_above(made, printed(made.figure("place"))) == ["CHN"]
