"""What stands beside a number of the pair: the table's note on its print and its valuation, in dollars and converted."""

import pytest
from bundled import BOOK

from cjtrade_data import Period
from cjtrade_data.derivation.pair import PairFlow, pair_flows
from cjtrade_data.derivation.quantity import printed
from cjtrade_data.derivation.shown import as_printed


def shown(flow: str, period: str, currency: str = "USD", reporter: str = "KHM", compiler: str = "GDCE") -> PairFlow:
    found = pair_flows(BOOK, reporter, currency=currency)
    wanted = (flow, Period.parse(period), compiler)
    return next(f for f in found if (f.flow, f.period, f.shown.own.compiler) == wanted)


def test_the_note_on_a_print_stands_beside_it_as_the_table_has_it():
    found = shown("exports", "2022-07").shown
    assert found.figure is not None and found.figure.note
    assert found.note == found.figure.note


def test_the_note_on_a_converted_print_says_that_it_is_about_the_dollars():
    found = shown("exports", "2022-07", "KHR").shown
    assert found.figure is not None and found.quantity is not None and found.quantity.is_converted
    assert found.note == f"Of the figure in dollars: {found.figure.note}"


@pytest.mark.parametrize("currency", ["USD", "KHR"])
def test_a_print_without_a_note_and_a_derived_number_have_none(currency):
    assert shown("exports", "2021-01/2021-07", currency).shown.note == ""
    derived = shown("exports", "2021-08", currency).shown
    assert derived.figure is None and derived.note == ""


@pytest.mark.parametrize(
    ("reporter", "flow", "valuation"),
    [
        ("KHM", "exports", "FOB"),
        ("KHM", "imports", "CIF"),
        ("KHM", "total_trade", "FOB/CIF"),
        ("KHM", "trade_balance", "FOB/CIF"),
        ("JPN", "exports", "CIF"),
        ("JPN", "imports", "FOB"),
        ("JPN", "trade_balance", "FOB/CIF"),
    ],
)
def test_a_derived_number_has_the_valuation_usual_for_who_reports_it(reporter, flow, valuation):
    """Exports from Cambodia are what Japan buys, so that Japan's own statistics value them CIF."""
    compiler = {"KHM": "GDCE", "JPN": "JETRO"}[reporter]
    derived = [
        f.shown
        for f in pair_flows(BOOK, reporter)
        if f.shown.figure is None and (f.flow, f.shown.own.compiler) == (flow, compiler)
    ]
    assert derived and {s.valuation for s in derived} == {valuation}


def test_a_print_has_one_source_and_its_place_in_it_and_what_was_derived_those_it_was_made_of():
    print_ = shown("exports", "2022-07").shown
    assert print_.sources == (print_.figure.source,) and print_.locator == print_.figure.locator
    derived = shown("exports", "2021-08").shown
    assert set(derived.sources) == {f.source for f in derived.quantity.figures} and derived.locator == ""
    own, riel = (shown("exports", "1962", currency, compiler="WITS").shown for currency in ("USD", "KHR"))
    assert own.locator == "KHM exports JPN, 1962" and riel.is_as_printed is False and riel.locator == ""


def test_what_is_disputed_or_printed_otherwise_is_contested():
    every = [f.shown for reporter in ("KHM", "JPN") for f in pair_flows(BOOK, reporter)]
    assert {(bool(s.others), s.is_disputed) for s in every} >= {(True, False), (False, False)}
    assert all(s.is_contested is (s.is_disputed or s.is_in_doubt or s.others != ()) for s in every)


def test_of_prints_that_cannot_all_hold_each_is_in_doubt_and_the_likeliest_to_be_wrong_is_disputed():
    sold, bought, total = (shown(flow, "2023").shown for flow in ("exports", "imports", "total_trade"))
    assert sold.growth_is_disputed and not sold.growth_is_in_doubt
    for level in (bought, total):
        assert level.growth_is_in_doubt and level.growth_is_contested and not level.growth_is_disputed


def test_growth_is_called_reported_as_printed_and_derived_from_two_levels():
    statuses = {f.shown.growth_status for f in pair_flows(BOOK, "KHM") if f.shown.growth is not None}
    assert statuses == {"reported", "derived"}
    for each in (f.shown for f in pair_flows(BOOK, "KHM")):
        printed = each.growth is not None and each.growth.figure is not None
        assert (each.growth_status == "reported") is printed


def test_growth_that_a_print_of_another_level_has_is_told_with_that_print():
    """JETRO's growth of January to August 2020 is printed with the level that it revised later."""
    found = shown("exports", "2020-01/2020-08", reporter="JPN", compiler="JETRO").shown
    assert found.growth_beside is not None and found.growth_beside.id == "jetro-imports-2020-01-2020-08-first-print"
    assert found.growth_beside is found.growth.figure and found.growth_beside != found.figure
    assert shown("exports", "2024-01/2024-02").shown.growth.figure is not None
    assert shown("exports", "2024-01/2024-02").shown.growth_beside is None


def every_growth_of_a_print():
    return [f.shown for r in BOOK.pair for f in pair_flows(BOOK, r) if f.shown.growth_status == "reported"]


def test_growth_printed_alone_or_with_its_own_level_stands_beside_no_other():
    alone = [s for s in every_growth_of_a_print() if s.growth.figure.growth_pct is None]
    assert alone and all(s.growth_beside is None for s in alone)
    of_it = [s for s in every_growth_of_a_print() if s.growth.figure is s.figure]
    assert of_it and all(s.growth_beside is None for s in of_it)


def test_a_figure_as_printed_has_its_own_growth_and_valuation_and_what_is_derived_again_its_interval():
    figure = BOOK.figure("article-r04")
    found = as_printed(figure)
    assert found.own == found.quantity == printed(figure) and found.figure is figure
    assert float(found.growth.value) == 15.3 and found.valuation == figure.valuation and found.is_as_printed
    again = printed(BOOK.figure("article-r20"))
    assert as_printed(figure, again).quantity is again


def test_a_number_without_growth_has_no_print_beside_it():
    found = as_printed(BOOK.figure("gdce-exports-2024-01"))._replace(growth=None)
    assert found.growth_beside is None and found.growth_status == ""
