"""The figures gathered in November 2026 stand in the tables value by value, as they were read from their sources."""

from pathlib import Path

from every_row import rows_of

from cjtrade_data.book.tables import TABLES

HERE = Path(__file__).parent / "facts"
ROWS = {"aid": 44, "fdi": 58, "oda": 61, "pair": 69, "products": 41, "society": 72, "wto": 195}
"""Rows that each file had, its head among them."""
READ = rows_of(HERE / "second_batch.csv")
FIGURES = {row["id"]: row for path in sorted((TABLES / "figures").glob("*.csv")) for row in rows_of(path)}
SOURCES = {row["id"]: row for row in rows_of(TABLES / "sources.csv")}


def test_every_value_stands_as_it_was_read():
    for row in READ:
        figure = FIGURES[row["figure"]]
        assert (figure["value"], figure["scale"]) == (row["value"], row["scale"]), row
        assert (figure["decimals"], figure["bound"]) == (row["decimals"], row["bound"]), row
        assert figure["growth_pct"] == row["growth"], row
        assert (figure["period_start"], figure["period_end"]) == (row["start"], row["end"]), row


def test_all_were_read_on_one_day_and_keep_to_their_sources():
    for row in READ:
        source = SOURCES[FIGURES[row["figure"]]["source"]]
        assert source["retrieved"] in ("2026-11-23", "2026-11-28")
        assert source["licence"] and source["rounding"]


def test_no_row_was_forgotten():
    for file, last in ROWS.items():
        assert {int(row["row"]) for row in READ if row["file"] == file} == {*range(2, last + 1)}, file
    assert {row["file"] for row in READ} == set(ROWS)
