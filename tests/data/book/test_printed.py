"""Values stand in the tables as text as they were printed: a trailing zero is a digit the source vouches for."""

import re
from pathlib import Path

from bundled import BOOK
from every_row import every_row, rows_of

from cjtrade_data import Period
from cjtrade_data.book.tables import TABLES
from cjtrade_data.derivation.rankings import partner_lists

FACTS = Path(__file__).parent / "facts"


FIGURES = {row["id"]: row for path in sorted((TABLES / "figures").glob("*.csv")) for row in rows_of(path)}


def places(number):
    return len(number.partition(".")[2])


def test_a_printed_value_has_the_decimals_it_claims():
    for row in FIGURES.values():
        if row["status"] != "derived":
            assert places(row["value"]) == max(0, int(row["decimals"])), row["id"]


def test_a_printed_growth_has_the_decimals_it_claims():
    for row in FIGURES.values():
        if row["growth_pct"]:
            assert places(row["growth_pct"]) == int(row["growth_decimals"]), row["id"]


def test_no_value_is_said_to_be_coarser_than_itself():
    for row in FIGURES.values():
        if float(row["value"]):
            assert 10 ** -int(row["decimals"]) / 2 <= abs(float(row["value"])), row["id"]


def test_official_exchange_rates_have_the_five_decimals_of_their_series():
    rates = [r for r in FIGURES.values() if r["measure"] == "exchange_rate" and r["source"] == "wdi-commit-01a34e8b"]
    assert len(rates) > 100
    assert {r["decimals"] for r in rates} == {"5"}


@every_row("row", rows_of(FACTS / "corrections.csv"), ids=lambda r: f"{r['id']}-{r['column']}")
def test_a_corrected_cell_stays_corrected(row):
    assert FIGURES[row["id"]][row["column"]] == row["value"]


def test_nothing_is_left_of_the_approvals_that_were_added_twice():
    approvals = [r for r in FIGURES.values() if r["basis"] == "approval" and r["partner"] == "JPN"]
    assert not [r["id"] for r in approvals if r["value"] in ("211", "3.14")]


def test_the_source_that_cuts_digits_off_says_so():
    sources = {row["id"]: row for row in rows_of(TABLES / "sources.csv")}
    assert sources["tameninaru-info-2023-gdce"]["rounding"] == "down"


def test_singapore_stands_before_japan_among_the_sellers_of_2016():
    table = partner_lists(BOOK, "KHM").ranking(Period.parse("2016"), "WITS 2017-11", "imports")
    assert table.place("JPN") == 5
    assert [q.partner for q in table.above("JPN")][-1] == "SGP"


def test_no_note_holds_a_number_of_our_own_making():
    """What is derived is worked out anew with the figures: a note would keep the number of another day."""
    own = re.compile(r"\d derived|derived[^.;]* \d")
    assert not [id for id, row in FIGURES.items() if own.search(row["note"])]
