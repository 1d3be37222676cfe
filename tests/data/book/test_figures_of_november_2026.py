"""The figures gathered in November 2026 stand in the tables value by value, as they were read from their sources."""

from collections import Counter
from pathlib import Path

import pytest
from every_row import rows_of

from cjtrade_data.book.tables import TABLES
from cjtrade_data.model.figure import SCALES

HERE = Path(__file__).parent / "facts"
FACTS = Path(__file__).resolve().parents[4] / "shared" / "facts"
FILES = {
    "wto": "wto_jpn_imports_from_khm_by_mtn_group_2015_2019.csv",
    "products": "khm_jpn_by_product_press_2009_2022.csv",
    "pair": "news_khm_jpn_period_figures_2.csv",
    "fdi": "news_fdi_figures_2.csv",
    "oda": "japan_oda_net_khm_1960_2023.csv",
    "aid": "japan_aid_projects_khm_2012_2026.csv",
    "society": "facts_society_aid_tourism_2.csv",
}
"""The name of each file in the extract, and beside the project."""


READ = rows_of(HERE / "second_batch.csv")
LEFT_OUT = {(row["file"], row["row"]) for row in rows_of(HERE / "left_out.csv")}
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
    assert {row["file"] for row in READ} == set(FILES)


@pytest.mark.skipif(not FACTS.exists(), reason="../shared/facts is not beside the project")
@pytest.mark.parametrize("name", FILES)
def test_the_extract_is_what_the_files_of_facts_hold(name):
    found = Counter((row["file"], row["row"]) for row in READ)
    for number, fact in enumerate(rows_of(FACTS / FILES[name]), 2):
        assert found[name, str(number)] or (name, str(number)) in LEFT_OUT, fact
    facts = dict(enumerate(rows_of(FACTS / FILES[name]), 2))
    for row in READ:
        if row["file"] == name:
            cells = " ".join(facts[int(row["row"])].values()).replace(",", "").replace('"', " ").split()
            numbers = {
                float(c.rstrip(".;")) for c in cells if c.rstrip(".;").replace(".", "", 1).lstrip("+-").isdigit()
            }
            amount = float(row["value"]) * SCALES[row["scale"]]
            assert any(abs(amount - n * unit) <= 1e-9 * abs(amount) for n in numbers for unit in (1, 1e6)), row
            assert not row["growth"] or float(row["growth"]) in numbers or f"{row['growth']} per cent" in str(facts), (
                row
            )
