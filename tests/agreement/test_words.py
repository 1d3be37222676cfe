"""A number on a screen is the one lookup answers with, and a sentence that states it is not called false."""

import pytest
from every_row import every_row

from cjtrade_data import Selection
from cjtrade_data.lookup.api import ask

from . import compare, faces, pages
from .numbers import Cell, Number, Subject, digits, faults, table
from .words import question, sentence


def some_of_the_pair() -> list[Cell]:
    return compare.every(24, compare.in_dollars(pages.cells("flows", 7)))


def test_lookup_gives_a_number_of_the_pair_as_the_screen_shows_it():
    found = faults(compare.lookups(some_of_the_pair()))
    assert not found, table(found)


@pytest.mark.parametrize("every", [24, pytest.param(1, marks=pytest.mark.slow)])
def test_lookup_gives_every_list_of_partners_in_the_order_of_the_screen(every):
    found = faults(compare.lists(every))
    assert not found, table(found)


def test_a_sentence_that_states_a_number_of_the_pair_does_not_disagree():
    found = faults(compare.claims(some_of_the_pair()))
    assert not found, table(found)


@pytest.mark.parametrize("every", [7, pytest.param(1, marks=pytest.mark.slow)])
def test_lookup_gives_japans_ranks_and_shares_through_time_as_the_screen_shows_them(every):
    found = faults(compare.lookups(compare.every(every, pages.cells_in("partners", "japan"))))
    assert not found, table(found)


def test_what_exports_exceed_imports_by_is_the_balance_that_the_screen_shows():
    shown: dict[str, set[tuple[float | None, float | None]]] = {}
    for cell in pages.cells_of(Selection(frequency="year")):
        if cell.subject.measure == "trade_balance":
            shown.setdefault(cell.subject.period, set()).add((cell.number.low, cell.number.high))
    told = {year: ask(f"did exports to Japan exceed imports from Japan in {year}").answers for year in shown}
    assert all(answers and (answers[0].low, answers[0].high) in shown[year] for year, answers in told.items())


@pytest.mark.slow
def test_lookup_gives_every_number_of_the_pair_as_the_screen_shows_it():
    found = faults(compare.lookups(compare.in_dollars(pages.cells("flows"))))
    assert not found, table(found)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["level", "share", "rank"])
def test_lookup_gives_every_number_of_a_partner_as_the_screen_shows_it(kind):
    found = faults(compare.lookups(c for c in compare.in_dollars(pages.cells("partners")) if c.kind == kind))
    assert not found, table(found)


@pytest.mark.slow
def test_lookup_gives_investment_as_the_screen_shows_it():
    found = faults(compare.lookups(pages.cells("investment")))
    assert not found, table(found)


@pytest.mark.slow
@pytest.mark.parametrize("tab", ["flows", "partners"])
def test_a_sentence_that_states_a_number_of_a_tab_does_not_disagree(tab):
    found = faults(compare.claims(pages.cells(tab)))
    assert not found, table(found)


@every_row(
    ("code", "asked", "stated", "text"),
    [
        (
            "exports:KHM:JPN:2024-01/2024-02:GDCE",
            "Cambodia's exports to Japan Jan-Feb 2024 according to GDCE",
            "Cambodia's exports to Japan were 237.22 million dollars in January-February 2024.",
            "237.22 ",
        ),
        (
            "exports_growth:KHM:JPN:2024-01/2024-02:GDCE",
            "growth of Cambodia's exports to Japan Jan-Feb 2024 according to GDCE",
            "Cambodia's exports to Japan fell 4.3 per cent in January-February 2024.",
            "-4.3% ",
        ),
        (
            "trade_deficit:JPN:KHM:2021:JETRO",
            "Japan's trade deficit with Cambodia 2021 according to JETRO",
            "Japan's trade deficit with Cambodia was 1,172.9 million dollars in 2021.",
            "1,172.9 ",
        ),
        (
            "total_trade:JPN:KHM:2018:JETRO",
            "trade between Japan and Cambodia 2018 according to JETRO",
            "Trade between Japan and Cambodia was over 1,600 million dollars in 2018.",
            ">1,600 ",
        ),
        (
            "exports_rank:KHM:USA:2019:WITS 2022-11",
            "rank of the United States among Cambodia's export markets 2019 according to WITS",
            "The United States was Cambodia's largest export market in 2019.",
            "1",
        ),
        (
            "share_of_world_imports:KHM:OAS:2016:WITS 2017-11",
            "Taiwan's share of Cambodia's imports 2016 according to WITS",
            "Taiwan's share of Cambodia's imports was 5.03 per cent in 2016.",
            "5.03%",
        ),
        (
            "imports_mirror_gap:KHM:JPN:2021:GDCE+JETRO",
            "mirror gap of Cambodia's imports from Japan 2021",
            "",
            "-59.9 ",
        ),
        ("total_trade_rank_change:KHM:CHN:2016:WITS 2017-11", "", "", "+2"),
    ],
)
def test_a_number_is_put_in_words(code, asked, stated, text):
    cell = Cell("", "", "", text, 1e6, "", Subject(*code.split(":")), Number())
    assert (question(cell.subject), sentence(cell)) == (asked, stated)


def test_the_walk_reaches_both_sides_all_frequencies_currencies_editions_and_kinds():
    found = pages.cells("flows", 7)
    assert {c.subject.reporter for c in found} == {"KHM", "JPN"}
    in_currency = {"percent in KHR", "percent in JPY"}
    assert {c.number.unit for c in found} == {"USD", "KHR", "JPY", "percent", "ratio"} | in_currency
    assert {"2024-01/2024-02", "2016", "2024-02"} <= {c.subject.period for c in found}
    assert {c.kind for c in [*found, *pages.cells("partners", 7)]} == set(
        """
        level growth gap ratio share rank change
    """.split()
    )
    assert {"WITS 2017-11", "WITS 2022-11", "CEPII", "GDCE"} <= {c.subject.compiler for c in pages.cells("partners", 7)}
    assert all(digits(c.text) or c.text.strip() == "=" for c in [*found, *pages.cells("partners", 7)])
    assert faces.names_of_areas()["JPN"] == "Japan"
