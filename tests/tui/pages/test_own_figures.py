"""The reader's own figures are never taken for official ones: title, cards, chart, card and dates say whose they are."""

import re

import pytest
from rich.cells import cell_len

from cjtrade_data import Selection, open_book
from cjtrade_data.formats import read
from cjtrade_data.importing import save
from cjtrade_data.lookup.api import card
from cjtrade_data.store.store import Store
from cjtrade_tui.cli.progress import ImportLine
from cjtrade_tui.pages import build
from cjtrade_tui.pages.comparison_choices import choices
from cjtrade_tui.painting.table import fitted

TABLE = """reporter,partner,period,flow,value (USD million)
Cambodia,Japan,2023,exports,1300
Cambodia,Japan,2024,exports,1450
Cambodia,Japan,2024,imports,800
Cambodia,Japan,2025,exports,1500
Cambodia,Japan,2025,imports,900
"""
YEARS = Selection(frequency="year")


@pytest.fixture(scope="module")
def mine(tmp_path_factory):
    path = tmp_path_factory.mktemp("own") / "mine.csv"
    path.write_text(TABLE)
    store = Store(path.parent / "store")
    save(path, read(path), store, ImportLine(path.name))
    return open_book(None, ("KHM", "JPN"), store.place)


@pytest.fixture(scope="module")
def years(mine):
    return build.build(mine, YEARS)


def own(page):
    return next(row for row in page.rows if "own/figures" in row.key)


def test_title_and_chart_say_that_figures_of_ones_own_are_among_them(years):
    assert all("your own" in words for words in (years.title, years.about, years.chart.title))
    assert "own figures" in own(years).cells[-1].words


def test_the_cards_of_ones_own_row_say_so_and_claim_no_valuation(years):
    for headline in own(years).headlines:
        assert headline.below.startswith("own,") and "FOB" not in headline.label and "CIF" not in headline.label


@pytest.mark.parametrize("view", ["levels", "balance", "total"])
def test_a_chart_draws_ones_own_figures_apart_and_names_both(mine, view):
    series = build.build(mine, YEARS.with_(view=view)).chart.series
    owned = {s.role for s in series if "own figures" in s.label}
    assert owned and owned.isdisjoint({s.role for s in series if "own figures" not in s.label})
    official = [s.label for s in series if s.label and "own figures" not in s.label]
    assert all("GDCE, WITS" in label for label in official)
    assert view != "levels" or {re.search("FOB|CIF", label)[0] for label in official} == {"FOB", "CIF"}


def test_a_chart_of_growth_has_no_year_of_ones_own_among_the_official_ones(mine, book):
    drawn = [build.build(of, YEARS.with_(view="growth")).chart for of in (mine, book)]
    assert [s.values for s in drawn[0].series] == [s.values for s in drawn[1].series]
    assert "own" not in drawn[0].title


def test_the_table_keeps_its_balance_at_80_columns(years):
    widths = fitted(years.columns, years.rows, 0, 1, 80, 12).widths
    assert {"trade_balance", "total_trade", "compiler"} <= {years.columns[i].key for i in widths}
    assert all(cell_len(row.cells[-1].text) <= widths[max(widths)] for row in years.rows)


def test_a_card_says_no_valuation_that_the_file_does_not_and_whose_figure_it_is(mine, years):
    said = card(own(years).cells[1].figure, mine)
    assert said.valuation == "" and not re.search("FOB|CIF", own(years).cells[1].figure)
    assert "your own figures" in said.said.text and "figures figures" not in said.said.text


def test_what_was_imported_today_makes_the_dataset_no_newer(years, book):
    (told,) = (note for note in years.notes if "collected by" in note)
    (before,) = (note for note in build.build(book, YEARS).notes if "collected by" in note)
    assert before.split(";")[0] == told.split(";")[0] and "own files imported" in told


def test_ones_own_figures_can_be_set_beside_official_ones_of_the_same_period(mine, years):
    offered = [c for c in choices(mine, years, YEARS, own(years)) if c.kind == "compiler"]
    assert [c.name for c in offered] == ["2025 by GDCE"]
    page = build.build(mine, offered[0].selection)
    assert "own figures against GDCE" in page.title and page.rows[0].texts[1:4] == ("1,500 ", "1,570 ", "-70d")
    assert page.rows[0].cells[1].figure.startswith("import-") and page.rows[0].cells[3].figure == ""
    official = next(row for row in years.rows if row.key == "2025")
    assert "2025 by own figures" in [c.name for c in choices(mine, years, YEARS, official)]
