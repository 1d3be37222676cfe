"""What may be relied on in the book itself: it cannot be changed, and reads no more than it is asked for."""

import polars as pl
import pytest
from every_row import every_row

from cjtrade_data import Period, open_book
from cjtrade_data.frames import flows, investment, partners, people, rates, sources

BOOK = open_book()
PERIOD = Period.parse("2016")
FRAMES = {
    "figures": lambda: BOOK.figures,
    "a group": lambda: BOOK.frame("pair_press"),
    "a table": lambda: BOOK.table("sources"),
    "pair totals": lambda: flows.pair_totals(BOOK),
    "ranking": lambda: partners.ranking(BOOK, PERIOD, "WITS 2017-11"),
    "rates": lambda: rates.published(BOOK, "KHR"),
    "catalogue": lambda: sources.catalogue(BOOK),
    "statements": lambda: people.statements(BOOK),
}


@every_row("name", sorted(FRAMES))
def test_changing_a_frame_in_place_does_not_change_the_book(name):
    before = FRAMES[name]()
    mine = FRAMES[name]()
    mine.insert_column(0, pl.lit(0).alias("mine"))
    mine[0, mine.columns[1]] = None
    assert FRAMES[name]().equals(before)


def read_by(question):
    book = open_book()
    asked = []
    make = book.cached
    book.cached = lambda name, made: asked.extend(name[1:] if name[0] == "table" else ()) or make(name, made)
    question(book)
    return asked


def test_opening_the_book_reads_no_table():
    assert read_by(lambda book: book.checksum) == []


def test_the_flows_of_the_pair_read_no_table_as_a_frame():
    """They are made of the rows that the engine reads, so no table is in memory twice for them."""
    assert read_by(lambda b: [flows.pair_totals(b), flows.pair_totals(b, "JPN"), flows.mirror_gap(b)]) == []


def test_investment_makes_frames_of_its_own_tables_alone():
    asked = read_by(lambda book: investment.by_investor(book, "stock"))
    assert set(asked) <= {"figures-article-2024-03", "figures-investment-press", "sources"}


def test_a_figure_or_table_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError, match="no-such-figure"):
        BOOK.figure("no-such-figure")
    with pytest.raises(KeyError, match="no-such-table"):
        BOOK.table("no-such-table")
